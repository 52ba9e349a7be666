#include "format/marks.h"

#include <stdlib.h>

vb_status vb_marks_add(struct vb_marks *marks, struct vb_mark mark)
{
	if (marks->n == marks->cap) {
		size_t cap = marks->cap ? 2 * marks->cap : 64;
		struct vb_mark *more =
			realloc(marks->list, cap * sizeof(*more));

		if (!more)
			return VB_NO_MEMORY;
		marks->list = more;
		marks->cap = cap;
	}
	marks->list[marks->n++] = mark;
	return VB_OK;
}

void vb_marks_clear(struct vb_marks *marks)
{
	free(marks->list);
	*marks = (struct vb_marks)VB_MARKS_INIT;
}
