/* The JSON answers, by the writers that the command line uses too. */
#include "answers.h"

#include <stdatomic.h>

#include "archive/relation.h"
#include "base/clock.h"
#include "links.h"
#include "notes.h"
#include "output/output.h"
#include "params.h"

#define DOCUMENTS "/api/v1/documents/"
#define CITES "/cites"
#define CITED_BY "/cited-by"
#define RELATED "/related"

/* The answer's own size is no fault of the request. */
static vb_status written(vb_status st, struct vb_error *err)
{
	if (!st)
		return VB_OK;
	return vb_error_set(err, st == VB_TOO_BIG ? VB_INTERNAL : st,
			    "answer: %s", vb_status_text(st));
}

vb_status run_search(struct vb_results *out, bool *done, struct request *r,
		     const struct vb_request *request, struct vb_error *err)
{
	vb_searcher *searcher = NULL;
	uint64_t revision = 0;
	vb_status st = handles_searcher(&searcher, &revision, r->handles, err);

	*done = false;
	if (st)
		return st;
	*done = http_unchanged(r, "index", revision);
	if (*done)
		return VB_OK;
	st = vb_search(out, searcher, request, &r->arena, err);
	if (st == VB_NOT_FOUND) /* the index went away under us */
		st = VB_BUSY;
	/* A commit may have come in between. */
	if (!st)
		http_unchanged(r, "index", out->revision);
	r->reply.found_nothing = !st && !out->total && request->query.len;
	r->reply.passing |= !st && out->hasty;
	return st;
}

static vb_status write_results(struct request *r, const struct vb_results *res,
			       const struct vb_style *style,
			       struct vb_error *err)
{
	struct vb_results said = *res;

	if (r->vietnamese && said.notes.len)
		said.notes = notes_vietnamese(said.notes, &r->arena);
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	r->reply.by_language = true;
	return written(vb_output_results(&r->reply.body, &said, style), err);
}

/* The other pages of the same answer. */
static vb_status add_links(struct request *r, const struct vb_request *asked,
			   const struct vb_results *res)
{
	const struct links_place place = { .offset = asked->offset,
					   .n = asked->n,
					   .shown = res->n_hits,
					   .total = res->total,
					   .exact = res->exact };
	struct links links;
	vb_status st = links_make(&links, r, "/api/v1/search", &place);

	return st ? st : links_header(r, &links);
}

vb_status answer_search(struct request *r, struct vb_error *err)
{
	struct vb_request request;
	struct vb_results results;
	struct vb_style style = { .format = VB_FORMAT_JSON };
	bool done = false;
	vb_status st = params_search(&request, &r->url, err);

	if (!st)
		st = run_search(&results, &done, r, &request, err);
	if (st || done)
		return st;
	style.query = request.query;
	style.explain = request.explain;
	st = add_links(r, &request, &results);
	return st ? st : write_results(r, &results, &style, err);
}

vb_status answer_resolve(struct request *r, struct vb_error *err)
{
	struct vb_str number = url_get(&r->url, "number");
	struct vb_style style = { .format = VB_FORMAT_JSON, .query = number };
	vb_searcher *searcher = NULL;
	struct vb_results results;
	uint64_t revision = 0;
	size_t n = 10;
	vb_status st = params_number(&n, &r->url, "n", VB_SEARCH_PAGE, err);

	if (!st && !number.len)
		st = vb_error_set(err, VB_BAD_INPUT, "number: is missing");
	if (!st)
		st = handles_searcher(&searcher, &revision, r->handles, err);
	if (!st && http_unchanged(r, "index", revision))
		return VB_OK;
	if (!st)
		st = vb_resolve(&results, searcher, number, n, &r->arena, err);
	return st ? st : write_results(r, &results, &style, err);
}

/* The document whose ID stands before `end` in the path: it must be held and
 * not withdrawn. */
static vb_status document_before(struct vb_str *id, struct request *r,
				 struct vb_str end, struct vb_error *err)
{
	struct vb_str raw = vb_str_skip(r->url.path, sizeof(DOCUMENTS) - 1);
	struct vb_held held;
	vb_archive *ar = NULL;
	vb_status st;

	if (raw.len < end.len)
		return vb_error_set(err, VB_NOT_FOUND, "no such path");
	st = url_decode(id, &r->arena, vb_str_sub(raw, 0, raw.len - end.len),
			false, "path", err);
	if (!st && !id->len)
		*id = url_get(&r->url, "id");
	if (!st)
		st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = vb_archive_get(&held, ar, *id, 0, &r->arena, err);
	if (st == VB_NOT_FOUND)
		return vb_error_set(err, st, "no such document");
	if (!st && held.withdrawn) {
		r->reply.status = 410;
		return vb_error_set(err, VB_NOT_FOUND,
				    "the document was withdrawn");
	}
	return st;
}

static vb_status
answer_citations(struct request *r, struct vb_str end,
		 vb_status (*ask)(struct vb_citations *out, vb_archive *ar,
				  struct vb_str what, struct vb_arena *arena,
				  struct vb_error *err),
		 struct vb_error *err)
{
	struct vb_style style = { .format = VB_FORMAT_JSON };
	struct vb_citations all;
	struct vb_str id;
	vb_archive *ar = NULL;
	vb_status st = document_before(&id, r, end, err);

	if (!st)
		st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = ask(&all, ar, id, &r->arena, err);
	if (st)
		return st;
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	return written(vb_output_citations(&r->reply.body, &all, &style), err);
}

/* Of a document that is held but not yet in the index nothing is known. */
static vb_status answer_related(struct request *r, struct vb_error *err)
{
	struct vb_style style = { .format = VB_FORMAT_JSON };
	struct vb_related_list list;
	vb_searcher *searcher = NULL;
	uint64_t revision = 0;
	struct vb_str id;
	size_t n = 10;
	vb_status st = params_number(&n, &r->url, "n", VB_SIMILAR_MAX, err);

	if (!st)
		st = document_before(&id, r, VB_STR(RELATED), err);
	if (!st)
		st = handles_searcher(&searcher, &revision, r->handles, err);
	if (!st && http_unchanged(r, "related", revision))
		return VB_OK;
	if (st)
		return st;
	st = vb_similar(&list, searcher, id, n, &r->arena, err);
	if (st && st != VB_NOT_FOUND)
		return st;
	if (!st)
		http_unchanged(r, "related", list.revision);
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	return written(vb_output_related(&r->reply.body, &list, &style), err);
}

vb_status answer_document(struct request *r, struct vb_error *err)
{
	struct document d = DOCUMENT_INIT;
	struct vb_style style = { .format = VB_FORMAT_JSON };
	struct vb_effect effect;
	vb_archive *ar = NULL;
	char now[VB_TIME_TEXT];
	bool done = false;
	vb_status st;

	if (vb_str_ends(r->url.path, VB_STR(CITES)))
		return answer_citations(r, VB_STR(CITES), vb_archive_cites,
					err);
	if (vb_str_ends(r->url.path, VB_STR(CITED_BY)))
		return answer_citations(r, VB_STR(CITED_BY),
					vb_archive_cited_by, err);
	if (vb_str_ends(r->url.path, VB_STR(RELATED)))
		return answer_related(r, err);
	st = answer_export(&done, r, err);
	if (st || done)
		return st;
	st = document_read(&d, &done, r, DOCUMENTS, err);
	vb_clock_iso(now);
	if (!st && !done)
		st = handles_archive(&ar, r->handles, err);
	if (!st && !done)
		st = vb_archive_effect(&effect, ar, &d.held, vb_str_of(now, 10),
				       &r->arena, err);
	if (!st && !done) {
		http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
		st = written(vb_output_document(&r->reply.body, &d.held,
						d.record.text, &effect, &style),
			     err);
	}
	document_clear(&d);
	return st;
}

vb_status answer_stats(struct request *r, struct vb_error *err)
{
	struct vb_stats stats = { .has_index = true };
	struct vb_style style = { .format = VB_FORMAT_JSON };
	vb_searcher *searcher = NULL;
	vb_archive *ar = NULL;
	uint64_t revision;
	vb_status st = handles_searcher(&searcher, &revision, r->handles, err);

	if (!st)
		st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = vb_archive_stats(&stats.archive, ar, err);
	if (!st)
		st = vb_searcher_stats(&stats.index, searcher, err);
	if (st)
		return st;
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	return written(vb_output_stats(&r->reply.body, &stats, &style), err);
}

/* The process answers. */
vb_status answer_healthy(struct request *r, struct vb_error *err)
{
	http_ok(r, HTTP_TYPE_TEXT, HTTP_CACHE_NEVER);
	return written(vb_buf_append(&r->reply.body, VB_STR("ok\n")), err);
}

vb_status answer_metrics(struct request *r, struct vb_error *err)
{
	struct service *s = r->service;
	struct gauges g = { .connections = atomic_load(&s->connections) };
	struct vb_index_stats stats;
	vb_searcher *searcher = NULL;

	if (!handles_searcher(&searcher, &g.revision, r->handles, NULL) &&
	    !vb_searcher_stats(&stats, searcher, NULL)) {
		g.has_index = true;
		g.revision = stats.revision;
		g.documents = stats.documents;
	}
	cache_look(&g.cache, s->cache);
	http_ok(r, "text/plain; version=0.0.4; charset=utf-8",
		HTTP_CACHE_NEVER);
	return written(metrics_write(&r->reply.body, s->metrics, &g), err);
}

/* There is something to answer with. */
vb_status answer_ready(struct request *r, struct vb_error *err)
{
	vb_searcher *searcher = NULL;
	vb_archive *ar = NULL;
	uint64_t revision;
	vb_status st = handles_searcher(&searcher, &revision, r->handles, err);

	if (!st)
		st = handles_archive(&ar, r->handles, err);
	return st ? st : answer_healthy(r, err);
}
