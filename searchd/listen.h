/*
 * listen: the socket that connections come in by.
 */
#ifndef VB_SEARCHD_LISTEN_H
#define VB_SEARCHD_LISTEN_H

#include <sys/stat.h>

#include "base/status.h"

struct listener {
	int fd;
	char name[300];	  /* where it listens, for people */
	char path[108];	  /* of a socket file made here; "" if none */
	struct stat file; /* it, to remove no other */
};

/*
 * Listen at `where`: ADDRESS:PORT ([::1]:8080 for IPv6, port 0 for any free
 * one) or unix:PATH; a socket file that nobody listens on any more is
 * replaced. Returns VB_OK; VB_BAD_INPUT; VB_BUSY when somebody listens
 * there; VB_IO.
 */
vb_status listen_open(struct listener *out, const char *where,
		      struct vb_error *err);

/* Listen on `fd`, which is open already: systemd's. */
vb_status listen_take(struct listener *out, int fd, struct vb_error *err);

/* Remove the socket file, if it is still ours. The fd is the caller's. */
void listen_remove(struct listener *l);

#endif
