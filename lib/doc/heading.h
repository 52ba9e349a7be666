/*
 * doc/heading: is a line the heading of a part of a document?
 * Private to lib/doc; structure.c puts headings in order.
 */
#ifndef VB_DOC_HEADING_H
#define VB_DOC_HEADING_H

#include "doc/structure.h"

#define VB_HEADING_MAX 9999 /* the highest number told apart */

struct vb_heading {
	enum vb_section_kind kind;
	unsigned number;     /* 5 of "Điều 5"; 0: none, "PHỤ LỤC" */
	unsigned sub;	     /* 2 of "1.2."; of 5a: 1 for a, 2 for b; or 0 */
	struct vb_str label; /* "Điều 5", "a)" */
	struct vb_str title;
	bool certain; /* its shape leaves no doubt; else only in sequence */
};

/* Letters of điểm in their order: a b c d đ e g h i k ...: 1 for a. */
#define VB_POINTS 24

/*
 * Read `line` (trimmed) as a heading. `before` is the line before it, for
 * shapes that a broken sentence may have too. Returns false if it is none.
 */
bool vb_heading_read(struct vb_heading *out, struct vb_str line,
		     struct vb_str before);

/* "a", "b", "d", "dd" (đ) of the `n`th point, from 1. */
const char *vb_heading_point(unsigned n);

#endif
