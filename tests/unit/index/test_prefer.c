#include "built.h"

/*
 * Who bears a number, who cites it, and others that say the same words more
 * often or are of the type, year and place that the query names.
 */
static const char *const documents[] = {
	"{\"id\":\"held\",\"kind\":\"document\",\"number\":\"20-CT/TU\","
	"\"type\":\"Chỉ thị\",\"title\":\"Tăng cường phòng cháy\","
	"\"issuer\":\"Tỉnh ủy Hà Tĩnh\",\"place\":\"Hà Tĩnh\","
	"\"date\":\"2021-11-16\",\"text\":\"Mùa khô đến.\"}",
	"{\"id\":\"citing\",\"kind\":\"document\",\"number\":\"31/KH-UBND\","
	"\"type\":\"Kế hoạch\",\"title\":\"Thực hiện chỉ thị của cấp trên\","
	"\"issuer\":\"Ủy ban nhân dân tỉnh Nghệ An\",\"place\":\"Nghệ An\","
	"\"date\":\"2022-01-05\","
	"\"text\":\"Thực hiện Chỉ thị số 20-CT/TU về phòng cháy.\"}",
	"{\"id\":\"loud\",\"kind\":\"article\","
	"\"title\":\"Chỉ thị phòng cháy, chỉ thị chữa cháy\","
	"\"date\":\"2021-12-01\",\"text\":\"Chỉ thị phòng cháy. Chỉ thị "
	"chữa cháy. Chỉ thị 20 lần, CT 20, TU 20 và phòng cháy.\"}",
	/* the same words in two types, years, places and by two bodies */
	"{\"id\":\"nq\",\"kind\":\"document\",\"number\":\"05/NQ-HĐND\","
	"\"type\":\"Nghị quyết\",\"title\":\"Bảng giá đất\","
	"\"issuer\":\"Hội đồng nhân dân tỉnh Nghệ An\","
	"\"place\":\"Nghệ An\",\"date\":\"2019-07-10\","
	"\"text\":\"Bảng giá đất nghị quyết quyết định.\"}",
	"{\"id\":\"qd\",\"kind\":\"document\",\"number\":\"06/QĐ-UBND\","
	"\"type\":\"Quyết định\",\"title\":\"Bảng giá đất\","
	"\"issuer\":\"Ủy ban nhân dân tỉnh Hà Tĩnh\","
	"\"place\":\"Hà Tĩnh\",\"date\":\"2020-08-11\","
	"\"text\":\"Bảng giá đất nghị quyết quyết định.\"}",
	NULL
};

static void setup(void)
{
	make_index(documents);
}

/* The first hit, by whatever words stand around the number. */
static const struct {
	const char *query, *first, *second;
} number_cases[] = {
	{ "20-CT/TU", "held", "citing" },
	{ "chỉ thị 20-CT/TU", "held", "citing" },
	{ "20-CT/TU phòng cháy", "held", "citing" },
	{ "chi thi 20 ct tu phong chay", "held", "citing" },
	{ "phòng cháy chữa cháy chỉ thị 20-CT/TU", "held", "citing" },
	{ "kế hoạch Nghệ An 2022 20-CT/TU", "held", "citing" },
	{ "chỉ thị phòng cháy chữa cháy 20-CT/TU năm 2021", "held", "citing" },
	{ "so 20-CT/TU Hà Tĩnh", "held", "citing" },
	/* a title that names it: of those that bear or cite it the one whose
	 * words these are */
	{ "kế hoạch của Ủy ban nhân dân tỉnh Nghệ An thực hiện chỉ thị của "
	  "cấp trên số 20-CT/TU",
	  "citing", "held" },
	/* and however much of another's words stand beside it */
	{ "chỉ thị phòng cháy chỉ thị chữa cháy chỉ thị hai mươi lần phòng "
	  "cháy chữa cháy 20-CT/TU",
	  "held", "citing" },
};

START_TEST(prefer__numbers_stay_first)
{
	struct vb_results r = search_for(number_cases[_i].query);

	ck_assert_uint_ge(r.n_hits, 2);
	ck_str(r.hits[0].id, number_cases[_i].first);
	ck_str(r.hits[1].id, number_cases[_i].second);
}
END_TEST

/* Without a preference both weigh alike: their texts are the same. */
static const struct {
	const char *query, *first;
} cases[] = {
	{ "nghị quyết bảng giá đất", "nq" },
	{ "quyết định bảng giá đất", "qd" },
	{ "nq bảng giá đất mới ban hành", "nq" },
	{ "bảng giá đất 2019", "nq" },
	{ "bảng giá đất năm 2020", "qd" },
	{ "bảng giá đất từ năm 2020 đến năm 2022", "qd" },
	{ "bảng giá đất ngày 10/7/2019", "nq" },
	{ "bảng giá đất tháng 8 năm 2020", "qd" },
	{ "bảng giá đất Hà Tĩnh", "qd" },
	{ "bang gia dat nghe an", "nq" },
	{ "bảng giá đất của UBND tỉnh Hà Tĩnh", "qd" },
	{ "hdnd nghe an bang gia dat", "nq" },
};

START_TEST(prefer__come_first)
{
	struct vb_results r = search_for(cases[_i].query);

	ck_assert_uint_ge(r.n_hits, 2);
	ck_str(r.hits[0].id, cases[_i].first);
	/* and the other is not lost */
	ck_str(r.hits[1].id,
	       vb_str_eq(r.hits[0].id, VB_STR("nq")) ? "qd" : "nq");
}
END_TEST

/* The filter `date:`, a day or a month. */
START_TEST(prefer__date_filter)
{
	ck_assert_uint_eq(search_for("ngay:10/7/2019").total, 1);
	ck_str(search_for("ngay:10/7/2019").hits[0].id, "nq");
	ck_assert_uint_eq(search_for("date:2020-08").total, 1);
	ck_str(search_for("date:2020-08").hits[0].id, "qd");
	ck_assert_uint_eq(search_for("ngày:11/2019").total, 0);
}
END_TEST

/* What is only preferred adds no note of former provinces; a filter does. */
START_TEST(prefer__no_note)
{
	ck_str(search_for("bảng giá đất Nghệ An").notes, "");
	ck_assert(search_for("bảng giá đất noi:\"Nghệ An\"").notes.len);
}
END_TEST

START_TEST(prefer__understood)
{
	struct vb_results r = search_for("bảng giá đất 2019 loai:nq");

	ck_assert_uint_eq(r.n_understood, 2);
	ck_assert_str_eq(r.understood[0].field, "year");
	ck_assert(!r.understood[0].filter);
	ck_str(r.understood[0].without, "bảng giá đất loai:nq");
	ck_assert_str_eq(r.understood[1].field, "type");
	ck_assert(r.understood[1].filter);
	ck_str(r.understood[1].without, "bảng giá đất 2019");
	ck_assert_uint_eq(search_for("").n_understood, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("prefer");
	TCase *tc = tcase_create("prefer");

	tcase_add_checked_fixture(tc, setup, remove_dir);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(
		tc, prefer__numbers_stay_first, 0,
		(int)(sizeof(number_cases) / sizeof(number_cases[0])));
	tcase_add_loop_test(tc, prefer__come_first, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, prefer__date_filter);
	tcase_add_test(tc, prefer__no_note);
	tcase_add_test(tc, prefer__understood);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
