#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "base/rank.h"

#define MANY 20000

static struct vb_rank ranks[MANY], spare[MANY];
static struct vb_str strings[MANY];
static char text[MANY][24];

static int by_bytes(const void *a, const void *b)
{
	const struct vb_str *x = a, *y = b;

	return vb_str_cmp(*x, *y);
}

/* qsort with vb_str_cmp is the truth. */
static void sorts(size_t n)
{
	for (size_t i = 0; i < n; i++)
		ranks[i] = (struct vb_rank){ .start = vb_rank_start(strings[i]),
					     .ptr = strings[i].ptr,
					     .len = (uint32_t)strings[i].len,
					     .index = (uint32_t)i };
	vb_rank_sort(ranks, spare, n);
	for (size_t i = 0; i < n; i++) {
		ck_assert_ptr_eq(ranks[i].ptr, strings[ranks[i].index].ptr);
		ck_assert_uint_eq(ranks[i].len, strings[ranks[i].index].len);
	}
	qsort(strings, n, sizeof(strings[0]), by_bytes);
	for (size_t i = 0; i < n; i++)
		ck_assert(vb_str_eq(strings[i],
				    vb_str_of(ranks[i].ptr, ranks[i].len)));
}

/* Random strings of `letters` different bytes, up to `most` long. */
static const struct {
	size_t n, most;
	unsigned letters;
} kinds[] = {
	{ 0, 1, 1 },	 { 1, 5, 2 },	    { 24, 20, 3 },    { 25, 20, 3 },
	{ 26, 8, 256 },	 { 300, 9, 2 },	    { 5000, 20, 1 },  { 5000, 20, 2 },
	{ MANY, 20, 2 }, { MANY, 20, 256 }, { MANY, 23, 26 },
};

START_TEST(rank__as_compared)
{
	uint32_t state = 1;

	for (size_t i = 0; i < kinds[_i].n; i++) {
		state = state * 1664525u + 1013904223u;
		strings[i] =
			vb_str_of(text[i], (state >> 8) % (kinds[_i].most + 1));
		for (size_t c = 0; c < strings[i].len; c++) {
			state = state * 1664525u + 1013904223u;
			text[i][c] = (char)((state >> 16) % kinds[_i].letters);
		}
	}
	sorts(kinds[_i].n);
}
END_TEST

/* Zero bytes at the end count, and bytes are compared unsigned. */
START_TEST(rank__starts)
{
	static const struct {
		struct vb_str s;
		uint64_t want;
	} cases[] = {
		{ { "", 0 }, 0 },
		{ { "a", 1 }, 0x6100000000000000 },
		{ { "\xff\0b", 3 }, 0xff00620000000000 },
		{ { "abcdefgh", 8 }, 0x6162636465666768 },
		{ { "abcdefghi", 9 }, 0x6162636465666768 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_uint_eq(vb_rank_start(cases[i].s), cases[i].want);
	strings[0] = vb_str_of("a\0\0", 3);
	strings[1] = vb_str_of("\xff", 1);
	strings[2] = vb_str_of("a", 1);
	strings[3] = vb_str_of("a\0", 2);
	sorts(4);
	ck_assert_uint_eq(ranks[0].index, 2);
	ck_assert_uint_eq(ranks[1].index, 3);
	ck_assert_uint_eq(ranks[2].index, 0);
	ck_assert_uint_eq(ranks[3].index, 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("base/rank");
	TCase *tc = tcase_create("rank");

	tcase_add_loop_test(tc, rank__as_compared, 0,
			    sizeof(kinds) / sizeof(kinds[0]));
	tcase_add_test(tc, rank__starts);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
