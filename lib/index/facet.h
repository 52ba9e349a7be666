/*
 * index/facet: counts of types, issuers, places, … among the hits.
 *
 * Every record that matches is counted, also one that is folded under
 * another: two of one text may differ in place or date. `total` counts what
 * is left after folding.
 */
#ifndef VB_INDEX_FACET_H
#define VB_INDEX_FACET_H

#include "index/confirm.h"
#include "index/search.h"
#include "xapian-c/search.h"

#define VB_FACETS 7	     /* rows of the table in facet.c */
#define VB_FACET_VALUES 20   /* of each facet that are shown */
#define VB_FACET_YEARS 100   /* of the years: a chart wants them all */
#define VB_FACET_SAMPLE 1000 /* best hits that stand for all */

/* The values of one facet, and how often each was met. */
struct vb_facet_sum {
	struct vb_facet_value *values; /* in the arena */
	size_t n, cap;
	uint32_t *places; /* hashed: index in `values`, plus 1; 0: free */
};

/* The counting spies of one search, and the sums over its steps. */
struct vb_facets {
	vb_xapian_spy *spies[VB_FACETS];
	size_t n; /* 0: no facets were asked for */
	struct vb_facet_sum sums[VB_FACETS];
};

vb_status vb_facets_open(struct vb_facets *f, bool wanted,
			 struct vb_error *err);

/* Add what the spies saw in the search just run. */
vb_status vb_facets_add(struct vb_facets *f, struct vb_arena *arena,
			struct vb_error *err);

/* Add hits that the text, not the match, decided. */
vb_status vb_facets_add_confirmed(struct vb_facets *f, const vb_xapian_db *db,
				  const struct vb_confirm *c,
				  struct vb_arena *arena, struct vb_error *err);

/* Add the first VB_FACET_SAMPLE hits of `mset`. */
vb_status vb_facets_add_sample(struct vb_facets *f, const vb_xapian_db *db,
			       const vb_xapian_mset *mset,
			       struct vb_arena *arena, struct vb_error *err);

/* Sort the sums, keep the most frequent, hand them to `out`. */
vb_status vb_facets_finish(struct vb_results *out, struct vb_facets *f,
			   struct vb_arena *arena, struct vb_error *err);
void vb_facets_close(struct vb_facets *f);

#endif
