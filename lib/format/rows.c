#include "format/rows.h"

#include <stdlib.h>

#define HEAD_BYTES 600	/* a letterhead stands in so much of a start */
#define PLAIN_CELLS 4	/* so many columns are data, whatever is in them */
#define PLAIN_BYTES 300 /* more in a cell of some paragraphs is a layout */

enum kind { TEXT, PARAGRAPH, CELL };

struct vb_row_item {
	enum kind kind;
	struct vb_font font;
	size_t from, to; /* bytes of rows->text */
};

static bool add(struct vb_rows *rows, const struct vb_row_item *item)
{
	if (rows->n == rows->cap) {
		size_t cap = rows->cap ? 2 * rows->cap : 64;
		void *more = realloc(rows->items, cap * sizeof(*item));

		if (!more) {
			rows->failed = true;
			return false;
		}
		rows->items = more;
		rows->cap = cap;
	}
	rows->items[rows->n++] = *item;
	return true;
}

void vb_rows_text(struct vb_rows *rows, struct vb_str text,
		  const struct vb_font *font)
{
	struct vb_row_item item = { .kind = TEXT, .font = *font };

	if (!text.len)
		return;
	if (rows->text.len + text.len > VB_ROW_LIMIT)
		vb_rows_end(rows);
	item.from = rows->text.len;
	if (vb_buf_append(&rows->text, text)) {
		rows->failed = true;
		return;
	}
	item.to = rows->text.len;
	add(rows, &item);
}

void vb_rows_paragraph(struct vb_rows *rows)
{
	add(rows, &(struct vb_row_item){ .kind = PARAGRAPH });
}

void vb_rows_cell(struct vb_rows *rows)
{
	add(rows, &(struct vb_row_item){ .kind = CELL });
}

static bool has_text(const struct vb_rows *rows, const struct vb_row_item *item)
{
	struct vb_str s =
		vb_str_sub(vb_buf_str(&rows->text), item->from, item->to);

	return item->kind == TEXT && vb_str_trim(s).len;
}

/* What decides about a row. */
struct shape {
	size_t cells;	   /* all of them */
	size_t paragraphs; /* in the cell with most, those with text */
	size_t bytes;	   /* in the cell with most */
};

static struct shape shape_of(const struct vb_rows *rows)
{
	struct shape s = { 0, 0, 0 };
	size_t paragraphs = 0, bytes = 0;
	bool text = false;

	for (size_t i = 0; i < rows->n; i++) {
		const struct vb_row_item *item = &rows->items[i];

		text |= has_text(rows, item);
		bytes += item->to - item->from;
		if (item->kind == TEXT)
			continue;
		paragraphs += text;
		text = false;
		if (item->kind == PARAGRAPH)
			continue;
		s.cells++;
		if (paragraphs > s.paragraphs)
			s.paragraphs = paragraphs;
		if (bytes > s.bytes)
			s.bytes = bytes;
		paragraphs = bytes = 0;
	}
	return s;
}

static bool is_plain(const struct vb_rows *rows)
{
	struct shape s = shape_of(rows);

	if (s.cells < 2)
		return false;
	if (s.cells == 2 && rows->seen < HEAD_BYTES)
		return false;
	return s.paragraphs < 2 || s.cells >= PLAIN_CELLS ||
	       (s.cells > 2 && s.bytes <= PLAIN_BYTES);
}

static void put_text(struct vb_rows *rows, const struct vb_row_item *item)
{
	vb_layout_text(
		rows->layout,
		vb_str_sub(vb_buf_str(&rows->text), item->from, item->to),
		&item->font);
}

static void put_row(struct vb_rows *rows)
{
	static const struct vb_font none = { .name = { "", 0 } };

	vb_layout_begin(rows->layout, VB_BLOCK_ROW, 0);
	for (size_t i = 0; i < rows->n; i++) {
		const struct vb_row_item *item = &rows->items[i];

		if (item->kind == TEXT)
			put_text(rows, item);
		else if (item->kind == PARAGRAPH)
			vb_layout_text(rows->layout, VB_STR(" "), &none);
		else
			vb_layout_cell(rows->layout);
	}
}

static void put_paragraphs(struct vb_rows *rows, enum vb_block_kind kind)
{
	bool open = false;

	for (size_t i = 0; i < rows->n; i++) {
		const struct vb_row_item *item = &rows->items[i];

		if (item->kind == TEXT && !open)
			vb_layout_begin(rows->layout, kind, 0);
		open = item->kind == TEXT;
		if (open)
			put_text(rows, item);
	}
}

static void forget(struct vb_rows *rows)
{
	rows->seen += rows->text.len;
	rows->n = 0;
	vb_buf_truncate(&rows->text, 0);
}

void vb_rows_note(struct vb_rows *rows)
{
	put_paragraphs(rows, VB_BLOCK_NOTE);
	forget(rows);
}

void vb_rows_end(struct vb_rows *rows)
{
	if (!rows->n)
		return;
	if (is_plain(rows))
		put_row(rows);
	else
		put_paragraphs(rows, VB_BLOCK_PARAGRAPH);
	forget(rows);
}

void vb_rows_saw(struct vb_rows *rows, size_t bytes)
{
	rows->seen += bytes;
}

vb_status vb_rows_clear(struct vb_rows *rows)
{
	bool failed = rows->failed;

	vb_buf_clear(&rows->text);
	free(rows->items);
	rows->items = NULL;
	rows->n = rows->cap = 0;
	return failed ? VB_NO_MEMORY : VB_OK;
}
