#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

static struct vb_error err;

static vb_status read_status(const char *name, size_t limit, int flags)
{
	struct vb_buf out = VB_BUF_INIT(limit);
	vb_status st = vb_buf_append(&out, VB_STR_EMPTY);

	if (!st)
		st = vb_file_read(&out, in_dir(name), flags, &err);
	if (st)
		ck_assert_uint_eq(out.len, 0);
	vb_buf_clear(&out);
	return st;
}

START_TEST(read__kinds_of_file)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int s = socket(AF_UNIX, SOCK_STREAM, 0);

	write_file("plain", VB_STR("x"));
	shell("mkfifo fifo; mkdir folder; ln -s plain link; ln -s no dead;"
	      "ln -s loop loop; ln -s folder tofolder; ln -s fifo tofifo");
	snprintf(at.sun_path, sizeof(at.sun_path), "%s/socket", dir);
	ck_assert_int_eq(bind(s, (struct sockaddr *)&at, sizeof(at)), 0);
	ck_assert_int_eq(read_status("plain", 9, 0), VB_OK);
	ck_assert_int_eq(read_status("no", 9, 0), VB_NOT_FOUND);
	ck_assert_int_eq(read_status("fifo", 9, 0), VB_UNSUPPORTED);
	ck_assert_int_eq(read_status("folder", 9, 0), VB_UNSUPPORTED);
	ck_assert_int_eq(read_status("socket", 9, 0), VB_UNSUPPORTED);
	ck_assert_int_eq(read_status("link", 9, 0), VB_UNSUPPORTED);
	ck_assert_int_eq(read_status("link", 9, VB_FILE_FOLLOW), VB_OK);
	ck_assert_int_eq(read_status("dead", 9, 0), VB_UNSUPPORTED);
	ck_assert_int_eq(read_status("dead", 9, VB_FILE_FOLLOW), VB_NOT_FOUND);
	ck_assert_int_eq(read_status("loop", 9, VB_FILE_FOLLOW),
			 VB_UNSUPPORTED);
	ck_assert_int_eq(read_status("tofolder", 9, VB_FILE_FOLLOW),
			 VB_UNSUPPORTED);
	ck_assert_int_eq(read_status("tofifo", 9, VB_FILE_FOLLOW),
			 VB_UNSUPPORTED);
	ck_assert_int_eq(vb_file_read(&(struct vb_buf)VB_BUF_INIT(9),
				      "/dev/zero", 0, &err),
			 VB_UNSUPPORTED);
	close(s);
}
END_TEST

START_TEST(read__limit)
{
	write_file("ten", VB_STR("0123456789"));
	write_file("none", VB_STR_EMPTY);
	ck_assert_int_eq(read_status("ten", 10, 0), VB_OK);
	ck_assert_int_eq(read_status("ten", 9, 0), VB_TOO_BIG);
	ck_assert_int_eq(read_status("ten", 0, 0), VB_TOO_BIG);
	ck_assert_int_eq(read_status("none", 0, 0), VB_OK);
	/* A hole of a terabyte is refused before it is read. */
	ck_assert_str_eq(shell("truncate -s 1T hole"), "");
	ck_assert_int_eq(read_status("hole", 1 << 30, 0), VB_TOO_BIG);
}
END_TEST

/* /proc says 0 bytes for what has some. */
START_TEST(read__size_that_lies)
{
	struct vb_buf out = VB_BUF_INIT(1 << 20);

	ck_assert_int_eq(vb_file_read(&out, "/proc/self/status", 0, &err),
			 VB_OK);
	ck_assert(vb_str_starts(vb_buf_str(&out), VB_STR("Name:")));
	vb_buf_truncate(&out, 0);
	out.limit = 5;
	ck_assert_int_eq(vb_file_read(&out, "/proc/self/status", 0, &err),
			 VB_TOO_BIG);
	ck_assert_uint_eq(out.len, 0);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(read__appends_large)
{
	struct vb_buf out = VB_BUF_INIT(10 << 20);

	ck_assert_str_eq(shell("seq 1000000 >numbers"), "");
	ck_assert_int_eq(vb_buf_append_cstr(&out, "before"), VB_OK);
	ck_assert_int_eq(vb_file_read(&out, in_dir("numbers"), 0, &err), VB_OK);
	ck_assert_uint_eq(out.len, 6 + 6888896); /* wc -c of seq 1000000 */
	ck_assert(vb_str_starts(vb_buf_str(&out), VB_STR("before1\n2\n3\n")));
	ck_assert(vb_str_ends(vb_buf_str(&out), VB_STR("\n1000000\n")));
	vb_buf_clear(&out);
}
END_TEST

START_TEST(write__replaces)
{
	struct vb_buf out = VB_BUF_INIT(100);
	struct stat info;

	write_file("f", VB_STR("cũ, và dài hơn"));
	write_file("f", VB_STR("mới"));
	read_file(&out, "f");
	ck_assert_str_eq(vb_buf_cstr(&out), "mới");
	ck_assert_int_eq(stat(in_dir("f"), &info), 0);
	ck_assert_uint_eq(info.st_mode & 0777, 0644);
	ck_assert_str_eq(shell("ls -A"), "f");
	ck_assert_int_eq(
		vb_file_write_atomic(in_dir("no/f"), VB_STR("x"), &err),
		VB_NOT_FOUND);
	/* A folder in the way: refused, and nothing is left over. */
	shell("mkdir d");
	ck_assert_int_eq(vb_file_write_atomic(in_dir("d"), VB_STR("x"), &err),
			 VB_IO);
	ck_assert_str_eq(shell("ls -A"), "d\nf");
	vb_buf_clear(&out);
}
END_TEST

static void *rewrite(void *stop)
{
	static char a[100000], b[50000];

	memset(a, 'a', sizeof(a));
	memset(b, 'b', sizeof(b));
	while (!atomic_load((atomic_bool *)stop)) {
		write_file("f", vb_str_of(a, sizeof(a)));
		write_file("f", vb_str_of(b, sizeof(b)));
	}
	return NULL;
}

/* A reader sees one content or the other, whole. */
START_TEST(write__atomic)
{
	struct vb_buf out = VB_BUF_INIT(1 << 20);
	atomic_bool stop = false;
	pthread_t thread;

	write_file("f", VB_STR(""));
	ck_assert_int_eq(pthread_create(&thread, NULL, rewrite, &stop), 0);
	for (int i = 0; i < 300; i++) {
		vb_buf_truncate(&out, 0);
		ck_assert_int_eq(vb_file_read(&out, in_dir("f"), 0, &err),
				 VB_OK);
		if (!out.len)
			continue;
		ck_assert_uint_eq(out.len, out.ptr[0] == 'a' ? 100000 : 50000);
		ck_assert_int_eq(out.ptr[0], out.ptr[out.len - 1]);
	}
	stop = true;
	pthread_join(thread, NULL);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(mkdirs__cases)
{
	ck_assert_int_eq(vb_file_mkdirs(in_dir("a/b c/ơ"), &err), VB_OK);
	ck_assert_int_eq(vb_file_mkdirs(in_dir("a/b c/ơ"), &err), VB_OK);
	ck_assert_int_eq(vb_file_mkdirs(in_dir("x//y///"), &err), VB_OK);
	ck_assert_int_eq(vb_file_mkdirs("/", &err), VB_OK);
	ck_assert_int_eq(vb_file_mkdirs(".", &err), VB_OK);
	ck_assert_str_eq(shell("find . -type d | sort"),
			 ".\n./a\n./a/b c\n./a/b c/ơ\n./x\n./x/y");
	write_file("file", VB_STR("x"));
	ck_assert_int_eq(vb_file_mkdirs(in_dir("file"), &err), VB_IO);
	ck_assert_int_eq(vb_file_mkdirs(in_dir("file/a"), &err), VB_IO);
	ck_assert_int_eq(vb_file_mkdirs("", &err), VB_NOT_FOUND);
	ck_assert_int_eq(chdir(dir), 0);
	ck_assert_int_eq(vb_file_mkdirs("r/s", &err), VB_OK);
	ck_assert_int_eq(access(in_dir("r/s"), F_OK), 0);
	ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(remove_tree__never_follows)
{
	shell("mkdir -p keep tree/a/b; echo x >keep/f; echo yy >tree/a/f;"
	      "ln -s ../keep tree/link; ln -s keep toplink; mkfifo tree/fifo;"
	      "echo abc >tree/a/b/g");
	ck_assert_uint_eq(vb_file_tree_bytes(in_dir("tree")), 3 + 4);
	ck_assert_uint_eq(vb_file_tree_bytes(in_dir("no")), 0);
	ck_assert_int_eq(vb_file_remove_tree(in_dir("tree"), &err), VB_OK);
	ck_assert_int_eq(vb_file_remove_tree(in_dir("tree"), &err), VB_OK);
	ck_assert_int_eq(vb_file_remove_tree(in_dir("toplink"), &err), VB_OK);
	ck_assert_str_eq(shell("find . | sort"), ".\n./keep\n./keep/f");
}
END_TEST

/* What a second process gets: 'b' busy, 'y' the lock, 'n' something else. */
static char try_lock_elsewhere(bool wait)
{
	int pipes[2];
	char answer = '?';
	pid_t pid;

	ck_assert_int_eq(pipe(pipes), 0);
	pid = fork();
	if (!pid) {
		int fd;
		vb_status st = vb_file_lock(&fd, in_dir("lock"), wait, NULL);

		answer = !st ? 'y' : st == VB_BUSY ? 'b' : 'n';
		_exit(write(pipes[1], &answer, 1) != 1);
	}
	close(pipes[1]);
	ck_assert_int_eq(read(pipes[0], &answer, 1), 1);
	close(pipes[0]);
	waitpid(pid, NULL, 0);
	return answer;
}

START_TEST(lock__between_processes)
{
	int fd;

	ck_assert_int_eq(vb_file_lock(&fd, in_dir("lock"), false, &err), VB_OK);
	ck_assert_int_eq(try_lock_elsewhere(false), 'b');
	vb_file_unlock(fd);
	ck_assert_int_eq(try_lock_elsewhere(false), 'y');
	/* That process has ended, and its lock with it. */
	ck_assert_int_eq(vb_file_lock(&fd, in_dir("lock"), false, &err), VB_OK);
	vb_file_unlock(fd);
	vb_file_unlock(-1);
	ck_assert_int_eq(vb_file_lock(&fd, in_dir("no/lock"), false, &err),
			 VB_NOT_FOUND);
}
END_TEST

static void *unlock_soon(void *fd)
{
	usleep(100000);
	vb_file_unlock(*(int *)fd);
	return NULL;
}

START_TEST(lock__waits)
{
	pthread_t thread;
	int fd;

	ck_assert_int_eq(vb_file_lock(&fd, in_dir("lock"), true, &err), VB_OK);
	ck_assert_int_eq(pthread_create(&thread, NULL, unlock_soon, &fd), 0);
	ck_assert_int_eq(try_lock_elsewhere(true), 'y');
	pthread_join(thread, NULL);
}
END_TEST

START_TEST(lock__dies_with_its_holder)
{
	int pipes[2], fd;
	char c;
	pid_t pid;

	ck_assert_int_eq(pipe(pipes), 0);
	pid = fork();
	if (!pid) {
		if (vb_file_lock(&fd, in_dir("lock"), true, NULL) ||
		    write(pipes[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	ck_assert_int_eq(read(pipes[0], &c, 1), 1);
	ck_assert_int_eq(vb_file_lock(&fd, in_dir("lock"), false, &err),
			 VB_BUSY);
	ck_assert_ptr_nonnull(strstr(err.message, "held by another process"));
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	ck_assert_int_eq(vb_file_lock(&fd, in_dir("lock"), false, &err), VB_OK);
	vb_file_unlock(fd);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("file");
	TCase *t = tcase_create("file");

	tcase_add_checked_fixture(t, make_test_dir, remove_test_dir);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, read__kinds_of_file);
	tcase_add_test(t, read__limit);
	tcase_add_test(t, read__size_that_lies);
	tcase_add_test(t, read__appends_large);
	tcase_add_test(t, write__replaces);
	tcase_add_test(t, write__atomic);
	tcase_add_test(t, mkdirs__cases);
	tcase_add_test(t, remove_tree__never_follows);
	tcase_add_test(t, lock__between_processes);
	tcase_add_test(t, lock__waits);
	tcase_add_test(t, lock__dies_with_its_holder);
	return run_case(s, t);
}
