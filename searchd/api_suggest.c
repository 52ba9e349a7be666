/* What somebody may be about to type: /api/v1/suggest?q=, and for browsers
 * /opensearch-suggest?q=. */
#include "answers.h"

#include "index/suggest.h"
#include "opensearch.h"
#include "origin.h"
#include "output/output.h"
#include "params.h"

#define URL_BYTES 8192

/* Where the pages of the documents among them are. */
static vb_status set_urls(struct vb_suggestions *list, struct request *r)
{
	struct vb_buf url = VB_BUF_INIT(URL_BYTES);
	vb_status st = VB_OK;

	for (size_t i = 0; i < list->n && !st; i++) {
		struct vb_suggestion *s = &list->items[i];

		if (!s->id.len)
			continue;
		vb_buf_truncate(&url, 0);
		if (origin_document_path(&url, "/documents/", s->id, ""))
			continue; /* too long for an address */
		if (!vb_arena_dup(&s->url, &r->arena, vb_buf_str(&url)))
			st = VB_NO_MEMORY;
	}
	vb_buf_clear(&url);
	return st;
}

vb_status answer_suggest(struct request *r, struct vb_error *err)
{
	struct vb_style style = { .format = VB_FORMAT_JSON,
				  .query = url_get(&r->url, "q") };
	vb_searcher *searcher = NULL;
	struct vb_suggestions list;
	uint64_t revision = 0;
	size_t n = VB_SUGGEST_USUAL;
	bool opensearch = vb_str_eq(r->url.path, VB_STR(OPENSEARCH_SUGGEST));
	vb_status st = params_number(&n, &r->url, "n", VB_SUGGEST_MAX, err);

	if (!st)
		st = handles_searcher(&searcher, &revision, r->handles, err);
	if (!st && http_unchanged(r, "suggest", revision))
		return VB_OK;
	if (!st)
		st = vb_suggest(&list, searcher, style.query, n, &r->arena,
				err);
	if (st == VB_NOT_FOUND) /* the index went away under us */
		st = VB_BUSY;
	if (st)
		return st;
	http_unchanged(r, "suggest", list.revision);
	http_ok(r, opensearch ? OPENSEARCH_TYPE_SUGGESTIONS : HTTP_TYPE_JSON,
		HTTP_CACHE_ASK);
	st = set_urls(&list, r);
	if (!st && opensearch)
		st = opensearch_suggestions(&r->reply.body, &list, style.query);
	else if (!st)
		st = vb_output_suggestions(&r->reply.body, &list, &style);
	return st ? vb_error_set(err, st == VB_TOO_BIG ? VB_INTERNAL : st,
				 "answer: %s", vb_status_text(st)) :
		    VB_OK;
}
