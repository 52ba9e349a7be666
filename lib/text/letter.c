#include "text/letter.h"

#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

/*
 * Read on from word->end as far as the automaton goes. One branch a byte, for
 * neither the length of a letter nor of a word can be foretold, and a wrong
 * guess costs more than all the rest. Past the seventh letter they are only
 * counted; what piles up in letters is not used.
 */
static inline void scan_letters(struct vb_word *word, struct vb_str text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	size_t end = word->end, n = word->vietnamese;
	uint64_t syms = word->letters.syms, marks = word->letters.marks;
	uint64_t state = 0;
	unsigned all = word->marks;

	for (size_t at = end; at < text.len; at++) {
		unsigned from = state & 63, part;

		state = vb_word_dfa[p[at]] >> from;
		if ((state & 63) == VB_DFA_STOP)
			break;
		part = vb_word_part[from << 8 | p[at]];
		syms |= (uint64_t)(uint8_t)part << (8 * n & 63);
		marks |= (uint64_t)(part >> 8) << (8 * n & 63);
		all |= part >> 8;
		n += part >> 15;
		end = part ? at + 1 : end;
	}
	word->end = end;
	word->vietnamese = n;
	word->letters.syms = syms;
	word->letters.marks = marks;
	word->marks = all;
}

void vb_word_read(struct vb_word *word, struct vb_str text, size_t at)
{
	*word = (struct vb_word){ .end = at };
	while (1) {
		uint32_t code;
		size_t len;

		scan_letters(word, text);
		at = word->end;
		if (at == text.len || (unsigned char)text.ptr[at] < 0x80)
			break;
		len = vb_utf8_read(&code, NULL, text.ptr + at, text.len - at);
		if (!(vb_char(code)->flags & VB_CHAR_WORD))
			break;
		word->odd |= vb_char(code)->flags;
		word->end += len;
	}
	if (word->vietnamese <= VB_SYLLABLE_LETTERS)
		word->letters.n = word->vietnamese;
}

size_t vb_letters_spell(char *out, const struct vb_letters *l)
{
	char *p = out;

	for (size_t i = 0; i < l->n; i++) {
		unsigned mark = l->marks >> 8 * i & 15;
		const struct vb_letter_bytes *b =
			&vb_letter_bytes[mark >> 3][vb_letters_sym(l, i)]
					[mark & 7];

		memcpy(p, b->utf8, 4);
		p += b->len;
	}
	return (size_t)(p - out);
}
