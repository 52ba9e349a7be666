/*
 * format/rows: a row of a table, held back until its end is known. Private to
 * lib/format.
 *
 * Old word processors use tables for data, which become a ROW with its cells,
 * and to set things side by side: the letterhead, the signature. Those are
 * read one cell after the other, paragraph by paragraph. Which one a row is
 * shows only when all of it was seen.
 */
#ifndef VB_FORMAT_ROWS_H
#define VB_FORMAT_ROWS_H

#include "base/buf.h"
#include "format/layout.h"

struct vb_row_item;

struct vb_rows {
	vb_layout *layout; /* borrowed */
	struct vb_buf text;
	struct vb_row_item *items;
	size_t n, cap;
	size_t seen; /* bytes in rows and vb_rows_saw so far */
	bool failed; /* out of memory: vb_rows_clear says so */
};

/* What a row holds must fit here; a row beyond it is put out in parts. */
#define VB_ROW_LIMIT ((size_t)16 << 20)

/* clang-format off */
#define VB_ROWS_INIT(l) { (l), VB_BUF_INIT(VB_ROW_LIMIT), NULL, 0, 0, 0, false }
/* clang-format on */

/* Text of the cell, as vb_layout_text; the font's name must live on. */
void vb_rows_text(struct vb_rows *rows, struct vb_str text,
		  const struct vb_font *font);

/* A paragraph, or a cell, ends. */
void vb_rows_paragraph(struct vb_rows *rows);
void vb_rows_cell(struct vb_rows *rows);

/* The row ends: put it out. Nothing happens without one. */
void vb_rows_end(struct vb_rows *rows);

/* Put out what was kept as the paragraphs of a note, not as a row. */
void vb_rows_note(struct vb_rows *rows);

/* Text that stands before and after tables: `bytes` of it. */
void vb_rows_saw(struct vb_rows *rows, size_t bytes);

/* Free the memory. VB_OK or VB_NO_MEMORY, if that happened before. */
vb_status vb_rows_clear(struct vb_rows *rows);

#endif
