#include "index/facet.h"

#include <stdlib.h>
#include <string.h>

#include "doc/type.h"
#include "index/offer.h"
#include "index/run.h"
#include "index/schema.h"

#define SEEN_VALUES 20000 /* distinct values summed up for one facet */

#define BIT(filter) (1u << VB_FILTER_##filter)

/*
 * By words: its filter may find more than the records that have the value
 * itself, or than it folds to.
 */
static const struct {
	const char *name;
	enum vb_slot slot;
	unsigned filters; /* that choose a value of it */
	enum vb_query_field field;
	bool by_words;
} rows[VB_FACETS] = {
	{ "type", VB_SLOT_TYPE, BIT(TYPE), VB_QF_TYPE, false },
	{ "issuer", VB_SLOT_ISSUER, BIT(ISSUER), VB_QF_ISSUER, true },
	{ "place", VB_SLOT_PLACE, BIT(PLACE), VB_QF_PLACE, true },
	{ "kind", VB_SLOT_KIND, BIT(KIND), VB_QF_KIND, false },
	{ "year", VB_SLOT_YEAR, BIT(FROM) | BIT(TO), VB_QF_YEAR, false },
	{ "topic", VB_SLOT_TOPIC, BIT(TOPIC), VB_QF_TOPIC, true },
	{ "status", VB_SLOT_STATUS, BIT(STATUS), VB_QF_STATUS, true },
};

/* The values of one facet, and how often each was met. */
struct sum {
	struct vb_facet_value *values; /* in the arena */
	size_t n, cap;
	uint32_t *places; /* hashed: index in `values`, plus 1; 0: free */
};

/* Pairs of a group and a value, so that each is counted once. */
struct pairs {
	uint64_t *items; /* group's first + 1 << 32 | value; 0: free */
	size_t n, cap;	 /* cap: a power of two, or 0 */
};

/* Counting one facet. */
struct tally {
	struct vb_run *r;
	const struct vb_counted *found;
	struct sum sum;
	struct pairs pairs;
	size_t at; /* of the document that comes next */
	bool no_memory;
};

static vb_status no_memory(const struct vb_run *r)
{
	return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
}

/* Where `value` is noted, or a free place for it. */
static uint32_t *place_of(const struct sum *sum, struct vb_str value)
{
	size_t mask = sum->cap * 2 - 1, at = vb_str_hash(value) & mask;

	while (sum->places[at] &&
	       !vb_str_eq(sum->values[sum->places[at] - 1].value, value))
		at = (at + 1) & mask;
	return &sum->places[at];
}

static bool grow(struct sum *sum, struct vb_arena *arena)
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

/* The index of `value`, which is added; SEEN_VALUES: there is no room. */
static size_t index_of(struct tally *t, struct vb_str value)
{
	struct sum *sum = &t->sum;
	uint32_t *place;

	t->no_memory |= sum->n == sum->cap && !grow(sum, t->r->arena);
	if (t->no_memory)
		return SEEN_VALUES;
	place = place_of(sum, value);
	if (*place)
		return *place - 1;
	if (sum->n == SEEN_VALUES)
		return SEEN_VALUES;
	t->no_memory |=
		!vb_arena_dup(&sum->values[sum->n].value, t->r->arena, value);
	if (t->no_memory)
		return SEEN_VALUES;
	*place = (uint32_t)++sum->n;
	return sum->n - 1;
}

static uint64_t *pair_place(const struct pairs *p, uint64_t pair)
{
	size_t at = (pair * 0x9e3779b97f4a7c15u >> 32) & (p->cap - 1);

	while (p->items[at] && p->items[at] != pair)
		at = (at + 1) & (p->cap - 1);
	return &p->items[at];
}

static bool grow_pairs(struct pairs *p, struct vb_arena *arena)
{
	struct pairs more = { .cap = p->cap ? p->cap * 4 : 256, .n = p->n };

	more.items = vb_arena_calloc(arena, more.cap, sizeof(*more.items));
	if (!more.items)
		return false;
	for (size_t i = 0; i < p->cap; i++)
		if (p->items[i])
			*pair_place(&more, p->items[i]) = p->items[i];
	*p = more;
	return true;
}

/* Was the value not yet counted for the group of document `i`? */
static bool is_new(struct tally *t, size_t i, size_t value)
{
	uint32_t first = t->found->first[i];
	uint64_t pair = ((uint64_t)first + 1) << 32 | value, *place;

	if (first == VB_COUNT_ALONE)
		return true;
	t->no_memory |= t->pairs.n * 2 >= t->pairs.cap &&
			!grow_pairs(&t->pairs, t->r->arena);
	if (t->no_memory)
		return false;
	place = pair_place(&t->pairs, pair);
	if (*place)
		return false;
	*place = pair;
	t->pairs.n++;
	return true;
}

static bool add_value(void *ctx, uint32_t docid, struct vb_str value)
{
	struct tally *t = ctx;
	size_t index;

	while (t->found->ids.items[t->at] != docid)
		t->at++;
	if (!value.len)
		return true;
	index = index_of(t, value);
	if (index == SEEN_VALUES) {
		t->r->out->exact = false;
		return !t->no_memory;
	}
	if (is_new(t, t->at, index))
		t->sum.values[index].count++;
	return !t->no_memory;
}

/* Most frequent first, equals by bytes. */
static int by_count(const void *a, const void *b)
{
	const struct vb_facet_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return vb_str_cmp(x->value, y->value);
}

static void sort(struct vb_facet *facet)
{
	if (facet->n)
		qsort(facet->values, facet->n, sizeof(*facet->values),
		      by_count);
}

/* ---- what the filter of a value finds of that which was found */

/* Which documents were found: bits by their numbers. */
struct members {
	const struct vb_counted *found;
	uint64_t *bits;
	uint32_t last;	/* number that there is a bit for */
	uint32_t *seen; /* of each group's first: by which value, counted
			   from 1 */
};

static vb_status set_members(struct members *m, struct vb_run *r,
			     const struct vb_counted *found)
{
	size_t n = found->ids.n;

	m->found = found;
	if (!n)
		return VB_OK;
	m->last = found->ids.items[n - 1];
	m->bits = vb_arena_calloc(r->arena, m->last / 64 + 1, sizeof(*m->bits));
	m->seen = vb_arena_calloc(r->arena, n, sizeof(*m->seen));
	if (!m->bits || !m->seen)
		return no_memory(r);
	for (size_t i = 0; i < n; i++) {
		uint32_t id = found->ids.items[i];

		m->bits[id / 64] |= UINT64_C(1) << id % 64;
	}
	return VB_OK;
}

static size_t place_in(const struct vb_ids *ids, uint32_t id)
{
	size_t low = 0, high = ids->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (ids->items[middle] <= id)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* How many places those of `ids` have that were found. */
static uint32_t count_members(struct members *m, const struct vb_ids *ids,
			      uint32_t stamp)
{
	bool folded = m->found->total < m->found->ids.n;
	uint32_t count = 0;

	for (size_t i = 0; m->bits && i < ids->n && ids->items[i] <= m->last;
	     i++) {
		uint32_t id = ids->items[i], first;

		if (!(m->bits[id / 64] >> id % 64 & 1))
			continue;
		if (folded) {
			first = m->found->first[place_in(&m->found->ids, id)];
			if (first != VB_COUNT_ALONE) {
				if (m->seen[first] == stamp)
					continue;
				m->seen[first] = stamp;
			}
		}
		count++;
	}
	return count;
}

/* Count again by the filters; a value whose filter finds nothing leaves. */
static vb_status count_offers(struct vb_facet *facet, struct members *m,
			      struct vb_run *r, enum vb_query_field field)
{
	size_t n = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; i < facet->n && !st; i++) {
		struct vb_facet_value value = facet->values[i];
		struct vb_ids ids;

		st = vb_offer_find(&ids, r, field, value.value);
		if (st)
			break;
		value.count = count_members(m, &ids, (uint32_t)i + 1);
		if (value.count)
			facet->values[n++] = value;
	}
	facet->n = n;
	if (m->seen)
		memset(m->seen, 0, m->found->ids.n * sizeof(*m->seen));
	sort(facet);
	return st;
}

/* ---- facets */

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

static vb_status make_facet(struct vb_facet *facet, struct vb_run *r, size_t i,
			    struct members *m)
{
	struct tally t = { .r = r, .found = m->found };
	struct vb_xapian_numbers of = { m->found->ids.items, m->found->ids.n };
	size_t most =
		rows[i].slot == VB_SLOT_YEAR ? VB_FACET_YEARS : VB_FACET_VALUES;
	vb_status st = vb_xapian_db_values_of(r->s->db, rows[i].slot, of,
					      add_value, &t, r->err);

	if (!st && t.no_memory)
		st = no_memory(r);
	facet->values = t.sum.values;
	facet->n = t.sum.n;
	sort(facet);
	if (facet->n > most)
		facet->n = most;
	if (!st && rows[i].by_words && !r->haste)
		st = count_offers(facet, m, r, rows[i].field);
	add_labels(facet);
	return st;
}

/* Filters of the request among `set`. */
static unsigned chosen(const struct vb_run *r, unsigned set)
{
	unsigned have = 0;

	for (unsigned i = 0; i < VB_FILTER_COUNT; i++)
		if (r->request->filters[i].len)
			have |= 1u << i;
	return have & set;
}

vb_status vb_facets_make(struct vb_run *r)
{
	struct vb_counted found = { 0 }, others;
	struct members m = { 0 };
	struct vb_facet *facets;
	vb_status st = VB_OK;

	if (!r->request->facets)
		return VB_OK;
	facets = vb_arena_calloc(r->arena, VB_FACETS, sizeof(*facets));
	if (!facets)
		return no_memory(r);
	if (r->plan.n_steps)
		st = vb_count_matches(&found, r, 0);
	if (!st && vb_count_is_total(r) && !r->ended) {
		r->seen = found.total;
		r->out->exact = true;
	}
	if (!st)
		st = set_members(&m, r, &found);
	for (size_t i = 0; i < VB_FACETS && !st; i++) {
		unsigned own = chosen(r, rows[i].filters);
		struct members m_own = { 0 };

		facets[i].name = rows[i].name;
		if (!own) {
			st = make_facet(&facets[i], r, i, &m);
			continue;
		}
		st = vb_count_matches(&others, r, own);
		if (!st)
			st = set_members(&m_own, r, &others);
		if (!st)
			st = make_facet(&facets[i], r, i, &m_own);
	}
	r->out->facets = facets;
	r->out->n_facets = VB_FACETS;
	return st;
}
