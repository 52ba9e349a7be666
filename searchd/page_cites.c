/* What a document cites, what cites it, and what belongs with it. */
#include "page_document.h"

#include <stdio.h>

#include "archive/relation.h"
#include "doc/reference.h"
#include "words.h"

#define CITED 300 /* shown on the page; the JSON has all */
#define CITING 100
#define MEANT 3 /* documents that one reference may mean */

/* What changes a document says most. */
static const enum vb_relation order[] = {
	VB_RELATION_REPLACES, VB_RELATION_REPEALS,    VB_RELATION_AMENDS,
	VB_RELATION_SUSPENDS, VB_RELATION_AMENDED_BY, VB_RELATION_CORRECTS,
	VB_RELATION_MERGES,   VB_RELATION_PART_OF,    VB_RELATION_BASIS,
	VB_RELATION_GUIDES,   VB_RELATION_IMPLEMENTS, VB_RELATION_CITES,
	VB_RELATION_MENTION,
};

#define N_ORDER (sizeof(order) / sizeof(order[0]))

/* Make the lists of the kinds that there are, in that order. */
static void add_kinds(struct doc_page *p, const char *list,
		      struct view *kinds[VB_RELATION_COUNT],
		      const struct vb_citations *all)
{
	bool has[VB_RELATION_COUNT] = { false };
	char key[48];

	for (const struct vb_citation *c = all->first; c; c = c->next)
		has[c->reference.kind] = true;
	for (size_t i = 0; i < N_ORDER; i++) {
		enum vb_relation kind = order[i];

		if (!has[kind])
			continue;
		kinds[kind] = view_item(p->view, list);
		snprintf(key, sizeof(key), "relation.%s",
			 vb_relation_name(kind));
		view_text(kinds[kind], "relation",
			  vb_str_from(word(key, p->r->vietnamese)));
	}
}

static struct vb_str name_of(const struct vb_brief *b)
{
	if (b->title.len)
		return b->title;
	return b->number.len ? b->number : b->id;
}

/* A held document: a link, its title. */
static void add_brief(struct view *item, const struct request *r,
		      const struct vb_brief *b)
{
	struct view *to = view_item(item, "held_documents");

	view_text(to, "name", name_of(b));
	view_text(to, "brief_number", b->title.len ? b->number : VB_STR_EMPTY);
	page_document_link(to, "href", r, b->id, VB_STR_EMPTY);
	page_date(to, "brief_date", "brief_iso", b->date);
}

static void add_cited(struct view *kind, const struct request *r,
		      const struct vb_citation *c)
{
	const struct vb_reference *ref = &c->reference;
	struct view *item = view_item(kind, "items");
	const struct vb_brief *b = c->documents;
	struct vb_str number = ref->number.len ? ref->number : ref->key;

	view_text(item, "number", c->given ? VB_STR_EMPTY : number);
	view_text(item, "issuer", ref->issuer);
	view_text(item, "provision", ref->anchor);
	view_flag(item, "held", b != NULL);
	for (size_t i = 0; b && i < MEANT; i++, b = b->next)
		add_brief(item, r, b);
	page_number_link(item, "mention_href", r, number);
}

static void add_out(struct doc_page *p, const struct vb_citations *all)
{
	struct view *kinds[VB_RELATION_COUNT] = { NULL };
	size_t n = 0;

	add_kinds(p, "cites_out", kinds, all);
	for (const struct vb_citation *c = all->first; c && n < CITED;
	     c = c->next, n++)
		add_cited(kinds[c->reference.kind], p->r, c);
	view_flag(p->view, "has_cites_out", n);
	view_flag(p->view, "more_out", all->n > n);
}

static void add_in(struct doc_page *p, const struct vb_citations *all)
{
	struct view *kinds[VB_RELATION_COUNT] = { NULL };
	size_t n = 0;

	add_kinds(p, "cites_in", kinds, all);
	for (const struct vb_citation *c = all->first; c && n < CITING;
	     c = c->next) {
		if (!c->documents)
			continue;
		add_brief(kinds[c->reference.kind], p->r, c->documents);
		n++;
	}
	view_flag(p->view, "has_cites_in", n);
	view_flag(p->view, "more_in", n == CITING);
}

/* A page without them is still the page. */
void page_add_cites(struct doc_page *p)
{
	struct vb_citations all;
	struct vb_str id = p->d->held.id;

	if (p->ar && !vb_archive_cites(&all, p->ar, id, &p->r->arena, NULL))
		add_out(p, &all);
	if (p->ar && !vb_archive_cited_by(&all, p->ar, id, &p->r->arena, NULL))
		add_in(p, &all);
}

static void series_link(struct doc_page *p, const struct vb_related *item)
{
	bool previous = item->relation == VB_SIMILAR_PREVIOUS;
	const struct vb_hit *hit = &item->hit;

	view_flag(p->view, "has_series", true);
	view_text(p->view, previous ? "series_previous" : "series_next",
		  hit->title.len ? hit->title : hit->id);
	page_document_link(p->view, previous ? "previous_href" : "next_href",
			   p->r, hit->id, VB_STR_EMPTY);
}

void page_add_related(struct doc_page *p, const struct vb_related_list *list)
{
	size_t n = 0;
	char key[40];

	for (size_t i = 0; i < list->n; i++) {
		const struct vb_related *item = &list->items[i];
		const struct vb_hit *hit = &item->hit;
		struct vb_str title = hit->title.len ? hit->title : hit->number;
		struct view *to;

		if (item->relation == VB_SIMILAR_PREVIOUS ||
		    item->relation == VB_SIMILAR_NEXT) {
			series_link(p, item);
			continue;
		}
		to = view_item(p->view, "related");
		snprintf(key, sizeof(key), "related.%s",
			 vb_similarity_name(item->relation));
		view_text(to, "relation",
			  vb_str_from(word(key, p->r->vietnamese)));
		view_text(to, "related_title", title.len ? title : hit->id);
		view_text(to, "related_number",
			  hit->title.len ? hit->number : VB_STR_EMPTY);
		page_document_link(to, "href", p->r, hit->id, VB_STR_EMPTY);
		page_date(to, "related_date", "related_iso", hit->date);
		view_text(to, "related_host",
			  page_is_link(hit->url) ? page_host(hit->url) :
						   VB_STR_EMPTY);
		n++;
	}
	view_flag(p->view, "has_related", n);
}
