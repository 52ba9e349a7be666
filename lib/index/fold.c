#include "index/fold.h"

#include <stdlib.h>
#include <string.h>

#include "index/columns.h"
#include "index/entry.h"
#include "index/hit.h"
#include "index/likeness.h"
#include "index/schema.h"

#define MEMBERS 1000 /* of a group that are looked at */
#define SEEN_MAX 500 /* groups that a step is told of */

static vb_status no_memory(struct vb_fold *f)
{
	return vb_error_set(f->err, VB_NO_MEMORY, "no memory");
}

/* The term of a group's records: "XDN…" of "N…". */
static vb_status term_of(struct vb_buf *out, struct vb_str group)
{
	return vb_schema_term(out, "XD", group);
}

struct value_ctx {
	struct vb_arena *arena;
	struct vb_str value;
	bool no_memory;
};

static bool take_value(void *ctx, uint32_t docid, struct vb_str value)
{
	struct value_ctx *c = ctx;

	(void)docid;
	c->no_memory = !vb_arena_dup(&c->value, c->arena, value);
	return false;
}

/* The value of a document in a slot, or empty. */
static vb_status value_of(struct vb_str *out, struct vb_fold *f, uint32_t docid,
			  uint32_t slot)
{
	struct value_ctx c = { .arena = f->arena, .value = VB_STR_EMPTY };
	struct vb_xapian_numbers one = { &docid, 1 };
	vb_status st = vb_xapian_db_values_of(f->s->db, slot, one, take_value,
					      &c, f->err);

	*out = c.value;
	return !st && c.no_memory ? no_memory(f) : st;
}

/* Empty `group` unless it has more than one record. */
static vb_status keep_shared(struct vb_str *group, struct vb_fold *f)
{
	struct vb_buf term = VB_BUF_INIT(VB_TERM_BYTES + 1);
	uint32_t freq = 0;
	vb_status st = term_of(&term, *group);

	if (!st)
		st = vb_xapian_db_termfreq(&freq, f->s->db, vb_buf_str(&term),
					   f->err);
	if (freq < 2)
		*group = VB_STR_EMPTY;
	vb_buf_clear(&term);
	return st;
}

/* Where `hash` is noted, or a free place for it. */
static uint32_t *place_of(const struct vb_fold *f, uint64_t hash)
{
	size_t mask = f->cap_seen * 2 - 1, at = (size_t)(hash >> 1) & mask;

	while (f->places[at] && f->seen[f->places[at] - 1].hash != hash)
		at = (at + 1) & mask;
	return &f->places[at];
}

static vb_status grow_seen(struct vb_fold *f)
{
	size_t cap = f->cap_seen ? f->cap_seen * 4 : 64;
	struct vb_fold_group *seen =
		vb_arena_calloc(f->arena, cap, sizeof(*seen));
	uint32_t *places = vb_arena_calloc(f->arena, cap * 2, sizeof(*places));

	if (!seen || !places)
		return no_memory(f);
	if (f->n_seen)
		memcpy(seen, f->seen, f->n_seen * sizeof(*seen));
	f->seen = seen;
	f->places = places;
	f->cap_seen = cap;
	for (size_t i = 0; i < f->n_seen; i++)
		*place_of(f, seen[i].hash) = (uint32_t)i + 1;
	return VB_OK;
}

bool vb_fold_is_new(vb_status *st, struct vb_fold *f,
		    const struct vb_fold_group *group)
{
	uint32_t *place;

	if (!group->hash)
		return true;
	if (f->n_seen == f->cap_seen)
		*st = grow_seen(f);
	if (*st)
		return true;
	place = place_of(f, group->hash);
	if (*place)
		return false;
	f->seen[f->n_seen++] = *group;
	*place = (uint32_t)f->n_seen;
	return true;
}

static vb_status read_groups(struct vb_fold_list *list, struct vb_fold *f)
{
	uint32_t *ids = vb_arena_alloc(f->arena, list->n * sizeof(*ids));
	uint64_t *groups = vb_arena_alloc(f->arena, list->n * sizeof(*groups));
	const struct vb_columns *columns;
	vb_status st = vb_columns_of(&columns, f->s, f->err);

	if (!st && (!ids || !groups))
		st = no_memory(f);
	if (st)
		return st;
	for (size_t i = 0; i < list->n; i++)
		ids[i] = list->items[i].docid;
	vb_columns_groups(groups, columns,
			  (struct vb_xapian_numbers){ ids, list->n });
	for (size_t i = 0; i < list->n; i++)
		list->items[i].hash = groups[i];
	return VB_OK;
}

static int by_group(const void *a, const void *b)
{
	const struct vb_fold_item *const *x = a, *const *y = b;

	if ((*x)->hash != (*y)->hash)
		return (*x)->hash < (*y)->hash ? -1 : 1;
	return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

static vb_status mark_again(struct vb_fold_list *list, struct vb_fold *f)
{
	struct vb_fold_item **sorted =
		vb_arena_alloc(f->arena, list->n * sizeof(*sorted));
	size_t n = 0;

	if (!sorted)
		return no_memory(f);
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].hash)
			sorted[n++] = &list->items[i];
	if (n)
		qsort((void *)sorted, n, sizeof(*sorted), by_group);
	for (size_t i = 1; i < n; i++) {
		sorted[i]->again = sorted[i]->hash == sorted[i - 1]->hash;
		list->n_again += sorted[i]->again;
	}
	return VB_OK;
}

vb_status vb_fold_list(struct vb_fold_list *out, struct vb_fold *f,
		       const struct vb_ranked *hits, uint32_t n)
{
	vb_status st;

	*out = (struct vb_fold_list){ .n = n < hits->n ? n : hits->n };
	if (!out->n)
		return VB_OK;
	out->items = vb_arena_calloc(f->arena, out->n, sizeof(*out->items));
	if (!out->items)
		return no_memory(f);
	for (uint32_t i = 0; i < out->n; i++) {
		out->items[i].docid = hits->items[i].docid;
		out->items[i].at = i;
	}
	st = read_groups(out, f);
	return st ? st : mark_again(out, f);
}

vb_status vb_fold_note(struct vb_str *group, struct vb_fold *f,
		       const struct vb_fold_item *item)
{
	struct vb_fold_group noted = { item->hash, VB_STR_EMPTY };
	vb_status st = VB_OK;

	*group = VB_STR_EMPTY;
	if (!item->hash)
		return VB_OK;
	st = value_of(&noted.name, f, item->docid, VB_SLOT_GROUP);
	if (!st && noted.name.len)
		st = keep_shared(&noted.name, f);
	if (!st && noted.name.len)
		vb_fold_is_new(&st, f, &noted);
	*group = noted.name;
	return st;
}

/* A provision or a document with a number may have the words of a group's
 * term and not its value: then it is not of the group. */
vb_q vb_fold_seen(struct vb_fold *f, struct vb_qbuild *b)
{
	struct vb_qlist list = { 0 };

	for (size_t i = 0; i < f->n_seen && i < SEEN_MAX; i++) {
		struct vb_str name = f->seen[i].name;

		vb_qlist_add(
			b, &list,
			vb_q_two(b, VB_XAPIAN_FILTER, vb_q_term(b, "XD", name),
				 vb_q_range(b, VB_SLOT_GROUP, name, name)));
	}
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}

struct members {
	uint32_t ids[MEMBERS];
	size_t n;
	uint32_t except;
};

static bool add_member(void *ctx, uint32_t docid)
{
	struct members *m = ctx;

	if (docid != m->except)
		m->ids[m->n++] = docid;
	return m->n < MEMBERS;
}

static vb_status list_members(struct members *m, struct vb_fold *f,
			      struct vb_str group)
{
	struct vb_buf term = VB_BUF_INIT(VB_TERM_BYTES + 1);
	vb_status st = term_of(&term, group);

	if (!st)
		st = vb_xapian_db_postings(f->s->db, vb_buf_str(&term),
					   add_member, m, f->err);
	vb_buf_clear(&term);
	return st;
}

/* Id and source of a member. */
static vb_status describe(struct vb_also *out, struct vb_fold *f,
			  uint32_t docid)
{
	struct vb_buf data = VB_BUF_INIT(VB_ENTRY_BYTES);
	vb_xapian_doc *doc = NULL;
	struct vb_entry entry;
	vb_status st = vb_xapian_db_document(&doc, f->s->db, docid, f->err);

	if (!st)
		st = vb_hit_stored(&entry, &data, &f->s->opener, doc, f->err);
	if (!st && (!vb_arena_dup(&out->id, f->arena, entry.id) ||
		    !vb_arena_dup(&out->source, f->arena, entry.source)))
		st = no_memory(f);
	vb_xapian_doc_free(doc);
	vb_buf_clear(&data);
	return st;
}

/* The member, if it is one: its words may be those of a group that it is not
 * of. */
static vb_status add_also(struct vb_hit *hit, struct vb_fold *f, uint32_t docid,
			  const struct vb_str own[2])
{
	struct vb_also *also = &hit->also[hit->n_also];
	struct vb_str group, print;
	vb_status st = value_of(&group, f, docid, VB_SLOT_GROUP);

	if (st || !vb_str_eq(group, own[0]))
		return st;
	st = value_of(&print, f, docid, VB_SLOT_PRINT);
	if (!st)
		st = describe(also, f, docid);
	if (st)
		return st;
	also->why = print.len == VB_PRINT_BYTES && vb_str_eq(print, own[1]) ?
			    "same-text" :
			    "same-document";
	hit->n_also++;
	return VB_OK;
}

vb_status vb_fold_also(struct vb_hit *hit, struct vb_fold *f, uint32_t docid,
		       struct vb_str group)
{
	struct vb_str own[2] = { group }; /* and print */
	struct members *m = NULL;
	vb_status st;

	if (!group.len)
		return VB_OK;
	m = vb_arena_calloc(f->arena, 1, sizeof(*m));
	hit->also = vb_arena_calloc(f->arena, VB_ALSO_MAX, sizeof(*hit->also));
	if (!m || !hit->also)
		return no_memory(f);
	m->except = docid;
	st = value_of(&own[1], f, docid, VB_SLOT_PRINT);
	if (!st)
		st = list_members(m, f, own[0]);
	for (size_t i = 0; i < m->n && hit->n_also < VB_ALSO_MAX && !st; i++)
		st = add_also(hit, f, m->ids[i], own);
	return st;
}
