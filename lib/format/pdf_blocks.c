#include <math.h>
#include <stdlib.h>

#include "doc/letter.h"
#include "doc/type.h"
#include "format/pdf.h"
#include "text/syllable.h"

/*
 * Lines to paragraphs. Vietnamese breaks lines only between syllables and
 * writes no hyphen there: whatever is joined is joined with a space. Lengths
 * are in units of the letters' height.
 */
#define INDENT 0.6
#define STEP 1.3       /* of the usual step from line to line */
#define NOTE_SIZE 0.93 /* of the body's letters */
#define CENTRED 1.0    /* so far from both margins */
#define TITLE_LINES 8  /* of the title below a TYPE */
#define LETTERHEAD 40  /* lines in which a TYPE follows the motto */
#define TOUCH 0.06     /* no gap: the places are rounded */
#define SMALLER 0.85   /* of the letters' height is another size */

struct writer {
	vb_layout *l;
	struct vb_pdf_lines *lines;
	const struct vb_pdf_line *before; /* of the open block, or NULL */
	double step;			  /* usual, on this page */
	double *room;
	size_t line;   /* where we are */
	size_t motto;  /* line + 1 of the last motto or number */
	bool typed;    /* a TYPE was seen */
	bool headed;   /* the block before is a heading */
	size_t type;   /* its line */
	unsigned page; /* anchors were written up to this page */
};

static const struct vb_pdf_word *at(const struct vb_pdf_lines *l,
				    const struct vb_pdf_line *line, size_t i)
{
	return l->words[line->first + i];
}

static double height(const struct vb_pdf_lines *l,
		     const struct vb_pdf_line *line)
{
	const struct vb_pdf_word *w = at(l, line, line->n / 2);
	double h = w->y1 - w->y0;

	return h > 1 ? h : 1;
}

/* The first letter, digit or other sign behind quotes and brackets. */
static uint32_t first_sign(struct vb_str s)
{
	static const char skipped[] = "\"'([{“‘";
	uint32_t c = 0;

	while (s.len) {
		size_t n = vb_utf8_decode(&c, s);

		if (vb_str_find(VB_STR(skipped), vb_str_sub(s, 0, n), 0) ==
		    VB_NPOS)
			return c;
		s = vb_str_skip(s, n);
	}
	return c;
}

/* "1.", "12.3.", "a)", "-", "+": what begins a point of a list. */
static bool is_marker(struct vb_str s)
{
	size_t signs = 0, n;
	uint32_t c;

	if (s.len == 1)
		return strchr("-+*", s.ptr[0]) != NULL;
	if (vb_str_eq(s, VB_STR("–")) || vb_str_eq(s, VB_STR("•")) ||
	    vb_str_eq(s, VB_STR("\uF0B7")))
		return true;
	if (!vb_str_ends(s, VB_STR(".")) && !vb_str_ends(s, VB_STR(")")))
		return false;
	if (vb_str_starts(s, VB_STR("(")) && s.len > 2)
		s = vb_str_skip(s, 1);
	for (s.len--; s.len; s = vb_str_skip(s, n)) {
		n = vb_utf8_decode(&c, s);
		if (!vb_letter_is(c) && c != '.' &&
		    !(c < 0x80 && vb_letter_is_digit((char)c)))
			return false;
		signs++;
	}
	return signs > 0 && signs < 6;
}

/* May the line that begins with `s` go on with a sentence? */
static bool begins_small(struct vb_str s)
{
	uint32_t c = first_sign(s);

	if (is_marker(s))
		return false;
	if (c < 0x80 && vb_letter_is_digit((char)c))
		return true;
	return vb_letter_is(c) && !vb_letter_is_upper(c);
}

/* Does the line end as a sentence or a point of a list does? */
static bool is_closed(const struct vb_pdf_lines *l,
		      const struct vb_pdf_line *line)
{
	struct vb_str s = at(l, line, line->n - 1)->seen;
	static const char *const ends[] = { ".", ";", ":", "!", "?", "…" };

	while (s.len &&
	       (vb_str_ends(s, VB_STR("”")) || vb_str_ends(s, VB_STR("\"")) ||
		vb_str_ends(s, VB_STR(")"))))
		s.len -= vb_str_ends(s, VB_STR("”")) ? strlen("”") : 1;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (vb_str_ends(s, vb_str_from(ends[i])))
			return true;
	return false;
}

/* All letters are capitals, four of them or more. */
static bool is_caps(const struct vb_pdf_lines *l,
		    const struct vb_pdf_line *line)
{
	size_t letters = 0;

	for (size_t i = 0; i < line->n; i++) {
		struct vb_str s = at(l, line, i)->seen;

		while (s.len) {
			uint32_t c;

			s = vb_str_skip(s, vb_utf8_decode(&c, s));
			if (!vb_letter_is(c))
				continue;
			letters++;
			if (!vb_letter_is_upper(c))
				return false;
		}
	}
	return letters > 3;
}

static size_t syllables(const struct vb_pdf_lines *l,
			const struct vb_pdf_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n; i++) {
		struct vb_str s = at(l, line, i)->seen;

		while (s.len && strchr(".,;:", s.ptr[s.len - 1]))
			s.len--;
		n += vb_syllable_valid(s);
	}
	return n;
}

/* Nothing but a rule: "_____", "———", "* * *". */
static bool is_rule(const struct vb_pdf_lines *l,
		    const struct vb_pdf_line *line)
{
	static const char signs[] = "_-–—=*─‾ˍ¯";

	for (size_t i = 0; i < line->n; i++) {
		struct vb_str s = at(l, line, i)->seen;

		while (s.len) {
			uint32_t c;
			size_t n = vb_utf8_decode(&c, s);

			if (vb_str_find(VB_STR(signs), vb_str_sub(s, 0, n),
					0) == VB_NPOS)
				return false;
			s = vb_str_skip(s, n);
		}
	}
	return true;
}

static bool is_centred(const struct vb_pdf_lines *l,
		       const struct vb_pdf_line *line)
{
	double h = height(l, line);
	double from = line->x0 - line->left, to = line->right - line->x1;

	return from > CENTRED * h && to > CENTRED * h &&
	       from < 2 * to + 2 * h && to < 2 * from + 2 * h;
}

/* Would the next line's first word have found room on this one? */
static bool is_short(const struct vb_pdf_lines *l,
		     const struct vb_pdf_line *line,
		     const struct vb_pdf_line *next)
{
	const struct vb_pdf_word *w = at(l, next, 0);

	return line->right - line->x1 > w->x1 - w->x0 + 0.5 * height(l, line);
}

/* Does the line stand where a title does, in the lines below a TYPE? */
static bool is_title(const struct writer *w, const struct vb_pdf_line *line)
{
	size_t i = (size_t)(line - w->lines->lines);

	return w->typed && !line->column && i > w->type &&
	       i - w->type <= TITLE_LINES;
}

/* Does `next` begin a paragraph of its own behind `line`? */
static bool is_break(const struct writer *w, const struct vb_pdf_line *line,
		     const struct vb_pdf_line *next)
{
	const struct vb_pdf_lines *l = w->lines;
	double h = height(l, line), indent = next->x0 - line->x0;
	bool small = begins_small(at(l, next, 0)->seen);
	bool closed = is_closed(l, line);
	bool marked = is_marker(at(l, next, 0)->seen);

	if (line->row || next->row)
		return true;
	if (line->page == next->page) {
		if (line->column != next->column ||
		    next->y1 - line->y1 > STEP * w->step + 1 ||
		    next->y1 < line->y0)
			return true;
	} else if (line->column || next->column) {
		return true;
	}
	if (is_caps(l, line) || is_caps(l, next))
		return true;
	if (marked && (closed || next->x0 - next->left > INDENT * h))
		return true;
	if (is_title(w, line) && is_centred(l, line) && is_centred(l, next))
		return closed;
	if (is_short(l, line, next))
		return closed || !small;
	if (line->page != next->page)
		indent = (next->x0 - next->left) - (line->x0 - line->left);
	if (indent > INDENT * h)
		return !small || closed;
	return closed && !small && next->x0 - next->left > INDENT * h;
}

struct kind {
	enum vb_block_kind kind;
	unsigned level;
};

static const struct {
	const char *word; /* first of the line */
	unsigned level;
} parts[] = {
	{ "PHẦN", 2 }, { "Phần", 2 }, { "CHƯƠNG", 3 }, { "Chương", 3 },
	{ "MỤC", 4 },  { "Mục", 4 },  { "Tiểu", 5 },   { "TIỂU", 5 },
	{ "Điều", 6 }, { "ĐIỀU", 6 },
};

/* "I", "IV", "1.", "thứ", "mục": what follows the name of a part. */
static bool is_ordinal(struct vb_str s)
{
	while (s.len && strchr(".:", s.ptr[s.len - 1]))
		s.len--;
	if (vb_str_eq(s, VB_STR("thứ")) || vb_str_eq(s, VB_STR("THỨ")) ||
	    vb_str_eq(s, VB_STR("mục")))
		return true;
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("0123456789IVXLCab", s.ptr[i]))
			return false;
	return s.len > 0;
}

/* The level of the heading of a part, 0 for none. A heading is one line. */
static unsigned part_level(const struct vb_pdf_lines *l,
			   const struct vb_pdf_line *line, bool alone)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (!vb_str_eq(at(l, line, 0)->seen,
			       vb_str_from(parts[i].word)) ||
		    line->n < 2 || !is_ordinal(at(l, line, 1)->seen))
			continue;
		if (line->n > 2 && (!alone || is_closed(l, line)))
			return 0;
		return parts[i].level;
	}
	return 0;
}

/* The line's words as they are seen, cut at `size`. */
static struct vb_str line_text(char *out, size_t size,
			       const struct vb_pdf_lines *l,
			       const struct vb_pdf_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n; i++) {
		struct vb_str s = at(l, line, i)->seen;

		if (n + s.len + 1 > size)
			break;
		if (n)
			out[n++] = ' ';
		memcpy(out + n, s.ptr, s.len);
		n += s.len;
	}
	return vb_str_of(out, n);
}

/* A line that is a TYPE in capitals: alone, or "NGHỊ ĐỊNH CỦA CHÍNH PHỦ". */
static bool is_type(const struct vb_pdf_lines *l,
		    const struct vb_pdf_line *line)
{
	char room[128];
	struct vb_str text = line_text(room, sizeof(room), l, line);
	size_t len = 0;

	if (line->column || !is_caps(l, line) || !vb_type_at(text, &len))
		return false;
	return len == text.len ||
	       vb_str_starts(vb_str_skip(text, len), VB_STR(" CỦA "));
}

static bool is_motto(const struct vb_pdf_lines *l,
		     const struct vb_pdf_line *line)
{
	char room[128];
	struct vb_str text = line_text(room, sizeof(room), l, line);

	return vb_str_starts(text, VB_STR("CỘNG H")) ||
	       vb_str_starts(text, VB_STR("ĐẢNG CỘNG SẢN VI")) ||
	       vb_str_starts(text, VB_STR("Số:")) ||
	       vb_str_starts(text, VB_STR("Số :"));
}

static struct kind kind_of(struct writer *w, const struct vb_pdf_line *line,
			   bool alone)
{
	const struct vb_pdf_lines *l = w->lines;
	struct vb_str first = at(l, line, 0)->seen;
	unsigned level;

	if (line->row)
		return (struct kind){ VB_BLOCK_ROW, 0 };
	if (is_motto(l, line)) {
		w->motto = w->line + 1;
		return (struct kind){ VB_BLOCK_PARAGRAPH, 0 };
	}
	if (is_type(l, line)) {
		bool begins = !w->typed ||
			      (w->motto && w->line - w->motto < LETTERHEAD);

		w->typed = true;
		w->type = w->line;
		w->motto = 0;
		return (struct kind){ VB_BLOCK_HEADING, begins ? 1 : 2 };
	}
	level = line->column ? 0 : part_level(l, line, alone);
	if (!level && w->typed && !line->column && alone && is_caps(l, line) &&
	    syllables(l, line) > 1 && (w->headed || is_centred(l, line)))
		level = 2;
	if (level)
		return (struct kind){ VB_BLOCK_HEADING, level };
	if (vb_str_eq(first, VB_STR("-")) || vb_str_eq(first, VB_STR("–")) ||
	    vb_str_eq(first, VB_STR("•")) || vb_str_eq(first, VB_STR("*")) ||
	    vb_str_eq(first, VB_STR("\uF0B7")))
		return (struct kind){ VB_BLOCK_ITEM, 1 };
	if (vb_str_eq(first, VB_STR("+")))
		return (struct kind){ VB_BLOCK_ITEM, 2 };
	return (struct kind){ VB_BLOCK_PARAGRAPH, 0 };
}

/* Lengths whose squares and cubes are written with a raised number. */
static bool is_length(struct vb_str s)
{
	static const char *const lengths[] = { "m", "km", "dm", "cm", "mm" };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++)
		if (vb_str_eq(s, vb_str_from(lengths[i])))
			return true;
	return false;
}

/*
 * Does `b` touch `a`, as the smaller letters below the line of a formula do:
 * "Đ" and "TB", "CO" and "2"? Raised ones are marks of notes, which are no
 * part of the word, but for m² and m³.
 */
static bool touches(const struct vb_pdf_word *a, const struct vb_pdf_word *b)
{
	double ha = a->y1 - a->y0, hb = b->y1 - b->y0;
	double big = ha > hb ? ha : hb, gap = b->x0 - a->x1;
	double lower = (b->y0 + b->y1) - (a->y0 + a->y1);

	if (fabs(gap) > TOUCH * big || fabs(ha - hb) < (1 - SMALLER) * big ||
	    b->y0 >= a->y1 || a->y0 >= b->y1)
		return false;
	if (hb < ha && lower < 0)
		return is_length(a->seen) && (vb_str_eq(b->seen, VB_STR("2")) ||
					      vb_str_eq(b->seen, VB_STR("3")));
	return hb < ha ? lower > 0 : lower < 0;
}

static void write_words(struct writer *w, const struct vb_pdf_word **words,
			size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i && !touches(words[i - 1], words[i]))
			vb_layout_text(w->l, VB_STR(" "), words[i]->font);
		vb_layout_text(w->l, words[i]->text, words[i]->font);
	}
}

/* The words of the line's `cell`, behind what is written of it already. */
static bool write_cell(struct writer *w, const struct vb_pdf_line *line,
		       unsigned cell, bool behind)
{
	const struct vb_pdf_lines *l = w->lines;
	size_t i = line->first, end = line->first + line->n, next;

	while (i < end && l->cell[i] != cell)
		i++;
	for (next = i; next < end && l->cell[next] == cell;)
		next++;
	if (next > i && behind)
		vb_layout_text(w->l, VB_STR(" "), NULL);
	write_words(w, l->words + i, next - i);
	return behind || next > i;
}

static unsigned last_cell(const struct vb_pdf_lines *l,
			  const struct vb_pdf_line *line)
{
	return l->cell[line->first + line->n - 1];
}

/* A row, with the rest of it that stands on the next page. */
static void write_row(struct writer *w, const struct vb_pdf_line *row)
{
	const struct vb_pdf_line *tail = w->lines->lines + row->tail;
	unsigned last = last_cell(w->lines, row);

	for (size_t i = 0; i < row->n_tail; i++)
		if (last_cell(w->lines, tail + i) > last)
			last = last_cell(w->lines, tail + i);
	for (unsigned cell = 0; cell <= last; cell++) {
		bool written = write_cell(w, row, cell, false);

		for (size_t i = 0; i < row->n_tail; i++)
			written = write_cell(w, tail + i, cell, written);
		if (cell < last)
			vb_layout_cell(w->l);
	}
}

static void write_line(struct writer *w, const struct vb_pdf_line *line)
{
	if (line->row)
		write_row(w, line);
	else
		write_words(w, w->lines->words + line->first, line->n);
}

/* Anchors of the pages up to index `page`, if no paragraph is open. */
static void write_anchors(struct writer *w, unsigned page)
{
	const struct vb_pdf *pdf = w->lines->pdf;

	if (w->page <= page)
		w->before = NULL;
	for (; w->page <= page && w->page < pdf->n_pages; w->page++) {
		unsigned number = pdf->pages[w->page].number;

		if (!w->page || pdf->pages[w->page - 1].number != number)
			vb_layout_begin(w->l, VB_BLOCK_PAGE, number);
	}
}

/* "1 Thông tư số …" in small letters, at the foot of a page. */
static size_t first_note(const struct vb_pdf_lines *l, size_t first, size_t end)
{
	size_t note = end;

	for (size_t i = end; i-- > first;) {
		const struct vb_pdf_line *line = &l->lines[i];
		uint32_t c = first_sign(at(l, line, 0)->seen);

		if (line->row || line->column ||
		    height(l, line) > NOTE_SIZE * l->height)
			break;
		if ((c < 0x80 && vb_letter_is_digit((char)c)) || c == '*')
			note = i;
	}
	return note;
}

static void write_notes(struct writer *w, size_t first, size_t end)
{
	const struct vb_pdf_lines *l = w->lines;

	for (size_t i = first; i < end; i++) {
		const struct vb_pdf_line *line = &l->lines[i];

		w->before = NULL;
		if (i == first || is_break(w, line - 1, line))
			vb_layout_begin(w->l, VB_BLOCK_NOTE, 0);
		else
			vb_layout_text(w->l, VB_STR(" "), NULL);
		write_line(w, line);
	}
}

static void write_stamps(struct writer *w, unsigned page)
{
	const struct vb_pdf_lines *l = w->lines;

	for (size_t i = l->page_rows[page]; i < l->page_rows[page + 1]; i++) {
		if (!l->rows[i].stamp)
			continue;
		w->before = NULL;
		vb_layout_begin(w->l, VB_BLOCK_NOTE, 0);
		write_words(w, l->words + l->rows[i].first, l->rows[i].n);
	}
}

static int by_value(const void *a, const void *b)
{
	double d = *(const double *)a - *(const double *)b;

	return d < 0 ? -1 : d > 0;
}

/* The median step from line to line in a column. */
static double usual_step(const struct writer *w, size_t first, size_t end)
{
	const struct vb_pdf_line *line = w->lines->lines;
	size_t n = 0;

	for (size_t i = first + 1; i < end; i++)
		if (line[i].column == line[i - 1].column &&
		    line[i].y1 > line[i - 1].y1)
			w->room[n++] = line[i].y1 - line[i - 1].y1;
	if (n < 3)
		return 1.5 * w->lines->height;
	qsort(w->room, n, sizeof(*w->room), by_value);
	return w->room[n / 2];
}

/* Does the line stand alone, not joined to the one behind it? */
static bool is_alone(const struct writer *w, size_t i, size_t end)
{
	const struct vb_pdf_line *line = &w->lines->lines[i];

	return i + 1 >= end || is_break(w, line, line + 1);
}

/* The lines [first, end) of a page's text. */
static void write_body(struct writer *w, size_t first, size_t end)
{
	const struct vb_pdf_lines *l = w->lines;

	for (size_t i = first; i < end; i++) {
		const struct vb_pdf_line *line = &l->lines[i];
		struct kind k;

		w->line = i;
		if (is_rule(l, line)) {
			w->before = NULL;
			continue;
		}
		if (w->before && !is_break(w, w->before, line)) {
			vb_layout_text(w->l, VB_STR(" "), NULL);
			write_line(w, line);
			w->before = line;
			continue;
		}
		write_anchors(w, line->page);
		k = kind_of(w, line, is_alone(w, i, end));
		vb_layout_begin(w->l, k.kind, k.level);
		write_line(w, line);
		w->headed = k.kind == VB_BLOCK_HEADING;
		w->before = w->headed ? NULL : line;
	}
}

/* Where the text of a page goes on: the first line of the next that has any
 * that is no heading, or NULL. */
static bool goes_on(const struct writer *w, size_t next)
{
	const struct vb_pdf_lines *l = w->lines;

	return w->before && next < l->n_lines &&
	       !is_break(w, w->before, &l->lines[next]);
}

/* Notes and stamps of a page, which may have to wait for a paragraph's end. */
struct waiting {
	unsigned page;
	size_t note, end;
	bool any;
};

static void write_waiting(struct writer *w, struct waiting *waiting)
{
	if (!waiting->any)
		return;
	waiting->any = false;
	write_notes(w, waiting->note, waiting->end);
	write_stamps(w, waiting->page);
}

/*
 * A paragraph may run on over the page's end: then its last lines are
 * written, before the notes of the page, and the next page's anchor comes
 * behind them.
 */
static size_t finish_paragraph(struct writer *w, size_t i, size_t end)
{
	while (i < end && goes_on(w, i)) {
		vb_layout_text(w->l, VB_STR(" "), NULL);
		write_line(w, &w->lines->lines[i]);
		w->before = &w->lines->lines[i++];
	}
	return i;
}

static void write_pages(struct writer *w)
{
	const struct vb_pdf_lines *l = w->lines;
	struct waiting waiting = { .any = false };
	size_t i = 0;

	for (unsigned page = 0; page < l->pdf->n_pages; page++) {
		size_t first = i, end = i, next, note;

		while (end < l->n_lines && l->lines[end].page == page)
			end++;
		w->step = usual_step(w, first, end);
		note = first_note(l, first, end);
		i = finish_paragraph(w, i, note);
		write_waiting(w, &waiting);
		write_anchors(w, page);
		next = end;
		if (note > i && w->lines->lines[note - 1].row) {
			vb_pdf_find_tail(w->lines, note - 1, end);
			next += w->lines->lines[note - 1].n_tail;
		}
		write_body(w, i, note);
		waiting = (struct waiting){ page, note, end, true };
		i = next;
	}
	write_waiting(w, &waiting);
}

vb_status vb_pdf_write(vb_layout *l, struct vb_pdf *pdf)
{
	struct vb_pdf_lines lines = { 0 };
	struct writer w = { .l = l, .lines = &lines };
	vb_status st = vb_pdf_turn(pdf);

	if (!st)
		st = vb_pdf_find_rows(&lines, pdf);
	if (!st)
		st = vb_pdf_find_furniture(&lines);
	if (!st)
		st = vb_pdf_find_lines(&lines);
	if (!st) {
		w.room = reallocarray(NULL, lines.n_lines + 1, sizeof(*w.room));
		st = w.room ? VB_OK : VB_NO_MEMORY;
	}
	if (!st)
		write_pages(&w);
	free(w.room);
	vb_pdf_lines_clear(&lines);
	return st;
}
