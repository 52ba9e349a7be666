/* References by number: whole, in lists, by serial alone, and damaged. */
#include <stdio.h>

#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/reference_take.h"
#include "doc/symbol.h"

#define SERIALS_LISTED 8 /* of "số 05, 06 và 07/NQ-HĐND" */

void vb_refs_next(struct vb_refs *r, size_t from)
{
	r->more = vb_number_find(&r->next, r->text, from);
}

/* The number that is next. `said`: the type in words before it, or NULL. */
vb_status vb_refs_number(size_t *end, struct vb_refs *r, size_t at,
			 const struct vb_type *said)
{
	struct vb_found f = {
		.at = at,
		.from = r->next.from,
		.to = r->next.to,
		.number = r->next.text,
		.key = r->next.key,
		.type = vb_refs_type(&r->next, said, r->text),
	};
	vb_status st;

	vb_tail_read(&f.tail, r->text, f.to);
	if (!f.tail.date.day && !f.tail.issuer_to)
		vb_tail_before(&f.tail, r->text, at);
	st = vb_refs_keep(r, &f);
	*end = f.tail.to;
	vb_refs_next(r, f.to);
	return st;
}

/* Digits of a serial, "30a" too, as a view; empty if none. */
static struct vb_str serial_at(struct vb_str s, size_t at)
{
	size_t n = 0, len;

	while (n < 6 && at + n < s.len && vb_letter_is_digit(s.ptr[at + n]))
		n++;
	if (!n || n > 5)
		return VB_STR_EMPTY;
	if (at + n < s.len && (s.ptr[at + n] == 'a' || s.ptr[at + n] == 'b'))
		n++;
	if (vb_letter_is(vb_letter_at(s, at + n, &len)))
		return VB_STR_EMPTY;
	return vb_str_sub(s, at, at + n);
}

/* ", ", " và ", "; " and then "số " or not; 0 if it is something else. */
static size_t list_glue(struct vb_str text, size_t at)
{
	size_t i = vb_gap_end(text, at), end;

	if (i < text.len && (text.ptr[i] == ',' || text.ptr[i] == ';')) {
		i = vb_gap_end(text, i + 1);
		end = vb_words_at(text, i, "và");
		i = end ? vb_gap_end(text, end) : i;
	} else {
		end = vb_words_at(text, i, "và");
		if (!end)
			return 0;
		i = vb_gap_end(text, end);
	}
	end = vb_words_at(text, i, "số");
	return end ? vb_gap_end(text, end) : i;
}

/*
 * "số 05, 06 và 07/NQ-HĐND": those before the last borrow its symbol. `at` is
 * the first one's serial. `*end` stays where it is when it is no such list.
 */
static vb_status take_listed(size_t *end, struct vb_refs *r, size_t at,
			     const struct vb_type *said)
{
	struct vb_str serials[SERIALS_LISTED];
	size_t n = 0, i = at;
	vb_status st = VB_OK;
	const char *symbol;

	while (i != r->next.from && n < SERIALS_LISTED) {
		struct vb_str serial = serial_at(r->text, i);

		if (!serial.len)
			return VB_OK;
		serials[n++] = serial;
		i = list_glue(r->text,
			      (size_t)(serial.ptr + serial.len - r->text.ptr));
		if (!i || i > r->next.from)
			return VB_OK;
	}
	symbol = strpbrk(r->next.text, "/-");
	if (i != r->next.from || !symbol)
		return VB_OK;
	for (size_t k = 0; k < n && !st; k++) {
		char spelled[VB_NUMBER_BYTES];
		struct vb_number number;
		struct vb_found f = { .at = at };

		snprintf(spelled, sizeof(spelled), "%.*s%s",
			 VB_STR_ARG(serials[k]), symbol);
		if (!vb_number_find(&number, vb_str_from(spelled), 0))
			continue;
		f.from = f.tail.to = (size_t)(serials[k].ptr - r->text.ptr);
		f.to = f.tail.to += serials[k].len;
		f.number = number.text;
		f.key = number.key;
		f.type = vb_refs_type(&number, said, r->text);
		st = vb_refs_keep(r, &f);
	}
	return st ? st : vb_refs_number(end, r, at, said);
}

/*
 * "số 09 2006/QĐ-UBND", "số 3 7/2003/NĐ-CP": a slash or nothing was lost
 * between the serial at `digits` and the number that is next.
 */
static bool take_broken(vb_status *st, size_t *end, struct vb_refs *r,
			size_t at, size_t digits)
{
	struct vb_str serial = serial_at(r->text, digits);
	size_t next = digits + serial.len;
	char spelled[VB_NUMBER_BYTES + 8];
	struct vb_number number;
	struct vb_found f = { .at = at, .from = digits };
	bool year = r->next.serial >= 1945 && r->next.serial < 2100;

	if (!serial.len || digits < 4 ||
	    !vb_str_ends(vb_str_trim(vb_str_sub(r->text, 0, digits)),
			 VB_STR("số")) ||
	    r->next.from != next + 1 || r->text.ptr[next] != ' ' ||
	    (year && r->next.year) || (!year && !r->next.year))
		return false;
	snprintf(spelled, sizeof(spelled), "%.*s%s%s", VB_STR_ARG(serial),
		 year ? "/" : "", r->next.text);
	if (!vb_number_find(&number, vb_str_from(spelled), 0) || number.from)
		return false;
	f.to = r->next.to;
	f.number = number.text;
	f.key = number.key;
	f.type = vb_refs_type(&number, NULL, r->text);
	vb_tail_read(&f.tail, r->text, f.to);
	*st = vb_refs_keep(r, &f);
	*end = f.tail.to;
	vb_refs_next(r, f.to);
	return true;
}

/* Types that are cited by their serial alone, and those without "số". */
static bool cited_by_serial(const struct vb_type *type, bool numbered)
{
	static const char *const codes[] = { "NQ", "NĐ",  "CT",	 "TT",	"KL",
					     "QĐ", "CĐ",  "KH",	 "ĐA",	"TB",
					     "BC", "TTr", "HD",	 "CTr", "QyĐ",
					     "CV", "PL",  "CTHĐ" };
	size_t n = numbered ? sizeof(codes) / sizeof(codes[0]) : 8;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(type->code, codes[i]))
			return true;
	return false;
}

/* Does what follows "Nghị quyết 30" leave it a number, not a count? */
static bool ends_serial(struct vb_str text, size_t at)
{
	static const char *const words[] = {
		"của",	    "ngày",    "về",   "quy định", "hướng dẫn",
		"ban hành", "sửa đổi", "được", "có",	   "đã",
		"và",	    "là",      "nêu",  "thì",	   "trong",
		"khóa",	    "khoá",    "để",   "sẽ",	   "cũng",
		"này",	    "do",      "hiện", "theo",	   "thay thế",
		"của",	    "vào",     "đi",   "cũ",	   "mới",
	};
	size_t i = vb_gap_end(text, at);

	if (i >= text.len || strchr(".,;:)\"\n", text.ptr[i]))
		return i + 1 >= text.len || text.ptr[i] == '\n' ||
		       !vb_letter_is_digit(text.ptr[i + 1]);
	if (text.ptr[i] == '(')
		return true;
	for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
		if (vb_words_at(text, i, words[k]))
			return true;
	return false;
}

/* "/2020" of "Nghị định 15/2020", or "năm 2020": the year and its end. */
static size_t serial_year(int *year, struct vb_str text, size_t at)
{
	size_t end;

	if (at < text.len && text.ptr[at] == '/') {
		struct vb_str digits = serial_at(text, at + 1);

		if (digits.len == 4 &&
		    (digits.ptr[0] == '1' || digits.ptr[0] == '2') &&
		    (at + 5 >= text.len || text.ptr[at + 5] != '/')) {
			*year = (digits.ptr[0] - '0') * 1000 +
				(digits.ptr[1] - '0') * 100 +
				(digits.ptr[2] - '0') * 10 +
				(digits.ptr[3] - '0');
			return at + 5;
		}
		return 0;
	}
	end = vb_law_year(year, text, at);
	return end && vb_words_at(text, vb_gap_end(text, at), "năm") ? end : at;
}

/* "Đề án số 15 của Thành ủy Hà Nội", "Nghị quyết 30 của Bộ Chính trị" */
static vb_status take_serial(size_t *end, struct vb_refs *r, size_t at,
			     const struct vb_type *type, size_t digits)
{
	struct vb_str serial = serial_at(r->text, digits);
	bool numbered =
		vb_words_at(r->text, vb_gap_end(r->text, *end), "số") != 0;
	size_t to = digits + serial.len;
	struct vb_shape shape = { .serial = serial };
	struct vb_number number;
	struct vb_found f = { .at = at, .from = digits, .type = type };
	vb_status st;

	if (!serial.len || !cited_by_serial(type, numbered))
		return VB_OK;
	if (!numbered && serial.len > 3)
		return VB_OK;
	f.to = serial_year(&shape.year, r->text, to);
	if (!f.to || (!numbered && !ends_serial(r->text, f.to)) ||
	    (f.to < r->text.len && strchr("/-%", r->text.ptr[f.to])))
		return VB_OK;
	shape.parts[shape.n_parts++] = vb_str_from(type->code);
	if (!vb_shape_spell(&number, &shape))
		return VB_OK;
	f.number = number.text;
	f.key = number.key;
	vb_tail_read(&f.tail, r->text, f.to);
	st = vb_refs_keep(r, &f);
	*end = f.tail.to;
	return st;
}

/* Is the code at [at, end) in capitals, and "100/2019" behind it? */
bool vb_refs_has_year(struct vb_str text, size_t at, size_t end)
{
	size_t i = vb_gap_end(text, end), so = vb_words_at(text, i, "số");
	struct vb_str serial;
	int year;

	if (!vb_is_caps(vb_str_sub(text, at, end)))
		return false;
	i = so ? vb_gap_end(text, so) : i;
	serial = serial_at(text, i);
	i += serial.len;
	return serial.len && i < text.len && text.ptr[i] == '/' &&
	       serial_year(&year, text, i);
}

vb_status vb_refs_digits(size_t *end, struct vb_refs *r, size_t at,
			 size_t digits, const struct vb_type *type)
{
	size_t to = *end;
	vb_status st = VB_OK;

	if (r->more && take_broken(&st, end, r, at, digits))
		return st;
	if (r->more)
		st = take_listed(end, r, digits, type);
	if (!st && *end == to)
		st = take_serial(end, r, at, type, digits);
	return st;
}
