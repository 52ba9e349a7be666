/*
 * The cells of a sheet, put out row by row.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "doc/date.h"
#include "format/xls.h"

#define EXACT 1e15 /* below that a double holds every whole number */

static int by_place(const void *a, const void *b)
{
	const struct xls_cell *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static struct vb_str font_name(const struct xls *x, unsigned font)
{
	/* There is no font 4: numbers from 5 on are one too large. */
	size_t at = (font > 4 ? font - 1 : font) * sizeof(struct vb_str);
	struct vb_str name = VB_STR_EMPTY;

	if (at + sizeof(name) <= x->fonts.len)
		memcpy(&name, x->fonts.ptr + at, sizeof(name));
	return name;
}

static struct xls_format format_of(const struct xls *x, unsigned format)
{
	size_t at = format * sizeof(struct xls_format);
	struct xls_format f = { 0, 0 };

	if (at + sizeof(f) <= x->xfs.len)
		memcpy(&f, x->xfs.ptr + at, sizeof(f));
	return f;
}

/* Characters [from, to) of a text, in one font. */
static vb_status put_span(struct xls *x, struct vb_str units, unsigned number)
{
	struct vb_font font = { .name = font_name(x, number) };
	struct vb_buf utf8 = VB_BUF_INIT(2 * units.len + 4);
	vb_status st = vb_utf16_append(&utf8, units);

	if (!st)
		vb_layout_text(x->layout, vb_buf_str(&utf8), &font);
	vb_buf_clear(&utf8);
	return st;
}

static vb_status put_text(struct xls *x, const struct xls_text *text,
			  unsigned font)
{
	struct vb_str units =
		vb_str_sub(vb_buf_str(&x->pool), text->from, text->to);
	size_t at = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < text->n_runs; i++) {
		struct xls_run run;
		size_t to;

		memcpy(&run, x->runs.ptr + (text->run + i) * sizeof(run),
		       sizeof(run));
		to = 2 * (size_t)run.from;
		if (to < at || to > units.len)
			continue;
		if (to > at)
			st = put_span(x, vb_str_sub(units, at, to), font);
		at = to;
		font = run.font;
	}
	return st ? st : put_span(x, vb_str_skip(units, at), font);
}

static bool is_date(const struct xls *x, unsigned number)
{
	if ((number >= 14 && number <= 17) || number == 22)
		return true;
	for (size_t i = 0; i + 2 <= x->dates.len; i += 2)
		if (vb_le16(vb_buf_str(&x->dates), i) == number)
			return true;
	return false;
}

/*
 * A day as its number, counted from the end of 1899 (which had a 29 February
 * 1900 that never was) or from 1904, as Vietnamese write it.
 */
static bool write_date(char out[40], double number, bool of_1904)
{
	struct vb_date date = { .year = of_1904 ? 1904 : 1900 };
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	long day;

	if (number < 1 || number > 80000)
		return false;
	day = (long)number + (of_1904 ? 1 : 0);
	if (!of_1904 && day > 59)
		day--;
	for (;; date.year++) {
		bool leap = date.year % 4 == 0 &&
			    (date.year % 100 || date.year % 400 == 0);

		date.month = 1;
		for (int i = 0; i < 12; i++, date.month++) {
			int n = days[i] + (i == 1 && leap);

			if (day <= n) {
				snprintf(out, 40, "%02ld/%02d/%d", day,
					 date.month, date.year);
				return true;
			}
			day -= n;
		}
	}
}

/* Ten digits tell what a sheet shows; whole numbers all of theirs. */
static void put_number(struct xls *x, double number, unsigned format)
{
	static const struct vb_font none = { .name = { "", 0 } };
	char text[40];

	if (!isfinite(number))
		return;
	if (is_date(x, format) && write_date(text, number, x->days_of_1904))
		;
	else if (fabs(number) < EXACT && number == floor(number))
		snprintf(text, sizeof(text), "%.0f", number + 0.0);
	else
		snprintf(text, sizeof(text), "%.10G", number);
	vb_layout_text(x->layout, vb_str_from(text), &none);
}

static vb_status put_cell(struct xls *x, const struct xls_cell *cell)
{
	static const struct vb_font none = { .name = { "", 0 } };
	struct xls_format f = format_of(x, cell->format);

	switch (cell->kind) {
	case XLS_CELL_TEXT:
		return put_text(x, &cell->text, f.font);
	case XLS_CELL_NUMBER:
		put_number(x, cell->number, f.number);
		return VB_OK;
	default:
		vb_layout_text(x->layout,
			       cell->number != 0 ? VB_STR("TRUE") :
						   VB_STR("FALSE"),
			       &none);
		return VB_OK;
	}
}

static vb_status put_boxes(struct xls *x)
{
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < x->boxes.len;
	     i += sizeof(struct xls_text)) {
		struct xls_text text;

		memcpy(&text, x->boxes.ptr + i, sizeof(text));
		vb_layout_begin(x->layout, VB_BLOCK_PARAGRAPH, 0);
		st = put_text(x, &text, 0);
	}
	return st;
}

vb_status xls_put_sheet(struct xls *x, const struct xls_sheet *sheet)
{
	struct xls_cell *cells = (struct xls_cell *)(void *)x->cells.ptr;
	size_t n = x->cells.len / sizeof(*cells);
	uint32_t row = UINT32_MAX, column = 0, first = VB_XLS_COLUMNS;
	vb_status st = VB_OK;

	if (n)
		qsort(cells, n, sizeof(*cells), by_place);
	for (size_t i = 0; i < n; i++)
		if (cells[i].place % VB_XLS_COLUMNS < first)
			first = cells[i].place % VB_XLS_COLUMNS;
	vb_layout_sheet(x->layout, sheet->name);
	for (size_t i = 0; !st && i < n; i++) {
		if (i && cells[i].place == cells[i - 1].place)
			continue; /* written over */
		if (cells[i].place / VB_XLS_COLUMNS != row) {
			row = cells[i].place / VB_XLS_COLUMNS;
			column = first;
			vb_layout_begin(x->layout, VB_BLOCK_ROW, 0);
		}
		for (; column < cells[i].place % VB_XLS_COLUMNS; column++)
			vb_layout_cell(x->layout);
		st = put_cell(x, &cells[i]);
	}
	if (!st)
		st = put_boxes(x);
	vb_buf_truncate(&x->cells, 0);
	vb_buf_truncate(&x->boxes, 0);
	return st;
}
