#include "doc/effect.h"

#include "doc/date.h"
#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/understand.h"

#define SENTENCE_BYTES 420 /* before the verb, in which its subject stands */
#define CLAUSE_BYTES 260   /* after it, in which its date stands */
#define QUOTE_BYTES 2500   /* an opening quotation mark reaches so far */
#define CLAUSES_MAX 1000   /* verbs looked at: a code has some hundreds */
#define DAYS_MAX 400	   /* "sau 45 ngày": more is no such clause */

/* What the clause's verb is; "hiệu lực" is looked for first. */
static const char *const verbs[] = {
	"có hiệu lực",	       "có\nhiệu lực",	      "có hiệu\nlực",
	"có giá trị thi hành", "thi hành kể từ ngày", "thi hành từ ngày",
};

/* Words between the verb and the date that change nothing. */
static const char *const fillers[] = {
	"có",	  "hiệu lực", "giá trị",  "thi hành", "thực hiện", "áp dụng",
	"kể",	  "từ",	      "vào",	  "bắt đầu",  "lúc",	   "0 giờ",
	"00 giờ", "00 phút",  "0 giờ 00", ",",	      "pháp luật", "và được",
};

static const char *const signing[] = {
	"ngày ký", "ngày ban hành", "ngày thông qua", "ngày được thông qua",
	"khi ký",  "thời điểm ký",
};

/* Before the date on which it is over. */
static const char *const until[] = {
	"đến hết ngày", "đến\nhết ngày", "đến hết\nngày",
	"đến ngày",	"đến hết tháng", "đến hết năm",
};

/* Before the subject these make it a point in time, not a clause. */
static const char *const times[] = {
	"ngày ", "khi ", "điểm ", "ngày\n", "khi\n",
};

/* What a clause says; dates as YYYY-MM-DD. */
struct effect {
	char from[VB_DATE_TEXT], to[VB_DATE_TEXT];
	bool inferred; /* computed from the document's own date */
	struct vb_span from_at, to_at;
};

static size_t skip_blank(struct vb_str s, size_t at)
{
	while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\n'))
		at++;
	return at;
}

/* Bytes of the phrase of `table` that stands at `at`, spaces and breaks
 * alike; 0 if none. */
static size_t phrase_of(struct vb_str s, size_t at, struct vb_phrases table)
{
	for (size_t i = 0; i < table.n; i++) {
		size_t n = vb_phrase_at(vb_str_skip(s, at), table.row[i]);

		if (n)
			return n;
	}
	return 0;
}

/* Does an open quotation mark stand before `at`? */
static bool is_quoted(struct vb_str text, size_t at)
{
	struct vb_str open = VB_STR("“"), close = VB_STR("”");
	size_t stop = at > QUOTE_BYTES ? at - QUOTE_BYTES : 0;

	while (at-- > stop) {
		struct vb_str s = vb_str_skip(text, at);

		if (vb_str_starts(s, close))
			return false;
		if (vb_str_starts(s, open))
			return true;
	}
	return false;
}

/* The offset of the last `label` in `s` that names this document. */
static size_t last_own(struct vb_str s, const char *label)
{
	size_t best = VB_NPOS, at = 0, n;
	struct vb_str rest = s;

	while ((n = vb_phrase_find(rest, label)) != VB_NPOS) {
		size_t len = vb_phrase_at(vb_str_skip(rest, n), label);
		size_t next;

		at += n;
		next = skip_blank(s, at + len);
		if (vb_str_starts(vb_str_skip(s, next), VB_STR("này")) ||
		    next == s.len)
			best = at;
		else if (vb_str_starts(vb_str_skip(s, next), VB_STR("được")) ||
			 vb_str_starts(vb_str_skip(s, next), VB_STR("đã")))
			best = at;
		at += len;
		rest = vb_str_skip(s, at);
	}
	return best;
}

/* Is this document the subject of the verb at `at`? */
static bool is_own(struct vb_str text, size_t at, const char *label)
{
	struct vb_str s;
	size_t from = at > SENTENCE_BYTES ? at - SENTENCE_BYTES : 0, own;

	for (size_t i = at; i-- > from;)
		if (text.ptr[i] == ';' ||
		    (text.ptr[i] == '.' && i + 1 < at &&
		     strchr(" \n", text.ptr[i + 1]) &&
		     !(i && vb_letter_is_digit(text.ptr[i - 1]))))
			from = i + 1;
	s = vb_str_sub(text, vb_utf8_floor(text, from), at);
	own = last_own(s, label);
	if (own == VB_NPOS)
		own = last_own(s, "Văn bản");
	if (own == VB_NPOS)
		return false;
	return !vb_ends_any(vb_str_sub(s, 0, own), VB_PHRASES(times));
}

static void add_months(struct vb_date *d, int months)
{
	int last;

	months += d->month - 1;
	d->year += months / 12;
	d->month = months % 12 + 1;
	last = vb_date_month_days(d->year, d->month);
	if (d->day > last)
		d->day = last;
}

static void add_days(struct vb_date *d, int days)
{
	d->day += days;
	while (d->day > vb_date_month_days(d->year, d->month)) {
		d->day -= vb_date_month_days(d->year, d->month);
		if (++d->month > 12) {
			d->month = 1;
			d->year++;
		}
	}
}

/* "sau 10 ngày", "sau 06 tháng" in `s` at `at`; `*months` tells which. The
 * count, or -1. */
static int count_after(struct vb_str s, size_t *at, bool *months)
{
	size_t i = vb_phrase_at(vb_str_skip(s, *at), "sau");
	int days = 0;

	if (!i)
		return -1;
	i = skip_blank(s, *at + i);
	while (i < s.len && vb_letter_is_digit(s.ptr[i]) && days < DAYS_MAX)
		days = days * 10 + (s.ptr[i++] - '0');
	i = skip_blank(s, i);
	if (i < s.len && s.ptr[i] == '(') { /* "10 (mười) ngày" */
		size_t close = vb_str_find(s, VB_STR(")"), i);

		i = skip_blank(s, close == VB_NPOS ? s.len : close + 1);
	}
	*months = vb_str_starts(vb_str_skip(s, i), VB_STR("tháng"));
	if (!days || days >= DAYS_MAX ||
	    (!*months && !vb_str_starts(vb_str_skip(s, i), VB_STR("ngày"))))
		return -1;
	*at = i + (*months ? strlen("tháng") : strlen("ngày"));
	return days;
}

static size_t skip_fillers(struct vb_str s, size_t at)
{
	size_t n;

	do {
		at = skip_blank(s, at);
		n = phrase_of(s, at, VB_PHRASES(fillers));
		at += n;
	} while (n);
	return at;
}

/* From the verb at the start of `s`, which begins `at` bytes into the text:
 * the date from which. */
static bool read_from(struct effect *e, struct vb_str s, size_t at,
		      const struct vb_date *own)
{
	size_t i = skip_fillers(s, 0), n;
	bool months = false;
	int days = count_after(s, &i, &months);
	struct vb_date d;

	if (days >= 0)
		i = skip_fillers(s, i);
	n = phrase_of(s, i, VB_PHRASES(signing));
	if (n) {
		if (!own->year || !own->day)
			return false;
		d = *own;
		if (months)
			add_months(&d, days);
		else if (days > 0)
			add_days(&d, days);
		e->inferred = true;
		e->from_at = (struct vb_span){ at, at + i + n };
	} else if (days < 0 && vb_date_find(&d, s, i) && d.from == i && d.day &&
		   d.year) {
		e->inferred = false;
		e->from_at = (struct vb_span){ at + d.from, at + d.to };
	} else {
		return false;
	}
	vb_date_format(e->from, &d);
	return true;
}

/* The date until which, in the same sentence. */
static void read_to(struct effect *e, struct vb_str s, size_t at)
{
	size_t end = vb_find_any(
		s, (struct vb_phrases){
			   (const char *const[]){ ". ", ".\n", ";" }, 3 });
	size_t i = vb_find_any(vb_str_sub(s, 0, end), VB_PHRASES(until));
	struct vb_date d;

	if (i == VB_NPOS || !vb_date_find(&d, vb_str_sub(s, 0, end), i) ||
	    !d.year || !d.day || d.from > i + 24)
		return;
	vb_date_format(e->to, &d);
	e->to_at = (struct vb_span){ at + d.from, at + d.to };
}

static vb_status set_date(struct vb_record *record, enum vb_field_id id,
			  const char *date, bool inferred, struct vb_span at)
{
	struct vb_field *field = &record->fields[id];
	vb_status st;

	if (!inferred)
		return vb_record_set_at(record, id, vb_str_from(date), 0.9, at);
	if (field->how >= VB_HOW_INFERRED)
		return VB_OK;
	st = vb_record_set(record, id, vb_str_from(date), VB_HOW_INFERRED,
			   0.85);
	field->from = at.from;
	field->to = at.to;
	return st;
}

static const char *own_label(const struct vb_record *record,
			     const struct vb_type *heading)
{
	const struct vb_field *type = &record->fields[VB_FIELD_TYPE];
	const struct vb_type *row = vb_type_find(type->value);

	if (heading)
		return heading->label;
	return row ? row->label : "Văn bản";
}

vb_status vb_effect_read(struct vb_record *record,
			 const struct vb_type *heading)
{
	const char *label = own_label(record, heading);
	struct vb_str text = record->text;
	struct vb_date own = { 0 };
	struct effect e = { 0 };
	vb_status st = VB_OK;

	if (!vb_date_parse(&own, record->fields[VB_FIELD_DATE].value))
		own.year = 0;
	for (size_t v = 0; v < sizeof(verbs) / sizeof(verbs[0]) && !e.from[0];
	     v++) {
		struct vb_str verb = vb_str_from(verbs[v]);
		size_t at = 0;
		int tries = 0;

		while (!e.from[0] && tries++ < CLAUSES_MAX &&
		       (at = vb_str_find(text, verb, at)) != VB_NPOS) {
			struct vb_str s =
				vb_str_sub(text, at, at + CLAUSE_BYTES);

			if (is_own(text, at, label) && !is_quoted(text, at) &&
			    read_from(&e, s, at, &own))
				read_to(&e, s, at);
			at += verb.len;
		}
	}
	if (e.from[0])
		st = set_date(record, VB_FIELD_EFFECTIVE_DATE, e.from,
			      e.inferred, e.from_at);
	if (!st && e.to[0])
		st = set_date(record, VB_FIELD_EXPIRY_DATE, e.to, false,
			      e.to_at);
	return st;
}
