/*
 * config: the daemon's options, from the command line and a file.
 */
#ifndef VB_SEARCHD_CONFIG_H
#define VB_SEARCHD_CONFIG_H

#include "base/arena.h"
#include "base/buf.h"

struct config {
	struct vb_arena arena;
	struct vb_buf dir;     /* the data directory */
	const char *listen;    /* ADDRESS:PORT or unix:PATH */
	unsigned threads;      /* that answer */
	unsigned connections;  /* open at once */
	unsigned per_address;  /* of one client; 0: no limit */
	unsigned idle_timeout; /* seconds */
};

/*
 * Read the command line and the file that --config names; what the command
 * line says wins. Returns -1 to go on; else the exit status, with the reason
 * on stderr or the help on stdout.
 */
int config_read(struct config *out, int argc, char **argv);

void config_clear(struct config *c);

#endif
