/*
 * What the archive's tests share: a folder of their own, short forms of put
 * and get, and stock sqlite3 as a second opinion.
 */
#ifndef TEST_ARCHIVE_FIXTURE_H
#define TEST_ARCHIVE_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../run.h"
#include "archive/archive.h"
#include "base/file.h"

#define UNUSED __attribute__((unused))

static char dir[64];
static struct vb_error err;

UNUSED static void make_dir(void)
{
	snprintf(dir, sizeof(dir), "/tmp/vb-archive-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

UNUSED static void remove_dir(void)
{
	ck_assert_int_eq(vb_file_remove_tree(dir, NULL), VB_OK);
}

#define ck_ok(call)                                                            \
	do {                                                                   \
		vb_status got_ = (call);                                       \
		ck_assert_msg(!got_, "%s: %s: %s", #call,                      \
			      vb_status_text(got_), err.message);              \
	} while (0)

UNUSED static vb_archive *open_archive(enum vb_archive_mode mode)
{
	vb_archive *ar;

	ck_ok(vb_archive_open(&ar, dir, mode, &err));
	return ar;
}

/* A put with as little as there can be; `record` may be NULL. */
UNUSED static vb_status try_put(enum vb_put_result *result, vb_archive *ar,
				const char *id, struct vb_str bytes,
				const struct vb_record *record)
{
	struct vb_buf buf = VB_BUF_INIT(VB_BLOB_LIMIT);
	struct vb_put put = { .id = vb_str_from(id),
			      .source = VB_STR("/nguồn/văn bản.txt"),
			      .format = "text",
			      .record = record };
	vb_status st = vb_archive_pack(&put.original, &buf, bytes, &err);

	if (!st)
		st = vb_archive_put(result, ar, &put, &err);
	vb_buf_clear(&buf);
	return st;
}

UNUSED static enum vb_put_result put(vb_archive *ar, const char *id,
				     const char *bytes)
{
	enum vb_put_result result;

	ck_ok(try_put(&result, ar, id, vb_str_from(bytes), NULL));
	return result;
}

/* The same in a transaction of its own. */
UNUSED static enum vb_put_result put_now(vb_archive *ar, const char *id,
					 const char *bytes)
{
	enum vb_put_result result;

	ck_ok(vb_archive_begin(ar, &err));
	result = put(ar, id, bytes);
	ck_ok(vb_archive_commit(ar, &err));
	return result;
}

/* What a shell command prints, without the last newline. Static memory. */
UNUSED static const char *shell(const char *command)
{
	static char out[1 << 16];
	FILE *p = popen(command, "r");
	size_t n;

	ck_assert_ptr_nonnull(p);
	n = fread(out, 1, sizeof(out) - 1, p);
	pclose(p);
	if (n && out[n - 1] == '\n')
		n--;
	out[n] = '\0';
	return out;
}

/* What stock sqlite3 prints for `sql`, which goes to it as it is. */
UNUSED static const char *sqlite(const char *sql)
{
	char path[128], command[512];
	const char *out;

	snprintf(path, sizeof(path), "%s.sql", dir);
	ck_ok(vb_file_write_atomic(path, vb_str_from(sql), &err));
	snprintf(command, sizeof(command),
		 "sqlite3 -batch %s/archive.db <%s 2>&1", dir, path);
	out = shell(command);
	unlink(path);
	return out;
}

struct faults {
	size_t count;
	char text[4096]; /* "item: fault\n" for each */
};

UNUSED static void collect_fault(void *ctx, const char *item, const char *fault)
{
	struct faults *f = ctx;
	size_t n = strlen(f->text);

	snprintf(f->text + n, sizeof(f->text) - n, "%s: %s\n", item, fault);
	f->count++;
}

UNUSED static struct faults verify(void)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_READ);
	struct faults f = { 0 };
	size_t count = 77;

	ck_ok(vb_archive_verify(&count, ar, collect_fault, &f, &err));
	ck_assert_uint_eq(count, f.count);
	vb_archive_close(ar);
	return f;
}

#endif
