/*
 * index/facet: counts of types, issuers, places, … among the hits.
 */
#ifndef VB_INDEX_FACET_H
#define VB_INDEX_FACET_H

#include "index/search.h"
#include "xapian-c/search.h"

#define VB_FACETS 7	   /* rows of the table in facet.c */
#define VB_FACET_VALUES 20 /* of each facet that are shown */

/* The counting spies of one search, and the sums over its steps. */
struct vb_facets {
	vb_xapian_spy *spies[VB_FACETS];
	size_t n; /* 0: no facets were asked for */
	struct vb_facet sums[VB_FACETS];
};

vb_status vb_facets_open(struct vb_facets *f, bool wanted,
			 struct vb_error *err);

/* Add what the spies saw in the search just run. */
vb_status vb_facets_add(struct vb_facets *f, struct vb_arena *arena,
			struct vb_error *err);

/* Add one document: for hits that the text, not the match, decided. */
vb_status vb_facets_add_doc(struct vb_facets *f, const vb_xapian_doc *doc,
			    struct vb_arena *arena, struct vb_error *err);

/* Sort the sums, keep the most frequent, hand them to `out`. */
vb_status vb_facets_finish(struct vb_results *out, struct vb_facets *f,
			   struct vb_arena *arena, struct vb_error *err);
void vb_facets_close(struct vb_facets *f);

#endif
