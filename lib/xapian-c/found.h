/*
 * xapian-c/found: all documents that a query matches, unranked. For what
 * counts them: facets, totals.
 *
 * Xapian's enquire makes a hit of every one of them and puts the hits in
 * order; here each node of the tree is a set of bits. docs/decisions/0013 has
 * the figures.
 */
#ifndef VB_XAPIAN_C_FOUND_H
#define VB_XAPIAN_C_FOUND_H

#include "xapian-c/query.h"

typedef struct vb_xapian_found vb_xapian_found;

/*
 * Find. `limit` may be NULL. The caller frees *out. Returns VB_OK; VB_TIMEOUT
 * at the limit, which is looked at first and every few thousand postings;
 * VB_TOO_BIG (a wildcard past its limit); VB_BUSY with vb_xapian_was_modified;
 * VB_UNSUPPORTED (a posting source in a query of a remote database);
 * VB_CORRUPT.
 */
vb_status vb_xapian_find(vb_xapian_found **out, const vb_xapian_db *db,
			 const vb_xapian_query *query,
			 const struct vb_limit *limit, struct vb_error *err);
void vb_xapian_found_free(vb_xapian_found *found);

/* How many there are. */
size_t vb_xapian_found_size(const vb_xapian_found *found);

/* Their numbers, rising. */
void vb_xapian_found_numbers(uint32_t *out, const vb_xapian_found *found);

#endif
