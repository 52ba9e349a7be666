#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "fixture.h"

static void setup(void)
{
	make_dir();
}

static void teardown(void)
{
	remove_dir();
}

static const char *in_dir(const char *name)
{
	static char path[200];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static vb_status try_open(enum vb_archive_mode mode)
{
	vb_archive *ar = (vb_archive *)dir; /* anything but NULL */
	vb_status st;

	err.message[0] = '\0';
	st = vb_archive_open(&ar, dir, mode, &err);
	if (st) {
		ck_assert_ptr_null(ar);
		ck_assert_msg(strstr(err.message, dir), "%s", err.message);
	}
	vb_archive_close(ar);
	return st;
}

START_TEST(open__nothing_there)
{
	ck_assert_int_eq(try_open(VB_ARCHIVE_READ), VB_NOT_FOUND);
	ck_assert_str_eq(err.message, in_dir("archive.db: no archive there"));
	vb_archive_close(NULL);
}
END_TEST

/* Folders are made; afterwards one file is all there is. */
START_TEST(open__creates)
{
	char deep[200];
	vb_archive *ar;

	snprintf(deep, sizeof(deep), "%s/a/b c/?#%%41", dir);
	ck_ok(vb_archive_open(&ar, deep, VB_ARCHIVE_WRITE, &err));
	put_now(ar, "a", "a");
	vb_archive_close(ar);
	ck_ok(vb_archive_open(&ar, deep, VB_ARCHIVE_READ, &err));
	vb_archive_close(ar);
	ck_assert_int_eq(access(in_dir("a/b c/?#%41/archive.db"), R_OK), 0);
	ck_assert_int_ne(access(in_dir("a/b c/?#%41/archive.db.new"), F_OK), 0);
}
END_TEST

START_TEST(open__close_leaves_one_file)
{
	char command[200];
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	put_now(ar, "a", "a");
	vb_archive_close(ar);
	snprintf(command, sizeof(command), "ls %s", dir);
	ck_assert_str_eq(shell(command), "archive.db");
}
END_TEST

START_TEST(open__settings)
{
	vb_archive_close(open_archive(VB_ARCHIVE_WRITE));
	ck_assert_str_eq(sqlite("PRAGMA application_id; PRAGMA user_version;"
				"PRAGMA journal_mode; PRAGMA integrity_check;"
				"SELECT count(*) FROM sqlite_schema"
				" WHERE type = 'table' AND"
				" sql NOT LIKE '%) STRICT%'"),
			 "1447190894\n3\nwal\nok\n0");
}
END_TEST

static const struct {
	const char *name;
	const char *content; /* NULL: by sqlite3, from sql */
	const char *sql;
	vb_status want;
} foreign[] = {
	{ "text",
	  "this is no database, but long enough for a header: "
	  "0123456789012345678901234567890123456789012345678901234567",
	  NULL, VB_CORRUPT },
	{ "empty", "", NULL, VB_MISMATCH },
	{ "other program's", NULL, "CREATE TABLE t(x); PRAGMA user_version=1",
	  VB_MISMATCH },
	{ "newer", NULL,
	  "PRAGMA application_id=1447190894;"
	  "PRAGMA user_version=4",
	  VB_MISMATCH },
	{ "older than the first", NULL, "PRAGMA application_id=1447190894;",
	  VB_MISMATCH },
};

START_TEST(open__foreign)
{
	struct vb_buf before = VB_BUF_INIT(1 << 20), after = before;
	const char *path = in_dir("archive.db");

	if (foreign[_i].content)
		ck_ok(vb_file_write_atomic(
			path, vb_str_from(foreign[_i].content), &err));
	else
		ck_assert_str_eq(sqlite(foreign[_i].sql), "");
	ck_ok(vb_file_read(&before, path, 0, &err));
	ck_assert_int_eq(try_open(VB_ARCHIVE_READ), foreign[_i].want);
	ck_assert_int_eq(try_open(VB_ARCHIVE_WRITE), foreign[_i].want);
	/* Not ours: not touched. */
	ck_ok(vb_file_read(&after, in_dir("archive.db"), 0, &err));
	ck_assert(vb_str_eq(vb_buf_str(&before), vb_buf_str(&after)));
	vb_buf_clear(&before);
	vb_buf_clear(&after);
}
END_TEST

START_TEST(open__not_a_file)
{
	ck_assert_int_eq(mkfifo(in_dir("archive.db"), 0600), 0);
	ck_assert_int_eq(try_open(VB_ARCHIVE_READ), VB_MISMATCH);
	ck_assert_int_eq(try_open(VB_ARCHIVE_WRITE), VB_MISMATCH);
	ck_assert_int_eq(unlink(in_dir("archive.db")), 0);
	ck_assert_int_eq(mkdir(in_dir("archive.db"), 0700), 0);
	ck_assert_int_eq(try_open(VB_ARCHIVE_WRITE), VB_MISMATCH);
}
END_TEST

START_TEST(open__reader_does_not_write)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	put_now(ar, "a", "a");
	vb_archive_close(ar);
	ar = open_archive(VB_ARCHIVE_READ);
	ck_assert_int_eq(vb_archive_begin(ar, &err), VB_INTERNAL);
	ck_assert_int_eq(vb_archive_commit(ar, &err), VB_INTERNAL);
	vb_archive_rollback(ar);
	vb_archive_close(ar);
}
END_TEST

/* What was begun and not committed is not there. */
START_TEST(close__rolls_back)
{
	struct vb_archive_stats stats;
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	ck_ok(vb_archive_begin(ar, &err));
	put(ar, "a", "a");
	vb_archive_close(ar);
	ar = open_archive(VB_ARCHIVE_READ);
	ck_ok(vb_archive_stats(&stats, ar, &err));
	ck_assert_int_eq(stats.documents, 0);
	vb_archive_close(ar);
}
END_TEST

static void run_child(void (*fn)(void))
{
	pid_t pid = fork();
	int status;

	ck_assert_int_ge(pid, 0);
	if (!pid) {
		fn();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status) && !WEXITSTATUS(status),
		      "child: status %d", status);
}

/* The child's checks: Check's own would speak for the parent. */
static void must(bool good, int code)
{
	if (!good)
		_exit(code);
}

/* Root may write anywhere, so the reader becomes nobody. */
static void become_nobody(void)
{
	struct passwd *nobody = getpwnam("nobody");

	if (!geteuid())
		must(nobody && !setgid(nobody->pw_gid) &&
			     !setuid(nobody->pw_uid),
		     10);
}

static void read_without_rights(void)
{
	struct vb_archive_stats stats;
	vb_archive *ar;
	size_t faults;

	become_nobody();
	must(access(dir, W_OK), 11);
	must(!vb_archive_open(&ar, dir, VB_ARCHIVE_READ, NULL), 12);
	must(!vb_archive_stats(&stats, ar, NULL), 13);
	must(stats.documents == 1, 14);
	must(!vb_archive_verify(&faults, ar, NULL, NULL, NULL), 15);
	must(!faults, 16);
	vb_archive_close(ar);
	must(vb_archive_open(&ar, dir, VB_ARCHIVE_WRITE, NULL) != VB_OK, 17);
}

START_TEST(open__read_only_folder)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	put_now(ar, "a", "a");
	vb_archive_close(ar);
	ck_assert_int_eq(chmod(in_dir("archive.db"), 0444), 0);
	ck_assert_int_eq(chmod(dir, 0555), 0);
	run_child(read_without_rights);
	ck_assert_int_eq(chmod(dir, 0755), 0);
}
END_TEST

static void refuse_waiting_journal(void)
{
	vb_archive *ar;

	become_nobody();
	must(vb_archive_open(&ar, dir, VB_ARCHIVE_READ, NULL) != VB_OK, 20);
}

/* Acknowledged documents in a journal we can't use: no half answer. */
START_TEST(open__read_only_folder_with_journal)
{
	char command[400];
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	put_now(ar, "a", "a");
	snprintf(command, sizeof(command),
		 "mkdir %s/x && cp %s/archive.db %s/archive.db-wal %s/x", dir,
		 dir, dir, dir);
	ck_assert_str_eq(shell(command), "");
	vb_archive_close(ar);
	snprintf(dir + strlen(dir), 3, "/x");
	ck_assert_int_eq(chmod(dir, 0555), 0);
	run_child(refuse_waiting_journal);
	ck_assert_int_eq(chmod(dir, 0755), 0);
	/* One opening for writing, and it is all there. */
	vb_archive_close(open_archive(VB_ARCHIVE_WRITE));
	ck_assert_str_eq(sqlite("SELECT id FROM documents"), "a");
	dir[strlen(dir) - 2] = '\0';
}
END_TEST

static void create_for_ever(void)
{
	for (;;) {
		vb_archive *ar;

		must(!vb_archive_open(&ar, dir, VB_ARCHIVE_WRITE, NULL), 30);
		vb_archive_close(ar);
		unlink(in_dir("archive.db"));
	}
}

/* Killed at any moment: no archive, or a good one. */
START_TEST(open__killed_while_creating)
{
	for (int round = 0; round < 60; round++) {
		pid_t pid = fork();
		vb_archive *ar;
		size_t faults;
		vb_status st;

		if (!pid)
			create_for_ever();
		usleep(2000 + (useconds_t)(round * 977 % 30000));
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
		ck_assert_msg(st == VB_OK || st == VB_NOT_FOUND, "%s",
			      err.message);
		vb_archive_close(ar);
		ar = open_archive(VB_ARCHIVE_WRITE);
		put_now(ar, "a", "a");
		ck_ok(vb_archive_verify(&faults, ar, NULL, NULL, &err));
		ck_assert_uint_eq(faults, 0);
		vb_archive_close(ar);
		ck_assert_int_ne(access(in_dir("archive.db.new"), F_OK), 0);
		unlink(in_dir("archive.db"));
	}
}
END_TEST

/* SQLite takes names that begin with "file:" for URIs; we do not. */
START_TEST(open__name_like_a_uri)
{
	vb_archive *ar;

	ck_assert_int_eq(chdir(dir), 0);
	ck_ok(vb_archive_open(&ar, "file:x?mode=memory", VB_ARCHIVE_WRITE,
			      &err));
	vb_archive_close(ar);
	ck_assert_int_eq(access("file:x?mode=memory/archive.db", F_OK), 0);
	ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

int main(void)
{
	Suite *s = suite_create("archive_open");
	TCase *t = tcase_create("open");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, open__nothing_there);
	tcase_add_test(t, open__creates);
	tcase_add_test(t, open__close_leaves_one_file);
	tcase_add_test(t, open__settings);
	tcase_add_loop_test(t, open__foreign, 0, COUNT(foreign));
	tcase_add_test(t, open__not_a_file);
	tcase_add_test(t, open__reader_does_not_write);
	tcase_add_test(t, close__rolls_back);
	tcase_add_test(t, open__read_only_folder);
	tcase_add_test(t, open__read_only_folder_with_journal);
	tcase_add_test(t, open__killed_while_creating);
	tcase_add_test(t, open__name_like_a_uri);
	suite_add_tcase(s, t);
	return run_suite(s);
}
