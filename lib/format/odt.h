/*
 * format/odt: styles of OpenDocument. Private to odt*.c.
 */
#ifndef VB_FORMAT_ODT_H
#define VB_FORMAT_ODT_H

#include "format/office.h"

#define VB_ODF_LEVELS 10 /* of a list */

struct vb_odf_style {
	struct vb_str name, parent;
	struct vb_str font;  /* what it is called, or its name in the list */
	struct vb_str title; /* as people see it: "Heading 1" */
	bool capitals, hidden, said_capitals, said_hidden;
	bool resolved;
	char family; /* of paragraph, text, …: the first letter */
};

/* One level of a list: what stands before its items. */
struct vb_odf_level {
	bool numbered;
	char format; /* 1 a A i I, 0: nothing */
	unsigned start;
	char before[16], after[16];
};

struct vb_odf_list {
	struct vb_str name;
	struct vb_odf_level levels[VB_ODF_LEVELS];
};

struct vb_odf_styles {
	struct vb_arena *arena;
	struct vb_odf_style *items; /* by family and name, once sorted */
	size_t n, cap;
	struct vb_odf_list *lists; /* by name */
	size_t n_lists, cap_lists;
	struct vb_odf_style *open; /* while reading */
	struct vb_odf_list *open_list;
	vb_status st;
};

/*
 * Take what the element says of styles. Gives whether the element was one of
 * styles. `tag` is the element's name as in vb_xml_reader.
 */
void vb_odf_style_start(struct vb_odf_styles *styles, struct vb_xml *x,
			const char *tag);

/* All styles are read: sort them, and let each have what its parent says. */
void vb_odf_styles_end(struct vb_odf_styles *styles);

/* The style, or NULL. */
const struct vb_odf_style *vb_odf_style(const struct vb_odf_styles *styles,
					char family, struct vb_str name);
const struct vb_odf_list *vb_odf_list(const struct vb_odf_styles *styles,
				      struct vb_str name);

/* Append what stands before item `n` of the level: "2. ", "- ". */
vb_status vb_odf_label(struct vb_buf *out, const struct vb_odf_level *level,
		       unsigned n);

#endif
