/*
 * What encodings, decodings and fonts are called, and where text is cut into
 * pieces.
 */
#include "help.h"

#include <string.h>

#include "text/charset.h"

START_TEST(charset__pieces)
{
	char long_piece[300];

	ck_assert_uint_eq(vb_piece_end(VB_STR("h\xE9i nghi")), 3);
	ck_assert_uint_eq(vb_piece_end(VB_STR(" \t\n- a")), 5);
	ck_assert_uint_eq(vb_piece_end(VB_STR_EMPTY), 0);
	ck_assert(vb_piece_is_glue(VB_STR(" ,")));
	ck_assert(!vb_piece_is_glue(VB_STR("a ")));
	/* no piece is longer, and all bytes belong to one */
	for (int c = 0; c < 256; c++) {
		struct vb_str rest = { long_piece, sizeof(long_piece) };

		memset(long_piece, c, sizeof(long_piece));
		while (rest.len) {
			size_t n = vb_piece_end(rest);

			ck_assert_uint_gt(n, 0);
			ck_assert_uint_le(n, VB_PIECE_BYTES);
			rest = vb_str_skip(rest, n);
		}
	}
	/* a character is not cut */
	for (size_t i = 0; i < sizeof(long_piece); i++)
		long_piece[i] = "ộ"[i % 3];
	ck_assert_uint_eq(vb_piece_end(vb_str_of(long_piece, 300)) % 3, 0);
}
END_TEST

START_TEST(charset__names)
{
	static const struct {
		const char *name;
		enum vb_charset want;
	} cases[] = {
		{ "TCVN3", VB_CHARSET_TCVN3 },
		{ "ABC", VB_CHARSET_TCVN3 },
		{ "tcvn-3", VB_CHARSET_TCVN3 },
		{ "VNI-Windows", VB_CHARSET_VNI },
		{ "VNI", VB_CHARSET_VNI },
		{ "x-viet-vps", VB_CHARSET_VPS },
		{ "VISCII", VB_CHARSET_VISCII },
		{ "viscii1.1-1", VB_CHARSET_VISCII },
		{ "csVISCII", VB_CHARSET_VISCII },
		{ "windows-1258", VB_CHARSET_CP1258 },
		{ "CP 1258", VB_CHARSET_CP1258 },
		{ "x-viet-tcvn5712", VB_CHARSET_TCVN5712 },
		{ "TCVN5712-1", VB_CHARSET_TCVN5712 },
		{ "TCVN5712-1:1993", VB_CHARSET_TCVN5712 },
		{ "BKHCM2", VB_CHARSET_BKHCM2 },
		{ "ISO-8859-1", VB_CHARSET_CP1252 },
		{ "windows-1252", VB_CHARSET_CP1252 },
		{ "VIQR", VB_CHARSET_VIQR },
		{ "csVIQR", VB_CHARSET_VIQR },
		{ "UTF-8", VB_CHARSET_UTF8 },
		{ "us-ascii", VB_CHARSET_UTF8 },
		{ "UTF-16", VB_CHARSET_UTF16 },
		{ "ncr", VB_CHARSET_NCR },
		{ "", VB_CHARSET_COUNT },
		{ "klingon", VB_CHARSET_COUNT },
		{ "tcvn33", VB_CHARSET_COUNT },
		{ "utf", VB_CHARSET_COUNT },
		{ "big5", VB_CHARSET_COUNT },
		{ "../tcvn4", VB_CHARSET_COUNT },
		{ "tcvn3, or something much longer", VB_CHARSET_COUNT },
		{ "this name is longer than any buffer utf-8",
		  VB_CHARSET_COUNT },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(vb_charset_by_name(vb_str_from(cases[i].name)) ==
				      cases[i].want,
			      "%s", cases[i].name);
}
END_TEST

START_TEST(charset__fonts)
{
	static const struct {
		const char *font;
		enum vb_charset want;
		bool capitals;
	} cases[] = {
		{ ".VnTime", VB_CHARSET_TCVN3, false },
		{ ".VnTimeH", VB_CHARSET_TCVN3, true },
		{ ".VnArialH", VB_CHARSET_TCVN3, true },
		{ ".vntime", VB_CHARSET_TCVN3, false },
		{ ".VnArial NarrowH", VB_CHARSET_TCVN3, true },
		{ "VNI-Times", VB_CHARSET_VNI, false },
		{ "VNI-Helve-Condense", VB_CHARSET_VNI, false },
		{ "VPS Times", VB_CHARSET_VPS, false },
		{ "VI Times", VB_CHARSET_VISCII, false },
		{ "Arial", VB_CHARSET_UTF8, false },
		{ "Times New Roman", VB_CHARSET_UTF8, false },
		{ "TimesH", VB_CHARSET_UTF8, false },
		{ "Viner Hand ITC", VB_CHARSET_UTF8, false },
		{ "Vivaldi", VB_CHARSET_UTF8, false },
		{ "", VB_CHARSET_UTF8, false },
		{ ".", VB_CHARSET_UTF8, false },
		{ ".Vn", VB_CHARSET_UTF8, false },
		{ "V", VB_CHARSET_UTF8, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct vb_str font = vb_str_from(cases[i].font);
		bool capitals = !cases[i].capitals;

		ck_assert_msg(vb_charset_of_font(font, &capitals) ==
				      cases[i].want,
			      "%s", cases[i].font);
		ck_assert(capitals == cases[i].capitals);
		ck_assert_int_eq((int)vb_charset_of_font(font, NULL),
				 (int)cases[i].want);
	}
}
END_TEST

START_TEST(charset__decoding_names)
{
	for (unsigned i = 0; i < VB_DECODING_COUNT; i++) {
		const char *name = vb_decoding_name(i);

		ck_assert_ptr_nonnull(name);
		for (unsigned k = 0; k < i; k++)
			ck_assert_str_ne(name, vb_decoding_name(k));
		/* what has a name of its own is found by it */
		if (i < VB_DECODING_TWICE)
			ck_assert_uint_eq(vb_charset_by_name(vb_str_from(name)),
					  i);
	}
	ck_assert_str_eq(vb_decoding_name(VB_DECODING_TWICE + VB_CHARSET_VNI),
			 "vni read as windows-1252");
	ck_assert_ptr_nonnull(vb_decoding_name(VB_DECODING_COUNT));
	ck_assert_ptr_nonnull(vb_decoding_name(~0u));
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("charset names");

	tcase_add_test(tests, charset__pieces);
	tcase_add_test(tests, charset__names);
	tcase_add_test(tests, charset__fonts);
	tcase_add_test(tests, charset__decoding_names);
	return run_tests(tests, "charset names");
}
