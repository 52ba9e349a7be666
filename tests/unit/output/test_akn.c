/*
 * Akoma Ntoso, as an XML parser reads it: IRIs and eIds of the OASIS naming
 * convention 1.0, languages of ISO 639-2.
 */
#include <stdlib.h>

#include "../run.h"
#include "output/akn.h"
#include "xml.h"

static const char text[] = "HỘI ĐỒNG NHÂN DÂN\n"
			   "Căn cứ Hiến pháp năm 2013;\n"
			   "QUYẾT NGHỊ:\n"
			   "Chương I\n"
			   "QUY ĐỊNH CHUNG\n"
			   "Điều 1. Phạm vi\n"
			   "1. Giá đất < 5 & hơn.\n"
			   "2. Thu theo Nghị định 44/2014/NĐ-CP:\n"
			   "a) Đất ở;\n"
			   "b) Đất khác.\n"
			   "Điều 2. Hiệu lực\n"
			   "Từ ngày ký.\n";

static struct vb_held held;
static struct vb_record record;
static struct vb_reference reference;
static struct vb_buf out = VB_BUF_INIT(1 << 20);

static void set(enum vb_field_id id, const char *value)
{
	held.fields[id].value = vb_str_from(value);
}

static void setup(void)
{
	static const char cited[] = "Nghị định 44/2014/NĐ-CP";

	held = (struct vb_held){ .id = VB_STR("bài 1/?"),
				 .added = "2024-07-11T01:02:03Z",
				 .references = &reference };
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		held.fields[i].value = held.fields[i].label = VB_STR_EMPTY;
	set(VB_FIELD_TYPE, "nghi-quyet");
	set(VB_FIELD_ISSUER, "HĐND tỉnh Hà Tĩnh");
	set(VB_FIELD_DATE, "2023-07-14");
	set(VB_FIELD_NUMBER, "05/2023/NQ-HĐND");
	set(VB_FIELD_EFFECTIVE_DATE, "2023-08-01");
	reference = (struct vb_reference){
		.kind = VB_RELATION_CITES,
		.number = VB_STR("44/2014/NĐ-CP"),
		.key = VB_STR("44/2014/nd-cp"),
		.type = VB_STR("nghi-dinh"),
		.issuer = VB_STR("Chính phủ"),
		.date = VB_STR("2014-05-15"),
		.from = (size_t)(strstr(text, cited) - text),
	};
	reference.to = reference.from + sizeof(cited) - 1;
	record = (struct vb_record){ .text = VB_STR_EMPTY };
	record.text = vb_str_from(text);
	vb_buf_truncate(&out, 0);
}

static void teardown(void)
{
	xml_clear();
	vb_buf_clear(&out);
}

static void write_akn(void)
{
	ck_assert_int_eq(vb_output_akn(&out, &held, &record), VB_OK);
	xml_read(&out);
}

#define WORK                                                                   \
	"/akn/vn/act/nghi-quyet/hdnd-tinh-ha-tinh/2023-07-14/05-2023-nq-hdnd"
#define OF(level) "string(/*/*/k:meta/k:identification/k:FRBR" level "/k:FRBR"

static const struct {
	const char *path, *want;
} cases[] = {
	{ "local-name(/*)", "akomaNtoso" },
	{ "local-name(/k:akomaNtoso/*)", "act" },
	{ OF("Work") "uri/@value)", WORK },
	{ OF("Work") "this/@value)", WORK "/!main" },
	{ OF("Work") "date/@date)", "2023-07-14" },
	{ OF("Work") "country/@value)", "vn" },
	{ OF("Work") "number/@value)", "05/2023/NQ-HĐND" },
	{ OF("Expression") "uri/@value)", WORK "/vie@2023-07-14" },
	{ OF("Expression") "language/@language)", "vie" },
	{ OF("Manifestation") "uri/@value)", WORK "/vie@2023-07-14.akn" },
	/* eIds: the context's, two underscores, the element's, its number as
	 * written; Điều are counted through the document */
	{ "string(//k:chapter/@eId)", "chp_I" },
	{ "string(//k:chapter/k:heading)", "QUY ĐỊNH CHUNG" },
	{ "string(//k:article[1]/@eId)", "art_1" },
	{ "string(//k:article[1]/k:num)", "Điều 1." },
	{ "string(//k:article[1]/k:num/@eId)", "art_1__num" },
	{ "string(//k:article[1]/k:heading)", "Phạm vi" },
	{ "string(//k:article[1]/k:paragraph[2]/@eId)", "art_1__para_2" },
	{ "string(//k:article[1]/k:paragraph[2]/k:point[1]/@eId)",
	  "art_1__para_2__point_a" },
	{ "string(//k:article[1]/k:paragraph[1]/k:content/k:p)",
	  "Giá đất < 5 & hơn." },
	/* what has points under it leads to them */
	{ "count(//k:article[1]/k:paragraph[2]/k:intro)", "1" },
	{ "count(//k:preamble//k:citation)", "1" },
	{ "string(//k:ref)", "Nghị định 44/2014/NĐ-CP" },
	{ "string(//k:ref/@href)",
	  "/akn/vn/act/nghi-dinh/chinh-phu/2014-05-15/44-2014-nd-cp" },
	{ "string(//k:activeRef/@showAs)", "44/2014/NĐ-CP" },
	{ "string(//k:eventRef[@eId='eref_2']/@date)", "2023-08-01" },
	{ "string(//k:timeInterval/@start)", "#eref_2" },
	{ "count(//k:timeInterval/@end)", "0" },
	/* 4.2: an eId is once in the document */
	{ "count(//*[@eId = preceding::*/@eId])", "0" },
};

START_TEST(akn__cases)
{
	write_akn();
	xml_check(cases[_i].path, cases[_i].want);
}
END_TEST

/* Neither number nor day: its own id, and the day on which it came. */
START_TEST(akn__without_a_number)
{
	set(VB_FIELD_NUMBER, "");
	set(VB_FIELD_TYPE, "");
	set(VB_FIELD_ISSUER, "");
	set(VB_FIELD_DATE, "2023-02-29");
	record.text = VB_STR("Một dòng.\n");
	held.references = NULL;
	write_akn();
	xml_check("local-name(/k:akomaNtoso/*)", "doc");
	xml_check(OF("Work") "uri/@value)",
		  "/akn/vn/doc/2024-07-11/id-b%C3%A0i%201%2F%3F");
	xml_check(OF("Work") "date/@name)", "added");
	xml_check("string(//k:mainBody/k:p)", "Một dòng.");
}
END_TEST

/* A document without text is one with an empty body. */
START_TEST(akn__empty)
{
	record.text = VB_STR_EMPTY;
	held.references = NULL;
	write_akn();
	xml_check("count(//k:mainBody/k:p)", "1");
}
END_TEST

START_TEST(akn__english)
{
	set(VB_FIELD_LANGUAGE, "en");
	write_akn();
	xml_check(OF("Expression") "language/@language)", "eng");
	xml_check(OF("Expression") "uri/@value)", WORK "/eng@2023-07-14");
}
END_TEST

/*
 * The numbers of eIds: as written, without what ends them, hyphens for dots
 * within; in what begins to count anew, behind its id.
 */
static const struct {
	const char *text, *path, *want;
} numbers[] = {
	{ "Phần thứ hai\nChương IV\nMục 1\nTiểu mục 1\nĐiều 12a.\nx\n",
	  "string(//k:article/@eId)", "art_12a" },
	{ "Phần thứ nhất\nChương I\nMục 1\nTiểu mục 1\nĐiều 1.\nx\n",
	  "string(//k:subsection/@eId)", "part_1__chp_I__sec_1__subsec_1" },
	{ "PHẦN THỨ NHẤT\nCHƯƠNG 1\nĐiều 1. X\nx\n", "string(//k:chapter/@eId)",
	  "part_1__chp_1" },
	{ "Phần I\nĐiều 1. X\nx\n", "string(//k:part/@eId)", "part_I" },
	{ "Điều 1. X\n1. Một\n1.1. Hai\n", "string(//k:subparagraph/@eId)",
	  "art_1__para_1__subpara_1-1" },
	{ "Điều 1. X\n1. Một\na) a;\nb) b;\nc) c;\nd) d;\nđ) đ.\n",
	  "string(//k:point[5]/@eId)", "art_1__para_1__point_đ" },
	{ "A. MỘT\nI. Hai\n1/ Ba\n", "string(//k:paragraph/@eId)",
	  "dvs_A__level_I__para_1" },
	{ "A. MỘT\nI- Hai\n1/ Ba\n", "string(//k:level/@eId)",
	  "dvs_A__level_I" },
	/* attachments are counted, whatever number their heading has */
	{ "Điều 1. X\nx\nPHỤ LỤC II\nChương I\nMỘT\nĐiều 1. Y\ny\n",
	  "string(//k:attachment/@eId)", "att_1" },
	{ "Điều 1. X\nx\nPHỤ LỤC II\nChương I\nMỘT\nĐiều 1. Y\ny\n",
	  "string(//k:attachment//k:article/@eId)", "att_1__art_1" },
	{ "Điều 1. X\nx\nPHỤ LỤC II\nChương I\nMỘT\nĐiều 1. Y\ny\n",
	  "string(//k:attachment//k:chapter/@eId)", "att_1__chp_I" },
	/* rules that begin to count anew without an annex */
	{ "Điều 1. X\nx\nĐiều 2. Y\ny\nQUY CHẾ\nChương I\nMỘT\n"
	  "Điều 1. Z\nz\n",
	  "string(//k:chapter/k:article/@eId)", "cmp_1__art_1" },
	{ "Điều 1. X\nx\nĐiều 2. Y\ny\nQUY CHẾ\nChương I\nMỘT\n"
	  "Điều 1. Z\nz\n",
	  "count(//*[@eId = preceding::*/@eId])", "0" },
};

START_TEST(akn__numbers)
{
	record.text = vb_str_from(numbers[_i].text);
	held.references = NULL;
	write_akn();
	xml_check(numbers[_i].path, numbers[_i].want);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("akn");
	TCase *tc = tcase_create("akn");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, akn__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_loop_test(tc, akn__numbers, 0,
			    (int)(sizeof(numbers) / sizeof(numbers[0])));
	tcase_add_test(tc, akn__without_a_number);
	tcase_add_test(tc, akn__empty);
	tcase_add_test(tc, akn__english);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
