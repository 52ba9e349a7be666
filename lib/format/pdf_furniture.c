#include <stdlib.h>

#include "doc/letter.h"
#include "format/pdf.h"

/*
 * What stands on the pages and is no part of the text. Running heads and feet
 * say the same on many pages, but for numbers; page numbers go on by one from
 * page to page. A file of one page has neither, and what makes a document
 * official is never taken for them.
 */
#define EDGE_ROWS 3 /* so many rows from above and from below are looked at */
#define EDGE_SHARE 0.25 /* of the page's height, from above and from below */
#define PAGES_SHARE                                                            \
	0.4 /* a head stands on so many of the pages: odd and even
			   pages may have two */
#define STAMP_ROWS 8

struct candidate {
	uint64_t key; /* of a head: its words; of a number: to its page */
	size_t row;
	unsigned page; /* its number */
};

struct candidates {
	struct candidate *items;
	size_t n;
};

static int by_key(const void *a, const void *b)
{
	const struct candidate *v = a, *w = b;

	if (v->key != w->key)
		return v->key < w->key ? -1 : 1;
	return v->row < w->row ? -1 : v->row > w->row;
}

static struct vb_str word(const struct vb_pdf_lines *l,
			  const struct vb_pdf_row *row, size_t i)
{
	return i < row->n ? l->words[row->first + i]->seen : VB_STR_EMPTY;
}

/* The row's words but for digits and marks, as a number; 0: no letters. */
static uint64_t key_of(const struct vb_pdf_lines *l,
		       const struct vb_pdf_row *row)
{
	uint64_t key = 14695981039346656037u; /* FNV-1a */
	bool letters = false;

	for (size_t i = 0; i < row->n && i < 200; i++) {
		struct vb_str s = word(l, row, i);

		for (size_t k = 0; k < s.len; k++) {
			unsigned char c = (unsigned char)s.ptr[k];

			if (c < 0x80 && ((c | 32) < 'a' || (c | 32) > 'z'))
				continue;
			letters = true;
			key = (key ^ c) * 1099511628211u;
		}
	}
	return letters ? key | 1 : 0;
}

/* What a first page needs, also where it stands on each page. */
static bool is_letterhead(const struct vb_pdf_lines *l,
			  const struct vb_pdf_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		struct vb_str a = word(l, row, i), b = word(l, row, i + 1);

		if (vb_str_eq(a, VB_STR("CỘNG")) &&
		    (vb_str_eq(b, VB_STR("HÒA")) ||
		     vb_str_eq(b, VB_STR("HOÀ")) ||
		     vb_str_eq(b, VB_STR("SẢN"))))
			return true;
		if (vb_str_starts(a, VB_STR("Số:")) ||
		    (vb_str_eq(a, VB_STR("Số")) && vb_str_eq(b, VB_STR(":"))))
			return true;
		if (vb_str_eq(a, VB_STR("Độc")) && vb_str_eq(b, VB_STR("lập")))
			return true;
	}
	return false;
}

/*
 * "12", "- 12 -", "Trang 12/30", "[12]": the number, or -1 for anything else.
 */
static long number_of(const struct vb_pdf_lines *l,
		      const struct vb_pdf_row *row)
{
	long value = -1;
	bool open = false, over = false;

	if (row->n > 6)
		return -1;
	for (size_t i = 0; i < row->n; i++) {
		struct vb_str s = word(l, row, i);

		open = false;
		if (vb_str_eq(s, VB_STR("Trang")) ||
		    vb_str_eq(s, VB_STR("trang")) || vb_str_eq(s, VB_STR("–")))
			continue;
		for (size_t k = 0; k < s.len; k++) {
			char c = s.ptr[k];

			if (c == '/' && value >= 0) {
				over = true;
			} else if (vb_letter_is_digit(c)) {
				if (over)
					continue; /* how many there are */
				if (value >= 0 && !open)
					return -1; /* two numbers */
				value = (value < 0 ? 0 : value * 10) + c - '0';
				open = true;
				if (value > 99999)
					return -1;
			} else if (!strchr("-[]()|", c)) {
				return -1;
			}
		}
	}
	return value;
}

static bool at_edge(const struct vb_pdf_lines *l, const struct vb_pdf_row *row,
		    bool below)
{
	double height = l->pdf->pages[row->page].height;

	return below ? row->y1 > (1 - EDGE_SHARE) * height :
		       row->y0 < EDGE_SHARE * height;
}

static const char *const stamp_starts[][2] = {
	/* first two words of a line of an electronic signature's picture */
	{ "Ký", "bởi:" },  { "Người", "ký:" }, { "Email:", NULL },
	{ "Cơ", "quan:" }, { "Tổ", "chức:" },  { "Thời", "gian" },
	{ "Ngày", "ký:" }, { "Chức", "vụ:" },  { "Đơn", "vị:" },
};

static bool is_stamp(const struct vb_pdf_lines *l, const struct vb_pdf_row *row,
		     size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *second = stamp_starts[i][1];

		if (vb_str_eq(word(l, row, 0),
			      vb_str_from(stamp_starts[i][0])) &&
		    (!second ||
		     vb_str_eq(word(l, row, 1), vb_str_from(second))))
			return true;
	}
	return false;
}

/* "Người ký: …", "Email: …", …: two such rows or more are one. */
static void mark_stamps(struct vb_pdf_lines *l, size_t first, size_t end)
{
	size_t count = sizeof(stamp_starts) / sizeof(*stamp_starts);

	for (size_t i = first; i < end; i++) {
		size_t n = 1;

		if (!is_stamp(l, &l->rows[i], 2))
			continue;
		while (i + n < end && n < STAMP_ROWS &&
		       is_stamp(l, &l->rows[i + n], count))
			n++;
		for (size_t k = 0; n > 1 && k < n; k++)
			l->rows[i + k].stamp = true;
		i += n - 1;
	}
}

/* The rows at a page's edges that are not yet judged, outermost first. */
static void gather(const struct vb_pdf_lines *l, struct candidates *heads,
		   struct candidates *numbers, unsigned page, bool below)
{
	size_t first = l->page_rows[page], end = l->page_rows[page + 1];
	size_t seen = 0;

	for (size_t k = first; k < end && seen < EDGE_ROWS; k++) {
		size_t i = below ? end - 1 - (k - first) : k;
		const struct vb_pdf_row *row = &l->rows[i];
		struct candidate c = { .row = i,
				       .page = l->pdf->pages[page].number };
		long number;

		if (row->stamp || !at_edge(l, row, below))
			continue;
		seen++;
		if (is_letterhead(l, row))
			continue;
		number = number_of(l, row);
		if (number >= 0) {
			c.key = (uint64_t)(number + 1000000 - (long)c.page);
			numbers->items[numbers->n++] = c;
			continue;
		}
		c.key = key_of(l, row) << 1 | below;
		if (c.key > 1)
			heads->items[heads->n++] = c;
	}
}

/* Rows with the same key on `least` pages are furniture. */
static void mark_repeated(struct vb_pdf_lines *l, struct candidates *c,
			  size_t least)
{
	qsort(c->items, c->n, sizeof(*c->items), by_key);
	for (size_t i = 0, end; i < c->n; i = end) {
		size_t pages = 1;

		for (end = i + 1;
		     end < c->n && c->items[end].key == c->items[i].key; end++)
			pages += c->items[end].page != c->items[end - 1].page;
		for (size_t k = i; pages >= least && k < end; k++)
			l->rows[c->items[k].row].furniture = true;
	}
}

/* Pages that are all alike have no text but what looks like furniture. */
static void keep_some(struct vb_pdf_lines *l)
{
	for (size_t i = 0; i < l->n_rows; i++)
		if (!l->rows[i].furniture && !l->rows[i].stamp)
			return;
	for (size_t i = 0; i < l->n_rows; i++)
		l->rows[i].furniture = false;
}

vb_status vb_pdf_find_furniture(struct vb_pdf_lines *lines)
{
	struct vb_pdf_lines *l = lines;
	size_t n_pages = l->pdf->n_pages, least, n;
	size_t room = n_pages * 2 * EDGE_ROWS + 1;
	struct candidates heads = {
		reallocarray(NULL, room, sizeof(*heads.items)), 0
	};
	struct candidates numbers = {
		reallocarray(NULL, room, sizeof(*numbers.items)), 0
	};
	vb_status st = heads.items && numbers.items ? VB_OK : VB_NO_MEMORY;

	/* turned parts are no more pages than there were */
	n = n_pages ? l->pdf->pages[n_pages - 1].number : 0;
	for (unsigned i = 0; !st && i < n_pages; i++) {
		mark_stamps(l, l->page_rows[i], l->page_rows[i + 1]);
		if (n < 2)
			continue;
		gather(l, &heads, &numbers, i, false);
		gather(l, &heads, &numbers, i, true);
	}
	least = (size_t)(PAGES_SHARE * (double)n + 0.999);
	if (!st && n > 1) {
		mark_repeated(l, &heads, least < 2 ? 2 : least);
		mark_repeated(l, &numbers, 2);
		keep_some(l);
	}
	free(numbers.items);
	free(heads.items);
	return st;
}
