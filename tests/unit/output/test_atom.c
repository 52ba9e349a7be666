/*
 * The feed, as an XML parser reads it: what RFC 4287 asks of a feed and of an
 * entry, RFC 5005 of pages, OpenSearch 1.1 of counts.
 */
#include <libxml/parser.h>

#include "answer.h"
#include "output/atom.h"
#include "xml.h"

static struct vb_atom_entry entries[2];
static struct vb_atom feed;

static void setup_feed(void)
{
	setup();
	results.offset = 20;
	results.total = 42;
	entries[0] = (struct vb_atom_entry){
		.hit = &hits[0],
		.id = VB_STR("tag:example.vn,2024:nq-5"),
		.updated = "2024-07-11T01:02:03Z",
		.page = VB_STR("https://example.vn/doc/nq-5?a=1&b=2"),
		.json = VB_STR("https://example.vn/api/v1/documents/nq-5"),
	};
	entries[1] = (struct vb_atom_entry){
		.hit = &hits[1],
		.id = VB_STR("tag:example.vn,2024:bai-1"),
		.updated = "2024-07-12T00:00:00Z",
	};
	feed = (struct vb_atom){
		.id = VB_STR("tag:example.vn,2024:feed"),
		.title = VB_STR("giá \"đất\" <tìm>"),
		.author = VB_STR("example.vn"),
		.updated = "2024-07-12T00:00:00Z",
		.vietnamese = true,
		.query = VB_STR("giá \"đất\""),
		.self = VB_STR("https://example.vn/feed.atom?q=1&offset=20"),
		.next = VB_STR("https://example.vn/feed.atom?q=1&offset=40"),
		.previous = VB_STR("https://example.vn/feed.atom?q=1"),
		.results = &results,
		.per_page = 20,
		.entries = entries,
	};
	ck_assert_int_eq(vb_output_atom(&out, &feed), VB_OK);
	xml_read(&out);
}

static void teardown_feed(void)
{
	xml_clear();
	teardown();
}

#define ENTRY "/a:feed/a:entry[1]/"
#define BARE "/a:feed/a:entry[2]/"
#define SEARCH                                                                 \
	"namespace-uri()='http://a9.com/-/spec/opensearch/1.1/' and "          \
	"local-name()="

static const struct {
	const char *path, *want;
} cases[] = {
	/* 4.1.1: exactly one id, title and updated, an author, a self link */
	{ "count(/a:feed)", "1" },
	{ "count(/a:feed/a:id)", "1" },
	{ "string(/a:feed/a:id)", "tag:example.vn,2024:feed" },
	{ "string(/a:feed/a:title)", "giá \"đất\" <tìm>" },
	{ "string(/a:feed/a:updated)", "2024-07-12T00:00:00Z" },
	{ "string(/a:feed/a:author/a:name)", "example.vn" },
	{ "count(/a:feed/a:subtitle)", "0" },
	{ "string(/a:feed/@xml:lang)", "vi" },
	{ "string(/a:feed/a:link[@rel='self']/@href)",
	  "https://example.vn/feed.atom?q=1&offset=20" },
	{ "string(/a:feed/a:link[@rel='self']/@type)", "application/atom+xml" },
	/* RFC 5005, 3 */
	{ "string(/a:feed/a:link[@rel='next']/@href)",
	  "https://example.vn/feed.atom?q=1&offset=40" },
	{ "string(/a:feed/a:link[@rel='previous']/@href)",
	  "https://example.vn/feed.atom?q=1" },
	{ "count(/a:feed/a:link[@rel='first' or @rel='last'])", "0" },
	/* OpenSearch counts from one */
	{ "string(/a:feed/*[" SEARCH "'totalResults'])", "42" },
	{ "string(/a:feed/*[" SEARCH "'startIndex'])", "21" },
	{ "string(/a:feed/*[" SEARCH "'itemsPerPage'])", "20" },
	{ "string(/a:feed/*[" SEARCH "'Query']/@searchTerms)", "giá \"đất\"" },
	{ "string(/a:feed/*[" SEARCH "'Query']/@role)", "request" },
	/* 4.1.2 */
	{ "count(/a:feed/a:entry)", "2" },
	{ "string(" ENTRY "a:id)", "tag:example.vn,2024:nq-5" },
	{ "string(" ENTRY "a:title)", "Nghị quyết về giá đất" },
	{ "string(" ENTRY "a:updated)", "2024-07-11T01:02:03Z" },
	/* 3.3: midnight of a day in Vietnam */
	{ "string(" ENTRY "a:published)", "2024-07-10T00:00:00+07:00" },
	{ "string(" ENTRY "a:author/a:name)", "HĐND tỉnh" },
	{ "string(" ENTRY "a:link[@type='text/html']/@href)",
	  "https://example.vn/doc/nq-5?a=1&b=2" },
	{ "count(" ENTRY "a:link[@rel='alternate'])", "2" },
	{ "string(" ENTRY "a:link[@rel='via']/@href)", "https://example.vn/5" },
	{ "string(" ENTRY "a:category/@term)", "nghi-quyet" },
	{ "string(" ENTRY "a:category/@label)", "Nghị quyết" },
	/* 3.1.1.2: HTML within is escaped once more */
	{ "string(" ENTRY "a:summary/@type)", "html" },
	{ "count(" ENTRY "a:summary/*)", "0" },
	{ "string(" ENTRY "a:summary)",
	  "… <mark>Giá</mark> <mark>đất</mark> &amp; hơn" },
	/* without a title, a date, an issuer or an address */
	{ "string(" BARE "a:title)", "bai-1" },
	{ "count(" BARE "a:published)", "0" },
	{ "count(" BARE "a:author)", "0" },
	{ "count(" BARE "a:link)", "0" },
	{ "count(" BARE "a:category)", "0" },
	{ "count(" BARE "a:summary)", "0" },
};

START_TEST(atom__cases)
{
	xml_check(cases[_i].path, cases[_i].want);
}
END_TEST

/* Only the web's addresses: a program may follow what it reads. */
START_TEST(atom__no_foreign_scheme)
{
	vb_buf_truncate(&out, 0);
	hits[0].url = VB_STR("javascript:alert(1)");
	ck_assert_int_eq(vb_output_atom(&out, &feed), VB_OK);
	xml_clear();
	xml_read(&out);
	xml_check("count(//a:link[@rel='via'])", "0");
}
END_TEST

/* A day that is none is no day of publication. */
START_TEST(atom__no_such_day)
{
	vb_buf_truncate(&out, 0);
	hits[0].date = VB_STR("2023-02-29");
	ck_assert_int_eq(vb_output_atom(&out, &feed), VB_OK);
	xml_clear();
	xml_read(&out);
	xml_check("count(//a:published)", "0");
}
END_TEST

START_TEST(atom__too_big)
{
	struct vb_buf small = VB_BUF_INIT(500);

	ck_assert_int_eq(vb_output_atom(&small, &feed), VB_TOO_BIG);
	vb_buf_clear(&small);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("atom");
	TCase *tc = tcase_create("atom");

	tcase_add_checked_fixture(tc, setup_feed, teardown_feed);
	tcase_add_loop_test(tc, atom__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, atom__no_foreign_scheme);
	tcase_add_test(tc, atom__no_such_day);
	tcase_add_test(tc, atom__too_big);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
