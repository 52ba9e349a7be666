/*
 * metrics: what is counted, as Prometheus reads it (text format 0.0.4).
 *
 * Labels come from fixed lists: routes, classes of status, reasons. Nothing
 * that a client wrote is ever one.
 */
#ifndef VB_SEARCHD_METRICS_H
#define VB_SEARCHD_METRICS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "cache.h"

#define METRICS_ROUTES 64 /* at most; further ones count as "other" */

struct metrics;

/* Why a connection was ended from this side. */
enum ended {
	ENDED_HEADER, /* no whole header in time */
	ENDED_ANSWER, /* its answer was not taken in time */
	ENDED_ROOM,   /* there were too many: it waited longest */
	N_ENDED
};

enum counter {
	COUNT_CONNECTIONS,  /* accepted */
	COUNT_RATE_LIMITED, /* refused with 429 */
	COUNT_UNFINISHED,   /* answers not taken to their end */
	COUNT_REOPENS,	    /* of the index, by a thread */
	COUNT_NOTHING,	    /* searches that found nothing */
	COUNT_BYTES,	    /* of bodies sent */
	COUNT_LOG_LOST,	    /* lines that could not be written */
	N_COUNTERS
};

/* `routes`: names that live as long; "other" is added. VB_NO_MEMORY. */
vb_status metrics_open(struct metrics **out, const char *const *routes,
		       size_t n, struct vb_error *err);
void metrics_close(struct metrics *m);

/* A request of route `route` (n: other) was answered after `us`. */
void metrics_answer(struct metrics *m, size_t route, unsigned status,
		    int64_t us);

void metrics_add(struct metrics *m, enum counter counter, uint64_t n);
void metrics_ended(struct metrics *m, enum ended why);

/* What is known elsewhere, of the moment of asking. */
struct gauges {
	struct cache_state cache;
	unsigned connections;
	bool has_index;
	uint64_t revision;
	uint32_t documents;
};

/* Append all of it. Returns VB_OK, VB_TOO_BIG, VB_NO_MEMORY. */
vb_status metrics_write(struct vb_buf *out, struct metrics *m,
			const struct gauges *g);

#endif
