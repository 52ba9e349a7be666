#include "text/keys_search.h"

#include "text/grammar.h"

static unsigned tone_of(char c)
{
	switch (c) {
	case '`':
		return VB_TONE_GRAVE;
	case '\'':
		return VB_TONE_ACUTE;
	case '?':
		return VB_TONE_HOOK;
	case '~':
		return VB_TONE_TILDE;
	case '.':
		return VB_TONE_DOT;
	default:
		return VB_TONE_NONE;
	}
}

/* The symbol that `sym` becomes under the mark `c`; 0 for none. */
static unsigned marked(unsigned sym, char c)
{
	static const struct {
		char mark;
		uint8_t from, to;
	} marks[] = {
		{ '^', VB_SYM_A, VB_SYM_A_HAT },
		{ '^', VB_SYM_E, VB_SYM_E_HAT },
		{ '^', VB_SYM_O, VB_SYM_O_HAT },
		{ '(', VB_SYM_A, VB_SYM_A_BREVE },
		{ '+', VB_SYM_O, VB_SYM_O_HORN },
		{ '+', VB_SYM_U, VB_SYM_U_HORN },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (marks[i].mark == c && marks[i].from == sym)
			return marks[i].to;
	return 0;
}

static bool is_vowel(unsigned sym)
{
	return memchr("\1\5\11\17\25\31", (int)sym, 6); /* a e i o u y */
}

struct viqr {
	struct vb_letters letters;
	struct vb_syllable syllable;
	unsigned keys;
	size_t n; /* letters, past those that fit too */
};

static void add(struct viqr *v, unsigned sym, unsigned tone, bool upper)
{
	if (v->n < VB_SYLLABLE_LETTERS) {
		v->letters.syms |= (uint64_t)sym << 8 * v->n;
		v->letters.marks |= (uint64_t)(tone | upper << 3) << 8 * v->n;
	}
	v->n++;
}

/* The letter at `at` with its marks; where they end. */
static size_t read_letter(struct viqr *v, struct vb_str text, size_t at)
{
	bool upper = text.ptr[at] < 'a';
	unsigned sym = text.ptr[at] & 31, tone = VB_TONE_NONE;
	bool vowel = is_vowel(sym);

	at++;
	if (sym == VB_SYM_D && at < text.len && (text.ptr[at] | 32) == 'd') {
		sym = VB_SYM_D_BAR;
		v->keys++;
		at++;
	}
	if (at < text.len && vowel && marked(sym, text.ptr[at])) {
		sym = marked(sym, text.ptr[at++]);
		v->keys++;
	}
	if (at < text.len && vowel && tone_of(text.ptr[at])) {
		tone = tone_of(text.ptr[at++]);
		v->keys++;
	}
	add(v, sym, tone, upper);
	return at;
}

size_t vb_keys_read_viqr(struct vb_letters *letters, struct vb_str text,
			 size_t at)
{
	struct viqr v = { .n = 0 };

	while (at < text.len && vb_ascii_is_letter(text.ptr[at]))
		at = read_letter(&v, text, at);
	letters->n = 0;
	/* digits and other letters are of the word, which is none then */
	if (at < text.len && ((unsigned char)text.ptr[at] >= 0x80 ||
			      (unsigned)text.ptr[at] - '0' < 10))
		return at;
	v.letters.n = v.n;
	if (!v.keys || v.n > VB_SYLLABLE_LETTERS ||
	    !vb_syllable_parse(&v.syllable, &v.letters))
		return at;
	vb_syllable_place_tone(&v.letters, &v.syllable);
	*letters = v.letters;
	return at;
}
