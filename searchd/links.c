#include "links.h"

#include <stdio.h>

#define LINK_BYTES 65536
#define HEADER_BYTES 8192 /* of a Link header; the reply's head has its limit */

/* In the order in which they are written. Offset and n are a page's own. */
static const char *const params[] = {
	"q",	      "number", "type",	   "issuer", "place", "kind",
	"topic",      "status", "from",	   "to",     "sort",  "match",
	"duplicates", "facets", "explain", "by",     "lang",
};

static vb_status add(struct vb_buf *out, char *before, const char *name,
		     struct vb_str value)
{
	vb_status st;

	if (!value.len)
		return VB_OK;
	st = vb_buf_printf(out, "%c%s=", *before, name);
	*before = '&';
	return st ? st : url_encode(out, value);
}

static vb_status put(struct vb_buf *out, const struct request *r,
		     const char *path, const char *page)
{
	char before = '?';
	vb_status st = vb_buf_append_cstr(out, path);

	for (size_t i = 0; i < sizeof(params) / sizeof(params[0]) && !st; i++)
		st = add(out, &before, params[i], url_get(&r->url, params[i]));
	if (!st && page)
		st = add(out, &before, "n", url_get(&r->url, "n"));
	if (!st && page)
		st = add(out, &before, "offset", vb_str_from(page));
	return st;
}

/* The page at `offset`; the first one has no offset. */
static vb_status page_at(struct vb_str *out, struct request *r,
			 const char *path, size_t offset)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	char number[24] = "";
	vb_status st;

	if (offset)
		snprintf(number, sizeof(number), "%zu", offset);
	st = put(&link, r, path, number);
	if (!st && !vb_arena_dup(out, &r->arena, vb_buf_str(&link)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&link);
	return st == VB_TOO_BIG ? VB_OK : st; /* no link is no harm */
}

/* The offset of the last page that may be asked for. */
static size_t last_offset(const struct links_place *p)
{
	uint64_t all = p->total;

	if (all > VB_SEARCH_DEEPEST)
		all = VB_SEARCH_DEEPEST;
	if (all <= p->n)
		return 0;
	all = (all - 1) / p->n * p->n;
	return (size_t)(all + p->n > VB_SEARCH_DEEPEST ? all - p->n : all);
}

vb_status links_make(struct links *out, struct request *r, const char *path,
		     const struct links_place *p)
{
	size_t next = p->offset + p->n;
	bool more = p->exact ? next < p->total : p->shown == p->n;
	vb_status st;

	memset(out, 0, sizeof(*out));
	if (!p->n)
		return VB_OK;
	st = page_at(&out->first, r, path, 0);
	if (!st && p->offset)
		st = page_at(&out->previous, r, path,
			     p->offset > p->n ? p->offset - p->n : 0);
	if (!st && more && next + p->n <= VB_SEARCH_DEEPEST)
		st = page_at(&out->next, r, path, next);
	if (!st && p->exact)
		st = page_at(&out->last, r, path, last_offset(p));
	return st;
}

struct vb_str links_search(struct request *r, const char *path)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	struct vb_str out = VB_STR_EMPTY;

	if (put(&link, r, path, NULL) ||
	    !vb_arena_dup(&out, &r->arena, vb_buf_str(&link)))
		out = VB_STR_EMPTY;
	vb_buf_clear(&link);
	return out;
}

vb_status links_header(struct request *r, const struct links *links)
{
	const struct {
		struct vb_str href;
		const char *rel;
	} all[] = {
		{ links->first, "first" },
		{ links->previous, "prev" },
		{ links->next, "next" },
		{ links->last, "last" },
	};
	struct vb_buf header = VB_BUF_INIT(HEADER_BYTES);
	struct vb_str kept = VB_STR_EMPTY;
	vb_status st = VB_OK;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]) && !st; i++)
		if (all[i].href.len)
			st = vb_buf_printf(&header, "%s<%.*s>; rel=\"%s\"",
					   header.len ? ", " : "",
					   VB_STR_ARG(all[i].href), all[i].rel);
	if (!st && !vb_arena_dup(&kept, &r->arena, vb_buf_str(&header)))
		st = VB_NO_MEMORY;
	if (!st && kept.len)
		r->reply.links = kept.ptr;
	vb_buf_clear(&header);
	return st == VB_TOO_BIG ? VB_OK : st;
}
