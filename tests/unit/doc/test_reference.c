#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../run.h"
#include "base/file.h"
#include "doc/law_names.h"
#include "doc/reference.h"

static struct vb_arena arena;
static struct vb_record record;
static struct vb_buf shown = VB_BUF_INIT(64 << 20);

static void setup(void)
{
	arena = (struct vb_arena)VB_ARENA_INIT;
	vb_record_init(&record, &arena);
	vb_buf_truncate(&shown, 0);
}

static void teardown(void)
{
	vb_arena_clear(&arena);
	vb_buf_clear(&shown);
}

static void show_part(const char *mark, struct vb_str part)
{
	if (part.len)
		ck_assert(!vb_buf_printf(&shown, "%s%.*s", mark,
					 VB_STR_ARG(part)));
}

/* "kind number @issuer date #anchor" a line; a ? after an inferred date. */
static const char *read_text(struct vb_str text)
{
	record.text = text;
	ck_assert(!vb_record_set(&record, VB_FIELD_KIND, VB_STR("article"),
				 VB_HOW_GIVEN, 1));
	ck_assert(!vb_record_set(&record, VB_FIELD_TITLE, VB_STR("Tin"),
				 VB_HOW_GIVEN, 1));
	ck_assert(!vb_record_set(&record, VB_FIELD_DATE, VB_STR("2021-11-16"),
				 VB_HOW_GIVEN, 1));
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	for (const struct vb_reference *m = record.references; m; m = m->next) {
		show_part("", vb_str_from(vb_relation_name(m->kind)));
		show_part(" ", m->number);
		show_part(" @", m->issuer);
		show_part(" ", m->date);
		if (m->date_how == VB_HOW_INFERRED)
			ck_assert(!vb_buf_append_char(&shown, '?'));
		show_part(" #", m->anchor);
		ck_assert(!vb_buf_append_char(&shown, '\n'));
		ck_assert_uint_le(m->from, m->to);
		ck_assert_uint_le(m->to, text.len);
	}
	return vb_buf_cstr(&shown);
}

static const struct {
	const char *text, *want;
} cases[] = {
	/* kinds */
	{ "Căn cứ Luật Hải quan ngày 23/6/2014;\n"
	  "Căn cứ Nghị định số 8/2015/NĐ-CP ngày\n21 tháng 01 năm 2015 của "
	  "Chính phủ quy định chi tiết Luật\nThủy sản, được sửa đổi, bổ "
	  "sung tại Nghị định số 167/2025/NĐ-CP;",
	  "basis Luật Hải quan 2014 2014-06-23\n"
	  "basis 8/2015/NĐ-CP @Chính phủ 2015-01-21\n"
	  "mention Luật Thủy sản\n"
	  "amended-by 167/2025/NĐ-CP\n" },
	{ "Nghị quyết này thay thế Nghị quyết số 12/NQ-HĐND.",
	  "replaces 12/NQ-HĐND\n" },
	{ "Bãi bỏ khoản 2 Điều 5 Nghị định số 99/2019/NĐ-CP.",
	  "repeals 99/2019/NĐ-CP #dieu-5.khoan-2\n" },
	{ "Nghị quyết số 7/2012/NQ-HĐND hết hiệu lực kể từ ngày 1/1/2022.",
	  "repeals 7/2012/NQ-HĐND\n" },
	{ "Các văn bản sau đây hết hiệu lực:\na) Thông tư số 1/2010/TT-BTC;\n"
	  "b) Thông tư số 2/2010/TT-BTC.",
	  "repeals 1/2010/TT-BTC\nrepeals 2/2010/TT-BTC\n" },
	{ "Sửa đổi, bổ sung một số điều của Thông tư số 4/2020/TT-BNV",
	  "amends 4/2020/TT-BNV\n" },
	{ "Thông tư này hướng dẫn thi hành Nghị định số 4/2020/NĐ-CP",
	  "guides 4/2020/NĐ-CP\n" },
	{ "Đính chính Quyết định số 4/QĐ-UBND", "corrects 4/QĐ-UBND\n" },
	{ "Tạm ngưng hiệu lực Thông tư số 4/2020/TT-BNV",
	  "suspends 4/2020/TT-BNV\n" },
	{ "Triển khai Kế hoạch số 7/KH-UBND", "implements 7/KH-UBND\n" },
	/* what is proposed is not done */
	{ "Kiến nghị sửa đổi Nghị định số 33/2020/NĐ-CP.",
	  "mention 33/2020/NĐ-CP\n" },
	/* a new verb ends what governed */
	{ "Thực hiện Chỉ thị số 5-CT/TU, UBND tỉnh ban hành Kế hoạch số "
	  "9/KH-UBND.",
	  "implements 5-CT/TU\nmention 9/KH-UBND\n" },

	{ "Thay thế Thông tư số 1/2011/TT-BTC của Bộ Tài chính ban hành mẫu "
	  "bằng; Thông tư số 2/2009/TT-BTC; Điều 3",
	  "replaces 1/2011/TT-BTC @Bộ Tài chính\nreplaces 2/2009/TT-BTC\n" },
	{ "Căn cứ các Nghị định: số 1/2010/NĐ-CP; số 2/2013/NĐ-CP;",
	  "basis 1/2010/NĐ-CP\nbasis 2/2013/NĐ-CP\n" },
	{ "Triển khai thực hiện theo hướng dẫn tại Quyết định số 4/QĐ-BTC",
	  "cites 4/QĐ-BTC\n" },
	{ "Đơn vị thực hiện đề tài\n(Kèm theo Quyết định số 4/QĐ-BTC)",
	  "mention 4/QĐ-BTC\n" },
	/* other names of what was cited, bills, standards */
	{ "theo Bộ luật Dân sự số 91/2015/QH13 (sau đây gọi tắt là Bộ luật "
	  "Dân sự năm 2015) và Luật Nhà ở",
	  "cites 91/2015/QH13\ncites Luật Nhà ở\n" },
	{ "giải trình về dự án Luật Thuế thu nhập cá nhân (sửa đổi)", "" },
	{ "QCVN 8-3: 2012-TT05/BYT", "" },
	/* date and issuer in front */
	{ "Ngày 25/11/2016, Thủ tướng Chính phủ đã ban hành Chỉ thị số "
	  "32/CT-TTg về an toàn.",
	  "mention 32/CT-TTg @Thủ tướng Chính phủ 2016-11-25\n" },
	{ "Ngày 25/11/2016, người dân nhận Chỉ thị số 32/CT-TTg.",
	  "mention 32/CT-TTg\n" },
	/* spaces lost and too many */
	{ "Điều 3 Quyết định số1600/QĐ-TTgngày 10 tháng 12 năm 2023",
	  "cites 1600/QĐ-TTg 2023-12-10 #dieu-3\n" },
	{ "Quyết định số 09 2006/QĐ-UBND", "mention 09/2006/QĐ-UBND\n" },
	{ "Nghị định số 3 7/2003/NĐ-CP", "mention 37/2003/NĐ-CP\n" },
	{ "Thông tư số số 25/2016/TT-BYT", "mention 25/2016/TT-BYT\n" },
	/* initials */
	{ "Điều 219 BLHS 2015", "cites BLHS 2015 #dieu-219\n" },
	{ "Luật thuế TNDN", "mention Luật thuế TNDN\n" },

	/* lists, serials, names */
	{ "các Nghị định số 12/2020/NĐ-CP, số 13/2020/NĐ-CP và 14/2020/NĐ-CP",
	  "mention 12/2020/NĐ-CP\nmention 13/2020/NĐ-CP\n"
	  "mention 14/2020/NĐ-CP\n" },
	{ "Nghị quyết số 05 và 06/NQ-HĐND",
	  "mention 05/NQ-HĐND\nmention 06/NQ-HĐND\n" },
	{ "thực hiện Đề án số 15 của Thành ủy Hà Nội về đổi mới",
	  "implements 15/ĐA @Thành ủy Hà Nội\n" },
	{ "Nghị quyết 30 của Bộ Chính trị", "mention 30/NQ @Bộ Chính trị\n" },
	{ "Nghị định 15/2020 của Chính phủ",
	  "mention 15/2020/NĐ @Chính phủ\n" },
	{ "theo Luật Phòng, chống tham nhũng, Luật Tiếp công dân năm 2013",
	  "cites Luật Phòng, chống tham nhũng\n"
	  "cites Luật Tiếp công dân 2013\n" },
	{ "Pháp lệnh Ưu đãi người có công với cách mạng số "
	  "26/2005/PL-UBTVQH11",
	  "mention 26/2005/PL-UBTVQH11\n" },
	{ "Luật Đất đai (số 45/2013/QH13)", "mention 45/2013/QH13\n" },
	{ "Điều 3 Hiến pháp 2013", "cites Hiến pháp 2013 #dieu-3\n" },
	{ "Luật Trồng cây gây rừng năm 2031",
	  "mention Luật Trồng cây gây rừng 2031\n" },

	/* issuers, dates, provisions */
	{ "Thông tư số 8/2014/TT-BKHCN ngày 30/5/2014 của Bộ trưởng Bộ Khoa "
	  "học và Công nghệ quy định",
	  "mention 8/2014/TT-BKHCN @Bộ trưởng Bộ Khoa học và Công nghệ "
	  "2014-05-30\n" },
	{ "Quyết định số 8/QĐ-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch",
	  "mention 8/QĐ-BVHTTDL @Bộ Văn hóa, Thể thao và Du lịch\n" },
	{ "tại Chỉ thị số 20-CT/TU ngày 15.11 về",
	  "cites 20-CT/TU 2021-11-15?\n" },
	{ "Chỉ thị số 20-CT/TU ngày 15.12 về",
	  "mention 20-CT/TU 2020-12-15?\n" },
	{ "theo các điểm a, b và đ khoản 1, khoản 3 Điều 7a của Bộ luật Dân "
	  "sự",
	  "cites Bộ luật Dân sự #dieu-7a.khoan-1.diem-a\n" },
	{ "điểm đ khoản 1 Điều 7 Luật Giá",
	  "cites Luật Giá #dieu-7.khoan-1.diem-dd\n" },

	/* none */
	{ "Điều 5 Luật này, Nghị định này và Quyết định này", "" },
	{ "quy định của pháp luật đất đai; Luật sư; Luật gia; Sở Kế hoạch",
	  "" },
	{ "kỷ luật lao động; luật đất đai nói chung", "" },
	{ "Kế hoạch 5 năm; Quyết định 2 vấn đề; Nghị quyết 100%", "" },
	{ "Dự thảo Luật Đất đai", "" },
	{ "Công ước về Luật Biển 1982", "" },
	{ "Mẫu số 21/CKTC-NSH", "" },
	{ "", "" },
};

START_TEST(reference__cases)
{
	ck_assert_str_eq(read_text(vb_str_from(cases[_i].text)),
			 cases[_i].want);
}
END_TEST

/* Each kind and key once; a mere mention adds nothing. */
START_TEST(reference__once)
{
	const struct vb_reference *m;

	ck_assert_str_eq(
		read_text(VB_STR("Căn cứ Luật Giá. Luật Giá nêu rõ. Căn cứ "
				 "Luật Giá. Theo Luật Giá.")),
		"basis Luật Giá\ncites Luật Giá\n");
	m = record.references;
	ck_assert(!m->again);
	ck_assert(m->next->again);
	ck_assert_str_eq(m->key.ptr, "=luat gia");
}
END_TEST

static const struct {
	const char *title, *date, *key;
} names[] = {
	{ "Luật Thanh niên", "2020-06-16", "=luat thanh nien 2020" },
	{ "Luật Thanh niên", "", "=luat thanh nien" },
	{ "Luật Thanh niên năm 2020", "2021-01-01", "=luat thanh nien 2020" },
	{ "Luật số 57/2020/QH14 Luật Thanh niên", "", "=luat thanh nien 2020" },
	{ "Luật ĐẤT ĐAI số 31/2024/QH15", "2024-01-18", "=luat dat dai 2024" },
	{ "Luật Phòng, chống tham nhũng", "", "=luat phong chong tham nhung" },
	{ "Luật Hoạt động giám sát của Quốc hội và HĐND", "",
	  "=luat hoat dong giam sat cua quoc hoi va hoi dong nhan dan" },
	{ "Hiến pháp", "2013-11-28", "=hien phap 2013" },
	{ "Nghị quyết về đất đai", "2020-01-01", "" },
	{ "Luật", "2020-01-01", "" },
	{ "", "", "" },
	{ "Bộ luật Hàng hải Việt Nam", "2015-11-25", "=bo luat hang hai 2015" },
	{ "Luật Thuế TNDN", "", "=luat thue thu nhap doanh nghiep" },
};

START_TEST(name_key__cases)
{
	char key[VB_NAME_KEY_BYTES];

	vb_reference_name_key(key, vb_str_from(names[_i].title),
			      vb_str_from(names[_i].date));
	ck_assert_str_eq(key, names[_i].key);
}
END_TEST

START_TEST(name_key__year)
{
	unsigned year;

	ck_assert(vb_str_eq(
		vb_reference_key_name(&year, VB_STR("=luat gia 2023")),
		VB_STR("=luat gia")));
	ck_assert_uint_eq(year, 2023);
	ck_assert(vb_str_eq(vb_reference_key_name(&year, VB_STR("=luat gia")),
			    VB_STR("=luat gia")));
	ck_assert_uint_eq(year, 0);
	ck_assert(vb_str_eq(vb_reference_key_name(&year, VB_STR("5 NQ 2023")),
			    VB_STR("5 NQ 2023")));
}
END_TEST

START_TEST(law_names__are_sorted_keys)
{
	struct vb_buf key = VB_BUF_INIT(1000);

	for (size_t i = 0; i < vb_law_names_count; i++) {
		struct vb_str name = vb_str_from(vb_law_names[i]);

		vb_buf_truncate(&key, 0);
		ck_assert(!vb_text_key(&key, name));
		ck_assert(vb_str_eq(vb_buf_str(&key), name));
		ck_assert(!i || vb_str_cmp(vb_str_from(vb_law_names[i - 1]),
					   name) < 0);
	}
	vb_buf_clear(&key);
}
END_TEST

START_TEST(relation__names)
{
	for (int i = 0; i < VB_RELATION_COUNT; i++)
		ck_assert_int_eq(
			vb_relation_by_name(vb_str_from(
				vb_relation_name((enum vb_relation)i))),
			i);
	ck_assert_int_eq(vb_relation_by_name(VB_STR("x")), VB_RELATION_COUNT);
}
END_TEST

/* What makes a reader look ahead, thousands of times: twice the text takes
 * about twice the time, never four times. */
static const char *const heavy[] = {
	"Luật ",
	"Luật sửa đổi, bổ sung một số điều của ",
	"khoản 1 ",
	"Nghị quyết số 5, ",
	"số 05, 06, 07, ",
	"của Bộ ",
	"điểm a, b, ",
	"căn cứ ",
	"hết hiệu lực ",
	"1/",
	"Luật Phòng, chống ",
	"; ",
	"\n",
	"Luật Ấ",
	"(",
	"Nghị quyết 1 và ",
};

static double seconds(struct vb_str text)
{
	struct timespec a, b;

	setup();
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	read_text(text);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	teardown();
	return (double)(b.tv_sec - a.tv_sec) +
	       (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

#ifdef __SANITIZE_ADDRESS__
#define HEAVY_BYTES (1 << 17)
#else
#define HEAVY_BYTES (1 << 20)
#endif

START_TEST(reference__linear)
{
	struct vb_buf text = VB_BUF_INIT(16 << 20);
	double one, four;

	while (text.len < HEAVY_BYTES)
		ck_assert(!vb_buf_append_cstr(&text, heavy[_i]));
	four = seconds(vb_buf_str(&text));
	one = seconds(vb_str_sub(vb_buf_str(&text), 0, text.len / 4));
	ck_assert_msg(four < 10 * one + 0.05, "%f after %f", four, one);
	vb_buf_clear(&text);
	setup();
}
END_TEST

/* All that the five pages cite. */
static const struct {
	const char *file, *want;
} seeds[] = {
	{ "000_2a270e7422a478f9.txt",
	  "mention 01/ĐA-HĐND-TT @Thường trực HĐND 2012-11-02\n" },
	{ "001_d53810aed89ebcd8.txt",
	  "implements 15/ĐA @Thành ủy Hà Nội\n"
	  "cites Luật Tổ chức chính quyền địa phương\n"
	  "cites Luật Hoạt động giám sát của Quốc hội và HĐND\n"
	  "cites Luật Tiếp công dân\n" },
	{ "002_f3c59d940a2c8084.txt",
	  "mention Luật Tổ chức chính quyền địa phương 2015\n"
	  "mention Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính "
	  "phủ và Luật Tổ chức chính quyền địa phương 2019\n"
	  "mention Luật Ban hành văn bản quy phạm pháp luật 2015\n"
	  "mention Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn "
	  "bản quy phạm pháp luật 2020\n"
	  "basis Luật Tổ chức chính quyền địa phương 2015\n"
	  "basis Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính "
	  "phủ và Luật Tổ chức chính quyền địa phương 2019\n"
	  "basis Luật Hoạt động giám sát của Quốc hội và HĐND\n" },
	{ "003_78ba6d9c07d610cf.txt",
	  "implements Luật tổ chức chính quyền địa phương\n"
	  "implements 07/KH-TTHĐND 2019-09-24\n" },
	{ "004_c54a8c3c9cd680a8.txt", "cites 20-CT/TU 2021-11-15?\n" },
};

START_TEST(reference__seeds)
{
	const char *data = getenv("VB_DATA");
	struct vb_buf raw = VB_BUF_INIT(1 << 20), text = VB_BUF_INIT(1 << 20);
	struct vb_error err = VB_ERROR_INIT;
	char path[512];

	snprintf(path, sizeof(path), "%s/seeds/%s",
		 data ? data : "../shared/data", seeds[_i].file);
	if (vb_file_read(&raw, path, 0, &err)) {
		printf("skipped: %s is not there\n", path);
		return;
	}
	ck_assert(!vb_text_clean(&text, NULL, vb_buf_str(&raw)));
	ck_assert_str_eq(read_text(vb_buf_str(&text)), seeds[_i].want);
	vb_buf_clear(&raw);
	vb_buf_clear(&text);
}
END_TEST

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("reference");
	TCase *tc = tcase_create("reference");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	LOOP(tc, reference__cases, cases);
	tcase_add_test(tc, reference__once);
	LOOP(tc, name_key__cases, names);
	tcase_add_test(tc, name_key__year);
	tcase_add_test(tc, law_names__are_sorted_keys);
	tcase_add_test(tc, relation__names);
	LOOP(tc, reference__linear, heavy);
	LOOP(tc, reference__seeds, seeds);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
