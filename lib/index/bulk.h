/*
 * index/bulk: many changes at once, built in parallel segments.
 */
#ifndef VB_INDEX_BULK_H
#define VB_INDEX_BULK_H

#include "index/update.h"
#include "xapian-c/writer.h"

/* What of the archive is to be indexed: after < sequence <= upto. */
struct vb_span {
	int64_t after, upto;
	int64_t count; /* changed documents in it */
};

/*
 * Build segments for `span` with update->jobs threads, merge them with the
 * current generation (`base`, or NULL for none) into a new one and publish
 * it. Documents of the base that changed are removed from it on the way.
 * Returns as vb_index_update does; on failure the current generation is
 * untouched.
 */
vb_status vb_bulk_run(struct vb_update_result *out,
		      const struct vb_update *update, struct vb_span span,
		      const char *base, struct vb_error *err);

/* Write version and sequence into an open database. */
vb_status vb_index_mark(vb_xapian_writer *writer, int64_t sequence,
			struct vb_error *err);

#endif
