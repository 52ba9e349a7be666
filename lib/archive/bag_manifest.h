/*
 * archive/bag_manifest: the lines of a manifest. Private to lib/archive.
 */
#ifndef VB_ARCHIVE_BAG_MANIFEST_H
#define VB_ARCHIVE_BAG_MANIFEST_H

#include "base/buf.h"
#include "base/digest.h"

struct vb_bag_entry {
	struct vb_digest digest;
	const char *path; /* decoded; valid until the next */
};

/*
 * One line: 64 hex digits in either case, white space, a path in which CR,
 * LF and '%' alone are percent-encoded. `path` is scratch. Returns VB_OK, or
 * VB_CORRUPT for what is no such line, for a path that is absolute, leads out
 * or through ".", has an empty name, a backslash or a control character, once
 * decoded too; VB_NO_MEMORY.
 */
vb_status vb_bag_entry_parse(struct vb_bag_entry *out, struct vb_buf *path,
			     struct vb_str line, struct vb_error *err);

/*
 * Call `fn` with each line of the manifest `name` below the folder `root`.
 * Empty lines are passed over. Returns VB_OK, what `fn` returns, VB_CORRUPT
 * (err names file and line), VB_NOT_FOUND, VB_IO, VB_NO_MEMORY.
 */
vb_status vb_bag_manifest(int root, const char *name,
			  vb_status (*fn)(void *ctx,
					  const struct vb_bag_entry *entry,
					  struct vb_error *err),
			  void *ctx, struct vb_error *err);

#endif
