#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "base/buf.h"
#include "index/sought.h"
#include "text/token.h"

static struct vb_arena arena;
static struct vb_sought sought;

static void clear(void)
{
	vb_arena_clear(&arena);
}

/* Seek the words of `query`; a final * makes a prefix. */
static void seek(const char *query)
{
	struct vb_token token;
	vb_tokenizer t;

	memset(&sought, 0, sizeof(sought));
	vb_tokenizer_init(&t, vb_str_from(query));
	while (vb_tokenizer_next(&t, &token)) {
		struct vb_str fold;

		ck_assert(vb_arena_dup(&fold, &arena, token.fold));
		if (query[token.end] == '*')
			vb_sought_add_prefix(&sought, fold);
		else
			vb_sought_add(&sought, fold);
	}
}

/* What a reading finds: "word@before", "|" between. */
static const char *found(struct vb_str text)
{
	static char out[1 << 16];
	struct vb_reading r;
	struct vb_find find;
	size_t n = 0;

	out[0] = '\0';
	vb_reading_begin(&r, &sought, text);
	while (vb_reading_next(&r, &find) && n < sizeof(out) - 100)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s@%u",
				      n ? "|" : "", (int)(find.to - find.from),
				      text.ptr + find.from, find.at);
	return out;
}

static const struct {
	const char *query, *text, *want;
} cases[] = {
	{ "đất", "Giá ĐẤT, đạt, dát; đâts đấ", "ĐẤT@1|đạt@2|dát@3" },
	{ "giá đất", "“Giá–đất” (giá)", "Giá@0|đất@1|giá@2" },
	{ "ma", "", "" },
	{ "ma", "mà", "mà@0" },
	{ "", "ma", "" },
	/* words of one letter, and those that begin so */
	{ "a", "a ă à. ab ba â", "a@0|ă@1|à@2|â@5" },
	{ "ủy", "Ủy uỷ u ủ y uyên", "Ủy@0|uỷ@1" },
	/* numbers, joined or not */
	{ "20", "20 2 200 2.0 20.000 20,5 20a", "20@0|20@6" },
	{ "20000", "20.000 20000 20.0000 120.000", "20.000@0|20000@1" },
	{ "đồng", "1.250.000 đồng", "đồng@3" },
	{ "đồng 1", "1.250.000 đồng", "đồng@1" },
	{ "d", "1.250.000đ đ", "đ@3" },
	/* letters that are odd, or beside what is */
	{ "dat", "→đất ĐÂ\xCC\x81T ²đất", "đất@1|ĐÂ\xCC\x81T@2" },
	{ "b", "2×b «b» ö b", "b@1|b@2|b@4" },
	{ "o", "ö ø o", "ö@0|o@2" },
	{ "mot", "mộtçmột mọt", "mọt@1" },
	{ "иван", "Ива\xD0\xBD x Иван", "Иван@0|Иван@2" },
	/* all that begins so, for the caller to tell */
	{ "đất*", "đi ma dát", "đi@0|dát@2" },
	{ "đất* ma", "đi ma dát", "đi@0|ma@1|dát@2" },
	{ "ив*", "ива ма", "ива@0|ма@1" },
};

START_TEST(sought__cases)
{
	seek(cases[_i].query);
	ck_assert_str_eq(found(vb_str_from(cases[_i].text)), cases[_i].want);
}
END_TEST

START_TEST(sought__numbers)
{
	seek("ma túy");
	ck_assert_uint_eq(vb_sought_add(&sought, VB_STR("tuy")), 1);
	ck_assert_uint_eq(vb_sought_add(&sought, VB_STR("ma")), 0);
	ck_assert_uint_eq(vb_sought_add(&sought, VB_STR("mai")), 2);
	ck_assert_uint_eq(sought.n, 3);
}
END_TEST

START_TEST(sought__too_many)
{
	char names[VB_SOUGHT_WORDS + 1][8];

	memset(&sought, 0, sizeof(sought));
	for (unsigned i = 0; i <= VB_SOUGHT_WORDS; i++) {
		snprintf(names[i], sizeof(names[i]), "a%u", i);
		ck_assert_uint_eq(vb_sought_add(&sought, vb_str_from(names[i])),
				  i < VB_SOUGHT_WORDS ? i : VB_SOUGHT_NONE);
	}
	ck_assert_str_eq(found(VB_STR("a0 a191 a192")), "a0@0|a191@1");
}
END_TEST

/* What is kept is read first, then the rest. */
START_TEST(sought__kept)
{
	struct vb_str text = VB_STR("ma ma ma ma ma");
	struct vb_reading r;
	struct vb_find find;

	seek("ma");
	vb_reading_begin(&r, &sought, text);
	for (size_t i = 0; i < 3; i++) {
		ck_assert(vb_reading_next(&r, &find));
		ck_assert(vb_reading_keep(&r, &arena, &find));
	}
	for (size_t i = 0; i < 5; i++) {
		ck_assert(vb_reading_at(&find, &r, i));
		ck_assert_uint_eq(find.from, 3 * i);
		ck_assert_uint_eq(find.at, i);
	}
	ck_assert(!vb_reading_at(&find, &r, 5));
}
END_TEST

/* ---- the same as by cutting every word */

static uint32_t seed;

static uint32_t below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* Sought, nearly sought, odd, joined and parted in all ways. */
static const char *const pieces[] = {
	"đất",	    "Đất",
	"dat",	    "ma",
	"MÀ",	    "mai",
	"m",	    "giá",
	"gia",	    "20",
	"2",	    "200",
	".000",	    ",5",
	".",	    ",",
	" ",	    " ",
	" ",	    "\n",
	"–",	    "“",
	"\xC2\xA0", "²",
	"×",	    "→",
	"ö",	    "«",
	"Ив",	    "\xCC\x81",
	"nghĩa",    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
};

/* By the tokenizer alone, but for what hangs on a joined number; places only,
 * for words are counted by blanks. */
static const char *cut(struct vb_str text)
{
	static char out[1 << 16];
	struct vb_token token;
	size_t n = 0, end = SIZE_MAX;
	vb_tokenizer t;

	out[0] = '\0';
	vb_tokenizer_init(&t, text);
	for (; vb_tokenizer_next(&t, &token); end = token.end)
		for (uint16_t i = 0; i < sought.n; i++)
			if (token.start != end &&
			    vb_str_eq(token.fold, sought.words[i].fold))
				n += (size_t)snprintf(
					out + n, sizeof(out) - n, "%zu-%zu:%u ",
					token.start, token.end, i);
	return out;
}

static const char *read_all(struct vb_str text)
{
	static char out[1 << 16];
	struct vb_reading r;
	struct vb_find find;
	uint32_t last = 0;
	size_t n = 0;

	out[0] = '\0';
	vb_reading_begin(&r, &sought, text);
	while (vb_reading_next(&r, &find)) {
		ck_assert(!n || find.at > last);
		last = find.at;
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%u-%u:%u ",
				      find.from, find.to, find.word);
	}
	return out;
}

START_TEST(sought__as_cut)
{
	static const char *const queries[] = { "đất", "ma giá 20", "200 m",
					       "mai nghia a ива o" };
	size_t some = 0;

	seed = (uint32_t)_i;
	seek(queries[_i]);
	for (int round = 0; round < 3000; round++) {
		struct vb_buf text = VB_BUF_INIT(1 << 14);
		const char *want, *got;

		for (uint32_t n = below(60); n--;)
			ck_assert(!vb_buf_append_cstr(
				&text, pieces[below(sizeof(pieces) /
						    sizeof(pieces[0]))]));
		want = cut(vb_buf_str(&text));
		got = read_all(vb_buf_str(&text));
		some += *want != '\0';
		if (strcmp(got, want))
			ck_abort_msg("%s\n%s\n%s", vb_buf_cstr(&text), got,
				     want);
		vb_buf_clear(&text);
	}
	ck_assert_uint_gt(some, 500);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sought");
	TCase *tc = tcase_create("sought");

	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, sought__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tc, sought__numbers);
	tcase_add_test(tc, sought__too_many);
	tcase_add_test(tc, sought__kept);
	tcase_add_loop_test(tc, sought__as_cut, 0, 4);
	return run_suite(suite);
}
