/*
 * index/version: refuse an index that another analysis chain made.
 */
#ifndef VB_INDEX_VERSION_CHECK_H
#define VB_INDEX_VERSION_CHECK_H

#include "xapian-c/database.h"

/* VB_OK, or VB_MISMATCH with both versions and what to do in `err`. */
vb_status vb_index_check_version(const vb_xapian_db *db, struct vb_error *err);

/*
 * Opening the index failed with `st`: when what lies there is no sound
 * database, say so and what helps, and return VB_CORRUPT; else `st`.
 */
vb_status vb_index_opening_failed(vb_status st, struct vb_error *err);

#endif
