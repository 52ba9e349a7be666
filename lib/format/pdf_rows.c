#include <stdlib.h>

#include "format/pdf.h"
#include "format/reader.h"

void vb_pdf_lines_clear(struct vb_pdf_lines *lines)
{
	free(lines->words);
	free(lines->cell);
	free(lines->rows);
	free(lines->page_rows);
	free(lines->lines);
	*lines = (struct vb_pdf_lines){ 0 };
}

static int by_middle(const void *a, const void *b)
{
	const struct vb_pdf_word *v = *(const struct vb_pdf_word *const *)a;
	const struct vb_pdf_word *w = *(const struct vb_pdf_word *const *)b;
	double d = (v->y0 + v->y1) - (w->y0 + w->y1);

	if (d == 0)
		d = v->x0 - w->x0;
	return d < 0 ? -1 : d > 0;
}

static int by_left(const void *a, const void *b)
{
	const struct vb_pdf_word *v = *(const struct vb_pdf_word *const *)a;
	const struct vb_pdf_word *w = *(const struct vb_pdf_word *const *)b;
	double d = v->x0 - w->x0;

	if (d == 0)
		d = v->y0 - w->y0;
	return d < 0 ? -1 : d > 0;
}

static int by_value(const void *a, const void *b)
{
	double d = *(const double *)a - *(const double *)b;

	return d < 0 ? -1 : d > 0;
}

/* The median height of `n` words; `room` holds as many numbers. */
static double median_height(const struct vb_pdf_word *const *words, size_t n,
			    double *room)
{
	if (!n)
		return 0;
	for (size_t i = 0; i < n; i++)
		room[i] = words[i]->y1 - words[i]->y0;
	qsort(room, n, sizeof(*room), by_value);
	return room[n / 2];
}

static vb_status add_row(struct vb_pdf_lines *l, const struct vb_pdf_row *row)
{
	void *p = vb_reader_grow(l->rows, &l->room_rows, l->n_rows,
				 sizeof(*l->rows));

	if (!p)
		return VB_NO_MEMORY;
	l->rows = p;
	l->rows[l->n_rows++] = *row;
	return VB_OK;
}

/* Drop a word printed twice at one place, as programs make letters bold. */
static size_t without_twins(const struct vb_pdf_word **words, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct vb_pdf_word *w = words[i];
		const struct vb_pdf_word *v = kept ? words[kept - 1] : NULL;

		if (v && w->x0 - v->x0 < 1 && w->x1 - v->x1 < 1 &&
		    vb_str_eq(v->text, w->text))
			continue;
		words[kept++] = w;
	}
	return kept;
}

/* The words [first, end) are one row. */
static vb_status make_row(struct vb_pdf_lines *l, unsigned page, size_t first,
			  size_t end, double *room)
{
	struct vb_pdf_row row = { .page = page, .first = first };
	const struct vb_pdf_word **words = l->words + first;

	qsort(words, end - first, sizeof(*words), by_left);
	row.n = without_twins(words, end - first);
	row.height = median_height(words, row.n, room);
	row.x0 = words[0]->x0;
	row.x1 = words[0]->x1;
	row.y0 = words[0]->y0;
	row.y1 = words[0]->y1;
	for (size_t i = 1; i < row.n; i++) {
		const struct vb_pdf_word *w = words[i];

		row.x1 = w->x1 > row.x1 ? w->x1 : row.x1;
		row.y0 = w->y0 < row.y0 ? w->y0 : row.y0;
		row.y1 = w->y1 > row.y1 ? w->y1 : row.y1;
	}
	return add_row(l, &row);
}

/* "1", "12", "*": may it be the mark of a footnote? */
static bool is_mark(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("0123456789*()", s.ptr[i]))
			return false;
	return s.len < 4;
}

/* The rows of one page, whose words begin at `first`. */
static vb_status page_rows(struct vb_pdf_lines *l, unsigned page, size_t first,
			   double *room)
{
	const struct vb_pdf_page *p = &l->pdf->pages[page];
	const struct vb_pdf_word **words = l->words + first;
	double typical;
	vb_status st = VB_OK;

	for (size_t i = 0; i < p->n; i++)
		words[i] = &l->pdf->words[p->first + i];
	typical = median_height(words, p->n, room);
	qsort(words, p->n, sizeof(*words), by_middle);
	for (size_t i = 0, end; !st && i < p->n; i = end) {
		double height = words[i]->y1 - words[i]->y0;
		double from = (words[i]->y0 + words[i]->y1) / 2;
		double window = 0.4 * height;

		if (height < typical && is_mark(words[i]->text))
			window = 0.6 * typical; /* raised, no row of its own */
		for (end = i + 1; end < p->n; end++)
			if ((words[end]->y0 + words[end]->y1) / 2 >
			    from + window)
				break;
		st = make_row(l, page, first + i, first + end, room);
	}
	return st;
}

vb_status vb_pdf_find_rows(struct vb_pdf_lines *out, const struct vb_pdf *pdf)
{
	struct vb_pdf_lines *l = out;
	double *room = reallocarray(NULL, pdf->n_words + 1, sizeof(*room));
	size_t first = 0;
	vb_status st = VB_OK;

	*l = (struct vb_pdf_lines){ .pdf = pdf };
	l->words = reallocarray(NULL, pdf->n_words + 1, sizeof(*l->words));
	l->cell = calloc(pdf->n_words + 1, sizeof(*l->cell));
	l->page_rows = calloc(pdf->n_pages + 1, sizeof(*l->page_rows));
	if (!room || !l->words || !l->cell || !l->page_rows)
		st = VB_NO_MEMORY;
	for (unsigned i = 0; !st && i < pdf->n_pages; i++) {
		l->page_rows[i] = l->n_rows;
		st = page_rows(l, i, first, room);
		first += pdf->pages[i].n;
	}
	if (!st) {
		l->page_rows[pdf->n_pages] = l->n_rows;
		for (size_t i = 0; i < l->n_rows; i++)
			room[i] = l->rows[i].height;
		qsort(room, l->n_rows, sizeof(*room), by_value);
		l->height = l->n_rows ? room[l->n_rows / 2] : 0;
	}
	free(room);
	return st;
}
