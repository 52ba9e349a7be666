/*
 * format/marks: what each line gathered from markup is. Private to
 * lib/format.
 *
 * A reader of markup writes its text one block a line, and beside it one mark
 * a line; cleaning changes words and never lines, so the marks still fit.
 */
#ifndef VB_FORMAT_MARKS_H
#define VB_FORMAT_MARKS_H

#include "doc/record.h"

struct vb_mark {
	unsigned char kind;  /* enum vb_block_kind */
	unsigned char level; /* as of vb_block */
	bool picture;	     /* stands right below a picture */
};

struct vb_marks {
	struct vb_mark *list; /* owned */
	size_t n, cap;
};

/* clang-format off */
#define VB_MARKS_INIT { NULL, 0, 0 }
/* clang-format on */

/* VB_OK or VB_NO_MEMORY. */
vb_status vb_marks_add(struct vb_marks *marks, struct vb_mark mark);
void vb_marks_clear(struct vb_marks *marks);

#endif
