/*
 * text/unicode (internal): what the generated table knows of a character.
 *
 * lib/text/unicode_table.c is written by tools/gen-unicode.c.
 */
#ifndef VB_TEXT_UNICODE_H
#define VB_TEXT_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VB_BAD_CHAR 0xFFFDu

enum vb_char_flags {
	VB_CHAR_LETTER = 1,   /* general category L* */
	VB_CHAR_NUMBER = 2,   /* N* */
	VB_CHAR_MARK = 4,     /* M* */
	VB_CHAR_UPPER = 8,    /* Lu, Lt */
	VB_CHAR_SPECIAL = 16, /* vb_specials of lookalike.h, or a control */
	VB_CHAR_SUSPECT = 32, /* vb_suspects, also with marks on it */
	VB_CHAR_NFC = 64,     /* may change or join its neighbour in NFC */
	VB_CHAR_DECOMP = 128, /* has a canonical decomposition, not Hangul */
};

#define VB_CHAR_WORD (VB_CHAR_LETTER | VB_CHAR_NUMBER | VB_CHAR_MARK)
/* A character without these leaves vb_text_clean as it came. */
#define VB_CHAR_UNSTABLE (VB_CHAR_SPECIAL | VB_CHAR_SUSPECT | VB_CHAR_NFC)

struct vb_char {
	uint8_t flags;
	uint8_t ccc;   /* canonical combining class */
	int32_t lower; /* add to get the simple lower case */
};

struct vb_decomp {
	uint32_t code;
	uint16_t at; /* in vb_decomp_pool */
	uint16_t len;
};

struct vb_pair {
	uint32_t first, second, composed;
};

extern const struct vb_char vb_char_records[];
extern const uint16_t vb_char_pages[][64];
extern const uint16_t vb_char_index[0x110000 / 64];
extern const struct vb_decomp vb_decomps[]; /* by code, full decomposition */
extern const size_t vb_decomps_count;
extern const uint32_t vb_decomp_pool[];
extern const struct vb_pair vb_pairs[]; /* by first, then second */
extern const size_t vb_pairs_count;

/*
 * Shift-based automata: a row per byte holds for each state (a multiple of 6)
 * the next state, six bits each. State 0 is between characters, VB_DFA_STOP
 * is for good. vb_stable_dfa runs over characters that clean keeps;
 * vb_fold_dfa over those of them that fold to one ASCII letter, which
 * vb_fold_byte[state << 8 | byte] gives at the last byte of the character.
 */
#define VB_DFA_STOP 6
extern const uint64_t vb_stable_dfa[256];
extern const uint64_t vb_fold_dfa[256];
extern const uint8_t vb_fold_byte[64 << 8];

/* Everything about `code`, which must be below 0x110000. */
static inline const struct vb_char *vb_char(uint32_t code)
{
	return &vb_char_records[vb_char_pages[vb_char_index[code >> 6]]
					     [code & 63]];
}

static inline uint32_t vb_char_lower(uint32_t code)
{
	return code + (uint32_t)vb_char(code)->lower;
}

/* The full canonical decomposition of `code` without Hangul, or NULL. */
const struct vb_decomp *vb_decomp_find(uint32_t code);

/* Is `code` a letter of the Latin script (by Unicode block)? */
bool vb_char_is_latin(uint32_t code);

#endif
