/*
 * index/search: a query string -> ranked hits with snippets.
 *
 *	vb_searcher_open(&s, dir, &err);
 *	vb_search(&results, s, &request, &arena, &err);
 *
 * A searcher serves one thread; open one for each. It follows the index by
 * itself: a commit or a new generation is seen at the next search, a search
 * that a writer overtook is run again.
 */
#ifndef VB_INDEX_SEARCH_H
#define VB_INDEX_SEARCH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "index/snippet.h"
#include "query/understand.h"

#define VB_SEARCH_PAGE 1000	 /* hits of one answer at most */
#define VB_SEARCH_DEEPEST 10000	 /* offset + n at most */
#define VB_SEARCH_TIMEOUT_MS 500 /* hard stop of a search */
#define VB_SEARCH_ENOUGH 10	 /* fewer strict hits: relax (contract) */

typedef struct vb_searcher vb_searcher;

/*
 * Open the index of DIR. Returns VB_OK; VB_NOT_FOUND (no index yet);
 * VB_MISMATCH (another version: rebuild); VB_CORRUPT; VB_IO.
 */
vb_status vb_searcher_open(vb_searcher **out, const char *dir,
			   struct vb_error *err);
void vb_searcher_close(vb_searcher *s);

/*
 * What the searchers of several threads keep together: of a revision's words
 * the postings, in memory, VB_SHARED_BYTES at most. A searcher of its own
 * keeps as much alone.
 */
#define VB_SHARED_BYTES ((size_t)64 << 20)
typedef struct vb_shared vb_shared;

/* Make one; the caller frees it after the searchers. VB_OK or VB_NO_MEMORY. */
vb_status vb_shared_new(vb_shared **out, struct vb_error *err);
void vb_shared_free(vb_shared *shared);

/* As vb_searcher_open, with others; they may be of other threads. */
vb_status vb_searcher_open_shared(vb_searcher **out, const char *dir,
				  const vb_shared *shared,
				  struct vb_error *err);

enum vb_sort {
	VB_SORT_RELEVANCE,
	VB_SORT_NEWEST,
	VB_SORT_OLDEST,
	VB_SORT_NUMBER
};
enum vb_match { VB_MATCH_AUTO, VB_MATCH_ALL, VB_MATCH_ANY };

enum vb_filter {
	VB_FILTER_TYPE, /* slug, label or code */
	VB_FILTER_ISSUER,
	VB_FILTER_PLACE,
	VB_FILTER_KIND,
	VB_FILTER_FROM, /* YYYY-MM-DD */
	VB_FILTER_TO,
	VB_FILTER_TOPIC,
	VB_FILTER_STATUS,
	VB_FILTER_COUNT,
};

struct vb_request {
	struct vb_str query;
	size_t n, offset;
	enum vb_sort sort;
	enum vb_match match;
	struct vb_str filters[VB_FILTER_COUNT]; /* empty: none */
	bool facets, explain, snippets;
	bool duplicates; /* show what is folded else: a place for each */
	int timeout_ms;	 /* 0: VB_SEARCH_TIMEOUT_MS */
};

/* What ranking looks at beside BM25: index/rank.h. */
enum vb_why_part {
	VB_WHY_HEADING, /* share of the heading that the query has, 0 to 1 */
	VB_WHY_WHOLE,	/* all of it: log of its words, else 0 */
	VB_WHY_NAME,	/* share of the law's name that the query has */
	VB_WHY_LENGTH,	/* log of the words of the text */
	VB_WHY_ORDER,	/* of the first 10, by their texts: nearness.h */
	VB_WHY_NEAR,
	VB_WHY_PART,
	VB_WHY_LINE,
	VB_WHY_LAW,   /* share of them that are of its law; 1 for themselves */
	VB_WHY_TITLE, /* share of the query that its own title has: rank.c */
	VB_WHY_DATE,  /* 0 for 1990 and before, 1 for 2040 */
	VB_WHY_FORCE, /* 1: no longer in force */
	VB_WHY_KIND,  /* 1: a document, and the query names one */
	VB_WHY_PARTS,
};

/* How a hit came to be: `explain`. */
struct vb_why {
	const char *stage; /* a step of index/plan.h: "number" … */
	double weight;	   /* BM25 in that step */
	double most;	   /* that the query could weigh; 0: not re-ranked */
	double parts[VB_WHY_PARTS];
};

/* A part's name: "heading" …; what it adds to the score is its value times
 * this factor times `most`. */
const char *vb_why_name(enum vb_why_part part);
double vb_why_factor(enum vb_why_part part);

/* A record that has no place of its own: it is the same as a hit. */
struct vb_also {
	struct vb_str id, source;
	const char *why; /* "same-text" "same-document": index/likeness.h */
};

struct vb_hit {
	struct vb_str id, kind, title, number, type, type_label, issuer;
	struct vb_str place, date, source, url;
	struct vb_str *mentions;
	size_t n_mentions;
	bool date_inferred;
	double score;
	struct vb_snippet snippet; /* text empty when not asked for */
	struct vb_why why;
	struct vb_also *also; /* the first of those folded under it, whether
				 they match the query or not */
	size_t n_also;
};

/* A document that the query names by number. */
struct vb_resolved {
	const char *kind;     /* "document"; "mention": cited, not held */
	struct vb_str number; /* as it or one that cites it spells it */
	struct vb_str type, issuer, date;
	/* By which the number of a Party committee's document is counted,
	 * "nhiệm kỳ 2020-2025" (doc/term.h); or empty. */
	struct vb_str term;
	struct vb_str id;  /* empty: not held */
	uint32_t cited_by; /* documents that cite the number */
	uint32_t articles; /* held provisions that it stands for, itself one
			      of them; 0: a whole document */
};

struct vb_facet_value {
	struct vb_str value, label;
	uint32_t count;
};

struct vb_facet {
	const char *name; /* "type" "issuer" "place" "kind" "year" … */
	struct vb_facet_value *values;
	size_t n;
};

struct vb_results {
	uint64_t total; /* matching documents, those folded under another
			   left out; see exact */
	bool exact;	/* false: `total` is a lower bound or estimate */
	bool relaxed;	/* some hits hold only some of the words */
	bool hasty;	/* time ran short: another try may find more */
	int64_t took_us;
	size_t offset;
	struct vb_hit *hits;
	size_t n_hits;
	struct vb_facet *facets; /* NULL unless asked for */
	size_t n_facets;
	struct vb_resolved *resolved; /* best first, those held before others */
	size_t n_resolved;
	struct vb_str interpreted; /* the query as understood */
	/* What it asks for beside its words, and its filters: query/
	 * understand.h. In the order of the query. */
	struct vb_understood *understood;
	size_t n_understood;
	struct vb_str notes;	    /* what was ignored or added; empty */
	struct vb_str did_you_mean; /* empty: none */
	uint64_t revision;	    /* of the index searched */
};

/*
 * Search. Everything in `out` lives in `arena`. An empty query with a filter
 * or sort finds everything; an empty query alone finds nothing. Returns
 * VB_OK; VB_TOO_BIG (query too long, n over VB_SEARCH_PAGE, offset + n over
 * VB_SEARCH_DEEPEST); VB_BAD_INPUT (a filter that can't be: err names it);
 * VB_TIMEOUT; VB_BUSY when writers kept overtaking (try again); VB_MISMATCH;
 * VB_CORRUPT; VB_NO_MEMORY.
 */
vb_status vb_search(struct vb_results *out, vb_searcher *s,
		    const struct vb_request *request, struct vb_arena *arena,
		    struct vb_error *err);

/*
 * The documents that bear `number`, however it is spelled: exact ones before
 * those that differ in marks, type code or year (enum vb_fit); then those
 * whose issuer was typed too, whole documents before provisions, the newest
 * first. Of a law held in provisions the first stands for all. `hits` are at
 * most `limit` of them, `total` is how many there are; `resolved` has them
 * again, and after them documents with a number that fits as well, which are
 * cited and not held. As vb_search, with no snippets.
 */
vb_status vb_resolve(struct vb_results *out, vb_searcher *s,
		     struct vb_str number, size_t limit, struct vb_arena *arena,
		     struct vb_error *err);

struct vb_index_stats {
	uint32_t documents;
	uint64_t bytes;	   /* on disk */
	uint64_t revision; /* grows with every commit and generation */
	int64_t sequence;  /* of the archive, reached */
};

vb_status vb_searcher_stats(struct vb_index_stats *out, vb_searcher *s,
			    struct vb_error *err);

/* Is `id` in the index? For verify. */
vb_status vb_searcher_has(bool *out, vb_searcher *s, struct vb_str id,
			  struct vb_error *err);

/*
 * A number that changes whenever the index does; cheap: one stat(2) and
 * Xapian's reopen. For caches and ETags.
 */
vb_status vb_searcher_refresh(uint64_t *revision, vb_searcher *s,
			      struct vb_error *err);

#endif
