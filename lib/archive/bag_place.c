#include "archive/bag_place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE 65536 /* bytes read at a time */

static vb_status bad_path(const char *path, struct vb_error *err)
{
	return vb_error_set(err, VB_CORRUPT, "%s: no path within a bag", path);
}

/* Take the first name of `*path`; false if it is none that may be there. */
static bool take_name(char name[256], const char **path)
{
	size_t n = strcspn(*path, "/");

	if (!n || n > 255 || (n == 1 && (*path)[0] == '.') ||
	    (n == 2 && (*path)[0] == '.' && (*path)[1] == '.'))
		return false;
	memcpy(name, *path, n);
	name[n] = '\0';
	*path += n;
	return true;
}

static vb_status failed(const char *path, struct vb_error *err)
{
	if (errno == ELOOP || errno == ENOTDIR || errno == ENXIO)
		return vb_error_set(err, VB_CORRUPT,
				    "%s: a link or no regular file", path);
	return vb_error_errno(err, "%s", path);
}

/* Folder by folder, so that no link is followed on the way. */
static vb_status walk(int *fd, int root, const char *path, int last_flags,
		      struct vb_error *err)
{
	const char *rest = path;
	int at = root, next;
	char name[256];

	for (int depth = 0;; depth++) {
		bool last;

		if (depth == VB_BAG_DEPTH || !take_name(name, &rest)) {
			next = -1;
			break;
		}
		last = !*rest;
		rest += !last;
		next = openat(at, name,
			      O_RDONLY | O_CLOEXEC | O_NOFOLLOW |
				      (last ? last_flags : O_DIRECTORY));
		if (at != root)
			close(at);
		if (next < 0)
			return failed(path, err);
		if (last) {
			*fd = next;
			return VB_OK;
		}
		at = next;
	}
	if (at != root)
		close(at);
	return bad_path(path, err);
}

vb_status vb_bag_open(int *fd, int root, const char *path, struct vb_error *err)
{
	struct stat info;
	vb_status st = walk(fd, root, path, O_NONBLOCK | O_NOCTTY, err);

	if (st)
		return st;
	if (!fstat(*fd, &info) && S_ISREG(info.st_mode))
		return VB_OK;
	close(*fd);
	return vb_error_set(err, VB_CORRUPT, "%s: no regular file", path);
}

vb_status vb_bag_hash(struct vb_digest *out, int64_t *bytes, int root,
		      const char *path, struct vb_error *err)
{
	struct vb_sha256_state state;
	char piece[PIECE];
	vb_status st;
	ssize_t n;
	int fd;

	*bytes = 0;
	st = vb_bag_open(&fd, root, path, err);
	if (st)
		return st;
	vb_sha256_init(&state);
	while ((n = read(fd, piece, sizeof(piece)))) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			st = vb_error_errno(err, "%s: cannot read", path);
			break;
		}
		vb_sha256_update(&state, vb_str_of(piece, (size_t)n));
		*bytes += n;
	}
	vb_sha256_final(out, &state);
	close(fd);
	return st;
}

/* A folder whose files are being counted, and those above it. */
struct level {
	DIR *dir;
	char path[VB_BAG_PATH];
};

static vb_status push(struct level *levels, int *depth, int root,
		      struct vb_error *err)
{
	struct level *l = &levels[*depth];
	int fd;
	vb_status st = walk(&fd, root, l->path, O_DIRECTORY, err);

	if (st)
		return st;
	l->dir = fdopendir(fd);
	if (!l->dir) {
		close(fd);
		return vb_error_errno(err, "%s", l->path);
	}
	++*depth;
	return VB_OK;
}

static vb_status count_entry(int64_t *files, struct level *levels, int *depth,
			     int root, struct vb_error *err)
{
	struct level *l = &levels[*depth - 1], *next = l + 1;
	struct dirent *entry;
	struct stat info;
	size_t n;

	errno = 0;
	entry = readdir(l->dir);
	if (!entry && errno)
		return vb_error_errno(err, "%s", l->path);
	if (!entry) {
		closedir(l->dir);
		--*depth;
		return VB_OK;
	}
	if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
		return VB_OK;
	if (*depth == VB_BAG_DEPTH)
		return bad_path(l->path, err);
	n = strlen(l->path);
	if (n + 1 + strlen(entry->d_name) >= VB_BAG_PATH)
		return bad_path(l->path, err);
	memcpy(next->path, l->path, n);
	next->path[n] = '/';
	memcpy(next->path + n + 1, entry->d_name, strlen(entry->d_name) + 1);
	if (fstatat(dirfd(l->dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW))
		return vb_error_errno(err, "%s", next->path);
	if (S_ISDIR(info.st_mode))
		return push(levels, depth, root, err);
	if (!S_ISREG(info.st_mode))
		return vb_error_set(err, VB_CORRUPT,
				    "%s: a link or no regular file",
				    next->path);
	++*files;
	return VB_OK;
}

vb_status vb_bag_count(int64_t *files, int root, const char *path,
		       struct vb_error *err)
{
	struct level levels[VB_BAG_DEPTH + 1];
	int depth = 0;
	vb_status st;

	*files = 0;
	levels[0].dir = NULL;
	snprintf(levels[0].path, VB_BAG_PATH, "%s", path);
	st = push(levels, &depth, root, err);
	while (!st && depth)
		st = count_entry(files, levels, &depth, root, err);
	while (depth)
		closedir(levels[--depth].dir);
	return st;
}

static bool is_allowed(const char *name, const char *const *allowed, size_t n)
{
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return true;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(name, allowed[i]))
			return true;
	return false;
}

vb_status vb_bag_entries(const char *path, const char *const *allowed, size_t n,
			 struct vb_error *err)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	vb_status st = VB_OK;

	if (!dir)
		return vb_error_errno(err, "%s", path);
	while (!st && (entry = readdir(dir)))
		if (!is_allowed(entry->d_name, allowed, n))
			st = vb_error_set(err, VB_BAD_INPUT,
					  "%s: the folder is not empty", path);
	closedir(dir);
	return st;
}

void vb_bag_path(char out[128], const char *kind,
		 const struct vb_digest *digest)
{
	char hex[VB_DIGEST_HEX];

	vb_digest_hex(hex, digest);
	snprintf(out, 128, "data/%s/%.2s/%s", kind, hex, hex);
}
