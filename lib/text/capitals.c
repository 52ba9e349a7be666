#include <strings.h>

#include "text/charset.h"
#include "text/letter.h"
#include "text/syllable.h"
#include "text/text.h"
#include "text/unicode.h"

#define APART 1000 /* words: what is in another block tells nothing */

/* What a word tells of itself, and of the words around it. */
enum word_case { TELLS_NOTHING, IS_SMALL, IS_CAPITAL, MAY_BE_CAPITAL };

struct word {
	size_t start, end;
	size_t apart; /* of the word before, in words: tags are between */
	enum word_case tells;
	bool open; /* follows its neighbours */
};

static bool is_word(uint32_t code)
{
	return vb_char(code)->flags & VB_CHAR_WORD;
}

/* Is what stands at [start, end) a part of a number: "12-CT/TU"? */
static bool is_coded(struct vb_str text, size_t start, size_t end)
{
	return (start && strchr("/-", text.ptr[start - 1])) ||
	       (end < text.len && strchr("/-", text.ptr[end]));
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
	else if (capitals >= 2 && !is_coded(text, start, w.end) &&
		 vb_syllable_kind(vb_str_sub(text, start, w.end)) ==
			 VB_SYLLABLE_VALID)
		w.tells = MAY_BE_CAPITAL;
	w.open = !small && marked;
	return w;
}

/* Is `text` a tag, and none that stands within a line? */
static bool is_block_tag(struct vb_str text)
{
	static const char *const within[] = { "a",    "b",   "i",    "u",
					      "em",   "o:p", "sup",  "sub",
					      "font", "s",   "span", "strong" };
	size_t at = vb_str_starts(text, VB_STR("</")) ? 2 : 1, end = at;

	while (end < text.len && !strchr("> \t\n/", text.ptr[end]))
		end++;
	for (size_t i = 0; i < sizeof(within) / sizeof(within[0]); i++)
		if (strlen(within[i]) == end - at &&
		    !strncasecmp(text.ptr + at, within[i], end - at))
			return false;
	return text.ptr[0] == '<';
}

/* The next word at or after `at`, not of a tag; false if there is none. */
static bool next_word(struct word *w, struct vb_str text, size_t at)
{
	size_t apart = 0;

	while (at < text.len) {
		uint32_t code;
		size_t n = vb_piece_markup(vb_str_skip(text, at));

		if (n) {
			if (is_block_tag(vb_str_sub(text, at, at + n)))
				apart = APART;
			at += n;
			continue;
		}
		n = vb_utf8_decode(&code, vb_str_skip(text, at));
		if (is_word(code)) {
			*w = read_word(text, at);
			w->apart = apart;
			return true;
		}
		at += n;
	}
	return false;
}

/* What the words of a text tell: a bit for each word_case. */
static unsigned survey(struct vb_str text)
{
	unsigned seen = 0;
	struct word w = { .end = 0 };

	while (next_word(&w, text, w.end))
		seen |= 1u << w.tells;
	return seen;
}

/* The nearest word that tells, before and after where we are, in words. */
struct near {
	size_t index;  /* of the word we are at */
	size_t before; /* index of the last that told */
	size_t after;  /* of the next that tells; NONE: no more */
	enum word_case before_tells, after_tells;
	size_t at; /* where the search for the next goes on */
	size_t at_index;
	bool weak; /* no word tells for sure: take what may be */
};

static enum word_case tells(const struct near *n, const struct word *w)
{
	if (w->tells == MAY_BE_CAPITAL)
		return n->weak ? IS_CAPITAL : TELLS_NOTHING;
	return w->tells;
}

#define NONE ((size_t)-1)

/* Look ahead for the next word that tells, each word once. */
static void look_ahead(struct near *n, struct vb_str text)
{
	struct word w;

	if (n->after != NONE && n->after > n->index)
		return;
	n->after = NONE;
	while (next_word(&w, text, n->at)) {
		size_t index = n->at_index += w.apart;

		n->at_index++;
		n->at = w.end;
		if (index <= n->index || tells(n, &w) == TELLS_NOTHING)
			continue;
		n->after = index;
		n->after_tells = tells(n, &w);
		return;
	}
}

static bool follows_capitals(struct near *n, struct vb_str text)
{
	size_t before, after;

	look_ahead(n, text);
	before = n->before == NONE ? NONE : n->index - n->before;
	after = n->after == NONE ? NONE : n->after - n->index;
	if (before >= APART && after >= APART)
		return false;
	if (before == after) /* a tie is for small letters */
		return before != NONE && n->before_tells == IS_CAPITAL &&
		       n->after_tells == IS_CAPITAL;
	return (before < after ? n->before_tells : n->after_tells) ==
	       IS_CAPITAL;
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
	struct vb_str whole = vb_str_of(text, len);
	struct near n = { .before = NONE, .after = NONE };
	struct word w = { .end = 0 };

	n.weak = !(survey(whole) & (1u << IS_SMALL | 1u << IS_CAPITAL));
	for (; next_word(&w, whole, w.end); n.index++) {
		bool capital = w.tells == IS_CAPITAL;

		n.index += w.apart;
		if (w.open && !capital)
			capital = follows_capitals(&n, whole);
		if (tells(&n, &w) != TELLS_NOTHING) {
			n.before = n.index;
			n.before_tells = tells(&n, &w);
		}
		if (all || capital)
			make_capital(text, &w);
	}
}
