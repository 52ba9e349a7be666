/*
 * format/flow: the flow of a text processor's document, with tables and text
 * boxes, to a layout. Private to lib/format.
 *
 * A table's first rows are kept back until it is known what it is: a table of
 * a few rows in which a cell has several paragraphs sets things side by side
 * (the letterhead, the signature), and its cells are read one after another;
 * any other is rows. A box of text comes after the paragraph that it hangs
 * on. Failures stick and come out of the layout's close or vb_flow_end.
 */
#ifndef VB_FORMAT_FLOW_H
#define VB_FORMAT_FLOW_H

#include "format/layout.h"

struct vb_flow {
	vb_layout *l;
	vb_status st;
	struct vb_buf ops;   /* the table so far, as far as it is kept back */
	struct vb_buf notes; /* for the end of the text */
	struct vb_buf boxes; /* boxes that wait for their paragraph's end */
	unsigned tables;     /* open, one inside the other */
	unsigned in_box;     /* boxes open */
	bool in_note;
	unsigned rows;	 /* of the outermost table, ended */
	unsigned cells;	 /* of its row, ended */
	unsigned widest; /* cells of its widest row */
	unsigned blocks; /* of the cell: paragraphs with something in */
	bool written;	 /* the paragraph of the cell has something in it */
	bool tall;	 /* a cell has several paragraphs */
	bool is_rows;	 /* the table is known to be rows */
	size_t row_at;	 /* where the row's ops begin */
	enum vb_block_kind kind; /* of the paragraph that is open */
};

void vb_flow_init(struct vb_flow *f, vb_layout *l);

/* Write what still waits, free the memory; the first failure. */
vb_status vb_flow_end(struct vb_flow *f);

void vb_flow_begin(struct vb_flow *f, enum vb_block_kind kind, unsigned level);
void vb_flow_text(struct vb_flow *f, struct vb_str text,
		  const struct vb_font *font);

/* vb_layout_sheet, outside of tables. */
void vb_flow_sheet(struct vb_flow *f, struct vb_str name);

/* A line end within a paragraph; a new line, but in headings a space. */
void vb_flow_line(struct vb_flow *f);

void vb_flow_table(struct vb_flow *f, bool starts);
void vb_flow_row_end(struct vb_flow *f, bool dropped);
void vb_flow_cell_end(struct vb_flow *f);
void vb_flow_box(struct vb_flow *f, bool starts);

/* What comes between belongs behind the whole text. */
void vb_flow_note(struct vb_flow *f, bool starts);

/* The table that just started has rows, whatever it looks like. */
void vb_flow_rows(struct vb_flow *f);

#endif
