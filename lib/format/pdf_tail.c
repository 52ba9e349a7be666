/*
 * A row of a table that is cut at the page's end: the rest of its cells
 * stands at the head of the next page, under the same columns.
 */
#include "doc/letter.h"
#include "format/pdf.h"
#include "text/text.h"

#define EDGE 0.5      /* of the height: cells begin so closely below another */
#define NEXT_LINE 0.4 /* and the lines of one follow each other */
#define CELLS 64
#define NO_CELL CELLS

/* Where the cells of a row begin; of those that have words. */
struct cells {
	unsigned n, number[CELLS];
	double from[CELLS], right, edge;
};

static struct cells cells_of(const struct vb_pdf_lines *l,
			     const struct vb_pdf_line *row)
{
	const struct vb_pdf_word *first = l->words[row->first];
	struct cells c = { .right = row->right,
			   .edge = EDGE * (first->y1 - first->y0) };

	for (size_t i = row->first; i < row->first + row->n; i++) {
		double x = l->words[i]->x0;

		if (c.n && c.number[c.n - 1] == l->cell[i]) {
			if (x < c.from[c.n - 1])
				c.from[c.n - 1] = x;
		} else if (c.n < CELLS) {
			c.number[c.n] = l->cell[i];
			c.from[c.n++] = x;
		}
	}
	return c;
}

/* The cell in which the word has room, or NO_CELL. */
static unsigned cell_of(const struct cells *c, const struct vb_pdf_word *w)
{
	unsigned i = c->n;

	while (i-- > 0)
		if (w->x0 >= c->from[i] - c->edge)
			return w->x1 <= (i + 1 < c->n ? c->from[i + 1] :
							c->right + c->edge) ?
				       c->number[i] :
				       NO_CELL;
	return NO_CELL;
}

/* Are the words of `line` in cells of the row, each cell's in one? */
static bool fits(const struct vb_pdf_lines *l, const struct cells *c,
		 const struct vb_pdf_line *line)
{
	unsigned before = NO_CELL;

	for (size_t i = line->first; i < line->first + line->n; i++) {
		unsigned cell = cell_of(c, l->words[i]);
		bool other = i > line->first && line->row &&
			     l->cell[i] != l->cell[i - 1];

		if (cell == NO_CELL ||
		    (i > line->first && (cell != before) != other))
			return false;
		before = cell;
	}
	return true;
}

static bool begins_small(struct vb_str s)
{
	uint32_t c;

	vb_utf8_decode(&c, s);
	return vb_letter_is(c) && !vb_letter_is_upper(c);
}

void vb_pdf_find_tail(struct vb_pdf_lines *l, size_t row, size_t next)
{
	struct vb_pdf_line *of = &l->lines[row];
	struct cells c = cells_of(l, of);
	size_t end = next;

	for (; end < l->n_lines; end++) {
		const struct vb_pdf_line *line = &l->lines[end];

		if (line->page != of->page + 1 || !fits(l, &c, line))
			break;
		if (end == next ?
			    !begins_small(l->words[line->first]->seen) :
			    line->y0 - line[-1].y1 > NEXT_LINE * 2 * c.edge ||
				    line->y0 < line[-1].y0)
			break;
		for (size_t i = line->first; i < line->first + line->n; i++)
			l->cell[i] = cell_of(&c, l->words[i]);
	}
	of->tail = next;
	of->n_tail = end - next;
}
