/*
 * index/count: which documents a search finds, unranked: what facets count
 * and totals are made of.
 *
 * What a search finds with a filter is what it finds without, and fits the
 * filter. So whether some of the words are enough (the steps that are
 * if_few) is decided without filters; only where nothing at all holds the
 * words within the filters they are enough there, too. Who follows a count
 * of a facet finds so many, never more because there it became few.
 */
#ifndef VB_INDEX_COUNT_H
#define VB_INDEX_COUNT_H

#include "index/confirm.h"
#include "index/plan.h"

struct vb_run;

#define VB_COUNT_SAMPLE 1000 /* best hits that stand for all */

/* Documents by rising numbers; in the arena. */
struct vb_ids {
	uint32_t *items;
	size_t n;
};

/* Documents, and which of them have one place in an answer (fold.h). */
struct vb_counted {
	struct vb_ids ids;
	struct vb_ids shared; /* of these, who has others of his group here; */
	uint32_t *group;      /* of each of them its group, from 1 on */
	uint32_t groups;      /* how many these are */
	size_t total;	      /* places that all have */
};

/* What a search gathers for its counts while it runs. */
struct vb_count {
	uint32_t *met; /* by its steps, without order: all that the text
			  confirmed, else the best of each step */
	size_t n, cap;
	bool sampled; /* of a step there were more than its best */
	enum { VB_FEW_UNKNOWN, VB_FEW, VB_FEW_NOT } few;
};

/*
 * Note documents that a step has found; does nothing when no facets were
 * asked for. Below: VB_OK; VB_TIMEOUT past r->limit; VB_BUSY, VB_CORRUPT,
 * VB_NO_MEMORY, what Xapian returns.
 */
vb_status vb_count_meet(struct vb_run *r, const uint32_t *ids, size_t n);

/* The same for the first hits of `mset`, VB_COUNT_SAMPLE at most. */
vb_status vb_count_meet_hits(struct vb_run *r, const vb_xapian_mset *mset);

/* The same for as many of the sample of `best`, which has run: of those that
 * no step before has met. */
vb_status vb_count_meet_sample(struct vb_run *r, vb_q best);

/* How large a sample that takes. */
uint32_t vb_count_wanted(const struct vb_run *r);

/* The numbers of the first `most` hits, in their order. */
vb_status vb_count_numbers(struct vb_ids *out, struct vb_run *r,
			   const vb_xapian_mset *mset, size_t most);

/* Is what any step finds worth counting only by its best hits? */
bool vb_count_samples(const struct vb_run *r, const struct vb_step *step);

/* Does the query without its filters find fewer than VB_SEARCH_ENOUGH? Asked
 * once; after a failure, which is in `*st`, false. */
bool vb_count_is_few(vb_status *st, struct vb_run *r);

/* All that `query` finds, filters and all. */
vb_status vb_count_find(struct vb_ids *out, struct vb_run *r, vb_q query);

/* Is the search's total what vb_count_matches counts? Else the best of its
 * hits stand for all, or it is for the steps to say. */
bool vb_count_is_total(const struct vb_run *r);

/*
 * What the search finds, with its filters but those in `without` (bits 1 <<
 * enum vb_filter), after its steps have run. Where there was not time enough
 * r->out->exact becomes false.
 */
vb_status vb_count_matches(struct vb_counted *out, struct vb_run *r,
			   unsigned without);

#endif
