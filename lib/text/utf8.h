/*
 * text/utf8 (internal): reading UTF-8 that may be broken.
 */
#ifndef VB_TEXT_UTF8_H
#define VB_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Length of the well-formed character at s[0..n) and its code point, or 0.
 * After 0, `*bad` (NULL allowed) is the length of the maximal subpart of a
 * character there, at least 1: what one U+FFFD stands for.
 */
size_t vb_utf8_read(uint32_t *code, size_t *bad, const char *s, size_t n);

/* Is `c` ASCII that neither joins a word nor is ever dropped by clean? */
static inline bool vb_is_fence(unsigned char c)
{
	return c < 0x80 && c != 0x7F &&
	       (c >= ' ' || c == '\t' || c == '\n' || c == '\r') &&
	       !((unsigned)(c | 32) - 'a' < 26 || (unsigned)c - '0' < 10);
}

#endif
