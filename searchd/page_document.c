/* The page of one document. */
#include "answers.h"

#include "body.h"
#include "page_document.h"
#include "words.h"

#define RELATED 8 /* shown on the page */

static void add_heading(struct doc_page *p)
{
	const struct vb_held *held = &p->d->held;
	const struct vb_field *f = held->fields;
	const struct vb_field *type = &f[VB_FIELD_TYPE];
	struct vb_str title = f[VB_FIELD_TITLE].value;
	struct vb_str kind = type->label.len ? type->label : type->value;
	struct view *v = p->view;

	if (!title.len)
		title = f[VB_FIELD_NUMBER].value;
	if (!title.len)
		title = page_file_name(held->source);
	view_text(v, "title", title.len ? title : held->id);
	if (!kind.len)
		kind = vb_str_from(
			word(page_is_article(held) ? "article" : "document",
			     p->r->vietnamese));
	view_text(v, "kind", kind);
	view_text(v, "number", f[VB_FIELD_NUMBER].value);
	view_text(v, "issuer", f[VB_FIELD_ISSUER].value);
	page_date(v, "date", "date_iso", f[VB_FIELD_DATE].value);
	view_flag(v, "inferred", f[VB_FIELD_DATE].how == VB_HOW_INFERRED);
}

/* The words of the search that led here. A query that can't be read marks
 * nothing. */
static void find_marks(struct vb_highlights *marks, struct doc_page *p)
{
	struct vb_str asked = vb_str_trim(url_get(&p->r->url, "q"));
	struct held_link to = HELD_LINK_INIT;
	struct vb_query query;

	marks->n = 0;
	if (!asked.len || vb_query_parse(&query, &p->r->arena, asked, NULL) ||
	    vb_highlights_find(marks, &p->r->arena, p->d->record.text, &query))
		return;
	view_flag(p->view, "marks_asked", true);
	view_number(p->view, "marks", marks->n);
	view_flag(p->view, "has_marks", marks->n);
	to.id = p->d->held.id;
	to.version = url_get(&p->r->url, "version");
	page_held_link(p->view, "unmark_href", p->r, &to);
}

static vb_status add_text(struct doc_page *p, struct vb_buf *html,
			  struct vb_error *err)
{
	struct vb_highlights marks = { .n = 0 };
	bool cut = false;
	vb_status st;

	find_marks(&marks, p);
	st = body_html(html, &cut, p->view, p->d->record.text, &marks);
	if (st)
		return vb_error_set(err, VB_INTERNAL, "page: %s",
				    vb_status_text(st));
	view_html(p->view, "text", vb_buf_str(html));
	view_flag(p->view, "no_text", !html->len);
	view_flag(p->view, "cut", cut);
	return VB_OK;
}

static vb_status write_page(struct doc_page *p,
			    const struct vb_related_list *related,
			    struct vb_error *err)
{
	struct vb_buf html = VB_BUF_INIT(HTTP_REPLY_BYTES);
	bool compared;
	vb_status st;

	p->view = page_view(p->r);
	add_heading(p);
	page_add_meta(p);
	page_add_about(p);
	page_add_effect(p);
	page_add_cites(p);
	page_add_related(p, related);
	page_add_versions(p);
	st = page_compare(p, &compared, err);
	view_flag(p->view, "compared", !st && compared);
	if (!st && !compared)
		st = add_text(p, &html, err);
	if (!st)
		st = page_reply(p->r, "document.html", p->view, err);
	vb_buf_clear(&html);
	return st;
}

vb_status answer_document_page(struct request *r, struct vb_error *err)
{
	struct document d = DOCUMENT_INIT;
	struct doc_page p = { .r = r, .d = &d };
	struct vb_related_list related = { .n = 0 };
	vb_searcher *searcher = NULL;
	bool done = false;
	vb_status st;

	/* Without an index, or when it can't be asked, the document stays. */
	if (handles_searcher(&searcher, &d.revision, r->handles, NULL))
		searcher = NULL;
	st = document_read(&d, &done, r, "/documents/", err);
	if (!st)
		r->reply.viewed = d.held.id;
	if (!st && !done && searcher &&
	    vb_similar(&related, searcher, d.held.id, RELATED, &r->arena, NULL))
		related.n = 0;
	if (!st && !done && handles_archive(&p.ar, r->handles, NULL))
		p.ar = NULL;
	if (!st && !done)
		st = write_page(&p, &related, err);
	document_clear(&d);
	return st;
}
