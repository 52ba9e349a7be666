#include "built.h"

#include "index/recent.h"

static struct vb_buf file;

static void setup(void)
{
	make_dir();
	file = (struct vb_buf)VB_BUF_INIT(VB_RECENT_BYTES);
}

static void teardown(void)
{
	vb_buf_clear(&file);
	remove_dir();
}

#define LITERAL(text)                                                          \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}

static const struct vb_recent one = { LITERAL("a"), LITERAL("05/NQ-HĐND"),
				      LITERAL("Về phí chợ") };
static const struct vb_recent two = { LITERAL("b/2"), LITERAL(""),
				      LITERAL("") };

static void put_both(void)
{
	ck_ok(vb_recent_put(&file, &one));
	ck_ok(vb_recent_put(&file, &two));
}

START_TEST(recent__again)
{
	struct vb_recent got;
	struct vb_str rest;

	put_both();
	rest = vb_buf_str(&file);
	ck_assert(vb_recent_next(&got, &rest));
	ck_str(got.id, "a");
	ck_str(got.number, "05/NQ-HĐND");
	ck_str(got.title, "Về phí chợ");
	ck_assert(vb_recent_next(&got, &rest));
	ck_str(got.id, "b/2");
	ck_str(got.number, "");
	ck_str(got.title, "");
	ck_assert(!vb_recent_next(&got, &rest));
}
END_TEST

/* Cut anywhere, what was whole before is found and nothing else. */
START_TEST(recent__torn)
{
	size_t first;

	ck_ok(vb_recent_put(&file, &one));
	first = file.len;
	ck_ok(vb_recent_put(&file, &two));
	for (size_t n = 0; n < file.len; n++) {
		struct vb_str rest = vb_str_sub(vb_buf_str(&file), 0, n);
		struct vb_recent got;
		size_t found = 0;

		while (vb_recent_next(&got, &rest))
			found++;
		ck_assert_uint_eq(found, n >= first);
	}
}
END_TEST

START_TEST(recent__damaged)
{
	for (size_t at = 0; at < 8 + 29; at++) {
		struct vb_recent got;
		struct vb_str rest;

		vb_buf_truncate(&file, 0);
		put_both();
		file.ptr[at] ^= 1;
		rest = vb_buf_str(&file);
		ck_assert(!vb_recent_next(&got, &rest));
	}
}
END_TEST

/* A torn end is cut off before more is added. */
START_TEST(recent__append)
{
	struct vb_buf got = VB_BUF_INIT(VB_RECENT_BYTES);
	struct vb_str both;
	size_t n;
	FILE *f;

	put_both();
	both = vb_buf_str(&file);
	ck_ok(vb_recent_append(&n, dir, both, &err));
	ck_assert_uint_eq(n, 2);
	f = fopen(in_dir(VB_RECENT_FILE), "a");
	ck_assert_ptr_nonnull(f);
	fputs("torn", f);
	fclose(f);
	ck_ok(vb_recent_append(&n, dir, both, &err));
	ck_assert_uint_eq(n, 4);
	ck_ok(vb_recent_read(&got, dir));
	ck_assert_uint_eq(got.len, 2 * both.len);
	ck_assert(!memcmp(got.ptr + both.len, both.ptr, both.len));
	vb_buf_clear(&got);
}
END_TEST

START_TEST(recent__forget)
{
	size_t n;

	put_both();
	ck_ok(vb_recent_append(&n, dir, vb_buf_str(&file), &err));
	ck_ok(vb_recent_forget(dir, &err));
	ck_ok(vb_recent_forget(dir, &err));
	vb_buf_truncate(&file, 0);
	ck_ok(vb_recent_read(&file, dir));
	ck_assert_uint_eq(file.len, 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("recent");
	TCase *t = tcase_create("recent");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, recent__again);
	tcase_add_test(t, recent__torn);
	tcase_add_test(t, recent__damaged);
	tcase_add_test(t, recent__append);
	tcase_add_test(t, recent__forget);
	suite_add_tcase(s, t);
	return run_suite(s);
}
