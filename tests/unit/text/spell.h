/*
 * Vietnamese spelling as the specification words it, from the letters alone:
 * an account independent of the tables of lib/text, to check it by.
 *
 * A word is a row of code points in lower case, NFC, without tone.
 */
#ifndef VB_TESTS_TEXT_SPELL_H
#define VB_TESTS_TEXT_SPELL_H

#include "help.h"

#include <stdio.h>
#include <string.h>

#define HUNSPELL "/usr/share/hunspell/vi_VN.dic"
#define WORD_LETTERS 12
#define TONES 6 /* ngang huyền sắc hỏi ngã nặng */

struct letters {
	uint32_t letter[WORD_LETTERS];
	size_t n;
};

static const uint32_t tone_marks[TONES] = {
	0, 0x300, 0x301, 0x309, 0x303, 0x323
};

static inline bool is_in(uint32_t c, const char *set)
{
	char utf8[5] = "";

	vb_utf8_encode(utf8, c);
	return strstr(set, utf8) != NULL;
}

static inline bool is_vowel(uint32_t c)
{
	return is_in(c, "aăâeêioôơuưy");
}

/* Its mark makes it carry the tone. */
static inline bool is_strong(uint32_t c)
{
	return is_in(c, "ăâêôơư");
}

/* The letters of NFC `text`, which has no tone. */
static inline void letters_add(struct letters *w, const char *text)
{
	struct vb_str rest = vb_str_from(text);

	while (rest.len) {
		MUST(w->n < WORD_LETTERS);
		rest = vb_str_skip(rest,
				   vb_utf8_decode(&w->letter[w->n++], rest));
	}
}

/*
 * Where the rhyme begins: after the consonants; qu owns its u, and gi its i
 * before another vowel, but giê- is gi + iê.
 */
static inline size_t rhyme_start(const struct letters *w)
{
	size_t at = 0;

	if (w->n > 1 && w->letter[0] == 'q' && w->letter[1] == 'u')
		return 2;
	if (w->n > 2 && w->letter[0] == 'g' && w->letter[1] == 'i' &&
	    is_vowel(w->letter[2]))
		return is_in(w->letter[2], "ê") ? 1 : 2;
	while (at < w->n && !is_vowel(w->letter[at]))
		at++;
	return at;
}

/*
 * The letter that carries the tone: the last with a mark of its own; else the
 * only vowel, the middle one of three, of two the second before a consonant
 * and the first at the end. `modern` is the other school, which writes hoà,
 * hoè, thuý.
 */
static inline size_t carrier(const struct letters *w, bool modern)
{
	size_t from = rhyme_start(w), n = 0, strong = WORD_LETTERS;

	for (; from + n < w->n && is_vowel(w->letter[from + n]); n++)
		if (is_strong(w->letter[from + n]))
			strong = from + n;
	if (strong < WORD_LETTERS)
		return strong;
	if (n == 1)
		return from;
	if (n == 3 || from + n < w->n)
		return from + 1;
	if (modern &&
	    ((w->letter[from] == 'o' && is_in(w->letter[from + 1], "ae")) ||
	     (w->letter[from] == 'u' && w->letter[from + 1] == 'y')))
		return from + 1;
	return from;
}

/* Ways to type a letter with a tone. */
enum form {
	FORM_NFC,
	FORM_NFD,
	FORM_MARK,	 /* the letter with its hat, then the tone */
	FORM_TONE_FIRST, /* the tone before the hat: broken order */
	FORMS,
};

enum letter_case { LOWER, TITLE, UPPER, CASES };

/* The tone `tone` on the letter `at`, and how that is typed. */
struct typing {
	size_t at;
	unsigned tone;
	enum form form;
	enum letter_case lc;
};

static inline size_t put_code(char *out, uint32_t c)
{
	return c ? vb_utf8_encode(out, c) : 0;
}

/* One letter with its tone, NFD but for the place of the tone. */
static inline size_t put_tone_first(char *out, uint32_t letter, uint32_t mark)
{
	utf8proc_int32_t parts[4];
	utf8proc_ssize_t n = utf8proc_decompose_char(
		(utf8proc_int32_t)letter, parts, 4, UTF8PROC_DECOMPOSE, NULL);
	size_t len = put_code(out, (uint32_t)parts[0]);

	MUST(n == 1 || n == 2);
	len += put_code(out + len, mark);
	return len + put_code(out + len, n == 2 ? (uint32_t)parts[1] : 0);
}

/* `w` as typed. */
static inline void spell_as(char out[64], const struct letters *w,
			    struct typing t)
{
	char raw[64];
	size_t len = 0;
	char *normal;

	for (size_t i = 0; i < w->n; i++) {
		bool up = t.lc == UPPER || (t.lc == TITLE && !i);
		uint32_t mark = i == t.at ? tone_marks[t.tone] : 0;
		uint32_t c = w->letter[i];

		if (up)
			c = (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
		if (t.form == FORM_TONE_FIRST) {
			len += put_tone_first(raw + len, c, mark);
		} else {
			len += put_code(raw + len, c);
			len += put_code(raw + len, mark);
		}
	}
	raw[len] = '\0';
	if (t.form == FORM_MARK || t.form == FORM_TONE_FIRST) {
		snprintf(out, 64, "%s", raw);
		return;
	}
	normal = t.form == FORM_NFC ? peer_nfc(raw) : peer_nfd(raw);
	snprintf(out, 64, "%s", normal);
	free(normal);
}

static inline void spell(char out[64], const struct letters *w, size_t at,
			 unsigned tone)
{
	spell_as(out, w, (struct typing){ at, tone, FORM_NFC, LOWER });
}

/* Take `text` (NFC, lower case) apart; false if it has two tones. */
static inline bool letters_read(struct letters *w, unsigned *tone,
				const char *text)
{
	char *apart = peer_nfd(text), *whole, rest[96];
	struct vb_str in = vb_str_from(apart);
	size_t len = 0, tones = 0;

	*tone = 0;
	while (in.len && len < sizeof(rest) - 8) {
		uint32_t c;
		unsigned t = TONES;

		in = vb_str_skip(in, vb_utf8_decode(&c, in));
		while (--t && tone_marks[t] != c)
			;
		tones += t != 0;
		*tone = t ? t : *tone;
		len += t ? 0 : put_code(rest + len, c);
	}
	rest[len] = '\0';
	whole = peer_nfc(rest);
	w->n = 0;
	if (vb_str_from(whole).len <= WORD_LETTERS)
		letters_add(w, whole);
	free(whole);
	free(apart);
	return tones <= 1 && w->n;
}

/*
 * Call `fn` with every entry of hunspell-vi in small letters (those in
 * capitals are names). Returns how many entries the file says it has, 6,631 in
 * the version that the specification counted; 0 if it is absent.
 */
static inline unsigned each_entry(void (*fn)(void *ctx, const char *entry),
				  void *ctx)
{
	FILE *f = fopen(HUNSPELL, "r");
	char line[256];
	unsigned entries;

	if (!f) {
		fprintf(stderr, "skipped: %s is absent\n", HUNSPELL);
		return 0;
	}
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), f));
	ck_assert_int_eq(sscanf(line, "%u", &entries), 1);
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "/\r\n")] = '\0';
		if (*line && !strpbrk(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
			fn(ctx, line);
	}
	fclose(f);
	return entries;
}

/* The 27 onsets and none. */
static const char *const spell_onsets[] = {
	"",   "b",  "c", "ch", "d",  "đ",  "g",	  "gh", "gi", "h",
	"k",  "kh", "l", "m",  "n",  "ng", "ngh", "nh", "p",  "ph",
	"qu", "r",  "s", "t",  "th", "tr", "v",	  "x",
};
#define SPELL_ONSETS 28

/* An onset before a rhyme. */
struct pair {
	const char *onset;
	char rhyme[16];
	struct letters rhyme_letters;
	struct letters word;
	bool stop; /* ends in p t c ch */
};

static inline bool is_word(const char *word, const char *list)
{
	char padded[80];

	snprintf(padded, sizeof(padded), " %s ", word);
	return strstr(list, padded) != NULL;
}

/*
 * May they stand together? k gh ngh before e ê i y only, and c g ng not; y
 * alone after few; yê- alone or after qu; ynh and yt after qu only. qu has
 * had its u, so no rhyme in o u ư follows it.
 */
static inline bool pair_allowed(const struct pair *p)
{
	const char *o = p->onset, *r = p->rhyme;
	bool front = is_in(p->rhyme_letters.letter[0], "eêiy");

	if (is_word(o, " k gh ngh ") && !front)
		return false;
	if (is_word(o, " c g ng ") && front)
		return false;
	if (!strcmp(r, "y")) /* s and v in names: sỹ, vỹ */
		return !*o || is_word(o, " h k l m t qu s v ");
	if (is_word(r, " ynh yt "))
		return !strcmp(o, "qu");
	if (r[0] == 'y')
		return !*o || !strcmp(o, "qu");
	if (!strcmp(o, "qu"))
		return !is_in(p->rhyme_letters.letter[0], "ouư");
	return true;
}

/*
 * Is the pair spelled as another one is, under which it is looked at? gi + i…
 * has one i and looks like g + i…; gi + ê… is read gi + iê…; and gia and giu
 * are gi + a, gi + u.
 */
static inline bool pair_is_double(const struct pair *p)
{
	if (!strcmp(p->onset, "g"))
		return p->rhyme[0] == 'i';
	return !strcmp(p->onset, "gi") &&
	       (is_in(p->rhyme_letters.letter[0], "ê") ||
		is_word(p->rhyme, " ia iu "));
}

static inline void pair_make(struct pair *p, const char *onset,
			     const char *rhyme)
{
	const struct letters *r = &p->rhyme_letters;
	uint32_t last;

	*p = (struct pair){ .onset = onset };
	snprintf(p->rhyme, sizeof(p->rhyme), "%s", rhyme);
	letters_add(&p->rhyme_letters, rhyme);
	letters_add(&p->word,
		    rhyme[0] == 'i' && !strcmp(onset, "gi") ? "g" : onset);
	letters_add(&p->word, rhyme);
	last = r->letter[r->n - 1];
	p->stop = is_in(last, "ptc") ||
		  (last == 'h' && r->letter[r->n - 2] == 'c');
}

/* Does the tone fit the pair? Stops have sắc or nặng, but for three words. */
static inline bool pair_takes(const struct pair *p, unsigned tone)
{
	char word[64];

	if (!p->stop || tone == 2 || tone == 5)
		return true;
	spell(word, &p->word, 0, 0);
	return !tone && is_word(word, " gip têt xit ");
}

/* Call `fn` with every onset before every rhyme, once for each spelling. */
static inline size_t each_pair(void (*fn)(void *ctx, const struct pair *p),
			       void *ctx)
{
	FILE *f = fopen("data/syllable/rhymes.txt", "r");
	char line[256], rhyme[16];
	size_t rhymes = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f)) {
		if (line[0] == '#' || sscanf(line, "%15s", rhyme) != 1)
			continue;
		rhymes++;
		for (size_t i = 0; i < SPELL_ONSETS; i++) {
			struct pair p;

			pair_make(&p, spell_onsets[i], rhyme);
			if (!pair_is_double(&p))
				fn(ctx, &p);
		}
	}
	fclose(f);
	return rhymes;
}

#endif
