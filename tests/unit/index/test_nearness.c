#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "index/nearness.h"
#include "text/token.h"

static struct vb_arena arena;
static struct vb_sought sought;

/* The query's words, all neighbours, each pair weighing the same. */
static void ask(struct vb_near_query *q, const char *words)
{
	struct vb_token token;
	vb_tokenizer t;

	*q = (struct vb_near_query){ 0 };
	memset(&sought, 0, sizeof(sought));
	vb_tokenizer_init(&t, vb_str_from(words));
	while (vb_tokenizer_next(&t, &token)) {
		struct vb_str fold;

		ck_assert(vb_arena_dup(&fold, &arena, token.fold));
		vb_near_add(q, fold, true);
		vb_sought_add(&sought, fold);
	}
}

static struct vb_nearness near_of(const struct vb_near_query *q,
				  struct vb_str text)
{
	struct vb_reading reading;
	struct vb_nearness got;

	vb_reading_begin(&reading, &sought, text);
	ck_assert_int_eq(vb_near_of(&got, q, &reading, &arena), VB_OK);
	return got;
}

static double line_of(const struct vb_near_query *q, struct vb_str text)
{
	struct vb_reading reading;

	vb_reading_begin(&reading, &sought, text);
	return vb_near_line(q, &reading);
}

static void clear(void)
{
	vb_arena_clear(&arena);
}

static const struct {
	const char *query, *text;
	double order, near, part;
} cases[] = {
	/* all of it, in order */
	{ "phòng chống ma túy", "Luật phòng, chống ma túy 2021", 1, 1, 1 },
	/* marks do not count here: BM25 has them */
	{ "phong chong ma tuy", "Luật phòng, chống ma túy 2021", 1, 1, 1 },
	/* one three of two, of the pairs two of three */
	{ "phòng chống ma túy", "phòng chống ma quỷ", .5, .5, 2 / 3. },
	/* the words are near, no two side by side */
	{ "ma túy", "túy của ma", 0, 1, 0 },
	/* eight words between are near, nine are not */
	{ "ma túy", "ma 1 2 3 4 5 6 7 túy", 0, 1, 0 },
	{ "ma túy", "ma 1 2 3 4 5 6 7 8 túy", 0, 0, 0 },
	{ "ma túy", "", 0, 0, 0 },
	{ "ma túy", "không có gì", 0, 0, 0 },
	{ "ma", "ma ma ma", 0, 0, 0 },
	{ "", "ma", 0, 0, 0 },
	/* two folds of one vb_brief_word: the text's is another word */
	{ "cha con", "cdn con", 0, 0, 0 },
	{ "số 20", "số 20 và số 20.000", 0, 1, 1 },
	{ "số 20000", "số 20.000", 0, 1, 1 },
};

START_TEST(near__cases)
{
	struct vb_nearness got;
	struct vb_near_query q;

	ask(&q, cases[_i].query);
	got = near_of(&q, vb_str_from(cases[_i].text));
	ck_assert_double_eq_tol(got.order, cases[_i].order, 1e-9);
	ck_assert_double_eq_tol(got.part, cases[_i].part, 1e-9);
	if (cases[_i].near == 0 || cases[_i].near == 1)
		ck_assert_double_eq_tol(got.near, cases[_i].near, 1e-9);
	else
		ck_assert(got.near > 0 && got.near < 1);
}
END_TEST

/* Of a line how much of the query it has, times how much of it that is; the
 * same for all white space but the end of a line. */
static const struct {
	const char *query, *text;
	double line;
} line_cases[] = {
	{ "phòng chống ma túy", "Phòng, chống ma túy", 1 },
	{ "phong chong ma tuy", "Luật phòng, chống\tma túy", 4 / 5. },
	{ "phòng chống ma túy", "Luật.\nphòng, chống ma túy\nnăm 2021", 1 },
	/* two pairs in a line, one in the other; not that across the end */
	{ "phòng chống ma túy", "phòng chống ma\ntúy ma túy", 2 / 3. },
	{ "phòng chống ma túy", "phòng chống\nma túy", 1 / 3. },
	/* the better of a half of four words of eight and a third of two */
	{ "phòng chống ma túy",
	  "phòng một\nchống phòng chống ma hai ba bốn năm", 2 / 3. * 3 / 8 },
	/* said twice it is not more of the query, but more of the line */
	{ "phòng chống ma túy", "ma túy ma túy và", 1 / 3. * 4 / 5 },
	{ "ma túy", "ma và túy", 0 },
	{ "ma túy", "\n\nma túy\n\n", 1 },
	{ "ma túy", "ma\r\ntúy", 0 },
	{ "ma túy", "\n", 0 },
	{ "ma túy", "", 0 },
	{ "ma", "ma", 0 },
};

START_TEST(near__line)
{
	struct vb_str text = vb_str_from(line_cases[_i].text);
	struct vb_nearness got;
	struct vb_near_query q;

	ask(&q, line_cases[_i].query);
	ck_assert_double_eq(near_of(&q, text).line, 0); /* not wanted */
	q.lines = true;
	got = near_of(&q, text);
	ck_assert_double_eq_tol(got.line, line_cases[_i].line, 1e-9);
	ck_assert_double_eq_tol(line_of(&q, text), line_cases[_i].line, 1e-9);
}
END_TEST

/* Words past those that are noted belong to their line all the same. */
START_TEST(near__line_of_many_events)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_near_query q;

	ask(&q, "ma túy");
	for (int i = 0; i < VB_NEAR_EVENTS; i++)
		ck_assert_int_eq(vb_buf_append_cstr(&text, "ma túy "), VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&text, "\nma túy"), VB_OK);
	ck_assert_double_eq_tol(line_of(&q, vb_buf_str(&text)), .5, 1e-9);
	vb_buf_clear(&text);
}
END_TEST

/* A long text is as good as its best part of VB_NEAR_PART words. */
START_TEST(near__best_part)
{
	struct vb_buf text = VB_BUF_INIT(1 << 16);
	struct vb_nearness got;
	struct vb_near_query q;

	ask(&q, "giá đất ở");
	ck_assert_int_eq(vb_buf_append_cstr(&text, "giá đất "), VB_OK);
	for (int i = 0; i < VB_NEAR_PART; i++)
		ck_assert_int_eq(vb_buf_append_cstr(&text, "và "), VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&text, "đất ở"), VB_OK);
	got = near_of(&q, vb_buf_str(&text));
	ck_assert_double_eq_tol(got.part, .5, 1e-9); /* never both */
	vb_buf_clear(&text);
}
END_TEST

/* More words than are noted: what stands after them is not looked at. */
START_TEST(near__many_events)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_nearness got;
	struct vb_near_query q;

	ask(&q, "ma túy");
	for (int i = 0; i < VB_NEAR_EVENTS; i++)
		ck_assert_int_eq(vb_buf_append_cstr(&text, "ma "), VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&text, "túy"), VB_OK);
	got = near_of(&q, vb_buf_str(&text));
	ck_assert_double_eq_tol(got.near, 0, 1e-9);
	vb_buf_clear(&text);
}
END_TEST

/* What stands past VB_NEAR_BYTES is not looked at. */
START_TEST(near__long_text)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_near_query q;

	ask(&q, "ma túy");
	while (text.len < VB_NEAR_BYTES - 7)
		ck_assert_int_eq(vb_buf_append_cstr(&text, "."), VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&text, "ma túy"), VB_OK);
	ck_assert_uint_eq(text.len, VB_NEAR_BYTES);
	ck_assert_double_eq(near_of(&q, vb_buf_str(&text)).near, 1);
	vb_buf_truncate(&text, VB_NEAR_BYTES - 7);
	ck_assert_int_eq(vb_buf_append_cstr(&text, ".ma túy"), VB_OK);
	ck_assert_double_eq(near_of(&q, vb_buf_str(&text)).near, 0);
	vb_buf_clear(&text);
}
END_TEST

START_TEST(near__many_words)
{
	struct vb_near_query q = { 0 };

	for (int i = 0; i < 2 * VB_QUERY_WORDS; i++)
		vb_near_add(&q, VB_STR("ma"), true);
	ck_assert_uint_eq(q.n, VB_QUERY_WORDS);
	ck_assert(!q.follows[0]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("nearness");
	TCase *tc = tcase_create("nearness");

	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, near__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tc, near__line, 0,
			    sizeof(line_cases) / sizeof(line_cases[0]));
	tcase_add_test(tc, near__line_of_many_events);
	tcase_add_test(tc, near__best_part);
	tcase_add_test(tc, near__many_events);
	tcase_add_test(tc, near__long_text);
	tcase_add_test(tc, near__many_words);
	return run_suite(suite);
}
