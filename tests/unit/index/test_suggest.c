#include "built.h"

#include "archive/archive.h"
#include "index/suggest.h"

static const char *const documents[] = {
	"{\"id\":\"nq-5\",\"number\":\"05/2024/NQ-HĐND\",\"date\":\"2024-07-10"
	"\",\"title\":\"Nghị quyết về phụ cấp đại biểu\",\"text\":\"Phụ cấp "
	"đại "
	"biểu, phụ cấp đại biểu.\"}",
	"{\"id\":\"nq-50\",\"number\":\"50/NQ-HĐND\",\"date\":\"2020-01-02\",\""
	"title\":\"Nghị quyết về phí chợ đêm\",\"text\":\"Phụ cấp đại biểu và "
	"phụ cấp đại biểu; phụ cấp đại biểu.\"}",
	"{\"id\":\"ct-20\",\"number\":\"20-CT/TU\",\"date\":\"2021-11-16\",\""
	"title\":\"Chỉ thị tăng cường <lãnh đạo> mùa mưa bão\",\"text\":\"Mùa "
	"mưa bão.\"}",
	"{\"id\":\"bai-1\",\"kind\":\"article\",\"title\":\"Mua sắm cuối năm\","
	"\"date\":\"2024-12-30\",\"text\":\"Chợ đông.\"}",
	"{\"id\":\"bai-2\",\"kind\":\"article\",\"title\":\"MUA SẮM cuối năm\""
	",\"date\":\"2023-12-30\",\"text\":\"Chợ vắng.\"}",
	NULL,
};

static vb_searcher *searcher;

static void setup(void)
{
	make_index(documents);
	searcher = open_searcher();
}

static void teardown(void)
{
	vb_searcher_close(searcher);
	remove_dir();
}

/* "kind:id kind:id …", of a phrase its text in place of an id. */
static const char *suggested(struct vb_str prefix, size_t limit)
{
	static char out[4000];
	struct vb_suggestions list;
	size_t n = 0;

	ck_ok(vb_suggest(&list, searcher, prefix, limit, &arena, &err));
	ck_assert_uint_le(list.n, limit);
	out[0] = '\0';
	for (size_t i = 0; i < list.n && n < sizeof(out); i++) {
		const struct vb_suggestion *s = &list.items[i];
		bool phrase = s->kind == VB_SUGGEST_PHRASE;

		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%s:%.*s",
				      i ? " " : "", vb_suggestion_name(s->kind),
				      VB_STR_ARG(phrase ? s->text : s->id));
	}
	return out;
}

static const struct {
	const char *prefix, *want;
} cases[] = {
	/* numbers, however they are typed */
	{ "20-CT/TU", "number:ct-20" },
	{ "20-ct", "number:ct-20" },
	{ "20ct", "number:ct-20" },
	{ "so 20", "number:ct-20" },
	{ "chi thi 20", "number:ct-20" },
	{ "Chỉ thị số 20 t", "number:ct-20" },
	{ "nq 05", "number:nq-5" },
	{ "05/2024", "number:nq-5" },
	{ "nq 5", "number:nq-5 number:nq-50" },
	{ "5", "number:nq-5 number:nq-50" },
	{ "05/2023", "" },
	{ "20-nq", "" },
	/* titles, at any word, a title once */
	{ "mua sắm", "title:bai-1" },
	{ "cuoi", "title:bai-1" },
	{ "mưa", "title:ct-20" },
	{ "mua", "title:bai-1 title:ct-20" },
	{ "nghi quyet ve phi", "title:nq-50" },
	{ "nghị quyết về ph", "title:nq-5 title:nq-50" },
	{ "chi thi mua", "title:ct-20" }, /* words between */
	{ "mua chi thi", "" },
	/* marks: none, half of them, other ones */
	{ "chỉ thi tăng cuong", "title:ct-20" },
	{ "tăng cươ", "title:ct-20" },
	/* phrases */
	{ "phu cap", "phrase:phụ cấp đại biểu title:nq-5" },
	{ "phụ c", "phrase:phụ cấp đại biểu title:nq-5" },
	{ "ban về phu cap", "phrase:ban về phụ cấp đại biểu" },
	/* raw Telex, whole and on its way */
	{ "nghij quyeets veef phis", "title:nq-50" },
	{ "tawng cuowngf", "title:ct-20" },
	{ "bieeu", "title:nq-5" },
	/* a mistake, or other marks */
	{ "chí thị", "title:ct-20" },
	{ "chij", "title:ct-20" },
	{ "nghi quyte ve phi", "title:nq-50" },
	{ "chi thi tnag cuong", "title:ct-20" },
	{ "chi tih tang cuong", "title:ct-20" },
	/* nothing */
	{ "", "" },
	{ " ,. ", "" },
	{ "xyz", "" },
	{ "\xff\xfe", "" },
};

START_TEST(suggest__cases)
{
	ck_assert_str_eq(suggested(vb_str_from(cases[_i].prefix), 8),
			 cases[_i].want);
}
END_TEST

START_TEST(suggest__limits)
{
	char text[VB_SUGGEST_BYTES + 2];

	ck_assert_str_eq(suggested(VB_STR("mua"), 1), "title:bai-1");
	ck_assert_str_eq(suggested(VB_STR("mua"), 0), "");
	memset(text, 'a', sizeof(text));
	ck_assert_str_eq(suggested(vb_str_of(text, sizeof(text)), 8), "");
	for (size_t i = 1; i < sizeof(text); i += 2)
		text[i] = ' ';
	ck_assert_str_eq(suggested(vb_str_of(text, VB_SUGGEST_BYTES), 8), "");
}
END_TEST

/* The bytes of the text that were typed. */
static const struct {
	const char *prefix, *text, *marked;
} mark_cases[] = {
	{ "phu cap d", "phụ cấp đại biểu", "[phụ cấp đ]" },
	{ "nq 05", "05/2024/NQ-HĐND", "[05][NQ]" },
	{ "20-ct/t", "20-CT/TU", "[20][CT][T]" },
	{ "chi thi mua", "Chỉ thị tăng cường <lãnh đạo> mùa mưa bão",
	  "[Chỉ][thị][mùa]" },
	{ "mư", "Chỉ thị tăng cường <lãnh đạo> mùa mưa bão", "[mư]" },
	{ "chi thi tnag", "Chỉ thị tăng cường <lãnh đạo> mùa mưa bão", "" },
};

START_TEST(suggest__marks)
{
	struct vb_suggestions list;
	char marked[200] = "";

	ck_ok(vb_suggest(&list, searcher, vb_str_from(mark_cases[_i].prefix), 8,
			 &arena, &err));
	ck_assert_uint_ge(list.n, 1);
	ck_str(list.items[0].text, mark_cases[_i].text);
	for (size_t i = 0; i < list.items[0].n_marks; i++) {
		struct vb_range m = list.items[0].marks[i];
		size_t n = strlen(marked);

		snprintf(marked + n, sizeof(marked) - n, "[%.*s]",
			 VB_STR_ARG(
				 vb_str_sub(list.items[0].text, m.from, m.to)));
	}
	ck_assert_str_eq(marked, mark_cases[_i].marked);
}
END_TEST

/* What comes after the dictionary was made, and what goes. */
START_TEST(suggest__late)
{
	static const char *const late[] = {
		"{\"id\":\"kh-7\",\"number\":\"7/KH-UBND\",\"title\":\"Kế "
		"hoạch trồng rừng\",\"text\":\"Trồng rừng.\"}",
		NULL,
	};
	static const char *const changed[] = {
		"{\"id\":\"nq-50\",\"number\":\"50/NQ-HĐND\",\"title\":\"Nghị "
		"quyết về lệ phí bến xe\",\"text\":\"Bến xe.\"}",
		NULL,
	};
	vb_archive *ar;

	put_lines(late);
	update_index(false);
	ck_assert_str_eq(suggested(VB_STR("trong ru"), 8), "title:kh-7");
	ck_assert_str_eq(suggested(VB_STR("ke hoach 7"), 8), "number:kh-7");
	put_lines(changed);
	update_index(false);
	ck_assert_str_eq(suggested(VB_STR("phi cho dem"), 8), "");
	ck_assert_str_eq(suggested(VB_STR("le phi"), 8), "title:nq-50");
	ck_assert_str_eq(suggested(VB_STR("50/nq"), 8), "number:nq-50");
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("ct-20"), VB_STR("sai"), false,
				  &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	update_index(false);
	ck_assert_str_eq(suggested(VB_STR("20-ct"), 8), "");
	ck_assert_str_eq(suggested(VB_STR("tang cuong"), 8), "");
	update_index(true);
	ck_assert_str_eq(suggested(VB_STR("trong ru"), 8), "title:kh-7");
	ck_assert_int_eq(access(in_dir("index/gen-000002/recent"), F_OK), -1);
}
END_TEST

/* A dictionary that lags too far behind is made again. */
START_TEST(suggest__refreshed)
{
	put_many("moi", 0, 60, "Tuyến phà đêm hoạt động");
	update_index(false);
	ck_assert_int_eq(access(in_dir("index/gen-000001/recent"), F_OK), -1);
	ck_assert_str_eq(suggested(VB_STR("tuyen ph"), 8),
			 "phrase:tuyến phà đêm hoạt động");
}
END_TEST

START_TEST(suggest__damaged)
{
	const char *file = in_dir("index/gen-000001/spelling");

	ck_ok(vb_file_write_atomic(file, VB_STR("no dictionary"), &err));
	vb_searcher_close(searcher);
	searcher = open_searcher();
	ck_assert_str_eq(suggested(VB_STR("mua"), 8), "");
	ck_assert_int_eq(unlink(file), 0);
	vb_searcher_close(searcher);
	searcher = open_searcher();
	ck_assert_str_eq(suggested(VB_STR("mua"), 8), "");
	/* the next update mends it */
	put_many("x", 0, 1, "Một");
	update_index(false);
	ck_assert_str_eq(suggested(VB_STR("mua sam"), 8), "title:bai-1");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("suggest");
	TCase *t = tcase_create("suggest");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, suggest__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, suggest__limits);
	tcase_add_loop_test(t, suggest__marks, 0,
			    sizeof(mark_cases) / sizeof(mark_cases[0]));
	tcase_add_test(t, suggest__late);
	tcase_add_test(t, suggest__refreshed);
	tcase_add_test(t, suggest__damaged);
	suite_add_tcase(s, t);
	return run_suite(s);
}
