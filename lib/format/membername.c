/* The names of members of ZIP files: from any bytes to a path. */
#include "format/members.h"
#include "text/decode.h"
#include "text/text.h"

#define NAME_BYTES 255

/* Code page 437 from 80 on, as IBM and Unicode's CP437.TXT have it. */
static const uint16_t cp437[128] = {
	0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA,
	0x00EB, 0x00E8, 0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6,
	0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6, 0x00DC,
	0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA,
	0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC,
	0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561,
	0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B,
	0x2510, 0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F,
	0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x2567, 0x2568,
	0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B, 0x256A, 0x2518,
	0x250C, 0x2588, 0x2584, 0x258C, 0x2590, 0x2580, 0x03B1, 0x00DF, 0x0393,
	0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4, 0x03A6, 0x0398, 0x03A9, 0x03B4,
	0x221E, 0x03C6, 0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320,
	0x2321, 0x00F7, 0x2248, 0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2,
	0x25A0, 0x00A0,
};

static bool is_utf8(struct vb_str s)
{
	uint32_t code;

	while (s.len) {
		size_t n = vb_utf8_decode(&code, s);

		if (code == 0xFFFD && n == 1)
			return false;
		s = vb_str_skip(s, n);
	}
	return true;
}

/* Bytes that are lines and boxes in code page 437, which no name has. */
static bool has_boxes(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c >= 0xB0 && c <= 0xDF)
			return true;
	}
	return false;
}

/*
 * Append `name` as Vietnamese in an old encoding; `*good` tells whether it
 * is: all its words with marks are syllables in use, and there are several,
 * or what else it would be is no name.
 */
static vb_status read_vietnamese(struct vb_buf *out, bool *good,
				 struct vb_str name)
{
	const size_t before = out->len;
	const struct vb_decode_report *report;
	vb_decoder *d;
	size_t words = 0, valid = 0;
	vb_status st = vb_decoder_open(&d, NULL);

	*good = false;
	if (st)
		return st;
	st = vb_decoder_run(out, NULL, d, name);
	report = vb_decoder_report(d);
	for (int i = 0; i < VB_DECODING_COUNT; i++) {
		words += report->counts[i].words;
		valid += report->counts[i].valid;
	}
	vb_decoder_close(d);
	if (st)
		return st;
	*good = words && words == valid && (words > 1 || has_boxes(name)) &&
		is_utf8(vb_str_skip(vb_buf_str(out), before));
	if (!*good)
		vb_buf_truncate(out, before);
	return VB_OK;
}

static vb_status read_cp437(struct vb_buf *out, struct vb_str name)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < name.len && !st; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		char utf8[4];
		size_t n = vb_utf8_encode(utf8, c < 0x80 ? c : cp437[c - 0x80]);

		st = vb_buf_append(out, vb_str_of(utf8, n));
	}
	return st;
}

static vb_status decode(struct vb_buf *out, struct vb_str name)
{
	bool good;
	vb_status st;

	if (is_utf8(name))
		return vb_buf_append(out, name);
	st = read_vietnamese(out, &good, name);
	return st || good ? st : read_cp437(out, name);
}

/* Controls, and what turns the direction of a line. */
static bool is_bad(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0xFFFD;
}

/* "C:" at the start of a path. */
static bool is_drive(struct vb_str part)
{
	return part.len == 2 && part.ptr[1] == ':' &&
	       (part.ptr[0] | 32) >= 'a' && (part.ptr[0] | 32) <= 'z';
}

static bool means_nothing(struct vb_str part)
{
	return !part.len || vb_str_eq(part, VB_STR(".")) ||
	       vb_str_eq(part, VB_STR(".."));
}

/* Append one name; what has no place in it becomes '_'. */
static vb_status add_part(struct vb_buf *out, struct vb_str part)
{
	vb_status st = VB_OK;

	while (part.len && !st) {
		uint32_t c;
		size_t n = vb_utf8_decode(&c, part);

		st = is_bad(c) ? vb_buf_append_char(out, '_') :
				 vb_buf_append(out, vb_str_sub(part, 0, n));
		part = vb_str_skip(part, n);
	}
	return st;
}

/* The next name of a path that '/' or '\' divide. */
static bool next_part(struct vb_str *part, struct vb_str *rest)
{
	size_t n = 0;

	if (!rest->len)
		return false;
	while (n < rest->len && rest->ptr[n] != '/' && rest->ptr[n] != '\\')
		n++;
	*part = vb_str_sub(*rest, 0, n);
	*rest = vb_str_skip(*rest, n + 1);
	return true;
}

vb_status vb_member_clean(struct vb_buf *out, struct vb_str name)
{
	struct vb_buf text = VB_BUF_INIT(VB_DECODE_GROWTH * 65536 + 16);
	const size_t before = out->len;
	struct vb_str part, rest;
	vb_status st;

	/* the format allows no more */
	st = decode(&text, vb_str_sub(name, 0, 65535));
	rest = vb_buf_str(&text);
	while (!st && next_part(&part, &rest)) {
		if (means_nothing(part) ||
		    (out->len == before && is_drive(part)))
			continue;
		if (part.len > NAME_BYTES)
			part.len = vb_utf8_floor(part, NAME_BYTES);
		if (out->len - before + part.len + 1 > VB_MEMBER_PATH)
			break;
		if (out->len > before)
			st = vb_buf_append_char(out, '/');
		if (!st)
			st = add_part(out, part);
	}
	if (!st && out->len == before)
		st = vb_buf_append_cstr(out, "unnamed");
	vb_buf_clear(&text);
	return st;
}

bool vb_member_is_clean(struct vb_str path)
{
	struct vb_str part, rest = path;
	bool first = true;

	if (!path.len || path.len > VB_MEMBER_PATH || !is_utf8(path) ||
	    path.ptr[path.len - 1] == '/' ||
	    vb_str_find(path, VB_STR("\\"), 0) != VB_NPOS)
		return false;
	while (next_part(&part, &rest)) {
		if (means_nothing(part) || part.len > NAME_BYTES ||
		    (first && is_drive(part)))
			return false;
		first = false;
		while (part.len) {
			uint32_t c;

			part = vb_str_skip(part, vb_utf8_decode(&c, part));
			if (is_bad(c))
				return false;
		}
	}
	return true;
}
