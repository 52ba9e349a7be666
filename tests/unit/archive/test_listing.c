/* What changed when: order, bounds, withdrawn ones, a writer meanwhile. */
#include "fixture.h"

#include "archive/listing.h"

/* "a2 b3 c4w ": ids, sequences, withdrawn or erased */
static char seen[1000];
static size_t most;

static bool see(void *ctx, const struct vb_listed *item)
{
	size_t n = strlen(seen);

	(void)ctx;
	snprintf(seen + n, sizeof(seen) - n, "%.*s%lld%s ",
		 VB_STR_ARG(item->id), (long long)item->sequence,
		 item->erased	 ? "e" :
		 item->withdrawn ? "w" :
				   "");
	return !most || --most;
}

static const char *list(vb_archive *ar, int64_t after, const char *from,
			const char *until)
{
	struct vb_listing what = { after, vb_str_from(from),
				   vb_str_from(until) };

	seen[0] = '\0';
	ck_ok(vb_archive_list(ar, &what, see, NULL, &err));
	return seen;
}

START_TEST(listing__by_last_change)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	put_now(ar, "a", "1");
	put_now(ar, "b", "2");
	put_now(ar, "c", "3");
	ck_assert_str_eq(list(ar, 0, "", ""), "a1 b2 c3 ");
	put_now(ar, "a", "1, đổi");
	ck_assert_str_eq(list(ar, 0, "", ""), "b2 c3 a4 ");
	ck_assert_str_eq(list(ar, 2, "", ""), "c3 a4 ");
	ck_assert_str_eq(list(ar, 4, "", ""), "");
	most = 2;
	ck_assert_str_eq(list(ar, 0, "", ""), "b2 c3 ");
	ck_assert_str_eq(list(ar, 3, "", ""), "a4 ");
	vb_archive_close(ar);
}
END_TEST

START_TEST(listing__bounds)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	put_now(ar, "a", "1");
	ck_assert_str_eq(list(ar, 0, "2000-01-01", ""), "a1 ");
	ck_assert_str_eq(list(ar, 0, "2999-01-01T00:00:00Z", ""), "");
	ck_assert_str_eq(list(ar, 0, "", "2999-01-01T23:59:59Z"), "a1 ");
	ck_assert_str_eq(list(ar, 0, "", "2000-01-01T23:59:59Z"), "");
	vb_archive_close(ar);
}
END_TEST

START_TEST(listing__withdrawn)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	put_now(ar, "a", "1");
	put_now(ar, "b", "2");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("a"), VB_STR("vì"), false, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("b"), VB_STR("vì"), true, &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_str_eq(list(ar, 0, "", ""), "a3w b4e ");
	vb_archive_close(ar);
}
END_TEST

START_TEST(listing__one)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_listed item;
	char earliest[VB_TIME_TEXT];

	ck_ok(vb_archive_earliest(earliest, ar, &err));
	ck_assert_str_eq(earliest, "");
	put_now(ar, "a", "1");
	ck_ok(vb_archive_listed(&item, ar, VB_STR("a"), &arena, &err));
	ck_assert_int_eq(item.sequence, 1);
	ck_assert(!item.withdrawn);
	ck_ok(vb_archive_earliest(earliest, ar, &err));
	ck_assert_str_eq(earliest, item.time);
	ck_assert_int_eq(
		vb_archive_listed(&item, ar, VB_STR("x"), &arena, &err),
		VB_NOT_FOUND);
	vb_arena_clear(&arena);
	vb_archive_close(ar);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("listing");
	TCase *t = tcase_create("listing");

	tcase_add_checked_fixture(t, make_dir, remove_dir);
	tcase_add_test(t, listing__by_last_change);
	tcase_add_test(t, listing__bounds);
	tcase_add_test(t, listing__withdrawn);
	tcase_add_test(t, listing__one);
	suite_add_tcase(s, t);
	return run_suite(s);
}
