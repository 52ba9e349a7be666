#include "doc/number.h"

#include "doc/letter.h"
#include "doc/symbol.h"

#define GAP_MAX 4	/* spaces around a separator; one may be a newline */
#define SERIAL_DIGITS 7 /* the longest seen in practice is 6 */
#define YEAR_MIN 1945

/* Dashes that people and word processors put for '-'. */
static size_t dash_at(struct vb_str s, size_t at)
{
	uint32_t c;
	size_t len;

	if (at >= s.len)
		return 0;
	if (s.ptr[at] == '-')
		return 1;
	if ((unsigned char)s.ptr[at] != 0xE2)
		return 0;
	c = vb_letter_at(s, at, &len);
	return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? len : 0;
}

static size_t skip_gap(struct vb_str s, size_t at)
{
	bool broken = false;

	for (int i = 0; i < GAP_MAX && at < s.len; i++, at++) {
		if (s.ptr[at] == '\n' && !broken)
			broken = true;
		else if (s.ptr[at] != ' ')
			break;
	}
	return at;
}

struct separator {
	char c;	     /* '/', '-' or '.'; 0: none */
	size_t end;  /* after it and its spaces */
	bool spaced; /* has a space on either side */
};

static struct separator separator_at(struct vb_str s, size_t at)
{
	struct separator sep = { 0, at, false };
	size_t start = skip_gap(s, at), len;

	if (start >= s.len)
		return sep;
	len = dash_at(s, start);
	if (len) {
		sep.c = '-';
	} else if (s.ptr[start] == '/' ||
		   (s.ptr[start] == '.' && start == at)) {
		sep.c = s.ptr[start];
		len = 1;
	} else {
		return sep;
	}
	sep.end = skip_gap(s, start + len);
	sep.spaced = start != at || sep.end != start + len;
	if (sep.c == '.' && sep.spaced)
		sep.c = 0;
	return sep;
}

/*
 * One part of a symbol at `at`: capitals, digits and '&' from a capital on.
 * Small letters only as in TTr, TTg, QyĐ, KTr2. Its length, or 0.
 */
static size_t part_at(struct vb_str s, size_t at)
{
	size_t start = at, upper = 0, lower = 0, len;

	for (;;) {
		uint32_t c = vb_letter_at(s, at, &len);

		if (vb_letter_is(c)) {
			if (vb_letter_is_upper(c))
				upper++;
			else if (c < 0x80)
				lower++;
			else
				return 0;
			if (!upper)
				return 0;
		} else if (c != '&' && !(c < 0x80 && c >= '0' && c <= '9')) {
			break;
		} else if (at == start) {
			return 0;
		}
		at += len;
		if (at - start > VB_SYMBOL_BYTES)
			return 0;
	}
	if (at > start && s.ptr[at - 1] == '&')
		return 0;
	return lower > 2 || (lower && upper < 2) ? 0 : at - start;
}

/*
 * The parts from `at` on. A spaced separator joins the second part, and
 * later ones only where the writer spaced them all: in "15/QĐ-UBND - HĐND"
 * the last dash is the sentence's. Returns the end, or 0 when there is none.
 */
static size_t read_parts(struct vb_shape *shape, struct vb_str s, size_t at)
{
	bool spaced = true;
	char sep = '/';

	for (;;) {
		size_t len = part_at(s, at), end = at + len;
		struct separator next;

		if (!len || shape->n_parts == VB_SYMBOL_PARTS)
			return 0;
		shape->seps[shape->n_parts] = sep;
		shape->parts[shape->n_parts++] = vb_str_of(s.ptr + at, len);
		next = separator_at(s, end);
		if (!next.c || (next.spaced && !spaced) ||
		    !part_at(s, next.end) || shape->n_parts == VB_SYMBOL_PARTS)
			return end;
		spaced = next.spaced;
		sep = next.c;
		at = next.end;
	}
}

/* "27", "30a", "66.14", "1.250" at `at`; the end, or 0. */
static size_t serial_at(struct vb_str s, size_t at)
{
	size_t n = 0, frac = 0, end;

	while (at + n < s.len && vb_letter_is_digit(s.ptr[at + n]))
		n++;
	if (n > SERIAL_DIGITS)
		return 0;
	end = at + n;
	if (end < s.len && s.ptr[end] == '.') {
		while (end + 1 + frac < s.len && frac < 4 &&
		       vb_letter_is_digit(s.ptr[end + 1 + frac]))
			frac++;
		if (frac && frac < 4)
			return end + 1 + frac;
		return end;
	}
	if (end + 1 < s.len && vb_letter_is((unsigned char)s.ptr[end]) &&
	    (unsigned char)s.ptr[end] < 0x80 &&
	    (s.ptr[end + 1] == '/' || s.ptr[end + 1] == '-'))
		return end + 1;
	return end;
}

/* A year and its '/' at `at`: 2021/ or, as before 2000, 98/. */
static size_t year_at(int *year, struct vb_str s, size_t at)
{
	struct separator sep;
	size_t n = 0;
	int value = 0;

	while (n < 5 && at + n < s.len && vb_letter_is_digit(s.ptr[at + n]))
		value = value * 10 + (s.ptr[at + n++] - '0');
	if (n == 2 && value >= YEAR_MIN - 1900)
		value += 1900;
	else if (n != 4 || value < YEAR_MIN || value > 2199)
		return 0;
	sep = separator_at(s, at + n);
	if (sep.c != '/')
		return 0;
	*year = value;
	return sep.end;
}

/* Symbols of one part that stand without a year: 64/CP, 18/QH11. */
static bool stands_alone(struct vb_str part)
{
	static const char *const alone[] = { "CP", "TTg", "TTG", "HĐBT",
					     "SL", "LCT", "CTN" };

	for (size_t i = 0; i < sizeof(alone) / sizeof(alone[0]); i++)
		if (vb_str_eq(part, vb_str_from(alone[i])))
			return true;
	return (vb_str_starts(part, VB_STR("QH")) && part.len > 2) ||
	       vb_str_starts(part, VB_STR("UBTVQH"));
}

/* Is what was read a number's symbol, and not some other capitals? */
static bool credible(const struct vb_shape *shape, struct separator first)
{
	bool code = vb_symbol_code(shape->parts[0]) != NULL;
	bool body = shape->n_parts > 1 && vb_symbol_is_party(shape->parts[1]);

	if (shape->year)
		return shape->n_parts > 1 || shape->parts[0].len > 1;
	if (shape->n_parts == 1)
		return first.c && !first.spaced &&
		       stands_alone(shape->parts[0]);
	if (first.c == '/')
		return code || shape->seps[1] == '-';
	return code || (first.c == '-' && body);
}

/* The number whose serial begins at `at`. */
static bool number_at(struct vb_number *out, struct vb_str s, size_t at)
{
	struct vb_shape shape = { 0 };
	struct separator first;
	size_t end = serial_at(s, at), sym, year;

	if (!end)
		return false;
	shape.serial = vb_str_sub(s, at, end);
	first = separator_at(s, end);
	if (first.c == '.')
		return false;
	sym = first.c ? first.end : end + (end < s.len && s.ptr[end] == ' ');
	shape.dash = first.c == '-';
	if (first.c == '/') {
		year = year_at(&shape.year, s, sym);
		if (year)
			sym = year;
	}
	end = read_parts(&shape, s, sym);
	if (!end || !credible(&shape, first))
		return false;
	if (!first.c) /* 15NQ/TU: written so for 15-NQ/TU */
		shape.dash = vb_symbol_is_party(shape.parts[1]);
	if (!vb_shape_spell(out, &shape))
		return false;
	out->from = at;
	out->to = end;
	return true;
}

/* No letter or digit, nor a separator after a digit, stands before. */
static bool starts_here(struct vb_str s, size_t at)
{
	uint32_t before = vb_letter_before(s, at);

	if (vb_letter_is(before))
		return false;
	if (before != '/' && before != '.' && before != ',')
		return true;
	return at < 2 || !vb_letter_is_digit(s.ptr[at - 2]);
}

bool vb_number_find(struct vb_number *out, struct vb_str text, size_t from)
{
	for (size_t i = from; i < text.len; i++) {
		if (!vb_letter_is_digit(text.ptr[i]))
			continue;
		if (starts_here(text, i) && number_at(out, text, i))
			return true;
		while (i + 1 < text.len && vb_letter_is_digit(text.ptr[i + 1]))
			i++;
	}
	return false;
}
