#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "base/str.h"

START_TEST(str_next_line__endings)
{
	struct vb_str rest = VB_STR("a\r\n\nb"), line;

	ck_assert(vb_str_next_line(&line, &rest));
	ck_assert(vb_str_eq(line, VB_STR("a")));
	ck_assert(vb_str_next_line(&line, &rest));
	ck_assert_uint_eq(line.len, 0);
	ck_assert(vb_str_next_line(&line, &rest));
	ck_assert(vb_str_eq(line, VB_STR("b")));
	ck_assert(!vb_str_next_line(&line, &rest));
}
END_TEST

static const struct {
	const char *in;
	unsigned long max, want;
	bool ok;
} ulong_cases[] = {
	{ "0", 9, 0, true },
	{ "255", 255, 255, true },
	{ "256", 255, 0, false },
	{ "", 9, 0, false },
	{ "1a", 99, 0, false },
	{ "-1", 9, 0, false },
	{ "18446744073709551615", -1UL, -1UL, true },
	{ "18446744073709551616", -1UL, 0, false },
	{ "9", 5, 0, false },
};

START_TEST(str_to_ulong__cases)
{
	unsigned long got = 77;
	bool ok = vb_str_to_ulong(&got, vb_str_from(ulong_cases[_i].in),
				  ulong_cases[_i].max);

	ck_assert_int_eq(ok, ulong_cases[_i].ok);
	ck_assert_uint_eq(got, ok ? ulong_cases[_i].want : 77);
}
END_TEST

START_TEST(str_find__edges)
{
	struct vb_str hay = VB_STR("abcabc");

	ck_assert_uint_eq(vb_str_find(hay, VB_STR("abc"), 1), 3);
	ck_assert_uint_eq(vb_str_find(hay, VB_STR("abcabcd"), 0), VB_NPOS);
	ck_assert_uint_eq(vb_str_find(hay, VB_STR(""), 6), 6);
	ck_assert_uint_eq(vb_str_find(hay, VB_STR("a"), 7), VB_NPOS);
}
END_TEST

START_TEST(str_cmp__prefix_is_smaller)
{
	ck_assert_int_lt(vb_str_cmp(VB_STR("ab"), VB_STR("abc")), 0);
	ck_assert_int_gt(vb_str_cmp(VB_STR("b"), VB_STR("abc")), 0);
	ck_assert_int_eq(vb_str_cmp(VB_STR("x"), VB_STR("x")), 0);
}
END_TEST

START_TEST(str_nocase__ascii_only)
{
	ck_assert(vb_str_starts_nocase(VB_STR("<HTML lang"), "<html"));
	ck_assert(!vb_str_starts_nocase(VB_STR("<HT"), "<html"));
	ck_assert(vb_str_ends_nocase(VB_STR("A.DocX"), ".docx"));
	ck_assert(!vb_str_ends_nocase(VB_STR("docx"), ".docx"));
	ck_assert(!vb_str_starts_nocase(VB_STR("\xC3\x81"), "\xC3\xA1"));
	ck_assert(vb_str_starts_nocase(VB_STR_EMPTY, ""));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("str");
	TCase *t = tcase_create("str");

	tcase_add_test(t, str_next_line__endings);
	tcase_add_test(t, str_nocase__ascii_only);
	tcase_add_loop_test(t, str_to_ulong__cases, 0,
			    sizeof(ulong_cases) / sizeof(ulong_cases[0]));
	tcase_add_test(t, str_find__edges);
	tcase_add_test(t, str_cmp__prefix_is_smaller);
	suite_add_tcase(s, t);
	return run_suite(s);
}
