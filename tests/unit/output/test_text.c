#include "answer.h"

START_TEST(text__english)
{
	ck_assert_str_eq(write_results(style_of(VB_FORMAT_TEXT)),
			 "2 results (1.2 ms)\n"
			 " 1. Nghị quyết về giá đất\n"
			 "   Nghị quyết · 05/NQ-HĐND · HĐND tỉnh · 2024-07-10 "
			 "(inferred) · cites 20-CT/TU,\n"
			 "   01/ĐA-HĐND\n"
			 "   … Giá đất & hơn\n"
			 "   nq-5\n"
			 " 2. /vb/bài 1.txt\n"
			 "   article\n"
			 "   bai-1\n");
}
END_TEST

START_TEST(text__vietnamese)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);

	style.vietnamese = true;
	ck_assert_str_eq(write_results(style),
			 "2 kết quả (1.2 ms)\n"
			 " 1. Nghị quyết về giá đất\n"
			 "   Nghị quyết · 05/NQ-HĐND · HĐND tỉnh · 2024-07-10 "
			 "(suy ra) · nhắc đến\n"
			 "   20-CT/TU, 01/ĐA-HĐND\n"
			 "   … Giá đất & hơn\n"
			 "   nq-5\n"
			 " 2. /vb/bài 1.txt\n"
			 "   bài viết\n"
			 "   bai-1\n");
}
END_TEST

START_TEST(text__summary_lines)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);

	results.n_hits = 0;
	ck_assert_str_eq(write_results(style), "2 results (1.2 ms)\n");
	results.exact = false;
	results.relaxed = true;
	ck_assert_str_eq(write_results(style),
			 "at least 2 results; some hold only part of the "
			 "words (1.2 ms)\n");
	style.vietnamese = true;
	ck_assert_str_eq(write_results(style),
			 "ít nhất 2 kết quả; một số chỉ chứa một phần các từ "
			 "(1.2 ms)\n");
	results.total = 0;
	ck_assert_str_eq(write_results(style), "không tìm thấy\n");
	style.vietnamese = false;
	results.did_you_mean = VB_STR("giá");
	ck_assert_str_eq(write_results(style),
			 "nothing found\ndid you mean: giá\n");
}
END_TEST

START_TEST(text__facets)
{
	results.n_hits = 0;
	results.facets = facets;
	results.n_facets = 2;
	ck_assert_str_eq(write_results(style_of(VB_FORMAT_TEXT)),
			 "2 results (1.2 ms)\n"
			 "type:\n"
			 "       2  Nghị quyết\n"
			 "       1  <b>\n");
}
END_TEST

START_TEST(text__explain)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);

	style.explain = true;
	ck_assert_ptr_nonnull(strstr(write_results(style),
				     "   nq-5\n"
				     "   step number, bm25 2.5000\n"));
}
END_TEST

/* Color only where asked, and every highlight ends. */
START_TEST(text__color)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);
	const char *text;

	ck_assert_ptr_null(strchr(write_results(style), '\033'));
	style.color = true;
	text = write_results(style);
	ck_assert_ptr_nonnull(strstr(text, "\033[1mNghị quyết về giá đất"
					   "\033[0m\n"));
	ck_assert_ptr_nonnull(strstr(text, "… \033[1;33mGiá\033[0m "
					   "\033[1;33mđất\033[0m & hơn\n"));
}
END_TEST

/* Neighbours are one mark (index/snippet.h): each word of it is coloured, also
 * where a line ends between them. */
START_TEST(text__color_of_several)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);
	struct vb_range range = { 5, 23 };

	style.color = true;
	hits[0].snippet.text = VB_STR("Về bảng giá đất, (giá đất) và");
	hits[0].snippet.cut_start = false;
	hits[0].snippet.marks = &range;
	hits[0].snippet.n_marks = 1;
	ck_assert_ptr_nonnull(strstr(write_results(style),
				     "   Về \033[1;33mbảng\033[0m "
				     "\033[1;33mgiá\033[0m "
				     "\033[1;33mđất\033[0m, (giá đất) và\n"));
	style.width = 20;
	ck_assert_ptr_nonnull(strstr(write_results(style),
				     "   Về \033[1;33mbảng\033[0m "
				     "\033[1;33mgiá\033[0m "
				     "\033[1;33mđất\033[0m,\n"
				     "   (giá đất) và\n"));
}
END_TEST

/* Columns as a terminal counts them: without escapes, a letter is one. */
static size_t widest(const char *text)
{
	size_t widest = 0, column = 0;

	for (const char *p = text; *p; p++) {
		if (*p == '\033')
			p += strcspn(p, "m");
		else if (*p == '\n')
			column = 0;
		else if (((unsigned char)*p & 0xc0) != 0x80)
			column++;
		widest = column > widest ? column : widest;
	}
	return widest;
}

/* Long texts of short words, at every width, ranks of all lengths. */
START_TEST(text__wrapped)
{
	static const size_t offsets[] = { 0, 98, 998, 9998 };
	static const unsigned widths[] = { 0, 20, 40, 79, 80, 100 };
	struct vb_style style = style_of(VB_FORMAT_TEXT);
	static char text[4000];
	struct vb_range range = { 20, 24 };

	for (size_t i = 0, at = 0; i < 300; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s",
				       i % 3 ? "đất " : "nghị quyết ");
	hits[0].title = hits[0].issuer = vb_str_from(text);
	hits[0].snippet.text = vb_str_from(text);
	hits[0].snippet.marks = &range;
	hits[0].snippet.n_marks = 1;
	style.color = _i % 2;
	results.exact = false;
	for (size_t k = 0; k < sizeof(widths) / sizeof(widths[0]); k++) {
		style.width = widths[k];
		results.offset = offsets[_i];
		results.n_hits = 1;
		ck_assert_uint_le(
			widest(write_results(style)),
			widths[k] ? (widths[k] < 26 ? 30 : widths[k]) : 80);
	}
}
END_TEST

/* A word that no line holds stands alone and whole. */
START_TEST(text__long_word)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);
	static char word[201];

	memset(word, 'x', 200);
	hits[1].title = vb_str_from(word);
	style.width = 40;
	ck_assert_ptr_nonnull(strstr(write_results(style), word));
}
END_TEST

/* Nothing in a document steers the terminal, wherever it stands. */
START_TEST(text__controls)
{
	struct vb_str s = VB_STR("a\033[2Jb\302\233c\177d\re\007f");
	struct vb_style style = style_of(VB_FORMAT_TEXT);
	const char *text;

	hits[0].title = hits[0].number = hits[0].type_label = s;
	hits[0].issuer = hits[0].date = hits[0].id = hits[0].source = s;
	hits[0].snippet.text = s;
	hits[0].snippet.n_marks = 0;
	mentions[0] = s;
	values[0].label = s;
	results.facets = facets;
	results.n_facets = 2;
	text = write_results(style);
	mentions[0] = VB_STR("20-CT/TU");
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		ck_assert(*p >= 0x20 || *p == '\n');
		ck_assert(*p != 0x7f);
		ck_assert(*p != 0xc2 || p[1] >= 0xa0);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("output/text");
	TCase *t = tcase_create("text");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, text__english);
	tcase_add_test(t, text__vietnamese);
	tcase_add_test(t, text__summary_lines);
	tcase_add_test(t, text__facets);
	tcase_add_test(t, text__explain);
	tcase_add_test(t, text__color);
	tcase_add_test(t, text__color_of_several);
	tcase_add_loop_test(t, text__wrapped, 0, 4);
	tcase_add_test(t, text__long_word);
	tcase_add_test(t, text__controls);
	suite_add_tcase(s, t);
	return run_suite(s);
}
