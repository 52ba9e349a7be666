/*
 * vb_charset_iconv: Unicode in wide units with every byte order, encodings of
 * other countries as iconv itself reads them, and labels that nobody may use.
 */
#include "letters.h"

#include <errno.h>

#define REPLACED "\xEF\xBF\xBD"

/* `in` by vb_charset_iconv; `bad` gets the count. */
static const char *converted(struct vb_str in, const char *name, size_t *bad)
{
	static struct vb_buf out = VB_BUF_INIT(1 << 20);

	*bad = 0;
	vb_buf_truncate(&out, 0);
	ck_assert(!vb_buf_append(&out, VB_STR_EMPTY));
	ck_assert_int_eq(vb_charset_iconv(&out, bad, in, vb_str_from(name)),
			 VB_OK);
	ck_assert(vb_utf8_valid(vb_buf_str(&out)));
	return vb_buf_cstr(&out);
}

static const char text[] = "Số 5: Hội đồng, 越南 \xF0\x9F\x87\xBB – hết.";

START_TEST(iconv__wide_units)
{
	static const struct {
		const char *name, *label;
		struct vb_str mark;
	} rows[] = {
		{ "UTF-16LE", "utf-16le", { "", 0 } },
		{ "UTF-16BE", "UTF-16BE", { "", 0 } },
		{ "UTF-16LE", "ucs-2", { "", 0 } },
		{ "UTF-16LE", "utf-16", { "\xFF\xFE", 2 } },
		{ "UTF-16BE", "UTF-16", { "\xFE\xFF", 2 } },
		{ "UTF-32LE", "utf-32le", { "", 0 } },
		{ "UTF-32BE", "utf-32be", { "", 0 } },
		{ "UTF-32LE", "UTF_32", { "\xFF\xFE\0\0", 4 } },
		{ "UTF-32BE", "utf-32", { "\0\0\xFE\xFF", 4 } },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct vb_buf in = VB_BUF_INIT(1 << 10);
		size_t bad;

		ck_assert(!vb_buf_append(&in, rows[i].mark));
		ck_assert(through_iconv(&in, vb_str_from(text), rows[i].name,
					"UTF-8"));
		ck_assert_str_eq(
			converted(vb_buf_str(&in), rows[i].label, &bad), text);
		ck_assert_uint_eq(bad, 0);
		vb_buf_clear(&in);
	}
}
END_TEST

START_TEST(iconv__broken_units)
{
	static const struct {
		const char *label, *in;
		size_t len;
		const char *want;
		size_t bad;
	} rows[] = {
		/* lone surrogates: high before a letter; low; high last */
		{ "utf-16le",
		  "\0\xD8"
		  "a\0",
		  4, REPLACED "a", 1 },
		{ "utf-16le",
		  "a\0\0\xDC"
		  "b\0",
		  6, "a" REPLACED "b", 1 },
		{ "utf-16le", "a\0\x34\xD8", 4, "a" REPLACED, 1 },
		{ "utf-16be", "\xDC\0\0a", 4, REPLACED "a", 1 },
		{ "utf-16be", "\xD8\0\xD8\0\0a", 6, REPLACED REPLACED "a", 2 },
		/* a pair, and the same the wrong way round */
		{ "utf-16le", "\x3C\xD8\xFB\xDD", 4, "\xF0\x9F\x87\xBB", 0 },
		{ "utf-16le", "\xFB\xDD\x3C\xD8", 4, REPLACED REPLACED, 2 },
		/* torn ends */
		{ "utf-16le", "a\0b", 3, "a" REPLACED, 1 },
		{ "utf-16", "\xFE\xFF\0a\0", 5, "a" REPLACED, 1 },
		{ "utf-16le", "a", 1, REPLACED, 1 },
		{ "utf-32le", "a\0\0\0b\0\0", 7, "a" REPLACED, 1 },
		{ "utf-32be", "\0\0\0a\0", 5, "a" REPLACED, 1 },
		/* no code points */
		{ "utf-32le", "\0\xD8\0\0a\0\0\0", 8, REPLACED "a", 1 },
		{ "utf-32le", "\0\0\x11\0a\0\0\0", 8, REPLACED "a", 1 },
		{ "utf-32be", "\xFF\xFF\xFF\xFF\0\0\0a", 8, REPLACED "a", 1 },
		/* nothing at all */
		{ "utf-16", "", 0, "", 0 },
		{ "utf-16", "\xFF\xFE", 2, "", 0 },
		{ "big5", "", 0, "", 0 },
		{ "big5", "a\xA4", 2, "a" REPLACED, 1 },
		{ "euc-jp",
		  "\xFF"
		  "a",
		  2, REPLACED "a", 1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t bad;

		ck_assert_msg(
			!strcmp(converted(vb_str_of(rows[i].in, rows[i].len),
					  rows[i].label, &bad),
				rows[i].want),
			"row %zu", i);
		ck_assert_msg(bad == rows[i].bad, "row %zu: %zu", i, bad);
	}
}
END_TEST

/* Two bytes a character: what iconv encodes comes back. */
START_TEST(iconv__east_asia)
{
	static const struct {
		const char *label, *name, *text;
	} rows[] = {
		{ "big5", "BIG5", "越南社會主義共和國" },
		{ "Big5", "BIG5", "政府" },
		{ "gb2312", "GB2312", "越南社会主义共和国" },
		{ "gbk", "GBK", "越南社會主義" },
		{ "GB18030", "GB18030", "Hội đồng 越南 \xF0\x9F\x87\xBB" },
		{ "shift_jis", "SHIFT_JIS", "ベトナム社会主義共和国" },
		{ "Shift-JIS", "SHIFT_JIS", "ﾍﾞﾄﾅﾑ" },
		{ "euc-jp", "EUC-JP", "ベトナム" },
		{ "EUC-KR", "EUC-KR", "베트남" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct vb_buf in = VB_BUF_INIT(1 << 10);
		size_t bad;

		ck_assert(through_iconv(&in, vb_str_from(rows[i].text),
					rows[i].name, "UTF-8"));
		ck_assert_str_eq(
			converted(vb_buf_str(&in), rows[i].label, &bad),
			rows[i].text);
		ck_assert_uint_eq(bad, 0);
		vb_buf_clear(&in);
	}
}
END_TEST

static const struct {
	const char *label, *name;
} bytewise[] = {
	{ "iso-8859-2", "ISO-8859-2" }, { "ISO_8859-5", "ISO-8859-5" },
	{ "iso-8859-9", "ISO-8859-9" }, { "iso-8859-15", "ISO-8859-15" },
	{ "windows-1250", "CP1250" },	{ "cp1250", "CP1250" },
	{ "windows-1251", "CP1251" },	{ "CP1251", "CP1251" },
	{ "windows-1254", "CP1254" },	{ "cp1254", "CP1254" },
	{ "koi8-r", "KOI8-R" },		{ "macintosh", "MACINTOSH" },
};

/* Every byte as iconv has it, U+FFFD where it has nothing. */
START_TEST(iconv__single_bytes)
{
	for (int i = 0; i < 256; i++) {
		char byte = (char)i;
		struct vb_buf want = VB_BUF_INIT(64);
		bool good = through_iconv(&want, vb_str_of(&byte, 1), "UTF-8",
					  bytewise[_i].name);
		size_t bad;
		const char *got = converted(vb_str_of(&byte, 1),
					    bytewise[_i].label, &bad);

		ck_assert_uint_eq(bad, !good);
		if (!i)
			ck_assert_uint_eq(strlen(got), 0);
		else
			ck_assert_str_eq(got,
					 good ? vb_buf_cstr(&want) : REPLACED);
		vb_buf_clear(&want);
	}
}
END_TEST

/* glibc would open code for a name, or change what it does for a suffix. */
static const char *const refused[] = {
	"",
	"../../x",
	"/etc/passwd",
	"UTF-7",
	"UTF-8//TRANSLIT",
	"UTF-16//IGNORE",
	"BIG5//TRANSLIT",
	"UNICODELITTLE",
	"IBM037",
	"ISO-2022-JP",
	"ISO-2022-CN-EXT",
	"HZ",
	"utf-16lex",
	"utf+16",
	"VISCII",
	"WCHAR_T",
	"char",
	"iso-8859-21",
	"a label that is longer than every name that there is",
};

START_TEST(iconv__refused_labels)
{
	struct vb_buf out = VB_BUF_INIT(100);
	size_t bad = 7;

	ck_assert(!vb_buf_append_cstr(&out, "before"));
	ck_assert_int_eq(vb_charset_iconv(&out, &bad, VB_STR("abc"),
					  vb_str_from(refused[_i])),
			 VB_UNSUPPORTED);
	ck_assert_str_eq(vb_buf_cstr(&out), "before");
	ck_assert_uint_eq(bad, 7);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(iconv__label_with_a_zero)
{
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(vb_charset_iconv(&out, NULL, VB_STR("a\0"),
					  VB_STR("utf-16\0../x")),
			 VB_UNSUPPORTED);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(iconv__too_big)
{
	struct vb_buf out = VB_BUF_INIT(10);
	size_t bad = 3;

	ck_assert(!vb_buf_append_cstr(&out, "before"));
	ck_assert_int_eq(vb_charset_iconv(&out, &bad, VB_STR("a\0b\0c\0d\0e\0"),
					  VB_STR("utf-16le")),
			 VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&out), "before");
	ck_assert_uint_eq(bad, 3);
	ck_assert_int_eq(vb_charset_iconv(&out, &bad, VB_STR("a\0b\0c\0d\0"),
					  VB_STR("utf-16le")),
			 VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "beforeabcd");
	vb_buf_clear(&out);
}
END_TEST

/* More than a block of output, with an error at every place near its end. */
START_TEST(iconv__across_blocks)
{
	static char in[16384], want[3 * 8192 + 8];

	for (size_t at = 1340; at < 1380; at++) {
		size_t bad, n = 0;

		for (size_t i = 0; i < sizeof(in) / 2; i++) {
			/* ộ, and one lone surrogate */
			in[2 * i] = i == at ? '\0' : '\xD9';
			in[2 * i + 1] = i == at ? '\xD8' : '\x1E';
			memcpy(want + n, i == at ? REPLACED : "ộ", 3);
			n += 3;
		}
		want[n] = '\0';
		ck_assert_str_eq(
			converted(vb_str_of(in, sizeof(in)), "utf-16le", &bad),
			want);
		ck_assert_uint_eq(bad, 1);
	}
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("charset iconv");

	tcase_add_test(tests, iconv__wide_units);
	tcase_add_test(tests, iconv__broken_units);
	tcase_add_test(tests, iconv__east_asia);
	tcase_add_loop_test(tests, iconv__single_bytes, 0,
			    (int)(sizeof(bytewise) / sizeof(bytewise[0])));
	tcase_add_loop_test(tests, iconv__refused_labels, 0,
			    (int)(sizeof(refused) / sizeof(refused[0])));
	tcase_add_test(tests, iconv__label_with_a_zero);
	tcase_add_test(tests, iconv__too_big);
	tcase_add_test(tests, iconv__across_blocks);
	return run_tests(tests, "charset iconv");
}
