#include "doc/header.h"

#include "doc/gist.h"
#include "doc/letter.h"
#include "doc/signer.h"

#define TITLE_LINES 28 /* what repeals a decision repeats its whole title */
#define TITLE_BYTES 2000

/* Words that begin what comes after the title. */
static const char *const after_title[] = {
	"Căn cứ", "Căn\ncứ",   "Kính gửi",  "Kính\ngửi", "Theo đề nghị",
	"Xét",	  "Thực hiện", "Điều 1",    "Chương I",	 "Phần I",
	"Trong ", "Ngày ",     "(Ban hành", "(Kèm theo", "(kèm theo",
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
	" CỦA", " VÀ", " VỀ",  " DO",	" LÀ",	  " CHO",  " BỞI",	" GIỮA",
	" VỚI", ",",   " TẠI", " NGÀY", " THUỘC", " THEO", " ĐẠI BIỂU",
};

/* What the next line's figures belong to: "NĂM HỌC / 2025-2026". */
static const char *const before_figures[] = {
	"NĂM",	     "năm",	 "NĂM HỌC",  "năm học", "GIAI ĐOẠN",
	"giai đoạn", "NHIỆM KỲ", "nhiệm kỳ", "SỐ",	"số",
	"NGÀY",	     "ngày",	 "-",	     "–",
};

/* No body's name has them: words that a title goes on with. */
static const char *const no_name[] = {
	";", "(", ")", " VỀ ", " TẠI ", " ĐỐI VỚI ", " SỬA ĐỔI",
};

/* Where the right column begins in capitals. */
static const char *const right_column[] = { "CỘNG", "ĐẢNG", "VIỆT NAM" };

/* What a công văn says under its number instead of a title. */
static const char *const subjects[] = { "V/v", "V/V", "v/v", "Về ", "VV:" };

/* The lines from `first` to before `end`. */
static struct vb_span span(const struct vb_head *h, size_t first, size_t end)
{
	return (struct vb_span){ vb_head_at(h, first),
				 vb_head_at(h, end - 1) +
					 h->line[end - 1].len };
}

/* The last word alone counts too: "CỦA" on its own line. */
static bool line_goes_on(struct vb_str line)
{
	for (size_t i = 0; i < sizeof(goes_on) / sizeof(goes_on[0]); i++)
		if (vb_str_ends(line, vb_str_from(goes_on[i])) ||
		    vb_str_eq(line, vb_str_from(goes_on[i] + 1)))
			return true;
	return false;
}

/* A line in small letters goes on when the next begins with one. */
static bool continues(struct vb_str line, struct vb_str next)
{
	size_t len;
	uint32_t c = vb_letter_at(next, 0, &len);

	return !vb_str_ends(line, VB_STR(".")) && vb_letter_is(c) &&
	       !vb_letter_is_upper(c);
}

/* Figures alone, which the line before waits for? */
static bool is_its_figures(struct vb_str before, struct vb_str line)
{
	return vb_letter_is_digit(line.ptr[0]) &&
	       vb_ends_any(before, VB_PHRASES(before_figures));
}

/* May the lines from `first` to before `end` be a body's name? */
static bool is_name(const struct vb_head *h, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (vb_find_any(h->line[i], VB_PHRASES(no_name)) != VB_NPOS)
			return false;
	return true;
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

		if (vb_starts_any(h->line[i], VB_PHRASES(authorities)) &&
		    !line_goes_on(h->line[i - 1]) && is_name(h, i, end)) {
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

		if (i > first && is_its_figures(h->line[i - 1], line))
			continue;
		if (vb_is_rule(line) || line.len > TITLE_BYTES ||
		    vb_starts_any(line, VB_PHRASES(after_title)) ||
		    (!caps && vb_letter_is_digit(line.ptr[0])))
			break;
		if (caps && !h->caps[i])
			break;
		if (!caps && i > first && !continues(h->line[i - 1], line))
			break;
	}
	return caps ? without_authority(h, first, i) : i;
}

static vb_status typed_title(struct vb_record *record,
			     const struct vb_layout *l)
{
	const struct vb_head *h = &l->head;
	struct vb_buf title = VB_BUF_INIT(8192);
	size_t from = vb_head_at(h, l->type), to = from + l->type_len, i;
	vb_status st;

	if (l->title_at)
		to = l->title_at;

	st = vb_add_words(&title, vb_str_from(l->row->label));
	for (i = l->type; i < h->n && vb_head_at(h, i) < to; i++) {
		/* what stands on the TYPE's own line after it */
		size_t end = vb_head_at(h, i) + h->line[i].len;

		if (!st && end > to)
			st = vb_add_words(&title, vb_str_sub(h->text, to, end));
	}
	for (size_t end = summary_end(h, i);
	     !st && i < end && title.len < TITLE_BYTES; i++) {
		st = vb_add_words(&title, h->line[i]);
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

/* In capitals, and no abbreviation or number that a line broke before: "GTGT"
 * is one, "CỘNG HÒA XÃ HỘI" and "BỘ TÀI CHÍNH" are none. */
static bool is_heading(const struct vb_head *h, size_t i)
{
	return h->caps[i] &&
	       (vb_count_words(h->line[i]) > 1 ||
		vb_starts_any(h->line[i], VB_PHRASES(right_column)));
}

/* Does the subject end before line `i` of the head? */
static bool subject_ends(const struct vb_head *h, size_t i)
{
	struct vb_str line = h->line[i];

	if (vb_is_rule(line) || is_place_date(line) ||
	    vb_starts_any(line, VB_PHRASES(after_title)))
		return true;
	/* the right column's motto, or "Tây / Ninh, ngày ..." in two */
	if (is_heading(h, i) || vb_str_starts(line, VB_STR("Độc lập")))
		return true;
	return i + 1 < h->n && line.len < 24 && vb_starts_upper(line) &&
	       is_place_date(h->line[i + 1]);
}

/* The title that `label` and `words`, a part of the text, make. */
static vb_status set_inferred(struct vb_record *record, struct vb_str label,
			      struct vb_str words)
{
	struct vb_field *field = &record->fields[VB_FIELD_TITLE];
	struct vb_buf title = VB_BUF_INIT(8192);
	vb_status st;

	if (!words.len || field->how > VB_HOW_INFERRED)
		return VB_OK;
	st = vb_add_words(&title, label);
	if (!st)
		st = vb_add_words(&title, words);
	if (!st)
		st = vb_record_set(record, VB_FIELD_TITLE, vb_buf_str(&title),
				   VB_HOW_INFERRED, 0.6);
	if (!st && field->how == VB_HOW_INFERRED) {
		field->from = (size_t)(words.ptr - record->text.ptr);
		field->to = field->from + words.len;
	}
	vb_buf_clear(&title);
	return st;
}

/* The heading of an annex: from below "PHỤ LỤC" to its note. */
static struct vb_str annex_heading(const struct vb_head *h)
{
	size_t first = 0, end;
	struct vb_span at;

	while (first < h->n &&
	       !(h->caps[first] &&
		 vb_str_starts(h->line[first], VB_STR("PHỤ LỤC"))))
		first++;
	if (++first >= h->n)
		return VB_STR_EMPTY;
	end = first;
	while (end < h->n && h->caps[end] && end - first < TITLE_LINES &&
	       !vb_starts_any(h->line[end], VB_PHRASES(after_title)))
		end++;
	if (end == first)
		return VB_STR_EMPTY;
	at = span(h, first, end);
	return vb_str_sub(h->text, at.from, at.to);
}

/*
 * A letter whose head was lost with its subject says in its first sentence
 * what it is about; where only the signature and an annex are left, the annex
 * has a heading.
 */
static vb_status headless_title(struct vb_record *record,
				const struct vb_layout *l)
{
	struct vb_str type = record->fields[VB_FIELD_TYPE].label, words;

	if (vb_signature_starts(record->text))
		return set_inferred(record, VB_STR("Phụ lục"),
				    annex_heading(&l->head));
	words = vb_gist_of(record->text);
	if (!words.len)
		words = vb_gist_opening(record->text);
	return set_inferred(record, type.len ? type : VB_STR("Công văn"),
			    words);
}

/* A công văn has no TYPE but "V/v ..." under its number. */
static vb_status letter_title(struct vb_record *record,
			      const struct vb_layout *l)
{
	const struct vb_head *h = &l->head;
	struct vb_buf title = VB_BUF_INIT(8192);
	size_t i = l->has_number ? l->number : 0, first;
	vb_status st;

	while (i < h->n && !vb_starts_any(h->line[i], VB_PHRASES(subjects)))
		i++;
	if (i == h->n)
		return headless_title(record, l);
	first = i;
	st = vb_add_words(&title, VB_STR("Công văn"));
	for (; !st && i < h->n && i - first < TITLE_LINES; i++) {
		if (i > first && subject_ends(h, i))
			break;
		st = vb_add_words(&title, h->line[i]);
	}
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_TITLE,
				      vb_buf_str(&title), 0.8,
				      span(h, first, i));
	vb_buf_clear(&title);
	return st;
}

/* Says the title no more than type and number: "Nghị quyết 05/NQ-HĐND"? */
static bool is_bare(struct vb_str title)
{
	struct vb_number n;
	size_t len;

	return vb_type_at(title, &len) && vb_number_find(&n, title, len) &&
	       n.from <= len + 12 && n.to == title.len;
}

vb_status vb_header_title(struct vb_record *record, const struct vb_layout *l)
{
	struct vb_field *field = &record->fields[VB_FIELD_TITLE];
	bool bare = field->how == VB_HOW_READ && is_bare(field->value);
	struct vb_field before = *field;
	vb_status st;

	if (field->how >= VB_HOW_READ && !bare)
		return VB_OK;
	if (bare)
		field->how = VB_HOW_INFERRED;
	st = l->row ? typed_title(record, l) : letter_title(record, l);
	if (bare && field->how == VB_HOW_INFERRED)
		*field = before;
	return st;
}
