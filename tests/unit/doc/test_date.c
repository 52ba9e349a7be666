#include <check.h>
#include <stdlib.h>

#include "../run.h"
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
	{ "ngày 15 tháng 02.năm 2024", 2024, 2, 15,
	  "ngày 15 tháng 02.năm 2024" },
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

static const struct {
	const char *in, *from, *to; /* first and last day */
	enum vb_precision precision;
	const char *span;
} period_cases[] = {
	{ "Hà Nội, ngày 26 tháng 11 năm 2025", "2025-11-26", "2025-11-26",
	  VB_DATE_DAY, "ngày 26 tháng 11 năm 2025" },
	{ "trong tháng 6/2016", "2016-06-01", "2016-06-30", VB_DATE_MONTH,
	  "tháng 6/2016" },
	{ "tháng 02 năm 2024", "2024-02-01", "2024-02-29", VB_DATE_MONTH,
	  "tháng 02 năm 2024" },
	{ "trong quý III/2020", "2020-07-01", "2020-09-30", VB_DATE_QUARTER,
	  "quý III/2020" },
	{ "Quý 4 năm 2019", "2019-10-01", "2019-12-31", VB_DATE_QUARTER,
	  "Quý 4 năm 2019" },
	{ "QUÝ I-2021", "2021-01-01", "2021-03-31", VB_DATE_QUARTER,
	  "QUÝ I-2021" },
	{ "kế hoạch năm 2021", "2021-01-01", "2021-12-31", VB_DATE_YEAR,
	  "năm 2021" },
	{ "vào cuối năm 2012", "2012-09-01", "2012-12-31", VB_DATE_PART,
	  "cuối năm 2012" },
	{ "Đầu năm 2013", "2013-01-01", "2013-04-30", VB_DATE_PART,
	  "Đầu năm 2013" },
	{ "6 tháng đầu năm 2020", "2020-01-01", "2020-06-30", VB_DATE_PART,
	  "6 tháng đầu năm 2020" },
	{ "6 tháng cuối năm 2020", "2020-07-01", "2020-12-31", VB_DATE_PART,
	  "6 tháng cuối năm 2020" },
	{ "giai đoạn 2012-2015", "2012-01-01", "2015-12-31", VB_DATE_RANGE,
	  "giai đoạn 2012-2015" },
	{ "nhiệm kỳ 2016 - 2021", "2016-01-01", "2021-12-31", VB_DATE_RANGE,
	  "nhiệm kỳ 2016 - 2021" },
	{ "nhiệm kỳ 2016–2021", "2016-01-01", "2021-12-31", VB_DATE_RANGE,
	  "nhiệm kỳ 2016–2021" },
	{ "từ năm 2012 đến năm 2015", "2012-01-01", "2015-12-31", VB_DATE_RANGE,
	  "từ năm 2012 đến năm 2015" },
	{ "từ ngày 24 đến ngày 29/10/2019", "2019-10-24", "2019-10-29",
	  VB_DATE_RANGE, "từ ngày 24 đến ngày 29/10/2019" },
	{ "từ ngày 01/3 đến 15/4/2020", "2020-03-01", "2020-04-15",
	  VB_DATE_RANGE, "từ ngày 01/3 đến 15/4/2020" },
	{ "02/02/2024 | 01:30", "2024-02-02", "2024-02-02", VB_DATE_DAY,
	  "02/02/2024" },
	{ "16/11/2021 09:02:25 AM", "2021-11-16", "2021-11-16", VB_DATE_DAY,
	  "16/11/2021" },
};

START_TEST(date_find_period__forms)
{
	struct vb_str in = vb_str_from(period_cases[_i].in);
	char from[VB_DATE_TEXT], to[VB_DATE_TEXT];
	struct vb_date d, end;

	ck_assert(vb_date_find_period(&d, in, 0));
	end = (struct vb_date){ .year = d.end_year,
				.month = d.end_month,
				.day = d.end_day };
	vb_date_format(from, &d);
	vb_date_format(to, &end);
	ck_assert_str_eq(from, period_cases[_i].from);
	ck_assert_str_eq(to, period_cases[_i].to);
	ck_assert_int_eq((int)d.precision, (int)period_cases[_i].precision);
	ck_assert(vb_str_eq(vb_str_sub(in, d.from, d.to),
			    vb_str_from(period_cases[_i].span)));
}
END_TEST

static const char *const no_periods[] = {
	"2012-2015", "Điều 2012", "năm 20201", "năm học", "quý V", "năm 1899",
};

START_TEST(date_find_period__none)
{
	struct vb_date d;

	ck_assert(!vb_date_find_period(&d, vb_str_from(no_periods[_i]), 0));
}
END_TEST

static const struct {
	const char *date, *page, *want;
	bool inferred;
} complete_cases[] = {
	{ "ngày 15.11", "2021-11-16", "2021-11-15", true },
	{ "ngày 15.11", "2021-11-15", "2021-11-15", true },
	{ "ngày 30.12", "2022-01-04", "2021-12-30", true },
	{ "ngày 5/6/2019", "2022-01-04", "2019-06-05", false },
};

START_TEST(date_complete__year_of_the_page)
{
	struct vb_date d, page;
	char text[VB_DATE_TEXT];

	ck_assert(vb_date_find(&d, vb_str_from(complete_cases[_i].date), 0));
	ck_assert(vb_date_parse(&page, vb_str_from(complete_cases[_i].page)));
	vb_date_complete(&d, &page);
	vb_date_format(text, &d);
	ck_assert_str_eq(text, complete_cases[_i].want);
	ck_assert_int_eq(d.inferred, complete_cases[_i].inferred);
}
END_TEST

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("date");
	TCase *tc = tcase_create("date");

	LOOP(tc, date_find__forms, find_cases);
	LOOP(tc, date_find__none, no_dates);
	LOOP(tc, date_parse__whole, parse_cases);
	LOOP(tc, date_find_period__forms, period_cases);
	LOOP(tc, date_find_period__none, no_periods);
	LOOP(tc, date_complete__year_of_the_page, complete_cases);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
