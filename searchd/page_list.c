#include "page_list.h"

#include <stdio.h>

#include "params.h"

vb_status list_init(struct list *out, const struct request *r, const char *path,
		    struct vb_error *err)
{
	static const struct change nothing = { NULL, VB_STR_EMPTY };

	memset(out, 0, sizeof(*out));
	out->path = path;
	out->keep = &nothing;
	out->request.query = VB_STR_EMPTY;
	for (int i = 0; i < VB_FILTER_COUNT; i++)
		out->request.filters[i] = VB_STR_EMPTY;
	out->request.n = LIST_PAGE;
	out->request.sort = VB_SORT_NEWEST;
	out->request.duplicates = true;
	return params_number(&out->request.offset, &r->url, "offset",
			     VB_SEARCH_DEEPEST, err);
}

static void offset_link(struct view *v, const char *name,
			const struct request *r, const struct list *list,
			size_t offset)
{
	struct change params[LIST_KEEP + 2];
	char digits[24];
	size_t n = 0;

	for (; n < LIST_KEEP && list->keep[n].name; n++)
		params[n] = list->keep[n];
	snprintf(digits, sizeof(digits), "%zu", offset);
	params[n].name = "offset";
	params[n++].value = offset ? vb_str_from(digits) : VB_STR_EMPTY;
	params[n].name = NULL;
	page_link(v, name, r, list->path, params);
}

vb_status list_add(struct view *v, struct request *r, struct list *list,
		   struct vb_error *err)
{
	size_t n = list->request.n, offset = list->request.offset;
	vb_searcher *searcher = NULL;
	struct vb_results res;
	uint64_t revision;
	bool more;
	vb_status st = handles_searcher(&searcher, &revision, r->handles, err);

	if (!st)
		st = vb_search(&res, searcher, &list->request, &r->arena, err);
	if (st == VB_NOT_FOUND) /* the index went away under us */
		st = VB_BUSY;
	if (st)
		return st;
	for (size_t i = 0; i < res.n_hits; i++)
		page_hit(v, "hits", r, &res.hits[i]);
	view_flag(v, "has_hits", res.n_hits);
	view_number(v, "total", res.total);
	more = res.n_hits == n && (!res.exact || offset + n < res.total);
	if (offset > n)
		offset_link(v, "first", r, list, 0);
	if (offset)
		offset_link(v, "previous", r, list,
			    offset > n ? offset - n : 0);
	if (more && offset + n <= VB_SEARCH_DEEPEST)
		offset_link(v, "next", r, list, offset + n);
	if (offset || more)
		view_number(v, "page", offset / n + 1);
	return VB_OK;
}
