#include "index/hit.h"
#include "index/run.h"

static vb_status fill_hit(struct vb_run *r, struct vb_hit *hit,
			  const struct vb_entry *e)
{
	vb_status st = vb_hit_fill(hit, e, r->arena);

	if (st || !r->request->snippets)
		return st;
	return vb_snippet_make(&hit->snippet, r->arena, e->text, r->plan.seeks,
			       r->plan.n_seeks);
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
	if (fill_hit(r, hit, entry))
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

/* A hit that its text has confirmed. */
static vb_status take_confirmed(struct vb_run *r, const struct vb_step *step,
				const vb_xapian_mset *mset,
				struct vb_confirmed *c)
{
	struct vb_fold_item item = { .docid = c->docid,
				     .at = c->at,
				     .group = c->group };
	struct vb_ranked_item found = { .docid = c->docid, .at = c->at };
	struct vb_xapian_hit hit;
	vb_status st = vb_xapian_mset_hit(&hit, mset, c->at, r->err);

	found.score = found.why.weight = hit.weight;
	if (!st)
		st = vb_take_hit(r, step, mset, &found);
	if (!st && !r->request->duplicates)
		st = vb_fold_note(&r->fold, &item);
	return st ? st : vb_take_also(r, item.docid, item.group);
}

vb_status vb_take_verified(struct vb_run *r, const struct vb_step *step,
			   const vb_xapian_mset *mset, uint64_t matches)
{
	struct vb_confirm *c = &r->confirm;
	uint64_t place = c->placed;
	vb_status st;

	c->any = step->any;
	c->any_marks = step->any_marks;
	st = vb_confirm_read(c, mset);
	for (size_t i = 0; i < c->n && !st && !vb_page_full(r); i++)
		if (place++ >= r->request->offset)
			st = take_confirmed(r, step, mset, &c->found[i]);
	if (!st)
		st = vb_facets_add_confirmed(&r->facets, r->s->db, c, r->arena,
					     r->err);
	c->placed += c->n;
	r->out->exact &= !c->unsure && c->read >= matches;
	r->seen += c->n;
	r->out->hasty |= c->read < matches;
	if (c->read < matches)
		r->seen += (uint64_t)((double)c->n / (c->read ? c->read : 1) *
				      (double)(matches - c->read));
	return st;
}
