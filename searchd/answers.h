/*
 * answers: one function for each path; the table is in answer.c.
 *
 * Each fills r->reply or fails: VB_NOT_FOUND is 404, VB_BAD_INPUT and
 * VB_TOO_BIG 400, VB_BUSY, VB_TIMEOUT and VB_MISMATCH 503, all else 500,
 * unless r->reply.status says another one.
 */
#ifndef VB_SEARCHD_ANSWERS_H
#define VB_SEARCHD_ANSWERS_H

#include "document.h"
#include "http.h"
#include "index/search.h"

/* api.c */
vb_status answer_search(struct request *r, struct vb_error *err);
vb_status answer_resolve(struct request *r, struct vb_error *err);
vb_status answer_suggest(struct request *r, struct vb_error *err);
vb_status answer_document(struct request *r, struct vb_error *err);
vb_status answer_stats(struct request *r, struct vb_error *err);
vb_status answer_healthy(struct request *r, struct vb_error *err);
vb_status answer_ready(struct request *r, struct vb_error *err);
vb_status answer_metrics(struct request *r, struct vb_error *err);

/* static.c */
vb_status answer_static(struct request *r, struct vb_error *err);
vb_status answer_embed(struct request *r, struct vb_error *err);

/* feed.c, sitemap.c, opensearch.c, openapi.c, export.c */
vb_status answer_feed(struct request *r, struct vb_error *err);
vb_status answer_sitemap(struct request *r, struct vb_error *err);
vb_status answer_sitemap_part(struct request *r, struct vb_error *err);
vb_status answer_robots(struct request *r, struct vb_error *err);
vb_status answer_opensearch(struct request *r, struct vb_error *err);
vb_status answer_openapi(struct request *r, struct vb_error *err);
/* What stands behind a document's ID in the path, if it is an export of it:
 * `*mine`. */
vb_status answer_export(bool *mine, struct request *r, struct vb_error *err);

/* api_lists.c */
vb_status answer_wanted(struct request *r, struct vb_error *err);
vb_status answer_cited_by(struct request *r, struct vb_error *err);

/* oai.c, sru.c */
vb_status answer_oai(struct request *r, struct vb_error *err);
vb_status answer_sru(struct request *r, struct vb_error *err);

/* page_browse.c */
vb_status answer_browse(struct request *r, struct vb_error *err);
vb_status answer_browse_page(struct request *r, struct vb_error *err);

/* page_mention.c, page_statistics.c */
vb_status answer_mention_page(struct request *r, struct vb_error *err);
vb_status answer_statistics_page(struct request *r, struct vb_error *err);

/* page_home.c, page_search.c, page_document.c */
vb_status answer_home(struct request *r, struct vb_error *err);
vb_status answer_newest_page(struct request *r, struct vb_error *err);
vb_status answer_search_page(struct request *r, struct vb_error *err);
vb_status answer_document_page(struct request *r, struct vb_error *err);

/*
 * Search for `request`, unless the client has the answer already: then the
 * reply is 304 and `*done` is true.
 */
vb_status run_search(struct vb_results *out, bool *done, struct request *r,
		     const struct vb_request *request, struct vb_error *err);

#endif
