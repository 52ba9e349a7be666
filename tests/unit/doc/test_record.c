#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/record.h"
#include "doc/type.h"

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

/* types */

static const struct {
	const char *name, *slug; /* NULL: unknown */
} type_cases[] = {
	{ "NQ", "nghi-quyet" },
	{ "nq", "nghi-quyet" },
	{ "Nghị quyết", "nghi-quyet" },
	{ "NGHỊ QUYẾT", "nghi-quyet" },
	{ "nghi quyet", "nghi-quyet" },
	{ "nghi-quyet", "nghi-quyet" },
	{ "CT", "chi-thi" },
	{ "CTr", "chuong-trinh" },
	{ "CTR", "chuong-trinh" },
	{ "TT", "thong-tu" },
	{ "TTr", "to-trinh" },
	{ "HD", "huong-dan" },
	{ "HĐ", "hop-dong" },
	{ "hđ", "hop-dong" },
	{ "ĐA", "de-an" },
	{ "DA", "du-an" },
	{ "QyĐ", "quy-dinh" },
	{ "công văn", "cong-van" },
	{ "Thông tư liên tịch", "thong-tu-lien-tich" },
	{ "Luật", "luat" },
	{ "XYZ", NULL },
	{ "", NULL },
	{ "Nghị", NULL },
};

START_TEST(type_find__names)
{
	const struct vb_type *t =
		vb_type_find(vb_str_from(type_cases[_i].name));

	ck_assert_int_eq(t != NULL, type_cases[_i].slug != NULL);
	if (t)
		ck_assert_str_eq(t->slug, type_cases[_i].slug);
}
END_TEST

START_TEST(type_at__longest_label)
{
	size_t len;
	const struct vb_type *t;

	t = vb_type_at(VB_STR("Thông tư liên tịch số 1"), &len);
	ck_assert_str_eq(t->slug, "thong-tu-lien-tich");
	ck_assert_uint_eq(len, strlen("Thông tư liên tịch"));
	t = vb_type_at(VB_STR("QUYẾT\nĐỊNH"), &len);
	ck_assert_str_eq(t->slug, "quyet-dinh");
	ck_assert_uint_eq(len, strlen("QUYẾT\nĐỊNH"));
	ck_assert_ptr_null(vb_type_at(VB_STR("Nghị quyếtx"), &len));
	ck_assert_ptr_null(vb_type_at(VB_STR("theo Nghị quyết"), &len));
}
END_TEST

START_TEST(type_row__slugs_are_folded_labels)
{
	const struct vb_type *t;
	size_t i = 0;

	for (; (t = vb_type_row(i)); i++)
		ck_assert_ptr_eq(vb_type_find(vb_str_from(t->label)), t);
	ck_assert_uint_gt(i, 40);
}
END_TEST

/* fields */

START_TEST(record_set__stronger_wins)
{
	vb_record_set(&record, VB_FIELD_TITLE, VB_STR(" read "), VB_HOW_READ,
		      1);
	vb_record_set(&record, VB_FIELD_TITLE, VB_STR("inferred"),
		      VB_HOW_INFERRED, 1);
	ck_assert_str_eq(value(VB_FIELD_TITLE), "read");
	vb_record_set(&record, VB_FIELD_TITLE, VB_STR("corrected"),
		      VB_HOW_CORRECTED, 1);
	vb_record_set(&record, VB_FIELD_TITLE, VB_STR("given"), VB_HOW_GIVEN,
		      1);
	ck_assert_str_eq(value(VB_FIELD_TITLE), "corrected");
}
END_TEST

START_TEST(record_set__empty_does_nothing)
{
	vb_record_set(&record, VB_FIELD_DATE, VB_STR(" \n"), VB_HOW_GIVEN, 1);
	ck_assert_int_eq(record.fields[VB_FIELD_DATE].how, VB_HOW_UNKNOWN);
}
END_TEST

START_TEST(field_name__round_trip)
{
	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		struct vb_str name =
			vb_str_from(vb_field_name((enum vb_field_id)i));

		ck_assert_uint_gt(name.len, 0);
		ck_assert_int_eq(vb_field_by_name(name), i);
	}
	ck_assert_int_eq(vb_field_by_name(VB_STR("note")), VB_FIELD_COUNT);
	ck_assert_str_eq(vb_field_name(VB_FIELD_EFFECTIVE_DATE),
			 "effective_date");
	ck_assert_str_eq(vb_how_name(VB_HOW_CORRECTED), "corrected");
}
END_TEST

/* understanding: texts written for these tests, in the decree's layout */

static const char resolution[] =
	"HỘI ĐỒNG NHÂN DÂN\n"
	"TỈNH HÀ TĨNH\n"
	"-------\n"
	"CỘNG HÒA XÃ\n"
	"HỘI CHỦ NGHĨA VIỆT NAM\n"
	"Độc lập - Tự do - Hạnh phúc\n"
	"---------------\n"
	"Số:\n"
	"05/2021/NQ-HĐND\n"
	"Hà Tĩnh, ngày 08\n"
	"tháng 12 năm 2021\n"
	"NGHỊ QUYẾT\n"
	"VỀ VIỆC QUY ĐỊNH MỨC CHI CỦA\n"
	"HỘI ĐỒNG NHÂN DÂN CÁC CẤP\n"
	"HỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH\n"
	"KHÓA XVIII, KỲ HỌP THỨ 4\n"
	"Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 "
	"tháng 6 năm 2015;\n"
	"Căn cứ Nghị định số 163/2016/NĐ-CP ngày 21/12/2016 của Chính phủ;\n"
	"QUYẾT NGHỊ:\n"
	"Điều 1. Thay thế Nghị quyết số 05/2021/NQ-HĐND và Nghị định số "
	"163/2016/NĐ-CP.\n";

START_TEST(understand__resolution)
{
	const struct vb_reference *m;

	record.text = vb_str_from(resolution);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "05/2021/NQ-HĐND");
	ck_assert_str_eq(value(VB_FIELD_TYPE), "nghi-quyet");
	ck_assert_str_eq(record.fields[VB_FIELD_TYPE].label.ptr, "Nghị quyết");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2021-12-08");
	ck_assert_str_eq(value(VB_FIELD_ISSUER),
			 "Hội đồng nhân dân tỉnh Hà Tĩnh");
	ck_assert_str_eq(value(VB_FIELD_PLACE), "Hà Tĩnh");
	ck_assert_str_eq(value(VB_FIELD_TITLE),
			 "Nghị quyết VỀ VIỆC QUY ĐỊNH MỨC CHI CỦA "
			 "HỘI ĐỒNG NHÂN DÂN CÁC CẤP");
	m = record.references; /* its own number is none */
	ck_assert_str_eq(m->number.ptr, "77/2015/QH13");
	ck_assert_str_eq(m->key.ptr, "77 2015 QH13");
	ck_assert_str_eq(m->date.ptr, "2015-06-19");
	ck_assert_int_eq(m->date_how, VB_HOW_READ);
	m = m->next;
	ck_assert_str_eq(m->number.ptr, "163/2016/NĐ-CP");
	ck_assert_str_eq(m->type.ptr, "nghi-dinh");
	ck_assert(vb_str_eq(vb_str_sub(record.text, m->from, m->to),
			    VB_STR("163/2016/NĐ-CP")));
	ck_assert_int_eq(m->kind, VB_RELATION_BASIS);
	ck_assert_str_eq(m->issuer.ptr, "Chính phủ");
	m = m->next; /* the same again, of which something else is said */
	ck_assert_str_eq(m->number.ptr, "163/2016/NĐ-CP");
	ck_assert_int_eq(m->kind, VB_RELATION_REPLACES);
	ck_assert(m->again);
	ck_assert_ptr_null(m->next);
}
END_TEST

static const char directive[] = "TỈNH ỦY HÀ TĨNH\n*\nSố 20-CT/TU\n"
				"ĐẢNG CỘNG SẢN VIỆT NAM\n"
				"Hà Tĩnh, ngày 15 tháng 11 năm 2021\n"
				"CHỈ THỊ\n"
				"về tăng cường sự lãnh đạo của Đảng\n"
				"đối với Hội đồng nhân dân các cấp\n"
				"Thời gian qua, các cấp ủy đã lãnh đạo.\n";

START_TEST(understand__party_directive)
{
	record.text = vb_str_from(directive);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "20-CT/TU");
	ck_assert_str_eq(value(VB_FIELD_TYPE), "chi-thi");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2021-11-15");
	ck_assert_str_eq(value(VB_FIELD_TITLE),
			 "Chỉ thị về tăng cường sự lãnh đạo của Đảng đối với "
			 "Hội đồng nhân dân các cấp");
	ck_assert_ptr_null(record.references);
}
END_TEST

static const char letter[] =
	"BỘ KHOA HỌC VÀ CÔNG NGHỆ\n-------\n"
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
	"Số: 1234/BKHCN-VP\nV/v rà soát văn bản\nquy phạm pháp luật\n"
	"Hà Nội, ngày 3 tháng 4 năm 2025\nKính gửi: Các bộ.\n";

START_TEST(understand__letter)
{
	record.text = vb_str_from(letter);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_str_eq(value(VB_FIELD_TYPE), "cong-van");
	ck_assert_int_eq(record.fields[VB_FIELD_TYPE].how, VB_HOW_INFERRED);
	ck_assert_str_eq(value(VB_FIELD_TITLE),
			 "Công văn V/v rà soát văn bản quy phạm pháp luật");
	ck_assert_str_eq(value(VB_FIELD_ISSUER), "Bộ Khoa học và Công nghệ");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2025-04-03");
}
END_TEST

/* Letterheads broken in the middle of a name. */
static const struct {
	const char *head, *issuer;
} issuers[] = {
	{ "ỦY\nBAN NHÂN DÂN\nTỈNH HÀ TĨNH\n-----",
	  "Ủy ban nhân dân tỉnh Hà Tĩnh" },
	{ "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSỞ Y TẾ",
	  "Sở Y tế thành "
	  "phố Hồ Chí Minh" },
	{ "BỘ CÔNG THƯƠNG", "Bộ Công Thương" },
	{ "BỘ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH",
	  "Bộ Văn hóa, Thể thao và Du lịch" },
	{ "THỦ\nTƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ" },
	{ "NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM", "Ngân hàng Nhà nước Việt Nam" },
	{ "VĂN PHÒNG QUỐC HỘI", "Văn phòng Quốc hội" },
};

START_TEST(understand__issuer)
{
	struct vb_buf text = VB_BUF_INIT(4096);

	ck_assert(!vb_buf_printf(&text,
				 "%s\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT "
				 "NAM\nSố: 1/QĐ-A\nQUYẾT ĐỊNH\n",
				 issuers[_i].head));
	record.text = vb_buf_str(&text);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_ISSUER), issuers[_i].issuer);
	vb_buf_clear(&text);
}
END_TEST

/* A law database's page without letterhead, and news that only cites. */
START_TEST(understand__title_with_number)
{
	record.text = VB_STR("Chương I\nĐiều 1. Phạm vi\nNghị định này.");
	vb_record_set(&record, VB_FIELD_TITLE,
		      VB_STR("Nghị định 66/2008/NĐ-CP"), VB_HOW_READ, 1);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "66/2008/NĐ-CP");
	ck_assert_int_eq(record.fields[VB_FIELD_NUMBER].how, VB_HOW_INFERRED);
	ck_assert_str_eq(value(VB_FIELD_TYPE), "nghi-dinh");

	vb_record_init(&record, &arena);
	record.text = VB_STR("Hôm qua, hội nghị đã bàn việc thi hành.");
	vb_record_set(&record, VB_FIELD_TITLE,
		      VB_STR("Nghị định 66/2008/NĐ-CP vào cuộc sống"),
		      VB_HOW_READ, 1);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_KIND), "article");
	ck_assert_str_eq(record.references->number.ptr, "66/2008/NĐ-CP");
	ck_assert_uint_eq(record.references->to, 0); /* of the title */
}
END_TEST

START_TEST(understand__given_wins)
{
	record.text = vb_str_from(resolution);
	vb_record_set(&record, VB_FIELD_TITLE, VB_STR("Tên cho trước"),
		      VB_HOW_GIVEN, 1);
	vb_record_set(&record, VB_FIELD_KIND, VB_STR("article"), VB_HOW_GIVEN,
		      1);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), "Tên cho trước");
	ck_assert_str_eq(value(VB_FIELD_KIND), "article");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "");
}
END_TEST

START_TEST(understand__article)
{
	const struct vb_reference *m;

	record.text =
		VB_STR("Triển khai Chỉ thị về hội đồng nhân dân\n"
		       "Ngày 20.12, HĐND tỉnh Hà Tĩnh triển khai Chỉ thị "
		       "số 20-CT/TU ngày 15.11 và Quy định số 399-QĐ/TW. "
		       "Chỉ thị 20 - CT/TU nêu tỉnh Hà Tĩnh cần đổi mới.");
	vb_record_set(&record, VB_FIELD_DATE, VB_STR("2021-01-05"),
		      VB_HOW_GIVEN, 1);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_KIND), "article");
	ck_assert_str_eq(value(VB_FIELD_TITLE),
			 "Triển khai Chỉ thị về hội đồng nhân dân");
	ck_assert_str_eq(value(VB_FIELD_PLACE), "Hà Tĩnh");
	m = record.references;
	ck_assert_str_eq(m->number.ptr, "20-CT/TU");
	ck_assert_str_eq(m->date.ptr, "2020-11-15"); /* not after the page */
	ck_assert_int_eq(m->date_how, VB_HOW_INFERRED);
	m = m->next;
	ck_assert_str_eq(m->number.ptr, "399-QĐ/TW");
	ck_assert_str_eq(m->type.ptr, "quy-dinh");
	ck_assert_ptr_null(m->next);
}
END_TEST

/* Two provinces, or one said once in passing: no place. */
static const char *const placeless[] = {
	"Đoàn công tác tỉnh Hà Nam làm việc với tỉnh Nam Định hôm qua.",
	"Theo UBND huyện, tỉnh ủy và thành phố đã họp.",
	"",
};

START_TEST(understand__no_place)
{
	record.text = vb_str_from(placeless[_i]);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_PLACE), "");
}
END_TEST

/* Thousands of citations of thousands of numbers: each once, no crawl. */
START_TEST(understand__many_mentions)
{
	struct vb_buf text = VB_BUF_INIT(16 << 20);
	size_t n = 0;

	for (int round = 0; round < 2; round++)
		for (int i = 1; i <= 20000; i++)
			ck_assert(!vb_buf_printf(&text, "%d/NQ-HĐND, ", i));
	record.text = vb_buf_str(&text);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	for (struct vb_reference *m = record.references; m; m = m->next)
		n++;
	ck_assert_uint_eq(n, 20000);
	vb_buf_clear(&text);
}
END_TEST

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("record");
	TCase *tc = tcase_create("record");

	tcase_add_checked_fixture(tc, setup, teardown);
	LOOP(tc, type_find__names, type_cases);
	tcase_add_test(tc, type_at__longest_label);
	tcase_add_test(tc, type_row__slugs_are_folded_labels);
	tcase_add_test(tc, record_set__stronger_wins);
	tcase_add_test(tc, record_set__empty_does_nothing);
	tcase_add_test(tc, field_name__round_trip);
	tcase_add_test(tc, understand__resolution);
	tcase_add_test(tc, understand__party_directive);
	tcase_add_test(tc, understand__letter);
	LOOP(tc, understand__issuer, issuers);
	tcase_add_test(tc, understand__title_with_number);
	tcase_add_test(tc, understand__given_wins);
	tcase_add_test(tc, understand__article);
	LOOP(tc, understand__no_place, placeless);
	tcase_add_test(tc, understand__many_mentions);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
