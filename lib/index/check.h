/*
 * index/check: does the index hold what the archive does?
 */
#ifndef VB_INDEX_CHECK_H
#define VB_INDEX_CHECK_H

#include "archive/archive.h"

/*
 * Compare DIR/index with `ar`: Xapian's own check, that every document that
 * can be searched is there and nothing else, that its columns say what it
 * says, and that it is not behind. Calls `fn` with the item and what is
 * wrong, once per fault; the index can always be rebuilt. Returns VB_OK when
 * the check could be made.
 */
vb_status vb_index_verify(size_t *faults, const char *dir, vb_archive *ar,
			  void (*fn)(void *ctx, const char *item,
				     const char *fault),
			  void *ctx, struct vb_error *err);

#endif
