#include "index/facet.h"

#include <stdlib.h>

#include "doc/type.h"
#include "index/schema.h"

#define SEEN_VALUES 2000 /* distinct values summed up for one facet */

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
		f->sums[i].name = rows[i].name;
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

struct add_ctx {
	struct vb_facet *facet;
	struct vb_arena *arena;
	bool no_memory;
};

static struct vb_facet_value *find_value(struct vb_facet *facet,
					 struct vb_str value)
{
	for (size_t i = 0; i < facet->n; i++)
		if (vb_str_eq(facet->values[i].value, value))
			return &facet->values[i];
	return NULL;
}

static bool add_value(void *ctx, struct vb_str value, uint32_t count)
{
	struct add_ctx *c = ctx;
	struct vb_facet *facet = c->facet;
	struct vb_facet_value *v = find_value(facet, value);

	if (!value.len)
		return true;
	if (v) {
		v->count += count;
		return true;
	}
	if (facet->n == SEEN_VALUES)
		return false;
	v = &facet->values[facet->n++];
	v->count = count;
	if (!vb_arena_dup(&v->value, c->arena, value))
		c->no_memory = true;
	return !c->no_memory;
}

static vb_status make_room(struct vb_facet *facet, struct vb_arena *arena,
			   struct vb_error *err)
{
	if (!facet->values)
		facet->values = vb_arena_calloc(arena, SEEN_VALUES,
						sizeof(*facet->values));
	return facet->values ? VB_OK :
			       vb_error_set(err, VB_NO_MEMORY, "no memory");
}

vb_status vb_facets_add_doc(struct vb_facets *f, const vb_xapian_doc *doc,
			    struct vb_arena *arena, struct vb_error *err)
{
	struct vb_buf value = VB_BUF_INIT(65536);
	vb_status st = VB_OK;

	for (size_t i = 0; i < f->n && !st; i++) {
		struct add_ctx ctx = { &f->sums[i], arena, false };

		vb_buf_truncate(&value, 0);
		st = make_room(&f->sums[i], arena, err);
		if (!st)
			st = vb_xapian_doc_value(&value, doc, rows[i].slot,
						 err);
		if (!st)
			add_value(&ctx, vb_buf_str(&value), 1);
		if (!st && ctx.no_memory)
			st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	}
	vb_buf_clear(&value);
	return st;
}

vb_status vb_facets_add(struct vb_facets *f, struct vb_arena *arena,
			struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < f->n && !st; i++) {
		struct add_ctx ctx = { &f->sums[i], arena, false };

		st = make_room(&f->sums[i], arena, err);
		if (st)
			return st;
		st = vb_xapian_spy_top(f->spies[i], SEEN_VALUES, add_value,
				       &ctx, err);
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

		*facet = f->sums[i];
		if (facet->n)
			qsort(facet->values, facet->n, sizeof(*facet->values),
			      by_count);
		if (facet->n > VB_FACET_VALUES)
			facet->n = VB_FACET_VALUES;
		add_labels(facet);
	}
	out->n_facets = f->n;
	return VB_OK;
}
