/*
 * format/rtf: the parts of the RTF reader. Private to lib/format.
 *
 * rtf.c cuts the file into groups, control words and text; rtf_words.c says
 * what the words mean. Facts: the RTF specification 1.9.1, that Microsoft
 * gave out.
 */
#ifndef VB_FORMAT_RTF_H
#define VB_FORMAT_RTF_H

#include "base/arena.h"
#include "format/ole.h"
#include "format/rows.h"

#define VB_RTF_DEPTH 512   /* of groups; deeper ones share properties */
#define VB_RTF_FONTS 32768 /* numbers of fonts */

/* Where text goes. */
enum vb_rtf_target {
	VB_RTF_BODY,
	VB_RTF_NOTE,
	VB_RTF_SKIP,
	VB_RTF_FONT_TABLE,
	VB_RTF_INFO, /* not text by itself, but title and author in it are */
	VB_RTF_TITLE,
	VB_RTF_AUTHOR,
	VB_RTF_CREATED, /* numbers, no text */
};

struct vb_rtf_font {
	struct vb_str name; /* UTF-8, in the arena */
	unsigned charset;
	bool old; /* its name implies an old Vietnamese encoding */
};

/* What a group keeps to itself. */
struct vb_rtf_state {
	enum vb_rtf_target target;
	unsigned font;	   /* its number */
	unsigned fallback; /* characters after \u that stand for it */
	bool capitals, hidden;
	bool starred;  /* \* was read: an unknown word is skipped */
	bool in_label; /* of a list: \pard means nothing there */
	bool in_table;
	bool in_list;
	unsigned list_level;
	unsigned outline; /* 1 to 9: a heading */
};

struct vb_rtf {
	struct vb_arena arena;
	vb_layout *layout;
	struct vb_rows rows, notes;
	struct vb_rtf_state stack[VB_RTF_DEPTH];
	size_t depth; /* of open groups; may be past the stack */
	struct vb_rtf_state now;
	struct vb_buf text; /* UTF-8, of one font */
	struct vb_buf raw;  /* bytes of it in another code page */
	struct vb_buf title, author, name;
	unsigned year, month, day;
	struct vb_rtf_font *fonts; /* by their order */
	size_t n_fonts;
	uint16_t *by_number; /* font number to order + 1 */
	unsigned default_font, codepage;
	unsigned skip; /* characters still to skip after \u */
	unsigned high; /* first half of a pair */
	bool open;     /* a block has begun */
	vb_status st;
};

/* Do what the control word `name` with `value` (present or 1) says. */
void vb_rtf_word(struct vb_rtf *r, struct vb_str name, long value,
		 bool has_value);

/* Text of the document: a character, or a byte in the font's encoding. */
void vb_rtf_char(struct vb_rtf *r, uint32_t code);
void vb_rtf_byte(struct vb_rtf *r, unsigned char byte);

/* A UTF-16 unit from \u. */
void vb_rtf_unit(struct vb_rtf *r, unsigned unit);

/* Put out the run so far: the font, or the place of text, changes. */
void vb_rtf_flush(struct vb_rtf *r);

/* A paragraph, or a line of it, ends; a cell; a row. */
void vb_rtf_end_paragraph(struct vb_rtf *r);
void vb_rtf_end_line(struct vb_rtf *r);
void vb_rtf_end_cell(struct vb_rtf *r);
void vb_rtf_end_row(struct vb_rtf *r);

/* The font of that number, NULL if the table lacks it. */
const struct vb_rtf_font *vb_rtf_font(const struct vb_rtf *r, unsigned number);

/* The font table: begin the font of that number; its name ends. */
void vb_rtf_begin_font(struct vb_rtf *r, unsigned number);
void vb_rtf_end_font(struct vb_rtf *r);

#endif
