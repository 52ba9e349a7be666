/*
 * cache: answers that may be given again, in a bounded part of memory.
 *
 * A key says everything that an answer follows from, the index's state
 * among it, so that nothing is ever out of date: what a commit made old is
 * asked for no more, and leaves as the longest unused does. One cache serves
 * all threads. Threads that miss the same answer at once each make it.
 */
#ifndef VB_SEARCHD_CACHE_H
#define VB_SEARCHD_CACHE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "base/digest.h"

struct cache;

/* An answer; never written once it is in the cache. */
struct kept {
	struct vb_buf body;
	const char *type, *control; /* constants of the program */
	char *links;		    /* Link header, or NULL; a copy */
	char etag[48];
	time_t modified;
	bool gzip, by_language, found_nothing;
	struct kept *next, *prev, *chain; /* the cache's own */
	struct vb_digest key;
	_Atomic unsigned users;
	size_t bytes; /* of memory */
};

struct cache_state {
	uint64_t hits, misses, evictions;
	size_t bytes, entries, limit;
};

/* Of at most `bytes`; 0: it keeps nothing. VB_OK or VB_NO_MEMORY. */
vb_status cache_open(struct cache **out, size_t bytes, struct vb_error *err);
void cache_close(struct cache *c); /* NULL is allowed */

/* Another limit from now on. */
void cache_resize(struct cache *c, size_t bytes);

/* Is anything kept at all? Asking for nothing counts no miss. */
bool cache_is_on(struct cache *c);

/* The answer, until kept_release; NULL: there is none. */
struct kept *cache_get(struct cache *c, const struct vb_digest *key);

/*
 * Keep a copy of what `answer` says under `key`, unless one is there or it
 * is too large. Body and links are copied. Failing is silent: it is only a
 * cache.
 */
void cache_put(struct cache *c, const struct vb_digest *key,
	       const struct kept *answer);

void kept_release(struct kept *k); /* NULL is allowed */

void cache_look(struct cache_state *out, struct cache *c);

#endif
