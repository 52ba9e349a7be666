/*
 * xapian-c/lists: posting lists as arrays, kept by the handles of one
 * database together, whatever their threads.
 *
 * With them are kept the sets that they are joined to (found.h).
 *
 * A handle that is opened has a store of its own; a program with many threads
 * makes one and gives it to each of its handles. Only lists of the revision
 * that was opened last are kept: it costs memory, never truth.
 */
#ifndef VB_XAPIAN_C_LISTS_H
#define VB_XAPIAN_C_LISTS_H

#include "xapian-c/database.h"

/* Of the store that a handle has by itself. */
#define VB_XAPIAN_LISTS_BYTES ((size_t)64 << 20)

typedef struct vb_xapian_lists vb_xapian_lists;

/* A store of at most `bytes` bytes. VB_OK or VB_NO_MEMORY. The caller frees
 * it; handles that use it keep what they need of it. */
vb_status vb_xapian_lists_new(vb_xapian_lists **out, size_t bytes,
			      struct vb_error *err);
void vb_xapian_lists_free(vb_xapian_lists *lists);

/* Have `db` (a single database that was opened for reading, else nothing
 * happens) keep its lists there from now on. */
vb_status vb_xapian_db_use_lists(vb_xapian_db *db, const vb_xapian_lists *lists,
				 struct vb_error *err);

#endif
