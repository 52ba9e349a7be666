/*
 * What a search leaves out when its time is too short. The clock is real:
 * a share of nothing is over at the first look, one of an hour never is.
 */
#include "index/haste.h"

#include "built.h"
#include "index/searcher.h"

#define HOUR_MS 3600000
#define DOCS 200

#define COUNTS "too many matches to count: counts are of the best hits"
#define WORDS "too many matches: only the rarest words were searched"
#define UNREAD "too many matches: not all of them were looked at"

/* DOCS documents, more than are considered before the clock is looked at. */
static void setup(void)
{
	make_dir();
	put_many("d", 0, DOCS, "Một hai ba bốn năm sáu bảy");
	update_index(false);
}

/* Which of the tries have no time. */
static const struct vb_haste_shares none = { .levels = { { 0, 0 } } };
static const struct vb_haste_shares no_first = {
	.levels = { { 0, 0 }, { 100, 100 }, { 100, 100 } },
	.reading = { 100, 100 },
};
static const struct vb_haste_shares no_work = {
	.levels = { { 100, 0 }, { 100, 0 }, { 100, 100 } },
	.reading = { 100, 100 },
};

static struct vb_results search_in(const struct vb_haste_shares *shares,
				   struct vb_request request)
{
	vb_searcher *s = open_searcher();
	struct vb_results r;

	s->shares = shares;
	request.timeout_ms = HOUR_MS;
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	vb_searcher_close(s);
	return r;
}

#define ASK(shares, text, ...)                                                 \
	search_in(shares, (struct vb_request){ .query = VB_STR(text),          \
					       .n = 1000,                      \
					       .duplicates = true,             \
					       __VA_ARGS__ })

/* Microseconds from the start, by the clock and of work. */
static const struct {
	int timeout_ms;
	enum vb_haste level;
	int64_t clock, cpu, reading_clock, reading_cpu;
} limits[] = {
	{ 500, VB_HASTE_NONE, 200000, 110000, 250000, 170000 },
	{ 500, VB_HASTE_COUNTS, 250000, 160000, 270000, 180000 },
	{ 500, VB_HASTE_WORDS, 300000, 200000, 320000, 220000 },
	/* who waits longer does not make it work more */
	{ 10000, VB_HASTE_NONE, 4000000, 110000, 5000000, 170000 },
	{ 10000, VB_HASTE_WORDS, 6000000, 200000, 6400000, 220000 },
	/* who waits less makes it work less */
	{ 100, VB_HASTE_NONE, 40000, 22000, 50000, 34000 },
	{ 100, VB_HASTE_WORDS, 60000, 40000, 64000, 44000 },
};

START_TEST(haste__limits)
{
	struct vb_haste_time t;
	struct vb_limit limit, reading;

	vb_haste_begin(&t, limits[_i].timeout_ms, NULL);
	limit = vb_haste_limit(&t, limits[_i].level);
	reading = vb_haste_reading(&t, limits[_i].level);
	ck_assert_int_eq(limit.clock - t.start.clock, limits[_i].clock);
	ck_assert_int_eq(limit.cpu - t.start.cpu, limits[_i].cpu);
	ck_assert_int_eq(reading.clock - t.start.clock,
			 limits[_i].reading_clock);
	ck_assert_int_eq(reading.cpu - t.start.cpu, limits[_i].reading_cpu);
}
END_TEST

START_TEST(haste__over)
{
	struct vb_haste_time t;

	vb_haste_begin(&t, HOUR_MS, NULL);
	ck_assert(!vb_haste_over(&t));
	vb_haste_begin(&t, -1, NULL);
	ck_assert(vb_haste_over(&t));
}
END_TEST

START_TEST(haste__none)
{
	struct vb_results r = ASK(NULL, "một", .facets = true);

	ck_assert(!r.hasty);
	ck_str(r.notes, "");
	ck_assert_uint_eq(r.n_hits, DOCS);
	ck_assert_uint_eq(r.total, DOCS);
	ck_assert(r.exact);
}
END_TEST

/* Without the time to count everything; by either clock. */
START_TEST(haste__counts)
{
	const struct vb_haste_shares *shares[] = { &no_first, &no_work };
	const char *notes[] = { COUNTS, WORDS };

	for (size_t i = 0; i < 2; i++) {
		struct vb_results r = ASK(shares[i], "một", .facets = true);

		ck_assert(r.hasty);
		ck_str(r.notes, notes[i]);
		ck_assert_uint_eq(r.n_hits, DOCS);
		ck_assert_uint_eq(r.n_facets, 7);
	}
}
END_TEST

/* Where nothing is to be counted the second try would be the first again. */
START_TEST(haste__nothing_to_count)
{
	struct vb_results r = ASK(&no_first, "một");

	ck_assert(!r.hasty);
	ck_assert_uint_eq(r.n_hits, DOCS);
}
END_TEST

/* The last try never fails: it looks at 64 documents in any case. */
START_TEST(haste__last_try)
{
	static const enum vb_sort sorts[] = { VB_SORT_RELEVANCE, VB_SORT_NEWEST,
					      VB_SORT_NUMBER };

	for (size_t i = 0; i < 3; i++) {
		struct vb_results r = ASK(&none, "một", .sort = sorts[i]);

		ck_assert(r.hasty);
		ck_str(r.notes, UNREAD);
		ck_assert(!r.exact);
		ck_assert_uint_eq(r.n_hits, 64);
	}
}
END_TEST

/* … which may be all that there are. */
START_TEST(haste__last_try_of_few)
{
	struct vb_results r = ASK(&none, "\"thứ 17\" -xyz");

	ck_assert(r.hasty);
	ck_assert_str_eq(hits_of(&r), "d-17:all");
	r = ASK(&none, "17");
	ck_assert(r.hasty);
	ck_str(r.notes, WORDS);
	ck_assert_str_eq(hits_of(&r), "d-17:all");
}
END_TEST

/* Ten texts are read whatever the time. */
START_TEST(haste__reading)
{
	struct vb_results r = ASK(&none, "\"hai ba\"");

	ck_assert(r.hasty);
	ck_str(r.notes, UNREAD);
	ck_assert(!r.exact);
	ck_assert_uint_eq(r.n_hits, 10);
	r = ASK(NULL, "\"hai ba\"");
	ck_assert(!r.hasty);
	ck_assert(r.exact);
	ck_assert_uint_eq(r.n_hits, DOCS);
}
END_TEST

/* Estimates of what was not read: never more than there is. */
START_TEST(haste__sorted_phrases)
{
	struct vb_results r =
		ASK(&none, "\"hai ba\" OR \"bốn năm\"", .sort = VB_SORT_OLDEST);

	ck_assert(!r.exact);
	ck_assert_uint_le(r.total, DOCS);
}
END_TEST

/* Of a long page those behind the first ten go without snippets. */
START_TEST(haste__snippets)
{
	struct vb_results r = ASK(&none, "một", .snippets = true);

	ck_assert_uint_eq(r.n_hits, 64);
	for (size_t i = 0; i < r.n_hits; i++)
		ck_assert(!r.hits[i].snippet.text.len == (i >= 10));
	r = ASK(NULL, "một", .snippets = true);
	ck_assert(!r.hasty);
	for (size_t i = 0; i < r.n_hits; i++)
		ck_assert(r.hits[i].snippet.text.len);
}
END_TEST

/* A big tree that finds nothing looks at the clock within. */
START_TEST(haste__big_tree)
{
	struct vb_results r =
		ASK(&none, "(một OR hai) AND (ba OR bốn) AND (bài -thứ) AND "
			   "(năm OR sáu OR bảy OR tám OR chín OR mười) AND "
			   "(không OR có OR gì)");

	ck_assert(r.hasty);
	ck_assert_uint_eq(r.n_hits, 0);
	r = ASK(NULL, "(một OR hai) AND (ba OR bốn) AND (bài -xyz) AND "
		      "(năm OR sáu OR bảy OR tám OR chín OR mười) AND "
		      "(17 OR 18 OR 999)");
	ck_assert(!r.hasty);
	ck_assert_uint_eq(r.n_hits, 2);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/haste");
	TCase *t = tcase_create("haste");

	tcase_add_checked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, haste__limits, 0,
			    sizeof(limits) / sizeof(limits[0]));
	tcase_add_test(t, haste__over);
	tcase_add_test(t, haste__none);
	tcase_add_test(t, haste__counts);
	tcase_add_test(t, haste__nothing_to_count);
	tcase_add_test(t, haste__last_try);
	tcase_add_test(t, haste__last_try_of_few);
	tcase_add_test(t, haste__reading);
	tcase_add_test(t, haste__sorted_phrases);
	tcase_add_test(t, haste__snippets);
	tcase_add_test(t, haste__big_tree);
	suite_add_tcase(s, t);
	return run_suite(s);
}
