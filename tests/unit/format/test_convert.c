/*
 * vb_convert with the system's own programs, and with scripts that do what a
 * converter taken over by a hostile file would do. Each case runs under each
 * guard: what holds with bubblewrap must hold without.
 */
#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../run.h"
#include "format/convert.h"

#define N(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const char *const guards[] = { "namespaces", "filters", "limits" };

static struct vb_buf out = VB_BUF_INIT(64 << 20);
static struct vb_error err;

/* Check runs each test in a process of its own. */
static void use_guard(int i)
{
	setenv("VANBAN_GUARD", guards[i], 1);
}

static vb_status run(const struct vb_tool *tool)
{
	err = (struct vb_error)VB_ERROR_INIT;
	vb_buf_clear(&out);
	return vb_convert(&out, tool, VB_STR("input"), &err);
}

static vb_status run_script(const char *program, const char *script,
			    unsigned seconds, size_t output)
{
	struct vb_tool tool = {
		.program = program,
		.package = "none",
		.args = { "-c", script, "%", NULL },
		.seconds = seconds,
		.output = output,
	};

	return run(&tool);
}

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Does a process run that has `mark` in its command line? The killed take a
 * moment to go. */
static bool runs(const char *mark)
{
	char command[200];
	int status = 0;

	/* The brackets keep the search from finding itself. */
	snprintf(command, sizeof(command), "pgrep -f '[%c]%s' >/dev/null",
		 mark[0], mark + 1);
	for (int i = 0; i < 50; i++) {
		status = system(command);
		if (status)
			break;
		usleep(100000);
	}
	return !status;
}

static const struct {
	const char *name, *program, *script;
	unsigned seconds;
	vb_status want;
	const char *output;  /* all of it; NULL: any */
	const char *message; /* a part of it */
} hostile[] = {
	{ "says what is wrong", "sh",
	  "echo 'file is damaged' >&2; echo more >&2; exit 1", 20, VB_BAD_INPUT,
	  "", "sh: file is damaged" },
	{ "fails without a word", "sh", "exit 3", 20, VB_BAD_INPUT, "",
	  "sh: failed (exit 3)" },
	{ "prints and fails", "sh", "echo half; exit 1", 20, VB_BAD_INPUT, "",
	  "failed (exit 1)" },
	{ "prints nothing", "sh", ":", 20, VB_BAD_INPUT, "", "sh: no output" },
	{ "prints nothing but a warning", "sh", "echo 'no text' >&2", 20,
	  VB_BAD_INPUT, "", "sh: no text" },
	{ "dies", "python3", "import ctypes; ctypes.string_at(0)", 20,
	  VB_BAD_INPUT, "", "python3: died (signal 11)" },
	{ "spins", "sh", "while :; do :; done", 1, VB_TIMEOUT, "", "sh: " },
	{ "sleeps", "sh", "echo text; sleep 100", 1, VB_TIMEOUT, "",
	  "sh: not done in time" },
	{ "ignores signals", "sh",
	  "trap '' TERM INT HUP XCPU; sleep 50; sleep 50", 1, VB_TIMEOUT, "",
	  "not done in time" },
	{ "closes its output and sleeps", "sh", "exec >&- 2>&-; sleep 100", 1,
	  VB_TIMEOUT, "", "not done in time" },
	{ "reads its input", "sh", "cat; echo end", 20, VB_OK, "end\n", "" },
	{ "takes all memory", "python3", "x = bytearray(3 << 30); print(1)", 20,
	  VB_BAD_INPUT, "", "python3: " },
	{ "writes one large file", "sh",
	  "truncate -s 20G big || exit; echo done", 20, VB_TOO_BIG, "", "" },
	{ "fills its folder", "sh",
	  "for i in 1 2 3; do fallocate -l 900M f$i; done; sleep 100", 20,
	  VB_TOO_BIG, "", "its files are too big" },
	{ "digs", "python3",
	  "import os, time\n"
	  "for i in range(3000): os.mkdir('d', 0o300); os.chdir('d')\n"
	  "time.sleep(100)",
	  20, VB_TOO_BIG, "", "its files are too big" },
	{ "reads the list of users", "sh", "cat /etc/passwd", 20, VB_BAD_INPUT,
	  "", "/etc/passwd" },
	{ "looks at other processes", "sh", "cat /proc/1/environ /proc/1/mem",
	  20, VB_BAD_INPUT, "", "/proc/1/" },
	{ "writes to the system", "sh",
	  "for d in / /usr /usr/bin /etc /dev /lib /home /root; do\n"
	  "	(echo x >$d/vanban-test) 2>/dev/null && echo $d\n"
	  "done; echo end",
	  20, VB_OK, "end\n", "" },
	{ "signals others", "python3",
	  "import os\n"
	  "for pid in (os.getppid(), os.getpid()):\n"
	  "	try: os.kill(pid, 0); print('reached', pid)\n"
	  "	except OSError as e: print(e.errno)",
	  20, VB_OK, "1\n1\n", "" },
	{ "leaves its session", "python3",
	  "import os\n"
	  "if os.fork(): os.wait(); raise SystemExit\n"
	  "for f in (os.setsid, lambda: os.setpgid(0, 0)):\n"
	  "	try: f(); print('left')\n"
	  "	except OSError as e: print(e.errno)",
	  20, VB_OK, "1\n1\n", "" },
	{ "makes namespaces", "sh", "unshare -Ur true || echo refused", 20,
	  VB_OK, "refused\n", "" },
	{ "becomes root", "sh", "id -u", 20, VB_OK, NULL, "" },
	{ "keeps a core", "sh", "ulimit -c; ulimit -n", 20, VB_OK, "0\n256\n",
	  "" },
	{ "looks for open files", "python3",
	  "import os\n"
	  "for i in range(3, 4096):\n"
	  "	try: os.fstat(i); print(i)\n"
	  "	except OSError: pass\n"
	  "print('end')",
	  20, VB_OK, "end\n", "" },
};

START_TEST(convert__hostile)
{
	int row = _i / N(guards);
	double before = seconds_now();
	vb_status st;

	use_guard(_i % N(guards));
	st = run_script(hostile[row].program, hostile[row].script,
			hostile[row].seconds, 0);
	ck_assert_msg(st == hostile[row].want, "%s: %s: %s", hostile[row].name,
		      vb_status_text(st), err.message);
	if (hostile[row].output)
		ck_assert_str_eq(vb_buf_cstr(&out), hostile[row].output);
	ck_assert_msg(strstr(err.message, hostile[row].message), "%s: %s",
		      hostile[row].name, err.message);
	/* far below the 100 seconds that some sleep */
	ck_assert_double_lt(seconds_now() - before, 40);
}
END_TEST

START_TEST(convert__not_root)
{
	use_guard(_i);
	ck_assert_int_eq(run_script("sh", "id -u", 20, 0), VB_OK);
	if (!geteuid())
		ck_assert_str_eq(out.ptr, "65534\n");
}
END_TEST

/* A time to sleep by which those of this test are known: a year and so many
 * parts of a second. */
static const char *mark_of(int i)
{
	static char mark[32];

	snprintf(mark, sizeof(mark), "3153600%d.%d", i, (int)getpid());
	return mark;
}

START_TEST(convert__forks)
{
	static const char script[] =
		"import os, time\n"
		"n = 0\n"
		"try:\n"
		"	while n < 1000:\n"
		"		if not os.fork(): time.sleep(%s)\n"
		"		n += 1\n"
		"except OSError: print('refused')\n"
		"else: print('forked')";
	char text[400];

	use_guard(_i);
	snprintf(text, sizeof(text), script, mark_of(1));
	ck_assert_int_eq(run_script("python3", text, 20, 0), VB_OK);
	ck_assert_str_eq(out.ptr, "refused\n");
	ck_assert(!runs(mark_of(1)));
}
END_TEST

START_TEST(convert__children_go_with_it)
{
	static const char *const ways[] = {
		"sleep $t & echo text",
		"(sleep $t &) ; echo text",
		"setsid sleep $t & echo text",
		"trap '' HUP TERM; sleep $t >/dev/null 2>&1 & echo text",
	};
	char text[200];

	use_guard(_i % N(guards));
	snprintf(text, sizeof(text), "t=%s; %s", mark_of(2),
		 ways[_i / N(guards)]);
	ck_assert_int_eq(run_script("sh", text, 20, 0), VB_OK);
	ck_assert_str_eq(out.ptr, "text\n");
	ck_assert(!runs(mark_of(2)));
}
END_TEST

START_TEST(convert__children_go_at_the_deadline)
{
	char text[200];

	use_guard(_i);
	snprintf(text, sizeof(text), "sleep %s & sleep %s", mark_of(3),
		 mark_of(3));
	ck_assert_int_eq(run_script("sh", text, 1, 0), VB_TIMEOUT);
	ck_assert(!runs(mark_of(3)));
}
END_TEST

START_TEST(convert__writes_for_ever)
{
	use_guard(_i);
	ck_assert_int_eq(
		run_script("sh", "head -c 10000000000 /dev/zero", 20, 1000000),
		VB_TOO_BIG);
	ck_assert_uint_eq(out.len, 1000000);
	ck_assert_int_eq(run_script("sh", "yes >&2", 1, 0), VB_TIMEOUT);
}
END_TEST

/* The limit of the caller's buffer holds besides that of the tool. */
START_TEST(convert__small_buffer)
{
	struct vb_buf small = VB_BUF_INIT(10);
	struct vb_tool tool = { .program = "sh",
				.package = "dash",
				.args = { "-c", "yes", NULL } };

	use_guard(_i);
	ck_assert_int_eq(vb_convert(&small, &tool, VB_STR(""), &err),
			 VB_TOO_BIG);
	vb_buf_clear(&small);
}
END_TEST

START_TEST(convert__no_network)
{
	static const char script[] =
		"import socket\n"
		"try:\n"
		"	socket.create_connection(('127.0.0.1', %d), 5)\n"
		"	print('connected')\n"
		"except OSError: print('refused')";
	struct sockaddr_in here = { .sin_family = AF_INET };
	socklen_t size = sizeof(here);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	char text[400];

	use_guard(_i);
	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert(!bind(fd, (struct sockaddr *)&here, size));
	ck_assert(!listen(fd, 5));
	ck_assert(!getsockname(fd, (struct sockaddr *)&here, &size));
	snprintf(text, sizeof(text), script, ntohs(here.sin_port));
	ck_assert_int_eq(run_script("python3", text, 20, 0), VB_OK);
	ck_assert_str_eq(out.ptr, "refused\n");
	ck_assert_int_eq(accept(fd, NULL, NULL), -1);
	ck_assert_int_eq(errno, EAGAIN);
	close(fd);
}
END_TEST

/* A file that every user may read, and a folder that every user may write. */
START_TEST(convert__canary)
{
	char path[] = "/tmp/vb-canary-XXXXXX", file[64], script[200];
	struct stat info;
	int fd;

	use_guard(_i);
	ck_assert_ptr_nonnull(mkdtemp(path));
	ck_assert(!chmod(path, 0777));
	snprintf(file, sizeof(file), "%s/secret", path);
	fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	ck_assert_int_eq(write(fd, "canary\n", 7), 7);
	ck_assert(!fchmod(fd, 0666));
	close(fd);
	snprintf(script, sizeof(script),
		 "cat %s; echo x >>%s; echo x >%s/new; echo end", file, file,
		 path);
	ck_assert_int_eq(run_script("sh", script, 20, 0), VB_OK);
	ck_assert_str_eq(out.ptr, "end\n");
	ck_assert(!stat(file, &info));
	ck_assert_int_eq(info.st_size, 7);
	unlink(file);
	ck_assert_msg(!rmdir(path), "something was written");
}
END_TEST

static const char *const variables[] = { "HOME=", "LC_ALL=C.UTF-8\n",
					 "OMP_THREAD_LIMIT=1\n",
					 "PATH=/usr/bin:/bin\n", "TMPDIR=" };

START_TEST(convert__environment)
{
	struct vb_tool tool = { .program = "env", .package = "coreutils" };
	size_t lines = 0;

	use_guard(_i);
	setenv("VB_TEST_SECRET", "canary", 1);
	ck_assert_int_eq(run(&tool), VB_OK);
	for (int i = 0; i < N(variables); i++)
		ck_assert_ptr_nonnull(strstr(out.ptr, variables[i]));
	ck_assert_ptr_null(strstr(out.ptr, "canary"));
	for (size_t i = 0; i < out.len; i++)
		lines += out.ptr[i] == '\n';
	/* bubblewrap adds PWD */
	ck_assert_uint_le(lines, N(variables) + 1);
}
END_TEST

START_TEST(convert__input)
{
	struct vb_tool tool = { .program = "cat",
				.package = "coreutils",
				.args = { "%", NULL },
				.suffix = "bin" };
	char all[256 * 1000];

	use_guard(_i);
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (char)i;
	ck_assert_int_eq(
		vb_convert(&out, &tool, vb_str_of(all, sizeof(all)), &err),
		VB_OK);
	ck_assert_uint_eq(out.len, sizeof(all));
	ck_assert_mem_eq(out.ptr, all, sizeof(all));
	tool.program = "echo";
	ck_assert_int_eq(run(&tool), VB_OK);
	ck_assert_str_eq(out.ptr, "input.bin\n");
	tool.suffix = NULL;
	ck_assert_int_eq(run(&tool), VB_OK);
	ck_assert_str_eq(out.ptr, "input\n");
}
END_TEST

/* What is in `out` already stays, whatever happens. */
START_TEST(convert__appends)
{
	struct vb_tool tool = { .program = "sh",
				.package = "dash",
				.args = { "-c", "echo b; exit 1", NULL } };

	use_guard(_i);
	ck_assert(!vb_buf_append(&out, VB_STR("a")));
	ck_assert_int_eq(vb_convert(&out, &tool, VB_STR(""), &err),
			 VB_BAD_INPUT);
	ck_assert_str_eq(out.ptr, "a");
	tool.args[1] = "echo b";
	ck_assert_int_eq(vb_convert(&out, &tool, VB_STR(""), &err), VB_OK);
	ck_assert_str_eq(out.ptr, "ab\n");
}
END_TEST

START_TEST(convert__missing)
{
	static const struct vb_tool missing = {
		.program = "no-such-converter",
		.package = "that-package",
	};
	static const struct vb_tool path = { .program = "../bin/sh",
					     .package = "dash" };
	static const struct vb_tool there = { .program = "sh",
					      .package = "dash" };

	ck_assert_int_eq(run(&missing), VB_UNSUPPORTED);
	ck_assert_str_eq(err.message, "no-such-converter is not installed "
				      "(Debian package that-package)");
	ck_assert(!vb_convert_has(&missing));
	ck_assert_int_eq(run(&path), VB_UNSUPPORTED);
	ck_assert(!vb_convert_has(&path));
	ck_assert(vb_convert_has(&there));
}
END_TEST

static vb_status join(void *ctx, struct vb_str bytes)
{
	vb_status st = vb_buf_append(ctx, bytes);

	return st ? st : vb_buf_append_char(ctx, '|');
}

static vb_status refuse(void *ctx, struct vb_str bytes)
{
	(void)ctx;
	(void)bytes;
	return VB_CANCELLED;
}

START_TEST(convert__files)
{
	struct vb_tool tool = {
		.program = "sh",
		.package = "dash",
		.args = { "-c",
			  "printf b >page-02; printf a >page-01;"
			  "printf c >page-10; printf d >other; mkdir page-00;"
			  "ln -s /etc/passwd page-03",
			  NULL },
	};
	struct vb_buf got = VB_BUF_INIT(1000);

	use_guard(_i);
	ck_assert_int_eq(
		vb_convert_files(&tool, VB_STR("x"), "page-", join, &got, &err),
		VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&got), "a|b|c|");
	ck_assert_int_eq(
		vb_convert_files(&tool, VB_STR("x"), "input", join, &got, &err),
		VB_BAD_INPUT);
	ck_assert_str_eq(err.message, "sh: no output");
	ck_assert_int_eq(vb_convert_files(&tool, VB_STR("x"), "page-", refuse,
					  NULL, &err),
			 VB_CANCELLED);
	vb_buf_clear(&got);
}
END_TEST

/* The private folder goes also when the tool made it hard, and when it is
 * killed while it writes. */
START_TEST(convert__folder_goes)
{
	static const char *const scripts[] = {
		"mkdir -p a/b/c; touch a/b/c/d; chmod 0 a/b/c a/b a",
		"i=0; while :; do i=$((i+1)); mkdir d$i; echo >d$i/f; done",
		"(while :; do mkdir -p x/y/z; touch x/y/z/f; done) & sleep 1",
	};
	char suffix[32], pattern[64];
	struct vb_tool tool = {
		.program = "sh",
		.package = "dash",
		.args = { "-c", scripts[_i / N(guards)], NULL },
		.suffix = suffix,
		.seconds = 1,
	};
	glob_t found;

	use_guard(_i % N(guards));
	snprintf(suffix, sizeof(suffix), "t%d", (int)getpid());
	ck_assert_int_ne(run(&tool), VB_OK);
	snprintf(pattern, sizeof(pattern), "/tmp/vanban-job-*/input.%s",
		 suffix);
	ck_assert_int_eq(glob(pattern, 0, NULL, &found), GLOB_NOMATCH);
}
END_TEST

/* What a killed process left is removed by the next, but not before a minute
 * has shown that nobody is about to take hold of it. */
START_TEST(convert__folder_of_the_killed)
{
	char fresh[] = "/tmp/vanban-job-XXXXXX";
	struct stat info;

	use_guard(1);
	ck_assert_ptr_nonnull(mkdtemp(fresh));
	ck_assert_int_eq(vb_convert_guard(), VB_GUARD_FILTERS);
	ck_assert_msg(!stat(fresh, &info), "a fresh folder was taken away");
	rmdir(fresh);
}
END_TEST

static int open_files(void)
{
	int n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

START_TEST(convert__leaves_nothing_open)
{
	int before = open_files();

	use_guard(_i);
	ck_assert_int_eq(run_script("sh", "echo a", 20, 0), VB_OK);
	ck_assert_int_eq(run_script("sh", "exit 1", 20, 0), VB_BAD_INPUT);
	ck_assert_int_eq(run_script("sh", "sleep 50", 1, 0), VB_TIMEOUT);
	ck_assert_int_eq(run_script("no-such", "", 1, 0), VB_UNSUPPORTED);
	ck_assert_int_eq(open_files(), before);
	/* and no child, dead or alive */
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	ck_assert_int_eq(errno, ECHILD);
}
END_TEST

static void *convert_often(void *ctx)
{
	struct vb_tool tool = { .program = "cat",
				.package = "coreutils",
				.args = { "%", NULL } };
	struct vb_buf got = VB_BUF_INIT(1 << 20);
	size_t *wrong = ctx;

	for (int i = 0; i < 20; i++) {
		char text[64];
		int n = snprintf(text, sizeof(text), "%p %d", ctx, i);
		struct vb_str in = vb_str_of(text, (size_t)n);

		vb_buf_truncate(&got, 0);
		if (vb_convert(&got, &tool, in, NULL) ||
		    !vb_str_eq(vb_buf_str(&got), in))
			++*wrong;
	}
	vb_buf_clear(&got);
	return NULL;
}

START_TEST(convert__threads)
{
	pthread_t threads[4];
	size_t wrong[4] = { 0 };

	use_guard(_i);
	for (int i = 0; i < 4; i++)
		ck_assert(!pthread_create(&threads[i], NULL, convert_often,
					  &wrong[i]));
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		ck_assert_uint_eq(wrong[i], 0);
	}
}
END_TEST

/* In a chroot, in many containers and under some kernels nobody may make
 * namespaces: bubblewrap itself tells. */
static bool may_make_namespaces(void)
{
	return !system("bwrap --unshare-all --ro-bind / / true 2>/dev/null");
}

START_TEST(convert__guard)
{
	static const enum vb_guard want[] = { VB_GUARD_NAMESPACES,
					      VB_GUARD_FILTERS,
					      VB_GUARD_LIMITS };

	if (_i == 0 && !may_make_namespaces()) {
		printf("skipped: namespaces can't be made here\n");
		return;
	}
	use_guard(_i);
	ck_assert_int_eq(vb_convert_guard(), want[_i]);
}
END_TEST

/* Inside a worker's cage there is no second bubblewrap; the rest holds. */
START_TEST(convert__caged)
{
	setenv("VANBAN_CAGED", "namespaces", 1);
	ck_assert_int_eq(vb_convert_guard(), VB_GUARD_NAMESPACES);
	ck_assert_int_eq(run_script("sh", "pwd; cat /etc/passwd", 20, 0),
			 VB_BAD_INPUT);
	ck_assert_int_eq(run_script("sh", "pwd", 20, 0), VB_OK);
	ck_assert(vb_str_starts(vb_buf_str(&out), VB_STR("/tmp/vanban-job-")));
}
END_TEST

#define EACH_GUARD(tc, test, times)                                            \
	tcase_add_loop_test(tc, test, 0, N(guards) * (times))

int main(void)
{
	Suite *suite = suite_create("convert");
	TCase *tc = tcase_create("convert");
	int failed;

	tcase_set_timeout(tc, 120);
	EACH_GUARD(tc, convert__hostile, N(hostile));
	EACH_GUARD(tc, convert__not_root, 1);
	EACH_GUARD(tc, convert__forks, 1);
	EACH_GUARD(tc, convert__children_go_with_it, 4);
	EACH_GUARD(tc, convert__children_go_at_the_deadline, 1);
	EACH_GUARD(tc, convert__writes_for_ever, 1);
	EACH_GUARD(tc, convert__small_buffer, 1);
	EACH_GUARD(tc, convert__no_network, 1);
	EACH_GUARD(tc, convert__canary, 1);
	EACH_GUARD(tc, convert__environment, 1);
	EACH_GUARD(tc, convert__input, 1);
	EACH_GUARD(tc, convert__appends, 1);
	tcase_add_test(tc, convert__missing);
	EACH_GUARD(tc, convert__files, 1);
	EACH_GUARD(tc, convert__folder_goes, 3);
	tcase_add_test(tc, convert__folder_of_the_killed);
	EACH_GUARD(tc, convert__leaves_nothing_open, 1);
	EACH_GUARD(tc, convert__threads, 1);
	EACH_GUARD(tc, convert__guard, 1);
	tcase_add_test(tc, convert__caged);
	suite_add_tcase(suite, tc);
	failed = run_suite(suite);
	vb_buf_clear(&out);
	return failed;
}
