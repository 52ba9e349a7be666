#include "index/facet.h"

#include <stdlib.h>
#include <string.h>

#include "doc/type.h"
#include "index/columns.h"
#include "index/offer.h"
#include "index/run.h"

#define BIT(filter) (1u << VB_FILTER_##filter)

/*
 * By words: its filter may find more than the records that have the value
 * itself, or than it folds to.
 */
static const struct {
	const char *name;
	enum vb_column column;
	unsigned filters; /* that choose a value of it */
	enum vb_query_field field;
	bool by_words;
} rows[VB_FACETS] = {
	{ "type", VB_COLUMN_TYPE, BIT(TYPE), VB_QF_TYPE, false },
	{ "issuer", VB_COLUMN_ISSUER, BIT(ISSUER), VB_QF_ISSUER, true },
	{ "place", VB_COLUMN_PLACE, BIT(PLACE), VB_QF_PLACE, true },
	{ "kind", VB_COLUMN_KIND, BIT(KIND), VB_QF_KIND, false },
	{ "year", VB_COLUMN_YEAR, BIT(FROM) | BIT(TO), VB_QF_YEAR, false },
	{ "topic", VB_COLUMN_TOPIC, BIT(TOPIC), VB_QF_TOPIC, true },
	{ "status", VB_COLUMN_STATUS, BIT(STATUS), VB_QF_STATUS, true },
};

static vb_status no_memory(const struct vb_run *r)
{
	return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
}

/* What was found, as it is counted for each facet. */
struct members {
	const struct vb_counted *found;
	const struct vb_columns *columns;
	uint64_t *bits;	  /* by number: was it found */
	uint64_t *shared; /* and is it of found->shared; NULL: none is */
	uint32_t last;	  /* number that there are bits for */
	uint32_t *order;  /* found->shared group by group */
	uint32_t *seen;	  /* by group: for which value it was counted last */
	uint32_t stamp;	  /* of values, from 1 on */
	uint32_t *counts[VB_COLUMN_COUNT]; /* of each value; NULL: not asked */
};

static void set_bit(uint64_t *bits, uint32_t id)
{
	bits[id / 64] |= UINT64_C(1) << id % 64;
}

static bool has_bit(const uint64_t *bits, uint32_t id)
{
	return bits[id / 64] >> id % 64 & 1;
}

static vb_status set_bits(uint64_t **out, const struct members *m,
			  struct vb_run *r, const struct vb_ids *ids)
{
	*out = vb_arena_calloc(r->arena, m->last / 64 + 1, sizeof(**out));
	if (!*out)
		return no_memory(r);
	for (size_t i = 0; i < ids->n; i++)
		set_bit(*out, ids->items[i]);
	return VB_OK;
}

static vb_status set_order(struct members *m, struct vb_run *r)
{
	const struct vb_counted *found = m->found;
	size_t n = found->shared.n, groups = found->groups + (size_t)1;
	uint32_t *ends = vb_arena_calloc(r->arena, groups, sizeof(*ends));

	m->order = vb_arena_alloc(r->arena, n * sizeof(*m->order));
	m->seen = vb_arena_calloc(r->arena, groups, sizeof(*m->seen));
	if (!ends || !m->order || !m->seen)
		return no_memory(r);
	for (size_t i = 0; i < n; i++)
		ends[found->group[i]]++;
	for (size_t i = 1; i < groups; i++)
		ends[i] += ends[i - 1];
	for (size_t i = n; i--;)
		m->order[--ends[found->group[i]]] = (uint32_t)i;
	return VB_OK;
}

/* A group counts once for each value in it: so far each of it did. */
static vb_status join_counts(struct members *m, struct vb_run *r,
			     enum vb_column column)
{
	const struct vb_ids *shared = &m->found->shared;
	struct vb_xapian_numbers of = { shared->items, shared->n };
	size_t values = vb_columns_values(m->columns, column) + (size_t)1;
	uint32_t *numbers = vb_arena_alloc(r->arena, of.n * sizeof(*numbers));
	uint32_t *in = vb_arena_calloc(r->arena, values, sizeof(*in));

	if (!numbers || !in)
		return no_memory(r);
	vb_columns_numbers(numbers, m->columns, column, of);
	for (size_t i = 0; i < of.n; i++) {
		uint32_t group = m->found->group[m->order[i]];
		uint32_t value = numbers[m->order[i]];

		m->counts[column][value] -= in[value] == group;
		in[value] = group;
	}
	return VB_OK;
}

static vb_status open_counts(struct members *m, struct vb_run *r,
			     enum vb_column column)
{
	size_t values = vb_columns_values(m->columns, column) + (size_t)1;

	m->counts[column] =
		vb_arena_calloc(r->arena, values, sizeof(*m->counts[column]));
	return m->counts[column] ? VB_OK : no_memory(r);
}

/* `columns`: bits 1 << enum vb_column, of those that are counted. */
static vb_status set_members(struct members *m, struct vb_run *r,
			     const struct vb_counted *found, unsigned columns)
{
	struct vb_xapian_numbers of = { found->ids.items, found->ids.n };
	vb_status st = vb_columns_of(&m->columns, r->s, r->err);

	m->found = found;
	for (int i = 0; i < VB_COLUMN_COUNT && !st; i++) {
		enum vb_column column = (enum vb_column)i;

		if (columns >> i & 1)
			st = open_counts(m, r, column);
	}
	if (st || !of.n)
		return st;
	m->last = of.ids[of.n - 1];
	vb_columns_add(m->counts, m->columns, of);
	st = set_bits(&m->bits, m, r, &found->ids);
	if (st || !found->shared.n)
		return st;
	st = set_bits(&m->shared, m, r, &found->shared);
	if (!st)
		st = set_order(m, r);
	for (int i = 0; i < VB_COLUMN_COUNT && !st; i++)
		if (m->counts[i])
			st = join_counts(m, r, (enum vb_column)i);
	return st;
}

/* ---- what the documents have */

/* One facet's counts. */
struct tally {
	struct vb_run *r;
	const struct vb_columns *columns;
	enum vb_column column;
	const uint32_t *counts; /* of each value */
};

static bool is_before(const struct tally *t, uint32_t a, uint32_t b)
{
	if (t->counts[a] != t->counts[b])
		return t->counts[a] > t->counts[b];
	return vb_str_cmp(vb_columns_text(t->columns, t->column, a),
			  vb_columns_text(t->columns, t->column, b)) < 0;
}

/* The `most` first values in their order; how many there are. */
static size_t choose(uint32_t *chosen, const struct tally *t, size_t most)
{
	uint32_t values = vb_columns_values(t->columns, t->column);
	size_t n = 0, at;

	for (uint32_t v = 1; v <= values; v++) {
		if (!t->counts[v] ||
		    (n == most && !is_before(t, v, chosen[n - 1])))
			continue;
		at = n < most ? n++ : n - 1;
		for (; at && is_before(t, v, chosen[at - 1]); at--)
			chosen[at] = chosen[at - 1];
		chosen[at] = v;
	}
	return n;
}

static vb_status take_values(struct vb_facet *facet, const struct tally *t,
			     size_t most)
{
	uint32_t chosen[VB_FACET_YEARS];
	struct vb_arena *arena = t->r->arena;

	facet->n = choose(chosen, t, most);
	facet->values =
		vb_arena_calloc(arena, facet->n + 1, sizeof(*facet->values));
	if (!facet->values)
		return no_memory(t->r);
	for (size_t i = 0; i < facet->n; i++) {
		struct vb_facet_value *v = &facet->values[i];

		v->count = t->counts[chosen[i]];
		if (!vb_arena_dup(
			    &v->value, arena,
			    vb_columns_text(t->columns, t->column, chosen[i])))
			return no_memory(t->r);
	}
	return VB_OK;
}

/* ---- what the filter of a value finds of that which was found */

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
static uint32_t count_members(struct members *m, const struct vb_ids *ids)
{
	const struct vb_counted *found = m->found;
	uint32_t stamp = ++m->stamp, count = 0;

	for (size_t i = 0; m->bits && i < ids->n && ids->items[i] <= m->last;
	     i++) {
		uint32_t id = ids->items[i], group;

		if (!has_bit(m->bits, id))
			continue;
		if (m->shared && has_bit(m->shared, id)) {
			group = found->group[place_in(&found->shared, id)];
			if (m->seen[group] == stamp)
				continue;
			m->seen[group] = stamp;
		}
		count++;
	}
	return count;
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
		value.count = count_members(m, &ids);
		if (value.count)
			facet->values[n++] = value;
	}
	facet->n = n;
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
	enum vb_column column = rows[i].column;
	struct tally t = { r, m->columns, column, m->counts[column] };
	size_t most =
		column == VB_COLUMN_YEAR ? VB_FACET_YEARS : VB_FACET_VALUES;
	vb_status st = take_values(facet, &t, most);

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
	unsigned columns = 0;
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
	for (size_t i = 0; i < VB_FACETS; i++)
		if (!chosen(r, rows[i].filters))
			columns |= 1u << rows[i].column;
	if (!st)
		st = set_members(&m, r, &found, columns);
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
			st = set_members(&m_own, r, &others,
					 1u << rows[i].column);
		if (!st)
			st = make_facet(&facets[i], r, i, &m_own);
	}
	r->out->facets = facets;
	r->out->n_facets = VB_FACETS;
	return st;
}
