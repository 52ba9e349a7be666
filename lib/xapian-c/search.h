/*
 * xapian-c/search: running a query.
 *
 *	vb_xapian_enquire_new(&enq, db, err);
 *	vb_xapian_enquire_set_query(enq, query, err);
 *	vb_xapian_search(&mset, enq, &(struct vb_xapian_range){ .n = 10 }, err);
 *	for (i = 0; i < vb_xapian_mset_size(mset); i++)
 *		vb_xapian_mset_hit(&hit, mset, i, err);
 *	vb_xapian_mset_free(mset);
 *	vb_xapian_enquire_free(enq);
 *
 * An enquire is made in microseconds: one for each query is fine.
 */
#ifndef VB_XAPIAN_C_SEARCH_H
#define VB_XAPIAN_C_SEARCH_H

#include "xapian-c/database.h"
#include "xapian-c/query.h"

typedef struct vb_xapian_enquire vb_xapian_enquire;
typedef struct vb_xapian_mset vb_xapian_mset;
typedef struct vb_xapian_spy vb_xapian_spy;

/* Of a database with no shards at all: VB_BAD_INPUT. */
vb_status vb_xapian_enquire_new(vb_xapian_enquire **out, const vb_xapian_db *db,
				struct vb_error *err);
void vb_xapian_enquire_free(vb_xapian_enquire *enq);

vb_status vb_xapian_enquire_set_query(vb_xapian_enquire *enq,
				      const vb_xapian_query *query,
				      struct vb_error *err);

/*
 * BM25 with VB_XAPIAN_BM25_INIT is what a new enquire has. Numbers out of
 * their range are moved into it.
 */
vb_status vb_xapian_enquire_bm25(vb_xapian_enquire *enq,
				 const struct vb_xapian_bm25 *bm25,
				 struct vb_error *err);
/* No weights at all. */
vb_status vb_xapian_enquire_bool(vb_xapian_enquire *enq, struct vb_error *err);
/* The older formula, with one parameter. */
vb_status vb_xapian_enquire_trad(vb_xapian_enquire *enq, double k,
				 struct vb_error *err);
/* One point for each matching term of the query. */
vb_status vb_xapian_enquire_coord(vb_xapian_enquire *enq, struct vb_error *err);

enum vb_xapian_sort {
	VB_XAPIAN_BY_RELEVANCE, /* the start of every enquire */
	VB_XAPIAN_BY_VALUE,
	VB_XAPIAN_BY_VALUE_RELEVANCE,
	VB_XAPIAN_BY_RELEVANCE_VALUE,
};

/* By bytes of the value in `slot`, greatest first if `reverse`. */
vb_status vb_xapian_enquire_sort(vb_xapian_enquire *enq,
				 enum vb_xapian_sort sort, uint32_t slot,
				 bool reverse, struct vb_error *err);

/*
 * The least value in `slot` by bytes first, documents without one last, those
 * with the same by relevance.
 */
vb_status vb_xapian_enquire_sort_known(vb_xapian_enquire *enq, uint32_t slot,
				       struct vb_error *err);

/* At most `max` (0: no collapsing) hits of one value in `slot`. */
vb_status vb_xapian_enquire_collapse(vb_xapian_enquire *enq, uint32_t slot,
				     uint32_t max, struct vb_error *err);

enum vb_xapian_order { /* between documents otherwise equal */
		       VB_XAPIAN_ASCENDING,
		       VB_XAPIAN_DESCENDING,
		       VB_XAPIAN_DONT_CARE,
};

vb_status vb_xapian_enquire_docid_order(vb_xapian_enquire *enq,
					enum vb_xapian_order order,
					struct vb_error *err);

/* Leave out hits below `percent` (0 to 100) or below `weight`. */
vb_status vb_xapian_enquire_cutoff(vb_xapian_enquire *enq, int percent,
				   double weight, struct vb_error *err);

struct vb_xapian_range {
	uint32_t first;		     /* hits to skip */
	uint32_t n;		     /* hits to return at most */
	uint32_t check_at_least;     /* documents before estimates are allowed;
				  * the document count makes totals exact */
	vb_xapian_spy *const *spies; /* each sees what is checked */
	size_t n_spies;
};

/*
 * Run the query. `*out` is the caller's. Spies are emptied first, so that
 * they count this search alone. Returns VB_OK; VB_TIMEOUT (a deadline in the
 * query); VB_BUSY with vb_xapian_was_modified; VB_TOO_BIG (a wildcard past
 * its limit); VB_UNSUPPORTED; VB_CORRUPT.
 */
vb_status vb_xapian_search(vb_xapian_mset **out, vb_xapian_enquire *enq,
			   const struct vb_xapian_range *range,
			   struct vb_error *err);
void vb_xapian_mset_free(vb_xapian_mset *mset);

/* Hits in this mset. */
uint32_t vb_xapian_mset_size(const vb_xapian_mset *mset);

struct vb_xapian_total { /* documents that match, before first and n */
	uint32_t lower, estimated, upper; /* all equal when exact */
	double max_possible; /* weight that a document could have */
	double max_attained; /* weight of the best one */
};

vb_status vb_xapian_mset_total(struct vb_xapian_total *out,
			       const vb_xapian_mset *mset,
			       struct vb_error *err);

struct vb_xapian_hit {
	uint32_t docid;
	uint32_t rank;	    /* from 0, counting those skipped */
	uint32_t collapsed; /* others with its collapse value, at least */
	int percent;
	double weight;
};

/* Hit `i` of the mset; VB_BAD_INPUT past its size. */
vb_status vb_xapian_mset_hit(struct vb_xapian_hit *out,
			     const vb_xapian_mset *mset, uint32_t i,
			     struct vb_error *err);

/* All hits at once, vb_xapian_mset_size of them. */
vb_status vb_xapian_mset_hits(struct vb_xapian_hit *out,
			      const vb_xapian_mset *mset, struct vb_error *err);

/* Tell a remote database that documents [first, first + n) will be read. */
vb_status vb_xapian_mset_fetch(const vb_xapian_mset *mset, uint32_t first,
			       uint32_t n, struct vb_error *err);

/* The document of hit `i`; the caller frees it. */
vb_status vb_xapian_mset_document(vb_xapian_doc **out,
				  const vb_xapian_mset *mset, uint32_t i,
				  struct vb_error *err);

/* Counts the values in `slot` of the documents that a search checks. */
vb_status vb_xapian_spy_new(vb_xapian_spy **out, uint32_t slot,
			    struct vb_error *err);
void vb_xapian_spy_free(vb_xapian_spy *spy);

/* Documents seen, those without a value among them. */
size_t vb_xapian_spy_total(const vb_xapian_spy *spy);

/*
 * Call `fn` with (value, documents) for the `max` most frequent values, most
 * frequent first, equals by bytes.
 */
vb_status vb_xapian_spy_top(const vb_xapian_spy *spy, size_t max,
			    vb_xapian_term_fn *fn, void *ctx,
			    struct vb_error *err);

/* The same for all values, in byte order. */
vb_status vb_xapian_spy_values(const vb_xapian_spy *spy, vb_xapian_term_fn *fn,
			       void *ctx, struct vb_error *err);

#endif
