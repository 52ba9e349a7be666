/*
 * page: what the pages share.
 */
#ifndef VB_SEARCHD_PAGE_H
#define VB_SEARCHD_PAGE_H

#include "http.h"
#include "index/search.h"
#include "template.h"

/* A view with what head.html and foot.html need; NULL when out of memory. */
struct view *page_view(struct request *r);

/* Render the template as the reply, 200. */
vb_status page_reply(struct request *r, const char *name, const struct view *v,
		     struct vb_error *err);

/* Add a hit to the list `name`: title, href, facts, snippet … */
void page_hit(struct view *v, const char *name, const struct request *r,
	      const struct vb_hit *hit);

/* Set `name` to the date for people, and name_iso to `date` itself. */
void page_date(struct view *v, const char *name, const char *name_iso,
	       struct vb_str date);

/* Is it an address that a page may link to (http, https)? */
bool page_is_link(struct vb_str url);

/* The host of such an address. */
struct vb_str page_host(struct vb_str url);

/* The last part of a path or address, borrowed from it: where a file lies is
 * nobody's business on a page. */
struct vb_str page_file_name(struct vb_str source);

/* A parameter that a link says otherwise than the request. */
struct change {
	const char *name;    /* NULL ends a list */
	struct vb_str value; /* empty: leave it out */
};

/*
 * Set `name` to a link to the same search with `changes`; the offset is kept
 * only when given there.
 */
void page_search_link(struct view *v, const char *name, const struct request *r,
		      const struct change *changes);

/* Set `name` to the feed of the same search. */
void page_feed_link(struct view *v, const char *name, const struct request *r);

/* Set `name` to a link to `path` with these parameters. */
void page_link(struct view *v, const char *name, const struct request *r,
	       const char *path, const struct change *params);

/* Set `name` to a search for `query` alone. */
void page_query_link(struct view *v, const char *name, const struct request *r,
		     struct vb_str query);

/* Set `name` to the page of a number that is cited. */
void page_number_link(struct view *v, const char *name, const struct request *r,
		      struct vb_str number);

/* A link to a document; what is empty is left out. */
struct held_link {
	struct vb_str id, anchor;
	struct vb_str query;		/* whose words are to be marked */
	struct vb_str version, compare; /* numbers of versions */
};

#define HELD_LINK_INIT                                                         \
	{                                                                      \
		VB_STR_EMPTY, VB_STR_EMPTY, VB_STR_EMPTY, VB_STR_EMPTY,        \
			VB_STR_EMPTY                                           \
	}

void page_held_link(struct view *v, const char *name, const struct request *r,
		    const struct held_link *to);

/* Set `name` to a link to the document, at `anchor` (may be empty). */
void page_document_link(struct view *v, const char *name,
			const struct request *r, struct vb_str id,
			struct vb_str anchor);

/* Set the links that every page has. */
void page_frame_links(struct view *v, const struct request *r);

#endif
