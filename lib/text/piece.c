#include "text/charset.h"
#include "text/text.h"
#include "text/utf8.h"

/*
 * Pieces of text in each decoding. A piece is short, so everything works on
 * the stack.
 */

/* ASCII that takes part in no character of any encoding. */
static bool is_glue(unsigned char c)
{
	static const bool glue[256] = {
		['\t'] = true, ['\n'] = true, ['\r'] = true, [' '] = true,
		['!'] = true,  ['"'] = true,  ['$'] = true,  ['%'] = true,
		[','] = true,  ['-'] = true,  ['/'] = true,  [':'] = true,
		['<'] = true,  ['='] = true,  ['>'] = true,  ['@'] = true,
		['['] = true,  [']'] = true,  ['_'] = true,  ['{'] = true,
		['|'] = true,  ['}'] = true,  ['*'] = true,
	};

	return glue[c];
}

bool vb_piece_is_glue(struct vb_str piece)
{
	return piece.len && is_glue((unsigned char)piece.ptr[0]);
}

static bool is_ascii_letter(char c)
{
	return (unsigned)((c | 32) - 'a') < 26;
}

size_t vb_piece_markup(struct vb_str text)
{
	bool tag = text.len && text.ptr[0] == '<';
	size_t at = 1;

	if (!tag && !(text.len && text.ptr[0] == '&'))
		return 0;
	at += tag && text.len > 1 && text.ptr[1] == '/';
	if (at >= text.len || !is_ascii_letter(text.ptr[at]))
		return 0;
	/* to the next that may begin one: what is long is looked at once */
	if (tag)
		while (at < text.len && !strchr("<>", text.ptr[at]))
			at++;
	else
		while (at < text.len && is_ascii_letter(text.ptr[at]))
			at++;
	return at < text.len && text.ptr[at] == (tag ? '>' : ';') ? at + 1 : 0;
}

/* Where to cut a run of more than VB_PIECE_BYTES. */
static size_t cut(const unsigned char *p)
{
	for (size_t at = VB_PIECE_BYTES; at > VB_PIECE_BYTES / 2; at--)
		if (p[at] < 0x80)
			return at;
	for (size_t at = VB_PIECE_BYTES; at > VB_PIECE_BYTES / 2; at--)
		if ((p[at] & 0xC0) != 0x80)
			return at;
	return VB_PIECE_BYTES;
}

size_t vb_piece_end(struct vb_str text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	bool glue = text.len && is_glue(p[0]);
	size_t at = 0;

	while (at < text.len && is_glue(p[at]) == glue)
		if (++at > VB_PIECE_BYTES)
			return cut(p);
	return at;
}

/* The byte that Windows-1252 or Latin-1 shows as `code`, or -1. */
static int byte_of(uint32_t code)
{
	const uint16_t *single =
		vb_charset_tables[VB_CHARSET_CP1252 - VB_CHARSET_TCVN3].single;

	if (code < 0x100)
		return (int)code;
	for (int byte = 0x80; byte < 0xA0; byte++)
		if (single[byte] == code)
			return byte;
	return -1;
}

/* Undo one reading as Windows-1252; VB_NPOS if there was none. */
static size_t to_bytes(char *bytes, struct vb_str piece)
{
	size_t n = 0;

	for (size_t at = 0; at < piece.len;) {
		uint32_t code;
		size_t len = vb_utf8_read(&code, NULL, piece.ptr + at,
					  piece.len - at);
		int byte = len ? byte_of(code) : -1;

		if (byte < 0)
			return VB_NPOS;
		bytes[n++] = (char)byte;
		at += len;
	}
	return n;
}

static size_t decode_table(char *out, struct vb_str in,
			   const struct vb_charset_table *t)
{
	const unsigned char *p = (const unsigned char *)in.ptr;
	size_t n = 0;

	for (size_t at = 0; at < in.len; at++) {
		uint32_t code = 0;

		if (t->first[p[at]] && at + 1 < in.len && t->second[p[at + 1]])
			code = vb_charset_pairs[t->pairs +
						(t->first[p[at]] - 1u) *
							t->seconds +
						t->second[p[at + 1]] - 1u];
		if (code)
			at++;
		else
			code = t->single[p[at]];
		n += vb_utf8_encode(out + n, code);
	}
	return n;
}

/*
 * UTF-8 that was read as Windows-1252 often lost its last bytes A0 and AD: a
 * no-break space and a soft hyphen, which trimming and cleaning take away.
 * What they stood for where what is left breaks off.
 */
static const struct lost {
	const char *left, *meant;
	bool at_end; /* only where the piece ends, else only before ASCII */
} losses[] = {
	{ "\xC3", "à", true },	    { "\xC3", "í", false },
	{ "\xE1\xBB", "ử", true },  { "\xE1\xBB", "ử", false },
	{ "\xE1\xBA", "ậ", false },
};

static const struct lost *find_lost(struct vb_str rest)
{
	for (size_t i = 0; i < sizeof(losses) / sizeof(losses[0]); i++) {
		struct vb_str left = vb_str_from(losses[i].left);

		if (!vb_str_starts(rest, left))
			continue;
		if (rest.len == left.len ?
			    losses[i].at_end :
			    !losses[i].at_end &&
				    (unsigned char)rest.ptr[left.len] < 0x80)
			return &losses[i];
	}
	return NULL;
}

static size_t decode_utf8(char *out, struct vb_str in, bool may_lose)
{
	size_t n = 0, at = 0;

	while (at < in.len) {
		const struct lost *lost;
		uint32_t code;
		size_t len =
			vb_utf8_read(&code, NULL, in.ptr + at, in.len - at);

		if (len) {
			memcpy(out + n, in.ptr + at, len);
			n += len;
			at += len;
			continue;
		}
		lost = may_lose ? find_lost(vb_str_skip(in, at)) : NULL;
		if (!lost)
			return VB_NPOS;
		memcpy(out + n, lost->meant, strlen(lost->meant));
		n += strlen(lost->meant);
		at += strlen(lost->left);
	}
	return n;
}

/* UTF-8 read as Windows-1252, once, or more often: undo all of it. */
static size_t decode_twice(char *out, struct vb_str in)
{
	size_t n = decode_utf8(out, in, true);
	char bytes[VB_PIECE_BYTES + 1], again[VB_PIECE_ROOM];

	while (n != VB_NPOS && n <= VB_PIECE_BYTES) {
		size_t less = to_bytes(bytes, vb_str_of(out, n));

		if (less == VB_NPOS || less == n)
			break;
		less = decode_utf8(again, vb_str_of(bytes, less), false);
		if (less == VB_NPOS)
			break;
		memcpy(out, again, less);
		n = less;
	}
	return n;
}

/*
 * "&#7897;" or "&#x1ED9;" at the start of `s`: its length, and the code point
 * if it is not ASCII; else 0.
 */
static size_t read_reference(uint32_t *code, struct vb_str s)
{
	bool hex = s.len > 2 && (s.ptr[2] | 32) == 'x';
	size_t at = hex ? 3 : 2;
	uint32_t value = 0;
	unsigned base = hex ? 16 : 10;

	if (!vb_str_starts(s, VB_STR("&#")))
		return 0;
	for (; at < s.len && value < 0x110000; at++) {
		unsigned c = (unsigned char)s.ptr[at], digit = base;

		if (c - '0' < 10)
			digit = c - '0';
		else if ((c | 32) - 'a' < 6)
			digit = (c | 32) - 'a' + 10;
		if (digit >= base)
			break;
		value = value * base + digit;
	}
	if (at == s.len || s.ptr[at] != ';' || value < 0xA0 ||
	    value >= 0x110000 || (value >= 0xD800 && value < 0xE000))
		return 0;
	*code = value;
	return at + 1;
}

static size_t decode_references(char *out, struct vb_str in)
{
	size_t n = 0, found = 0;

	for (size_t at = 0; at < in.len;) {
		uint32_t code;
		size_t len = read_reference(&code, vb_str_skip(in, at));

		if (len) {
			n += vb_utf8_encode(out + n, code);
			found++;
			at += len;
		} else {
			out[n++] = in.ptr[at++];
		}
	}
	return found ? n : VB_NPOS;
}

/*
 * Fonts in some PDF files number Vietnamese letters so that extraction gives
 * Cyrillic ones: U+1EA0..U+1EF9 moved down by 0x19FC, others one by one. Read
 * off the public text of a conference paper of 2007 (dӳ liӋu: dữ liệu).
 */
static uint32_t unshift(uint32_t code)
{
	static const struct {
		uint16_t from, to;
	} others[] = {
		{ 0x046D, 0x01B0 }, { 0x01AD, 0x0129 }, { 0x046A, 0x01A0 },
		{ 0x046B, 0x01A1 }, { 0x046C, 0x01AF }, { 0x00FF, 0x0111 },
		{ 0x0108, 0x0110 },
	};

	if (code - 0x04A4 <= 0x04FD - 0x04A4)
		return code + 0x19FC;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (others[i].from == code)
			return others[i].to;
	return code;
}

static size_t decode_shifted(char *out, struct vb_str in)
{
	size_t n = 0, found = 0;

	for (size_t at = 0; at < in.len;) {
		uint32_t code;
		size_t len =
			vb_utf8_read(&code, NULL, in.ptr + at, in.len - at);

		if (!len)
			return VB_NPOS;
		found += unshift(code) != code;
		n += vb_utf8_encode(out + n, unshift(code));
		at += len;
	}
	return found ? n : VB_NPOS;
}

/*
 * Good UTF-8 with a few bytes amid it that are Windows-1252's punctuation:
 * quotes, dashes and the ellipsis that a program pasted in. Returns the
 * length, VB_NPOS if that is not all that is wrong.
 */
static size_t mend_stray(char *out, struct vb_str piece)
{
	const struct vb_charset_table *cp1252 =
		&vb_charset_tables[VB_CHARSET_CP1252 - VB_CHARSET_TCVN3];
	size_t n = 0;

	for (size_t at = 0; at < piece.len;) {
		unsigned char c = (unsigned char)piece.ptr[at];
		uint32_t code;
		size_t len = vb_utf8_read(&code, NULL, piece.ptr + at,
					  piece.len - at);

		if (len) {
			memcpy(out + n, piece.ptr + at, len);
			n += len;
			at += len;
			continue;
		}
		if (c != 0x85 && (c < 0x91 || c > 0x97))
			return VB_NPOS;
		n += vb_utf8_encode(out + n, cp1252->single[c]);
		at++;
	}
	return n;
}

size_t vb_piece_decode(char *out, struct vb_str piece, unsigned decoding)
{
	enum vb_charset charset = vb_decoding_charset(decoding);
	char bytes[VB_PIECE_BYTES + 1];
	struct vb_str in = piece;

	if (vb_decoding_is_twice(decoding)) {
		in.ptr = bytes;
		in.len = to_bytes(bytes, piece);
		if (in.len == VB_NPOS)
			return VB_NPOS;
		if (charset == VB_CHARSET_UTF8)
			return decode_twice(out, in);
	}
	if (charset >= VB_CHARSET_TCVN3 && charset <= VB_CHARSET_CP1252)
		return decode_table(
			out, in,
			&vb_charset_tables[charset - VB_CHARSET_TCVN3]);
	if (charset == VB_CHARSET_NCR)
		return decode_references(out, in);
	if (charset == VB_CHARSET_PDFSHIFT)
		return decode_shifted(out, in);
	if (charset == VB_CHARSET_VIQR)
		return vb_viqr_piece(out, in, 0);
	return mend_stray(out, in);
}
