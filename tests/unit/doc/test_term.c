#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/record.h"
#include "doc/term.h"

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

static const struct {
	const char *in;
	enum vb_term_kind kind;
	const char *value, *span;
} finds[] = {
	{ "tỉnh khóa XVII, kỳ họp", VB_TERM_COUNCIL, "17", "khóa XVII" },
	{ "khoá 17", VB_TERM_COUNCIL, "17", "khoá 17" },
	{ "KHÓA XVII", VB_TERM_COUNCIL, "17", "KHÓA XVII" },
	{ "Khóa thứ mười bảy", VB_TERM_COUNCIL, "17", "Khóa thứ mười bảy" },
	{ "tại kỳ họp thứ 4 khóa", VB_TERM_SESSION, "4", "kỳ họp thứ 4" },
	{ "Kỳ họp thứ tư", VB_TERM_SESSION, "4", "Kỳ họp thứ tư" },
	{ "kỳ họp 28", VB_TERM_SESSION, "28", "kỳ họp 28" },
	{ "kỳ họp chuyên đề lần thứ 12", VB_TERM_SESSION, "12",
	  "kỳ họp chuyên đề lần thứ 12" },
	{ "Kỳ họp bất thường lần thứ IX", VB_TERM_SESSION, "9",
	  "Kỳ họp bất thường lần thứ IX" },
	{ "Đại hội lần thứ XXIV", VB_TERM_CONGRESS, "24", "lần thứ XXIV" },
	{ "lần thứ 24", VB_TERM_CONGRESS, "24", "lần thứ 24" },
	{ "nhiệm kỳ 2020 - 2025", VB_TERM_YEARS, "2020-2025",
	  "nhiệm kỳ 2020 - 2025" },
	{ "nhiệm kỳ 2021-2026", VB_TERM_YEARS, "2021-2026",
	  "nhiệm kỳ 2021-2026" },
};

START_TEST(term_find__forms)
{
	struct vb_str in = vb_str_from(finds[_i].in);
	struct vb_term t;

	ck_assert(vb_term_find(&t, in, 0));
	ck_assert_int_eq((int)t.kind, (int)finds[_i].kind);
	ck_assert_str_eq(t.value, finds[_i].value);
	ck_assert(vb_str_eq(vb_str_sub(in, t.from, t.to),
			    vb_str_from(finds[_i].span)));
}
END_TEST

static const char *const nothing[] = {
	"khóa học",
	"bế mạc khóa vi phạm",
	"kỳ họp thường lệ",
	"nhiệm kỳ mới",
	"lần thứ",
	"khoa học 17",
	"",
};

START_TEST(term_find__none)
{
	struct vb_term t;

	ck_assert(!vb_term_find(&t, vb_str_from(nothing[_i]), 0));
}
END_TEST

static const struct {
	const char *in, *value; /* NULL: none */
} parses[] = {
	{ "XVII", "17" },	 { "17", "17" },
	{ "xvii", "17" },	 { "khóa 17", "17" },
	{ "khoa XVII", "17" },	 { "thứ 4", "4" },
	{ "kỳ họp thứ 4", "4" }, { "2020-2025", "2020-2025" },
	{ "IV", "4" },		 { "XL", "40" },
	{ "abc", NULL },	 { "", NULL },
	{ "17 18", NULL },	 { "0", NULL },
};

START_TEST(term_parse__typed)
{
	struct vb_term t;
	bool ok = vb_term_parse(&t, vb_str_from(parses[_i].in));

	ck_assert_int_eq(ok, parses[_i].value != NULL);
	if (ok)
		ck_assert_str_eq(t.value, parses[_i].value);
}
END_TEST

static const struct {
	const char *text, *term, *label, *session;
} reads[] = {
	/* below the title */
	{ "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT "
	  "NAM\nSố: 5/NQ-HĐND\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nNGHỊ QUYẾT\n"
	  "Về thử\nHỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH\nKHÓA XVII, KỲ HỌP THỨ 4\n"
	  "Căn cứ Luật;\n",
	  "17", "KHÓA XVII", "4" },
	/* where it was voted; the election is another's term */
	{ "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA "
	  "VIỆT NAM\nSố: 82/2025/NQ-HĐND\nHà Nội, ngày 27 tháng 11 năm 2025\n"
	  "NGHỊ QUYẾT\nVỀ CHI PHỤC VỤ BẦU CỬ ĐẠI BIỂU QUỐC HỘI KHÓA XVIII\n"
	  "Căn cứ Luật;\nNghị quyết này đã được Hội đồng nhân dân thành phố "
	  "Hà Nội khoá XVI, Kỳ họp thứ 28 thông qua ngày 27 tháng 11 năm "
	  "2025./.\n",
	  "16", "khoá XVI", "28" },
	{ "TỈNH ỦY HÀ TĨNH\n*\nSố 5-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Tĩnh, "
	  "ngày 3 tháng 4 năm 2020\nCHỈ THỊ\nVề đại hội đảng bộ các cấp nhiệm "
	  "kỳ 2020 - 2025\n",
	  "2020-2025", "nhiệm kỳ 2020 - 2025", "" },
};

START_TEST(term_read__documents)
{
	const struct vb_field *term = &record.fields[VB_FIELD_TERM];

	read_text(reads[_i].text);
	ck_assert_str_eq(value(VB_FIELD_TERM), reads[_i].term);
	ck_assert(vb_str_eq(term->label, vb_str_from(reads[_i].label)));
	ck_assert_str_eq(value(VB_FIELD_SESSION), reads[_i].session);
}
END_TEST

/* Congresses: national January 2011, January 2016, January and February 2021,
 * January 2026; provinces' in the second halves of 2010, 2015, 2020, 2025. */
static const struct {
	const char *number, *issuer, *date, *value, *label;
} parties[] = {
	{ "20-CT/TU", "Tỉnh ủy Hà Tĩnh", "2012-11-15", "2010-2015",
	  "nhiệm kỳ 2010-2015" },
	{ "20-CT/TU", "Tỉnh ủy Hà Tĩnh", "2015-06-30", "2010-2015",
	  "nhiệm kỳ 2010-2015" },
	{ "20-CT/TU", "Tỉnh ủy Hà Tĩnh", "2015-10-01", "", "" },
	{ "20-CT/TU", "", "2017-11-15", "2015-2020", "nhiệm kỳ 2015-2020" },
	{ "20-CT/TU", "Thành ủy Hà Nội", "2021-01-05", "2020-2025",
	  "nhiệm kỳ 2020-2025" },
	{ "5-NQ/TU", "", "2026-02-01", "2025-2030", "nhiệm kỳ 2025-2030" },
	{ "5-NQ/HU", "Huyện ủy Can Lộc", "2020-03-01", "2015-2020",
	  "nhiệm kỳ 2015-2020" },
	{ "5-NQ/HU", "Huyện ủy Can Lộc", "2020-06-01", "", "" },
	{ "5-NQ/HU", "Huyện ủy Can Lộc", "2020-10-01", "2020-2025",
	  "nhiệm kỳ 2020-2025" },
	{ "5-NQ/ĐU", "Đảng ủy xã Liên Minh", "2022-10-01", "2020-2025",
	  "nhiệm kỳ 2020-2025" },
	{ "15-NQ/TW", "Ban Chấp hành Trung ương", "2012-06-01", "11",
	  "khóa XI" },
	{ "15-NQ/TW", "", "2016-02-01", "12", "khóa XII" },
	{ "36-HD/VPTW", "", "2018-04-03", "12", "khóa XII" },
	{ "15-NQ/TW", "", "2021-01-30", "", "" },
	{ "15-NQ/TW", "", "2025-12-31", "13", "khóa XIII" },
	{ "15-NQ/TW", "", "2026-01-15", "", "" },
	{ "399-QĐ/TW", "", "2026-02-15", "14", "khóa XIV" },
	/* before what is known, and what is not the Party's */
	{ "20-CT/TU", "", "2009-05-01", "", "" },
	{ "20-CT/TW", "", "2010-05-01", "", "" },
	{ "20-CT/TU", "", "2036-05-01", "", "" },
	{ "20-CT/TU", "", "", "", "" },
	{ "20-CT/TU", "", "2012", "", "" },
	{ "05/NQ-HĐND", "Hội đồng nhân dân tỉnh Hà Tĩnh", "2012-11-15", "",
	  "" },
	{ "12-KH/ĐTN", "", "2012-11-15", "", "" },
	{ "", "", "2012-11-15", "", "" },
};

START_TEST(term_of_party__dates)
{
	char value[VB_TERM_TEXT], label[VB_TERM_LABEL];
	bool ok = vb_term_of_party(
		value, label, vb_str_from(parties[_i].number),
		vb_str_from(parties[_i].issuer), vb_str_from(parties[_i].date));

	ck_assert_int_eq(ok, parties[_i].value[0] != '\0');
	ck_assert_str_eq(value, parties[_i].value);
	ck_assert_str_eq(label, parties[_i].label);
}
END_TEST

START_TEST(term_infer__party_document)
{
	const struct vb_field *term = &record.fields[VB_FIELD_TERM];

	read_text("TỈNH ỦY HÀ TĨNH\n*\nSố 20-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
		  "Hà Tĩnh, ngày 3 tháng 4 năm 2019\nCHỈ THỊ\nVề thử\n");
	ck_assert_str_eq(value(VB_FIELD_TERM), "2015-2020");
	ck_assert(vb_str_eq(term->label, VB_STR("nhiệm kỳ 2015-2020")));
	ck_assert_int_eq((int)term->how, VB_HOW_INFERRED);
	ck_assert_double_eq(term->confidence, 0.6);
}
END_TEST

START_TEST(term_infer__given)
{
	const struct vb_field *term = &record.fields[VB_FIELD_TERM];

	ck_assert_int_eq(vb_record_set(&record, VB_FIELD_TERM,
				       VB_STR("khoá XVII"), VB_HOW_GIVEN, 1),
			 VB_OK);
	ck_assert_int_eq(vb_record_set(&record, VB_FIELD_SESSION,
				       VB_STR("Kỳ họp thứ tư"), VB_HOW_GIVEN,
				       1),
			 VB_OK);
	read_text("Bài.\n");
	ck_assert_str_eq(value(VB_FIELD_TERM), "17");
	ck_assert(vb_str_eq(term->label, VB_STR("khoá XVII")));
	ck_assert_int_eq((int)term->how, VB_HOW_GIVEN);
	ck_assert_str_eq(value(VB_FIELD_SESSION), "4");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("term");
	TCase *tc = tcase_create("term");

	tcase_add_checked_fixture(tc, setup, teardown);
	LOOP(tc, term_find__forms, finds);
	LOOP(tc, term_find__none, nothing);
	LOOP(tc, term_parse__typed, parses);
	LOOP(tc, term_read__documents, reads);
	LOOP(tc, term_of_party__dates, parties);
	tcase_add_test(tc, term_infer__party_document);
	tcase_add_test(tc, term_infer__given);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
