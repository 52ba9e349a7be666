#include "doc/split.h"

#include "doc/date.h"
#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/type.h"

/* A letterhead lies within so much before and after its motto. */
#define ABOVE_LINES 8
#define ABOVE_BYTES 600
#define BELOW_BYTES 1600
#define BELOW_LINES 24
#define NUMBER_BYTES 100 /* of a number line that is looked at */
#define STEP_BYTES 120	 /* two letterheads are never so near */
#define FIRST_YEAR 1945

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Whole, unlike those by which one head is known: nothing is guessed here. */
static const char *const mottos[] = {
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
	"CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
	"ĐẢNG CỘNG SẢN VIỆT NAM",
};

/* Words that the lines of a left block begin with. */
static const char *const bodies[] = {
	"BỘ",	     "BAN",	      "BẢO HIỂM",  "BỆNH VIỆN",
	"CHÍNH PHỦ", "CHỦ TỊCH NƯỚC", "CỤC",	   "CÔNG AN",
	"CÔNG TY",   "CHI CỤC",	      "ĐẠI HỌC",   "ĐẢNG",
	"ĐOÀN",	     "HĐND",	      "HỘI",	   "HUYỆN",
	"KHO BẠC",   "KIỂM TOÁN",     "LIÊN ĐOÀN", "MẶT TRẬN",
	"NGÂN HÀNG", "NHÂN DÂN",      "PHÒNG",	   "PHƯỜNG",
	"QUẬN",	     "QUỐC HỘI",      "SỞ",	   "TẬP ĐOÀN",
	"THÀNH PHỐ", "THÀNH ỦY",      "THÀNH UỶ",  "THANH TRA",
	"THỊ TRẤN",  "THỊ XÃ",	      "THỦ TƯỚNG", "THƯỜNG TRỰC",
	"TỈNH",	     "TÒA ÁN",	      "TOÀ ÁN",	   "TỔNG",
	"TRUNG TÂM", "TRƯỜNG",	      "UBND",	   "ỦY BAN",
	"UỶ BAN",    "VĂN PHÒNG",     "VIỆN",	   "XÃ",
};

/* What makes a letterhead that of an annex, a form or a copy. */
static const char *const annexes[] = {
	"kèm theo", "Kèm theo",	 "KÈM THEO", "Mẫu số",	 "MẪU SỐ",   "Mẫu ",
	"MẪU ",	    "Phụ lục",	 "PHỤ LỤC",  "Biểu mẫu", "BIỂU MẪU", "SAO Y",
	"SAO LỤC",  "TRÍCH SAO", "BẢN SAO",  "Mẫu:",	 "Biểu số",
};

/* Words of a signature in capitals, which no left block has. */
static const char *const titles[] = {
	"TRƯỞNG ",   "CHỦ TỊCH ", "GIÁM ĐỐC", "BÍ THƯ",
	"THỐNG ĐỐC", "CHÁNH ",	  "PHÓ ",
};

/* With these the head is over. */
static const char *const texts[] = { "Kính gửi", "Căn cứ", "Điều 1",
				     "Nơi nhận" };

/* A line that begins so stands at the end of a document. */
static const char *const ends[] = {
	"Nơi nhận", "NƠI NHẬN", "TM.",	"KT.",	   "TL.",     "TUQ.",  "T/M",
	"K/T",	    "T/L",	"TUQ ", "(Đã ký)", "(đã ký)", "Đã ký",
};

struct line {
	size_t from, to; /* trimmed */
};

/* The last lines before the one at hand: what may stand above a motto. */
struct above {
	struct line ring[ABOVE_LINES];
	size_t n;
};

/* A letterhead that has everything. */
struct found {
	struct vb_number number;
	size_t end; /* where its TYPE or V/v ends */
};

struct split {
	struct vb_str text;
	struct above above;
	struct vb_buf parts; /* struct vb_part */
	bool has_head;	     /* a document has begun */
	bool ended;	     /* and come to its end */
	size_t head_end;     /* of its letterhead */
	size_t looked;	     /* no motto before this is looked at */
};

static bool starts_any(struct vb_str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (vb_str_starts(s, vb_str_from(table[i])))
			return true;
	return false;
}

static bool has_any(struct vb_str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (vb_str_find(s, vb_str_from(table[i]), 0) != VB_NPOS)
			return true;
	return false;
}

/* Where the motto begins in `line`, or VB_NPOS. It may go on below. */
static size_t find_motto(struct vb_str text, struct line line)
{
	struct vb_str s = vb_str_sub(text, line.from, line.to);

	/* most lines have no such letter */
	if (vb_str_find(s, VB_STR("Ộ"), 0) == VB_NPOS)
		return VB_NPOS;
	for (size_t i = 0; i < COUNT(mottos); i++) {
		size_t word = strcspn(mottos[i], " ");
		size_t at = vb_str_find(s, vb_str_of(mottos[i], word), 0);

		if (at != VB_NPOS &&
		    vb_phrase_at(vb_str_skip(text, line.from + at), mottos[i]))
			return line.from + at;
	}
	return VB_NPOS;
}

/* Dots or blanks to be filled in: a form, not a document. */
static bool has_blanks(struct vb_str s)
{
	return vb_str_find(s, VB_STR("..."), 0) != VB_NPOS ||
	       vb_str_find(s, VB_STR("…"), 0) != VB_NPOS;
}

/* Nothing but marks: rules, stars, page numbers. */
static bool is_rule(struct vb_str line)
{
	uint32_t c;

	while (line.len) {
		line = vb_str_skip(line, vb_utf8_decode(&c, line));
		if (vb_letter_is(c))
			return false;
	}
	return true;
}

static bool is_number_line(struct vb_str line)
{
	return vb_str_starts(line, VB_STR("Số:")) ||
	       vb_str_starts(line, VB_STR("Số ")) ||
	       vb_str_starts(line, VB_STR("SỐ:"));
}

/*
 * The number line, at the start of a line or of a cell of a table. One in a
 * sentence ("Số 5 phố ...") has no number that follows at once.
 */
static bool find_number(struct vb_number *out, struct vb_str head, size_t from)
{
	size_t at = from, lines = 0;

	while (at < head.len && lines < BELOW_LINES) {
		struct vb_str line;

		while (at < head.len && head.ptr[at] == ' ')
			at++;
		line = vb_str_sub(head, at, at + NUMBER_BYTES);
		if (is_number_line(line) && vb_number_find(out, line, 0) &&
		    out->from <= 16) {
			out->from += at;
			out->to += at;
			return true;
		}
		while (at < head.len && head.ptr[at] != '\n' &&
		       head.ptr[at] != '\t')
			at++;
		lines += at < head.len && head.ptr[at] == '\n';
		at++;
	}
	return false;
}

/* "Hà Nội ngày": a name alone, which begins its line. */
static bool is_place(struct vb_str before)
{
	size_t at = before.len, len;

	while (at && before.ptr[at - 1] != '\n' && before.ptr[at - 1] != '\t')
		at--;
	before = vb_str_skip(before, at);
	return before.len > 2 && before.len < 40 &&
	       vb_letter_is_upper(vb_letter_at(before, 0, &len)) &&
	       vb_str_find(before, VB_STR("/"), 0) == VB_NPOS;
}

/* "Hà Nội, ngày 5 tháng 1 năm 2021", maybe broken before "ngày". */
static bool has_dated_place(struct vb_str head)
{
	struct vb_date d = { 0 };

	while (vb_date_find(&d, head, d.to)) {
		struct vb_str before = vb_str_sub(head, 0, d.from);

		before = vb_str_trim(before);
		if (d.day && d.year >= FIRST_YEAR &&
		    (vb_str_ends(before, VB_STR(",")) || is_place(before)))
			return true;
	}
	return false;
}

/* Do number and TYPE agree? What the symbol does not say agrees with any. */
static bool agrees(const struct vb_number *number, const struct vb_type *row)
{
	const struct vb_type *says = vb_type_find(vb_str_from(number->type));

	if (!number->type[0] || !says)
		return true;
	return says == row || !strcmp(says->code, row->code) ||
	       !strcmp(says->slug, "van-ban-hop-nhat");
}

/* The TYPE in capitals that begins a line at or after `from`; its end. */
static size_t find_type(struct vb_str head, size_t from,
			const struct vb_number *number)
{
	struct vb_str rest = vb_str_skip(head, from), line;
	size_t lines = 0, at;

	while (lines++ < BELOW_LINES && vb_str_next_line(&line, &rest)) {
		const struct vb_type *row;
		size_t len;

		line = vb_str_trim(line);
		if (starts_any(line, texts, COUNT(texts)))
			break;
		if (!vb_is_caps(line))
			continue;
		/* it may go on in the next line: "QUYẾT / ĐỊNH" */
		at = (size_t)(line.ptr - head.ptr);
		row = vb_type_at(vb_str_skip(head, at), &len);
		if (!row || !vb_is_caps(vb_str_sub(head, at, at + len)))
			continue;
		return agrees(number, row) ? at + len : 0;
	}
	return 0;
}

/* "V/v ..." and "Kính gửi": the end of the latter, 0 where one lacks. */
static size_t find_letter(struct vb_str head, size_t from)
{
	struct vb_str rest = vb_str_skip(head, from);
	size_t at = vb_str_find(rest, VB_STR("V/v"), 0), to;

	if (at == VB_NPOS)
		at = vb_str_find(rest, VB_STR("V/V"), 0);
	if (at == VB_NPOS)
		return 0;
	to = vb_phrase_find(vb_str_skip(rest, at), "Kính gửi");
	return to == VB_NPOS ? 0 : from + at + to;
}

/* Is there a whole letterhead around the motto at `motto`, from `start`? */
static bool read_head(struct found *out, const struct split *s, size_t start,
		      size_t motto)
{
	size_t to = s->text.len - motto < BELOW_BYTES ? s->text.len :
							motto + BELOW_BYTES;
	struct vb_str head;
	size_t below = motto - start, end;

	to = to < s->text.len ? vb_utf8_floor(s->text, to) : to;
	head = vb_str_sub(s->text, start, to);
	if (!find_number(&out->number, head, 0))
		return false;
	end = out->number.to > below ? out->number.to : below;
	out->end = find_type(head, end, &out->number);
	if (!out->end)
		out->end = find_letter(head, out->number.to);
	if (!out->end)
		return false;
	/* and what stands just under the title */
	head = vb_str_sub(head, 0, out->end);
	if (has_blanks(head) || !has_dated_place(head) ||
	    has_any(head, annexes, COUNT(annexes)))
		return false;
	out->end += start;
	return true;
}

/* "(Ban hành kèm theo ...)" comes under the title of an annex. */
static bool is_annex(const struct split *s, size_t end)
{
	struct vb_str rest = vb_str_skip(s->text, end), line;

	for (int i = 0; i < 8 && vb_str_next_line(&line, &rest); i++) {
		line = vb_str_trim(line);
		if (vb_str_starts(line, VB_STR("Căn cứ")) ||
		    vb_str_starts(line, VB_STR("Điều 1")))
			return false;
		if (vb_str_starts(line, VB_STR("(")) &&
		    has_any(line, annexes, COUNT(annexes)))
			return true;
	}
	return false;
}

/* "CHỦ TỊCH", "BỘ TRƯỞNG", but for "CHỦ TỊCH NƯỚC", who is a body. */
static bool has_title(struct vb_str line)
{
	if (vb_str_starts(line, VB_STR("CHỦ TỊCH NƯỚC")))
		return false;
	return has_any(line, titles, COUNT(titles)) ||
	       vb_str_ends(line, VB_STR("TRƯỞNG")) ||
	       vb_str_ends(line, VB_STR("CHỦ TỊCH"));
}

/* What stands at the end of a document, or begins an annex. */
static bool is_ending(struct vb_str line)
{
	return starts_any(line, ends, COUNT(ends)) ||
	       starts_any(line, annexes, COUNT(annexes)) || has_title(line) ||
	       vb_str_ends(line, VB_STR("./.")) ||
	       vb_str_ends(line, VB_STR(";"));
}

/* May `line` stand in a left block above the motto? */
static bool is_above(struct vb_str line)
{
	if (is_number_line(line) || is_rule(line))
		return true;
	return vb_is_caps(line) && !is_ending(line);
}

/*
 * Where the letterhead with a motto on the line at hand begins: up over the
 * names of bodies, the number and rules between them. `*named` tells whether
 * what stands above all that names an annex or a form.
 */
static size_t find_start(const struct split *s, size_t line, bool *named)
{
	size_t n = s->above.n < ABOVE_LINES ? s->above.n : ABOVE_LINES;
	size_t start = line, first = 1, summary = 0, i;

	*named = false;
	for (i = 1; i <= n; i++) {
		struct line l = s->above.ring[(s->above.n - i) % ABOVE_LINES];
		struct vb_str text = vb_str_sub(s->text, l.from, l.to);

		if (line - l.from > ABOVE_BYTES)
			break;
		if (vb_str_starts_nocase(text, "v/v")) {
			summary = 0;
			continue;
		}
		/* the summary of a letter goes on over lines */
		if (!is_above(text) && (is_ending(text) || ++summary > 4))
			break;
		/* others may be the end of a name: "ỦY BAN NHÂN / DÂN" */
		if (!is_number_line(text) &&
		    !(vb_is_caps(text) &&
		      starts_any(text, bodies, COUNT(bodies))))
			continue;
		if (summary)
			break;
		start = l.from;
		first = i + 1;
	}
	for (size_t k = first; k < first + 3 && k <= n; k++) {
		struct line l = s->above.ring[(s->above.n - k) % ABOVE_LINES];
		struct vb_str text = vb_str_sub(s->text, l.from, l.to);

		*named |= text.len < 200 &&
			  starts_any(text, annexes, COUNT(annexes));
	}
	return start;
}

static vb_status add_part(struct split *s, size_t from, const char *number)
{
	struct vb_part part = { .from = from };

	memcpy(part.number, number, strnlen(number, VB_NUMBER_BYTES - 1));
	return vb_buf_append(&s->parts,
			     vb_str_of((const char *)&part, sizeof(part)));
}

static struct vb_part *last_part(struct split *s)
{
	return (struct vb_part *)(void *)(s->parts.ptr + s->parts.len -
					  sizeof(struct vb_part));
}

/* Does a part bear that number already? Annexes repeat it. */
static bool is_known(struct split *s, const char *number)
{
	const struct vb_part *parts = (void *)s->parts.ptr;
	size_t n = s->parts.len / sizeof(*parts);
	/* it is the document before, or one or two before that */
	size_t first = n > 8 ? n - 8 : 0;

	for (size_t i = first; i < n; i++)
		if (!strcmp(parts[i].number, number))
			return true;
	return false;
}

static vb_status take_head(struct split *s, size_t line, size_t motto)
{
	struct found f;
	bool named;
	size_t start = find_start(s, line, &named);

	s->looked = motto + STEP_BYTES;
	if (named || (s->has_head && !s->ended) ||
	    !read_head(&f, s, start, motto) || is_annex(s, f.end))
		return VB_OK;
	if (is_known(s, f.number.text))
		return VB_OK;
	if (!s->has_head)
		memcpy(last_part(s)->number, f.number.text,
		       sizeof(f.number.text));
	else if (s->parts.len >= VB_PARTS_MAX * sizeof(struct vb_part))
		return VB_OK;
	else if (add_part(s, start, f.number.text))
		return VB_NO_MEMORY;
	s->has_head = true;
	s->ended = false;
	s->head_end = f.end;
	return VB_OK;
}

static bool is_end(struct vb_str line)
{
	return starts_any(line, ends, COUNT(ends)) ||
	       vb_str_ends(line, VB_STR("./.")) ||
	       vb_str_ends(line, VB_STR("./"));
}

static vb_status take_line(struct split *s, struct line line)
{
	size_t motto =
		line.from >= s->looked ? find_motto(s->text, line) : VB_NPOS;
	vb_status st = VB_OK;

	if (motto != VB_NPOS)
		st = take_head(s, line.from, motto);
	else if (s->has_head && !s->ended && line.from > s->head_end)
		s->ended = is_end(vb_str_sub(s->text, line.from, line.to));
	s->above.ring[s->above.n++ % ABOVE_LINES] = line;
	return st;
}

static vb_status finish(struct vb_part **parts, size_t *n, struct split *s,
			struct vb_arena *arena)
{
	*n = s->parts.len / sizeof(**parts);
	*parts = vb_arena_alloc(arena, s->parts.len);
	if (!*parts)
		return VB_NO_MEMORY;
	memcpy(*parts, s->parts.ptr, s->parts.len);
	for (size_t i = 0; i < *n; i++)
		(*parts)[i].to =
			i + 1 < *n ? (*parts)[i + 1].from : s->text.len;
	return VB_OK;
}

vb_status vb_parts_find(struct vb_part **parts, size_t *n, struct vb_str text,
			struct vb_arena *arena)
{
	struct split s = { .text = text,
			   .parts = VB_BUF_INIT(VB_PARTS_MAX * 4 *
						sizeof(struct vb_part)) };
	struct vb_str rest = text, line;
	vb_status st = add_part(&s, 0, "");

	while (!st && vb_str_next_line(&line, &rest)) {
		struct vb_str trimmed = vb_str_trim(line);
		size_t from = (size_t)(trimmed.ptr - text.ptr);

		if (trimmed.len)
			st = take_line(
				&s, (struct line){ from, from + trimmed.len });
	}
	if (!st)
		st = finish(parts, n, &s, arena);
	vb_buf_clear(&s.parts);
	return st ? VB_NO_MEMORY : VB_OK;
}

/* Blocks of the part, and the page that it begins on. */
static vb_status cut_blocks(struct vb_record *out,
			    const struct vb_record *whole,
			    const struct vb_part *part)
{
	size_t end = part->from + out->text.len;
	const struct vb_block *page = NULL;
	size_t n = 0;

	if (!whole->blocks)
		return VB_OK;
	out->blocks = vb_arena_calloc(out->arena, whole->n_blocks + 1,
				      sizeof(*out->blocks));
	if (!out->blocks)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < whole->n_blocks; i++) {
		struct vb_block b = whole->blocks[i];

		if (b.kind == VB_BLOCK_PAGE && b.from <= part->from)
			page = &whole->blocks[i];
		if (b.from < part->from || b.from >= end)
			continue;
		if (!n && part->from && page && page != &whole->blocks[i])
			out->blocks[n++] =
				(struct vb_block){ VB_BLOCK_PAGE, page->level,
						   0, 0 };
		page = NULL;
		b.from -= part->from;
		b.to = (b.to < end ? b.to : end) - part->from;
		if (b.to < b.from)
			b.to = b.from;
		out->blocks[n++] = b;
	}
	out->n_blocks = n;
	return VB_OK;
}

vb_status vb_part_cut(struct vb_record *out, const struct vb_record *whole,
		      const struct vb_part *part)
{
	static const enum vb_field_id kept[] = { VB_FIELD_LANGUAGE,
						 VB_FIELD_URL };
	struct vb_arena *arena = out->arena;
	size_t to = part->to;

	if (!part->from) {
		*out = *whole;
		out->arena = arena;
		out->blocks = NULL;
		out->n_blocks = 0;
	}
	for (size_t i = 0; i < COUNT(kept); i++)
		out->fields[kept[i]] = whole->fields[kept[i]];
	out->encoding = whole->encoding;
	out->partial = whole->partial;
	out->warning = whole->warning;
	/* the line end before the next part is neither's */
	if (to < whole->text.len)
		while (to > part->from && whole->text.ptr[to - 1] == '\n')
			to--;
	out->text = vb_str_sub(whole->text, part->from, to);
	for (size_t i = 0; i < VB_FIELD_COUNT; i++)
		if (out->fields[i].to > out->text.len || part->from)
			out->fields[i].from = out->fields[i].to = 0;
	return cut_blocks(out, whole, part);
}
