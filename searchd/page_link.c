/* Links of pages: parameters are escaped, the language stays. */
#include "page.h"

#include "words.h"

#define LINK_BYTES 65536

/* The parameters of a search, in the order in which links write them. */
static const char *const search_params[] = {
	"q",	"type", "issuer", "place", "kind",	 "topic", "status",
	"from", "to",	"sort",	  "match", "duplicates", "n",	  "offset",
};

#define N_SEARCH_PARAMS (sizeof(search_params) / sizeof(search_params[0]))

static vb_status add_param(struct vb_buf *out, const char *name,
			   struct vb_str value)
{
	bool first = vb_str_find(vb_buf_str(out), VB_STR("?"), 0) == VB_NPOS;
	vb_status st;

	if (!value.len)
		return VB_OK;
	st = vb_buf_printf(out, "%c%s=", first ? '?' : '&', name);
	return st ? st : url_encode(out, value);
}

static vb_status add_language(struct vb_buf *out, const struct request *r)
{
	if (!r->said_language)
		return VB_OK;
	return add_param(out, "lang",
			 r->vietnamese ? VB_STR("vi") : VB_STR("en"));
}

/* What a link says is bounded by the request line, so it always fits. */
static void set_link(struct view *v, const char *name, struct vb_buf *link)
{
	view_take(v, name, link);
	vb_buf_clear(link);
}

static struct vb_str changed(const struct request *r, const char *name,
			     const struct change *changes)
{
	for (; changes->name; changes++)
		if (!strcmp(changes->name, name))
			return changes->value;
	return strcmp(name, "offset") ? url_get(&r->url, name) : VB_STR_EMPTY;
}

static vb_status add_search(struct vb_buf *out, const struct request *r,
			    const struct change *changes)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < N_SEARCH_PARAMS && !st; i++)
		st = add_param(out, search_params[i],
			       changed(r, search_params[i], changes));
	return st;
}

void page_search_link(struct view *v, const char *name, const struct request *r,
		      const struct change *changes)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);

	if (!vb_buf_append(&link, VB_STR("/search")) &&
	    !add_search(&link, r, changes))
		add_language(&link, r);
	set_link(v, name, &link);
}

void page_feed_link(struct view *v, const char *name, const struct request *r)
{
	static const struct change newest[] = {
		{ "sort", VB_STR_EMPTY },
		{ "n", VB_STR_EMPTY },
		{ NULL, VB_STR_EMPTY },
	};
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);

	if (!vb_buf_append(&link, VB_STR("/feed.atom")) &&
	    !add_search(&link, r, newest))
		add_language(&link, r);
	set_link(v, name, &link);
}

void page_link(struct view *v, const char *name, const struct request *r,
	       const char *path, const struct change *params)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	vb_status st = vb_buf_append_cstr(&link, path);

	for (; params->name && !st; params++)
		st = add_param(&link, params->name, params->value);
	if (!st)
		add_language(&link, r);
	set_link(v, name, &link);
}

void page_query_link(struct view *v, const char *name, const struct request *r,
		     struct vb_str query)
{
	const struct change params[] = { { "q", query },
					 { NULL, VB_STR_EMPTY } };

	page_link(v, name, r, "/search", params);
}

void page_number_link(struct view *v, const char *name, const struct request *r,
		      struct vb_str number)
{
	const struct change params[] = { { "number", number },
					 { NULL, VB_STR_EMPTY } };

	page_link(v, name, r, "/mentions", params);
}

/* A browser takes these for steps in a path, however they are written. */
static bool is_step(struct vb_str id)
{
	return vb_str_eq(id, VB_STR(".")) || vb_str_eq(id, VB_STR(".."));
}

void page_held_link(struct view *v, const char *name, const struct request *r,
		    const struct held_link *to)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	vb_status st = vb_buf_append(&link, VB_STR("/documents/"));

	if (!st)
		st = is_step(to->id) ? add_param(&link, "id", to->id) :
				       url_encode(&link, to->id);
	if (!st)
		st = add_param(&link, "q", to->query);
	if (!st)
		st = add_param(&link, "version", to->version);
	if (!st)
		st = add_param(&link, "compare", to->compare);
	if (!st)
		st = add_language(&link, r);
	if (!st && to->anchor.len)
		vb_buf_printf(&link, "#%.*s", VB_STR_ARG(to->anchor));
	set_link(v, name, &link);
}

void page_document_link(struct view *v, const char *name,
			const struct request *r, struct vb_str id,
			struct vb_str anchor)
{
	struct held_link to = HELD_LINK_INIT;

	to.id = id;
	to.anchor = anchor;
	page_held_link(v, name, r, &to);
}

/* The same page in the other language. */
static void language_link(struct view *v, const struct request *r)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	struct vb_str path = r->url.path;
	vb_status st = vb_buf_append(&link, VB_STR("/"));

	/* "//host" and "/\host" would be another server's address. */
	while (path.len && (path.ptr[0] == '/' || path.ptr[0] == '\\'))
		path = vb_str_skip(path, 1);
	if (!st)
		st = vb_buf_append(&link, path);
	for (struct url_param *p = r->url.params; p && !st; p = p->next) {
		struct vb_buf name = VB_BUF_INIT(LINK_BYTES);

		st = url_encode(&name, vb_str_from(p->name));
		if (!st && strcmp(p->name, "lang"))
			st = add_param(&link, vb_buf_cstr(&name), p->value);
		vb_buf_clear(&name);
	}
	if (!st)
		add_param(&link, "lang",
			  vb_str_from(word("other_lang", r->vietnamese)));
	set_link(v, "language_href", &link);
}

void page_frame_links(struct view *v, const struct request *r)
{
	static const struct {
		const char *name, *path;
	} links[] = {
		{ "home_href", "/" },
		{ "browse_href", "/browse" },
		{ "newest_href", "/newest" },
		{ "statistics_href", "/statistics" },
	};
	static const struct change none = { NULL, VB_STR_EMPTY };

	language_link(v, r);
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		page_link(v, links[i].name, r, links[i].path, &none);
}
