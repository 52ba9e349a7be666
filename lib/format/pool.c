#include "format/pool.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "format/ask.h"
#include "format/cage.h"

#define FILE_LIMIT ((size_t)1 << 30) /* bytes of a file that it writes */
#define LAST_MS 2000		     /* for a worker to finish dying */

struct worker {
	_Atomic(pid_t) pid; /* 0: none; vb_pool_pids looks at others' */
	int fd;
	unsigned served;
	struct vb_folder folder;
	struct vb_cage cage;
	bool busy;   /* a thread owns it: all but `wanted` is that thread's */
	bool wanted; /* the starter owns it */
	vb_status failed;
	struct vb_error err; /* when it could not be started */
};

/*
 * A child in a cage dies with the thread that started it, so that nothing
 * is left when the process is killed. Callers' threads come and go: the
 * starter, one thread that lives as long as the pool, starts all workers.
 */
struct vb_pool {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t starter;
	bool started, closing;
	unsigned seconds;
	size_t n_workers;
	char reader[PATH_MAX];
	struct worker workers[];
};

bool vb_pool_needed(const char *format)
{
	return strcmp(format, "text") && strcmp(format, "ndjson");
}

static bool try_reader(char *out, const char *folder, const char *name)
{
	char path[PATH_MAX];

	return (size_t)snprintf(path, sizeof(path), "%s/%s", folder, name) <
		       sizeof(path) &&
	       !access(path, X_OK) && realpath(path, out);
}

static vb_status find_reader(char *out, const char *given, struct vb_error *err)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (given) {
		if (access(given, X_OK) || !realpath(given, out))
			return vb_error_errno(err, "%s", given);
		return VB_OK;
	}
	if (n < 0)
		return vb_error_errno(err, "/proc/self/exe");
	self[n] = '\0';
	slash = strrchr(self, '/');
	if (slash)
		*slash = '\0';
	if (try_reader(out, self, VB_POOL_READER) ||
	    try_reader(out, self, "../libexec/vanban/" VB_POOL_READER))
		return VB_OK;
	return vb_error_set(err, VB_NOT_FOUND,
			    "%s is neither in %.200s nor in ../libexec/vanban",
			    VB_POOL_READER, self);
}

vb_status vb_pool_open(vb_pool **out, unsigned workers,
		       const struct vb_pool_options *options,
		       struct vb_error *err)
{
	static const struct vb_pool_options usual;
	size_t n = workers < 1		     ? 1 :
		   workers > VB_POOL_WORKERS ? VB_POOL_WORKERS :
					       workers;
	vb_pool *pool = calloc(1, sizeof(*pool) + n * sizeof(struct worker));
	vb_status st;

	if (!pool)
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	if (!options)
		options = &usual;
	st = find_reader(pool->reader, options->reader, err);
	if (st) {
		free(pool);
		return st;
	}
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->changed, NULL);
	pool->n_workers = n;
	pool->seconds = options->seconds ? options->seconds : VB_POOL_SECONDS;
	for (size_t i = 0; i < n; i++)
		pool->workers[i].fd = -1;
	*out = pool;
	return VB_OK;
}

static vb_status start_worker(const vb_pool *pool, struct worker *w,
			      struct vb_error *err)
{
	static const char *const none[] = { NULL };
	struct vb_cage *cage = &w->cage;
	int fds[2];
	vb_status st;
	pid_t pid;

	*cage = (struct vb_cage){
		.program = pool->reader,
		.args = none,
		.folder = w->folder.path,
		.errors = -1,
		.guard = vb_cage_guard(),
		.file = FILE_LIMIT,
		.worker = true,
	};
	st = vb_folder_make(&w->folder, vb_cage_drops(pool->reader), err);
	if (st)
		return st;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)) {
		st = vb_error_errno(err, "socketpair");
		vb_folder_remove(&w->folder);
		return st;
	}
	cage->in = cage->out = fds[1];
	st = vb_cage_start(&pid, cage, err);
	close(fds[1]);
	if (st) {
		close(fds[0]);
		vb_folder_remove(&w->folder);
		return st;
	}
	w->pid = pid;
	w->fd = fds[0];
	w->served = 0;
	return VB_OK;
}

/* End it and say how it ended, as waitpid does. */
static int stop_worker(struct worker *w)
{
	int status;

	if (!w->pid)
		return 0;
	close(w->fd);
	status = vb_cage_end(w->pid, &w->cage);
	vb_folder_remove(&w->folder);
	w->pid = 0;
	w->fd = -1;
	return status;
}

static struct worker *find_wanted(vb_pool *pool)
{
	for (size_t i = 0; i < pool->n_workers; i++)
		if (pool->workers[i].wanted)
			return &pool->workers[i];
	return NULL;
}

static void *starter(void *ctx)
{
	vb_pool *pool = ctx;

	pthread_mutex_lock(&pool->lock);
	while (!pool->closing) {
		struct worker *w = find_wanted(pool);

		if (!w) {
			pthread_cond_wait(&pool->changed, &pool->lock);
			continue;
		}
		pthread_mutex_unlock(&pool->lock);
		w->err = (struct vb_error)VB_ERROR_INIT;
		w->failed = start_worker(pool, w, &w->err);
		pthread_mutex_lock(&pool->lock);
		w->wanted = false;
		pthread_cond_broadcast(&pool->changed);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

/* With the lock held. The program's signals are none of this thread's. */
static int start_starter(vb_pool *pool)
{
	sigset_t all, before;
	int rc;

	if (pool->started)
		return 0;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&pool->starter, NULL, starter, pool);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pool->started = !rc;
	return rc;
}

/* Wait for a worker that is free, rather one that runs. */
static struct worker *acquire(vb_pool *pool)
{
	struct worker *found = NULL;

	pthread_mutex_lock(&pool->lock);
	for (;;) {
		for (size_t i = 0; i < pool->n_workers; i++) {
			struct worker *w = &pool->workers[i];

			if (!w->busy && (!found || (!found->pid && w->pid)))
				found = w;
		}
		if (found)
			break;
		pthread_cond_wait(&pool->changed, &pool->lock);
	}
	found->busy = true;
	pthread_mutex_unlock(&pool->lock);
	return found;
}

static void release(vb_pool *pool, struct worker *w)
{
	pthread_mutex_lock(&pool->lock);
	w->busy = false;
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
}

/* A worker at rest says nothing: news are that it is gone. */
static bool gone(const struct worker *w)
{
	struct pollfd p = { .fd = w->fd, .events = POLLIN };

	return poll(&p, 1, 0) != 0;
}

/* See that the worker runs. */
static vb_status ensure(vb_pool *pool, struct worker *w, struct vb_error *err)
{
	vb_status st = VB_OK;

	if (w->pid && gone(w))
		stop_worker(w);
	if (w->pid)
		return VB_OK;
	pthread_mutex_lock(&pool->lock);
	errno = start_starter(pool);
	if (errno) {
		st = vb_error_errno(err, "cannot start a thread");
	} else {
		w->wanted = true;
		pthread_cond_broadcast(&pool->changed);
		while (w->wanted)
			pthread_cond_wait(&pool->changed, &pool->lock);
		st = w->failed;
		if (st)
			vb_error_set(err, st, "%s", w->err.message);
	}
	pthread_mutex_unlock(&pool->lock);
	return st;
}

/* The worker closed its socket: how did it end? */
static vb_status death(struct worker *w, struct vb_error *err)
{
	struct pollfd end = { .events = POLLIN };
	int status, sig;

	end.fd = (int)syscall(SYS_pidfd_open, w->pid, 0);
	poll(&end, 1, LAST_MS);
	if (end.fd >= 0)
		close(end.fd);
	status = stop_worker(w);
	sig = WIFSIGNALED(status)	? WTERMSIG(status) :
	      WEXITSTATUS(status) > 128 ? WEXITSTATUS(status) - 128 :
					  0;
	if (sig)
		return vb_error_set(err, VB_CORRUPT,
				    "the reader died on it (signal %d)", sig);
	return vb_error_set(err, VB_CORRUPT, "the reader died on it (exit %d)",
			    WEXITSTATUS(status));
}

/* Let it go unless it is good for another file. */
static void rest(struct worker *w, const struct vb_asked *asked)
{
	w->served++;
	if (!asked->answered || asked->retire || w->served >= VB_POOL_FILES)
		stop_worker(w);
}

vb_status vb_pool_read(struct vb_record *record, vb_pool *pool,
		       const struct vb_input *in, struct vb_error *err)
{
	struct worker *w = acquire(pool);
	vb_status st = ensure(pool, w, err);
	struct vb_asked asked;

	if (!st) {
		int64_t deadline =
			vb_cage_clock() + (int64_t)pool->seconds * 1000;

		st = vb_ask(record, &asked, w->fd, in, deadline, err);
		if (!asked.answered && st == VB_NOT_FOUND)
			st = death(w, err);
		else if (!asked.answered && st == VB_TIMEOUT)
			vb_error_set(err, st, "not read within %u seconds",
				     pool->seconds);
		rest(w, &asked);
	}
	release(pool, w);
	return st;
}

vb_status vb_pool_members(vb_pool *pool, struct vb_str zip, vb_member_fn fn,
			  void *ctx, struct vb_error *err)
{
	struct vb_ask_members to = { .fn = fn, .ctx = ctx };
	struct worker *w = acquire(pool);
	vb_status st = ensure(pool, w, err);
	struct vb_asked asked;

	if (!st) {
		st = vb_ask_members(&to, &asked, w->fd, zip,
				    (int64_t)pool->seconds * 1000, err);
		if (to.ended)
			st = to.ended;
		else if (!asked.answered && st == VB_NOT_FOUND)
			st = death(w, err);
		else if (!asked.answered && st == VB_TIMEOUT)
			vb_error_set(err, st, "not read within %u seconds",
				     pool->seconds);
		rest(w, &asked);
	}
	release(pool, w);
	return st;
}

size_t vb_pool_pids(int *pids, size_t max, vb_pool *pool)
{
	size_t n = 0;

	pthread_mutex_lock(&pool->lock);
	for (size_t i = 0; i < pool->n_workers && n < max; i++)
		if (pool->workers[i].pid)
			pids[n++] = (int)pool->workers[i].pid;
	pthread_mutex_unlock(&pool->lock);
	return n;
}

void vb_pool_close(vb_pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->closing = true;
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
	if (pool->started)
		pthread_join(pool->starter, NULL);
	for (size_t i = 0; i < pool->n_workers; i++)
		stop_worker(&pool->workers[i]);
	pthread_cond_destroy(&pool->changed);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}
