/*
 * text/scan (internal): the few words that may not stay as they are.
 *
 * An automaton runs over text that clean keeps and stops where a tone may
 * stand on the wrong letter of its word, at most some in a hundred words, so
 * that only those are parsed. It may stop for nothing, but never passes a
 * word over: the tests compare it with parsing all of them.
 */
#ifndef VB_TEXT_SCAN_H
#define VB_TEXT_SCAN_H

#include "text/letter.h"

/* next[state + class_of[byte]] is the next state. */
struct vb_scan {
	const uint16_t *next;
	uint16_t start; /* smaller states are the two ends */
	uint8_t class_of[256];
};

#define VB_SCAN_STOP 0 /* the other end is: found */

extern const struct vb_scan vb_scan_tone; /* a tone may have to move */
extern const struct vb_scan vb_scan_key;  /* or an i to become y */

/*
 * The next place of `text` to look at, at or after `at`, where no word goes
 * on, or text.len for none. Either the byte there is of a word to parse (the
 * word may have begun before it, and so may have the character), or the
 * character that begins there is one that clean may not keep, or is broken.
 */
size_t vb_scan(const struct vb_scan *scan, struct vb_str text, size_t at);

/*
 * The run without ASCII white space around the byte at `at`, not from before
 * `from`: words of it do not reach out of it, and neither does clean.
 */
struct vb_str vb_scan_chunk(struct vb_str text, size_t from, size_t at);

/* ASCII that stays white space in clean text. */
static inline bool vb_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/*
 * Lower case, byte by byte: a shift-based automaton as in unicode.h over
 * stable characters of which it has the same length; the byte to write is
 * vb_lower_byte[state << 8 | byte].
 */
extern const uint64_t vb_lower_dfa[256];
extern const uint8_t vb_lower_byte[64 << 8];

#endif
