/*
 * index/haste: what a search leaves out when its time runs short, before it
 * gives up. Each level is another try with a part of the time.
 */
#ifndef VB_INDEX_HASTE_H
#define VB_INDEX_HASTE_H

#include <stdint.h>

#include "base/str.h"

enum vb_haste {
	VB_HASTE_NONE,
	VB_HASTE_COUNTS, /* facets and totals come from the best hits */
	VB_HASTE_WORDS,	 /* of words of which any may match the rarest alone */
	VB_HASTE_LEVELS,
};

/* When a try at that level must end: `start` and `timeout` in microseconds. */
int64_t vb_haste_deadline(enum vb_haste level, int64_t start, int64_t timeout);

/* What a try at that level says of it; empty for the first. */
struct vb_str vb_haste_note(enum vb_haste level);

#endif
