/* From a path to the one function that answers, and from a failure to what
 * the client is told. */
#include "http.h"

#include <stdio.h>

#include "answers.h"
#include "assets.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/json.h"
#include "message.h"
#include "page.h"
#include "protocol.h"
#include "reply.h"
#include "visits.h"
#include "words.h"

#define DAY_SECONDS 86400

static const struct route {
	const char *path;
	bool below; /* the path only begins so */
	vb_status (*answer)(struct request *r, struct vb_error *err);
	/* KEPT: the answer follows from target, language and index alone, so
	 * that it may be given again while the index stays as it is. */
	enum { FRESH, KEPT } keep;
} routes[] = {
	{ "/", false, answer_home, FRESH },
	{ "/search", false, answer_search_page, KEPT },
	{ "/documents/", true, answer_document_page, FRESH },
	{ "/browse", false, answer_browse_page, KEPT },
	{ "/newest", false, answer_newest_page, KEPT },
	{ "/mentions", false, answer_mention_page, FRESH },
	{ "/statistics", false, answer_statistics_page, FRESH },
	{ "/static/", true, answer_static, FRESH },
	{ "/embed.js", false, answer_embed, FRESH },
	{ "/api/v1/search", false, answer_search, KEPT },
	{ "/api/v1/resolve", false, answer_resolve, KEPT },
	{ "/api/v1/suggest", false, answer_suggest, KEPT },
	{ "/api/v1/browse", false, answer_browse, KEPT },
	{ "/api/v1/documents/", true, answer_document, FRESH },
	{ "/api/v1/stats", false, answer_stats, FRESH },
	{ "/feed.atom", false, answer_feed, FRESH },
	{ "/sitemap.xml", false, answer_sitemap, FRESH },
	{ "/sitemap-", true, answer_sitemap_part, FRESH },
	{ "/robots.txt", false, answer_robots, FRESH },
	{ "/opensearch.xml", false, answer_opensearch, FRESH },
	{ "/opensearch-suggest", false, answer_suggest, KEPT },
	{ "/openapi.json", false, answer_openapi, FRESH },
	{ "/api/v1/wanted", false, answer_wanted, FRESH },
	{ "/api/v1/citing", false, answer_cited_by, FRESH },
	{ "/oai", false, answer_oai, FRESH },
	{ "/sru", false, answer_sru, FRESH },
	{ "/metrics", false, answer_metrics, FRESH },
	{ "/healthz", false, answer_healthy, FRESH },
	{ "/readyz", false, answer_ready, FRESH },
};

#define N_ROUTES (sizeof(routes) / sizeof(routes[0]))

const char *http_route(size_t i)
{
	return i < N_ROUTES ? routes[i].path : NULL;
}

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
	{ 429, "Too Many Requests" },
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

#define PARAMETER "abcdefghijklmnopqrstuvwxyz_" /* letters of its name */

static vb_status write_page(struct request *r, unsigned status,
			    const char *detail)
{
	struct view *v = page_view(r);
	char key[16];

	snprintf(key, sizeof(key), "error.%u", status);
	view_number(v, "status", status);
	view_text(v, "title", vb_str_from(word(key, r->vietnamese)));
	if (status != 400) /* the others say it all in their title */
		;
	else if (r->vietnamese) /* details are in English: "NAME: …" */
		view_text(v, "parameter",
			  vb_str_of(detail, strspn(detail, PARAMETER)));
	else
		view_text(v, "detail", vb_str_from(detail));
	return template_render(&r->reply.body, "error.html", v, NULL);
}

void http_trouble(struct request *r, unsigned status, const char *detail)
{
	struct reply *reply = &r->reply;
	/* A person's page is of no use to what asks the rest. */
	bool api = vb_str_starts(r->url.path, VB_STR("/api/")) ||
		   vb_str_eq(r->url.path, VB_STR("/readyz"));
	vb_status st;

	vb_buf_truncate(&reply->body, 0);
	reply->status = status;
	reply->type = api ? HTTP_TYPE_PROBLEM : HTTP_TYPE_HTML;
	reply->cache = HTTP_CACHE_NEVER;
	reply->etag[0] = '\0';
	reply->modified = 0;
	reply->links = NULL;
	reply->gzip = false;
	reply->by_language = !api;
	if (status == 503)
		reply->retry_after = 2;
	st = api ? write_problem(&reply->body, status, detail) :
		   write_page(r, status, detail);
	if (st)
		vb_buf_truncate(&reply->body, 0);
	reply_encode(r);
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

/*
 * Does If-Modified-Since say that the client has it? Times are of whole
 * seconds, so one of just now may hide a second change; and what a document
 * is in force at changes with the day.
 */
static bool is_since(const struct request *r)
{
	time_t since, now = time(NULL), modified = r->reply.modified;

	return modified && r->if_modified_since &&
	       field_parse_date(&since, vb_str_trim(vb_str_from(
						r->if_modified_since))) &&
	       since >= modified && modified <= now - 2 &&
	       since / DAY_SECONDS == now / DAY_SECONDS;
}

bool http_unmodified(struct request *r)
{
	if (r->if_none_match ? !has_etag(r->if_none_match, r->reply.etag) :
			       !is_since(r))
		return false;
	r->reply.status = 304;
	r->reply.cache = HTTP_CACHE_ASK;
	return true;
}

bool http_unchanged(struct request *r, const char *kind, uint64_t revision)
{
	char seed[200], hex[VB_DIGEST_HEX], today[VB_TIME_TEXT];
	struct vb_digest digest;

	vb_clock_iso(today); /* what is in force changes with the day */
	snprintf(seed, sizeof(seed), "%s %llu %llu %s %s %d %.10s\n", kind,
		 (unsigned long long)revision,
		 (unsigned long long)handles_stamp(r->handles), VB_VERSION,
		 assets_digest(), r->vietnamese, today);
	vb_sha256_pair(&digest, vb_str_from(seed), r->target);
	vb_digest_hex(hex, &digest);
	snprintf(r->reply.etag, sizeof(r->reply.etag), "W/\"%.24s\"", hex);
	r->reply.modified = handles_modified(r->handles);
	if (r->reply.modified < r->service->started) /* templates are of then */
		r->reply.modified = r->service->started;
	return http_unmodified(r);
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
	/* Compressed it has other bytes, and the same tag: a weak one. */
	snprintf(reply->etag, sizeof(reply->etag), "%s\"%.24s\"",
		 reply_gzip_pays(reply->type, reply->body.len) ? "W/" : "",
		 hex);
	if (http_unmodified(r))
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

	/* A program that says nothing is answered in English. */
	r->vietnamese = vb_str_starts(r->url.path, VB_STR("/api/")) ?
				words_vietnamese(r->accept_language) :
				!words_english(r->accept_language);
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
	r->route = route ? (size_t)(route - routes) : N_ROUTES;
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
	if (route->keep == KEPT && reply_again(r))
		return VB_OK;
	return route->answer(r, err);
}

/* A page that people look at, whether it was sent again or not. */
static void note_visit(const struct request *r)
{
	const struct reply *reply = &r->reply;
	struct vb_str path = r->url.path;

	if ((reply->status == 200 || reply->status == 304) &&
	    !vb_str_starts(path, VB_STR("/api/")) &&
	    (reply->viewed.len || vb_str_eq(path, VB_STR("/")) ||
	     vb_str_eq(path, VB_STR("/search")) ||
	     vb_str_eq(path, VB_STR("/browse")) ||
	     vb_str_eq(path, VB_STR("/newest")) ||
	     vb_str_eq(path, VB_STR("/statistics"))))
		visits_note(r->service->visits, &r->client, r->user_agent,
			    reply->viewed);
}

/* Count what was learned on the way. */
static void note(struct request *r)
{
	struct service *s = r->service;
	unsigned reopens = r->handles ? handles_take_reopens(r->handles) : 0;

	if (reopens)
		metrics_add(s->metrics, COUNT_REOPENS, reopens);
	if (!r->reply.found_nothing)
		return;
	metrics_add(s->metrics, COUNT_NOTHING, 1);
	if (r->config->zero_results)
		zero_note(s->zero, url_get(&r->url, "q"));
}

/* What was made in haste has no validator, and no cache keeps it: the next
 * to ask may get all of it. */
static void let_pass(struct request *r)
{
	r->reply.etag[0] = '\0';
	r->reply.modified = 0;
	r->reply.cache = HTTP_CACHE_NEVER;
	reply_encode(r);
}

void http_answer(struct request *r)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = answer(r, &err);
	unsigned status = r->reply.status;
	bool expected;

	note(r);
	if (!st)
		note_visit(r);
	if (!st && r->reply.kept)
		return;
	if (!st && r->reply.passing) {
		let_pass(r);
		return;
	}
	if (!st) {
		validate_body(r);
		reply_encode(r);
		reply_keep(r);
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
	if (status == 400 && protocol_refuse(r, err.message)) {
		reply_encode(r);
		return;
	}
	/* What a failure inside says may name files: not for strangers. */
	http_trouble(r, status, expected ? err.message : NULL);
}
