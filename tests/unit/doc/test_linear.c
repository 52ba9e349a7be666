/*
 * Hostile texts: one short thing over and over, which some reader begins to
 * read each time. Four times the size may take four times the time, and with
 * a generous allowance for a busy machine not ten; a quadratic reader takes
 * sixteen.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../run.h"
#include "doc/record.h"
#include "doc/split.h"

#define SMALL ((size_t)256 << 10)
#define LARGE (SMALL * 4)
#define TIMES 10
#define ALLOWANCE 0.05 /* seconds */
#define RUNS 2	       /* the fastest counts */

/* clang-format off */
#define LETTERHEAD \
	"ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" \
	"Số: 5/QĐ-UBND\nHà Tĩnh, ngày 3 tháng 4 năm 2021\nQUYẾT ĐỊNH\nVề " \
	"thử\nĐiều 1. Thử\n"
/* clang-format on */

static const char *const patterns[] = {
	"PHÓ CHỦ TỊCH ",
	"PHÓ CHỦ TỊCH\n",
	"KT. CHỦ TỊCH\n",
	"Nơi nhận:",
	"Nơi nhận:\n",
	"Nơi nhận:\n- ",
	"Căn cứ ",
	"Căn cứ\n",
	"1234567890",
	"1/",
	"1/1/",
	"1-",
	"ngày 1 tháng ",
	"ngày 1 tháng 1 năm 2020 ",
	"ngày ",
	"Số: ",
	"Số: 1/QĐ-",
	"\nSố: ",
	"thông qua ngày ",
	"thông\nqua ngày ",
	"èm theo ",
	"(Kèm theo Công văn số 1/CV-A ngày ",
	"Điều 1. ",
	"\nĐiều 1. ",
	"khóa ",
	"kỳ họp thứ ",
	"nhiệm kỳ 2020 - ",
	"có hiệu lực ",
	"có hiệu lực thi hành kể từ ngày ",
	"hết hiệu lực ",
	"QUYẾT ĐỊNH\n",
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
	"ĐẢNG CỘNG SẢN VIỆT NAM ",
	"HỘI ĐỒNG NHÂN DÂN\n",
	"Thành ủy Hà Nội ",
	"tỉnh ",
	"Ộ ",
	"(",
	"A\n",
	"\n",
	" ",
	"./.\n",
	"TM. ",
};

static const char *const heads[] = { "", LETTERHEAD };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The processor's time for `head` and `pattern` over and over, `size` bytes. */
static double cost(const char *head, const char *pattern, size_t size)
{
	char *text = malloc(size);
	size_t n = strlen(head), len = strlen(pattern);
	double best = 1e9;

	ck_assert_ptr_nonnull(text);
	memcpy(text, head, n);
	for (; n + len <= size; n += len)
		memcpy(text + n, pattern, len);
	for (int i = 0; i < RUNS; i++) {
		struct vb_arena arena = VB_ARENA_INIT;
		struct vb_record record;
		struct vb_part *parts;
		double start = seconds(), took;
		size_t n_parts;

		vb_record_init(&record, &arena);
		record.text = vb_str_of(text, n);
		ck_assert_int_eq(vb_record_understand(&record), VB_OK);
		ck_assert_int_eq(
			vb_parts_find(&parts, &n_parts, record.text, &arena),
			VB_OK);
		took = seconds() - start;
		best = took < best ? took : best;
		vb_arena_clear(&arena);
	}
	free(text);
	return best;
}

START_TEST(linear__patterns)
{
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		double small = cost(heads[i], patterns[_i], SMALL);
		double large = cost(heads[i], patterns[_i], LARGE);

		ck_assert_msg(large < small * TIMES + ALLOWANCE,
			      "'%.40s': %.3f s, four times as long %.3f s",
			      patterns[_i], small, large);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("linear");
	TCase *tc = tcase_create("linear");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, linear__patterns, 0,
			    (int)(sizeof(patterns) / sizeof(patterns[0])));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
