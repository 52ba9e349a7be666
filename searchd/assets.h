/*
 * assets: the files of web/, part of the program, or those of a folder that
 * replace them.
 */
#ifndef VB_SEARCHD_ASSETS_H
#define VB_SEARCHD_ASSETS_H

#include "base/status.h"
#include "base/str.h"

#define ASSET_BYTES ((size_t)4 << 20) /* of a file that replaces one */

struct asset {
	const char *name; /* "home.html" */
	struct vb_str data;
};

/* The file of that name, or NULL. */
const struct asset *asset_find(struct vb_str name);

/*
 * Once, before any thread asks: files of `folder` (NULL: none) take the place
 * of ours of the same name; others there are passed over. VB_OK; VB_NOT_FOUND
 * (no such folder); VB_TOO_BIG, VB_IO and others of vb_file_read.
 */
vb_status assets_setup(const char *folder, struct vb_error *err);
void assets_clear(void); /* after the last thread has ended */

/* The first 16 hex digits of the SHA-256 of all of them: changes with any. */
const char *assets_digest(void);

#endif
