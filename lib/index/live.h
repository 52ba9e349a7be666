/*
 * index/live: a few changes, straight into the live database.
 */
#ifndef VB_INDEX_LIVE_H
#define VB_INDEX_LIVE_H

#include "index/bulk.h"

/*
 * Apply `span` to the database at `path` in transactions of about a second,
 * each with the sequence it reaches and synced, folder and all. Returns as
 * vb_index_update does; what was committed stays.
 */
vb_status vb_live_run(struct vb_update_result *out,
		      const struct vb_update *update, struct vb_span span,
		      const char *path, struct vb_error *err);

#endif
