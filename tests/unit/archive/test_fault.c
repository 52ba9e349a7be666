#include <signal.h>
#include <stdatomic.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <pthread.h>

#include "archive/internal.h"
#include "fixture.h"

/* Kills, full disks, and readers beside a writer. */

static void setup(void)
{
	make_dir();
}

static void teardown(void)
{
	remove_dir();
}

/* Puts batches of ten and tells the pipe after each commit. */
static void put_for_ever(int fd)
{
	vb_archive *ar;
	unsigned n = 0;
	char id[20];

	if (vb_archive_open(&ar, dir, VB_ARCHIVE_WRITE, NULL))
		_exit(1);
	for (;;) {
		if (vb_archive_begin(ar, NULL))
			_exit(2);
		for (int i = 0; i < 10; i++, n++) {
			enum vb_put_result result;

			snprintf(id, sizeof(id), "%u", n);
			if (try_put(&result, ar, id, vb_str_from(id), NULL))
				_exit(3);
		}
		if (vb_archive_commit(ar, NULL))
			_exit(4);
		if (write(fd, &n, sizeof(n)) != sizeof(n))
			_exit(5);
	}
}

static void check_acknowledged(unsigned count)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf out = VB_BUF_INIT(100);
	vb_archive *ar = open_archive(VB_ARCHIVE_READ);
	struct vb_archive_stats stats;
	struct vb_held held;
	char id[20];

	for (unsigned n = 0; n < count; n++) {
		snprintf(id, sizeof(id), "%u", n);
		ck_ok(vb_archive_get(&held, ar, vb_str_from(id), 0, &arena,
				     &err));
		vb_buf_truncate(&out, 0);
		ck_ok(vb_archive_blob(&out, ar, &held.original, &err));
		ck_assert_str_eq(vb_buf_cstr(&out), id);
		vb_arena_reset(&arena);
	}
	ck_ok(vb_archive_stats(&stats, ar, &err));
	ck_assert_int_eq(stats.documents % 10, 0); /* no half transaction */
	ck_assert_int_ge(stats.documents, count);
	vb_archive_close(ar);
	vb_arena_clear(&arena);
	vb_buf_clear(&out);
}

START_TEST(kill__acknowledged_is_there)
{
	for (int round = 0; round < 12; round++) {
		unsigned count = 0, n;
		int fds[2];
		pid_t pid;

		ck_assert_int_eq(pipe(fds), 0);
		pid = fork();
		if (!pid)
			put_for_ever(fds[1]);
		close(fds[1]);
		usleep(20000 + (useconds_t)(round * 7919 % 60000));
		kill(pid, SIGKILL);
		while (read(fds[0], &n, sizeof(n)) == sizeof(n))
			count = n;
		close(fds[0]);
		ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
		if (access(dir, F_OK))
			continue;
		/* Once as the kill left it, once after recovery. */
		vb_archive_close(open_archive(VB_ARCHIVE_WRITE));
		check_acknowledged(count);
		ck_assert_uint_eq(verify().count, 0);
		remove_dir();
		ck_ok(vb_file_mkdirs(dir, &err));
	}
}
END_TEST

static void fill_noise(char *out, size_t n, unsigned seed)
{
	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		out[i] = (char)(seed >> 24);
	}
}

/*
 * Put until it fails, as an indexer would: on failure roll back and see that
 * what was committed is there, all of it and no more.
 */
static void fill_disk(vb_archive *ar)
{
	static char noise[20000];
	enum vb_put_result result;
	struct vb_archive_stats stats;
	unsigned n = 0, committed = 0;
	vb_status st = VB_OK;
	char id[20];

	while (!st && n < 2000) {
		ck_ok(vb_archive_begin(ar, &err));
		for (int i = 0; !st && i < 7; i++, n++) {
			snprintf(id, sizeof(id), "%u", n);
			fill_noise(noise, sizeof(noise), n);
			st = try_put(&result, ar, id,
				     vb_str_of(noise, sizeof(noise)), NULL);
		}
		if (!st)
			st = vb_archive_commit(ar, &err);
		else
			vb_archive_rollback(ar);
		if (!st)
			committed = n;
	}
	ck_assert_int_eq(st, VB_NO_SPACE);
	ck_assert_ptr_nonnull(strstr(err.message, "archive.db"));
	ck_ok(vb_archive_stats(&stats, ar, &err));
	ck_assert_int_eq(stats.documents, committed);
	ck_assert_uint_gt(committed, 0);
}

static bool mount_small(void)
{
	return !mount("tmpfs", dir, "tmpfs", 0, "size=3m");
}

START_TEST(full__disk)
{
	struct vb_archive_stats before, after;
	vb_archive *ar;

	if (!mount_small()) { /* full__pages does the same without rights */
		puts("full__disk: skipped: may not mount a tmpfs");
		return;
	}
	ar = open_archive(VB_ARCHIVE_WRITE);
	fill_disk(ar);
	ck_ok(vb_archive_stats(&before, ar, &err));
	vb_archive_close(ar);
	ck_assert_uint_eq(verify().count, 0);
	/* Room again, and on it goes. */
	ck_assert_int_eq(mount("tmpfs", dir, "tmpfs", MS_REMOUNT, "size=9m"),
			 0);
	ar = open_archive(VB_ARCHIVE_WRITE);
	put_now(ar, "more", "more");
	ck_ok(vb_archive_stats(&after, ar, &err));
	ck_assert_int_eq(after.documents, before.documents + 1);
	vb_archive_close(ar);
	ck_assert_int_eq(umount(dir), 0);
}
END_TEST

/* The same where nothing may be mounted: the file itself may not grow. */
START_TEST(full__pages)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	char sql[] = "PRAGMA max_page_count = 100";

	ck_assert_int_eq(sqlite3_exec(ar->db, sql, NULL, NULL, NULL), 0);
	fill_disk(ar);
	vb_archive_close(ar);
	ck_assert_uint_eq(verify().count, 0);
	ar = open_archive(VB_ARCHIVE_WRITE);
	put_now(ar, "more", "more");
	vb_archive_close(ar);
	ck_assert_uint_eq(verify().count, 0);
}
END_TEST

/* The last step of a put fails: all of it goes, the rest stays. */
START_TEST(put__failed_leaves_nothing)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	enum vb_put_result result;

	put_now(ar, "old", "old");
	ck_assert_str_eq(sqlite("CREATE TRIGGER t AFTER INSERT ON events"
				" WHEN new.id = 'bad' BEGIN SELECT"
				" RAISE(ABORT, 'no'); END"),
			 "");
	ck_ok(vb_archive_begin(ar, &err));
	put(ar, "one", "one");
	ck_assert_int_ne(try_put(&result, ar, "bad", VB_STR("bad"), NULL),
			 VB_OK);
	put(ar, "two", "two");
	put(ar, "old", "new");
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	ck_assert_str_eq(sqlite("SELECT group_concat(id) FROM documents;"
				"SELECT count(*) FROM versions;"
				"SELECT count(*) FROM sqlar;"
				"SELECT group_concat(id) FROM events"),
			 "old,one,two\n4\n4\nold,one,two,old");
	ck_assert_uint_eq(verify().count, 0);
}
END_TEST

/*
 * SQLite gave up the whole transaction in the middle of it: nothing more is
 * taken, and commit does not acknowledge what is lost.
 */
START_TEST(put__lost_transaction_is_not_acknowledged)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	enum vb_put_result result;

	ck_assert_str_eq(sqlite("CREATE TRIGGER t AFTER INSERT ON events"
				" WHEN new.id = 'bad' BEGIN SELECT"
				" RAISE(ROLLBACK, 'no'); END"),
			 "");
	ck_ok(vb_archive_begin(ar, &err));
	put(ar, "one", "one");
	ck_assert_int_ne(try_put(&result, ar, "bad", VB_STR("bad"), NULL),
			 VB_OK);
	ck_assert_int_ne(try_put(&result, ar, "two", VB_STR("two"), NULL),
			 VB_OK);
	ck_assert_int_ne(vb_archive_commit(ar, &err), VB_OK);
	ck_assert_ptr_nonnull(strstr(err.message, "rolled back"));
	put_now(ar, "three", "three");
	vb_archive_close(ar);
	ck_assert_str_eq(sqlite("SELECT group_concat(id) FROM documents"),
			 "three");
	ck_assert_uint_eq(verify().count, 0);
}
END_TEST

/* Somebody else writes (an administrator with sqlite3): busy, not broken. */
START_TEST(begin__busy)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	vb_archive *other = open_archive(VB_ARCHIVE_WRITE);

	sqlite3_busy_timeout(other->db, 50);
	ck_ok(vb_archive_begin(ar, &err));
	ck_assert_int_eq(vb_archive_begin(other, &err), VB_BUSY);
	put(ar, "a", "a");
	ck_ok(vb_archive_commit(ar, &err));
	put_now(other, "b", "b"); /* its chain goes on from the other's */
	put_now(ar, "c", "c");
	vb_archive_close(other);
	vb_archive_close(ar);
	ck_assert_uint_eq(verify().count, 0);
}
END_TEST

/* No room even for an empty archive: nothing half made stays. */
START_TEST(full__while_creating)
{
	vb_archive *ar;
	char big[200];

	if (!mount_small()) {
		puts("full__while_creating: skipped: may not mount a tmpfs");
		return;
	}
	snprintf(big, sizeof(big),
		 "dd if=/dev/zero of=%s/big bs=1k count=3060 2>&1 >/dev/null"
		 " | tail -c 0",
		 dir);
	shell(big);
	ck_assert_int_eq(vb_archive_open(&ar, dir, VB_ARCHIVE_WRITE, &err),
			 VB_NO_SPACE);
	ck_assert_ptr_null(ar);
	snprintf(big, sizeof(big), "ls %s", dir);
	ck_assert_str_eq(shell(big), "big");
	ck_assert_int_eq(umount(dir), 0);
}
END_TEST

struct reading {
	atomic_bool *stop;
	unsigned rounds;
	const char *trouble;
};

static vb_status see(void *ctx, const struct vb_held *held,
		     struct vb_arena *arena, struct vb_error *e)
{
	(void)arena;
	(void)e;
	++*(int64_t *)ctx;
	return held->size ? VB_OK : VB_CORRUPT;
}

/* Counts only grow, by whole transactions of 10; each document is whole. */
static void *read_on(void *ctx)
{
	struct reading *r = ctx;
	struct vb_archive_stats stats = { 0 };
	int64_t last = 0, seen, sequence;
	vb_archive *ar;

	if (vb_archive_open(&ar, dir, VB_ARCHIVE_READ, NULL)) {
		r->trouble = "open";
		return NULL;
	}
	while (!atomic_load(r->stop) && !r->trouble) {
		seen = 0;
		if (vb_archive_stats(&stats, ar, NULL))
			r->trouble = "stats";
		else if (stats.documents % 10 || stats.documents < last)
			r->trouble = "count";
		else if (vb_archive_sequence(&sequence, ar, NULL) ||
			 vb_archive_changes(ar, 0, stats.sequence, see, &seen,
					    NULL))
			r->trouble = "changes";
		else if (seen != stats.documents || sequence < seen)
			r->trouble = "seen";
		last = stats.documents;
		r->rounds++;
	}
	vb_archive_close(ar);
	return NULL;
}

START_TEST(reader__beside_writer)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	atomic_bool stop = false;
	struct reading r = { .stop = &stop };
	struct vb_archive_stats stats;
	pthread_t thread;
	char id[20];

	ck_assert_int_eq(pthread_create(&thread, NULL, read_on, &r), 0);
	for (unsigned n = 0; n < 600; n += 10) {
		ck_ok(vb_archive_begin(ar, &err));
		for (unsigned i = n; i < n + 10; i++) {
			snprintf(id, sizeof(id), "%u", i);
			put(ar, id, id);
		}
		ck_ok(vb_archive_commit(ar, &err));
	}
	stop = true;
	pthread_join(thread, NULL);
	ck_assert_msg(!r.trouble, "reader: %s", r.trouble);
	ck_assert_uint_gt(r.rounds, 0);
	ck_ok(vb_archive_stats(&stats, ar, &err));
	ck_assert_int_eq(stats.documents, 600);
	vb_archive_close(ar);
}
END_TEST

/* A reader in the middle of things does not keep a writer from closing. */
START_TEST(reader__holds_nothing_up)
{
	vb_archive *writer = open_archive(VB_ARCHIVE_WRITE), *reader;
	struct vb_archive_stats stats;

	put_now(writer, "a", "a");
	reader = open_archive(VB_ARCHIVE_READ);
	ck_ok(vb_archive_stats(&stats, reader, &err));
	put_now(writer, "b", "b");
	ck_ok(vb_archive_stats(&stats, reader, &err));
	ck_assert_int_eq(stats.documents, 2); /* seen without reopening */
	vb_archive_close(writer);
	ck_ok(vb_archive_stats(&stats, reader, &err));
	ck_assert_int_eq(stats.documents, 2);
	vb_archive_close(reader);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("archive_fault");
	TCase *t = tcase_create("fault");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, kill__acknowledged_is_there);
	tcase_add_test(t, full__disk);
	tcase_add_test(t, full__pages);
	tcase_add_test(t, full__while_creating);
	tcase_add_test(t, put__failed_leaves_nothing);
	tcase_add_test(t, put__lost_transaction_is_not_acknowledged);
	tcase_add_test(t, begin__busy);
	tcase_add_test(t, reader__beside_writer);
	tcase_add_test(t, reader__holds_nothing_up);
	suite_add_tcase(s, t);
	return run_suite(s);
}
