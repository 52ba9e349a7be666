/*
 * index/hit: a stored document as a hit.
 */
#ifndef VB_INDEX_HIT_H
#define VB_INDEX_HIT_H

#include "base/packed.h"
#include "index/entry.h"
#include "index/search.h"
#include "xapian-c/search.h"

/* What the stored forms of documents are opened with, one after the other. */
struct vb_opener {
	vb_unpacker *unpacker; /* NULL until there is one to open */
	struct vb_buf packed;
};

/* clang-format off */
#define VB_OPENER_INIT { NULL, VB_BUF_INIT(VB_ENTRY_PACKED) }
/* clang-format on */

void vb_opener_clear(struct vb_opener *opener);

/*
 * Read the stored form of `doc` into `data`, of which `out` has views: the
 * only way to one. VB_OK; VB_CORRUPT when it can't be read; VB_TOO_BIG,
 * VB_NO_MEMORY, what Xapian returns.
 */
vb_status vb_hit_stored(struct vb_entry *out, struct vb_buf *data,
			struct vb_opener *opener, const vb_xapian_doc *doc,
			struct vb_error *err);

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
