/*
 * index/initial: step through a text to the words that begin like one that
 * is sought. Most words begin otherwise: they are passed byte by byte, and
 * only what is left need be cut and folded (text/token.h).
 *
 *	struct vb_initials in = { 0 };
 *	vb_initials_add(&in, word->fold);
 *	while ((at = vb_initials_next(&in, text, at)) < text.len)
 *		… a tokenizer begun at `at` gives the words of the text …
 */
#ifndef VB_INDEX_INITIAL_H
#define VB_INDEX_INITIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct vb_initials {
	bool pass[256]; /* no sought word begins with this byte */
	bool made;	/* with the first word added */
};

/* A word, by its fold, that may begin at a place given by _next. */
void vb_initials_add(struct vb_initials *in, struct vb_str fold);

/*
 * The first place at or after `at` where a word begins that may be one of
 * those added; text.len: none. A tokenizer begun there gives the words that
 * one begun with the text does.
 */
size_t vb_initials_next(const struct vb_initials *in, struct vb_str text,
			size_t at);

#endif
