#include "text/letter.h"

#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

void vb_word_read_on(struct vb_word *word, struct vb_str text)
{
	size_t at = word->end;

	while (at < text.len && (unsigned char)text.ptr[at] >= 0x80) {
		uint32_t code;
		size_t len =
			vb_utf8_read(&code, NULL, text.ptr + at, text.len - at);

		if (!(vb_char(code)->flags & VB_CHAR_WORD))
			break;
		word->odd |= vb_char(code)->flags;
		word->end += len;
		vb_word_scan(word, text);
		at = word->end;
	}
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
