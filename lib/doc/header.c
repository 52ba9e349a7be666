#include "doc/date.h"
#include "doc/issuer.h"
#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/understand.h"

#define ISSUER_LINES 5
#define TITLE_LINES 10
#define TITLE_BYTES 700
#define NONE ((size_t)-1)

/* What the head of a text holds, as line numbers and offsets. */
struct layout {
	struct vb_head head;
	size_t motto;  /* offset of the quốc hiệu or the Party's name */
	size_t number; /* line of "Số: ..." */
	struct vb_number read;
	bool has_number;
	size_t type; /* line of the TYPE */
	size_t type_len;
	const struct vb_type *row;
	struct vb_date date;
	bool has_date;
};

static const char *const mottos[] = {
	"CỘNG HÒA XÃ HỘI",	  "CỘNG HOÀ XÃ HỘI",	     "CÔNG HÒA XÃ HỘI",
	"ĐẢNG CỘNG SẢN VIỆT NAM", "VIỆT NAM DÂN CHỦ CỘNG H",
};

/* Words that begin what comes after the title. */
static const char *const after_title[] = {
	"Căn cứ", "Căn\ncứ",   "Kính gửi",  "Kính\ngửi", "Theo đề nghị",
	"Xét",	  "Thực hiện", "Điều 1",    "Chương I",	 "Phần I",
	"Trong ", "Ngày ",     "(Ban hành", "(Kèm theo",
};

/* Heads and bodies whose name in capitals stands between title and text. */
static const char *const authorities[] = {
	"HỘI ĐỒNG",	 "ỦY BAN",	  "UỶ BAN",	   "CHỦ TỊCH",
	"BỘ TRƯỞNG",	 "CHÍNH PHỦ",	  "THỦ TƯỚNG",	   "CỤC TRƯỞNG",
	"TỔNG CỤC",	 "GIÁM ĐỐC",	  "TỔNG GIÁM ĐỐC", "QUỐC HỘI",
	"BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "BAN BÍ THƯ",	   "BỘ CHÍNH TRỊ",
	"CHÁNH ÁN",	 "VIỆN TRƯỞNG",	  "THỐNG ĐỐC",	   "TỔNG KIỂM TOÁN",
	"BỘ ",		 "KHÓA ",	  "KHOÁ ",	   "CHÁNH VĂN PHÒNG",
};

/* A line that ends so goes on: what follows is no new heading. */
static const char *const goes_on[] = {
	" CỦA",	 " VÀ",	 " VỀ", " DO",	" LÀ",	 " CHO",   " BỞI",
	" GIỮA", " VỚI", ",",	" TẠI", " NGÀY", " THUỘC", " THEO",
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool starts_any(struct vb_str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (vb_str_starts(s, vb_str_from(table[i])))
			return true;
	return false;
}

static bool ends_any(struct vb_str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (vb_str_ends(s, vb_str_from(table[i])) ||
		    vb_str_eq(s, vb_str_from(table[i] + 1)))
			return true;
	return false;
}

/* From line `i` to the end of the head. */
static struct vb_str tail(const struct vb_head *h, size_t i)
{
	return vb_str_skip(h->text, vb_head_at(h, i));
}

/* The lines from `first` to before `end`. */
static struct vb_span span(const struct vb_head *h, size_t first, size_t end)
{
	return (struct vb_span){ vb_head_at(h, first),
				 vb_head_at(h, end - 1) +
					 h->line[end - 1].len };
}

/* "Số: 05/NQ-HĐND", also over two lines, and "Số 20-CT/TU". */
static void find_number(struct layout *l)
{
	for (size_t i = 0; i < l->head.n && !l->has_number; i++) {
		struct vb_str line = l->head.line[i];
		struct vb_str rest = tail(&l->head, i);
		struct vb_number n;

		if (!vb_str_starts(line, VB_STR("Số")) &&
		    !vb_str_starts(line, VB_STR("SỐ")))
			continue;
		rest = vb_str_sub(rest, 0, 100);
		if (!vb_number_find(&n, rest, 0) || n.from > 16)
			continue;
		l->read = n;
		l->read.from += vb_head_at(&l->head, i);
		l->read.to += vb_head_at(&l->head, i);
		l->number = i;
		l->has_number = true;
	}
}

/* The TYPE in capitals at the start of a line, at or after line `from`. */
static bool find_type(struct layout *l, size_t from)
{
	for (size_t i = from; i < l->head.n; i++) {
		struct vb_str rest = tail(&l->head, i);
		const struct vb_type *row;
		size_t len;

		if (!l->head.caps[i])
			continue;
		row = vb_type_at(rest, &len);
		if (!row || !vb_is_caps(vb_str_sub(rest, 0, len)))
			continue;
		l->row = row;
		l->type = i;
		l->type_len = len;
		return true;
	}
	return false;
}

/* The place-and-date line: "Hà Nội, ngày ..." before any other date. */
static void find_date(struct layout *l)
{
	struct vb_date d = { 0 };

	while (vb_date_find(&d, l->head.text, d.to)) {
		struct vb_str before = vb_str_sub(l->head.text, 0, d.from);

		if (!d.day || !d.year)
			continue;
		before = vb_str_trim(before);
		if (vb_str_ends(before, VB_STR(","))) {
			l->date = d;
			l->has_date = true;
			return;
		}
		if (!l->has_date)
			l->date = d;
		l->has_date = true;
	}
}

/* Cheap: most texts are no official documents and end here. */
static bool worth_reading(struct vb_str text)
{
	struct vb_str s = vb_str_sub(text, 0, VB_HEAD_BYTES);

	return vb_str_find(s, VB_STR("CỘNG"), 0) != VB_NPOS ||
	       vb_str_starts(s, VB_STR("Số")) ||
	       vb_str_find(s, VB_STR("\nSố"), 0) != VB_NPOS ||
	       vb_str_find(s, VB_STR("Kính gửi"), 0) != VB_NPOS ||
	       vb_str_find(s, VB_STR("Căn cứ"), 0) != VB_NPOS;
}

static void read_layout(struct layout *l, struct vb_str text)
{
	vb_head_init(&l->head, text);
	l->motto = l->number = l->type = NONE;
	for (size_t i = 0; i < COUNT(mottos) && l->motto == NONE; i++)
		l->motto = vb_phrase_find(l->head.text, mottos[i]);
	find_number(l);
	if (!l->has_number || !find_type(l, l->number + 1))
		find_type(l, 0);
	find_date(l);
}

/*
 * Points for the marks of an official document. The motto or a number line
 * with any second mark are enough; so are TYPE, date and legal base.
 */
static bool looks_official(const struct layout *l)
{
	int points = 0;

	if (l->motto != NONE)
		points += 2;
	if (l->has_number)
		points += 2;
	if (l->row)
		points++;
	if (l->has_date)
		points++;
	if (vb_str_find(l->head.text, VB_STR("\nCăn cứ"), 0) != VB_NPOS)
		points++;
	return points >= 3 && (l->row || l->has_number);
}

static bool is_rule(struct vb_str line)
{
	uint32_t c;

	while (line.len) {
		line = vb_str_skip(line, vb_utf8_decode(&c, line));
		if (vb_letter_is(c) || (c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

/* Append with white space as single spaces. */
static vb_status add_words(struct vb_buf *out, struct vb_str s)
{
	vb_status st = VB_OK;

	s = vb_str_trim(s);
	if (out->len && s.len)
		st = vb_buf_append_char(out, ' ');
	for (size_t i = 0; !st && i < s.len; i++) {
		char c = s.ptr[i] == '\n' || s.ptr[i] == '\t' ? ' ' : s.ptr[i];

		if (c != ' ' || s.ptr[i - 1] != ' ')
			st = vb_buf_append_char(out, c);
	}
	return st;
}

/* A line in small letters goes on when the next begins with one. */
static bool continues(struct vb_str line, struct vb_str next)
{
	size_t len;
	uint32_t c = vb_letter_at(next, 0, &len);

	return !vb_str_ends(line, VB_STR(".")) && vb_letter_is(c) &&
	       !vb_letter_is_upper(c);
}

/*
 * The authority's own heading, "CHỦ TỊCH ỦY BAN / NHÂN DÂN TỈNH", stands
 * below the title in capitals too and is no part of it.
 */
static size_t without_authority(const struct vb_head *h, size_t first,
				size_t end)
{
	size_t back = 1;

	while (back <= 3 && end > first + back) {
		size_t i = end - back;

		if (starts_any(h->line[i], authorities, COUNT(authorities)) &&
		    !ends_any(h->line[i - 1], goes_on, COUNT(goes_on))) {
			end = i;
			back = 1;
		} else {
			back++;
		}
	}
	return end;
}

/* The lines of the trích yếu: from line `i` to before the line returned. */
static size_t summary_end(const struct vb_head *h, size_t i)
{
	size_t first = i;
	bool caps;

	if (i >= h->n)
		return i;
	caps = h->caps[i];
	for (; i < h->n && i - first < TITLE_LINES; i++) {
		struct vb_str line = h->line[i];

		if (is_rule(line) || line.len > 400 ||
		    starts_any(line, after_title, COUNT(after_title)) ||
		    (!caps && vb_letter_is_digit(line.ptr[0])))
			break;
		if (caps && !h->caps[i])
			break;
		if (!caps && i > first && !continues(h->line[i - 1], line))
			break;
	}
	return caps ? without_authority(h, first, i) : i;
}

static vb_status set_title(struct vb_record *record, const struct layout *l)
{
	const struct vb_head *h = &l->head;
	struct vb_buf title = VB_BUF_INIT(8192);
	size_t from = vb_head_at(h, l->type), to = from + l->type_len, i;
	vb_status st;

	st = add_words(&title, vb_str_from(l->row->label));
	for (i = l->type; i < h->n && vb_head_at(h, i) < to; i++) {
		/* what stands on the TYPE's own line after it */
		size_t end = vb_head_at(h, i) + h->line[i].len;

		if (!st && end > to)
			st = add_words(&title, vb_str_sub(h->text, to, end));
	}
	for (size_t end = summary_end(h, i);
	     !st && i < end && title.len < TITLE_BYTES; i++) {
		st = add_words(&title, h->line[i]);
		to = vb_head_at(h, i) + h->line[i].len;
	}
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_TITLE,
				      vb_buf_str(&title), 0.9,
				      (struct vb_span){ from, to });
	vb_buf_clear(&title);
	return st;
}

static bool is_place_date(struct vb_str line)
{
	return vb_str_find(line, VB_STR(", ngày"), 0) != VB_NPOS ||
	       vb_str_ends(line, VB_STR(",")) ||
	       vb_str_starts(line, VB_STR("ngày "));
}

static bool starts_upper(struct vb_str line)
{
	size_t len;

	return vb_letter_is_upper(vb_letter_at(line, 0, &len));
}

/* A công văn has no TYPE but "V/v ..." under its number. */
static vb_status set_letter_title(struct vb_record *record,
				  const struct layout *l)
{
	const struct vb_head *h = &l->head;
	struct vb_buf title = VB_BUF_INIT(8192);
	size_t i = l->has_number ? l->number : 0, first;
	vb_status st;

	while (i < h->n && !vb_str_starts(h->line[i], VB_STR("V/v")) &&
	       !vb_str_starts(h->line[i], VB_STR("V/V")) &&
	       !vb_str_starts(h->line[i], VB_STR("Về ")))
		i++;
	if (i == h->n)
		return VB_OK;
	first = i;
	st = add_words(&title, VB_STR("Công văn"));
	for (; !st && i < h->n && i - first < TITLE_LINES; i++) {
		if (i > first &&
		    (is_rule(h->line[i]) || is_place_date(h->line[i]) ||
		     starts_any(h->line[i], after_title, COUNT(after_title))))
			break;
		/* "Tây / Ninh, ngày ...": the place broken in two */
		if (i > first && i + 1 < h->n && h->line[i].len < 24 &&
		    starts_upper(h->line[i]) && is_place_date(h->line[i + 1]))
			break;
		st = add_words(&title, h->line[i]);
	}
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_TITLE,
				      vb_buf_str(&title), 0.8,
				      span(h, first, i));
	vb_buf_clear(&title);
	return st;
}

/* Bodies that name themselves under the body they belong to. */
static bool is_own_body(struct vb_str line)
{
	static const char *const own[] = { "SỞ ",  "VĂN PHÒNG", "CỤC ",
					   "BAN ", "ĐẢNG ỦY",	"THƯỜNG TRỰC" };

	return starts_any(line, own, COUNT(own));
}

/*
 * The left column of a line that holds both: up to the motto, or to a gap of
 * white space as wide as no word is apart.
 */
static struct vb_str left_column(struct vb_str line)
{
	for (size_t i = 0; i < COUNT(mottos); i++) {
		size_t at = vb_str_find(line, vb_str_from(mottos[i]), 0);

		if (at != VB_NPOS)
			line = vb_str_sub(line, 0, at);
	}
	for (size_t i = 0; i + 2 < line.len; i++)
		if (line.ptr[i] == '\t' || !memcmp(line.ptr + i, "   ", 3))
			line = vb_str_sub(line, 0, i);
	return vb_str_trim(line);
}

/* Is line `i` of the head, or its left column, part of the left block? */
static bool in_left_block(const struct layout *l, size_t i)
{
	const struct vb_head *h = &l->head;
	struct vb_str left = left_column(h->line[i]);

	if (!vb_is_caps(left) || i == l->number || i == l->type)
		return false;
	return l->motto == NONE || vb_head_at(h, i) < l->motto ||
	       left.len < h->line[i].len;
}

/* The left block: capitals above the motto or the number. */
static vb_status set_issuer(struct vb_record *record, const struct layout *l)
{
	const struct vb_head *h = &l->head;
	struct vb_buf caps = VB_BUF_INIT(4096), cased = VB_BUF_INIT(8192);
	size_t first = 0, end = 0;
	vb_status st = VB_OK;

	while (end < h->n && end < ISSUER_LINES && in_left_block(l, end)) {
		struct vb_str before =
			end ? left_column(h->line[end - 1]) : VB_STR_EMPTY;

		if (end && is_own_body(h->line[end]) &&
		    !vb_str_ends(before, VB_STR("ỦY")) &&
		    !vb_str_ends(before, VB_STR("UỶ")))
			first = end;
		end++;
	}
	for (size_t i = first; !st && i < end; i++)
		st = add_words(&caps, left_column(h->line[i]));
	if (!st && caps.len)
		st = vb_issuer_case(&cased, vb_buf_str(&caps));
	if (!st && cased.len && end)
		st = vb_record_set_at(record, VB_FIELD_ISSUER,
				      vb_buf_str(&cased), 0.8,
				      span(h, first, end));
	vb_buf_clear(&caps);
	vb_buf_clear(&cased);
	return st;
}

/*
 * The symbol's code decides (a merged text is headed by the type it merges),
 * but a heading with the same code is more exact: QĐ may be Quy định.
 */
static vb_status set_type(struct vb_record *record, const struct layout *l)
{
	const struct vb_field *number = &record->fields[VB_FIELD_NUMBER];
	const struct vb_type *row = NULL;
	struct vb_number n;

	if (l->has_number)
		row = vb_type_find(vb_str_from(l->read.type));
	else if (vb_number_find(&n, number->value, 0))
		row = vb_type_find(vb_str_from(n.type));
	if (l->row && (!row || (!strcmp(row->code, "QĐ") &&
				!strcmp(l->row->slug, "quy-dinh"))))
		row = l->row;
	if (row)
		return vb_record_set_type(record, row, VB_HOW_READ, 0.95);
	if (vb_phrase_find(l->head.text, "Kính gửi") == VB_NPOS)
		return VB_OK;
	row = vb_type_find(VB_STR("cong-van"));
	return vb_record_set_type(record, row, VB_HOW_INFERRED, 0.8);
}

static vb_status set_fields(struct vb_record *record, const struct layout *l)
{
	char date[VB_DATE_TEXT];
	vb_status st = VB_OK;

	if (l->has_number)
		st = vb_record_set_at(
			record, VB_FIELD_NUMBER, vb_str_from(l->read.text),
			0.95, (struct vb_span){ l->read.from, l->read.to });
	if (!st)
		st = set_type(record, l);
	if (!st && !record->fields[VB_FIELD_TITLE].value.len)
		st = l->row ? set_title(record, l) :
			      set_letter_title(record, l);
	if (!st && l->has_date) {
		vb_date_format(date, &l->date);
		st = vb_record_set_at(
			record, VB_FIELD_DATE, vb_str_from(date), 0.9,
			(struct vb_span){ l->date.from, l->date.to });
	}
	return st ? st : set_issuer(record, l);
}

/*
 * A page of a law database whose text lacks the letterhead: its title is type
 * and number ("Nghị định 66/2008/NĐ-CP", "Thông tư số ... Quy định ...") and
 * its text has articles. News titles name numbers too, their texts have none.
 */
static vb_status read_titled(struct vb_record *record, bool *is_document)
{
	struct vb_str title = record->fields[VB_FIELD_TITLE].value;
	struct vb_str head = vb_str_sub(record->text, 0, 2 * VB_HEAD_BYTES);
	const struct vb_type *row;
	struct vb_number n;
	size_t len;
	vb_status st;

	if (vb_str_find(head, VB_STR("\nĐiều 1"), 0) == VB_NPOS &&
	    !vb_str_starts(head, VB_STR("Điều 1")))
		return VB_OK;
	row = vb_type_at(title, &len);
	if (!row || !vb_number_find(&n, title, len) || n.from > len + 6)
		return VB_OK;
	*is_document = true;
	st = vb_record_set(record, VB_FIELD_NUMBER, vb_str_from(n.text),
			   VB_HOW_INFERRED, 0.8);
	return st ? st : vb_record_set_type(record, row, VB_HOW_INFERRED, 0.8);
}

vb_status vb_header_read(struct vb_record *record, bool *is_document)
{
	const struct vb_field *f = record->fields;
	struct layout l = { 0 };
	bool given = f[VB_FIELD_NUMBER].value.len && f[VB_FIELD_TYPE].value.len;

	*is_document = false;
	if (!given && !worth_reading(record->text))
		return read_titled(record, is_document);
	read_layout(&l, record->text);
	*is_document = given || looks_official(&l);
	if (!*is_document)
		return read_titled(record, is_document);
	if (!l.has_number && l.motto == NONE && !l.row)
		return VB_OK;
	return set_fields(record, &l);
}

bool vb_record_is_official(struct vb_str text)
{
	struct layout l = { 0 };

	if (!worth_reading(text))
		return false;
	read_layout(&l, text);
	return looks_official(&l);
}
