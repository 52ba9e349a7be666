#include "text/charset.h"
#include "text/grammar.h"
#include "text/text.h"
#include "text/utf8.h"

/*
 * VIQR, RFC 1456: a vowel, then ^ ( or + (or *) for its shape and ' ` ? ~ or
 * . for its tone, in either order; dd is đ; a backslash before any of them
 * makes it itself.
 */

static const struct {
	char mark;
	char vowel;
	uint8_t symbol;
} shapes[] = {
	{ '^', 'a', VB_SYM_A_HAT },  { '^', 'e', VB_SYM_E_HAT },
	{ '^', 'o', VB_SYM_O_HAT },  { '(', 'a', VB_SYM_A_BREVE },
	{ '+', 'o', VB_SYM_O_HORN }, { '+', 'u', VB_SYM_U_HORN },
	{ '*', 'o', VB_SYM_O_HORN }, { '*', 'u', VB_SYM_U_HORN },
};

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

/* The symbol that `mark` makes of the ASCII vowel `low`, or 0. */
static unsigned shape_of(char low, char mark)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (shapes[i].mark == mark && shapes[i].vowel == low)
			return shapes[i].symbol;
	return 0;
}

static bool is_escapable(char c)
{
	return tone_of(c) || c == '^' || c == '(' || c == '+' || c == '*' ||
	       c == '\\' || (c | 32) == 'd';
}

bool vb_viqr_escapes(struct vb_str text)
{
	for (size_t at = 0; at + 1 < text.len; at++)
		if (text.ptr[at] == '\\' && tone_of(text.ptr[at + 1]))
			return true;
	return false;
}

struct viqr {
	struct vb_str in;
	size_t at;
	char *out;
	size_t len;
	size_t tone_at; /* of `out`: a letter whose tone ends the piece, */
	uint16_t toned; /* that letter */
	char mark;	/* and what it was typed as; 0 for none */
};

static void put(struct viqr *v, unsigned symbol, unsigned tone, bool upper)
{
	const struct vb_letter_bytes *b = &vb_letter_bytes[upper][symbol][tone];

	memcpy(v->out + v->len, b->utf8, b->len);
	v->len += b->len;
}

/* "..." is no tone and a full stop. */
static bool is_ellipsis(struct vb_str rest)
{
	return vb_str_starts(rest, VB_STR("..."));
}

/* Read a vowel and its marks at v->at. */
static void read_vowel(struct viqr *v, char c)
{
	unsigned symbol = (unsigned char)(c | 32) - 'a' + 1u, tone = 0;
	bool shaped = false, upper = !(c & 32);

	for (v->at++; v->at < v->in.len; v->at++) {
		char mark = v->in.ptr[v->at];
		unsigned shape = shape_of((char)(c | 32), mark);

		if (shape && !shaped) {
			symbol = shape;
			shaped = true;
		} else if (tone_of(mark) && !tone &&
			   !is_ellipsis(vb_str_skip(v->in, v->at))) {
			tone = tone_of(mark);
			v->mark = mark;
		} else {
			break;
		}
	}
	if (v->at < v->in.len || !tone || !tone_of(v->in.ptr[v->at - 1]) ||
	    v->mark == '`' || v->mark == '~')
		v->mark = 0;
	v->tone_at = v->len;
	v->toned = (uint16_t)(symbol | (upper ? VB_LETTER_UPPER : 0));
	put(v, symbol, tone, upper);
}

static bool is_vowel(char c)
{
	return strchr("aeiouyAEIOUY", c) != NULL && c;
}

static unsigned weight(struct vb_str word)
{
	struct vb_syllable s;
	struct vb_word w;

	vb_word_read(&w, word, 0);
	if (w.end != word.len || !vb_word_is_plain(&w) ||
	    !vb_syllable_parse(&s, &w.letters))
		return 0;
	return 1 + vb_syllable_weight(&s);
}

/*
 * The piece ends in a mark that may be punctuation: take it for that if the
 * syllable without the tone is so much commoner than the one with it. A
 * question mark and a closing quote are rarer than a full stop.
 */
static void settle_end(struct viqr *v, int bias)
{
	int with = (int)weight(vb_str_of(v->out, v->len));
	int margin = bias + (v->mark == '.' ? 0 : v->mark == '?' ? 3 : 6);
	char spelled[VB_PIECE_ROOM];
	struct viqr plain = { .out = spelled, .len = v->tone_at };

	memcpy(spelled, v->out, v->tone_at);
	put(&plain, v->toned & 63u, 0, v->toned & VB_LETTER_UPPER);
	if ((int)weight(vb_str_of(spelled, plain.len)) < with + margin)
		return;
	memcpy(v->out, spelled, plain.len);
	v->len = plain.len;
	v->out[v->len++] = v->mark;
}

size_t vb_viqr_piece(char *out, struct vb_str piece, int bias)
{
	struct viqr v = { .in = piece, .out = out };

	while (v.at < piece.len) {
		char c = piece.ptr[v.at];
		char next = v.at + 1 < piece.len ? piece.ptr[v.at + 1] : '\0';

		v.mark = 0;
		if (c == '\\' && is_escapable(next)) {
			out[v.len++] = next;
			v.at += 2;
		} else if ((c | 32) == 'd' && (next | 32) == 'd') {
			put(&v, VB_SYM_D_BAR, 0, !(c & 32));
			v.at += 2;
		} else if (is_vowel(c)) {
			read_vowel(&v, c);
		} else {
			out[v.len++] = c;
			v.at++;
		}
	}
	if (v.mark && bias < VB_VIQR_TONE)
		settle_end(&v, bias);
	return v.len;
}

/* Is every word of `text` a syllable in use or a number? Counts the former. */
static bool are_words(size_t *n, struct vb_str text)
{
	for (size_t at = 0; at < text.len;) {
		struct vb_word word;
		uint32_t code;

		vb_word_read(&word, text, at);
		if (word.end == at) {
			at += vb_utf8_decode(&code, vb_str_skip(text, at));
			continue;
		}
		if (word.vietnamese || word.odd) {
			if (weight(vb_str_sub(text, at, word.end)) < 2)
				return false;
			++*n;
		}
		at = word.end;
	}
	return true;
}

bool vb_viqr_is_whole(struct vb_str line)
{
	char room[VB_PIECE_ROOM];
	size_t words = 0, n;

	for (size_t at = 0; at < line.len; at += n) {
		struct vb_str rest = vb_str_skip(line, at);

		n = vb_piece_markup(rest);
		if (n)
			continue;
		n = vb_piece_end(rest);
		if (vb_piece_is_glue(rest))
			n = 1; /* a tag may begin behind it */
		else if (!are_words(
				 &words,
				 vb_str_of(room,
					   vb_viqr_piece(room,
							 vb_str_sub(rest, 0, n),
							 0))))
			return false;
	}
	return words > 0;
}
