/*
 * access: the log of requests, one JSON object a line.
 *
 * What it never holds unless asked for: what was searched, and who asked.
 */
#ifndef VB_SEARCHD_ACCESS_H
#define VB_SEARCHD_ACCESS_H

#include <stdint.h>

#include "address.h"
#include "base/buf.h"

typedef struct access_log access_log;

struct access_line {
	const char *id;	      /* of the request */
	const char *method;   /* "GET", "HEAD" or "OTHER" */
	const char *route;    /* of the table of paths: "/documents/" */
	const char *outcome;  /* "done", or why its end was not reached */
	const char *cache;    /* "hit", "miss", or NULL: not looked at */
	struct vb_str target; /* with log-queries, else empty */
	const struct address *client; /* with log-addresses, else NULL */
	unsigned status;
	size_t bytes; /* of the body */
	bool gzip;
	int64_t answer_us, whole_us; /* header -> answer ready, -> sent */
};

/* Append to the file `path`; NULL: standard error. VB_IO, VB_NO_MEMORY. */
vb_status access_open(access_log **out, const char *path, struct vb_error *err);
void access_close(access_log *a); /* NULL is allowed */

/*
 * Open the file of that name (NULL: standard error) and go on there: after a
 * rotation. VB_IO: it stays as it was.
 */
vb_status access_reopen(access_log *a, const char *path, struct vb_error *err);

/* Write a line at once and whole. False if it could not be written. */
bool access_write(access_log *a, const struct access_line *line);

#endif
