/*
 * index/hit: a stored document as a hit.
 */
#ifndef VB_INDEX_HIT_H
#define VB_INDEX_HIT_H

#include "index/entry.h"
#include "index/search.h"
#include "xapian-c/search.h"

/*
 * Read the stored form of `doc` into `data`, of which `out` has views. VB_OK;
 * VB_CORRUPT when it can't be read; VB_TOO_BIG, VB_NO_MEMORY, what Xapian
 * returns.
 */
vb_status vb_hit_stored(struct vb_entry *out, struct vb_buf *data,
			const vb_xapian_doc *doc, struct vb_error *err);

/*
 * Read the stored form of hit `at` of `mset` into the searcher's buffer, of
 * which `out` has views until the next one is read. VB_OK, VB_BUSY,
 * VB_CORRUPT, VB_NO_MEMORY.
 */
vb_status vb_hit_read(struct vb_entry *out, vb_searcher *s,
		      const vb_xapian_mset *mset, uint32_t at,
		      struct vb_error *err);

/*
 * Copy what `entry` has into `hit`, all but score, snippet and why, in
 * `arena`. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_hit_fill(struct vb_hit *hit, const struct vb_entry *entry,
		      struct vb_arena *arena);

#endif
