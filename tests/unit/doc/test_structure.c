#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/structure.h"

static struct vb_arena arena;

static void clear(void)
{
	vb_arena_clear(&arena);
}

/* The anchors of `text`, a space between. */
static const char *anchors(const char *text)
{
	static char out[4096];
	struct vb_structure s;
	size_t n = 0;

	ck_assert_int_eq(vb_structure_read(&s, &arena, vb_str_from(text)),
			 VB_OK);
	out[0] = '\0';
	for (size_t i = 0; i < s.n; i++)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s",
				      i ? " " : "",
				      VB_STR_ARG(s.sections[i].anchor));
	return out;
}

static const struct {
	const char *text, *want;
} cases[] = {
	{ "Lời nói đầu", "" },
	{ "Điều 1. Một\n1. x\n2. y\na) p\nb) q\nđ) r\nĐiều 2. Hai\n1. z",
	  "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2 dieu-1.khoan-2.diem-a "
	  "dieu-1.khoan-2.diem-b dieu-1.khoan-2.diem-dd dieu-2 "
	  "dieu-2.khoan-1" },
	/* points of a Điều without khoản */
	{ "Điều 4. Cấm:\na) p;\nb) q.", "dieu-4 dieu-4.diem-a dieu-4.diem-b" },
	{ "Phần thứ nhất\nCHUNG\nChương I\nCHUNG\nMục 1. A\nĐiều 1. a\n"
	  "Mục 2. B\nĐiều 2. b\nChương II\nĐiều 3. c\nMục 1\nĐiều 4. d",
	  "phan-1 phan-1.chuong-1 phan-1.chuong-1.muc-1 dieu-1 "
	  "phan-1.chuong-1.muc-2 dieu-2 phan-1.chuong-2 dieu-3 "
	  "phan-1.chuong-2.muc-1 dieu-4" },
	{ "CHƯƠNG 1. CHUNG\nĐIỀU 1: a\nTiểu mục 1. b",
	  "chuong-1 dieu-1 chuong-1.tieu-muc-1" },
	/* inserted by a later law */
	{ "Điều 5. a\nĐiều 5a. b\nĐiều 5b. c\nĐiều 6. d",
	  "dieu-5 dieu-5a dieu-5b dieu-6" },
	/* the Party's way */
	{ "I. TÌNH HÌNH\n1. Kết quả\n1.1. Về chi\n1.2. Về thu\n2. Hạn chế\n"
	  "II- MỤC TIÊU\n1- x\n1. Chung\na) p",
	  "la-ma-1 la-ma-1.khoan-1 la-ma-1.khoan-1-1 la-ma-1.khoan-1-2 "
	  "la-ma-1.khoan-2 la-ma-2 la-ma-2.khoan-1 la-ma-2.khoan-1.diem-a" },
	{ "A. Phần một\nI. X\nII. Y\nB. Phần hai\nI. Z\nC. Phần ba",
	  "chu-a chu-a.la-ma-1 chu-a.la-ma-2 chu-b chu-b.la-ma-1 chu-c" },
	/* a regulation attached to a decision counts anew */
	{ "Điều 1. Ban hành kèm theo\nĐiều 2. Hiệu lực\nQUY CHẾ\n"
	  "Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. x\nChương II\nĐiều 2. y",
	  "dieu-1 dieu-2 kem-theo-1.chuong-1 kem-theo-1.dieu-1 "
	  "kem-theo-1.dieu-1.khoan-1 kem-theo-1.chuong-2 "
	  "kem-theo-1.dieu-2" },
	/* without a title of its own, a Điều 1 is only repeated */
	{ "Điều 1. a\nĐiều 2. b\nĐiều 1. (lặp lại)\nĐiều 3. c",
	  "dieu-1 dieu-2 dieu-3" },
	{ "Điều 1. a\nPHỤ LỤC I\nBIỂU MẪU\n1. x\nPHỤ LỤC II\n1. y\nPHỤ LỤC\n"
	  "1. z",
	  "dieu-1 phu-luc-1 phu-luc-1.khoan-1 phu-luc-2 phu-luc-2.khoan-1 "
	  "phu-luc-3 phu-luc-3.khoan-1" },
	/* what an amending text quotes is no section of it */
	{ "Điều 1. Sửa đổi Điều 5 như sau:\n“Điều 5. Mới\n1. x\n2. y”\n"
	  "Điều 2. Hiệu lực",
	  "dieu-1 dieu-2" },
	{ "Điều 1. Sửa đổi:\n1. Khoản 2 như sau: “2. Mới\na) x.”\n2. Bỏ",
	  "dieu-1 dieu-1.khoan-1 dieu-1.khoan-2" },
	/* a mark left open in a sentence quotes nothing */
	{ "Điều 1. Biển “cấm dừng\nĐiều 2. a", "dieu-1 dieu-2" },
	/* no headings: sentences, sums, dates, tables */
	{ "theo\nChương II\nvà\nMục 1\ntheo\nĐiều 5 của Luật này\nĐiều khoản "
	  "thi hành\nPhần mềm\n"
	  "Mục tiêu chung\nChương trình 135\nPhụ lục I kèm theo Nghị định",
	  "" },
	{ "Điều 1. a\n100.000 đồng\n1.5 triệu\n26/11/2025\n3/4 số phiếu\n"
	  "2025. Hết\n7. Lạc",
	  "dieu-1" },
	{ "Điều 99999. x", "" },
};

START_TEST(structure__anchors)
{
	ck_assert_str_eq(anchors(cases[_i].text), cases[_i].want);
}
END_TEST

START_TEST(structure__spans_and_parents)
{
	static const char text[] = "Đầu\nĐiều 1. Một\n1. x\n2. y\nĐiều 2. Hai";
	const struct vb_section *s;
	struct vb_structure got;

	ck_assert_int_eq(vb_structure_read(&got, &arena, vb_str_from(text)),
			 VB_OK);
	ck_assert_uint_eq(got.n, 4);
	s = got.sections;
	ck_assert_int_eq(s[0].kind, VB_SECTION_ARTICLE);
	ck_assert(vb_str_eq(s[0].label, VB_STR("Điều 1")));
	ck_assert(vb_str_eq(s[0].title, VB_STR("Một")));
	ck_assert_uint_eq(s[0].from, strlen("Đầu\n"));
	ck_assert_uint_eq(s[0].to, strlen(text) - strlen("Điều 2. Hai"));
	ck_assert_uint_eq(s[0].parent, VB_SECTION_NONE);
	ck_assert_uint_eq(s[2].parent, 0);
	ck_assert_uint_eq(s[2].to, s[0].to);
	ck_assert_uint_eq(s[3].to, strlen(text));
	ck_assert_uint_eq(vb_structure_at(&got, 0), VB_SECTION_NONE);
	ck_assert_uint_eq(vb_structure_at(&got, s[0].from), 0);
	ck_assert_uint_eq(vb_structure_at(&got, s[2].from + 1), 2);
	ck_assert_uint_eq(vb_structure_at(&got, strlen(text) - 1), 3);
}
END_TEST

START_TEST(structure__anchors_of_a_place)
{
	static const char text[] = "Điều 3. x\n2. y\n1. z\na) đây\nĐiều 4. w";
	char article[VB_ANCHOR_BYTES], section[VB_ANCHOR_BYTES];
	struct vb_str s = vb_str_from(text);

	vb_structure_anchors(article, section, s,
			     vb_str_find(s, VB_STR("đây"), 0));
	ck_assert_str_eq(article, "dieu-3");
	ck_assert_str_eq(section, "dieu-3.khoan-1.diem-a");
	vb_structure_anchors(article, section, s, s.len);
	ck_assert_str_eq(section, "dieu-4");
	vb_structure_anchors(article, section, VB_STR("x\nĐiều 1. y"), 0);
	ck_assert_str_eq(article, "");
	ck_assert_str_eq(section, "");
}
END_TEST

/* More sections than are told apart, and soon. */
START_TEST(structure__many)
{
	struct vb_structure s;
	size_t n = 0, size = 2000000;
	char *text = malloc(size);

	ck_assert_ptr_nonnull(text);
	for (unsigned i = 1; i <= 9999; i++)
		n += (size_t)snprintf(text + n, size - n,
				      "Điều %u. x\n1. y\n2. z\n", i);
	ck_assert_int_eq(vb_structure_read(&s, &arena, vb_str_of(text, n)),
			 VB_OK);
	ck_assert_uint_eq(s.n, VB_SECTIONS_MAX);
	ck_assert(vb_str_eq(s.sections[3].anchor, VB_STR("dieu-2")));
	ck_assert_uint_eq(s.sections[VB_SECTIONS_MAX - 1].to, n);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("structure");
	TCase *t = tcase_create("structure");

	tcase_add_checked_fixture(t, NULL, clear);
	tcase_add_loop_test(t, structure__anchors, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, structure__spans_and_parents);
	tcase_add_test(t, structure__anchors_of_a_place);
	tcase_add_test(t, structure__many);
	suite_add_tcase(suite, t);
	return run_suite(suite);
}
