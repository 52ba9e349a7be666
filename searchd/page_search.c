/* The page of results. */
#include "answers.h"

#include <stdio.h>

#include "doc/type.h"
#include "links.h"
#include "notes.h"
#include "page_search.h"
#include "params.h"
#include "words.h"

#define NOT_HELD 3 /* cards of documents that are only cited */

static struct vb_str number_text(char out[24], size_t n)
{
	return vb_str_of(out, (size_t)snprintf(out, 24, "%zu", n));
}

static void offset_link(struct page *p, const char *name, size_t offset)
{
	char digits[24];
	struct change to[] = { { "offset", VB_STR_EMPTY },
			       { NULL, VB_STR_EMPTY } };

	if (offset)
		to[0].value = number_text(digits, offset);
	page_search_link(p->view, name, p->r, to);
}

static void add_pages(struct page *p)
{
	const struct vb_results *res = &p->results;
	size_t n = p->request.n, offset = p->request.offset;
	bool more =
		res->n_hits == n && (!res->exact || offset + n < res->total);

	if (offset > n)
		offset_link(p, "first", 0);
	if (offset)
		offset_link(p, "previous", offset > n ? offset - n : 0);
	if (more && offset + n <= VB_SEARCH_DEEPEST)
		offset_link(p, "next", offset + n);
	else
		view_flag(p->view, "deepest", more);
	if (offset || more)
		view_number(p->view, "page", offset / n + 1);
}

/* The first page of the same, sorted so. */
static void sort_link(struct page *p, struct view *item, const char *sort)
{
	const struct change to[] = { { "sort", vb_str_from(sort) },
				     { NULL, VB_STR_EMPTY } };

	page_search_link(item, "href", p->r, to);
}

/* What the form of filters shows. */
static void add_form(struct page *p)
{
	static const struct {
		enum vb_filter filter;
		const char *name;
	} fields[] = {
		{ VB_FILTER_ISSUER, "issuer" }, { VB_FILTER_PLACE, "place" },
		{ VB_FILTER_FROM, "from" },	{ VB_FILTER_TO, "to" },
		{ VB_FILTER_KIND, "kind" },	{ VB_FILTER_TOPIC, "topic" },
		{ VB_FILTER_STATUS, "status" },
	};
	const struct vb_type *type, *chosen;
	char key[32];

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		view_text(p->view, fields[i].name,
			  p->request.filters[fields[i].filter]);
	chosen = vb_type_find(p->request.filters[VB_FILTER_TYPE]);
	for (size_t i = 0; (type = vb_type_row(i)); i++) {
		struct view *item = view_item(p->view, "types");

		view_text(item, "value", vb_str_from(type->slug));
		view_text(item, "label", vb_str_from(type->label));
		view_flag(item, "chosen", type == chosen);
	}
	for (int i = 0; params_sorts[i]; i++) {
		struct view *item = view_item(p->view, "sorts");

		snprintf(key, sizeof(key), "sort.%s", params_sorts[i]);
		view_text(item, "value", vb_str_from(params_sorts[i]));
		view_text(item, "label",
			  vb_str_from(word(key, p->r->vietnamese)));
		view_flag(item, "chosen", i == (int)p->request.sort);
		sort_link(p, item, params_sorts[i]);
	}
}

/* Documents that the query names, and that are cited but not held. */
static void add_not_held(struct page *p)
{
	const struct vb_results *res = &p->results;
	size_t shown = 0;

	for (size_t i = 0; i < res->n_resolved && shown < NOT_HELD; i++) {
		const struct vb_resolved *m = &res->resolved[i];
		const struct vb_type *type = vb_type_find(m->type);
		struct view *card;

		if (m->id.len)
			continue;
		shown++;
		card = view_item(p->view, "not_held");
		view_text(card, "number", m->number);
		view_text(card, "type",
			  type ? vb_str_from(type->label) : m->type);
		view_text(card, "issuer", m->issuer);
		page_date(card, "date", "date_iso", m->date);
		view_number(card, "cited_by", m->cited_by);
		page_number_link(card, "href", p->r, m->number);
	}
}

static struct vb_str without_blanks(struct vb_str s, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n < size; i++)
		if (s.ptr[i] != ' ')
			out[n++] = s.ptr[i];
	return vb_str_of(out, n);
}

/* Was the query understood otherwise than it stands there? */
static bool is_other(struct vb_str query, struct vb_str interpreted)
{
	char a[VB_QUERY_BYTES], b[VB_QUERY_BYTES];

	return !vb_str_eq(without_blanks(query, a, sizeof(a)),
			  without_blanks(interpreted, b, sizeof(b)));
}

static void add_said(struct page *p)
{
	const struct vb_results *res = &p->results;
	struct view *v = p->view;

	view_flag(v, "relaxed", res->relaxed && res->n_hits);
	view_text(v, "notes",
		  p->r->vietnamese && res->notes.len ?
			  notes_vietnamese(res->notes, &p->r->arena) :
			  res->notes);
	if (res->did_you_mean.len) {
		const struct change to[] = { { "q", res->did_you_mean },
					     { NULL, VB_STR_EMPTY } };

		view_text(v, "meant", res->did_you_mean);
		page_search_link(v, "meant_href", p->r, to);
	}
	if (res->interpreted.len &&
	    is_other(p->request.query, res->interpreted))
		view_text(v, "interpreted", res->interpreted);
}

static void add_results(struct page *p)
{
	const struct vb_results *res = &p->results;
	struct view *v = p->view;
	struct vb_buf start = VB_BUF_INIT(32);

	view_number(v, "total", res->total);
	view_flag(v, "inexact", !res->exact);
	for (size_t i = 0; i < res->n_hits; i++)
		page_hit(v, "hits", p->r, &res->hits[i]);
	view_flag(v, "has_hits", res->n_hits);
	view_flag(v, "none", !res->n_hits && !p->request.offset);
	view_flag(v, "none_more", !res->n_hits && p->request.offset);
	if (!vb_buf_printf(&start, "%zu", p->request.offset + 1))
		view_take(v, "start", &start);
	vb_buf_clear(&start);
	offset_link(p, "start_href", 0);
	add_said(p);
	add_not_held(p);
	page_add_facets(p);
	add_pages(p);
	page_feed_link(v, "feed_href", p->r);
}

static bool asks_nothing(const struct vb_request *request)
{
	for (int i = 0; i < VB_FILTER_COUNT; i++)
		if (request->filters[i].len)
			return false;
	return !vb_str_trim(request->query).len &&
	       request->sort == VB_SORT_RELEVANCE;
}

static void json_link(struct page *p)
{
	struct vb_buf link = VB_BUF_INIT(65536);

	if (!vb_buf_append(&link, VB_STR("/api/v1/search?")) &&
	    !vb_buf_append(&link, p->r->url.query))
		view_take(p->view, "json_href", &link);
	view_text(p->view, "atom_href", links_search(p->r, "/feed.atom"));
	vb_buf_clear(&link);
}

vb_status answer_search_page(struct request *r, struct vb_error *err)
{
	struct page p = { .r = r };
	bool done = false;
	vb_status st = params_search(&p.request, &r->url, err);

	if (!st && !p.request.n)
		p.request.n = 10;
	/* For people; a program asks for it. */
	if (!st && !url_get(&r->url, "duplicates").len)
		p.request.duplicates = false;
	p.request.facets = true;
	if (!st)
		st = run_search(&p.results, &done, r, &p.request, err);
	if (st || done)
		return st;
	p.view = page_view(r);
	view_text(p.view, "title",
		  p.request.query.len ?
			  p.request.query :
			  vb_str_from(word("search", r->vietnamese)));
	add_form(&p);
	page_add_chips(&p);
	json_link(&p);
	if (asks_nothing(&p.request))
		view_flag(p.view, "nothing_asked", true);
	else
		add_results(&p);
	return page_reply(r, "search.html", p.view, err);
}
