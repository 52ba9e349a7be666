/*
 * conns: every open connection and how long it may stay as it is.
 *
 * The HTTP library's own timeout is idle time: one byte every few seconds
 * keeps a connection for ever. Here a thread looks at the clock instead and
 * shuts the socket down; the library then sees its end and cleans up. The
 * socket is never closed here.
 *
 *	NEW -> BUSY -> WAITING -> BUSY …
 */
#ifndef VB_SEARCHD_CONNS_H
#define VB_SEARCHD_CONNS_H

#include <stdbool.h>

#include "base/status.h"
#include "metrics.h"

#define CONNS_HEADER_SECONDS 10	 /* a connection, or idle time -> header */
#define CONNS_ANSWER_SECONDS 120 /* header -> the answer is taken */

typedef struct conns conns;
struct conn;

/*
 * `most`: connections allowed at once; near it those that wait for a next
 * request are let go, the longest waiting first. `idle_seconds` is the HTTP
 * library's idle timeout; what is ended is counted in `metrics`. Returns
 * VB_OK, VB_NO_MEMORY, VB_IO (no thread).
 */
vb_status conns_open(conns **out, unsigned most, unsigned idle_seconds,
		     struct metrics *metrics, struct vb_error *err);

/* Stop the thread and free; NULL is allowed. No connection may be left. */
void conns_close(conns *c);

/* A connection begins and ends. NULL when out of memory. */
struct conn *conns_add(conns *c, int fd);
void conns_remove(conns *c, struct conn *conn); /* before fd is closed */

/* Where it stands; NULL is allowed for `conn`. */
void conns_busy(conns *c, struct conn *conn);	 /* header read */
void conns_waiting(conns *c, struct conn *conn); /* answer sent */

/*
 * From now on let connections go when they have nothing in work, new ones
 * after half a second in which they did not ask. Waits at most `ms`
 * milliseconds for the last of them; false if some are left.
 */
bool conns_drain(conns *c, int ms);

#endif
