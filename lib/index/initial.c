#include "index/initial.h"

#include <string.h>

#include "text/text.h"
#include "text/token.h"

/* What goes on with a character never begins one. */
static void pass_all_ascii(struct vb_initials *in)
{
	for (int c = 0; c < 0xc0; c++)
		in->pass[c] = true;
	in->made = true;
}

static void begin_with(struct vb_initials *in, unsigned char c)
{
	in->pass[c] = false;
	if (c >= 'a' && c <= 'z')
		in->pass[c - 'a' + 'A'] = false;
}

void vb_initials_add(struct vb_initials *in, struct vb_str fold)
{
	unsigned char c = fold.len ? (unsigned char)fold.ptr[0] : 0;

	if (!in->made)
		pass_all_ascii(in);
	if (c >= 0x80)
		return;
	begin_with(in, c);
	/* alone they are one word: "i tế" is y tế (vb_text_key) */
	if (fold.len == 1 && (c == 'i' || c == 'y'))
		begin_with(in, c == 'i' ? 'y' : 'i');
}

/* A character past ASCII; the Latin letters with marks at once. */
static bool is_word_char(struct vb_str c)
{
	struct vb_token token;
	vb_tokenizer t;
	uint32_t code = 0;

	vb_utf8_decode(&code, c);
	if ((code >= 0x100 && code < 0x250) ||
	    (code >= 0x1E00 && code < 0x1F00))
		return true;
	vb_tokenizer_init(&t, c);
	return vb_tokenizer_next(&t, &token);
}

/* Does the character before `at` belong to a word? */
static bool amid_word(struct vb_str text, size_t at)
{
	unsigned char before = (unsigned char)text.ptr[at - 1];
	size_t from = at - 1;

	if (before < 0x80)
		return (before >= '0' && before <= '9') ||
		       ((before | 32) >= 'a' && (before | 32) <= 'z');
	from = vb_utf8_floor(text, at - 1);
	return is_word_char(vb_str_sub(text, from, at));
}

#define NUMBER_BYTES 64 /* looked back at for the start of a number */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Is the digit at `at`, a separator and a digit before it, in a later group
 * of a number, as in "1.250"? The tokenizer tells, begun before all that may
 * hang together.
 */
static bool goes_on(struct vb_str text, size_t at)
{
	size_t from = at, least = at > NUMBER_BYTES ? at - NUMBER_BYTES : 0;
	struct vb_token token;
	vb_tokenizer t;

	while (from > least &&
	       (text.ptr[from - 1] == '.' || text.ptr[from - 1] == ',' ||
		amid_word(text, from)))
		from = vb_utf8_floor(text, from - 1);
	vb_tokenizer_init(&t, vb_str_skip(text, from));
	while (vb_tokenizer_next(&t, &token) && from + token.start < at)
		if (from + token.end > at)
			return true;
	return false;
}

static bool is_number_group(struct vb_str text, size_t at)
{
	return at > 1 && is_digit(text.ptr[at]) &&
	       (text.ptr[at - 1] == '.' || text.ptr[at - 1] == ',') &&
	       is_digit(text.ptr[at - 2]) && goes_on(text, at);
}

size_t vb_initials_next(const struct vb_initials *in, struct vb_str text,
			size_t at)
{
	const unsigned char *p = (const unsigned char *)text.ptr;

	for (; at < text.len; at++) {
		if (in->pass[p[at]])
			continue;
		if (!at || (!amid_word(text, at) && !is_number_group(text, at)))
			break;
	}
	return at;
}
