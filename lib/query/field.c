#include "query/field.h"

#include <stdio.h>

#include "doc/date.h"
#include "doc/term.h"
#include "doc/type.h"
#include "text/text.h"
#include "text/token.h"

typedef vb_status value_fn(struct vb_str *out, struct vb_arena *arena,
			   struct vb_str typed, struct vb_error *err);

static value_fn type_value, words_value, year_value, from_value, to_value,
	kind_value, term_value, day_value;

static const struct {
	const char *name; /* as printed */
	value_fn *value;
} fields[] = {
	[VB_QF_TYPE] = { "type", type_value },
	[VB_QF_NUMBER] = { "number", words_value },
	[VB_QF_ISSUER] = { "issuer", words_value },
	[VB_QF_PLACE] = { "place", words_value },
	[VB_QF_SIGNER] = { "signer", words_value },
	[VB_QF_YEAR] = { "year", year_value },
	[VB_QF_DATE] = { "date", day_value },
	[VB_QF_FROM] = { "from", from_value },
	[VB_QF_TO] = { "to", to_value },
	[VB_QF_TERM] = { "term", term_value },
	[VB_QF_SESSION] = { "session", term_value },
	[VB_QF_TITLE] = { "title", words_value },
	[VB_QF_KIND] = { "kind", kind_value },
	[VB_QF_TOPIC] = { "topic", words_value },
	[VB_QF_STATUS] = { "status", words_value },
};

/* Both spellings letter by letter, as vb_text_key writes them. */
static const struct {
	const char *marked, *plain;
	enum vb_query_field field;
} names[] = {
	{ "loại", "loai", VB_QF_TYPE },
	{ "type", "type", VB_QF_TYPE },
	{ "số", "so", VB_QF_NUMBER },
	{ "number", "number", VB_QF_NUMBER },
	{ "cơquan", "coquan", VB_QF_ISSUER },
	{ "issuer", "issuer", VB_QF_ISSUER },
	{ "nơi", "noi", VB_QF_PLACE },
	{ "place", "place", VB_QF_PLACE },
	{ "ký", "ky", VB_QF_SIGNER },
	{ "kí", "ki", VB_QF_SIGNER },
	{ "signer", "signer", VB_QF_SIGNER },
	{ "năm", "nam", VB_QF_YEAR },
	{ "year", "year", VB_QF_YEAR },
	{ "ngày", "ngay", VB_QF_DATE },
	{ "date", "date", VB_QF_DATE },
	{ "từ", "tu", VB_QF_FROM },
	{ "from", "from", VB_QF_FROM },
	{ "đến", "den", VB_QF_TO },
	{ "to", "to", VB_QF_TO },
	{ "khóa", "khoa", VB_QF_TERM },
	{ "khoá", "khoa", VB_QF_TERM },
	{ "term", "term", VB_QF_TERM },
	{ "kỳhọp", "kyhop", VB_QF_SESSION },
	{ "kìhọp", "kihop", VB_QF_SESSION },
	{ "session", "session", VB_QF_SESSION },
	{ "tiêuđề", "tieude", VB_QF_TITLE },
	{ "title", "title", VB_QF_TITLE },
	{ "kind", "kind", VB_QF_KIND },
	{ "chủđề", "chude", VB_QF_TOPIC },
	{ "topic", "topic", VB_QF_TOPIC },
	{ "trạngthái", "trangthai", VB_QF_STATUS },
	{ "status", "status", VB_QF_STATUS },
};

const char *vb_query_field_name(enum vb_query_field field)
{
	size_t i = (size_t)field;

	return i < sizeof(fields) / sizeof(fields[0]) ? fields[i].name : "";
}

struct vb_str vb_query_field_label(enum vb_query_field field,
				   struct vb_str value)
{
	const struct vb_type *type =
		field == VB_QF_TYPE ? vb_type_find(value) : NULL;

	return type ? vb_str_from(type->label) : value;
}

/* Is each letter of `typed` that of `marked`, or the plain one below it? */
static bool name_matches(struct vb_str typed, const char *marked,
			 const char *plain)
{
	struct vb_str rest = vb_str_from(marked);

	while (typed.len && rest.len) {
		uint32_t got, want;
		size_t n = vb_utf8_decode(&got, typed);
		size_t m = vb_utf8_decode(&want, rest);

		if (got != want && got != (unsigned char)*plain)
			return false;
		typed = vb_str_skip(typed, n);
		rest = vb_str_skip(rest, m);
		plain++;
	}
	return !typed.len && !rest.len;
}

bool vb_query_field_find(enum vb_query_field *out, struct vb_str name)
{
	struct vb_buf key = VB_BUF_INIT(VB_QUERY_NAME_BYTES * VB_TEXT_GROWTH);
	char joined[VB_QUERY_NAME_BYTES];
	size_t i, n = 0;
	bool found = false;

	if (name.len > sizeof(joined))
		return false;
	for (i = 0; i < name.len; i++)
		if (name.ptr[i] != '-' && name.ptr[i] != '_')
			joined[n++] = name.ptr[i];
	if (vb_text_key(&key, vb_str_of(joined, n)))
		goto done;
	for (i = 0; i < sizeof(names) / sizeof(names[0]) && !found; i++) {
		found = name_matches(vb_buf_str(&key), names[i].marked,
				     names[i].plain);
		if (found)
			*out = names[i].field;
	}
done:
	vb_buf_clear(&key);
	return found;
}

vb_status vb_query_field_value(struct vb_str *out, struct vb_arena *arena,
			       enum vb_query_field field, struct vb_str typed,
			       struct vb_error *err)
{
	struct vb_error local = VB_ERROR_INIT;

	if (!err)
		err = &local;
	if (!typed.len)
		return vb_error_set(err, VB_BAD_INPUT, "is empty");
	if (typed.len > VB_QUERY_VALUE)
		return vb_error_set(err, VB_BAD_INPUT, "is too long");
	return fields[field].value(out, arena, typed, err);
}

static vb_status copy(struct vb_str *out, struct vb_arena *arena,
		      struct vb_str value, struct vb_error *err)
{
	if (!vb_arena_dup(out, arena, value))
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	return VB_OK;
}

/* Any words, white space unified. */
static vb_status words_value(struct vb_str *out, struct vb_arena *arena,
			     struct vb_str typed, struct vb_error *err)
{
	struct vb_token token;
	vb_tokenizer words;
	size_t i, n = 0;
	char *to;

	vb_tokenizer_init(&words, typed);
	if (!vb_tokenizer_next(&words, &token))
		return vb_error_set(err, VB_BAD_INPUT, "has no word");
	to = vb_arena_alloc(arena, typed.len + 1);
	if (!to)
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	for (i = 0; i < typed.len; i++) {
		char c = typed.ptr[i];

		if (c == '\n' || c == '\t')
			c = ' ';
		if (c != ' ' || (n && to[n - 1] != ' '))
			to[n++] = c;
	}
	to[n] = '\0';
	*out = vb_str_of(to, n);
	return VB_OK;
}

/* "XVII", "17", "kỳ họp thứ 4": the digits that the index holds; what is no
 * term stays as typed. */
static vb_status term_value(struct vb_str *out, struct vb_arena *arena,
			    struct vb_str typed, struct vb_error *err)
{
	struct vb_term term;

	if (!vb_term_parse(&term, typed))
		return words_value(out, arena, typed, err);
	return copy(out, arena, vb_str_from(term.value), err);
}

/* "qd" for QĐ: the first type, in the table's order, whose code folds so. */
static const struct vb_type *type_by_folded_code(struct vb_str fold)
{
	struct vb_buf code = VB_BUF_INIT(64);
	const struct vb_type *type = NULL;
	size_t i;

	for (i = 0; (type = vb_type_row(i)) != NULL; i++) {
		vb_buf_truncate(&code, 0);
		if (*type->code &&
		    !vb_text_fold(&code, vb_str_from(type->code)) &&
		    vb_str_eq(vb_buf_str(&code), fold))
			break;
	}
	vb_buf_clear(&code);
	return type;
}

/* Words folded and joined by hyphens, as record.h writes types. */
static vb_status slug_of(struct vb_buf *out, struct vb_str typed)
{
	struct vb_token token;
	vb_tokenizer words;
	vb_status st = VB_OK;

	vb_tokenizer_init(&words, typed);
	while (!st && vb_tokenizer_next(&words, &token)) {
		if (out->len)
			st = vb_buf_append_char(out, '-');
		if (!st)
			st = vb_buf_append(out, token.fold);
	}
	return st;
}

/*
 * The slug of a known type; for any other its own slug, since records may
 * have been given types that the table has not.
 */
static vb_status type_value(struct vb_str *out, struct vb_arena *arena,
			    struct vb_str typed, struct vb_error *err)
{
	struct vb_buf slug = VB_BUF_INIT(VB_QUERY_VALUE * 2);
	const struct vb_type *type = vb_type_find(typed);
	vb_status st;

	st = slug_of(&slug, typed);
	if (st == VB_TOO_BIG)
		st = vb_error_set(err, VB_BAD_INPUT, "is too long");
	if (st)
		goto done;
	if (!slug.len) {
		st = vb_error_set(err, VB_BAD_INPUT, "has no word");
		goto done;
	}
	if (!type)
		type = vb_type_find(vb_buf_str(&slug));
	if (!type)
		type = type_by_folded_code(vb_buf_str(&slug));
	st = copy(out, arena,
		  type ? vb_str_from(type->slug) : vb_buf_str(&slug), err);
done:
	vb_buf_clear(&slug);
	return st;
}

/* Four digits, not 0000. */
static bool parse_year(int *out, struct vb_str s)
{
	unsigned long year;

	if (s.len != 4 || !vb_str_to_ulong(&year, s, 9999) || !year)
		return false;
	*out = (int)year;
	return true;
}

/* "2019", "2015..2019", "2015-2019", and "2015.." or "..2019". */
static vb_status year_value(struct vb_str *out, struct vb_arena *arena,
			    struct vb_str typed, struct vb_error *err)
{
	size_t dots = vb_str_find(typed, VB_STR(".."), 0), skip = 2;
	int from = 1, to = 9999;
	char text[24];

	if (dots == VB_NPOS && typed.len == 9 && typed.ptr[4] == '-') {
		dots = 4;
		skip = 1;
	}
	if (dots == VB_NPOS) {
		if (!parse_year(&from, typed))
			goto bad;
		return copy(out, arena, typed, err);
	}
	if (typed.len == 2 ||
	    (dots && !parse_year(&from, vb_str_sub(typed, 0, dots))) ||
	    (dots + skip < typed.len &&
	     !parse_year(&to, vb_str_skip(typed, dots + skip))))
		goto bad;
	snprintf(text, sizeof(text), "%04d..%04d", from < to ? from : to,
		 from < to ? to : from);
	return copy(out, arena, vb_str_from(text), err);
bad:
	return vb_error_set(err, VB_BAD_INPUT,
			    "is not a year or a range like 2015..2019");
}

static int days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* "11/2019", "11-2019", "11.2019" or "2019-11". */
static bool parse_month(struct vb_date *out, struct vb_str s)
{
	unsigned long month;
	struct vb_str digits;

	if (s.len < 6 || s.len > 7)
		return false;
	if (s.ptr[4] == '-' && s.len == 7 &&
	    parse_year(&out->year, vb_str_sub(s, 0, 4))) {
		digits = vb_str_skip(s, 5);
	} else {
		digits = vb_str_sub(s, 0, s.len - 5);
		if (!strchr("/-.", s.ptr[s.len - 5]) ||
		    !parse_year(&out->year, vb_str_skip(s, s.len - 4)))
			return false;
	}
	if (!vb_str_to_ulong(&month, digits, 12) || !month)
		return false;
	out->month = (int)month;
	return true;
}

/* "2019-11-26"; of any year, since vb_date_parse knows only documents'. */
static bool parse_iso(struct vb_date *out, struct vb_str s)
{
	unsigned long month, day;
	int year;

	if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
	    !parse_year(&year, vb_str_sub(s, 0, 4)) ||
	    !vb_str_to_ulong(&month, vb_str_sub(s, 5, 7), 12) || !month ||
	    !vb_str_to_ulong(&day, vb_str_skip(s, 8), 31) || !day ||
	    (int)day > days_of(year, (int)month))
		return false;
	*out = (struct vb_date){ .year = year,
				 .month = (int)month,
				 .day = (int)day };
	return true;
}

/* A date, month or year; `last` takes the end of the period, not its start. */
static vb_status date_value(struct vb_str *out, struct vb_arena *arena,
			    struct vb_str typed, bool last,
			    struct vb_error *err)
{
	struct vb_date date = { 0 };
	char text[VB_DATE_TEXT];

	if (parse_year(&date.year, typed))
		date.month = last ? 12 : 1;
	else if (!parse_month(&date, typed) && !parse_iso(&date, typed) &&
		 !vb_date_parse(&date, typed))
		return vb_error_set(err, VB_BAD_INPUT, "is not a date");
	if (date.year < 1 || date.year > 9999 || date.month < 1 ||
	    date.month > 12)
		return vb_error_set(err, VB_BAD_INPUT,
				    "is not a date with its year");
	if (!date.day)
		date.day = last ? days_of(date.year, date.month) : 1;
	vb_date_format(text, &date);
	return copy(out, arena, vb_str_from(text), err);
}

static vb_status from_value(struct vb_str *out, struct vb_arena *arena,
			    struct vb_str typed, struct vb_error *err)
{
	return date_value(out, arena, typed, false, err);
}

static vb_status to_value(struct vb_str *out, struct vb_arena *arena,
			  struct vb_str typed, struct vb_error *err)
{
	return date_value(out, arena, typed, true, err);
}

/* One day, or a month: "2019-11-26", "11/2019" as 2019-11. */
static vb_status day_value(struct vb_str *out, struct vb_arena *arena,
			   struct vb_str typed, struct vb_error *err)
{
	struct vb_date date = { 0 };
	char text[VB_DATE_TEXT];

	if (!parse_month(&date, typed) && !parse_iso(&date, typed) &&
	    !vb_date_parse(&date, typed))
		return vb_error_set(err, VB_BAD_INPUT, "is not a date");
	if (date.year < 1 || date.year > 9999 || date.month < 1 ||
	    date.month > 12)
		return vb_error_set(err, VB_BAD_INPUT,
				    "is not a date with its year");
	vb_date_format(text, &date);
	return copy(out, arena,
		    vb_str_sub(vb_str_from(text), 0, date.day ? 10 : 7), err);
}

static vb_status kind_value(struct vb_str *out, struct vb_arena *arena,
			    struct vb_str typed, struct vb_error *err)
{
	static const struct {
		const char *slug, *kind;
	} kinds[] = {
		{ "document", "document" }, { "van-ban", "document" },
		{ "vanban", "document" },   { "article", "article" },
		{ "bai-viet", "article" },  { "baiviet", "article" },
	};
	struct vb_buf slug = VB_BUF_INIT(VB_QUERY_VALUE * 2);
	vb_status st = slug_of(&slug, typed);
	size_t i;

	for (i = 0; !st && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!vb_str_eq(vb_buf_str(&slug), vb_str_from(kinds[i].slug)))
			continue;
		st = copy(out, arena, vb_str_from(kinds[i].kind), err);
		goto done;
	}
	if (st != VB_NO_MEMORY)
		st = vb_error_set(err, VB_BAD_INPUT,
				  "is neither document nor article");
done:
	vb_buf_clear(&slug);
	return st;
}
