#include "format/convert.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "format/cage.h"

#define MEMORY ((size_t)2 << 30)       /* bytes of address space unless said */
#define FILE_LIMIT ((size_t)1 << 30)   /* bytes of one file that it writes */
#define FOLDER_LIMIT ((size_t)2 << 30) /* of all of them */
#define LOOK_MS 100		       /* how often the folder is looked at */
#define DRAIN_MS 500		       /* for a pipe's rest after the end */
#define READ_BYTES 65536
#define SAID_BYTES 200	 /* of what the tool says is kept */
#define FILES_LIMIT 4096 /* files that vb_convert_files hands on */

/* A tool at work. */
struct job {
	const struct vb_tool *tool;
	struct vb_cage cage;
	struct vb_folder folder;
	struct vb_buf *out;
	size_t room; /* bytes that may still come */
	int fds[2];  /* its output and errors; -1: ended */
	int pidfd;
	pid_t pid;
	char said[SAID_BYTES];
	size_t n_said;
	bool line_ended;
	int64_t deadline; /* of vb_cage_clock */
};

static bool find_program(char *path, size_t size, const char *name)
{
	static const char *const folders[] = { "/usr/bin", "/bin",
					       "/usr/local/bin" };

	if (strchr(name, '/'))
		return false;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if ((size_t)snprintf(path, size, "%s/%s", folders[i], name) >=
		    size)
			return false;
		if (!access(path, X_OK))
			return true;
	}
	return false;
}

bool vb_convert_has(const struct vb_tool *tool)
{
	char path[VB_CAGE_PATH];

	return find_program(path, sizeof(path), tool->program);
}

/* Keep the first line of what it says. */
static void hear(struct job *job, struct vb_str s)
{
	for (size_t i = 0; i < s.len && !job->line_ended; i++) {
		if (s.ptr[i] == '\n')
			job->line_ended = job->n_said > 0;
		else if (job->n_said < SAID_BYTES - 1)
			job->said[job->n_said++] = s.ptr[i];
	}
}

/* Take what one of the pipes has. VB_TOO_BIG past the limit. */
static vb_status take(struct job *job, int which, char *bytes)
{
	ssize_t n = read(job->fds[which], bytes, READ_BYTES);
	struct vb_str s = { bytes, 0 };
	size_t over;
	vb_status st;

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return VB_OK;
	if (n <= 0) {
		close(job->fds[which]);
		job->fds[which] = -1;
		return VB_OK;
	}
	s.len = (size_t)n;
	if (which) {
		hear(job, s);
		return VB_OK;
	}
	over = s.len > job->room ? s.len - job->room : 0;
	s.len -= over;
	st = vb_buf_append(job->out, s);
	job->room -= s.len;
	return st ? st : over ? VB_TOO_BIG : VB_OK;
}

/* Wait for news until `until`. Sets `*ended` when the program has ended. */
static vb_status step(struct job *job, int64_t until, bool *ended, char *bytes)
{
	struct pollfd polls[3] = {
		{ .fd = job->fds[0], .events = POLLIN },
		{ .fd = job->fds[1], .events = POLLIN },
		{ .fd = *ended ? -1 : job->pidfd, .events = POLLIN },
	};
	int64_t wait = until - vb_cage_clock();
	vb_status st = VB_OK;

	if (wait > LOOK_MS)
		wait = LOOK_MS;
	if (poll(polls, 3, wait < 0 ? 0 : (int)wait) < 0)
		return errno == EINTR ? VB_OK : VB_IO;
	for (int i = 0; i < 2 && !st; i++)
		if (polls[i].revents)
			st = take(job, i, bytes);
	if (polls[2].revents)
		*ended = true;
	return st;
}

/* Read until the program ends, its deadline passes or a limit is reached. */
static vb_status pump(struct job *job, char *bytes, struct vb_error *err)
{
	int64_t look = vb_cage_clock() + LOOK_MS;
	bool ended = false;
	vb_status st = VB_OK;

	while (!st && !ended) {
		int64_t now = vb_cage_clock();

		if (now >= job->deadline)
			return vb_error_set(err, VB_TIMEOUT,
					    "%s: not done in time",
					    job->tool->program);
		if (now >= look) {
			look = now + LOOK_MS;
			if (vb_folder_bytes(job->folder.path, FOLDER_LIMIT) >
			    FOLDER_LIMIT)
				return vb_error_set(err, VB_TOO_BIG,
						    "%s: its files are too big",
						    job->tool->program);
		}
		st = step(job, job->deadline, &ended, bytes);
	}
	if (st)
		return vb_error_set(err, st, "%s: output: %s",
				    job->tool->program, vb_status_text(st));
	return VB_OK;
}

/* After the end nobody writes any more: take what the pipes still hold. */
static vb_status drain(struct job *job, char *bytes, struct vb_error *err)
{
	int64_t until = vb_cage_clock() + DRAIN_MS;
	bool ended = true;
	vb_status st = VB_OK;

	while (!st && (job->fds[0] >= 0 || job->fds[1] >= 0) &&
	       vb_cage_clock() < until)
		st = step(job, until, &ended, bytes);
	if (st)
		return vb_error_set(err, st, "%s: output: %s",
				    job->tool->program, vb_status_text(st));
	return VB_OK;
}

/* What a way to end means; bubblewrap says 128 and the signal. */
static vb_status judge(const struct job *job, int status, struct vb_error *err)
{
	const char *name = job->tool->program;
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) :
		  code > 128	      ? code - 128 :
					0;

	if (!code && !sig)
		return VB_OK;
	if (sig == SIGXCPU)
		return vb_error_set(err, VB_TIMEOUT, "%s: too much work", name);
	if (sig == SIGXFSZ)
		return vb_error_set(err, VB_TOO_BIG, "%s: its file is too big",
				    name);
	if (!strncmp(job->said, "bwrap: ", 7))
		return vb_error_set(err, VB_IO, "%s: %s", name, job->said);
	if (job->n_said)
		return vb_error_set(err, VB_BAD_INPUT, "%s: %s", name,
				    job->said);
	if (sig)
		return vb_error_set(err, VB_BAD_INPUT, "%s: died (signal %d)",
				    name, sig);
	return vb_error_set(err, VB_BAD_INPUT, "%s: failed (exit %d)", name,
			    code);
}

static vb_status start(struct job *job, const char *program, const char *input,
		       struct vb_error *err)
{
	const struct vb_tool *tool = job->tool;
	const char *args[VB_CONVERT_ARGS + 1];
	struct vb_cage *cage = &job->cage;
	int out[2], errors[2];
	size_t n = 0;
	vb_status st;

	*cage = (struct vb_cage){
		.program = program,
		.args = args,
		.folder = job->folder.path,
		.in = -1,
		.guard = vb_cage_guard(),
		.cpu = tool->seconds ? tool->seconds : VB_CONVERT_SECONDS,
		.memory = tool->memory ? tool->memory : MEMORY,
		.file = FILE_LIMIT,
	};
	for (; n < VB_CONVERT_ARGS && tool->args[n]; n++)
		args[n] = strcmp(tool->args[n], "%") ? tool->args[n] : input;
	args[n] = NULL;
	if (pipe2(out, O_CLOEXEC))
		return vb_error_errno(err, "%s: pipe", program);
	job->fds[0] = out[0];
	if (pipe2(errors, O_CLOEXEC)) {
		st = vb_error_errno(err, "%s: pipe", program);
		close(out[1]);
		return st;
	}
	job->fds[1] = errors[0];
	cage->out = out[1];
	cage->errors = errors[1];
	job->deadline = vb_cage_clock() + (int64_t)cage->cpu * 1000;
	st = vb_cage_start(&job->pid, cage, err);
	cage->args = NULL;
	close(out[1]);
	close(errors[1]);
	return st;
}

static vb_status watch(struct job *job, struct vb_error *err)
{
	char *bytes = malloc(READ_BYTES);
	vb_status st, rest;
	int status;

	job->pidfd = (int)syscall(SYS_pidfd_open, job->pid, 0);
	if (!bytes || job->pidfd < 0)
		st = vb_error_set(err, bytes ? VB_IO : VB_NO_MEMORY,
				  "%s: cannot watch it", job->tool->program);
	else
		st = pump(job, bytes, err);
	status = vb_cage_end(job->pid, &job->cage);
	if (!st) {
		rest = drain(job, bytes, err);
		job->said[job->n_said] = '\0';
		st = judge(job, status, err);
		if (!st)
			st = rest;
	}
	if (job->pidfd >= 0)
		close(job->pidfd);
	free(bytes);
	return st;
}

/* Run the tool in job->folder, which has its input. */
static vb_status run(struct job *job, const char *program, const char *input,
		     struct vb_error *err)
{
	vb_status st = start(job, program, input, err);

	if (!st)
		st = watch(job, err);
	for (int i = 0; i < 2; i++)
		if (job->fds[i] >= 0)
			close(job->fds[i]);
	return st;
}

/* Make the folder, run, and let `after` (which may be NULL) see the folder. */
static vb_status convert(struct job *job, struct vb_str input,
			 vb_status (*after)(struct job *job, void *ctx,
					    struct vb_error *err),
			 void *ctx, struct vb_error *err)
{
	const struct vb_tool *tool = job->tool;
	char program[VB_CAGE_PATH], name[64];
	vb_status st;

	if (!find_program(program, sizeof(program), tool->program))
		return vb_error_set(err, VB_UNSUPPORTED,
				    "%s is not installed (Debian package %s)",
				    tool->program, tool->package);
	snprintf(name, sizeof(name), "input%s%s", tool->suffix ? "." : "",
		 tool->suffix ? tool->suffix : "");
	st = vb_folder_make(&job->folder, vb_cage_drops(program), err);
	if (st)
		return st;
	st = vb_folder_put(job->folder.path, name, input, err);
	if (!st)
		st = run(job, program, name, err);
	if (!st && after)
		st = after(job, ctx, err);
	vb_folder_remove(&job->folder);
	return st;
}

static struct job job_of(const struct vb_tool *tool, struct vb_buf *out)
{
	return (struct job){
		.tool = tool,
		.out = out,
		.room = tool->output ? tool->output : VB_CONVERT_OUTPUT,
		.fds = { -1, -1 },
		.pidfd = -1,
	};
}

vb_status vb_convert(struct vb_buf *out, const struct vb_tool *tool,
		     struct vb_str input, struct vb_error *err)
{
	struct job job = job_of(tool, out);
	const size_t before = out->len;
	vb_status st = convert(&job, input, NULL, NULL, err);

	if (!st && out->len == before)
		st = vb_error_set(err, VB_BAD_INPUT, "%s: %s", tool->program,
				  job.n_said ? job.said : "no output");
	if (st && st != VB_TOO_BIG)
		vb_buf_truncate(out, before);
	return st;
}

struct files {
	const char *prefix;
	vb_status (*fn)(void *ctx, struct vb_str bytes);
	void *ctx;
	char *names[FILES_LIMIT];
	size_t n;
};

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A regular file of that prefix; not the input. */
static bool is_result(int dir, const char *name, const char *prefix)
{
	struct stat info;

	return !strncmp(name, prefix, strlen(prefix)) &&
	       strcmp(name, "input") && strncmp(name, "input.", 6) &&
	       !fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) &&
	       S_ISREG(info.st_mode);
}

static vb_status list(struct files *files, const char *folder,
		      struct vb_error *err)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	vb_status st = VB_OK;

	if (!dir)
		return vb_error_errno(err, "%s: cannot open", folder);
	while (!st && (entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (!is_result(dirfd(dir), name, files->prefix))
			continue;
		if (files->n == FILES_LIMIT) {
			st = vb_error_set(err, VB_TOO_BIG, "too many files");
			break;
		}
		files->names[files->n] = strdup(name);
		if (!files->names[files->n])
			st = vb_error_set(err, VB_NO_MEMORY, "out of memory");
		else
			files->n++;
	}
	closedir(dir);
	qsort(files->names, files->n, sizeof(files->names[0]), compare);
	return st;
}

static vb_status hand_on(const struct job *job, const struct files *files,
			 size_t i, struct vb_error *err)
{
	const struct vb_tool *tool = job->tool;
	char path[VB_CAGE_PATH + 256];
	struct vb_buf bytes =
		VB_BUF_INIT(tool->output ? tool->output : VB_CONVERT_OUTPUT);
	vb_status st;

	snprintf(path, sizeof(path), "%s/%s", job->folder.path,
		 files->names[i]);
	st = vb_file_read(&bytes, path, 0, err);
	if (!st)
		st = files->fn(files->ctx, vb_buf_str(&bytes));
	vb_buf_clear(&bytes);
	return st;
}

static vb_status each_file(struct job *job, void *ctx, struct vb_error *err)
{
	struct files *files = ctx;
	vb_status st = list(files, job->folder.path, err);

	if (!st && !files->n)
		st = vb_error_set(err, VB_BAD_INPUT, "%s: %s",
				  job->tool->program,
				  job->n_said ? job->said : "no output");
	for (size_t i = 0; i < files->n && !st; i++)
		st = hand_on(job, files, i, err);
	for (size_t i = 0; i < files->n; i++)
		free(files->names[i]);
	return st;
}

vb_status vb_convert_files(const struct vb_tool *tool, struct vb_str input,
			   const char *prefix,
			   vb_status (*fn)(void *ctx, struct vb_str bytes),
			   void *ctx, struct vb_error *err)
{
	struct vb_buf out = VB_BUF_INIT(VB_CONVERT_OUTPUT);
	struct job job = job_of(tool, &out);
	struct files *files = calloc(1, sizeof(*files));
	vb_status st;

	if (!files)
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	files->prefix = prefix;
	files->fn = fn;
	files->ctx = ctx;
	st = convert(&job, input, each_file, files, err);
	free(files);
	vb_buf_clear(&out);
	return st;
}
