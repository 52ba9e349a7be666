/* /api/v1/wanted and /api/v1/citing: of documents, held or not. */
#include "answers.h"

#include "archive/relation.h"
#include "output/output.h"
#include "params.h"

#define WANTED_USUAL 20
#define WANTED_MAX 1000

/* The answer's own size is no fault of the request. */
static vb_status written(vb_status st, struct vb_error *err)
{
	if (!st)
		return VB_OK;
	return vb_error_set(err, st == VB_TOO_BIG ? VB_INTERNAL : st,
			    "answer: %s", vb_status_text(st));
}

vb_status answer_wanted(struct request *r, struct vb_error *err)
{
	struct vb_style style = { .format = VB_FORMAT_JSON };
	struct vb_wanted *first = NULL;
	vb_archive *ar = NULL;
	size_t n = WANTED_USUAL, found = 0;
	vb_status st = params_number(&n, &r->url, "n", WANTED_MAX, err);

	if (!st)
		st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = vb_archive_wanted(&first, &found, ar, n, &r->arena, err);
	if (st)
		return st;
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	return written(vb_output_wanted(&r->reply.body, first, &style), err);
}

vb_status answer_cited_by(struct request *r, struct vb_error *err)
{
	struct vb_style style = { .format = VB_FORMAT_JSON };
	struct vb_str what = url_get(&r->url, "what");
	struct vb_citations all;
	vb_archive *ar = NULL;
	vb_status st;

	if (!what.len)
		return vb_error_set(err, VB_BAD_INPUT, "what: is missing");
	st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = vb_archive_cited_by(&all, ar, what, &r->arena, err);
	if (st)
		return st;
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	return written(vb_output_citations(&r->reply.body, &all, &style), err);
}
