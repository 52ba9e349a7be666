#include "reading.h"

#include "format/layout.h"
#include "text/charset.h"

static vb_layout *l;

static void start(void)
{
	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	ck_assert_int_eq(vb_layout_open(&l, &record), VB_OK);
}

static void put(const char *font, const char *words)
{
	struct vb_font f = { .name = vb_str_from(font) };

	vb_layout_text(l, vb_str_from(words), &f);
}

static void paragraph(const char *font, const char *words)
{
	vb_layout_begin(l, VB_BLOCK_PARAGRAPH, 0);
	put(font, words);
}

static void finish(void)
{
	ck_assert_int_eq(vb_layout_close(l), VB_OK);
	l = NULL;
}

static const char *block(size_t i)
{
	static char room[256];
	struct vb_str s;

	ck_assert_uint_lt(i, record.n_blocks);
	s = vb_str_sub(record.text, record.blocks[i].from, record.blocks[i].to);
	snprintf(room, sizeof(room), "%d%u:%.*s", (int)record.blocks[i].kind,
		 record.blocks[i].level, VB_STR_ARG(s));
	return room;
}

START_TEST(layout__blocks)
{
	start();
	vb_layout_begin(l, VB_BLOCK_HEADING, 2);
	put("", "  Kỳ họp\tthứ\n");
	put("Arial", " tư ");
	vb_layout_begin(l, VB_BLOCK_PARAGRAPH, 0);
	put("", " \t\n ");
	vb_layout_begin(l, VB_BLOCK_ITEM, 1);
	put("", "- một");
	finish();
	ck_assert_str_eq(text(), "Kỳ họp thứ tư\n- một");
	ck_assert_uint_eq(record.n_blocks, 2);
	ck_assert_str_eq(block(0), "12:Kỳ họp thứ tư");
	ck_assert_str_eq(block(1), "21:- một");
	ck_assert_uint_eq(record.encoding.main, VB_CHARSET_UTF8);
	ck_assert(!record.partial);
}
END_TEST

START_TEST(layout__row)
{
	start();
	vb_layout_begin(l, VB_BLOCK_ROW, 0);
	put("", "Xã");
	vb_layout_cell(l);
	vb_layout_cell(l);
	put("", " 25\nđại biểu ");
	vb_layout_cell(l);
	vb_layout_cell(l);
	vb_layout_begin(l, VB_BLOCK_ROW, 0);
	vb_layout_cell(l);
	vb_layout_cell(l);
	vb_layout_begin(l, VB_BLOCK_ROW, 0);
	vb_layout_cell(l);
	put("", "7");
	finish();
	ck_assert_str_eq(text(), "Xã\t\t25 đại biểu\n\t7");
	ck_assert_uint_eq(record.n_blocks, 2);
	ck_assert_str_eq(block(0), "30:Xã\t\t25 đại biểu");
}
END_TEST

START_TEST(layout__pages)
{
	start();
	vb_layout_begin(l, VB_BLOCK_PAGE, 1);
	put("", "một");
	vb_layout_begin(l, VB_BLOCK_PAGE, 2);
	put("", "hai");
	vb_layout_begin(l, VB_BLOCK_PAGE, 3);
	finish();
	ck_assert_str_eq(text(), "một\nhai");
	ck_assert_uint_eq(record.n_blocks, 5);
	ck_assert_uint_eq(record.blocks[0].from, 0);
	ck_assert_uint_eq(record.blocks[2].from, strlen("một\n"));
	ck_assert_uint_eq(record.blocks[2].level, 2);
	ck_assert_uint_eq(record.blocks[4].from, record.text.len);
	ck_assert_uint_eq(record.blocks[4].to, record.text.len);
}
END_TEST

START_TEST(layout__hidden_and_empty)
{
	struct vb_font hidden = { .hidden = true };

	start();
	put("", "thấy");
	vb_layout_text(l, VB_STR("không"), &hidden);
	vb_layout_text(l, VB_STR(" được"), NULL);
	finish();
	ck_assert_str_eq(text(), "thấy được");
	start();
	finish();
	ck_assert_uint_eq(record.text.len, 0);
	ck_assert_uint_eq(record.n_blocks, 0);
	ck_assert_int_eq(vb_layout_close(NULL), VB_OK);
}
END_TEST

/* Each font's own words; the bytes by the tables of the text's facts. */
static const struct {
	const char *runs[9]; /* font, text, … */
	const char *want;
} fonts[] = {
	{ { ".VnTime", "Héi" }, "Hội" },
	{ { ".VnTime", "Héi ®ång nh©n d©n" }, "Hội đồng nhân dân" },
	{ { ".VnTimeH", "Héi ®ång" }, "HỘI ĐỒNG" },
	{ { "VNI-Times", "Hoäi ñoàng" }, "Hội đồng" },
	/* a word over runs, and over fonts */
	{ { ".VnTime", "H", ".VnTime", "éi" }, "Hội" },
	{ { ".VnTime", "H", "Arial", "é", "Arial", "i hop" }, "Hội hop" },
	{ { "Arial", "hop H", ".VnTime", "éi" }, "hop Hội" },
	{ { "Arial", "(Ho", "VNI-Times", "äi", "Arial", ")" }, "(Hội)" },
	/* old beside good */
	{ { ".VnTime", "Héi ®ång", "Arial", " nhân dân tỉnh" },
	  "Hội đồng nhân dân tỉnh" },
	{ { "Arial", "Xã ", ".VnTime", "x·" }, "Xã xã" },
	{ { "Arial", "hộ", ".VnTime", " hé" }, "hộ hộ" },
	/* made Unicode, and the font is still there */
	{ { ".VnTime", "Hội đồng nhân dân", ".VnTime", " xã Phú Mỹ" },
	  "Hội đồng nhân dân xã Phú Mỹ" },
	/* as some programs keep fonts of symbols */
	{ { ".VnTime", "H\xef\x83\xa9i" }, "Hội" },
	{ { "Symbol", "\xef\x82\xb7", "Arial", " một" }, "• một" },
	{ { "Wingdings", "\xef\x80\xaa", "Arial", "một" }, "một" },
	/* bytes that were read as another encoding, font or none */
	{ { "Arial", "Cá»™ng hÃ²a xÃ£ há»™i" }, "Cộng hòa xã hội" },
	{ { "", "Céng hßa x· héi chñ nghÜa ViÖt Nam" },
	  "Cộng hòa xã hội chủ nghĩa Việt Nam" },
	{ { "Times New Roman", "Crème brûlée, ±5 °C, Müller" },
	  "Crème brûlée, ±5 °C, Müller" },
};

START_TEST(layout__fonts)
{
	const char *const *runs = fonts[_i].runs;

	start();
	for (; *runs; runs += 2)
		put(runs[0], runs[1]);
	finish();
	ck_assert_str_eq(text(), fonts[_i].want);
	ck_assert_uint_eq(record.n_blocks, 1);
	ck_assert_uint_eq(record.blocks[0].to, record.text.len);
}
END_TEST

/* Short lines of an old document are read as the long ones. */
START_TEST(layout__short_lines)
{
	start();
	for (int i = 0; i < 20; i++)
		paragraph(".VnTime", "Héi ®ång nh©n d©n tØnh häp kú thø t­");
	paragraph("Arial", "Héi");
	paragraph(".VnTime", "Hå");
	finish();
	ck_assert(vb_str_ends(record.text, VB_STR("tư\nHội\nHồ")));
	ck_assert_uint_eq(record.encoding.main,
			  VB_DECODING_TWICE + VB_CHARSET_TCVN3);
	ck_assert_uint_gt(record.encoding.valid, 100);
}
END_TEST

/* In a good document a word in a font of old is old, a stray accent is not. */
START_TEST(layout__good_document)
{
	start();
	for (int i = 0; i < 20; i++)
		paragraph("Arial", "Hội đồng nhân dân tỉnh họp kỳ thứ tư");
	paragraph("Arial", "xã Hà Lá");
	paragraph(".VnTime", "x· Hµ L¸");
	finish();
	ck_assert(vb_str_ends(record.text, VB_STR("xã Hà Lá\nxã Hà Lá")));
	ck_assert_uint_eq(record.encoding.main, VB_CHARSET_UTF8);
}
END_TEST

START_TEST(layout__capitals)
{
	struct vb_font caps = { .capitals = true };

	start();
	put("", "Nghị quyết ");
	vb_layout_text(l, VB_STR("về giá đất "), &caps);
	put("", "năm nay ");
	caps.name = VB_STR(".VnTime");
	put(".VnTime", "x· ");
	vb_layout_text(l, VB_STR("x· ®"), &caps);
	put(".VnTime", "å"); /* a word of old is decoded, and raised, whole */
	finish();
	ck_assert_str_eq(text(), "Nghị quyết VỀ GIÁ ĐẤT năm nay xã XÃ ĐỒ");
}
END_TEST

/* Pieces of a letter in different runs become one. */
START_TEST(layout__composed)
{
	start();
	put("Arial", "ho\xcc\xa3");
	put("Tahoma", "\xcc\x82");
	put("", "i \xff\xfe");
	finish();
	ck_assert_str_eq(text(), "hội \xef\xbf\xbd\xef\xbf\xbd");
	ck_assert(record.partial);
	ck_assert_str_eq(record.warning.ptr, "2 places were not UTF-8");
}
END_TEST

START_TEST(layout__nul_and_line_ends)
{
	start();
	vb_layout_text(l,
		       vb_str_of("a\0b\r\nc\xe2\x80\xa8"
				 "d",
				 10),
		       NULL);
	finish();
	ck_assert_str_eq(text(), "a b c d");
}
END_TEST

static void sheet(const char *name, const char *row)
{
	vb_layout_sheet(l, vb_str_from(name));
	if (!*row)
		return;
	vb_layout_begin(l, VB_BLOCK_ROW, 0);
	put("", row);
}

static const struct {
	const char *sheets[6]; /* a name and a row by turns; "" for none */
	const char *want;
	size_t n;
} workbooks[] = {
	{ { "Thu", "a", "Chi", "b" }, "Thu\na\nChi\nb", 4 },
	{ { "Chỉ thị", "a" }, "a", 1 },
	{ { "Sheet1", "a" }, "a", 1 },
	/* of the three that Excel 97 made, two were left empty */
	{ { "Thu", "a", "Sheet2", "", "Sheet3", "" }, "a", 1 },
	{ { "Sheet1", "", "Thu", "a", "Chi", "b" }, "Thu\na\nChi\nb", 4 },
	{ { "Sheet1", "a", "Trang tính2", "b", "Chi", "c" },
	  "a\nb\nChi\nc",
	  4 },
	{ { "Trang_tính1", "a", "Sheet 2", "b" }, "a\nb", 2 },
	{ { "Thu", "a", "Chi", "", "Nợ", "c" }, "Thu\na\nNợ\nc", 4 },
	{ { "", "a", "Sheets", "b" }, "a\nSheets\nb", 3 },
	{ { "Thu", "", "Chi", "" }, "", 0 },
};

START_TEST(layout__names_of_sheets)
{
	const char *const *s = workbooks[_i].sheets;

	start();
	for (size_t i = 0; i < 6 && s[i]; i += 2)
		sheet(s[i], s[i + 1]);
	finish();
	ck_assert_str_eq(text(), workbooks[_i].want);
	ck_assert_uint_eq(record.n_blocks, workbooks[_i].n);
	for (size_t i = 0; i < record.n_blocks; i++) {
		const struct vb_block *b = &record.blocks[i];

		ck_assert_uint_eq(b->level, b->kind == VB_BLOCK_HEADING);
		ck_assert(!b->from || record.text.ptr[b->from - 1] == '\n');
		ck_assert(b->to == record.text.len ||
			  record.text.ptr[b->to] == '\n');
	}
}
END_TEST

/* Many runs, fonts and blocks: linear, and exact at the end. */
START_TEST(layout__many)
{
	static const char *const by[] = { "Arial", ".VnTime", "VNI-Times",
					  ".VnTimeH" };

	start();
	for (int i = 0; i < 400000; i++) {
		if (i % 100000 == 0)
			vb_layout_begin(l, VB_BLOCK_PARAGRAPH, 0);
		put(by[i % 4], "x ");
	}
	finish();
	ck_assert_uint_eq(record.n_blocks, 4);
	ck_assert_uint_eq(record.text.len, 800000 - 1);
	ck_assert(vb_str_starts(record.text, VB_STR("x x x X x")));
}
END_TEST

START_TEST(layout__too_big)
{
	size_t len = 1 << 20;
	char *big = malloc(len);

	memset(big, 'x', len);
	start();
	for (size_t i = 0; i <= VB_FORMAT_TEXT_LIMIT / len; i++)
		vb_layout_text(l, vb_str_of(big, len), NULL);
	vb_layout_begin(l, VB_BLOCK_PARAGRAPH, 0);
	ck_assert_int_eq(vb_layout_close(l), VB_TOO_BIG);
	free(big);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("layout");

	tcase_add_test(tc, layout__blocks);
	tcase_add_test(tc, layout__row);
	tcase_add_test(tc, layout__pages);
	tcase_add_test(tc, layout__hidden_and_empty);
	LOOP(tc, layout__fonts, fonts);
	tcase_add_test(tc, layout__short_lines);
	tcase_add_test(tc, layout__good_document);
	tcase_add_test(tc, layout__capitals);
	tcase_add_test(tc, layout__composed);
	tcase_add_test(tc, layout__nul_and_line_ends);
	LOOP(tc, layout__names_of_sheets, workbooks);
	tcase_add_test(tc, layout__many);
	tcase_add_test(tc, layout__too_big);
	tcase_set_timeout(tc, 60);
	return run("layout", tc);
}
