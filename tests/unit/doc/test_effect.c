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

/* A decision of 31/1/2024 and what it says of its effect. */
static const struct {
	const char *clause, *from, *to;
	enum vb_how how;
} cases[] = {
	{ "Quyết định này có hiệu lực thi hành kể từ ngày 30/11/2025.",
	  "2025-11-30", "", VB_HOW_READ },
	{ "1. Quyết định này có hiệu\nlực từ ngày 05 tháng 12\nnăm 2025.",
	  "2025-12-05", "", VB_HOW_READ },
	{ "Quyết định có hiệu lực kể từ ngày ký.", "2024-01-31", "",
	  VB_HOW_INFERRED },
	{ "Quyết định này có hiệu lực từ ngày ban hành.", "2024-01-31", "",
	  VB_HOW_INFERRED },
	{ "Quyết định này có hiệu lực thi hành sau 10 ngày, kể từ ngày ký.",
	  "2024-02-10", "", VB_HOW_INFERRED },
	{ "Quyết định này có hiệu lực sau 45 (bốn mươi lăm) ngày kể từ ngày "
	  "ký ban hành.",
	  "2024-03-16", "", VB_HOW_INFERRED },
	{ "Quyết định này có hiệu lực sau 13 tháng kể từ ngày ký.",
	  "2025-02-28", "", VB_HOW_INFERRED },
	{ "Quyết định này có hiệu lực kể từ ngày ký đến hết ngày 24 tháng 02 "
	  "năm 2030.",
	  "2024-01-31", "2030-02-24", VB_HOW_INFERRED },
	{ "Quyết định này có hiệu lực từ 0 giờ ngày 01/3/2024.", "2024-03-01",
	  "", VB_HOW_READ },
	{ "Quyết định này thi hành kể từ ngày 15/2/2024.", "2024-02-15", "",
	  VB_HOW_READ },
	{ "Quyết định này đã được Ủy ban nhân dân tỉnh thông qua ngày 30 "
	  "tháng 01 năm 2024 và có hiệu lực từ ngày 08 tháng 12 năm 2025.",
	  "2025-12-08", "", VB_HOW_READ },
	/* of another document, of a time, in a quotation, not to be known */
	{ "Luật Đất đai có hiệu lực từ ngày 01/7/2014.", "", "",
	  VB_HOW_UNKNOWN },
	{ "Nghị định này có hiệu lực từ ngày 01/7/2014.", "", "",
	  VB_HOW_UNKNOWN },
	{ "Kể từ ngày Quyết định này có hiệu lực thi hành đến 30/6/2024.", "",
	  "", VB_HOW_UNKNOWN },
	{ "sửa như sau: “Quyết định này có hiệu lực từ ngày 01/7/2014.”", "",
	  "", VB_HOW_UNKNOWN },
	{ "Quyết định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.",
	  "", "", VB_HOW_UNKNOWN },
	{ "Quyết định này có hiệu lực theo Quyết định số 9/QĐ-BTC ngày "
	  "1/1/2024.",
	  "", "", VB_HOW_UNKNOWN },
};

START_TEST(effect__clauses)
{
	char text[4096];

	ck_assert_int_lt(
		snprintf(text, sizeof(text),
			 "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nCỘNG HÒA XÃ HỘI CHỦ "
			 "NGHĨA VIỆT NAM\nSố: 5/QĐ-UBND\nHà Tĩnh, ngày 31 "
			 "tháng 01 năm 2024\nQUYẾT ĐỊNH\nVề thử\nCăn cứ "
			 "Luật;\nĐiều 2. Điều khoản thi hành\n%s\nNơi nhận:\n",
			 cases[_i].clause),
		(int)sizeof(text));
	read_text(text);
	ck_assert_str_eq(value(VB_FIELD_EFFECTIVE_DATE), cases[_i].from);
	ck_assert_str_eq(value(VB_FIELD_EXPIRY_DATE), cases[_i].to);
	ck_assert_int_eq((int)record.fields[VB_FIELD_EFFECTIVE_DATE].how,
			 (int)cases[_i].how);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("effect");
	TCase *tc = tcase_create("effect");

	tcase_add_checked_fixture(tc, setup, teardown);
	LOOP(tc, effect__clauses, cases);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
