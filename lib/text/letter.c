#include "text/letter.h"

#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

struct scan {
	size_t end; /* of the last letter or digit */
	size_t n;   /* letters */
	size_t capitals, digits;
	uint64_t syms;
	uint32_t tones, upper;
};

/*
 * Read on from s->end as far as the automaton goes. One branch a byte, for
 * neither the length of a letter nor of a word can be foretold, and a wrong
 * guess costs more than all the rest.
 */
static void scan_letters(struct scan *scan, const unsigned char *p, size_t len)
{
	struct scan s = *scan;
	uint64_t state = 0;

	for (size_t at = s.end; at < len; at++) {
		unsigned from = state & 63, part;
		size_t i = s.n < 8 ? s.n : 8; /* more are only counted */

		state = vb_word_dfa[p[at]] >> from;
		if ((state & 63) == VB_DFA_STOP)
			break;
		part = vb_word_part[from << 8 | p[at]];
		s.syms |= (uint64_t)VB_LETTER_SYM(part) << 6 * i;
		s.tones |= (uint32_t)VB_LETTER_TONE(part) << 3 * i;
		s.upper |= (part >> 9 & 1) << i;
		s.capitals += part >> 9 & 1;
		s.n += part >> 10 & 1;
		s.digits += part >> 11;
		s.end = part ? at + 1 : s.end;
	}
	*scan = s;
}

void vb_word_read(struct vb_word *word, struct vb_str text, size_t at)
{
	struct scan s = { .end = at };
	unsigned odd = 0;

	while (1) {
		uint32_t code;
		size_t len;

		scan_letters(&s, (const unsigned char *)text.ptr, text.len);
		if (s.end == text.len || (unsigned char)text.ptr[s.end] < 0x80)
			break;
		len = vb_utf8_read(&code, NULL, text.ptr + s.end,
				   text.len - s.end);
		if (!(vb_char(code)->flags & VB_CHAR_WORD))
			break;
		odd |= vb_char(code)->flags;
		s.end += len;
	}
	word->end = s.end;
	word->vietnamese = s.n;
	word->capitals = s.capitals;
	word->digits = s.digits;
	word->odd = odd;
	word->letters =
		(struct vb_letters){ s.syms, s.tones, s.upper,
				     s.n > VB_SYLLABLE_LETTERS ? 0 : s.n };
}

size_t vb_letters_spell(char *out, const struct vb_letters *l)
{
	char *p = out;

	for (size_t i = 0; i < l->n; i++) {
		const struct vb_letter_bytes *b =
			&vb_letter_bytes[l->upper >> i & 1][vb_letters_sym(
				l, i)][l->tones >> 3 * i & 7];

		memcpy(p, b->utf8, 4);
		p += b->len;
	}
	return (size_t)(p - out);
}
