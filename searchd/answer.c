/* From a path to the one function that answers, and from a failure to what
 * the client is told. */
#include "http.h"

#include <stdio.h>

#include "answers.h"
#include "assets.h"
#include "base/digest.h"
#include "base/json.h"
#include "message.h"
#include "page.h"
#include "words.h"

static const struct route {
	const char *path;
	bool below; /* the path only begins so */
	vb_status (*answer)(struct request *r, struct vb_error *err);
} routes[] = {
	{ "/", false, answer_home },
	{ "/search", false, answer_search_page },
	{ "/documents/", true, answer_document_page },
	{ "/static/", true, answer_static },
	{ "/api/v1/search", false, answer_search },
	{ "/api/v1/resolve", false, answer_resolve },
	{ "/api/v1/documents/", true, answer_document },
	{ "/api/v1/stats", false, answer_stats },
	{ "/healthz", false, answer_healthy },
	{ "/readyz", false, answer_ready },
};

#define N_ROUTES (sizeof(routes) / sizeof(routes[0]))

static const struct {
	unsigned status;
	const char *phrase;
} phrases[] = {
	{ 200, "OK" },
	{ 304, "Not Modified" },
	{ 400, "Bad Request" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 410, "Gone" },
	{ 414, "URI Too Long" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 503, "Service Unavailable" },
};

const char *http_phrase(unsigned status)
{
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (phrases[i].status == status)
			return phrases[i].phrase;
	return "Unknown";
}

/* Of a failure that an answer returned. */
static unsigned status_of(vb_status st)
{
	switch (st) {
	case VB_BAD_INPUT:
	case VB_BAD_ENCODING:
	case VB_TOO_BIG:
		return 400;
	case VB_NOT_FOUND:
		return 404;
	case VB_BUSY:
	case VB_TIMEOUT:
	case VB_MISMATCH:
	case VB_CANCELLED:
		return 503;
	default:
		return 500;
	}
}

void http_ok(struct request *r, const char *type, const char *cache)
{
	r->reply.status = 200;
	r->reply.type = type;
	r->reply.cache = cache;
}

static vb_status write_problem(struct vb_buf *out, unsigned status,
			       const char *detail)
{
	struct vb_json j = VB_JSON_INIT(out);

	vb_json_object(&j);
	vb_json_key(&j, "type");
	vb_json_cstr(&j, "about:blank");
	vb_json_key(&j, "title");
	vb_json_cstr(&j, http_phrase(status));
	vb_json_key(&j, "status");
	vb_json_int(&j, status);
	if (detail) {
		vb_json_key(&j, "detail");
		vb_json_cstr(&j, detail);
	}
	vb_json_end(&j);
	return vb_json_status(&j);
}

static vb_status write_page(struct request *r, unsigned status,
			    const char *detail)
{
	struct view *v = page_view(r);
	char key[16];

	snprintf(key, sizeof(key), "error.%u", status);
	view_number(v, "status", status);
	view_text(v, "title", vb_str_from(word(key, r->vietnamese)));
	if (status == 400) /* the others say it all in their title */
		view_text(v, "detail", vb_str_from(detail));
	return template_render(&r->reply.body, "error.html", v, NULL);
}

void http_trouble(struct request *r, unsigned status, const char *detail)
{
	struct reply *reply = &r->reply;
	bool api = vb_str_starts(r->url.path, VB_STR("/api/"));
	vb_status st;

	vb_buf_truncate(&reply->body, 0);
	reply->status = status;
	reply->type = api ? HTTP_TYPE_PROBLEM : HTTP_TYPE_HTML;
	reply->cache = HTTP_CACHE_NEVER;
	reply->etag[0] = '\0';
	reply->by_language = !api;
	reply->retry_after = status == 503 ? 2 : 0;
	st = api ? write_problem(&reply->body, status, detail) :
		   write_page(r, status, detail);
	if (st)
		vb_buf_truncate(&reply->body, 0);
}

/* Does an If-None-Match header hold `etag`? Weak comparison, RFC 9110. */
static bool has_etag(const char *header, const char *etag)
{
	struct vb_str rest = vb_str_trim(vb_str_from(header));
	struct vb_str want = vb_str_from(etag);

	if (vb_str_eq(rest, VB_STR("*")))
		return true;
	if (vb_str_starts(want, VB_STR("W/")))
		want = vb_str_skip(want, 2);
	/* Quotes are part of `want`, and can't stand inside a tag. */
	return vb_str_find(rest, want, 0) != VB_NPOS;
}

static bool answer_304(struct request *r)
{
	if (!r->if_none_match || !has_etag(r->if_none_match, r->reply.etag))
		return false;
	r->reply.status = 304;
	r->reply.cache = HTTP_CACHE_ASK;
	return true;
}

bool http_unchanged(struct request *r, const char *kind, uint64_t revision)
{
	char seed[160], hex[VB_DIGEST_HEX];
	struct vb_digest digest;

	snprintf(seed, sizeof(seed), "%s %llu %s %s %d\n", kind,
		 (unsigned long long)revision, VB_VERSION, assets_digest(),
		 r->vietnamese);
	vb_sha256_pair(&digest, vb_str_from(seed), r->target);
	vb_digest_hex(hex, &digest);
	snprintf(r->reply.etag, sizeof(r->reply.etag), "W/\"%.24s\"", hex);
	return answer_304(r);
}

/* A validator for what has none: the bytes themselves. */
static void validate_body(struct request *r)
{
	struct reply *reply = &r->reply;
	char hex[VB_DIGEST_HEX];
	struct vb_digest digest;

	if (reply->status != 200 || reply->etag[0])
		return;
	vb_sha256(&digest, vb_buf_str(&reply->body));
	vb_digest_hex(hex, &digest);
	snprintf(reply->etag, sizeof(reply->etag), "\"%.24s\"", hex);
	if (answer_304(r))
		vb_buf_truncate(&reply->body, 0);
}

static const struct route *find_route(struct vb_str path)
{
	for (size_t i = 0; i < N_ROUTES; i++) {
		struct vb_str want = vb_str_from(routes[i].path);

		if (routes[i].below ? vb_str_starts(path, want) :
				      vb_str_eq(path, want))
			return &routes[i];
	}
	return NULL;
}

/* The language of the page, from lang= or the header. */
static vb_status choose_language(struct request *r, struct vb_error *err)
{
	struct vb_str lang = url_get(&r->url, "lang");

	r->vietnamese = !words_english(r->accept_language);
	if (!lang.len)
		return VB_OK;
	r->said_language = true;
	r->vietnamese = vb_str_eq(lang, VB_STR("vi"));
	if (!r->vietnamese && !vb_str_eq(lang, VB_STR("en")))
		return vb_error_set(err, VB_BAD_INPUT,
				    "lang: is neither vi nor en");
	return VB_OK;
}

static vb_status answer(struct request *r, struct vb_error *err)
{
	const struct route *route = find_route(r->url.path);
	vb_status st;

	r->vietnamese = !words_english(r->accept_language);
	if (!route)
		return vb_error_set(err, VB_NOT_FOUND, "no such path");
	st = url_params(&r->url, &r->arena, err);
	if (!st)
		st = choose_language(r, err);
	if (st)
		return st;
	r->handles = handles_mine(r->dir);
	if (!r->handles)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	return route->answer(r, err);
}

void http_answer(struct request *r)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = answer(r, &err);
	unsigned status = r->reply.status;
	bool expected;

	if (!st) {
		validate_body(r);
		return;
	}
	if (status < 400)
		status = status_of(st);
	expected = status < 500 || st == VB_TIMEOUT || st == VB_BUSY;
	if (!expected) {
		message_seldom("request", "%s", err.message);
		if (r->handles)
			handles_drop(r->handles);
	}
	/* What a failure inside says may name files: not for strangers. */
	http_trouble(r, status, expected ? err.message : NULL);
}
