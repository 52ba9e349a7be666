/*
 * PDF. The first half puts words where the programs would have found them;
 * the second makes files and has the real programs read them, where they are
 * installed.
 */
#include "reading.h"

#include "format/convert.h"
#include "format/ocr.h"
#include "format/pdf.h"
#include "format/pdf_info.h"
#include "pdf_make.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *const kinds[] = { "p",	"h",	"i",   "row",
				     "caption", "note", "page" };

/* The record's blocks as lines: "h1 NGHỊ QUYẾT". */
static const char *blocks(void)
{
	static char out[1 << 16];
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < record.n_blocks; i++) {
		const struct vb_block *b = &record.blocks[i];

		n += (size_t)snprintf(
			out + n, sizeof(out) - n, "%s%s%.0u%s%.*s",
			i ? "\n" : "", kinds[b->kind], b->level,
			b->kind == VB_BLOCK_PAGE ? "" : " ",
			(int)(b->to - b->from), record.text.ptr + b->from);
		ck_assert_uint_lt(n, sizeof(out));
	}
	return out;
}

static void write_pdf(struct vb_pdf *pdf)
{
	vb_layout *layout;

	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	ck_assert_int_eq(vb_pdf_decode(pdf), VB_OK);
	ck_assert_int_eq(vb_layout_open(&layout, &record), VB_OK);
	ck_assert_int_eq(vb_pdf_write(layout, pdf), VB_OK);
	ck_assert_int_eq(vb_layout_close(layout), VB_OK);
}

static void write_xhtml(struct vb_str xhtml)
{
	struct vb_pdf pdf = VB_PDF_INIT;

	ck_assert_int_eq(vb_pdf_parse(&pdf, xhtml), VB_OK);
	write_pdf(&pdf);
	vb_pdf_clear(&pdf);
}

static const char *laid_out(const struct put *puts, size_t n, unsigned pages)
{
	struct vb_buf xhtml = VB_BUF_INIT(1 << 22);

	make_bbox(&xhtml, puts, n, pages);
	write_xhtml(vb_buf_str(&xhtml));
	vb_buf_clear(&xhtml);
	return blocks();
}

/* The letterhead, whose columns stand beside each other, and the title. */
static const struct put letterhead[] = {
	{ 1, 60, 50, 10, "HỘI ĐỒNG NHÂN DÂN" },
	{ 1, 250, 50, 10, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" },
	{ 1, 80, 64, 10, "TỈNH TÂY NINH" },
	{ 1, 280, 64, 10, "Độc lập - Tự do - Hạnh phúc" },
	{ 1, 90, 78, 10, "__________" },
	{ 1, 80, 92, 10, "Số: 05/NQ-HĐND" },
	{ 1, 260, 92, 10, "Tây Ninh, ngày 26 tháng 11 năm 2025" },
	{ 1, 270, 130, 10, "NGHỊ QUYẾT" },
	{ 1, 180, 144, 10, "Về kế hoạch phát triển kinh tế - xã hội năm" },
	{ 1, 280, 158, 10, "2026 của tỉnh" },
	{ 1, 80, 190, 10,
	  "Căn cứ Luật Tổ chức chính quyền địa phương ngày "
	  "16 tháng 6 năm nghị" },
	{ 1, 50, 204, 10, "quyết 2025;" },
	{ 1, 80, 218, 10, "Xét Tờ trình số 78/TTr-UBND ngày 05 tháng 11 năm." },
	{ 1, 185, 246, 10, "QUYẾT NGHỊ:" },
	{ 1, 80, 270, 10, "Điều 1. Thông qua chỉ tiêu" },
	{ 1, 80, 284, 10,
	  "1. Tốc độ tăng trưởng của tỉnh trong năm 2026 theo "
	  "quy định tại khoản" },
	{ 1, 50, 298, 10,
	  "2 Điều này là mười phần trăm, thu ngân sách nhà "
	  "nước tăng thêm, và các" },
	{ 1, 50, 312, 10, "chỉ tiêu khác." },
	{ 1, 80, 326, 10, "a) Công nghiệp;" },
	{ 1, 80, 340, 10, "b) Nông nghiệp." },
	{ 1, 80, 354, 10, "- Lúa gạo;" },
	{ 1, 80, 368, 10, "+ Lúa mùa." },
};

START_TEST(pdf__official_document)
{
	ck_assert_str_eq(
		laid_out(letterhead, COUNT(letterhead), 1),
		"page1\n"
		"p HỘI ĐỒNG NHÂN DÂN\n"
		"p TỈNH TÂY NINH\n"
		"p Số: 05/NQ-HĐND\n"
		"p CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
		"p Độc lập - Tự do - Hạnh phúc\n"
		"p Tây Ninh, ngày 26 tháng 11 năm 2025\n"
		"h1 NGHỊ QUYẾT\n"
		"p Về kế hoạch phát triển kinh tế - xã hội năm 2026 của tỉnh\n"
		"p Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 "
		"năm nghị quyết 2025;\n"
		"p Xét Tờ trình số 78/TTr-UBND ngày 05 tháng 11 năm.\n"
		"h2 QUYẾT NGHỊ:\n"
		"h6 Điều 1. Thông qua chỉ tiêu\n"
		"p 1. Tốc độ tăng trưởng của tỉnh trong năm 2026 theo quy định "
		"tại khoản 2 Điều này là mười phần trăm, thu ngân sách nhà "
		"nước tăng thêm, và các chỉ tiêu khác.\n"
		"p a) Công nghiệp;\n"
		"p b) Nông nghiệp.\n"
		"i1 - Lúa gạo;\n"
		"i2 + Lúa mùa.");
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "05/NQ-HĐND");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2025-11-26");
	ck_assert_str_eq(value(VB_FIELD_ISSUER),
			 "Hội đồng nhân dân tỉnh Tây Ninh");
}
END_TEST

#define HEAD(page, text)                                                       \
	{                                                                      \
		page, 200, 30, 10, text                                        \
	}
#define BODY                                                                   \
	"Các đơn vị trực thuộc thực hiện nghiêm túc kế hoạch này và báo cáo"

/* Heads of a gazette, with the number left or right, and feet of others. */
static const struct put running[] = {
	HEAD(1, "CÔNG BÁO/Số 12 + 13/Ngày 05-3-2024"),
	{ 1, 540, 30, 10, "1" },
	{ 1, 50, 100, 10, BODY },
	{ 1, 50, 114, 10, "kết quả thực" },
	{ 1, 290, 780, 10, "- 1 -" },
	HEAD(2, "CÔNG BÁO/Số 12 + 13/Ngày 05-3-2024"),
	{ 2, 50, 30, 10, "2" },
	{ 2, 50, 100, 10, "Năm 2024 là năm bản lề." },
	{ 2, 290, 780, 10, "- 2 -" },
	HEAD(3, "CÔNG BÁO/Số 12 + 13/Ngày 05-3-2024"),
	{ 3, 540, 30, 10, "3" },
	{ 3, 50, 100, 10, "Điều 9. Số 2024" },
	{ 3, 290, 780, 10, "- 3 -" },
};

START_TEST(pdf__running_heads_go)
{
	ck_assert_str_eq(laid_out(running, COUNT(running), 3),
			 "page1\np " BODY " kết quả thực\n"
			 "page2\np Năm 2024 là năm bản lề.\n"
			 "page3\nh6 Điều 9. Số 2024");
	/* one page alone keeps all: nothing tells a head from a title */
	ck_assert_str_eq(laid_out(running, 4, 1),
			 "page1\nrow CÔNG BÁO/Số 12 + 13/Ngày 05-3-2024\t1\n"
			 "p " BODY " kết quả thực");
}
END_TEST

static const struct put all_alike[] = {
	{ 1, 50, 30, 10, "Phong trào bình dân học vụ." },
	{ 2, 50, 30, 10, "Phong trào bình dân học vụ." },
	{ 3, 50, 30, 10, "Phong trào bình dân học vụ." },
};

START_TEST(pdf__pages_all_alike_stay)
{
	const char *got = laid_out(all_alike, COUNT(all_alike), 3);
	int found = 0;

	while ((got = strstr(got, all_alike[0].text))) {
		found++;
		got++;
	}
	ck_assert_int_eq(found, 3);
}
END_TEST

#define LONG1 "Ủy ban nhân dân các cấp có trách nhiệm tổ chức thực hiện nghị"
#define LONG2 "quyết này trong phạm vi nhiệm vụ, quyền hạn được giao theo quy"

static const struct put over_pages[] = {
	{ 1, 50, 700, 10, LONG1 },
	{ 1, 50, 714, 10, LONG2 },
	{ 1, 80, 760, 8, "1 Theo Luật năm 2015." },
	{ 2, 50, 50, 10, "định của pháp luật." },
	{ 2, 80, 64, 10, "Điều 2. Hiệu lực" },
	{ 2, 80, 78, 10, "Nghị quyết có hiệu lực từ ngày ký." },
	{ 2, 50, 92, 10, LONG2 },
	{ 2, 50, 106, 10, LONG2 },
};

START_TEST(pdf__paragraph_over_pages)
{
	ck_assert_str_eq(laid_out(over_pages, COUNT(over_pages), 2),
			 "page1\n"
			 "p " LONG1 " " LONG2 " định của pháp luật.\n"
			 "note 1 Theo Luật năm 2015.\n"
			 "page2\n"
			 "h6 Điều 2. Hiệu lực\n"
			 "p Nghị quyết có hiệu lực từ ngày ký.\n"
			 "p " LONG2 " " LONG2);
}
END_TEST

static const struct put table[] = {
	{ 1, 50, 50, 10, "Mức thu như sau:" },
	{ 1, 50, 80, 10, "STT" },
	{ 1, 150, 80, 10, "Nội dung" },
	{ 1, 400, 80, 10, "Mức thu" },
	{ 1, 55, 100, 10, "1" },
	{ 1, 150, 100, 10, "Phí thẩm định" },
	{ 1, 400, 100, 10, "50.000 đồng" },
	{ 1, 150, 112, 10, "hồ sơ" },
	{ 1, 55, 132, 10, "2" },
	{ 1, 400, 132, 10, "Miễn" },
};

START_TEST(pdf__table)
{
	ck_assert_str_eq(laid_out(table, COUNT(table), 1),
			 "page1\np Mức thu như sau:\n"
			 "row STT\tNội dung\tMức thu\n"
			 "row 1\tPhí thẩm định hồ sơ\t50.000 đồng\n"
			 "row 2\t\tMiễn");
}
END_TEST

/* Cells in the middle of their rows' height, as Word centres them. */
static const struct put centred[] = {
	{ 1, 50, 80, 10, "STT" },
	{ 1, 150, 74, 10, "Hồ sơ, tài" },
	{ 1, 150, 86, 10, "liệu" },
	{ 1, 400, 80, 10, "Có" },
	{ 1, 55, 112, 10, "1" },
	{ 1, 150, 106, 10, "Lý lịch của" },
	{ 1, 150, 118, 10, "Thang máy" },
	{ 1, 400, 112, 10, "Có/Không" },
	{ 1, 55, 150, 10, "2" },
	{ 1, 150, 138, 10, "Giấy chứng nhận" },
	{ 1, 150, 150, 10, "hợp quy, lần đầu" },
	{ 1, 150, 162, 10, "Kiểm định" },
	{ 1, 400, 150, 10, "Đáp ứng" },
	{ 1, 55, 182, 10, "3" },
	{ 1, 150, 182, 10, "Hồ sơ bảo trì" },
	{ 1, 400, 182, 10, "Có/Không" },
};

START_TEST(pdf__centred_cells)
{
	ck_assert_str_eq(laid_out(centred, COUNT(centred), 1),
			 "page1\nrow STT\tHồ sơ, tài liệu\tCó\n"
			 "row 1\tLý lịch của Thang máy\tCó/Không\n"
			 "row 2\tGiấy chứng nhận hợp quy, lần đầu Kiểm định\t"
			 "Đáp ứng\n"
			 "row 3\tHồ sơ bảo trì\tCó/Không");
}
END_TEST

/* With a rule between them, cells come closer to each other than words of a
 * justified line: "một" ends at 197, "hai" begins at 201. */
static const struct put ruled[] = {
	{ 1, 50, 80, 10, "1" },
	{ 1, 100, 80, 10, "Khoảng cách theo một" },
	{ 1, 201, 80, 10, "hai" },
	{ 1, 400, 80, 10, "Có" },
	{ 1, 100, 92, 10, "Khoảng cách" },
	{ 1, 201, 92, 10, "ba" },
	{ 1, 100, 104, 10, "Khoảng cách" },
	{ 1, 201, 104, 10, "bốn" },
	{ 1, 100, 116, 10, "Khoảng cách" },
	{ 1, 201, 116, 10, "năm" },
	{ 1, 50, 136, 10, "2" },
	{ 1, 100, 136, 10, "Khoảng cách theo một" },
	{ 1, 201, 136, 10, "sáu" },
	{ 1, 400, 136, 10, "Có" },
	{ 1, 100, 148, 10, "Khoảng cách" },
	{ 1, 201, 148, 10, "bảy" },
	{ 1, 100, 160, 10, "Khoảng cách" },
	{ 1, 201, 160, 10, "tám" },
	{ 1, 100, 172, 10, "Khoảng cách" },
	{ 1, 201, 172, 10, "chín" },
	{ 1, 50, 192, 10, "3" },
	{ 1, 100, 192, 10, "Khoảng cách" },
	{ 1, 201, 192, 10, "mười" },
	{ 1, 400, 192, 10, "Có" },
};

START_TEST(pdf__cells_beside_a_rule)
{
	ck_assert_str_eq(laid_out(ruled, COUNT(ruled), 1),
			 "page1\nrow 1\tKhoảng cách theo một Khoảng cách "
			 "Khoảng cách Khoảng cách\thai ba bốn năm\tCó\n"
			 "row 2\tKhoảng cách theo một Khoảng cách Khoảng cách "
			 "Khoảng cách\tsáu bảy tám chín\tCó\n"
			 "row 3\tKhoảng cách\tmười\tCó");
}
END_TEST

static const struct put signature[] = {
	{ 1, 50, 50, 10, "Nơi nhận:" },
	{ 1, 350, 50, 10, "TM. ỦY BAN NHÂN DÂN" },
	{ 1, 50, 62, 8, "- Như Điều 3;" },
	{ 1, 380, 64, 10, "CHỦ TỊCH" },
	{ 1, 50, 74, 8, "- Lưu: VT." },
};

START_TEST(pdf__columns_are_not_mixed)
{
	ck_assert_str_eq(laid_out(signature, COUNT(signature), 1),
			 "page1\np Nơi nhận:\ni1 - Như Điều 3;\n"
			 "i1 - Lưu: VT.\np TM. ỦY BAN NHÂN DÂN\np CHỦ TỊCH");
}
END_TEST

/* A wide form on an upright page, between pages of text. */
static const struct put form_before[] = {
	{ 1, 50, 30, 10, "CÔNG BÁO/Số 849/Ngày 12-10-2021" },
	{ 1, 540, 30, 10, "11" },
	{ 1, 50, 100, 10, "Mẫu này ban hành kèm theo Quyết định." },
};
static const struct put form_head[] = {
	{ 1, 50, 30, 10, "CÔNG BÁO/Số 849/Ngày 12-10-2021" },
	{ 1, 540, 30, 10, "12" },
};
static const struct put form[] = {
	{ 1, 300, 160, 10, "DANH SÁCH NGƯỜI LAO ĐỘNG" },
	{ 1, 60, 200, 10, "Tên đơn vị: ....................." },
	{ 1, 60, 240, 10, "TT" },
	{ 1, 150, 240, 10, "Họ và tên" },
	{ 1, 300, 240, 10, "Mã" },
	{ 1, 60, 260, 10, "1" },
	{ 1, 150, 260, 10, "Người thứ nhất" },
	{ 1, 300, 260, 10, "01" },
};
static const struct put form_behind[] = {
	{ 1, 50, 30, 10, "CÔNG BÁO/Số 849/Ngày 12-10-2021" },
	{ 1, 540, 30, 10, "13" },
	{ 1, 50, 100, 10, "Hết." },
};

START_TEST(pdf__turned_text)
{
	static const struct {
		const struct put *puts;
		size_t n;
		bool turned;
	} parts[] = {
		{ form_before, COUNT(form_before), false },
		{ form_head, COUNT(form_head), false },
		{ form, COUNT(form), true },
		{ form_behind, COUNT(form_behind), false },
	};
	struct vb_buf xhtml = VB_BUF_INIT(1 << 22);

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (!parts[i].turned)
			vb_buf_printf(&xhtml,
				      "<page width=\"%d\" height=\"%d\">",
				      PAGE_WIDTH, PAGE_HEIGHT);
		for (size_t k = 0; k < parts[i].n; k++)
			add_turned(&xhtml, &parts[i].puts[k],
				   parts[i].turned ? _i : 0);
	}
	write_xhtml(vb_buf_str(&xhtml));
	ck_assert_str_eq(blocks(),
			 "page1\np Mẫu này ban hành kèm theo Quyết định.\n"
			 "page2\np DANH SÁCH NGƯỜI LAO ĐỘNG\n"
			 "p Tên đơn vị: .....................\n"
			 "row TT\tHọ và tên\tMã\n"
			 "row 1\tNgười thứ nhất\t01\n"
			 "page3\np Hết.");
	vb_buf_clear(&xhtml);
}
END_TEST

/* What touches a letter below the line belongs to it; a raised number is the
 * mark of a note, but for squares and cubes. */
static const struct put formula[] = {
	{ 1, 50.0, 50, 16, "3.Đ" },    { 1, 74.0, 56, 10, "TB" },
	{ 1, 84.0, 50, 16, ":" },      { 1, 96.0, 50, 16, "CO" },
	{ 1, 112.0, 56, 10, "2" },     { 1, 121.0, 50, 16, "m" },
	{ 1, 129.0, 50, 10, "2" },     { 1, 138.0, 50, 16, "ký" },
	{ 1, 154.0, 50, 10, "3" },     { 1, 163.0, 50, 16, "a" },
	{ 1, 175.0, 56, 10, "tháng" },
};

START_TEST(pdf__letters_below_the_line)
{
	ck_assert_str_eq(laid_out(formula, COUNT(formula), 1),
			 "page1\np 3.ĐTB: CO2 m2 ký 3 a tháng");
}
END_TEST

static const struct put stamped[] = {
	{ 1, 300, 5, 6, "Người ký: CỔNG THÔNG TIN" },
	{ 1, 300, 12, 6, "Cơ quan: VĂN PHÒNG" },
	{ 1, 300, 19, 6, "Thời gian ký: 02.04.2024 16:22:52 +07:00" },
	{ 1, 50, 100, 10, "BỘ CÔNG AN" },
};

START_TEST(pdf__stamp_of_a_signature_goes_behind)
{
	ck_assert_str_eq(laid_out(stamped, COUNT(stamped), 1),
			 "page1\np BỘ CÔNG AN\n"
			 "note Người ký: CỔNG THÔNG TIN\n"
			 "note Cơ quan: VĂN PHÒNG\n"
			 "note Thời gian ký: 02.04.2024 16:22:52 +07:00");
}
END_TEST

/* Broken output of the program: what is there is read. */
static const struct {
	const char *in, *want;
} broken[] = {
	{ "", "" },
	{ "<word xMin=\"1\">a</word>", "" }, /* on no page */
	{ "<page width=\"9\" height=\"9\"><word xMin=\"1\">a", "page1" },
	{ "<page width=\"9\" height=\"9\"><word xMin=\"x\" yMax=\"-1e9\">a "
	  "&amp; &lt;b&gt;</word>",
	  "page1\np a & <b>" },
	{ "<page ><word xMin=\"99999999999999999999\">a</word><page >",
	  "page1\np a\npage2" },
};

START_TEST(pdf__broken_layout)
{
	write_xhtml(vb_str_from(broken[_i].in));
	ck_assert_str_eq(blocks(), broken[_i].want);
}
END_TEST

#define TSV_HEAD                                                               \
	"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\t" \
	"width\theight\tconf\ttext\n"

START_TEST(pdf__words_of_a_picture)
{
	/* at 300 dpi; the dash is lower than the words, a stain is dropped */
	static const char tsv[] =
		TSV_HEAD "1\t1\t0\t0\t0\t0\t0\t0\t2500\t3333\t-1\t\n"
			 "4\t1\t1\t1\t1\t0\t200\t400\t900\t50\t-1\t\n"
			 "5\t1\t1\t1\t1\t1\t200\t400\t150\t50\t96.1\tKhai\n"
			 "5\t1\t1\t1\t1\t2\t370\t420\t20\t6\t93.0\t-\n"
			 "5\t1\t1\t1\t1\t3\t410\t405\t140\t45\t95.5\tmạc\n"
			 "5\t1\t1\t1\t1\t4\t600\t405\t10\t45\t12.5\t|\n"
			 "1\t2\t0\t0\t0\t0\t0\t0\t2500\t3333\t-1\t\n"
			 "4\t2\t1\t1\t1\t0\t200\t400\t900\t50\t-1\t\n"
			 "5\t2\t1\t1\t1\t1\t200\t400\t150\t50\t96.1\tHai\n";
	struct vb_pdf pdf = VB_PDF_INIT;

	ck_assert_int_eq(vb_pdf_add_page(&pdf, 600, 800), VB_OK);
	ck_assert_int_eq(vb_pdf_parse_tsv(&pdf, 0, VB_STR(tsv), 1, 300), VB_OK);
	ck_assert_uint_eq(pdf.pages[0].n, 3);
	ck_assert_double_eq_tol(pdf.pages[0].width, 600, 0.01);
	ck_assert_double_eq_tol(pdf.words[0].x0, 48, 0.01);
	ck_assert_double_eq_tol(pdf.words[1].y0, pdf.words[0].y0, 0.01);
	ck_assert(pdf.pages[0].ocr);
	write_pdf(&pdf);
	ck_assert_str_eq(blocks(), "page1\np Khai - mạc");
	vb_pdf_clear(&pdf);
}
END_TEST

/* Distiller's minus and dot, which are ư and ã, and a font of capitals. */
START_TEST(pdf__old_fonts)
{
	static const struct put puts[] = {
		{ 1, 60, 100, 10, "n−íc" },
		{ 1, 60, 130, 10, "x∙" },
		{ 1, 60, 160, 10, "héi" },
		{ 1, 60, 190, 10, "5 − 3" },
	};
	static const char xml[] =
		"<page number=\"1\" height=\"1200\" width=\"900\">\n"
		"<fontspec id=\"0\" size=\"1\" family=\"FBHPEM+VnTime\"/>\n"
		"<fontspec id=\"1\" family=\"AARIQC+.VnTimeH,Bold\"/>\n"
		"<fontspec id=\"2\" family=\"Times New Roman\"/>\n"
		"<text top=\"150\" left=\"90\" width=\"30\" height=\"15\" "
		"font=\"0\">n</text>\n"
		"<text top=\"195\" left=\"90\" width=\"30\" height=\"15\" "
		"font=\"0\">x</text>\n"
		"<text top=\"240\" left=\"90\" width=\"30\" height=\"15\" "
		"font=\"1\"><b>h</b></text>\n"
		"<text top=\"285\" left=\"90\" width=\"60\" height=\"15\" "
		"font=\"2\">5</text>\n</page>";
	struct vb_buf xhtml = VB_BUF_INIT(1 << 20);
	struct vb_pdf pdf = VB_PDF_INIT;

	make_bbox(&xhtml, puts, COUNT(puts), 1);
	ck_assert_int_eq(vb_pdf_parse(&pdf, vb_buf_str(&xhtml)), VB_OK);
	ck_assert_int_eq(vb_pdf_parse_fonts(&pdf, VB_STR(xml)), VB_OK);
	write_pdf(&pdf);
	ck_assert_str_eq(blocks(), "page1\np nước xã HỘI 5 − 3");
	vb_pdf_clear(&pdf);
	vb_buf_clear(&xhtml);
}
END_TEST

static const struct {
	const char *font;
	bool old;
} font_cases[] = {
	{ "AARIQC+.VnTime", true },
	{ ".VnArialH", true },
	{ "FBHPEM+VnTimeHBold", true },
	{ "VNI-Times,Bold", true },
	{ "ABCDEF+VNI-Helve-Bold", true },
	{ "TimesNewRomanPSMT", false },
	{ "AFOIDC+VnCenturySchoolbook", false },
	{ "", false },
	{ "Arial", false },
};

START_TEST(pdf__names_of_fonts)
{
	ck_assert_int_eq(vb_pdf_font_is_old(vb_str_from(font_cases[_i].font)),
			 font_cases[_i].old);
}
END_TEST

static const struct {
	const char *info, *title, *author, *date;
} info_cases[] = {
	{ "Title:           Báo cáo tổng kết năm\n"
	  "Author:          Văn phòng\n"
	  "CreationDate:    2009-10-13T09:00:00+07\nPages:           3\n",
	  "Báo cáo tổng kết năm", "Văn phòng", "2009-10-13" },
	{ "Title:           Microsoft Word - bao cao.doc\n"
	  "Author:          Administrator\n",
	  "", "", "" },
	{ "Title:           Ke hoach 2005.doc\nAuthor: USER\n", "", "", "" },
	{ "Title:           www.luatvietnam.com.vn\n", "", "", "" },
	{ "CreationDate:    Sun\n", "", "", "" },
};

START_TEST(pdf__what_pdfinfo_says)
{
	struct vb_pdf_info info;

	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	vb_pdf_info_parse(&info, vb_str_from(info_cases[_i].info));
	ck_assert_int_eq(vb_pdf_info_set(&record, &info), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), info_cases[_i].title);
	ck_assert_str_eq(value(VB_FIELD_AUTHOR), info_cases[_i].author);
	ck_assert_str_eq(value(VB_FIELD_DATE), info_cases[_i].date);
	ck_assert_uint_eq(info.pages, _i ? 0 : 3);
	if (!_i)
		ck_assert(record.fields[VB_FIELD_DATE].confidence <= 0.5);
}
END_TEST

START_TEST(pdf__pictures_cover_pages)
{
	/* 2500 of 300 an inch is 600 points: all of page 1, half of page 2 */
	static const char list[] =
		"page   num  type   width height color comp bpc  enc interp  "
		"object ID x-ppi y-ppi size ratio\n"
		"-----------------------------------------------------------\n"
		"   1     0 image    2500  3333  gray    1   1  ccitt  no   "
		"     57  0   300   300 56.2K 5.1%\n"
		"   2     1 image    1250  3333  gray    1   1  ccitt  no   "
		"     58  0   300   300 56.2K 5.1%\n"
		"   3     1 image    1250  3333  gray    1   1  ccitt  no   "
		"     58  0   300   300 56.2K 5.1%\n";
	struct vb_pdf pdf = VB_PDF_INIT;
	double share[2] = { 0, 0 };

	ck_assert_int_eq(vb_pdf_add_page(&pdf, 600, 800), VB_OK);
	ck_assert_int_eq(vb_pdf_add_page(&pdf, 600, 800), VB_OK);
	vb_pdf_images_parse(share, 2, &pdf, VB_STR(list));
	ck_assert_double_eq_tol(share[0], 1, 0.001);
	ck_assert_double_eq_tol(share[1], 0.5, 0.001);
	vb_pdf_clear(&pdf);
}
END_TEST

START_TEST(pdf__missing_language_names_its_package)
{
	struct vb_error e = VB_ERROR_INIT;

	vb_error_set(&e, VB_BAD_INPUT,
		     "tesseract: Error opening data file "
		     "/usr/share/tesseract-ocr/5/tessdata/vie.traineddata");
	ck_assert(vb_ocr_lacks_language(&e));
	ck_assert_int_eq(e.status, VB_UNSUPPORTED);
	ck_assert_ptr_nonnull(strstr(e.message, "tesseract-ocr-vie"));
	vb_error_set(&e, VB_BAD_INPUT, "tesseract: not a picture");
	ck_assert(!vb_ocr_lacks_language(&e));
}
END_TEST

#ifdef __SANITIZE_ADDRESS__
#define MANY 20000 /* sanitizers take ten times as long */
#else
#define MANY 200000
#endif

/* Hostile: time stays in proportion. */
START_TEST(pdf__many_words)
{
	struct vb_buf xhtml = VB_BUF_INIT(1 << 26);

	vb_buf_append_cstr(&xhtml, "<page width=\"600\" height=\"800\">");
	for (int i = 0; i < MANY; i++)
		vb_buf_printf(&xhtml,
			      "%s<word xMin=\"%d\" yMin=\"%d\" xMax=\"%d\" "
			      "yMax=\"%d\">a</word>",
			      _i < 4	? "" :
			      !(i % _i) ? "<block ><line >" :
					  "<line >",
			      _i == 0 ? i * 3 : i % 7 * 90,
			      _i == 1 ? i / 7 :
			      _i == 2 ? i :
					10,
			      _i == 0 ? i * 3 + 1 : i % 7 * 90 + 40,
			      _i == 1 ? i / 7 + 1 :
			      _i == 2 ? i + 90 :
					20);
	write_xhtml(vb_buf_str(&xhtml));
	ck_assert_uint_ge(record.text.len, 2);
	vb_buf_clear(&xhtml);
}
END_TEST

/* From here the real programs read. */

static bool have(const char *program)
{
	struct vb_tool tool = { .program = program };

	if (vb_convert_has(&tool))
		return true;
	printf("skipped: no %s\n", program);
	return false;
}

static vb_status read_made(const struct put *puts, size_t n,
			   const struct made *made)
{
	struct vb_buf pdf = VB_BUF_INIT(1 << 24);
	vb_status st;

	make_pdf(&pdf, puts, n, made);
	st = read_as(NULL, vb_buf_str(&pdf));
	vb_buf_clear(&pdf);
	return st;
}

START_TEST(pdf_file__text)
{
	static const struct put puts[] = {
		{ 1, 50, 100, 12, "Hội đồng nhân dân tỉnh ban hành nghị" },
		{ 1, 50, 118, 12, "quyết về giá đất." },
		{ 2, 50, 100, 12, "Điều 1. Giá đất" },
	};

	if (!have("pdftotext"))
		return;
	ck_assert_int_eq(
		read_made(puts, COUNT(puts), &(struct made){ .pages = 2 }),
		VB_OK);
	ck_assert_str_eq(text(), "Hội đồng nhân dân tỉnh ban hành nghị quyết "
				 "về giá đất.\nĐiều 1. Giá đất");
	ck_assert(!record.partial);
	ck_assert_uint_eq(record.blocks[2].kind, VB_BLOCK_PAGE);
	ck_assert_uint_eq(record.blocks[2].level, 2);
}
END_TEST

START_TEST(pdf_file__old_font)
{
	/* "ñy ban" in TCVN3, shown as capitals */
	static const struct put puts[] = {
		{ 1, 50, 100, 12, "ñy ban nh©n d©n tØnh" },
	};

	if (!have("pdftohtml"))
		return;
	ck_assert_int_eq(read_made(puts, COUNT(puts),
				   &(struct made){ .font = ".VnTimeH",
						   .bytes = true,
						   .pages = 1 }),
			 VB_OK);
	ck_assert_str_eq(text(), "ỦY BAN NHÂN DÂN TỈNH");
	ck_assert_uint_gt(record.encoding.runs, 0);
}
END_TEST

static const struct {
	const char *trailer;
	unsigned pages;
	const char *words; /* of the error */
} bad_files[] = {
	{ "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
	  "/O <00000000000000000000000000000000"
	  "00000000000000000000000000000000> "
	  "/U <11111111111111111111111111111111"
	  "11111111111111111111111111111111>"
	  " >> /ID [<00112233> <00112233>]",
	  1, "password" },
	{ NULL, 0, "without pages" },
};

START_TEST(pdf_file__errors)
{
	static const struct put puts[] = { { 1, 50, 100, 12, "Văn bản" } };

	if (!have("pdfinfo"))
		return;
	ck_assert_int_eq(
		read_made(puts, 1,
			  &(struct made){ .trailer = bad_files[_i].trailer,
					  .pages = bad_files[_i].pages }),
		VB_BAD_INPUT);
	ck_assert_msg(strstr(err.message, bad_files[_i].words) != NULL, "%s",
		      err.message);
}
END_TEST

START_TEST(pdf_file__damaged)
{
	if (!have("pdfinfo"))
		return;
	ck_assert_int_eq(read_as(NULL, VB_STR("%PDF-1.4\nnothing more")),
			 VB_BAD_INPUT);
	ck_assert_ptr_nonnull(strstr(err.message, "damaged PDF"));
}
END_TEST

/* 5,001 leaves of the page tree that share one page's content. */
static void make_many(struct vb_buf *out, unsigned pages)
{
	struct maker m = { .out = out };

	vb_buf_append_cstr(out, "%PDF-1.4\n");
	add_stream(&m, "", VB_STR("BT /F 12 Tf 50 700 Td (Trang) Tj ET"));
	add_font(&m, "Times-Roman", true);
	for (unsigned p = 0; p < pages; p++) {
		begin_object(&m);
		vb_buf_printf(out,
			      "<< /Type /Page /Parent %u 0 R /MediaBox "
			      "[0 0 600 800] /Contents 1 0 R /Resources << "
			      "/Font << /F 2 0 R >> >> >>",
			      pages + 3);
		end_object(&m);
	}
	begin_object(&m);
	vb_buf_printf(out, "<< /Type /Pages /Count %u /Kids [", pages);
	for (unsigned p = 0; p < pages; p++)
		vb_buf_printf(out, " %u 0 R", p + 3);
	vb_buf_append_cstr(out, " ] >>");
	end_object(&m);
	begin_object(&m);
	vb_buf_printf(out, "<< /Type /Catalog /Pages %u 0 R >>", pages + 3);
	end_object(&m);
	end_pdf(&m, "", m.n);
}

START_TEST(pdf_file__too_many_pages)
{
	struct vb_buf pdf = VB_BUF_INIT(1 << 24);

	if (!have("pdftotext"))
		return;
	make_many(&pdf, 5001);
	ck_assert_int_eq(read_as("pdf", vb_buf_str(&pdf)), VB_OK);
	ck_assert(record.partial);
	ck_assert_str_eq(record.warning.ptr,
			 "only the first 5000 of 5001 pages were read");
	ck_assert_uint_eq(record.blocks[record.n_blocks - 1].level, 5000);
	vb_buf_clear(&pdf);
}
END_TEST

/* A page painted to gray pixels: "P5", width, height, 255. */
static struct vb_str pixels(struct vb_str pgm, unsigned *width,
			    unsigned *height)
{
	int used = 0;

	ck_assert_int_eq(
		sscanf(pgm.ptr, "P5 %u %u 255%n", width, height, &used), 2);
	return vb_str_skip(pgm, (size_t)used + 1);
}

START_TEST(pdf_file__scan)
{
	static const struct put puts[] = {
		{ 1, 60, 100, 28, "Ban Thanh tra" },
		{ 1, 60, 200, 28, "Hoa Long, 2024" },
	};
	const struct vb_tool paint = { .program = "pdftoppm",
				       .package = "poppler-utils",
				       .args = { "-gray", "-r", "150", "%" },
				       .suffix = "pdf" };
	struct vb_buf pdf = VB_BUF_INIT(1 << 24), pgm = VB_BUF_INIT(1 << 24);
	struct vb_input in = { .ocr = _i ? VB_OCR_NEVER : VB_OCR_AUTO };
	unsigned width, height;
	struct vb_str gray;

	if (!have("pdftoppm") || !have("tesseract"))
		return;
	make_pdf(&pdf, puts, COUNT(puts),
		 &(struct made){ .bytes = true, .pages = 1 });
	ck_assert_int_eq(vb_convert(&pgm, &paint, vb_buf_str(&pdf), &err),
			 VB_OK);
	gray = pixels(vb_buf_str(&pgm), &width, &height);
	vb_buf_truncate(&pdf, 0);
	make_scan(&pdf, gray, width, height);
	in.bytes = vb_buf_str(&pdf);
	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	if (_i) {
		ck_assert_int_eq(vb_format_read(&record, &in, &err), VB_OK);
		ck_assert(record.partial && !record.text.len);
		ck_assert_str_eq(record.warning.ptr,
				 "1 pages are pictures, and recognising text "
				 "is off: --ocr=auto reads them");
	} else {
		ck_assert_int_eq(vb_format_read(&record, &in, &err), VB_OK);
		ck_assert_str_eq(text(), "Ban Thanh tra\nHoa Long, 2024");
	}
	vb_buf_clear(&pgm);
	vb_buf_clear(&pdf);
}
END_TEST

/*
 * Encrypted (PDF 1.4, revision 2) without a password to open it, but with one
 * to be allowed to copy text: /P -20 has bit 5 off. /O, /U and the key of
 * object 1 were computed with another program by algorithms 3.1 to 3.4 of the
 * PDF Reference.
 */
START_TEST(pdf_file__copying_is_forbidden)
{
	static const struct put puts[] = {
		{ 1, 60, 100, 28, "Ban Thanh tra" },
		{ 1, 60, 200, 28, "Hoa Long, 2024" },
	};
	struct made made = {
		.bytes = true,
		.pages = 1,
		.key = "\xbd\xdb\x9e\xec\x29\xd8\xd4\xee\xc4\x54",
		.trailer = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -20 "
			   "/O <c92422687facee686e373f10b5c7d047"
			   "38053152f7e2ee30e11c69ec442576ab> "
			   "/U <b94f26b916101ad765f88239f96f3301"
			   "3e75b46e1777186d02e13be5681eaa62>"
			   " >> /ID [<00112233> <00112233>]",
	};
	struct vb_buf pdf = VB_BUF_INIT(1 << 24);
	struct vb_input in = { .ocr = _i ? VB_OCR_NEVER : VB_OCR_AUTO };

	if (!have("pdftoppm") || !have("tesseract"))
		return;
	make_pdf(&pdf, puts, COUNT(puts), &made);
	in.bytes = vb_buf_str(&pdf);
	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	ck_assert_msg(vb_format_read(&record, &in, &err) == VB_OK, "%s",
		      err.message);
	ck_assert_str_eq(text(), _i ? "" : "Ban Thanh tra\nHoa Long, 2024");
	ck_assert(record.partial == (_i == 1));
	ck_assert_ptr_nonnull(
		strstr(record.warning.ptr, "does not allow to copy text"));
	vb_buf_clear(&pdf);
}
END_TEST

START_TEST(pdf_file__late)
{
	static const struct put puts[] = { { 1, 50, 100, 12, "Nghị quyết" } };
	struct vb_buf pdf = VB_BUF_INIT(1 << 24);

	if (!have("pdftotext"))
		return;
	vb_buf_append_cstr(&pdf, "HTTP/1.1 200 OK\r\n\r\n");
	make_pdf(&pdf, puts, 1, &(struct made){ .pages = 1 });
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&pdf)), VB_OK);
	ck_assert_str_eq(text(), "Nghị quyết");
	vb_buf_clear(&pdf);
}
END_TEST

/* Facts of the gazette: what each file is, by its own name. */
static const struct {
	const char *file, *number, *date, *issuer;
} gazette[] = {
	{ "formats/pdf/nghi-quyet-so-126-nq-cp-469505.pdf", "126/NQ-CP",
	  "2026-05-11", "Chính phủ" },
	{ "formats/pdf/thong-tu-so-56-2026-tt-btc-469555.pdf", "56/2026/TT-BTC",
	  "2026-05-15", "Bộ Tài chính" },
	{ "formats/pdf/thong-tu-so-65-2026-tt-bca-469589.pdf", "65/2026/TT-BCA",
	  "2026-05-19", "Bộ Công an" },
	{ "formats/pdf/quyet-dinh-so-28-2021-qd-ttg-34546.pdf",
	  "28/2021/QĐ-TTg", "2021-10-01", "Thủ tướng Chính phủ" },
};

START_TEST(pdf_data__gazette)
{
	struct vb_buf pdf = VB_BUF_INIT(1 << 26);
	char path[500];

	if (!have("pdftotext") ||
	    !data_path(path, sizeof(path), gazette[_i].file))
		return;
	ck_assert_int_eq(vb_file_read(&pdf, path, VB_FILE_FOLLOW, NULL), VB_OK);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&pdf)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_NUMBER), gazette[_i].number);
	ck_assert_str_eq(value(VB_FIELD_DATE), gazette[_i].date);
	ck_assert_str_eq(value(VB_FIELD_ISSUER), gazette[_i].issuer);
	ck_assert_ptr_null(strstr(text(), "CÔNG BÁO/Số"));
	vb_buf_clear(&pdf);
}
END_TEST

/* Forms 01 to 03 are printed sideways below an upright head. */
START_TEST(pdf_data__turned_forms)
{
	static const char *const lines[] = {
		"\nTHÔNG TIN NGƯỜI LAO ĐỘNG CÓ TÊN TRONG DANH SÁCH THAM GIA\n",
		"\nDANH SÁCH NGƯỜI LAO ĐỘNG CÓ THÔNG TIN ĐÚNG, ĐỦ\n",
		"\nDANH SÁCH NGƯỜI LAO ĐỘNG ĐỀ NGHỊ ĐIỀU CHỈNH THÔNG TIN\n",
	};
	struct vb_buf pdf = VB_BUF_INIT(1 << 26);
	char path[500];

	if (!have("pdftotext") ||
	    !data_path(path, sizeof(path), gazette[3].file))
		return;
	ck_assert_int_eq(vb_file_read(&pdf, path, VB_FILE_FOLLOW, NULL), VB_OK);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&pdf)), VB_OK);
	for (size_t i = 0; i < COUNT(lines); i++)
		ck_assert_msg(strstr(text(), lines[i]) != NULL, "%s", lines[i]);
	vb_buf_clear(&pdf);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("pdf");

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, pdf__official_document);
	tcase_add_test(tc, pdf__running_heads_go);
	tcase_add_test(tc, pdf__pages_all_alike_stay);
	tcase_add_test(tc, pdf__paragraph_over_pages);
	tcase_add_test(tc, pdf__table);
	tcase_add_test(tc, pdf__centred_cells);
	tcase_add_test(tc, pdf__cells_beside_a_rule);
	tcase_add_test(tc, pdf__columns_are_not_mixed);
	tcase_add_loop_test(tc, pdf__turned_text, 0, 4);
	tcase_add_test(tc, pdf__letters_below_the_line);
	tcase_add_test(tc, pdf__stamp_of_a_signature_goes_behind);
	LOOP(tc, pdf__broken_layout, broken);
	tcase_add_test(tc, pdf__words_of_a_picture);
	tcase_add_test(tc, pdf__old_fonts);
	LOOP(tc, pdf__names_of_fonts, font_cases);
	LOOP(tc, pdf__what_pdfinfo_says, info_cases);
	tcase_add_test(tc, pdf__pictures_cover_pages);
	tcase_add_test(tc, pdf__missing_language_names_its_package);
	tcase_add_loop_test(tc, pdf__many_words, 0, 6);
	tcase_add_test(tc, pdf_file__text);
	tcase_add_test(tc, pdf_file__old_font);
	LOOP(tc, pdf_file__errors, bad_files);
	tcase_add_test(tc, pdf_file__damaged);
	tcase_add_test(tc, pdf_file__too_many_pages);
	tcase_add_loop_test(tc, pdf_file__scan, 0, 2);
	tcase_add_loop_test(tc, pdf_file__copying_is_forbidden, 0, 2);
	tcase_add_test(tc, pdf_file__late);
	LOOP(tc, pdf_data__gazette, gazette);
	tcase_add_test(tc, pdf_data__turned_forms);
	return run("pdf", tc);
}
