/*
 * Characters as old office programs keep them: bytes of Windows-1252, and
 * UTF-16 without a mark.
 */
#include "format/ole.h"
#include "text/text.h"

/* 80 to 9F, from the mapping that Unicode publishes; 0: as Latin-1. */
static const uint16_t western[32] = {
	0x20AC, 0,	0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,	0x017D, 0,
	0,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,	0x017E, 0x0178,
};

uint32_t vb_western_char(unsigned char byte)
{
	uint32_t code = byte >= 0x80 && byte < 0xA0 ? western[byte - 0x80] : 0;

	return code ? code : byte;
}

vb_status vb_char_append(struct vb_buf *out, uint32_t code)
{
	char utf8[4];

	if (code >= '\n' && code <= '\r')
		code = ' ';
	if ((code < 0x20 && code != '\t') || code > 0x10FFFF ||
	    (code >= 0xD800 && code < 0xE000) || (code & 0xFFFE) == 0xFFFE)
		return VB_OK;
	return vb_buf_append(out, vb_str_of(utf8, vb_utf8_encode(utf8, code)));
}

vb_status vb_western_append(struct vb_buf *out, struct vb_str bytes)
{
	vb_status st = vb_buf_reserve(out, bytes.len);

	for (size_t i = 0; !st && i < bytes.len; i++)
		st = vb_char_append(
			out, vb_western_char((unsigned char)bytes.ptr[i]));
	return st;
}

vb_status vb_utf16_append(struct vb_buf *out, struct vb_str bytes)
{
	vb_status st = vb_buf_reserve(out, bytes.len);

	for (size_t i = 0; !st && i + 2 <= bytes.len; i += 2) {
		uint32_t code = vb_le16(bytes, i);
		unsigned low = vb_le16(bytes, i + 2);

		if (code >= 0xD800 && code < 0xDC00 && low >= 0xDC00 &&
		    low < 0xE000) {
			code = 0x10000 + ((code - 0xD800) << 10) +
			       (low - 0xDC00);
			i += 2;
		} else if (code >= 0xD800 && code < 0xE000) {
			code = 0xFFFD;
		}
		st = vb_char_append(out, code);
	}
	return st;
}

/* The font Symbol, by its published encoding: letters, then signs. */
static const uint16_t greek[2][26] = {
	{ 0x391, 0x392, 0x3A7, 0x394, 0x395, 0x3A6, 0x393, 0x397, 0x399,
	  0x3D1, 0x39A, 0x39B, 0x39C, 0x39D, 0x39F, 0x3A0, 0x398, 0x3A1,
	  0x3A3, 0x3A4, 0x3A5, 0x3C2, 0x3A9, 0x39E, 0x3A8, 0x396 },
	{ 0x3B1, 0x3B2, 0x3C7, 0x3B4, 0x3B5, 0x3C6, 0x3B3, 0x3B7, 0x3B9,
	  0x3D5, 0x3BA, 0x3BB, 0x3BC, 0x3BD, 0x3BF, 0x3C0, 0x3B8, 0x3C1,
	  0x3C3, 0x3C4, 0x3C5, 0x3D6, 0x3C9, 0x3BE, 0x3C8, 0x3B6 },
};

static const struct {
	unsigned char byte;
	uint16_t code;
} signs[] = {
	{ 0xA2, 0x2032 }, { 0xA3, 0x2264 }, { 0xA5, 0x221E }, { 0xAB, 0x2194 },
	{ 0xAC, 0x2190 }, { 0xAD, 0x2191 }, { 0xAE, 0x2192 }, { 0xAF, 0x2193 },
	{ 0xB0, 0x00B0 }, { 0xB1, 0x00B1 }, { 0xB2, 0x2033 }, { 0xB3, 0x2265 },
	{ 0xB4, 0x00D7 }, { 0xB6, 0x2202 }, { 0xB7, 0x2022 }, { 0xB8, 0x00F7 },
	{ 0xB9, 0x2260 }, { 0xBA, 0x2261 }, { 0xBB, 0x2248 }, { 0xBC, 0x2026 },
	{ 0xC7, 0x2229 }, { 0xC8, 0x222A }, { 0xCE, 0x2208 }, { 0xD5, 0x220F },
	{ 0xD6, 0x221A }, { 0xD7, 0x22C5 }, { 0xDE, 0x21D2 }, { 0xE5, 0x2211 },
	{ 0xF2, 0x222B },
};

static uint32_t symbol_char(unsigned char byte)
{
	if (byte >= 'A' && byte <= 'Z')
		return greek[0][byte - 'A'];
	if (byte >= 'a' && byte <= 'z')
		return greek[1][byte - 'a'];
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i].byte == byte)
			return signs[i].code;
	return byte < 0x7F ? byte : 0;
}

uint32_t vb_symbol_char(bool *known, struct vb_str font, unsigned char byte)
{
	*known = vb_str_eq(font, VB_STR("Symbol"));
	if (*known)
		return symbol_char(byte);
	*known = vb_str_starts(font, VB_STR("Wingdings")) ||
		 vb_str_starts(font, VB_STR("Webdings")) ||
		 vb_str_eq(font, VB_STR("Monotype Sorts"));
	return byte > ' ' ? 0x2022 : ' ';
}
