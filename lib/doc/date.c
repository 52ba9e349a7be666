#include "doc/date.h"

#include <stdio.h>

#include "doc/letter.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define GAP_MAX 8 /* spaces and breaks between the words of a date */

static const unsigned char month_days[] = {
	31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100) || year % 400 == 0;
}

int vb_date_month_days(int year, int month)
{
	return month == 2 && !is_leap(year) ? 28 : month_days[month - 1];
}

/* Does the calendar have it? Parts that are not written are 0. */
static bool possible(const struct vb_date *d)
{
	if (d->month < 1 || d->month > 12 || d->day < 0)
		return false;
	if (d->year && (d->year < YEAR_MIN || d->year > YEAR_MAX))
		return false;
	if (d->day > month_days[d->month - 1])
		return false;
	return !(d->month == 2 && d->day == 29 && d->year && !is_leap(d->year));
}

/* The digits at `at`, at most `max` of them and no more after; 0: none. */
static size_t digits(int *out, struct vb_str s, size_t at, size_t max)
{
	size_t n = 0;
	int value = 0;

	while (at + n < s.len && vb_letter_is_digit(s.ptr[at + n])) {
		if (n == max)
			return 0;
		value = value * 10 + (s.ptr[at + n++] - '0');
	}
	*out = value;
	return n;
}

static size_t skip_gap(struct vb_str s, size_t at)
{
	for (int i = 0; i < GAP_MAX && at < s.len; i++, at++)
		if (s.ptr[at] != ' ' && s.ptr[at] != '\n' && s.ptr[at] != '\t')
			break;
	return at;
}

/* A word in the spellings a date is written with. */
struct word {
	const char *spelling[4];
};

static const struct word word_day = {
	{ "ngày", "NGÀY", "Ngày", "ngay" },
};
static const struct word word_month = {
	{ "tháng", "THÁNG", "Tháng", "thang" },
};
static const struct word word_year = {
	{ "năm", "NĂM", "Năm", "nam" },
};

/* The bytes of `word` at `at`, or 0. */
static size_t word_at(struct vb_str s, size_t at, const struct word *word)
{
	for (size_t i = 0; i < 4; i++) {
		struct vb_str w = vb_str_from(word->spelling[i]);

		if (at <= s.len && vb_str_starts(vb_str_skip(s, at), w))
			return w.len;
	}
	return 0;
}

/* Where `word` and a gap stand just before `at`; VB_NPOS if they do not. */
static size_t word_before(struct vb_str s, size_t at, const struct word *word)
{
	for (int i = 0; i < GAP_MAX && at; i++, at--)
		if (s.ptr[at - 1] != ' ' && s.ptr[at - 1] != '\n')
			break;
	for (size_t i = 0; i < 4; i++) {
		struct vb_str w = vb_str_from(word->spelling[i]);

		if (vb_str_ends(vb_str_sub(s, 0, at), w) &&
		    !vb_letter_is(vb_letter_before(s, at - w.len)))
			return at - w.len;
	}
	return VB_NPOS;
}

/* `at`: after "tháng". Reads "11 năm 2025", "6/2016", "11". */
static size_t month_year(struct vb_date *d, struct vb_str s, size_t at)
{
	size_t n, word, end;

	at = skip_gap(s, at);
	n = digits(&d->month, s, at, 2);
	if (!n)
		return 0;
	at += n;
	d->year = 0;
	if (at < s.len && strchr("/-.", s.ptr[at]) &&
	    digits(&d->year, s, at + 1, 4) == 4)
		return at + 5;
	end = skip_gap(s, at);
	if (end < s.len && (s.ptr[end] == ',' || s.ptr[end] == '.'))
		end = skip_gap(s, end + 1);
	word = word_at(s, end, &word_year);
	if (word) {
		end = skip_gap(s, end + word);
		if (digits(&d->year, s, end, 4) == 4)
			return end + 4;
	}
	d->year = 0;
	return at;
}

/* "26 tháng 11 năm 2025" at `at`; the end, or 0. */
static size_t in_words(struct vb_date *d, struct vb_str s, size_t at)
{
	size_t n = digits(&d->day, s, at, 2);
	size_t gap, word;

	if (!n)
		return 0;
	gap = skip_gap(s, at + n);
	word = word_at(s, gap, &word_month);
	return word ? month_year(d, s, gap + word) : 0;
}

/* Neither a digit nor a separator that leads to one follows. */
static bool ends_here(struct vb_str s, size_t at)
{
	if (at >= s.len)
		return true;
	if (vb_letter_is_digit(s.ptr[at]))
		return false;
	return !(strchr("/-.", s.ptr[at]) && at + 1 < s.len &&
		 vb_letter_is_digit(s.ptr[at + 1]));
}

/* "24/9/2019", "2-11-2012", "15.11" at `at`; the end, or 0. */
static size_t in_digits(struct vb_date *d, struct vb_str s, size_t at)
{
	size_t n = digits(&d->day, s, at, 2);
	char sep;

	at += n;
	if (!n || at >= s.len || !strchr("/-.", s.ptr[at]))
		return 0;
	sep = s.ptr[at++];
	n = digits(&d->month, s, at, 2);
	if (!n)
		return 0;
	at += n;
	d->year = 0;
	if (at < s.len && s.ptr[at] == sep &&
	    digits(&d->year, s, at + 1, 4) == 4)
		at += 5;
	return ends_here(s, at) ? at : 0;
}

/* "2025-11-26" at `at`; the end, or 0. */
static size_t iso(struct vb_date *d, struct vb_str s, size_t at)
{
	if (at + 10 > s.len || digits(&d->year, s, at, 4) != 4 ||
	    s.ptr[at + 4] != '-' || digits(&d->month, s, at + 5, 2) != 2 ||
	    s.ptr[at + 7] != '-' || digits(&d->day, s, at + 8, 2) != 2)
		return 0;
	return d->day && ends_here(s, at + 10) ? at + 10 : 0;
}

/* A date without a year is one only after "ngày" or alone in brackets. */
static bool yearless_ok(struct vb_str s, const struct vb_date *d, bool said)
{
	if (said)
		return true;
	return d->from && s.ptr[d->from - 1] == '(' && d->to < s.len &&
	       s.ptr[d->to] == ')';
}

static bool starts_here(struct vb_str s, size_t at)
{
	uint32_t before = vb_letter_before(s, at);

	if (vb_letter_is(before))
		return false;
	return !(at > 1 && before < 0x80 && before &&
		 strchr("/-.,", (int)before) &&
		 vb_letter_is_digit(s.ptr[at - 2]));
}

/* The last byte before `at` that is no space, or 0. */
static char last_before(struct vb_str s, size_t at)
{
	for (int i = 0; i < GAP_MAX && at; i++, at--)
		if (s.ptr[at - 1] != ' ' && s.ptr[at - 1] != '\n')
			return s.ptr[at - 1];
	return 0;
}

bool vb_date_at(struct vb_date *out, struct vb_str s, size_t at)
{
	struct vb_date d = { .from = at };
	size_t word;

	if (!starts_here(s, at))
		return false;
	d.to = iso(&d, s, at);
	if (d.to && possible(&d))
		goto found;
	word = word_before(s, at, &word_month);
	if (word != VB_NPOS) {
		/* "30 tháng 2": its day was impossible, the rest is no date */
		if (vb_letter_is_digit(last_before(s, word)))
			return false;
		d.day = 0;
		d.from = word;
		d.to = month_year(&d, s, at);
		if (!d.to || !d.year || !possible(&d))
			return false;
		goto found;
	}
	word = word_before(s, at, &word_day);
	d.to = in_words(&d, s, at);
	if (!d.to) {
		d.to = in_digits(&d, s, at);
		if (d.to && !d.year && !yearless_ok(s, &d, word != VB_NPOS))
			return false;
	}
	if (!d.to || !d.day || !possible(&d))
		return false;
	if (word != VB_NPOS)
		d.from = word;
found:
	*out = d;
	return true;
}

bool vb_date_find(struct vb_date *out, struct vb_str text, size_t from)
{
	struct vb_date d;

	for (size_t i = from; i < text.len; i++) {
		if (!vb_letter_is_digit(text.ptr[i]))
			continue;
		if (vb_date_at(&d, text, i)) {
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

bool vb_date_parse(struct vb_date *out, struct vb_str text)
{
	struct vb_str s = vb_str_trim(text);
	size_t lead = (size_t)(s.ptr - text.ptr);
	struct vb_date d = { 0 };

	d.to = iso(&d, s, 0);
	if (d.to && d.to < s.len && s.ptr[d.to] != 'T' && s.ptr[d.to] != ' ')
		d.to = 0;
	if (d.to)
		d.to = s.len; /* a time may follow */
	else if (s.len && vb_letter_is_digit(s.ptr[0])) {
		d.to = in_words(&d, s, 0);
		if (!d.to)
			d.to = in_digits(&d, s, 0);
		if (!d.day)
			return false;
	} else if (!vb_date_find(&d, s, 0) || d.from) {
		return false;
	}
	if (!d.to || d.to != s.len || !possible(&d))
		return false;
	d.from += lead;
	d.to += lead;
	*out = d;
	return true;
}

void vb_date_format(char out[VB_DATE_TEXT], const struct vb_date *date)
{
	snprintf(out, VB_DATE_TEXT, "%04u-%02u-%02u",
		 (unsigned)date->year % 10000, (unsigned)date->month % 100,
		 (unsigned)(date->day ? date->day : 1) % 100);
}

void vb_date_complete(struct vb_date *date, const struct vb_date *page)
{
	if (date->year || !page->year)
		return;
	date->year = page->year;
	if (date->month > page->month ||
	    (date->month == page->month && page->day && date->day > page->day))
		date->year--;
	date->inferred = true;
}
