#include <stdint.h>

#include "base/arena.h"
#include "tool.h"

/* Sanitizers stop at an impossible malloc unless told otherwise. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
	return "allocator_may_return_null=1";
}

START_TEST(buf__limit_is_exact)
{
	struct vb_buf b = VB_BUF_INIT(10);

	ck_assert_int_eq(vb_buf_append(&b, VB_STR("0123456789")), VB_OK);
	ck_assert_int_eq(vb_buf_append_char(&b, 'x'), VB_TOO_BIG);
	ck_assert_int_eq(vb_buf_append(&b, VB_STR_EMPTY), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&b), "0123456789");
	ck_assert_uint_eq(b.len, 10);
	vb_buf_truncate(&b, 99);
	ck_assert_uint_eq(b.len, 10);
	vb_buf_truncate(&b, 4);
	ck_assert_str_eq(vb_buf_cstr(&b), "0123");
	vb_buf_clear(&b);
	ck_assert_uint_eq(b.limit, 10);
	ck_assert_str_eq(vb_buf_cstr(&b), "");
	ck_assert_int_eq(vb_buf_append_cstr(&b, "0123456789a"), VB_TOO_BIG);
	ck_assert_uint_eq(b.len, 0);
	vb_buf_clear(&b);
}
END_TEST

START_TEST(buf__limit_zero)
{
	struct vb_buf b = VB_BUF_INIT(0);

	ck_assert_int_eq(vb_buf_append(&b, VB_STR_EMPTY), VB_OK);
	ck_assert_int_eq(vb_buf_append_char(&b, 'x'), VB_TOO_BIG);
	ck_assert_uint_eq(b.len, 0);
	vb_buf_clear(&b);
}
END_TEST

/* Sums that would run over: refused, the content stays. */
START_TEST(buf__overflow)
{
	struct vb_buf b = VB_BUF_INIT(SIZE_MAX);

	ck_assert_int_eq(vb_buf_append_cstr(&b, "abc"), VB_OK);
	ck_assert_int_eq(vb_buf_reserve(&b, SIZE_MAX), VB_TOO_BIG);
	ck_assert_int_eq(vb_buf_reserve(&b, SIZE_MAX - 3), VB_NO_MEMORY);
	ck_assert_int_eq(vb_buf_reserve(&b, SIZE_MAX / 2), VB_NO_MEMORY);
	ck_assert_str_eq(vb_buf_cstr(&b), "abc");
	vb_buf_clear(&b);
}
END_TEST

START_TEST(buf__any_byte)
{
	struct vb_buf b = VB_BUF_INIT(1000);

	ck_assert_int_eq(vb_buf_append(&b, vb_str_of("a\0b", 3)), VB_OK);
	ck_assert_uint_eq(b.len, 3);
	ck_assert_mem_eq(b.ptr, "a\0b\0", 4);
	vb_buf_clear(&b);
}
END_TEST

START_TEST(buf__printf)
{
	struct vb_buf b = VB_BUF_INIT(12);

	ck_assert_int_eq(vb_buf_printf(&b, "%s-%d", "điều", 5), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&b), "điều-5");
	ck_assert_int_eq(vb_buf_printf(&b, "%s", "quá dài"), VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&b), "điều-5");
	ck_assert_int_eq(vb_buf_printf(&b, "%s", ""), VB_OK);
	vb_buf_clear(&b);
}
END_TEST

START_TEST(buf__grows_and_swaps)
{
	struct vb_buf a = VB_BUF_INIT(1 << 20), b = VB_BUF_INIT(5);
	unsigned failed = 0;

	for (int i = 0; i < 100000; i++)
		failed |= vb_buf_append_char(&a, (char)('a' + i % 26));
	ck_assert_int_eq(failed, VB_OK);
	ck_assert_uint_eq(a.len, 100000);
	ck_assert_mem_eq(a.ptr, "abcdefghijklmnopqrstuvwxyzab", 28);
	ck_assert_mem_eq(a.ptr, a.ptr + 26, 100000 - 26);
	vb_buf_swap(&a, &b);
	ck_assert_uint_eq(b.len, 100000);
	ck_assert_uint_eq(a.limit, 5);
	vb_buf_clear(&a);
	vb_buf_clear(&b);
}
END_TEST

START_TEST(arena__aligned_and_apart)
{
	struct vb_arena arena = VB_ARENA_INIT;
	unsigned char *last = NULL;

	for (size_t size = 0; size < 300; size++) {
		unsigned char *p = vb_arena_alloc(&arena, size);

		ck_assert_ptr_nonnull(p);
		ck_assert_uint_eq((uintptr_t)p % 16, 0);
		memset(p, (int)size, size);
		if (size > 1) /* the one before still has its bytes */
			ck_assert_int_eq(last[size - 2], (int)(size - 1) % 256);
		last = p;
	}
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(arena__large_zeroed_and_overflow)
{
	struct vb_arena arena = VB_ARENA_INIT;
	char *big = vb_arena_calloc(&arena, 1000, 1000);

	ck_assert_ptr_nonnull(big);
	ck_assert(!big[0] && !memcmp(big, big + 1, 999999));
	ck_assert_ptr_null(vb_arena_alloc(&arena, SIZE_MAX));
	ck_assert_ptr_null(vb_arena_alloc(&arena, SIZE_MAX - 64));
	ck_assert_ptr_null(vb_arena_calloc(&arena, SIZE_MAX / 2, 3));
	ck_assert_ptr_nonnull(vb_arena_calloc(&arena, 0, 7));
	vb_arena_clear(&arena);
	ck_assert_uint_eq(arena.used, 0);
}
END_TEST

START_TEST(arena__dup_and_reset)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_str s;

	ck_assert(vb_arena_dup(&s, &arena, vb_str_of("ab\0c", 4)));
	ck_assert_uint_eq(s.len, 4);
	ck_assert_mem_eq(s.ptr, "ab\0c\0", 5);
	ck_assert(vb_arena_dup(&s, &arena, vb_str_of(NULL, 0)));
	ck_assert_str_eq(s.ptr, "");
	for (int round = 0; round < 5; round++) {
		vb_arena_reset(&arena);
		ck_assert_uint_eq(arena.used, 0);
		for (int i = 0; i < 10000; i++)
			ck_assert(vb_arena_dup(&s, &arena, VB_STR("xin chào")));
	}
	ck_assert_ptr_nonnull(vb_arena_alloc(&arena, 1 << 20));
	vb_arena_reset(&arena); /* the large block is not the one kept */
	ck_assert(vb_arena_dup(&s, &arena, VB_STR("x")));
	vb_arena_clear(&arena);
	vb_arena_clear(&arena);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("buf");
	TCase *t = tcase_create("buf");

	tcase_add_test(t, buf__limit_is_exact);
	tcase_add_test(t, buf__limit_zero);
	tcase_add_test(t, buf__overflow);
	tcase_add_test(t, buf__any_byte);
	tcase_add_test(t, buf__printf);
	tcase_add_test(t, buf__grows_and_swaps);
	tcase_add_test(t, arena__aligned_and_apart);
	tcase_add_test(t, arena__large_zeroed_and_overflow);
	tcase_add_test(t, arena__dup_and_reset);
	return run_case(s, t);
}
