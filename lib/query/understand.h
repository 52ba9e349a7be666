/*
 * query/understand: what the plain words of a query say beside themselves.
 *
 *	chỉ thị ubnd tp hcm 2019 phòng cháy
 *		type	chi-thi	"chỉ thị"
 *		issuer	Ủy ban nhân dân Thành phố Hồ Chí Minh	"ubnd tp hcm"
 *		year	2019	"2019"
 *
 * What is read from words is a preference: documents of which it is true come
 * first, none is lost, and the words stay words. Filters are only what was
 * typed as such (loai:nq); they are listed, too, so that one list shows all
 * that a query asks for beside its words, each part with the query that lacks
 * it. Only words that must or may occur are read: not those in quotation
 * marks, after NOT or in an OR.
 */
#ifndef VB_QUERY_UNDERSTAND_H
#define VB_QUERY_UNDERSTAND_H

#include "query/query.h"

#define VB_UNDERSTOOD_MAX 16 /* parts; more are left as words */

struct vb_understood {
	/* As the filter of that name: "number" "type" "year" "from" "to"
	 * "place" "issuer" "term" "session", and of filters any other. */
	const char *field;
	enum vb_query_field id; /* the same */
	struct vb_str value;	/* as the filter takes it: "chi-thi" */
	struct vb_str label;	/* for people: "Chỉ thị"; never empty */
	struct vb_str text;	/* as typed: "CT" */
	struct vb_str without;	/* the query without it; may be empty */
	bool filter; /* only such documents are found; else: come first */
};

struct vb_understanding {
	struct vb_understood *parts; /* in the order of the query */
	size_t n;
};

/*
 * Read `query`, which came of vb_query_parse with the same `arena`; all that
 * `out` holds lives there. A part whose text is the number of a document spans
 * the words for its type, too. Linear time. Returns VB_OK (n may be 0) or
 * VB_NO_MEMORY, and then `out` is empty.
 */
vb_status vb_query_understand(struct vb_understanding *out,
			      struct vb_arena *arena,
			      const struct vb_query *query,
			      struct vb_error *err);

#endif
