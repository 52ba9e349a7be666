/* The page of statistics: what is held, what is cited, who looks at it. */
#include "answers.h"

#include <stdio.h>

#include "chart.h"
#include "doc/type.h"
#include "figures.h"
#include "page.h"
#include "service.h"
#include "visits.h"
#include "words.h"

static void year_link(void *ctx, struct view *v, unsigned year)
{
	char text[12];
	struct change params[] = { { "within", VB_STR_EMPTY },
				   { NULL, VB_STR_EMPTY } };

	snprintf(text, sizeof(text), "%04u", year);
	params[0].value = vb_str_from(text);
	page_link(v, "href", ctx, "/browse", params);
}

static void add_years(struct view *v, struct request *r,
		      const struct figures *f)
{
	struct years years = { .name = "by_year_all",
			       .link = year_link,
			       .ctx = r };
	unsigned long year;

	for (size_t i = 0; i < f->years.n; i++)
		if (vb_str_to_ulong(&year, f->years.values[i].value, 9999))
			years_add(&years, (unsigned)year,
				  f->years.values[i].count);
	years_show(v, &years);
}

static void add_types(struct view *v, const struct request *r,
		      const struct figures *f)
{
	for (size_t i = 0; i < f->types.n; i++) {
		const struct vb_browse_value *value = &f->types.values[i];
		const struct change params[] = { { "by", VB_STR("type") },
						 { "value", value->value },
						 { NULL, VB_STR_EMPTY } };
		struct view *item = view_item(v, "types");

		view_text(item, "label", value->label);
		view_number(item, "count", value->count);
		page_link(item, "href", r, "/browse", params);
	}
	view_flag(v, "has_types", f->types.n);
}

static void add_cited(struct view *v, const char *name, const char *flag,
		      const struct request *r, const struct vb_wanted *w)
{
	view_flag(v, flag, w);
	for (; w; w = w->next) {
		const struct vb_type *type = vb_type_find(w->type);
		struct vb_str number = w->number.len ? w->number : w->key;
		struct view *item = view_item(v, name);

		view_text(item, "number", number);
		view_text(item, "type",
			  type ? vb_str_from(type->label) : VB_STR_EMPTY);
		view_text(item, "issuer", w->issuer);
		view_number(item, "count", (uint64_t)w->cited_by);
		page_number_link(item, "href", r, number);
	}
}

/* A document by its title; none when it is not there any more. */
static void add_viewed(struct view *v, struct request *r,
		       const struct visits_view *viewed)
{
	vb_archive *ar = NULL;
	struct vb_held held;
	struct vb_str title;
	struct view *item;

	if (handles_archive(&ar, r->handles, NULL) ||
	    vb_archive_get(&held, ar, viewed->id, 0, &r->arena, NULL) ||
	    held.withdrawn)
		return;
	title = held.fields[VB_FIELD_TITLE].value;
	if (!title.len)
		title = held.fields[VB_FIELD_NUMBER].value;
	item = view_item(v, "viewed");
	view_flag(v, "has_viewed", true);
	view_text(item, "name", title.len ? title : viewed->id);
	view_number(item, "views", viewed->views);
	page_document_link(item, "href", r, viewed->id, VB_STR_EMPTY);
}

static vb_status add_visits(struct view *v, struct request *r,
			    struct vb_error *err)
{
	struct visits_counts counts;

	if (!r->service->visits)
		return VB_OK;
	if (visits_look(&counts, r->service->visits, &r->arena))
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	view_flag(v, "has_visits", true);
	view_number(v, "online", counts.online);
	view_number(v, "today", counts.today);
	view_number(v, "yesterday", counts.yesterday);
	view_number(v, "all_visits", counts.total);
	for (size_t i = 0; i < counts.n_top; i++)
		add_viewed(v, r, &counts.top[i]);
	return VB_OK;
}

static void add_archive(struct view *v, const struct vb_archive_stats *s)
{
	const struct {
		const char *name;
		int64_t value;
	} rows[] = {
		{ "documents", s->documents },	{ "articles", s->articles },
		{ "versions", s->versions },	{ "mentions", s->mentions },
		{ "bytes", s->original_bytes },
	};
	struct vb_buf size = VB_BUF_INIT(40);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		view_number(v, rows[i].name, (uint64_t)rows[i].value);
	if (!vb_buf_printf(&size, "%lld%s%lld MB",
			   (long long)(s->original_bytes / 1000000),
			   view_vietnamese(v) ? "," : ".",
			   (long long)(s->original_bytes / 100000 % 10)))
		view_take(v, "bytes", &size);
	vb_buf_clear(&size);
}

vb_status answer_statistics_page(struct request *r, struct vb_error *err)
{
	struct figures figures;
	struct view *v;
	vb_status st = figures_look(&figures, r->service->figures, r, err);

	if (st)
		return st;
	v = page_view(r);
	view_text(v, "title", vb_str_from(word("statistics", r->vietnamese)));
	add_archive(v, &figures.archive);
	add_years(v, r, &figures);
	add_types(v, r, &figures);
	add_cited(v, "cited", "has_cited", r, figures.cited);
	add_cited(v, "wanted", "has_wanted", r, figures.wanted);
	st = add_visits(v, r, err);
	return st ? st : page_reply(r, "statistics.html", v, err);
}
