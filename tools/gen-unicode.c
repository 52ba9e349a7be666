/*
 * gen-unicode: write lib/text/unicode_table.c from what utf8proc knows.
 *
 *	cc -Ilib tools/gen-unicode.c -lutf8proc -o gen-unicode
 *	./gen-unicode > lib/text/unicode_table.c
 *
 * utf8proc is needed here and in tests only; the library links the table.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text/letter.h"
#include "text/lookalike.h"
#include "text/scan.h"
#include "text/unicode.h"

#define CODES 0x110000
#define PAGES (CODES / 64)
#define MAX_FULL 8
#define STATE(k) ((k)*6)

static struct vb_char records[4096];
static size_t records_count;
static uint16_t record_of[CODES];
static struct vb_pair pairs[4096];
static size_t pairs_count;
static uint8_t flags_of[CODES];

static int full_decomposition(int32_t *out, int32_t code)
{
	int class = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		code, out, MAX_FULL, UTF8PROC_DECOMPOSE, &class);

	assert(n >= 1 && n <= MAX_FULL);
	return (int)n;
}

/* The NFC of `n` code points when it is a single one, else -1. */
static int32_t compose(const int32_t *codes, int n)
{
	int32_t work[MAX_FULL];
	utf8proc_ssize_t len;

	memcpy(work, codes, (size_t)n * sizeof(*codes));
	len = utf8proc_normalize_utf32(work, n,
				       UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return len == 1 ? work[0] : -1;
}

static int is_hangul(int32_t code)
{
	return code >= 0xAC00 && code <= 0xD7A3;
}

static int is_surrogate(int32_t code)
{
	return code >= 0xD800 && code <= 0xDFFF;
}

/* Letter pairs that NFC joins, and the second of each marked VB_CHAR_NFC. */
static void find_pairs(void)
{
	for (int32_t code = 0; code < CODES; code++) {
		int32_t full[MAX_FULL];
		int n;

		if (is_hangul(code) || is_surrogate(code))
			continue;
		n = full_decomposition(full, code);
		if (n < 2 || compose(full, n) != code)
			continue;
		struct vb_pair pair = { (uint32_t)compose(full, n - 1),
					(uint32_t)full[n - 1], (uint32_t)code };
		assert(pair.first != (uint32_t)-1);
		pairs[pairs_count++] = pair;
		flags_of[pair.second] |= VB_CHAR_NFC;
	}
	for (int32_t code = 0x1161; code <= 0x11C2; code++)
		if (code <= 0x1175 || code >= 0x11A8)
			flags_of[code] |= VB_CHAR_NFC;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct vb_pair *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->second < y->second ? -1 : x->second > y->second;
}

static uint8_t category_flags(int32_t code)
{
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return VB_CHAR_LETTER | VB_CHAR_UPPER;
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return VB_CHAR_LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return VB_CHAR_MARK;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return VB_CHAR_NUMBER;
	default:
		return 0;
	}
}

static uint8_t repair_flags(int32_t code, const int32_t *full, int n)
{
	uint8_t flags = 0;

	if ((code < 0x20 && code != '\t' && code != '\n') || code == 0x7F)
		flags |= VB_CHAR_SPECIAL;
	for (size_t i = 0; i < VB_COUNT_OF(vb_specials); i++)
		if ((uint32_t)code >= vb_specials[i].first &&
		    (uint32_t)code <= vb_specials[i].last)
			flags |= VB_CHAR_SPECIAL;
	for (size_t i = 0; i < VB_COUNT_OF(vb_suspects); i++)
		if ((uint32_t)full[0] == vb_suspects[i].from)
			flags |= VB_CHAR_SUSPECT;
	/* İ, and the dot above that makes one of I */
	if (full[0] == 0x307 || (n >= 2 && full[0] == 'I' && full[1] == 0x307))
		flags |= VB_CHAR_SUSPECT;
	return flags;
}

static uint16_t record_index(const struct vb_char *want)
{
	for (size_t i = 0; i < records_count; i++)
		if (records[i].flags == want->flags &&
		    records[i].ccc == want->ccc &&
		    records[i].lower == want->lower)
			return (uint16_t)i;
	assert(records_count < 4096);
	records[records_count] = *want;
	return (uint16_t)records_count++;
}

static void describe_all(void)
{
	for (int32_t code = 0; code < CODES; code++) {
		const utf8proc_property_t *p = utf8proc_get_property(code);
		int32_t full[MAX_FULL] = { code };
		struct vb_char c = { 0, 0, 0 };
		int n = 1;

		if (!is_surrogate(code)) {
			n = full_decomposition(full, code);
			c.flags = flags_of[code] | category_flags(code) |
				  repair_flags(code, full, n);
			c.ccc = (uint8_t)p->combining_class;
			c.lower = utf8proc_tolower(code) - code;
		}
		assert(utf8proc_tolower(code + c.lower) == code + c.lower);
		if (c.ccc || compose(full, n) != code)
			c.flags |= VB_CHAR_NFC;
		if (!is_hangul(code) && (n > 1 || full[0] != code))
			c.flags |= VB_CHAR_DECOMP;
		flags_of[code] = c.flags;
		record_of[code] = record_index(&c);
	}
}

static void write_pages(void)
{
	static uint16_t page_of[PAGES], first_of[PAGES];
	size_t count = 0;

	printf("const uint16_t vb_char_pages[][64] = {\n");
	for (size_t i = 0; i < PAGES; i++) {
		size_t k = 0;

		while (k < count && memcmp(&record_of[first_of[k] * 64],
					   &record_of[i * 64], 128))
			k++;
		page_of[i] = (uint16_t)k;
		if (k < count)
			continue;
		first_of[count++] = (uint16_t)i;
		printf("\t{ ");
		for (size_t j = 0; j < 64; j++)
			printf("%u,%s", record_of[i * 64 + j],
			       j == 63	    ? " },\n" :
			       j % 16 == 15 ? "\n\t  " :
					      "");
	}
	printf("};\n\nconst uint16_t vb_char_index[0x110000 / 64] = {");
	for (size_t i = 0; i < PAGES; i++)
		printf("%s%u,", i % 16 ? "" : "\n\t", page_of[i]);
	printf("\n};\n\n");
}

static void write_records(void)
{
	printf("const struct vb_char vb_char_records[] = {\n");
	for (size_t i = 0; i < records_count; i++)
		printf("%s{ %u, %u, %d },",
		       i % 6 ? " " :
		       i     ? "\n\t" :
			       "\t",
		       records[i].flags, records[i].ccc, records[i].lower);
	printf("\n};\n\n");
}

static void write_decompositions(void)
{
	static int32_t pool[65536];
	size_t used = 0, count = 0;

	printf("const struct vb_decomp vb_decomps[] = {\n");
	for (int32_t code = 0; code < CODES; code++) {
		int n;

		if (!(flags_of[code] & VB_CHAR_DECOMP))
			continue;
		n = full_decomposition(pool + used, code);
		printf("%s{ 0x%04X, %zu, %d },",
		       count % 3 ? " " :
		       count	 ? "\n\t" :
				   "\t",
		       code, used, n);
		used += (size_t)n;
		count++;
	}
	printf("\n};\n\nconst size_t vb_decomps_count = %zu;\n\n", count);
	printf("const uint32_t vb_decomp_pool[] = {");
	for (size_t i = 0; i < used; i++)
		printf("%s0x%04X,", i % 9 ? " " : "\n\t", pool[i]);
	printf("\n};\n\n");
}

static void write_pairs(void)
{
	qsort(pairs, pairs_count, sizeof(pairs[0]), compare_pairs);
	printf("const struct vb_pair vb_pairs[] = {\n");
	for (size_t i = 0; i < pairs_count; i++)
		printf("%s{ 0x%04X, 0x%04X, 0x%04X },",
		       i % 3 ? " " :
		       i     ? "\n\t" :
			       "\t",
		       pairs[i].first, pairs[i].second, pairs[i].composed);
	printf("\n};\n\nconst size_t vb_pairs_count = %zu;\n\n", pairs_count);
}

/* Vietnamese letters: symbol, marks of the symbol, marks of the tone. */
static int32_t spell(int sym, int tone, int upper)
{
	static const char base[] = "?abcdefghijklmnopqrstuvwxyzaaeooud";
	static const int32_t quality[] = { 0x306, 0x302, 0x302,
					   0x302, 0x31B, 0x31B };
	static const int32_t tones[] = { 0, 0x300, 0x301, 0x309, 0x303, 0x323 };
	int32_t codes[3], got;
	int n = 0;

	if (sym == VB_SYM_D_BAR)
		return tone ? -1 : upper ? 0x110 : 0x111;
	codes[n++] = upper ? base[sym] - 32 : base[sym];
	if (sym >= VB_SYM_A_BREVE)
		codes[n++] = quality[sym - VB_SYM_A_BREVE];
	if (tone && !strchr("aeiouy", base[sym]))
		return -1;
	if (tone)
		codes[n++] = tones[tone];
	if (n == 3 && tone == VB_TONE_DOT && codes[1] != 0x31B) {
		codes[2] = codes[1]; /* canonical order: the lower class */
		codes[1] = tones[tone];
	}
	got = compose(codes, n);
	assert(got > 0);
	return got;
}

static void write_letter_bytes(void)
{
	printf("const struct vb_letter_bytes\n"
	       "\tvb_letter_bytes[2][VB_SYM_COUNT][VB_TONE_COUNT] = {\n");
	for (int upper = 0; upper < 2; upper++) {
		printf("\t{\n");
		for (int sym = 1; sym < VB_SYM_COUNT; sym++) {
			printf("\t[%d] = { ", sym);
			for (int tone = 0; tone < VB_TONE_COUNT; tone++) {
				unsigned char u[4];
				int32_t code = spell(sym, tone, upper);
				int n;

				if (code < 0)
					continue;
				n = (int)utf8proc_encode_char(code, u);
				printf("%s{ \"%.*s\", %d }", tone ? ", " : "",
				       n, (char *)u, n);
			}
			printf(" },\n");
		}
		printf("\t},\n");
	}
	printf("};\n\n");
}

static uint16_t letter_of[CODES];

static void note_letter(int sym, int tone, int up)
{
	int code = spell(sym, tone, up);

	if (code > 0)
		letter_of[code] =
			(uint16_t)(sym | tone << 6 | up * VB_LETTER_UPPER);
}

static void write_letters(void)
{
	for (int up = 0; up < 2; up++)
		for (int sym = 1; sym < VB_SYM_COUNT; sym++)
			for (int tone = 0; tone < VB_TONE_COUNT; tone++)
				note_letter(sym, tone, up);
	printf("const uint16_t vb_letters_low[0x1B1] = {");
	for (int i = 0; i < 0x1B1; i++)
		printf("%s%u,", i % 16 ? "" : "\n\t", letter_of[i]);
	printf("\n};\n\nconst uint16_t vb_letters_high[0x60] = {");
	for (int i = 0; i < 0x60; i++)
		printf("%s%u,", i % 16 ? "" : "\n\t", letter_of[0x1EA0 + i]);
	printf("\n};\n\n");
	write_letter_bytes();
}

static int stable(int32_t code)
{
	return !(flags_of[code] & VB_CHAR_UNSTABLE);
}

static void set_next(uint64_t *row, int state, int next)
{
	*row &= ~((uint64_t)63 << state);
	*row |= (uint64_t)next << state;
}

static void write_dfa(const char *name, const uint64_t *rows)
{
	printf("const uint64_t %s[256] = {", name);
	for (int i = 0; i < 256; i++)
		printf("%s0x%016llx,", i % 4 ? " " : "\n\t",
		       (unsigned long long)rows[i]);
	printf("\n};\n\n");
}

static void clear_dfa(uint64_t *rows)
{
	memset(rows, 0, 256 * sizeof(*rows));
	for (int i = 0; i < 256; i++)
		for (int k = 0; k < 10; k++)
			set_next(&rows[i], STATE(k), VB_DFA_STOP);
}

/*
 * The lead bytes of Vietnamese text (C2..C6, E1, E2): one state each, E1 BA
 * and E1 BB share that of C5, of which every character is stable.
 */
static void write_stable_dfa(void)
{
	enum {
		C2 = 12,
		C3 = 18,
		C4 = 24,
		ANY = 30,
		C6 = 36,
		E1 = 42,
		E2 = 48,
		E280 = 54
	};
	static const int two[] = { C2, C3, C4, ANY, C6 };
	uint64_t rows[256];

	clear_dfa(rows);
	for (int c = 0; c < 0x80; c++)
		if (stable(c))
			set_next(&rows[c], 0, 0);
	for (int lead = 0; lead < 5; lead++) {
		set_next(&rows[0xC2 + lead], 0, two[lead]);
		for (int i = 0; i < 64; i++)
			if (stable((2 + lead) * 64 + i))
				set_next(&rows[0x80 + i], two[lead], 0);
	}
	for (int i = 0; i < 64; i++) {
		assert(stable(0x140 + i) && stable(0x1E80 + i) &&
		       stable(0x1EC0 + i));
		if (stable(0x2000 + i))
			set_next(&rows[0x80 + i], E280, 0);
	}
	set_next(&rows[0xE1], 0, E1);
	set_next(&rows[0xBA], E1, ANY);
	set_next(&rows[0xBB], E1, ANY);
	set_next(&rows[0xE2], 0, E2);
	set_next(&rows[0x80], E2, E280);
	write_dfa("vb_stable_dfa", rows);
}

/* The ASCII letter that a stable character folds to, or 0. */
static int fold_byte(int32_t code)
{
	int32_t full[MAX_FULL];
	int n;

	if (!stable(code))
		return 0;
	if (code == 0x110 || code == 0x111)
		return 'd';
	n = full_decomposition(full, code);
	if (full[0] >= 0x80 || (n > 1 && !(category_flags(full[0]))))
		return 0;
	return (int)utf8proc_tolower(full[0]);
}

static void write_fold_dfa(void)
{
	enum { C3 = 12, E1 = 36, E1BA = 42 };
	static uint8_t bytes[64 << 8];
	uint64_t rows[256];

	clear_dfa(rows);
	for (int c = 0; c < 0x80; c++)
		if ((bytes[c] = (uint8_t)fold_byte(c)))
			set_next(&rows[c], 0, 0);
	for (int k = 0; k < 6; k++) { /* C3 C4 C5 C6, E1 BA, E1 BB */
		int state = k < 4 ? C3 + STATE(k) : E1BA + STATE(k - 4);
		int first = k < 4 ? 0xC0 + 64 * k : 0x1E80 + 64 * (k - 4);

		set_next(&rows[k < 4 ? 0xC3 + k : 0xBA + k - 4], k < 4 ? 0 : E1,
			 state);
		for (int i = 0; i < 64; i++) {
			int c = fold_byte(first + i);

			if (!c)
				continue;
			set_next(&rows[0x80 + i], state, 0);
			bytes[state << 8 | (0x80 + i)] = (uint8_t)c;
		}
	}
	set_next(&rows[0xE1], 0, E1);
	write_dfa("vb_fold_dfa", rows);
	printf("const uint8_t vb_fold_byte[64 << 8] = {");
	for (int i = 0, col = 0; i < 64 << 8; i++)
		if (bytes[i])
			printf("%s[%d] = %u,", col++ % 5 ? " " : "\n\t", i,
			       bytes[i]);
	printf("\n};\n\n");
}

static uint32_t word_part(int32_t code)
{
	unsigned letter = letter_of[code];
	unsigned mark =
		VB_MARK_LETTER | VB_LETTER_TONE(letter) |
		(letter & VB_LETTER_UPPER ? VB_MARK_UPPER : VB_MARK_LOWER) |
		(code < 0x80 ? 0 : VB_MARK_WIDE);

	return VB_LETTER_SYM(letter) | mark << 8 |
	       (uint32_t)vb_symbol_fold(VB_LETTER_SYM(letter)) << 16 |
	       (uint32_t)8 << 24;
}

/* ASCII letters and digits and the Vietnamese letters, for vb_word_read. */
static void write_word_dfa(void)
{
	enum { C3 = 12, E1 = 36, E1BA = 42 };
	static uint32_t parts[64 << 8];
	uint64_t rows[256];

	clear_dfa(rows);
	for (int c = 0; c < 0x80; c++) {
		if (letter_of[c])
			parts[c] = word_part(c);
		if (c >= '0' && c <= '9')
			parts[c] = VB_MARK_DIGIT << 8;
		if (parts[c])
			set_next(&rows[c], 0, 0);
	}
	for (int k = 0; k < 6; k++) { /* C3 C4 C5 C6, E1 BA, E1 BB */
		int state = k < 4 ? C3 + STATE(k) : E1BA + STATE(k - 4);
		int first = k < 4 ? 0xC0 + 64 * k : 0x1E80 + 64 * (k - 4);

		set_next(&rows[k < 4 ? 0xC3 + k : 0xBA + k - 4], k < 4 ? 0 : E1,
			 state);
		for (int i = 0; i < 64; i++) {
			if (!letter_of[first + i])
				continue;
			set_next(&rows[0x80 + i], state, 0);
			parts[state << 8 | (0x80 + i)] = word_part(first + i);
		}
	}
	set_next(&rows[0xE1], 0, E1);
	write_dfa("vb_word_dfa", rows);
	printf("const uint32_t vb_word_part[64 << 8] = {");
	for (int i = 0, col = 0; i < 64 << 8; i++)
		if (parts[i])
			printf("%s[%d] = %u,", col++ % 5 ? " " : "\n\t", i,
			       parts[i]);
	printf("\n};\n\n");
}

/*
 * Lower case of stable characters, where that has the same length and lead
 * bytes: a byte for each byte. A Vietnamese letter stays one, and no other
 * character becomes one.
 */
static void write_lower_dfa(void)
{
	enum { C2 = 12, E1 = 42, E1BA = 48 };
	static uint8_t bytes[64 << 8];
	uint64_t rows[256];

	clear_dfa(rows);
	for (int c = 0; c < 0x80; c++) {
		if (!stable(c))
			continue;
		bytes[c] = (uint8_t)utf8proc_tolower(c);
		set_next(&rows[c], 0, 0);
	}
	for (int k = 0; k < 7; k++) { /* C2 C3 C4 C5 C6, E1 BA, E1 BB */
		int state = k < 5 ? C2 + STATE(k) : E1BA + STATE(k - 5);
		int first = k < 5 ? 0x80 + 64 * k : 0x1E80 + 64 * (k - 5);
		int lead = k < 5 ? 0xC2 + k : 0xBA + k - 5;

		set_next(&rows[lead], k < 5 ? 0 : E1, state);
		bytes[(k < 5 ? 0 : E1) << 8 | lead] = (uint8_t)lead;
		for (int i = 0; i < 64; i++) {
			int32_t low = utf8proc_tolower(first + i);

			if (!stable(first + i) || (low & ~63) != first)
				continue;
			assert(!letter_of[first + i] == !letter_of[low]);
			set_next(&rows[0x80 + i], state, 0);
			bytes[state << 8 | (0x80 + i)] =
				(uint8_t)(0x80 | (low & 63));
		}
	}
	set_next(&rows[0xE1], 0, E1);
	bytes[0xE1] = 0xE1;
	write_dfa("vb_lower_dfa", rows);
	printf("const uint8_t vb_lower_byte[64 << 8] = {");
	for (int i = 0, col = 0; i < 64 << 8; i++)
		if (bytes[i])
			printf("%s[%d] = %u,", col++ % 5 ? " " : "\n\t", i,
			       bytes[i]);
	printf("\n};\n");
}

/*
 * The automata of scan.h. What went before in the word, as far as it decides
 * whether a tone may stand on the wrong letter: the rules of data/syllable
 * read backwards, and rather one word too many than one too few.
 */
enum context {
	AT_WORD,     /* nothing of a word */
	AFTER_ANY,   /* a consonant, or what cannot matter any more */
	AFTER_ALONE, /* the word is one of h k l m s t v */
	AFTER_G,
	AFTER_Q,
	AFTER_GI, /* gi, qu: of the onset, if a vowel follows */
	AFTER_QU,
	AFTER_VOWEL,  /* one without tone, of a e i o u y */
	AFTER_I,      /* the same, and with the letter before it the word */
	AFTER_VOWELS, /* two or more, or one of ă â ê ô ơ ư */
	AFTER_TONED,  /* one of a e i o u y with tone, the first vowel */
	AFTER_TONED_I,
	AFTER_G_TONED_I,
	AFTER_SECOND,	   /* the same after another vowel: hoà */
	AFTER_QUALITY,	   /* one of ă â ê ô ơ ư with tone */
	AFTER_TONED_VOWEL, /* a e i o u y with tone, then one without */
	CONTEXTS,
	FOUND,
	STOP
};

static int is_plain_vowel(int sym)
{
	return sym == VB_SYM_A || sym == VB_SYM_E || sym == VB_SYM_I ||
	       sym == VB_SYM_O || sym == VB_SYM_U || sym == VB_SYM_Y;
}

/* A vowel with tone, one of a e i o u y. */
static int after_toned(int at, int sym)
{
	switch (at) {
	case AFTER_TONED:
	case AFTER_TONED_I:
	case AFTER_G_TONED_I:
	case AFTER_SECOND:
	case AFTER_QUALITY:
	case AFTER_TONED_VOWEL:
		return AFTER_ANY; /* two tones: no syllable */
	case AFTER_Q:
	case AFTER_VOWELS:
		return FOUND; /* qúa, ngoaì */
	case AFTER_VOWEL:
	case AFTER_I:
		return AFTER_SECOND;
	case AFTER_G:
		return sym == VB_SYM_I ? AFTER_G_TONED_I : AFTER_TONED;
	case AFTER_QU:
		return sym == VB_SYM_I ? AFTER_TONED_I : AFTER_TONED;
	case AT_WORD:
	case AFTER_ALONE:
		return sym == VB_SYM_I ? AFTER_TONED_I : AFTER_TONED;
	default:
		return AFTER_TONED;
	}
}

/* One of a e i o u y without tone. */
static int after_vowel(int at, int sym)
{
	switch (at) {
	case AFTER_TONED_VOWEL: /* tóai */
	case AFTER_G_TONED_I:	/* gìa */
		return FOUND;
	case AFTER_TONED:
	case AFTER_TONED_I:
	case AFTER_SECOND:
		return AFTER_TONED_VOWEL;
	case AFTER_QUALITY:
		return AFTER_ANY;
	case AFTER_VOWEL:
	case AFTER_I:
	case AFTER_VOWELS:
		return AFTER_VOWELS;
	case AFTER_G:
		return sym == VB_SYM_I ? AFTER_GI : AFTER_VOWEL;
	case AFTER_Q:
		return sym == VB_SYM_U ? AFTER_QU : AFTER_VOWEL;
	case AFTER_QU:
	case AT_WORD:
	case AFTER_ALONE:
		return sym == VB_SYM_I ? AFTER_I : AFTER_VOWEL;
	default:
		return AFTER_VOWEL;
	}
}

/* One of ă â ê ô ơ ư, which has the tone if it is the last of them. */
static int after_quality(int at, int tone)
{
	switch (at) {
	case AFTER_TONED:
	case AFTER_TONED_I:
	case AFTER_G_TONED_I:
	case AFTER_SECOND:
	case AFTER_QUALITY:
	case AFTER_TONED_VOWEL:
		return tone ? AFTER_ANY : FOUND; /* vịêt */
	default:
		return tone ? AFTER_QUALITY : AFTER_VOWELS;
	}
}

static int after_consonant(int at, int sym)
{
	if (at == AFTER_TONED_VOWEL)
		return FOUND; /* tóan */
	if (sym == VB_SYM_G)
		return AFTER_G;
	if (sym == VB_SYM_Q)
		return AFTER_Q;
	return at == AT_WORD && sym <= 26 && strchr("hklmstv", '`' + sym) ?
		       AFTER_ALONE :
		       AFTER_ANY;
}

/* `iy`: also find the words of which the key has y for i. */
static int after_code(int at, int32_t code, int iy)
{
	int sym = VB_LETTER_SYM(letter_of[code]);
	int tone = VB_LETTER_TONE(letter_of[code]);

	if (iy && at == AFTER_QU && sym == VB_SYM_I)
		return FOUND;
	if (!sym) {
		if (at == AFTER_SECOND)
			return FOUND; /* hoà */
		return iy && (at == AFTER_I || at == AFTER_TONED_I) ? FOUND :
								      AT_WORD;
	}
	if (is_plain_vowel(sym))
		return tone ? after_toned(at, sym) : after_vowel(at, sym);
	if (sym >= VB_SYM_A_BREVE && sym <= VB_SYM_U_HORN)
		return after_quality(at, tone);
	return after_consonant(at, sym);
}

/* Lead bytes, of which the states between characters have none. */
static const struct scan_lead {
	int from; /* the lead before it */
	int byte;
	int32_t first; /* of the characters that it begins, or 0 */
} scan_leads[] = {
	{ 0, 0, 0 },	     { 0, 0xC2, 0x80 },	  { 0, 0xC3, 0xC0 },
	{ 0, 0xC4, 0x100 },  { 0, 0xC5, 0x140 },  { 0, 0xC6, 0x180 },
	{ 0, 0xE1, 0 },	     { 0, 0xE2, 0 },	  { 6, 0xBA, 0x1E80 },
	{ 6, 0xBB, 0x1EC0 }, { 7, 0x80, 0x2000 },
};
#define SCAN_LEADS ((int)VB_COUNT_OF(scan_leads))
#define SCAN_STATES (2 + CONTEXTS * SCAN_LEADS)

/* States: 0 stops, 1 found something, then AT_WORD and so on. */
static int scan_state(int at, int lead)
{
	return at == STOP ? 0 : at == FOUND ? 1 : 2 + at + lead * CONTEXTS;
}

static int scan_next(int state, int byte, int iy)
{
	int at = (state - 2) % CONTEXTS, lead = (state - 2) / CONTEXTS;
	int32_t code = -1;

	if (state < 2)
		return state;
	for (int i = 1; i < SCAN_LEADS; i++)
		if (scan_leads[i].from == lead && scan_leads[i].byte == byte)
			return scan_state(at, i);
	if (!lead && byte < 0x80)
		code = byte;
	if (lead && scan_leads[lead].first && byte >= 0x80 && byte < 0xC0)
		code = scan_leads[lead].first + (byte & 63);
	if (code >= 0 && stable(code))
		return scan_state(after_code(at, code, iy), 0);
	/* whoever looks at a stop goes on as at the start of a word */
	return scan_state(after_code(at, ' ', iy) == FOUND ? FOUND : STOP, 0);
}

/* Merge states that nothing tells apart; returns how many are left. */
static int scan_minimise(int group[SCAN_STATES], int next[SCAN_STATES][256])
{
	int count = 3, before = 0;

	for (int s = 0; s < SCAN_STATES; s++)
		group[s] = s < 3 ? s : 2;
	while (count != before) {
		static int refined[SCAN_STATES];

		before = count;
		count = 0;
		for (int s = 0; s < SCAN_STATES; s++) {
			int twin = 0;

			for (; twin < s; twin++) {
				int i = group[twin] == group[s] ? 0 : 257;

				while (i < 256 && group[next[twin][i]] ==
							  group[next[s][i]])
					i++;
				if (i == 256)
					break;
			}
			refined[s] = twin < s ? refined[twin] : count++;
		}
		memcpy(group, refined, sizeof(refined));
	}
	return count;
}

static void write_scan(const char *name, int iy)
{
	static int next[SCAN_STATES][256], group[SCAN_STATES];
	int state_of[SCAN_STATES], class_of[256], byte_of[256];
	int states, classes = 0;

	for (int s = 0; s < SCAN_STATES; s++)
		for (int i = 0; i < 256; i++)
			next[s][i] = scan_next(s, i, iy);
	states = scan_minimise(group, next);
	assert(group[2] == 2);
	for (int s = SCAN_STATES; s--;)
		state_of[group[s]] = s;
	for (int i = 0; i < 256; i++) {
		int twin = 0;

		for (; twin < i; twin++) {
			int s = 0;

			while (s < states &&
			       group[next[state_of[s]][twin]] ==
				       group[next[state_of[s]][i]])
				s++;
			if (s == states)
				break;
		}
		if (twin == i)
			byte_of[classes++] = i;
		class_of[i] = twin < i ? class_of[twin] : classes - 1;
	}
	printf("static const uint16_t %s_next[%d * %d] = {", name, states,
	       classes);
	for (int s = 0; s < states; s++)
		for (int c = 0; c < classes; c++)
			printf("%s%d,", c % 16 ? " " : "\n\t",
			       classes * group[next[state_of[s]][byte_of[c]]]);
	printf("\n};\n\nconst struct vb_scan %s = {\n\t%s_next, %d, {", name,
	       name, 2 * classes);
	for (int i = 0; i < 256; i++)
		printf("%s%d,", i % 16 ? " " : "\n\t", class_of[i]);
	printf("\n} };\n\n");
}

int main(void)
{
	find_pairs();
	describe_all();
	printf("/*\n * Written by tools/gen-unicode.c from utf8proc %s, "
	       "Unicode %s.\n * Do not edit: change the generator.\n */\n"
	       "/* clang-format off */\n"
	       "#include \"text/letter.h\"\n#include \"text/scan.h\"\n"
	       "#include \"text/unicode.h\"\n\n",
	       utf8proc_version(), utf8proc_unicode_version());
	write_records();
	write_pages();
	write_decompositions();
	write_pairs();
	write_letters();
	write_stable_dfa();
	write_fold_dfa();
	write_word_dfa();
	write_scan("vb_scan_tone", 0);
	write_scan("vb_scan_key", 1);
	write_lower_dfa();
	return ferror(stdout) ? 1 : 0;
}
