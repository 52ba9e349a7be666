#include "index/confirm.h"

#include "index/columns.h"
#include "index/entry.h"
#include "index/hit.h"
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

static vb_status read_groups(struct vb_confirm *c)
{
	struct vb_arena *arena = c->fold->arena;
	uint64_t *groups = vb_arena_alloc(arena, c->n * sizeof(*groups));
	struct vb_xapian_numbers of = { c->all, c->n };
	const struct vb_columns *columns;
	vb_status st = vb_columns_of(&columns, c->fold->s, c->fold->err);

	if (!st && !groups)
		st = no_memory(c);
	if (st)
		return st;
	vb_columns_groups(groups, columns, of);
	for (size_t i = 0; i < c->n; i++)
		c->found[i].group = groups[i];
	return VB_OK;
}

/* Of records of one group the first stays. */
static vb_status fold_found(struct vb_confirm *c)
{
	size_t kept = 0;
	vb_status st = c->n ? read_groups(c) : VB_OK;

	for (size_t i = 0; i < c->n && !st; i++) {
		struct vb_fold_group group = { c->found[i].group,
					       VB_STR_EMPTY };

		if (vb_fold_is_new(&st, c->fold, &group))
			c->found[kept++] = c->found[i];
	}
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
				(struct vb_confirmed){ hit.docid, c->read, 0 };
		if (st)
			return st;
	}
	for (size_t i = 0; i < c->n; i++)
		c->all[c->n_all++] = c->found[i].docid;
	return c->duplicates ? VB_OK : fold_found(c);
}
