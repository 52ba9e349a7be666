#include "reply.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/deflate.h"

#define GZIP_LEAST 1024		       /* less is one packet anyway */
#define GZIP_QUICK ((size_t)256 << 10) /* more is compressed in a hurry */

static const char policy[] =
	"default-src 'none'; style-src 'self'; script-src 'self'; "
	"connect-src 'self'; img-src 'self' data:; "
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/* Types that are text, by how they begin or end. */
static const char *const text_starts[] = { "text/",
					   "application/json",
					   "application/problem+json",
					   "application/javascript",
					   "application/xml",
					   "application/x-ndjson",
					   "image/svg+xml" };
static const char *const text_ends[] = { "+xml", "+json" };

bool reply_gzip_pays(const char *type, size_t len)
{
	struct vb_str name = vb_str_from(type);

	if (len < GZIP_LEAST)
		return false;
	name = vb_str_trim(
		vb_str_sub(name, 0, vb_str_find(name, VB_STR(";"), 0)));
	for (size_t i = 0; i < sizeof(text_starts) / sizeof(*text_starts); i++)
		if (vb_str_starts(name, vb_str_from(text_starts[i])))
			return true;
	for (size_t i = 0; i < sizeof(text_ends) / sizeof(*text_ends); i++)
		if (vb_str_ends(name, vb_str_from(text_ends[i])))
			return true;
	return false;
}

struct vb_str reply_body(const struct reply *reply)
{
	return vb_buf_str(reply->kept ? &reply->kept->body : &reply->body);
}

void reply_encode(struct request *r)
{
	struct reply *reply = &r->reply;
	struct vb_buf packed = VB_BUF_INIT(HTTP_REPLY_BYTES);
	struct vb_str body = vb_buf_str(&reply->body);

	if (reply->gzip || reply->kept ||
	    !reply_gzip_pays(reply->type, body.len) ||
	    !field_wants_gzip(vb_str_from(r->accept_encoding)))
		return;
	if (!vb_gzip(&packed, body, body.len > GZIP_QUICK ? 1 : 6, NULL)) {
		vb_buf_swap(&reply->body, &packed);
		reply->gzip = true;
	}
	vb_buf_clear(&packed);
}

/*
 * What an answer of this route follows from, the index's state included.
 * False when there is no index.
 */
static bool make_key(struct vb_digest *key, struct request *r)
{
	const char *base = r->public_url ? r->public_url : r->host;
	char seed[700], today[VB_TIME_TEXT];
	vb_searcher *searcher = NULL;
	uint64_t revision = 0;
	int n;

	if (handles_searcher(&searcher, &revision, r->handles, NULL))
		return false;
	vb_clock_iso(today);
	n = snprintf(seed, sizeof(seed), "%.10s %llu %llu %d%d%d %s\n", today,
		     (unsigned long long)handles_stamp(r->handles),
		     (unsigned long long)revision, r->vietnamese,
		     r->said_language,
		     field_wants_gzip(vb_str_from(r->accept_encoding)),
		     base ? base : "");
	if (n < 0 || (size_t)n >= sizeof(seed))
		return false;
	vb_sha256_pair(key, vb_str_of(seed, (size_t)n), r->target);
	return true;
}

bool reply_again(struct request *r)
{
	struct reply *reply = &r->reply;
	struct kept *k;

	if (!cache_is_on(r->service->cache) || !make_key(&r->key, r))
		return false;
	k = cache_get(r->service->cache, &r->key);
	r->cache = k ? "hit" : "miss";
	if (!k)
		return false;
	http_ok(r, k->type, k->control);
	memcpy(reply->etag, k->etag, sizeof(reply->etag));
	reply->modified = k->modified;
	reply->by_language = k->by_language;
	reply->found_nothing = k->found_nothing;
	reply->gzip = k->gzip;
	reply->links = k->links;
	reply->kept = k; /* released with the request */
	http_unmodified(r);
	return true;
}

void reply_keep(struct request *r)
{
	const struct reply *reply = &r->reply;
	struct kept k = { .body = reply->body,
			  .type = reply->type,
			  .control = reply->cache,
			  .links = (char *)reply->links,
			  .modified = reply->modified,
			  .gzip = reply->gzip,
			  .by_language = reply->by_language,
			  .found_nothing = reply->found_nothing };
	struct vb_digest now;

	if (!r->cache || reply->kept || reply->status != 200 ||
	    !make_key(&now, r) || !vb_digest_eq(&now, &r->key))
		return;
	memcpy(k.etag, reply->etag, sizeof(k.etag));
	cache_put(r->service->cache, &now, &k);
}

static void add_origin(const struct request *r, reply_add add, void *to)
{
	struct vb_str origin = vb_str_from(r->origin);

	for (size_t i = 0; i < r->config->n_origins && origin.len; i++) {
		if (!vb_str_eq(origin, r->config->origins[i]))
			continue;
		add(to, "Access-Control-Allow-Origin",
		    r->config->origins[i].ptr);
		add(to, "Access-Control-Expose-Headers",
		    "ETag, Link, Retry-After, X-Request-Id");
		return;
	}
}

static void add_vary(const struct request *r, reply_add add, void *to)
{
	char vary[60];

	snprintf(vary, sizeof(vary), "Accept-Encoding%s%s",
		 r->reply.by_language ? ", Accept-Language" : "",
		 r->config->n_origins ? ", Origin" : "");
	add(to, "Vary", vary);
}

void reply_headers(const struct request *r, bool closing, reply_add add,
		   void *to)
{
	const struct reply *reply = &r->reply;
	char seconds[16], modified[FIELD_DATE] = "";

	snprintf(seconds, sizeof(seconds), "%d", reply->retry_after);
	if (reply->modified)
		field_print_date(modified, reply->modified);
	const struct {
		const char *name, *value;
	} fields[] = {
		{ "Content-Type", reply->status == 304 ? NULL : reply->type },
		{ "Content-Encoding",
		  reply->gzip && reply->status != 304 ? "gzip" : NULL },
		{ "Cache-Control", reply->cache },
		{ "ETag", reply->etag },
		{ "Last-Modified", modified },
		{ "Link", reply->links },
		{ "Content-Security-Policy", policy },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "strict-origin-when-cross-origin" },
		{ "X-Request-Id", r->id },
		{ "Allow", reply->status == 405 ? "GET, HEAD" : NULL },
		{ "Retry-After", reply->retry_after ? seconds : NULL },
		{ "Connection", closing ? "close" : NULL },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].value && *fields[i].value)
			add(to, fields[i].name, fields[i].value);
	add_vary(r, add, to);
	add_origin(r, add, to);
}
