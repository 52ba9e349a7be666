#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../run.h"
#include "doc/territory.h"

/* Of the merger of 2025: 34 units, 63 before it. */
START_TEST(territory__counts)
{
	const struct vb_territory *t;
	unsigned today = 0, before = 0, merged = 0;

	for (size_t i = 0; (t = vb_territory_row(i)); i++) {
		today += !t->until;
		before += !t->until || !strcmp(t->until, "2025-06-30");
		merged += t->until && !strcmp(t->until, "2025-06-30");
		ck_assert(!t->until == !t->into[0]);
		for (int k = 0; k < VB_TERRITORY_INTO && t->into[k]; k++)
			ck_assert_ptr_nonnull(
				vb_territory_find(vb_str_from(t->into[k])));
	}
	ck_assert_uint_eq(today, 34);
	ck_assert_uint_eq(merged, 29);
	ck_assert_uint_eq(before, 63);
}
END_TEST

/* Six centrally run cities since 2025. */
START_TEST(territory__cities)
{
	const struct vb_territory *t;
	unsigned cities = 0;

	for (size_t i = 0; (t = vb_territory_row(i)); i++)
		cities += t->city && !t->until;
	ck_assert_uint_eq(cities, 6);
}
END_TEST

static const struct {
	const char *text, *name;
} find_cases[] = {
	{ "Hải Dương", "Hải Dương" },
	{ "hai duong", "Hải Dương" },
	{ "tỉnh Hải Dương", "Hải Dương" },
	{ "TỈNH HẢI DƯƠNG", "Hải Dương" },
	{ "TP. Hồ Chí Minh", "Hồ Chí Minh" },
	{ "tphcm", "Hồ Chí Minh" },
	{ "TP.HCM", "Hồ Chí Minh" },
	{ "Sài Gòn", "Hồ Chí Minh" },
	{ "Đăk Lăk", "Đắk Lắk" },
	{ "dak lak", "Đắk Lắk" },
	{ "Hoà Bình", "Hòa Bình" },
	{ "Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu" },
	{ "Thừa Thiên - Huế", "Thừa Thiên Huế" },
	{ "thanh pho hue", "Huế" },
	{ "Hải", NULL },
	{ "Hải Dương cũ", NULL },
	{ "", NULL },
};

START_TEST(territory__find)
{
	const struct vb_territory *t =
		vb_territory_find(vb_str_from(find_cases[_i].text));

	if (!find_cases[_i].name)
		ck_assert_ptr_null(t);
	else
		ck_assert_str_eq(t ? t->name : "", find_cases[_i].name);
}
END_TEST

static const struct {
	const char *text, *name;
	size_t len;
} at_cases[] = {
	{ "Hải Dương, ngày", "Hải Dương", sizeof("Hải Dương") - 1 },
	{ "QUẢNG NAM - ĐÀ NẴNG", "Quảng Nam - Đà Nẵng",
	  sizeof("QUẢNG NAM - ĐÀ NẴNG") - 1 },
	{ "Quảng Nam và", "Quảng Nam", sizeof("Quảng Nam") - 1 },
	{ "Hà\nNội", "Hà Nội", sizeof("Hà\nNội") - 1 },
	{ "Huếx", NULL, 0 },
	{ "ở Huế", NULL, 0 },
};

START_TEST(territory__at)
{
	size_t len = 99;
	const struct vb_territory *t =
		vb_territory_at(vb_str_from(at_cases[_i].text), &len);

	ck_assert_uint_eq(len, at_cases[_i].len);
	if (!at_cases[_i].name)
		ck_assert_ptr_null(t);
	else
		ck_assert_str_eq(t ? t->name : "", at_cases[_i].name);
}
END_TEST

static const struct {
	const char *now, *former;
} former_cases[] = {
	{ "Hải Phòng", "Hải Dương;Hải Hưng;" },
	{ "Huế", "Thừa Thiên Huế;Bình Trị Thiên;" },
	{ "Hà Nội", "Hà Tây;Hà Sơn Bình;" },
	{ "Phú Thọ", "Hòa Bình;Vĩnh Phúc;Vĩnh Phú;Hà Sơn Bình;" },
	{ "Lâm Đồng", "Bình Thuận;Đắk Nông;Thuận Hải;" },
	{ "Hồ Chí Minh", "Bà Rịa - Vũng Tàu;Bình Dương;Sông Bé;" },
	{ "Quảng Ninh", "" },
	{ "Hải Dương", "Hải Hưng;" },
};

START_TEST(territory__former)
{
	const struct vb_territory *list[VB_TERRITORY_FORMER];
	size_t n = vb_territory_former(
		list, vb_territory_find(vb_str_from(former_cases[_i].now)));
	char got[300] = "";

	for (size_t i = 0; i < n; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s;",
			 list[i]->name);
	ck_assert_str_eq(got, former_cases[_i].former);
}
END_TEST

START_TEST(territory__now)
{
	const struct vb_territory *t;

	t = vb_territory_now(vb_territory_find(VB_STR("Hải Dương")));
	ck_assert_str_eq(t->name, "Hải Phòng");
	t = vb_territory_now(vb_territory_find(VB_STR("Huế")));
	ck_assert_str_eq(t->name, "Huế");
	/* divided: its parts went to two provinces of today */
	t = vb_territory_now(vb_territory_find(VB_STR("Hải Hưng")));
	ck_assert_ptr_null(t);
}
END_TEST

#define LOOP(t, test, table)                                                   \
	tcase_add_loop_test(t, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *suite = suite_create("territory");
	TCase *t = tcase_create("territory");

	tcase_add_test(t, territory__counts);
	tcase_add_test(t, territory__cities);
	LOOP(t, territory__find, find_cases);
	LOOP(t, territory__at, at_cases);
	LOOP(t, territory__former, former_cases);
	tcase_add_test(t, territory__now);
	suite_add_tcase(suite, t);
	return run_suite(suite);
}
