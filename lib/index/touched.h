/*
 * index/touched: which documents of the live database were replaced or taken
 * out, for those that keep what documents have (columns.h). Noted in the same
 * transaction as the change, so that a reader has both or neither.
 *
 *	vanban.touched		"FIRST N SEQUENCE"
 *	vanban.touched.K	places K * 1000 to K * 1000 + 999 of the list,
 *				four bytes each, the high one first
 *
 * The list grows at its end, to place N; what stands before FIRST may be gone.
 * A document stands in it once for each transaction that touches it. New
 * documents do not: their numbers are higher than any before. A writer that
 * knows nothing of the list leaves another SEQUENCE than VB_META_SEQUENCE:
 * then nobody knows what it touched, and the next one begins a new list.
 */
#ifndef VB_INDEX_TOUCHED_H
#define VB_INDEX_TOUCHED_H

#include "index/schema.h"
#include "xapian-c/writer.h"

#define VB_TOUCHED_BLOCK 1000 /* numbers under one key */

struct vb_touched_span {
	uint64_t first, n; /* places [first, n) can be read */
	bool whole; /* all that was touched since place `first` is listed */
};

/* What `db` has at its revision. VB_OK, VB_BUSY, VB_NO_MEMORY, VB_IO,
 * VB_CORRUPT; so below. */
vb_status vb_touched_span(struct vb_touched_span *out, const vb_xapian_db *db,
			  struct vb_error *err);

/*
 * Write the numbers at places [from, to), which the span has, to `out`, with
 * room for so many. VB_CORRUPT also where the list is not what it should be.
 */
vb_status vb_touched_read(uint32_t *out, const vb_xapian_db *db, uint64_t from,
			  uint64_t to, struct vb_error *err);

/* A writer's. */
struct vb_touched { /* all zero: nothing */
	struct vb_touched_span span;
	bool known;    /* the span is */
	uint32_t last; /* highest number before this transaction */
	uint32_t *ids; /* of this transaction */
	size_t n, cap;
};

/* A transaction of `writer` has begun. */
vb_status vb_touched_begin(struct vb_touched *t, vb_xapian_writer *writer,
			   struct vb_error *err);

/* It has changed document `docid`; what is new in it is left out. */
vb_status vb_touched_add(struct vb_touched *t, uint32_t docid,
			 struct vb_error *err);

/*
 * Note it all, before VB_META_SEQUENCE becomes `sequence` and the transaction
 * ends. Places before `needed`, which nobody will ask for again, may go.
 */
vb_status vb_touched_write(struct vb_touched *t, vb_xapian_writer *writer,
			   int64_t sequence, uint64_t needed,
			   struct vb_error *err);

/* An empty list, for a database that nobody has read yet. */
vb_status vb_touched_reset(vb_xapian_writer *writer, int64_t sequence,
			   struct vb_error *err);

void vb_touched_clear(struct vb_touched *t);

#endif
