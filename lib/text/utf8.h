/*
 * text/utf8 (internal): reading UTF-8 that may be broken.
 */
#ifndef VB_TEXT_UTF8_H
#define VB_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* As vb_utf8_read, for any character. */
size_t vb_utf8_read_any(uint32_t *code, size_t *bad, const char *s, size_t n);

/*
 * Length of the well-formed character at s[0..n), n > 0, and its code point;
 * or 0 and U+FFFD. After 0, `*bad` (NULL allowed) is the length of the maximal
 * subpart of a character there, at least 1: what one U+FFFD stands for.
 */
static inline size_t vb_utf8_read(uint32_t *code, size_t *bad, const char *s,
				  size_t n)
{
	const unsigned char *p = (const unsigned char *)s;

	if (p[0] < 0x80) {
		*code = p[0];
		return 1;
	}
	if (n >= 2 && p[0] - 0xC2u < 0x1E && (p[1] & 0xC0) == 0x80) {
		*code = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
		return 2;
	}
	/* E1..EC: no bounds on the second byte but those of all */
	if (n >= 3 && p[0] - 0xE1u < 12 && (p[1] & 0xC0) == 0x80 &&
	    (p[2] & 0xC0) == 0x80) {
		*code = (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 |
			(p[2] & 0x3Fu);
		return 3;
	}
	return vb_utf8_read_any(code, bad, s, n);
}

/* Is `c` ASCII that neither joins a word nor is ever dropped by clean? */
static inline bool vb_is_fence(unsigned char c)
{
	return c < 0x80 && c != 0x7F &&
	       (c >= ' ' || c == '\t' || c == '\n' || c == '\r') &&
	       !((unsigned)(c | 32) - 'a' < 26 || (unsigned)c - '0' < 10);
}

#endif
