/* The 134 precomposed Vietnamese letters in every way they can be typed. */
#include "help.h"

#include <stdio.h>
#include <string.h>

/* vi.wikipedia's order: twelve vowels, then đ; the tones by their marks. */
static const char *const vowels[] = { "a", "ă", "â", "e", "ê", "i", "o", "ô",
				      "ơ", "u", "ư", "y", "A", "Ă", "Â", "E",
				      "Ê", "I", "O", "Ô", "Ơ", "U", "Ư", "Y" };
static const char *const tones[] = { "",       "\u0300", "\u0301",
				     "\u0309", "\u0303", "\u0323" };

/* The NFC letter of vowel v with tone t, by utf8proc. */
static void letter(char out[16], size_t v, size_t t)
{
	char apart[16];
	char *nfc;

	snprintf(apart, sizeof(apart), "%s%s", vowels[v], tones[t]);
	nfc = peer_nfc(apart);
	snprintf(out, 16, "%s", nfc);
	free(nfc);
}

START_TEST(letters_typed__every_order)
{
	size_t precomposed = 0;

	for (size_t v = 0; v < 24; v++) {
		char *nfd = peer_nfd(vowels[v]);
		const char *quality = nfd + 1;

		for (size_t t = 0; t < 6; t++) {
			char want[16], typed[32];

			letter(want, v, t);
			precomposed += strlen(want) > 1;
			ck_assert_str_eq(cleaned(want), want);
			/* NFD order, CP1258 order, and the tone first */
			snprintf(typed, sizeof(typed), "%s%s", nfd, tones[t]);
			ck_assert_str_eq(cleaned(typed), want);
			snprintf(typed, sizeof(typed), "%s%s", vowels[v],
				 tones[t]);
			ck_assert_str_eq(cleaned(typed), want);
			snprintf(typed, sizeof(typed), "%c%s%s", nfd[0],
				 tones[t], quality);
			ck_assert_str_eq(cleaned(typed), want);
			/* the toned plain letter, then the quality */
			char *plain;

			snprintf(typed, sizeof(typed), "%c%s", nfd[0],
				 tones[t]);
			plain = peer_nfc(typed);
			snprintf(typed, sizeof(typed), "%s%s", plain, quality);
			ck_assert_str_eq(cleaned(typed), want);
			free(plain);
		}
		free(nfd);
	}
	ck_assert_uint_eq(precomposed, 132); /* and đ Đ */
}
END_TEST

/* NFD by utf8proc, marks dropped, lower case, đ to d: the independent fold. */
static void peer_fold(char out[16], const char *in)
{
	char *nfd = peer_nfd(in);
	char *o = out;

	if (!strcmp(in, "đ") || !strcmp(in, "Đ"))
		*o++ = 'd';
	for (char *p = nfd; o == out && *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*o++ = (char)(*p + 32);
		else if (*p >= 'a' && *p <= 'z')
			*o++ = *p;
	*o = '\0';
	free(nfd);
}

static void check_fold(const char *in)
{
	char want[16];

	peer_fold(want, in);
	ck_assert_uint_eq(strlen(want), 1);
	ck_assert_str_eq(folded(in), want);
}

START_TEST(letters_fold__all_146)
{
	char s[16];

	for (size_t v = 0; v < 24; v++) {
		for (size_t t = 0; t < 6; t++) {
			letter(s, v, t);
			check_fold(s);
		}
	}
	check_fold("đ");
	check_fold("Đ");
}
END_TEST

START_TEST(letters_key__lower_case_of_all)
{
	for (size_t v = 0; v < 12; v++) {
		for (size_t t = 0; t < 6; t++) {
			char upper[24], lower[24], s[16];

			/* x-…-x is no syllable: nothing but case changes */
			letter(s, v + 12, t);
			snprintf(upper, sizeof(upper), "X%sX", s);
			letter(s, v, t);
			snprintf(lower, sizeof(lower), "x%sx", s);
			ck_assert_str_eq(keyed(upper), lower);
			ck_assert_str_eq(keyed(lower), lower);
		}
	}
	ck_assert_str_eq(keyed("Đ"), "đ");
}
END_TEST

/* Simple lower case of every character that has one, as utf8proc_tolower. */
START_TEST(letters_lower__all_of_unicode)
{
	size_t compared = 0;

	for (uint32_t c = 0x80; c < 0x110000; c++) {
		uint32_t low = (uint32_t)utf8proc_tolower((int32_t)c);
		char in[16], want[16], *nfc;
		size_t n;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		/* look-alikes and fullwidth forms have their own tests */
		if (low == c || (c >= 0xFF21 && c <= 0xFF3A) || c == 0xD0 ||
		    c == 0x189)
			continue;
		/* a digit keeps one-letter syllables away */
		n = vb_utf8_encode(in, c);
		memcpy(in + n, "1", 2);
		n = vb_utf8_encode(want, low);
		memcpy(want + n, "1", 2);
		nfc = peer_nfc(want);
		ck_assert_str_eq(keyed(in), nfc);
		free(nfc);
		compared++;
	}
	ck_assert_uint_gt(compared, 1300);
}
END_TEST

static const struct {
	const char *in, *want;
} fold_cases[] = {
	{ "", "" },
	{ "Nghị quyết", "nghi quyet" },
	{ "ĐIỀU 1", "dieu 1" },
	{ "hoà bình", "hoa binh" },
	{ "Hội đồng nhân dân tỉnh Đắk Lắk khoá IX",
	  "hoi dong nhan dan tinh dak lak khoa ix" },
	{ "Ủy ban nhân dân thành phố Hồ Chí Minh, số 05/2021/NQ-HĐND",
	  "uy ban nhan dan thanh pho ho chi minh, so 05/2021/nq-hdnd" },
	{ "Nghi\u0323 quye\u0301\u0302t", "nghi quyet" },
	{ "ó\u0302 o\u0301\u0300 n\u0303", "o o n" },
	{ "Crème brûlée, Müller, piñata", "creme brulee, muller, pinata" },
	{ "Ðảng", "dang" },
	{ "Þórð", "þord" },
	{ "Ελλάδα Ж Й Ё", "ελλάδα ж й ё" },
	{ "Ø Ł ß Æ", "ø ł ß æ" },
	{ "K\u212A Å\u212B", "kk aa" },
	{ "“Điều 1” – 5 °C…", "“dieu 1” – 5 °c…" },
	{ "İstanbul ışık", "istanbul isik" },
	{ "a\u0301\u200B\u0302b\r\nc\rd", "ab\nc\nd" },
	{ "日本語 한국어", "日本語 한국어" },
	{ "\xE1\xBAx", "\uFFFDx" },
	{ "ＮＱ", "nq" },
	{ "≠ =\u0338", "≠ ≠" },
	{ "ẞ Ⱥ", "ß ⱥ" },
};

START_TEST(text_fold__cases)
{
	ck_assert_str_eq(folded(fold_cases[_i].in), fold_cases[_i].want);
	ck_assert_str_eq(folded(fold_cases[_i].want), fold_cases[_i].want);
}
END_TEST

/* Long inputs meet every block boundary of the fast path. */
START_TEST(text_fold__block_boundaries)
{
	static const char text[] = "Hội đồng nhân dân ố\u0302 “ẩn” Ñ ế ";
	static const char want[] = "hoi dong nhan dan o “an” n e ";
	char in[8192] = "", out[8192] = "";

	for (size_t pad = 0; pad < 70; pad++) {
		memset(in, 'X', pad);
		memset(out, 'x', pad);
		in[pad] = out[pad] = '\0';
		for (int i = 0; i < 120; i++) {
			memcpy(in + strlen(in), text, sizeof(text));
			memcpy(out + strlen(out), want, sizeof(want));
		}
		ck_assert_str_eq(folded(in), out);
	}
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("letters");

	tcase_add_test(tests, letters_typed__every_order);
	tcase_add_test(tests, letters_fold__all_146);
	tcase_add_test(tests, letters_key__lower_case_of_all);
	tcase_add_test(tests, letters_lower__all_of_unicode);
	tcase_add_loop_test(tests, text_fold__cases, 0,
			    sizeof(fold_cases) / sizeof(fold_cases[0]));
	tcase_add_test(tests, text_fold__block_boundaries);
	return run_tests(tests, "letters");
}
