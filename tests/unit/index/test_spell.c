#include "built.h"

#include "index/spelling.h"

/* Sentences often enough in the archive to be sure of; made up. */
static const char *const sentences[] = {
	"Hội đồng nhân dân ban hành nghị quyết về phòng chống tham nhũng",
	"Chỉ thị tăng cường công tác bảo hiểm xã hội cho người lao động",
	"Người nước ngoài cư trú phải khai báo với công an phường",
	"Luật đất đai và thuế thu nhập cá nhân được sửa đổi",
	"Mùi hôi từ bãi rác làm dân khổ, bàn hành chính ở cuối phòng",
};

static void setup(void)
{
	char prefix[8];

	make_dir();
	for (int i = 0; i < 5; i++) {
		snprintf(prefix, sizeof(prefix), "s%d", i);
		put_many(prefix, 0, i == 4 ? 6 : 60, sentences[i]);
	}
	update_index(false);
}

static const struct {
	const char *query, *want; /* "": nothing is offered */
} cases[] = {
	/* mistakes of typing */
	{ "nghi quyte ve phong chong tham nhung",
	  "nghi quyet ve phong chong tham nhung" },
	{ "phong chong tham nhugn", "phong chong tham nhung" },
	{ "nguoi nuoc ngaoi cu tru", "nguoi nuoc ngoai cu tru" },
	{ "bảo hiểm xax hội", "bảo hiểm xã hội" },
	{ "luật đất đia", "luật đất đai" },
	{ "thue tu nhap ca nhan", "thue thu nhap ca nhan" },
	/* lost and wrong marks */
	{ "nghị quyêt", "nghị quyết" },
	{ "hôi đồng", "hội đồng" },
	{ "hội đòng nhân dân", "hội đồng nhân dân" },
	{ "bảo hiễm xã hội", "bảo hiểm xã hội" },
	{ "quyêt", "quyết" },
	/* right as they are */
	{ "nghị quyết", "" },
	{ "nghi quyet", "" },
	{ "chi thi tang cuong", "" },
	{ "hội đồng nhan dan", "" },
	{ "mùi hôi từ bãi rác", "" },
	{ "bàn hành chính", "" },
	{ "ban hành nghị quyết", "" },
	{ "", "" },
	/* of no use: there is nothing to be sure of */
	{ "xyzzy plugh", "" },
	{ "người facebook", "" },
	/* what is to stay as it is */
	{ "\"nghị quyêt\"", "" },
	{ "ngoài -quyêt", "" },
	{ "so:20-CT/TU", "" },
	{ "20-quyte/hdnd", "" },
	{ "quyte@nghi.vn", "" },
	{ "nghi quyte type:chi-thi", "nghi quyet type:chi-thi" },
	{ "nghi quyte \"hôi đồng\"", "nghi quyet \"hôi đồng\"" },
	{ "(nghi quyte) OR xyzzy", "(nghi quyet) OR xyzzy" },
	{ "phong QUYTE", "" },
	{ "NGHỊ QUYÊT", "NGHỊ quyết" },
	{ "nghi quyte 2024", "nghi quyet 2024" },
};

static void check_case(const char *query, const char *want)
{
	struct vb_results r = search_for(query);

	ck_assert_msg(vb_str_eq(r.did_you_mean, vb_str_from(want)),
		      "'%s': '%.*s' is offered, not '%s'", query,
		      VB_STR_ARG(r.did_you_mean), want);
}

START_TEST(spell__cases)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_case(cases[i].query, cases[i].want);
}
END_TEST

/* What is offered is right, and finds more. */
START_TEST(spell__offer_is_better)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct vb_results typed = search_for(cases[i].query), offered;

		if (!typed.did_you_mean.len || strpbrk(cases[i].query, ":\"(2"))
			continue;
		offered = search_for(cases[i].want);
		ck_assert_msg(!offered.relaxed && offered.n_hits >= 10, "'%s'",
			      cases[i].query);
		ck_assert_uint_eq(offered.did_you_mean.len, 0);
	}
}
END_TEST

START_TEST(spell__no_dictionary)
{
	ck_assert_int_eq(unlink(in_dir("index/gen-000001/spelling")), 0);
	check_case("nghi quyte", "");
}
END_TEST

static const struct {
	const char *key, *word;
	bool open, want;
} fit_cases[] = {
	{ "quyet", "quyết", false, true },  { "quyêt", "quyết", false, true },
	{ "quyét", "quyết", false, true },  { "quyết", "quyết", false, true },
	{ "quyệt", "quyết", false, false }, { "quyết", "quyêt", false, false },
	{ "đong", "dòng", false, false },   { "dong", "đồng", false, true },
	{ "quy", "quyết", true, true },	    { "quy", "quyết", false, false },
	{ "tướ", "tương", true, false },    { "tươ", "tướng", true, true },
};

START_TEST(spelling__fits)
{
	ck_assert_int_eq(vb_spelling_fits(vb_str_from(fit_cases[_i].key),
					  vb_str_from(fit_cases[_i].word),
					  fit_cases[_i].open),
			 fit_cases[_i].want);
}
END_TEST

struct seen {
	const char *want;
	bool found;
	size_t n;
};

static bool see(void *ctx, struct vb_str edited)
{
	struct seen *s = ctx;

	s->n++;
	s->found |= vb_str_eq(edited, vb_str_from(s->want));
	return true;
}

static const struct {
	const char *word, *edited;
	bool want;
} edit_cases[] = {
	{ "quyte", "quyet", true },  { "quyt", "quyet", true },
	{ "quyyet", "quyet", true }, { "quyrt", "quyet", true },
	{ "quywet", "quyet", true }, { "qyt", "quyet", false },
	{ "nghj", "nghi", true },    { "uqyet", "quyet", true },
	{ "uqyte", "quyet", false }, { "a", "b", true },
	{ "a", "", false },
};

START_TEST(spelling__edits)
{
	struct seen s = { .want = edit_cases[_i].edited };

	vb_spelling_edits(vb_str_from(edit_cases[_i].word), see, &s);
	ck_assert_int_eq(s.found, edit_cases[_i].want);
	ck_assert_uint_le(s.n, 53 * (strlen(edit_cases[_i].word) + 1));
}
END_TEST

START_TEST(spelling__edits_of_others)
{
	struct seen s = { .want = "" };

	vb_spelling_edits(VB_STR(""), see, &s);
	vb_spelling_edits(VB_STR("quyết"), see, &s);
	vb_spelling_edits(VB_STR("h2o"), see, &s);
	vb_spelling_edits(VB_STR("abcdefghijklmnopqrstuvwxyz"), see, &s);
	ck_assert_uint_eq(s.n, 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("spell");
	TCase *t = tcase_create("spell"), *pure = tcase_create("spelling");

	tcase_add_checked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, spell__cases);
	tcase_add_test(t, spell__offer_is_better);
	tcase_add_test(t, spell__no_dictionary);
	suite_add_tcase(s, t);
	tcase_add_loop_test(pure, spelling__fits, 0,
			    sizeof(fit_cases) / sizeof(fit_cases[0]));
	tcase_add_loop_test(pure, spelling__edits, 0,
			    sizeof(edit_cases) / sizeof(edit_cases[0]));
	tcase_add_test(pure, spelling__edits_of_others);
	suite_add_tcase(s, pure);
	return run_suite(s);
}
