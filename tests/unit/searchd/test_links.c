/* The pages of an answer: their addresses, and the Link header of RFC 8288. */
#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "../../../searchd/links.h"

static struct request request;
static struct links links;

static void ask(const char *target)
{
	request.target = vb_str_from(target);
	url_split(&request.url, request.target);
	ck_assert_int_eq(url_params(&request.url, &request.arena, NULL), VB_OK);
}

static void setup(void)
{
	memset(&request, 0, sizeof(request));
}

static void teardown(void)
{
	vb_arena_clear(&request.arena);
}

#define P "/s?q=%C4%91%E1%BA%A5t%20%26&n=10" /* đất & */

static const struct {
	const char *target;
	struct links_place place; /* offset, n, shown, total, exact */
	const char *first, *previous, *next, *last;
} cases[] = {
	{ "/x?q=a", { 0, 10, 0, 0, true }, "/s?q=a", "", "", "/s?q=a" },
	{ "/x?q=a", { 0, 10, 10, 10, true }, "/s?q=a", "", "", "/s?q=a" },
	{ "/x?q=a",
	  { 0, 10, 10, 11, true },
	  "/s?q=a",
	  "",
	  "/s?q=a&offset=10",
	  "/s?q=a&offset=10" },
	{ "/x?q=%C4%91%E1%BA%A5t+%26&n=10&offset=10&other=1",
	  { 10, 10, 10, 40, true },
	  P,
	  P,
	  P "&offset=20",
	  P "&offset=30" },
	/* back from where no page begins */
	{ "/x?q=a&offset=5",
	  { 5, 10, 4, 9, true },
	  "/s?q=a",
	  "/s?q=a",
	  "",
	  "/s?q=a" },
	/* how many there are is not known: on while pages are full */
	{ "/x?q=a",
	  { 0, 10, 10, 12, false },
	  "/s?q=a",
	  "",
	  "/s?q=a&offset=10",
	  "" },
	{ "/x?q=a", { 0, 10, 9, 99, false }, "/s?q=a", "", "", "" },
	/* no page ends past the 10,000th */
	{ "/x?q=a",
	  { 9990, 10, 10, 50000, true },
	  "/s?q=a",
	  "/s?q=a&offset=9980",
	  "",
	  "/s?q=a&offset=9990" },
	{ "/x?q=a", { 0, 0, 0, 50, true }, "", "", "", "" },
};

static void check(struct vb_str got, const char *want, const char *what)
{
	ck_assert_msg(vb_str_eq(got, vb_str_from(want)),
		      "%d %s: got '%.*s', want '%s'", 0, what, VB_STR_ARG(got),
		      want);
}

START_TEST(links__cases)
{
	ask(cases[_i].target);
	ck_assert_int_eq(links_make(&links, &request, "/s", &cases[_i].place),
			 VB_OK);
	check(links.first, cases[_i].first, "first");
	check(links.previous, cases[_i].previous, "previous");
	check(links.next, cases[_i].next, "next");
	check(links.last, cases[_i].last, "last");
}
END_TEST

START_TEST(links__header)
{
	struct links_place place = { 10, 10, 10, 30, true };

	ask("/x?q=a");
	ck_assert_int_eq(links_make(&links, &request, "/s", &place), VB_OK);
	ck_assert_int_eq(links_header(&request, &links), VB_OK);
	ck_assert_str_eq(request.reply.links,
			 "</s?q=a>; rel=\"first\", </s?q=a>; rel=\"prev\", "
			 "</s?q=a&offset=20>; rel=\"next\", "
			 "</s?q=a&offset=20>; rel=\"last\"");
}
END_TEST

/* Nothing that was typed ends the reference or the header. */
START_TEST(links__header_payload)
{
	struct links_place place = { 0, 10, 10, 10, true };

	ask("/x?q=%0D%0AX:%20y%3E%22,");
	ck_assert_int_eq(links_make(&links, &request, "/s", &place), VB_OK);
	check(links.first, "/s?q=%0D%0AX%3A%20y%3E%22%2C", "first");
}
END_TEST

/* The search itself: neither page nor what is not of a search. */
START_TEST(links__search)
{
	ask("/x?offset=20&n=5&type=chi-thi&q=a&foreign=1");
	check(links_search(&request, "/feed.atom"),
	      "/feed.atom?q=a&type=chi-thi", "search");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("links");
	TCase *tc = tcase_create("links");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, links__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, links__header);
	tcase_add_test(tc, links__header_payload);
	tcase_add_test(tc, links__search);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
