/*
 * index/plan: a query tree -> Xapian queries, in steps.
 *
 * What a step finds stands before what the next one finds:
 *	number	documents that bear the number in the query
 *	cited	documents that cite it
 *	all	every word, as it was typed
 *	marks	every word, with any marks
 *	some	some of the words
 */
#ifndef VB_INDEX_PLAN_H
#define VB_INDEX_PLAN_H

#include "index/prefer.h"
#include "index/qbuild.h"
#include "index/search.h"

#define VB_PLAN_STEPS 5
#define VB_PLAN_WORDS 4 /* up to so many words must all match (contract) */

struct vb_step {
	const char *name;
	vb_q query;
	bool any;	/* of the words one is enough: see vb_candidate */
	bool any_marks; /* likewise */
	bool if_few;	/* only when the steps before found too few */
	bool relaxed;	/* its hits may lack words of the query */
};

struct vb_plan {
	bool few; /* in: of words of which any may match, the rarest */
	struct vb_qbuild build; /* owns the queries */
	struct vb_step steps[VB_PLAN_STEPS];
	size_t n_steps;
	struct vb_seek *seeks; /* words to highlight; in the arena */
	size_t n_seeks;
	struct vb_understanding understood; /* in the arena */
	vb_q prefer, title; /* what makes a document weigh more, or NULL */
	const struct vb_node *verify; /* tree that the text must confirm, or
					 NULL when the terms are enough */
	bool overlap; /* what the text refuses in one step may stand in
			 a later one, by another part of an OR */
};

/*
 * Plan `query` for `db`, which is asked what spellings exist. The filters of
 * `request` are part of every step. Returns VB_OK (n_steps 0: matches
 * nothing); VB_BAD_INPUT for a filter that can't be; VB_NO_MEMORY; what
 * Xapian returns. Clear it in any case.
 */
vb_status vb_plan_make(struct vb_plan *out, const vb_xapian_db *db,
		       const struct vb_query *query,
		       const struct vb_request *request, struct vb_arena *arena,
		       struct vb_error *err);
void vb_plan_clear(struct vb_plan *plan);

#endif
