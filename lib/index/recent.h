/*
 * index/recent: titles and numbers that came into a generation after its
 * dictionary was made, so that they can be suggested at once.
 *
 *	DIR/index/gen-000007/recent	records, each added at the end
 *
 * A record is its size and a hash of what follows, then "id\0number\0title".
 * What is torn or damaged ends the list: readers stop before it, the next
 * writer cuts it off. The later of two records of one id is the true one. A
 * record may name a document that never came, for it is written before the
 * commit: readers ask the index.
 */
#ifndef VB_INDEX_RECENT_H
#define VB_INDEX_RECENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

#define VB_RECENT_FILE "recent"
#define VB_RECENT_BYTES ((size_t)16 << 20) /* of the file; more is not read */

struct vb_recent {
	struct vb_str id, number, title; /* views of the file's bytes */
};

/* Append a record to `out`. VB_OK, VB_TOO_BIG, VB_NO_MEMORY. */
vb_status vb_recent_put(struct vb_buf *out, const struct vb_recent *record);

/*
 * Take the next record of `*rest`; false at the end, or before what is no
 * sound record.
 */
bool vb_recent_next(struct vb_recent *record, struct vb_str *rest);

/* Append the file of the folder `generation`, as much as is sound. VB_OK also
 * where there is none; VB_IO, VB_NO_MEMORY. */
vb_status vb_recent_read(struct vb_buf *out, const char *generation);

/*
 * Add `records` (of vb_recent_put) at the end of the file of `generation`, and
 * count in `*n` what it holds then. Past VB_RECENT_BYTES nothing is added.
 * VB_OK, VB_NO_SPACE, VB_IO, VB_NO_MEMORY.
 */
vb_status vb_recent_append(size_t *n, const char *generation,
			   struct vb_str records, struct vb_error *err);

/* Remove the file: a dictionary has it all. VB_OK or VB_IO. */
vb_status vb_recent_forget(const char *generation, struct vb_error *err);

#endif
