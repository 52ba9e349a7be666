/*
 * index/nearness: how close to each other, and in which order, a text has the
 * words of a query.
 */
#ifndef VB_INDEX_NEARNESS_H
#define VB_INDEX_NEARNESS_H

#include <stdint.h>

#include "base/status.h"
#include "index/sought.h"
#include "query/query.h"
#include "xapian-c/database.h"

#define VB_NEAR_WORDS 8	    /* of a text between two that stand near */
#define VB_NEAR_REACH 3	    /* words of a query that ought to stand near */
#define VB_NEAR_PART 60	    /* words of a part of a text */
#define VB_NEAR_EVENTS 1024 /* words of the query noted in one text */
#define VB_NEAR_BYTES ((size_t)1 << 16) /* of a text that are looked at */

/* The words of a query in its order, by vb_brief_word. */
struct vb_near_query {
	uint16_t words[VB_QUERY_WORDS];
	bool follows[VB_QUERY_WORDS]; /* the word before stands beside it */
	size_t n;
	bool lines;	  /* `line` is wanted */
	uint64_t present; /* a bit for words % 64: most others end here */
	/* How telling words[i - 1] and words[i] are together: their idf */
	double pairs[VB_QUERY_WORDS];
};

struct vb_nearness {
	double order; /* share of the query's threes of words that it has */
	double near;  /* of those that ought to stand near and do */
	double part;  /* of its twos, in the part that has most */
	double line;  /* of its twos, times their share of the best line */
};

/* Add a word; `follows` when the one before stands beside it. More than
 * VB_QUERY_WORDS are left out. */
void vb_near_add(struct vb_near_query *q, struct vb_str fold, bool follows);

/* Ask `db` how rare the pairs are, when all words are there: what Xapian
 * returns. */
vb_status vb_near_weigh(struct vb_near_query *q, const vb_xapian_db *db,
			struct vb_str const *folds, struct vb_error *err);

/*
 * Of a reading that begins, from 0 to 1 each, all 0 for a query of fewer than
 * two words. A line is what stands between two line feeds. Each pair and three
 * counts as much as it is telling. What stands
 * between two words of the query is counted by its blanks. The words that
 * were read are kept in `arena`. Linear in the text. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_near_of(struct vb_nearness *out, const struct vb_near_query *q,
		     struct vb_reading *text, struct vb_arena *arena);

/* `line` of vb_near_of alone, whether it is wanted or not. */
double vb_near_line(const struct vb_near_query *q, struct vb_reading *text);

#endif
