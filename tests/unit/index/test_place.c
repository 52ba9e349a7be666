#include "built.h"

#include <dirent.h>
#include <sys/stat.h>

#include "index/place.h"

/* The entries of DIR/index, sorted, blanks between. */
static const char *listing(void)
{
	static char out[1000];
	struct dirent **entries;
	int n = scandir(in_dir("index"), &entries, NULL, alphasort);

	out[0] = '\0';
	for (int i = 0; i < n; i++) {
		size_t at = strlen(out);

		if (entries[i]->d_name[0] != '.')
			snprintf(out + at, sizeof(out) - at, "%s%s",
				 at ? " " : "", entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return out;
}

static void make_part(const char *name)
{
	char path[300];

	snprintf(path, sizeof(path), "%s/index/%s", dir, name);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	snprintf(path, sizeof(path), "%s/index/%s/iamglass", dir, name);
	ck_ok(vb_file_write_atomic(path, VB_STR("x"), &err));
}

static void write_stub(const char *text)
{
	ck_ok(vb_file_write_atomic(in_dir("index/XAPIANDB"), vb_str_from(text),
				   &err));
}

static const char *current(void)
{
	static char path[300];
	struct vb_buf out = VB_BUF_INIT(300);

	ck_ok(vb_place_current(&out, dir, &err));
	snprintf(path, sizeof(path), "%s", vb_buf_cstr(&out));
	vb_buf_clear(&out);
	return path + strlen(dir);
}

static vb_status current_status(void)
{
	struct vb_buf out = VB_BUF_INIT(300);
	vb_status st = vb_place_current(&out, dir, &err);

	ck_assert_uint_eq(out.len, 0);
	vb_buf_clear(&out);
	return st;
}

START_TEST(place__nothing_yet)
{
	ck_assert_int_eq(current_status(), VB_NOT_FOUND);
	ck_ok(vb_place_prepare(dir, &err));
	ck_assert_str_eq(listing(), "");
	ck_assert_int_eq(current_status(), VB_NOT_FOUND);
}
END_TEST

START_TEST(place__first_and_next)
{
	ck_ok(vb_place_prepare(dir, &err));
	make_part("new");
	ck_ok(vb_place_publish(dir, &err));
	ck_assert_str_eq(current(), "/index/gen-000001");
	ck_assert_str_eq(listing(), "XAPIANDB gen-000001");
	make_part("new");
	ck_ok(vb_place_publish(dir, &err));
	ck_assert_str_eq(current(), "/index/gen-000002");
	ck_assert_str_eq(listing(), "XAPIANDB gen-000002");
}
END_TEST

START_TEST(place__publish_needs_a_part)
{
	ck_ok(vb_place_prepare(dir, &err));
	make_part("new");
	ck_ok(vb_place_publish(dir, &err));
	ck_assert_int_eq(vb_place_publish(dir, &err), VB_NOT_FOUND);
	ck_assert_str_eq(current(), "/index/gen-000001");
}
END_TEST

START_TEST(place__more_than_six_digits)
{
	ck_ok(vb_place_prepare(dir, &err));
	make_part("gen-999999");
	write_stub("glass gen-999999\n");
	make_part("new");
	ck_ok(vb_place_publish(dir, &err));
	ck_assert_str_eq(current(), "/index/gen-1000000");
}
END_TEST

/* A killed run leaves parts, segments, half a stub, an old generation. */
START_TEST(place__sweep)
{
	ck_ok(vb_place_prepare(dir, &err));
	make_part("gen-000004");
	make_part("gen-000003");
	make_part("gen-000005");
	make_part("new");
	make_part("seg-000001");
	write_stub("glass gen-000004\n");
	ck_ok(vb_file_write_atomic(in_dir("index/XAPIANDB.ab12cd"),
				   VB_STR("gl"), &err));
	ck_ok(vb_file_write_atomic(in_dir("index/mine.txt"), VB_STR("x"),
				   &err));
	ck_ok(vb_place_prepare(dir, &err));
	ck_assert_str_eq(listing(), "XAPIANDB gen-000004 mine.txt");
}
END_TEST

/* With an unknown stub nothing is touched, until it is to go. */
static void check_bad_stub(const char *text)
{
	ck_ok(vb_place_prepare(dir, &err));
	make_part("gen-000001");
	write_stub(text);
	ck_assert_int_eq(current_status(), VB_CORRUPT);
	ck_assert_int_eq(vb_place_prepare(dir, &err), VB_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.message, "not a vanban index"));
	ck_assert_str_eq(listing(), "XAPIANDB gen-000001");
	ck_ok(vb_place_reset(dir, &err));
	ck_assert_str_eq(listing(), "");
	make_part("new");
	ck_ok(vb_place_publish(dir, &err));
	ck_assert_str_eq(current(), "/index/gen-000001");
}

static const char *const bad_stubs[] = {
	"",
	"\n",
	"nonsense\n",
	"glass /etc\n",
	"glass gen-/../../etc\n",
	"glass ../gen-000001\n",
	"auto gen-000001\n",
	"glass gen-00000000000000000000000000001\n",
};

START_TEST(place__bad_stub)
{
	check_bad_stub(bad_stubs[_i]);
}
END_TEST

START_TEST(place__endless_stub)
{
	static char text[100000];

	memset(text, 'x', sizeof(text) - 1);
	check_bad_stub(text);
}
END_TEST

START_TEST(place__stub_is_a_folder)
{
	ck_ok(vb_place_prepare(dir, &err));
	ck_assert_int_eq(mkdir(in_dir("index/XAPIANDB"), 0755), 0);
	ck_assert_int_eq(current_status(), VB_CORRUPT);
	ck_ok(vb_place_reset(dir, &err));
	ck_assert_str_eq(listing(), "");
}
END_TEST

START_TEST(place__paths)
{
	struct vb_buf out = VB_BUF_INIT(300);

	ck_ok(vb_place_root(&out, "/d"));
	ck_assert_str_eq(vb_buf_cstr(&out), "/d/index");
	vb_buf_truncate(&out, 0);
	ck_ok(vb_place_part(&out, "/d", "seg-000007"));
	ck_assert_str_eq(vb_buf_cstr(&out), "/d/index/seg-000007");
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/place");
	TCase *t = add_case(s, "place");
	int n = (int)(sizeof(bad_stubs) / sizeof(bad_stubs[0]));

	tcase_add_test(t, place__nothing_yet);
	tcase_add_test(t, place__first_and_next);
	tcase_add_test(t, place__publish_needs_a_part);
	tcase_add_test(t, place__more_than_six_digits);
	tcase_add_test(t, place__sweep);
	tcase_add_loop_test(t, place__bad_stub, 0, n);
	tcase_add_test(t, place__endless_stub);
	tcase_add_test(t, place__stub_is_a_folder);
	tcase_add_test(t, place__paths);
	return run_suite(s);
}
