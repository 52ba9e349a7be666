#include "index/count.h"

#include <stdlib.h>
#include <string.h>

#include "index/columns.h"
#include "index/run.h"
#include "index/schema.h"
#include "xapian-c/found.h"

/* Confirmed texts, with doubles, that are not few. */
#define CONFIRM_ENOUGH (8 * VB_SEARCH_ENOUGH)

static vb_status no_memory(const struct vb_run *r)
{
	return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* In order, each once. */
static void set_in_order(struct vb_ids *ids)
{
	size_t n = 0;

	if (ids->n)
		qsort(ids->items, ids->n, sizeof(*ids->items), by_number);
	for (size_t i = 0; i < ids->n; i++)
		if (!n || ids->items[i] != ids->items[n - 1])
			ids->items[n++] = ids->items[i];
	ids->n = n;
}

vb_status vb_count_meet(struct vb_run *r, const uint32_t *ids, size_t n)
{
	struct vb_count *c = &r->count;

	if (!r->request->facets || !n)
		return VB_OK;
	if (c->n + n > c->cap) {
		size_t cap = c->n + n > 2 * c->cap ? c->n + n : 2 * c->cap;
		uint32_t *met = vb_arena_calloc(r->arena, cap, sizeof(*met));

		if (!met)
			return no_memory(r);
		if (c->n)
			memcpy(met, c->met, c->n * sizeof(*met));
		c->met = met;
		c->cap = cap;
	}
	memcpy(c->met + c->n, ids, n * sizeof(*ids));
	c->n += n;
	return VB_OK;
}

vb_status vb_count_numbers(struct vb_ids *out, struct vb_run *r,
			   const vb_xapian_mset *mset, size_t most)
{
	size_t n = vb_xapian_mset_size(mset);
	struct vb_xapian_hit *hits =
		vb_arena_calloc(r->arena, n + 1, sizeof(*hits));
	vb_status st;

	out->n = n < most ? n : most;
	out->items = vb_arena_calloc(r->arena, n + 1, sizeof(*out->items));
	if (!hits || !out->items)
		return no_memory(r);
	st = vb_xapian_mset_hits(hits, mset, r->err);
	for (size_t i = 0; i < out->n; i++)
		out->items[i] = hits[i].docid;
	return st;
}

vb_status vb_count_meet_hits(struct vb_run *r, const vb_xapian_mset *mset)
{
	struct vb_ids ids;
	vb_status st;

	if (!r->request->facets)
		return VB_OK;
	st = vb_count_numbers(&ids, r, mset, VB_COUNT_SAMPLE);
	return st ? st : vb_count_meet(r, ids.items, ids.n);
}

uint32_t vb_count_wanted(const struct vb_run *r)
{
	return VB_COUNT_SAMPLE + (uint32_t)r->count.n;
}

/* Those of `ids` that were not met yet, in their order. */
static vb_status leave_new(struct vb_ids *ids, struct vb_run *r)
{
	struct vb_ids met = { .n = r->count.n };
	size_t n = 0;

	if (!met.n)
		return VB_OK;
	met.items = vb_arena_alloc(r->arena, met.n * sizeof(*met.items));
	if (!met.items)
		return no_memory(r);
	memcpy(met.items, r->count.met, met.n * sizeof(*met.items));
	set_in_order(&met);
	for (size_t i = 0; i < ids->n; i++)
		if (!bsearch(&ids->items[i], met.items, met.n,
			     sizeof(*met.items), by_number))
			ids->items[n++] = ids->items[i];
	ids->n = n;
	return VB_OK;
}

vb_status vb_count_meet_sample(struct vb_run *r, vb_q best)
{
	struct vb_ids ids = { .n = vb_count_wanted(r) };
	vb_status st;

	ids.items = vb_arena_alloc(r->arena, ids.n * sizeof(*ids.items));
	if (!ids.items)
		return no_memory(r);
	st = vb_xapian_query_sampled(ids.items, &ids.n, best, r->err);
	if (!st)
		st = leave_new(&ids, r);
	if (st)
		return st;
	if (ids.n >= VB_COUNT_SAMPLE) {
		ids.n = VB_COUNT_SAMPLE;
		r->count.sampled = true;
		r->out->exact = false;
	}
	return vb_count_meet(r, ids.items, ids.n);
}

bool vb_count_samples(const struct vb_run *r, const struct vb_step *step)
{
	return r->request->facets && !r->plan.verify &&
	       (r->haste ||
		(step->any && r->request->sort == VB_SORT_RELEVANCE));
}

/* ---- searches without ranks */

struct asked {
	vb_q query;
	uint32_t n;    /* documents wanted */
	bool weighed;  /* the best of them */
	bool all;      /* not just the first that come */
	bool collapse; /* of a group one */
};

static vb_status ask(vb_xapian_mset **out, struct vb_run *r,
		     const struct asked *a)
{
	struct vb_qbuild *b = &r->plan.build;
	struct vb_xapian_range range = { .n = a->n,
					 .check_at_least =
						 a->all ? b->documents : a->n };
	vb_q q = vb_run_limited(r, a->query);
	vb_xapian_enquire *enq = NULL;
	vb_status st;

	st = b->status ? b->status :
			 vb_xapian_enquire_new(&enq, r->s->db, r->err);
	if (!st)
		st = vb_xapian_enquire_set_query(enq, q, r->err);
	if (!st)
		st = a->weighed ?
			     vb_xapian_enquire_bm25(enq, &vb_q_bm25, r->err) :
			     vb_xapian_enquire_bool(enq, r->err);
	if (!st && a->collapse)
		st = vb_xapian_enquire_collapse(enq, VB_SLOT_GROUP, 1, r->err);
	if (!st)
		st = vb_xapian_search(out, enq, &range, r->err);
	vb_xapian_enquire_free(enq);
	return st;
}

static vb_status find(struct vb_ids *out, struct vb_run *r,
		      const struct asked *a)
{
	vb_xapian_mset *mset = NULL;
	vb_status st;

	*out = (struct vb_ids){ NULL, 0 };
	if (!a->query)
		return r->plan.build.status;
	st = ask(&mset, r, a);
	if (!st)
		st = vb_count_numbers(out, r, mset, SIZE_MAX);
	vb_xapian_mset_free(mset);
	if (!st)
		set_in_order(out);
	return st;
}

vb_status vb_count_find(struct vb_ids *out, struct vb_run *r, vb_q query)
{
	vb_xapian_found *found = NULL;
	vb_status st;

	*out = (struct vb_ids){ NULL, 0 };
	if (!query)
		return r->plan.build.status;
	st = vb_xapian_find(&found, r->s->db, query, &r->limit, r->err);
	if (st)
		return st;
	out->n = vb_xapian_found_size(found);
	out->items =
		vb_arena_alloc(r->arena, (out->n + 1) * sizeof(*out->items));
	if (out->items)
		vb_xapian_found_numbers(out->items, found);
	else
		st = no_memory(r);
	vb_xapian_found_free(found);
	return st;
}

/* ---- candidates that the text must confirm */

static struct vb_confirm confirmer(struct vb_run *r, struct vb_fold *fold)
{
	*fold = (struct vb_fold){ .s = r->s, .arena = r->arena, .err = r->err };
	return (struct vb_confirm){
		.fold = fold,
		.tree = r->plan.verify,
		.duplicates = true,
		.overlap = true, /* a step has what the one before it has */
		.until = r->confirm_until,
	};
}

/* Confirm what the steps that are `if_few`, or those that are not, find. */
static vb_status confirm(struct vb_ids *out, struct vb_confirm *c,
			 struct vb_run *r, unsigned without, bool if_few)
{
	size_t n = 0;
	vb_status st = VB_OK;

	*out = (struct vb_ids){ NULL, 0 };
	for (size_t i = 0; i < r->plan.n_steps && !st; i++) {
		const struct vb_step *step = &r->plan.steps[i];
		struct asked a = { .n = VB_CONFIRM_MOST, .all = true };
		struct vb_xapian_total total = { 0 };
		vb_xapian_mset *mset = NULL;
		uint32_t *ids;

		if (step->if_few != if_few || (c->enough && n >= c->enough))
			continue;
		a.query = vb_plan_within(&r->plan, step->open, without);
		c->any = step->any;
		c->any_marks = step->any_marks;
		st = a.query ? ask(&mset, r, &a) : r->plan.build.status;
		if (st || !a.query)
			break;
		st = vb_xapian_mset_total(&total, mset, r->err);
		if (!st)
			st = vb_confirm_read(c, mset);
		if (!st && c->read < total.estimated && !c->enough)
			r->out->exact = false;
		vb_xapian_mset_free(mset);
		ids = st ? NULL :
			   vb_arena_calloc(r->arena, n + c->n_all + 1,
					   sizeof(*ids));
		if (st || !ids)
			return st ? st : no_memory(r);
		if (n)
			memcpy(ids, out->items, n * sizeof(*ids));
		memcpy(ids + n, c->all, c->n_all * sizeof(*ids));
		n += c->n_all;
		*out = (struct vb_ids){ ids, n };
	}
	if (c->unsure)
		r->out->exact = false;
	set_in_order(out);
	return st;
}

/* ---- groups */

/* Documents that may be of one group with others: by their places. */
struct grouped {
	uint32_t *places;
	uint64_t *groups; /* hashes */
	size_t n;
};

static void share(struct vb_counted *c, const struct grouped *g,
		  const uint32_t *numbers)
{
	for (size_t i = 0; i < g->n; i++) {
		if (!numbers[i])
			continue;
		c->group[c->shared.n] = numbers[i];
		c->shared.items[c->shared.n++] = c->ids.items[g->places[i]];
	}
	c->total -= c->shared.n - c->groups;
}

/* Number the groups that two or more are of. */
static vb_status join_groups(struct vb_counted *c, struct vb_run *r,
			     const struct grouped *g)
{
	size_t mask = 255, at;
	uint32_t *hashed, *numbers; /* hashed: an index, plus 1; 0: free */

	while (mask < 2 * g->n)
		mask = 2 * mask + 1;
	hashed = vb_arena_calloc(r->arena, mask + 1, sizeof(*hashed));
	numbers = vb_arena_calloc(r->arena, g->n, sizeof(*numbers));
	c->group = vb_arena_alloc(r->arena, g->n * sizeof(*c->group));
	c->shared.items = vb_arena_alloc(r->arena, g->n * sizeof(uint32_t));
	if (!hashed || !numbers || !c->group || !c->shared.items)
		return no_memory(r);
	for (uint32_t i = 0; i < g->n; i++) {
		uint32_t *first;

		at = (size_t)(g->groups[i] >> 1) & mask;
		while (hashed[at] && g->groups[hashed[at] - 1] != g->groups[i])
			at = (at + 1) & mask;
		if (!hashed[at]) {
			hashed[at] = i + 1;
			continue;
		}
		first = &numbers[hashed[at] - 1];
		if (!*first)
			*first = ++c->groups;
		numbers[i] = *first;
	}
	share(c, g, numbers);
	return VB_OK;
}

/* Who stands for whom; with duplicates each stands for itself. */
static vb_status set_groups(struct vb_counted *c, struct vb_run *r)
{
	struct vb_xapian_numbers of = { c->ids.items, c->ids.n };
	const struct vb_columns *columns;
	struct grouped g = { 0 };
	vb_status st;

	*c = (struct vb_counted){ .ids = c->ids, .total = of.n };
	if (r->request->duplicates || !of.n)
		return VB_OK;
	g.places = vb_arena_alloc(r->arena, of.n * sizeof(*g.places));
	g.groups = vb_arena_alloc(r->arena, of.n * sizeof(*g.groups));
	st = vb_columns_of(&columns, r->s, r->err);
	if (!st && (!g.places || !g.groups))
		st = no_memory(r);
	if (st)
		return st;
	g.n = vb_columns_grouped(g.places, g.groups, columns, of);
	return g.n ? join_groups(c, r, &g) : VB_OK;
}

/* ---- few, or not */

static vb_status confirm_few(bool *few, struct vb_run *r)
{
	struct vb_counted counted = { 0 };
	struct vb_fold fold;
	struct vb_confirm c = confirmer(r, &fold);
	vb_status st;

	c.enough = CONFIRM_ENOUGH;
	st = confirm(&counted.ids, &c, r, VB_PLAN_FILTERS, false);
	if (!st)
		st = set_groups(&counted, r);
	*few = counted.ids.n < CONFIRM_ENOUGH &&
	       counted.total < VB_SEARCH_ENOUGH;
	return st;
}

static bool has_filters(const struct vb_run *r)
{
	for (int i = 0; i < VB_FILTER_COUNT; i++)
		if (r->request->filters[i].len)
			return true;
	return false;
}

bool vb_count_is_few(vb_status *st, struct vb_run *r)
{
	struct asked a = { .n = VB_SEARCH_ENOUGH,
			   .collapse = !r->request->duplicates };
	vb_xapian_mset *mset = NULL;
	bool few = true;

	if (*st)
		return false;
	if (r->count.few != VB_FEW_UNKNOWN)
		return r->count.few == VB_FEW;
	if (!has_filters(r)) {
		few = r->seen < VB_SEARCH_ENOUGH;
	} else if (r->plan.verify) {
		*st = confirm_few(&few, r);
	} else {
		a.query = vb_plan_strict(&r->plan);
		*st = a.query ? ask(&mset, r, &a) : r->plan.build.status;
		if (!*st && a.query)
			few = vb_xapian_mset_size(mset) < VB_SEARCH_ENOUGH;
		vb_xapian_mset_free(mset);
	}
	r->count.few = few ? VB_FEW : VB_FEW_NOT;
	return !*st && few;
}

/* ---- what a search finds */

static const struct vb_step *few_step(const struct vb_run *r)
{
	for (size_t i = 0; i < r->plan.n_steps; i++)
		if (r->plan.steps[i].if_few)
			return &r->plan.steps[i];
	return NULL;
}

/* Are some of the words enough, where `strict` are those that hold all? */
static bool few_due(vb_status *st, struct vb_run *r,
		    const struct vb_counted *strict)
{
	if (*st || !few_step(r) || strict->total >= VB_SEARCH_ENOUGH)
		return false;
	return !strict->ids.n || vb_count_is_few(st, r);
}

static vb_status match(struct vb_counted *out, struct vb_run *r,
		       unsigned without)
{
	struct vb_plan *plan = &r->plan;
	vb_q strict = vb_plan_strict(plan);
	vb_status st = vb_count_find(&out->ids, r,
				     vb_plan_within(plan, strict, without));

	if (!st)
		st = set_groups(out, r);
	if (!few_due(&st, r, out))
		return st;
	strict =
		vb_q_two(&plan->build, VB_XAPIAN_OR, strict, few_step(r)->open);
	st = vb_count_find(&out->ids, r, vb_plan_within(plan, strict, without));
	return st ? st : set_groups(out, r);
}

static vb_status match_confirmed(struct vb_counted *out, struct vb_run *r,
				 unsigned without)
{
	struct vb_fold fold;
	struct vb_confirm c = confirmer(r, &fold);
	struct vb_ids more;
	vb_status st = confirm(&out->ids, &c, r, without, false);

	if (!st)
		st = set_groups(out, r);
	if (!few_due(&st, r, out))
		return st;
	st = confirm(&more, &c, r, without, true);
	if (st || !more.n)
		return st;
	if (out->ids.n) {
		uint32_t *both = vb_arena_calloc(r->arena, out->ids.n + more.n,
						 sizeof(*both));

		if (!both)
			return no_memory(r);
		memcpy(both, out->ids.items, out->ids.n * sizeof(*both));
		memcpy(both + out->ids.n, more.items, more.n * sizeof(*both));
		more = (struct vb_ids){ both, out->ids.n + more.n };
		set_in_order(&more);
	}
	out->ids = more;
	return set_groups(out, r);
}

/* The best of what the first step of which any word may match finds. */
static vb_status match_sample(struct vb_counted *out, struct vb_run *r,
			      unsigned without)
{
	struct asked a = { .n = VB_COUNT_SAMPLE, .weighed = true };
	vb_status st;

	for (size_t i = 0; i < r->plan.n_steps && !a.query; i++)
		if (r->plan.steps[i].any || i + 1 == r->plan.n_steps)
			a.query = vb_plan_within(
				&r->plan, r->plan.steps[i].open, without);
	st = find(&out->ids, r, &a);
	return st ? st : set_groups(out, r);
}

/* What the steps met. */
static vb_status met(struct vb_counted *out, struct vb_run *r)
{
	out->ids = (struct vb_ids){ r->count.met, r->count.n };
	set_in_order(&out->ids);
	return set_groups(out, r);
}

bool vb_count_is_total(const struct vb_run *r)
{
	return !r->haste && !r->count.sampled && !r->plan.verify;
}

vb_status vb_count_matches(struct vb_counted *out, struct vb_run *r,
			   unsigned without)
{
	memset(out, 0, sizeof(*out));
	if (r->haste || (r->plan.verify && !without))
		return met(out, r);
	if (r->plan.verify)
		return match_confirmed(out, r, without);
	if (r->count.sampled)
		return without ? match_sample(out, r, without) : met(out, r);
	return match(out, r, without);
}
