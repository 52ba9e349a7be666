#include <check.h>
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

#define MOTTO "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
#define PARTY "ĐẢNG CỘNG SẢN VIỆT NAM\n"

static const struct {
	const char *text, *place, *how; /* confidence too */
	double confidence;
} cases[] = {
	/* the issuer's */
	{ "TỈNH ỦY HÀ TĨNH\n*\nSố 20-CT/TU\n" PARTY
	  "Hà Tĩnh, ngày 7 tháng 6 năm 2022\nCHỈ THỊ\nVề thử\n",
	  "Hà Tĩnh", "inferred", 0.9 },
	{ "THÀNH ỦY HÀ NỘI\n*\nSố 20-CT/TU\n" PARTY
	  "Hà Nội, ngày 7 tháng 6 năm 2022\nCHỈ THỊ\nVề thử\n",
	  "Hà Nội", "inferred", 0.9 },
	/* the body's above it */
	{ "ĐẢNG BỘ TỈNH GIA LAI\nĐẢNG ỦY XÃ AN NHƠN\n*\nSố 02-CT/ĐU\n" PARTY
	  "An Nhơn, ngày 16 tháng 9 năm 2025\nCHỈ THỊ\nVề thử\n",
	  "Gia Lai", "inferred", 0.9 },
	/* a commune that says no province */
	{ "ỦY BAN NHÂN DÂN\nXÃ IA PA\nSố: 06/CT-UBND\n" MOTTO
	  "Ia Pa, ngày 6 tháng 10 năm 2025\nCHỈ THỊ\nVề thử\n",
	  "", "unknown", 0 },
	/* central, though dated somewhere */
	{ "BỘ TÀI CHÍNH\nSố: 6/QĐ-BTC\n" MOTTO
	  "Hà Nội, ngày 6 tháng 10 năm 2025\nQUYẾT ĐỊNH\nVề thử tại tỉnh Hà "
	  "Tĩnh\n",
	  "", "unknown", 0 },
	/* articles: the only province that the lead names */
	{ "Nghị quyết số 25/NQ-HĐND của HĐND tỉnh An Giang có hiệu lực.\n",
	  "An Giang", "inferred", 0.5 },
	{ "Chỉ thị của Tỉnh ủy Hà Tĩnh có hiệu lực.\n", "Hà Tĩnh", "inferred",
	  0.5 },
	{ "Tỉnh Hà Tĩnh họp. UBND tỉnh Hà Tĩnh báo cáo.\n", "Hà Tĩnh",
	  "inferred", 0.6 },
	{ "Tỉnh Hà Tĩnh họp với tỉnh Nghệ An.\n", "", "unknown", 0 },
};

START_TEST(place_read__cases)
{
	const struct vb_field *f = &record.fields[VB_FIELD_PLACE];

	record.text = vb_str_from(cases[_i].text);
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	ck_assert(vb_str_eq(f->value, vb_str_from(cases[_i].place)));
	ck_assert_str_eq(vb_how_name(f->how), cases[_i].how);
	ck_assert_double_eq(f->confidence, cases[_i].confidence);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("place");
	TCase *tc = tcase_create("place");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, place_read__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
