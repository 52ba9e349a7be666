/*
 * base/file: files, whole.
 *
 * Only regular files are read: a FIFO, device, folder or (unless asked) a
 * symbolic link is refused at once, so that opening never blocks.
 */
#ifndef VB_BASE_FILE_H
#define VB_BASE_FILE_H

#include <stdbool.h>

#include "base/buf.h"

enum vb_file_flags {
	VB_FILE_FOLLOW = 1, /* a symbolic link as last component is followed */
};

/*
 * Append the content of `path` to `out`. Returns VB_OK; VB_NOT_FOUND;
 * VB_UNSUPPORTED if it is not a regular file; VB_TOO_BIG past out->limit;
 * VB_IO; VB_NO_MEMORY. On failure `out` is unchanged.
 */
vb_status vb_file_read(struct vb_buf *out, const char *path, int flags,
		       struct vb_error *err);

/*
 * Replace `path` by `data` atomically and durably: a temporary file in the
 * same folder, fsync, rename, fsync of the folder. A reader sees the old
 * content or the new, never a part. Returns VB_OK, VB_NO_SPACE, VB_NOT_FOUND
 * (no such folder), VB_IO.
 */
vb_status vb_file_write_atomic(const char *path, struct vb_str data,
			       struct vb_error *err);

/* fsync a folder, so that renames and creations in it are durable. */
vb_status vb_file_sync_dir(const char *path, struct vb_error *err);

/*
 * Make the folder `path` and its parents (mode 0777 less umask), durably;
 * existing is fine. Returns VB_OK, VB_IO (also when a file stands there),
 * VB_NO_SPACE, VB_NOT_FOUND (an empty path), VB_NO_MEMORY.
 */
vb_status vb_file_mkdirs(const char *path, struct vb_error *err);

/*
 * Remove the folder `path` and everything in it, never following a link.
 * Something already gone is fine.
 */
vb_status vb_file_remove_tree(const char *path, struct vb_error *err);

/* The bytes that the regular files below `path` occupy (0 when it is gone). */
unsigned long long vb_file_tree_bytes(const char *path);

/*
 * Take an exclusive lock on the file `path` (created if missing). With
 * `wait` false a lock held elsewhere is VB_BUSY. The lock is held until
 * vb_file_unlock, or until the process ends however it ends.
 */
vb_status vb_file_lock(int *fd_out, const char *path, bool wait,
		       struct vb_error *err);
void vb_file_unlock(int fd);

#endif
