/*
 * fuzz_date: every date found is in the calendar, in bounds and in order, and
 * reads back from its own ISO form.
 */
#include "doc/date.h"
#include "text/text.h"

#include "must.h"

static void check_date(const struct vb_date *d)
{
	char text[VB_DATE_TEXT];
	struct vb_date again;

	MUST(d->month >= 1 && d->month <= 12);
	MUST(d->day >= 0 && d->day <= 31);
	MUST(!d->year || (d->year >= 1900 && d->year <= 2199));
	if (!d->year)
		return;
	vb_date_format(text, d);
	MUST(vb_date_parse(&again, vb_str_from(text)));
	MUST(again.year == d->year && again.month == d->month);
	MUST(again.day == (d->day ? d->day : 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str text = vb_str_of((const char *)data, size);
	struct vb_date d = { 0 };
	size_t at = 0;

	while (vb_date_find(&d, text, at)) {
		MUST(d.from >= at && d.from < d.to && d.to <= text.len);
		check_date(&d);
		at = d.to;
	}
	if (vb_date_parse(&d, text)) {
		MUST(d.to <= text.len);
		check_date(&d);
	}
	return 0;
}
