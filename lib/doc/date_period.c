#include "doc/date.h"

#include "doc/letter.h"
#include "doc/lines.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define SPAN_MAX 60   /* years of a period: more is none */
#define BEFORE_MAX 48 /* bytes before a year in which its words stand */

/* Words that make the two years after them a period. */
static const char *const periods[] = {
	"giai đoạn", "Giai đoạn", "GIAI ĐOẠN", "nhiệm kỳ",  "Nhiệm kỳ",
	"NHIỆM KỲ",  "nhiệm kì",  "thời kỳ",   "Thời kỳ",   "THỜI KỲ",
	"năm học",   "Năm học",	  "niên khóa", "Niên khóa", "các năm",
	"những năm", "trong năm", "từ năm",    "Từ năm",    "TỪ NĂM",
};

static const char *const years[] = { "năm", "Năm", "NĂM", "nam" };

/* Thirds of a year, as first month. */
static const struct {
	const char *word;
	int month;
} thirds[] = {
	{ "đầu", 1 },  { "Đầu", 1 },  { "ĐẦU", 1 },
	{ "giữa", 5 }, { "Giữa", 5 }, { "GIỮA", 5 },
	{ "cuối", 9 }, { "Cuối", 9 }, { "CUỐI", 9 },
};

static const struct {
	const char *word;
	int value;
} quarters[] = {
	{ "IV", 4 }, { "III", 3 }, { "II", 2 }, { "I", 1 },
	{ "4", 4 },  { "3", 3 },   { "2", 2 },	{ "1", 1 },
};

static const char *const quarter_words[] = { "quý", "Quý", "QUÝ",
					     "quí", "Quí", "quy" };

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static size_t skip_blank(struct vb_str s, size_t at)
{
	while (at < s.len && is_blank(s.ptr[at]))
		at++;
	return at;
}

/* A year of four digits at `at`; 0 if there is none. */
static int year_at(struct vb_str s, size_t at)
{
	int year = 0;
	size_t n = 0;

	while (at + n < s.len && n < 5 && vb_letter_is_digit(s.ptr[at + n]))
		year = year * 10 + (s.ptr[at + n++] - '0');
	return n == 4 && year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
}

/* What stands before `at`, without white space at its end. */
static struct vb_str before(struct vb_str s, size_t at)
{
	size_t from = at > BEFORE_MAX ? vb_utf8_floor(s, at - BEFORE_MAX) : 0;

	s = vb_str_sub(s, from, at);
	while (s.len && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* Does `s` end with a whole word or phrase of the table? Its bytes, or 0. */
static size_t ends_word(struct vb_str s, struct vb_phrases table)
{
	for (size_t i = 0; i < table.n; i++) {
		struct vb_str w = vb_str_from(table.row[i]);

		if (vb_str_ends(s, w) &&
		    !vb_letter_is(vb_letter_before(s, s.len - w.len)))
			return w.len;
	}
	return 0;
}

static void set_end(struct vb_date *d, int year, int month)
{
	d->end_year = year;
	d->end_month = month;
	d->end_day = vb_date_month_days(year, month);
}

static void set_months(struct vb_date *d, int year, int first, int last)
{
	d->year = year;
	d->month = first;
	d->day = 1;
	set_end(d, year, last);
}

/* The dash or "đến (năm)" after the first year: where the second begins, or
 * 0. */
static size_t second_year(struct vb_str s, size_t at)
{
	size_t i = skip_blank(s, at), n;

	if (i < s.len && s.ptr[i] == '-')
		return skip_blank(s, i + 1);
	if (vb_str_starts(vb_str_skip(s, i), VB_STR("–")))
		return skip_blank(s, i + strlen("–"));
	n = vb_phrase_at(vb_str_skip(s, i), "đến năm ");
	if (!n)
		n = vb_phrase_at(vb_str_skip(s, i), "đến ");
	return n ? i + n : 0;
}

/* "giai đoạn 2012-2015", where the first year stands at `at`. */
static bool range_at(struct vb_date *d, struct vb_str s, size_t at)
{
	struct vb_str lead = before(s, at);
	size_t said = ends_word(lead, VB_PHRASES(periods)), second, n;
	int from = year_at(s, at), to;

	if (!said) { /* "giai đoạn từ năm 2012 đến …", "năm 2016 - 2021" */
		n = ends_word(lead, VB_PHRASES(years));
		if (!n)
			return false;
		said = n;
	}
	second = second_year(s, at + 4);
	to = second ? year_at(s, second) : 0;
	if (!to || to <= from || to > from + SPAN_MAX)
		return false;
	set_months(d, from, 1, 12);
	set_end(d, to, 12);
	d->precision = VB_DATE_RANGE;
	d->from = (size_t)(lead.ptr - s.ptr) + lead.len - said;
	d->to = second + 4;
	return true;
}

/* "quý III/2020", "quý 3 năm 2020", where the year stands at `at`. */
static bool quarter_at(struct vb_date *d, struct vb_str s, size_t at)
{
	struct vb_str lead = before(s, at);
	size_t n = ends_word(lead, VB_PHRASES(years));

	if (n)
		lead.len -= n;
	else if (lead.len && strchr("/-.", lead.ptr[lead.len - 1]))
		lead.len--;
	lead = vb_str_trim(lead);
	if (lead.len && lead.ptr[lead.len - 1] == ',')
		lead = vb_str_trim(vb_str_sub(lead, 0, lead.len - 1));
	for (size_t i = 0; i < sizeof(quarters) / sizeof(quarters[0]); i++) {
		struct vb_str w = vb_str_from(quarters[i].word), rest;

		if (!vb_str_ends(lead, w))
			continue;
		rest = vb_str_trim(vb_str_sub(lead, 0, lead.len - w.len));
		n = ends_word(rest, VB_PHRASES(quarter_words));
		if (!n)
			continue;
		set_months(d, year_at(s, at), quarters[i].value * 3 - 2,
			   quarters[i].value * 3);
		d->precision = VB_DATE_QUARTER;
		d->from = (size_t)(rest.ptr - s.ptr) + rest.len - n;
		d->to = at + 4;
		return true;
	}
	return false;
}

/* The number before "tháng" at the end of `s`: 6 of "6 tháng"; 0: none. */
static int months_before(struct vb_str *s)
{
	struct vb_str rest = *s;
	int months;

	if (!vb_str_ends(rest, VB_STR("tháng")))
		return 0;
	rest = vb_str_trim(vb_str_sub(rest, 0, rest.len - strlen("tháng")));
	if (!rest.len || !vb_letter_is_digit(rest.ptr[rest.len - 1]))
		return 0;
	months = rest.ptr[--rest.len] - '0';
	if (rest.len && vb_letter_is_digit(rest.ptr[rest.len - 1]))
		return 0;
	*s = rest;
	return months;
}

/* "năm 2021", "cuối năm 2012", "6 tháng đầu năm 2020"; the year is at `at`. */
static bool part_at(struct vb_date *d, struct vb_str s, size_t at)
{
	struct vb_str lead = before(s, at);
	size_t n = ends_word(lead, VB_PHRASES(years));
	int year = year_at(s, at), month = 0, months;

	if (!n)
		return false;
	lead.len -= n;
	d->from = (size_t)(lead.ptr - s.ptr) + lead.len;
	d->to = at + 4;
	set_months(d, year, 1, 12);
	d->precision = VB_DATE_YEAR;
	lead = vb_str_trim(lead);
	for (size_t i = 0; !month && i < sizeof(thirds) / sizeof(thirds[0]);
	     i++) {
		struct vb_str w = vb_str_from(thirds[i].word);

		if (!vb_str_ends(lead, w))
			continue;
		month = thirds[i].month;
		lead = vb_str_trim(vb_str_sub(lead, 0, lead.len - w.len));
		d->from = (size_t)(lead.ptr - s.ptr) + lead.len;
		d->from = skip_blank(s, d->from);
	}
	if (!month)
		return true;
	d->precision = VB_DATE_PART;
	months = months_before(&lead);
	if (!months) {
		set_months(d, year, month, month + 3);
		return true;
	}
	d->from = (size_t)(lead.ptr - s.ptr) + lead.len;
	if (month == 1)
		set_months(d, year, 1, months);
	else
		set_months(d, year, 13 - months, 12);
	return true;
}

static size_t to_word(struct vb_str s, size_t at)
{
	size_t i = skip_blank(s, at), n;

	n = vb_phrase_at(vb_str_skip(s, i), "đến ngày ");
	if (!n)
		n = vb_phrase_at(vb_str_skip(s, i), "đến ");
	return n ? i + n : 0;
}

/* "từ ngày 24 đến ngày 29/10/2019": the first day stands at `at`. */
static bool days_at(struct vb_date *d, struct vb_str s, size_t at)
{
	static const char *const leads[] = { "từ ngày", "Từ ngày", "TỪ NGÀY" };
	struct vb_str lead = before(s, at);
	size_t n = ends_word(lead, VB_PHRASES(leads)), end = at, second;
	struct vb_date first, last;
	int day = 0;

	if (!n)
		return false;
	if (vb_date_at(&first, s, at)) {
		end = first.to;
	} else {
		while (end < s.len && end < at + 2 &&
		       vb_letter_is_digit(s.ptr[end]))
			day = day * 10 + (s.ptr[end++] - '0');
		first = (struct vb_date){ .day = day };
	}
	second = to_word(s, end);
	if (!second || !vb_date_at(&last, s, second) || !last.day ||
	    !last.year || !first.day)
		return false;
	*d = last;
	d->precision = VB_DATE_RANGE;
	d->end_year = last.year;
	d->end_month = last.month;
	d->end_day = last.day;
	d->day = first.day;
	if (first.month)
		d->month = first.month;
	if (first.year)
		d->year = first.year;
	if (d->day > vb_date_month_days(d->year, d->month))
		return false;
	d->from = (size_t)(lead.ptr - s.ptr) + lead.len - n;
	return true;
}

static bool period_at(struct vb_date *out, struct vb_str s, size_t at)
{
	struct vb_date d = { 0 };
	bool found;

	if (year_at(s, at))
		found = range_at(&d, s, at) || quarter_at(&d, s, at) ||
			part_at(&d, s, at);
	else
		found = days_at(&d, s, at);
	if (found)
		*out = d;
	return found;
}

/* A day or a month of vb_date_find, with its end. */
static void close_date(struct vb_date *d)
{
	d->precision = d->day ? VB_DATE_DAY : VB_DATE_MONTH;
	if (!d->year)
		return;
	set_end(d, d->year, d->month);
	if (d->day)
		d->end_day = d->day;
	else
		d->day = 1;
}

bool vb_date_find_period(struct vb_date *out, struct vb_str text, size_t from)
{
	struct vb_date d;

	for (size_t i = from; i < text.len; i++) {
		bool found;

		if (!vb_letter_is_digit(text.ptr[i]))
			continue;
		found = period_at(&d, text, i);
		if (!found && vb_date_at(&d, text, i)) {
			close_date(&d);
			found = true;
		}
		if (found && d.to > from) {
			*out = d;
			if (out->from < from)
				out->from = from;
			return true;
		}
		while (i + 1 < text.len && vb_letter_is_digit(text.ptr[i + 1]))
			i++;
	}
	return false;
}
