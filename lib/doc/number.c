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
		else if (s.ptr[at] != ' ' && s.ptr[at] != '\t')
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

/* "1600/QĐ-TTgngày 10": the space was lost. */
static bool is_day(struct vb_str s, size_t at)
{
	return vb_str_starts(vb_str_skip(s, at), VB_STR("ngày "));
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
			if (upper && c == 'n' && is_day(s, at))
				break;
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

/* Documents of several bodies: spaces in their long symbols are mistakes. */
static bool is_joint(const struct vb_shape *shape)
{
	return shape->n_parts > 1 &&
	       vb_str_find(shape->parts[0], VB_STR("LT"), 0) != VB_NPOS;
}

/*
 * May the part behind `sep` still belong to the symbol? A spaced separator
 * joins the second part, and later ones only where the writer spaced them
 * all: in "15/QĐ-UBND - HĐND" the last dash is the sentence's.
 */
static bool goes_on(const struct vb_shape *shape, struct vb_str s,
		    struct separator sep, bool spaced)
{
	size_t len = sep.c ? part_at(s, sep.end) : 0;

	if (!len || shape->n_parts == VB_SYMBOL_PARTS)
		return false;
	return !sep.spaced || spaced ||
	       (is_joint(shape) &&
		vb_symbol_body(vb_str_of(s.ptr + sep.end, len)));
}

/* Decrees made laws: 102-SL/L-004. Its end, or `at`. */
static size_t decree_part(struct vb_shape *shape, struct vb_str s, size_t at)
{
	if (shape->n_parts != 2 || at + 4 > s.len || s.ptr[at] != '-' ||
	    !vb_str_eq(shape->parts[0], VB_STR("SL")) ||
	    !vb_str_eq(shape->parts[1], VB_STR("L")))
		return at;
	for (size_t i = 1; i < 4; i++)
		if (!vb_letter_is_digit(s.ptr[at + i]))
			return at;
	shape->seps[shape->n_parts] = '-';
	shape->parts[shape->n_parts++] = vb_str_of(s.ptr + at + 1, 3);
	return at + 4;
}

/* The parts from `at` on. Returns the end, or 0 when there is none. */
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
		if (!goes_on(shape, s, next, spaced))
			return decree_part(shape, s, end);
		spaced = spaced && next.spaced;
		sep = next.c;
		at = next.end;
	}
}

/* A part in small letters, as in 21/2019/tt-bgdđt. Its length, or 0. */
static size_t small_part_at(struct vb_str s, size_t at)
{
	size_t start = at, len;
	uint32_t c = vb_letter_at(s, at, &len);

	if (!vb_letter_is(c))
		return 0;
	while (vb_letter_is(c) || c == '&' || (c >= '0' && c <= '9')) {
		at += len;
		if (at - start >= VB_SYMBOL_BYTES)
			return 0;
		c = vb_letter_at(s, at, &len);
	}
	return at - start;
}

/* The code or body that `part` spells in small letters, as symbols have it. */
static struct vb_str known_part(struct vb_str part, bool first)
{
	const struct vb_type *type = first ? vb_symbol_code(part) : NULL;

	if (first)
		return vb_str_from(type ? type->code : NULL);
	if (!part.len || vb_letter_is_digit(part.ptr[part.len - 1]))
		return VB_STR_EMPTY;
	return vb_str_from(vb_symbol_body(part));
}

/*
 * A symbol in small letters, behind a year only: a type's code, '-' or '/',
 * and a body that is known, or several. Returns the end, or 0.
 */
static size_t read_small_parts(struct vb_shape *shape, struct vb_str s,
			       size_t at)
{
	for (;;) {
		size_t len = small_part_at(s, at), end = at + len;
		struct vb_str part =
			known_part(vb_str_sub(s, at, end), !shape->n_parts);

		if (!part.len || shape->n_parts == VB_SYMBOL_PARTS)
			return 0;
		shape->parts[shape->n_parts++] = part;
		if (end >= s.len || (s.ptr[end] != '-' && s.ptr[end] != '/') ||
		    !small_part_at(s, end + 1))
			return shape->n_parts > 1 ? end : 0;
		if (shape->n_parts < VB_SYMBOL_PARTS)
			shape->seps[shape->n_parts] = s.ptr[end];
		at = end + 1;
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
	if (sep.c != '/' && (sep.c != '-' || n != 4 || sep.spaced))
		return 0;
	*year = value;
	return sep.end;
}

/* Does the word "số", or nothing at all, stand before `at`? */
static bool is_announced(struct vb_str s, size_t at)
{
	struct vb_str before =
		vb_str_trim(vb_str_sub(s, at > 8 ? at - 8 : 0, at));

	return !at || vb_str_ends(before, VB_STR("số")) ||
	       vb_str_ends(before, VB_STR("Số")) ||
	       vb_str_ends(before, VB_STR("SỐ"));
}

/* Is what was read a number's symbol, and not some other capitals? */
static bool credible(const struct vb_shape *shape, struct separator first,
		     bool announced)
{
	bool code = vb_symbol_code(shape->parts[0]) != NULL;
	bool close = first.c && !first.spaced;

	if (shape->year)
		return shape->n_parts > 1 || shape->parts[0].len > 1;
	if (shape->n_parts == 1)
		return close && (vb_symbol_stands_alone(shape->parts[0]) ||
				 /* 327-CT: of the Chairman of the Council */
				 (announced &&
				  vb_str_eq(shape->parts[0], VB_STR("CT"))));
	if (first.c == '/')
		return code || shape->seps[1] == '-';
	if (code || (first.c == '-' && vb_symbol_is_party(shape->parts[1])))
		return true;
	/* 21-LCT/HĐNN8, 03-TANDTC/NCPL */
	return close && shape->seps[1] == '/' &&
	       (vb_symbol_body(shape->parts[1]) ||
		vb_symbol_body(shape->parts[0]));
}

/* The number whose serial begins at `at`. */
static bool number_at(struct vb_number *out, struct vb_str s, size_t at)
{
	struct vb_shape shape = { 0 };
	struct separator first;
	size_t end = serial_at(s, at), sym, year = 0;

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
	if (!end && year) {
		shape.n_parts = 0;
		end = read_small_parts(&shape, s, sym);
	}
	if (!end || !credible(&shape, first, is_announced(s, at)))
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

	if (vb_letter_is(before)) /* "số1600/QĐ-TTg" */
		return vb_str_ends(vb_str_sub(s, 0, at), VB_STR(" số"));
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
