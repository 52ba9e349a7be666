/*
 * output/sru: the answers of SRU 1.1, 1.2 and 2.0. What is asked and found is
 * the caller's: searchd/sru.c.
 */
#ifndef VB_OUTPUT_SRU_H
#define VB_OUTPUT_SRU_H

#include "index/values.h"
#include "index/search.h"
#include "output/xmlout.h"
#include "query/cql.h"

#define VB_SRU_SCHEMA "info:srw/schema/1/dc-v1.1"
#define VB_SRU_MOST 100 /* records of one answer */
#define VB_SRU_USUAL 10

enum vb_sru_version { VB_SRU_11, VB_SRU_12, VB_SRU_20 };

struct vb_sru {
	enum vb_sru_version version;
	bool as_string;	       /* records escaped, not as elements */
	struct vb_str query;   /* as asked, or the clause of a scan; empty: do
				  not repeat the request */
	size_t start, most;    /* the first record, from 1; how many */
	enum vb_cql_code code; /* FINE, or the diagnostic */
	struct vb_str details;
	const struct vb_results *results; /* NULL: none */
	const struct vb_str *pages;	  /* the address of each hit's page */
	const struct vb_values *scan;	  /* NULL: none */
};

/* The whole answer of searchRetrieve. */
void vb_sru_response(struct vb_xmlout *x, const struct vb_sru *sru);

/* The whole answer of scan, of 1.1 and 1.2; `start` is where the term asked
 * for stands in the list. */
void vb_sru_scan(struct vb_xmlout *x, const struct vb_sru *sru);

/*
 * The whole answer of explain: `host` and `port` are where the server is
 * reached, `version` that of the answer; with sru->code a diagnostic.
 */
void vb_sru_explain(struct vb_xmlout *x, const struct vb_sru *sru,
		    struct vb_str host, struct vb_str port);

#endif
