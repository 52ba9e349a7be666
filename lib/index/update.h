/*
 * index/update: bring the Xapian index to where the archive is.
 *
 * The only function that writes the index. Whatever happened before (a kill,
 * a full disk, a lost folder) it starts from the sequence the index says it
 * has reached and does the rest.
 *
 * Few changes go into the live database in transactions. Many, or a rebuild,
 * are built as small fresh databases by several threads, merged by
 * compaction and published by an atomic rename.
 */
#ifndef VB_INDEX_UPDATE_H
#define VB_INDEX_UPDATE_H

#include <stdatomic.h>

#include "archive/archive.h"
#include "base/log.h"

struct vb_update {
	const char *dir;
	unsigned jobs; /* threads; 0: one for each processor */
	bool rebuild;  /* from nothing, whatever is there */
	const struct vb_log *log;
	/* Called now and then from one thread at a time; may be NULL. */
	void (*progress)(void *ctx, int64_t done, int64_t total);
	void *ctx;
	const atomic_int *stop; /* nonzero: stop soon; may be NULL */
};

struct vb_update_result {
	int64_t indexed; /* documents added or replaced */
	int64_t removed; /* withdrawn or no longer readable */
	int64_t sequence;
};

/*
 * Update DIR/index; the caller holds DIR/lock. Returns VB_OK; VB_MISMATCH
 * when the index was made by another version (rebuild); VB_CANCELLED when
 * `stop` was set (nothing is lost, the next run goes on); VB_NO_SPACE; VB_IO;
 * VB_CORRUPT. A document that can't be loaded is logged and left out.
 */
vb_status vb_index_update(struct vb_update_result *out,
			  const struct vb_update *update, struct vb_error *err);

#endif
