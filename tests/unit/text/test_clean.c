#include "help.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *in, *want;
} clean_cases[] = {
	{ "", "" },
	{ "Nghị quyết số 05/2021/NQ-HĐND", "Nghị quyết số 05/2021/NQ-HĐND" },
	/* a tone typed before the circumflex, breve or horn */
	{ "o\u0301\u0302", "ố" },
	{ "ó\u0302", "ố" },
	{ "a\u0301\u0306", "ắ" },
	{ "à\u0306", "ằ" },
	{ "ẻ\u0302", "ể" },
	{ "Ã\u0302", "Ẫ" },
	{ "ó\u031B", "ớ" },
	{ "ọ\u0302", "ộ" },
	{ "ơ\u0301", "ớ" },
	{ "u\u0303\u031B", "ữ" },
	{ "Hô\u0323i đô\u0300ng", "Hội đồng" },
	{ "quye\u0301\u0302t", "quyết" },
	{ "o\u0341\u0302", "ố" }, /* U+0341 is U+0301 */
	/* no Vietnamese letter, no repair */
	{ "u\u0301\u0302", "ú\u0302" },
	{ "i\u0301\u0306", "í\u0306" },
	{ "o\u0301\u0306", "ó\u0306" },
	{ "o\u0308\u0302", "ö\u0302" },
	/* two tones on one vowel stay */
	{ "o\u0301\u0300", "ó\u0300" },
	{ "ố\u0300", "ố\u0300" },
	{ "o\u0302\u0301\u0302", "ố\u0302" },
	/* Đ look-alikes, not in Icelandic words */
	{ "Ðảng", "Đảng" },
	{ "Ðiều 1", "Điều 1" },
	{ "HÐND, UBND", "HĐND, UBND" },
	{ "Ɖăk Nông", "Đăk Nông" },
	{ "ðồng", "đồng" },
	{ "ɖi", "đi" },
	{ "það", "það" },
	{ "Ðæ", "Ðæ" },
	{ "Guðjón þór", "Guðjón þór" }, /* đ is never within a word */
	{ "Hvað, veður, Eiði", "Hvað, veður, Eiði" },
	{ "NÐ-CP", "NĐ-CP" },
	{ "röð", "röð" },
	{ "ro\u0308ð", "röð" },
	{ "Þorláksmessa Ðông", "Þorláksmessa Đông" },
	/* fullwidth forms */
	{ "ＮＱ－ＨĐＮＤ", "NQ-HĐND" },
	{ "２０２１！～", "2021!~" },
	{ "ａ\u0302\u0301", "ấ" },
	/* dotless and dotted i, if a syllable comes out */
	{ "Nghı\u0323", "Nghị" },
	{ "bınh", "binh" },
	{ "b\u0131\u0300nh", "bình" },
	{ "TRİ", "TRI" },
	{ "ðı", "đi" }, /* at once, not when done again */
	{ "Anladın mı, adı nın", "Anladın mı, adı nın" },
	{ "TRI\u0307", "TRI" },
	{ "NGH\u0130\u0323",
	  "NGH\u1ECA\u0307" }, /* sorted: the dot goes below */
	{ "Işık", "Işık" },
	{ "İstanbul", "İstanbul" },
	{ "xıx", "xıx" },
	/* homoglyphs, in mixed words only */
	{ "Hội đồng nhân dân tỉnh Нòa Bình",
	  "Hội đồng nhân dân tỉnh Hòa Bình" },
	{ "с\u00F4ng", "công" },   /* Cyrillic с */
	{ "qu\u0443ền", "quyền" }, /* base ASCII, ền Latin, у Cyrillic */
	{ "\u0430\u0302\u0301n", "ấn" },
	{ "Москва", "Москва" },
	{ "Моscow", "Moscow" },
	{ "ТВ", "ТВ" },	  /* all Cyrillic: stays */
	{ "Жdа", "Жdа" }, /* Ж is no homoglyph */
	{ "Α1", "Α1" },	  /* no Latin letter beside the Greek one */
	{ "ΑΡI", "API" },
	{ "ΩI\u039F", "ΩI\u039F" },
	/* spaces and the invisible */
	{ "Điều\u00A05", "Điều 5" },
	{ "a\u2003b\u202Fc\u3000d\u2009e", "a b c d e" },
	{ "hội\u200Bđồng", "hộiđồng" },
	{ "tr\u00ADêng", "trêng" },
	{ "\uFEFFSố", "Số" },
	{ "a\u200E\u200F\u202A\u202Eb\u2060c\u200Cd\u200De", "abcde" },
	{ "o\u200B\u0302\u00AD\u0301", "ố" },
	{ "H\u200BÐ", "HĐ" },
	{ "þ\u00A0Ð", "þ Đ" },
	/* controls */
	{ "a\r\nb\rc\n\r\r\n", "a\nb\nc\n\n\n" },
	{ "a\tb\x01\x1F\x7F"
	  "c",
	  "a\tbc" },
	{ "a\x0C"
	  "b\x0B",
	  "ab" },
	{ "\xC2\x85", "\xC2\x85" }, /* C1 is no C0 */
	/* what must stay */
	{ "Crème brûlée, Müller, ±5 °C, naïve",
	  "Crème brûlée, Müller, ±5 °C, naïve" },
	{ "“Điều 1” – khoản 2…", "“Điều 1” – khoản 2…" },
	{ "日本語 한국어 Ελλάδα", "日本語 한국어 Ελλάδα" },
	{ "👨👩", "👨👩" },
	{ "Ở ĐÂY", "Ở ĐÂY" },
	{ "hoà hòa", "hoà hòa" },
};

START_TEST(text_clean__cases)
{
	ck_assert_str_eq(cleaned(clean_cases[_i].in), clean_cases[_i].want);
}
END_TEST

/* The same among neighbours, which takes the other paths through the code. */
START_TEST(text_clean__cases_in_context)
{
	const char *in = clean_cases[_i].in, *want = clean_cases[_i].want;
	char text[512], expected[512];

	for (int pad = 0; pad < 40; pad++) {
		snprintf(text, sizeof(text), "%.*s%s %s (%s)", pad,
			 "(Hội đồng nhân dân thành phố, Ủy ban) ~~~~~~~",
			 pad ? ";" : "", in, in);
		snprintf(expected, sizeof(expected), "%.*s%s %s (%s)", pad,
			 "(Hội đồng nhân dân thành phố, Ủy ban) ~~~~~~~",
			 pad ? ";" : "", want, want);
		if (!vb_utf8_valid(vb_str_from(text)))
			continue;
		ck_assert_str_eq(cleaned(text), expected);
	}
}
END_TEST

START_TEST(text_clean__idempotent)
{
	ck_assert_str_eq(cleaned(clean_cases[_i].want), clean_cases[_i].want);
}
END_TEST

START_TEST(text_clean__nul_is_a_control)
{
	struct vb_text_report report = { 0 };
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(vb_text_clean(&out, &report, vb_str_of("a\0b\0", 4)),
			 VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "ab");
	ck_assert_uint_eq(out.len, 2);
	ck_assert_uint_eq(report.controls, 2);
	vb_buf_clear(&out);
}
END_TEST

static const struct {
	const char *in;
	struct vb_text_report want; /* in the order of text.h */
} report_cases[] = {
	{ "Hội", { 0, 0, 0, 0, 0, 0, 0, 0, NULL } },
	{ "Ho\u0302\u0323i Ho\u0323\u0302i", { 0, 0, 2, 0, 0, 0, 0, 0, NULL } },
	{ "ó\u0302", { 0, 0, 1, 1, 0, 0, 0, 0, NULL } },
	{ "ÐÐ þÐ", { 0, 0, 0, 0, 2, 0, 0, 0, NULL } },
	{ "５%", { 0, 0, 0, 0, 1, 0, 0, 0, NULL } },
	{ "\uFEFFa\u200Bb\u00AD", { 0, 0, 0, 0, 0, 3, 0, 0, NULL } },
	{ "a\u00A0\u00A0b", { 0, 0, 0, 0, 0, 0, 2, 0, NULL } },
	{ "a\r\nb\rc\x02", { 0, 0, 0, 0, 0, 0, 0, 3, NULL } },
	{ "a \xFF\xFF", { 2, 2, 0, 0, 0, 0, 0, 0, NULL } },
	{ "\u212B ngstrom", { 0, 0, 0, 0, 0, 0, 0, 0, NULL } },
};

START_TEST(text_report__cases)
{
	struct vb_text_report got = { 0 };
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(
		vb_text_clean(&out, &got, vb_str_from(report_cases[_i].in)),
		VB_OK);
	ck_assert_mem_eq(&got, &report_cases[_i].want, sizeof(got));
	vb_buf_clear(&out);
}
END_TEST

START_TEST(text_report__is_added_to)
{
	struct vb_text_report got = { .invisible = 5,
				      .invalid = 1,
				      .first_bad = 9 };
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(vb_text_clean(&out, &got, VB_STR("a\u200Bb\xFF")),
			 VB_OK);
	ck_assert_uint_eq(got.invisible, 6);
	ck_assert_uint_eq(got.invalid, 2);
	ck_assert_uint_eq(got.first_bad, 9);
	vb_buf_clear(&out);
}
END_TEST

/* Past the limit nothing changes; at it, the shorter result still fits. */
START_TEST(text_limit__exact)
{
	static const text_step steps[] = { step_clean, step_canonical,
					   vb_text_fold, vb_text_key };
	struct vb_str in = VB_STR("Ho\u0302\u0323i \u00AD\u00AD\u00AD Hoà");

	for (size_t i = 0; i < 4; i++) {
		size_t len = strlen(through(steps[i], in));
		struct vb_buf out = VB_BUF_INIT(len + 2);

		ck_assert_int_eq(vb_buf_append(&out, VB_STR("xy")), VB_OK);
		ck_assert_int_eq(steps[i](&out, in), VB_OK);
		ck_assert_uint_eq(out.len, len + 2);
		vb_buf_clear(&out);
		out.limit--;
		ck_assert_int_eq(vb_buf_append(&out, VB_STR("xy")), VB_OK);
		ck_assert_int_eq(steps[i](&out, in), VB_TOO_BIG);
		ck_assert_str_eq(vb_buf_cstr(&out), "xy");
		vb_buf_clear(&out);
	}
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("clean");
	int cases = sizeof(clean_cases) / sizeof(clean_cases[0]);

	tcase_add_loop_test(tests, text_clean__cases, 0, cases);
	tcase_add_loop_test(tests, text_clean__cases_in_context, 0, cases);
	tcase_add_loop_test(tests, text_clean__idempotent, 0, cases);
	tcase_add_test(tests, text_clean__nul_is_a_control);
	tcase_add_loop_test(tests, text_report__cases, 0,
			    sizeof(report_cases) / sizeof(report_cases[0]));
	tcase_add_test(tests, text_report__is_added_to);
	tcase_add_test(tests, text_limit__exact);
	return run_tests(tests, "clean");
}
