/* Queries that found nothing: what is kept of them, and how it is counted. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../run.h"
#include "query/missed.h"

static const struct {
	const char *in, *want;
} clean_cases[] = {
	{ "Giá đất  Hải Dương", "giá đất hải dương" },
	{ "  Hoà Bình\t\n2021 ", "hòa bình 2021" },
	{ "05/2020/NQ-HĐND", "05/2020/nq-hđnd" },
	/* a person's numbers, and addresses of mail */
	{ "cmnd 012345678 ở đâu", "cmnd ở đâu" },
	{ "thẻ 001 099 012 345", "thẻ" },
	{ "gọi 0912.345.678 gấp", "gọi gấp" },
	{ "gọi (091) 234-5678", "gọi (" },
	{ "lương a.b@example.vn tháng 7", "lương tháng 7" },
	{ "012345678", "" },
	{ "a@b", "" },
	/* eight digits are no person's */
	{ "2020-2021", "2020-2021" },
	{ "12345678", "12345678" },
	{ "", "" },
	{ " \t ", "" },
	{ "?!\"", "" },
};

START_TEST(missed_clean__cases)
{
	struct vb_buf out = VB_BUF_INIT(VB_MISSED_QUERY);

	ck_assert_int_eq(vb_missed_clean(&out, vb_str_from(clean_cases[_i].in)),
			 VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), clean_cases[_i].want);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(missed_clean__long)
{
	struct vb_buf out = VB_BUF_INIT(VB_MISSED_QUERY);
	struct vb_buf in = VB_BUF_INIT(1 << 20);

	for (int i = 0; i < 20000; i++)
		ck_assert_int_eq(vb_buf_append_cstr(&in, "điều "), VB_OK);
	ck_assert_int_eq(vb_missed_clean(&out, vb_buf_str(&in)), VB_OK);
	/* "điều " is 8 bytes: 25 of them, the last without its space */
	ck_assert_uint_eq(out.len, 199);
	vb_buf_clear(&in);
	vb_buf_clear(&out);
}
END_TEST

static void add(vb_missed *m, const char *day, const char *query, unsigned n)
{
	ck_assert_int_eq(
		vb_missed_add(m, vb_str_from(day), vb_str_from(query), n),
		VB_OK);
}

START_TEST(missed_rows__order)
{
	vb_missed *m = vb_missed_new(10);
	const struct vb_missed_row *rows;
	size_t n;

	add(m, "2026-11-20", "một", 2);
	add(m, "2026-11-20", "hai", 1);
	add(m, "2026-11-21", "ba", 3);
	add(m, "2026-11-22", "một", 1);
	add(m, "2026-11-22", "bốn", 1);
	ck_assert_int_eq(vb_missed_rows(&rows, &n, m), VB_OK);
	ck_assert_uint_eq(n, 4);
	/* as often, but later */
	ck_assert(vb_str_eq(rows[0].query, VB_STR("một")));
	ck_assert_uint_eq(rows[0].count, 3);
	ck_assert_uint_eq(rows[0].days, 2);
	ck_assert_str_eq(rows[0].first, "2026-11-20");
	ck_assert_str_eq(rows[0].last, "2026-11-22");
	ck_assert(vb_str_eq(rows[1].query, VB_STR("ba")));
	ck_assert_uint_eq(rows[1].days, 1);
	ck_assert(vb_str_eq(rows[2].query, VB_STR("bốn")));
	ck_assert(vb_str_eq(rows[3].query, VB_STR("hai")));
	vb_missed_free(m);
}
END_TEST

START_TEST(missed_add__bounded)
{
	vb_missed *m = vb_missed_new(2);

	add(m, "2026-11-22", "một", 1);
	add(m, "2026-11-22", "hai", 1);
	ck_assert_int_eq(
		vb_missed_add(m, VB_STR("2026-11-22"), VB_STR("ba"), 1),
		VB_TOO_BIG);
	add(m, "2026-11-22", "một", 1);
	vb_missed_empty(m);
	add(m, "2026-11-22", "ba", 1);
	vb_missed_free(m);
}
END_TEST

START_TEST(missed_read__lines)
{
	char path[] = "/tmp/vb-missed-XXXXXX";
	static const char text[] = "2026-11-20\t2\tgiá đất\n"
				   "no line of ours\n"
				   "2026-11-21\t1\tgiá đất\n"
				   "2026-11-21\t-1\tgiá đất\n"
				   "2026-11-21\t1\t\n"
				   "2026-1121\t1\tx\n"
				   "\n"
				   "2026-11-21\t4\tphụ cấp\n"
				   "2026-11-21\t9\tcut";
	const struct vb_missed_row *rows;
	vb_missed *m = vb_missed_new(10);
	size_t n;
	int fd = mkstemp(path);

	ck_assert_int_eq(write(fd, text, sizeof(text) - 1),
			 (ssize_t)sizeof(text) - 1);
	close(fd);
	ck_assert_int_eq(vb_missed_read(m, path, NULL), VB_OK);
	unlink(path);
	ck_assert_int_eq(vb_missed_rows(&rows, &n, m), VB_OK);
	ck_assert_uint_eq(n, 3);
	ck_assert(vb_str_eq(rows[0].query, VB_STR("cut")));
	ck_assert(vb_str_eq(rows[1].query, VB_STR("phụ cấp")));
	ck_assert_uint_eq(rows[1].count, 4);
	ck_assert_uint_eq(rows[2].count, 3);
	ck_assert_uint_eq(rows[2].days, 2);
	ck_assert_int_eq(vb_missed_read(m, path, NULL), VB_NOT_FOUND);
	vb_missed_free(m);
}
END_TEST

#define CASES(array) ((int)(sizeof(array) / sizeof((array)[0])))

int main(void)
{
	Suite *suite = suite_create("missed");
	TCase *tc = tcase_create("missed");

	tcase_add_loop_test(tc, missed_clean__cases, 0, CASES(clean_cases));
	tcase_add_test(tc, missed_clean__long);
	tcase_add_test(tc, missed_rows__order);
	tcase_add_test(tc, missed_add__bounded);
	tcase_add_test(tc, missed_read__lines);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
