/*
 * server: HTTP by libmicrohttpd, whose header is included nowhere else.
 *
 * One thread for each of a fixed number, all on one socket, each with its
 * own connections and its own handles: docs/decisions/0004-http.md.
 */
#ifndef VB_SEARCHD_SERVER_H
#define VB_SEARCHD_SERVER_H

#include "base/status.h"
#include "config.h"

typedef struct server server;

/*
 * Serve on the listening socket `fd`, which belongs to the server from now
 * on if this succeeds. `config` must outlive it. Returns VB_OK,
 * VB_NO_MEMORY, VB_IO.
 */
vb_status server_start(server **out, int fd, const struct config *config,
		       struct vb_error *err);

/*
 * Stop listening, let what is in work finish for at most `ms` milliseconds,
 * end the rest and free everything.
 */
void server_stop(server *s, int ms);

#endif
