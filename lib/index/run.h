/*
 * index/run (internal to searching): one search, on its way from steps to
 * hits. search.c decides which steps run, step.c runs one, take.c puts what
 * it found on the page.
 */
#ifndef VB_INDEX_RUN_H
#define VB_INDEX_RUN_H

#include "index/absent.h"
#include "index/confirm.h"
#include "index/facet.h"
#include "index/fold.h"
#include "index/haste.h"
#include "index/plan.h"
#include "index/rank.h"
#include "index/search.h"
#include "index/searcher.h"
#include "xapian-c/search.h"

struct vb_run {
	vb_searcher *s;
	const struct vb_request *request;
	const struct vb_query *query;
	struct vb_arena *arena;
	struct vb_results *out;
	struct vb_plan plan;
	struct vb_ranker ranker;
	struct vb_count count;
	struct vb_fold fold;
	struct vb_haste_time time;
	enum vb_haste haste;
	struct vb_limit limit;	       /* of this try */
	struct vb_limit confirm_until; /* and of reading for it */
	bool ended;		       /* the try, the last one, at its limit */
	uint64_t seen;		       /* hits of the steps so far */
	struct vb_qlist done;	       /* queries of those steps */
	struct vb_confirm confirm;     /* of a query with a phrase */
	struct vb_absent absent;       /* likewise */
	struct vb_error *err;
};

/* Has the page as many hits as were asked for? */
bool vb_page_full(const struct vb_run *r);

/* Add a hit of `mset` to the page, which has room. Below: VB_OK, VB_BUSY,
 * VB_CORRUPT, VB_NO_MEMORY, what Xapian returns. */
vb_status vb_take_hit(struct vb_run *r, const struct vb_step *step,
		      const vb_xapian_mset *mset,
		      const struct vb_ranked_item *item);

/* Hits [skip, …) of a step, as far as the page has room. */
vb_status vb_take_hits(struct vb_run *r, const struct vb_step *step,
		       const vb_xapian_mset *mset,
		       const struct vb_ranked *ranked, uint32_t skip);

/* As vb_take_hits for candidates that the text must confirm, from the first
 * of `matches`. */
vb_status vb_take_verified(struct vb_run *r, const struct vb_step *step,
			   const vb_xapian_mset *mset, uint64_t matches);

/* `q`, whose search fails or, in the last try, ends at the try's limit. */
vb_q vb_run_limited(struct vb_run *r, vb_q q);

/* What is folded under the hit just added. */
vb_status vb_take_also(struct vb_run *r, uint32_t docid, struct vb_str group);

/*
 * Find what a step finds and no step before it did, take of it what the page
 * has room for, count it. VB_TIMEOUT past r->limit, but
 * in the last try r->ended; else as above.
 */
vb_status vb_run_step(struct vb_run *r, const struct vb_step *step);

#endif
