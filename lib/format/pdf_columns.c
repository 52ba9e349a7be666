#include <stdlib.h>

#include "doc/letter.h"
#include "format/pdf.h"
#include "format/reader.h"
#include "text/text.h"

/*
 * Columns. A gap between two words is a gutter when it goes on downwards:
 * either wider than any space in a justified line, or free through several
 * rows that have words on both sides of it. In units of the letters' height.
 */
#define GUTTER_WIDE 1.1
#define GUTTER_NARROW 0.4
/* And so many times the usual gap of words, wide where all letters are. */
#define GAP_NARROW 1.6
#define GAP_WIDE 2.5
/* And with a rule in it, where so many cells begin. */
#define GUTTER_RULED 0.3
#define GUTTER_CELLS 8
#define CELL_EDGE 1   /* point: they begin so closely below each other */
#define GUTTER_ROWS 4 /* so many rows let a narrow gap be one */
#define LONE_ROWS 3   /* rows on one side only that a gutter may pass */
#define ROW_WORDS 400 /* a row with more is no table */
#define MAX_CELLS 32
#define MARKER 2.5    /* a narrower left column holds the marks of a list */
#define NUMBERS 4     /* a narrower right one the page numbers of a contents */
#define CLOSE 1.15    /* of the step in cells: the same cell's next line */
#define STEP_WIDE 1.4 /* of it: a line of another row */
#define NEAR 1.4      /* rows of a column stand so close, from top to top */

struct gutter {
	double from, to;
};

/* Rows [first, end), as of a page, or what is left of it. */
struct span {
	size_t first, end;
};

/* The rows of a band, and its gutter where only the motto tells of one. */
struct extent {
	size_t first, end;
	double split; /* 0: none */
};

struct band {
	size_t first, end; /* rows */
	double split;	   /* the motto begins here, or 0 */
	bool table;
	unsigned n; /* columns */
	double from[MAX_CELLS], to[MAX_CELLS];
};

static int by_left(const void *a, const void *b)
{
	const struct vb_pdf_word *v = *(const struct vb_pdf_word *const *)a;
	const struct vb_pdf_word *w = *(const struct vb_pdf_word *const *)b;
	double d = v->x0 - w->x0;

	if (d == 0)
		d = v->y0 - w->y0;
	return d < 0 ? -1 : d > 0;
}

static double narrow(const struct vb_pdf_lines *l, double height)
{
	return GUTTER_NARROW * height > GAP_NARROW * l->gap ?
		       GUTTER_NARROW * height :
		       GAP_NARROW * l->gap;
}

static double broad(const struct vb_pdf_lines *l, double height)
{
	return GUTTER_WIDE * height > GAP_WIDE * l->gap ? GUTTER_WIDE * height :
							  GAP_WIDE * l->gap;
}

/* Where a row's words stand about a gap. */
enum side { LEFT = 1, RIGHT = 2, CROSSED = 4 };

/*
 * On which sides of the gap does the row have words, when it is cut where most
 * of the gap stays free? That becomes the gap.
 */
static unsigned sides(const struct vb_pdf_lines *l,
		      const struct vb_pdf_row *row, double *from, double *to,
		      double least)
{
	const struct vb_pdf_word **w = l->words + row->first;
	double reach = *from, best = -1, a = *from, b = *to;
	unsigned found = CROSSED;

	for (size_t k = 0; k <= row->n; k++) {
		double next = k < row->n && w[k]->x0 < *to ? w[k]->x0 : *to;

		if (k && w[k - 1]->x1 > reach)
			reach = w[k - 1]->x1;
		if (next - reach <= best)
			continue;
		best = next - reach;
		a = reach;
		b = next;
		found = (k ? LEFT : 0u) | (k < row->n ? RIGHT : 0u);
	}
	if (best < least)
		return CROSSED;
	*from = a;
	*to = b;
	return found;
}

/*
 * Does the motto of the state or the Party's name begin at word `k`? It has a
 * column of its own, however close the issuer's name comes to it.
 */
static bool motto_at(const struct vb_pdf_lines *l, const struct vb_pdf_row *row,
		     size_t k)
{
	static const char *const mottos[][3] = {
		{ "CỘNG", "HÒA", "XÃ" },
		{ "CỘNG", "HOÀ", "XÃ" },
		{ "ĐẢNG", "CỘNG", "SẢN" },
	};

	for (size_t i = 0; i < 3 && k + 3 <= row->n; i++) {
		size_t n = 0;

		while (n < 3 && vb_str_eq(l->words[row->first + k + n]->seen,
					  vb_str_from(mottos[i][n])))
			n++;
		if (n == 3)
			return true;
	}
	return false;
}

static bool near(const struct vb_pdf_row *above, const struct vb_pdf_row *row)
{
	return row->y0 - above->y0 < NEAR * (above->y1 - above->y0) + 6;
}

/* "Nơi nhận:" heads the recipients, beside whom the signature stands. */
static bool is_recipients(const struct vb_pdf_lines *l,
			  const struct vb_pdf_row *row)
{
	const struct vb_pdf_word **w = l->words + row->first;

	return row->n > 1 && vb_str_eq(w[0]->seen, VB_STR("Nơi")) &&
	       vb_str_starts(w[1]->seen, VB_STR("nhận"));
}

/*
 * How far does the gap after word `k` of row `i` go on? The row after its
 * last one with both sides, or `i` when it is no gutter.
 */
static size_t follow_gap(const struct vb_pdf_lines *l, size_t i, size_t end,
			 size_t k)
{
	const struct vb_pdf_row *row = &l->rows[i];
	double h = row->height ? row->height : 1;
	double from = l->words[row->first + k]->x1;
	double to = l->words[row->first + k + 1]->x0;
	double wide = to - from, least = narrow(l, h);
	size_t both = 1, last = i + 1, lone = 0;

	if (wide < least)
		return i;
	for (size_t at = i + 1; at < end && lone <= LONE_ROWS; at++) {
		unsigned found;

		if (l->rows[at].furniture || l->rows[at].stamp)
			continue;
		if (l->rows[at].n > ROW_WORDS ||
		    (lone && is_recipients(l, &l->rows[at])))
			break;
		found = sides(l, &l->rows[at], &from, &to, least);
		if (found & CROSSED)
			break;
		lone = found == (LEFT | RIGHT) ? 0 : lone + 1;
		if (lone)
			continue;
		last = at + 1;
		both++;
		wide = to - from;
	}
	if (motto_at(l, row, k + 1))
		return last;
	return wide >= broad(l, h) || both >= GUTTER_ROWS ? last : i;
}

/* May row `at`, all on one side, join the band whose edge is row `beside`? */
static bool joins(const struct vb_pdf_lines *l, const struct gutter *g,
		  size_t at, size_t beside, unsigned side)
{
	size_t above = at < beside ? at : beside;
	double from = g->from, to = g->to;

	return !l->rows[at].furniture && !l->rows[at].stamp &&
	       near(&l->rows[above], &l->rows[above + 1]) &&
	       sides(l, &l->rows[at], &from, &to, 2) == side;
}

/*
 * Rows above and below that stand in one of the columns belong to them. On
 * the right above, only one: the motto may begin before the issuer does.
 */
static void stretch(const struct vb_pdf_lines *l, struct band *b,
		    const struct gutter *g, const struct span *page)
{
	while (b->first > page->first &&
	       joins(l, g, b->first - 1, b->first, LEFT))
		b->first--;
	if (b->first > page->first &&
	    joins(l, g, b->first - 1, b->first, RIGHT))
		b->first--;
	while (b->end < page->end && joins(l, g, b->end, b->end - 1, LEFT))
		b->end++;
}

/* Two columns, to the left of the motto and from there on. */
static void split_columns(const struct vb_pdf_lines *l, struct band *b)
{
	b->n = 2;
	b->from[0] = b->to[0] = l->rows[b->first].x0;
	b->from[1] = b->to[1] = b->split;
	for (size_t i = b->first; i < b->end; i++)
		for (size_t k = 0; k < l->rows[i].n; k++) {
			const struct vb_pdf_word *w =
				l->words[l->rows[i].first + k];
			unsigned c = w->x0 >= b->split;

			b->from[c] = w->x0 < b->from[c] ? w->x0 : b->from[c];
			b->to[c] = w->x1 > b->to[c] ? w->x1 : b->to[c];
		}
}

/* How many rows of the band have words close by on both sides of the gap? */
static size_t witnesses(const struct vb_pdf_lines *l, const struct band *b,
			double from, double to, double close)
{
	size_t n = 0;

	for (size_t i = b->first; i < b->end; i++) {
		const struct vb_pdf_row *row = &l->rows[i];
		const struct vb_pdf_word **w = l->words + row->first;

		for (size_t k = 1; k < row->n; k++)
			if (w[k - 1]->x1 <= from && w[k]->x0 >= to) {
				n += w[k - 1]->x1 > from - close &&
				     w[k]->x0 < to + close;
				break;
			}
	}
	return n;
}

/* Do so many rows have words before the gap, and so many one right behind it?
 * They need not be the same: cells may stand in the middle of their height. */
static bool is_edge_of_cells(const struct vb_pdf_lines *l, const struct band *b,
			     double from, double to)
{
	size_t before = 0, behind = 0;

	for (size_t i = b->first; i < b->end; i++) {
		const struct vb_pdf_row *row = &l->rows[i];
		const struct vb_pdf_word **w = l->words + row->first;
		size_t k = 0;

		while (k < row->n && w[k]->x1 <= from)
			k++;
		before += k > 0;
		behind += k < row->n && w[k]->x0 < to + CELL_EDGE;
	}
	return before >= GUTTER_CELLS && behind >= GUTTER_CELLS;
}

/*
 * Is what stays free in all rows a gutter? A narrow one needs rows that show
 * it: words of a few lines may leave a gap open by chance. Between cells with
 * a rule it is hardly wider than a space, but then many cells begin there.
 */
static bool is_gutter(const struct vb_pdf_lines *l, const struct band *b,
		      double from, double to)
{
	double h = l->rows[b->first].height;

	if (to - from >= broad(l, h))
		return true;
	if (to - from >= narrow(l, h) &&
	    witnesses(l, b, from, to, 2 * h) >= GUTTER_ROWS)
		return true;
	return to - from >= GUTTER_RULED * h &&
	       is_edge_of_cells(l, b, from, to);
}

/* Cut the band's width where no row has a word. */
static void find_columns(const struct vb_pdf_lines *l, struct band *b,
			 const struct vb_pdf_word **room)
{
	double reach = 0;
	size_t n = 0;

	if (b->split > 0) {
		split_columns(l, b);
		return;
	}
	for (size_t i = b->first; i < b->end; i++) {
		if (l->rows[i].furniture || l->rows[i].stamp)
			continue;
		memcpy(room + n, l->words + l->rows[i].first,
		       l->rows[i].n * sizeof(*room));
		n += l->rows[i].n;
	}
	qsort(room, n, sizeof(*room), by_left);
	b->n = 0;
	for (size_t i = 0; i < n; i++) {
		if (!i || (b->n < MAX_CELLS && room[i]->x0 - reach > 0 &&
			   is_gutter(l, b, reach, room[i]->x0)))
			b->from[b->n++] = room[i]->x0;
		if (!i || room[i]->x1 > reach)
			reach = room[i]->x1;
		b->to[b->n - 1] = reach;
	}
}

/* Does column `c` hold numbers rather than words? */
static bool holds_numbers(const struct vb_pdf_lines *l, const struct band *b,
			  unsigned c)
{
	size_t numbers = 0, words = 0;

	for (size_t i = b->first; i < b->end; i++)
		for (size_t k = 0; k < l->rows[i].n; k++) {
			const struct vb_pdf_word *w =
				l->words[l->rows[i].first + k];

			if (w->x0 < b->from[c] || !w->seen.len)
				continue;
			if (vb_letter_is_digit(w->seen.ptr[0]))
				numbers++;
			else
				words++;
		}
	return numbers > words;
}

/*
 * Three columns are a table, two are text beside text: issuer and motto,
 * recipients and signature, or a page in two columns. Marks of a list with
 * their texts to the right of them are neither.
 */
static bool judge(const struct vb_pdf_lines *l, struct band *b)
{
	double h = l->rows[b->first].height;
	size_t rows = b->end - b->first;

	if (b->n < 2)
		return false;
	b->table = b->n > 2 && rows > 1;
	if (b->n == 2 && b->to[0] - b->from[0] < MARKER * h)
		return false;
	if (b->n == 2 && b->to[1] - b->from[1] < NUMBERS * h)
		b->table = holds_numbers(l, b, 1);
	return true;
}

/*
 * The letterhead's two columns may have their lines at other heights, so that
 * no row has words of both: then the motto, and a row beside it that ends
 * before the motto begins, tell of them.
 */
static bool find_letterhead(const struct vb_pdf_lines *l, struct band *b,
			    const struct span *page)
{
	size_t i = b->first, beside = i;
	double from, to = l->rows[i].x0;
	unsigned found;

	if (!motto_at(l, &l->rows[i], 0))
		return false;
	if (i > page->first && near(&l->rows[i - 1], &l->rows[i]))
		beside = i - 1;
	else if (i + 1 < page->end && near(&l->rows[i], &l->rows[i + 1]))
		beside = i + 1;
	from = l->rows[beside].x1;
	if (beside == i || from >= to || l->rows[beside].furniture)
		return false;
	for (b->end = i + 1; b->end < page->end; b->end++) {
		found = sides(l, &l->rows[b->end], &from, &to, 2);
		if (found == CROSSED ||
		    !near(&l->rows[b->end - 1], &l->rows[b->end]))
			break;
	}
	b->split = (from + to) / 2;
	stretch(l, b, &(struct gutter){ from, to }, page);
	find_columns(l, b, NULL);
	return true;
}

/*
 * The band of columns that begins at row `i` of what is left of the page;
 * false for a plain row. `room` holds the page's words.
 */
static bool find_band(const struct vb_pdf_lines *l, struct band *b, size_t i,
		      const struct span *page, const struct vb_pdf_word **room)
{
	const struct vb_pdf_row *row = &l->rows[i];
	struct gutter g = { 0, 0 };
	struct band alone;

	*b = (struct band){ .first = i, .end = i };
	if (row->n > ROW_WORDS || row->furniture || row->stamp)
		return false;
	if (find_letterhead(l, b, page))
		return true;
	for (size_t k = 0; k + 1 < row->n; k++) {
		size_t end = follow_gap(l, i, page->end, k);

		if (end <= b->end)
			continue;
		b->end = end;
		b->split = motto_at(l, row, k + 1) ?
				   (l->words[row->first + k]->x1 +
				    l->words[row->first + k + 1]->x0) /
					   2 :
				   0;
		g.from = l->words[row->first + k]->x1;
		g.to = l->words[row->first + k + 1]->x0;
	}
	if (b->end == i)
		return false;
	alone = *b;
	stretch(l, b, &g, page);
	find_columns(l, b, room);
	if (b->n > 1)
		return judge(l, b);
	/* a line above that is of no column hides the gap */
	*b = alone;
	stretch(l, b, &g, &(struct span){ i, page->end });
	find_columns(l, b, room);
	return judge(l, b);
}

static vb_status add_line(struct vb_pdf_lines *l,
			  const struct vb_pdf_line *line)
{
	void *p = vb_reader_grow(l->lines, &l->room_lines, l->n_lines,
				 sizeof(*l->lines));

	if (!p)
		return VB_NO_MEMORY;
	l->lines = p;
	l->lines[l->n_lines++] = *line;
	return VB_OK;
}

/* A word of a band and where it comes in reading order. */
struct placed {
	const struct vb_pdf_word *word;
	size_t line; /* row of the page, or of the table */
	size_t row, at;
	unsigned column;
	bool table;
};

struct rooms {
	struct placed *placed;
	const struct vb_pdf_word **words;
	double *numbers;
	struct extent *bands;  /* of a page */
	size_t *starts, *line; /* of the rows of a table */
};

static int by_value(const void *a, const void *b)
{
	double d = *(const double *)a - *(const double *)b;

	return d < 0 ? -1 : d > 0;
}

static int in_order(const void *a, const void *b)
{
	const struct placed *v = a, *w = b;

	if (!v->table && v->column != w->column)
		return v->column < w->column ? -1 : 1;
	if (v->line != w->line)
		return v->line < w->line ? -1 : 1;
	if (v->column != w->column)
		return v->column < w->column ? -1 : 1;
	if (v->row != w->row)
		return v->row < w->row ? -1 : 1;
	return v->at < w->at ? -1 : v->at > w->at;
}

static unsigned column_of(const struct band *b, const struct vb_pdf_word *w)
{
	unsigned c = 0;

	while (c + 1 < b->n && w->x0 >= b->from[c + 1])
		c++;
	return c;
}

/* Does a cell's text begin as something new does, not in small letters? */
static bool begins_new(struct vb_str text)
{
	uint32_t c;

	vb_utf8_decode(&c, text);
	return !vb_letter_is(c) || vb_letter_is_upper(c);
}

/* The rows of a band that are looked at to tell the rows of its table. */
struct table {
	const struct vb_pdf_lines *l;
	const struct band *b;
	double step;	/* from line to line in a cell */
	size_t *starts; /* of the groups, as rows; room for all */
	size_t n_starts;
};

static double by_step(const struct vb_pdf_lines *l, size_t above, size_t row)
{
	return l->rows[row].y0 - l->rows[above].y0;
}

/* Which columns have words in the row, as bits. */
static uint32_t columns_of(const struct table *t, size_t row)
{
	const struct vb_pdf_row *r = &t->l->rows[row];
	uint32_t found = 0;

	for (size_t k = 0; k < r->n && !r->furniture && !r->stamp; k++)
		found |= 1u << column_of(t->b, t->l->words[r->first + k]);
	return found;
}

/*
 * The step from line to line in a cell: of the smaller ones in all columns.
 * `room` holds as many numbers as the band has words.
 */
static double cell_step(const struct table *t, double *room)
{
	size_t last[MAX_CELLS], n = 0;

	for (size_t c = 0; c < MAX_CELLS; c++)
		last[c] = SIZE_MAX;
	for (size_t i = t->b->first; i < t->b->end; i++) {
		uint32_t columns = columns_of(t, i);

		for (size_t c = 0; c < t->b->n; c++) {
			double step;

			if (!(columns >> c & 1))
				continue;
			step = last[c] == SIZE_MAX ? 0 :
						     by_step(t->l, last[c], i);
			if (step > 0.7 * t->l->rows[i].height)
				room[n++] = step;
			last[c] = i;
		}
	}
	if (!n)
		return 0;
	qsort(room, n, sizeof(*room), by_value);
	return room[n / 10];
}

/*
 * Rows in groups that a line of cells runs through: where the lines of a cell
 * follow each other closely, all rows between them are one group. A cell in
 * the middle of its row's height is in the group of the cells beside it.
 */
static void find_groups(struct table *t)
{
	size_t last[MAX_CELLS];

	for (size_t c = 0; c < MAX_CELLS; c++)
		last[c] = SIZE_MAX;
	t->n_starts = 0;
	for (size_t i = t->b->first; i < t->b->end; i++) {
		uint32_t columns = columns_of(t, i);

		t->starts[t->n_starts++] = i;
		for (size_t c = 0; c < t->b->n; c++) {
			if (!(columns >> c & 1))
				continue;
			while (last[c] != SIZE_MAX &&
			       by_step(t->l, last[c], i) <= CLOSE * t->step &&
			       t->starts[t->n_starts - 1] > last[c])
				t->n_starts--;
			last[c] = i;
		}
	}
}

/* Does row `i` have something new in its first column? */
static bool is_new(const struct table *t, size_t i)
{
	const struct vb_pdf_row *row = &t->l->rows[i];
	const struct vb_pdf_word *w = t->l->words[row->first];

	return !row->furniture && !row->stamp && column_of(t->b, w) == 0 &&
	       begins_new(w->seen);
}

/* How many things does the first column have in the rows [first, end)? */
static size_t count_new(const struct table *t, size_t first, size_t end)
{
	size_t n = 0, last = SIZE_MAX;

	for (size_t i = first; i < end; i++) {
		if (!(columns_of(t, i) & 1))
			continue;
		n += last == SIZE_MAX || is_new(t, i) ||
		     by_step(t->l, last, i) > CLOSE * t->step;
		last = i;
	}
	return n;
}

/*
 * To which row of the table does each row of the group [first, end) belong?
 * All to one, when its first column has but one thing. Else one begins where
 * that has something new, or after a wider step.
 */
static void part_group(const struct table *t, size_t first, size_t end,
		       size_t *line)
{
	size_t begun = t->b->first, things = count_new(t, first, end);

	if (first > begun)
		begun = line[first - 1 - t->b->first];
	for (size_t i = first; i < end; i++) {
		bool wide = i > t->b->first &&
			    by_step(t->l, i - 1, i) > STEP_WIDE * t->step;

		if (things == 1 ? i == first : wide || is_new(t, i))
			begun = i;
		line[i - t->b->first] = begun;
	}
}

/*
 * The row of the table, as the first row of its lines, for each row of the
 * band, to `line`.
 */
static void find_table_rows(const struct vb_pdf_lines *l, const struct band *b,
			    const struct rooms *room)
{
	struct table t = { .l = l, .b = b, .starts = room->starts };

	t.step = cell_step(&t, room->numbers);
	find_groups(&t);
	for (size_t g = 0; g < t.n_starts; g++)
		part_group(&t, t.starts[g],
			   g + 1 < t.n_starts ? t.starts[g + 1] : b->end,
			   room->line);
}

/* Words of the band to room->placed, in reading order. */
static size_t place_words(const struct vb_pdf_lines *l, const struct band *b,
			  const struct rooms *room)
{
	struct placed *out = room->placed;
	size_t n = 0;

	if (b->table)
		find_table_rows(l, b, room);
	for (size_t i = b->first; i < b->end; i++) {
		const struct vb_pdf_row *row = &l->rows[i];

		if (row->furniture || row->stamp)
			continue;
		for (size_t k = 0; k < row->n; k++) {
			const struct vb_pdf_word *w = l->words[row->first + k];

			out[n++] = (struct placed){
				.word = w,
				.line = b->table ? room->line[i - b->first] : i,
				.row = i,
				.at = k,
				.column = column_of(b, w),
				.table = b->table
			};
		}
	}
	qsort(out, n, sizeof(*out), in_order);
	return n;
}

/* Make a line wider by a word. */
static void take_word(struct vb_pdf_line *line, const struct vb_pdf_word *w)
{
	if (!line->n || w->x0 < line->x0)
		line->x0 = w->x0;
	if (!line->n || w->x1 > line->x1)
		line->x1 = w->x1;
	if (!line->n || w->y0 < line->y0)
		line->y0 = w->y0;
	if (!line->n || w->y1 > line->y1)
		line->y1 = w->y1;
	line->n++;
}

static vb_status band_lines(struct vb_pdf_lines *l, const struct band *b,
			    const struct rooms *rooms, unsigned *column)
{
	size_t n = place_words(l, b, rooms), at = l->rows[b->first].first;
	const struct placed *room = rooms->placed;
	vb_status st = VB_OK;

	for (size_t i = 0, end; !st && i < n; i = end) {
		unsigned c = b->table ? 0 : room[i].column;
		struct vb_pdf_line line = {
			.page = l->rows[b->first].page,
			.left = b->table ? b->from[0] : b->from[c],
			.right = b->to[b->table ? b->n - 1 : c],
			.column = *column + c,
			.row = b->table,
			.first = at,
		};

		for (end = i; end < n && room[end].line == room[i].line &&
			      (b->table || room[end].column == c);
		     end++) {
			l->cell[at] = room[end].column;
			l->words[at++] = room[end].word;
			take_word(&line, room[end].word);
		}
		st = add_line(l, &line);
	}
	*column += b->n;
	return st;
}

/* Where the body of a page begins and ends. */
struct margins {
	double left, right;
};

/* The left (or right) ends of rows of more than `words` words. */
static size_t row_ends(const struct vb_pdf_lines *l, double *out,
		       const struct span *of, size_t words, bool right)
{
	size_t n = 0;

	for (size_t i = of->first; i < of->end; i++) {
		const struct vb_pdf_row *row = &l->rows[i];

		if (!row->furniture && !row->stamp && row->n > words)
			out[n++] = right ? row->x1 : row->x0;
	}
	qsort(out, n, sizeof(*out), by_value);
	return n;
}

/*
 * The margins of rows: where but a few of them begin and end farthest out.
 * `room` holds as many numbers. False for less than `least`.
 */
static bool find_margins(const struct vb_pdf_lines *l, struct margins *m,
			 const struct span *of, size_t least, double *room)
{
	size_t words = 3, n = row_ends(l, room, of, words, false);

	if (!n && least == 1) {
		words = 0;
		n = row_ends(l, room, of, words, false);
	}
	if (n < least)
		return false;
	m->left = room[n / 25];
	row_ends(l, room, of, words, true);
	m->right = room[n - 1 - n / 10];
	return true;
}

/* The median gap between words of the rows [first, end). */
static double usual_gap(const struct vb_pdf_lines *l, size_t first, size_t end,
			double *room)
{
	size_t n = 0;

	for (size_t i = first; i < end; i++)
		for (size_t k = 1; k < l->rows[i].n; k++) {
			size_t at = l->rows[i].first + k;

			room[n++] = l->words[at]->x0 - l->words[at - 1]->x1;
		}
	if (!n)
		return 0;
	qsort(room, n, sizeof(*room), by_value);
	return room[n / 2];
}

static vb_status plain_line(struct vb_pdf_lines *l, size_t i,
			    const struct margins *m, unsigned column)
{
	const struct vb_pdf_row *row = &l->rows[i];
	struct vb_pdf_line line = {
		.page = row->page,
		.left = m->left < row->x0 ? m->left : row->x0,
		.right = m->right > row->x1 ? m->right : row->x1,
		.column = column,
		.first = row->first,
	};

	for (size_t k = 0; k < row->n; k++)
		take_word(&line, l->words[row->first + k]);
	return add_line(l, &line);
}

static size_t find_bands(const struct vb_pdf_lines *l, const struct span *page,
			 struct rooms *room)
{
	struct span left = *page;
	size_t n = 0;
	struct band b;

	for (size_t i = page->first; i < page->end; i++) {
		if (!find_band(l, &b, i, &left, room->words))
			continue;
		room->bands[n++] = (struct extent){ b.first, b.end, b.split };
		i = b.end - 1;
		left.first = b.end;
	}
	return n;
}

static bool is_gazette_head(const struct vb_pdf_lines *l,
			    const struct vb_pdf_row *row)
{
	for (size_t i = 0; i + 1 < row->n; i++)
		if (vb_str_eq(l->words[row->first + i]->seen, VB_STR("CÔNG")) &&
		    vb_str_starts(l->words[row->first + i + 1]->seen,
				  VB_STR("BÁO")))
			return true;
	return false;
}

/*
 * The gazette puts the kind of documents and the body above the letterhead of
 * a document: "VĂN BẢN QUY PHẠM PHÁP LUẬT", "BỘ TÀI CHÍNH". That is the
 * gazette's, not the document's, and is put behind the page's text.
 */
static void mark_section(struct vb_pdf_lines *l, size_t first, size_t end,
			 const struct extent *bands, size_t n)
{
	bool gazette = false, motto = false;

	if (!n)
		return;
	for (size_t i = first; i < end && !gazette; i++)
		gazette =
			l->rows[i].furniture && is_gazette_head(l, &l->rows[i]);
	for (size_t i = bands[0].first; gazette && i < bands[0].end; i++)
		for (size_t k = 0; k < l->rows[i].n && !motto; k++)
			motto = motto_at(l, &l->rows[i], k);
	for (size_t i = first; motto && i < bands[0].first; i++)
		l->rows[i].stamp = !l->rows[i].furniture;
}

static vb_status page_lines(struct vb_pdf_lines *l, unsigned page,
			    struct rooms *room, const struct margins *body)
{
	struct span rows = { l->page_rows[page], l->page_rows[page + 1] };
	struct margins m = *body;
	size_t n, k = 0;
	unsigned column = 1;
	struct band b;
	vb_status st = VB_OK;

	l->gap = usual_gap(l, rows.first, rows.end, room->numbers);
	n = find_bands(l, &rows, room);
	mark_section(l, rows.first, rows.end, room->bands, n);
	if (!find_margins(l, &m, &rows, 8, room->numbers))
		m = *body;
	for (size_t i = rows.first; !st && i < rows.end; i++) {
		if (k < n && i == room->bands[k].first) {
			b = (struct band){ .first = i,
					   .end = room->bands[k].end,
					   .split = room->bands[k].split };
			k++;
			find_columns(l, &b, room->words);
			judge(l, &b);
			st = band_lines(l, &b, room, &column);
			i = b.end - 1;
		} else if (!l->rows[i].furniture && !l->rows[i].stamp) {
			st = plain_line(l, i, &m, 0);
		}
	}
	return st;
}

vb_status vb_pdf_find_lines(struct vb_pdf_lines *lines)
{
	struct vb_pdf_lines *l = lines;
	size_t n_words = l->pdf->n_words + 1;
	struct rooms room = {
		.placed = reallocarray(NULL, n_words, sizeof(*room.placed)),
		.words = reallocarray(NULL, n_words, sizeof(*room.words)),
		.numbers = reallocarray(NULL, n_words, sizeof(double)),
		.bands = reallocarray(NULL, l->n_rows + 1, sizeof(*room.bands)),
		.starts = reallocarray(NULL, l->n_rows + 1, sizeof(size_t)),
		.line = reallocarray(NULL, l->n_rows + 1, sizeof(size_t)),
	};
	struct span all = { 0, l->n_rows };
	struct margins body = { 0, 0 };
	vb_status st = VB_NO_MEMORY;

	if (room.placed && room.words && room.numbers && room.bands &&
	    room.starts && room.line) {
		find_margins(l, &body, &all, 1, room.numbers);
		st = VB_OK;
	}
	for (unsigned i = 0; !st && i < l->pdf->n_pages; i++)
		st = page_lines(l, i, &room, &body);
	free(room.line);
	free(room.starts);
	free(room.bands);
	free(room.numbers);
	free(room.words);
	free(room.placed);
	return st;
}
