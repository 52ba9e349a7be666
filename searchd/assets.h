/*
 * assets: the files of web/, part of the program.
 */
#ifndef VB_SEARCHD_ASSETS_H
#define VB_SEARCHD_ASSETS_H

#include "base/str.h"

struct asset {
	const char *name; /* "home.html" */
	struct vb_str data;
};

/* The file of that name, or NULL. */
const struct asset *asset_find(struct vb_str name);

/*
 * The first 16 hex digits of the SHA-256 of all of them: changes with any.
 * assets_setup makes it, once, before any thread asks.
 */
void assets_setup(void);
const char *assets_digest(void);

#endif
