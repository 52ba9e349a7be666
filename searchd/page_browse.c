/* What there is, by date (a calendar), type, issuer, place and topic. */
#include "answers.h"

#include <stdio.h>

#include "chart.h"
#include "doc/date.h"
#include "doc/type.h"
#include "output/output.h"
#include "page_list.h"
#include "params.h"
#include "words.h"

#define VALUES 100     /* of a page */
#define DEEPEST 100000 /* values that can be skipped */

struct browsing {
	struct request *r;
	struct view *view;
	enum vb_browse_by by;
	struct vb_str within; /* a period */
	struct vb_str value;  /* of type, issuer, … */
	struct vb_browse counted;
};

static void browse_link(struct view *v, const char *name,
			const struct request *r, enum vb_browse_by by,
			const struct change *what)
{
	const struct change params[] = {
		{ "by", vb_str_from(vb_browse_name(by)) },
		what ? *what : (struct change){ NULL, VB_STR_EMPTY },
		{ NULL, VB_STR_EMPTY },
	};

	page_link(v, name, r, "/browse", params);
}

static void period_link(struct view *v, const char *name,
			const struct request *r, struct vb_str period)
{
	const struct change within = { "within", period };

	browse_link(v, name, r, VB_BROWSE_DATE, &within);
}

/* "2019-07-05" for people: "5/7/2019", "tháng 7/2019", "2019". */
static struct vb_str period_name(struct view *v, const struct request *r,
				 struct vb_str period)
{
	struct vb_buf text = VB_BUF_INIT(100);
	struct view *own = view_item(v, "periods");
	unsigned long month;
	char key[16];

	if (period.len == 10) {
		page_date(own, "name", "iso", period);
	} else if (period.len == 7 &&
		   vb_str_to_ulong(&month, vb_str_skip(period, 5), 12)) {
		snprintf(key, sizeof(key), "month.%lu", month);
		if (!vb_buf_printf(&text, "%s %.4s", word(key, r->vietnamese),
				   period.ptr))
			view_take(own, "name", &text);
	} else if (!vb_buf_append(&text, period)) {
		view_take(own, "name", &text); /* the caller's is gone soon */
	}
	vb_buf_clear(&text);
	return view_get(own, "name");
}

/* The ways to browse, the present one marked. */
static void add_ways(struct browsing *b)
{
	char key[40];

	for (int i = 0; i < VB_BROWSE_COUNT; i++) {
		enum vb_browse_by by = (enum vb_browse_by)i;
		struct view *way = view_item(b->view, "ways");

		snprintf(key, sizeof(key), "browse.%s", vb_browse_name(by));
		view_text(way, "name",
			  vb_str_from(word(key, b->r->vietnamese)));
		view_flag(way, "chosen", by == b->by);
		browse_link(way, "href", b->r, by, NULL);
		if (by == b->by)
			view_text(b->view, "way",
				  vb_str_from(word(key, b->r->vietnamese)));
	}
}

static void year_link(void *ctx, struct view *v, unsigned year)
{
	const struct browsing *b = ctx;
	char text[12];

	snprintf(text, sizeof(text), "%04u", year);
	period_link(v, "href", b->r, vb_str_from(text));
}

static void add_years(struct browsing *b)
{
	struct years years = { .name = "by_year_all",
			       .link = year_link,
			       .ctx = b };
	unsigned long year;

	for (size_t i = 0; i < b->counted.n; i++)
		if (vb_str_to_ulong(&year, b->counted.values[i].value, 9999))
			years_add(&years, (unsigned)year,
				  b->counted.values[i].count);
	years_show(b->view, &years);
}

static uint32_t count_of(const struct vb_browse *counted, struct vb_str value)
{
	for (size_t i = 0; i < counted->n; i++)
		if (vb_str_eq(counted->values[i].value, value))
			return counted->values[i].count;
	return 0;
}

/* Twelve months, those without documents too. */
static void add_months(struct browsing *b)
{
	char period[16], key[16];

	view_flag(b->view, "has_months", true);
	for (int month = 1; month <= 12; month++) {
		struct view *item = view_item(b->view, "months");
		struct vb_str value;
		uint32_t count;

		snprintf(period, sizeof(period), "%.4s-%02d", b->within.ptr,
			 month);
		snprintf(key, sizeof(key), "month.%d", month);
		value = vb_str_from(period);
		count = count_of(&b->counted, value);
		view_text(item, "name",
			  vb_str_from(word(key, b->r->vietnamese)));
		view_number(item, "count", count);
		view_text(item, "href", VB_STR_EMPTY);
		if (count)
			period_link(item, "href", b->r, value);
	}
}

/* Monday is 1; Zeller's congruence. */
static int weekday(int year, int month, int day)
{
	int y = month < 3 ? year - 1 : year;
	int m = month < 3 ? month + 12 : month;
	int h = (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;

	return (h + 5) % 7 + 1;
}

static void add_day(struct browsing *b, struct view *week, int day)
{
	struct view *cell = view_item(week, "days");
	struct vb_str value, name;
	char period[24];
	uint32_t count;

	snprintf(period, sizeof(period), "%.7s-%02d", b->within.ptr, day);
	value = vb_str_from(period);
	count = count_of(&b->counted, value);
	view_number(cell, "day", (uint64_t)day);
	view_text(cell, "href", VB_STR_EMPTY);
	if (!count)
		return;
	name = period_name(cell, b->r, value);
	/* "5/7/2019", "5 Jul 2019": the day stands first in both. */
	while (name.len && name.ptr[0] >= '0' && name.ptr[0] <= '9')
		name = vb_str_skip(name, 1);
	view_text(cell, "date_rest", name);
	view_number(cell, "count", count);
	period_link(cell, "href", b->r, value);
}

/* Weeks from Monday; the days of other months are empty cells. */
static void add_days(struct browsing *b)
{
	unsigned long year = 0, month = 1;
	int first, days;
	char key[16];

	vb_str_to_ulong(&year, vb_str_sub(b->within, 0, 4), 9999);
	vb_str_to_ulong(&month, vb_str_skip(b->within, 5), 12);
	first = weekday((int)year, (int)month, 1);
	days = vb_date_month_days((int)year, (int)month);
	for (int i = 1; i <= 7; i++) {
		struct view *head = view_item(b->view, "weekdays");

		snprintf(key, sizeof(key), "day.%d", i);
		view_text(head, "name",
			  vb_str_from(word(key, b->r->vietnamese)));
	}
	for (int day = 2 - first; day <= days; day += 7) {
		struct view *week = view_item(b->view, "weeks");

		for (int i = day; i < day + 7; i++) {
			if (i >= 1 && i <= days)
				add_day(b, week, i);
			else
				view_text(view_item(week, "days"), "day",
					  VB_STR_EMPTY);
		}
	}
	view_flag(b->view, "calendar", true);
}

/* "Mọi năm › 2019 › Tháng 7 2019" */
static void add_path(struct browsing *b)
{
	static const size_t steps[] = { 4, 7, 10 };
	struct view *all = view_item(b->view, "path");

	view_text(all, "name",
		  vb_str_from(word("all_years", b->r->vietnamese)));
	browse_link(all, "href", b->r, VB_BROWSE_DATE, NULL);
	for (size_t i = 0; i < 3 && steps[i] <= b->within.len; i++) {
		struct vb_str period = vb_str_sub(b->within, 0, steps[i]);
		struct view *step = view_item(b->view, "path");

		view_text(step, "name", period_name(step, b->r, period));
		view_flag(step, "here", steps[i] == b->within.len);
		period_link(step, "href", b->r, period);
	}
	view_flag(b->view, "has_path", true);
}

/* The year or month before and after. */
static void add_neighbours(struct browsing *b)
{
	unsigned long year = 0, month = 0;
	char before[64], after[64];

	vb_str_to_ulong(&year, vb_str_sub(b->within, 0, 4), 9999);
	if (b->within.len == 7) {
		vb_str_to_ulong(&month, vb_str_skip(b->within, 5), 12);
		snprintf(before, sizeof(before), "%04lu-%02lu",
			 month == 1 ? year - 1 : year,
			 month == 1 ? 12 : month - 1);
		snprintf(after, sizeof(after), "%04lu-%02lu",
			 month == 12 ? year + 1 : year,
			 month == 12 ? 1 : month + 1);
	} else {
		snprintf(before, sizeof(before), "%04lu", year - 1);
		snprintf(after, sizeof(after), "%04lu", year + 1);
	}
	if (year < 2 || year > 9998 || b->within.len > 7)
		return;
	view_flag(b->view, "has_neighbours", true);
	view_text(b->view, "earlier",
		  period_name(b->view, b->r, vb_str_from(before)));
	period_link(b->view, "earlier_href", b->r, vb_str_from(before));
	view_text(b->view, "later",
		  period_name(b->view, b->r, vb_str_from(after)));
	period_link(b->view, "later_href", b->r, vb_str_from(after));
}

static void add_values(struct browsing *b)
{
	const char *name = vb_browse_name(b->by);

	for (size_t i = 0; i < b->counted.n; i++) {
		const struct vb_browse_value *value = &b->counted.values[i];
		const struct change what = { "value", value->value };
		struct view *item = view_item(b->view, "values");

		view_text(item, "label", value->label);
		view_number(item, "count", value->count);
		browse_link(item, "href", b->r, b->by, &what);
	}
	view_flag(b->view, "has_values", b->counted.n);
	view_text(b->view, "name", vb_str_from(word(name, b->r->vietnamese)));
}

static void values_link(struct browsing *b, const char *name, size_t offset)
{
	struct change what = { "offset", VB_STR_EMPTY };
	char digits[24];

	snprintf(digits, sizeof(digits), "%zu", offset);
	if (offset)
		what.value = vb_str_from(digits);
	browse_link(b->view, name, b->r, b->by, &what);
}

static void add_value_pages(struct browsing *b)
{
	size_t offset = b->counted.offset;
	bool more = offset + b->counted.n < b->counted.total;

	if (offset > VALUES)
		values_link(b, "first", 0);
	if (offset)
		values_link(b, "previous",
			    offset > VALUES ? offset - VALUES : 0);
	if (more)
		values_link(b, "next", offset + VALUES);
	if (offset || more)
		view_number(b->view, "page", offset / VALUES + 1);
}

/* The documents of the period or value, and their search. */
static vb_status add_documents(struct browsing *b, struct vb_error *err)
{
	struct change keep[] = { { "by", vb_str_from(vb_browse_name(b->by)) },
				 { "within", b->within },
				 { "value", b->value },
				 { NULL, VB_STR_EMPTY } };
	struct change search[] = { { NULL, VB_STR_EMPTY },
				   { NULL, VB_STR_EMPTY },
				   { NULL, VB_STR_EMPTY } };
	static const enum vb_filter filters[VB_BROWSE_COUNT] = {
		[VB_BROWSE_TYPE] = VB_FILTER_TYPE,
		[VB_BROWSE_ISSUER] = VB_FILTER_ISSUER,
		[VB_BROWSE_PLACE] = VB_FILTER_PLACE,
		[VB_BROWSE_TOPIC] = VB_FILTER_TOPIC,
	};
	char from[VB_BROWSE_DAY], to[VB_BROWSE_DAY];
	struct list list;
	vb_status st = list_init(&list, b->r, "/browse", err);

	list.keep = keep;
	if (b->by != VB_BROWSE_DATE) {
		list.request.filters[filters[b->by]] = b->value;
		search[0].name = params_filter(filters[b->by]);
		search[0].value = b->value;
	} else if (vb_browse_period(from, to, b->within)) {
		list.request.filters[VB_FILTER_FROM] = vb_str_from(from);
		list.request.filters[VB_FILTER_TO] = vb_str_from(to);
		search[0] = (struct change){ "from", vb_str_from(from) };
		search[1] = (struct change){ "to", vb_str_from(to) };
	}
	page_link(b->view, "search_href", b->r, "/search", search);
	return st ? st : list_add(b->view, b->r, &list, err);
}

static vb_status count(struct browsing *b, size_t offset, size_t n,
		       struct vb_error *err)
{
	const struct vb_browse_request request = {
		.by = b->by, .within = b->within, .offset = offset, .n = n
	};
	vb_searcher *searcher = NULL;
	uint64_t revision;
	vb_status st =
		handles_searcher(&searcher, &revision, b->r->handles, err);

	if (!st)
		st = vb_browse(&b->counted, searcher, &request, &b->r->arena,
			       err);
	return st == VB_NOT_FOUND ? VB_BUSY : st;
}

static vb_status add_dates(struct browsing *b, struct vb_error *err)
{
	vb_status st = VB_OK;

	if (b->within.len < 10)
		st = count(b, 0, VB_BROWSE_PAGE, err);
	if (st)
		return st;
	if (b->within.len)
		add_path(b);
	if (!b->within.len) {
		add_years(b);
		view_number(b->view, "without", b->counted.without);
		view_flag(b->view, "undated", b->counted.without);
		return VB_OK;
	}
	if (b->within.len == 4)
		add_months(b);
	if (b->within.len == 7)
		add_days(b);
	add_neighbours(b);
	view_text(b->view, "heading", period_name(b->view, b->r, b->within));
	return add_documents(b, err);
}

static struct vb_str value_label(const struct browsing *b)
{
	const struct vb_type *type =
		b->by == VB_BROWSE_TYPE ? vb_type_find(b->value) : NULL;

	return type ? vb_str_from(type->label) : b->value;
}

static vb_status add_others(struct browsing *b, struct vb_error *err)
{
	size_t offset = 0;
	struct view *step;
	vb_status st;

	if (b->value.len) {
		step = view_item(b->view, "path");
		view_text(step, "name", view_get(b->view, "way"));
		browse_link(step, "href", b->r, b->by, NULL);
		step = view_item(b->view, "path");
		view_text(step, "name", value_label(b));
		view_flag(step, "here", true);
		view_flag(b->view, "has_path", true);
		view_text(b->view, "heading", value_label(b));
		return add_documents(b, err);
	}
	st = params_number(&offset, &b->r->url, "offset", DEEPEST, err);
	if (!st)
		st = count(b, offset, VALUES, err);
	if (st)
		return st;
	add_values(b);
	add_value_pages(b);
	view_number(b->view, "without", b->counted.without);
	view_flag(b->view, "lacking", b->counted.without);
	return VB_OK;
}

static vb_status read_request(struct browsing *b, struct vb_error *err)
{
	struct vb_str by = url_get(&b->r->url, "by");
	char from[VB_BROWSE_DAY], to[VB_BROWSE_DAY];

	b->by = by.len ? vb_browse_by_name(by) : VB_BROWSE_DATE;
	b->within = vb_str_trim(url_get(&b->r->url, "within"));
	b->value = vb_str_trim(url_get(&b->r->url, "value"));
	if (b->by == VB_BROWSE_COUNT)
		return vb_error_set(err, VB_BAD_INPUT,
				    "by: is none of date, type, issuer, "
				    "place, topic");
	if (!b->within.len || b->by != VB_BROWSE_DATE) {
		b->within = VB_STR_EMPTY;
		return VB_OK;
	}
	if (!vb_browse_period(from, to, b->within))
		return vb_error_set(err, VB_BAD_INPUT,
				    "within: is not YYYY, YYYY-MM or "
				    "YYYY-MM-DD");
	return VB_OK;
}

vb_status answer_browse_page(struct request *r, struct vb_error *err)
{
	struct browsing b = { .r = r };
	vb_searcher *searcher = NULL;
	uint64_t revision = 0;
	vb_status st = read_request(&b, err);

	if (!st)
		st = handles_searcher(&searcher, &revision, r->handles, err);
	if (st || http_unchanged(r, "browse", revision))
		return st;
	b.view = page_view(r);
	add_ways(&b);
	st = b.by == VB_BROWSE_DATE ? add_dates(&b, err) : add_others(&b, err);
	if (st)
		return st;
	view_text(b.view, "title", vb_str_from(word("browse", r->vietnamese)));
	if (view_get(b.view, "heading").len)
		view_text(b.view, "title", view_get(b.view, "heading"));
	return page_reply(r, "browse.html", b.view, err);
}

/* /api/v1/browse */
vb_status answer_browse(struct request *r, struct vb_error *err)
{
	const struct vb_style style = { .format = VB_FORMAT_JSON };
	struct vb_str by = url_get(&r->url, "by");
	struct browsing b = { .r = r, .by = VB_BROWSE_DATE };
	size_t n = 100, offset = 0;
	vb_status st;

	b.within = url_get(&r->url, "within");
	if (by.len)
		b.by = vb_browse_by_name(by);
	if (b.by == VB_BROWSE_COUNT)
		return vb_error_set(err, VB_BAD_INPUT,
				    "by: is none of date, type, issuer, "
				    "place, topic");
	st = params_number(&n, &r->url, "n", VB_BROWSE_PAGE, err);
	if (!st)
		st = params_number(&offset, &r->url, "offset", DEEPEST, err);
	if (!st)
		st = count(&b, offset, n, err);
	if (st || http_unchanged(r, "browse", b.counted.revision))
		return st;
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	st = vb_output_browse(&r->reply.body, &b.counted, &style);
	return st ? vb_error_set(err, st == VB_TOO_BIG ? VB_INTERNAL : st,
				 "answer: %s", vb_status_text(st)) :
		    VB_OK;
}
