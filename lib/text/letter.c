#include "text/letter.h"

#include <string.h>

#include "text/utf8.h"

size_t vb_letters_of(uint16_t out[VB_SYLLABLE_LETTERS], struct vb_str word)
{
	size_t n = 0, at = 0;

	/* three bytes is the longest Vietnamese letter */
	if (word.len > 3 * VB_SYLLABLE_LETTERS)
		return 0;
	while (at < word.len) {
		uint32_t code;
		size_t len =
			vb_utf8_read(&code, NULL, word.ptr + at, word.len - at);
		uint16_t letter = len ? vb_letter(code) : 0;

		if (!letter || n == VB_SYLLABLE_LETTERS)
			return 0;
		out[n++] = letter;
		at += len;
	}
	return n;
}

size_t vb_letters_spell(char *out, const uint16_t *letters, size_t n)
{
	char *p = out;

	for (size_t i = 0; i < n; i++) {
		const struct vb_letter_bytes *b =
			&vb_letter_bytes[!!(letters[i] & VB_LETTER_UPPER)]
					[VB_LETTER_SYM(letters[i])]
					[VB_LETTER_TONE(letters[i])];

		memcpy(p, b->utf8, 4);
		p += b->len;
	}
	return (size_t)(p - out);
}
