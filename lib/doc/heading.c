#include "doc/heading.h"

#include "doc/letter.h"
#include "doc/lines.h"

/* The word that opens a heading. */
static const struct {
	const char *word;
	enum vb_section_kind kind;
} words[] = {
	{ "Điều", VB_SECTION_ARTICLE },
	{ "ĐIỀU", VB_SECTION_ARTICLE },
	{ "Chương", VB_SECTION_CHAPTER },
	{ "CHƯƠNG", VB_SECTION_CHAPTER },
	{ "Mục", VB_SECTION_SECTION },
	{ "MỤC", VB_SECTION_SECTION },
	{ "Tiểu mục", VB_SECTION_SUBSECTION },
	{ "TIỂU MỤC", VB_SECTION_SUBSECTION },
	{ "Phần", VB_SECTION_PART },
	{ "PHẦN", VB_SECTION_PART },
	{ "Phụ lục", VB_SECTION_ANNEX },
	{ "PHỤ LỤC", VB_SECTION_ANNEX },
};

/* "Phần thứ nhất". */
static const struct {
	const char *small, *capital;
	unsigned n;
} ordinals[] = {
	{ "thứ nhất", "THỨ NHẤT", 1 }, { "thứ hai", "THỨ HAI", 2 },
	{ "thứ ba", "THỨ BA", 3 },     { "thứ tư", "THỨ TƯ", 4 },
	{ "thứ năm", "THỨ NĂM", 5 },   { "thứ sáu", "THỨ SÁU", 6 },
	{ "thứ bảy", "THỨ BẢY", 7 },   { "thứ tám", "THỨ TÁM", 8 },
	{ "thứ chín", "THỨ CHÍN", 9 }, { "thứ mười", "THỨ MƯỜI", 10 },
};

/* The order of điểm in state documents: no f, j, w, z; đ after d. */
static const char *const points[VB_POINTS + 1] = {
	NULL, "a", "b", "c", "d", "dd", "e", "g", "h", "i", "k", "l", "m",
	"n",  "o", "p", "q", "r", "s",	"t", "u", "v", "x", "y", "z",
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const char *vb_heading_point(unsigned n)
{
	return n <= VB_POINTS && n ? points[n] : "";
}

static char byte_at(struct vb_str s, size_t i)
{
	return i < s.len ? s.ptr[i] : '\0';
}

static size_t digits_at(unsigned *n, struct vb_str s, size_t at)
{
	size_t i = at;

	*n = 0;
	while (vb_letter_is_digit(byte_at(s, i)) && i - at < 4)
		*n = *n * 10 + (unsigned)(s.ptr[i++] - '0');
	return vb_letter_is_digit(byte_at(s, i)) ? 0 : i - at;
}

static unsigned roman_value(char c)
{
	switch (c) {
	case 'I':
		return 1;
	case 'V':
		return 5;
	case 'X':
		return 10;
	case 'L':
		return 50;
	default:
		return 0;
	}
}

/* A Roman number in capitals up to LXXXIX; its bytes, or 0. */
static size_t roman_at(unsigned *n, struct vb_str s, size_t at)
{
	unsigned value, next;
	size_t i = at;

	*n = 0;
	while ((value = roman_value(byte_at(s, i))) != 0 && i - at < 8) {
		next = roman_value(byte_at(s, i + 1));
		if (value < next)
			*n -= value;
		else
			*n += value;
		i++;
	}
	return *n && *n < 90 ? i - at : 0;
}

static size_t ordinal_at(unsigned *n, struct vb_str s, size_t at)
{
	struct vb_str rest = vb_str_skip(s, at);

	for (size_t i = 0; i < COUNT(ordinals); i++) {
		struct vb_str small = vb_str_from(ordinals[i].small);
		struct vb_str capital = vb_str_from(ordinals[i].capital);

		if (!vb_str_starts(rest, small) &&
		    !vb_str_starts(rest, capital))
			continue;
		*n = ordinals[i].n;
		return vb_str_starts(rest, small) ? small.len : capital.len;
	}
	return 0;
}

static bool starts_upper(struct vb_str s)
{
	size_t len;

	return vb_letter_is_upper(vb_letter_at(s, 0, &len));
}

/* Nothing of the sentence before goes on: it ended, or was a heading. */
static bool is_ended(struct vb_str before)
{
	before = vb_str_trim(before);
	return !before.len || strchr(".;:/)-_*", before.ptr[before.len - 1]) ||
	       vb_str_ends(before, VB_STR("”")) || vb_is_caps(before);
}

/* Does a broken sentence go on: "quy định tại / Chương II"? */
static bool goes_on(struct vb_str before)
{
	static const char *const ends[] = {
		"theo", "tại", "của", "và",  ",",
		"hoặc", "với", "từ",  "đến", "các"
	};

	before = vb_str_trim(before);
	for (size_t i = 0; i < COUNT(ends); i++)
		if (vb_str_ends(before, vb_str_from(ends[i])))
			return true;
	return false;
}

/* What stands after the number: an end, a mark, or a title. */
static bool read_title(struct vb_heading *h, struct vb_str line, size_t at)
{
	struct vb_str rest = vb_str_skip(line, at);
	bool marked = rest.len && strchr(".:", rest.ptr[0]);

	h->label = vb_str_sub(line, 0, at);
	h->certain = marked;
	if (marked)
		rest = vb_str_skip(rest, 1);
	else if (rest.len && rest.ptr[0] != ' ')
		return false;
	h->title = vb_str_trim(rest);
	return marked || !h->title.len || starts_upper(h->title);
}

/* "5", "5a", "II", "thứ nhất" at `at` of a heading that begins with a word. */
static size_t number_at(struct vb_heading *h, struct vb_str line, size_t at)
{
	size_t n = digits_at(&h->number, line, at);
	char c;

	if (n && h->kind == VB_SECTION_ARTICLE) {
		c = byte_at(line, at + n);
		if (c >= 'a' && c <= 'i' &&
		    !vb_letter_is((unsigned char)byte_at(line, at + n + 1))) {
			h->sub = (unsigned)(c - 'a') + 1;
			n++;
		}
		return n;
	}
	if (!n)
		n = roman_at(&h->number, line, at);
	if (!n && h->kind == VB_SECTION_PART)
		n = ordinal_at(&h->number, line, at);
	return n;
}

static bool word_heading(struct vb_heading *h, struct vb_str line,
			 struct vb_str before, size_t word)
{
	size_t at = strlen(words[word].word), n;

	h->kind = words[word].kind;
	if (byte_at(line, at) == ' ')
		at++;
	n = number_at(h, line, at);
	if (n)
		at += n;
	else if (h->kind != VB_SECTION_ANNEX || !vb_is_caps(line))
		return false;
	else
		at = strlen(words[word].word);
	if (!read_title(h, line, at))
		return false;
	if (h->kind != VB_SECTION_ARTICLE && h->kind != VB_SECTION_ANNEX &&
	    !h->title.len && !goes_on(before))
		h->certain = true;
	if (h->certain || vb_is_caps(line))
		return h->certain = true;
	return is_ended(before);
}

/* "1. Text", "1) Text", "1/ Text"; "1.2. Text", "1.2 Text" */
static bool digit_heading(struct vb_heading *h, struct vb_str line)
{
	size_t at = digits_at(&h->number, line, 0), n;
	char c = byte_at(line, at);

	if (!at || at > 3 || !h->number || !c || !strchr(".)/", c))
		return false;
	h->kind = VB_SECTION_CLAUSE;
	n = c == '.' ? digits_at(&h->sub, line, at + 1) : 0;
	if (n) {
		h->kind = VB_SECTION_SUBCLAUSE;
		if (n > 2 || !h->sub)
			return false;
		at += 1 + n;
		c = byte_at(line, at);
		if (c == '.' && vb_letter_is_digit(byte_at(line, at + 1)))
			return false;
	}
	if (c == '.' || c == ')' || c == '/')
		at++;
	h->label = vb_str_sub(line, 0, at);
	h->title = vb_str_trim(vb_str_skip(line, at));
	/* "1.5 triệu đồng" and "3/4 số phiếu" go on in small letters */
	return c != '/' && !h->sub ? true : starts_upper(h->title);
}

/* "I. Title", "IV- Title", "A. Title" */
static bool capital_heading(struct vb_heading *h, struct vb_str line)
{
	size_t n = roman_at(&h->number, line, 0);
	char c = byte_at(line, n);

	h->kind = VB_SECTION_ROMAN;
	if (!n && line.ptr[0] >= 'A' && line.ptr[0] <= 'H') {
		h->kind = VB_SECTION_LETTER;
		h->number = (unsigned)(line.ptr[0] - 'A') + 1;
		n = 1;
		c = byte_at(line, 1);
	}
	if (!n || !c || !strchr(".-)/", c))
		return false;
	h->label = vb_str_sub(line, 0, n + 1);
	h->title = vb_str_trim(vb_str_skip(line, n + 1));
	if (h->title.len && byte_at(line, n + 1) != ' ' && c != '-')
		return false;
	return !h->title.len || starts_upper(h->title);
}

/* "a) text", "đ) text"; "a. Text" */
static bool point_heading(struct vb_heading *h, struct vb_str line)
{
	size_t n = 1;
	char c;

	h->kind = VB_SECTION_POINT;
	if (vb_str_starts(line, VB_STR("đ"))) {
		h->number = 5;
		n = 2;
	}
	for (unsigned i = 1; i <= VB_POINTS && !h->number; i++)
		if (!points[i][1] && points[i][0] == line.ptr[0])
			h->number = i;
	c = byte_at(line, n);
	if (!h->number || (c != ')' && c != '.' && c != '/'))
		return false;
	h->label = vb_str_sub(line, 0, n + 1);
	h->title = vb_str_trim(vb_str_skip(line, n + 1));
	return c == ')' ||
	       (byte_at(line, n + 1) == ' ' && starts_upper(h->title));
}

bool vb_heading_read(struct vb_heading *out, struct vb_str line,
		     struct vb_str before)
{
	unsigned char first = line.len ? (unsigned char)line.ptr[0] : 0;

	memset(out, 0, sizeof(*out));
	if (vb_letter_is_digit((char)first))
		return digit_heading(out, line);
	for (size_t i = 0; i < COUNT(words); i++)
		if (words[i].word[0] == (char)first &&
		    vb_str_starts(line, vb_str_from(words[i].word)))
			return word_heading(out, line, before, i);
	if (first >= 'A' && first <= 'Z')
		return capital_heading(out, line);
	if ((first >= 'a' && first <= 'z') || vb_str_starts(line, VB_STR("đ")))
		return point_heading(out, line);
	return false;
}
