#include "chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "output/portal.h"
#include "words.h"

#define CHART_BYTES (1 << 20)

void years_add(struct years *years, unsigned year, uint64_t count)
{
	if (years->n == YEARS_MAX || !count)
		return;
	years->items[years->n].year = year;
	years->items[years->n++].count = count;
}

/* By year: the rows of the table, and the ends of the bars. */
static void sort(struct years *years)
{
	for (size_t i = 1; i < years->n; i++)
		for (size_t k = i;
		     k && years->items[k - 1].year > years->items[k].year;
		     k--) {
			uint64_t count = years->items[k].count;
			unsigned year = years->items[k].year;

			years->items[k] = years->items[k - 1];
			years->items[k - 1].year = year;
			years->items[k - 1].count = count;
		}
}

/* "2019: 12 văn bản" */
static struct vb_str bar_name(struct view *v, unsigned year, uint64_t count)
{
	struct vb_buf text = VB_BUF_INIT(200);
	struct view *own = view_item(v, "bar_names");

	vb_buf_printf(&text, "%u: %" PRIu64 " %s", year, count,
		      word("documents_count", view_vietnamese(v)));
	view_take(own, "name", &text);
	vb_buf_clear(&text);
	return view_get(own, "name");
}

struct bars {
	struct vb_bar items[VB_BARS];
	char labels[VB_BARS][12];
	size_t n;
};

/* The years from the first to the last, those without documents too. */
static void fill(struct bars *bars, struct view *v, const struct years *years)
{
	unsigned first = years->items[0].year;
	unsigned last = years->items[years->n - 1].year;
	size_t at = 0;

	if (last - first >= YEARS_SPAN)
		first = last - YEARS_SPAN + 1;
	while (years->items[at].year < first)
		at++;
	for (unsigned year = first; year <= last; year++) {
		struct vb_bar *bar = &bars->items[bars->n];
		char *label = bars->labels[bars->n++];

		snprintf(label, sizeof(bars->labels[0]), "%u", year);
		*bar = (struct vb_bar){ .label = vb_str_from(label),
					.name = VB_STR_EMPTY,
					.href = VB_STR_EMPTY };
		if (years->items[at].year != year)
			continue;
		bar->count = years->items[at++].count;
		bar->name = bar_name(v, year, bar->count);
		if (years->link) {
			struct view *own = view_item(v, "bar_links");

			years->link(years->ctx, own, year);
			bar->href = view_get(own, "href");
		}
	}
}

/* The newest first. */
static void add_table(struct view *v, const struct years *years)
{
	for (size_t i = years->n; i--;) {
		struct view *row = view_item(v, "years");
		struct vb_buf text = VB_BUF_INIT(16);

		if (!vb_buf_printf(&text, "%u", years->items[i].year))
			view_take(row, "year", &text);
		vb_buf_clear(&text);
		view_number(row, "count", years->items[i].count);
		view_text(row, "href", VB_STR_EMPTY);
		if (years->link)
			years->link(years->ctx, row, years->items[i].year);
	}
}

bool years_show(struct view *v, struct years *years)
{
	const char *name = word(years->name, view_vietnamese(v));
	struct vb_buf svg = VB_BUF_INIT(CHART_BYTES);
	struct bars *bars;
	bool ok;

	if (!years->n)
		return false;
	bars = calloc(1, sizeof(*bars));
	if (!bars)
		return false;
	sort(years);
	fill(bars, v, years);
	ok = !vb_html_bars(&svg, bars->items, bars->n, vb_str_from(name));
	free(bars);
	if (ok) {
		view_take_html(v, "chart", &svg);
		view_text(v, "chart_name", vb_str_from(name));
		add_table(v, years);
	}
	vb_buf_clear(&svg);
	return ok;
}
