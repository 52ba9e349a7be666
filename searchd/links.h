/*
 * links: the pages of one answer, as addresses of the same request.
 */
#ifndef VB_SEARCHD_LINKS_H
#define VB_SEARCHD_LINKS_H

#include "http.h"
#include "index/search.h"

/* Where the hits of an answer stand among all. */
struct links_place {
	size_t offset, n; /* asked for */
	size_t shown;	  /* hits there are */
	uint64_t total;
	bool exact; /* that is all of them */
};

/* The same path and parameters from another offset; empty: no such page. */
struct links {
	struct vb_str first, previous, next, last;
};

/*
 * Fill `out`; all lives in the request's arena, and begins with `path`. Only
 * the parameters of a search are repeated. Pages past VB_SEARCH_DEEPEST are
 * none. VB_OK or VB_NO_MEMORY.
 */
vb_status links_make(struct links *out, struct request *r, const char *path,
		     const struct links_place *place);

/* `path` and the search's parameters, those of its pages left out. In the
 * arena; empty when out of memory. */
struct vb_str links_search(struct request *r, const char *path);

/*
 * Set the Link header (RFC 8288) of the reply. One that is longer than a
 * header should be is left out. VB_OK or VB_NO_MEMORY.
 */
vb_status links_header(struct request *r, const struct links *links);

#endif
