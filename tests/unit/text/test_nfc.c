/* NFC against utf8proc, for every character and for random sequences. */
#include "help.h"

#include <stdio.h>
#include <string.h>

/*
 * What clean rewrites on purpose, from the specification: not comparable.
 * Homoglyphs and Đ look-alikes alone in a word: only the latter change.
 */
static bool is_special(uint32_t c)
{
	static const uint32_t ranges[][2] = {
		{ 0x00, 0x08 },	    { 0x0B, 0x1F },	{ 0x7F, 0x7F },
		{ 0xA0, 0xA0 },	    { 0xAD, 0xAD },	{ 0xD0, 0xD0 },
		{ 0xF0, 0xF0 },	    { 0x130, 0x131 },	{ 0x189, 0x189 },
		{ 0x256, 0x256 },   { 0x2000, 0x200F }, { 0x202A, 0x202F },
		{ 0x2060, 0x2060 }, { 0x3000, 0x3000 }, { 0xD800, 0xDFFF },
		{ 0xFEFF, 0xFEFF }, { 0xFF01, 0xFF5E },
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

/* Does clean give what utf8proc's NFC gives? Prints the difference. */
static bool agrees(const char *in)
{
	char *want = peer_nfc(in);
	const char *got = cleaned(in);
	bool same = want && !strcmp(want, got);

	if (!same)
		printf("in [%s] got [%s] want [%s]\n", in, got, want);
	free(want);
	return same;
}

START_TEST(nfc_one__all_code_points)
{
	size_t compared = 0;

	for (uint32_t c = 1; c < 0x110000; c++) {
		char s[8] = "";

		if (is_special(c))
			continue;
		vb_utf8_encode(s, c);
		MUST(agrees(s));
		compared++;
	}
	ck_assert_uint_gt(compared, 1111000);
}
END_TEST

START_TEST(nfc_one__decomposed_again)
{
	for (uint32_t c = 0x80; c < 0x110000; c++) {
		char s[8] = "", *nfd;

		if (is_special(c))
			continue;
		vb_utf8_encode(s, c);
		nfd = peer_nfd(s);
		MUST(agrees(nfd));
		free(nfd);
	}
}
END_TEST

/* Characters of which some neighbour may be joined, and every mark. */
static uint32_t lively[8192];
static size_t lively_count;

static void find_lively(void)
{
	for (uint32_t c = 0x80; c < 0x110000 && lively_count < 8000; c++) {
		const utf8proc_property_t *p =
			utf8proc_get_property((utf8proc_int32_t)c);
		char s[8] = "", *nfd;

		if (is_special(c) || (c >= 0xAC00 && c <= 0xD7A3 && c % 97))
			continue;
		vb_utf8_encode(s, c);
		nfd = peer_nfd(s);
		if (p->combining_class || strcmp(nfd, s) ||
		    (c >= 0x1100 && c < 0x1200))
			lively[lively_count++] = c;
		free(nfd);
	}
	ck_assert_uint_gt(lively_count, 2500);
}

START_TEST(nfc_sequences__random)
{
	static const char plain[] = "aeiouyAEIOUYdnt =<>. K";
	uint64_t seed = 20211116;
	size_t repaired = 0, rounds = 200000;

	find_lively();
	for (size_t round = 0; round < rounds; round++) {
		struct vb_text_report report = { 0 };
		struct vb_buf out = VB_BUF_INIT(4096);
		size_t len = 0, n = 1 + next_random(&seed) % 8;
		char s[64] = "";

		while (n--) {
			uint64_t r = next_random(&seed);
			uint32_t c = lively[(r >> 8) % lively_count];

			if (r % 4 == 0)
				c = (unsigned char)
					plain[(r >> 8) % (sizeof(plain) - 1)];
			else if (r % 4 == 1)
				c = 0x300 + (r >> 8) % 0x70;
			len += vb_utf8_encode(s + len, c);
		}
		s[len] = '\0';
		ck_assert_int_eq(
			vb_text_clean(&out, &report, vb_str_of(s, len)), VB_OK);
		vb_buf_clear(&out);
		if (report.reordered || report.lookalikes)
			repaired++;
		else
			MUST(agrees(s));
	}
	ck_assert_uint_lt(repaired, rounds / 20);
}
END_TEST

/*
 * U+11A7 is a vowel just below the finals. utf8proc 2.8 takes it for the final
 * "none" and loses it (Unicode 3.12: only T_Index > 0 composes), so it has a
 * case of its own.
 */
START_TEST(nfc_hangul__every_triple)
{
	ck_assert_str_eq(cleaned("\u1100\u1161\u11A7"), "\uAC00\u11A7");
	for (uint32_t l = 0x10FE; l < 0x1115; l++) {
		for (uint32_t v = 0x115F; v < 0x1178; v++) {
			for (uint32_t t = 0x11A5; t < 0x11C5; t++) {
				if (t == 0x11A7)
					continue;
				char s[16] = "";
				size_t n = vb_utf8_encode(s, l);

				n += vb_utf8_encode(s + n, v);
				vb_utf8_encode(s + n, t);
				MUST(agrees(s));
			}
		}
	}
}
END_TEST

/* Long rows of marks: more than fit the waiting array, in hostile order. */
START_TEST(nfc_marks__long_rows)
{
	static const uint32_t marks[] = { 0x316, 0x334, 0x308, 0x345,
					  0x31B, 0x5B0, 0x300, 0x327 };
	for (size_t rows = 10; rows <= 10000; rows *= 10) {
		char *s = calloc(1, rows * 2 + 8);
		size_t n = 1;

		s[0] = 'u';
		for (size_t i = 0; i < rows; i++)
			n += vb_utf8_encode(s + n, marks[i * i % 8]);
		MUST(agrees(s));
		free(s);
	}
}
END_TEST

/* The fence before a mark belongs to it: '=' + U+0338 is '≠'. */
static const struct {
	const char *in, *want;
} fence_cases[] = {
	{ "=\u0338", "≠" },
	{ "a =\u0338 b", "a ≠ b" },
	{ "a <\u0338=\u0338", "a ≮≠" },
	{ "=\u200B\u0338", "≠" },
	{ "=\x01\u0338", "≠" },
	{ "\n\u0301a", "\n\u0301a" },
	{ "\r\u0338=\u0338", "\n\u0338≠" },
	{ "\uFF1D\u0338", "≠" },
};

START_TEST(nfc_fence__cases)
{
	ck_assert_str_eq(cleaned(fence_cases[_i].in), fence_cases[_i].want);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("nfc");

	tcase_add_test(tests, nfc_one__all_code_points);
	tcase_add_test(tests, nfc_one__decomposed_again);
	tcase_add_test(tests, nfc_sequences__random);
	tcase_add_test(tests, nfc_hangul__every_triple);
	tcase_add_test(tests, nfc_marks__long_rows);
	tcase_add_loop_test(tests, nfc_fence__cases, 0,
			    sizeof(fence_cases) / sizeof(fence_cases[0]));
	return run_tests(tests, "nfc");
}
