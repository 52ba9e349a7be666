#include "index/search.h"

#include <stdlib.h>

#include "base/clock.h"
#include "index/entry.h"
#include "index/facet.h"
#include "index/fold.h"
#include "index/hit.h"
#include "index/plan.h"
#include "index/resolve.h"
#include "index/schema.h"
#include "index/searcher.h"
#include "index/verify.h"
#include "text/text.h"
#include "xapian-c/search.h"

/* BM25, tuned on the development set: docs/decisions/0002. */
#define BM25_K1 0.6
#define BM25_B 0.5

#define RETRIES 3	       /* of a search that a writer overtook */
#define CHECK_AT_LEAST 100     /* documents counted before estimating */
#define RESOLVED_MAX 10	       /* documents, and mentions, of an answer */
#define VERIFY_CANDIDATES 1000 /* documents read to confirm a phrase */

struct run {
	vb_searcher *s;
	const struct vb_request *request;
	const struct vb_query *query;
	struct vb_arena *arena;
	struct vb_results *out;
	struct vb_plan plan;
	struct vb_facets facets;
	struct vb_fold fold;
	int64_t deadline;
	uint32_t documents;   /* in the index */
	uint64_t seen;	      /* hits of the steps so far */
	struct vb_qlist done; /* queries of those steps */
	uint32_t *confirmed;  /* documents of those steps, if they overlap */
	size_t n_confirmed;
	struct vb_error *err;
};

static vb_status fill_hit(struct run *r, struct vb_hit *hit,
			  const struct vb_entry *e)
{
	vb_status st = vb_hit_fill(hit, e, r->arena);

	if (st || !r->request->snippets)
		return st;
	return vb_snippet_make(&hit->snippet, r->arena, e->text, r->plan.seeks,
			       r->plan.n_seeks);
}

/* Read the stored form of hit `i` into the searcher's buffer. */
static vb_status read_entry(struct run *r, struct vb_entry *entry,
			    const vb_xapian_mset *mset, uint32_t i)
{
	vb_xapian_doc *doc = NULL;
	vb_status st = vb_xapian_mset_document(&doc, mset, i, r->err);

	vb_buf_truncate(&r->s->data, 0);
	if (!st)
		st = vb_xapian_doc_data(&r->s->data, doc, r->err);
	vb_xapian_doc_free(doc);
	if (!st && vb_entry_decode(entry, vb_buf_str(&r->s->data)))
		st = vb_error_set(r->err, VB_CORRUPT,
				  "a document of the index can't be read: "
				  "run vanban-indexer --rebuild");
	return st;
}

static vb_status add_hit(struct run *r, const struct vb_step *step,
			 const struct vb_entry *entry,
			 const struct vb_xapian_hit *found)
{
	struct vb_hit *hit = &r->out->hits[r->out->n_hits];

	hit->score = found->weight;
	hit->why.stage = step->name;
	hit->why.weight = found->weight;
	r->out->n_hits++;
	if (fill_hit(r, hit, entry))
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	return VB_OK;
}

/* What is folded under the hit just added. */
static vb_status add_also(struct run *r, uint32_t docid, struct vb_str group)
{
	struct vb_hit *hit = &r->out->hits[r->out->n_hits - 1];

	return vb_fold_also(hit, &r->fold, docid, group);
}

static bool page_full(const struct run *r)
{
	return r->out->n_hits >= r->request->n;
}

static vb_status take_hit(struct run *r, const struct vb_step *step,
			  const vb_xapian_mset *mset, uint32_t i)
{
	struct vb_xapian_hit hit;
	struct vb_entry entry;
	vb_status st = vb_xapian_mset_hit(&hit, mset, i, r->err);

	if (!st)
		st = read_entry(r, &entry, mset, i);
	return st ? st : add_hit(r, step, &entry, &hit);
}

/* Hits [first, …) of a step, as far as the page has room. */
static vb_status take_hits(struct run *r, const struct vb_step *step,
			   const vb_xapian_mset *mset)
{
	uint32_t size = vb_xapian_mset_size(mset);
	vb_status st = VB_OK;

	for (uint32_t i = 0; i < size && !st && !page_full(r); i++)
		st = take_hit(r, step, mset, i);
	return st;
}

static bool confirms(const struct run *r, const struct vb_step *step,
		     const struct vb_entry *entry)
{
	struct vb_candidate candidate = {
		.title = entry->title,
		.text = entry->text,
		.cut = entry->text_cut,
		.any = step->any,
		.any_marks = step->any_marks,
	};

	return vb_verify(r->plan.verify, &candidate);
}

/* False when an earlier step had it. */
static bool is_new(struct run *r, uint32_t docid)
{
	if (!r->plan.overlap)
		return true;
	for (size_t i = 0; i < r->n_confirmed; i++)
		if (r->confirmed[i] == docid)
			return false;
	r->confirmed[r->n_confirmed++] = docid;
	return true;
}

/* False when a record of its group was confirmed before. */
static bool is_first(vb_status *st, struct run *r, uint32_t docid,
		     struct vb_str *group)
{
	*group = VB_STR_EMPTY;
	if (r->request->duplicates)
		return true;
	*st = vb_fold_group(group, &r->fold, docid);
	return !*st && vb_fold_is_new(st, &r->fold, *group);
}

static vb_status count_facets(struct run *r, const vb_xapian_mset *mset,
			      uint32_t i)
{
	vb_xapian_doc *doc = NULL;
	vb_status st;

	if (!r->facets.n)
		return VB_OK;
	st = vb_xapian_mset_document(&doc, mset, i, r->err);
	if (!st)
		st = vb_facets_add_doc(&r->facets, doc, r->arena, r->err);
	vb_xapian_doc_free(doc);
	return st;
}

/* As take_hits for candidates that the text must confirm, from the first. */
static vb_status take_verified(struct run *r, const struct vb_step *step,
			       const vb_xapian_mset *mset, uint64_t matches)
{
	uint32_t size = vb_xapian_mset_size(mset), i = 0;
	uint64_t confirmed = 0;
	vb_status st = VB_OK;

	for (; i < size && !st && vb_clock_us() < r->deadline; i++) {
		struct vb_xapian_hit hit;
		struct vb_entry entry;
		struct vb_str group;

		st = vb_xapian_mset_hit(&hit, mset, i, r->err);
		if (!st)
			st = read_entry(r, &entry, mset, i);
		if (st || !confirms(r, step, &entry) || !is_new(r, hit.docid) ||
		    !is_first(&st, r, hit.docid, &group))
			continue;
		if (r->seen + confirmed++ >= r->request->offset &&
		    !page_full(r)) {
			st = add_hit(r, step, &entry, &hit);
			if (!st)
				st = add_also(r, hit.docid, group);
		}
		if (!st)
			st = count_facets(r, mset, i);
	}
	if (i < matches) {
		r->out->exact = false;
		confirmed += (uint64_t)((double)confirmed / (i ? i : 1) *
					(double)(matches - i));
	}
	r->seen += confirmed;
	return st;
}

/* The step's query without what earlier steps found, with the deadline. */
static vb_q step_query(struct run *r, const struct vb_step *step)
{
	struct vb_qbuild *b = &r->plan.build;
	struct vb_qlist parts = { 0 };

	vb_qlist_add(b, &parts, step->query);
	for (size_t i = 0; i < r->done.n && !r->plan.overlap; i++)
		vb_qlist_add(b, &parts, r->done.items[i]);
	if (!r->plan.verify)
		vb_qlist_add(b, &parts, vb_fold_seen(&r->fold, b));
	return vb_q_deadline(b, vb_q_combine(b, VB_XAPIAN_AND_NOT, &parts),
			     r->deadline);
}

static vb_status set_sort(struct run *r, vb_xapian_enquire *enq)
{
	switch (r->request->sort) {
	case VB_SORT_NEWEST:
		return vb_xapian_enquire_sort(enq, VB_XAPIAN_BY_VALUE_RELEVANCE,
					      VB_SLOT_DATE, true, r->err);
	case VB_SORT_OLDEST:
		return vb_xapian_enquire_sort(enq, VB_XAPIAN_BY_VALUE_RELEVANCE,
					      VB_SLOT_DATE, false, r->err);
	case VB_SORT_NUMBER:
		return vb_xapian_enquire_sort(enq, VB_XAPIAN_BY_VALUE_RELEVANCE,
					      VB_SLOT_NUMBER, false, r->err);
	case VB_SORT_RELEVANCE:
		break;
	}
	return VB_OK;
}

static vb_status open_enquire(vb_xapian_enquire **out, struct run *r,
			      vb_q query)
{
	static const struct vb_xapian_bm25 bm25 = { BM25_K1, 0, 1, BM25_B,
						    0.5 };
	vb_status st = vb_xapian_enquire_new(out, r->s->db, r->err);

	if (!st)
		st = vb_xapian_enquire_set_query(*out, query, r->err);
	if (!st)
		st = vb_xapian_enquire_bm25(*out, &bm25, r->err);
	return st ? st : set_sort(r, *out);
}

/* What to ask Xapian for: the part of the page that this step may fill. */
static struct vb_xapian_range step_range(const struct run *r)
{
	uint64_t first =
		r->request->offset > r->seen ? r->request->offset - r->seen : 0;
	struct vb_xapian_range range = {
		.first = (uint32_t)first,
		.n = (uint32_t)(r->request->n - r->out->n_hits),
		.check_at_least = CHECK_AT_LEAST,
		.spies = r->facets.spies,
		.n_spies = r->facets.n,
	};

	if (r->plan.verify) {
		range.first = 0;
		range.n = VERIFY_CANDIDATES;
		range.n_spies = 0;
	}
	if (r->request->facets)
		range.check_at_least = r->documents;
	return range;
}

/* The hits of a step that are to be folded, from the best. */
struct window {
	vb_xapian_enquire *enq;
	struct vb_xapian_range range;
	uint32_t first, end; /* of what is left, the part for the page */
	bool collapsed;	     /* by Xapian */
	bool last;	     /* no step follows that would make it inexact */
	vb_xapian_mset *mset;
	struct vb_fold_list list;
	uint64_t total; /* that are left */
	bool exact;
};

/*
 * Fold what the page may need, or all if that is not enough. True if what
 * is left fills the page, or is all that there is, and is counted as it is
 * to be: exactly when there is little.
 */
static bool window_done(vb_status *st, struct window *w, struct run *r)
{
	uint32_t size = vb_xapian_mset_size(w->mset);
	bool all = size < w->range.n; /* that there are */
	struct vb_xapian_total total;
	size_t left;

	*st = vb_xapian_mset_total(&total, w->mset, r->err);
	if (!*st)
		*st = vb_fold_list(&w->list, &r->fold, w->mset,
				   all ? size : w->end);
	if (!*st && w->list.n_again && w->list.n < size)
		*st = vb_fold_list(&w->list, &r->fold, w->mset, size);
	if (*st)
		return true;
	left = w->list.n - w->list.n_again;
	w->exact = total.lower == total.upper;
	w->total = total.estimated;
	if (all) {
		w->total = left;
		return true;
	}
	if (w->collapsed)
		return true;
	if (left < w->end || (w->exact && w->total <= CHECK_AT_LEAST &&
			      (w->last || w->list.n_again)))
		return false;
	w->exact = false;
	if (w->list.n_again)
		w->total = w->total * left / w->list.n;
	return true;
}

/*
 * Whether the answer will be exact if this step is: those that follow are
 * for when it found little.
 */
static bool is_last(const struct run *r, const struct vb_step *step)
{
	const struct vb_step *steps = r->plan.steps;

	for (size_t i = r->plan.n_steps; i--;)
		if (!steps[i].if_few)
			return steps[i].query == step->query;
	return true;
}

/*
 * Search for a quarter more than the page needs, and fold them; when they
 * were too few have Xapian do it. That is what it does at once when it has
 * to look at every match anyway (and spies would count twice).
 */
static vb_status search_window(struct window *w, struct run *r)
{
	vb_status st = VB_OK;

	w->range = step_range(r);
	w->first = w->range.first;
	w->end = w->first + w->range.n;
	w->range.first = 0;
	w->collapsed =
		r->request->facets || r->request->sort != VB_SORT_RELEVANCE;
	if (!w->collapsed) {
		w->range.n = w->end + w->range.n / 4 + 1;
		st = vb_xapian_search(&w->mset, w->enq, &w->range, r->err);
		if (st || window_done(&st, w, r))
			return st;
		vb_xapian_mset_free(w->mset);
		w->mset = NULL;
	}
	w->collapsed = true;
	w->range.n = w->end;
	st = vb_xapian_enquire_collapse(w->enq, VB_SLOT_GROUP, 1, r->err);
	if (!st)
		st = vb_xapian_search(&w->mset, w->enq, &w->range, r->err);
	if (!st)
		window_done(&st, w, r);
	return st;
}

static vb_status take_item(struct run *r, const struct vb_step *step,
			   const struct window *w, struct vb_fold_item *item)
{
	vb_status st = take_hit(r, step, w->mset, item->at);

	if (!st)
		st = vb_fold_note(&r->fold, item);
	return st ? st : add_also(r, item->docid, item->group);
}

/*
 * As take_hits. Before another step runs, it must be known what is the same
 * as a hit of this one, on this page or on one before it: that must not come
 * again. (What a verified step has found it noted itself.)
 */
static vb_status take_folded(struct run *r, const struct vb_step *step,
			     const struct window *w)
{
	struct vb_fold_item *items = w->list.items;
	uint32_t place = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; i < w->list.n && !st && !page_full(r); i++)
		if (!items[i].again && place++ >= w->first)
			st = take_item(r, step, w, &items[i]);
	place = 0;
	for (size_t i = 0; i < w->list.n && !st && !page_full(r); i++)
		if (!items[i].again && place++ < w->first)
			st = vb_fold_note(&r->fold, &items[i]);
	return st;
}

static vb_status run_folded(struct run *r, const struct vb_step *step,
			    vb_xapian_enquire *enq)
{
	struct window w = { .enq = enq, .last = is_last(r, step) };
	vb_status st = search_window(&w, r);

	if (!st) {
		r->seen += w.total;
		r->out->exact &= w.exact;
		st = take_folded(r, step, &w);
	}
	vb_xapian_mset_free(w.mset);
	return st;
}

static vb_status run_plain(struct run *r, const struct vb_step *step,
			   vb_xapian_enquire *enq)
{
	struct vb_xapian_range range = step_range(r);
	struct vb_xapian_total total = { 0 };
	vb_xapian_mset *mset = NULL;
	vb_status st = vb_xapian_search(&mset, enq, &range, r->err);

	if (!st)
		st = vb_xapian_mset_total(&total, mset, r->err);
	if (!st && r->plan.verify) {
		st = take_verified(r, step, mset, total.estimated);
	} else if (!st) {
		r->seen += total.estimated;
		r->out->exact &= total.lower == total.upper;
		st = take_hits(r, step, mset);
	}
	vb_xapian_mset_free(mset);
	return st;
}

static vb_status run_step(struct run *r, const struct vb_step *step)
{
	bool plain = r->request->duplicates || r->plan.verify;
	vb_xapian_enquire *enq = NULL;
	uint64_t before = r->seen;
	vb_q query = step_query(r, step);
	vb_status st = r->plan.build.status;

	if (!st)
		st = open_enquire(&enq, r, query);
	if (!st)
		st = plain ? run_plain(r, step, enq) : run_folded(r, step, enq);
	if (!st && !r->plan.verify)
		st = vb_facets_add(&r->facets, r->arena, r->err);
	if (!st && r->seen > before)
		r->out->relaxed |= step->relaxed;
	vb_qlist_add(&r->plan.build, &r->done, step->query);
	vb_xapian_enquire_free(enq);
	return st;
}

/* Whether a step has to run, given what those before it found. */
static bool step_due(struct run *r, const struct vb_step *step)
{
	if (r->seen < VB_SEARCH_ENOUGH)
		return true;
	if (step->if_few)
		return false;
	return !page_full(r);
}

static vb_status run_ranked(struct run *r)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < r->plan.n_steps && !st; i++) {
		const struct vb_step *step = &r->plan.steps[i];

		if (step_due(r, step))
			st = run_step(r, step);
		else if (!step->if_few)
			r->out->exact = false; /* more may follow */
	}
	return st;
}

/*
 * Documents without the value come last, but Xapian sorts them where the
 * empty string stands: first when the least is to be first.
 */
static vb_status run_dated_first(struct run *r, const struct vb_step *step)
{
	enum vb_sort sort = r->request->sort;
	struct vb_step dated = *step;
	vb_status st = VB_OK;

	if (sort == VB_SORT_OLDEST || sort == VB_SORT_NUMBER) {
		uint32_t slot =
			sort == VB_SORT_OLDEST ? VB_SLOT_DATE : VB_SLOT_NUMBER;
		vb_q any = vb_q_range(&r->plan.build, slot, VB_STR("\x01"),
				      VB_STR("\xff"));

		dated.query = vb_q_two(&r->plan.build, VB_XAPIAN_FILTER,
				       step->query, any);
		st = run_step(r, &dated);
	}
	return st ? st : run_step(r, step);
}

/*
 * Sorted by a value: one query of all that match in full; the rest of the
 * steps only when those are too few.
 */
static vb_status run_sorted(struct run *r)
{
	struct vb_qbuild *b = &r->plan.build;
	struct vb_step step = { .name = "sorted" };
	struct vb_qlist parts = { 0 };
	size_t few = 0;
	vb_status st;

	for (size_t i = 0; i < r->plan.n_steps; i++) {
		const struct vb_step *s = &r->plan.steps[i];

		if (s->if_few) {
			few = i;
			continue;
		}
		vb_qlist_add(b, &parts, s->query);
		step.any |= s->any;
		step.any_marks |= s->any_marks;
	}
	step.query = vb_q_combine(b, VB_XAPIAN_OR, &parts);
	st = b->status ? b->status : run_dated_first(r, &step);
	if (!st && few && r->seen < VB_SEARCH_ENOUGH)
		st = run_dated_first(r, &r->plan.steps[few]);
	return st;
}

/* What was ignored, and what was added. */
static vb_status join_notes(struct run *r)
{
	struct vb_str more = r->plan.build.note, first = r->query->notes;
	struct vb_buf notes = VB_BUF_INIT(1 << 14);
	vb_status st = VB_OK;

	r->out->notes = first;
	if (!more.len)
		return VB_OK;
	st = vb_buf_printf(&notes, "%.*s%s%.*s", VB_STR_ARG(first),
			   first.len ? "; " : "", VB_STR_ARG(more));
	if (!st && !vb_arena_dup(&r->out->notes, r->arena, vb_buf_str(&notes)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&notes);
	return st ? vb_error_set(r->err, st, "notes: %s", vb_status_text(st)) :
		    VB_OK;
}

/* One try; everything in `out` that depends on the index is made here. */
static vb_status attempt(struct run *r)
{
	struct vb_results *out = r->out;
	vb_status st;

	out->total = out->n_hits = 0;
	out->exact = true;
	out->relaxed = false;
	r->seen = 0;
	r->n_confirmed = 0;
	memset(&r->done, 0, sizeof(r->done));
	r->fold =
		(struct vb_fold){ .s = r->s, .arena = r->arena, .err = r->err };
	r->confirmed =
		vb_arena_alloc(r->arena, VB_PLAN_STEPS * VERIFY_CANDIDATES *
						 sizeof(*r->confirmed));
	out->hits = vb_arena_calloc(r->arena, r->request->n + 1,
				    sizeof(*out->hits));
	if (!out->hits || !r->confirmed)
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	st = vb_xapian_db_count(&r->documents, r->s->db, r->err);
	if (!st)
		st = vb_plan_make(&r->plan, r->s->db, r->query, r->request,
				  r->arena, r->err);
	if (!st)
		st = join_notes(r);
	if (!st)
		st = vb_facets_open(&r->facets, r->request->facets, r->err);
	if (!st && r->plan.n_steps)
		st = r->request->sort == VB_SORT_RELEVANCE ? run_ranked(r) :
							     run_sorted(r);
	if (!st)
		st = vb_facets_finish(out, &r->facets, r->arena, r->err);
	vb_facets_close(&r->facets);
	vb_plan_clear(&r->plan);
	out->total = r->seen;
	out->revision = r->s->revision;
	return st;
}

static vb_status interpret(struct vb_results *out, struct vb_query *query,
			   struct vb_arena *arena, struct vb_error *err)
{
	struct vb_buf text = VB_BUF_INIT(VB_QUERY_BYTES * 4);
	vb_status st = VB_OK;

	out->interpreted = VB_STR_EMPTY;
	if (query->root)
		st = vb_query_print(&text, query);
	if (!st && !vb_arena_dup(&out->interpreted, arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	if (st)
		return vb_error_set(err, st, "query: %s", vb_status_text(st));
	out->notes = query->notes;
	return VB_OK;
}

/* What the query names by number, if it does: as far as the index is now. */
static vb_status resolve_query(struct run *r)
{
	struct vb_str text = r->out->interpreted;
	struct vb_resolution found;
	vb_status st;

	r->out->n_resolved = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			continue;
		st = vb_resolution_find(&found, r->s, text, RESOLVED_MAX,
					r->arena, r->err);
		return st ? st :
			    vb_resolution_show(r->out, &found, RESOLVED_MAX,
					       r->arena, r->err);
	}
	return VB_OK;
}

static vb_status check_request(const struct vb_request *request,
			       struct vb_error *err)
{
	if (request->n > VB_SEARCH_PAGE)
		return vb_error_set(err, VB_TOO_BIG,
				    "at most %d hits can be asked for",
				    VB_SEARCH_PAGE);
	if (request->offset > VB_SEARCH_DEEPEST)
		return vb_error_set(err, VB_TOO_BIG,
				    "offset goes to %d at most",
				    VB_SEARCH_DEEPEST);
	return VB_OK;
}

/* Run a parsed query, again when a writer overtook it. */
static vb_status run_query(struct vb_results *out, vb_searcher *s,
			   const struct vb_request *request,
			   struct vb_query *query, struct run *r)
{
	int timeout = request->timeout_ms ? request->timeout_ms :
					    VB_SEARCH_TIMEOUT_MS;
	int64_t start = vb_clock_us();
	vb_status st = interpret(out, query, r->arena, r->err);

	r->s = s;
	r->request = request;
	r->query = query;
	r->out = out;
	r->deadline = start + (int64_t)timeout * 1000;
	if (!st)
		st = vb_searcher_follow(s, r->err);
	for (int i = 0; !st && i < RETRIES; i++) {
		st = attempt(r);
		if (!st)
			st = resolve_query(r);
		if (st != VB_BUSY)
			break;
		if (i + 1 < RETRIES)
			st = vb_searcher_follow(s, r->err);
	}
	out->took_us = vb_clock_us() - start;
	return st;
}

vb_status vb_search(struct vb_results *out, vb_searcher *s,
		    const struct vb_request *request, struct vb_arena *arena,
		    struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct run r = { .arena = arena, .err = err ? err : &own };
	int64_t start = vb_clock_us();
	struct vb_query query = { 0 };
	vb_status st = check_request(request, r.err);

	memset(out, 0, sizeof(*out));
	out->interpreted = out->notes = out->did_you_mean = VB_STR_EMPTY;
	out->offset = request->offset;
	if (!st)
		st = vb_query_parse(&query, arena, request->query, r.err);
	if (!st)
		st = run_query(out, s, request, &query, &r);
	out->took_us = vb_clock_us() - start;
	return st;
}
