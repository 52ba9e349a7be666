#include "help.h"

#include <stdio.h>
#include <string.h>

#include "text/syllable.h"

static const struct {
	const char *word;
	bool valid;
} valid_cases[] = {
	{ "hội", true },
	{ "đồng", true },
	{ "nhân", true },
	{ "dân", true },
	{ "nghị", true },
	{ "quyết", true },
	{ "chỉ", true },
	{ "thị", true },
	{ "nghiêng", true },
	{ "NGHIÊNG", true },
	{ "Ủy", true },
	{ "uỷ", true },
	{ "giếng", true },
	{ "gì", true },
	{ "gìn", true },
	{ "giặt", true },
	{ "gịa", true },
	{ "quý", true },
	{ "quí", true },
	{ "quít", true },
	{ "quỵt", true },
	{ "quynh", true },
	{ "yêu", true },
	{ "yến", true },
	{ "y", true },
	{ "ý", true },
	{ "kỳ", true },
	{ "kì", true },
	{ "sỹ", true },
	{ "vỹ", true },
	{ "xoong", true },
	{ "khuya", true },
	{ "khuỷu", true },
	{ "ở", true },
	{ "a", true },
	{ "ngoáy", true },
	{ "huơ", true },
	{ "thuở", true },
	{ "gip", true },
	{ "têt", true },
	{ "xit", true },
	{ "pin", true },
	{ "vịêt", true }, /* the tone may stand on any letter */
	/* the stop rule */
	{ "hop", false },
	{ "họp", true },
	{ "hòp", false },
	{ "hỏc", false },
	{ "mãt", false },
	{ "sách", true },
	{ "sàch", false },
	{ "tet", false },
	{ "tết", true },
	/* spelling rules */
	{ "ce", false },
	{ "ke", true },
	{ "ka", false },
	{ "gi", true },
	{ "ghi", true },
	{ "gha", false },
	{ "ngi", false },
	{ "nghi", true },
	{ "ngha", false },
	{ "by", false },
	{ "nyên", false },
	{ "hyêu", false },
	{ "qo", false },
	{ "quo", false },
	{ "quu", false },
	{ "qu", false },
	{ "q", false },
	{ "ă", false },
	{ "bâ", false },
	{ "că", false },
	/* not syllables */
	{ "", false },
	{ "hđnd", false },
	{ "UBND", false },
	{ "f", false },
	{ "web", false },
	{ "café", false },
	{ "hòà", false },
	{ "hội1", false },
	{ "tivi", false },
	{ "nghiêngg", false },
	{ "nghiêngnghiêng", false },
	{ "email", false },
	{ "ñ", false },
	{ "\xC4", false },
	{ "hội đồng", false },
	{ "w", false },
	{ "zô", false },
	{ "\xE1\xBB", false },
	{ "ngoeo", true },
	{ "b", false },
};

START_TEST(syllable_valid__cases)
{
	ck_assert_int_eq(vb_syllable_valid(vb_str_from(valid_cases[_i].word)),
			 valid_cases[_i].valid);
}
END_TEST

/*
 * i and y where both are written: the 16 pairs of hunspell-vi, those of names
 * and those after qu have one key. The canonical text keeps the author's.
 */
static const struct {
	const char *i, *y;
} one_key[] = {
	{ "i", "y" },
	{ "ỉ", "ỷ" },
	{ "í", "ý" },
	{ "hi", "hy" },
	{ "ki", "ky" },
	{ "kì", "kỳ" },
	{ "kí", "ký" },
	{ "kỉ", "kỷ" },
	{ "kĩ", "kỹ" },
	{ "kị", "kỵ" },
	{ "li", "ly" },
	{ "lí", "lý" },
	{ "lị", "lỵ" },
	{ "mĩ", "mỹ" },
	{ "ti", "ty" },
	{ "tỉ", "tỷ" },
	{ "tị", "tỵ" },
	{ "sĩ", "sỹ" },
	{ "vĩ", "vỹ" },
	{ "quí", "quý" },
	{ "quít", "quýt" },
	{ "quịt", "quỵt" },
	{ "kĩ sư", "kỹ sư" },
	{ "KĨ SƯ", "kỹ sư" },
	{ "Công ti", "công ty" },
	{ "bác sĩ", "bác sỹ" },
	{ "lí lịch", "lý lịch" },
	{ "kỉ luật", "kỷ luật" },
	{ "qúi", "quý" },
};

START_TEST(syllable_iy__one_key)
{
	ck_assert_str_eq(keyed(one_key[_i].i), keyed(one_key[_i].y));
	ck_assert_str_ne(canonical(one_key[_i].i), canonical(one_key[_i].y));
}
END_TEST

static const struct {
	const char *i, *y;
} two_keys[] = {
	{ "túi", "túy" }, { "tui", "tuy" },   { "ai", "ay" },
	{ "tai", "tay" }, { "hai", "hay" },   { "mai", "may" },
	{ "núi", "núy" }, { "lui", "luy" },   { "thùi", "thùy" },
	{ "hủi", "hủy" }, { "cải", "cảy" },   { "bi", "by" },
	{ "di", "dy" },	  { "ghi", "ghy" },   { "nghỉ", "nghỷ" },
	{ "chi", "chy" }, { "thi", "thy" },   { "phi", "phy" },
	{ "tin", "tyn" }, { "kim", "kym" },   { "iên", "yên" },
	{ "kiu", "kyu" }, { "ki2", "ky2" },   { "lin", "lyn" },
	{ "gì", "gỳ" },	  { "giết", "gyết" }, { "xi", "xy" },
};

START_TEST(syllable_iy__two_keys)
{
	ck_assert_str_ne(keyed(two_keys[_i].i), keyed(two_keys[_i].y));
}
END_TEST

struct list {
	char text[4096];
	size_t n, stop_at;
};

static bool add(void *ctx, struct vb_str key)
{
	struct list *l = ctx;
	size_t len = strlen(l->text);

	snprintf(l->text + len, sizeof(l->text) - len, "%s%.*s", len ? " " : "",
		 VB_STR_ARG(key));
	return ++l->n != l->stop_at;
}

static const struct {
	const char *fold;
	size_t count;
	const char *some; /* one that must be among them */
} spelling_cases[] = {
	{ "hoi", 18, "hội" },	/* o ô ơ × six tones */
	{ "hop", 6, "họp" },	/* o ô ơ × sắc, nặng */
	{ "do", 36, "đỗ" },	/* d đ × o ô ơ × 6 */
	{ "dang", 36, "đảng" }, /* d đ × a ă â × 6 */
	{ "ky", 6, "kỳ" },
	{ "ki", 6, "kỳ" },
	{ "qui", 6, "quý" },
	{ "quy", 6, "quý" },
	{ "hoa", 6, "hòa" },
	{ "uy", 6, "ủy" },
	{ "nghi", 6, "nghị" },
	{ "quyet", 2, "quyết" },
	{ "dong", 24, "đồng" }, /* ơng is no rhyme */
	{ "nuoc", 4, "nước" },	/* uô ươ */
	{ "gia", 7, "gịa" },	/* with the exception */
	{ "gi", 6, "gì" },
	{ "gieng", 12, "giếng" }, /* gi + eng, gi + iêng */
	{ "tet", 5, "têt" }, /* té té… tế têt: e ê × 2, and the lapse */
	{ "gip", 3, "gip" },
	{ "a", 6, "ạ" }, /* ă, â are no open rhymes */
	{ "nghieng", 6, "nghiêng" },
	{ "khuyu", 6, "khuỷu" },
	/* no syllable: d and đ */
	{ "hdnd", 4, "hđnd" },
	{ "dbqh", 2, "đbqh" },
	{ "qd", 2, "qđ" },
	{ "ubnd", 2, "ubnd" },
	{ "web", 1, "web" },
	{ "05", 1, "05" },
	{ "dddddd", 64, "đđđđđđ" },
	{ "dddddddd", 64, "đđđđđđdd" },
	{ "", 0, "" },
};

START_TEST(syllable_spellings__count)
{
	static struct list l;
	char padded[4100], want[64];

	memset(&l, 0, sizeof(l));
	ck_assert_uint_eq(
		vb_syllable_spellings(vb_str_from(spelling_cases[_i].fold), add,
				      &l),
		spelling_cases[_i].count);
	ck_assert_uint_eq(l.n, spelling_cases[_i].count);
	if (!l.n)
		return;
	snprintf(padded, sizeof(padded), " %s ", l.text);
	snprintf(want, sizeof(want), " %s ", spelling_cases[_i].some);
	ck_assert_ptr_nonnull(strstr(padded, want));
}
END_TEST

static const struct {
	const char *fold, *want;
} list_cases[] = {
	{ "hop", "hóp họp hốp hộp hớp hợp" },
	{ "ki", "ky kỳ ký kỷ kỹ kỵ" },
	{ "hdnd", "hdnd hđnd hdnđ hđnđ" },
	{ "uy", "uy ùy úy ủy ũy ụy" },
	{ "quoc", "quốc quộc" },
};

START_TEST(syllable_spellings__all)
{
	static struct list l;

	memset(&l, 0, sizeof(l));
	vb_syllable_spellings(vb_str_from(list_cases[_i].fold), add, &l);
	ck_assert_str_eq(l.text, list_cases[_i].want);
}
END_TEST

START_TEST(syllable_spellings__stops_early)
{
	static struct list l = { .stop_at = 3 };

	ck_assert_uint_eq(vb_syllable_spellings(VB_STR("hoi"), add, &l), 3);
	ck_assert_uint_eq(l.n, 3);
	memset(&l, 0, sizeof(l));
	l.stop_at = 1;
	ck_assert_uint_eq(vb_syllable_spellings(VB_STR("hdnd"), add, &l), 1);
}
END_TEST

/* What was given so far for one fold. */
struct checked {
	char keys[128][32];
	size_t n;
	struct vb_str fold;
	bool syllable;
};

static bool check_key(void *ctx, struct vb_str key)
{
	struct checked *c = ctx;
	char text[32], fold[32];

	snprintf(text, sizeof(text), "%.*s", VB_STR_ARG(key));
	ck_assert_str_eq(keyed(text), text);
	ck_assert(vb_syllable_valid(key) == c->syllable);
	/* it folds back, but for the y of the key */
	snprintf(fold, sizeof(fold), "%.*s", VB_STR_ARG(c->fold));
	if (strcmp(folded(text), fold))
		ck_assert_str_eq(folded(text), folded(keyed(fold)));
	for (size_t i = 0; i < c->n; i++)
		ck_assert_str_ne(c->keys[i], text);
	snprintf(c->keys[c->n++], 32, "%s", text);
	return true;
}

/*
 * Over all folds of one to four letters of the Vietnamese alphabet: every
 * key is its own key, folds back, and comes once.
 */
START_TEST(syllable_spellings__every_short_fold)
{
	static const char alphabet[] = "abcdeghiklmnopqrstuvxy";
	size_t base = sizeof(alphabet) - 1, syllables = 0;

	for (size_t v = 0; v < base * base * base; v++) {
		struct checked c = { .n = 0 };
		char fold[8];
		size_t n = 0;

		for (size_t rest = v; rest || !n; rest /= base)
			fold[n++] = alphabet[rest % base];
		c.fold = vb_str_of(fold, n);
		struct list l = { .stop_at = 1 };

		vb_syllable_spellings(c.fold, add, &l);
		c.syllable = vb_syllable_valid(vb_str_from(l.text));
		syllables += c.syllable;
		vb_syllable_spellings(c.fold, check_key, &c);
	}
	ck_assert_uint_gt(syllables, 500);
}
END_TEST

/* Is onset + rhyme a syllable, without tone or with sắc? */
static bool is_possible(const char *onset, const char *rhyme)
{
	bool gi = !strcmp(onset, "gi") && rhyme[0] == 'i';
	char plain[64], apart[80];
	char *toned;
	bool valid;
	size_t last;

	snprintf(plain, sizeof(plain), "%s%s", gi ? "g" : onset, rhyme);
	if (vb_syllable_valid(vb_str_from(plain)))
		return true;
	/* the rhymes that need a tone end in one or two consonants */
	last = strlen(plain) - 1;
	last -= plain[last] == 'h';
	snprintf(apart, sizeof(apart), "%.*s\u0301%s", (int)last, plain,
		 plain + last);
	toned = peer_nfc(apart);
	valid = vb_syllable_valid(vb_str_from(toned));
	free(toned);
	return valid;
}

/*
 * The 160 rhymes with how many onsets each is attested; the sum of pairs is
 * stated by the source: 2,441. No rhyme may allow fewer than are attested.
 */
START_TEST(syllable_data__attested_onsets)
{
	static const char *const onsets[] = {
		"",   "b",  "c", "ch", "d",  "đ",  "g",	  "gh", "gi", "h",
		"k",  "kh", "l", "m",  "n",  "ng", "ngh", "nh", "p",  "ph",
		"qu", "r",  "s", "t",  "th", "tr", "v",	  "x",
	};
	FILE *f = fopen("data/syllable/rhymes.txt", "r");
	char line[256], rhyme[32];
	unsigned attested, sum = 0, rhymes = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f)) {
		unsigned possible = 0;

		if (line[0] == '#')
			continue;
		ck_assert_int_eq(sscanf(line, "%31s %u", rhyme, &attested), 2);
		for (size_t i = 0; i < 28; i++)
			possible += is_possible(onsets[i], rhyme);
		/* the word list has ka, which the spelling rules have not */
		if (!strcmp(rhyme, "a"))
			possible++;
		if (possible < attested)
			ck_abort_msg("%s: %u < %u", rhyme, possible, attested);
		rhymes++;
		sum += attested;
	}
	fclose(f);
	ck_assert_uint_eq(rhymes, 160);
	ck_assert_uint_eq(sum, 2441);
}
END_TEST

static const struct {
	const char *fold, *want; /* "": none */
} twin_cases[] = {
	{ "ky", "ki" },
	{ "ki", "ky" },
	{ "ly", "li" },
	{ "y", "i" },
	{ "i", "y" },
	{ "sy", "si" },
	{ "quy", "qui" },
	{ "quit", "quyt" },
	{ "quynh", "quinh" },
	{ "quyet", "quiet" },
	{ "quiet", "quyet" },
	/* no such pair */
	{ "thi", "" },
	{ "di", "" },
	{ "gi", "" },
	{ "tui", "" },
	{ "thuy", "" },
	{ "hay", "" },
	{ "qua", "" },
	{ "quix", "" },
	{ "", "" },
	{ "qu", "" },
	{ "an", "" },
	{ "qui1234567890", "" },
};

START_TEST(syllable__twin)
{
	struct vb_str fold = vb_str_from(twin_cases[_i].fold);
	char out[VB_TWIN_BYTES + 1] = "";
	bool has = vb_syllable_twin(out, fold);

	ck_assert_int_eq(has, *twin_cases[_i].want != '\0');
	if (has)
		ck_assert_str_eq(out, twin_cases[_i].want);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("syllable");

	tcase_add_loop_test(tests, syllable__twin, 0,
			    sizeof(twin_cases) / sizeof(twin_cases[0]));
	tcase_add_loop_test(tests, syllable_valid__cases, 0,
			    sizeof(valid_cases) / sizeof(valid_cases[0]));
	tcase_add_loop_test(tests, syllable_iy__one_key, 0,
			    sizeof(one_key) / sizeof(one_key[0]));
	tcase_add_loop_test(tests, syllable_iy__two_keys, 0,
			    sizeof(two_keys) / sizeof(two_keys[0]));
	tcase_add_loop_test(tests, syllable_spellings__count, 0,
			    sizeof(spelling_cases) / sizeof(spelling_cases[0]));
	tcase_add_loop_test(tests, syllable_spellings__all, 0,
			    sizeof(list_cases) / sizeof(list_cases[0]));
	tcase_add_test(tests, syllable_spellings__stops_early);
	tcase_add_test(tests, syllable_spellings__every_short_fold);
	tcase_add_test(tests, syllable_data__attested_onsets);
	return run_tests(tests, "syllable");
}
