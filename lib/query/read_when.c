/* Numbers, terms and sessions, dates and years. */
#include <stdio.h>

#include "doc/date.h"
#include "doc/number.h"
#include "doc/term.h"
#include "query/saying.h"
#include "text/text.h"

#define NUMBERS_MAX 4 /* of one stretch; each search looks at 256 words */
#define YEAR_MIN 1945
#define YEAR_MAX 2099

/* The words that lie in bytes [from, to) of `text`, a view of the words. */
static bool words_at(const struct vb_saying *s, struct vb_str text,
		     struct vb_said *out)
{
	out->from = out->to = s->n;
	for (size_t i = 0; i < s->n; i++) {
		const char *at = s->words[i].text.ptr;

		if (at < text.ptr || at >= text.ptr + text.len)
			continue;
		if (s->words[i].taken)
			return false;
		if (out->from == s->n)
			out->from = i;
		out->to = i + 1;
	}
	return out->from < s->n;
}

void vb_saying_numbers(struct vb_saying *s)
{
	struct vb_str text = vb_saying_text(s, 0, s->n);
	struct vb_number n;
	size_t from = 0;

	for (int i = 0; i < NUMBERS_MAX; i++) {
		struct vb_said said = { .field = VB_QF_NUMBER };
		bool partial = false;

		if (!vb_number_find_loose(&n, &partial, text, from) ||
		    n.to <= from)
			return;
		said.value = vb_str_sub(text, n.from, n.to);
		said.label = partial ? said.value : vb_str_from(n.text);
		if (words_at(s, said.value, &said))
			vb_saying_add(s, &said);
		from = n.to;
	}
}

/* "xvii": letters of a Roman number alone, two or more. */
static bool is_roman(struct vb_str fold)
{
	for (size_t i = 0; i < fold.len; i++)
		if (!strchr("ivx", fold.ptr[i]))
			return false;
	return fold.len > 1;
}

/*
 * The reader of documents takes a Roman number in capitals only, for "khóa
 * vi" may be "khóa vi tính"; who types a query does not press shift. Three
 * letters are no word, two at the end or before its like none either.
 */
static void raise_romans(const struct vb_saying *s, char *text)
{
	const char *start = s->words[0].text.ptr;

	for (size_t i = 1; i < s->n; i++) {
		struct vb_str word = s->words[i].text;
		bool last = i + 1 == s->n || vb_saying_is(s, i + 1, "nhiem") ||
			    vb_saying_is(s, i + 1, "ky") ||
			    s->words[i + 1].text.ptr > word.ptr + word.len + 1;

		if (s->words[i].marked || !is_roman(s->words[i].fold) ||
		    (s->words[i].fold.len < 3 && !last))
			continue;
		for (size_t k = 0; k < word.len; k++)
			text[word.ptr - start + (ptrdiff_t)k] &= ~32;
	}
}

/* "khóa 17", "kỳ họp thứ 5", "nhiệm kỳ 2020-2025" */
static void write_term(char out[VB_TERM_LABEL], const struct vb_term *term)
{
	static const char *const words[] = {
		[VB_TERM_COUNCIL] = "khóa",
		[VB_TERM_CONGRESS] = "lần thứ",
		[VB_TERM_SESSION] = "kỳ họp thứ",
		[VB_TERM_YEARS] = "nhiệm kỳ",
	};

	snprintf(out, VB_TERM_LABEL, "%s %s", words[term->kind], term->value);
}

void vb_saying_terms(struct vb_saying *s)
{
	struct vb_str typed = vb_saying_text(s, 0, s->n), text;
	struct vb_term term;
	char *copy;

	if (!vb_arena_dup(&text, s->arena, typed)) {
		s->status = VB_NO_MEMORY;
		return;
	}
	copy = (char *)text.ptr;
	raise_romans(s, copy);
	for (size_t at = 0; vb_term_find(&term, text, at); at = term.to) {
		char label[VB_TERM_LABEL];
		struct vb_said said = {
			.field = term.kind == VB_TERM_SESSION ? VB_QF_SESSION :
								VB_QF_TERM,
			.value = vb_str_from(term.value),
		};

		write_term(label, &term);
		said.label = vb_str_from(label);
		if (words_at(s, vb_str_sub(typed, term.from, term.to), &said))
			vb_saying_add(s, &said);
	}
}

/* Words before a date or year that make it another thing than the
 * document's: what it plans for, or how long something holds. */
static bool is_other_time(const struct vb_saying *s, size_t i)
{
	static const char *const before[] = {
		"giai doan",
		"tam nhin",
		"den",
		"toi",
		"truoc",
		"sau",
		"den nam",
		"toi nam",
		"truoc nam",
		"sau nam",
		"tu",
		"tu nam",
		"tu ngay",
		"den ngay",
		"truoc ngay",
		"sau ngay",
		"ke tu",
		"den het",
		"thi hanh",
		"hieu luc",
		"het",
		"qua ngay",
		"giai doan nam",
		"tam nhin nam",
		"den cuoi nam",
	};

	for (size_t k = 0; k < sizeof(before) / sizeof(before[0]); k++)
		if (vb_saying_before(s, i, before[k]))
			return true;
	return false;
}

/* "5/3/2019" and "tháng 3 năm 2019" as the filters take and people read. */
static void add_date(struct vb_saying *s, struct vb_said *said,
		     const struct vb_date *d)
{
	char value[VB_DATE_TEXT + 8], label[VB_DATE_TEXT + 8];

	if (d->day) {
		snprintf(value, sizeof(value), "%04d-%02d-%02d", d->year,
			 d->month, d->day);
		snprintf(label, sizeof(label), "%d/%d/%04d", d->day, d->month,
			 d->year);
	} else {
		snprintf(value, sizeof(value), "%04d-%02d", d->year, d->month);
		snprintf(label, sizeof(label), "%d/%04d", d->month, d->year);
	}
	said->field = VB_QF_DATE;
	said->value = vb_str_from(value);
	said->label = vb_str_from(label);
	vb_saying_add(s, said);
}

void vb_saying_dates(struct vb_saying *s)
{
	struct vb_str text = vb_saying_text(s, 0, s->n);
	struct vb_date d;

	for (size_t at = 0; vb_date_find(&d, text, at); at = d.to) {
		struct vb_said said = { 0 };

		if (d.to <= at)
			return;
		if (!d.year ||
		    !words_at(s, vb_str_sub(text, d.from, d.to), &said) ||
		    is_other_time(s, said.from))
			continue;
		add_date(s, &said, &d);
	}
}

/* A word of four digits that can be a document's year, or 0. */
static unsigned year_of(const struct vb_saying *s, size_t i)
{
	unsigned long year;

	if (i >= s->n || s->words[i].taken || s->words[i].text.len != 4 ||
	    !vb_str_to_ulong(&year, s->words[i].text, YEAR_MAX) ||
	    year < YEAR_MIN)
		return 0;
	return (unsigned)year;
}

static bool any_is(const struct vb_saying *s, size_t i,
		   const char *const *folds, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (i < s->n &&
		    vb_str_eq(s->words[i].fold, vb_str_from(folds[k])))
			return true;
	return false;
}

/*
 * Is a bare figure no year: a part of a code, counted in a unit, or the name
 * of something?
 */
static bool is_figure(const struct vb_saying *s, size_t i)
{
	static const char *const units[] = {
		"dong",	 "nguoi", "ha",	  "m2",	 "m",	"km",	"ty",  "trieu",
		"nghin", "ngan",  "ho",	  "kg",	 "tan", "xa",	"usd", "vnd",
		"met",	 "suat",  "bien", "chi", "hoc", "cong", "lao",
	};
	static const char *const names[] = { "so",    "dieu", "khoan", "muc",
					     "tcvn",  "qcvn", "iso",   "trang",
					     "phong", "lo",   "to",    "thua" };

	if ((i && !vb_saying_joined(s, i)) ||
	    (i + 1 < s->n && !vb_saying_joined(s, i + 1)))
		return true;
	return any_is(s, i + 1, units, sizeof(units) / sizeof(units[0])) ||
	       (i && any_is(s, i - 1, names, sizeof(names) / sizeof(names[0])));
}

/* "từ năm 2015 đến năm 2019", "từ 2015 đến 2019" from word `i`. */
static bool read_range(struct vb_saying *s, size_t i)
{
	struct vb_said said = { .field = VB_QF_YEAR, .from = i };
	unsigned from, to;
	char value[24], label[24];
	size_t n = vb_saying_is(s, i, "tu nam");

	if (!n)
		n = vb_saying_is(s, i, "tu");
	from = n ? year_of(s, i + n) : 0;
	if (!from || is_other_time(s, i))
		return false;
	i += n + 1;
	n = vb_saying_is(s, i, "den nam");
	if (!n)
		n = vb_saying_is(s, i, "den");
	to = n ? year_of(s, i + n) : 0;
	if (to < from)
		return false;
	said.to = i + n + 1;
	snprintf(value, sizeof(value), "%u..%u", from, to);
	snprintf(label, sizeof(label), "%u–%u", from, to);
	said.value = vb_str_from(value);
	said.label = vb_str_from(label);
	vb_saying_add(s, &said);
	return true;
}

static void read_year(struct vb_saying *s, size_t i)
{
	struct vb_said said = { .field = VB_QF_YEAR, .from = i, .to = i + 1 };
	bool named = i && vb_saying_is(s, i - 1, "nam");
	char value[16];
	unsigned year = year_of(s, i);

	if (!year || is_other_time(s, i) || (!named && is_figure(s, i)))
		return;
	if (i + 1 < s->n && !vb_saying_joined(s, i + 1))
		return; /* 2021-2030 */
	if (named)
		said.from--;
	snprintf(value, sizeof(value), "%u", year);
	said.value = said.label = vb_str_from(value);
	vb_saying_add(s, &said);
}

void vb_saying_years(struct vb_saying *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!read_range(s, i))
			read_year(s, i);
}
