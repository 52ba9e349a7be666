/*
 * http: a request and its reply, apart from the library that carries them.
 *
 * server.c makes a request, answer() fills its reply, server.c sends it.
 * Everything a request needs lives in its arena and goes with it.
 */
#ifndef VB_SEARCHD_HTTP_H
#define VB_SEARCHD_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "field.h"
#include "handles.h"
#include "service.h"
#include "url.h"

#define HTTP_LINE_BYTES 8192	/* of the request's target */
#define HTTP_HEADER_BYTES 16384 /* of the header fields */
#define HTTP_REPLY_BYTES ((size_t)512 << 20)

#define HTTP_TYPE_HTML "text/html; charset=utf-8"
#define HTTP_TYPE_TEXT "text/plain; charset=utf-8"
#define HTTP_TYPE_JSON "application/json"
#define HTTP_TYPE_PROBLEM "application/problem+json"

#define HTTP_CACHE_ASK "no-cache" /* keep it, and ask each time */
#define HTTP_CACHE_NEVER "no-store"
#define HTTP_CACHE_FOREVER "public, max-age=31536000, immutable"

struct reply {
	unsigned status;   /* 0: not decided yet */
	const char *type;  /* of the body */
	const char *cache; /* Cache-Control */
	struct vb_buf body;
	char etag[48];	      /* with its quotes; "" for none */
	int retry_after;      /* seconds; 0: none */
	bool by_language;     /* Vary: Accept-Language */
	bool gzip;	      /* how the body is encoded */
	bool found_nothing;   /* a search without a result, to be counted */
	bool passing;	      /* made in haste: nobody is to keep it */
	time_t modified;      /* Last-Modified; 0: none */
	struct kept *kept;    /* has the body, instead of `body`; or NULL */
	const char *links;    /* Link header, in the arena; or NULL */
	struct vb_str viewed; /* id of the document that a page shows */
};

struct request {
	struct vb_arena arena;
	const char *dir;      /* the data directory */
	struct vb_str target; /* as it came */
	struct url url;
	const char *accept_language; /* a header, or NULL */
	const char *if_none_match;
	const char *if_modified_since;
	const char *accept_encoding;
	const char *user_agent;
	const char *origin;
	const char *host;	/* the header, or NULL */
	const char *public_url; /* of the configuration, or NULL */
	bool vietnamese;	/* language of pages */
	bool said_language;	/* by lang=, so links repeat it */
	struct handles *handles;
	struct service *service;
	const struct config *config; /* of when it came */
	struct address client;
	char id[FIELD_ID + 1];
	const char *method;	      /* "GET", "HEAD" or "OTHER" */
	const char *cache;	      /* "hit", "miss", NULL: not looked at */
	size_t route;		      /* of http_route; past them: none */
	struct vb_digest key;	      /* in the cache, once r->cache is set */
	int64_t header_us, answer_us; /* clock: read; answer ready */
	struct reply reply;
};

/* Fill r->reply for a GET of r->target. Never fails: trouble is a reply. */
void http_answer(struct request *r);

/* The i-th path of the table in answer.c, for counts and logs; NULL past it.
 * A constant. */
const char *http_route(size_t i);

/*
 * A reply that says what is wrong: problem+json below /api/, else a page.
 * `detail` may be NULL.
 */
void http_trouble(struct request *r, unsigned status, const char *detail);

/*
 * Give the reply the validator of this request at `revision`; `kind` parts
 * answers that count revisions otherwise. True when the client has it: the
 * reply is 304 and done.
 */
bool http_unchanged(struct request *r, const char *kind, uint64_t revision);

/*
 * If the client says that it has the reply with this validator, or none
 * newer than reply.modified, the reply is 304: true.
 */
bool http_unmodified(struct request *r);

/* A reply of 200 whose body the caller appends to r->reply.body. */
void http_ok(struct request *r, const char *type, const char *cache);

/* The standard phrase of a status: "Not Found". A constant, never NULL. */
const char *http_phrase(unsigned status);

#endif
