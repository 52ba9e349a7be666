#include "index/offer.h"

#include <stdlib.h>
#include <string.h>

#include "index/run.h"

#define PLACES (4 * VB_OFFERS) /* of the hash table */

struct offer {
	enum vb_query_field field;
	struct vb_str value;
	struct vb_ids ids;
};

struct vb_offers {
	uint64_t revision;
	struct vb_arena arena;
	size_t n, n_numbers;
	struct offer items[VB_OFFERS];
	uint16_t places[PLACES]; /* index in items, plus 1; 0: free */
};

void vb_offers_close(struct vb_offers *o)
{
	if (!o)
		return;
	vb_arena_clear(&o->arena);
	free(o);
}

static void forget(struct vb_offers *o, uint64_t revision)
{
	vb_arena_clear(&o->arena);
	memset(o->places, 0, sizeof(o->places));
	o->n = o->n_numbers = 0;
	o->revision = revision;
}

static uint16_t *place_of(struct vb_offers *o, enum vb_query_field field,
			  struct vb_str value)
{
	size_t at = (vb_str_hash(value) + (uint32_t)field) % PLACES;

	for (; o->places[at]; at = (at + 1) % PLACES) {
		const struct offer *have = &o->items[o->places[at] - 1];

		if (have->field == field && vb_str_eq(have->value, value))
			break;
	}
	return &o->places[at];
}

/* Keep a copy, and give that. */
static bool keep(struct vb_ids *ids, struct vb_offers *o,
		 enum vb_query_field field, struct vb_str value)
{
	struct offer made = { .field = field, .ids = { NULL, ids->n } };

	made.ids.items =
		vb_arena_calloc(&o->arena, ids->n + 1, sizeof(*ids->items));
	if (!made.ids.items || !vb_arena_dup(&made.value, &o->arena, value))
		return false;
	if (ids->n)
		memcpy(made.ids.items, ids->items,
		       ids->n * sizeof(*ids->items));
	o->items[o->n++] = made;
	*place_of(o, field, value) = (uint16_t)o->n;
	o->n_numbers += ids->n;
	*ids = made.ids;
	return true;
}

vb_status vb_offer_find(struct vb_ids *out, struct vb_run *r,
			enum vb_query_field field, struct vb_str value)
{
	struct vb_str note = r->plan.build.note;
	struct vb_offers *o = r->s->offers;
	uint16_t place;
	vb_status st;
	vb_q query;

	if (!o) {
		o = r->s->offers = calloc(1, sizeof(*o));
		if (!o)
			return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
		o->arena = (struct vb_arena)VB_ARENA_INIT;
	}
	if (o->revision != r->s->revision)
		forget(o, r->s->revision);
	place = *place_of(o, field, value);
	if (place) {
		*out = o->items[place - 1].ids;
		return VB_OK;
	}
	/* what a value would also find is told of filters that were set */
	query = vb_q_field(&r->plan.build, field, value);
	r->plan.build.note = note;
	st = vb_count_find(out, r, query);
	if (st || out->n > VB_OFFER_NUMBERS)
		return st;
	if (o->n == VB_OFFERS || o->n_numbers + out->n > VB_OFFER_NUMBERS)
		forget(o, o->revision);
	if (!keep(out, o, field, value))
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	return VB_OK;
}
