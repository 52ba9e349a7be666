#include "text/charset.h"

#include <errno.h>
#include <iconv.h>

#include "text/text.h"

const char *vb_decoding_name(unsigned decoding)
{
	static const char *const names[VB_DECODING_COUNT] = {
		"utf-8",
		"tcvn3",
		"vni",
		"viscii",
		"vps",
		"cp1258",
		"tcvn5712",
		"bkhcm2",
		"windows-1252",
		"viqr",
		"ncr",
		"pdf-shift",
		"utf-16",
		"utf-8 read as windows-1252",
		"tcvn3 read as windows-1252",
		"vni read as windows-1252",
		"viscii read as windows-1252",
		"vps read as windows-1252",
		"cp1258 read as windows-1252",
		"tcvn5712 read as windows-1252",
		"bkhcm2 read as windows-1252",
	};

	return decoding < VB_DECODING_COUNT ? names[decoding] : "unknown";
}

/* Letters and digits of a name, small: "x-viet-tcvn5712" as "xviettcvn5712". */
static size_t squeeze(char *out, size_t room, struct vb_str name)
{
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < room; i++) {
		unsigned c = (unsigned char)name.ptr[i];

		if (c - 'A' < 26)
			c |= 32;
		if (c - 'a' < 26 || c - '0' < 10 || c == '+')
			out[n++] = (char)c;
	}
	return n;
}

/*
 * Names as the registry of IANA, browsers, and converters of the time wrote
 * them.
 */
enum vb_charset vb_charset_by_name(struct vb_str name)
{
	static const struct {
		const char *name;
		enum vb_charset charset;
	} rows[] = {
		{ "utf8", VB_CHARSET_UTF8 },
		{ "ascii", VB_CHARSET_UTF8 },
		{ "usascii", VB_CHARSET_UTF8 },
		{ "unicode", VB_CHARSET_UTF8 },
		{ "tcvn3", VB_CHARSET_TCVN3 },
		{ "abc", VB_CHARSET_TCVN3 },
		{ "tcvn", VB_CHARSET_TCVN3 },
		{ "vn3", VB_CHARSET_TCVN3 },
		{ "xviettcvn3", VB_CHARSET_TCVN3 },
		{ "vni", VB_CHARSET_VNI },
		{ "vniwin", VB_CHARSET_VNI },
		{ "vniwindows", VB_CHARSET_VNI },
		{ "xvietvni", VB_CHARSET_VNI },
		{ "viscii", VB_CHARSET_VISCII },
		{ "viscii111", VB_CHARSET_VISCII },
		{ "csviscii", VB_CHARSET_VISCII },
		{ "vps", VB_CHARSET_VPS },
		{ "xvietvps", VB_CHARSET_VPS },
		{ "cp1258", VB_CHARSET_CP1258 },
		{ "windows1258", VB_CHARSET_CP1258 },
		{ "xcp1258", VB_CHARSET_CP1258 },
		{ "tcvn5712", VB_CHARSET_TCVN5712 },
		{ "tcvn57121", VB_CHARSET_TCVN5712 },
		{ "tcvn571211993", VB_CHARSET_TCVN5712 },
		{ "xviettcvn5712", VB_CHARSET_TCVN5712 },
		{ "vn1", VB_CHARSET_TCVN5712 },
		{ "vn2", VB_CHARSET_TCVN5712 },
		{ "bkhcm2", VB_CHARSET_BKHCM2 },
		{ "cp1252", VB_CHARSET_CP1252 },
		{ "windows1252", VB_CHARSET_CP1252 },
		{ "iso88591", VB_CHARSET_CP1252 },
		{ "latin1", VB_CHARSET_CP1252 },
		{ "viqr", VB_CHARSET_VIQR },
		{ "csviqr", VB_CHARSET_VIQR },
		{ "ncr", VB_CHARSET_NCR },
		{ "pdfshift", VB_CHARSET_PDFSHIFT },
		{ "utf16", VB_CHARSET_UTF16 },
		{ "utf16le", VB_CHARSET_UTF16 },
		{ "ucs2", VB_CHARSET_UTF16 },
	};
	char small[24];
	size_t n = squeeze(small, sizeof(small), name);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (vb_str_eq(vb_str_of(small, n), vb_str_from(rows[i].name)))
			return rows[i].charset;
	return VB_CHARSET_COUNT;
}

/* .VnTime, .VnArialH and so on are the national ABC fonts. */
enum vb_charset vb_charset_of_font(struct vb_str font, bool *capitals)
{
	static const struct {
		const char *start;
		enum vb_charset charset;
	} rows[] = {
		{ "vni", VB_CHARSET_VNI },
		{ "vps", VB_CHARSET_VPS },
		{ "viscii", VB_CHARSET_VISCII },
		{ "vi ", VB_CHARSET_VISCII },
	};
	bool dotted = font.len > 3 && font.ptr[0] == '.' &&
		      (font.ptr[1] | 32) == 'v' && (font.ptr[2] | 32) == 'n';

	if (capitals)
		*capitals = dotted && font.ptr[font.len - 1] == 'H';
	if (dotted)
		return VB_CHARSET_TCVN3;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i].start), at = 0;

		while (at < n && at < font.len &&
		       (font.ptr[at] | 32) == (rows[i].start[at] | 32))
			at++;
		if (at == n)
			return rows[i].charset;
	}
	return VB_CHARSET_UTF8;
}

/*
 * What iconv may be asked for. A label comes from a file, and glibc loads
 * code for each encoding: only these.
 */
static const char *iconv_name(struct vb_str name)
{
	static const char *const known[][2] = {
		{ "utf16", "UTF-16" },		{ "utf16le", "UTF-16LE" },
		{ "utf16be", "UTF-16BE" },	{ "ucs2", "UTF-16LE" },
		{ "utf32", "UTF-32" },		{ "utf32le", "UTF-32LE" },
		{ "utf32be", "UTF-32BE" },	{ "iso88592", "ISO-8859-2" },
		{ "iso88595", "ISO-8859-5" },	{ "iso88599", "ISO-8859-9" },
		{ "iso885915", "ISO-8859-15" }, { "windows1250", "CP1250" },
		{ "cp1250", "CP1250" },		{ "windows1251", "CP1251" },
		{ "cp1251", "CP1251" },		{ "windows1254", "CP1254" },
		{ "cp1254", "CP1254" },		{ "koi8r", "KOI8-R" },
		{ "macintosh", "MACINTOSH" },	{ "shiftjis", "SHIFT_JIS" },
		{ "eucjp", "EUC-JP" },		{ "euckr", "EUC-KR" },
		{ "gb2312", "GB18030" },	{ "gbk", "GB18030" },
		{ "gb18030", "GB18030" },	{ "big5", "BIG5" },
	};
	char small[24];
	size_t n = squeeze(small, sizeof(small), name);

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (vb_str_eq(vb_str_of(small, n), vb_str_from(known[i][0])))
			return known[i][1];
	return NULL;
}

/* Bytes of the unit to step over where `known` cannot be decoded. */
static size_t unit_of(const char *known)
{
	if (!strncmp(known, "UTF-16", 6))
		return 2;
	return strncmp(known, "UTF-32", 6) ? 1 : 4;
}

static vb_status convert(struct vb_buf *out, size_t *bad, struct vb_str in,
			 iconv_t cd, size_t unit)
{
	char *from = (char *)in.ptr; /* iconv does not write there */
	size_t left = in.len;
	vb_status st = VB_OK;

	while (!st && left) {
		char block[4096];
		char *to = block;
		size_t room = sizeof(block);
		size_t got = iconv(cd, &from, &left, &to, &room);
		int why = got == (size_t)-1 ? errno : 0;

		st = vb_buf_append(out, vb_str_of(block, sizeof(block) - room));
		if (st || !why || why == E2BIG)
			continue;
		/* EILSEQ, or EINVAL at a torn end: step over one unit */
		st = vb_buf_append_cstr(out, "\xEF\xBF\xBD");
		++*bad;
		unit = unit < left ? unit : left;
		from += unit;
		left -= unit;
	}
	return st;
}

vb_status vb_charset_iconv(struct vb_buf *out, size_t *bad, struct vb_str in,
			   struct vb_str name)
{
	const char *known = iconv_name(name);
	size_t before = out->len, found = 0;
	iconv_t cd;
	vb_status st;

	if (!known)
		return VB_UNSUPPORTED;
	cd = iconv_open("UTF-8", known);
	if (cd == (iconv_t)-1)
		return errno == ENOMEM ? VB_NO_MEMORY : VB_UNSUPPORTED;
	st = convert(out, &found, in, cd, unit_of(known));
	iconv_close(cd);
	if (st)
		vb_buf_truncate(out, before);
	else if (bad)
		*bad += found;
	return st;
}
