#include "page.h"

#include <stdio.h>

#include "assets.h"
#include "index/snippet.h"
#include "output/output.h"
#include "words.h"

#define MENTIONS_SHOWN 3

struct view *page_view(struct request *r)
{
	struct view *v = view_new(&r->arena, r->vietnamese);

	view_text(v, "q", url_get(&r->url, "q"));
	view_text(v, "digest", vb_str_from(assets_digest()));
	if (r->said_language)
		view_text(v, "lang_said",
			  vb_str_from(word("lang", r->vietnamese)));
	page_frame_links(v, r);
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

struct vb_str page_file_name(struct vb_str source)
{
	const char *slash =
		source.len ? memrchr(source.ptr, '/', source.len) : NULL;

	return slash ? vb_str_skip(source, (size_t)(slash - source.ptr) + 1) :
		       source;
}

/* Where else the same is: by the host of its source, else by its name. */
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
			  page_is_link(also->source) ?
				  page_host(also->source) :
				  page_file_name(also->source));
		page_document_link(item, "href", r, also->id, VB_STR_EMPTY);
		view_flag(item, "more", i + 1 < n);
	}
	view_flag(v, "has_also", n);
}

static struct vb_str first_of(struct vb_str a, struct vb_str b)
{
	return a.len ? a : b;
}

/* To the place of the snippet, or else the first word that was looked for. */
static void hit_link(struct view *item, const struct request *r,
		     const struct vb_hit *hit)
{
	struct held_link to = HELD_LINK_INIT;

	to.id = hit->id;
	to.query = vb_str_trim(url_get(&r->url, "q"));
	to.anchor = hit->snippet.section;
	if (!to.anchor.len && hit->snippet.n_marks)
		to.anchor = VB_STR("hl");
	page_held_link(item, "href", r, &to);
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
		  first_of(first_of(first_of(hit->title, hit->number),
				    page_file_name(hit->source)),
			   hit->id));
	hit_link(item, r, hit);
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
