/*
 * handles: the index and the archive as one thread of the daemon holds them.
 *
 * Opened when first needed and again after trouble or when the files were
 * replaced, so that a data directory may appear, move or be rebuilt while
 * the daemon runs.
 */
#ifndef VB_SEARCHD_HANDLES_H
#define VB_SEARCHD_HANDLES_H

#include <time.h>

#include "archive/archive.h"
#include "index/search.h"

struct handles;

/* Once, before any thread asks. VB_OK or VB_NO_MEMORY. */
vb_status handles_setup(struct vb_error *err);

/* Once, after the last thread has ended; also where none asked. */
void handles_finish(void);

/*
 * The calling thread's handles on the data directory `dir`; they are closed
 * when the thread ends. NULL when out of memory.
 */
struct handles *handles_mine(const char *dir);

/*
 * The searcher, which has followed the index to `*revision`; borrowed.
 * Returns VB_OK; VB_BUSY when there is no index yet; what vb_searcher_open
 * returns.
 */
vb_status handles_searcher(vb_searcher **out, uint64_t *revision,
			   struct handles *h, struct vb_error *err);

/*
 * Which index and archive the data directory holds: another number when a
 * generation was published or the files were replaced, the same for every
 * thread. Revisions count within it.
 */
uint64_t handles_stamp(const struct handles *h);

/* When index or archive were last committed to; 0: unknown. */
time_t handles_modified(const struct handles *h);

/* How often the searcher moved on to a newer index since the last call. */
unsigned handles_take_reopens(struct handles *h);

/* The archive; borrowed. Likewise. */
vb_status handles_archive(vb_archive **out, struct handles *h,
			  struct vb_error *err);

/* After a status that says that a handle may be broken: close both. */
void handles_drop(struct handles *h);

#endif
