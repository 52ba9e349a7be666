#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static vb_status open_regular(int *fd_out, struct stat *info, const char *path,
			      int flags, struct vb_error *err)
{
	int open_flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	int fd;

	if (!(flags & VB_FILE_FOLLOW))
		open_flags |= O_NOFOLLOW;
	fd = open(path, open_flags);
	if (fd < 0 && (errno == ELOOP || errno == ENXIO))
		return vb_error_set(err, VB_UNSUPPORTED, "not a regular file");
	if (fd < 0)
		return vb_error_errno(err, "cannot open");
	if (fstat(fd, info) || !S_ISREG(info->st_mode)) {
		close(fd);
		return vb_error_set(err, VB_UNSUPPORTED, "not a regular file");
	}
	*fd_out = fd;
	return VB_OK;
}

static vb_status read_all(struct vb_buf *out, int fd, size_t expect,
			  struct vb_error *err)
{
	for (;;) {
		size_t left = out->limit - out->len;
		size_t want = expect + 1 > 65536 ? expect + 1 : 65536;
		ssize_t n;
		char probe;

		if (want > left)
			want = left;
		if (!want) {
			n = read(fd, &probe, 1);
			if (n > 0)
				return vb_error_set(err, VB_TOO_BIG,
						    "larger than %zu bytes",
						    out->limit);
		} else {
			vb_status st = vb_buf_reserve(out, want);

			if (st)
				return vb_error_set(err, st, "no memory");
			n = read(fd, out->ptr + out->len, want);
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return vb_error_errno(err, "cannot read");
		if (!n)
			return VB_OK;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
		expect -= (size_t)n < expect ? (size_t)n : expect;
	}
}

vb_status vb_file_read(struct vb_buf *out, const char *path, int flags,
		       struct vb_error *err)
{
	size_t before = out->len;
	struct stat info;
	vb_status st;
	int fd = -1;

	st = open_regular(&fd, &info, path, flags, err);
	if (st)
		return st;
	if ((uint64_t)info.st_size > out->limit - before)
		st = vb_error_set(err, VB_TOO_BIG, "larger than %zu bytes",
				  out->limit);
	else
		st = read_all(out, fd, (size_t)info.st_size, err);
	close(fd);
	if (st && out->ptr)
		vb_buf_truncate(out, before);
	return st;
}

vb_status vb_file_sync_dir(const char *path, struct vb_error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	vb_status st;
	int rc;

	if (fd < 0)
		return vb_error_errno(err, "%s: cannot open", path);
	rc = fsync(fd);
	if (rc && errno == EINVAL)
		rc = 0; /* a file system that has no such thing */
	st = rc ? vb_error_errno(err, "%s: cannot sync", path) : VB_OK;
	close(fd);
	return st;
}

static vb_status sync_parent(const char *path, struct vb_error *err)
{
	const char *slash = strrchr(path, '/');
	vb_status st;
	char *dir;

	if (!slash)
		return vb_file_sync_dir(".", err);
	if (slash == path)
		return vb_file_sync_dir("/", err);
	dir = strndup(path, (size_t)(slash - path));
	if (!dir)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	st = vb_file_sync_dir(dir, err);
	free(dir);
	return st;
}

static int write_all(int fd, struct vb_str data)
{
	while (data.len) {
		ssize_t n = write(fd, data.ptr, data.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data = vb_str_skip(data, (size_t)n);
	}
	return fsync(fd);
}

vb_status vb_file_write_atomic(const char *path, struct vb_str data,
			       struct vb_error *err)
{
	size_t size = strlen(path) + 8;
	vb_status st = VB_OK;
	char *temp = malloc(size);
	int fd;

	if (!temp)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	snprintf(temp, size, "%s.XXXXXX", path);
	fd = mkostemp(temp, O_CLOEXEC);
	if (fd < 0) {
		st = vb_error_errno(err, "%s: cannot create", path);
		free(temp);
		return st;
	}
	if (write_all(fd, data) || fchmod(fd, 0644))
		st = vb_error_errno(err, "%s: cannot write", path);
	close(fd);
	if (!st && rename(temp, path))
		st = vb_error_errno(err, "%s: cannot rename", path);
	if (st)
		unlink(temp);
	free(temp);
	return st ? st : sync_parent(path, err);
}

/* A new folder is durable once the one above it is synced. */
static vb_status make_dir(const char *path, struct vb_error *err)
{
	struct stat info;

	if (!mkdir(path, 0777))
		return sync_parent(path, err);
	if (errno != EEXIST)
		return vb_error_errno(err, "%s: cannot create", path);
	if (stat(path, &info) || !S_ISDIR(info.st_mode))
		return vb_error_set(err, VB_IO, "%s: not a folder", path);
	return VB_OK;
}

vb_status vb_file_mkdirs(const char *path, struct vb_error *err)
{
	char *copy = strdup(path);
	vb_status st = VB_OK;
	size_t len;

	if (!copy)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	len = strlen(copy);
	while (len > 1 && copy[len - 1] == '/')
		copy[--len] = '\0';
	for (size_t i = 1; !st && i < len; i++) {
		if (copy[i] != '/' || copy[i - 1] == '/')
			continue;
		copy[i] = '\0';
		st = make_dir(copy, err);
		copy[i] = '/';
	}
	if (!st)
		st = make_dir(copy, err);
	free(copy);
	return st;
}

static int remove_entry(const char *path, const struct stat *info, int type,
			struct FTW *ftw)
{
	(void)info;
	(void)type;
	(void)ftw;
	return remove(path) && errno != ENOENT ? -1 : 0;
}

vb_status vb_file_remove_tree(const char *path, struct vb_error *err)
{
	if (nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) &&
	    errno != ENOENT)
		return vb_error_errno(err, "%s: cannot remove", path);
	return VB_OK;
}

static _Thread_local unsigned long long tree_bytes;

static int add_entry(const char *path, const struct stat *info, int type,
		     struct FTW *ftw)
{
	(void)path;
	(void)ftw;
	if (type == FTW_F)
		tree_bytes += (unsigned long long)info->st_size;
	return 0;
}

unsigned long long vb_file_tree_bytes(const char *path)
{
	tree_bytes = 0;
	nftw(path, add_entry, 16, FTW_PHYS);
	return tree_bytes;
}

vb_status vb_file_lock(int *fd_out, const char *path, bool wait,
		       struct vb_error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	vb_status st;
	int rc;

	if (fd < 0)
		return vb_error_errno(err, "%s: cannot open", path);
	do
		rc = flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
	while (rc && errno == EINTR);
	if (!rc) {
		*fd_out = fd;
		return VB_OK;
	}
	if (errno == EWOULDBLOCK)
		st = vb_error_set(err, VB_BUSY, "%s: held by another process",
				  path);
	else
		st = vb_error_errno(err, "%s: cannot lock", path);
	close(fd);
	return st;
}

void vb_file_unlock(int fd)
{
	if (fd < 0)
		return;
	flock(fd, LOCK_UN); /* also for a child that was forked meanwhile */
	close(fd);
}
