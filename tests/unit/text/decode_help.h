/*
 * For the tests of vb_decoder_run: documents in each decoding, made by the
 * encoder of letters.h, and what comes of them.
 */
#ifndef VB_TESTS_TEXT_DECODE_HELP_H
#define VB_TESTS_TEXT_DECODE_HELP_H

#include "letters.h"

#include "text/decode.h"

/* Every way to write a document that AUTO must find out. */
static const struct way {
	const char *name;
	unsigned decoding;
	bool latin1; /* twice: read as Latin-1, not Windows-1252 */
} ways[] = {
	{ "utf-8", VB_CHARSET_UTF8, false },
	{ "tcvn3", VB_CHARSET_TCVN3, false },
	{ "vni", VB_CHARSET_VNI, false },
	{ "viscii", VB_CHARSET_VISCII, false },
	{ "vps", VB_CHARSET_VPS, false },
	{ "cp1258", VB_CHARSET_CP1258, false },
	{ "tcvn5712", VB_CHARSET_TCVN5712, false },
	{ "bkhcm2", VB_CHARSET_BKHCM2, false },
	{ "viqr", VB_CHARSET_VIQR, false },
	{ "ncr", VB_CHARSET_NCR, false },
	{ "pdfshift", VB_CHARSET_PDFSHIFT, false },
	{ "utf-8@cp1252", VB_DECODING_TWICE + VB_CHARSET_UTF8, false },
	{ "tcvn3@cp1252", VB_DECODING_TWICE + VB_CHARSET_TCVN3, false },
	{ "vni@cp1252", VB_DECODING_TWICE + VB_CHARSET_VNI, false },
	{ "viscii@cp1252", VB_DECODING_TWICE + VB_CHARSET_VISCII, false },
	{ "vps@cp1252", VB_DECODING_TWICE + VB_CHARSET_VPS, false },
	{ "utf-8@latin1", VB_DECODING_TWICE + VB_CHARSET_UTF8, true },
	{ "tcvn3@latin1", VB_DECODING_TWICE + VB_CHARSET_TCVN3, true },
	{ "vni@latin1", VB_DECODING_TWICE + VB_CHARSET_VNI, true },
};
#define WAYS ((int)(sizeof(ways) / sizeof(ways[0])))

static inline void put_code_as(struct vb_buf *out, uint32_t code,
			       enum vb_charset charset)
{
	static const uint16_t shifted[][2] = {
		{ 0x1B0, 0x46D }, { 0x129, 0x1AD }, { 0x1A0, 0x46A },
		{ 0x1A1, 0x46B }, { 0x1AF, 0x46C }, { 0x111, 0xFF },
		{ 0x110, 0x108 },
	};
	char utf8[4];

	if (charset == VB_CHARSET_NCR && code >= 0x80) {
		ck_assert(!vb_buf_printf(out, "&#%u;", code));
		return;
	}
	if (charset == VB_CHARSET_PDFSHIFT) {
		if (code >= 0x1EA0 && code <= 0x1EF9)
			code -= 0x19FC;
		for (size_t i = 0; i < 7; i++)
			if (shifted[i][0] == code)
				code = shifted[i][1];
	}
	MUST(!vb_buf_append(out, vb_str_of(utf8, vb_utf8_encode(utf8, code))));
}

/* Append `text` written in `way`. */
static inline void write_as(struct vb_buf *out, const char *text,
			    const struct way *way)
{
	enum vb_charset charset = vb_decoding_charset(way->decoding);
	struct vb_buf bytes = VB_BUF_INIT(1 << 24);
	struct vb_str rest = vb_str_from(text);

	if (charset == VB_CHARSET_UTF8) {
		ck_assert(!vb_buf_append(&bytes, rest));
	} else if (charset == VB_CHARSET_NCR ||
		   charset == VB_CHARSET_PDFSHIFT) {
		while (rest.len) {
			uint32_t code;

			rest = vb_str_skip(rest, vb_utf8_decode(&code, rest));
			put_code_as(&bytes, code, charset);
		}
	} else {
		ck_assert(encode_as(&bytes, text, charset));
	}
	if (vb_decoding_is_twice(way->decoding))
		read_as_western(out, vb_buf_str(&bytes), way->latin1);
	else
		ck_assert(!vb_buf_append(out, vb_buf_str(&bytes)));
	vb_buf_clear(&bytes);
}

/* `in` as one document; the result lives till the next call. */
static inline const char *decode_with(struct vb_str in,
				      const struct vb_decode_options *options,
				      struct vb_decode_report *report,
				      struct vb_offsets *offsets)
{
	static struct vb_buf out = VB_BUF_INIT(1 << 26);
	vb_decoder *d;

	vb_buf_truncate(&out, 0);
	ck_assert(!vb_buf_append(&out, VB_STR_EMPTY));
	ck_assert_int_eq(vb_decoder_open(&d, options), VB_OK);
	ck_assert_int_eq(vb_decoder_run(&out, offsets, d, in), VB_OK);
	ck_assert_uint_le(out.len, in.len * VB_DECODE_GROWTH + 4);
	if (report)
		*report = *vb_decoder_report(d);
	vb_decoder_close(d);
	return vb_buf_cstr(&out);
}

static inline const char *decode_auto(struct vb_str in)
{
	return decode_with(in, NULL, NULL, NULL);
}

static inline const char *decode_auto_cstr(const char *in)
{
	return decode_auto(vb_str_from(in));
}

#endif
