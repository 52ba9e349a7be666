#include "help.h"

#include <stdio.h>
#include <string.h>

#include "text/syllable.h"
#include "text/token.h"

/*
 * The tokens of `text` as "start-end key fold FLAGS", joined by "|". Flags:
 * M marked, N number, S syllable, C capitals, T title, B break, X cut.
 */
static const char *tokens_of(const char *text)
{
	static char out[8192];
	struct vb_token token;
	vb_tokenizer t;
	size_t n = 0;

	out[0] = '\0';
	vb_tokenizer_init(&t, vb_str_from(text));
	while (vb_tokenizer_next(&t, &token)) {
		static const char letters[] = "MNSCBXT";
		char flags[8] = "";

		for (unsigned i = 0, k = 0; i < 7; i++)
			if (token.flags & 1u << i)
				flags[k++] = letters[i];
		n += (size_t)snprintf(
			out + n, sizeof(out) - n, "%s%zu-%zu %.*s %.*s%s%s",
			n ? "|" : "", token.start, token.end,
			VB_STR_ARG(token.key), VB_STR_ARG(token.fold),
			*flags ? " " : "", flags);
	}
	return out;
}

static const struct {
	const char *in, *want;
} token_cases[] = {
	{ "", "" },
	{ " ,;\n", "" },
	{ "Hội đồng", "0-5 hội hoi MST|6-13 đồng dong MS" },
	{ "NQ-HĐND", "0-2 nq nq CT|3-8 hđnd hdnd MCT" },
	{ "20-CT/TU", "0-2 20 20 N|3-5 ct ct CT|6-8 tu tu SCT" },
	{ "Hoà kì", "0-4 hòa hoa MST|5-8 kỳ ki MS" },
	{ "abcdefghIJ", "0-10 abcdefghij abcdefghij" },
	{ "Abcdefghij 1Ab", "0-10 abcdefghij abcdefghij T|11-14 1ab 1ab T" },
	{ "A", "0-1 a a ST" }, /* one capital is no CAPITALS */
	{ "TP1", "0-3 tp1 tp1 CT" },
	{ "1a", "0-2 1a 1a" },
	{ "tôi", "0-4 tôi toi MS" },
	{ "gip", "0-3 gip gip S" },
	{ "web", "0-3 web web" },
	{ "café", "0-5 café cafe M" },
	{ "vịêt", "0-7 việt viet MS" },
	/* numbers */
	{ "1.250.000", "0-9 1250000 1250000 N" },
	{ "1,250,000đ", "0-9 1250000 1250000 N|9-11 đ d M" },
	{ "1.250.000 đ", "0-9 1250000 1250000 N|10-12 đ d M" },
	{ "12,5", "0-2 12 12 N|3-4 5 5 N" },
	{ "66.14", "0-2 66 66 N|3-5 14 14 NB" },
	{ "1.2500", "0-1 1 1 N|2-6 2500 2500 NB" },
	{ "1.250.00", "0-5 1250 1250 N|6-8 00 00 NB" },
	{ "1..250", "0-1 1 1 N|3-6 250 250 NB" },
	{ "1.250.", "0-5 1250 1250 N" },
	{ "a1.250", "0-2 a1 a1|3-6 250 250 NB" },
	{ "05/2021", "0-2 05 05 N|3-7 2021 2021 N" },
	{ "5.000m2", "0-5 5000 5000 N|5-7 m2 m2" },
	{ "5000m2", "0-6 5000m2 5000m2" },
	{ "1.250\u0301", "0-1 1 1 N|2-7 250\u0301 250\u0301 B" },
	/* phrases end at . ! ? ; : newline and brackets */
	{ "a. b, c", "0-1 a a S|3-4 b b B|6-7 c c" },
	{ "a! b? c; d: e", "0-1 a a S|3-4 b b B|6-7 c c B|9-10 d d B|"
			   "12-13 e e SB" },
	{ "a\nb (c) d - e / g", "0-1 a a S|2-3 b b B|5-6 c c B|8-9 d d B|"
				"12-13 e e S|16-17 g g" },
	{ "a [x] {y}", "0-1 a a S|3-4 x x B|7-8 y y SB" },
	{ "a… b", "0-1 a a S|5-6 b b B" },
	{ "a “b” – c", "0-1 a a S|5-6 b b|14-15 c c" },
	{ "(a", "1-2 a a S" }, /* nothing stands before it */
	/* other letters, marks, digits */
	{ "Привет", "0-12 привет привет T" },
	{ "ПРИВЕТ", "0-12 привет привет CT" },
	{ "йод", "0-6 йод йод" }, /* its mark stays in the fold */
	{ "日本", "0-6 日本 日本" },
	{ "o\u0308\u0302", "0-5 ö\u0302 o M" },
	{ "٣٤", "0-4 ٣٤ ٣٤" },
	{ "Müller", "0-7 müller muller MT" },
	{ "x©y", "0-1 x x|3-4 y y S" },
	{ "😀a", "4-5 a a S" },
	/* bytes that are no UTF-8 separate */
	{ "a\xFFng\xE1\xBA", "0-1 a a S|2-4 ng ng" },
	{ "\xE1\xBB", "" },
	{ "a\xC3", "0-1 a a S" },
};

START_TEST(token__cases)
{
	ck_assert_str_eq(tokens_of(token_cases[_i].in), token_cases[_i].want);
}
END_TEST

static const struct {
	const char *unit;
	size_t bytes; /* times it is repeated */
	size_t key;   /* bytes of the key */
	bool cut;
} long_cases[] = {
	{ "b", 64, 64, false },	    { "b", 65, 64, true },
	{ "b", 100000, 64, true },  { "ế", 21, 63, false },
	{ "ế", 22, 63, true },	    { "đ", 32, 64, false },
	{ "đ", 33, 64, true },	    { "Ж", 32, 64, false },
	{ "Ж", 40, 64, true },	    { "\u023A", 32, 96, false },
	{ "\u023A", 33, 96, true }, { "7", 70, 64, true },
};

START_TEST(token_long__cut)
{
	size_t unit = strlen(long_cases[_i].unit);
	size_t len = unit * long_cases[_i].bytes;
	char *text = malloc(len + 3);
	struct vb_token token;
	vb_tokenizer t;

	for (size_t i = 0; i < len; i += unit)
		memcpy(text + i, long_cases[_i].unit, unit);
	memcpy(text + len, " x", 3);
	vb_tokenizer_init(&t, vb_str_of(text, len + 2));
	ck_assert(vb_tokenizer_next(&t, &token));
	ck_assert_uint_eq(token.start, 0);
	ck_assert_uint_eq(token.end, len);
	ck_assert_uint_eq(token.key.len, long_cases[_i].key);
	ck_assert_int_eq(!!(token.flags & VB_TOKEN_CUT), long_cases[_i].cut);
	ck_assert(vb_tokenizer_next(&t, &token));
	ck_assert_uint_eq(token.start, len + 1);
	ck_assert(!vb_tokenizer_next(&t, &token));
	ck_assert(!vb_tokenizer_next(&t, &token));
	free(text);
}
END_TEST

/* A number of any length is one token; its digits are cut as a word is. */
START_TEST(token_long__number)
{
	char text[8 + 4 * 30] = "1";
	struct vb_token token;
	vb_tokenizer t;

	for (int i = 0; i < 30; i++)
		memcpy(text + strlen(text), ".250", 5);
	vb_tokenizer_init(&t, vb_str_from(text));
	ck_assert(vb_tokenizer_next(&t, &token));
	ck_assert_uint_eq(token.end, 121);
	ck_assert_uint_eq(token.key.len, 64); /* 1 and 21 groups */
	ck_assert_uint_eq(token.fold.len, 64);
	ck_assert_uint_eq(token.flags, VB_TOKEN_NUMBER | VB_TOKEN_CUT);
}
END_TEST

/* What the tokenizer says of a word is what the slower functions say. */
static void check_word(struct vb_str text, const struct vb_token *token)
{
	struct vb_str word = vb_str_sub(text, token->start, token->end);
	struct vb_str key, fold;

	if (token->flags & VB_TOKEN_CUT || memchr(word.ptr, '.', word.len) ||
	    memchr(word.ptr, ',', word.len))
		return;
	key = vb_str_from(through(vb_text_key, word));
	fold = vb_str_from(through(vb_text_fold, word));
	if (!vb_str_eq(key, token->key) || !vb_str_eq(fold, token->fold) ||
	    !!(token->flags & VB_TOKEN_SYLLABLE) != vb_syllable_valid(word))
		ck_abort_msg("%.*s: %.*s %.*s", VB_STR_ARG(word),
			     VB_STR_ARG(token->key), VB_STR_ARG(token->fold));
}

static size_t check_words(struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t last = 0, count = 0;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		MUST(token.start >= last && token.end > token.start &&
		     token.end <= text.len);
		last = token.end;
		check_word(text, &token);
		count++;
	}
	return count;
}

START_TEST(token_words__same_as_key_and_fold)
{
	size_t count = 0;

	for (size_t i = 0; i < sizeof(token_cases) / sizeof(token_cases[0]);
	     i++) {
		char *text = strdup(cleaned(token_cases[i].in));

		count += check_words(vb_str_from(text));
		free(text);
	}
	ck_assert_uint_gt(count, 60);
}
END_TEST

START_TEST(token_words__every_letter_of_unicode)
{
	for (uint32_t c = 1; c < 0x110000; c++) {
		char s[32] = "", text[32];
		size_t n;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		n = vb_utf8_encode(s, c);
		memcpy(s + n, "a T", 3);
		vb_utf8_encode(s + n + 3, c);
		snprintf(text, sizeof(text), "%s", cleaned(s));
		check_words(vb_str_from(text));
	}
}
END_TEST

/* A letter, a digit or a mark, as utf8proc has it, is in a word. */
START_TEST(token_words__categories_as_utf8proc)
{
	for (uint32_t c = 0x80; c < 0x110000; c++) {
		const char *category = utf8proc_category_string((int32_t)c);
		bool want = strchr("LNM", category[0]) != NULL;
		struct vb_token token;
		vb_tokenizer t;
		char s[8] = "";

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		vb_tokenizer_init(&t, vb_str_of(s, vb_utf8_encode(s, c)));
		if (vb_tokenizer_next(&t, &token) != want)
			ck_abort_msg("U+%04X %s", c, category);
	}
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("token");

	tcase_add_loop_test(tests, token__cases, 0,
			    sizeof(token_cases) / sizeof(token_cases[0]));
	tcase_add_loop_test(tests, token_long__cut, 0,
			    sizeof(long_cases) / sizeof(long_cases[0]));
	tcase_add_test(tests, token_long__number);
	tcase_add_test(tests, token_words__same_as_key_and_fold);
	tcase_add_test(tests, token_words__every_letter_of_unicode);
	tcase_add_test(tests, token_words__categories_as_utf8proc);
	return run_tests(tests, "token");
}
