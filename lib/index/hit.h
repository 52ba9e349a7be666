/*
 * index/hit: a stored document as a hit.
 */
#ifndef VB_INDEX_HIT_H
#define VB_INDEX_HIT_H

#include "index/entry.h"
#include "index/search.h"

/*
 * Copy what `entry` has into `hit`, all but score, snippet and why, in
 * `arena`. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_hit_fill(struct vb_hit *hit, const struct vb_entry *entry,
		      struct vb_arena *arena);

#endif
