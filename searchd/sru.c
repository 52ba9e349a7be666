/* /sru: SRU 1.1, 1.2 and 2.0, for the catalogues of libraries. */
#include "output/sru.h"

#include <stdio.h>

#include "answers.h"
#include "origin.h"
#include "protocol.h"

#define TYPE_XML "text/xml; charset=UTF-8"

/* One request. */
struct question {
	struct request *r;
	struct vb_sru sru;
	struct vb_cql cql;
	bool explain, scan; /* or searchRetrieve */
};

static void refuse(struct question *q, enum vb_cql_code code,
		   const char *details)
{
	if (q->sru.code)
		return;
	q->sru.code = code;
	q->sru.details = vb_str_from(details);
}

static struct vb_str get(const struct question *q, const char *name)
{
	return url_get(&q->r->url, name);
}

static bool given(const struct question *q, const char *name)
{
	for (const struct url_param *p = q->r->url.params; p; p = p->next)
		if (!strcmp(p->name, name))
			return true;
	return false;
}

/* What either version knows, and how far we do. */
enum known { TAKEN, IGNORED, NO_STYLESHEET };

static const struct {
	const char *name;
	enum known known;
} parameters[] = {
	{ "operation", TAKEN },	    { "version", TAKEN },
	{ "query", TAKEN },	    { "queryType", TAKEN },
	{ "startRecord", TAKEN },   { "maximumRecords", TAKEN },
	{ "recordPacking", TAKEN }, { "recordXMLEscaping", TAKEN },
	{ "recordSchema", TAKEN },  { "sortKeys", TAKEN },
	{ "scanClause", TAKEN },    { "responsePosition", TAKEN },
	{ "maximumTerms", TAKEN },  { "resultSetTTL", IGNORED },
	{ "httpAccept", IGNORED },  { "responseType", IGNORED },
	{ "renderedBy", IGNORED },  { "extraRequestData", IGNORED },
	{ "lang", IGNORED },	    { "stylesheet", NO_STYLESHEET },
};

static void check_parameters(struct question *q)
{
	const struct url_param *p = q->r->url.params;

	for (; p; p = p->next) {
		size_t n = sizeof(parameters) / sizeof(parameters[0]), i = 0;

		while (i < n && strcmp(parameters[i].name, p->name))
			i++;
		if (i == n && strncmp(p->name, "x-", 2))
			refuse(q, VB_CQL_PARAMETER, p->name);
		if (i < n && parameters[i].known == NO_STYLESHEET)
			refuse(q, VB_CQL_NO_STYLESHEET, NULL);
	}
}

/* 2.0 has neither version= nor operation=. */
static void read_version(struct question *q)
{
	struct vb_str version = get(q, "version");

	q->sru.version = given(q, "operation") ? VB_SRU_12 : VB_SRU_20;
	if (vb_str_eq(version, VB_STR("1.1")))
		q->sru.version = VB_SRU_11;
	else if (vb_str_eq(version, VB_STR("1.2")))
		q->sru.version = VB_SRU_12;
	else if (vb_str_eq(version, VB_STR("2.0")))
		q->sru.version = VB_SRU_20;
	else if (version.len)
		refuse(q, VB_CQL_VERSION, "2.0");
}

static void read_operation(struct question *q)
{
	struct vb_str operation = get(q, "operation");

	q->explain = !given(q, "query") && !given(q, "scanClause");
	q->scan = vb_str_eq(operation, VB_STR("scan"));
	if (q->scan || vb_str_eq(operation, VB_STR("searchRetrieve")))
		q->explain = false;
	else if (vb_str_eq(operation, VB_STR("explain")))
		q->explain = true;
	else if (operation.len)
		refuse(q, VB_CQL_OPERATION,
		       "searchRetrieve, scan and explain are");
	/* 2.0 left it to a standard of its own. */
	if (q->sru.version == VB_SRU_20 &&
	    (q->scan || (given(q, "scanClause") && !given(q, "query"))))
		refuse(q, VB_CQL_OPERATION, "scan is one of 1.1 and 1.2");
}

/* A whole number; more than `most` is `most`. */
static void read_number(size_t *out, struct question *q, const char *name,
			size_t most)
{
	struct vb_str value = get(q, name);
	unsigned long n = 0;

	if (!given(q, name))
		return;
	if (!vb_str_to_ulong(&n, value, 1000000000))
		refuse(q, VB_CQL_VALUE, name);
	*out = n < most ? n : most;
}

static void read_form(struct question *q)
{
	bool new = q->sru.version == VB_SRU_20;
	struct vb_str form =
		get(q, new ? "recordXMLEscaping" : "recordPacking");
	struct vb_str schema = get(q, "recordSchema");
	struct vb_str type = get(q, "queryType");

	q->sru.as_string = vb_str_eq(form, VB_STR("string"));
	if (form.len && !q->sru.as_string && !vb_str_eq(form, VB_STR("xml")))
		refuse(q, VB_CQL_PACKING, "xml and string are");
	if (schema.len && !vb_str_eq(schema, VB_STR(VB_SRU_SCHEMA)) &&
	    !vb_str_eq(schema, VB_STR("dc")))
		refuse(q, VB_CQL_SCHEMA, "dc is");
	if (type.len && !vb_str_eq(type, VB_STR("cql")))
		refuse(q, VB_CQL_QUERY_TYPE, "cql is");
}

static void read_scan(struct question *q)
{
	q->sru.query = get(q, "scanClause");
	if (!q->sru.query.len)
		refuse(q, VB_CQL_MISSING, "scanClause");
	read_number(&q->sru.most, q, "maximumTerms", VB_SRU_MOST);
	if (!q->sru.most)
		refuse(q, VB_CQL_VALUE, "maximumTerms");
	read_number(&q->sru.start, q, "responsePosition", SIZE_MAX);
	if (q->sru.start > q->sru.most + 1)
		refuse(q, VB_CQL_RESPONSE_POSITION, NULL);
}

/* All that is wrong with the request but for its query. */
static void read_request(struct question *q)
{
	q->sru.start = 1;
	q->sru.most = VB_SRU_USUAL;
	read_version(q);
	read_operation(q);
	check_parameters(q);
	if (q->scan)
		read_scan(q);
	if (q->explain || q->scan)
		return;
	q->sru.query = get(q, "query");
	if (!q->sru.query.len)
		refuse(q, VB_CQL_MISSING, "query");
	read_number(&q->sru.most, q, "maximumRecords", VB_SRU_MOST);
	read_number(&q->sru.start, q, "startRecord", SIZE_MAX);
	if (!q->sru.start)
		refuse(q, VB_CQL_VALUE, "startRecord");
	if (q->sru.start + q->sru.most > VB_SEARCH_DEEPEST)
		refuse(q, VB_CQL_POSITION, NULL);
	read_form(q);
}

/* The query and its order. */
static vb_status read_query(struct question *q, struct vb_error *err)
{
	struct vb_str keys = get(q, "sortKeys");
	vb_status st = vb_cql_convert(&q->cql, &q->r->arena, q->sru.query, err);

	if (!st && !q->cql.code && !q->cql.sorted && keys.len)
		vb_cql_sort_keys(&q->cql, keys);
	if (!st && q->cql.code && !q->sru.code) {
		q->sru.code = q->cql.code;
		q->sru.details = q->cql.details;
	}
	return st;
}

/*
 * Clients page up to numberOfRecords: one that is too low would hide the last
 * ones. Up to a page of the index can be counted for little.
 */
static vb_status count(struct vb_results *results, bool *done,
		       struct question *q, const struct vb_request *asked,
		       struct vb_error *err)
{
	struct vb_request request = *asked;
	struct vb_results all;
	vb_status st;

	if (results->exact || results->total > VB_SEARCH_PAGE)
		return VB_OK;
	request.offset = 0;
	request.n = VB_SEARCH_PAGE;
	st = run_search(&all, done, q->r, &request, err);
	if (!st && !*done && all.total >= results->total) {
		results->total = all.total;
		results->exact = all.exact;
	}
	return st;
}

static vb_status search(struct vb_results *results, bool *done,
			struct question *q, struct vb_error *err)
{
	static const enum vb_sort sorts[] = {
		[VB_CQL_BY_RELEVANCE] = VB_SORT_RELEVANCE,
		[VB_CQL_BY_NEWEST] = VB_SORT_NEWEST,
		[VB_CQL_BY_OLDEST] = VB_SORT_OLDEST,
		[VB_CQL_BY_NUMBER] = VB_SORT_NUMBER,
	};
	struct vb_request request = { .query = q->cql.query,
				      .n = q->sru.most,
				      .offset = q->sru.start - 1,
				      .sort = sorts[q->cql.sort],
				      .match = VB_MATCH_ALL,
				      .duplicates = true };
	vb_status st = run_search(results, done, q->r, &request, err);

	if (st == VB_TOO_BIG || st == VB_BAD_INPUT) {
		refuse(q, VB_CQL_FEATURE, NULL);
		return VB_OK;
	}
	if (!st && !*done)
		st = count(results, done, q, &request, err);
	if (st || *done)
		return st;
	q->sru.results = results;
	if (q->sru.start > 1 && q->sru.start > results->total)
		refuse(q, VB_CQL_POSITION, NULL);
	return VB_OK;
}

/* The addresses of the hits' pages. */
static vb_status find_pages(struct question *q, struct vb_error *err)
{
	size_t n = q->sru.results ? q->sru.results->n_hits : 0;
	struct vb_str *pages =
		vb_arena_calloc(&q->r->arena, n + 1, sizeof(*pages));

	if (!pages)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (size_t i = 0; i < n; i++)
		pages[i] = origin_document(q->r, q->sru.results->hits[i].id);
	q->sru.pages = pages;
	return VB_OK;
}

/* Where the server is reached: HOST and PORT of its address. */
static void where(struct vb_str *host, struct vb_str *port, struct request *r)
{
	struct vb_str base = origin_of(r);
	bool tls = vb_str_starts(base, VB_STR("https:"));
	struct vb_str rest = vb_str_skip(base, tls ? 8 : 7);
	size_t slash = vb_str_find(rest, VB_STR("/"), 0), colon;

	rest = vb_str_sub(rest, 0, slash);
	*host = rest;
	*port = tls ? VB_STR("443") : VB_STR("80");
	for (colon = rest.len; colon > 0 && rest.ptr[colon - 1] >= '0' &&
			       rest.ptr[colon - 1] <= '9';)
		colon--;
	if (colon > 1 && colon < rest.len && rest.ptr[colon - 1] == ':') {
		*host = vb_str_sub(rest, 0, colon - 1);
		*port = vb_str_skip(rest, colon);
	}
}

/* The lists that there are; what else may be searched has none. */
static bool find_list(enum vb_values_of *out, const char *field)
{
	static const struct {
		const char *field;
		enum vb_values_of of;
	} lists[] = {
		{ "type", VB_VALUES_TYPE },	{ "issuer", VB_VALUES_ISSUER },
		{ "place", VB_VALUES_PLACE },	{ "topic", VB_VALUES_TOPIC },
		{ "date", VB_VALUES_YEAR },	{ "title", VB_VALUES_TITLE },
		{ "number", VB_VALUES_NUMBER },
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (!strcmp(lists[i].field, field)) {
			*out = lists[i].of;
			return true;
		}
	return false;
}

/* As run_search, of values. */
static vb_status scan(struct vb_values *out, bool *done, struct question *q,
		      struct vb_error *err)
{
	struct vb_values_request request = {
		.after = !q->sru.start,
		.back = q->sru.start ? q->sru.start - 1 : 0,
		.n = q->sru.most,
	};
	vb_searcher *searcher = NULL;
	struct vb_cql_scan clause;
	uint64_t revision;
	vb_status st = vb_cql_scan(&clause, &q->r->arena, q->sru.query, err);

	if (st)
		return st;
	if (!clause.code && !find_list(&request.of, clause.field)) {
		clause.code = VB_CQL_INDEX;
		clause.details = vb_str_from(clause.field);
	}
	if (clause.code) {
		q->sru.code = clause.code;
		q->sru.details = clause.details;
		return VB_OK;
	}
	request.at = clause.term;
	st = handles_searcher(&searcher, &revision, q->r->handles, err);
	if (st)
		return st;
	*done = http_unchanged(q->r, "index", revision);
	if (*done)
		return VB_OK;
	st = vb_values_list(out, searcher, &request, &q->r->arena, err);
	if (!st)
		http_unchanged(q->r, "index", out->revision);
	q->sru.scan = out;
	return st == VB_NOT_FOUND ? VB_BUSY : st;
}

static vb_status finish(struct question *q, struct vb_error *err)
{
	struct vb_xmlout x = VB_XMLOUT_INIT(&q->r->reply.body);
	struct vb_str host, port;

	http_ok(q->r, TYPE_XML, HTTP_CACHE_ASK);
	if (q->explain) {
		where(&host, &port, q->r);
		vb_sru_explain(&x, &q->sru, host, port);
	} else if (q->scan) {
		vb_sru_scan(&x, &q->sru);
	} else {
		vb_sru_response(&x, &q->sru);
	}
	if (!x.status)
		return VB_OK;
	/* The answer's own size is no fault of the request. */
	return vb_error_set(err, VB_INTERNAL, "answer: %s",
			    vb_status_text(x.status));
}

vb_status sru_refuse(struct request *r, const char *detail)
{
	struct question q = { .r = r, .sru = { .start = 1 } };

	q.sru.version = VB_SRU_12;
	refuse(&q, VB_CQL_VALUE, detail);
	return finish(&q, NULL);
}

vb_status answer_sru(struct request *r, struct vb_error *err)
{
	struct question q = { .r = r };
	struct vb_results results;
	struct vb_values values;
	bool done = false, find;
	vb_status st = VB_OK;

	read_request(&q);
	find = !q.explain && !q.scan;
	if (q.scan && !q.sru.code)
		st = scan(&values, &done, &q, err);
	if (find && !q.sru.code)
		st = read_query(&q, err);
	if (!st && find && !q.sru.code)
		st = search(&results, &done, &q, err);
	if (!st && !done)
		st = find_pages(&q, err);
	if (st || done)
		return st;
	return finish(&q, err);
}
