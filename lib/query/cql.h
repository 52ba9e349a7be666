/*
 * query/cql: CQL, the query language of SRU, into our own.
 *
 * The grammar is read by libyaz; a build without it answers every query with
 * a diagnostic. What CQL asks for and we can't do exactly is refused with the
 * diagnostic of SRU's list (info:srw/diagnostic/1/N), never guessed.
 */
#ifndef VB_QUERY_CQL_H
#define VB_QUERY_CQL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"

#define VB_CQL_BYTES 4096  /* longer queries are refused */
#define VB_CQL_CLAUSES 100 /* search clauses of a query at most */

/* Numbers of info:srw/diagnostic/1/ that are used here and by SRU. */
enum vb_cql_code {
	VB_CQL_FINE = 0,
	VB_CQL_GENERAL = 1,
	VB_CQL_UNAVAILABLE = 2,
	VB_CQL_OPERATION = 4,
	VB_CQL_VERSION = 5,
	VB_CQL_VALUE = 6,
	VB_CQL_MISSING = 7,
	VB_CQL_PARAMETER = 8,
	VB_CQL_SYNTAX = 10,
	VB_CQL_QUERY_TYPE = 11,
	VB_CQL_TOO_LONG = 12,
	VB_CQL_CONTEXT_SET = 15,
	VB_CQL_INDEX = 16,
	VB_CQL_RELATION = 19,
	VB_CQL_MODIFIER = 20,
	VB_CQL_RELATION_INDEX = 22,
	VB_CQL_EMPTY_TERM = 27,
	VB_CQL_MASK = 28,
	VB_CQL_MASK_SHORT = 29,
	VB_CQL_MASKS = 30,
	VB_CQL_ANCHOR = 31,
	VB_CQL_TERM_FORMAT = 36,
	VB_CQL_BOOLEAN = 37,
	VB_CQL_BOOLEANS = 38,
	VB_CQL_PROXIMITY = 39,
	VB_CQL_BOOLEAN_MODIFIER = 46,
	VB_CQL_FEATURE = 48,
	VB_CQL_NO_RESULT_SETS = 50,
	VB_CQL_POSITION = 61,
	VB_CQL_SCHEMA = 66,
	VB_CQL_PACKING = 71,
	VB_CQL_NO_SORT = 80,
	VB_CQL_SORT_SEQUENCE = 82,
	VB_CQL_SORT_KEYS = 84,
	VB_CQL_NO_STYLESHEET = 110,
	VB_CQL_RESPONSE_POSITION = 120,
};

/* The message of SRU's list; a constant, "" for a number not above. */
const char *vb_cql_message(enum vb_cql_code code);

enum vb_cql_sort {
	VB_CQL_BY_RELEVANCE,
	VB_CQL_BY_NEWEST,
	VB_CQL_BY_OLDEST,
	VB_CQL_BY_NUMBER,
};

struct vb_cql {
	enum vb_cql_code code; /* FINE, or the diagnostic */
	struct vb_str details; /* of the diagnostic; may be empty */
	struct vb_str query;   /* for vb_query_parse, every word needed */
	enum vb_cql_sort sort; /* sortby */
	bool sorted;	       /* there was a sortby */
};

/*
 * Convert `cql` (UTF-8 without NUL). A wrong query is told in out->code. All
 * memory is in the arena. Linear time. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_cql_convert(struct vb_cql *out, struct vb_arena *arena,
			 struct vb_str cql, struct vb_error *err);

/* What a scan is about: one clause, "dc.title = giá". */
struct vb_cql_scan {
	enum vb_cql_code code; /* FINE, or the diagnostic */
	struct vb_str details; /* of the diagnostic; may be empty */
	const char *field;     /* our name of the index: "title", "date", or
				  that of a field of the query language */
	struct vb_str term;    /* may be empty: from the beginning */
};

/*
 * Read the scanClause of SRU 1.1 and 1.2 (UTF-8 without NUL): an index, `=`
 * or one of its kin, and a term. A wrong one, and one about an index without
 * values of its own, is told in out->code. As vb_cql_convert.
 */
vb_status vb_cql_scan(struct vb_cql_scan *out, struct vb_arena *arena,
		      struct vb_str clause, struct vb_error *err);

/*
 * The sortKeys of SRU 1.1 and 1.2, "dc.date,,0": fills sort and sorted, or
 * code and details.
 */
void vb_cql_sort_keys(struct vb_cql *out, struct vb_str keys);

#endif
