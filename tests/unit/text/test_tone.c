/* Canonical tone placement: section "tone placement" of the specification. */
#include "help.h"

#include <stdio.h>
#include <string.h>

#include "text/syllable.h"

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
};

START_TEST(tone_moved__cases)
{
	ck_assert_str_eq(canonical(moved_cases[_i].in), moved_cases[_i].want);
	ck_assert_str_eq(canonical(moved_cases[_i].want), moved_cases[_i].want);
}
END_TEST

/* Right as they stand, or none of our business. */
static const char *const kept[] = {
	/* qu and gi own their vowel */
	"quý",
	"quỷ",
	"quỳ",
	"quả",
	"quá",
	"quà",
	"quê",
	"quế",
	"quốc",
	"quận",
	"quyền",
	"quyết",
	"quỹ",
	"quạ",
	"quẻ",
	"quở",
	"quấy",
	"quạt",
	"gì",
	"gìn",
	"giếng",
	"giá",
	"giữ",
	"già",
	"giả",
	"giải",
	"giáo",
	"giúp",
	"giỏi",
	"giới",
	"giờ",
	"giọng",
	"giường",
	"giết",
	"giặt",
	"gịa",
	/* three vowels, two with a final, the hat decides */
	"ngoài",
	"xoáy",
	"ngoéo",
	"khuỷu",
	"khuya",
	"hoàn",
	"hoét",
	"quýt",
	"huỳnh",
	"suýt",
	"thuở",
	"huệ",
	"tuần",
	"tuấn",
	"khuấy",
	"nguyễn",
	"chuyện",
	"tiếng",
	"yếu",
	"rượu",
	"hươu",
	"người",
	"nước",
	"được",
	"thuốc",
	"buồn",
	"muỗi",
	"mía",
	"lửa",
	"múa",
	"cứu",
	"hiểu",
	"kiều",
	"của",
	"tòa",
	"hòa",
	"ủy",
	"thủy",
	"túi",
	"tủy",
	"vài",
	"váy",
	"cáo",
	"kéo",
	"kịp",
	"ếch",
	"oản",
	"oái",
	"uể",
	"ỷ",
	"ý",
	/* foreign words */
	"café",
	"voilà",
	"adiós",
	"piñata",
	"Málaga",
	"résumé",
	"São",
	"José",
	"bảoàn",
	"déjà",
	"Dvořák",
	"naïveté",
	"está",
	"Perú1",
	"coöperate",
	"Goethé",
	"cliché",
	"Zoë",
	"Loài2",
	/* abbreviations */
	"HĐND",
	"UBND",
	"QĐ",
	"TƯ",
	"ĐBQH",
	"QSDĐ",
	"CĐS",
	"NSĐP",
	"LĐTBXH",
	/* two tones, or one on a consonant */
	"hòà",
	"thúỷ",
	"ủỷ",
	"hoà\u0301",
	"n\u0300goa",
	/* the stop rule: no such syllable, so nobody knows where it belongs */
	"hòac",
	"tùyt",
	"gíap1",
	/* with digits */
	"hoà1",
	"2hoà",
	"khoá9",
	/* addresses */
	"http://hoà.vn/thuý",
	"https://example.vn/?q=hoà+bình",
	"www.hoà.vn",
	"hoà@example.vn",
	"ftp://x/uỷ-ban",
	"(xem:http://vi.example/thuỷ)",
	"thuý.nguyễn@tỉnh.gov.vn",
};

START_TEST(tone_kept__cases)
{
	ck_assert_str_eq(canonical(kept[_i]), cleaned(kept[_i]));
}
END_TEST

START_TEST(tone_kept__at_least_100)
{
	ck_assert_uint_ge(sizeof(kept) / sizeof(kept[0]), 100);
}
END_TEST

static const char *const all_onsets[] = {
	"",   "b",  "c", "ch", "d",  "đ",  "g",	  "gh", "gi", "h",
	"k",  "kh", "l", "m",  "n",  "ng", "ngh", "nh", "p",  "ph",
	"qu", "r",  "s", "t",  "th", "tr", "v",	  "x",
};

#define VOWELS "a ă â e ê i o ô ơ u ư y"

/* A rhyme as letters of NFC without tone. */
struct rhyme {
	char letter[4][8];
	size_t n;
	bool stop;
};

static bool is_one_of(const char *letter, const char *set)
{
	return strstr(set, letter) != NULL;
}

static void split_rhyme(struct rhyme *r, const char *text)
{
	size_t len = strlen(text);

	r->n = 0;
	for (size_t at = 0; at < len;) {
		uint32_t code;
		size_t n = vb_utf8_decode(&code, vb_str_from(text + at));

		snprintf(r->letter[r->n++], 8, "%.*s", (int)n, text + at);
		at += n;
	}
	r->stop = is_one_of(r->letter[r->n - 1], "ptc") ||
		  (len > 2 && !strcmp(text + len - 2, "ch"));
}

/* Rules (a) to (e) of the specification, one by one. */
static size_t carrier_of(const struct rhyme *r)
{
	size_t vowels[4], count = 0, strong = 9;

	for (size_t i = 0; i < r->n; i++) {
		if (is_one_of(r->letter[i], VOWELS))
			vowels[count++] = i;
		if (is_one_of(r->letter[i], "ă â ê ô ơ ư"))
			strong = i;
	}
	if (strong != 9)
		return strong;
	if (count == 1)
		return vowels[0];
	if (count == 3)
		return vowels[1];
	return r->n > count ? vowels[1] : vowels[0];
}

/* Onset + rhyme with the tone on letter `at` of the rhyme. */
static void put_tone(char out[64], const char *onset, const struct rhyme *r,
		     const char *tone, size_t at)
{
	char apart[64];
	size_t n = (size_t)snprintf(apart, sizeof(apart), "%s", onset);
	char *nfc;

	for (size_t i = 0; i < r->n; i++)
		n += (size_t)snprintf(apart + n, sizeof(apart) - n, "%s%s",
				      r->letter[i], i == at ? tone : "");
	nfc = peer_nfc(apart);
	snprintf(out, 64, "%s", nfc);
	free(nfc);
}

/* Every tone on every vowel of one syllable; how many were tried. */
static size_t check_syllable(const char *onset, const struct rhyme *r)
{
	size_t tried = 0;

	for (size_t i = 0; i < 5 * r->n; i++) {
		size_t t = i / r->n, at = i % r->n;
		char in[64], want[64], text[256], expected[256];

		/* tones[1] is sắc, tones[4] nặng */
		if (!is_one_of(r->letter[at], VOWELS) ||
		    (r->stop && t != 1 && t != 4))
			continue;
		put_tone(in, onset, r, tones[t], at);
		put_tone(want, onset, r, tones[t], carrier_of(r));
		snprintf(text, sizeof(text), "%s (%s), %s", in, want, in);
		snprintf(expected, sizeof(expected), "%s (%s), %s", want, want,
			 want);
		if (strcmp(canonical(in), want) ||
		    strcmp(keyed(in), keyed(want)) ||
		    strcmp(canonical(text), expected))
			ck_abort_msg("%s: %s, not %s", in, canonical(in), want);
		tried++;
	}
	return tried;
}

START_TEST(tone_every_syllable__by_the_rules)
{
	FILE *f = fopen("data/syllable/rhymes.txt", "r");
	size_t syllables = 0, tried = 0;
	char line[256], text[32], word[64];

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f)) {
		struct rhyme r;

		if (line[0] == '#' || sscanf(line, "%31s", text) != 1)
			continue;
		split_rhyme(&r, text);
		for (size_t i = 0; i < 28; i++) {
			put_tone(word, all_onsets[i], &r, "\u0301",
				 carrier_of(&r));
			/* gi + i is written with one i, see kept[] */
			if ((text[0] == 'i' &&
			     (!strcmp(all_onsets[i], "g") ||
			      !strcmp(all_onsets[i], "gi"))) ||
			    !vb_syllable_valid(vb_str_from(word)))
				continue;
			syllables++;
			tried += check_syllable(all_onsets[i], &r);
		}
	}
	fclose(f);
	ck_assert_uint_gt(syllables, 3600);
	ck_assert_uint_gt(tried, 20000);
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
	tcase_add_test(tests, tone_kept__at_least_100);
	tcase_add_test(tests, tone_every_syllable__by_the_rules);
	tcase_add_test(tests, tone_length__grows_and_shrinks);
	tcase_add_test(tests, tone_text__mixed);
	tcase_add_test(tests, tone_report__as_clean);
	return run_suite(tests, "tone");
}
