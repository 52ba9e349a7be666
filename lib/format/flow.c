#include "format/flow.h"

#include "format/format.h"

#define FEW_ROWS 3  /* of a table that sets things side by side */
#define FEW_CELLS 3 /* in a row of it */

enum op { OP_BEGIN, OP_TEXT, OP_LINE, OP_CELL, OP_ROW };

/* How an operation stands in a buffer; a font's name and text follow. */
struct op_head {
	uint8_t op, kind, level, capitals;
	uint32_t font, text; /* bytes */
};

void vb_flow_init(struct vb_flow *f, vb_layout *l)
{
	*f = (struct vb_flow){
		.l = l,
		.ops = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT),
		.boxes = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT),
		.notes = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT),
	};
}

static void keep(struct vb_flow *f, struct vb_buf *ops,
		 const struct op_head *head, struct vb_str font,
		 struct vb_str text)
{
	struct vb_str bytes = { (const char *)head, sizeof(*head) };

	if (!f->st)
		f->st = vb_buf_append(ops, bytes);
	if (!f->st && font.len)
		f->st = vb_buf_append(ops, font);
	if (!f->st && text.len)
		f->st = vb_buf_append(ops, text);
}

static void keep_op(struct vb_flow *f, struct vb_buf *ops, enum op op,
		    unsigned kind, unsigned level)
{
	struct op_head head = {
		(uint8_t)op, (uint8_t)kind, (uint8_t)level, 0, 0, 0
	};

	keep(f, ops, &head, VB_STR_EMPTY, VB_STR_EMPTY);
}

/* Take the next operation off `rest`; false at its end. */
static bool next_op(struct op_head *head, struct vb_str *font,
		    struct vb_str *text, struct vb_str *rest)
{
	if (rest->len < sizeof(*head))
		return false;
	memcpy(head, rest->ptr, sizeof(*head));
	*rest = vb_str_skip(*rest, sizeof(*head));
	*font = vb_str_sub(*rest, 0, head->font);
	*rest = vb_str_skip(*rest, head->font);
	*text = vb_str_sub(*rest, 0, head->text);
	*rest = vb_str_skip(*rest, head->text);
	return true;
}

/* Write kept operations, cells as rows or each paragraph as a block. */
static void replay(struct vb_flow *f, struct vb_str ops, bool rows)
{
	struct vb_str font, text;
	bool open = false; /* a row */
	struct op_head head;

	while (!f->st && next_op(&head, &font, &text, &ops)) {
		struct vb_font run = { .name = font,
				       .capitals = head.capitals };

		if (rows && !open && head.op != OP_ROW) {
			vb_layout_begin(f->l, VB_BLOCK_ROW, 0);
			open = true;
		}
		switch ((enum op)head.op) {
		case OP_BEGIN:
			if (rows)
				vb_layout_text(f->l, VB_STR(" "), NULL);
			else
				vb_layout_begin(f->l,
						(enum vb_block_kind)head.kind,
						head.level);
			break;
		case OP_TEXT:
			vb_layout_text(f->l, text, &run);
			break;
		case OP_LINE:
			if (rows)
				vb_layout_text(f->l, VB_STR(" "), NULL);
			else
				vb_layout_begin(f->l, VB_BLOCK_PARAGRAPH, 0);
			break;
		case OP_CELL:
			if (rows)
				vb_layout_cell(f->l);
			break;
		case OP_ROW:
			open = false;
			break;
		}
	}
}

/* Write the boxes that waited for the end of their paragraph. */
static void flush_boxes(struct vb_flow *f)
{
	if (f->in_box || !f->boxes.len)
		return;
	replay(f, vb_buf_str(&f->boxes), false);
	vb_buf_truncate(&f->boxes, 0);
}

/* Write the rows kept back. */
static void flush_rows(struct vb_flow *f)
{
	bool side = !f->is_rows && f->rows <= FEW_ROWS && f->tall &&
		    f->widest <= FEW_CELLS;

	if (f->widest <= 1 && !f->is_rows)
		side = true; /* a frame around paragraphs */
	replay(f, vb_buf_str(&f->ops), !side);
	vb_buf_truncate(&f->ops, 0);
}

vb_status vb_flow_end(struct vb_flow *f)
{
	f->in_box = 0;
	flush_rows(f);
	flush_boxes(f);
	replay(f, vb_buf_str(&f->notes), false);
	vb_buf_clear(&f->notes);
	vb_buf_clear(&f->ops);
	vb_buf_clear(&f->boxes);
	return f->st;
}

/* Where what is not written yet is kept, or NULL. */
static struct vb_buf *keeper(struct vb_flow *f)
{
	if (f->in_note)
		return &f->notes;
	if (f->tables)
		return &f->ops;
	return f->in_box ? &f->boxes : NULL;
}

void vb_flow_begin(struct vb_flow *f, enum vb_block_kind kind, unsigned level)
{
	struct vb_buf *ops = keeper(f);

	f->kind = kind;
	if (ops) {
		f->written &= f->in_note;
		keep_op(f, ops, OP_BEGIN, kind, level);
	} else {
		flush_boxes(f);
		vb_layout_begin(f->l, kind, level);
	}
}

void vb_flow_sheet(struct vb_flow *f, struct vb_str name)
{
	flush_boxes(f);
	vb_layout_sheet(f->l, name);
}

static bool is_blank(struct vb_str text)
{
	return !vb_str_trim(text).len ||
	       vb_str_eq(vb_str_trim(text), VB_STR("\xc2\xa0"));
}

void vb_flow_text(struct vb_flow *f, struct vb_str text,
		  const struct vb_font *font)
{
	struct op_head head = { OP_TEXT, 0, 0, 0, 0, 0 };
	struct vb_str name = font ? font->name : VB_STR_EMPTY;
	struct vb_buf *ops = keeper(f);

	if ((font && font->hidden) || !text.len)
		return;
	if (!ops) {
		vb_layout_text(f->l, text, font);
		return;
	}
	head.capitals = font && font->capitals;
	head.font = (uint32_t)name.len;
	head.text = (uint32_t)text.len;
	keep(f, ops, &head, name, text);
	if (ops == &f->ops && !f->written && !is_blank(text)) {
		f->written = true;
		if (++f->blocks > 1)
			f->tall = true;
	}
}

void vb_flow_line(struct vb_flow *f)
{
	struct vb_buf *ops = keeper(f);

	if (ops == &f->ops) {
		f->written = false;
		keep_op(f, ops, OP_LINE, 0, 0);
	} else if (f->kind == VB_BLOCK_HEADING || f->kind == VB_BLOCK_NOTE) {
		vb_flow_text(f, VB_STR(" "), NULL);
	} else if (ops) {
		keep_op(f, ops, OP_LINE, 0, 0);
	} else {
		vb_layout_begin(f->l, VB_BLOCK_PARAGRAPH, 0);
	}
}

void vb_flow_table(struct vb_flow *f, bool starts)
{
	if (f->in_note)
		return;
	if (!starts) {
		if (f->tables && !--f->tables) {
			if (f->in_box && !f->st) /* waits with the box */
				f->st = vb_buf_append(&f->boxes,
						      vb_buf_str(&f->ops));
			if (f->in_box)
				vb_buf_truncate(&f->ops, 0);
			flush_rows(f);
		}
		return;
	}
	if (f->tables++)
		return;
	flush_boxes(f);
	f->rows = f->cells = f->widest = f->blocks = 0;
	f->tall = f->is_rows = f->written = false;
	f->row_at = f->ops.len;
}

void vb_flow_row_end(struct vb_flow *f, bool dropped)
{
	if (f->in_note || f->tables != 1)
		return;
	if (dropped) {
		vb_buf_truncate(&f->ops, f->row_at);
	} else {
		keep_op(f, &f->ops, OP_ROW, 0, 0);
		f->rows++;
		f->widest = f->cells > f->widest ? f->cells : f->widest;
	}
	f->cells = f->blocks = 0;
	if (f->rows > FEW_ROWS || f->widest > FEW_CELLS)
		f->is_rows = f->is_rows || f->widest > 1;
	if (f->is_rows && !f->in_box)
		flush_rows(f);
	f->row_at = f->ops.len;
}

void vb_flow_cell_end(struct vb_flow *f)
{
	if (f->in_note || !f->tables)
		return;
	if (f->tables > 1) { /* of a table in a cell */
		keep_op(f, &f->ops, OP_LINE, 0, 0);
		return;
	}
	keep_op(f, &f->ops, OP_CELL, 0, 0);
	f->cells++;
	f->blocks = 0;
	f->written = false;
}

void vb_flow_box(struct vb_flow *f, bool starts)
{
	if (starts)
		f->in_box++;
	else if (f->in_box)
		f->in_box--;
}

void vb_flow_note(struct vb_flow *f, bool starts)
{
	f->in_note = starts;
}

void vb_flow_rows(struct vb_flow *f)
{
	f->is_rows = true;
}
