/*
 * query/cql_clause (internal): one search clause or sort key of CQL.
 */
#ifndef VB_QUERY_CQL_CLAUSE_H
#define VB_QUERY_CQL_CLAUSE_H

#include "base/buf.h"
#include "query/cql.h"

/* As libyaz names them: an index is "dc.title", or "title" with the URI of
 * the context set that the query gave its prefix. */
struct vb_cql_clause {
	struct vb_str index, uri, relation, term;
};

/*
 * Append the clause in our language; one that can't be is told in out->code
 * and out->details (a view of the clause). VB_OK, VB_TOO_BIG past to->limit,
 * VB_NO_MEMORY.
 */
vb_status vb_cql_put_clause(struct vb_buf *to, struct vb_cql *out,
			    const struct vb_cql_clause *clause);

/*
 * Our name of the clause's index: "title", "date" or a field's. NULL, and the
 * diagnostic noted, where there is none, or where its relation is not one
 * that a list begins at a term by.
 */
const char *vb_cql_field(struct vb_cql *out,
			 const struct vb_cql_clause *clause);

/* Sort by that index; likewise. */
void vb_cql_put_sort(struct vb_cql *out, const struct vb_cql_clause *key,
		     bool descending);

/* Note a diagnostic, unless there is one. Returns VB_OK. */
vb_status vb_cql_refuse(struct vb_cql *out, enum vb_cql_code code,
			struct vb_str details);

#endif
