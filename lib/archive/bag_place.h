/*
 * archive/bag_place: files below a folder, by paths that cannot lead out of
 * it. Private to lib/archive.
 */
#ifndef VB_ARCHIVE_BAG_PLACE_H
#define VB_ARCHIVE_BAG_PLACE_H

#include "base/digest.h"
#include "base/status.h"

#define VB_BAG_PATH 4096 /* bytes of a path, with its NUL */
#define VB_BAG_DEPTH 16	 /* folders below each other */

/*
 * Open the regular file `path` below the folder `root` (a descriptor) for
 * reading: relative, no empty name, "." or "..", no link on the way. VB_OK;
 * VB_CORRUPT (a path or kind of file that a bag cannot have); VB_NOT_FOUND;
 * VB_IO.
 */
vb_status vb_bag_open(int *fd, int root, const char *path,
		      struct vb_error *err);

/* The digest and the size of that file. */
vb_status vb_bag_hash(struct vb_digest *out, int64_t *bytes, int root,
		      const char *path, struct vb_error *err);

/* How many regular files there are below `path`; anything but files and
 * folders is VB_CORRUPT. */
vb_status vb_bag_count(int64_t *files, int root, const char *path,
		       struct vb_error *err);

/*
 * Does the folder `path` hold nothing but what is named in `allowed`? VB_OK;
 * VB_BAD_INPUT: it is not empty; VB_NOT_FOUND; VB_IO.
 */
vb_status vb_bag_entries(const char *path, const char *const *allowed, size_t n,
			 struct vb_error *err);

/* "data/KIND/xx/HEX" into `out`. */
void vb_bag_path(char out[128], const char *kind,
		 const struct vb_digest *digest);

#endif
