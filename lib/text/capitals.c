#include "text/charset.h"
#include "text/letter.h"
#include "text/syllable.h"
#include "text/text.h"
#include "text/unicode.h"

/* What a word tells of itself, and of the words around it. */
enum word_case { TELLS_NOTHING, IS_SMALL, IS_CAPITAL, MAY_BE_CAPITAL };

struct word {
	size_t start, end;
	enum word_case tells;
	bool open; /* follows its neighbours */
};

/* Enough to find a neighbour that tells; the text is done window by window. */
#define WINDOW 256

static bool is_word(uint32_t code)
{
	return vb_char(code)->flags & VB_CHAR_WORD;
}

static struct word read_word(struct vb_str text, size_t start)
{
	struct word w = { .start = start, .end = start };
	size_t capitals = 0, small = 0, marked = 0;

	while (w.end < text.len) {
		uint32_t code;
		size_t n = vb_utf8_decode(&code, vb_str_skip(text, w.end));

		if (!is_word(code))
			break;
		capitals += code - 'A' < 26;
		small += code - 'a' < 26;
		marked += code >= 0x80 && vb_letter(code) &&
			  !(vb_letter(code) & VB_LETTER_UPPER);
		w.end += n;
	}
	if (small)
		w.tells = IS_SMALL;
	else if (capitals >= 2 && marked)
		w.tells = IS_CAPITAL;
	/* HĐND and UBND tell nothing: they are capitals in any sentence; HOA
	 * may tell something where nothing else does */
	else if (capitals >= 2 &&
		 vb_syllable_kind(vb_str_sub(text, start, w.end)) ==
			 VB_SYLLABLE_VALID)
		w.tells = MAY_BE_CAPITAL;
	w.open = !small && marked;
	return w;
}

/* Read up to WINDOW words from `at`; returns how many. */
static size_t read_words(struct word *words, struct vb_str text, size_t at)
{
	size_t n = 0;

	while (at < text.len && n < WINDOW) {
		uint32_t code;
		size_t len = vb_utf8_decode(&code, vb_str_skip(text, at));

		if (!is_word(code)) {
			at += len;
			continue;
		}
		words[n] = read_word(text, at);
		at = words[n++].end;
	}
	return n;
}

/* How far the nearest word that tells `what` is, for each word. */
static void distances(uint16_t *away, const struct word *words, size_t n,
		      enum word_case what)
{
	uint16_t d = WINDOW;

	for (size_t i = 0; i < n; i++) {
		d = words[i].tells == what ? 0 : d + 1;
		away[i] = d;
	}
	d = WINDOW;
	for (size_t i = n; i-- > 0;) {
		d = words[i].tells == what ? 0 : d + 1;
		if (d < away[i])
			away[i] = d;
	}
}

static void settle(struct word *words, size_t n)
{
	uint16_t small[WINDOW], capital[WINDOW];

	distances(small, words, n, IS_SMALL);
	distances(capital, words, n, IS_CAPITAL);
	if (small[0] > WINDOW && capital[0] > WINDOW)
		distances(capital, words, n, MAY_BE_CAPITAL);
	for (size_t i = 0; i < n; i++)
		if (words[i].open && capital[i] < WINDOW &&
		    capital[i] < small[i])
			words[i].tells = IS_CAPITAL;
}

/* A small letter and its capital have the same length in UTF-8, all of them. */
static void make_capital(char *text, const struct word *w)
{
	for (size_t at = w->start; at < w->end;) {
		uint32_t code;
		size_t n = vb_utf8_decode(&code,
					  vb_str_of(text + at, w->end - at));
		unsigned letter = vb_letter(code);

		if (letter)
			memcpy(text + at,
			       vb_letter_bytes[1][VB_LETTER_SYM(letter)]
					      [VB_LETTER_TONE(letter)]
						      .utf8,
			       n);
		at += n;
	}
}

void vb_capitals_restore(char *text, size_t len, bool all)
{
	struct word words[WINDOW];
	struct vb_str whole = vb_str_of(text, len);
	size_t at = 0, n;

	while ((n = read_words(words, whole, at))) {
		settle(words, n);
		for (size_t i = 0; i < n; i++)
			if (all || words[i].tells == IS_CAPITAL)
				make_capital(text, &words[i]);
		at = words[n - 1].end;
	}
}
