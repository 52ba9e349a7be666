#include <stdlib.h>

#include "doc/letter.h"
#include "format/pdf.h"
#include "text/text.h"

#define NOISE 60	/* per cent sure: a sign below it is a stain */
#define PLACE_LIMIT 1e6 /* points; a page of PDF is at most 14400 wide */

void vb_pdf_clear(struct vb_pdf *pdf)
{
	free(pdf->words);
	free(pdf->pages);
	vb_arena_clear(&pdf->arena);
	*pdf = (struct vb_pdf)VB_PDF_INIT;
}

/* One more of `size` bytes in `*items`; false when out of memory. */
static bool grow(void **items, size_t n, size_t *room, size_t size)
{
	size_t more = *room ? 2 * *room : 64;
	void *p;

	if (n < *room)
		return true;
	p = reallocarray(*items, more, size);
	if (!p)
		return false;
	*items = p;
	*room = more;
	return true;
}

vb_status vb_pdf_add_page(struct vb_pdf *pdf, double width, double height)
{
	void *pages = pdf->pages;

	if (!grow(&pages, pdf->n_pages, &pdf->room_pages, sizeof(*pdf->pages)))
		return VB_NO_MEMORY;
	pdf->pages = pages;
	pdf->pages[pdf->n_pages] = (struct vb_pdf_page){
		.number = (unsigned)pdf->n_pages + 1,
		.width = width,
		.height = height,
		.first = pdf->n_words,
	};
	pdf->n_pages++;
	return VB_OK;
}

static vb_status add_word(struct vb_pdf *pdf, struct vb_pdf_page *page,
			  const struct vb_pdf_word *word)
{
	void *words = pdf->words;

	if (!grow(&words, pdf->n_words, &pdf->room_words, sizeof(*pdf->words)))
		return VB_NO_MEMORY;
	pdf->words = words;
	pdf->words[pdf->n_words] = *word;
	pdf->words[pdf->n_words++].seen = word->text;
	page->n++;
	return VB_OK;
}

/* A decimal number as programs write it in any locale; 0 for none. */
static double number(struct vb_str s)
{
	double value = 0, unit = 1;
	bool minus = s.len && s.ptr[0] == '-', fraction = false;

	for (size_t i = minus; i < s.len; i++) {
		char c = s.ptr[i];

		if ((c == '.' || c == ',') && !fraction) {
			fraction = true;
			continue;
		}
		if (c < '0' || c > '9' || value > PLACE_LIMIT * 1e6)
			break;
		value = value * 10 + (c - '0');
		if (fraction)
			unit *= 10;
		if (unit > 1e5)
			break;
	}
	value /= unit;
	if (value > PLACE_LIMIT)
		value = PLACE_LIMIT;
	return minus ? -value : value;
}

/* The attribute `name` (with ="), of a tag; empty when it has none. */
static struct vb_str attribute(struct vb_str tag, struct vb_str name)
{
	size_t at = vb_str_find(tag, name, 0), end;

	if (at == VB_NPOS)
		return VB_STR_EMPTY;
	at += name.len;
	end = vb_str_find(tag, VB_STR("\""), at);
	return end == VB_NPOS ? VB_STR_EMPTY : vb_str_sub(tag, at, end);
}

static const struct {
	struct vb_str name;
	char value;
} entities[] = {
	{ { "&amp;", 5 }, '&' },   { { "&lt;", 4 }, '<' },
	{ { "&gt;", 4 }, '>' },	   { { "&quot;", 6 }, '"' },
	{ { "&apos;", 6 }, '\'' }, { { "&#39;", 5 }, '\'' },
	{ { "&#160;", 6 }, ' ' },
};

/* Undo the entities in place, and drop tags; returns the new length. */
static size_t plain(char *text, size_t len)
{
	size_t n = 0, i = 0;

	while (i < len) {
		struct vb_str rest = { text + i, len - i };
		size_t k = 0, n_entities = sizeof(entities) / sizeof(*entities);

		if (text[i] == '<') {
			size_t end = vb_str_find(rest, VB_STR(">"), 0);

			i += end == VB_NPOS ? rest.len : end + 1;
			continue;
		}
		while (text[i] == '&' && k < n_entities &&
		       !vb_str_starts(rest, entities[k].name))
			k++;
		if (text[i] != '&' || k == n_entities) {
			text[n++] = text[i++];
			continue;
		}
		text[n++] = entities[k].value;
		i += entities[k].name.len;
	}
	return n;
}

/* A copy of `raw` without markup. */
static bool plain_copy(struct vb_str *out, struct vb_arena *arena,
		       struct vb_str raw)
{
	char *text = vb_arena_alloc(arena, raw.len + 1);

	if (!text)
		return false;
	memcpy(text, raw.ptr, raw.len);
	out->ptr = text;
	out->len = plain(text, raw.len);
	text[out->len] = '\0';
	return true;
}

/* How many blocks and lines of pdftotext have begun. */
struct place {
	unsigned block, line;
};

static vb_status read_word(struct vb_pdf *pdf, struct vb_str tag,
			   struct vb_str raw, const struct place *place)
{
	struct vb_pdf_word w = {
		.block = place->block,
		.line = place->line,
		.x0 = number(attribute(tag, VB_STR("xMin=\""))),
		.y0 = number(attribute(tag, VB_STR("yMin=\""))),
		.x1 = number(attribute(tag, VB_STR("xMax=\""))),
		.y1 = number(attribute(tag, VB_STR("yMax=\""))),
	};

	if (!pdf->n_pages)
		return VB_OK;
	if (!plain_copy(&w.text, &pdf->arena, raw))
		return VB_NO_MEMORY;
	w.text = vb_str_trim(w.text);
	if (!w.text.len)
		return VB_OK;
	if (w.x1 < w.x0)
		w.x1 = w.x0;
	if (w.y1 < w.y0)
		w.y1 = w.y0;
	return add_word(pdf, &pdf->pages[pdf->n_pages - 1], &w);
}

vb_status vb_pdf_parse(struct vb_pdf *pdf, struct vb_str xhtml)
{
	struct place place = { 0, 0 };
	vb_status st = VB_OK;
	size_t at = 0;

	while (!st && (at = vb_str_find(xhtml, VB_STR("<"), at)) != VB_NPOS) {
		size_t end = vb_str_find(xhtml, VB_STR(">"), at), next;
		struct vb_str tag;

		if (end == VB_NPOS)
			break;
		tag = vb_str_sub(xhtml, at, end);
		at = end + 1;
		if (vb_str_starts(tag, VB_STR("<page "))) {
			st = vb_pdf_add_page(
				pdf, number(attribute(tag, VB_STR("width=\""))),
				number(attribute(tag, VB_STR("height=\""))));
		} else if (vb_str_starts(tag, VB_STR("<word "))) {
			next = vb_str_find(xhtml, VB_STR("<"), at);
			if (next == VB_NPOS)
				break;
			st = read_word(pdf, tag, vb_str_sub(xhtml, at, next),
				       &place);
			at = next;
		}
		place.block += vb_str_starts(tag, VB_STR("<block "));
		place.line += vb_str_starts(tag, VB_STR("<line "));
	}
	return st;
}

/* Columns of tesseract's TSV. */
enum {
	LEVEL,
	PAGE,
	BLOCK,
	PAR,
	LINE,
	WORD,
	LEFT,
	TOP,
	WIDTH,
	HEIGHT,
	CONF,
	TEXT,
	N_COLUMNS
};

static bool split_tsv(struct vb_str *cell, struct vb_str line)
{
	size_t n = 0, at = 0;

	while (n < TEXT) {
		size_t tab = vb_str_find(line, VB_STR("\t"), at);

		if (tab == VB_NPOS)
			return false;
		cell[n++] = vb_str_sub(line, at, tab);
		at = tab + 1;
	}
	cell[TEXT] = vb_str_trim(vb_str_skip(line, at));
	return true;
}

/*
 * A word of a picture has the box of its ink: a dash is low and thin, and
 * rows would not find together. It takes its line's middle and height.
 */
struct scan_line {
	double middle, half;
};

static bool has_letter(struct vb_str s)
{
	while (s.len) {
		uint32_t c;

		s = vb_str_skip(s, vb_utf8_decode(&c, s));
		if (vb_letter_is(c) ||
		    (c < 0x80 && vb_letter_is_digit((char)c)))
			return true;
	}
	return false;
}

static vb_status read_tsv_word(struct vb_pdf *pdf, size_t at,
			       const struct vb_str *cell,
			       const struct scan_line *line, double unit)
{
	double left = number(cell[LEFT]) * unit;
	struct vb_pdf_word w = {
		.x0 = left,
		.x1 = left + number(cell[WIDTH]) * unit,
		.y0 = line->middle - line->half,
		.y1 = line->middle + line->half,
	};

	if (number(cell[CONF]) < NOISE && !has_letter(cell[TEXT]))
		return VB_OK;
	if (!vb_arena_dup(&w.text, &pdf->arena, cell[TEXT]))
		return VB_NO_MEMORY;
	return add_word(pdf, &pdf->pages[at], &w);
}

vb_status vb_pdf_parse_tsv(struct vb_pdf *pdf, size_t at, struct vb_str tsv,
			   unsigned tsv_page, double dpi)
{
	struct vb_pdf_page *page = &pdf->pages[at];
	struct vb_str cell[N_COLUMNS], line;
	struct scan_line scan = { 0, 0 };
	double unit = 72 / dpi;
	vb_status st = VB_OK;

	page->first = pdf->n_words;
	page->n = 0;
	page->ocr = true;
	while (!st && vb_str_next_line(&line, &tsv)) {
		if (!split_tsv(cell, line) ||
		    number(cell[PAGE]) != (double)tsv_page)
			continue;
		if (number(cell[LEVEL]) == 1) {
			page->width = number(cell[WIDTH]) * unit;
			page->height = number(cell[HEIGHT]) * unit;
		} else if (number(cell[LEVEL]) == 4) {
			scan.half = number(cell[HEIGHT]) * unit / 2;
			scan.middle = number(cell[TOP]) * unit + scan.half;
			if (scan.half > 9)
				scan.half = 9; /* a slanting line */
		} else if (number(cell[LEVEL]) == 5 && cell[TEXT].len) {
			st = read_tsv_word(pdf, at, cell, &scan, unit);
		}
	}
	return st;
}
