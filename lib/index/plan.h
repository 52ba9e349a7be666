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
	vb_q open;	/* the same without the request's filters */
	bool any;	/* of the words one is enough: see vb_candidate */
	bool any_marks; /* likewise */
	bool if_few;	/* only when the steps before found too few */
	bool relaxed;	/* its hits may lack words of the query */
	bool waits;	/* its queries are not made: vb_plan_due */
};

struct vb_plan {
	bool few; /* in: of words of which any may match, the rarest */
	const struct vb_limit *limit; /* in: qbuild.h, both */
	bool *ended;
	struct vb_written *written; /* likewise; begun, and used until the plan
				       is cleared */
	struct vb_qbuild build;	    /* owns the queries */
	struct vb_step steps[VB_PLAN_STEPS];
	size_t n_steps;
	struct vb_seeks seeks;		    /* words to highlight */
	struct vb_understanding understood; /* in the arena */
	vb_q prefer, title; /* what makes a document weigh more, or NULL */
	const struct vb_node *verify;  /* tree that the text must confirm, or
					 NULL when the terms are enough */
	const struct vb_node *root;    /* of the query, or NULL */
	vb_q numbers;		       /* what bears or cites its number */
	vb_q filters[VB_FILTER_COUNT]; /* of the request, or NULL */
	vb_q filter;		       /* all of them, or NULL */
	bool patient;		       /* steps may wait until they are due */
	bool all;		       /* every word must match */
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

/*
 * Make the queries of `step`, one of the plan's, if they wait: in a search
 * that only ranks, those of the steps behind the first of words do, as most
 * are never due. The query may be NULL: it matches nothing. VB_OK,
 * VB_NO_MEMORY, VB_TIMEOUT, what Xapian returns.
 */
vb_status vb_plan_due(struct vb_plan *plan, struct vb_step *step);

/* What may hold `node`, a PHRASE, by its words and pairs. NULL after a
 * failure, or where it has none that the index knows. */
vb_q vb_plan_phrase(struct vb_qbuild *b, const struct vb_node *node);

/* Sets of filters: bits 1 << enum vb_filter. */
#define VB_PLAN_FILTERS ((1u << VB_FILTER_COUNT) - 1)

/* What `q` finds within the filters but those in `without`, with its weights;
 * NULL if `q` is. */
vb_q vb_plan_within(struct vb_plan *plan, vb_q q, unsigned without);

/*
 * What the steps that are not if_few find together, whatever the filters, in
 * the terms that decide it and none of those that only order. NULL after a
 * failure, or where nothing is asked for.
 */
vb_q vb_plan_strict(struct vb_plan *plan);

#endif
