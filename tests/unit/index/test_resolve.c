/*
 * Numbers typed in many ways, and the documents they lead to. The numbers are
 * shaped as in Nghị định 30/2020/NĐ-CP and Hướng dẫn 36-HD/VPTW.
 */
#include "built.h"

#include "doc/number.h"
#include "index/match.h"

#define NOTE(article, more)                                                    \
	"\"text\":\"Nội dung.\",\"note\":\"(Điều " article                     \
	" Luật số 57/2020/QH14" more                                           \
	", có hiệu lực thi hành kể từ ngày 01/01/2021)\"}"

static const char *const held[] = {
	"{\"id\":\"dn\",\"title\":\"Về giá "
	"đất\",\"number\":\"01/2026/NQ-HĐND\","
	"\"type\":\"nghi-quyet\",\"issuer\":\"Hội đồng nhân dân tỉnh Đồng "
	"Nai\","
	"\"date\":\"2026-02-01\",\"text\":\"Theo Chỉ thị số 20-CT/TU.\"}",
	"{\"id\":\"hue\",\"title\":\"Về học "
	"phí\",\"number\":\"01/2026/NQ-HĐND\","
	"\"type\":\"nghi-quyet\",\"issuer\":\"Hội đồng nhân dân thành phố "
	"Huế\","
	"\"date\":\"2026-01-05\",\"text\":\"Căn cứ Nghị quyết số "
	"43/2022/QH15.\"}",
	"{\"id\":\"old\",\"title\":\"Về giá "
	"nước\",\"number\":\"01/2019/NQ-HĐND\","
	"\"type\":\"nghi-quyet\",\"issuer\":\"Hội đồng nhân dân tỉnh Đồng "
	"Nai\","
	"\"date\":\"2019-03-01\",\"text\":\"Theo Chỉ thị 20-CT/TU ngày "
	"15/11/2021.\"}",
	"{\"id\":\"qd\",\"title\":\"Về nhân sự\",\"number\":\"471/QĐ-UBND\","
	"\"type\":\"quyet-dinh\",\"issuer\":\"Ủy ban nhân dân tỉnh Hà Tĩnh\","
	"\"date\":\"2025-02-20\",\"text\":\"Nội dung.\"}",
	"{\"id\":\"nd\",\"title\":\"Về thuế\",\"number\":\"64/CP\",\"type\":"
	"\"nghi-dinh\",\"issuer\":\"Chính phủ\",\"date\":\"1993-09-27\","
	"\"text\":\"Nội dung.\"}",
	"{\"id\":\"hd\",\"title\":\"Về kê "
	"khai\",\"number\":\"7/HD-UBND\",\"type\":"
	"\"huong-dan\",\"issuer\":\"Ủy ban nhân dân huyện\",\"date\":"
	"\"2024-01-01\",\"text\":\"Nội dung.\"}",
	"{\"id\":\"da\",\"title\":\"Về đổi mới\",\"number\":\"01/ĐA-HĐND-TT\","
	"\"type\":\"de-an\",\"issuer\":\"Thường trực Hội đồng nhân dân\","
	"\"date\":\"2012-11-02\",\"text\":\"Nội dung.\"}",
	"{\"id\":\"dieu-10\",\"title\":\"Quyền\"," NOTE("10", ""),
	"{\"id\":\"dieu-2\",\"title\":\"Phạm vi\"," NOTE("2", ""),
	"{\"id\":\"dieu-1\",\"title\":\"Thanh niên\"," NOTE(
		"1", " Luật Thanh niên ngày 16/06/2020 của Quốc hội"),
	NULL,
};

/* "kind:id(articles)" of an answer's `resolved`, a mention by its number. */
static const char *shown(const struct vb_results *r)
{
	static char out[4000];
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < r->n_resolved; i++) {
		const struct vb_resolved *d = &r->resolved[i];
		struct vb_str name = d->id.len ? d->id : d->number;

		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s",
				      i ? " " : "", VB_STR_ARG(name));
		if (d->articles)
			n += (size_t)snprintf(out + n, sizeof(out) - n, "(%u)",
					      d->articles);
		if (!d->id.len)
			n += (size_t)snprintf(out + n, sizeof(out) - n,
					      ":%s:%u", d->kind, d->cited_by);
	}
	return out;
}

static const struct {
	const char *typed, *want;
} cases[] = {
	/* two issuers: always both, the newest first */
	{ "01/2026/NQ-HĐND", "dn hue" },
	{ "nq 1 2026 hdnd", "dn hue" },
	{ "so 1 nam 2026 nq hdnd", "dn hue" },
	{ "01 / 2026 / NQ – HĐND", "dn hue" },
	{ "01/2026/\nNQ-HĐND", "dn hue" },
	{ "nghị quyết 01/2026/nq-hdnd thành phố huế", "hue dn" },
	/* no year: those of every year */
	{ "nq 01 hdnd", "dn hue old" },
	{ "Nghị quyết 01", "dn hue old" },
	{ "nghi quyet 01 nam 2019", "old" },
	{ "01/2018/NQ-HĐND", "" },
	/* a year that only the date has */
	{ "471/2025/qd-ubnd", "qd" },
	{ "quyet dinh 471 nam 2025", "qd" },
	{ "quyet dinh 471 nam 2024", "" },
	/* with and without the type's code */
	{ "64/CP", "nd" },
	{ "nghi dinh 64-cp", "nd" },
	{ "nghị định 64 của Chính phủ", "nd" },
	/* marks: typed they count, unless nothing else is there */
	{ "7/HD-UBND", "hd" },
	{ "7/hd-ubnd", "hd" },
	{ "7/HĐ-UBND", "hd" },
	/* the standing committee both ways */
	{ "01/ĐA-TTHĐND", "da" },
	{ "de an 01 hdnd tt", "da" },
	/* a law held in provisions is one; Điều 1 names its issuer */
	{ "57/2020/QH14", "dieu-1(3)" },
	{ "luat 57 qh14", "dieu-1(3)" },
	{ "57/2020", "dieu-1(3)" },
	{ "luật số 57 năm 2020", "dieu-1(3)" },
	/* cited, not held */
	{ "20-CT/TU", "20-CT/TU:mention:2" },
	{ "chi thi 20 cua tinh uy", "20-CT/TU:mention:2" },
	{ "nghi quyet 43/2022/qh15", "43/2022/QH15:mention:1" },
	{ "không phải số", "" },
	{ "", "" },
};

START_TEST(resolve__typed)
{
	vb_searcher *s;
	struct vb_results r;

	put_lines(held);
	update_index(false);
	s = open_searcher();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_ok(vb_resolve(&r, s, vb_str_from(cases[i].typed), 20, &arena,
				 &err));
		ck_assert_msg(!strcmp(shown(&r), cases[i].want),
			      "%s gives '%s', not '%s'", cases[i].typed,
			      shown(&r), cases[i].want);
	}
	vb_searcher_close(s);
}
END_TEST

START_TEST(resolve__fields)
{
	vb_searcher *s;
	struct vb_results r;

	put_lines(held);
	update_index(false);
	s = open_searcher();
	ck_ok(vb_resolve(&r, s, VB_STR("57/2020/QH14"), 20, &arena, &err));
	ck_assert_uint_eq(r.total, 1);
	ck_assert_str_eq(r.resolved[0].kind, "document");
	ck_str(r.resolved[0].number, "57/2020/QH14");
	ck_str(r.resolved[0].type, "luat");
	ck_str(r.resolved[0].issuer, "Quốc hội");
	ck_str(r.resolved[0].date, "2020-06-16");
	ck_assert_uint_eq(r.resolved[0].cited_by, 0);
	ck_assert_uint_eq(r.hits[0].n_mentions, 0);
	ck_ok(vb_resolve(&r, s, VB_STR("20 ct tu"), 20, &arena, &err));
	ck_assert_uint_eq(r.n_hits, 0);
	ck_str(r.resolved[0].number, "20-CT/TU");
	ck_str(r.resolved[0].type, "chi-thi");
	ck_assert_uint_eq(r.resolved[0].id.len, 0);
	/* no more documents than asked for, but told how many there are */
	ck_ok(vb_resolve(&r, s, VB_STR("nq 1 hdnd"), 2, &arena, &err));
	ck_assert_uint_eq(r.n_hits, 2);
	ck_assert_uint_eq(r.n_resolved, 2);
	ck_assert_uint_eq(r.total, 3);
	vb_searcher_close(s);
}
END_TEST

START_TEST(resolve__in_a_search)
{
	struct vb_results r;

	put_lines(held);
	update_index(false);
	r = search_for("nq 01 2026 hdnd giá đất");
	ck_assert_str_eq(shown(&r), "dn hue");
	ck_assert_str_eq(r.hits[0].why.stage, "number");
	r = search_for("nq 21 2022 hdnd");
	ck_assert_str_eq(shown(&r), "");
	r = search_for("chi thi 20 tu");
	ck_assert_str_eq(shown(&r), "20-CT/TU:mention:2");
	ck_assert_str_eq(r.hits[0].why.stage, "cited");
	r = search_for("giá đất");
	ck_assert_uint_eq(r.n_resolved, 0);
}
END_TEST

static const struct {
	const char *typed, *key;
	unsigned fit;
} fits[] = {
	{ "5/2024/NQ-HĐND", "5 2024 NQ HĐND", VB_FIT_EXACT },
	{ "5/2024/nq-hdnd", "5 2024 NQ HĐND", VB_FIT_EXACT },
	{ "5/HD-UBND", "5 HĐ UBND", VB_FIT_FOLDED },
	{ "5/TT-UBND", "5 TTR UBND", VB_FIT_NONE },
	{ "5/CT-UBND", "5 CTR UBND", VB_FIT_NONE },
	{ "nghi dinh 64-cp", "64 NĐ CP", VB_FIT_CODE },
	{ "64/NĐ-CP", "64 CP", VB_FIT_CODE },
	{ "5/NQ-HĐND", "5 2024 NQ HĐND", VB_FIT_YEAR },
	{ "5/2024/NQ-HĐND", "5 NQ HĐND", VB_FIT_YEAR },
	{ "5/2024/NQ-HĐND", "5 2023 NQ HĐND", VB_FIT_NONE },
	{ "nghị quyết 5", "5 NQ HĐND", VB_FIT_PART },
	{ "nghị quyết 5", "5 2022 QH15",
	  VB_FIT_PART + VB_FIT_CODE + VB_FIT_YEAR },
	{ "nghị quyết 5", "5 QĐ UBND", VB_FIT_NONE },
	{ "số 5 của Thành ủy", "5 ĐA TU", VB_FIT_PART },
	{ "số 5 của Thành ủy", "5 ĐA UBND", VB_FIT_NONE },
	{ "nghị quyết 5", "50 NQ HĐND", VB_FIT_NONE },
	{ "nghị quyết 5", "=luat thanh nien 2020", VB_FIT_NONE },
};

START_TEST(fit__cases)
{
	struct vb_number n;
	struct vb_wanted wanted = { .number = &n };
	struct vb_check check;

	ck_assert(vb_number_find_loose(&n, &wanted.partial,
				       vb_str_from(fits[_i].typed), 0));
	ck_assert_uint_eq(vb_fit_of(&check, &wanted, vb_str_from(fits[_i].key)),
			  fits[_i].fit);
}
END_TEST

/* A committee's numbers begin again with its term: 20-CT/TU of two. */
static const char *const committees[] = {
	"{\"id\":\"b\",\"kind\":\"document\",\"number\":\"20-CT/TU\","
	"\"issuer\":\"Tỉnh ủy Hà Tĩnh\",\"date\":\"2017-11-15\","
	"\"text\":\"Sau.\"}",
	"{\"id\":\"a\",\"kind\":\"document\",\"number\":\"20-CT/TU\","
	"\"issuer\":\"Tỉnh ủy Hà Tĩnh\",\"date\":\"2012-11-15\","
	"\"text\":\"Trước.\"}",
	"{\"id\":\"s\",\"kind\":\"document\",\"number\":\"20-CT/TU\","
	"\"issuer\":\"Tỉnh ủy Hà Tĩnh\",\"date\":\"2010-10-15\","
	"\"text\":\"Khi đại hội.\"}",
	NULL
};

START_TEST(resolve__terms)
{
	vb_searcher *s;
	struct vb_results r;

	put_lines(committees);
	update_index(false);
	s = open_searcher();
	ck_ok(vb_resolve(&r, s, VB_STR("20-CT/TU"), 10, &arena, &err));
	ck_assert_str_eq(shown(&r), "b a s");
	ck_str(r.resolved[0].term, "nhiệm kỳ 2015-2020");
	ck_str(r.resolved[1].term, "nhiệm kỳ 2010-2015");
	ck_str(r.resolved[2].term, "");
	vb_searcher_close(s);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("resolve");
	TCase *t = add_case(s, "resolve");

	tcase_add_test(t, resolve__typed);
	tcase_add_test(t, resolve__terms);
	tcase_add_test(t, resolve__fields);
	tcase_add_test(t, resolve__in_a_search);
	tcase_add_loop_test(t, fit__cases, 0,
			    (int)(sizeof(fits) / sizeof(fits[0])));
	return run_suite(s);
}
