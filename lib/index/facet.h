/*
 * index/facet: counts of types, issuers, places, … among what was found.
 *
 * A count is what a search finds that is narrowed by the value in place of
 * the filter, if there is one, that its facet has now: so with a type chosen
 * the other types are there to switch to. Like the total it counts records
 * that are folded into one hit (fold.h) once; two of them that differ in
 * place count in both. The values are those that the records have; a filter
 * may find more than the records that have just its value (a province finds
 * its predecessors), and then the count says so many.
 */
#ifndef VB_INDEX_FACET_H
#define VB_INDEX_FACET_H

#include "index/count.h"
#include "index/search.h"

#define VB_FACETS 7	   /* rows of the table in facet.c */
#define VB_FACET_VALUES 20 /* of each facet that are shown */
#define VB_FACET_YEARS 100 /* of the years: a chart wants them all */

/*
 * Fill r->out->facets, and where they were all counted r->out->total and
 * exact, when the steps of the search have run. Does nothing unless facets
 * were asked for. As count.h.
 */
vb_status vb_facets_make(struct vb_run *r);

#endif
