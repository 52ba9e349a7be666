/* Whether a document is in effect, and who says so. */
#include "page_document.h"

#include <stdio.h>

#include "archive/relation.h"
#include "base/clock.h"
#include "doc/reference.h"
#include "words.h"

#define EVIDENCE 10 /* documents that are named */

/* The document that says it: its title or number, and a link. */
static void add_evidence(struct doc_page *p, const struct vb_effect_evidence *e)
{
	struct view *item = view_item(p->view, "evidence");
	struct vb_str name = e->id;
	struct vb_held held;
	char key[40];

	snprintf(key, sizeof(key), "evidence.%s", vb_relation_name(e->kind));
	view_text(item, "says", vb_str_from(word(key, p->r->vietnamese)));
	if (!vb_archive_get(&held, p->ar, e->id, 0, &p->r->arena, NULL)) {
		if (held.fields[VB_FIELD_NUMBER].value.len)
			name = held.fields[VB_FIELD_NUMBER].value;
		else if (held.fields[VB_FIELD_TITLE].value.len)
			name = held.fields[VB_FIELD_TITLE].value;
	}
	view_text(item, "name", name);
	page_document_link(item, "href", p->r, e->id, VB_STR_EMPTY);
	page_date(item, "day", "day_iso", e->date);
	view_text(item, "provision", e->anchor);
}

/* Of an article nothing is shown: it has no effect. */
void page_add_effect(struct doc_page *p)
{
	const struct vb_held *held = &p->d->held;
	struct vb_effect effect;
	char now[VB_TIME_TEXT], key[48];
	size_t n = 0;

	vb_clock_iso(now);
	if (!p->ar || page_is_article(held) ||
	    vb_archive_effect(&effect, p->ar, held, vb_str_of(now, 10),
			      &p->r->arena, NULL))
		return;
	snprintf(key, sizeof(key), "effect.%s", effect.status);
	view_text(p->view, "effect", vb_str_from(word(key, p->r->vietnamese)));
	view_text(p->view, "effect_class", vb_str_from(effect.status));
	page_date(p->view, "effect_since", "effect_iso", effect.since);
	view_text(p->view, "effect_word",
		  vb_str_from(word(!strcmp(effect.status, "chua-co-hieu-luc") ?
					   "since_until" :
					   "since",
				   p->r->vietnamese)));
	for (const struct vb_effect_evidence *e = effect.evidence;
	     e && n < EVIDENCE; e = e->next, n++)
		add_evidence(p, e);
	view_flag(p->view, "has_evidence", n);
}
