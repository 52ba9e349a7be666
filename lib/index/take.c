#include <stdlib.h>

#include "index/hit.h"
#include "index/run.h"

static vb_status fill_hit(struct vb_run *r, struct vb_hit *hit,
			  const struct vb_entry *e, struct vb_reading *text)
{
	vb_status st = vb_hit_fill(hit, e, r->arena);
	struct vb_reading own;

	if (st || !r->request->snippets)
		return st;
	if (r->out->n_hits > VB_SEARCH_ENOUGH &&
	    vb_limit_reached(&r->confirm_until)) {
		r->out->hasty = true;
		return VB_OK;
	}
	if (!text) {
		vb_reading_begin(&own, &r->ranker.sought, e->text);
		text = &own;
	}
	return vb_snippet_make(&hit->snippet, r->arena, text,
			       r->plan.seeks.items, r->plan.seeks.n);
}

static vb_status add_hit(struct vb_run *r, const struct vb_step *step,
			 const struct vb_entry *entry,
			 const struct vb_ranked_item *item)
{
	struct vb_hit *hit = &r->out->hits[r->out->n_hits];

	hit->score = item->score;
	hit->why = item->why;
	hit->why.stage = step->name;
	r->out->n_hits++;
	if (fill_hit(r, hit, entry, item->reading))
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	return VB_OK;
}

vb_status vb_take_also(struct vb_run *r, uint32_t docid, struct vb_str group)
{
	struct vb_hit *hit = &r->out->hits[r->out->n_hits - 1];

	return vb_fold_also(hit, &r->fold, docid, group);
}

bool vb_page_full(const struct vb_run *r)
{
	return r->out->n_hits >= r->request->n;
}

vb_status vb_take_hit(struct vb_run *r, const struct vb_step *step,
		      const vb_xapian_mset *mset,
		      const struct vb_ranked_item *item)
{
	struct vb_entry entry;
	vb_status st;

	if (item->entry)
		return add_hit(r, step, item->entry, item);
	st = vb_hit_read(&entry, r->s, mset, item->at, r->err);
	return st ? st : add_hit(r, step, &entry, item);
}

vb_status vb_take_hits(struct vb_run *r, const struct vb_step *step,
		       const vb_xapian_mset *mset,
		       const struct vb_ranked *ranked, uint32_t skip)
{
	vb_status st = VB_OK;

	for (uint32_t i = skip; i < ranked->n && !st && !vb_page_full(r); i++)
		st = vb_take_hit(r, step, mset, &ranked->items[i]);
	return st;
}

static int by_place(const void *a, const void *b)
{
	uint32_t x = ((const struct vb_confirmed *)a)->at;
	uint32_t y = ((const struct vb_confirmed *)b)->at;

	return (x > y) - (x < y);
}

/* A hit that its text has confirmed. */
static vb_status take_confirmed(struct vb_run *r, const struct vb_step *step,
				const vb_xapian_mset *mset,
				const struct vb_ranked_item *found)
{
	struct vb_confirmed key = { .at = found->at };
	const struct vb_confirmed *c = bsearch(
		&key, r->confirm.found, r->confirm.n, sizeof(key), by_place);
	struct vb_fold_item item = { .docid = c->docid,
				     .at = c->at,
				     .hash = c->group };
	struct vb_str group = VB_STR_EMPTY;
	vb_status st = vb_take_hit(r, step, mset, found);

	if (!st && !r->request->duplicates)
		st = vb_fold_note(&group, &r->fold, &item);
	return st ? st : vb_take_also(r, item.docid, group);
}

/*
 * What was confirmed, in order of rank: the first of them are always the
 * same, whatever the page, as all candidates are read for each.
 */
static vb_status rank_confirmed(struct vb_ranked *out, struct vb_run *r,
				const vb_xapian_mset *mset)
{
	const struct vb_confirm *c = &r->confirm;
	vb_status st = VB_OK;

	*out = (struct vb_ranked){ .n = (uint32_t)c->n };
	out->items = vb_arena_calloc(r->arena, c->n + 1, sizeof(*out->items));
	if (!out->items)
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	for (size_t i = 0; i < c->n && !st; i++) {
		struct vb_ranked_item *item = &out->items[i];
		struct vb_xapian_hit hit = { 0 };

		st = vb_xapian_mset_hit(&hit, mset, c->found[i].at, r->err);
		item->docid = c->found[i].docid;
		item->at = c->found[i].at;
		item->score = item->why.weight = hit.weight;
	}
	if (st || r->request->sort != VB_SORT_RELEVANCE)
		return st;
	return vb_rank_window(out, &r->ranker, r->s, mset, r->arena, r->err);
}

vb_status vb_take_verified(struct vb_run *r, const struct vb_step *step,
			   const vb_xapian_mset *mset, uint64_t matches)
{
	struct vb_confirm *c = &r->confirm;
	uint64_t place = c->placed;
	struct vb_ranked ranked = { 0 };
	vb_status st;

	c->any = step->any;
	c->any_marks = step->any_marks;
	c->absent = &r->absent;
	st = vb_absent_find(&r->absent, r);
	if (!st)
		st = vb_confirm_read(c, mset);
	if (!st && place + c->n > r->request->offset)
		st = rank_confirmed(&ranked, r, mset);
	for (size_t i = 0; i < ranked.n && !st && !vb_page_full(r); i++)
		if (place++ >= r->request->offset)
			st = take_confirmed(r, step, mset, &ranked.items[i]);
	if (!st)
		st = vb_count_meet(r, c->all, c->n_all);
	c->placed += c->n;
	r->out->exact &= !c->unsure && c->read >= matches;
	r->seen += c->n;
	r->out->hasty |= c->read < vb_xapian_mset_size(mset);
	if (c->read < matches)
		r->seen += (uint64_t)((double)c->n / (c->read ? c->read : 1) *
				      (double)(matches - c->read));
	return st;
}
