/*
 * index/fold: one place in an answer for records that are the same text or
 * the same document (VB_SLOT_GROUP: likeness.h).
 *
 * Xapian can collapse a group itself, but then asks the group of every
 * candidate, which costs a tenth of a search. So of a step only the hits that
 * are to be shown, and those before them, are folded here; search.c has
 * Xapian collapse when that does not fill the page. Here is also what
 * collapsing leaves: that a later step does not find what an earlier one has
 * folded, that candidates which the text must confirm are folded after it
 * did, and the list of what lies under a hit.
 */
#ifndef VB_INDEX_FOLD_H
#define VB_INDEX_FOLD_H

#include "index/qbuild.h"
#include "index/rank.h"
#include "index/search.h"
#include "index/searcher.h"
#include "xapian-c/search.h"

#define VB_ALSO_MAX 20 /* listed under one hit; more are folded, not listed */

/* A group by its hash (columns.h), and by its name where that was read. */
struct vb_fold_group {
	uint64_t hash;
	struct vb_str name;
};

struct vb_fold {
	vb_searcher *s;
	struct vb_arena *arena;
	struct vb_error *err;
	struct vb_fold_group *seen; /* met, in the order of their coming */
	size_t n_seen, cap_seen;
	uint32_t *places; /* hashed: index in `seen`, plus 1; 0: free */
};

/*
 * Remember a group, if the hash is not 0. False if it was there. `*st`: VB_OK,
 * VB_NO_MEMORY.
 */
bool vb_fold_is_new(vb_status *st, struct vb_fold *f,
		    const struct vb_fold_group *group);

/* A hit of a step. */
struct vb_fold_item {
	uint32_t docid, at; /* at: its place in the ranked list */
	uint64_t hash;	    /* of its group; 0: none, or alone in it */
	bool again;	    /* a hit before it is of the same group */
};

struct vb_fold_list {
	struct vb_fold_item *items; /* in their order; in the arena */
	size_t n, n_again;
};

/*
 * The first `n` hits, fewer if there are not so many. VB_OK, VB_BUSY,
 * VB_NO_MEMORY, what Xapian returns; so below.
 */
vb_status vb_fold_list(struct vb_fold_list *out, struct vb_fold *f,
		       const struct vb_ranked *hits, uint32_t n);

/*
 * The name of the group of `item`, in the arena, which is remembered for
 * vb_fold_seen; empty if no other record is in it.
 */
vb_status vb_fold_note(struct vb_str *group, struct vb_fold *f,
		       const struct vb_fold_item *item);

/* Documents of the first 500 groups remembered; NULL: none. */
vb_q vb_fold_seen(struct vb_fold *f, struct vb_qbuild *b);

/*
 * Fill hit->also with the others of `group`, that of `docid`; empty: there
 * are none.
 */
vb_status vb_fold_also(struct vb_hit *hit, struct vb_fold *f, uint32_t docid,
		       struct vb_str group);

#endif
