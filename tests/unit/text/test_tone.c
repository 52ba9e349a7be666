/* Canonical tone placement: section "tone placement" of the specification. */
#include "help.h"

#include <stdio.h>
#include <string.h>

static const char *const tones[] = { "\u0300", "\u0301", "\u0309", "\u0303",
				     "\u0323" };

/* Onsets before which oa, oe and uy are written with the u/o of the rhyme. */
static const char *const onsets[] = {
	"",   "b",  "ch", "d", "đ", "h",  "kh", "l", "m", "n",
	"nh", "ph", "r",  "s", "t", "th", "tr", "v", "x", "p",
};

/* `onset` + two vowels with the tone on the first (old) or second (new). */
static void spell(char out[32], const char *onset, const char *rhyme,
		  const char *tone, bool second)
{
	char apart[32];
	char *nfc;

	snprintf(apart, sizeof(apart), "%s%c%s%c%s", onset, rhyme[0],
		 second ? "" : tone, rhyme[1], second ? tone : "");
	nfc = peer_nfc(apart);
	snprintf(out, 32, "%s", nfc);
	free(nfc);
}

START_TEST(tone_open__both_styles_every_onset)
{
	static const char *const rhymes[] = { "oa", "oe", "uy" };
	size_t n_onsets = sizeof(onsets) / sizeof(onsets[0]), checked = 0;

	for (size_t i = 0; i < n_onsets * 3 * 5; i++) {
		const char *onset = onsets[i % n_onsets];
		const char *rhyme = rhymes[i / n_onsets % 3];
		const char *tone = tones[i / n_onsets / 3];
		char traditional[32], modern[32], text[96], want[96];

		spell(traditional, onset, rhyme, tone, false);
		spell(modern, onset, rhyme, tone, true);
		ck_assert_str_eq(canonical(modern), traditional);
		ck_assert_str_eq(canonical(traditional), traditional);
		ck_assert_str_eq(cleaned(modern), modern);
		ck_assert_str_eq(keyed(modern), traditional);
		ck_assert_str_eq(folded(modern), folded(traditional));
		snprintf(text, sizeof(text), "(%s %s-%s)", modern, traditional,
			 modern);
		snprintf(want, sizeof(want), "(%s %s-%s)", traditional,
			 traditional, traditional);
		ck_assert_str_eq(canonical(text), want);
		checked++;
	}
	ck_assert_uint_eq(checked, 300);
}
END_TEST

static const struct {
	const char *in, *want;
} moved_cases[] = {
	{ "hoà", "hòa" },
	{ "HOÀ", "HÒA" },
	{ "Hoà", "Hòa" },
	{ "thuý", "thúy" },
	{ "uỷ", "ủy" },
	{ "Uỷ ban", "Ủy ban" },
	{ "UỶ BAN", "ỦY BAN" },
	{ "khoẻ", "khỏe" },
	{ "hoạ sĩ", "họa sĩ" },
	{ "toà án", "tòa án" },
	{ "xoá", "xóa" },
	{ "huỷ", "hủy" },
	{ "thuỷ lợi", "thủy lợi" },
	{ "luỹ", "lũy" },
	{ "đoạ", "đọa" },
	{ "vịêt", "việt" },
	{ "tíêng", "tiếng" },
	{ "nứơc", "nước" },
	{ "đựơc", "được" },
	{ "qúy", "quý" },
	{ "qủa", "quả" },
	{ "qùa", "quà" },
	{ "qúa", "quá" },
	{ "qùy", "quỳ" },
	{ "gìa", "già" },
	{ "gía", "giá" },
	{ "gỉai", "giải" },
	{ "gíao", "giáo" },
	{ "gíêng", "giếng" },
	{ "tòan", "toàn" },
	{ "hòan", "hoàn" },
	{ "khỏan", "khoản" },
	{ "thúôc", "thuốc" },
	{ "hùynh", "huỳnh" },
	{ "loại", "loại" },
	{ "lọai", "loại" },
	{ "ngòai", "ngoài" },
	{ "khúyu", "khuýu" },
	{ "xòong", "xoòng" },
	{ "mía", "mía" },
	{ "múa", "múa" },
	{ "mứa", "mứa" },
	{ "cuả", "của" },
	{ "muà", "mùa" },
	{ "nghiã", "nghĩa" },
	{ "kià", "kìa" },
	{ "chià", "chìa" },
	{ "mùôi", "muồi" },
	{ "tuý", "túy" },
	{ "hoa\u0300", "hòa" },
	{ "gịang", "giạng" },
	{ "gịa gỉa gìa", "gịa giả già" },
};

START_TEST(tone_moved__cases)
{
	ck_assert_str_eq(canonical(moved_cases[_i].in), moved_cases[_i].want);
	ck_assert_str_eq(canonical(moved_cases[_i].want), moved_cases[_i].want);
}
END_TEST

/*
 * What cleaning composes and placement then leaves: two tones, or one on a
 * consonant. Whole words that stay are in data/keep.txt, see test_placement.c.
 */
static const char *const kept[] = {
	"hoà\u0301",  "hoa\u0301\u0300", "n\u0300goa",
	"hoan\u0300", "cafe\u0301",
};

START_TEST(tone_kept__cases)
{
	ck_assert_str_eq(canonical(kept[_i]), cleaned(kept[_i]));
}
END_TEST

/* Lengths in bytes, of the result and of what follows it. */
START_TEST(tone_length__grows_and_shrinks)
{
	struct vb_buf out = VB_BUF_INIT(100);

	/* ù is two bytes, ỳ three: "qùy" grows, "uỳ" shrinks */
	ck_assert_int_eq(vb_text_canonical(&out, NULL, VB_STR("qùy")), VB_OK);
	ck_assert_uint_eq(out.len, 5);
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_text_canonical(&out, NULL, VB_STR("uỳ qùy uỳ")),
			 VB_OK);
	ck_assert_uint_eq(out.len, strlen("ùy quỳ ùy"));
	ck_assert_str_eq(vb_buf_cstr(&out), "ùy quỳ ùy");
	vb_buf_clear(&out);
	out.limit = 4;
	ck_assert_int_eq(vb_text_canonical(&out, NULL, VB_STR("qùy")),
			 VB_TOO_BIG);
	vb_buf_clear(&out);
}
END_TEST

/* Around an address the words move as ever. */
START_TEST(tone_text__mixed)
{
	ck_assert_str_eq(canonical("vịêt hoà http://hoà.vn/uỷ uỷ, tíêng\n"
				   "hoà@x.vn hoà"),
			 "việt hòa http://hoà.vn/uỷ ủy, tiếng\nhoà@x.vn hòa");
}
END_TEST

START_TEST(tone_report__as_clean)
{
	struct vb_text_report report = { 0 };
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(
		vb_text_canonical(&out, &report, VB_STR("Ðoa\u0300\u00A0x")),
		VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "Đòa x");
	ck_assert_uint_eq(report.lookalikes, 1);
	ck_assert_uint_eq(report.composed, 1);
	ck_assert_uint_eq(report.spaces, 1);
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("tone");

	tcase_add_test(tests, tone_open__both_styles_every_onset);
	tcase_add_loop_test(tests, tone_moved__cases, 0,
			    sizeof(moved_cases) / sizeof(moved_cases[0]));
	tcase_add_loop_test(tests, tone_kept__cases, 0,
			    sizeof(kept) / sizeof(kept[0]));
	tcase_add_test(tests, tone_length__grows_and_shrinks);
	tcase_add_test(tests, tone_text__mixed);
	tcase_add_test(tests, tone_report__as_clean);
	return run_tests(tests, "tone");
}
