/*
 * base/rank: byte strings put into order, many at a time.
 *
 * Most strings differ in their first eight bytes, which a rank has as a
 * number: those are sorted by their digits, without comparing. Only where
 * they are equal are the strings looked at.
 */
#ifndef VB_BASE_RANK_H
#define VB_BASE_RANK_H

#include <stdint.h>
#include <string.h>

#include "base/str.h"

struct vb_rank {
	uint64_t start;	 /* vb_rank_start of the string */
	const char *ptr; /* borrowed */
	uint32_t len;
	uint32_t index; /* the caller's */
};

/* The first eight bytes as a number that sorts as they do. */
static inline uint64_t vb_rank_start(struct vb_str s)
{
	uint64_t n = 0;

	memcpy(&n, s.ptr, s.len < 8 ? s.len : 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	n = __builtin_bswap64(n);
#endif
	return n;
}

/*
 * Sort `n` ranks by the bytes of their strings, as vb_str_cmp; equal strings
 * in no particular order. `spare` is room for as many.
 */
void vb_rank_sort(struct vb_rank *ranks, struct vb_rank *spare, size_t n);

#endif
