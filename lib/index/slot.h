/*
 * index/slot: which values the documents have in a slot, and how many each.
 */
#ifndef VB_INDEX_SLOT_H
#define VB_INDEX_SLOT_H

#include "index/schema.h"
#include "xapian-c/search.h"

/*
 * Call `fn` with each value that documents of `query` have in `slot`, and
 * their number, until it returns false. `*documents` is how many `query`
 * finds. Looks at each of them, for half a second at most. VB_OK; VB_TIMEOUT;
 * VB_BUSY, VB_CORRUPT, VB_NO_MEMORY, what Xapian returns.
 */
struct vb_slot_values {
	const vb_xapian_query *query;
	enum vb_slot slot;
	vb_xapian_term_fn *fn;
	void *ctx;
};
vb_status vb_slot_count(uint32_t *documents, const vb_xapian_db *db,
			const struct vb_slot_values *of, struct vb_error *err);

#endif
