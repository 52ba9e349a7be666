#include "built.h"

/*
 * Documents whose words, dates, numbers and doubles make every step of a
 * search and every order bite. However it is cut into pages, an answer is the
 * same.
 */
#define DOCUMENTS 400

/* A document that is the same for the same `i`. */
static void write_line(struct vb_buf *line, int i)
{
	int same = i - (i % 5 == 4); /* every fifth has the text before it */

	ck_ok(vb_buf_printf(line, "{\"id\": \"d%d\", ", i));
	if (same % 4)
		ck_ok(vb_buf_printf(line, "\"date\": \"20%02d-0%d-1%d\", ",
				    10 + same % 7, 1 + same % 9, same % 10));
	if (i % 3 == 0)
		ck_ok(vb_buf_printf(line,
				    "\"number\": \"%d/NQ-HĐND\", "
				    "\"type\": \"Nghị quyết\", ",
				    i));
	ck_ok(vb_buf_printf(line, "\"title\": \"Bài %d\", \"text\": \"%s%s%s",
			    same, same % 2 ? "giá đất rừng biển " : "",
			    same % 3 ? "gia dat " : "giá ",
			    same % 7 ? "đất ở nông thôn" : "rừng xa"));
	for (int k = 0; k < same % 11; k++)
		ck_ok(vb_buf_append_cstr(line, " từ khác nữa"));
	if (same % 50 == 7)
		ck_ok(vb_buf_append_cstr(line, " số 12/NQ-HĐND hải đảo"));
	ck_ok(vb_buf_append_cstr(line, "\"}"));
}

static void setup(void)
{
	struct vb_buf line = VB_BUF_INIT(1 << 16);
	vb_archive *ar;

	make_dir();
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_ok(vb_archive_begin(ar, &err));
	for (int i = 0; i < DOCUMENTS; i++) {
		vb_buf_truncate(&line, 0);
		write_line(&line, i);
		put_line(ar, vb_buf_str(&line), VB_READ_WHOLE);
	}
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	vb_buf_clear(&line);
	update_index(false);
}

static const char *const queries[] = {
	"giá đất",	     /* all, marks */
	"rừng hải đảo",	     /* all, then some */
	"gia dat",	     /* any marks */
	"12/NQ-HĐND",	     /* number, cited */
	"\"giá đất\"",	     /* a phrase, confirmed */
	"\"gia dat\"",	     /* a pair */
	"\"đất ở\" OR biển", /* steps that overlap */
	"rừng -biển",	     "giá đất rừng biển nông thôn xa",
	"loai:nghi-quyet",   "từ*",
};
#define QUERIES (int)(sizeof(queries) / sizeof(queries[0]))

/* The answer to all, and how often each of its hits came on the pages. */
static void check_pages(struct vb_request request, size_t n)
{
	struct vb_results all, page;
	size_t at = 0;

	request.n = VB_SEARCH_PAGE;
	all = run_request(&request);
	ck_assert_uint_gt(all.n_hits, 0);
	ck_assert(all.exact);
	ck_assert_uint_eq(all.total, all.n_hits);
	request.n = n;
	do {
		request.offset = at;
		page = run_request(&request);
		if (page.exact)
			ck_assert_uint_eq(page.total, all.total);
		for (size_t i = 0; i < page.n_hits; i++, at++) {
			ck_assert_uint_lt(at, all.n_hits);
			ck_assert_msg(
				vb_str_eq(page.hits[i].id, all.hits[at].id),
				"'%.*s', order %d, place %zu: %.*s, of "
				"all %.*s",
				VB_STR_ARG(request.query), request.sort, at,
				VB_STR_ARG(page.hits[i].id),
				VB_STR_ARG(all.hits[at].id));
		}
	} while (page.n_hits == n);
	ck_assert_uint_eq(at, all.n_hits);
}

START_TEST(paging__is_the_answer_cut)
{
	for (int sort = 0; sort <= VB_SORT_NUMBER; sort++)
		for (int d = 0; d < 2; d++)
			check_pages(
				(struct vb_request){
					.query = vb_str_from(queries[_i]),
					.sort = (enum vb_sort)sort,
					.duplicates = d },
				7);
	check_pages((struct vb_request){ .query = vb_str_from(queries[_i]),
					 .facets = true },
		    50);
}
END_TEST

/* The first few are those of many: Xapian's AND_MAYBE once lost one. */
START_TEST(paging__few_are_the_first_of_many)
{
	struct vb_request request = { .query = vb_str_from(queries[_i]),
				      .n = VB_SEARCH_PAGE };
	struct vb_results all = run_request(&request);

	for (request.n = 1; request.n < 30; request.n++) {
		struct vb_results few = run_request(&request);

		for (size_t i = 0; i < few.n_hits; i++)
			ck_assert(vb_str_eq(few.hits[i].id, all.hits[i].id));
	}
}
END_TEST

/* No hit twice, also of several steps. */
START_TEST(paging__no_hit_twice)
{
	struct vb_request request = { .query = vb_str_from(queries[_i]),
				      .n = VB_SEARCH_PAGE };
	struct vb_results r = run_request(&request);

	for (size_t i = 0; i < r.n_hits; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert(!vb_str_eq(r.hits[i].id, r.hits[k].id));
}
END_TEST

/* What has no date stands last, oldest first and newest first. */
START_TEST(paging__undated_last)
{
	struct vb_request request = { .query = VB_STR("giá"),
				      .n = VB_SEARCH_PAGE,
				      .sort = _i ? VB_SORT_OLDEST :
						   VB_SORT_NEWEST };
	struct vb_results r = run_request(&request);
	struct vb_str last = r.hits[0].date;
	size_t undated = 0;

	ck_assert_uint_gt(last.len, 0);
	for (size_t i = 1; i < r.n_hits; i++) {
		struct vb_str date = r.hits[i].date;
		int order = vb_str_cmp(last, date);

		undated += !date.len;
		ck_assert(!date.len || !undated);
		ck_assert(!date.len || (_i ? order <= 0 : order >= 0));
		last = date;
	}
	ck_assert_uint_gt(undated, 0);
}
END_TEST

/* Facets count as the total does: what is folded into one hit, once. */
static void check_kind(struct vb_request request, const struct vb_facet *kinds)
{
	uint64_t sum = 0;

	ck_assert_str_eq(kinds->name, "kind");
	for (size_t i = 0; i < kinds->n; i++) {
		struct vb_results of;

		request.filters[VB_FILTER_KIND] = kinds->values[i].value;
		of = run_request(&request);
		ck_assert_uint_eq(of.n_hits, kinds->values[i].count);
		sum += kinds->values[i].count;
	}
	request.filters[VB_FILTER_KIND] = VB_STR_EMPTY;
	if (request.duplicates)
		ck_assert_uint_eq(sum, run_request(&request).total);
}

START_TEST(paging__facets_add_up)
{
	struct vb_request request = { .query = vb_str_from(queries[_i]),
				      .n = VB_SEARCH_PAGE,
				      .facets = true };
	struct vb_results folded = run_request(&request), all;

	check_kind(request, &folded.facets[3]);
	request.duplicates = true;
	all = run_request(&request);
	ck_assert(all.exact);
	check_kind(request, &all.facets[3]);
	ck_assert_uint_le(folded.total, all.total);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/paging");
	TCase *t = tcase_create("paging");

	tcase_add_unchecked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, paging__is_the_answer_cut, 0, QUERIES);
	tcase_add_loop_test(t, paging__few_are_the_first_of_many, 0, QUERIES);
	tcase_add_loop_test(t, paging__no_hit_twice, 0, QUERIES);
	tcase_add_loop_test(t, paging__undated_last, 0, 2);
	tcase_add_loop_test(t, paging__facets_add_up, 0, QUERIES);
	suite_add_tcase(s, t);
	return run_suite(s);
}
