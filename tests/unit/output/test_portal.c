/* Pieces of pages: citations, highlights, bars, changes. */
#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "output/portal.h"

static struct vb_arena arena = VB_ARENA_INIT;
static struct vb_buf out = VB_BUF_INIT(1 << 24);

static void setup(void)
{
	vb_buf_truncate(&out, 0);
}

static void teardown(void)
{
	vb_arena_clear(&arena);
	vb_buf_clear(&out);
}

static const struct {
	const char *kind, *type, *number, *date, *issuer, *title, *origin;
	const char *want;
} citations[] = {
	{ "document", "nghi-quyet", "05/2019/NQ-HĐND", "2019-07-12",
	  "Hội đồng nhân dân tỉnh Nghệ An", "Về giá đất", "",
	  "Nghị quyết số 05/2019/NQ-HĐND ngày 12/7/2019 của HĐND tỉnh "
	  "Nghệ An" },
	/* two digits of a day, and of January and February */
	{ "document", "quyet-dinh", "1/QĐ-UBND", "2020-02-05",
	  "Ủy ban nhân dân xã Kỳ Anh", "", "",
	  "Quyết định số 1/QĐ-UBND ngày 05/02/2020 của UBND xã Kỳ Anh" },
	{ "document", "nghi-quyet", "2/NQ-HĐND", "2020-12-31",
	  "Thường trực Hội đồng nhân dân thành phố Huế", "", "",
	  "Nghị quyết số 2/NQ-HĐND ngày 31/12/2020 của Thường trực HĐND "
	  "thành phố Huế" },
	{ "document", "chi-thi", "20-CT/TU", "", "Thành ủy Hà Nội", "", "",
	  "Chỉ thị số 20-CT/TU của Thành ủy Hà Nội" },
	{ "document", "chi-thi", "", "2021-03-01", "", "", "",
	  "Chỉ thị ngày 01/3/2021" },
	{ "document", "", "12/TB", "2021-03-01", "", "", "",
	  "Văn bản số 12/TB ngày 01/3/2021" },
	{ "document", "", "", "2021-03-01", "", "Tài liệu họp", "",
	  "“Tài liệu họp”, 01/3/2021" },
	{ "article", "", "", "2021-11-16", "", "Kỳ họp thứ 5", "Báo Huế",
	  "“Kỳ họp thứ 5”, Báo Huế, 16/11/2021" },
	{ "article", "chi-thi", "20-CT/TU", "", "", "Về Chỉ thị 20", "",
	  "“Về Chỉ thị 20”" },
	{ "", "", "", "", "", "", "", "" },
};

START_TEST(cite__cases)
{
	struct vb_field f[VB_FIELD_COUNT];

	for (int i = 0; i < VB_FIELD_COUNT; i++)
		f[i] = (struct vb_field){ .value = VB_STR_EMPTY,
					  .label = VB_STR_EMPTY };
	f[VB_FIELD_KIND].value = vb_str_from(citations[_i].kind);
	f[VB_FIELD_TYPE].value = vb_str_from(citations[_i].type);
	f[VB_FIELD_NUMBER].value = vb_str_from(citations[_i].number);
	f[VB_FIELD_DATE].value = vb_str_from(citations[_i].date);
	f[VB_FIELD_ISSUER].value = vb_str_from(citations[_i].issuer);
	f[VB_FIELD_TITLE].value = vb_str_from(citations[_i].title);
	f[VB_FIELD_ORIGIN].value = vb_str_from(citations[_i].origin);
	ck_assert_int_eq(vb_cite_as(&out, f), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), citations[_i].want);
}
END_TEST

/* In `want` each marked stretch stands in brackets. */
static const struct {
	const char *query, *text, *want;
} highlights[] = {
	{ "giá", "Giá đất và giả định", "[Giá] đất và giả định" },
	/* without marks: any spelling */
	{ "gia", "Giá đất và giả định", "[Giá] đất và [giả] định" },
	/* with marks: others only where there is none as typed */
	{ "giá", "giả định", "[giả] định" },
	{ "giá", "Giả định, giá", "Giả định, [giá]" },
	{ "sách sạch", "sách, sắch", "[sách], [sắch]" },
	{ "kì", "kỳ họp, kí", "[kỳ] họp, kí" },
	/* neighbours are one, and words alone are left when there are some */
	{ "giá đất", "Bảng giá đất; đất đai; giá cả",
	  "Bảng [giá đất]; đất đai; giá cả" },
	{ "giá đất", "đất đai và giá cả", "[đất] đai và [giá] cả" },
	{ "hoà bình", "Hòa Bình", "[Hòa Bình]" },
	{ "\"hội đồng nhân dân\"", "Hội đồng nhân dân tỉnh",
	  "[Hội đồng nhân dân] tỉnh" },
	/* what is excluded, and filters */
	{ "đất -rừng", "đất rừng", "[đất] rừng" },
	{ "đất loai:nghi-quyet", "nghị quyết về đất", "nghị quyết về [đất]" },
	{ "nông*", "nông nghiệp, nóng", "[nông] nghiệp, nóng" },
	{ "20-CT/TU", "Chỉ thị 20-CT/TU ngày 20",
	  "Chỉ thị [20-CT/TU] ngày 20" },
	{ "rừng", "không có gì", "không có gì" },
	{ "", "không hỏi gì", "không hỏi gì" },
	/* lines stay apart */
	{ "giá đất", "giá\nđất", "[giá]\n[đất]" },
	/* what is short for them, and what it is short for, as a whole */
	{ "UBND", "Ủy ban nhân dân, UBND, nhân dân",
	  "[Ủy ban nhân dân], [UBND], nhân dân" },
	{ "ủy ban nhân dân", "UBND xã", "[UBND] xã" },
	{ "UBND huyện", "UBND; Ủy ban nhân dân huyện",
	  "UBND; [Ủy ban nhân dân huyện]" },
};

static void find(struct vb_marking *m, const char *query, const char *text)
{
	struct vb_query parsed;

	ck_assert_int_eq(
		vb_query_parse(&parsed, &arena, vb_str_from(query), NULL),
		VB_OK);
	memset(m, 0, sizeof(*m));
	m->text = vb_str_from(text);
	ck_assert_int_eq(
		vb_highlights_find(&m->marks, &arena, m->text, &parsed), VB_OK);
}

START_TEST(highlight__cases)
{
	struct vb_marking m;
	size_t at = 0;

	find(&m, highlights[_i].query, highlights[_i].text);
	for (size_t i = 0; i < m.marks.n; i++) {
		struct vb_range r = m.marks.ranges[i];

		ck_assert(!vb_buf_printf(
			&out, "%.*s[%.*s]",
			VB_STR_ARG(vb_str_sub(m.text, at, r.from)),
			VB_STR_ARG(vb_str_sub(m.text, r.from, r.to))));
		at = r.to;
	}
	ck_assert(!vb_buf_append(&out, vb_str_skip(m.text, at)));
	ck_assert_str_eq(vb_buf_cstr(&out), highlights[_i].want);
}
END_TEST

START_TEST(highlight__html)
{
	struct vb_marking m;

	find(&m, "đất", "<đất> & \"đất\"\nđất cuối");
	ck_assert_int_eq(vb_html_marked(&out, &m, 0, 19), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out),
			 "&lt;<mark id=\"hl\">đất</mark>&gt; &amp; "
			 "&quot;<mark>đất</mark>&quot;");
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_html_marked(&out, &m, 20, 33), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "<mark>đất</mark> cuối");
}
END_TEST

/* A text of nothing but the word: bounded. */
START_TEST(highlight__bounded)
{
	struct vb_buf text = VB_BUF_INIT(1 << 24);
	struct vb_marking m;

	for (int i = 0; i < 100000; i++)
		ck_assert(!vb_buf_append_cstr(&text, "đất.\n"));
	find(&m, "đất", vb_buf_cstr(&text));
	ck_assert_uint_eq(m.marks.n, VB_HIGHLIGHTS);
	vb_buf_clear(&text);
}
END_TEST

static size_t count(const char *what)
{
	size_t n = 0;

	for (const char *p = vb_buf_cstr(&out); (p = strstr(p, what)); p++)
		n++;
	return n;
}

START_TEST(bars__links)
{
	const struct vb_bar bars[] = {
		{ VB_STR("2019"), VB_STR("2019: 1"), VB_STR("/a?b&c"), 1 },
		{ VB_STR("2020"), VB_STR("2020: 0"), VB_STR("/x"), 0 },
		{ VB_STR("2021"), VB_STR("2021: 4"), VB_STR_EMPTY, 4 },
	};

	ck_assert_int_eq(vb_html_bars(&out, bars, 3, VB_STR("\"><script>")),
			 VB_OK);
	ck_assert_uint_eq(count("<a href=\"/a?b&amp;c\""), 1);
	ck_assert_uint_eq(count("<a "), 1);
	ck_assert_uint_eq(count("class=\"bar\""), 2);
	ck_assert_uint_eq(count("2020"), 1); /* its label alone */
	ck_assert_uint_eq(count("<script"), 0);
	ck_assert_uint_eq(count("style"), 0);
	/* 1 of 4 at 112 is 28 high, the highest 112 */
	ck_assert_uint_eq(count("height=\"28\""), 1);
	ck_assert_uint_eq(count("height=\"112\""), 1);
	/* three columns of 44, and room beside the outer labels */
	ck_assert_uint_eq(count("<svg class=\"chart wide\" width=\"140\""), 1);
	ck_assert_uint_eq(count("viewBox=\"-4 0 140 152\""), 1);
	ck_assert_uint_eq(count("<text x=\"22\" y=\"146\">2019"), 1);
}
END_TEST

START_TEST(bars__many)
{
	static struct vb_bar bars[300];

	for (int i = 0; i < 300; i++)
		bars[i] = (struct vb_bar){ VB_STR("1"), VB_STR("2"),
					   VB_STR("/"), 1000000 };
	ck_assert_int_eq(vb_html_bars(&out, bars, 300, VB_STR("x")), VB_OK);
	ck_assert_uint_eq(count("<a "), VB_BARS);
	/* of 28, which is how wide four figures may be */
	ck_assert_uint_eq(count("<svg class=\"chart\" width=\"3368\""), 1);
	ck_assert_uint_eq(count("viewBox=\"-4 0 3368 152\""), 1);
	ck_assert_uint_eq(count("<text x=\"3346\" y=\"146\">"), 1);
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_html_bars(&out, bars, 0, VB_STR("x")), VB_OK);
	ck_assert_uint_eq(count("<a "), 0);
}
END_TEST

static const struct {
	const char *before, *after, *want;
} changes[] = {
	{ "a", "a", "<p>a</p>\n" },
	{ "a <b>", "c",
	  "<p class=\"gone\"><del>a &lt;b&gt;</del></p>\n"
	  "<p class=\"new\"><ins>c</ins></p>\n" },
	{ "Giá 1 đồng một cân", "Giá 2 đồng một cân",
	  "<p class=\"gone\">Giá <del>1 </del>đồng một cân</p>\n"
	  "<p class=\"new\">Giá <ins>2 </ins>đồng một cân</p>\n" },
	{ "1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\n5\n6\n7\n8\nx",
	  "<p class=\"gap\">… 6 dòng …</p>\n<p>7</p>\n<p>8</p>\n"
	  "<p class=\"gone\"><del>9</del></p>\n"
	  "<p class=\"new\"><ins>x</ins></p>\n" },
	{ "0\n1\n2\n3\n4\n5\n6\n7", "1\n2\n3\n4\n5\n6",
	  "<p class=\"gone\"><del>0</del></p>\n"
	  "<p>1</p>\n<p>2</p>\n<p class=\"gap\">… 2 dòng …</p>\n"
	  "<p>5</p>\n<p>6</p>\n<p class=\"gone\"><del>7</del></p>\n" },
};

START_TEST(changes__cases)
{
	struct vb_diff diff;
	bool cut;

	ck_assert_int_eq(vb_diff_texts(&diff, &arena,
				       vb_str_from(changes[_i].before),
				       vb_str_from(changes[_i].after)),
			 VB_OK);
	ck_assert_int_eq(vb_html_changes(&out, &cut, &diff, "dòng"), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), changes[_i].want);
	ck_assert(!cut);
}
END_TEST

#define N(a) (sizeof(a) / sizeof((a)[0]))

int main(void)
{
	Suite *s = suite_create("output/portal");
	TCase *t = tcase_create("portal");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, cite__cases, 0, N(citations));
	tcase_add_loop_test(t, highlight__cases, 0, N(highlights));
	tcase_add_test(t, highlight__html);
	tcase_add_test(t, highlight__bounded);
	tcase_add_test(t, bars__links);
	tcase_add_test(t, bars__many);
	tcase_add_loop_test(t, changes__cases, 0, N(changes));
	suite_add_tcase(s, t);
	return run_suite(s);
}
