#include "index/facet.h"

#include <stdlib.h>
#include <string.h>

#include "doc/type.h"
#include "index/schema.h"

#define SEEN_VALUES 20000 /* distinct values summed up for one facet */

static const struct {
	const char *name;
	enum vb_slot slot;
} rows[VB_FACETS] = {
	{ "type", VB_SLOT_TYPE },     { "issuer", VB_SLOT_ISSUER },
	{ "place", VB_SLOT_PLACE },   { "kind", VB_SLOT_KIND },
	{ "year", VB_SLOT_YEAR },     { "topic", VB_SLOT_TOPIC },
	{ "status", VB_SLOT_STATUS },
};

vb_status vb_facets_open(struct vb_facets *f, bool wanted, struct vb_error *err)
{
	vb_status st = VB_OK;

	memset(f, 0, sizeof(*f));
	for (size_t i = 0; wanted && i < VB_FACETS && !st; i++) {
		st = vb_xapian_spy_new(&f->spies[i], rows[i].slot, err);
		f->n = i + 1;
	}
	return st;
}

void vb_facets_close(struct vb_facets *f)
{
	for (size_t i = 0; i < VB_FACETS; i++)
		vb_xapian_spy_free(f->spies[i]);
	memset(f->spies, 0, sizeof(f->spies));
	f->n = 0;
}

static uint32_t hash_of(struct vb_str s)
{
	uint32_t h = 0x811c9dc5u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x01000193u;
	return h ^ h >> 15;
}

/* Where `value` is noted, or a free place for it. */
static uint32_t *place_of(const struct vb_facet_sum *sum, struct vb_str value)
{
	size_t mask = sum->cap * 2 - 1, at = hash_of(value) & mask;

	while (sum->places[at] &&
	       !vb_str_eq(sum->values[sum->places[at] - 1].value, value))
		at = (at + 1) & mask;
	return &sum->places[at];
}

static bool grow(struct vb_facet_sum *sum, struct vb_arena *arena)
{
	size_t cap = sum->cap ? sum->cap * 4 : 64;
	struct vb_facet_value *values =
		vb_arena_calloc(arena, cap, sizeof(*values));
	uint32_t *places = vb_arena_calloc(arena, cap * 2, sizeof(*places));

	if (!values || !places)
		return false;
	if (sum->n)
		memcpy(values, sum->values, sum->n * sizeof(*values));
	sum->values = values;
	sum->places = places;
	sum->cap = cap;
	for (size_t i = 0; i < sum->n; i++)
		*place_of(sum, values[i].value) = (uint32_t)i + 1;
	return true;
}

struct add_ctx {
	struct vb_facet_sum *sum;
	struct vb_arena *arena;
	bool no_memory;
};

static bool add_value(void *ctx, struct vb_str value, uint32_t count)
{
	struct add_ctx *c = ctx;
	struct vb_facet_sum *sum = c->sum;
	uint32_t *place;

	if (!value.len)
		return true;
	c->no_memory = sum->n == sum->cap && !grow(sum, c->arena);
	if (c->no_memory)
		return false;
	place = place_of(sum, value);
	if (!*place) {
		if (sum->n == SEEN_VALUES)
			return true;
		c->no_memory = !vb_arena_dup(&sum->values[sum->n].value,
					     c->arena, value);
		if (c->no_memory)
			return false;
		*place = (uint32_t)++sum->n;
	}
	sum->values[*place - 1].count += count;
	return true;
}

static bool add_one(void *ctx, uint32_t docid, struct vb_str value)
{
	(void)docid;
	return add_value(ctx, value, 1);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Add documents by their numbers, which are put in order. */
static vb_status add_ids(struct vb_facets *f, const vb_xapian_db *db,
			 struct vb_xapian_numbers of, struct vb_arena *arena,
			 struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < f->n && !st; i++) {
		struct add_ctx ctx = { &f->sums[i], arena, false };

		st = vb_xapian_db_values_of(db, rows[i].slot, of, add_one, &ctx,
					    err);
		if (!st && ctx.no_memory)
			st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	}
	return st;
}

vb_status vb_facets_add_confirmed(struct vb_facets *f, const vb_xapian_db *db,
				  const struct vb_confirm *c,
				  struct vb_arena *arena, struct vb_error *err)
{
	uint32_t *ids = c->all;

	if (!f->n || !c->n_all)
		return VB_OK;
	qsort(ids, c->n_all, sizeof(*ids), by_number);
	return add_ids(f, db, (struct vb_xapian_numbers){ ids, c->n_all },
		       arena, err);
}

vb_status vb_facets_add_sample(struct vb_facets *f, const vb_xapian_db *db,
			       const vb_xapian_mset *mset,
			       struct vb_arena *arena, struct vb_error *err)
{
	uint32_t size = vb_xapian_mset_size(mset);
	uint32_t n = size < VB_FACET_SAMPLE ? size : VB_FACET_SAMPLE;
	uint32_t *ids = vb_arena_calloc(arena, n + 1, sizeof(*ids));
	vb_status st = VB_OK;

	if (!ids)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (uint32_t i = 0; i < n && !st; i++) {
		struct vb_xapian_hit hit = { 0 };

		st = vb_xapian_mset_hit(&hit, mset, i, err);
		ids[i] = hit.docid;
	}
	if (st || !n)
		return st;
	qsort(ids, n, sizeof(*ids), by_number);
	return add_ids(f, db, (struct vb_xapian_numbers){ ids, n }, arena, err);
}

vb_status vb_facets_add(struct vb_facets *f, struct vb_arena *arena,
			struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < f->n && !st; i++) {
		struct add_ctx ctx = { &f->sums[i], arena, false };

		st = vb_xapian_spy_values(f->spies[i], add_value, &ctx, err);
		if (!st && ctx.no_memory)
			st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	}
	return st;
}

/* Most frequent first, equals by bytes. */
static int by_count(const void *a, const void *b)
{
	const struct vb_facet_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return vb_str_cmp(x->value, y->value);
}

static void add_labels(struct vb_facet *facet)
{
	for (size_t i = 0; i < facet->n; i++) {
		struct vb_facet_value *v = &facet->values[i];
		const struct vb_type *type = NULL;

		v->label = v->value;
		if (!strcmp(facet->name, "type"))
			type = vb_type_find(v->value);
		if (type)
			v->label = vb_str_from(type->label);
	}
}

vb_status vb_facets_finish(struct vb_results *out, struct vb_facets *f,
			   struct vb_arena *arena, struct vb_error *err)
{
	if (!f->n)
		return VB_OK;
	out->facets = vb_arena_calloc(arena, f->n, sizeof(*out->facets));
	if (!out->facets)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (size_t i = 0; i < f->n; i++) {
		struct vb_facet *facet = &out->facets[i];
		size_t most;

		facet->name = rows[i].name;
		facet->values = f->sums[i].values;
		facet->n = f->sums[i].n;
		if (facet->n)
			qsort(facet->values, facet->n, sizeof(*facet->values),
			      by_count);
		most = rows[i].slot == VB_SLOT_YEAR ? VB_FACET_YEARS :
						      VB_FACET_VALUES;
		if (facet->n > most)
			facet->n = most;
		add_labels(facet);
	}
	out->n_facets = f->n;
	return VB_OK;
}
