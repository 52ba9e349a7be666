/*
 * text/calm (internal): where may text not be what it seems?
 *
 * vb_calm_dfa is written by tools/gen-calm.py, which says what stops it. A row
 * for each state; state 0 is the stop, VB_CALM_START between lines.
 */
#ifndef VB_TEXT_CALM_H
#define VB_TEXT_CALM_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define VB_CALM_START 1

extern const uint8_t vb_calm_dfa[][256];

/* The offset of a byte of the first thing to look at from `at`, or text.len. */
static inline size_t vb_calm_end(struct vb_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	unsigned state = VB_CALM_START;

	for (; at < text.len; at++) {
		state = vb_calm_dfa[state][p[at]];
		if (!state)
			break;
	}
	return at;
}

#endif
