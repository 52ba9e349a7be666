/*
 * doc/series: articles in parts, "(Xem tiếp kỳ sau)" … "(Tiếp theo kỳ trước)".
 *
 * Two are joined only when their titles (but for the part's number), where
 * they come from and their dates agree: a mark alone says that there is
 * another part, not which.
 */
#ifndef VB_DOC_SERIES_H
#define VB_DOC_SERIES_H

#include "base/buf.h"
#include "doc/record.h"

#define VB_SERIES_DAYS 62   /* from one part to the next, at most */
#define VB_SERIES_BYTES 400 /* longest key */

struct vb_series {
	struct vb_str key; /* equal in all parts; empty: not of a series */
	unsigned part;	   /* 2 of "(kỳ 2)"; 0: not said */
	bool goes_on;	   /* another part is to follow */
	bool continues;	   /* there was one before */
};

/*
 * What title, marks (the extras series_next and series_previous), origin and
 * address of a document say; any may be missing. `out->key` is in the arena.
 * Without a mark, a part's number in the title is needed; without origin and
 * address there is no key. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_series_read(struct vb_series *out, struct vb_arena *arena,
			 const struct vb_field fields[VB_FIELD_COUNT],
			 const struct vb_extra *extras);

/*
 * Is the document of `b` the part after that of `a`? Dates are YYYY-MM-DD; an
 * empty one agrees with none.
 */
bool vb_series_next(const struct vb_series *a, struct vb_str a_date,
		    const struct vb_series *b, struct vb_str b_date);

#endif
