/*
 * opensearch: suggestions as browsers ask for them.
 */
#ifndef VB_SEARCHD_OPENSEARCH_H
#define VB_SEARCHD_OPENSEARCH_H

#include "base/buf.h"
#include "index/suggest.h"

#define OPENSEARCH_SUGGEST "/opensearch-suggest"
#define OPENSEARCH_TYPE_SUGGESTIONS "application/x-suggestions+json"

/* Append [query, [completions], [descriptions]]. VB_OK, VB_TOO_BIG,
 * VB_NO_MEMORY. */
vb_status opensearch_suggestions(struct vb_buf *out,
				 const struct vb_suggestions *list,
				 struct vb_str query);

#endif
