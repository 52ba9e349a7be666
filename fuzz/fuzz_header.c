/*
 * fuzz_header: the head, the signature, the clauses of effect and the terms
 * of any text are read within its bounds, and what is read is what it says:
 * dates are dates, and no field points outside.
 */
#include "doc/date.h"
#include "doc/record.h"
#include "doc/term.h"
#include "text/text.h"

#include "must.h"

static void check_date(const struct vb_field *field)
{
	struct vb_date d;

	MUST(!field->value.len || vb_date_parse(&d, field->value));
}

static void check_periods(struct vb_str text)
{
	struct vb_date d;
	size_t at = 0;

	while (vb_date_find_period(&d, text, at)) {
		MUST(d.from >= at && d.from < d.to && d.to <= text.len);
		MUST(d.month >= 1 && d.month <= 12 && d.day <= 31);
		MUST(!d.end_day ||
		     d.end_day <= vb_date_month_days(d.end_year, d.end_month));
		at = d.to;
	}
}

static void check_terms(struct vb_str text)
{
	struct vb_term term;
	size_t at = 0;

	while (vb_term_find(&term, text, at)) {
		MUST(term.from >= at && term.from < term.to);
		MUST(term.to <= text.len && term.value[0]);
		at = term.to;
	}
	if (vb_term_parse(&term, text))
		MUST(term.to <= text.len && term.value[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_buf clean = VB_BUF_INIT(1 << 20);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record record;

	if (vb_text_clean(&clean, NULL, vb_str_of((const char *)data, size)))
		goto done;
	vb_record_init(&record, &arena);
	record.text = vb_buf_str(&clean);
	MUST(vb_record_understand(&record) == VB_OK);
	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *f = &record.fields[i];

		MUST(f->from <= f->to && f->to <= record.text.len);
		MUST(vb_utf8_valid(f->value) && vb_utf8_valid(f->label));
	}
	check_date(&record.fields[VB_FIELD_DATE]);
	check_date(&record.fields[VB_FIELD_EFFECTIVE_DATE]);
	check_date(&record.fields[VB_FIELD_EXPIRY_DATE]);
	check_periods(record.text);
	check_terms(record.text);
done:
	vb_arena_clear(&arena);
	vb_buf_clear(&clean);
	return 0;
}
