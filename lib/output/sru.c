#include "output/sru.h"

#include <stdio.h>

#include "output/dc.h"

static const struct {
	const char *version, *ns, *diagnostics;
} versions[] = {
	[VB_SRU_11] = { "1.1", "http://www.loc.gov/zing/srw/",
			"http://www.loc.gov/zing/srw/diagnostic/" },
	[VB_SRU_12] = { "1.2", "http://www.loc.gov/zing/srw/",
			"http://www.loc.gov/zing/srw/diagnostic/" },
	[VB_SRU_20] = { "2.0",
			"http://docs.oasis-open.org/ns/search-ws/sruResponse",
			"http://docs.oasis-open.org/ns/search-ws/diagnostic" },
};

/* The element and, where that is the first, the version. */
static void begin(struct vb_xmlout *x, const struct vb_sru *sru,
		  const char *name)
{
	vb_xmlout_head(x);
	vb_xmlout_raw(x, "<");
	vb_xmlout_raw(x, name);
	vb_xmlout_attr(x, "xmlns", vb_str_from(versions[sru->version].ns));
	vb_xmlout_raw(x, ">\n");
	vb_xmlout_element(x, "version",
			  vb_str_from(versions[sru->version].version));
}

static void put_diagnostic(struct vb_xmlout *x, const struct vb_sru *sru)
{
	char uri[64];

	if (!sru->code)
		return;
	snprintf(uri, sizeof(uri), "info:srw/diagnostic/1/%d", sru->code);
	vb_xmlout_raw(x, "<diagnostics><diagnostic");
	vb_xmlout_attr(x, "xmlns",
		       vb_str_from(versions[sru->version].diagnostics));
	vb_xmlout_raw(x, ">\n");
	vb_xmlout_element(x, "uri", vb_str_from(uri));
	vb_xmlout_element(x, "details", sru->details);
	vb_xmlout_element(x, "message", vb_str_from(vb_cql_message(sru->code)));
	vb_xmlout_raw(x, "</diagnostic></diagnostics>\n");
}

/* "recordPacking" got another name. */
static const char *escaping_of(const struct vb_sru *sru)
{
	return sru->version == VB_SRU_20 ? "recordXMLEscaping" :
					   "recordPacking";
}

static struct vb_str escaping_value(const struct vb_sru *sru)
{
	return sru->as_string ? VB_STR("string") : VB_STR("xml");
}

static void put_dc(struct vb_xmlout *x, const struct vb_hit *hit,
		   struct vb_str page)
{
	struct vb_dc dc;

	vb_dc_hit(&dc, hit, page);
	vb_xmlout_raw(x,
		      "<srw_dc:dc xmlns:srw_dc=\"info:srw/schema/1/dc-schema\""
		      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	vb_dc_write(x, &dc);
	vb_xmlout_raw(x, "</srw_dc:dc>\n");
}

/* The record as a text. */
static void put_string(struct vb_xmlout *x, const struct vb_hit *hit,
		       struct vb_str page)
{
	struct vb_buf text = VB_BUF_INIT(16 << 20);
	struct vb_xmlout inner = VB_XMLOUT_INIT(&text);

	put_dc(&inner, hit, page);
	if (!x->status)
		x->status = inner.status;
	vb_xmlout_text(x, vb_buf_str(&text));
	vb_buf_clear(&text);
}

static void put_record(struct vb_xmlout *x, const struct vb_sru *sru, size_t i)
{
	const struct vb_hit *hit = &sru->results->hits[i];

	vb_xmlout_open(x, "record");
	vb_xmlout_element(x, "recordSchema", VB_STR(VB_SRU_SCHEMA));
	vb_xmlout_element(x, escaping_of(sru), escaping_value(sru));
	vb_xmlout_open(x, "recordData");
	if (sru->as_string)
		put_string(x, hit, sru->pages[i]);
	else
		put_dc(x, hit, sru->pages[i]);
	vb_xmlout_close(x, "recordData");
	vb_xmlout_int(x, "recordPosition",
		      (long long)sru->start + (long long)i);
	vb_xmlout_close(x, "record");
}

static void put_records(struct vb_xmlout *x, const struct vb_sru *sru)
{
	const struct vb_results *r = sru->results;
	uint64_t next = r ? sru->start + r->n_hits : 0;

	vb_xmlout_int(x, "numberOfRecords", r ? (long long)r->total : 0);
	if (!r || !r->n_hits)
		return;
	vb_xmlout_open(x, "records");
	for (size_t i = 0; i < r->n_hits; i++)
		put_record(x, sru, i);
	vb_xmlout_close(x, "records");
	if (next <= r->total && next <= VB_SEARCH_DEEPEST)
		vb_xmlout_int(x, "nextRecordPosition", (long long)next);
}

static void put_request(struct vb_xmlout *x, const struct vb_sru *sru)
{
	if (!sru->query.len)
		return;
	vb_xmlout_open(x, "echoedSearchRetrieveRequest");
	vb_xmlout_element(x, "version",
			  vb_str_from(versions[sru->version].version));
	vb_xmlout_element(x, "query", sru->query);
	vb_xmlout_int(x, "startRecord", (long long)sru->start);
	vb_xmlout_int(x, "maximumRecords", (long long)sru->most);
	vb_xmlout_element(x, escaping_of(sru), escaping_value(sru));
	vb_xmlout_element(x, "recordSchema", VB_STR(VB_SRU_SCHEMA));
	vb_xmlout_close(x, "echoedSearchRetrieveRequest");
}

void vb_sru_response(struct vb_xmlout *x, const struct vb_sru *sru)
{
	begin(x, sru, "searchRetrieveResponse");
	put_records(x, sru);
	put_request(x, sru);
	put_diagnostic(x, sru);
	if (sru->version == VB_SRU_20 && sru->results)
		vb_xmlout_element(
			x, "resultCountPrecision",
			sru->results->exact ?
				VB_STR("info:srw/vocabulary/"
				       "resultCountPrecision/1/exact") :
				VB_STR("info:srw/vocabulary/"
				       "resultCountPrecision/1/minimum"));
	vb_xmlout_close(x, "searchRetrieveResponse");
}

static const char *place_in_list(const struct vb_values *scan, size_t i)
{
	bool first = scan->offset + i == 0;
	bool last = scan->offset + i + 1 == scan->total;

	if (first && last)
		return "only";
	return first ? "first" : last ? "last" : "inner";
}

static void put_values(struct vb_xmlout *x, const struct vb_values *scan)
{
	if (!scan || !scan->n)
		return;
	vb_xmlout_open(x, "terms");
	/* No white space between them: libyaz counts it as terms. */
	for (size_t i = 0; i < scan->n; i++) {
		const struct vb_value *v = &scan->values[i];

		vb_xmlout_open(x, "term");
		vb_xmlout_element(x, "value", v->value);
		vb_xmlout_int(x, "numberOfRecords", v->count);
		if (!vb_str_eq(v->label, v->value))
			vb_xmlout_element(x, "displayTerm", v->label);
		vb_xmlout_element(x, "whereInList",
				  vb_str_from(place_in_list(scan, i)));
		vb_xmlout_raw(x, "</term>");
	}
	vb_xmlout_close(x, "terms");
}

void vb_sru_scan(struct vb_xmlout *x, const struct vb_sru *sru)
{
	begin(x, sru, "scanResponse");
	put_values(x, sru->scan);
	if (sru->query.len) {
		vb_xmlout_open(x, "echoedScanRequest");
		vb_xmlout_element(x, "version",
				  vb_str_from(versions[sru->version].version));
		vb_xmlout_element(x, "scanClause", sru->query);
		vb_xmlout_int(x, "responsePosition", (long long)sru->start);
		vb_xmlout_int(x, "maximumTerms", (long long)sru->most);
		vb_xmlout_close(x, "echoedScanRequest");
	}
	put_diagnostic(x, sru);
	vb_xmlout_close(x, "scanResponse");
}

/* What can be asked: as the table of query/cql_clause.c. */
static const struct {
	const char *set, *name, *title;
	bool scans, sorts;
} indexes[] = {
	{ "cql", "serverChoice", "Toàn văn", false, false },
	{ "cql", "anywhere", "Toàn văn", false, false },
	{ "cql", "allRecords", "Tất cả", false, false },
	{ "dc", "title", "Tiêu đề", true, false },
	{ "dc", "identifier", "Số, ký hiệu", true, true },
	{ "dc", "creator", "Cơ quan ban hành", true, false },
	{ "dc", "contributor", "Người ký", false, false },
	{ "dc", "date", "Ngày ban hành", true, true },
	{ "dc", "type", "Loại văn bản", true, false },
	{ "dc", "subject", "Chủ đề", true, false },
	{ "dc", "coverage", "Địa phương", true, false },
	{ "vanban", "kind", "Văn bản hay bài viết", false, false },
	{ "vanban", "status", "Hiệu lực", false, false },
	{ "vanban", "term", "Khóa, nhiệm kỳ", false, false },
	{ "vanban", "session", "Kỳ họp", false, false },
};

static void put_indexes(struct vb_xmlout *x)
{
	vb_xmlout_raw(x,
		      "<indexInfo>\n"
		      "<set name=\"cql\" identifier=\""
		      "info:srw/cql-context-set/1/cql-v1.2\"/>\n"
		      "<set name=\"dc\" identifier=\""
		      "info:srw/cql-context-set/1/dc-v1.1\"/>\n"
		      "<set name=\"vanban\" identifier=\"urn:vanban:cql\"/>\n");
	for (size_t i = 0; i < sizeof(indexes) / sizeof(indexes[0]); i++) {
		vb_xmlout_raw(x, "<index search=\"true\" scan=\"");
		vb_xmlout_raw(x, indexes[i].scans ? "true" : "false");
		vb_xmlout_raw(x, "\" sort=\"");
		vb_xmlout_raw(x, indexes[i].sorts ? "true" : "false");
		vb_xmlout_raw(x, "\"><title lang=\"vi\">");
		vb_xmlout_raw(x, indexes[i].title);
		vb_xmlout_raw(x, "</title><map><name");
		vb_xmlout_attr(x, "set", vb_str_from(indexes[i].set));
		vb_xmlout_raw(x, ">");
		vb_xmlout_raw(x, indexes[i].name);
		vb_xmlout_raw(x, "</name></map></index>\n");
	}
	vb_xmlout_close(x, "indexInfo");
}

static void put_explain(struct vb_xmlout *x, const struct vb_sru *sru,
			struct vb_str host, struct vb_str port)
{
	vb_xmlout_raw(x,
		      "<explain xmlns=\"http://explain.z3950.org/dtd/2.0/\">\n"
		      "<serverInfo protocol=\"SRU\" transport=\"http\"");
	vb_xmlout_attr(x, "version",
		       vb_str_from(versions[sru->version].version));
	vb_xmlout_raw(x, ">\n");
	vb_xmlout_element(x, "host", host);
	vb_xmlout_element(x, "port", port);
	vb_xmlout_raw(x, "<database>sru</database></serverInfo>\n"
			 "<databaseInfo><title lang=\"vi\" primary=\"true\">"
			 "Kho văn bản</title></databaseInfo>\n");
	put_indexes(x);
	vb_xmlout_raw(x, "<schemaInfo><schema identifier=\"" VB_SRU_SCHEMA "\" "
			 "name=\"dc\"><title>Dublin Core</title></schema>"
			 "</schemaInfo>\n<configInfo>\n");
	vb_xmlout_raw(x, "<default type=\"numberOfRecords\">");
	vb_xmlout_raw(x, "10</default>\n<setting type=\"maximumRecords\">");
	vb_xmlout_raw(x, "100</setting>\n");
	vb_xmlout_raw(x, "<supports type=\"relation\">=</supports>\n"
			 "<supports type=\"relation\">all</supports>\n"
			 "<supports type=\"relation\">any</supports>\n"
			 "<supports type=\"relation\">adj</supports>\n"
			 "<supports type=\"relation\">exact</supports>\n"
			 "<supports type=\"relation\">within</supports>\n"
			 "<supports type=\"maskingCharacter\">*</supports>\n"
			 "</configInfo></explain>\n");
}

void vb_sru_explain(struct vb_xmlout *x, const struct vb_sru *sru,
		    struct vb_str host, struct vb_str port)
{
	begin(x, sru, "explainResponse");
	vb_xmlout_open(x, "record");
	vb_xmlout_raw(x, "<recordSchema>http://explain.z3950.org/dtd/2.0/"
			 "</recordSchema>\n");
	vb_xmlout_element(x, escaping_of(sru), VB_STR("xml"));
	vb_xmlout_open(x, "recordData");
	put_explain(x, sru, host, port);
	vb_xmlout_close(x, "recordData");
	vb_xmlout_close(x, "record");
	put_diagnostic(x, sru);
	vb_xmlout_close(x, "explainResponse");
}
