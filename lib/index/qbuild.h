/*
 * index/qbuild: building Xapian queries without a free after every line.
 *
 * A vb_qbuild owns every query made with it until vb_qbuild_clear. The first
 * failure sticks; afterwards every function returns NULL, and so do those
 * that are given a NULL part after a failure.
 */
#ifndef VB_INDEX_QBUILD_H
#define VB_INDEX_QBUILD_H

#include "base/arena.h"
#include "doc/number.h"
#include "index/written.h"
#include "query/query.h"
#include "xapian-c/database.h"
#include "xapian-c/query.h"

typedef const vb_xapian_query *vb_q;

/* How terms are weighed. */
extern const struct vb_xapian_bm25 vb_q_bm25;

struct vb_qbuild {
	const vb_xapian_db *db;
	struct vb_written *written; /* borrowed; or NULL: nothing is kept */
	struct vb_arena *arena;
	struct vb_buf scratch;
	vb_xapian_query **owned;
	size_t n_owned, cap_owned;
	vb_status status;
	struct vb_error *err;
	uint32_t documents; /* in the index */
	size_t expansions;  /* terms that wildcards have grown to */
	struct vb_str note; /* what was added to the query; or empty */
	bool few;	    /* see vb_q_any */
	/* Looked at within the tree, too, where it is big; or NULL: none. */
	const struct vb_limit *limit;
	bool *ended; /* as vb_q_limit has it */
};

/* A list of queries under construction, in the builder's arena. */
struct vb_qlist {
	vb_q *items;
	size_t n, cap;
};

void vb_qbuild_init(struct vb_qbuild *b, const vb_xapian_db *db,
		    struct vb_arena *arena, struct vb_error *err);
void vb_qbuild_clear(struct vb_qbuild *b);

/* Add `q` to `list`; a NULL (a part that found no term) is left out. */
void vb_qlist_add(struct vb_qbuild *b, struct vb_qlist *list, vb_q q);

/* Combine; an empty list gives NULL. */
vb_q vb_q_combine(struct vb_qbuild *b, enum vb_xapian_op op,
		  const struct vb_qlist *list);
/* Any of them; with b->few those that can weigh most, VB_Q_FEW at most. */
#define VB_Q_FEW 6
vb_q vb_q_any(struct vb_qbuild *b, const struct vb_qlist *list);
/* What all of `required` find, more the more of `optional` it has; of an
 * empty `required`, what any of `optional` finds. */
vb_q vb_q_sum(struct vb_qbuild *b, const struct vb_qlist *required,
	      const struct vb_qlist *optional);
vb_q vb_q_two(struct vb_qbuild *b, enum vb_xapian_op op, vb_q x, vb_q y);
vb_q vb_q_term(struct vb_qbuild *b, const char *prefix, struct vb_str value);
vb_q vb_q_pair(struct vb_qbuild *b, struct vb_str fold, struct vb_str next);
vb_q vb_q_all(struct vb_qbuild *b);
vb_q vb_q_nothing(struct vb_qbuild *b);
/* These documents; NULL of none. */
vb_q vb_q_ids(struct vb_qbuild *b, const uint32_t *ids, size_t n);
vb_q vb_q_scale(struct vb_qbuild *b, vb_q part, double factor);
/* What `part` finds, each with the same weight. */
vb_q vb_q_constant(struct vb_qbuild *b, vb_q part, double weight);
/* What `all` finds; what `more` finds of it weighs more. */
vb_q vb_q_maybe(struct vb_qbuild *b, vb_q all, vb_q more);
/* What either finds. */
vb_q vb_q_either(struct vb_qbuild *b, vb_q all, vb_q more);
/* `q` for a search for its best: vb_xapian_query_best. Or NULL. */
vb_q vb_q_best(struct vb_qbuild *b, vb_q q, struct vb_xapian_wanted wanted);
/* `part`, whose search ends with VB_TIMEOUT at that time of vb_clock_us. */
vb_q vb_q_deadline(struct vb_qbuild *b, vb_q part, int64_t deadline_us);
/* Likewise at that limit; with `ended` it does not fail: xapian-c/query.h. */
vb_q vb_q_limit(struct vb_qbuild *b, vb_q part, const struct vb_limit *limit,
		bool *ended);
vb_q vb_q_range(struct vb_qbuild *b, uint32_t slot, struct vb_str from,
		struct vb_str to);

/*
 * A word with any marks: all its spellings that occur, weighed as one term.
 * `prefix` is that of the field ("" for the body).
 */
vb_q vb_q_any_marks(struct vb_qbuild *b, const char *prefix, struct vb_str fold,
		    struct vb_str key);

/* How many documents hold the word as it is spelled; 0 after a failure. */
uint32_t vb_q_holders(struct vb_qbuild *b, struct vb_str key);

/* Fail for want of memory, of time; returns NULL. */
vb_q vb_q_no_memory(struct vb_qbuild *b);
vb_q vb_q_no_time(struct vb_qbuild *b);

/*
 * How many documents have the word of `node`, a WORD; with `any_marks` the sum
 * over its spellings. 0 after a failure, which is in `b`.
 */
uint32_t vb_q_frequency(struct vb_qbuild *b, const struct vb_node *node,
			bool any_marks);

/* Words that begin so: at most 100 of the index's, with any marks unless
 * `marked`. Matches nothing when there is none. */
vb_q vb_q_prefix(struct vb_qbuild *b, const struct vb_node *node);

enum vb_number_use {
	VB_NUMBER_CITED = 1,   /* who cites it, else who bears it */
	VB_NUMBER_PARTIAL = 2, /* only its type and serial are known */
};

/*
 * Documents with that number. `typed` is how it was written: with marks, HD
 * is not HĐ; without, either is found.
 */
vb_q vb_q_number(struct vb_qbuild *b, const struct vb_number *n,
		 struct vb_str typed, enum vb_number_use use);

/* A field of the query or of the request's filters. */
vb_q vb_q_field(struct vb_qbuild *b, enum vb_query_field field,
		struct vb_str value);

#endif
