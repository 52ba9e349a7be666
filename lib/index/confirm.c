#include "index/confirm.h"

#include <stdlib.h>

#include "index/entry.h"
#include "index/hit.h"
#include "index/schema.h"
#include "index/verify.h"

static vb_status no_memory(const struct vb_confirm *c)
{
	return vb_error_set(c->fold->err, VB_NO_MEMORY, "no memory");
}

static uint32_t *place_of(uint32_t *slots, size_t n, uint32_t docid)
{
	size_t at = docid * 0x9e3779b1u & (n - 1);

	while (slots[at] && slots[at] != docid)
		at = (at + 1) & (n - 1);
	return &slots[at];
}

static vb_status grow(struct vb_confirm *c)
{
	size_t n = c->n_slots ? c->n_slots * 4 : 4096;
	uint32_t *slots = vb_arena_calloc(c->fold->arena, n, sizeof(*slots));

	if (!slots)
		return no_memory(c);
	for (size_t i = 0; i < c->n_slots; i++)
		if (c->docids[i])
			*place_of(slots, n, c->docids[i]) = c->docids[i];
	c->docids = slots;
	c->n_slots = n;
	return VB_OK;
}

/* False when an earlier step had it. */
static bool is_new(vb_status *st, struct vb_confirm *c, uint32_t docid)
{
	uint32_t *place;

	if (!c->overlap)
		return true;
	if (c->n_docids * 2 >= c->n_slots)
		*st = grow(c);
	if (*st)
		return false;
	place = place_of(c->docids, c->n_slots, docid);
	if (*place)
		return false;
	*place = docid;
	c->n_docids++;
	return true;
}

/* Does candidate `i`, or if need be its text, hold what is asked for? */
static bool is_held(vb_status *st, struct vb_confirm *c,
		    const vb_xapian_mset *mset, uint32_t i, uint32_t docid)
{
	struct vb_candidate candidate = { .unread = true,
					  .docid = docid,
					  .absent = c->absent,
					  .any = c->any,
					  .any_marks = c->any_marks };
	struct vb_entry entry;
	enum vb_verdict verdict = vb_verify(c->tree, &candidate);

	if (verdict != VB_VERIFY_UNSURE)
		return verdict == VB_VERIFY_YES;
	*st = vb_hit_read(&entry, c->fold->s, mset, i, c->fold->err);
	if (*st)
		return false;
	candidate.unread = false;
	candidate.title = entry.title;
	candidate.text = entry.text;
	candidate.cut = entry.text_cut;
	verdict = vb_verify(c->tree, &candidate);
	c->unsure |= verdict == VB_VERIFY_UNSURE;
	return verdict != VB_VERIFY_NO;
}

static int by_docid(const void *a, const void *b)
{
	uint32_t x = (*(struct vb_confirmed *const *)a)->docid;
	uint32_t y = (*(struct vb_confirmed *const *)b)->docid;

	return (x > y) - (x < y);
}

struct groups_ctx {
	struct vb_arena *arena;
	struct vb_confirmed **next; /* by rising docid, as values come */
	bool no_memory;
};

static bool take_group(void *ctx, uint32_t docid, struct vb_str value)
{
	struct groups_ctx *g = ctx;

	while ((*g->next)->docid != docid)
		g->next++;
	g->no_memory = !vb_arena_dup(&(*g->next)->group, g->arena, value);
	return !g->no_memory;
}

/* One pass over the slot: each beginning of one costs as much as a value. */
static vb_status read_groups(struct vb_confirm *c)
{
	struct vb_arena *arena = c->fold->arena;
	uint32_t *ids = vb_arena_calloc(arena, c->n, sizeof(*ids));
	struct vb_confirmed **sorted =
		vb_arena_calloc(arena, c->n, sizeof(*sorted));
	struct vb_xapian_numbers of = { ids, c->n };
	struct groups_ctx g = { arena, sorted, false };
	vb_status st;

	if (!ids || !sorted)
		return no_memory(c);
	for (size_t i = 0; i < c->n; i++)
		sorted[i] = &c->found[i];
	qsort(sorted, c->n, sizeof(struct vb_confirmed *), by_docid);
	for (size_t i = 0; i < c->n; i++)
		ids[i] = sorted[i]->docid;
	st = vb_xapian_db_values_of(c->fold->s->db, VB_SLOT_GROUP, of,
				    take_group, &g, c->fold->err);
	return !st && g.no_memory ? no_memory(c) : st;
}

/* Of records of one group the first stays. */
static vb_status fold_found(struct vb_confirm *c)
{
	size_t kept = 0;
	vb_status st = c->n ? read_groups(c) : VB_OK;

	for (size_t i = 0; i < c->n && !st; i++)
		if (vb_fold_is_new(&st, c->fold, c->found[i].group))
			c->found[kept++] = c->found[i];
	c->n = kept;
	return st;
}

/* Whether to read one more. */
static bool may_read(const struct vb_confirm *c)
{
	if (c->enough && c->n >= c->enough)
		return false;
	return c->read < VB_CONFIRM_LEAST || !vb_limit_reached(&c->until);
}

vb_status vb_confirm_read(struct vb_confirm *c, const vb_xapian_mset *mset)
{
	uint32_t size = vb_xapian_mset_size(mset);
	vb_status st = VB_OK;

	c->n = c->n_all = c->read = 0;
	c->found = vb_arena_calloc(c->fold->arena, size + 1, sizeof(*c->found));
	c->all = vb_arena_calloc(c->fold->arena, size + 1, sizeof(*c->all));
	if (!c->found || !c->all)
		return no_memory(c);
	for (; c->read < size && may_read(c); c->read++) {
		struct vb_xapian_hit hit;

		st = vb_xapian_mset_hit(&hit, mset, c->read, c->fold->err);
		if (!st && is_held(&st, c, mset, c->read, hit.docid) &&
		    is_new(&st, c, hit.docid))
			c->found[c->n++] =
				(struct vb_confirmed){ hit.docid, c->read,
						       VB_STR_EMPTY };
		if (st)
			return st;
	}
	for (size_t i = 0; i < c->n; i++)
		c->all[c->n_all++] = c->found[i].docid;
	return c->duplicates ? VB_OK : fold_found(c);
}
