/*
 * xapian-c/segment: a database written at once, to be merged.
 *
 * Xapian's writer can do anything at any time, and pays for it: each posting
 * goes through two trees in memory. Here documents are only added, and what
 * comes out is only good for vb_xapian_compact: nobody reads it before
 * _finish, nobody changes it, nothing is synced, and after a crash it is to
 * be thrown away. For that it takes a fraction of the writer's time, and the
 * merged database is the same. Data that the caller says is packed is stored as
 * it is: merging finds out in any case whether zlib could shrink it.
 *
 * The files have Xapian's format "glass" in its version of 2016, which 1.4
 * and later read; a libxapian that does not refuses them with VB_MISMATCH
 * when they are merged.
 */
#ifndef VB_XAPIAN_C_SEGMENT_H
#define VB_XAPIAN_C_SEGMENT_H

#include "xapian-c/build.h"

#define VB_XAPIAN_SEGMENT_SLOTS 128 /* values are in slots below */

typedef struct vb_xapian_segment vb_xapian_segment;

/*
 * Begin a segment in the folder `path`, which is made; what a folder of that
 * name holds is overwritten. The caller ends it with _close. VB_OK,
 * VB_NO_MEMORY, VB_IO, VB_NO_SPACE.
 */
vb_status vb_xapian_segment_open(vb_xapian_segment **out, const char *path,
				 struct vb_error *err);

/*
 * Could these parts be added to a segment? VB_OK; VB_BAD_INPUT when the terms
 * are not in byte order or one is there twice, for an empty term, and for a
 * slot of VB_XAPIAN_SEGMENT_SLOTS or more; VB_TOO_BIG for a term that does
 * not fit and for data of more than 100 MB.
 */
vb_status vb_xapian_parts_check(const struct vb_xapian_parts *parts,
				struct vb_error *err);

/*
 * Add a document, the next number from 1. As the above, and then the segment
 * is as it was; after failures as those of _open the only good call is close.
 */
vb_status vb_xapian_segment_add(vb_xapian_segment *s,
				const struct vb_xapian_parts *parts,
				struct vb_error *err);

/* Bytes of memory that grow with every document: a reason to finish. */
size_t vb_xapian_segment_held(const vb_xapian_segment *s);

/* Write what is missing: now it can be merged. Failures as of _open. */
vb_status vb_xapian_segment_finish(vb_xapian_segment *s, struct vb_error *err);

void vb_xapian_segment_close(vb_xapian_segment *s); /* accepts NULL */

#endif
