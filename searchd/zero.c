#include "zero.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "message.h"
#include "query/missed.h"

#define FLUSH_SECONDS 60
#define MOST 4096 /* different queries between two flushes */
#define BATCH_BYTES ((size_t)MOST * (VB_MISSED_QUERY + 40))

struct zero {
	pthread_mutex_t lock; /* of counts, day, stop */
	pthread_cond_t wake;
	pthread_t thread;
	pthread_mutex_t file_lock; /* one writes at a time */
	vb_missed *counts;	   /* of one day */
	char day[VB_TIME_TEXT];
	struct vb_buf path, old_path;
	bool stop, said;
};

/* The lines of all counts; the lock is held. */
static vb_status compose(struct vb_buf *out, struct zero *z)
{
	const struct vb_missed_row *rows;
	size_t n = 0;
	vb_status st = vb_missed_rows(&rows, &n, z->counts);

	for (size_t i = 0; i < n && !st; i++)
		st = vb_buf_printf(out, "%.10s\t%llu\t%.*s\n", z->day,
				   (unsigned long long)rows[i].count,
				   VB_STR_ARG(rows[i].query));
	return st;
}

/* Append `text` in one write; an overlong file is put aside before. */
static bool append(struct zero *z, struct vb_str text)
{
	const char *path = vb_buf_cstr(&z->path);
	struct stat info;
	bool ok;
	int fd;

	if (!stat(path, &info) && info.st_size > (off_t)VB_MISSED_BYTES &&
	    rename(path, vb_buf_cstr(&z->old_path)))
		return false;
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
		  0640);
	if (fd < 0)
		return false;
	ok = write(fd, text.ptr, text.len) == (ssize_t)text.len;
	return !close(fd) && ok;
}

void zero_flush(struct zero *z)
{
	struct vb_buf text = VB_BUF_INIT(BATCH_BYTES);

	if (!z)
		return;
	pthread_mutex_lock(&z->file_lock);
	pthread_mutex_lock(&z->lock);
	if (!compose(&text, z))
		vb_missed_empty(z->counts);
	pthread_mutex_unlock(&z->lock);
	if (text.len && !append(z, vb_buf_str(&text))) {
		if (!z->said)
			message(vb_buf_cstr(&z->path),
				"searches without result are not noted: %s",
				strerror(errno));
		z->said = true;
	}
	pthread_mutex_unlock(&z->file_lock);
	vb_buf_clear(&text);
}

static void *run(void *arg)
{
	struct zero *z = arg;
	struct timespec until;

	pthread_mutex_lock(&z->lock);
	while (!z->stop) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += FLUSH_SECONDS;
		if (pthread_cond_timedwait(&z->wake, &z->lock, &until) !=
			    ETIMEDOUT ||
		    z->stop)
			continue;
		pthread_mutex_unlock(&z->lock);
		zero_flush(z);
		pthread_mutex_lock(&z->lock);
	}
	pthread_mutex_unlock(&z->lock);
	return NULL;
}

static void release(struct zero *z)
{
	vb_missed_free(z->counts);
	vb_buf_clear(&z->path);
	vb_buf_clear(&z->old_path);
	pthread_cond_destroy(&z->wake);
	pthread_mutex_destroy(&z->lock);
	pthread_mutex_destroy(&z->file_lock);
	free(z);
}

vb_status zero_open(struct zero **out, const char *dir, struct vb_error *err)
{
	struct zero *z = calloc(1, sizeof(*z));
	vb_status st;

	if (!z)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	pthread_mutex_init(&z->lock, NULL);
	pthread_mutex_init(&z->file_lock, NULL);
	pthread_cond_init(&z->wake, NULL);
	z->path.limit = z->old_path.limit = 8192;
	z->counts = vb_missed_new(MOST);
	st = vb_buf_printf(&z->path, "%s/" VB_MISSED_FILE, dir);
	if (!st)
		st = vb_buf_printf(&z->old_path, "%s/" VB_MISSED_FILE ".1",
				   dir);
	if (!st && !z->counts)
		st = VB_NO_MEMORY;
	if (!st && pthread_create(&z->thread, NULL, run, z))
		st = VB_IO;
	if (st) {
		release(z);
		return vb_error_set(err, st, "zero results: %s",
				    vb_status_text(st));
	}
	*out = z;
	return VB_OK;
}

void zero_close(struct zero *z)
{
	if (!z)
		return;
	pthread_mutex_lock(&z->lock);
	z->stop = true;
	pthread_cond_broadcast(&z->wake);
	pthread_mutex_unlock(&z->lock);
	pthread_join(z->thread, NULL);
	zero_flush(z);
	release(z);
}

/* Counts are of one day: those of the day before are written first. */
static void note_on(struct zero *z, const char *day, struct vb_str query)
{
	bool other;

	pthread_mutex_lock(&z->lock);
	other = strncmp(z->day, day, 10) != 0;
	pthread_mutex_unlock(&z->lock);
	if (other)
		zero_flush(z);
	pthread_mutex_lock(&z->lock);
	memcpy(z->day, day, sizeof(z->day));
	/* One too many, or no memory: it is only a count. */
	(void)vb_missed_add(z->counts, vb_str_of(day, 10), query, 1);
	pthread_mutex_unlock(&z->lock);
}

void zero_note(struct zero *z, struct vb_str query)
{
	struct vb_buf clean = VB_BUF_INIT(VB_MISSED_QUERY);
	char day[VB_TIME_TEXT];

	if (!z)
		return;
	vb_clock_iso(day);
	if (!vb_missed_clean(&clean, query) && clean.len)
		note_on(z, day, vb_buf_str(&clean));
	vb_buf_clear(&clean);
}
