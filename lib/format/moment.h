/*
 * format/moment: a day, and maybe the time of day, as pages state when they
 * were posted: "16/11/2021 09:02:25 AM", "Thứ Hai, 16/11/2021 | 08:30 GMT+7",
 * "08:30 ngày 16/11/2021", "2021-11-16T01:30:00Z". Private to lib/format.
 */
#ifndef VB_FORMAT_MOMENT_H
#define VB_FORMAT_MOMENT_H

#include "doc/date.h"

#define VB_MOMENT_TEXT 26 /* "2021-11-16T09:02:25+07:00" and a NUL */

struct vb_moment {
	struct vb_date date; /* in Vietnam, with its day; from and to: where */
	int hour;	     /* -1: no time is written */
	int minute;
	int second; /* -1: not written */
	size_t to;  /* after the date and its time */
};

/*
 * The next moment in `s` at or after `from` that has a whole date. A time in
 * another zone is turned into Vietnam's (UTC+7). False when there is none.
 */
bool vb_moment_find(struct vb_moment *out, struct vb_str s, size_t from);

/* "2021-11-16", "2021-11-16T09:02+07:00" or with seconds, as is known. */
void vb_moment_format(char out[VB_MOMENT_TEXT], const struct vb_moment *m);

#endif
