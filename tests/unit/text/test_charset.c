/*
 * The tables of the old encodings against glibc's iconv and against the file
 * they are made from, and what is read without a table.
 */
#include "letters.h"

#include <errno.h>

static const struct {
	enum vb_charset charset;
	const char *name;
} peers[] = {
	{ VB_CHARSET_VISCII, "VISCII" },
	{ VB_CHARSET_CP1258, "CP1258" },
	{ VB_CHARSET_TCVN5712, "TCVN5712-1" },
};
#define PEERS ((int)(sizeof(peers) / sizeof(peers[0])))

/* `in` in one decoding, as a C string; "(never)" if it cannot be. */
static const char *decoded(struct vb_str in, unsigned decoding)
{
	static char out[4][VB_PIECE_ROOM + 1];
	static unsigned next;
	char *room = out[next++ & 3];
	size_t n = vb_piece_decode(room, in, decoding);

	if (n == VB_NPOS)
		return "(never)";
	MUST(n <= VB_PIECE_ROOM);
	room[n] = '\0';
	return room;
}

static const char *decoded_cstr(const char *in, unsigned decoding)
{
	return decoded(vb_str_from(in), decoding);
}

START_TEST(charset__iconv_encodes)
{
	const struct letter_row *rows = letters_table();

	for (size_t i = 0; i < LETTERS; i++) {
		struct vb_buf bytes = VB_BUF_INIT(64);

		ck_assert(through_iconv(&bytes, vb_str_from(rows[i].utf8),
					peers[_i].name, "UTF-8"));
		ck_assert_str_eq(decoded(vb_buf_str(&bytes), peers[_i].charset),
				 rows[i].utf8);
		vb_buf_clear(&bytes);
	}
}
END_TEST

/* Keeps one converter open: 65,792 calls. */
static uint32_t peer_letter(iconv_t cd, struct vb_str in)
{
	uint32_t codes[8] = { 0 };
	char *from = (char *)in.ptr, *to = (char *)codes;
	size_t left = in.len, room = sizeof(codes);

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 ||
	    iconv(cd, NULL, NULL, &to, &room) == (size_t)-1)
		return 0;
	return room == sizeof(codes) - 4 && letter_of(codes[0]) ? codes[0] : 0;
}

START_TEST(charset__iconv_decodes)
{
	iconv_t cd = iconv_open("UTF-32LE", peers[_i].name);
	size_t found = 0;

	ck_assert_ptr_ne(cd, (iconv_t)-1);
	for (unsigned i = 0; i < 0x10100; i++) {
		/* all single bytes, then all pairs */
		char bytes[2] = { (char)(i < 256 ? i : (i - 256) >> 8),
				  (char)(i - 256) };
		struct vb_str in = vb_str_of(bytes, i < 256 ? 1 : 2);
		uint32_t code = peer_letter(cd, in);

		if (!code)
			continue;
		found++;
		ck_assert_str_eq(decoded(in, peers[_i].charset),
				 letter_of(code)->utf8);
	}
	iconv_close(cd);
	/* all of VISCII are single; of the others some have two spellings */
	ck_assert_uint_ge(found, LETTERS);
}
END_TEST

START_TEST(charset__every_letter_of_the_file)
{
	const struct letter_row *rows = letters_table();
	enum vb_charset charset = columns[_i];
	size_t found = 0;

	for (size_t i = 0; i < LETTERS; i++) {
		size_t n = rows[i].in[charset].n;
		char in[32], want[32];

		if (!n)
			continue;
		found++;
		snprintf(in, sizeof(in), "th%.*sng", (int)n,
			 rows[i].in[charset].bytes);
		snprintf(want, sizeof(want), "th%.7sng", rows[i].utf8);
		ck_assert_str_eq(decoded_cstr(in, charset), want);
		/* "a." alone may be the end of a sentence: see test_viqr */
		if (charset != VB_CHARSET_VIQR)
			ck_assert_str_eq(
				decoded(vb_str_of(rows[i].in[charset].bytes, n),
					charset),
				rows[i].utf8);
	}
	/* TCVN3 has ĂÂĐÊÔƠƯ and the small letters */
	ck_assert_uint_eq(found, charset == VB_CHARSET_TCVN3 ? 74 : LETTERS);
}
END_TEST

/* Letters in a row: the bytes of one must not reach into the next. */
START_TEST(charset__letters_side_by_side)
{
	const struct letter_row *rows = letters_table();
	enum vb_charset charset = columns[_i];

	for (size_t i = 0; i < LETTERS && charset != VB_CHARSET_VIQR; i++) {
		struct vb_buf in = VB_BUF_INIT(256), want = in;

		for (size_t k = 0; k < 8; k++) {
			const struct letter_row *r =
				&rows[(i + k * k) % LETTERS];

			if (!r->in[charset].n)
				continue;
			ck_assert(!vb_buf_append(&in,
						 vb_str_of(r->in[charset].bytes,
							   r->in[charset].n)));
			ck_assert(!vb_buf_append_cstr(&want, r->utf8));
		}
		ck_assert_str_eq(decoded(vb_buf_str(&in), charset),
				 vb_buf_cstr(&want));
		vb_buf_clear(&in);
		vb_buf_clear(&want);
	}
}
END_TEST

START_TEST(charset__ascii_is_ascii)
{
	char in[2] = "", want[2] = "";

	for (char c = ' '; c < 0x7F; c++) {
		in[0] = want[0] = c;
		ck_assert_str_eq(decoded_cstr(in, columns[_i]), want);
	}
}
END_TEST

/* Marks of Unicode, and of the encodings that have them, ngang first. */
static const struct {
	uint32_t code;
	unsigned char cp1258, tcvn5712;
} marks[] = {
	{ 0x300, 0xCC, 0xB0 }, { 0x309, 0xD2, 0xB1 }, { 0x303, 0xDE, 0xB2 },
	{ 0x301, 0xEC, 0xB3 }, { 0x323, 0xF2, 0xB4 },
};

/* The bytes of a letter without its tone, then the mark of that. */
static bool base_and_mark(char out[8], const struct letter_row *row,
			  enum vb_charset charset)
{
	utf8proc_int32_t parts[4];
	utf8proc_ssize_t n =
		utf8proc_decompose_char((utf8proc_int32_t)row->code, parts, 4,
					UTF8PROC_DECOMPOSE, NULL);
	char rest[16] = "", *base;
	unsigned char mark = 0;
	size_t len = 0;

	for (utf8proc_ssize_t k = 0; k < n; k++) {
		size_t m = 0;

		while (m < 5 && marks[m].code != (uint32_t)parts[k])
			m++;
		if (m < 5)
			mark = charset == VB_CHARSET_CP1258 ? marks[m].cp1258 :
							      marks[m].tcvn5712;
		else
			len += vb_utf8_encode(rest + len, (uint32_t)parts[k]);
	}
	if (!mark)
		return false;
	base = peer_nfc(rest);
	if (base[1]) {
		uint32_t code;

		vb_utf8_decode(&code, vb_str_from(base));
		snprintf(out, 8, "%.4s%c", letter_of(code)->in[charset].bytes,
			 mark);
	} else {
		snprintf(out, 8, "%.4s%c", base, mark);
	}
	free(base);
	return true;
}

START_TEST(charset__base_and_mark)
{
	static const enum vb_charset with_marks[] = { VB_CHARSET_CP1258,
						      VB_CHARSET_TCVN5712 };
	const struct letter_row *rows = letters_table();
	size_t found = 0;

	for (size_t i = 0; i < LETTERS; i++) {
		char in[8], word[16], want[16];

		if (!base_and_mark(in, &rows[i], with_marks[_i]))
			continue;
		found++;
		ck_assert_str_eq(decoded_cstr(in, with_marks[_i]),
				 rows[i].utf8);
		snprintf(word, sizeof(word), "h%.7snh", in);
		snprintf(want, sizeof(want), "h%.7snh", rows[i].utf8);
		ck_assert_str_eq(decoded_cstr(word, with_marks[_i]), want);
	}
	ck_assert_uint_eq(found, 120);
}
END_TEST

/* The eight that CP1258 has composed too, é as glibc writes it. */
START_TEST(charset__cp1258_composed)
{
	ck_assert_str_eq(decoded_cstr("\xE0\xC0\xE1\xC1\xE8\xC8\xE9\xC9",
				      VB_CHARSET_CP1258),
			 "àÀáÁèÈéÉ");
	ck_assert_str_eq(decoded_cstr("\xED\xCD\xF3\xD3\xF9\xD9\xFA\xDA",
				      VB_CHARSET_CP1258),
			 "íÍóÓùÙúÚ");
	ck_assert_str_eq(decoded_cstr("qu\xEA\xEC", VB_CHARSET_CP1258), "quế");
	ck_assert_str_eq(decoded_cstr("\xC2\xD2m", VB_CHARSET_CP1258), "Ẩm");
}
END_TEST

/* A typist with CapsLock off after the letter: capital, small mark. */
START_TEST(charset__vni_small_mark_after_capital)
{
	const struct letter_row *rows = letters_table();
	size_t found = 0;

	for (size_t i = 0; i < LETTERS; i++) {
		char in[4] = "";

		if (rows[i].in[VB_CHARSET_VNI].n != 2 ||
		    small_of(rows[i].code) == rows[i].code)
			continue;
		memcpy(in, rows[i].in[VB_CHARSET_VNI].bytes, 2);
		in[1] = (char)((unsigned char)in[1] | 0x20);
		ck_assert_str_eq(decoded_cstr(in, VB_CHARSET_VNI),
				 rows[i].utf8);
		found++;
	}
	/* 67 capitals, eight of which are one byte */
	ck_assert_uint_eq(found, 67 - 9);
}
END_TEST

START_TEST(charset__words)
{
	static const struct {
		enum vb_charset charset;
		const char *in, *want;
	} cases[] = {
		{ VB_CHARSET_TCVN3, "C\xE9ng", "Cộng" },
		{ VB_CHARSET_TCVN3,
		  "h\xDF"
		  "a",
		  "hòa" },
		{ VB_CHARSET_TCVN3, "\x93x\xB7\x94", "“xã”" },
		{ VB_CHARSET_TCVN3, "t\xAD\x96\xAE\xB9i", "tư–đại" },
		{ VB_CHARSET_VNI, "Co\xE4ng", "Cộng" },
		{ VB_CHARSET_VNI,
		  "ho\xF8"
		  "a",
		  "hòa" },
		{ VB_CHARSET_VNI, "\xF1\xF6\xF4\xF8ng", "đường" },
		{ VB_CHARSET_VNI, "NG\xD6\xD4\xD8I", "NGƯỜI" },
		{ VB_CHARSET_VNI, "k\xEE", "kỵ" },
		{ VB_CHARSET_BKHCM2, "Vi\xEF\xE5t", "Việt" },
		{ VB_CHARSET_BKHCM2, "VI\xCF\xC5T", "VIỆT" },
		{ VB_CHARSET_BKHCM2, "\xE0\xFB\xFA\xE2ng", "đường" },
		{ VB_CHARSET_BKHCM2, "N\xF6\xE5i", "Nội" },
		{ VB_CHARSET_VISCII, "Vi\xAEt", "Việt" },
		{ VB_CHARSET_VPS, "Vi\x8Ct", "Việt" },
		{ VB_CHARSET_VPS, "\x03P", "ẬP" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(decoded_cstr(cases[i].in, cases[i].charset),
				 cases[i].want);
}
END_TEST

START_TEST(charset__every_letter_as_reference)
{
	static const char *const forms[] = { "&#%u;", "&#x%X;", "&#x%x;",
					     "&#X%X;", "&#0%u;" };
	const struct letter_row *rows = letters_table();

	for (size_t i = 0; i < LETTERS; i++) {
		char in[32], want[32];
		size_t n = 2;

		memcpy(in, "th", 3);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		n += (size_t)snprintf(in + n, sizeof(in) - n, forms[_i],
				      rows[i].code);
#pragma GCC diagnostic pop
		memcpy(in + n, "ng", 3);
		snprintf(want, sizeof(want), "th%.7sng", rows[i].utf8);
		ck_assert_str_eq(decoded_cstr(in, VB_CHARSET_NCR), want);
	}
}
END_TEST

/* Broken or of ASCII: not touched. */
static const char *const no_references[] = {
	"&#;",	    "&#x;",	"&#7897",     "&#x1ED9",
	"&#xD800;", "&#57343;", "&#1114112;", "&#x110000;",
	"&#65;",    "&#60;",	"&amp;",      "&#99999999999999999999;",
	"&#-7897;", "&#7 897;", "&#xx1ED9;",  "&#789`;",
	"&#789@;",  "&#x1ED`;", "&#x1EDG;",   "&#",
	"&",	    "&#x",	"&# 7897;",   "& #7897;",
	"&#0;",	    "&#127;",	"&#12ab;",
};

START_TEST(charset__broken_references)
{
	const char *in = no_references[_i];
	char with[64], want[64];

	ck_assert_str_eq(decoded_cstr(in, VB_CHARSET_NCR), "(never)");
	snprintf(with, sizeof(with), "%.40s.&#7897;", in);
	snprintf(want, sizeof(want), "%.40s.ộ", in);
	ck_assert_str_eq(decoded_cstr(with, VB_CHARSET_NCR), want);
}
END_TEST

START_TEST(charset__pdf_shift)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "dӳ", "dữ" },	  { "liӋu", "liệu" }, { "tiӃng", "tiếng" },
		{ "mҧ", "mả" },	  { "mҥ", "mạ" },     { "hӝi", "hội" },
		{ "chӫ", "chủ" }, { "tѭ", "tư" },     { "nghƭ", "nghĩ" },
		{ "ѪN", "ƠN" },	  { "ѫn", "ơn" },     { "ѬU", "ƯU" },
		{ "ÿӝi", "đội" }, { "ĈiӅu", "Điều" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(decoded_cstr(cases[i].in, VB_CHARSET_PDFSHIFT),
				 cases[i].want);
	for (uint32_t code = 0x1EA0; code <= 0x1EF9; code++) {
		char in[5] = "", want[5] = "";

		vb_utf8_encode(in, code - 0x19FC);
		vb_utf8_encode(want, code);
		ck_assert_str_eq(decoded_cstr(in, VB_CHARSET_PDFSHIFT), want);
	}
	ck_assert_str_eq(decoded_cstr("liệu", VB_CHARSET_PDFSHIFT), "(never)");
}
END_TEST

/* Every letter in every table, read as Western and kept as UTF-8. */
START_TEST(charset__twice)
{
	const struct letter_row *rows = letters_table();

	for (size_t k = 0; k < 2 * LETTERS * COLUMNS; k++) {
		const struct letter_row *row = &rows[k / 2 % LETTERS];
		enum vb_charset charset = columns[k / 2 / LETTERS];
		struct vb_buf in = VB_BUF_INIT(64);
		char word[32], want[32];

		if (charset == VB_CHARSET_VIQR || !row->in[charset].n)
			continue;
		snprintf(word, sizeof(word), "th%.*sng",
			 (int)row->in[charset].n, row->in[charset].bytes);
		snprintf(want, sizeof(want), "th%.7sng", row->utf8);
		read_as_western(&in, vb_str_from(word), k & 1);
		ck_assert_str_eq(
			decoded(vb_buf_str(&in), VB_DECODING_TWICE + charset),
			want);
		vb_buf_clear(&in);
	}
}
END_TEST

START_TEST(charset__utf8_twice)
{
	const struct letter_row *rows = letters_table();

	for (size_t i = 0; i < 2 * LETTERS; i++) {
		struct vb_buf once = VB_BUF_INIT(64), again = once;
		char want[16];

		snprintf(want, sizeof(want), "h%.7snh", rows[i / 2].utf8);
		read_as_western(&once, vb_str_from(want), i & 1);
		ck_assert_str_eq(decoded(vb_buf_str(&once),
					 VB_DECODING_TWICE + VB_CHARSET_UTF8),
				 want);
		/* and a second time */
		read_as_western(&again, vb_buf_str(&once), i & 1);
		ck_assert_str_eq(decoded(vb_buf_str(&again),
					 VB_DECODING_TWICE + VB_CHARSET_UTF8),
				 want);
		vb_buf_clear(&once);
		vb_buf_clear(&again);
	}
}
END_TEST

START_TEST(charset__utf8_twice_with_bytes_lost)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		/* à is C3 A0, and trimming takes a no-break space away */
		{ "lÃ", "là" },
		{ "vÃ", "và" },
		/* í is C3 AD, ử E1 BB AD, ậ E1 BA AD: a soft hyphen */
		{ "chÃnh", "chính" },
		{ "tÃnh", "tính" },
		{ "sá»a", "sửa" },
		{ "cá»", "cử" },
		{ "cáºp", "cập" },
		{ "luáºt", "luật" },
		{ "thuáºn", "thuận" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(
			decoded_cstr(cases[i].in,
				     VB_DECODING_TWICE + VB_CHARSET_UTF8),
			cases[i].want);
}
END_TEST

/* What Windows-1252 has not cannot have been read as that. */
START_TEST(charset__not_twice)
{
	static const char *const cases[] = { "Cộng", "đ",    "ế",    "д",
					     "中",   "\xFF", "a\xC3" };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (unsigned d = VB_DECODING_TWICE; d < VB_DECODING_COUNT; d++)
			ck_assert_str_eq(decoded_cstr(cases[i], d), "(never)");
}
END_TEST

START_TEST(charset__stray_windows_punctuation)
{
	ck_assert_str_eq(decoded_cstr("\x93h\xE1\xBB\x99i\x94", 0), "“hội”");
	ck_assert_str_eq(decoded_cstr("n\xC3\xB3i\x85", 0), "nói…");
	ck_assert_str_eq(decoded_cstr("\x91"
				      "a\x92\x96"
				      "b\x97",
				      0),
			 "‘a’–b—");
	ck_assert_str_eq(decoded_cstr("a\xE9", 0), "(never)");
	ck_assert_str_eq(decoded_cstr("a\x80", 0), "(never)");
	ck_assert_str_eq(decoded_cstr("hội", 0), "hội");
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("charset");

	tcase_add_loop_test(tests, charset__iconv_encodes, 0, PEERS);
	tcase_add_loop_test(tests, charset__iconv_decodes, 0, PEERS);
	tcase_add_loop_test(tests, charset__every_letter_of_the_file, 0,
			    COLUMNS);
	tcase_add_loop_test(tests, charset__letters_side_by_side, 0, COLUMNS);
	tcase_add_loop_test(tests, charset__ascii_is_ascii, 0, COLUMNS);
	tcase_add_loop_test(tests, charset__base_and_mark, 0, 2);
	tcase_add_test(tests, charset__cp1258_composed);
	tcase_add_test(tests, charset__vni_small_mark_after_capital);
	tcase_add_test(tests, charset__words);
	tcase_add_loop_test(tests, charset__every_letter_as_reference, 0, 5);
	tcase_add_loop_test(
		tests, charset__broken_references, 0,
		(int)(sizeof(no_references) / sizeof(no_references[0])));
	tcase_add_test(tests, charset__pdf_shift);
	tcase_add_test(tests, charset__twice);
	tcase_add_test(tests, charset__utf8_twice);
	tcase_add_test(tests, charset__utf8_twice_with_bytes_lost);
	tcase_add_test(tests, charset__not_twice);
	tcase_add_test(tests, charset__stray_windows_punctuation);
	return run_tests(tests, "charset");
}
