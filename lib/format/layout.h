/*
 * format/layout: a text put together block by block. Private to lib/format.
 *
 *	vb_layout *l;
 *	st = vb_layout_open(&l, record);
 *	vb_layout_begin(l, VB_BLOCK_HEADING, 1);
 *	vb_layout_text(l, utf8, &font);
 *	vb_layout_cell(l);
 *	st = vb_layout_close(l);	fills record->text and record->blocks
 *
 * Readers of formats with structure write through this: it joins runs to
 * blocks and blocks to lines, decodes what an old font or a bad conversion
 * left (text/decode.h), cleans (text/text.h), drops empty blocks, and keeps
 * white space to single spaces. The first failure sticks: later calls do
 * nothing and close returns it.
 */
#ifndef VB_FORMAT_LAYOUT_H
#define VB_FORMAT_LAYOUT_H

#include "doc/record.h"

typedef struct vb_layout vb_layout;

/* What is known of a run of text; all of it may be empty. */
struct vb_font {
	struct vb_str name; /* as the file has it: ".VnTimeH", "Times" */
	bool capitals;	    /* shown in capitals (w:caps) */
	bool hidden;	    /* deleted or hidden: left out */
};

/* VB_OK or VB_NO_MEMORY. The record must outlive the layout. */
vb_status vb_layout_open(vb_layout **out, struct vb_record *record);

/* Begin a block; the one before ends. PAGE has no text: level is its number. */
void vb_layout_begin(vb_layout *l, enum vb_block_kind kind, unsigned level);

/*
 * Add text to the block: UTF-8, in which each byte of an old encoding stands
 * as the character that Windows-1252 has for it. Line ends in it are spaces,
 * tabs stay between cells. A run without a block begins a PARAGRAPH.
 */
void vb_layout_text(vb_layout *l, struct vb_str text,
		    const struct vb_font *font);

/* End a cell of a ROW. Empty cells in the middle keep their tab. */
void vb_layout_cell(vb_layout *l);

/*
 * Begin a sheet of a workbook. Its name becomes a HEADING if it helps: more
 * than one sheet holds something, this one too, and somebody thought of the
 * name, not the program ("Sheet1").
 */
void vb_layout_sheet(vb_layout *l, struct vb_str name);

/*
 * Finish: everything is decoded with what was learnt of the whole document,
 * and put into record->text, blocks, encoding and report. Frees `l` (NULL is
 * accepted). Returns the first failure: VB_TOO_BIG past VB_FORMAT_TEXT_LIMIT,
 * VB_NO_MEMORY.
 */
vb_status vb_layout_close(vb_layout *l);

#endif
