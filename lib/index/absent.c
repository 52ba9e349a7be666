#include "index/absent.h"

#include "index/run.h"

/* The documents that may hold a phrase: bit d % 64 of bits[d / 64]. */
struct vb_absent_phrase {
	const struct vb_node *node;
	uint64_t *bits;
	uint32_t end; /* documents from here on have none */
};

static vb_status no_memory(const struct vb_run *r)
{
	return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
}

/* Set the bits of the documents that a search has found. */
static vb_status take(struct vb_absent_phrase *out, struct vb_run *r,
		      const vb_xapian_mset *mset)
{
	size_t n = vb_xapian_mset_size(mset);
	struct vb_xapian_hit *hits =
		vb_arena_calloc(r->arena, n + 1, sizeof(*hits));
	vb_status st;

	if (!hits)
		return no_memory(r);
	st = vb_xapian_mset_hits(hits, mset, r->err);
	for (size_t i = 0; i < n && !st; i++)
		if (hits[i].docid >= out->end)
			out->end = hits[i].docid + 1;
	out->bits = vb_arena_calloc(r->arena, (out->end + 63) / 64 + 1,
				    sizeof(*out->bits));
	if (!out->bits)
		return no_memory(r);
	for (size_t i = 0; i < n && !st; i++)
		out->bits[hits[i].docid / 64] |= UINT64_C(1)
						 << hits[i].docid % 64;
	return st;
}

static vb_status find(struct vb_absent_phrase *out, struct vb_run *r,
		      const struct vb_node *phrase)
{
	struct vb_qbuild *b = &r->plan.build;
	struct vb_xapian_range range = { .n = b->documents,
					 .check_at_least = b->documents };
	vb_q q = vb_plan_phrase(b, phrase);
	vb_xapian_enquire *enq = NULL;
	vb_xapian_mset *mset = NULL;
	vb_status st;

	q = vb_q_limit(b, vb_q_scale(b, q, 0), &r->limit, NULL);
	*out = (struct vb_absent_phrase){ .node = phrase };
	if (b->status || !q)
		return b->status;
	st = vb_xapian_enquire_new(&enq, r->s->db, r->err);
	if (!st)
		st = vb_xapian_enquire_set_query(enq, q, r->err);
	if (!st)
		st = vb_xapian_enquire_bool(enq, r->err);
	if (!st)
		st = vb_xapian_search(&mset, enq, &range, r->err);
	if (!st)
		st = take(out, r, mset);
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	return st;
}

/* Find the phrases of the tree that a match need not hold. */
static vb_status find_all(struct vb_absent *a, struct vb_run *r,
			  const struct vb_node *node, bool needed)
{
	vb_status st = VB_OK;

	if (node->kind == VB_NODE_PHRASE) {
		if (needed || a->n == VB_ABSENT_PHRASES)
			return VB_OK;
		st = find(&a->phrases[a->n], r, node);
		a->n += !st && a->phrases[a->n].bits;
		return st;
	}
	for (size_t i = 0; i < node->n_children && !st; i++) {
		bool also = needed && (node->kind == VB_NODE_AND ||
				       (node->kind == VB_NODE_NOT && !i));

		st = find_all(a, r, node->children[i], also);
	}
	return st;
}

vb_status vb_absent_find(struct vb_absent *out, struct vb_run *r)
{
	vb_status st;

	if (out->found)
		return VB_OK;
	*out = (struct vb_absent){ .found = true };
	out->phrases = vb_arena_calloc(r->arena, VB_ABSENT_PHRASES,
				       sizeof(*out->phrases));
	if (!out->phrases)
		return no_memory(r);
	st = find_all(out, r, r->plan.verify, true);
	return st == VB_TIMEOUT ? VB_OK : st;
}

bool vb_absent_from(const struct vb_absent *a, const struct vb_node *phrase,
		    uint32_t docid)
{
	for (size_t i = 0; a && i < a->n; i++)
		if (a->phrases[i].node == phrase)
			return docid >= a->phrases[i].end ||
			       !(a->phrases[i].bits[docid / 64] >> docid % 64 &
				 1);
	return false;
}
