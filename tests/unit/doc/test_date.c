#include <check.h>
#include <stdlib.h>

#include "doc/date.h"

static const struct {
	const char *in;
	int year, month, day;
	const char *span;
} find_cases[] = {
	{ "Hà Nội, ngày 26 tháng 11 năm 2025", 2025, 11, 26,
	  "ngày 26 tháng 11 năm 2025" },
	{ "Hà Nội, ngày\n26\ntháng 11\nnăm 2025 ", 2025, 11, 26,
	  "ngày\n26\ntháng 11\nnăm 2025" },
	{ "NGÀY 17 THÁNG 7 NĂM 2017 CỦA", 2017, 7, 17,
	  "NGÀY 17 THÁNG 7 NĂM 2017" },
	{ "ngay 2 thang 9 nam 1945", 1945, 9, 2, "ngay 2 thang 9 nam 1945" },
	{ "ngày 24/9/2019 về", 2019, 9, 24, "ngày 24/9/2019" },
	{ "Ngày 2-11-2012, Thường trực", 2012, 11, 2, "Ngày 2-11-2012" },
	{ "tại Chỉ thị số 20-CT/TU ngày 15.11 về", 0, 11, 15, "ngày 15.11" },
	{ "Báo Cần Thơ, 20-6-2016)", 2016, 6, 20, "20-6-2016" },
	{ "(20/6)", 0, 6, 20, "20/6" },
	{ "trong tháng 6/2016 đã", 2016, 6, 0, "tháng 6/2016" },
	{ "tháng 11 năm 2025", 2025, 11, 0, "tháng 11 năm 2025" },
	{ "09/05/2021 - 18:18", 2021, 5, 9, "09/05/2021" },
	{ "Cập nhật: 16/11/2021 09:02:25 AM", 2021, 11, 16, "16/11/2021" },
	{ "29/2/2024", 2024, 2, 29, "29/2/2024" },
	{ "31/2/2024 rồi 1/3/2024", 2024, 3, 1, "1/3/2024" },
	{ "ngày 5 tháng 6", 0, 6, 5, "ngày 5 tháng 6" },
	{ "từ 2025-11-26 đến", 2025, 11, 26, "2025-11-26" },
};

START_TEST(date_find__forms)
{
	struct vb_str in = vb_str_from(find_cases[_i].in);
	struct vb_date d;

	ck_assert(vb_date_find(&d, in, 0));
	ck_assert_int_eq(d.year, find_cases[_i].year);
	ck_assert_int_eq(d.month, find_cases[_i].month);
	ck_assert_int_eq(d.day, find_cases[_i].day);
	ck_assert(vb_str_eq(vb_str_sub(in, d.from, d.to),
			    vb_str_from(find_cases[_i].span)));
}
END_TEST

static const char *const no_dates[] = {
	"",
	"31/2/2024",
	"29/2/2023",
	"32/1/2024",
	"1/13/2024",
	"giai đoạn 2012-2015",
	"7/7 đơn vị",
	"tăng 15.11 lần",
	"năm 2021",
	"quý III/2020",
	"2.888.220",
	"84/2025/QĐ-UBND",
	"1.2.3.4",
	"24/9/20191",
	"0/5/2020",
	"ngày 30 tháng 2 năm 2020",
	"ngày    tháng    năm 2020",
	"5/0/2020",
	"tháng 13/2016",
};

START_TEST(date_find__none)
{
	struct vb_date d;

	ck_assert(!vb_date_find(&d, vb_str_from(no_dates[_i]), 0));
}
END_TEST

static const struct {
	const char *in, *want; /* NULL: no date */
} parse_cases[] = {
	{ "2025-11-26", "2025-11-26" },
	{ "2025-11-26T09:02:25+07:00", "2025-11-26" },
	{ " 21/11/2025 ", "2025-11-21" },
	{ "21/11/2025", "2025-11-21" },
	{ "ngày 26 tháng 11 năm 2025", "2025-11-26" },
	{ "26 tháng 11 năm 2025", "2025-11-26" },
	{ "2-11-2012", "2012-11-02" },
	{ "15.11.2021", "2021-11-15" },
	{ "tháng 6/2016", "2016-06-01" },
	{ "15.11", "0000-11-15" },
	{ "2025-02-30", NULL },
	{ "hôm nay", NULL },
	{ "", NULL },
	{ "21/11/2025 và 22/11/2025", NULL },
	{ "2025", NULL },
	{ "11/2025/2", NULL },
};

START_TEST(date_parse__whole)
{
	char text[VB_DATE_TEXT];
	struct vb_date d;
	bool ok = vb_date_parse(&d, vb_str_from(parse_cases[_i].in));

	ck_assert_int_eq(ok, parse_cases[_i].want != NULL);
	if (!ok)
		return;
	vb_date_format(text, &d);
	ck_assert_str_eq(text, parse_cases[_i].want);
}
END_TEST

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("date");
	TCase *tc = tcase_create("date");
	SRunner *runner;
	int failed;

	LOOP(tc, date_find__forms, find_cases);
	LOOP(tc, date_find__none, no_dates);
	LOOP(tc, date_parse__whole, parse_cases);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
