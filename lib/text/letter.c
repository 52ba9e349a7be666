#include "text/letter.h"

#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

/* As vb_letter for the character at p[0..n), a lead byte; 0 and *len 0. */
static inline uint16_t wide_letter(const unsigned char *p, size_t n,
				   size_t *len)
{
	unsigned c = p[0], d;

	*len = 0;
	if (n < 2)
		return 0;
	d = p[1];
	if (c < 0xE0) {
		if (c < 0xC3 || c > 0xC6 || (d & 0xC0) != 0x80)
			return 0;
		*len = 2;
		c = (c & 0x1F) << 6 | (d & 0x3F);
		return c < 0x1B1 ? vb_letters_low[c] : 0;
	}
	if (c != 0xE1 || (d & 0xFE) != 0xBA || n < 3 || (p[2] & 0xC0) != 0x80)
		return 0;
	*len = 3;
	c = (d & 0x3F) << 6 | (p[2] & 0x3F);
	return c >= 0xEA0 ? vb_letters_high[c - 0xEA0] : 0;
}

void vb_word_read(struct vb_word *word, struct vb_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	struct vb_letters l = { 0, 0, 0, 0 };
	size_t digits = 0, capitals = 0, len = 1;
	unsigned odd = 0;

	for (; at < text.len; at += len) {
		unsigned c = p[at];
		uint32_t code;
		uint16_t letter;

		len = 1;
		letter = c < 0x80 ? vb_letters_low[c] :
				    wide_letter(p + at, text.len - at, &len);
		if (letter) {
			if (l.n < 8) {
				l.syms |= (uint64_t)VB_LETTER_SYM(letter)
					  << 6 * l.n;
				l.tones |= (uint32_t)VB_LETTER_TONE(letter)
					   << 3 * l.n;
				l.upper |= (uint32_t)(letter >> 9) << l.n;
			}
			capitals += letter >> 9;
			l.n++;
			continue;
		}
		if (c < 0x80) {
			if (c - '0' > 9)
				break;
			digits++;
			continue;
		}
		len = vb_utf8_read(&code, NULL, text.ptr + at, text.len - at);
		if (!(vb_char(code)->flags & VB_CHAR_WORD))
			break;
		odd |= vb_char(code)->flags;
	}
	word->end = at;
	word->vietnamese = l.n;
	word->capitals = capitals;
	word->digits = digits;
	word->odd = odd;
	if (l.n > VB_SYLLABLE_LETTERS)
		l.n = 0;
	word->letters = l;
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
