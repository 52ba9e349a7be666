#include "format/cage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILES 256    /* open files of a caged program */
#define FIRST_FREE 5 /* 0 to 2, the seccomp file, the report's pipe */
#define SECCOMP_FD 3
#define REPORT_FD 4
#define PROBE_MS 10000
#define MORE_PROCESSES 128 /* besides all that run now */

/* All that the child needs, made before the fork. */
struct start {
	const struct vb_cage *cage;
	struct vb_cage_words words;
	int report[2]; /* errno of a start that failed */
	int seccomp, landlock, null;
	rlim_t processes;
	bool drop, inside;
	pid_t parent;
};

/* May anybody go through all folders of `path` and run it? */
static bool open_to_all(const char *path)
{
	char part[VB_CAGE_PATH];
	struct stat info;

	for (size_t i = 1; i < sizeof(part) && path[i - 1]; i++) {
		part[i - 1] = path[i - 1];
		part[i] = '\0';
		if (path[i] && path[i] != '/')
			continue;
		if (stat(part, &info) || !(info.st_mode & S_IXOTH))
			return false;
		if (!path[i])
			return true;
	}
	return false;
}

bool vb_cage_drops(const char *path)
{
	return !vb_cage_inside() && !geteuid() && open_to_all(path);
}

bool vb_cage_inside(void)
{
	return getenv(VB_CAGE_ENV) != NULL;
}

/* Tasks on the machine: what RLIMIT_NPROC must at least allow, because it
 * counts every process of the user. */
static rlim_t tasks_now(void)
{
	FILE *f = fopen("/proc/loadavg", "re");
	char line[128] = "";
	const char *slash;
	unsigned long all = 0;

	if (f && fgets(line, sizeof(line), f)) {
		slash = strchr(line, '/'); /* "0.20 0.18 0.12 1/80 11206" */
		all = slash ? strtoul(slash + 1, NULL, 10) : 0;
	}
	if (f)
		fclose(f);
	return all ? all : 4096;
}

static void limit(int what, rlim_t soft, rlim_t hard)
{
	struct rlimit now, want = { soft, hard };

	if (getrlimit(what, &now))
		return;
	if (now.rlim_max != RLIM_INFINITY && want.rlim_max > now.rlim_max)
		want.rlim_max = now.rlim_max;
	if (want.rlim_cur > want.rlim_max)
		want.rlim_cur = want.rlim_max;
	setrlimit(what, &want);
}

static void child_limits(const struct start *s)
{
	const struct vb_cage *cage = s->cage;

	limit(RLIMIT_CORE, 0, 0);
	limit(RLIMIT_NOFILE, FILES, FILES);
	if (cage->cpu)
		limit(RLIMIT_CPU, cage->cpu, cage->cpu + 1);
	if (cage->memory)
		limit(RLIMIT_AS, cage->memory, cage->memory);
	if (cage->file)
		limit(RLIMIT_FSIZE, cage->file, cage->file);
	if (cage->guard != VB_GUARD_NAMESPACES)
		limit(RLIMIT_NPROC, s->processes, s->processes);
}

static void child_signals(void)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		sigaction(i, &usual, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Move the files to where they belong; none of them is lost on the way
 * because first they all go up. Returns false on failure. */
static bool child_files(const struct start *s)
{
	const struct vb_cage *cage = s->cage;
	int from[FIRST_FREE] = {
		cage->in >= 0 ? cage->in : s->null,
		cage->out >= 0 ? cage->out : s->null,
		cage->errors >= 0 ? cage->errors : s->null,
		s->seccomp,
		s->report[1],
	};

	for (int i = 0; i < FIRST_FREE; i++) {
		if (from[i] < 0)
			continue;
		from[i] = fcntl(from[i], F_DUPFD, 32);
		if (from[i] < 0)
			return false;
	}
	for (int i = 0; i < FIRST_FREE; i++)
		if (from[i] < 0)
			close(i);
		else if (dup2(from[i], i) < 0)
			return false;
	fcntl(REPORT_FD, F_SETFD, FD_CLOEXEC);
	return true;
}

static void child_close(int keep)
{
	unsigned from = FIRST_FREE;

	if (keep >= 0) {
		if (dup2(keep, FIRST_FREE) < 0)
			_exit(127);
		from++;
	}
	if (syscall(SYS_close_range, from, ~0u, 0))
		for (int fd = (int)from; fd < 65536; fd++)
			close(fd);
}

/*
 * Another thread may have held any lock at the fork: from here on only what
 * POSIX calls async-signal-safe, and system calls. The raw setresuid is that
 * of this process alone; libc's wants to tell all threads.
 */
static void child(const struct start *s)
{
	int landlock = s->landlock >= 0 ? FIRST_FREE : -1;
	bool filters = s->cage->guard != VB_GUARD_NAMESPACES;

	child_signals();
	/* In a worker's session a tool gets only a group: what is left of it
	 * can be found when the worker is gone. */
	if (s->inside)
		setpgid(0, 0);
	else
		setsid();
	if (!child_files(s))
		goto fail;
	child_close(s->landlock);
	child_limits(s);
	if (s->drop &&
	    (syscall(SYS_setgroups, 0, NULL) ||
	     syscall(SYS_setresgid, VB_NOBODY, VB_NOBODY, VB_NOBODY) ||
	     syscall(SYS_setresuid, VB_NOBODY, VB_NOBODY, VB_NOBODY)))
		goto fail;
	umask(077);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) ||
	    getppid() != s->parent || chdir(s->cage->folder))
		goto fail;
	if (filters)
		vb_filter_enter(landlock, s->cage->worker);
	if (landlock >= 0)
		close(landlock);
	execve(s->words.argv[0], s->words.argv, s->words.env);
fail:
	(void)!write(REPORT_FD, &errno, sizeof(errno));
	_exit(127);
}

/* Wait until the child has become the program, which closes the pipe. */
static vb_status started(struct start *s, pid_t pid, struct vb_error *err)
{
	int code = 0;
	ssize_t n;

	close(s->report[1]);
	s->report[1] = -1;
	do
		n = read(s->report[0], &code, sizeof(code));
	while (n < 0 && errno == EINTR);
	if (!n)
		return VB_OK;
	vb_cage_end(pid, s->cage);
	errno = n == sizeof(code) ? code : EIO;
	return vb_error_errno(err, "%s: cannot start", s->cage->program);
}

static void close_some(const int *fds, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

vb_status vb_cage_start(pid_t *pid_out, const struct vb_cage *cage,
			struct vb_error *err)
{
	struct start s = { .cage = cage,
			   .report = { -1, -1 },
			   .seccomp = -1,
			   .landlock = -1 };
	vb_status st = VB_OK;
	pid_t pid;

	s.drop = vb_cage_drops(cage->program);
	s.inside = vb_cage_inside();
	s.parent = getpid();
	s.null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (s.null < 0 || pipe2(s.report, O_CLOEXEC)) {
		st = vb_error_errno(err, "%s: cannot start", cage->program);
		goto done;
	}
	if (cage->guard == VB_GUARD_NAMESPACES) {
		s.seccomp = vb_filter_file(cage->worker);
	} else {
		s.processes = tasks_now() + MORE_PROCESSES;
		s.landlock = vb_filter_landlock(cage);
	}
	if (!vb_cage_words(&s.words, cage, s.seccomp < 0 ? -1 : SECCOMP_FD)) {
		st = vb_error_set(err, VB_TOO_BIG, "%s: too many arguments",
				  cage->program);
		goto done;
	}
	pid = fork();
	if (!pid)
		child(&s);
	if (pid < 0)
		st = vb_error_errno(err, "%s: cannot fork", cage->program);
	else
		st = started(&s, pid, err);
	if (!st)
		*pid_out = pid;
done:
	close_some((const int[]){ s.report[0], s.report[1], s.seccomp,
				  s.landlock, s.null },
		   5);
	return st;
}

/* The session of process `pid`, below 0 when it is gone or dead. */
static long session_of(const char *pid)
{
	char path[64], line[512];
	long session = -1;
	const char *at;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%.20s/stat", pid);
	f = fopen(path, "re");
	if (!f)
		return -1;
	/* "PID (name) STATE PPID PGRP SESSION …" */
	at = fgets(line, sizeof(line), f) ? strrchr(line, ')') : NULL;
	if (at && at[1] == ' ' && at[2] && at[2] != 'Z') {
		char *end = (char *)at + 3;

		(void)strtol(end, &end, 10);
		(void)strtol(end, &end, 10);
		session = strtol(end, NULL, 10);
	}
	fclose(f);
	return session > 0 ? session : -1;
}

/* Kill all of a session that is still there, until nothing new is: groups of
 * tools whose worker is dead. Nobody of it can leave it (filter.c). */
static void kill_session(pid_t session)
{
	bool found = true;

	for (int i = 0; found && i < 20; i++) {
		DIR *dir = opendir("/proc");
		struct dirent *entry;

		found = false;
		while (dir && (entry = readdir(dir))) {
			long pid = strtol(entry->d_name, NULL, 10);

			if (pid <= 0 || pid == session ||
			    session_of(entry->d_name) != session)
				continue;
			found = true;
			kill((pid_t)pid, SIGKILL);
		}
		if (dir)
			closedir(dir);
	}
}

int vb_cage_end(pid_t pid, const struct vb_cage *cage)
{
	siginfo_t info;
	int status = 0, rc;

	/* Not yet waited for, it still owns its number and its group. */
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	do
		rc = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
	while (rc && errno == EINTR);
	kill(-pid, SIGKILL);
	if (cage->worker && cage->guard != VB_GUARD_NAMESPACES)
		kill_session(pid);
	do
		rc = waitpid(pid, &status, 0);
	while (rc < 0 && errno == EINTR);
	return status;
}

/* Does a program start under bubblewrap and end well? */
static bool bwrap_works(void)
{
	static const char *const none[] = { NULL };
	struct vb_folder folder = { .lock = -1 };
	struct vb_cage cage = {
		.program = "/usr/bin/true",
		.args = none,
		.folder = folder.path,
		.in = -1,
		.out = -1,
		.errors = -1,
		.guard = VB_GUARD_NAMESPACES,
	};
	struct pollfd end = { .events = POLLIN };
	int status = -1;
	pid_t pid;

	if (vb_folder_make(&folder, vb_cage_drops(cage.program), NULL))
		return false;
	if (!vb_cage_start(&pid, &cage, NULL)) {
		end.fd = (int)syscall(SYS_pidfd_open, pid, 0);
		poll(&end, 1, PROBE_MS);
		status = vb_cage_end(pid, &cage);
		if (end.fd >= 0)
			close(end.fd);
	}
	vb_folder_remove(&folder);
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

static pthread_once_t guard_once = PTHREAD_ONCE_INIT;
static enum vb_guard guard_found;

static bool env_is(const char *name, const char *value)
{
	const char *set = getenv(name);

	return set && !strcmp(set, value);
}

static void find_guard(void)
{
	bool limits = env_is(VB_GUARD_ENV, "limits");
	bool filters = env_is(VB_GUARD_ENV, "filters");

	if (!vb_cage_inside())
		vb_folder_tidy(!geteuid()); /* once a process is enough */
	if (vb_cage_inside())
		guard_found = env_is(VB_CAGE_ENV, "namespaces") ?
				      VB_GUARD_NAMESPACES :
			      env_is(VB_CAGE_ENV, "filters") ?
				      VB_GUARD_FILTERS :
				      VB_GUARD_LIMITS;
	else if (!limits && !filters && bwrap_works())
		guard_found = VB_GUARD_NAMESPACES;
	else
		guard_found = !limits && vb_filter_works() ? VB_GUARD_FILTERS :
							     VB_GUARD_LIMITS;
}

enum vb_guard vb_convert_guard(void)
{
	pthread_once(&guard_once, find_guard);
	return guard_found;
}

enum vb_guard vb_cage_guard(void)
{
	enum vb_guard guard = vb_convert_guard();

	if (vb_cage_inside() && guard == VB_GUARD_NAMESPACES)
		return VB_GUARD_FILTERS;
	return guard;
}
