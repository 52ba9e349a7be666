/*
 * format/docx: styles and numbers of a DOCX. Private to docx*.c.
 */
#ifndef VB_FORMAT_DOCX_H
#define VB_FORMAT_DOCX_H

#include "format/office.h"

#define VB_DOCX_LEVELS 9 /* of a list; the format has no more */

enum vb_switch { VB_UNSAID, VB_OFF, VB_ON };

/* What a style, or a paragraph or run itself, says of text. */
struct vb_docx_run {
	struct vb_str font; /* empty: not said */
	enum vb_switch caps, hidden;
};

struct vb_docx_style {
	struct vb_str id, based_on;
	struct vb_docx_run run;
	unsigned heading; /* 1 to 6; 0: none; OUTLINE_BODY: said to be none */
	bool caption;
	bool has_number;
	unsigned number, level; /* of a list */
	bool resolved;
};

#define VB_DOCX_BODY 9u /* the outline level of what is no heading */

struct vb_docx_styles {
	struct vb_docx_style *items; /* by id */
	size_t n, cap;
	struct vb_docx_run otherwise; /* what holds where nothing is said */
	const struct vb_docx_style *paragraph; /* the default one, or NULL */
};

/* Read a part of styles. Memory is the office's arena. */
vb_status vb_docx_styles_read(struct vb_docx_styles *out, struct vb_office *o,
			      const char *part);

/* The style, with all it is based on; NULL when there is none. */
const struct vb_docx_style *vb_docx_style(const struct vb_docx_styles *styles,
					  struct vb_str id);

/* Lay `over` above `run`: what it says holds. */
void vb_docx_run_merge(struct vb_docx_run *run, const struct vb_docx_run *over);

/* The font of a w:rFonts, or an empty view. */
struct vb_str vb_docx_font(const struct vb_xml *x);

/* On or off, as w:caps and w:vanish say it. */
enum vb_switch vb_docx_switch(const struct vb_xml *x);

struct vb_docx_numbers;

/* Read a part of numbers; `*out` NULL where there is none. Arena memory. */
vb_status vb_docx_numbers_read(struct vb_docx_numbers **out,
			       struct vb_office *o, const char *part);

/*
 * Count the next paragraph of list `number` at `level`, and put what stands
 * before it in `out` ("Điều 5. ", "a) ", "- "); cleared where nothing does.
 * Returns false when it is no list.
 */
bool vb_docx_number(struct vb_buf *out, struct vb_docx_numbers *numbers,
		    unsigned number, unsigned level);

#endif
