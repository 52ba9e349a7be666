/*
 * text/token: cut clean text into words, with their places.
 *
 *	vb_tokenizer t;
 *	vb_tokenizer_init(&t, text);
 *	while (vb_tokenizer_next(&t, &token)) …
 *
 * A word is a run of letters, digits and combining marks (Unicode L, N, M).
 * Everything else separates: so "NQ-HĐND" is two words and "20-CT/TU" three.
 * ASCII digits joined by one '.' or ',' to exactly three digits stay one
 * number ("1.250.000"), of which key and fold are the digits ("1250000"); a
 * letter ends it, so "1.250.000đ" is a number and a word. "12,5" and "66.14"
 * are two words.
 * The token's key and fold are bytes of the tokenizer, which the next call
 * changes, or of the text itself. Nothing is allocated, but for a word with
 * Cyrillic or Icelandic look-alikes. A word longer than VB_TOKEN_BYTES is cut
 * there, between two characters, for its key and fold (start and end still
 * span it all). Text that is not clean does no harm: broken bytes separate
 * words.
 */
#ifndef VB_TEXT_TOKEN_H
#define VB_TEXT_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define VB_TOKEN_BYTES 64

enum vb_token_flags {
	VB_TOKEN_MARKED = 1,   /* has a mark or đ that fold drops */
	VB_TOKEN_NUMBER = 2,   /* ASCII digits only */
	VB_TOKEN_SYLLABLE = 4, /* parses as a Vietnamese syllable */
	VB_TOKEN_CAPITALS = 8, /* all letters are capitals, two or more */
	VB_TOKEN_BREAK = 16,   /* before it stands something that ends a
				  phrase: . … ! ? ; : a newline or one of
				  ()[]{} (no lone comma, hyphen or slash) */
	VB_TOKEN_CUT = 32,     /* longer than VB_TOKEN_BYTES */
	VB_TOKEN_TITLE = 64,   /* first letter is a capital */
};

struct vb_token {
	size_t start, end;  /* bytes of the text */
	struct vb_str key;  /* as vb_text_key of the word */
	struct vb_str fold; /* as vb_text_fold of the word */
	unsigned flags;
};

typedef struct vb_tokenizer {
	struct vb_str text;
	size_t at;
	bool broke; /* a phrase ended since the last word */
	char key[VB_TOKEN_BYTES * 3 + 8];
	char fold[VB_TOKEN_BYTES * 3 + 8];
} vb_tokenizer;

/* Begin at the start of `text`, which must be clean and outlive the use. */
void vb_tokenizer_init(vb_tokenizer *t, struct vb_str text);

/* The next word; false at the end. */
bool vb_tokenizer_next(vb_tokenizer *t, struct vb_token *token);

#endif
