/*
 * reply: what is done to every answer: its encoding, its header fields, and
 * keeping it for the next who asks the same.
 */
#ifndef VB_SEARCHD_REPLY_H
#define VB_SEARCHD_REPLY_H

#include "http.h"

/*
 * The reply from the cache, if it has one for the request at the index's
 * state now: also 304, when the client has it. Sets r->cache.
 */
bool reply_again(struct request *r);

/* Put a reply of 200 into the cache, if the index is still as it was. */
void reply_keep(struct request *r);

/* Compress the body where the client wants it and it pays. */
void reply_encode(struct request *r);

/* Is it a type that compresses, of a length where that pays? */
bool reply_gzip_pays(const char *type, size_t len);

/* The body, wherever it is; valid as long as the reply. */
struct vb_str reply_body(const struct reply *reply);

/* Each header field of the reply goes to `add`; names and values are free of
 * control characters. */
typedef void (*reply_add)(void *to, const char *name, const char *value);
void reply_headers(const struct request *r, bool closing, reply_add add,
		   void *to);

#endif
