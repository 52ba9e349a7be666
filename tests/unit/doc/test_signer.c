#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/record.h"

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

/* clang-format off */
#define HEAD \
	"ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" \
	"Số: 5/QĐ-UBND\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nQUYẾT ĐỊNH\nVề " \
	"thử\nĐiều 1. Thử./.\n"
/* clang-format on */

/* All names are made up. */
static const struct {
	const char *end, *signer, *capacity, *recipients;
} cases[] = {
	/* one column after the other, lines broken */
	{ "Nơi nhận:\n- Như Điều 3;\n- Bộ Tư pháp\n(để báo cáo);\n- Lưu: VT.\n"
	  "TM. ỦY BAN NHÂN\nDÂN \nKT.\nCHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn\n"
	  "Mẫu\nPHỤ LỤC\n",
	  "Trần Văn Mẫu", "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
	  "Như Điều 3; Bộ Tư pháp (để báo cáo); Lưu: VT" },
	/* line by line, with a gap */
	{ "Nơi nhận:                TM. ỦY BAN NHÂN DÂN\n- Sở Thử;      "
	  "          CHỦ TỊCH\n- Xã Thử;                (Đã ký)\n- Lưu: VT.  "
	  "             Lê Thị Ví Dụ\n",
	  "Lê Thị Ví Dụ", "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
	  "Sở Thử; Xã Thử; Lưu: VT" },
	/* ... with one space */
	{ "Nơi nhận: CHỦ TỊCH\n- Như trên;\n- Lưu văn thư.\nA Văn Thử",
	  "A Văn Thử", "CHỦ TỊCH", "Như trên; Lưu văn thư" },
	/* the signature above */
	{ "KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nĐỗ Mẫu Thử\nNơi nhận:\n"
	  "- Như trên;\n- Lưu: VT.\n",
	  "Đỗ Mẫu Thử", "KT. BỘ TRƯỞNG, CHỦ NHIỆM, PHÓ CHỦ NHIỆM",
	  "Như trên; Lưu: VT" },
	/* rank and degree are no part of a name */
	{ "Nơi nhận:\n- Lưu: VT.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Vũ "
	  "Văn Mẫu\n",
	  "Vũ Văn Mẫu", "KT. BỘ TRƯỞNG, THỨ TRƯỞNG", "Lưu: VT" },
	{ "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nPGS.TS. Vũ Văn Mẫu\n", "Vũ Văn Mẫu",
	  "GIÁM ĐỐC", "Lưu: VT" },
	/* set inside the column of recipients: its lines between those of
	 * the list, after it, and beside it */
	{ "Nơi nhận:\n- Như Điều 3;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n- Sở "
	  "Thử;\nLê Thị Ví Dụ\n- Lưu: VT.\n",
	  "Lê Thị Ví Dụ", "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
	  "Như Điều 3; Sở Thử; Lưu: VT" },
	{ "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNơi nhận:\n- Như Điều 3;\n- Sở "
	  "Thử;\nLê Thị Ví Dụ\n- Lưu: VT.\n",
	  "Lê Thị Ví Dụ", "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
	  "Như Điều 3; Sở Thử; Lưu: VT" },
	{ "Nơi nhận:\n- Như Điều 3;\n- Sở Thử;  KT. GIÁM ĐỐC\n- Lưu: VT.  PHÓ "
	  "GIÁM ĐỐC\n  Lê Thị Ví Dụ\n",
	  "Lê Thị Ví Dụ", "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC",
	  "Như Điều 3; Sở Thử; Lưu: VT" },
	/* the Party's */
	{ "Nơi nhận:\n- Các huyện ủy,\n- Lưu Văn phòng.\nT/M BAN THƯỜNG VỤ\n"
	  "PHÓ BÍ THƯ\n(đã ký)\nHoàng Văn Thử\n",
	  "Hoàng Văn Thử", "T/M BAN THƯỜNG VỤ, PHÓ BÍ THƯ",
	  "Các huyện ủy; Lưu Văn phòng" },
	/* a family name of one word, and a name of many */
	{ "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nVũ\nMẫu Thử\n_____\n[1] Chú "
	  "thích\n",
	  "Vũ Mẫu Thử", "CHỦ TỊCH", "Lưu: VT" },
	{ "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nY Mẫu Hà Niê Kđăm\n",
	  "Y Mẫu Hà Niê Kđăm", "CHỦ TỊCH", "Lưu: VT" },
	{ "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNGUYỄN VĂN MẪU\n", "NGUYỄN VĂN MẪU",
	  "CHỦ TỊCH", "Lưu: VT" },
	/* no recipients; and a form with some in an annex */
	{ "Thử.\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nPhan Thử Mẫu\nPhụ lục\n",
	  "Phan Thử Mẫu", "TM. CHÍNH PHỦ, THỦ TƯỚNG", "" },
	{ "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nNGƯỜI ĐỨNG ĐẦU\n(Ký, ghi rõ họ "
	  "tên)\n",
	  "", "", "Như trên; Lưu: VT" },
};

START_TEST(signature__layouts)
{
	char text[4096];

	ck_assert_int_lt(
		snprintf(text, sizeof(text), "%s%s", HEAD, cases[_i].end),
		(int)sizeof(text));
	read_text(text);
	ck_assert_str_eq(value(VB_FIELD_SIGNER), cases[_i].signer);
	ck_assert_str_eq(value(VB_FIELD_CAPACITY), cases[_i].capacity);
	ck_assert_str_eq(value(VB_FIELD_RECIPIENTS), cases[_i].recipients);
}
END_TEST

/* Where the name stands is where the field points. */
START_TEST(signature__place)
{
	const struct vb_field *f = &record.fields[VB_FIELD_SIGNER];

	read_text(HEAD "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nĐại tá Vũ Văn Mẫu\n");
	ck_assert(vb_str_eq(vb_str_sub(record.text, f->from, f->to),
			    VB_STR("Vũ Văn Mẫu")));
	ck_assert_int_eq((int)f->how, (int)VB_HOW_READ);
}
END_TEST

/* An article's text is not searched for a signature. */
START_TEST(signature__none_in_an_article)
{
	read_text("Chủ tịch tỉnh nói về kế hoạch.\nCHỦ TỊCH\nVũ Văn Mẫu\n");
	ck_assert_str_eq(value(VB_FIELD_SIGNER), "");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("signer");
	TCase *tc = tcase_create("signer");

	tcase_add_checked_fixture(tc, setup, teardown);
	LOOP(tc, signature__layouts, cases);
	tcase_add_test(tc, signature__place);
	tcase_add_test(tc, signature__none_in_an_article);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
