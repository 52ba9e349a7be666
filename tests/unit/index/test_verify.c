#include "built.h"
#include "index/verify.h"

static void clear(void)
{
	vb_arena_clear(&arena);
}

static bool verify(const char *query, struct vb_candidate candidate)
{
	struct vb_query q;

	ck_ok(vb_query_parse(&q, &arena, vb_str_from(query), &err));
	ck_assert_ptr_nonnull(q.root);
	if (!candidate.title.ptr)
		candidate.title = VB_STR_EMPTY;
	return vb_verify(q.root, &candidate);
}

static bool holds(const char *query, const char *text)
{
	return verify(query,
		      (struct vb_candidate){ .text = vb_str_from(text) });
}

static const struct {
	const char *query, *text;
	bool want;
} cases[] = {
	{ "\"giá đất\"", "Bảng giá đất mới", true },
	{ "\"giá đất\"", "Đất có giá", false },
	{ "\"giá đất\"", "giá, đất", true }, /* across punctuation */
	{ "\"giá đất\"", "giá\n\nđất", true },
	{ "\"giá đất\"", "giá một đất", false },
	{ "\"giá đất\"", "gia đất", false }, /* typed with marks */
	{ "\"gia dat\"", "giá đất", true },
	{ "\"gia đất\"", "giá đất", true },
	{ "\"gia đất\"", "giá dắt", false },
	{ "\"GIÁ ĐẤT\"", "giá đất", true },
	{ "\"thuỷ sản\"", "thủy sản", true },
	/* i and y are one letter at the end of a syllable, with marks or not */
	{ "\"xử lý\"", "xử lí khó", true },
	{ "\"xử lí\"", "xử lý khó", true },
	{ "\"xu ly\"", "xử lí khó", true },
	{ "\"ki hop\"", "kỳ họp", true },
	{ "\"thi truong\"", "thy trường", false },
	/* a word that begins alike, or ends a number's groups */
	{ "\"giá đất\"", "giáđất, giá đất", true },
	{ "\"giá đất\"", "giágiá đất", false },
	{ "\"150 đồng\"", "2.150 đồng", false },
	{ "\"2150 đồng\"", "2.150 đồng", true },
	{ "\"150 đồng\"", "12,5.150 đồng", false }, /* 12 5150 */
	{ "\"giá đất\"", "😀giá（đất", true },
	{ "\"Đất\" \"đất ở\"", "“Đất ở”", true },
	/* what repeats itself */
	{ "\"a a b\"", "a a a b", true },
	{ "\"a b a c\"", "a b a b a c", true },
	{ "\"a b a c\"", "a b a b a", false },
	/* what the index has decided is believed */
	{ "\"giá đất\" nước", "giá đất", true },
	{ "\"giá đất\" loai:chi-thi", "giá đất", true },
	{ "\"giá đất\" -loai:chi-thi", "giá đất", true },
	{ "\"giá đất\" -nước", "giá đất nước", true },
	{ "\"giá đất\" -(nước sạch)", "giá đất", true },
	{ "nước -(\"giá đất\" OR rừng)", "rừng nước", true },
	{ "nước -(\"giá đất\" OR rừng)", "giá đất nước", false },
	{ "\"giá đất\" AND \"nước sạch\"", "giá đất, nước sạch", true },
	{ "\"giá đất\" AND \"nước sạch\"", "giá đất, sạch nước", false },
	/* phrases that must not be there */
	{ "nước -\"giá đất\"", "nước, giá đất", false },
	{ "nước -\"giá đất\"", "nước, đất giá", true },
	{ "nước -\"giá đất\" -rừng", "nước, đất giá", true },
	{ "nước -(\"giá đất\" rừng)", "nước, giá đất", true },
	{ "nước -(\"giá đất\" rừng)", "rừng nước, giá đất", false },
	{ "nước -(\"giá đất\" rừng cây)", "rừng, giá đất", true },
	{ "nước -(\"giá đất\" rừng cây)", "cây, rừng, giá đất", false },
	/* beside others under OR, words count too */
	{ "\"giá đất\" OR nước", "đất giá, nước", true },
	{ "\"giá đất\" OR nước", "đất giá", false },
	{ "\"giá đất\" OR (nước sạch)", "đất giá, nước", false },
	{ "\"giá đất\" OR (nước sạch)", "đất giá, sạch nước", true },
	{ "\"giá đất\" OR nướ*", "đất giá, nước", true },
	{ "\"giá đất\" OR \"nước sạch\"", "nước sạch", true },
	{ "\"giá đất\" OR \"nước sạch\"", "sạch nước", false },
	/* a field can't be seen in a text: never refuse */
	{ "\"giá đất\" OR loai:chi-thi", "khác hẳn", true },
	{ "nước -(\"giá đất\" loai:chi-thi)", "nước, giá đất", true },
};

START_TEST(verify__cases)
{
	ck_assert_msg(holds(cases[_i].query, cases[_i].text) == cases[_i].want,
		      "%s in %s", cases[_i].query, cases[_i].text);
}
END_TEST

/* Before the text is read: what it would decide is unsure. */
static const struct {
	const char *query;
	enum vb_verdict want;
} unread_cases[] = {
	{ "\"giá đất\"", VB_VERIFY_UNSURE },
	{ "nước", VB_VERIFY_YES },
	{ "nước -rừng", VB_VERIFY_YES },
	{ "nước -\"giá đất\"", VB_VERIFY_UNSURE },
	{ "nước -rừng -\"giá đất\"", VB_VERIFY_UNSURE },
	{ "nước -tieude:\"giá đất\"", VB_VERIFY_UNSURE },
	{ "nước OR \"giá đất\"", VB_VERIFY_UNSURE },
};

START_TEST(verify__unread)
{
	struct vb_candidate c = { .unread = true, .title = VB_STR_EMPTY };
	struct vb_query q;

	ck_ok(vb_query_parse(&q, &arena, vb_str_from(unread_cases[_i].query),
			     &err));
	ck_assert_msg(vb_verify(q.root, &c) == unread_cases[_i].want, "%s",
		      unread_cases[_i].query);
}
END_TEST

START_TEST(verify__title)
{
	struct vb_candidate c = { .title = VB_STR("Bảng giá đất"),
				  .text = VB_STR("giá") };

	ck_assert(verify("\"giá đất\"", c));
	c.title = VB_STR("Bảng giá");
	c.text = VB_STR("đất");
	ck_assert(!verify("\"giá đất\"", c)); /* not across both */
}
END_TEST

START_TEST(verify__how_loosely)
{
	struct vb_candidate c = { .text = VB_STR("nuoc") };
	const char *query = "\"giá đất\" OR (nước sạch)";

	ck_assert(!verify(query, c));
	c.any = true;
	ck_assert(!verify(query, c));
	c.any_marks = true;
	ck_assert(verify(query, c));
	c.any = false;
	ck_assert(!verify(query, c));
	/* what is excluded is always as typed */
	c.any = true;
	ck_assert(verify("rừng -(\"giá đất\" OR nước)", c));
}
END_TEST

static const struct {
	const char *query, *title;
	bool want;
} title_cases[] = {
	{ "tieude:\"giá đất\"", "Bảng giá đất mới", true },
	{ "tieude:\"giá đất\"", "Đất có giá", false },
	{ "tieude:\"gia dat\"", "Bảng giá đất", true },
	{ "tieude:\"giá đất\"", "Bảng gia dat", false },
	{ "tieude:\"giá đất\" đất", "Đất có giá", false },
	{ "đất -tieude:\"giá đất\"", "Bảng giá đất", false },
	{ "đất -tieude:\"giá đất\"", "Đất có giá", true },
	/* one word the index knows */
	{ "tieude:đất", "Rừng", true },
};

START_TEST(verify__words_of_a_title)
{
	struct vb_candidate c = { .title = vb_str_from(title_cases[_i].title),
				  .text = VB_STR("giá đất") };

	ck_assert_msg(verify(title_cases[_i].query, c) == title_cases[_i].want,
		      "%s in %s", title_cases[_i].query, title_cases[_i].title);
}
END_TEST

/* What is not in the part of the text that is kept may be in the rest. */
START_TEST(verify__cut_text)
{
	struct vb_candidate c = { .text = VB_STR("khác"), .cut = true };

	ck_assert(verify("\"giá đất\"", c));
	ck_assert(verify("khác -\"giá đất\"", c));
	c.text = VB_STR("giá đất");
	ck_assert(!verify("khác -\"giá đất\"", c));
}
END_TEST

/* A phrase of the longest kind, in a text made to mislead a naive search. */
START_TEST(verify__linear)
{
	struct vb_buf text = VB_BUF_INIT(16 << 20);
	const char *query = "\"a a a a a a a a a a a a a a a a a a a a a a a a "
			    "a a a a a a a b\"";

	for (int i = 0; i < 500000; i++)
		ck_ok(vb_buf_append(&text, VB_STR("a ")));
	ck_assert(!holds(query, vb_buf_cstr(&text)));
	ck_ok(vb_buf_append(&text, VB_STR("b")));
	ck_assert(holds(query, vb_buf_cstr(&text)));
	vb_buf_clear(&text);
}
END_TEST

START_TEST(has_phrase__cases)
{
	static const struct {
		const char *query;
		bool want;
	} rows[] = {
		{ "giá đất", false },
		{ "\"giá\"", false },
		{ "\"giá đất\"", true },
		{ "nước -\"giá đất\"", true },
		{ "a OR (b AND -(c OR \"giá đất\"))", true },
		{ "loai:chi-thi", false },
	};
	struct vb_query q;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_ok(vb_query_parse(&q, &arena, vb_str_from(rows[i].query),
				     &err));
		ck_assert_msg(vb_has_phrase(q.root) == rows[i].want, "%s",
			      rows[i].query);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/verify");
	TCase *t = tcase_create("verify");

	tcase_add_checked_fixture(t, NULL, clear);
	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, verify__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(t, verify__unread, 0,
			    sizeof(unread_cases) / sizeof(unread_cases[0]));
	tcase_add_test(t, verify__title);
	tcase_add_loop_test(t, verify__words_of_a_title, 0,
			    sizeof(title_cases) / sizeof(title_cases[0]));
	tcase_add_test(t, verify__how_loosely);
	tcase_add_test(t, verify__cut_text);
	tcase_add_test(t, verify__linear);
	tcase_add_test(t, has_phrase__cases);
	suite_add_tcase(s, t);
	return run_suite(s);
}
