/*
 * index/resolve: the documents that a number means; what vb_resolve and the
 * `resolved` of a search share.
 */
#ifndef VB_INDEX_RESOLVE_H
#define VB_INDEX_RESOLVE_H

#include "index/entry.h"
#include "index/searcher.h"

/*
 * A document that bears the number; of a law held in provisions the first of
 * them, which stands for it.
 */
struct vb_candidate_doc {
	struct vb_entry *entry; /* in the arena */
	struct vb_str key;	/* of its number */
	unsigned fit;		/* enum vb_fit */
	unsigned words;		/* typed beside the number, found in issuer
				   and place */
	uint32_t articles;	/* provisions it stands for; 0: a whole one */
	uint32_t cited_by;
};

struct vb_resolution {
	struct vb_candidate_doc *docs; /* best first */
	size_t n_docs;
	struct vb_resolved *mentions; /* not held, best first */
	size_t n_mentions;
};

/*
 * Resolve the number in clean `text`, if it holds one; else nothing is found.
 * At most `limit` mentions. Does not follow the index: the caller does, and
 * calls again on VB_BUSY. Everything lives in `arena`. Returns VB_OK, VB_BUSY,
 * VB_CORRUPT, VB_NO_MEMORY.
 */
vb_status vb_resolution_find(struct vb_resolution *out, vb_searcher *s,
			     struct vb_str text, size_t limit,
			     struct vb_arena *arena, struct vb_error *err);

/*
 * Set `resolved` of `out` to the first `limit` documents, then the mentions.
 * VB_OK or VB_NO_MEMORY.
 */
vb_status vb_resolution_show(struct vb_results *out,
			     const struct vb_resolution *found, size_t limit,
			     struct vb_arena *arena, struct vb_error *err);

#endif
