/*
 * Canonical and key parse only the words that the automata of scan.h stop at.
 * Here they must equal the plain definition: clean, then parse every word.
 */
#include "help.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "text/grammar.h"
#include "text/scan.h"
#include "text/unicode.h"
#include "text/utf8.h"

static struct vb_buf input = VB_BUF_INIT(1 << 26);
static struct vb_buf clean = VB_BUF_INIT(1 << 26);
static struct vb_buf want = VB_BUF_INIT(1 << 26);
static struct vb_buf got = VB_BUF_INIT(1 << 26);

static void add(struct vb_buf *out, struct vb_str s)
{
	MUST(vb_buf_append(out, s) == VB_OK);
}

static bool is_address(struct vb_str text, size_t at)
{
	size_t start = at, end = at;
	struct vb_str chunk;

	while (start && !strchr(" \n\t", text.ptr[start - 1]))
		start--;
	while (end < text.len && !strchr(" \n\t", text.ptr[end]))
		end++;
	chunk = vb_str_sub(text, start, end);
	return vb_str_find(chunk, VB_STR("@"), 0) != VB_NPOS ||
	       vb_str_find(chunk, VB_STR("://"), 0) != VB_NPOS ||
	       vb_str_find(chunk, VB_STR("www."), 0) != VB_NPOS;
}

/* Add the lower case of `s`; NFC may then change, as İ has shown. */
static void add_lower(struct vb_buf *out, struct vb_str s)
{
	struct vb_buf low = VB_BUF_INIT(1 << 26);
	char utf8[4], *nfc;

	for (size_t at = 0; at < s.len;) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(s, at));
		add(&low,
		    vb_str_of(utf8, vb_utf8_encode(utf8, vb_char_lower(code))));
	}
	add(&low, VB_STR_EMPTY);
	/* a NUL was dropped by clean */
	nfc = peer_nfc(low.ptr);
	add(out, vb_str_from(nfc));
	free(nfc);
	vb_buf_clear(&low);
}

/* The plain definitions, of clean text. */
static void define(struct vb_buf *out, struct vb_str text, bool key)
{
	size_t at = 0;

	while (at < text.len) {
		struct vb_syllable s;
		struct vb_word word;
		char spelled[VB_SPELL_ROOM];
		uint32_t code;
		bool plain;

		vb_word_read(&word, text, at);
		if (word.end == at)
			word.end +=
				vb_utf8_decode(&code, vb_str_skip(text, at));
		plain = vb_word_is_plain(&word) &&
			vb_syllable_parse(&s, &word.letters);
		if (plain && (key || !is_address(text, at))) {
			vb_syllable_place_tone(&word.letters, &s);
			if (key) {
				vb_syllable_unify_iy(&word.letters, &s);
				word.letters.marks &= VB_MARKS_TONES;
			}
			add(out, vb_str_of(spelled,
					   vb_letters_spell(spelled,
							    &word.letters)));
		} else if (key) {
			add_lower(out, vb_str_sub(text, at, word.end));
		} else {
			add(out, vb_str_sub(text, at, word.end));
		}
		at = word.end;
	}
}

/* Fail, with what stands around the first difference. */
static void report(const char *step)
{
	size_t at = 0;

	while (at < want.len && at < got.len && want.ptr[at] == got.ptr[at])
		at++;
	at = at < 20 ? 0 : at - 20;
	ck_abort_msg("%s at %zu: '%.60s', not '%.60s'", step, at, got.ptr + at,
		     want.ptr + at);
}

static void check(struct vb_str in)
{
	vb_buf_truncate(&clean, 0);
	MUST(vb_text_clean(&clean, NULL, in) == VB_OK);
	for (int key = 0; key < 2; key++) {
		vb_buf_truncate(&want, 0);
		vb_buf_truncate(&got, 0);
		define(&want, vb_buf_str(&clean), key);
		MUST((key ? vb_text_key(&got, in) :
			    vb_text_canonical(&got, NULL, in)) == VB_OK);
		if (!vb_str_eq(vb_buf_str(&want), vb_buf_str(&got)))
			report(key ? "key" : "canonical");
	}
}

/* What a word stands between; the first three end it as a space does. */
static const char *const between[][2] = {
	{ "", "" },
	{ " ", " " },
	{ "(", ")," },
	{ "\xC2\xA0", "\xC2\xA0" }, /* no-break spaces */
	{ "“", "”" },
	{ "€", "€" },
	{ "😀", "😀" },
	{ "\r\n", "\r\n" },
	{ "\r", "\r" },
	{ "中", "" },
	{ "", "中" },
	{ "1", "" },
	{ "", "2" },
	{ "a@", "" },
	{ "", "://x" },
	{ "ü", "" },
	{ "", "ß" },
	{ "n", "" },
	{ "", "n" },
	{ "\xFF", "\xE1" },
	{ "", "\xE1\xBA" },
	{ "", "\xCC\x88" },
	{ "\xE2\x80\x8B", "\xE2\x80\x8B" },
	{ "www.", "" },
	{ "hoà.", ".hoà" },
};

/* All spellings of one syllable: the tone on each letter of the rhyme. */
static void add_rhyme(unsigned onset, unsigned rhyme, size_t upper)
{
	unsigned len = 0;
	struct vb_letters l = { .syms = vb_onsets[onset].key };

	if (onset)
		len = vb_onsets[onset].len;
	/* gi before a rhyme in i has one i */
	if (len == 2 && onset && (vb_onsets[onset].key & 63) == VB_SYM_G &&
	    (vb_onsets[onset].key >> 8 & 63) == VB_SYM_I &&
	    (vb_rhymes[rhyme].key & 63) == VB_SYM_I)
		len = 1;
	l.syms &= ((uint64_t)1 << 8 * len) - 1;
	l.syms |= (uint64_t)vb_rhymes[rhyme].key << 8 * len;
	l.n = len + vb_rhymes[rhyme].len;
	if (l.n > VB_SYLLABLE_LETTERS)
		return;
	for (size_t at = 0; at < l.n; at++) {
		unsigned sym = vb_letters_sym(&l, at);

		for (unsigned tone = 0; tone < VB_TONE_COUNT; tone++) {
			char spelled[VB_SPELL_ROOM];
			size_t len_of;

			if (!vb_letter_bytes[0][sym][tone].len)
				continue;
			l.marks = (uint64_t)tone << 8 * at |
				  (uint64_t)8 << 8 * (upper % l.n);
			if (upper > 7)
				l.marks |= VB_MARKS_UPPER;
			len_of = vb_letters_spell(spelled, &l);
			add(&input, vb_str_of(spelled, len_of));
			add(&input, VB_STR("\n"));
		}
	}
}

/* Any onset before any rhyme, whether they may stand together or not. */
START_TEST(scan__all_misplacements)
{
	struct vb_str words, word;
	struct vb_buf all = VB_BUF_INIT(1 << 26);
	const char *const *pair = between[_i];

	vb_buf_truncate(&input, 0);
	for (unsigned onset = 0; onset < vb_onsets_count; onset++)
		for (unsigned rhyme = 1; rhyme < vb_rhymes_count; rhyme++)
			add_rhyme(onset, rhyme, (size_t)_i % 9);
	words = vb_buf_str(&input);
	ck_assert_uint_gt(words.len, 200000);
	while (vb_str_next_line(&word, &words)) {
		add(&all, vb_str_from(pair[0]));
		add(&all, word);
		add(&all, vb_str_from(pair[1]));
		add(&all, VB_STR("\n"));
	}
	check(vb_buf_str(&all));
	vb_buf_clear(&all);
}
END_TEST

/* The end of the text ends a word, as does the end of a line. */
START_TEST(scan__words_alone)
{
	struct vb_str words, word;

	vb_buf_truncate(&input, 0);
	for (unsigned onset = 0; onset < vb_onsets_count; onset += 3)
		for (unsigned rhyme = 1; rhyme < vb_rhymes_count; rhyme++)
			add_rhyme(onset, rhyme, 0);
	words = vb_buf_str(&input);
	while (vb_str_next_line(&word, &words))
		check(word);
}
END_TEST

static const char *const fragments[] = {
	"o",
	"a",
	"u",
	"i",
	"y",
	"e",
	"q",
	"g",
	"h",
	"n",
	"t",
	"k",
	"à",
	"ý",
	"ỷ",
	"ọ",
	"ị",
	"ú",
	"ê",
	"ế",
	"ơ",
	"ờ",
	"ư",
	"ă",
	"đ",
	"À",
	"Ỷ",
	"U",
	"I",
	"Q",
	"G",
	"ì",
	"í",
	"ó",
	" ",
	" ",
	"\n",
	"\t",
	"\r",
	"\r\n",
	".",
	"@",
	"://",
	"www.",
	"-",
	"5",
	"hoà",
	"thuỷ",
	"quí",
	"kì",
	"Ð",
	"ı",
	"İ",
	"о",
	"ж",
	"ü",
	"ß",
	"Ÿ",
	"ẞ",
	"Ⱥ",
	"ς",
	"中",
	"가",
	"€",
	"…",
	"😀",
	"\xCC\x81",
	"\xCC\x82",
	"\xCC\xA3",
	"\xCC\x9B",
	"\xCC\xB8",
	"=",
	"\xC2\xA0",
	"\xC2\xAD",
	"\xE2\x80\x8B",
	"\xEF\xBB\xBF",
	"ｗ",
	"＠",
	"\xFF",
	"\x80",
	"\xC3",
	"\xE1\xBA",
	"\xE2\x80",
	"\xF0\x9F",
	"\x01",
	"\x7F",
	"nghiêng",
};

START_TEST(scan__random)
{
	uint64_t seed = 0x9E3779B97F4A7C15u + (uint64_t)_i;
	size_t n = sizeof(fragments) / sizeof(fragments[0]);

	for (int round = 0; round < 4000; round++) {
		size_t len = next_random(&seed) % 60;
		/* of few fragments, so that some stand together often */
		size_t first = next_random(&seed) % n;
		size_t span = next_random(&seed) % 3 ? n : 12;

		vb_buf_truncate(&input, 0);
		add(&input, VB_STR_EMPTY);
		for (size_t i = 0; i < len; i++)
			add(&input,
			    vb_str_from(fragments[(first +
						   next_random(&seed) % span) %
						  n]));
		check(vb_buf_str(&input));
	}
}
END_TEST

START_TEST(scan__random_bytes)
{
	uint64_t seed = 77;

	for (int round = 0; round < 4000; round++) {
		char bytes[200];
		size_t len = next_random(&seed) % sizeof(bytes);

		for (size_t i = 0; i < len; i++)
			bytes[i] = (char)(next_random(&seed) >> 20);
		check(vb_str_of(bytes, len));
	}
}
END_TEST

START_TEST(scan__news)
{
	const char *data = getenv("VB_DATA");
	static char line[1 << 20];
	char path[4096];
	gzFile in;

	snprintf(path, sizeof(path), "%s/news/news-30k.jsonl.gz",
		 data ? data : "../shared/data");
	in = gzopen(path, "rb");
	if (!in) {
		fprintf(stderr, "skipped: %s is absent\n", path);
		return;
	}
	for (int i = 0; i < 1000 && gzgets(in, line, sizeof(line)); i++)
		check(vb_str_from(line));
	gzclose(in);
}
END_TEST

/* Of real text the automaton stops at few words only. */
START_TEST(scan__stops_seldom)
{
	struct vb_str text = VB_STR(
		"Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 "
		"năm 2015; xét đề nghị của Ủy ban nhân dân, Hội đồng nhân dân "
		"quyết nghị thông qua giá các loại đất, thuế và quý tiền");

	ck_assert_uint_eq(vb_scan(&vb_scan_tone, text, 0), text.len);
	ck_assert_uint_eq(vb_scan(&vb_scan_key, text, 0), text.len);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("scan");

	tcase_add_loop_test(tests, scan__all_misplacements, 0,
			    sizeof(between) / sizeof(between[0]));
	tcase_add_test(tests, scan__words_alone);
	tcase_add_loop_test(tests, scan__random, 0, 8);
	tcase_add_test(tests, scan__random_bytes);
	tcase_add_test(tests, scan__news);
	tcase_add_test(tests, scan__stops_seldom);
	return run_tests(tests, "scan");
}
