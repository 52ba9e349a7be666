/*
 * index/browse: what there is, by date, type, issuer, place or topic.
 *
 *	years -> months of a year -> days of a month; values with their counts
 *
 * Every record in the index counts, also those that a search folds.
 */
#ifndef VB_INDEX_BROWSE_H
#define VB_INDEX_BROWSE_H

#include "index/search.h"

#define VB_BROWSE_PAGE 1000 /* values of one answer at most */

enum vb_browse_by {
	VB_BROWSE_DATE,
	VB_BROWSE_TYPE,
	VB_BROWSE_ISSUER,
	VB_BROWSE_PLACE,
	VB_BROWSE_TOPIC,
	VB_BROWSE_COUNT,
};

/* "date" "type" "issuer" "place" "topic". */
const char *vb_browse_name(enum vb_browse_by by);

/* The one of that name, or VB_BROWSE_COUNT. */
enum vb_browse_by vb_browse_by_name(struct vb_str name);

struct vb_browse_request {
	enum vb_browse_by by;
	struct vb_str within; /* DATE: "" for years, "2019", "2019-07" */
	size_t offset, n;     /* of the values */
};

struct vb_browse_value {
	/* As the filter of that name takes it; "2019", "2019-07",
	 * "2019-07-05", of which vb_browse_period gives first and last day. */
	struct vb_str value;
	struct vb_str label; /* for people */
	uint32_t count;
};

struct vb_browse {
	enum vb_browse_by by;
	struct vb_str within;
	struct vb_browse_value *values; /* dates: the newest first; all else:
					   most documents first */
	size_t n;
	size_t offset, total; /* total: values there are */
	uint32_t documents;   /* that have one, in `within` */
	uint32_t without;     /* that have none */
	uint64_t revision;    /* of the index */
};

/*
 * Count. Follows the index; everything lives in `arena`. Returns VB_OK;
 * VB_BAD_INPUT (`within` is no year or month, or given with another `by`);
 * VB_TOO_BIG (n); VB_TIMEOUT; VB_BUSY when writers kept overtaking;
 * VB_MISMATCH; VB_CORRUPT; VB_NO_MEMORY.
 */
vb_status vb_browse(struct vb_browse *out, vb_searcher *s,
		    const struct vb_browse_request *request,
		    struct vb_arena *arena, struct vb_error *err);

#define VB_BROWSE_DAY 11 /* "2019-07-31" and a NUL */

/*
 * The first and last day of "2019", "2019-07" or "2019-07-05"; false if it is
 * none of these.
 */
bool vb_browse_period(char from[VB_BROWSE_DAY], char to[VB_BROWSE_DAY],
		      struct vb_str period);

#endif
