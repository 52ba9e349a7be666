/* The page of results. */
#include "answers.h"

#include <stdio.h>

#include "doc/type.h"
#include "page.h"
#include "params.h"
#include "words.h"

#define FACET_VALUES 8 /* shown of each facet */
#define FACETS_MS 200  /* a search with facets may take; then without */

struct page {
	struct request *r;
	struct vb_request request;
	struct vb_results results;
	struct view *view;
};

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

	if (offset)
		offset_link(p, "previous", offset > n ? offset - n : 0);
	if (more && offset + n <= VB_SEARCH_DEEPEST)
		offset_link(p, "next", offset + n);
	if (offset || more)
		view_number(p->view, "page", offset / n + 1);
}

/* "date" is from and to of a year; all else a parameter of its name. */
static void facet_link(struct page *p, struct view *item,
		       const struct vb_facet *f, struct vb_str value)
{
	char from[16], to[16];
	struct change set[] = { { f->name, value },
				{ NULL, VB_STR_EMPTY },
				{ NULL, VB_STR_EMPTY } };

	if (!strcmp(f->name, "year")) {
		snprintf(from, sizeof(from), "%.4s-01-01", value.ptr);
		snprintf(to, sizeof(to), "%.4s-12-31", value.ptr);
		set[0] = (struct change){ "from", vb_str_from(from) };
		set[1] = (struct change){ "to", vb_str_from(to) };
	}
	page_search_link(item, "href", p->r, set);
}

static struct vb_str value_label(const struct page *p, const char *facet,
				 struct vb_str value, struct vb_str label)
{
	const struct vb_type *type;

	if (!strcmp(facet, "kind"))
		return vb_str_from(word(vb_str_eq(value, VB_STR("article")) ?
						"article" :
						"document",
					p->r->vietnamese));
	type = strcmp(facet, "type") ? NULL : vb_type_find(value);
	return type ? vb_str_from(type->label) : label;
}

/* Is the search narrowed by this facet already? */
static bool narrowed(const struct page *p, const char *name)
{
	if (!strcmp(name, "year"))
		return p->request.filters[VB_FILTER_FROM].len &&
		       p->request.filters[VB_FILTER_TO].len;
	for (int i = 0; i < VB_FILTER_COUNT; i++)
		if (!strcmp(name, params_filter((enum vb_filter)i)))
			return p->request.filters[i].len;
	return false;
}

static void add_facet(struct page *p, const struct vb_facet *f)
{
	struct view *facet;

	if (f->n < 2 || narrowed(p, f->name))
		return;
	view_flag(p->view, "narrow", true);
	facet = view_item(p->view, "facets");
	view_text(facet, "label", vb_str_from(word(f->name, p->r->vietnamese)));
	for (size_t i = 0; i < f->n && i < FACET_VALUES; i++) {
		const struct vb_facet_value *value = &f->values[i];
		struct view *item = view_item(facet, "values");

		view_text(item, "label",
			  value_label(p, f->name, value->value, value->label));
		view_number(item, "count", value->count);
		facet_link(p, item, f, value->value);
	}
}

/* The filters in force, each with a link that drops it. */
static void add_chips(struct page *p)
{
	for (int i = 0; i < VB_FILTER_COUNT; i++) {
		const char *name = params_filter((enum vb_filter)i);
		struct vb_str value = p->request.filters[i];
		struct change drop[] = { { name, VB_STR_EMPTY },
					 { NULL, VB_STR_EMPTY } };
		struct view *chip;

		if (!value.len)
			continue;
		view_flag(p->view, "filtered", true);
		chip = view_item(p->view, "chips");
		view_text(chip, "name",
			  vb_str_from(word(name, p->r->vietnamese)));
		view_text(chip, "value", value_label(p, name, value, value));
		page_search_link(chip, "href", p->r, drop);
	}
	page_query_link(p->view, "clear_href", p->r, p->request.query);
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
	}
}

static void add_results(struct page *p)
{
	const struct vb_results *res = &p->results;
	struct view *v = p->view;
	struct vb_buf start = VB_BUF_INIT(32);

	view_number(v, "total", res->total);
	view_flag(v, "inexact", !res->exact);
	view_flag(v, "relaxed", res->relaxed && res->n_hits);
	view_text(v, "notes", res->notes);
	if (res->did_you_mean.len) {
		view_text(v, "meant", res->did_you_mean);
		page_query_link(v, "meant_href", p->r, res->did_you_mean);
	}
	for (size_t i = 0; i < res->n_hits; i++)
		page_hit(v, "hits", p->r, &res->hits[i]);
	view_flag(v, "none", !res->n_hits && !p->request.offset);
	view_flag(v, "none_more", !res->n_hits && p->request.offset);
	if (!vb_buf_printf(&start, "%zu", p->request.offset + 1))
		view_take(v, "start", &start);
	vb_buf_clear(&start);
	for (size_t i = 0; i < res->n_facets; i++)
		add_facet(p, &res->facets[i]);
	offset_link(p, "first", 0);
	add_pages(p);
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
	vb_buf_clear(&link);
}

/* Facets look at every match: better a page without than none at all. */
static vb_status search(struct page *p, bool *done, struct vb_error *err)
{
	vb_status st;

	p->request.facets = true;
	p->request.timeout_ms = FACETS_MS;
	st = run_search(&p->results, done, p->r, &p->request, err);
	if (st != VB_TIMEOUT)
		return st;
	p->request.facets = false;
	p->request.timeout_ms = VB_SEARCH_TIMEOUT_MS - FACETS_MS;
	return run_search(&p->results, done, p->r, &p->request, err);
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
	if (!st)
		st = search(&p, &done, err);
	if (st || done)
		return st;
	p.view = page_view(r);
	view_text(p.view, "title",
		  p.request.query.len ?
			  p.request.query :
			  vb_str_from(word("search", r->vietnamese)));
	add_form(&p);
	add_chips(&p);
	json_link(&p);
	if (asks_nothing(&p.request))
		view_flag(p.view, "nothing_asked", true);
	else
		add_results(&p);
	return page_reply(r, "search.html", p.view, err);
}
