/* CQL (the Library of Congress' specification) -> our own queries. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "query/cql.h"
#include "query/query.h"

#define N(a) ((int)(sizeof(a) / sizeof((a)[0])))

#ifdef VB_HAVE_YAZ

static struct vb_arena arena;
static struct vb_cql got;

static void convert(const char *cql)
{
	vb_arena_reset(&arena);
	ck_assert_int_eq(vb_cql_convert(&got, &arena, vb_str_from(cql), NULL),
			 VB_OK);
}

static void is(struct vb_str s, const char *want, const char *cql)
{
	ck_assert_msg(vb_str_eq(s, vb_str_from(want)), "%s: %.*s, not %s", cql,
		      VB_STR_ARG(s), want);
}

/* As docs/query-language.md says that it is to be written. */
static const struct {
	const char *cql, *want;
} queries[] = {
	{ "rừng", "(rừng)" },
	{ "giá đất", "(giá đất)" },
	{ "\"giá đất\"", "(giá đất)" },
	{ "cql.serverChoice = rừng", "(rừng)" },
	{ "cql.anywhere all \"giá đất\"", "(giá đất)" },
	{ "cql.anywhere any \"giá đất\"", "(giá OR đất)" },
	{ "cql.anywhere adj \"giá đất\"", "\"giá đất\"" },
	{ "cql.anywhere exact \"giá đất\"", "\"giá đất\"" },
	{ "cql.anywhere == \"giá đất\"", "\"giá đất\"" },
	{ "rừng and biển", "((rừng)) AND ((biển))" },
	{ "rừng OR biển", "((rừng)) OR ((biển))" },
	{ "rừng not biển", "((rừng)) NOT ((biển))" },
	{ "a and b and c", "((a)) AND ((b)) AND ((c))" },
	{ "a and (b or c)", "((a)) AND (((b)) OR ((c)))" },
	{ "a or b and c", "(((a)) OR ((b))) AND ((c))" }, /* left to right */
	{ "dc.title = \"giá đất\"", "title:\"giá đất\"" },
	{ "DC.Title any \"giá đất\"", "(title:\"giá\" OR title:\"đất\")" },
	{ "dc.title adj \"giá đất\"", "(title:\"giá đất\" \"giá đất\")" },
	{ "dc.identifier = \"05/NQ-HĐND\"", "number:\"05/NQ-HĐND\"" },
	{ "number = \"20-CT/TU\"", "number:\"20-CT/TU\"" },
	{ "dc.type = nghi-quyet", "type:\"nghi-quyet\"" },
	{ "dc.type any \"nghi-quyet chi-thi\"",
	  "(type:\"nghi-quyet\" OR type:\"chi-thi\")" },
	{ "dc.creator = \"UBND tỉnh Hà Tĩnh\"",
	  "issuer:\"UBND tỉnh Hà Tĩnh\"" },
	{ "dc.coverage = \"Hà Tĩnh\"", "place:\"Hà Tĩnh\"" },
	{ "vanban.place = \"Hà Tĩnh\"", "place:\"Hà Tĩnh\"" },
	{ "dc.date = 2019", "(from:2019-01-01 to:2019-12-31)" },
	{ "dc.date = 2019-02", "(from:2019-02-01 to:2019-02-28)" },
	{ "dc.date = 2020-02", "(from:2020-02-01 to:2020-02-29)" },
	{ "dc.date = 2019-11-26", "(from:2019-11-26 to:2019-11-26)" },
	{ "dc.date < 2019", "to:2018-12-31" },
	{ "dc.date <= 2019", "to:2019-12-31" },
	{ "dc.date > 2019", "from:2020-01-01" },
	{ "dc.date >= 2019", "from:2019-01-01" },
	{ "dc.date > 2020-02-28", "from:2020-02-29" },
	{ "dc.date < 2020-03-01", "to:2020-02-29" },
	{ "dc.date within \"2015 2019-06\"",
	  "(from:2015-01-01 to:2019-06-30)" },
	{ "cql.allRecords = 1", "(kind:document OR kind:article)" },
	{ "phòn*", "(phòn*)" },
	/* What our language would take for syntax is a word or nothing. */
	{ "\"AND\" and \"OR\"", "((and)) AND ((or))" },
	{ "\"tu:2019 (a) -b\"", "(tu 2019 a b)" },
	{ "\"a \\\"b\\\" c\"", "(a b c)" },
	{ "dc.creator = \"a \\\"b\"", "issuer:\"a b\"" },
	/* Prefixes are the query's to choose. */
	{ "> t=\"info:srw/cql-context-set/1/dc-v1.1\" t.title=rừng",
	  "title:\"rừng\"" },
};

START_TEST(cql__queries)
{
	struct vb_query query;

	convert(queries[_i].cql);
	ck_assert_msg(!got.code, "%s: diagnostic %d", queries[_i].cql,
		      got.code);
	is(got.query, queries[_i].want, queries[_i].cql);
	ck_assert_int_eq(vb_query_parse(&query, &arena, got.query, NULL),
			 VB_OK);
	ck_assert_uint_eq(query.ignored, 0);
	ck_assert_ptr_nonnull(query.root);
}
END_TEST

/* Numbers of http://www.loc.gov/standards/sru/diagnostics/ */
static const struct {
	const char *cql;
	int code;
	const char *details;
} refused[] = {
	{ "", 10, "" },
	{ "(((", 10, "" },
	{ "a and", 10, "" },
	{ "dc.title =", 10, "" },
	{ "05/NQ-HĐND and (", 10, "" },
	{ "xx.title = a", 15, "xx" },
	{ "> x=\"http://x.example/\" x.title = a", 15, "http://x.example/" },
	{ "dc.nothing = a", 16, "dc.nothing" },
	{ "dc.title frob a", 19, "frob" },
	{ "dc.title <> a", 19, "<>" },
	{ "dc.title =/stem a", 20, "stem" },
	{ "dc.title < a", 22, "<" },
	{ "dc.date any 2019", 22, "any" },
	{ "\"\"", 27, "" },
	{ "a and \"...\"", 27, "" },
	{ "ph?ng", 28, "ph?ng" },
	{ "*ng", 28, "*ng" },
	{ "dc.type = ngh*", 28, "ngh*" },
	{ "cql.anywhere exact \"giá đấ*\"", 28, "giá đấ*" },
	{ "ab*", 29, NULL },
	{ "abc* and abd* and abe*", 30, NULL },
	{ "\"^giá\"", 31, "^giá" },
	{ "dc.date = hôm-nay", 36, "hôm-nay" },
	{ "dc.date = 2019-02-29", 36, "2019-02-29" },
	{ "dc.date within 2019", 36, "2019" },
	{ "a prox b", 39, "prox" },
	{ "a and/rel.x b", 46, "and" },
	{ "a sortby dc.date dc.title", 84, "dc.title" },
	{ "a sortby dc.title", 80, "dc.title" },
	{ "a sortby dc.date/sort.missingOmit", 82, "sort.missingOmit" },
};

START_TEST(cql__diagnostics)
{
	convert(refused[_i].cql);
	ck_assert_msg(got.code == (enum vb_cql_code)refused[_i].code,
		      "%s: %d, not %d", refused[_i].cql, got.code,
		      refused[_i].code);
	if (refused[_i].details)
		is(got.details, refused[_i].details, refused[_i].cql);
	ck_assert_str_ne(vb_cql_message(got.code), "");
}
END_TEST

static const struct {
	const char *cql;
	enum vb_cql_sort want;
} sorted[] = {
	{ "a sortby dc.date", VB_CQL_BY_OLDEST },
	{ "a sortby dc.date/sort.ascending", VB_CQL_BY_OLDEST },
	{ "a sortby dc.date/sort.descending", VB_CQL_BY_NEWEST },
	{ "a sortby dc.identifier", VB_CQL_BY_NUMBER },
	{ "a sortby relevance", VB_CQL_BY_RELEVANCE },
};

START_TEST(cql__sortby)
{
	convert(sorted[_i].cql);
	ck_assert_int_eq(got.code, VB_CQL_FINE);
	ck_assert(got.sorted);
	ck_assert_int_eq(got.sort, sorted[_i].want);
	is(got.query, "(a)", sorted[_i].cql);
}
END_TEST

/* Many operators, and groups in groups, are refused or answered in time. */
START_TEST(cql__limits)
{
	struct vb_buf cql = VB_BUF_INIT(1 << 20);
	int i;

	for (i = 0; i < 90; i++)
		ck_assert(!vb_buf_printf(&cql, "%sa", i ? " and " : ""));
	convert(vb_buf_cstr(&cql));
	ck_assert_int_eq(got.code, VB_CQL_FINE);
	for (i = 0; i < 20; i++)
		ck_assert(!vb_buf_append_cstr(&cql, " and a"));
	convert(vb_buf_cstr(&cql));
	ck_assert_int_eq(got.code, VB_CQL_BOOLEANS);
	vb_buf_truncate(&cql, 0);
	for (i = 0; i < 40; i++)
		ck_assert(!vb_buf_printf(&cql, "(a %s ", i & 1 ? "and" : "or"));
	ck_assert(!vb_buf_append_cstr(&cql, "a"));
	for (i = 0; i < 40; i++)
		ck_assert(!vb_buf_append_char(&cql, ')'));
	convert(vb_buf_cstr(&cql));
	ck_assert_int_eq(got.code, VB_CQL_BOOLEANS);
	vb_buf_truncate(&cql, 0);
	for (i = 0; i < 4000; i++)
		ck_assert(!vb_buf_append_char(&cql, '('));
	convert(vb_buf_cstr(&cql));
	ck_assert_int_eq(got.code, VB_CQL_SYNTAX);
	for (i = 0; i < 97; i++)
		ck_assert(!vb_buf_append_char(&cql, 'a'));
	convert(vb_buf_cstr(&cql));
	ck_assert_int_eq(got.code, VB_CQL_TOO_LONG);
	vb_buf_clear(&cql);
}
END_TEST

/* The scanClause of SRU 1.1 and 1.2: an index and a term. */
static const struct {
	const char *clause;
	int code;
	const char *field, *term;
} scans[] = {
	{ "dc.title = giá", 0, "title", "giá" },
	{ "dc.title=\"\"", 0, "title", "" },
	{ "title exact \"giá đất\"", 0, "title", "giá đất" },
	{ "dc.title = giá đất", 0, "title", "giá đất" },
	{ "vanban.number scr \"05/NQ-HĐND\"", 0, "number", "05/NQ-HĐND" },
	{ "dc.date = 2019", 0, "date", "2019" },
	{ "vanban.status = x", 0, "status", "x" },
	{ "giá", 16, NULL, NULL }, /* the whole text is no list */
	{ "cql.allRecords = 1", 16, NULL, NULL },
	{ "dc.nothing = 1", 16, NULL, NULL },
	{ "marc.245 = 1", 15, NULL, NULL },
	{ "dc.date > 2019", 19, NULL, NULL },
	{ "dc.date within \"2018 2019\"", 19, NULL, NULL },
	{ "dc.title any a", 19, NULL, NULL },
	{ "dc.title =/stem a", 20, NULL, NULL },
	{ "dc.title = a and dc.title = b", 10, NULL, NULL },
	{ "dc.title = a sortby dc.date", 10, NULL, NULL },
	{ "(dc.title", 10, NULL, NULL },
	{ "", 10, NULL, NULL },
};

START_TEST(cql__scans)
{
	struct vb_cql_scan scan;
	const char *clause = scans[_i].clause;

	vb_arena_reset(&arena);
	ck_assert_int_eq(vb_cql_scan(&scan, &arena, vb_str_from(clause), NULL),
			 VB_OK);
	ck_assert_msg((int)scan.code == scans[_i].code, "%s: %d", clause,
		      scan.code);
	if (scan.code)
		return;
	ck_assert_str_eq(scan.field, scans[_i].field);
	is(scan.term, scans[_i].term, clause);
}
END_TEST

START_TEST(cql__scan_limit)
{
	static char longest[VB_CQL_BYTES + 2];
	struct vb_cql_scan scan;

	memset(longest, 'a', VB_CQL_BYTES + 1);
	vb_arena_reset(&arena);
	ck_assert_int_eq(vb_cql_scan(&scan, &arena, vb_str_from(longest), NULL),
			 VB_OK);
	ck_assert_int_eq(scan.code, VB_CQL_TOO_LONG);
}
END_TEST

#else

static struct vb_arena arena;
static struct vb_cql got;

START_TEST(cql__without_libyaz)
{
	ck_assert_int_eq(vb_cql_convert(&got, &arena, VB_STR("a"), NULL),
			 VB_OK);
	ck_assert_int_eq(got.code, VB_CQL_OPERATION);
}
END_TEST

#endif

/* SRU 1.1: path,schema,ascending */
static const struct {
	const char *keys;
	int code;
	enum vb_cql_sort want;
} keys[] = {
	{ "dc.date", 0, VB_CQL_BY_OLDEST },
	{ "dc.date,,1", 0, VB_CQL_BY_OLDEST },
	{ "dc.date,,0", 0, VB_CQL_BY_NEWEST },
	{ "date,info:srw/schema/1/dc-v1.1,0", 0, VB_CQL_BY_NEWEST },
	{ "dc.identifier,,0", 82, VB_CQL_BY_RELEVANCE },
	{ "dc.date,,2", 6, VB_CQL_BY_RELEVANCE },
	{ "dc.date dc.title", 84, VB_CQL_BY_RELEVANCE },
	{ ",,1", 6, VB_CQL_BY_RELEVANCE },
	{ "x.y", 15, VB_CQL_BY_RELEVANCE },
};

START_TEST(cql__sort_keys)
{
	struct vb_cql cql = { .code = VB_CQL_FINE };

	vb_cql_sort_keys(&cql, vb_str_from(keys[_i].keys));
	ck_assert_msg((int)cql.code == keys[_i].code, "%s: %d", keys[_i].keys,
		      cql.code);
	if (!cql.code)
		ck_assert_int_eq(cql.sort, keys[_i].want);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("cql");
	TCase *t = tcase_create("cql");
	int failed;

#ifdef VB_HAVE_YAZ
	tcase_add_loop_test(t, cql__queries, 0, N(queries));
	tcase_add_loop_test(t, cql__diagnostics, 0, N(refused));
	tcase_add_loop_test(t, cql__sortby, 0, N(sorted));
	tcase_add_test(t, cql__limits);
	tcase_add_loop_test(t, cql__scans, 0, N(scans));
	tcase_add_test(t, cql__scan_limit);
#else
	tcase_add_test(t, cql__without_libyaz);
#endif
	tcase_add_loop_test(t, cql__sort_keys, 0, N(keys));
	suite_add_tcase(s, t);
	failed = run_suite(s);
	vb_arena_clear(&arena);
	return failed;
}
