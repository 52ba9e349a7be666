/*
 * visits: how many people look at the pages, and at which documents most.
 *
 * No cookie, and no address is kept: a visitor is a hash of address and
 * browser with a salt that is made anew each day and never leaves memory, so
 * that nobody can tell afterwards who it was. A visit begins with a page after
 * VISITS_IDLE seconds without one. Programs that say so are not counted.
 *
 * Requests only count in memory; one thread writes to a database of its own,
 * visits.db, every VISITS_FLUSH seconds. Losing it loses counts, no more.
 */
#ifndef VB_SEARCHD_VISITS_H
#define VB_SEARCHD_VISITS_H

#include <stdint.h>

#include "address.h"
#include "base/arena.h"
#include "base/status.h"

#define VISITS_ONLINE 300 /* seconds after a page that somebody is here */
#define VISITS_IDLE 1800
#define VISITS_FLUSH 10
#define VISITS_TOP 10 /* most viewed documents */

struct visits;

/*
 * Count, and go on with what the file `path` has; it is made when missing. A
 * file that can't be used is said once, and tried again; one whose folder is
 * not there yet is only tried again. VB_OK, VB_NO_MEMORY, VB_IO (no thread).
 */
vb_status visits_open(struct visits **out, const char *path,
		      struct vb_error *err);
void visits_close(struct visits *v); /* writes what is left; NULL is allowed */

/*
 * Somebody was shown a page; `id` of the document, or empty. Any thread; never
 * waits for the disk. NULL is allowed for `v`, and for the browser's name.
 */
void visits_note(struct visits *v, const struct address *who,
		 const char *user_agent, struct vb_str id);

struct visits_view {
	struct vb_str id;
	uint64_t views;
};

struct visits_counts {
	uint64_t online, today, yesterday, total; /* visits; days of UTC+7 */
	struct visits_view top[VISITS_TOP];	  /* most viewed first */
	size_t n_top;
};

/* The counts of now; ids in the arena. VB_OK or VB_NO_MEMORY. */
vb_status visits_look(struct visits_counts *out, struct visits *v,
		      struct vb_arena *arena);

/* Write now what was counted. For tests and the end. */
void visits_flush(struct visits *v);

#endif
