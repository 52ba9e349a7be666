/*
 * Source notes of the codified law. The notes follow the form of those of the
 * collection of provisions; names and numbers are those of public laws.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/record.h"

static struct vb_arena arena;
static struct vb_record record;

static void setup(void)
{
	arena = (struct vb_arena)VB_ARENA_INIT;
	vb_record_init(&record, &arena);
}

static void teardown(void)
{
	vb_arena_clear(&arena);
}

static void understand(const char *name, const char *json)
{
	static struct vb_extra extra;

	extra = (struct vb_extra){ .name = vb_str_from(name),
				   .json = vb_str_from(json) };
	record.extras = &extra;
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
}

static const char *value(enum vb_field_id id)
{
	static char text[400];

	snprintf(text, sizeof(text), "%.*s",
		 VB_STR_ARG(record.fields[id].value));
	return text;
}

/* "kind number anchor date how;" of each reference. */
static const char *references(void)
{
	static char out[2000];
	size_t n = 0;

	out[0] = '\0';
	for (struct vb_reference *r = record.references; r; r = r->next)
		n += (size_t)snprintf(
			out + n, sizeof(out) - n, "%s %.*s %.*s %.*s %s;",
			r->kind == VB_RELATION_PART_OF	  ? "part" :
			r->kind == VB_RELATION_AMENDED_BY ? "amended" :
							    "other",
			VB_STR_ARG(r->number), VB_STR_ARG(r->anchor),
			VB_STR_ARG(r->date), vb_how_name(r->date_how));
	return out;
}

static const struct {
	const char *note, *part_of, *type, *date, *issuer, *effective, *expiry;
	const char *references;
} cases[] = {
	{ "(Điều 1 Luật số 57/2020/QH14 Luật Thanh niên ngày 16/06/2020 của "
	  "Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2021)",
	  "Luật 57/2020/QH14", "luat", "2020-06-16", "Quốc hội", "2021-01-01",
	  "", "part 57/2020/QH14 dieu-1  unknown;" },
	{ "(Điều 18b Thông tư số 105 /2021/TT-BQP, có hiệu lực thi hành kể từ "
	  "ngày 19/09/2021)",
	  "Thông tư 105/2021/TT-BQP", "thong-tu", "", "", "2021-09-19", "",
	  "part 105/2021/TT-BQP dieu-18b  unknown;" },
	/* the name holds a date and a body of its own; it ends one day */
	{ "((Điều 20 Thông tư số 50/2017/TT-BTC Hướng dẫn Nghị định số "
	  "73/2016/NĐ-CP ngày 01 tháng 7 năm 2016 của Chính phủ ngày "
	  "15/06/2017 của Bộ Tài chính, có hiệu lực thi hành kể từ ngày "
	  "01/07/2017, có hiệu lực thi hành đến ngày 31/12/2027. ))",
	  "Thông tư 50/2017/TT-BTC", "thong-tu", "2017-06-15", "Bộ Tài chính",
	  "2017-07-01", "2027-12-31", "part 50/2017/TT-BTC dieu-20  unknown;" },
	/* two amend it; the second with a date of its own and a khoản */
	{ "(Điều 31 Nghị định số 145/2020/NĐ-CP, có hiệu lực thi hành kể từ "
	  "ngày 01/02/2021, có nội dung được sửa đổi bởi Điều 73 Nghị định số "
	  "35/2022/NĐ-CP có hiệu lực thi hành kể từ ngày 15/07/2022; điểm a "
	  "khoản 1 Điều 2 Nghị định số 21/2023/NĐ-CP ngày 24/02/2023 của Chính "
	  "phủ có hiệu lực thi hành kể từ ngày 01/05/2023)",
	  "Nghị định 145/2020/NĐ-CP", "nghi-dinh", "", "", "2021-02-01", "",
	  "part 145/2020/NĐ-CP dieu-31  unknown;"
	  "amended 35/2022/NĐ-CP dieu-73 2022-07-15 inferred;"
	  "amended 21/2023/NĐ-CP dieu-2.khoan-1.diem-a 2023-02-24 read;" },
	{ "(Điều 1 Thông tư số liên tịch 191/2005/TTLT/BQP-BLĐTBXH-BTC, có "
	  "hiệu lực thi hành kể từ ngày 25/01/2006)",
	  "Thông tư liên tịch 191/2005/TTLT/BQP-BLĐTBXH-BTC",
	  "thong-tu-lien-tich", "", "", "2006-01-25", "",
	  "part 191/2005/TTLT/BQP-BLĐTBXH-BTC dieu-1  unknown;" },
	{ "(Điều 30 Luật số 33/2013/QH13, có hiệu lực kể từ ngày 01/5/2014)",
	  "Luật 33/2013/QH13", "luat", "", "", "2014-05-01", "",
	  "part 33/2013/QH13 dieu-30  unknown;" },
	{ "(Điều 3 Pháp lệnh Về Hàm, cấp ngoại giao, có hiệu lực thi hành kể "
	  "từ ngày 31/05/1995)",
	  "Pháp lệnh Về Hàm, cấp ngoại giao", "phap-lenh", "", "", "1995-05-31",
	  "", "part Pháp lệnh Về Hàm, cấp ngoại giao dieu-3  unknown;" },
};

static void check_case(size_t i)
{
	ck_assert_str_eq(value(VB_FIELD_PART_OF), cases[i].part_of);
	ck_assert_str_eq(value(VB_FIELD_TYPE), cases[i].type);
	ck_assert_str_eq(value(VB_FIELD_DATE), cases[i].date);
	ck_assert_str_eq(value(VB_FIELD_ISSUER), cases[i].issuer);
	ck_assert_str_eq(value(VB_FIELD_EFFECTIVE_DATE), cases[i].effective);
	ck_assert_str_eq(value(VB_FIELD_EXPIRY_DATE), cases[i].expiry);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_str_eq(references(), cases[i].references);
}

START_TEST(note__key)
{
	char json[2000];

	snprintf(json, sizeof(json), "\"%s\"", cases[_i].note);
	record.text = VB_STR("Thanh niên là công dân Việt Nam.");
	understand("note", json);
	check_case((size_t)_i);
	ck_assert_int_eq(record.fields[VB_FIELD_PART_OF].how, VB_HOW_READ);
	ck_assert_uint_eq(record.fields[VB_FIELD_PART_OF].to, 0);
}
END_TEST

START_TEST(note__at_the_end_of_the_text)
{
	char text[2000];

	snprintf(text, sizeof(text), "Thanh niên là công dân.\n%s\n",
		 cases[_i].note);
	record.text = vb_str_from(text);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	check_case((size_t)_i);
	ck_assert_uint_eq(record.fields[VB_FIELD_PART_OF].from,
			  strlen("Thanh niên là công dân.\n"));
	ck_assert_uint_eq(record.fields[VB_FIELD_PART_OF].to, strlen(text) - 1);
}
END_TEST

START_TEST(note__escapes)
{
	understand(
		"ghi_chu",
		"\"(\\u0110i\\u1ec1u 1 Lu\\u1eadt s\\u1ed1 57\\/2020\\/QH14,\\n"
		"c\\u00f3 hi\\u1ec7u l\\u1ef1c thi h\\u00e0nh k\\u1ec3 "
		"t\\u1eeb ng\\u00e0y 01/01/2021)\"");
	ck_assert_str_eq(value(VB_FIELD_PART_OF), "Luật 57/2020/QH14");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "57/2020/QH14");
	ck_assert_str_eq(value(VB_FIELD_EFFECTIVE_DATE), "2021-01-01");
}
END_TEST

/* What somebody told us stands; the note only adds. */
START_TEST(note__given_wins)
{
	ck_assert_int_eq(vb_record_set(&record, VB_FIELD_ISSUER,
				       VB_STR("Quốc hội khóa XIV"),
				       VB_HOW_GIVEN, 1),
			 VB_OK);
	understand("note",
		   "\"(Điều 1 Luật số 57/2020/QH14 Luật Thanh niên ngày "
		   "16/06/2020 của Quốc hội, có hiệu lực thi hành kể từ ngày "
		   "01/01/2021)\"");
	ck_assert_str_eq(value(VB_FIELD_ISSUER), "Quốc hội khóa XIV");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2020-06-16");
}
END_TEST

/* Other notes are left alone. */
static const char *const none[] = {
	"\"\"",
	"\"Ảnh: tác giả\"",
	"{\"a\": [1]}",
	"17",
	"\"(có hiệu lực)\"",
	"\"(Luật này có hiệu lực từ ngày 01/01/2021\"",
	"\"\\ud800\\u12\\",
	"\"",
};

START_TEST(note__none)
{
	record.text = VB_STR("Tin về hội nghị (ảnh)");
	understand("note", none[_i]);
	ck_assert_str_eq(value(VB_FIELD_PART_OF), "");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "");
	ck_assert_ptr_null(record.references);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("note");
	TCase *tc = tcase_create("note");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, note__key, 0, COUNT(cases));
	tcase_add_loop_test(tc, note__at_the_end_of_the_text, 0, COUNT(cases));
	tcase_add_test(tc, note__escapes);
	tcase_add_test(tc, note__given_wins);
	tcase_add_loop_test(tc, note__none, 0, COUNT(none));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
