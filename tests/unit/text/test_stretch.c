#include "help.h"

#include <stdio.h>

#include "text/stretch.h"
#include "text/token.h"

/* The stretches of `text`, "|" between, "!" before odd ones. */
static const char *stretches_of(struct vb_str text, bool numbers)
{
	static char out[8192];
	struct vb_stretches s = { .end = 0 };
	size_t n = 0;

	out[0] = '\0';
	while (s.end < text.len) {
		size_t at = s.end;

		vb_stretches_look(&s, text, at, numbers);
		MUST(s.at == at && s.end > at);
		MUST(!(s.odd & ~s.begins));
		for (unsigned i = 0; i < 64; i++) {
			size_t to = at + i;

			if (!(s.begins >> i & 1))
				continue;
			while (to < at + 64 && s.within >> (to - at) & 1)
				to++;
			if (s.end > at + 64)
				to = s.end;
			n += (size_t)snprintf(
				out + n, sizeof(out) - n, "%s%s%.*s",
				n ? "|" : "", s.odd >> i & 1 ? "!" : "",
				(int)(to - at - i), text.ptr + at + i);
		}
	}
	return out;
}

#define SIXTEEN "mườichữcái" /* bytes */
#define SIXTY SIXTEEN SIXTEEN SIXTEEN "abcdabcdabcd"
#define GAP "                              " /* 30 blanks */

static const struct {
	const char *text, *want;
	bool numbers;
} cases[] = {
	{ "", "", false },
	{ "  .\n", "", false },
	{ "Nghị quyết số 20/NQ-HĐND.", "Nghị|quyết|số|20|NQ|HĐND", false },
	{ "“giá đất” – đất…", "giá|đất|đất", false },
	{ "giá\xC2\xA0"
	  "đất",
	  "giá|đất", false },
	/* what may be no letter, or part one */
	{ "100 m² đất", "100|!m²|đất", false },
	{ "2×3 ÷4", "!2×3|!÷4", false },
	{ "«đất» →x", "!«đất»|!→x", false },
	{ "ĐIÊ\xCC\x80U 1", "!ĐIÊ\xCC\x80U|1", false },
	{ "Русский ậ", "!Русский|ậ", false },
	{ "\xE1\x9A\x80"
	  "a ữ",
	  "!\xE1\x9A\x80"
	  "a|ữ",
	  false },
	/* numbers may be joined */
	{ "1.250.000 đồng, 2,5. 3", "1|250|000|đồng|2|5|3", false },
	{ "1.250.000 đồng, 2,5. 3", "!1.250.000|đồng|!2,5|3", true },
	{ "a.5 5.a 5..5 .5", "a|5|5|a|5|5|5", true },
	/* at the edge of a look, 64 bytes from where it begins */
	{ SIXTY " đất", SIXTY "|đất", false },
	{ GAP GAP "xyz đất", "xyz|đất", false },
	{ GAP GAP "xyzđ", "xyzđ", false },
	{ GAP GAP "xyz–đ", "xyz|đ", false },
	{ GAP GAP "xy–đ", "xy|đ", false },
	{ GAP GAP "x–đ", "x|đ", false },
	{ GAP GAP "xyz\xC2\xA0đ", "xyz|đ", false },
	{ GAP GAP "xy1.2", "xy1|2", false },
	{ GAP GAP "xy1.2", "!xy1.2", true },
	{ GAP GAP "x1.2", "!x1.2", true },
	{ GAP GAP "xy²", "!xy²", false },
	{ GAP GAP "xyz²", "!xyz²", false },
	/* longer than a look */
	{ SIXTY "efghi đất", "!" SIXTY "efghi|đất", false },
	{ SIXTY "efghi", "!" SIXTY "efghi", false },
	{ SIXTY SIXTY SIXTY "–đất", "!" SIXTY SIXTY SIXTY "|đất", false },
	{ SIXTY SIXTY "1.2 đất", "!" SIXTY SIXTY "1.2|đất", true },
};

START_TEST(stretch__cases)
{
	ck_assert_str_eq(
		stretches_of(vb_str_from(cases[_i].text), cases[_i].numbers),
		cases[_i].want);
}
END_TEST

/* Behind any number of blanks it is the same. */
START_TEST(stretch__any_place)
{
	char text[512];

	for (size_t blanks = 0; blanks < 130; blanks++) {
		size_t n = strlen(cases[_i].text);

		memset(text, ' ', blanks);
		memcpy(text + blanks, cases[_i].text, n);
		ck_assert_str_eq(stretches_of(vb_str_of(text, blanks + n),
					      cases[_i].numbers),
				 cases[_i].want);
	}
}
END_TEST

/* The words of `text` as a tokenizer cuts it, "|" between. */
static const char *words_of(struct vb_str text)
{
	static char out[64];
	struct vb_token token;
	vb_tokenizer t;
	size_t n = 0;

	out[0] = '\0';
	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token))
		n += (size_t)snprintf(
			out + n, sizeof(out) - n, "%s%.*s", n ? "|" : "",
			(int)(token.end - token.start), text.ptr + token.start);
	return out;
}

/* Whatever stands between two letters: words, if it is not odd. */
START_TEST(stretch__every_character)
{
	size_t odd = 0;

	for (uint32_t c = 1; c < 0x110000; c++) {
		char s[16] = "a";
		const char *got;
		size_t n;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		n = 1 + vb_utf8_encode(s + 1, c);
		s[n++] = 'b';
		got = stretches_of(vb_str_of(s, n), false);
		odd += *got == '!';
		if (*got == '!' ? strcmp(got + 1, s) != 0 :
				  strcmp(got, words_of(vb_str_of(s, n))) != 0)
			ck_abort_msg("U+%04X %s", c, got);
	}
	/* what is not: ASCII, general punctuation, the blank, letters */
	ck_assert_uint_eq(odd,
			  0x10FFFF - 0x800 - 0x7F - 0x40 - 1 - 0xFE - 0x100);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("stretch");

	tcase_add_loop_test(tests, stretch__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tests, stretch__any_place, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tests, stretch__every_character);
	return run_tests(tests, "stretch");
}
