/*
 * doc/letter: the case of one letter, for the readers of numbers and titles.
 *
 * Latin letters only, NFC: what Vietnamese is written with. For lib/doc and
 * lib/format; what is compared in searching comes from lib/text.
 */
#ifndef VB_DOC_LETTER_H
#define VB_DOC_LETTER_H

#include <stdbool.h>
#include <stdint.h>

#include "text/text.h"

/* Unicode lays capitals and small letters out in three ways here: 32 apart
 * (Latin-1), capital even and small one up, capital odd and small one up. */
static inline uint32_t vb_letter_lower(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c + 32;
	if (c < 0xC0)
		return c;
	if (c <= 0xDE)
		return c == 0xD7 ? c : c + 32;
	if ((c >= 0x100 && c <= 0x12F) || (c >= 0x14A && c <= 0x177) ||
	    (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF))
		return c | 1;
	if ((c >= 0x139 && c <= 0x148) || c == 0x1AF)
		return c + (c & 1);
	return c == 0x1A0 ? 0x1A1 : c;
}

static inline uint32_t vb_letter_upper(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 32;
	if (c >= 0xE0 && c <= 0xFE)
		return c == 0xF7 ? c : c - 32;
	if (c > 0xFF && vb_letter_lower(c - 1) == c)
		return c - 1;
	return c;
}

static inline bool vb_letter_is_upper(uint32_t c)
{
	return vb_letter_lower(c) != c;
}

static inline bool vb_letter_is(uint32_t c)
{
	if (c < 0x80)
		return (c | 32) >= 'a' && (c | 32) <= 'z';
	return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
	       (c >= 0x300 && c <= 0x36F) || (c >= 0x1E00 && c <= 0x1EFF);
}

static inline bool vb_letter_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The code point at `at` and its length, or 0 and 0 at the end. */
static inline uint32_t vb_letter_at(struct vb_str s, size_t at, size_t *len)
{
	uint32_t code = 0;

	*len = at < s.len ? vb_utf8_decode(&code, vb_str_skip(s, at)) : 0;
	return code;
}

/* The code point that ends just before `at`, or 0 at the start. */
static inline uint32_t vb_letter_before(struct vb_str s, size_t at)
{
	size_t len;

	return at ? vb_letter_at(s, vb_utf8_floor(s, at - 1), &len) : 0;
}

#endif
