/*
 * server: HTTP by libmicrohttpd, whose header is included nowhere else.
 *
 * One thread for each of a fixed number, all on one socket, each with its
 * own connections and its own handles: docs/decisions/0004-http.md.
 */
#ifndef VB_SEARCHD_SERVER_H
#define VB_SEARCHD_SERVER_H

#include "base/status.h"
#include "service.h"

typedef struct server server;

/*
 * Serve on `n` listening sockets, each with threads of its own; they belong
 * to the server from now on, also if this fails. `service` must outlive it.
 * Returns VB_OK, VB_NO_MEMORY, VB_IO.
 */
vb_status server_start(server **out, const int *fds, size_t n,
		       struct service *service, struct vb_error *err);

/*
 * Stop listening, let what is in work finish for at most `ms` milliseconds,
 * end the rest and free everything.
 */
void server_stop(server *s, int ms);

#endif
