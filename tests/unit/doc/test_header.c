#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/record.h"
#include "doc/issuer.h"

static struct vb_arena arena = VB_ARENA_INIT;
static struct vb_record record;

static void setup(void)
{
	vb_record_init(&record, &arena);
}

static void teardown(void)
{
	vb_arena_clear(&arena);
}

static const char *value(enum vb_field_id id)
{
	return record.fields[id].value.len ? record.fields[id].value.ptr : "";
}

static void read_text(const char *text)
{
	record.text = vb_str_from(text);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
}

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

#define MOTTO                                                                  \
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

/* letterheads, as extraction leaves them */

static const struct {
	const char *head, *number, *type, *issuer, *superior, *date;
} head_cases[] = {
	/* the columns one after the other, their lines broken */
	{ "ỦY BAN NHÂN\nDÂN \nTỈNH\nHÀ TĨNH\n--------\nCỘNG HÒA XÃ\nHỘI CHỦ "
	  "NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-----\nSố:\n"
	  "3004/QĐ-UBND\nHà Tĩnh, ngày\n01 tháng12 năm 2025\nQUYẾT\nĐỊNH\n"
	  "VỀ VIỆC THỬ\nCăn cứ Luật số 72/2025/QH15;\n",
	  "3004/QĐ-UBND", "quyet-dinh", "Ủy ban nhân dân tỉnh Hà Tĩnh", "",
	  "2025-12-01" },
	/* line by line, one space between */
	{ "HỘI ĐỒNG NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH ĐỒNG "
	  "NAI Độc lập - Tự do - Hạnh phúc\nSố: 01/2026/NQ-HĐND\nĐồng Nai, "
	  "ngày 29 tháng 01 năm 2026\nNGHỊ QUYẾT\nVề thử\n",
	  "01/2026/NQ-HĐND", "nghi-quyet", "Hội đồng nhân dân tỉnh Đồng Nai",
	  "", "2026-01-29" },
	/* the right column first */
	{ MOTTO "Hà Nội, ngày 12 tháng 5 năm 2020\nBỘ TÀI CHÍNH\nTỔNG CỤC "
		"THUẾ\nSố: 77/QĐ-TCT\nQUYẾT ĐỊNH\nVề thử\n",
	  "77/QĐ-TCT", "quyet-dinh", "Tổng cục Thuế", "Bộ Tài chính",
	  "2020-05-12" },
	/* a body and the one it belongs to */
	{ "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nSỞ TÀI CHÍNH\n" MOTTO
	  "Số: 5/TB-STC\nHà Nội, ngày 3 tháng 4 năm 2021\nTHÔNG BÁO\nVề thử\n",
	  "5/TB-STC", "thong-bao", "Sở Tài chính thành phố Hà Nội",
	  "Ủy ban nhân dân thành phố Hà Nội", "2021-04-03" },
	{ "TỈNH ỦY HÀ TĨNH\nBAN TỔ CHỨC\n*\nSố 36-HD/BTCTU\nĐẢNG CỘNG SẢN "
	  "VIỆT NAM\nHà Tĩnh, ngày 25 tháng 3 năm 2020\nHƯỚNG DẪN\nVề thử\n",
	  "36-HD/BTCTU", "huong-dan", "Ban Tổ chức Tỉnh ủy Hà Tĩnh",
	  "Tỉnh ủy Hà Tĩnh", "2020-03-25" },
	{ "ĐẢNG BỘ TỈNH PHÚ THỌ\nĐẢNG ỦY XÃ LIÊN MINH\n*\nSố 05-CT/ĐU\n"
	  "ĐẢNG CỘNG SẢN VIỆT NAM\nLiên Minh, ngày 10 tháng 02 năm 2026\n"
	  "CHỈ THỊ\nVề thử\n",
	  "05-CT/ĐU", "chi-thi", "Đảng ủy xã Liên Minh", "Đảng bộ tỉnh Phú Thọ",
	  "2026-02-10" },
	{ "HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA\nTHƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN\n"
	  "Số: 02/ĐA-HĐND-TT\n" MOTTO
	  "Sơn La, ngày 14 tháng 11 năm 2016\nĐỀ ÁN\nVề thử\n",
	  "02/ĐA-HĐND-TT", "de-an", "Thường trực Hội đồng nhân dân tỉnh Sơn La",
	  "Hội đồng nhân dân tỉnh Sơn La", "2016-11-14" },
	/* joint */
	{ "BỘ TÀI CHÍNH -\nBỘ NỘI VỤ\n" MOTTO
	  "Số: 161/2013/TTLT-BTC-BNV\nHà Nội, ngày 8 tháng 11 năm 2013\n"
	  "THÔNG TƯ LIÊN TỊCH\nVề thử\n",
	  "161/2013/TTLT-BTC-BNV", "thong-tu-lien-tich",
	  "Bộ Tài chính - Bộ Nội vụ", "", "2013-11-08" },
	/* a merged text is headed by what it merges */
	{ "BỘ QUỐC PHÒNG\n" MOTTO "Số: 92/VBHN-BQP\nHà Nội, ngày 24 tháng 11 "
	  "năm 2025\nQUYẾT ĐỊNH\nVỀ THỬ\n",
	  "92/VBHN-BQP", "van-ban-hop-nhat", "Bộ Quốc phòng", "",
	  "2025-11-24" },
	/* a law: its number line, and the day of its vote */
	{ "QUỐC HỘI\n" MOTTO "Luật số: 41/2024/QH15\nLUẬT\nTHỬ NGHIỆM\nCăn cứ "
	  "Hiến pháp;\nĐiều 1. Thử\nLuật này được Quốc hội khóa XV, kỳ họp "
	  "thứ 7 thông qua ngày 29 tháng 6 năm 2024.\n",
	  "41/2024/QH15", "luat", "Quốc hội", "", "2024-06-29" },
	/* a gazette's heading with all in it */
	{ "THÔNG TƯ\nCỦA BỘ CÔNG THƯƠNG SỐ 02/2010/TT-BCT NGÀY 14 THÁNG 01 "
	  "NĂM 2010\nVỀ THỬ\nCăn cứ Nghị định số 189/2007/NĐ-CP ngày 27/12/"
	  "2007;\n",
	  "02/2010/TT-BCT", "thong-tu", "Bộ Công Thương", "", "2010-01-14" },
	{ "QUYẾT ĐỊNH\nCỦA BỘ TRƯỞNG BỘ TÀI CHÍNH SỐ 94 /1998/QĐ-BTC\nNGÀY "
	  "17 THÁNG 11 NĂM 1998 VỀ THỬ\nBỘ TRƯỞNG BỘ TÀI CHÍNH\nCăn cứ Nghị "
	  "định số 15/CP;\n",
	  "94/1998/QĐ-BTC", "quyet-dinh", "Bộ Tài chính", "", "1998-11-17" },
	/* the letterhead lost: the authority's heading */
	{ MOTTO "Số: 37700/TB-CHQ\nHà Nội, ngày\n21 tháng 11 năm 2025\nTHÔNG "
		"BÁO\nVỀ KẾT QUẢ\nCỤC TRƯỞNG CỤC\nHẢI QUAN\nCăn cứ Luật Hải "
		"quan ngày 23/6/2014;\n",
	  "37700/TB-CHQ", "thong-bao", "Cục Hải quan", "", "2025-11-21" },
	/* ... the symbol, spelled out in the text */
	{ MOTTO "Số: 5317/CT-CS\nV/v thử\nHà Nội, ngày 19\ntháng 11 năm 2025\n"
		"Kính gửi: Công ty Thử.\nCục Thuế nhận được công văn số 1.\n",
	  "5317/CT-CS", "cong-van", "Cục Thuế", "", "2025-11-19" },
	{ MOTTO "Số: 5095/SGDĐT-CT\nV/v thử\nHà Nội, ngày 03\ntháng 12 năm "
		"2025\nKính gửi: Các trường.\nSở Giáo dục và Đào tạo yêu "
		"cầu:\n",
	  "5095/SGDĐT-CT", "cong-van",
	  "Sở Giáo dục và Đào tạo thành phố Hà Nội", "", "2025-12-03" },
	/* courts, procuracies, the Front */
	{ "VIỆN KIỂM SÁT NHÂN DÂN\nTỐI CAO\n-------\n" MOTTO
	  "Số: 12/HD-VKSTC\nHà Nội, ngày 3 tháng 4 năm 2021\nHƯỚNG DẪN\nVề "
	  "thử\n",
	  "12/HD-VKSTC", "huong-dan", "Viện kiểm sát nhân dân tối cao", "",
	  "2021-04-03" },
	{ "VKSND TỈNH HÀ TĨNH\nVIỆN KIỂM SÁT NHÂN DÂN\nHUYỆN CAN LỘC\n" MOTTO
	  "Số: 12/KH-VKS\nCan Lộc, ngày 3 tháng 4 năm 2021\nKẾ HOẠCH\nVề "
	  "thử\n",
	  "12/KH-VKS", "ke-hoach", "Viện kiểm sát nhân dân huyện Can Lộc",
	  "VKSND tỉnh Hà Tĩnh", "2021-04-03" },
	{ "TOÀ ÁN NHÂN DÂN TỐI CAO\nTOÀ ÁN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\n" MOTTO
	  "Số: 12/TB-TA\nHà Nội, ngày 3 tháng 4 năm 2021\nTHÔNG BÁO\nVề "
	  "thử\n",
	  "12/TB-TA", "thong-bao", "Tòa án nhân dân thành phố Hà Nội",
	  "Tòa án nhân dân tối cao", "2021-04-03" },
	{ "TÒA ÁN NHÂN DÂN\nTỐI CAO\nHỘI ĐỒNG THẨM PHÁN\n" MOTTO
	  "Số: 02/2021/NQ-HĐTP\nHà Nội, ngày 3 tháng 4 năm 2021\nNGHỊ "
	  "QUYẾT\nVề thử\n",
	  "02/2021/NQ-HĐTP", "nghi-quyet",
	  "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
	  "Tòa án nhân dân tối cao", "2021-04-03" },
	{ "MẶT TRẬN TỔ QUỐC VIỆT NAM\nỦY BAN TRUNG ƯƠNG\n------\n" MOTTO
	  "Số: 12/KH-MTTW-BTT\nHà Nội, ngày 3 tháng 4 năm 2021\nKẾ HOẠCH\nVề "
	  "thử\n",
	  "12/KH-MTTW-BTT", "ke-hoach",
	  "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
	  "Mặt trận Tổ quốc Việt Nam", "2021-04-03" },
	{ "ỦY BAN MTTQ VIỆT NAM\nTỈNH HÀ TĨNH\nBAN THƯỜNG TRỰC\n" MOTTO
	  "Số: 12/KH-MTTQ-BTT\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nKẾ HOẠCH\n"
	  "Về thử\n",
	  "12/KH-MTTQ-BTT", "ke-hoach",
	  "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Hà Tĩnh",
	  "Ủy ban MTTQ Việt Nam tỉnh Hà Tĩnh", "2021-04-03" },
	/* tax offices before and since 2025 */
	{ "TỔNG CỤC THUẾ\nCỤC THUẾ TỈNH HÀ TĨNH\n" MOTTO
	  "Số: 12/TB-CT\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nTHÔNG BÁO\nVề "
	  "thử\n",
	  "12/TB-CT", "thong-bao", "Cục Thuế tỉnh Hà Tĩnh", "Tổng cục Thuế",
	  "2021-04-03" },
	{ "CỤC THUẾ\nTHUẾ TỈNH HÀ TĨNH\n" MOTTO
	  "Số: 12/TB-HTI\nHà Tĩnh, ngày 3 tháng 7 năm 2025\nTHÔNG BÁO\nVề "
	  "thử\n",
	  "12/TB-HTI", "thong-bao", "Thuế tỉnh Hà Tĩnh", "Cục Thuế",
	  "2025-07-03" },
	{ "THUẾ TỈNH HÀ TĨNH\nTHUẾ CƠ SỞ 3\n" MOTTO
	  "Số: 12/TB-TCS3\nHà Tĩnh, ngày 3 tháng 7 năm 2025\nTHÔNG BÁO\nVề "
	  "thử\n",
	  "12/TB-TCS3", "thong-bao", "Thuế cơ sở 3 tỉnh Hà Tĩnh",
	  "Thuế tỉnh Hà Tĩnh", "2025-07-03" },
	{ "CỤC THUẾ\nCHI CỤC THUẾ\nKHU VỰC XI\n" MOTTO
	  "Số: 12/TB-CCTKV11\nHà Tĩnh, ngày 3 tháng 4 năm 2025\nTHÔNG BÁO\n"
	  "Về thử\n",
	  "12/TB-CCTKV11", "thong-bao", "Chi cục Thuế khu vực XI", "Cục Thuế",
	  "2025-04-03" },
	{ "CỤC THUẾ TỈNH HÀ TĨNH\nCHI CỤC THUẾ KHU VỰC\nCAN LỘC - NGHI "
	  "XUÂN\n" MOTTO "Số: 12/TB-CCT\nCan Lộc, ngày 3 tháng 4 năm 2021\n"
	  "THÔNG BÁO\nVề thử\n",
	  "12/TB-CCT", "thong-bao",
	  "Chi cục Thuế khu vực Can Lộc - Nghi Xuân tỉnh Hà Tĩnh",
	  "Cục Thuế tỉnh Hà Tĩnh", "2021-04-03" },
	/* ... and an annex that names its document */
	{ "Kính gửi: Các bộ\nĐề nghị thực hiện./.\nPHỤ LỤC\n(Kèm theo Công văn "
	  "số 174/CV-BCĐ ngày 02 tháng 12 năm 2025 của Ban Chỉ đạo)\n",
	  "174/CV-BCĐ", "cong-van", "Ban Chỉ đạo", "", "2025-12-02" },
};

START_TEST(header__letterheads)
{
	read_text(head_cases[_i].head);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), head_cases[_i].number);
	ck_assert_str_eq(value(VB_FIELD_TYPE), head_cases[_i].type);
	ck_assert_str_eq(value(VB_FIELD_ISSUER), head_cases[_i].issuer);
	ck_assert_str_eq(value(VB_FIELD_SUPERIOR), head_cases[_i].superior);
	ck_assert_str_eq(value(VB_FIELD_DATE), head_cases[_i].date);
}
END_TEST

#define LETTER MOTTO "Số: 12/CT-CS\n"

/* titles, as lines break them */

static const struct {
	const char *head, *title;
} title_cases[] = {
	/* the authority's heading ends it, its name in the title does not */
	{ "CHÍNH PHỦ\n" MOTTO "Số: 12/NQ-CP\nHà Nội, ngày 01 tháng 12 năm "
	  "2025\nNGHỊ QUYẾT\nVỀ VIỆC TIẾP THU Ý KIẾN CỦA ĐẠI BIỂU\nQUỐC HỘI "
	  "TẠI TỔ VÀ HỘI TRƯỜNG; Ý KIẾN THẨM TRA CỦA ỦY BAN\nCỦA QUỐC HỘI VỀ "
	  "DỰ ÁN LUẬT (SỬA ĐỔI)\nCHÍNH PHỦ\nCăn cứ Luật;\n",
	  "Nghị quyết VỀ VIỆC TIẾP THU Ý KIẾN CỦA ĐẠI BIỂU QUỐC HỘI TẠI TỔ VÀ "
	  "HỘI TRƯỜNG; Ý KIẾN THẨM TRA CỦA ỦY BAN CỦA QUỐC HỘI VỀ DỰ ÁN LUẬT "
	  "(SỬA ĐỔI)" },
	{ MOTTO "Số: 3/NQ-HĐND\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nNGHỊ QUYẾT\n"
		"VỀ THỬ\nQUỐC HỘI TẠI KỲ HỌP VỀ VIỆC ĐÓ\nHỘI ĐỒNG NHÂN "
		"DÂN\nTỈNH HÀ TĨNH\nKHÓA XVIII, KỲ HỌP THỨ 4\nCăn cứ Luật;\n",
	  "Nghị quyết VỀ THỬ QUỐC HỘI TẠI KỲ HỌP VỀ VIỆC ĐÓ" },
	/* figures on a line of their own */
	{ MOTTO "Số: 3/NQ-HĐND\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nNGHỊ QUYẾT\n"
		"VỀ HỌC PHÍ NĂM HỌC\n2025-2026\nCăn cứ Luật;\n",
	  "Nghị quyết VỀ HỌC PHÍ NĂM HỌC 2025-2026" },
	{ MOTTO "Số: 3/NQ-HĐND\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nNGHỊ QUYẾT\n"
		"Về hỗ trợ giai đoạn\n2021 - 2025\nCăn cứ Luật;\n",
	  "Nghị quyết Về hỗ trợ giai đoạn 2021 - 2025" },
	/* but no first point of the text, no number of a page */
	{ MOTTO "Số: 3/KH-UBND\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nKẾ HOẠCH\n"
		"VỀ THỬ\n1. Mục đích\n",
	  "Kế hoạch VỀ THỬ" },
	/* a V/v goes on with an abbreviation or a number, not with a body or
	 * the motto in capitals */
	{ LETTER "V/v thuế suất thuế\nGTGT\nTây\nNinh, ngày 01 tháng 12 năm "
		 "2025\nKính\ngửi: Công ty A\n",
	  "Công văn V/v thuế suất thuế GTGT" },
	{ LETTER "V/v thi hành Nghị định\n5/2025/NĐ-CP\nHà Nội, ngày 18 tháng "
		 "11 năm 2025\nKính gửi: Công ty A\n",
	  "Công văn V/v thi hành Nghị định 5/2025/NĐ-CP" },
	{ "BỘ TÀI CHÍNH\nSố: 12/BTC-CST\nV/v thuế\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA "
	  "VIỆT NAM\nHà Nội, ngày 18 tháng 11 năm 2025\nKính gửi: Công ty A\n",
	  "Công văn V/v thuế" },
	/* the head of a letter lost: what its first sentence is about */
	{ "Kính gửi:\n- Các đơn vị;\n- Viện A.\nThủ\ntướng đã ban hành Chỉ thị "
	  "số 33/CT-TTg ngày 06/11/2025 về đẩy mạnh\nviệc thử. Thời gian "
	  "qua còn chậm.\nPHỤ LỤC\nDANH MỤC\n(Kèm theo Công văn số "
	  "25/BVHTT-VP ngày 18/11/2025 của Bộ A)\n",
	  "Công văn về đẩy mạnh việc thử" },
	/* ... or that sentence */
	{ "Kính gửi: Các\nđồng chí Bộ trưởng\nThực hiện Kết luận số 2-KL/TW,\n"
	  "Ban Chỉ đạo yêu cầu thực hiện các nội dung sau:\n1. Về phân "
	  "cấp\nPHỤ LỤC\nDANH MỤC\n(Kèm theo Công văn số 174/CV-BCĐ ngày 02 "
	  "tháng 12 năm 2025 của Ban Chỉ đạo)\n",
	  "Công văn Thực hiện Kết luận số 2-KL/TW, Ban Chỉ đạo yêu cầu thực "
	  "hiện các nội dung sau" },
	/* only a signature and an annex left: no "KT. BỘ TRƯỞNG" */
	{ "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Văn Mẫu\nPHỤ LỤC\nHỆ BIỂU THU "
	  "THẬP THÔNG TIN\nNĂM 2025\n(Kèm theo Công văn số 90/BTC-CTK "
	  "ngày 17 tháng 11 năm 2025 của Bộ Tài\nchính)\nĐơn vị tính\n",
	  "Phụ lục HỆ BIỂU THU THẬP THÔNG TIN NĂM 2025" },
};

START_TEST(header__titles)
{
	read_text(title_cases[_i].head);
	ck_assert_str_eq(value(VB_FIELD_TITLE), title_cases[_i].title);
}
END_TEST

/* The whole title of a decision that repeats those of what it repeals. */
START_TEST(header__long_title)
{
	struct vb_buf text = VB_BUF_INIT(8192);
	const char *title;

	ck_assert_int_eq(
		vb_buf_append(&text,
			      VB_STR(MOTTO
				     "Số: 8/2025/QĐ-UBND\nĐà Nẵng, ngày 17 "
				     "tháng 11 năm 2025\nQUYẾT ĐỊNH\nBÃI "
				     "BỎ\n")),
		VB_OK);
	for (int i = 0; i < 16; i++)
		ck_assert_int_eq(
			vb_buf_append(&text,
				      VB_STR("QUYẾT ĐỊNH SỐ 55 QUY ĐỊNH VỀ "
					     "QUẢN LÝ VỈA HÈ VÀ\n")),
			VB_OK);
	ck_assert_int_eq(vb_buf_append(&text, VB_STR("QUYẾT ĐỊNH CUỐI\nCăn cứ "
						     "Luật;\n")),
			 VB_OK);
	read_text(vb_buf_cstr(&text));
	title = value(VB_FIELD_TITLE);
	ck_assert(vb_str_ends(vb_str_from(title), VB_STR("QUYẾT ĐỊNH CUỐI")));
	vb_buf_clear(&text);
}
END_TEST

START_TEST(header__bare_title_gives_way)
{
	record.fields[VB_FIELD_TITLE].value = VB_STR("Nghị quyết 05/NQ-HĐND");
	record.fields[VB_FIELD_TITLE].how = VB_HOW_READ;
	read_text("HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\n" MOTTO
		  "Số: 05/NQ-HĐND\nHà Tĩnh, ngày 17 tháng 3 năm 2023\n"
		  "NGHỊ QUYẾT\nVề kết quả giám sát\nCăn cứ Luật;\n");
	ck_assert_str_eq(value(VB_FIELD_TITLE),
			 "Nghị quyết Về kết quả giám sát");
}
END_TEST

/* A wrapped line that begins with "Kết luận số ..." is no number line. */
START_TEST(header__cited_number_is_not_its_own)
{
	read_text("Kính gửi: Các bộ\nThực hiện\nKết luận số 221-KL/TW, ngày "
		  "28/11/2025 của Bộ Chính trị\n");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "");
	ck_assert_str_eq(value(VB_FIELD_KIND), "article");
}
END_TEST

/* names of bodies */

static const struct {
	const char *caps, *want;
} names[] = {
	{ "BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Chấp hành Trung ương" },
	{ "ỦY BAN KIỂM TRA", "Ủy ban Kiểm tra" },
	{ "UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH", "Ủy ban nhân dân tỉnh Hòa Bình" },
	{ "TỈNH UỶ HÀ TĨNH", "Tỉnh ủy Hà Tĩnh" },
	{ "ĐẢNG ỦY XÃ AN NHƠN", "Đảng ủy xã An Nhơn" },
	{ "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
	  "Bộ Lao động - Thương binh và Xã hội" },
	{ "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "Thường trực Hội đồng nhân dân" },
	{ "LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA", "Liên đoàn Lao động tỉnh Sơn La" },
	/* abbreviations and numbers of regions stay */
	{ "VKSND TỈNH HÀ TĨNH", "VKSND tỉnh Hà Tĩnh" },
	{ "TTHĐND TỈNH", "TTHĐND tỉnh" },
	{ "UBND XÃ IA PA", "UBND xã Ia Pa" },
	{ "KHO BẠC NHÀ NƯỚC KHU VỰC IV", "Kho bạc Nhà nước khu vực IV" },
	{ "HỘI ĐỒNG NHÂN DÂN TỈNH ĐĂK LĂK", "Hội đồng nhân dân tỉnh Đăk Lăk" },
};

START_TEST(issuer_case__names)
{
	struct vb_buf out = VB_BUF_INIT(256);

	ck_assert_int_eq(vb_issuer_case(&out, vb_str_from(names[_i].caps)),
			 VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), names[_i].want);
	vb_buf_clear(&out);
}
END_TEST

static const struct {
	const char *text, *symbol, *want;
} spelled[] = {
	{ "gửi Công ty A; Cục Thuế nhận được", "CT", "Cục Thuế" },
	{ "của Sở Giáo dục và\nĐào tạo về", "SGDĐT",
	  "Sở Giáo dục và\nĐào tạo" },
	{ "Bộ Văn hóa, Thể thao và Du lịch", "BVHTTDL",
	  "Bộ Văn hóa, Thể thao và Du lịch" },
	{ "Công ty, chi tiết, Cục", "CT", "" },
	{ "Sở Y tế", "SXD", "" },
};

START_TEST(issuer_spelled__initials)
{
	struct vb_str got = vb_issuer_spelled(vb_str_from(spelled[_i].text),
					      vb_str_from(spelled[_i].symbol));

	ck_assert(vb_str_eq(got, vb_str_from(spelled[_i].want)));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("header");
	TCase *tc = tcase_create("header");

	tcase_add_checked_fixture(tc, setup, teardown);
	LOOP(tc, header__letterheads, head_cases);
	LOOP(tc, header__titles, title_cases);
	tcase_add_test(tc, header__long_title);
	tcase_add_test(tc, header__bare_title_gives_way);
	tcase_add_test(tc, header__cited_number_is_not_its_own);
	LOOP(tc, issuer_case__names, names);
	LOOP(tc, issuer_spelled__initials, spelled);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
