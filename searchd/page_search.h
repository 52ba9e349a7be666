/*
 * page_search: what the files of the page of results share.
 */
#ifndef VB_SEARCHD_PAGE_SEARCH_H
#define VB_SEARCHD_PAGE_SEARCH_H

#include "page.h"

struct page {
	struct request *r;
	struct vb_request request;
	struct vb_results results;
	struct view *view;
};

/* A value of a facet or filter for people. */
struct vb_str page_value_label(const struct page *p, const char *facet,
			       struct vb_str value, struct vb_str label);

/* page_narrow.c: chips of filters in force, facets, the chart of years. */
void page_add_chips(struct page *p);
void page_add_facets(struct page *p);

#endif
