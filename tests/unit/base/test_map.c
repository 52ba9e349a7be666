#include "../run.h"
#include "base/map.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

static char dir[64], path[128];

static void setup(void)
{
	snprintf(dir, sizeof(dir), "/tmp/vb-map-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/file", dir);
}

static void teardown(void)
{
	ck_assert_int_eq(vb_file_remove_tree(dir, NULL), VB_OK);
}

static void write_five(void)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fputs("abcde", f) < 0, 0);
	ck_assert_int_eq(fclose(f), 0);
}

START_TEST(map__sizes)
{
	struct vb_map map = { 0 };

	ck_assert_int_eq(vb_map_open(&map, path, 1, 9, false), VB_NOT_FOUND);
	write_five();
	ck_assert_int_eq(vb_map_open(&map, path, 6, 9, false), VB_CORRUPT);
	ck_assert_int_eq(vb_map_open(&map, path, 1, 4, false), VB_CORRUPT);
	ck_assert_int_eq(vb_map_open(&map, dir, 1, 1 << 20, false), VB_CORRUPT);
	ck_assert_ptr_null(map.bytes.ptr);
	ck_assert_int_eq(vb_map_open(&map, path, 5, 5, false), VB_OK);
	ck_assert(vb_str_eq(map.bytes, VB_STR("abcde")));
	vb_map_close(&map);
	vb_map_close(&map);
	ck_assert_ptr_null(map.bytes.ptr);
}
END_TEST

START_TEST(map__own_pages)
{
	struct vb_map own = { 0 }, other = { 0 };

	write_five();
	ck_assert_int_eq(vb_map_open(&own, path, 1, 9, true), VB_OK);
	((char *)(uintptr_t)own.bytes.ptr)[0] = 'z';
	ck_assert_int_eq(vb_map_open(&other, path, 1, 9, false), VB_OK);
	ck_assert(vb_str_eq(own.bytes, VB_STR("zbcde")));
	ck_assert(vb_str_eq(other.bytes, VB_STR("abcde")));
	ck_assert_uint_eq(own.inode, other.inode);
	vb_map_close(&own);
	vb_map_close(&other);
}
END_TEST

START_TEST(map__no_links)
{
	struct vb_map map = { 0 };
	char link[128];

	write_five();
	snprintf(link, sizeof(link), "%s/link", dir);
	ck_assert_int_eq(symlink(path, link), 0);
	ck_assert_int_eq(vb_map_open(&map, link, 1, 9, false), VB_NOT_FOUND);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("base/map");
	TCase *t = tcase_create("map");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, map__sizes);
	tcase_add_test(t, map__own_pages);
	tcase_add_test(t, map__no_links);
	suite_add_tcase(s, t);
	return run_suite(s);
}
