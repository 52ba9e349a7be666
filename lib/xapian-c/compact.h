/*
 * xapian-c/compact: merge and compact databases, and check one.
 */
#ifndef VB_XAPIAN_C_COMPACT_H
#define VB_XAPIAN_C_COMPACT_H

#include "xapian-c/common.h"

enum vb_xapian_compact_level {
	VB_XAPIAN_COMPACT_STANDARD, /* do not split items needlessly */
	VB_XAPIAN_COMPACT_FULL,	    /* split where it saves space */
	VB_XAPIAN_COMPACT_FULLER, /* oversize items too: never changed again */
};

enum vb_xapian_compact_flags {
	VB_XAPIAN_NO_RENUMBER = 1, /* keep numbers; ranges must not overlap */
	VB_XAPIAN_MULTIPASS = 2,   /* merge more than 3 in passes: faster, and
				    * needs room for temporary tables */
};

/* Chooses what to keep of `n` values under one metadata key, into `out`. */
typedef vb_status vb_xapian_resolve_fn(void *ctx, struct vb_buf *out,
				       struct vb_str key,
				       const struct vb_str *values, size_t n);

struct vb_xapian_compact_options {
	const char *const *sources; /* in the order of their numbers to be */
	size_t n;
	enum vb_xapian_compact_level level;
	unsigned flags;		       /* enum vb_xapian_compact_flags */
	unsigned block_size;	       /* 0 gives Xapian's 8192 */
	vb_xapian_resolve_fn *resolve; /* NULL keeps the first source's */
	void *ctx;
};

/*
 * Merge `sources` into the new database `output`. Numbers of source i are
 * moved up by the highest number of those before. Nothing may write to the
 * sources meanwhile. Everything is synced, the folder `output` too, but not
 * the folder that it lies in.
 *
 * Returns VB_OK; VB_BAD_INPUT (no source, a source is the output, `output`
 * already holds a database, number ranges overlap); VB_NOT_FOUND (a source);
 * VB_NO_SPACE; VB_IO; VB_CORRUPT; what `resolve` returned. After a failure
 * the caller removes `output`.
 */
vb_status vb_xapian_compact(const char *output,
			    const struct vb_xapian_compact_options *options,
			    struct vb_error *err);

/*
 * Check the structure of the database at `path`. `*errors` is what Xapian
 * counted; its words are appended to `report` (NULL is allowed), cut at
 * report->limit. Glass has no block checksums, so that 0 is no proof. Returns
 * VB_OK also when there are errors; VB_NOT_FOUND; VB_CORRUPT when the damage
 * ended the check; VB_IO.
 */
vb_status vb_xapian_check(size_t *errors, const char *path,
			  struct vb_buf *report, struct vb_error *err);

#endif
