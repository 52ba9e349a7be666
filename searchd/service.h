/*
 * service: what all requests share, whichever thread answers them.
 */
#ifndef VB_SEARCHD_SERVICE_H
#define VB_SEARCHD_SERVICE_H

#include "access.h"
#include "cache.h"
#include "config.h"
#include "limit.h"
#include "metrics.h"
#include "zero.h"

struct service {
	/* Of now; one that was replaced stays until the end, for requests
	 * may still read it. */
	_Atomic(const struct config *) config;
	const char *dir; /* the data directory */
	struct cache *cache;
	struct limits *limits;
	struct metrics *metrics;
	access_log *log;
	struct zero *zero;
	struct visits *visits; /* NULL: not counted */
	struct figures_kept *figures;
	time_t started;
	char id_prefix[9];	      /* of requests' ids, of this process */
	_Atomic unsigned requests;    /* for the rest of them */
	_Atomic unsigned connections; /* open */
};

/* Open all of it. VB_NO_MEMORY, VB_IO. On failure nothing is left open. */
vb_status service_open(struct service *out, const struct config *config,
		       struct vb_error *err);
void service_close(struct service *s);

/*
 * Go on with `config`, and open the log anew. A log that can't be opened is
 * said on stderr, and the old one goes on.
 */
void service_reload(struct service *s, const struct config *config);

#endif
