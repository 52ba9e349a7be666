/*
 * doc/territory: the provinces and centrally run cities since 1975, what
 * became of them, and how they are spelled.
 *
 * 63 units until 30/6/2025, 34 since (Nghị quyết 202/2025/QH15); and the
 * larger provinces that were divided between 1978 and 2008. A unit that only
 * grew keeps its row; one that was renamed, merged or divided ends, and its
 * row says into what.
 */
#ifndef VB_DOC_TERRITORY_H
#define VB_DOC_TERRITORY_H

#include "base/str.h"

#define VB_TERRITORY_INTO 3   /* most parts that one was divided into */
#define VB_TERRITORY_FORMER 8 /* most that one was made of, in all times */

struct vb_territory {
	const char *name;  /* Hải Dương */
	bool city;	   /* thành phố, not tỉnh, in the end */
	const char *until; /* last day, YYYY-MM-DD; NULL: there is one now */
	const char *into[VB_TERRITORY_INTO]; /* names of rows; NULL ends */
};

/* Row `i`, by name in no order; NULL past the end. */
const struct vb_territory *vb_territory_row(size_t i);

/*
 * The territory that clean `text` begins with, in any case, spelled in one of
 * the ways that occur (Đăk Lăk, Bà Rịa-Vũng Tàu, Hoà Bình), with marks; `*len`
 * (NULL allowed) gets the bytes. The longest name wins. NULL: none.
 */
const struct vb_territory *vb_territory_at(struct vb_str text, size_t *len);

/*
 * The territory that all of `text` names: also without marks, with tỉnh,
 * thành phố, TP. before it, and by a nickname (TP.HCM, Sài Gòn). NULL: none.
 */
const struct vb_territory *vb_territory_find(struct vb_str text);

/*
 * Those that became `now` or a part of it, directly or in steps; the newest
 * first, without `now`. Returns how many, at most VB_TERRITORY_FORMER.
 */
size_t vb_territory_former(const struct vb_territory *out[VB_TERRITORY_FORMER],
			   const struct vb_territory *now);

/*
 * What the area of `then` belongs to today: `then` itself when it is there,
 * its successor when there is one only, NULL when it was divided.
 */
const struct vb_territory *vb_territory_now(const struct vb_territory *then);

#endif
