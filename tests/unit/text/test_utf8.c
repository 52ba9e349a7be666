#include "help.h"

#include <string.h>

/* Replacement: examples of The Unicode Standard, tables 3-8 to 3-11. */
#define R "\xEF\xBF\xBD"

static const struct {
	const char *in, *want;
} bad_cases[] = {
	{ "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", R R R R R R R R "A" },
	{ "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", R R R R R R R R "A" },
	{ "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", R R R R R "A" R R "B" },
	{ "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", R R R R "A" },
	/* The standard's running example of maximal subparts, section 3.9. */
	{ "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
	  "a" R R R "b" R "c" R R "d" },
	/* cut Vietnamese letters: ế is E1 BA BF */
	{ "ti\xE1\xBA", "ti" R },
	{ "ti\xE1\xBAng", "ti" R "ng" },
	{ "\xE1", R },
	{ "\xBFng", R "ng" },
	{ "\xFE\xFF", R R },
};

START_TEST(utf8_bad__maximal_subparts)
{
	ck_assert_str_eq(cleaned(bad_cases[_i].in), bad_cases[_i].want);
	ck_assert(!vb_utf8_valid(vb_str_from(bad_cases[_i].in)));
}
END_TEST

START_TEST(utf8_report__counts_and_first)
{
	struct vb_text_report report = { 0 };
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(
		vb_text_clean(&out, &report, VB_STR("x y \xC3 z\xE1\xBA \xFF")),
		VB_OK);
	ck_assert_uint_eq(report.invalid, 3);
	ck_assert_uint_eq(report.first_bad, 4);
	ck_assert_uint_eq(report.composed + report.reordered +
				  report.lookalikes + report.invisible +
				  report.spaces + report.controls,
			  0);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(utf8_encode__every_scalar_as_utf8proc)
{
	for (uint32_t c = 0; c < 0x110000; c++) {
		utf8proc_uint8_t want[4];
		utf8proc_ssize_t n;
		uint32_t back;
		char got[4];

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		n = utf8proc_encode_char((utf8proc_int32_t)c, want);
		MUST(vb_utf8_encode(got, c) == (size_t)n &&
		     !memcmp(got, want, (size_t)n));
		MUST(vb_utf8_decode(&back, vb_str_of(got, (size_t)n)) ==
			     (size_t)n &&
		     back == c);
		MUST(vb_utf8_valid(vb_str_of(got, (size_t)n)));
		for (size_t cut = 1; cut < (size_t)n; cut++)
			MUST(!vb_utf8_valid(vb_str_of(got, cut)));
	}
}
END_TEST

/* Every sequence of three bytes whose first is a lead: as utf8proc says. */
START_TEST(utf8_valid__three_bytes_as_utf8proc)
{
	for (unsigned v = 0x800000; v < 0x1000000; v++) {
		char s[3] = { (char)(v >> 16), (char)(v >> 8), (char)v };
		utf8proc_int32_t code;
		utf8proc_ssize_t n =
			utf8proc_iterate((utf8proc_uint8_t *)s, 3, &code);
		uint32_t got;
		size_t len = vb_utf8_decode(&got, vb_str_of(s, 3));

		if (len != (size_t)(n < 0 ? 1 : n) ||
		    got != (n < 0 ? 0xFFFD : (uint32_t)code))
			ck_abort_msg("%06x: %zu %x", v, len, got);
	}
}
END_TEST

START_TEST(utf8_decode__broken_is_one_byte)
{
	uint32_t code = 0;

	ck_assert_uint_eq(vb_utf8_decode(&code, VB_STR("\xE1\xBAx")), 1);
	ck_assert_uint_eq(code, 0xFFFD);
}
END_TEST

static const struct {
	const char *s;
	size_t at, want;
} floor_cases[] = {
	{ "aế", 0, 0 },	   { "aế", 1, 1 },
	{ "aế", 2, 1 },	   { "aế", 3, 1 },
	{ "aế", 4, 4 },	   { "aế", 99, 4 },
	{ "đ", 1, 0 },	   { "", 0, 0 },
	{ "😀", 3, 0 },	   { "\x80\x80\x80\x80", 3, 3 },
	{ "a\x80", 1, 1 },
};

START_TEST(utf8_floor__cases)
{
	ck_assert_uint_eq(vb_utf8_floor(vb_str_from(floor_cases[_i].s),
					floor_cases[_i].at),
			  floor_cases[_i].want);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("utf8");

	tcase_add_loop_test(tests, utf8_bad__maximal_subparts, 0,
			    sizeof(bad_cases) / sizeof(bad_cases[0]));
	tcase_add_test(tests, utf8_report__counts_and_first);
	tcase_add_test(tests, utf8_encode__every_scalar_as_utf8proc);
	tcase_add_test(tests, utf8_valid__three_bytes_as_utf8proc);
	tcase_add_test(tests, utf8_decode__broken_is_one_byte);
	tcase_add_loop_test(tests, utf8_floor__cases, 0,
			    sizeof(floor_cases) / sizeof(floor_cases[0]));
	return run_tests(tests, "utf8");
}
