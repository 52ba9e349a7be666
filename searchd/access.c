#include "access.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"

#define LINE_BYTES 65536 /* a target of 8 KB, escaped, and the rest */

struct access_log {
	pthread_mutex_t lock;
	int fd;
	bool is_file; /* ours to close */
};

static vb_status open_file(int *fd, const char *path, struct vb_error *err)
{
	*fd = STDERR_FILENO;
	if (!path)
		return VB_OK;
	*fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY,
		   0640);
	return *fd < 0 ? vb_error_errno(err, "log") : VB_OK;
}

vb_status access_open(access_log **out, const char *path, struct vb_error *err)
{
	access_log *a = calloc(1, sizeof(*a));
	vb_status st;

	if (!a)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	st = open_file(&a->fd, path, err);
	if (st) {
		free(a);
		return st;
	}
	a->is_file = path != NULL;
	pthread_mutex_init(&a->lock, NULL);
	*out = a;
	return VB_OK;
}

void access_close(access_log *a)
{
	if (!a)
		return;
	if (a->is_file)
		close(a->fd);
	pthread_mutex_destroy(&a->lock);
	free(a);
}

vb_status access_reopen(access_log *a, const char *path, struct vb_error *err)
{
	int fd;
	vb_status st = open_file(&fd, path, err);

	if (st)
		return st;
	pthread_mutex_lock(&a->lock);
	if (a->is_file)
		close(a->fd);
	a->fd = fd;
	a->is_file = path != NULL;
	pthread_mutex_unlock(&a->lock);
	return VB_OK;
}

/* Now, in UTC, with milliseconds. */
static void write_time(struct vb_json *j)
{
	struct timespec now;
	struct tm tm;
	char text[64];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ",
		 tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		 tm.tm_min, tm.tm_sec, now.tv_nsec / 1000000);
	vb_json_key(j, "time");
	vb_json_cstr(j, text);
}

static vb_status compose(struct vb_buf *out, const struct access_line *line)
{
	struct vb_json j = VB_JSON_INIT(out);
	char client[ADDRESS_TEXT];

	vb_json_object(&j);
	write_time(&j);
	vb_json_key(&j, "id");
	vb_json_cstr(&j, line->id);
	vb_json_key(&j, "method");
	vb_json_cstr(&j, line->method);
	vb_json_key(&j, "route");
	vb_json_cstr(&j, line->route);
	vb_json_key(&j, "status");
	vb_json_int(&j, line->status);
	vb_json_key(&j, "bytes");
	vb_json_int(&j, (long long)line->bytes);
	vb_json_key(&j, "gzip");
	vb_json_bool(&j, line->gzip);
	vb_json_key(&j, "cache");
	vb_json_cstr(&j, line->cache);
	vb_json_key(&j, "answer_ms");
	vb_json_real(&j, (double)line->answer_us / 1000, 3);
	vb_json_key(&j, "ms");
	vb_json_real(&j, (double)line->whole_us / 1000, 3);
	vb_json_key(&j, "outcome");
	vb_json_cstr(&j, line->outcome);
	if (line->client) {
		address_print(client, line->client);
		vb_json_key(&j, "client");
		vb_json_cstr(&j, client);
	}
	if (line->target.len) {
		vb_json_key(&j, "target");
		vb_json_str(&j, line->target);
	}
	vb_json_end(&j);
	if (!vb_json_status(&j))
		return vb_buf_append_char(out, '\n');
	return vb_json_status(&j);
}

static bool write_all(int fd, struct vb_str s)
{
	while (s.len) {
		ssize_t n = write(fd, s.ptr, s.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s = vb_str_skip(s, (size_t)n);
	}
	return true;
}

bool access_write(access_log *a, const struct access_line *line)
{
	struct vb_buf text = VB_BUF_INIT(LINE_BYTES);
	bool ok = !compose(&text, line);

	if (ok) {
		pthread_mutex_lock(&a->lock);
		ok = write_all(a->fd, vb_buf_str(&text));
		pthread_mutex_unlock(&a->lock);
	}
	vb_buf_clear(&text);
	return ok;
}
