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

	if ((code < 0x20 && code != '\t') || code > 0x10FFFF ||
	    (code >= 0xD800 && code < 0xE000) || (code & 0xFFFE) == 0xFFFE)
		return VB_OK;
	return vb_buf_append(out,
			     vb_str_of(utf8, vb_utf8_encode(utf8, code)));
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
