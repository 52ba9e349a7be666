#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "../run.h"
#include "base/buf.h"
#include "doc/gist.h"

#define TO "Số: 5/CT-CS\nKính\ngửi: Thuế tỉnh A.\n"

static const struct {
	const char *text, *want;
} gist_cases[] = {
	{ TO "Cục Thuế nhận được công văn số 506/A-NV ngày\n30/7/2025 của Thuế "
	     "tỉnh A vướng mắc về việc miễn giảm\ntiền. Về vấn đề này, "
	     "Cục Thuế có ý kiến như sau:\n",
	  "về việc miễn giảm\ntiền" },
	/* the answer is announced in the same sentence */
	{ TO "Trả lời công văn số 1 về đề nghị hướng dẫn thủ tục, hồ sơ, Cục\n"
	     "Hải quan có ý kiến như sau:\n",
	  "về đề nghị hướng dẫn thủ tục, hồ sơ" },
	{ TO "Cục Thuế nhận được văn bản về thuế như sau:\n", "về thuế" },
	/* whom it goes to says "về", too, and is no matter */
	{ "Kính gửi: Ban Chỉ đạo về chuyển đổi số;\nThực hiện Chỉ thị số 3 "
	  "về\nđất đai.\n",
	  "về\nđất đai" },
	{ "Kính gửi:\nCông ty A;\nĐịa chỉ nhận thông báo: Lô A8.\nTrả lời văn\n"
	  "bản số 1 ngày 20.11 về việc thuế.\n",
	  "về việc thuế" },
	/* no matter before the answer; later sentences do not count */
	{ TO "Đề nghị báo cáo các nội dung sau:\n1. Quyết định về giá.\n", "" },
	{ TO "Bộ nhận được công văn. Nay trả lời.\n", "" },
	/* no letter */
	{ "Cục Thuế nhận được công văn về việc thuế.\n", "" },
	{ "Kính gửi", "" },
	{ "", "" },
};

START_TEST(gist__cases)
{
	struct vb_str got = vb_gist_of(vb_str_from(gist_cases[_i].text));

	ck_assert_uint_eq(got.len, strlen(gist_cases[_i].want));
	ck_assert(vb_str_eq(got, vb_str_from(gist_cases[_i].want)));
}
END_TEST

static const struct {
	const char *text, *want;
} opening_cases[] = {
	{ "Kính gửi: Các\nđồng chí\nThực\nhiện Kết luận số 1. Nay làm.\n",
	  "Thực\nhiện Kết luận số 1" },
	{ "Kính gửi: Các bộ.\nCăn cứ Luật, bộ yêu cầu:\n1. Một\n",
	  "Căn cứ Luật, bộ yêu cầu" },
	{ "Kính gửi: Các bộ.\nMột câu khác.\n", "" },
	{ "Căn cứ Luật.\n", "" },
};

START_TEST(gist__opening)
{
	struct vb_str got =
		vb_gist_opening(vb_str_from(opening_cases[_i].text));

	ck_assert(vb_str_eq(got, vb_str_from(opening_cases[_i].want)));
}
END_TEST

/* A sentence without end is cut between two words. */
START_TEST(gist__bounded)
{
	struct vb_buf text = VB_BUF_INIT(8192);
	struct vb_str got;

	ck_assert_int_eq(vb_buf_append_cstr(&text, "Kính gửi: A\nNhận được "
						   "công văn về"),
			 VB_OK);
	for (int i = 0; i < 600; i++)
		ck_assert_int_eq(vb_buf_append_cstr(&text, " thuế"), VB_OK);
	got = vb_gist_of(vb_buf_str(&text));
	ck_assert_uint_le(got.len, VB_GIST_BYTES);
	ck_assert_uint_gt(got.len, VB_GIST_BYTES - 10);
	ck_assert(vb_str_ends(got, VB_STR(" thuế")));
	vb_buf_clear(&text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("gist");
	TCase *tc = tcase_create("gist");

	tcase_add_loop_test(tc, gist__cases, 0,
			    sizeof(gist_cases) / sizeof(gist_cases[0]));
	tcase_add_loop_test(tc, gist__opening, 0,
			    sizeof(opening_cases) / sizeof(opening_cases[0]));
	tcase_add_test(tc, gist__bounded);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
