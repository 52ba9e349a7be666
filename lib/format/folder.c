#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "format/cage.h"

#define PREFIX "vanban-job-"
#define STALE_SECONDS 60 /* from making a folder to locking it, and more */
#define DEPTH 8		 /* folders in folders that a tool may need */
#define REMOVE_MS 30000	 /* what can't be removed by then stays */
#define ENTRY_BYTES 4096 /* what an entry counts for, whatever its size */

static const char *base_folder(bool for_nobody)
{
	const char *base = getenv("TMPDIR");

	/* Root's own folder for such things may be closed to nobody. */
	return !base || base[0] != '/' || for_nobody ? "/tmp" : base;
}

vb_status vb_folder_make(struct vb_folder *folder, bool for_nobody,
			 struct vb_error *err)
{
	const char *base = base_folder(for_nobody);
	char *path = folder->path;

	if ((size_t)snprintf(path, sizeof(folder->path), "%s/" PREFIX "XXXXXX",
			     base) >= sizeof(folder->path))
		return vb_error_set(err, VB_IO, "%s: name too long", base);
	if (!mkdtemp(path))
		return vb_error_errno(err, "%s: cannot make a folder", base);
	folder->lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->lock < 0 ||
	    (for_nobody && fchown(folder->lock, VB_NOBODY, VB_NOBODY))) {
		vb_status st = vb_error_errno(err, "%s: cannot open", path);

		vb_folder_remove(folder);
		return st;
	}
	/* Where a file system has no locks, nobody will think it stale. */
	(void)flock(folder->lock, LOCK_EX | LOCK_NB);
	return VB_OK;
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

vb_status vb_folder_put(const char *folder, const char *name,
			struct vb_str bytes, struct vb_error *err)
{
	char path[VB_CAGE_PATH];
	vb_status st = VB_OK;
	int fd;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder, name) >=
	    sizeof(path))
		return vb_error_set(err, VB_IO, "%s: name too long", name);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		  0644);
	if (fd < 0)
		return vb_error_errno(err, "%s: cannot create", path);
	if (!write_all(fd, bytes))
		st = vb_error_errno(err, "%s: cannot write", path);
	if (close(fd) && !st)
		st = vb_error_errno(err, "%s: cannot write", path);
	return st;
}

static bool dots(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

/* A folder, also where a tool took its own rights away. */
static DIR *open_folder(int at, const char *name)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(at, name, flags);
	DIR *dir;

	if (fd < 0 && errno == EACCES && !fchmodat(at, name, 0700, 0))
		fd = openat(at, name, flags);
	if (fd < 0)
		return NULL;
	dir = fdopendir(fd);
	if (!dir)
		close(fd);
	return dir;
}

static size_t count(int at, const char *name, size_t enough, int depth)
{
	DIR *dir = depth < DEPTH ? open_folder(at, name) : NULL;
	struct dirent *entry;
	size_t sum = 0;

	if (!dir)
		return depth < DEPTH ? 0 : enough + 1;
	while (sum <= enough && (entry = readdir(dir))) {
		struct stat info;

		if (dots(entry->d_name) || fstatat(dirfd(dir), entry->d_name,
						   &info, AT_SYMLINK_NOFOLLOW))
			continue;
		sum += ENTRY_BYTES;
		if (S_ISDIR(info.st_mode))
			sum += count(dirfd(dir), entry->d_name, enough,
				     depth + 1);
		else
			sum += (size_t)info.st_blocks * 512;
	}
	closedir(dir);
	return sum;
}

size_t vb_folder_bytes(const char *folder, size_t enough)
{
	return count(AT_FDCWD, folder, enough, 0);
}

/* Empty the folder `name` of `top`: files go, folders move up into `top`, so
 * that nothing is ever deep. */
static void flatten(int top, const char *name, unsigned long *serial)
{
	DIR *dir = open_folder(top, name);
	struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		char moved[40];

		if (dots(entry->d_name) ||
		    !unlinkat(dirfd(dir), entry->d_name, 0) ||
		    !unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR))
			continue;
		(void)!fchmodat(dirfd(dir), entry->d_name, 0700, 0);
		do
			snprintf(moved, sizeof(moved), ".moved-%lu",
				 (*serial)++);
		while (renameat(dirfd(dir), entry->d_name, top, moved) &&
		       (errno == EEXIST || errno == ENOTEMPTY ||
			errno == ENOTDIR));
	}
	closedir(dir);
}

/* One pass; true when nothing is left. */
static bool sweep(const char *folder, unsigned long *serial)
{
	DIR *dir = open_folder(AT_FDCWD, folder);
	struct dirent *entry;

	if (!dir)
		return errno == ENOENT;
	while ((entry = readdir(dir))) {
		if (dots(entry->d_name) ||
		    !unlinkat(dirfd(dir), entry->d_name, 0) ||
		    !unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR))
			continue;
		flatten(dirfd(dir), entry->d_name, serial);
		unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR);
	}
	closedir(dir);
	return !rmdir(folder) || errno == ENOENT;
}

static void remove_path(const char *folder)
{
	const int64_t end = vb_cage_clock() + REMOVE_MS;
	unsigned long serial = 0, before = 0;
	int idle = 0;

	/* A child that was just killed may still be writing: wait a little for
	 * it, for as long as passes do nothing. */
	while (!sweep(folder, &serial) && idle < 40 && vb_cage_clock() < end) {
		const struct timespec pause = { 0, 5000000 };

		idle = serial == before ? idle + 1 : 0;
		before = serial;
		if (idle)
			nanosleep(&pause, NULL);
	}
}

void vb_folder_remove(struct vb_folder *folder)
{
	remove_path(folder->path);
	if (folder->lock >= 0)
		close(folder->lock);
	folder->lock = -1;
}

/* Is this entry of `dir` a folder that its maker, killed, can't remove? */
static bool is_stale(int dir, const char *name, bool root)
{
	int fd = openat(dir, name,
			O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat info;
	bool stale;

	if (fd < 0)
		return false;
	stale = !fstat(fd, &info) &&
		(info.st_uid == geteuid() ||
		 (root && info.st_uid == VB_NOBODY)) &&
		info.st_ctime < time(NULL) - STALE_SECONDS &&
		!flock(fd, LOCK_EX | LOCK_NB);
	close(fd);
	return stale;
}

void vb_folder_tidy(bool root)
{
	const char *base = base_folder(root);
	DIR *dir = opendir(base);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		char path[VB_CAGE_PATH];

		if (strncmp(name, PREFIX, strlen(PREFIX)) ||
		    strlen(name) != strlen(PREFIX) + 6 ||
		    !is_stale(dirfd(dir), name, root) ||
		    (size_t)snprintf(path, sizeof(path), "%s/%s", base, name) >=
			    sizeof(path))
			continue;
		remove_path(path);
	}
	if (dir)
		closedir(dir);
}
