#include "page.h"

#include <stdio.h>

#include "assets.h"
#include "index/snippet.h"
#include "output/output.h"
#include "words.h"

#define LINK_BYTES 65536
#define MENTIONS_SHOWN 3

/* The parameters of a search, in the order in which links write them. */
static const char *const search_params[] = {
	"q",	"type", "issuer", "place", "kind", "topic",  "status",
	"from", "to",	"sort",	  "match", "n",	   "offset",
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

void page_search_link(struct view *v, const char *name, const struct request *r,
		      const struct change *changes)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	vb_status st = vb_buf_append(&link, VB_STR("/search"));

	for (size_t i = 0; i < N_SEARCH_PARAMS && !st; i++)
		st = add_param(&link, search_params[i],
			       changed(r, search_params[i], changes));
	if (!st)
		add_language(&link, r);
	set_link(v, name, &link);
}

void page_query_link(struct view *v, const char *name, const struct request *r,
		     struct vb_str query)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);

	if (!vb_buf_append(&link, VB_STR("/search")) &&
	    !add_param(&link, "q", query))
		add_language(&link, r);
	set_link(v, name, &link);
}

/* A browser takes these for steps in a path, however they are written. */
static bool is_step(struct vb_str id)
{
	return vb_str_eq(id, VB_STR(".")) || vb_str_eq(id, VB_STR(".."));
}

void page_document_link(struct view *v, const char *name,
			const struct request *r, struct vb_str id,
			struct vb_str anchor)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	vb_status st = vb_buf_append(&link, VB_STR("/documents/"));

	if (!st)
		st = is_step(id) ? add_param(&link, "id", id) :
				   url_encode(&link, id);
	if (!st)
		st = add_language(&link, r);
	if (!st && anchor.len)
		vb_buf_printf(&link, "#%.*s", VB_STR_ARG(anchor));
	set_link(v, name, &link);
}

/* The same page in the other language. */
static void language_link(struct view *v, const struct request *r)
{
	struct vb_buf link = VB_BUF_INIT(LINK_BYTES);
	vb_status st = vb_buf_append(&link, r->url.path);

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

struct view *page_view(struct request *r)
{
	struct view *v = view_new(&r->arena, r->vietnamese);
	struct vb_buf home = VB_BUF_INIT(LINK_BYTES);

	view_text(v, "q", url_get(&r->url, "q"));
	view_text(v, "digest", vb_str_from(assets_digest()));
	if (r->said_language)
		view_text(v, "lang_said",
			  vb_str_from(word("lang", r->vietnamese)));
	language_link(v, r);
	if (!vb_buf_append(&home, VB_STR("/")))
		add_language(&home, r);
	set_link(v, "home_href", &home);
	return v;
}

vb_status page_reply(struct request *r, const char *name, const struct view *v,
		     struct vb_error *err)
{
	vb_status st;

	http_ok(r, HTTP_TYPE_HTML, HTTP_CACHE_ASK);
	r->reply.by_language = true;
	st = template_render(&r->reply.body, name, v, err);
	return st == VB_TOO_BIG ? VB_INTERNAL : st;
}

bool page_is_link(struct vb_str url)
{
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ')
			return false;
	return vb_str_starts(url, VB_STR("https://")) ||
	       vb_str_starts(url, VB_STR("http://"));
}

struct vb_str page_host(struct vb_str url)
{
	size_t start = vb_str_find(url, VB_STR("//"), 0), end;

	if (start == VB_NPOS)
		return VB_STR_EMPTY;
	url = vb_str_skip(url, start + 2);
	for (end = 0; end < url.len && !strchr("/?#", url.ptr[end]); end++)
		;
	url = vb_str_sub(url, 0, end);
	if (vb_str_starts(url, VB_STR("www.")))
		url = vb_str_skip(url, 4);
	return url;
}

void page_date(struct view *v, const char *name, const char *name_iso,
	       struct vb_str date)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
					      "May", "Jun", "Jul", "Aug",
					      "Sep", "Oct", "Nov", "Dec" };
	struct vb_buf text = VB_BUF_INIT(64);
	unsigned long year, month, day;

	view_text(v, name_iso, date);
	view_text(v, name, date);
	if (date.len != 10 ||
	    !vb_str_to_ulong(&year, vb_str_sub(date, 0, 4), 9999) ||
	    !vb_str_to_ulong(&month, vb_str_sub(date, 5, 7), 12) || !month ||
	    !vb_str_to_ulong(&day, vb_str_sub(date, 8, 10), 31))
		return;
	if (view_vietnamese(v))
		vb_buf_printf(&text, "%lu/%lu/%lu", day, month, year);
	else
		vb_buf_printf(&text, "%lu %s %lu", day, months[month - 1],
			      year);
	view_take(v, name, &text);
	vb_buf_clear(&text);
}

static void add_fact(struct view *hit, const char *class, struct vb_str text)
{
	struct view *fact;

	if (!text.len)
		return;
	fact = view_item(hit, "facts");
	view_text(fact, "class", vb_str_from(class));
	view_text(fact, "fact", text);
}

static void add_mentions(struct view *v, const struct vb_hit *hit)
{
	struct vb_buf list = VB_BUF_INIT(4096);
	vb_status st = VB_OK;

	for (size_t i = 0; i < hit->n_mentions && i < MENTIONS_SHOWN && !st;
	     i++)
		st = vb_buf_printf(&list, "%s%.*s", i ? ", " : "",
				   VB_STR_ARG(hit->mentions[i]));
	if (!st && hit->n_mentions > MENTIONS_SHOWN)
		vb_buf_append(&list, VB_STR(", …"));
	view_take(v, "mentions", &list);
	vb_buf_clear(&list);
}

#define ALSO_SHOWN 3

/* Where else the same is: by the host of its source, else by its id. */
/* The last part of a path: where it lies is nobody's business here. */
static struct vb_str file_name(struct vb_str path)
{
	const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;

	return slash ? vb_str_skip(path, (size_t)(slash - path.ptr) + 1) : path;
}

static void add_also(struct view *v, const struct request *r,
		     const struct vb_hit *hit)
{
	size_t n = hit->n_also < ALSO_SHOWN ? hit->n_also : ALSO_SHOWN;
	char key[40];

	for (size_t i = 0; i < n; i++) {
		const struct vb_also *also = &hit->also[i];
		struct view *item = view_item(v, "also");

		snprintf(key, sizeof(key), "related.%s", also->why);
		view_text(item, "relation",
			  vb_str_from(word(key, r->vietnamese)));
		view_text(item, "name",
			  page_is_link(also->source) ? page_host(also->source) :
						       file_name(also->source));
		page_document_link(item, "href", r, also->id, VB_STR_EMPTY);
		view_flag(item, "more", i + 1 < n);
	}
	view_flag(v, "has_also", n);
}

static struct vb_str first_of(struct vb_str a, struct vb_str b)
{
	return a.len ? a : b;
}

void page_hit(struct view *v, const char *name, const struct request *r,
	      const struct vb_hit *hit)
{
	struct view *item = view_item(v, name);
	struct vb_buf html = VB_BUF_INIT(65536);
	bool article = vb_str_eq(hit->kind, VB_STR("article"));
	struct vb_str kind = vb_str_from(
		word(article ? "article" : "document", r->vietnamese));

	view_text(item, "title",
		  first_of(first_of(hit->title, hit->number), hit->id));
	page_document_link(item, "href", r, hit->id, hit->snippet.section);
	add_fact(item, "kind",
		 article ? kind : first_of(hit->type_label, kind));
	add_fact(item, "number", hit->number);
	add_fact(item, "issuer", first_of(hit->issuer, hit->place));
	page_date(item, "date", "date_iso", hit->date);
	view_flag(item, "inferred", hit->date_inferred);
	if (page_is_link(hit->url)) {
		view_text(item, "url", hit->url);
		view_text(item, "host", page_host(hit->url));
	}
	if (hit->snippet.text.len && !vb_html_snippet(&html, &hit->snippet))
		view_take_html(item, "snippet", &html);
	vb_buf_clear(&html);
	add_also(item, r, hit);
	if (article)
		add_mentions(item, hit);
}
