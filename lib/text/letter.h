/*
 * text/letter (internal): Vietnamese letters taken apart.
 *
 * A symbol numbers the letter without tone and case: 1..26 are a..z, then
 * ă â ê ô ơ ư đ. A letter packs symbol, tone and case; 0 is no letter.
 */
#ifndef VB_TEXT_LETTER_H
#define VB_TEXT_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/unicode.h"

enum vb_symbol {
	VB_SYM_A = 1,
	VB_SYM_D = 4,
	VB_SYM_E = 5,
	VB_SYM_G = 7,
	VB_SYM_I = 9,
	VB_SYM_O = 15,
	VB_SYM_Q = 17,
	VB_SYM_U = 21,
	VB_SYM_Y = 25,
	VB_SYM_A_BREVE = 27,
	VB_SYM_A_HAT,
	VB_SYM_E_HAT,
	VB_SYM_O_HAT,
	VB_SYM_O_HORN,
	VB_SYM_U_HORN,
	VB_SYM_D_BAR,
	VB_SYM_COUNT,
};

enum vb_tone {
	VB_TONE_NONE,
	VB_TONE_GRAVE, /* huyền */
	VB_TONE_ACUTE, /* sắc */
	VB_TONE_HOOK,  /* hỏi */
	VB_TONE_TILDE, /* ngã */
	VB_TONE_DOT,   /* nặng */
	VB_TONE_COUNT,
};

#define VB_LETTER_SYM(letter) ((letter)&63)
#define VB_LETTER_TONE(letter) ((letter) >> 6 & 7)
#define VB_LETTER_UPPER 512

/* Letters of U+0000..U+01B0 and U+1EA0..U+1EFF. */
extern const uint16_t vb_letters_low[0x1B1];
extern const uint16_t vb_letters_high[0x60];

/*
 * A shift-based automaton as in unicode.h, over the letters and digits that
 * vb_word_read takes quickly. vb_word_part[state << 8 | byte] is what ends at
 * the byte, 0 within a character: below 256 the symbol, above it the mark of
 * a letter, which is its tone and some of these, above that what the letter
 * folds to, and in the highest byte 8 for a letter, which is its bits in
 * struct vb_letters.
 */
#define VB_MARK_UPPER 8
#define VB_MARK_DIGIT 16
#define VB_MARK_WIDE 32 /* not ASCII */
#define VB_MARK_LOWER 64
#define VB_MARK_LETTER 128
extern const uint64_t vb_word_dfa[256];
extern const uint32_t vb_word_part[64 << 8];

struct vb_letter_bytes {
	char utf8[4];
	uint8_t len;
};

/* Spelled out again; [1] are capitals. */
extern const struct vb_letter_bytes vb_letter_bytes[2][VB_SYM_COUNT]
						   [VB_TONE_COUNT];

static inline uint16_t vb_letter(uint32_t code)
{
	if (code < 0x1B1)
		return vb_letters_low[code];
	if (code - 0x1EA0 < 0x60)
		return vb_letters_high[code - 0x1EA0];
	return 0;
}

/* Symbols fold to ASCII: ă â to a, đ to d. */
static inline char vb_symbol_fold(unsigned sym)
{
	return "?abcdefghijklmnopqrstuvwxyzaaeooud"[sym];
}

/* No syllable has more letters: nghiêng. */
#define VB_SYLLABLE_LETTERS 7
/* Bytes that vb_letters_spell may write. */
#define VB_SPELL_ROOM (3 * VB_SYLLABLE_LETTERS + 4)

/* At most VB_SYLLABLE_LETTERS letters side by side, the first lowest. */
struct vb_letters {
	uint64_t syms;	/* a byte each */
	uint64_t marks; /* a byte each */
	size_t n;
};

#define VB_MARKS_TONES 0x0707070707070707u
#define VB_MARKS_UPPER 0x0808080808080808u

static inline unsigned vb_letters_sym(const struct vb_letters *l, size_t i)
{
	return l->syms >> 8 * i & 63;
}

/*
 * A word of clean text: a run of letters, digits and marks (Unicode L, N, M).
 */
struct vb_word {
	size_t end;
	struct vb_letters letters; /* n is 0 if too many for a syllable */
	uint64_t folds;		   /* of the letters, a byte each, if n */
	size_t vietnamese;	   /* letters that are, A to Z with them */
	unsigned marks;		   /* VB_MARK_…, or-ed together */
	unsigned odd; /* VB_CHAR_… of all others, or-ed together */
};

/*
 * Read on from word->end as far as the automaton goes. One branch a byte, for
 * neither the length of a letter nor of a word can be foretold, and a wrong
 * guess costs more than all the rest. Past the seventh letter they are only
 * counted; what piles up in letters is not used.
 */
static inline void vb_word_scan(struct vb_word *word, struct vb_str text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	size_t at = word->end, bits = word->vietnamese * 8;
	uint64_t syms = word->letters.syms, marks = word->letters.marks;
	uint64_t state = 0, folds = word->folds;

	for (; at < text.len; at++) {
		unsigned from = state & 63;
		uint32_t part;

		state = vb_word_dfa[p[at]] >> from;
		if ((state & 63) == VB_DFA_STOP) {
			state = from;
			break;
		}
		part = vb_word_part[from << 8 | p[at]];
		syms |= (uint64_t)(uint8_t)part << (bits & 63);
		marks |= (uint64_t)(uint8_t)(part >> 8) << (bits & 63);
		folds |= (uint64_t)(uint8_t)(part >> 16) << (bits & 63);
		bits += part >> 24;
	}
	/* not amid a character: step back to its lead byte */
	if (state & 63)
		while ((p[--at] & 0xC0) == 0x80)
			;
	word->end = at;
	word->vietnamese = bits / 8;
	word->folds = folds;
	word->letters.syms = syms;
	word->letters.marks = marks;
	marks |= marks >> 32;
	marks |= marks >> 16;
	word->marks |= (marks | marks >> 8) & 255;
}

/* As vb_word_read, from word->end on, where vb_word_scan stopped. */
void vb_word_read_on(struct vb_word *word, struct vb_str text);

/*
 * Read the word that begins at text.ptr[at]; end is `at` if none does. Broken
 * UTF-8 ends a word. Inline, for its callers do it for every word.
 */
static inline void vb_word_read(struct vb_word *word, struct vb_str text,
				size_t at)
{
	*word = (struct vb_word){ .end = at };
	vb_word_scan(word, text);
	if (word->end < text.len && (unsigned char)text.ptr[word->end] >= 0x80)
		vb_word_read_on(word, text);
	if (word->vietnamese <= VB_SYLLABLE_LETTERS)
		word->letters.n = word->vietnamese;
}

/* May `word` be a syllable? Then word->letters has it all. */
static inline bool vb_word_is_plain(const struct vb_word *word)
{
	return word->letters.n && !(word->marks & VB_MARK_DIGIT) && !word->odd;
}

/* Spell `letters` into `out` (VB_SPELL_ROOM bytes); returns the length. */
size_t vb_letters_spell(char *out, const struct vb_letters *letters);

#endif
