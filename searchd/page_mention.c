/* A number that documents cite: what bears it, who cites it. */
#include "answers.h"

#include <stdio.h>

#include "archive/relation.h"
#include "doc/reference.h"
#include "doc/type.h"
#include "page.h"
#include "words.h"

#define CITING 200 /* shown */
#define HELD 10

static void add_citing(struct view *v, const struct request *r,
		       const struct vb_citations *all)
{
	size_t n = 0;
	char key[48];

	for (const struct vb_citation *c = all->first; c && n < CITING;
	     c = c->next) {
		const struct vb_brief *b = c->documents;
		struct view *item;

		if (!b)
			continue;
		n++;
		item = view_item(v, "citing");
		snprintf(key, sizeof(key), "relation.%s",
			 vb_relation_name(c->reference.kind));
		view_text(item, "relation",
			  vb_str_from(word(key, r->vietnamese)));
		view_text(item, "name", b->title.len ? b->title : b->id);
		view_text(item, "brief_number", b->number);
		page_date(item, "day", "day_iso", b->date);
		page_document_link(item, "href", r, b->id, VB_STR_EMPTY);
	}
	view_flag(v, "has_citing", n);
	view_flag(v, "more_citing", all->n > CITING);
	view_number(v, "cited_by", all->n);
}

/* What is known of it; a law held as provisions is held, too. */
static void add_resolved(struct view *v, const struct request *r,
			 const struct vb_results *res)
{
	bool known = false;
	size_t held = 0;

	for (size_t i = 0; i < res->n_resolved; i++) {
		const struct vb_resolved *m = &res->resolved[i];
		const struct vb_type *type = vb_type_find(m->type);
		struct view *item = v;

		if (m->id.len && held++ < HELD) {
			item = view_item(v, "held");
			page_document_link(item, "href", r, m->id,
					   VB_STR_EMPTY);
			view_text(item, "number", m->number);
		} else if (m->id.len || known) {
			continue;
		} else {
			known = true;
		}
		view_text(item, "type",
			  type ? vb_str_from(type->label) : m->type);
		view_text(item, "issuer", m->issuer);
		page_date(item, "date", "date_iso", m->date);
	}
	view_flag(v, "is_held", held);
}

static vb_status add_number(struct view *v, struct request *r,
			    struct vb_str number, struct vb_error *err)
{
	vb_searcher *searcher = NULL;
	vb_archive *ar = NULL;
	struct vb_citations all = { .first = NULL };
	struct vb_results res = { .n_resolved = 0 };
	uint64_t revision = 0;
	vb_status st = handles_searcher(&searcher, &revision, r->handles, err);

	if (!st)
		st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = vb_archive_cited_by(&all, ar, number, &r->arena, err);
	if (st == VB_NOT_FOUND) /* it is no number */
		st = VB_OK;
	if (!st)
		st = vb_resolve(&res, searcher, number, HELD, &r->arena, err);
	if (st)
		return st == VB_NOT_FOUND ? VB_BUSY : st;
	add_resolved(v, r, &res);
	add_citing(v, r, &all);
	return VB_OK;
}

vb_status answer_mention_page(struct request *r, struct vb_error *err)
{
	struct vb_str number = vb_str_trim(url_get(&r->url, "number"));
	vb_searcher *searcher = NULL;
	uint64_t revision = 0;
	struct view *v;
	vb_status st;

	if (number.len > VB_QUERY_BYTES)
		return vb_error_set(err, VB_TOO_BIG, "number: is too long");
	st = handles_searcher(&searcher, &revision, r->handles, err);
	if (st || http_unchanged(r, "mention", revision))
		return st;
	v = page_view(r);
	view_text(v, "number", number);
	view_text(v, "title",
		  number.len ? number :
			       vb_str_from(word("number", r->vietnamese)));
	st = number.len ? add_number(v, r, number, err) : VB_OK;
	return st ? st : page_reply(r, "mention.html", v, err);
}
