#include "reading.h"
#include "text/charset.h"

#define HEAD                                                                   \
	"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl"                          \
	"{\\f0\\froman\\fcharset0\\fprq2{\\*\\panose 0202}Times New Roman;}"   \
	"{\\f1\\fnil\\fcharset0 .VnTime;}{\\f2\\fnil\\fcharset0 .VnTimeH;}"    \
	"{\\f3\\fnil\\fcharset2 Symbol;}{\\f4\\fnil\\fcharset163 Arial;}"      \
	"{\\f5\\fnil\\fcharset0 VNI-Times;}"                                   \
	"{\\f6\\fnil\\fcharset128{\\*\\falt Gothic}MS Mincho;}}"               \
	"{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s1 Kieu;}}"

#define BODY(s) HEAD s "}"

static const struct {
	const char *in, *want;
} texts[] = {
	/* Escapes, and what stands for a character. */
	{ BODY("a\\\\b\\{c\\}d\\par"), "a\\b{c}d" },
	{ BODY("a\\~b\\_c\\-d\\endash\\emdash e\\par"), "a b-cd–—e" },
	{ BODY("\\lquote a\\rquote \\ldblquote b\\rdblquote\\par"), "‘a’“b”" },
	{ BODY("a\r\nb\\par"), "ab" },
	/* \u, with what stands for it: one, none, two, a group's own. */
	{ BODY("Ngh\\u7883?\\par"), "Nghị" },
	{ BODY("Ngh\\u7883 \\'3f x\\par"), "Nghị x" },
	{ BODY("\\uc0 Ngh\\u7883 x\\par"), "Nghịx" },
	{ BODY("{\\uc2 t\\u432 ??}n\\u7879?\\par"), "tưnệ" },
	{ BODY("\\u-10179?\\u-8960?\\par"), "\xf0\x9f\x94\x80" },
	{ BODY("\\u3??x\\par"), "?x" }, /* a control is nothing */
	/* Bytes in the font's encoding: TCVN3, its capitals, VNI, CP1258. */
	{ BODY("\\f1 Ngh\\'de quy\\'d5t c\\'f1a H\\'e9i \\'ae\\'e5ng\\par"),
	  "Nghị quyết của Hội đồng" },
	{ BODY("\\f2 ngh\\'de quy\\'d5t\\par"), "NGHỊ QUYẾT" },
	{ BODY("\\f5 Quy\\'ea\\'e1t \\'f1\\'f2nh c\\'fb\\'fba ch\\'ednh "
	       "ph\\'fb\\'fb\\par"),
	  NULL },
	{ BODY("\\f4 \\'d0i\\'eau\\par"), "Điêu" },
	{ BODY("\\f6\\'82\\'a0\\par"), "\xe3\x81\x82" },
	{ BODY("{\\f3\\'b7\\'61} x\\par"), "•α x" },
	/* Two encodings in one paragraph. */
	{ BODY("{\\f1 Ngh\\'de quy\\'d5t} c\\u7911?a {\\f1 H\\'e9i \\'ae"
	       "\\'e5ng} nh\\u226?n d\\u226?n\\par"),
	  "Nghị quyết của Hội đồng nhân dân" },
	/* Paragraphs, lines, sections. */
	{ BODY("a\\line b\\par c\\page d\\sect e"), "a\nb\nc\nd\ne" },
	{ BODY("a\\\nb\\par"), "a\nb" },
	/* What is shown otherwise, or not at all. */
	{ BODY("a{\\v an}{\\deleted bo}b\\par"), "ab" },
	{ BODY("{\\caps ngh\\u7883? quy}\\v0 t\\par"), "NGHỊ QUYt" },
	{ BODY("{\\header d}{\\footerr c}a{\\*\\annotation g}\\par"), "a" },
	{ BODY("{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt a}}b\\par"),
	  "ab" },
	{ BODY("{\\pict\\wmetafile8 00ff}a{\\object{\\*\\objdata 01}"
	       "{\\result b}}\\par"),
	  "ab" },
	{ BODY("{\\*\\shppict{\\pict 00}}{\\nonshppict 11}a\\par"), "a" },
	{ BODY("{\\shp{\\*\\shpinst{\\sp{\\sn n}{\\sv 1}}{\\shptxt o\\par}}"
	       "{\\shprslt o}}a\\par"),
	  "o\na" },
	{ BODY("a\\bin5 }}}}}b\\par"), "ab" },
	{ BODY("{\\*\\khongro x{y}z}a\\khongro2 b\\par"), "ab" },
	/* Notes go behind their paragraph. */
	{ BODY("a{\\footnote {\\chftn} ghi\\par ch\\u250?}b\\par c\\par"),
	  "ab\nghi\nchú\nc" },
	/* Tables: data is a row, what stands side by side is not. */
	{ BODY("\\trowd\\pard\\intbl a\\cell b\\cell c\\cell\\row"
	       "\\trowd\\intbl\\cell d\\par e\\cell\\cell\\row\\pard f\\par"),
	  "a\tb\tc\n\td e\nf" },
	{ BODY("\\trowd\\pard\\intbl CHINH PHU\\par So: 1\\cell CONG HOA\\par "
	       "Doc lap\\cell\\row\\pard a\\par"),
	  "CHINH PHU\nSo: 1\nCONG HOA\nDoc lap\na" },
	/* Not sound. */
	{ BODY("a\\'zzb\\par"), "azzb" },
	{ BODY("a}}}}b\\par"), "ab" },
	{ "{\\rtf1 a{b{c", "abc" },
	{ "{\\rtf1 a\\f99999999999 b\\u99999999999 x", NULL },
	{ "{\\rtf1 a\\bin99999999999 b", "a" },
};

START_TEST(rtf__text)
{
	ck_assert_int_eq(read_as(NULL, vb_str_from(texts[_i].in)), VB_OK);
	if (texts[_i].want)
		ck_assert_str_eq(text(), texts[_i].want);
}
END_TEST

static const struct {
	const char *in;
	enum vb_block_kind kind;
	unsigned level;
} kinds[] = {
	{ BODY("\\pard\\outlinelevel1 a\\par"), VB_BLOCK_HEADING, 2 },
	{ BODY("\\pard\\outlinelevel9 a\\par"), VB_BLOCK_PARAGRAPH, 0 },
	{ BODY("\\outlinelevel1\\pard a\\par"), VB_BLOCK_PARAGRAPH, 0 },
	{ BODY("\\pard\\ls1\\ilvl1{\\listtext\\pard 1.\\tab}a\\par"),
	  VB_BLOCK_ITEM, 2 },
	{ BODY("\\pard\\intbl a\\cell b\\cell c\\cell\\row"), VB_BLOCK_ROW, 0 },
};

START_TEST(rtf__blocks)
{
	ck_assert_int_eq(read_as("rtf", vb_str_from(kinds[_i].in)), VB_OK);
	ck_assert_uint_eq(record.n_blocks, 1);
	ck_assert_int_eq(record.blocks[0].kind, kinds[_i].kind);
	ck_assert_uint_eq(record.blocks[0].level, kinds[_i].level);
	ck_assert_uint_eq(record.blocks[0].from, 0);
	ck_assert_uint_eq(record.blocks[0].to, record.text.len);
}
END_TEST

/* What the program wrote is a guess at best. */
START_TEST(rtf__info)
{
	static const char in[] =
		HEAD "{\\info{\\title Ngh\\'de quy\\'d5t v\\'d2 \\'ae\\'caT}"
		     "{\\author ban}{\\creatim\\yr2004\\mo5\\dy6\\hr1}"
		     "{\\revtim\\yr2005\\mo1\\dy1}}"
		     "\\f1 N\\'e9i dung c\\'f1a ngh\\'de quy\\'d5t\\par}";

	ck_assert_int_eq(read_as(NULL, VB_STR(in)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_AUTHOR), "ban");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2004-05-06");
	ck_assert_int_eq(record.fields[VB_FIELD_DATE].how, VB_HOW_INFERRED);
	ck_assert_str_eq(text(), "Nội dung của nghị quyết");
	ck_assert_uint_eq(record.encoding.main,
			  VB_DECODING_TWICE + VB_CHARSET_TCVN3);
	ck_assert(!record.partial);
}
END_TEST

START_TEST(rtf__cut_off)
{
	ck_assert_int_eq(read_as(NULL, VB_STR(HEAD "mot {hai")), VB_OK);
	ck_assert_str_eq(text(), "mot hai");
	ck_assert(record.partial);
	ck_assert(record.warning.len);
}
END_TEST

START_TEST(rtf__nothing)
{
	ck_assert_int_eq(read_as(NULL, VB_STR(BODY("{\\pict 00}"))),
			 VB_BAD_INPUT);
	ck_assert_str_eq(err.message, "no text in it");
}
END_TEST

/* Groups deeper than the stack share properties, and all text is there. */
START_TEST(rtf__deep)
{
	struct vb_buf in = VB_BUF_INIT(1 << 22);

	ck_assert(!vb_buf_append(&in, VB_STR("{\\rtf1 a")));
	for (int i = 0; i < 100000; i++)
		ck_assert(!vb_buf_append(&in, VB_STR("{")));
	ck_assert(!vb_buf_append(&in, VB_STR("b")));
	for (int i = 0; i < 100000; i++)
		ck_assert(!vb_buf_append(&in, VB_STR("}")));
	ck_assert(!vb_buf_append(&in, VB_STR("c}")));
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&in)), VB_OK);
	ck_assert_str_eq(text(), "abc");
	ck_assert(!record.partial);
	vb_buf_clear(&in);
}
END_TEST

/* A real file, against what its publisher has as Unicode. */
START_TEST(rtf__real)
{
	struct vb_buf bytes = VB_BUF_INIT(1 << 24);
	char path[512];

	if (!data_path(path, sizeof(path),
		       "formats/legacy/tcvn3/2003-A-15.rtf"))
		return;
	ck_assert_int_eq(vb_file_read(&bytes, path, 0, NULL), VB_OK);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&bytes)), VB_OK);
	ck_assert_ptr_nonnull(strstr(text(), "Nghị định"));
	ck_assert_uint_eq(record.encoding.main,
			  VB_DECODING_TWICE + VB_CHARSET_TCVN3);
	ck_assert(!record.partial);
	vb_buf_clear(&bytes);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("rtf");

	LOOP(tc, rtf__text, texts);
	LOOP(tc, rtf__blocks, kinds);
	tcase_add_test(tc, rtf__info);
	tcase_add_test(tc, rtf__cut_off);
	tcase_add_test(tc, rtf__nothing);
	tcase_add_test(tc, rtf__deep);
	tcase_add_test(tc, rtf__real);
	return run("format/rtf", tc);
}
