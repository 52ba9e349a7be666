/*
 * xapian-c/query: query trees.
 *
 * Every constructor makes a new handle that the caller frees; combining does
 * not consume its parts, which may be freed or used again right away.
 *
 * A tree deeper than VB_XAPIAN_DEPTH_MAX is refused with VB_TOO_BIG, because
 * Xapian recurses over it: 1,000 levels overflow a stack of 256 KB.
 */
#ifndef VB_XAPIAN_C_QUERY_H
#define VB_XAPIAN_C_QUERY_H

#include "base/clock.h"
#include "xapian-c/database.h"

#define VB_XAPIAN_DEPTH_MAX 64

typedef struct vb_xapian_query vb_xapian_query;

vb_status vb_xapian_query_all(vb_xapian_query **out, struct vb_error *err);
vb_status vb_xapian_query_nothing(vb_xapian_query **out, struct vb_error *err);

/* The documents of these numbers in a single database; weight 0. */
vb_status vb_xapian_query_ids(vb_xapian_query **out, const uint32_t *ids,
			      size_t n, struct vb_error *err);

/*
 * `term` with the weight of `wqf` occurrences. An empty one is VB_BAD_INPUT.
 * `db` is the database that will be asked, as it is now, or NULL: Xapian 1.4
 * fails with "Unexpected end of posting list" where a term that all documents
 * have is searched without weights in a database with gaps in its numbers. Of
 * such a one the query is made in other words.
 */
vb_status vb_xapian_query_term(vb_xapian_query **out, const vb_xapian_db *db,
			       struct vb_str term, uint32_t wqf,
			       struct vb_error *err);

enum vb_xapian_op {
	VB_XAPIAN_AND,
	VB_XAPIAN_OR,
	VB_XAPIAN_AND_NOT,   /* the first, without any of the others */
	VB_XAPIAN_XOR,	     /* in an odd number of the parts */
	VB_XAPIAN_AND_MAYBE, /* the first; the others only add weight */
	VB_XAPIAN_FILTER,    /* in all; only the first has weight */
	VB_XAPIAN_NEAR,	     /* terms within `window` positions */
	VB_XAPIAN_PHRASE,    /* the same, in order */
	VB_XAPIAN_SYNONYM,   /* as OR, weighed as one term */
	VB_XAPIAN_MAX,	     /* as OR, with the greatest weight; within an OR
				Xapian 1.4.22 may read freed memory */
	VB_XAPIAN_ELITE_SET, /* OR of the `window` parts of greatest weight */
};

struct vb_xapian_group {
	enum vb_xapian_op op;
	const vb_xapian_query *const *parts; /* `n`, none of them NULL */
	size_t n;
	uint32_t window; /* NEAR, PHRASE, ELITE_SET; 0: n, n and 10 */
};

/*
 * Combine. No part at all gives the query of nothing, one part is itself.
 * NEAR and PHRASE take terms (or ORs of terms), else VB_UNSUPPORTED when the
 * query is combined or run.
 */
vb_status vb_xapian_query_group(vb_xapian_query **out,
				const struct vb_xapian_group *group,
				struct vb_error *err);

/* As vb_xapian_query_group with window 0. */
vb_status vb_xapian_query_combine(vb_xapian_query **out, enum vb_xapian_op op,
				  const vb_xapian_query *const *parts, size_t n,
				  struct vb_error *err);

struct vb_xapian_bm25 {
	double k1;	   /* >= 0; how fast repetition saturates */
	double k2;	   /* >= 0; weight of the document length itself */
	double k3;	   /* >= 0; how fast wqf saturates */
	double b;	   /* 0 to 1; how much long documents are held back */
	double min_length; /* shorter documents count as so long, by average */
};

#define VB_XAPIAN_BM25_INIT                                                    \
	{                                                                      \
		1, 0, 1, 0.5, 0.5                                              \
	} /* Xapian's own */

/*
 * What each of `required` matches, with the weights of all that match of
 * both lists; without any of `required`, what any of `optional` matches. The
 * same documents and (but for rounding) weights as an AND or OR of Xapian's
 * under that BM25, which must be the enquire's, and faster by far: terms,
 * their synonyms and scaled ones and ORs of these are added up term by term.
 * Nothing at all gives the query of nothing.
 */
struct vb_xapian_sum {
	const vb_xapian_db *db;
	struct vb_xapian_bm25 bm25; /* k2 is 0; k3 does nothing */
	const vb_xapian_query *const *required;
	size_t n_required;
	const vb_xapian_query *const *optional;
	size_t n_optional;
};
vb_status vb_xapian_query_sum(vb_xapian_query **out,
			      const struct vb_xapian_sum *of,
			      struct vb_error *err);

/* What `query` matches, with the weight of `more` where that matches, too:
 * what VB_XAPIAN_AND_MAYBE ought to be (it loses documents). */
vb_status vb_xapian_query_maybe(vb_xapian_query **out,
				const vb_xapian_query *query,
				const vb_xapian_query *more,
				struct vb_error *err);

/* What either matches: VB_XAPIAN_OR, kept in a sum if `query` is one. */
vb_status vb_xapian_query_either(vb_xapian_query **out,
				 const vb_xapian_query *query,
				 const vb_xapian_query *more,
				 struct vb_error *err);

/* How many documents of a query. */
struct vb_xapian_wanted {
	uint32_t k;	 /* of a search, not 0 */
	uint32_t sample; /* to look at besides; or 0 */
};

/*
 * `query`, of whose documents the `k` that weigh most are wanted: a search by
 * relevance may leave out others. *out is NULL if `query` can't be told so.
 * When it has run (by itself or with more that a document must or must not
 * match), no document that weighs at least vb_xapian_query_cut(*out) was left
 * out; 0: none at all.
 */
vb_status vb_xapian_query_best(vb_xapian_query **out,
			       const vb_xapian_query *query,
			       struct vb_xapian_wanted wanted,
			       struct vb_error *err);
double vb_xapian_query_cut(const vb_xapian_query *query);

/*
 * When such a query has run: its `sample` best documents, whatever else they
 * had to match or not, best first, equals by number; all, where it has not
 * so many (of a query that weighs nothing those that were looked at). `out`
 * has room for `sample`; *n says how many.
 */
vb_status vb_xapian_query_sampled(uint32_t *out, size_t *n,
				  const vb_xapian_query *query,
				  struct vb_error *err);

/* Multiply the weight by `factor`; VB_BAD_INPUT if negative or NaN. */
vb_status vb_xapian_query_scale(vb_xapian_query **out,
				const vb_xapian_query *query, double factor,
				struct vb_error *err);

/* What `query` matches, each with the same weight; VB_BAD_INPUT if that is
 * negative or no number. */
vb_status vb_xapian_query_constant(vb_xapian_query **out,
				   const vb_xapian_query *query, double weight,
				   struct vb_error *err);

/* Documents whose value in `slot` is, by bytes, in [begin, end]; weight 0. */
vb_status vb_xapian_query_range(vb_xapian_query **out, uint32_t slot,
				struct vb_str begin, struct vb_str end,
				struct vb_error *err);

/*
 * Documents whose value is, by bytes, >= or <= `bound`. Those without a value
 * are never found, but `ge` with an empty bound finds every document.
 */
vb_status vb_xapian_query_ge(vb_xapian_query **out, uint32_t slot,
			     struct vb_str bound, struct vb_error *err);
vb_status vb_xapian_query_le(vb_xapian_query **out, uint32_t slot,
			     struct vb_str bound, struct vb_error *err);

enum vb_xapian_limit {
	VB_XAPIAN_LIMIT_ERROR,	       /* searching fails with VB_TOO_BIG */
	VB_XAPIAN_LIMIT_FIRST,	       /* the first by bytes, in each shard */
	VB_XAPIAN_LIMIT_MOST_FREQUENT, /* likewise in each shard */
};

struct vb_xapian_wildcard {
	struct vb_str prefix; /* with the field's prefix; without a star */
	uint32_t max_terms;   /* 0: no limit */
	enum vb_xapian_limit limit;
	enum vb_xapian_op combiner; /* OR, SYNONYM or MAX */
};

/* All terms that start so. VB_BAD_INPUT for any other combiner. */
vb_status vb_xapian_query_wildcard(vb_xapian_query **out,
				   const struct vb_xapian_wildcard *wildcard,
				   struct vb_error *err);

/*
 * What `query` matches, with its weights, but the search fails with
 * VB_TIMEOUT once vb_clock_us() has passed `deadline_us`. (Xapian's own time
 * limit does not stop a match.) The clock is read when the match starts in a
 * shard and after every 64 documents considered; a long phrase inside an OR
 * is considered within the OR, so give it a deadline of its own. Local
 * databases only: VB_UNSUPPORTED with a remote shard.
 */
vb_status vb_xapian_query_deadline(vb_xapian_query **out,
				   const vb_xapian_query *query,
				   int64_t deadline_us, struct vb_error *err);

/*
 * The same for a limit. With `ended`, which must outlive the query, the search
 * does not fail: it returns what it has found so far, and *ended is set (it is
 * left alone else). Then the first 64 documents are considered in any case.
 */
vb_status vb_xapian_query_limit(vb_xapian_query **out,
				const vb_xapian_query *query,
				const struct vb_limit *limit, bool *ended,
				struct vb_error *err);

/* Leaves of the tree: an upper bound of what the query costs to build. */
size_t vb_xapian_query_leaves(const vb_xapian_query *query);

/* Append Xapian's description, for --explain and for tests. */
vb_status vb_xapian_query_describe(struct vb_buf *out,
				   const vb_xapian_query *query,
				   struct vb_error *err);

void vb_xapian_query_free(vb_xapian_query *query);

#endif
