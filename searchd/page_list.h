/*
 * page_list: a list of documents on a page of ours, by a filter.
 */
#ifndef VB_SEARCHD_PAGE_LIST_H
#define VB_SEARCHD_PAGE_LIST_H

#include "page.h"

#define LIST_PAGE 20 /* documents of a page */

struct list {
	struct vb_request request;
	const char *path;	   /* of the page, for its links */
	const struct change *keep; /* parameters that its links repeat; at
				       most LIST_KEEP */
};

#define LIST_KEEP 4

/* The newest first, nothing else; the offset is the request's. VB_OK or
 * VB_BAD_INPUT. */
vb_status list_init(struct list *out, const struct request *r, const char *path,
		    struct vb_error *err);

/*
 * Search and set "hits", "total", "page", "first", "previous" and "next" of
 * `v`. `*revision` is of the index that was asked. As vb_search.
 */
vb_status list_add(struct view *v, struct request *r, struct list *list,
		   struct vb_error *err);

#endif
