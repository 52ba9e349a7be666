#include "doc/header.h"

#include "doc/body.h"
#include "doc/issuer.h"
#include "doc/letter.h"

#define LETTERHEAD_LINES 14
#define BODIES 6
#define AUTHORITY_LINES 16
#define NAMES_BYTES 8000 /* of the text, in which a symbol is spelled out */

/* Where the right column begins on a line that has both. */
static const char *const right_column[] = {
	"CỘNG HÒA XÃ", "CỘNG HOÀ XÃ", "ĐẢNG CỘNG SẢN VIỆT",
	"Độc lập -",   "Độc lập –",   "ĐỘC LẬP -",
};

/* Capitals in a letterhead that name no body. */
static const char *const no_body[] = {
	"CÔNG BÁO",   "VĂN BẢN",     "PHẦN ",	  "PHỤ LỤC",	   "DỰ THẢO",
	"MẬT",	      "TỐI MẬT",     "TUYỆT MẬT", "HỎA TỐC",	   "HOẢ TỐC",
	"KHẨN",	      "THƯỢNG KHẨN", "BẢN SAO",	  "SAO Y",	   "SAO LỤC",
	"NƯỚC ",      "NGHĨA VIỆT",  "ĐỘC LẬP",	  "HỘI CHỦ NGHĨA", "XÃ HỘI CHỦ",
	"HÒA XÃ HỘI", "LUẬT SỐ",     "SỐ",
};

/* Words that a body's name begins with, below the body it belongs to. */
static const char *const own_body[] = {
	"SỞ ",	       "VĂN PHÒNG",  "CỤC ",	   "CHI CỤC ",	   "TỔNG CỤC ",
	"BAN ",	       "ĐẢNG ỦY",    "ĐẢNG UỶ",	   "ĐẢNG BỘ ",	   "CHI BỘ ",
	"THƯỜNG TRỰC", "TỈNH ỦY",    "TỈNH UỶ",	   "THÀNH ỦY",	   "THÀNH UỶ",
	"HUYỆN ỦY",    "HUYỆN UỶ",   "QUẬN ỦY",	   "QUẬN UỶ",	   "THỊ ỦY",
	"THỊ UỶ",      "ỦY BAN",     "UỶ BAN",	   "HỘI ĐỒNG",	   "BỘ ",
	"CHÍNH PHỦ",   "TRUNG TÂM ", "TRƯỜNG ",	   "VIỆN ",	   "HỌC VIỆN ",
	"PHÒNG ",      "CÔNG AN ",   "TÒA ÁN",	   "TOÀ ÁN",	   "MẶT TRẬN",
	"LIÊN ĐOÀN ",  "HỘI NÔNG",   "HỘI LIÊN",   "HỘI CỰU",	   "ĐOÀN ",
	"KHO BẠC ",    "BẢO HIỂM ",  "NGÂN HÀNG ", "THANH TRA",	   "THUẾ ",
	"HẢI QUAN ",   "KIỂM TOÁN ", "BỆNH VIỆN ", "CÔNG ĐOÀN ",   "TIỂU BAN ",
	"TỔ ",	       "BỘ CHỈ HUY", "CÔNG TY ",   "TỔNG CÔNG TY", "TẬP ĐOÀN ",
	"QUỐC HỘI",
};

/* A line that ends so goes on below: no new body begins there. */
static const char *const unfinished[] = {
	"ỦY BAN",
	"UỶ BAN",
	"BAN CHẤP HÀNH",
	"BAN THƯỜNG VỤ",
	"THƯỜNG TRỰC",
	"VĂN PHÒNG",
	"THỦ TƯỚNG",
	" CỦA",
	" VÀ",
	",",
	" ĐOÀN ĐẠI BIỂU",
	"CƠ QUAN",
	"TRUNG ƯƠNG",
	"BAN QUẢN LÝ",
	"BAN CHỈ ĐẠO",
	"BỘ CHỈ HUY",
	"ỦY BAN THƯỜNG VỤ",
	"CHỦ TỊCH",
	" -",
	" –",
};

/* Heads of bodies: the rest of such a heading is the body's name. */
static const char *const heads[] = {
	"CHỦ TỊCH ",	   "BỘ TRƯỞNG ",     "CỤC TRƯỞNG ", "TỔNG CỤC TRƯỞNG ",
	"CHI CỤC TRƯỞNG ", "TỔNG GIÁM ĐỐC ", "GIÁM ĐỐC ",   "CHÁNH ÁN ",
	"VIỆN TRƯỞNG ",	   "THỐNG ĐỐC ",     "TRƯỞNG BAN ",
};

/* Own names that need all of the superior's: Ban Tổ chức Tỉnh ủy X. */
static const char *const needs_superior[] = {
	"Văn phòng",	   "Ban ",
	"Ủy ban Kiểm tra", "Uỷ ban Kiểm tra",
	"Ủy ban kiểm tra", "Uỷ ban kiểm tra",
};

/* Likewise, whatever else they say: that of the Mặt trận is not the Party's,
 * and the judges' council is that of the supreme court. */
static const char *const parts_of[] = {
	"Ủy ban Trung ương",
	"Hội đồng Thẩm phán",
};

/* Own names that need its territory: Sở Tài chính tỉnh X. */
static const char *const needs_territory[] = {
	"Sở ",	      "Thường trực", "Chi cục ",    "Thanh tra",   "Phòng ",
	"Trung tâm ", "Ban Quản lý", "Ban quản lý", "Thuế cơ sở ",
};

/* Centrally run cities; every other province is a tỉnh. */
static const char *const cities[] = {
	"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế",
};

struct letterhead {
	struct vb_buf body[BODIES];
	size_t n;
	struct vb_span where;
	struct vb_str last; /* the line before */
	bool joint;
};

/*
 * The left column of a line that holds both: up to the motto, or to a gap of
 * white space as wide as no word is apart.
 */
static struct vb_str left_column(const struct vb_layout *l, size_t i)
{
	struct vb_str line = l->head.line[i];
	size_t at = vb_head_at(&l->head, i);
	size_t cut = vb_find_any(line, VB_PHRASES(right_column));

	if (at >= l->motto.from && at < l->motto.to)
		return VB_STR_EMPTY;
	if (l->motto.from > at && l->motto.from < at + line.len)
		line = vb_str_sub(line, 0, l->motto.from - at);
	line = vb_str_sub(line, 0, cut);
	for (size_t k = 0; k + 2 < line.len; k++)
		if (line.ptr[k] == '\t' || !memcmp(line.ptr + k, "   ", 3))
			line = vb_str_sub(line, 0, k);
	return vb_str_trim(line);
}

/* Does a body begin with `line` that is not the one above going on? */
static bool begins_body(const struct letterhead *lh, struct vb_str line)
{
	if (!lh->n)
		return true;
	if (!vb_starts_any(line, VB_PHRASES(own_body)) ||
	    vb_count_words(lh->last) < 2)
		return false;
	return !vb_ends_any(lh->last, VB_PHRASES(unfinished));
}

static vb_status add_line(struct letterhead *lh, const struct vb_layout *l,
			  size_t i)
{
	struct vb_str left = left_column(l, i);
	size_t at = vb_head_at(&l->head, i);

	if (begins_body(lh, left)) {
		if (lh->n == BODIES)
			return VB_OK;
		lh->n++;
	}
	if (lh->n == 1 && !lh->body[0].len)
		lh->where.from = at;
	lh->where.to = at + left.len;
	lh->last = left;
	if (vb_str_ends(left, VB_STR("-")) || vb_str_ends(left, VB_STR("–")))
		lh->joint = true;
	return vb_add_words(&lh->body[lh->n - 1], left);
}

/* Can the left column `left` be part of a letterhead? */
static bool is_name(const struct vb_layout *l, size_t i, struct vb_str left)
{
	return vb_is_caps(left) && i != l->number && i != l->type &&
	       !vb_starts_any(left, VB_PHRASES(no_body)) &&
	       vb_str_find(left, VB_STR("/"), 0) == VB_NPOS;
}

/* The capitals of the left block, in [from, to) of the head's lines. */
static vb_status read_block(struct letterhead *lh, const struct vb_layout *l,
			    size_t from, size_t to)
{
	vb_status st = VB_OK;

	for (size_t i = from; !st && i < to && i < from + LETTERHEAD_LINES;
	     i++) {
		struct vb_str left = left_column(l, i);

		if (is_name(l, i, left))
			st = add_line(lh, l, i);
		else if (lh->n && left.len && !vb_is_rule(left))
			break;
	}
	return st;
}

/* Above the number; what stands below it only if nothing does. */
static vb_status read_letterhead(struct letterhead *lh,
				 const struct vb_layout *l)
{
	size_t number = l->has_number ? l->number : l->type;
	size_t type = l->row ? l->type : number;
	vb_status st;

	if (number == VB_NO_LINE)
		number = type = 0;
	st = read_block(lh, l, 0, number);
	if (!st && !lh->n && l->has_number && type != VB_NO_LINE)
		st = read_block(lh, l, number + 1, type);
	if (lh->n && lh->body[0].len &&
	    vb_str_find(vb_buf_str(&lh->body[0]), VB_STR(" "), 0) == VB_NPOS)
		lh->n = 0;
	return st;
}

static bool is_joint(const struct letterhead *lh, const struct vb_layout *l)
{
	if (lh->joint)
		return true;
	return (l->row &&
		vb_str_ends(vb_str_from(l->row->slug), VB_STR("-lien-tich"))) ||
	       (l->has_number && (!strcmp(l->read.type, "TTLT") ||
				  !strcmp(l->read.type, "NQLT")));
}

/* Several bodies with equal rights: "Bộ Tài chính - Bộ Nội vụ". */
static vb_status join_bodies(struct vb_buf *out, const struct letterhead *lh)
{
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < lh->n; i++) {
		struct vb_str s = vb_buf_str(&lh->body[i]);

		while (s.len && strchr("- ", s.ptr[s.len - 1]))
			s.len--;
		while (vb_str_ends(s, VB_STR("–")))
			s = vb_str_trim(vb_str_sub(s, 0, s.len - 3));
		if (out->len)
			st = vb_buf_append(out, VB_STR(" - "));
		if (!st)
			st = vb_issuer_case(out, s);
	}
	return st;
}

/* What makes the own name `name` the only one: the superior's, or its
 * territory. */
static struct vb_str supplement(struct vb_str name, struct vb_str superior)
{
	if (vb_issuer_territory(name).len || !superior.len)
		return VB_STR_EMPTY;
	if (vb_starts_any(name, VB_PHRASES(needs_territory)))
		return vb_issuer_territory(superior);
	if (vb_starts_any(name, VB_PHRASES(parts_of)))
		return superior;
	if (vb_starts_any(name, VB_PHRASES(needs_superior)) &&
	    vb_str_find(name, VB_STR("Trung ương"), 0) == VB_NPOS &&
	    vb_str_find(name, VB_STR("ủy "), 0) == VB_NPOS)
		return superior;
	return VB_STR_EMPTY;
}

static vb_status set_bodies(struct vb_record *record,
			    const struct letterhead *lh, bool joint)
{
	struct vb_buf name = VB_BUF_INIT(8192), above = VB_BUF_INIT(8192);
	vb_status st;

	if (joint) {
		st = join_bodies(&name, lh);
	} else {
		st = vb_issuer_case(&name, vb_buf_str(&lh->body[lh->n - 1]));
		if (!st && lh->n > 1)
			st = vb_issuer_case(&above,
					    vb_buf_str(&lh->body[lh->n - 2]));
		if (!st)
			st = vb_add_words(&name,
					  supplement(vb_buf_str(&name),
						     vb_buf_str(&above)));
	}
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_ISSUER,
				      vb_buf_str(&name), 0.9, lh->where);
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_SUPERIOR,
				      vb_buf_str(&above), 0.8, lh->where);
	vb_buf_clear(&name);
	vb_buf_clear(&above);
	return st;
}

/* A body in capitals from `caps`, read there. */
static vb_status set_caps(struct vb_record *record, struct vb_str caps,
			  struct vb_span where)
{
	struct vb_buf words = VB_BUF_INIT(4096), name = VB_BUF_INIT(8192);
	vb_status st = vb_add_words(&words, caps);

	if (!st)
		st = vb_issuer_case(&name, vb_buf_str(&words));
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_ISSUER,
				      vb_buf_str(&name), 0.8, where);
	vb_buf_clear(&words);
	vb_buf_clear(&name);
	return st;
}

/* Does the text `s` begin as the name of a body, lines broken or not? */
static bool is_body(struct vb_str s)
{
	for (size_t i = 0; i < sizeof(own_body) / sizeof(own_body[0]); i++)
		if (vb_phrase_at(s, own_body[i]))
			return true;
	return false;
}

/* "CỤC TRƯỞNG CỤC / HẢI QUAN" below the title, before the legal bases. */
static vb_status read_authority(struct vb_record *record,
				const struct vb_layout *l)
{
	const struct vb_head *h = &l->head;
	size_t i = l->row ? l->type + 1 : h->n, end, last = 0;
	struct vb_span where;

	end = i + AUTHORITY_LINES < h->n ? i + AUTHORITY_LINES : h->n;
	for (; i < end && h->caps[i]; i++) {
		size_t lead = vb_starts_any(h->line[i], VB_PHRASES(heads));

		if (lead && is_body(vb_str_skip(vb_head_tail(h, i), lead)))
			last = i + 1;
	}
	if (!last || i == end)
		return VB_OK;
	where.from = vb_head_at(h, last - 1) +
		     vb_starts_any(h->line[last - 1], VB_PHRASES(heads));
	where.to = vb_head_at(h, i - 1) + h->line[i - 1].len;
	return set_caps(record, vb_str_sub(h->text, where.from, where.to),
			where);
}

/* The body in an old heading: "CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH SỐ ..." is the
 * ministry; heads of state and of the government issue as such. */
static vb_status read_said(struct vb_record *record, struct vb_span where)
{
	struct vb_str s = vb_str_sub(record->text, where.from, where.to);
	size_t lead = vb_starts_any(s, VB_PHRASES(heads));
	struct vb_str rest = vb_str_skip(s, lead);

	if (lead && is_body(rest) && !vb_str_starts(rest, VB_STR("CHÍNH PHỦ")))
		where.from += lead;
	return set_caps(record, vb_str_sub(record->text, where.from, where.to),
			where);
}

/* The body in an annex's note: "của Bộ Văn hóa, Thể thao và Du lịch". */
static vb_status read_noted(struct vb_record *record, const struct vb_layout *l)
{
	struct vb_buf name = VB_BUF_INIT(4096);
	vb_status st;

	st = vb_add_words(&name, vb_str_sub(record->text, l->note.body.from,
					    l->note.body.to));
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_ISSUER,
				      vb_buf_str(&name), 0.7, l->note.body);
	vb_buf_clear(&name);
	return st;
}

/* The part of a number that names its body: CHQ of 1/CHQ-GSQL and 2/QĐ-CHQ,
 * VPTW of 3-TB/VPTW. */
static struct vb_str body_of(const struct vb_number *n)
{
	struct vb_str s = vb_str_from(n->text);

	while (s.len) {
		size_t end = 0;
		struct vb_str part;

		while (end < s.len && !strchr("-/", s.ptr[end]))
			end++;
		part = vb_str_sub(s, 0, end);
		s = vb_str_skip(s, end + 1);
		if (part.len && !vb_letter_is_digit(part.ptr[0]) &&
		    !vb_str_eq(part, vb_str_from(n->type)))
			return part;
	}
	return VB_STR_EMPTY;
}

/* The province where the letter was dated, as its body is called: "thành phố
 * Hà Nội". */
static vb_status add_territory(struct vb_buf *out, const struct vb_layout *l)
{
	struct vb_str before = vb_str_sub(l->head.text, 0, l->date.from);
	size_t line = before.len;
	struct vb_buf words = VB_BUF_INIT(1024);
	const char *place;
	bool city = false;
	vb_status st;

	for (int breaks = 0; line && breaks < 2; line--)
		if (before.ptr[line - 1] == '\n' && ++breaks == 2)
			break;
	st = vb_add_words(&words, vb_str_skip(before, line));
	place = NULL;
	for (size_t i = 0; !st && !place && i < words.len; i++)
		if (!i || words.ptr[i - 1] == ' ')
			place = vb_place_at(vb_str_skip(vb_buf_str(&words), i));
	for (size_t i = 0; place && i < sizeof(cities) / sizeof(cities[0]); i++)
		city = city || !strcmp(place, cities[i]);
	if (!st && place)
		st = vb_add_words(out,
				  city ? VB_STR("thành phố") : VB_STR("tỉnh"));
	if (!st && place)
		st = vb_add_words(out, vb_str_from(place));
	vb_buf_clear(&words);
	return st;
}

/* "KT. TRƯỞNG THUẾ TỈNH": since 2025 the tax offices bear that name. */
static bool is_tax_office(const struct vb_record *record)
{
	struct vb_str capacity = record->fields[VB_FIELD_CAPACITY].value;

	return vb_str_find(capacity, VB_STR("TRƯỞNG THUẾ T"), 0) != VB_NPOS;
}

/* The symbol, where no body is named at all. */
static vb_status infer(struct vb_record *record, const struct vb_layout *l)
{
	struct vb_str symbol = body_of(&l->read), spelled = VB_STR_EMPTY;
	const struct vb_organ *known = vb_organ_by_symbol(symbol);
	struct vb_buf name = VB_BUF_INIT(4096);
	vb_status st;

	if (is_tax_office(record)) {
		known = NULL;
		spelled = VB_STR("Thuế");
	} else if (!known) {
		spelled = vb_issuer_spelled(
			vb_str_sub(record->text, 0, NAMES_BYTES), symbol);
	}
	st = vb_add_words(&name, known ? vb_str_from(known->name) : spelled);
	if (!st && name.len && l->has_date &&
	    (is_tax_office(record) ||
	     vb_starts_any(spelled, VB_PHRASES(needs_territory))))
		st = add_territory(&name, l);
	if (!st && name.len &&
	    record->fields[VB_FIELD_ISSUER].how < VB_HOW_INFERRED)
		st = vb_record_set(record, VB_FIELD_ISSUER, vb_buf_str(&name),
				   VB_HOW_INFERRED, 0.7);
	vb_buf_clear(&name);
	return st;
}

vb_status vb_header_issuer(struct vb_record *record, const struct vb_layout *l)
{
	const struct vb_field *field = &record->fields[VB_FIELD_ISSUER];
	struct letterhead lh = { 0 };
	vb_status st;

	for (size_t i = 0; i < BODIES; i++)
		lh.body[i].limit = 4096;
	if (l->said_body.to)
		st = read_said(record, l->said_body);
	else
		st = read_letterhead(&lh, l);
	if (!st && lh.n)
		st = set_bodies(record, &lh, is_joint(&lh, l));
	if (!st && !field->value.len)
		st = read_authority(record, l);
	if (!st && !field->value.len && l->note.body.to)
		st = read_noted(record, l);
	if (!st && !field->value.len && l->has_number)
		st = infer(record, l);
	for (size_t i = 0; i < BODIES; i++)
		vb_buf_clear(&lh.body[i]);
	return st;
}
