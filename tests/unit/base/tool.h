/* What the tests of base share. */
#ifndef TEST_BASE_TOOL_H
#define TEST_BASE_TOOL_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "base/file.h"

#define UNUSED __attribute__((unused))
#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

static char dir[64];

UNUSED static void make_test_dir(void)
{
	snprintf(dir, sizeof(dir), "/tmp/vb-base-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

UNUSED static void remove_test_dir(void)
{
	ck_assert_int_eq(vb_file_remove_tree(dir, NULL), VB_OK);
}

/* DIR/name; four at a time. */
UNUSED static const char *in_dir(const char *name)
{
	static _Thread_local char path[4][300];
	static _Thread_local int turn;

	turn = (turn + 1) % 4;
	snprintf(path[turn], sizeof(path[0]), "%s/%s", dir, name);
	return path[turn];
}

/* Run a shell command in the folder; its output, without the last newline. */
UNUSED static const char *shell(const char *command)
{
	static char out[1 << 16];
	char full[4000];
	size_t n;
	FILE *p;

	snprintf(full, sizeof(full), "cd %s && { %s; } 2>&1", dir, command);
	p = popen(full, "r");
	ck_assert_ptr_nonnull(p);
	n = fread(out, 1, sizeof(out) - 1, p);
	pclose(p);
	if (n && out[n - 1] == '\n')
		n--;
	out[n] = '\0';
	return out;
}

UNUSED static void write_file(const char *name, struct vb_str data)
{
	ck_assert_int_eq(vb_file_write_atomic(in_dir(name), data, NULL), VB_OK);
}

UNUSED static void read_file(struct vb_buf *out, const char *name)
{
	vb_buf_truncate(out, 0);
	ck_assert_int_eq(vb_file_read(out, in_dir(name), 0, NULL), VB_OK);
}

UNUSED static int run_case(Suite *s, TCase *t)
{

	suite_add_tcase(s, t);
	return run_suite(s);
}

#endif
