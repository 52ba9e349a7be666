/*
 * chart: bars by year, each a link, and the same as a table (chart.html).
 */
#ifndef VB_SEARCHD_CHART_H
#define VB_SEARCHD_CHART_H

#include <stdint.h>

#include "template.h"

#define YEARS_MAX 400 /* different years */
#define YEARS_SPAN 80 /* shown: to the last year that is not in the future */

struct years {
	struct {
		unsigned year;
		uint64_t count;
	} items[YEARS_MAX];
	size_t n;
	const char *name; /* a word: what is counted */
	/* Sets "href" of `v`; NULL for no links. */
	void (*link)(void *ctx, struct view *v, unsigned year);
	void *ctx;
};

/* One more; those past YEARS_MAX are dropped. */
void years_add(struct years *years, unsigned year, uint64_t count);

/*
 * Set what chart.html shows: "chart", and the list "years". False, and
 * nothing is set, when there is nothing to show or no memory.
 */
bool years_show(struct view *v, struct years *years);

#endif
