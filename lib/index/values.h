/*
 * index/values: what can be asked for, in order: the types, bodies, places,
 * topics and years that documents have, the words of titles, the numbers.
 *
 * The order is that of the folds ("giá" stands by "gia"), signs being spaces
 * and numbers in their own order: 5/2019 before 10/2019.
 */
#ifndef VB_INDEX_VALUES_H
#define VB_INDEX_VALUES_H

#include "index/search.h"

#define VB_VALUES_MOST 1000 /* values of one answer at most */

enum vb_values_of {
	VB_VALUES_TYPE,
	VB_VALUES_ISSUER,
	VB_VALUES_PLACE,
	VB_VALUES_TOPIC,
	VB_VALUES_YEAR,
	VB_VALUES_TITLE,
	VB_VALUES_NUMBER,
	VB_VALUES_COUNT,
};

struct vb_values_request {
	enum vb_values_of of;
	struct vb_str at; /* about the first value that is not less */
	bool after;	  /* than it is; with `after`, that is greater */
	size_t back;	  /* begin so many values before */
	size_t n;	  /* how many */
};

struct vb_value {
	struct vb_str value; /* as a query takes it: "nghi-quyet" */
	struct vb_str label; /* for people; the same where there is no other */
	uint32_t count;	     /* of the records that have it */
};

struct vb_values {
	struct vb_value *values;
	size_t n;
	size_t offset, total; /* place of the first; values there are */
	uint64_t revision;    /* of the index */
};

/*
 * List. Follows the index; everything lives in `arena`. Looks at every value
 * of its kind: linear in their number and, but for titles and numbers, in
 * that of the records, some nanoseconds each (columns.h). Returns VB_OK;
 * VB_TOO_BIG (n); VB_BUSY when writers kept overtaking; VB_MISMATCH;
 * VB_CORRUPT; VB_NO_MEMORY.
 */
vb_status vb_values_list(struct vb_values *out, vb_searcher *s,
			 const struct vb_values_request *request,
			 struct vb_arena *arena, struct vb_error *err);

#endif
