/*
 * remote_http: one GET. The only file that knows libcurl is remote_http.c.
 */
#ifndef VB_CLI_REMOTE_HTTP_H
#define VB_CLI_REMOTE_HTTP_H

#include "remote.h"

/* Append `s`, everything but RFC 3986's unreserved characters as %XX. */
vb_status remote_encode(struct vb_buf *path, struct vb_str s);

/* Append ?NAME=VALUE or &NAME=VALUE; nothing when the value is empty. */
vb_status remote_add(struct vb_buf *path, const char *name,
		     struct vb_str value);
vb_status remote_add_number(struct vb_buf *path, const char *name, size_t n);

/* Append "/api/v1/documents/ID" and `end`. */
vb_status remote_document_path(struct vb_buf *path, struct vb_str id,
			       const char *end);

/*
 * GET `path` below --server into r->body, which is empty; `json` says that the
 * answer must be JSON, and it is checked to be. Redirects are followed a few
 * times, to http and https alone; certificates are verified; an answer may
 * have VB_CLI_OUTPUT bytes, and VB_BLOB_LIMIT without `json`. Fails as
 * remote.h says.
 */
vb_status remote_get(const struct remote *r, struct vb_str path, bool json);

/*
 * GET `path`, which was made with status `st`, as JSON; it is cleared in any
 * case. `*object` is what came, in r->body; empty after a failure. As
 * remote_get, or `st` in words.
 */
vb_status remote_object(struct vb_str *object, const struct remote *r,
			struct vb_buf *path, vb_status st);

/* The status of what was read, with its words in r->err. */
vb_status remote_done(const struct remote *r, vb_status st);

#endif
