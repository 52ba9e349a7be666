#include "text/utf8.h"

#include "text/clean.h"
#include "text/unicode.h"

/*
 * Unicode table 3-7: the lead byte decides the length and the bounds of the
 * second byte; the later ones are 80..BF.
 */
struct lead {
	uint8_t len, low, high;
};

static struct lead lead_of(unsigned char c)
{
	if (c < 0x80)
		return (struct lead){ 1, 0, 0 };
	if (c < 0xC2 || c > 0xF4)
		return (struct lead){ 0, 0, 0 };
	if (c < 0xE0)
		return (struct lead){ 2, 0x80, 0xBF };
	if (c < 0xF0)
		return (struct lead){ 3, c == 0xE0 ? 0xA0 : 0x80,
				      c == 0xED ? 0x9F : 0xBF };
	return (struct lead){ 4, c == 0xF0 ? 0x90 : 0x80,
			      c == 0xF4 ? 0x8F : 0xBF };
}

size_t vb_utf8_read_any(uint32_t *code, size_t *bad, const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	struct lead lead = lead_of(p[0]);
	size_t got = 1;
	uint32_t c;

	if (lead.len == 1) {
		*code = p[0];
		return 1;
	}
	c = p[0] & (0x7Fu >> lead.len);
	while (got < lead.len && got < n) {
		unsigned low = got == 1 ? lead.low : 0x80;
		unsigned high = got == 1 ? lead.high : 0xBF;

		if (p[got] < low || p[got] > high)
			break;
		c = c << 6 | (p[got++] & 0x3F);
	}
	if (lead.len && got == lead.len) {
		*code = c;
		return got;
	}
	*code = VB_BAD_CHAR;
	if (bad)
		*bad = got;
	return 0;
}

size_t vb_utf8_decode(uint32_t *out, struct vb_str s)
{
	size_t n = vb_utf8_read(out, NULL, s.ptr, s.len);

	return n ? n : 1;
}

size_t vb_utf8_encode(char out[4], uint32_t code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

bool vb_utf8_valid(struct vb_str in)
{
	size_t at = 0, n;
	uint32_t code;

	/* what clean would keep is valid, and found faster */
	while ((at = vb_clean_stable_end(in, at)) < in.len) {
		n = vb_utf8_read(&code, NULL, in.ptr + at, in.len - at);
		if (!n)
			return false;
		at += n;
	}
	return true;
}

size_t vb_utf8_floor(struct vb_str s, size_t at)
{
	size_t back = 0;

	if (at >= s.len)
		return s.len;
	while (back < 3 && back < at &&
	       ((unsigned char)s.ptr[at - back] & 0xC0) == 0x80)
		back++;
	/* a stray continuation byte is a (broken) character of its own */
	if (((unsigned char)s.ptr[at - back] & 0xC0) == 0x80)
		return at;
	return lead_of((unsigned char)s.ptr[at - back]).len > back ? at - back :
								     at;
}
