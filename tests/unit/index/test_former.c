#include "built.h"

static const char *const documents[] = {
	"{\"id\":\"hp\",\"kind\":\"document\",\"number\":\"01/2026/NQ-HĐND\","
	"\"issuer\":\"Hội đồng nhân dân thành phố Hải Phòng\","
	"\"place\":\"Hải Phòng\",\"date\":\"2026-01-05\",\"text\":\"Mới.\"}",
	"{\"id\":\"hd\",\"kind\":\"document\",\"number\":\"02/2020/NQ-HĐND\","
	"\"issuer\":\"Hội đồng nhân dân tỉnh Hải Dương\","
	"\"place\":\"Hải Dương\",\"date\":\"2020-01-05\",\"text\":\"Cũ.\"}",
	"{\"id\":\"hdu\",\"kind\":\"document\",\"number\":\"02/2020/QĐ-UBND\","
	"\"issuer\":\"Ủy ban nhân dân tỉnh Hải Dương\","
	"\"place\":\"Hải Dương\",\"date\":\"2020-01-04\",\"text\":\"Cũ.\"}",
	"{\"id\":\"hh\",\"kind\":\"document\",\"number\":\"3/NQ-HĐND\","
	"\"issuer\":\"Hội đồng nhân dân tỉnh Hải Hưng\","
	"\"place\":\"Hải Hưng\",\"date\":\"1990-01-05\",\"text\":\"Xưa.\"}",
	"{\"id\":\"hn\",\"kind\":\"document\",\"number\":\"04/NQ-HĐND\","
	"\"issuer\":\"Hội đồng nhân dân thành phố Hà Nội\","
	"\"place\":\"Hà Nội\",\"date\":\"2021-01-05\",\"text\":\"Khác.\"}",
	"{\"id\":\"gt\",\"kind\":\"document\",\"number\":\"5/2020/TT-BGTVT\","
	"\"issuer\":\"Bộ Giao thông vận tải\",\"date\":\"2020-02-05\","
	"\"text\":\"Đường.\"}",
	"{\"id\":\"xd\",\"kind\":\"document\",\"number\":\"6/2026/TT-BXD\","
	"\"issuer\":\"Bộ Xây dựng\",\"date\":\"2026-02-05\","
	"\"text\":\"Nhà.\"}",
	"{\"id\":\"hnu\",\"kind\":\"document\",\"number\":\"7/QĐ-UBND\","
	"\"issuer\":\"UBND TP Hà Nội\",\"date\":\"2019-02-05\","
	"\"text\":\"Phố.\"}",
	"{\"id\":\"hnv\",\"kind\":\"document\",\"number\":\"8/QĐ-UBND\","
	"\"issuer\":\"Ủy ban nhân dân thành phố Hà Nội\","
	"\"date\":\"2018-02-05\",\"text\":\"Phố.\"}",
	"{\"id\":\"tu\",\"kind\":\"document\",\"number\":\"20-CT/TU\","
	"\"issuer\":\"Tỉnh ủy Hải Dương\",\"date\":\"2017-02-05\","
	"\"text\":\"Đảng.\"}",
	/* the words of Nam Hà, of which Nam Định was a part */
	"{\"id\":\"hnam\",\"kind\":\"document\",\"number\":\"9/QĐ-SYT\","
	"\"place\":\"Hà Nam\",\"date\":\"2009-03-05\",\"text\":\"Y.\"}",
	"{\"id\":\"nh\",\"kind\":\"document\",\"number\":\"9/QĐ-SYT\","
	"\"place\":\"Nam Hà\",\"date\":\"1995-03-05\",\"text\":\"Y.\"}",
	/* "nghệ" and "tỉnh", and not of Nghệ Tĩnh */
	"{\"id\":\"na\",\"kind\":\"document\",\"number\":\"9-CT/TU\","
	"\"issuer\":\"Tỉnh ủy Nghệ An\",\"date\":\"2009-02-05\","
	"\"text\":\"Đảng.\"}",
	"{\"id\":\"ht\",\"kind\":\"document\",\"number\":\"9-CT/TU\","
	"\"issuer\":\"Tỉnh ủy Hà Tĩnh\",\"date\":\"2008-02-05\","
	"\"text\":\"Đảng.\"}",
	NULL
};

/* Terms and sessions as they are given. */
static const char *const terms[] = {
	"{\"id\":\"a\",\"kind\":\"document\",\"term\":\"khóa XVII\","
	"\"session\":\"kỳ họp thứ tư\",\"date\":\"2019-03-05\","
	"\"text\":\"A.\"}",
	"{\"id\":\"b\",\"kind\":\"document\",\"term\":\"17\","
	"\"session\":\"4\",\"date\":\"2019-03-04\",\"text\":\"B.\"}",
	"{\"id\":\"c\",\"kind\":\"document\",\"term\":\"XVIII\","
	"\"session\":\"thứ 14\",\"date\":\"2019-03-03\",\"text\":\"C.\"}",
	"{\"id\":\"d\",\"kind\":\"document\",\"number\":\"20-CT/TU\","
	"\"issuer\":\"Tỉnh ủy Hà Tĩnh\",\"date\":\"2019-03-02\","
	"\"text\":\"D.\"}",
	NULL
};

static const struct {
	const char *query, *want;
} term_cases[] = {
	{ "khoa:17", "a b" },
	{ "khoa:XVII", "a b" },
	{ "khoa:\"khoá XVII\"", "a b" },
	{ "khóa:\"khóa 17\"", "a b" },
	{ "khoa:18", "c" },
	{ "kyhop:4", "a b" },
	{ "kyhop:\"kỳ họp thứ IV\"", "a b" },
	{ "kyhop:14", "c" },
	{ "khoa:\"nhiệm kỳ 2015-2020\"", "d tu" },
	{ "khoa:2015-2020", "d tu" },
};

static void setup(void)
{
	make_index(documents);
}

static const char *const ministry_note =
	"includes the former Bộ Giao thông vận tải (until 2025-02-28)";
static const char *const note =
	"includes the former Hải Dương (until 2025-06-30), "
	"Hải Hưng (until 1996-12-31)";

static const struct {
	const char *query, *want;
	bool noted;
} cases[] = {
	{ "noi:\"Hải Phòng\"", "hp hd hdu tu hh", true },
	{ "noi:\"hai phong\"", "hp hd hdu tu hh", true },
	{ "noi:\"thành phố Hải Phòng\"", "hp hd hdu tu hh", true },
	/* what came later is another province */
	{ "noi:\"Hải Hưng\"", "hh", false },
	{ "noi:\"Hải\"", "hp hd hdu tu hh", false },
	{ "noi:\"Huế\"", "", true },
	{ "coquan:\"Hội đồng nhân dân thành phố Hải Phòng\"", "hp hd hh",
	  true },
	{ "coquan:\"HĐND TP. Hải Phòng\"", "hp hd hh", true },
	{ "coquan:\"hdnd hai phong\"", "hp hd hh", true },
	{ "coquan:\"UBND tỉnh Hải Dương\"", "hdu", true },
	{ "coquan:\"thanh uy hai phong\"", "tu", true },
	{ "coquan:\"Tỉnh ủy Hải Dương\"", "tu", true },
	{ "noi:\"Nam Định\"", "nh", true },
	{ "coquan:\"Tỉnh ủy Hà Tĩnh\"", "ht", true },
	{ "coquan:\"Tỉnh ủy Nghệ An\"", "na", true },
	{ "coquan:ubnd", "hdu hnu hnv", false },
	{ "coquan:\"Ủy ban nhân dân thành phố Hà Nội\"", "hnu hnv", true },
	{ "coquan:\"UBND TP Hà Nội\"", "hnu hnv", true },
	{ "coquan:\"Bộ GTVT\"", "gt", false },
	{ "coquan:BGTVT", "gt", false },
	/* a successor has its predecessors' work */
	{ "coquan:BXD", "xd gt", true },
	{ "coquan:\"Bộ Xây dựng\"", "xd gt", true },
	{ "coquan:\"nhân dân Hải Phòng\"", "hp hd hdu hh", true },
	{ "coquan:\"Hội đồng nhân dân\"", "hp hn hd hh", false },
};

/* The ids that `query` finds, the newest first. */
static const char *found(struct vb_results *r, vb_searcher *s,
			 const char *query)
{
	struct vb_request request = { .query = vb_str_from(query),
				      .n = 20,
				      .sort = VB_SORT_NEWEST };
	static char got[100];

	got[0] = '\0';
	ck_ok(vb_search(r, s, &request, &arena, &err));
	for (size_t i = 0; i < r->n_hits; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%.*s",
			 i ? " " : "", VB_STR_ARG(r->hits[i].id));
	return got;
}

START_TEST(former__terms)
{
	vb_searcher *s = NULL;
	struct vb_results r;

	put_lines(terms);
	update_index(false);
	ck_ok(vb_searcher_open(&s, dir, &err));
	for (size_t i = 0; i < sizeof(term_cases) / sizeof(term_cases[0]); i++)
		ck_assert_str_eq(found(&r, s, term_cases[i].query),
				 term_cases[i].want);
	vb_searcher_close(s);
}
END_TEST

START_TEST(former__cases)
{
	vb_searcher *s = NULL;
	struct vb_results r;

	ck_ok(vb_searcher_open(&s, dir, &err));
	ck_assert_str_eq(found(&r, s, cases[_i].query), cases[_i].want);
	ck_assert_int_eq(r.notes.len != 0, cases[_i].noted);
	if (vb_str_find(vb_str_from(cases[_i].query), VB_STR("Phòng"), 0) !=
	    VB_NPOS)
		ck_str(r.notes, note);
	if (vb_str_eq(r.hits ? r.hits[0].id : VB_STR_EMPTY, VB_STR("xd")))
		ck_str(r.notes, ministry_note);
	vb_searcher_close(s);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/former");
	TCase *t = tcase_create("former");

	tcase_add_checked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, former__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, former__terms);
	suite_add_tcase(s, t);
	return run_suite(s);
}
