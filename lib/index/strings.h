/*
 * index/strings: different strings, numbered from 0 in the order of their
 * coming.
 */
#ifndef VB_INDEX_STRINGS_H
#define VB_INDEX_STRINGS_H

#include <stdint.h>

#include "base/arena.h"

struct vb_strings { /* all zero: none */
	struct vb_str *items;
	uint32_t n, cap;
	uint32_t *places; /* hashed: index in items, plus 1; 0: free */
	struct vb_arena arena;
};

/* The number of `s`, or s->n if it is not there. */
uint32_t vb_strings_find(const struct vb_strings *s, struct vb_str string);

/* Number a copy of `string`, or find it. False when out of memory. */
bool vb_strings_add(uint32_t *number, struct vb_strings *s,
		    struct vb_str string);

void vb_strings_clear(struct vb_strings *s);

#endif
