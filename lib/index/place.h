/*
 * index/place: where the index lies on disk, and how a new one takes over.
 *
 *	DIR/index/XAPIANDB	a Xapian stub naming the current generation
 *	DIR/index/gen-000007/	that generation, a glass database
 *	DIR/index/new/		one being built; seg-*: its parts
 *
 * The stub is replaced by an atomic rename, so a reader opens the old
 * generation or the new one, whole. Whatever the stub does not name is
 * left over from a run that was killed, and is swept.
 */
#ifndef VB_INDEX_PLACE_H
#define VB_INDEX_PLACE_H

#include "base/buf.h"

/* DIR/index/XAPIANDB's folder: what a Xapian reader opens. */
vb_status vb_place_root(struct vb_buf *out, const char *dir);

/*
 * Append the path of the current generation. VB_NOT_FOUND when there is no
 * index yet; VB_CORRUPT when the stub is not ours; VB_IO.
 */
vb_status vb_place_current(struct vb_buf *out, const char *dir,
			   struct vb_error *err);

/* Append the path DIR/index/NAME, for a part under construction. */
vb_status vb_place_part(struct vb_buf *out, const char *dir, const char *name);

/*
 * Make the finished database DIR/index/new the current generation: sync,
 * rename, replace the stub, sync, and remove the generation before. Readers
 * that have it open keep it. VB_OK, VB_NO_SPACE or VB_IO.
 */
vb_status vb_place_publish(const char *dir, struct vb_error *err);

/*
 * Make DIR/index and remove what an earlier run left over in it. VB_OK;
 * VB_CORRUPT when the stub is not ours, and nothing is removed; VB_IO;
 * VB_NO_SPACE.
 */
vb_status vb_place_prepare(const char *dir, struct vb_error *err);

/* Remove the stub, whatever it says, and all generations. VB_OK or VB_IO. */
vb_status vb_place_reset(const char *dir, struct vb_error *err);

#endif
