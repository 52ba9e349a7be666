/*
 * index/confirm: which candidates of a step their texts confirm.
 *
 * A phrase is looked for by its words and pairs (plan.h); what the index
 * finds so is read, from the best, as long as there is time. Folding comes
 * after that: a record that the text refuses must not take the place of one
 * that it confirms.
 */
#ifndef VB_INDEX_CONFIRM_H
#define VB_INDEX_CONFIRM_H

#include "base/clock.h"
#include "index/fold.h"
#include "query/query.h"

#define VB_CONFIRM_MOST 20000 /* candidates of a step that are read */
#define VB_CONFIRM_LEAST 10   /* that are read whatever the time */

/* A candidate that is confirmed. */
struct vb_confirmed {
	uint32_t docid, at; /* at: its index in the mset */
	uint64_t group;	    /* its hash; 0: not folded, none or alone in it */
};

/* Set what is above the line; zero the rest before the first step. */
struct vb_confirm {
	struct vb_fold *fold;
	const struct vb_node *tree;
	bool duplicates;       /* no folding */
	bool overlap;	       /* a step may find what one before it found */
	struct vb_limit until; /* of reading */
	const struct vb_absent *absent; /* absent.h, or NULL */
	size_t enough; /* found in one step to stop reading; 0: none is */
	/* ---- of the last step */
	bool any, any_marks;	    /* in: as struct vb_candidate has them */
	struct vb_confirmed *found; /* in the mset's order; in the arena */
	size_t n;
	uint32_t *all; /* their numbers before folding; rising or not */
	size_t n_all;
	uint32_t read; /* candidates that were looked at */
	bool unsure;   /* some could neither be confirmed nor refused */
	/* ---- from step to step */
	uint64_t placed;  /* found by the steps before; the caller counts */
	uint32_t *docids; /* found before, hashed; 0: free */
	size_t n_docids, n_slots;
};

/*
 * Read the candidates of `mset`, which is all that match or the best
 * VB_CONFIRM_MOST of them. One that can't be decided (a text that was cut) is
 * taken. VB_OK also when time ran out: then `read` is less than there are.
 * VB_BUSY, VB_CORRUPT, VB_NO_MEMORY, what Xapian returns.
 */
vb_status vb_confirm_read(struct vb_confirm *c, const vb_xapian_mset *mset);

#endif
