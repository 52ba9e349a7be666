/*
 * base/map: a whole file in memory, as the page cache has it.
 */
#ifndef VB_BASE_MAP_H
#define VB_BASE_MAP_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/status.h"
#include "base/str.h"

struct vb_map { /* all zero: none */
	struct vb_str bytes;
	dev_t device; /* of the file */
	ino_t inode;
};

/*
 * Map the file at `path`, no symbolic link, of `least` bytes (one at least) to
 * `most`. With `own` it may be written to: pages that are become the process's
 * own, the file stays. VB_OK, and the caller closes it; VB_NOT_FOUND when it
 * can't be opened; VB_CORRUPT when it is no regular file of such a size;
 * VB_IO; VB_NO_MEMORY. After a failure `*out` is as it was.
 */
vb_status vb_map_open(struct vb_map *out, const char *path, size_t least,
		      size_t most, bool own);

void vb_map_close(struct vb_map *map); /* none is fine; then it is none */

#endif
