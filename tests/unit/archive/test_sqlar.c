#include "fixture.h"

/* Stock sqlite3 -A lists and extracts what we stored, byte for byte. */

static const char *run(const char *command)
{
	char full[1000];

	snprintf(full, sizeof(full), "cd %s && { %s; } 2>&1", dir, command);
	return shell(full);
}

static void store(void)
{
	static char zeros[100000], noise[50000];
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	enum vb_put_result result;
	unsigned x = 9;

	for (size_t i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (char)(x >> 24);
	}
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(try_put(&result, ar, "zeros", vb_str_of(zeros, sizeof(zeros)),
		      NULL));
	ck_ok(try_put(&result, ar, "noise", vb_str_of(noise, sizeof(noise)),
		      NULL));
	ck_ok(try_put(&result, ar, "empty", VB_STR_EMPTY, NULL));
	ck_ok(try_put(&result, ar, "text",
		      VB_STR("Chỉ thị về việc … Chỉ thị về việc …"), NULL));
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
}

START_TEST(sqlar__list)
{
	ck_assert_str_eq(run("sqlite3 archive.db -A --list | grep -cE "
			     "'^[0-9a-f]{64}$'"),
			 "4");
	/* e3b0…: the digest of nothing, FIPS 180-4 */
	ck_assert_str_eq(run("sqlite3 archive.db -A --list | grep ^e3b0c442"),
			 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495"
			 "991b7852b855");
}
END_TEST

START_TEST(sqlar__extract)
{
	ck_assert_str_eq(
		run("mkdir out && sqlite3 archive.db -A --extract --directory "
		    "out && cd out && for f in *; do echo \"$f  $f\"; done | "
		    "sha256sum -c --quiet && ls | wc -l"),
		"4");
	ck_assert_str_eq(run("cat out/* | wc -c"), "150055");
	ck_assert_str_eq(run("cat out/$(sqlite3 archive.db \"SELECT original"
			     " FROM holdings WHERE id = 'text'\")"),
			 "Chỉ thị về việc … Chỉ thị về việc …");
}
END_TEST

START_TEST(sqlar__stored_small)
{
	ck_assert_str_eq(sqlite("SELECT count(*) FROM sqlar"
				" WHERE sz = 50000 AND length(data) = sz"),
			 "1");
	ck_assert_str_eq(sqlite("SELECT length(data) < 200 FROM sqlar"
				" WHERE sz = 100000"),
			 "1");
}
END_TEST

static void setup(void)
{
	make_dir();
	store();
}

static void teardown(void)
{
	remove_dir();
}

int main(void)
{
	Suite *s = suite_create("archive_sqlar");
	TCase *t = tcase_create("sqlar");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, sqlar__list);
	tcase_add_test(t, sqlar__extract);
	tcase_add_test(t, sqlar__stored_small);
	suite_add_tcase(s, t);
	return run_suite(s);
}
