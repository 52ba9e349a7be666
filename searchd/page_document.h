/*
 * page_document: what the files of the page of a document share.
 */
#ifndef VB_SEARCHD_PAGE_DOCUMENT_H
#define VB_SEARCHD_PAGE_DOCUMENT_H

#include "document.h"
#include "index/similar.h"
#include "page.h"

struct doc_page {
	struct request *r;
	struct document *d;
	struct view *view;
	vb_archive *ar; /* NULL: can't be asked; the page is without */
};

/* Is it an article rather than a document? */
bool page_is_article(const struct vb_held *held);

/* page_about.c: fields and extras; how it is cited; what is kept of it. */
void page_add_about(struct doc_page *p);

/* Set "value", or "day" and "day_iso", of a field for people. */
void page_field_value(struct view *item, const struct request *r,
		      enum vb_field_id id, const struct vb_field *f);

/* page_meta.c: canonical address, Dublin Core, schema.org, other forms. */
void page_add_meta(struct doc_page *p);

/* page_effect.c: is it in effect today, and who says so. */
void page_add_effect(struct doc_page *p);

/* page_cites.c: what it cites, what cites it, what belongs with it. */
void page_add_cites(struct doc_page *p);
void page_add_related(struct doc_page *p, const struct vb_related_list *list);

/*
 * page_versions.c: the list of versions; and, where the request has
 * `compare`, what changed since that version instead of the text: then
 * `*compared` is true. Returns VB_OK; VB_BAD_INPUT; VB_NOT_FOUND (no such
 * version); what loading a version returns.
 */
void page_add_versions(struct doc_page *p);
vb_status page_compare(struct doc_page *p, bool *compared,
		       struct vb_error *err);

#endif
