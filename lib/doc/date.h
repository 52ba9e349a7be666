/*
 * doc/date: dates as Vietnamese documents write them. Day first, always.
 */
#ifndef VB_DOC_DATE_H
#define VB_DOC_DATE_H

#include <stdbool.h>

#include "base/str.h"

#define VB_DATE_TEXT 11 /* "2025-11-26" and a NUL */

/* How much of the calendar a date names. */
enum vb_precision {
	VB_DATE_DAY, /* or a month where `day` is 0 */
	VB_DATE_MONTH,
	VB_DATE_QUARTER, /* quý III/2020 */
	VB_DATE_YEAR,	 /* năm 2021 */
	VB_DATE_PART, /* cuối năm 2012, 6 tháng đầu năm 2020: a guess */
	VB_DATE_RANGE, /* giai đoạn 2012-2015, từ ngày … đến ngày … */
};

struct vb_date {
	int year;	 /* 0: not written ("15.11") */
	int month, day;	 /* day 0: month only */
	size_t from, to; /* bytes of the text searched */
	/* The next only from vb_date_find_period and vb_date_complete. */
	enum vb_precision precision;
	int end_year, end_month, end_day; /* the last day it names */
	bool inferred;			  /* the year is the page's */
};

/*
 * Find the next date in clean `text` at or after `from`: "ngày 26 tháng 11
 * năm 2025", "24/9/2019", "2-11-2012", "15.11", "20-6-2016", "tháng 6/2016".
 * Impossible dates (31/2) are no dates. Returns false when there is none.
 */
bool vb_date_find(struct vb_date *out, struct vb_str text, size_t from);

/* The date whose digits begin at `at`, as vb_date_find would give it. */
bool vb_date_at(struct vb_date *out, struct vb_str text, size_t at);

/*
 * As vb_date_find, and periods besides: "quý III/2020", "năm 2021", "cuối năm
 * 2012", "6 tháng đầu năm 2020", "giai đoạn 2012-2015", "nhiệm kỳ 2016-2021",
 * "từ năm 2012 đến năm 2015", "từ ngày 24 đến ngày 29/10/2019". The start is
 * a day always; the end and the precision are set. Of a year đầu, giữa and
 * cuối are thirds of four months. Linear.
 */
bool vb_date_find_period(struct vb_date *out, struct vb_str text, size_t from);

/*
 * Give a date without a year that of `page`, the date of the page it stands
 * on, or the year before where it would be later than the page; marks it
 * inferred. A date with its year stays as it is.
 */
void vb_date_complete(struct vb_date *date, const struct vb_date *page);

/* How many days the month has, 28 to 31. `month` is 1 to 12. */
int vb_date_month_days(int year, int month);

/* A whole string as a date, ISO (2025-11-26) or any form above. */
bool vb_date_parse(struct vb_date *out, struct vb_str text);

/* "YYYY-MM-DD"; the first of the month when the day is 0. */
void vb_date_format(char out[VB_DATE_TEXT], const struct vb_date *date);

#endif
