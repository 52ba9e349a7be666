/*
 * origin: "https://tim.example", what absolute addresses of ours begin with.
 *
 * Feeds, sitemaps and protocols need them. The configuration says it, or else
 * the Host of the request, which is as good as the client's own word: answers
 * that hold it are not kept for others.
 */
#ifndef VB_SEARCHD_ORIGIN_H
#define VB_SEARCHD_ORIGIN_H

#include "http.h"

/*
 * The origin, without a final slash; in the request's arena. A Host that
 * holds anything but what a host and port may is as none: http://localhost.
 * Empty when out of memory.
 */
struct vb_str origin_of(struct request *r);

/* The origin and `path`, in the arena; empty when out of memory. */
struct vb_str origin_url(struct request *r, struct vb_str path);

/*
 * The address of a document's page: origin, "/documents/" and its id; in the
 * arena. Empty when out of memory.
 */
struct vb_str origin_document(struct request *r, struct vb_str id);

/* Append the path of a document under `base` ("/documents/"), as it is asked
 * for; `end` ("/cites") follows the id. As vb_buf_append. */
vb_status origin_document_path(struct vb_buf *out, const char *base,
			       struct vb_str id, const char *end);

#endif
