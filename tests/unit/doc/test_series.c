#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/series.h"

static struct vb_arena arena;

static void clear(void)
{
	vb_arena_clear(&arena);
}

struct article {
	const char *title, *origin, *url, *date;
	bool next, previous; /* its marks */
};

static struct vb_series read_one(const struct article *a)
{
	static struct vb_extra next = { .name = VB_STR("series_next") };
	static struct vb_extra previous = { .name = VB_STR("series_previous") };
	struct vb_field fields[VB_FIELD_COUNT] = { 0 };
	struct vb_extra *extras = NULL;
	struct vb_series out;

	for (int i = 0; i < VB_FIELD_COUNT; i++)
		fields[i].value = VB_STR_EMPTY;
	fields[VB_FIELD_TITLE].value = vb_str_from(a->title);
	fields[VB_FIELD_ORIGIN].value = vb_str_from(a->origin);
	fields[VB_FIELD_URL].value = vb_str_from(a->url);
	next.next = previous.next = NULL;
	if (a->next)
		extras = &next;
	if (a->previous) {
		previous.next = extras;
		extras = &previous;
	}
	ck_assert_int_eq(vb_series_read(&out, &arena, fields, extras), VB_OK);
	return out;
}

#define PAPER "Báo Mẫu, 20-6-2016"

static const struct {
	struct article a, b;
	bool joined;
} cases[] = {
	{ { "Giám sát ở xã", PAPER, "", "2016-06-20", true, false },
	  { "Giám sát ở xã", "Báo Mẫu, 21-6-2016", "", "2016-06-21", false,
	    true },
	  true },
	/* titles with days and part numbers */
	{ { "Giám sát ở xã (20/6)", PAPER, "", "2016-06-20", true, false },
	  { "Giám sát ở xã (Tiếp theo)", PAPER, "", "2016-06-22", false, true },
	  true },
	{ { "Giám sát ở xã (kỳ 1)", "", "https://a.vn/1", "2016-06-20", false,
	    false },
	  { "Giám sát ở xã - Kỳ 2", "", "https://a.vn/2", "2016-07-20", false,
	    false },
	  true },
	{ { "Bài 1: Giám sát ở xã", PAPER, "", "2016-06-20", false, false },
	  { "Bài II: Giám sát ở xã", PAPER, "", "2016-06-20", false, false },
	  true },
	/* other titles: the two seed pages */
	{ { "Tình hình triển khai đề án (20/6)", PAPER, "", "2016-06-20", true,
	    false },
	  { "Tình hình tổ chức nhiệm kỳ 2016-2021", PAPER, "", "2016-06-21",
	    false, true },
	  false },
	/* another paper, another site, no source */
	{ { "Giám sát ở xã", PAPER, "", "2016-06-20", true, false },
	  { "Giám sát ở xã", "Báo Khác", "", "2016-06-21", false, true },
	  false },
	{ { "Giám sát ở xã", "", "https://a.vn/1", "2016-06-20", true, false },
	  { "Giám sát ở xã", "", "https://b.vn/1", "2016-06-21", false, true },
	  false },
	{ { "Giám sát ở xã", "", "", "2016-06-20", true, false },
	  { "Giám sát ở xã", "", "", "2016-06-21", false, true },
	  false },
	/* too late, too early, no date */
	{ { "Giám sát ở xã", PAPER, "", "2016-06-20", true, false },
	  { "Giám sát ở xã", PAPER, "", "2016-12-20", false, true },
	  false },
	{ { "Giám sát ở xã", PAPER, "", "2016-06-20", true, false },
	  { "Giám sát ở xã", PAPER, "", "2016-06-19", false, true },
	  false },
	{ { "Giám sát ở xã", PAPER, "", "", true, false },
	  { "Giám sát ở xã", PAPER, "", "2016-06-21", false, true },
	  false },
	/* a mark on one side only; parts that are no neighbours */
	{ { "Giám sát ở xã", PAPER, "", "2016-06-20", true, false },
	  { "Giám sát ở xã", PAPER, "", "2016-06-21", false, false },
	  false },
	{ { "Giám sát ở xã (kỳ 1)", PAPER, "", "2016-06-20", true, false },
	  { "Giám sát ở xã (kỳ 3)", PAPER, "", "2016-06-21", true, true },
	  false },
};

START_TEST(series__joined)
{
	struct vb_series a = read_one(&cases[_i].a), b = read_one(&cases[_i].b);

	ck_assert_int_eq(vb_series_next(&a, vb_str_from(cases[_i].a.date), &b,
					vb_str_from(cases[_i].b.date)),
			 cases[_i].joined);
	ck_assert(!vb_series_next(&b, vb_str_from(cases[_i].b.date), &a,
				  vb_str_from(cases[_i].a.date)));
}
END_TEST

START_TEST(series__no_parts)
{
	/* a session, an exam and a year are no parts of a series */
	struct article a = {
		"Kết quả kỳ 2 năm 2016", PAPER, "", "", false, false
	};
	struct article b = { "Giá đất", PAPER, "", "2016-06-20", false, false };

	ck_assert_uint_eq(read_one(&a).key.len, 0);
	ck_assert_uint_eq(read_one(&b).key.len, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("series");
	TCase *t = tcase_create("series");

	tcase_add_checked_fixture(t, NULL, clear);
	tcase_add_loop_test(t, series__joined, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, series__no_parts);
	suite_add_tcase(suite, t);
	return run_suite(suite);
}
