/* What narrows a search: the filters in force, facets, years. */
#include "page_search.h"

#include <stdio.h>

#include "chart.h"
#include "doc/type.h"
#include "params.h"
#include "words.h"

#define FACET_VALUES 6 /* of each facet shown at once; the rest on demand */

struct vb_str page_value_label(const struct page *p, const char *facet,
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

static struct view *add_chip(struct page *p, const char *name,
			     struct vb_str value)
{
	struct view *chip = view_item(p->view, "chips");

	view_flag(p->view, "filtered", true);
	view_text(chip, "name", vb_str_from(word(name, p->r->vietnamese)));
	view_text(chip, "value", value);
	return chip;
}

/* What the words of the query ask for, each with the query that does not. */
static void add_understood(struct page *p)
{
	for (size_t i = 0; i < p->results.n_understood; i++) {
		const struct vb_understood *u = &p->results.understood[i];
		const struct change drop[] = { { "q", u->without },
					       { NULL, VB_STR_EMPTY } };
		struct view *chip = view_item(p->view, "understood");

		view_flag(p->view, "has_understood", true);
		view_text(chip, "name",
			  vb_str_from(word(u->field, p->r->vietnamese)));
		view_text(chip, "value", u->label);
		view_flag(chip, "prefers", !u->filter);
		page_search_link(chip, "href", p->r, drop);
	}
}

/* Is the period of from and to just a year? */
static bool is_year(struct vb_str from, struct vb_str to)
{
	return from.len == 10 && to.len == 10 && !memcmp(from.ptr, to.ptr, 4) &&
	       vb_str_ends(from, VB_STR("-01-01")) &&
	       vb_str_ends(to, VB_STR("-12-31"));
}

/* Both ends in one chip where they are those of a year. */
static bool add_year_chip(struct page *p)
{
	static const struct change drop[] = { { "from", VB_STR_EMPTY },
					      { "to", VB_STR_EMPTY },
					      { NULL, VB_STR_EMPTY } };
	struct vb_str from = p->request.filters[VB_FILTER_FROM];
	struct view *chip;

	if (!is_year(from, p->request.filters[VB_FILTER_TO]))
		return false;
	chip = add_chip(p, "year", vb_str_sub(from, 0, 4));
	page_search_link(chip, "href", p->r, drop);
	return true;
}

static void filter_chip(struct page *p, enum vb_filter filter)
{
	const char *name = params_filter(filter);
	struct vb_str value = p->request.filters[filter];
	const struct change drop[] = { { name, VB_STR_EMPTY },
				       { NULL, VB_STR_EMPTY } };
	struct view *chip;

	chip = add_chip(p, name, page_value_label(p, name, value, value));
	if (filter == VB_FILTER_FROM || filter == VB_FILTER_TO)
		page_date(chip, "value", "iso", value);
	page_search_link(chip, "href", p->r, drop);
}

void page_add_chips(struct page *p)
{
	bool year = add_year_chip(p);

	for (int i = 0; i < VB_FILTER_COUNT; i++)
		if (p->request.filters[i].len &&
		    !(year && (i == VB_FILTER_FROM || i == VB_FILTER_TO)))
			filter_chip(p, (enum vb_filter)i);
	add_understood(p);
	page_query_link(p->view, "clear_href", p->r, p->request.query);
}

/* What the facet is narrowed by; empty: nothing. */
static struct vb_str chosen_value(const struct page *p, const char *name)
{
	for (int i = 0; i < VB_FILTER_COUNT; i++)
		if (!strcmp(name, params_filter((enum vb_filter)i)))
			return p->request.filters[i];
	return VB_STR_EMPTY;
}

/* Is `value` what is chosen? A type may be written in several ways. */
static bool is_chosen(const char *name, struct vb_str value,
		      struct vb_str chosen)
{
	const struct vb_type *type = NULL;

	if (chosen.len && !strcmp(name, "type"))
		type = vb_type_find(chosen);
	return vb_str_eq(value, type ? vb_str_from(type->slug) : chosen);
}

/* The others of a value that is chosen are there to switch to; itself it
 * gives all of them back. */
static void add_facet(struct page *p, const struct vb_facet *f)
{
	struct vb_str chosen = chosen_value(p, f->name);
	struct view *facet;
	bool more = false;

	if (!f->n ||
	    (f->n == 1 &&
	     (!chosen.len || is_chosen(f->name, f->values[0].value, chosen))))
		return;
	view_flag(p->view, "narrow", true);
	facet = view_item(p->view, "facets");
	view_text(facet, "label", vb_str_from(word(f->name, p->r->vietnamese)));
	view_text(facet, "facet_id", vb_str_from(f->name));
	for (size_t i = 0; i < f->n; i++) {
		const struct vb_facet_value *value = &f->values[i];
		bool here = is_chosen(f->name, value->value, chosen);
		const struct change set[] = { { f->name, here ? VB_STR_EMPTY :
								value->value },
					      { NULL, VB_STR_EMPTY } };
		bool shown = here || i < FACET_VALUES;
		struct view *item =
			view_item(facet, shown ? "values" : "more_values");

		view_text(item, "label",
			  page_value_label(p, f->name, value->value,
					   value->label));
		view_number(item, "count", value->count);
		page_search_link(item, "href", p->r, set);
		view_flag(item, "chosen", here);
		more |= !shown;
	}
	view_flag(facet, "more", more);
}

/* The search of one year more. */
static void year_link(void *ctx, struct view *v, unsigned year)
{
	const struct page *p = ctx;
	char from[16], to[16];
	struct change set[] = { { "from", VB_STR_EMPTY },
				{ "to", VB_STR_EMPTY },
				{ NULL, VB_STR_EMPTY } };

	snprintf(from, sizeof(from), "%04u-01-01", year);
	snprintf(to, sizeof(to), "%04u-12-31", year);
	set[0].value = vb_str_from(from);
	set[1].value = vb_str_from(to);
	page_search_link(v, "href", p->r, set);
}

static void add_years(struct page *p, const struct vb_facet *f)
{
	struct years years = { .n = 0 };
	unsigned long year;

	for (size_t i = 0; i < f->n; i++)
		if (vb_str_to_ulong(&year, f->values[i].value, 9999))
			years_add(&years, (unsigned)year, f->values[i].count);
	years.link = year_link;
	years.ctx = p;
	years.name = "by_year";
	if (years.n > 1 && years_show(p->view, &years))
		view_flag(p->view, "narrow", true);
}

void page_add_facets(struct page *p)
{
	const struct vb_results *res = &p->results;

	for (size_t i = 0; i < res->n_facets; i++)
		if (!strcmp(res->facets[i].name, "year"))
			add_years(p, &res->facets[i]);
		else
			add_facet(p, &res->facets[i]);
}
