/*
 * vb_pool with vanban-reader, and with a rogue in its place: this program
 * itself, when it finds itself in a cage, does what the file says.
 */
#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../run.h"
#include "format/ask.h"
#include "format/convert.h"
#include "format/pool.h"

#define N(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const char *const guards[] = { "namespaces", "filters", "limits" };

static char self[PATH_MAX], reader[PATH_MAX];
static struct vb_arena arena = VB_ARENA_INIT;
static struct vb_record record;
static struct vb_error err;
static vb_pool *pool;

/* --- the rogue ------------------------------------------------------- */

static vb_status take_file(struct vb_str *bytes)
{
	struct vb_ask_head head;
	static char room[1 << 16];
	size_t n = 0;

	if (vb_ask_receive(0, &head, sizeof(head), -1))
		_exit(0);
	for (int i = 0; i < VB_ASK_STRINGS; i++) {
		if (vb_ask_receive(0, room + n, (size_t)head.len[i], -1))
			_exit(0);
		n += (size_t)head.len[i];
	}
	*bytes = vb_str_of(room, (size_t)head.len[VB_ASK_BYTES]);
	return VB_OK;
}

static void say(struct vb_answer_head head, struct vb_str wire)
{
	vb_ask_send(0, &head, sizeof(head), -1);
	vb_ask_send(0, wire.ptr, wire.len, -1);
}

static void say_text(const char *text)
{
	struct vb_buf wire = VB_BUF_INIT(1 << 20);
	struct vb_answer_head head = { .mark = VB_ASK_MARK };
	struct vb_record answer;

	vb_record_init(&answer, &arena);
	answer.text = vb_str_from(text);
	if (vb_wire_write(&wire, &answer))
		_exit(99);
	head.wire = wire.len;
	say(head, vb_buf_str(&wire));
	vb_buf_clear(&wire);
}

static const char *try_network(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return fd < 0 && errno == EPERM ? "refused" : "a socket";
}

static const char *try_file(const char *path, int flags)
{
	return open(path, flags, 0600) < 0 ? "refused" : "opened";
}

/* Children, some of them in groups of their own as converters are. */
static const char *try_forks(const char *name)
{
	for (int i = 0; i < 100; i++) {
		pid_t pid = fork();

		if (pid < 0)
			return "refused";
		if (pid)
			continue;
		prctl(PR_SET_NAME, name, 0, 0, 0);
		if (i % 2)
			setpgid(0, 0);
		if (setsid() >= 0 && i % 2 == 0)
			_exit(0);
		for (;;)
			pause();
	}
	return "forked";
}

/* One wish of the file. */
static void obey(const char *wish)
{
	struct vb_answer_head head = { .mark = VB_ASK_MARK };

	if (!strcmp(wish, "crash"))
		signal(SIGSEGV, SIG_DFL), raise(SIGSEGV);
	else if (!strcmp(wish, "hang"))
		for (;;)
			pause();
	else if (!strcmp(wish, "spin"))
		for (;;)
			;
	else if (!strcmp(wish, "exit"))
		_exit(3);
	else if (!strcmp(wish, "version"))
		say((struct vb_answer_head){ .mark = 7 }, VB_STR(""));
	else if (!strcmp(wish, "half head"))
		vb_ask_send(0, &head, sizeof(head) / 2, -1), _exit(0);
	else if (!strcmp(wish, "half answer"))
		head.wire = 1000, say(head, VB_STR("VBrd")), _exit(0);
	else if (!strcmp(wish, "half and hang"))
		head.wire = 1000, say(head, VB_STR("VBrd")), pause();
	else if (!strcmp(wish, "huge"))
		head.wire = UINT64_MAX, say(head, VB_STR("x"));
	else if (!strcmp(wish, "no record"))
		say(head, VB_STR(""));
	else if (!strcmp(wish, "bad status"))
		head.status = 77, say(head, VB_STR(""));
	else if (!strcmp(wish, "long message"))
		head.status = VB_IO, head.message = 400, say(head, VB_STR(""));
	else if (!strcmp(wish, "not a record"))
		head.wire = 9, say(head, VB_STR("nonsense!"));
	else if (!strcmp(wish, "escape codes"))
		head.status = VB_BAD_INPUT, head.message = 5,
		say(head, VB_STR("a\033[2J"));
	else if (!strcmp(wish, "network"))
		say_text(try_network());
	else if (!strcmp(wish, "users"))
		say_text(try_file("/etc/passwd", O_RDONLY));
	else if (!strcmp(wish, "write"))
		say_text(try_file("/usr/vanban-test", O_WRONLY | O_CREAT));
	else if (!strcmp(wish, "own folder"))
		say_text(try_file("note", O_WRONLY | O_CREAT));
	else if (!strcmp(wish, "trace"))
		say_text(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ?
				 "no new privileges" :
				 "privileges");
	else if (!strncmp(wish, "forks ", 6))
		say_text(try_forks(wish + 6));
	else
		say_text(wish);
}

static _Noreturn void rogue(void)
{
	for (;;) {
		struct vb_str bytes;
		char wish[100];

		take_file(&bytes);
		snprintf(wish, sizeof(wish), "%.*s", VB_STR_ARG(bytes));
		obey(wish);
		vb_arena_clear(&arena);
	}
}

/* --- the tests ------------------------------------------------------- */

static void open_pool(const char *program, unsigned workers, int guard,
		      unsigned seconds)
{
	struct vb_pool_options options = { .seconds = seconds,
					   .reader = program };

	setenv("VANBAN_GUARD", guards[guard], 1);
	ck_assert_msg(!vb_pool_open(&pool, workers, &options, &err), "%s",
		      err.message);
}

static vb_status ask(struct vb_str bytes)
{
	struct vb_input in = { .bytes = bytes };

	vb_arena_reset(&arena);
	vb_record_init(&record, &arena);
	err = (struct vb_error)VB_ERROR_INIT;
	return vb_pool_read(&record, pool, &in, &err);
}

static vb_status ask_for(const char *wish)
{
	return ask(vb_str_from(wish));
}

static int only_pid(void)
{
	int pid = 0;

	ck_assert_uint_eq(vb_pool_pids(&pid, 1, pool), 1);
	return pid;
}

static const struct {
	const char *wish;
	vb_status want;
	const char *message;
} rogues[] = {
	{ "crash", VB_CORRUPT, "the reader died on it (signal 11)" },
	{ "exit", VB_CORRUPT, "the reader died on it (exit 3)" },
	{ "half head", VB_CORRUPT, "the reader died on it (exit 0)" },
	{ "half answer", VB_CORRUPT, "the reader died on it (exit 0)" },
	{ "hang", VB_TIMEOUT, "not read within 1 seconds" },
	{ "spin", VB_TIMEOUT, "not read within 1 seconds" },
	{ "half and hang", VB_TIMEOUT, "not read within 1 seconds" },
	{ "version", VB_MISMATCH, "the reader is of another version" },
	{ "huge", VB_CORRUPT, "the reader answered nonsense" },
	{ "no record", VB_CORRUPT, "the reader answered nonsense" },
	{ "bad status", VB_CORRUPT, "the reader answered nonsense" },
	{ "long message", VB_CORRUPT, "the reader answered nonsense" },
	{ "not a record", VB_CORRUPT, NULL },
	{ "escape codes", VB_BAD_INPUT, "a?[2J" },
};

/* Whatever a file does to the reader, the next one is read. */
START_TEST(pool__rogue)
{
	int row = _i / N(guards);
	vb_status st;

	open_pool(self, 1, _i % N(guards), 1);
	ck_assert_int_eq(ask_for("one"), VB_OK);
	ck_assert_str_eq(record.text.ptr, "one");
	st = ask_for(rogues[row].wish);
	ck_assert_msg(st == rogues[row].want, "%s: %s: %s", rogues[row].wish,
		      vb_status_text(st), err.message);
	if (rogues[row].message)
		ck_assert_str_eq(err.message, rogues[row].message);
	ck_assert_uint_eq(record.text.len, 0);
	ck_assert_int_eq(ask_for("two"), VB_OK);
	ck_assert_str_eq(record.text.ptr, "two");
	vb_pool_close(pool);
}
END_TEST

static const struct {
	const char *wish, *want;
} wishes[] = {
	{ "network", "refused" },	  { "users", "refused" },
	{ "write", "refused" },		  { "own folder", "opened" },
	{ "trace", "no new privileges" },
};

START_TEST(pool__cage)
{
	int row = _i / N(guards);

	open_pool(self, 1, _i % N(guards), 20);
	ck_assert_int_eq(ask_for(wishes[row].wish), VB_OK);
	ck_assert_str_eq(record.text.ptr, wishes[row].want);
	vb_pool_close(pool);
}
END_TEST

START_TEST(pool__needed)
{
	ck_assert(!vb_pool_needed("text"));
	ck_assert(!vb_pool_needed("ndjson"));
	ck_assert(vb_pool_needed("html"));
	ck_assert(vb_pool_needed("gz"));
	ck_assert(vb_pool_needed("docx"));
}
END_TEST

#define PAGE                                                                   \
	"<html><head><title>Nghị quyết số 15</title></head><body>"       \
	"<h1>Nghị quyết</h1><p>Điều 1. Thông qua</p></body></html>"

#define BYTES(s)                                                               \
	{                                                                      \
		(s), sizeof(s) - 1                                             \
	}

static const struct vb_input inputs[] = {
	{ .bytes = BYTES("Chỉ thị số 20") },
	{ .bytes = BYTES(PAGE),
	  .name = BYTES("a.html"),
	  .url = BYTES("https://example.vn/a") },
	/* "Nghị quyết" in TCVN3 */
	{ .bytes = BYTES("Ngh\xde quy\xd5t"), .encoding = "tcvn3" },
	{ .bytes = BYTES(PAGE), .format = "text" },
	{ .bytes = BYTES("{\"id\":\"a\",\"title\":\"T\",\"text\":\"x\"}"),
	  .format = "ndjson" },
	{ .bytes = BYTES("") },
	{ .bytes = BYTES("\0\1\2") },
	{ .bytes = BYTES("{\"id\":"), .format = "ndjson" },
	{ .bytes = BYTES("\x1f\x8bxx") },
};

/* The same answer as without a pool, to the byte. */
START_TEST(pool__reads_as_here)
{
	const struct vb_input *in = &inputs[_i / N(guards)];
	struct vb_buf there = VB_BUF_INIT(1 << 20), here = VB_BUF_INIT(1 << 20);
	struct vb_error other = VB_ERROR_INIT;
	vb_status st;

	open_pool(reader, 1, _i % N(guards), 20);
	vb_record_init(&record, &arena);
	st = vb_pool_read(&record, pool, in, &err);
	vb_pool_close(pool);
	ck_assert(!vb_wire_write(&there, &record));
	vb_record_init(&record, &arena);
	ck_assert_int_eq(st, vb_format_extract(&record, in, &other));
	ck_assert_str_eq(err.message, other.message);
	ck_assert(!vb_wire_write(&here, &record));
	if (!st) {
		ck_assert_uint_eq(there.len, here.len);
		ck_assert_mem_eq(there.ptr, here.ptr, here.len);
	}
	vb_buf_clear(&there);
	vb_buf_clear(&here);
}
END_TEST

START_TEST(pool__large)
{
	const size_t n = (size_t)20 << 20;
	char *bytes = malloc(n);

	open_pool(reader, 1, 0, 60);
	for (size_t i = 0; i < n; i++)
		bytes[i] = i % 50 == 49 ? '\n' : 'a';
	ck_assert_int_eq(ask(vb_str_of(bytes, n)), VB_OK);
	ck_assert_uint_gt(record.text.len, n - 50);
	ck_assert_mem_eq(record.text.ptr, bytes, n - 50);
	ck_assert_int_eq(ask(vb_str_of(bytes, VB_FORMAT_TEXT_LIMIT + 1)),
			 VB_TOO_BIG);
	ck_assert_int_eq(ask_for("small"), VB_OK);
	free(bytes);
	vb_pool_close(pool);
}
END_TEST

START_TEST(pool__killed_at_rest)
{
	open_pool(reader, 1, _i, 20);
	ck_assert_int_eq(ask_for("one"), VB_OK);
	kill(only_pid(), SIGKILL);
	usleep(200000);
	ck_assert_int_eq(ask_for("two"), VB_OK);
	ck_assert_str_eq(record.text.ptr, "two");
	vb_pool_close(pool);
}
END_TEST

static void *kill_soon(void *ctx)
{
	(void)ctx;
	usleep(500000);
	kill(only_pid(), SIGKILL);
	return NULL;
}

START_TEST(pool__killed_at_work)
{
	pthread_t thread;

	open_pool(self, 1, _i, 20);
	ck_assert_int_eq(ask_for("one"), VB_OK);
	ck_assert(!pthread_create(&thread, NULL, kill_soon, NULL));
	ck_assert_int_eq(ask_for("half and hang"), VB_CORRUPT);
	ck_assert_str_eq(err.message, "the reader died on it (signal 9)");
	pthread_join(thread, NULL);
	ck_assert_int_eq(ask_for("two"), VB_OK);
	vb_pool_close(pool);
}
END_TEST

/* A worker serves many files, and then another does. */
START_TEST(pool__recycles)
{
	int first, same = 0;

	open_pool(reader, 1, _i, 20);
	ck_assert_int_eq(ask_for("one"), VB_OK);
	first = only_pid();
	for (int i = 1; i < VB_POOL_FILES - 1; i++) {
		ck_assert_int_eq(ask_for("more"), VB_OK);
		same += only_pid() == first;
	}
	ck_assert_int_eq(same, VB_POOL_FILES - 2);
	ck_assert_int_eq(ask_for("last"), VB_OK);
	ck_assert_int_eq(ask_for("next"), VB_OK);
	ck_assert_int_ne(only_pid(), first);
	vb_pool_close(pool);
}
END_TEST

static void *read_many(void *ctx)
{
	struct vb_arena own = VB_ARENA_INIT;
	size_t *wrong = ctx;

	for (int i = 0; i < 250; i++) {
		char text[100];
		int n = snprintf(text, sizeof(text), "file %d of %p", i, ctx);
		struct vb_input in = { .bytes = { text, (size_t)n } };
		struct vb_record got;

		vb_arena_reset(&own);
		vb_record_init(&got, &own);
		if (vb_pool_read(&got, pool, &in, NULL) ||
		    !vb_str_eq(got.text, in.bytes))
			++*wrong;
	}
	vb_arena_clear(&own);
	return NULL;
}

/* 1,000 files; more threads than workers. */
START_TEST(pool__threads)
{
	pthread_t threads[4];
	size_t wrong[4] = { 0 };
	int pids[8];

	open_pool(reader, 2, _i, 60);
	for (int i = 0; i < 4; i++)
		ck_assert(!pthread_create(&threads[i], NULL, read_many,
					  &wrong[i]));
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		ck_assert_uint_eq(wrong[i], 0);
	}
	ck_assert_uint_le(vb_pool_pids(pids, 8, pool), 2);
	vb_pool_close(pool);
}
END_TEST

static void *read_one(void *ctx)
{
	*(vb_status *)ctx = ask_for("one");
	return NULL;
}

/* The thread for which a worker was started may go; the worker stays. */
START_TEST(pool__outlives_threads)
{
	pthread_t thread;
	vb_status st = VB_INTERNAL;
	int pid;

	open_pool(reader, 1, _i, 20);
	ck_assert(!pthread_create(&thread, NULL, read_one, &st));
	pthread_join(thread, NULL);
	ck_assert_int_eq(st, VB_OK);
	pid = only_pid();
	usleep(200000);
	ck_assert_int_eq(ask_for("two"), VB_OK);
	ck_assert_int_eq(only_pid(), pid);
	vb_pool_close(pool);
}
END_TEST

static bool is_alive(int pid)
{
	char path[64], state = 'X';
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "r");
	if (f && fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
		state = 'X';
	if (f)
		fclose(f);
	return state != 'X' && state != 'Z';
}

/* A process killed in the middle leaves no worker behind. */
START_TEST(pool__dies_with_the_process)
{
	int pipes[2], pid = 0;
	pid_t child;

	ck_assert(!pipe(pipes));
	child = fork();
	if (!child) {
		open_pool(self, 1, _i, 60);
		if (ask_for("one"))
			_exit(1);
		pid = only_pid();
		if (write(pipes[1], &pid, sizeof(pid)) != sizeof(pid))
			_exit(1);
		ask_for("hang");
		_exit(0);
	}
	ck_assert_int_eq(read(pipes[0], &pid, sizeof(pid)), sizeof(pid));
	ck_assert(is_alive(pid));
	usleep(200000);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	for (int i = 0; i < 50 && is_alive(pid); i++)
		usleep(100000);
	ck_assert(!is_alive(pid));
	close(pipes[0]);
	close(pipes[1]);
}
END_TEST

static int open_files(void)
{
	int n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static volatile sig_atomic_t children;

static void on_child(int sig)
{
	(void)sig;
	children++;
}

START_TEST(pool__leaves_nothing_open)
{
	struct sigaction mine = { .sa_handler = on_child,
				  .sa_flags = SA_RESTART },
			 now;
	int before = open_files();

	sigaction(SIGCHLD, &mine, NULL);
	open_pool(self, 3, _i, 1);
	ck_assert_int_eq(ask_for("one"), VB_OK);
	ck_assert_int_eq(ask_for("crash"), VB_CORRUPT);
	ck_assert_int_eq(ask_for("hang"), VB_TIMEOUT);
	ck_assert_int_eq(ask_for("two"), VB_OK);
	vb_pool_close(pool);
	ck_assert_int_eq(open_files(), before);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	ck_assert_int_eq(errno, ECHILD);
	sigaction(SIGCHLD, NULL, &now);
	ck_assert(now.sa_handler == on_child);
}
END_TEST

/* Children that a reader left: gone with it, when it is replaced. */
START_TEST(pool__forks)
{
	char wish[32], find[64];

	snprintf(wish, sizeof(wish), "forks vb%d", (int)getpid());
	snprintf(find, sizeof(find), "pgrep -x %s >/dev/null", wish + 6);
	open_pool(self, 1, _i, 20);
	ck_assert_int_eq(ask_for(wish), VB_OK);
	ck_assert_str_eq(record.text.ptr, "forked");
	ck_assert(!system(find));
	vb_pool_close(pool);
	for (int i = 0; i < 50 && !system(find); i++)
		usleep(100000);
	ck_assert(system(find));
}
END_TEST

START_TEST(pool__no_reader)
{
	struct vb_pool_options none = { .reader = "/nonexistent/reader" };

	ck_assert_int_eq(vb_pool_open(&pool, 1, &none, &err), VB_NOT_FOUND);
	ck_assert_int_eq(vb_pool_open(&pool, 1, NULL, &err), VB_NOT_FOUND);
	ck_assert(strstr(err.message, "vanban-reader"));
	vb_pool_close(NULL);
}
END_TEST

/* A pool that nobody asks starts nothing. */
START_TEST(pool__lazy)
{
	int pids[1];

	open_pool(reader, 4, 0, 1);
	ck_assert_uint_eq(vb_pool_pids(pids, 1, pool), 0);
	vb_pool_close(pool);
}
END_TEST

#define EACH_GUARD(tc, test, times)                                            \
	tcase_add_loop_test(tc, test, 0, N(guards) * (times))

static void find_programs(void)
{
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	const char *bin = getenv("VB_BIN");
	char *at;

	self[n < 0 ? 0 : n] = '\0';
	snprintf(reader, sizeof(reader), "%.4000s", self);
	at = strstr(reader, "/tests/unit/");
	if (bin)
		snprintf(reader, sizeof(reader), "%s/vanban-reader", bin);
	else if (at)
		snprintf(at, 32, "/bin/vanban-reader");
}

int main(void)
{
	Suite *suite = suite_create("pool");
	TCase *tc = tcase_create("pool");

	if (getenv("VANBAN_CAGED"))
		rogue();
	find_programs();
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, pool__needed);
	tcase_add_test(tc, pool__no_reader);
	tcase_add_test(tc, pool__lazy);
	EACH_GUARD(tc, pool__rogue, N(rogues));
	EACH_GUARD(tc, pool__cage, N(wishes));
	EACH_GUARD(tc, pool__reads_as_here, N(inputs));
	tcase_add_test(tc, pool__large);
	EACH_GUARD(tc, pool__forks, 1);
	EACH_GUARD(tc, pool__killed_at_rest, 1);
	EACH_GUARD(tc, pool__killed_at_work, 1);
	EACH_GUARD(tc, pool__recycles, 1);
	EACH_GUARD(tc, pool__threads, 1);
	EACH_GUARD(tc, pool__outlives_threads, 1);
	EACH_GUARD(tc, pool__dies_with_the_process, 1);
	EACH_GUARD(tc, pool__leaves_nothing_open, 1);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
