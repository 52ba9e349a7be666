/*
 * index/rank: the second stage of ranking. Xapian's BM25 finds the first
 * 125 of a step; here they are put in order by what their headings say
 * (brief.h), and by what BM25 does not know.
 *
 * The score of a hit is its BM25 weight, and for each part its value times
 * its factor times the greatest weight that the query could give: so the
 * factors do not depend on how long the query is. They were learnt on the
 * development questions: docs/decisions/0010, bench/relevance.
 */
#ifndef VB_INDEX_RANK_H
#define VB_INDEX_RANK_H

#include "index/brief.h"
#include "index/entry.h"
#include "index/nearness.h"
#include "index/search.h"
#include "query/query.h"
#include "xapian-c/search.h"

#define VB_RANK_WINDOW 125 /* hits of a step that are put in order */

#define VB_RANK_TEXTS 10		/* of them their texts are read */
#define VB_RANK_BYTES ((size_t)1 << 16) /* of what is kept of one */

/* The words of a query as titles are compared with: short forms spelled out.
 * Such a form of several words counts as that many. */
struct vb_title_query {
	uint16_t words[VB_QUERY_WORDS];
	bool follows[VB_QUERY_WORDS]; /* the word before stands beside it */
	size_t n;
	uint64_t present; /* a bit for words % 64 */
};

/* What the query says, as far as ranking looks at it. */
struct vb_ranker {
	struct vb_near_query near;
	struct vb_title_query title;
	struct vb_str folds[VB_QUERY_WORDS]; /* of its words */
	struct vb_sought sought;	     /* they, and what snippets mark */
	bool names_document;		     /* it names a type or a number */
	bool weighed;			     /* near knows how rare pairs are */
};

struct vb_ranked_item {
	uint32_t docid, at;	      /* at: its index in the mset */
	uint32_t law;		      /* hash of its law's name; 0: none */
	double score;		      /* what hits are in order of */
	struct vb_why why;	      /* without the stage */
	const struct vb_entry *entry; /* if it was read and is not big */
	struct vb_reading *reading;   /* of its text; likewise */
};

struct vb_ranked {
	struct vb_ranked_item *items; /* best first; in the arena */
	uint32_t n;
};

/* Read what `query` says. */
void vb_ranker_init(struct vb_ranker *r, const struct vb_query *query,
		    const struct vb_understood *understood, size_t n);

/* The value of each part that a brief tells; `out` has VB_WHY_PARTS places. */
void vb_rank_values(double out[VB_WHY_PARTS], const struct vb_ranker *r,
		    const struct vb_brief *h);

/*
 * All hits of `mset`, as it has them; with a ranker those in its first
 * VB_RANK_WINDOW in order of their score. `mset` must begin with the first
 * hit then. VB_OK, VB_BUSY, VB_NO_MEMORY, what Xapian returns.
 */
vb_status vb_rank(struct vb_ranked *out, struct vb_ranker *r, vb_searcher *s,
		  const vb_xapian_mset *mset, struct vb_arena *arena,
		  struct vb_error *err);

/*
 * Put the first VB_RANK_WINDOW of `ranked`, hits of `mset` in its order, in
 * order of their score: vb_rank's second half, for hits that were folded
 * between. As vb_rank.
 */
vb_status vb_rank_window(struct vb_ranked *ranked, struct vb_ranker *r,
			 vb_searcher *s, const vb_xapian_mset *mset,
			 struct vb_arena *arena, struct vb_error *err);

#endif
