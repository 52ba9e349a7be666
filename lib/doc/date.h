/*
 * doc/date: dates as Vietnamese documents write them. Day first, always.
 */
#ifndef VB_DOC_DATE_H
#define VB_DOC_DATE_H

#include <stdbool.h>

#include "base/str.h"

#define VB_DATE_TEXT 11 /* "2025-11-26" and a NUL */

struct vb_date {
	int year;	 /* 0: not written ("15.11") */
	int month, day;	 /* day 0: month only */
	size_t from, to; /* bytes of the text searched */
};

/*
 * Find the next date in clean `text` at or after `from`: "ngày 26 tháng 11
 * năm 2025", "24/9/2019", "2-11-2012", "15.11", "20-6-2016", "tháng 6/2016".
 * Impossible dates (31/2) are no dates. Returns false when there is none.
 */
bool vb_date_find(struct vb_date *out, struct vb_str text, size_t from);

/* A whole string as a date, ISO (2025-11-26) or any form above. */
bool vb_date_parse(struct vb_date *out, struct vb_str text);

/* "YYYY-MM-DD"; the first of the month when the day is 0. */
void vb_date_format(char out[VB_DATE_TEXT], const struct vb_date *date);

#endif
