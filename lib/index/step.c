#include "index/run.h"
#include "index/schema.h"

#define CHECK_AT_LEAST 100 /* documents counted before estimating */
#define NOTED 200	   /* documents taken away by number at most */

vb_q vb_run_limited(struct vb_run *r, vb_q q)
{
	bool last = r->haste + 1 == VB_HASTE_LEVELS;

	/* A search that finds nothing may not look at the clock. */
	if (!last && vb_limit_reached(&r->limit))
		return vb_q_no_time(&r->plan.build);
	return vb_q_limit(&r->plan.build, q, &r->limit,
			  last ? &r->ended : NULL);
}

/*
 * The step's query, within the limit, without what earlier steps found. What
 * is taken away may be nearly all: the limit is looked at before.
 */
static vb_q step_query(struct vb_run *r, vb_q query)
{
	struct vb_qbuild *b = &r->plan.build;
	struct vb_qlist parts = { 0 };

	vb_qlist_add(b, &parts, vb_run_limited(r, query));
	for (size_t i = 0; i < r->done.n && !r->plan.overlap; i++)
		vb_qlist_add(b, &parts, r->done.items[i]);
	if (!r->plan.verify)
		vb_qlist_add(b, &parts, vb_fold_seen(&r->fold, b));
	return vb_q_combine(b, VB_XAPIAN_AND_NOT, &parts);
}

static vb_status set_sort(struct vb_run *r, vb_xapian_enquire *enq)
{
	switch (r->request->sort) {
	case VB_SORT_NEWEST:
		return vb_xapian_enquire_sort(enq, VB_XAPIAN_BY_VALUE_RELEVANCE,
					      VB_SLOT_DATE, true, r->err);
	case VB_SORT_OLDEST:
		return vb_xapian_enquire_sort_known(enq, VB_SLOT_DATE, r->err);
	case VB_SORT_NUMBER:
		return vb_xapian_enquire_sort_known(enq, VB_SLOT_NUMBER,
						    r->err);
	case VB_SORT_RELEVANCE:
		break;
	}
	return VB_OK;
}

static vb_status open_enquire(vb_xapian_enquire **out, struct vb_run *r,
			      vb_q query)
{
	vb_status st = vb_xapian_enquire_new(out, r->s->db, r->err);

	if (!st)
		st = vb_xapian_enquire_set_query(*out, query, r->err);
	if (!st)
		st = vb_xapian_enquire_bm25(*out, &vb_q_bm25, r->err);
	return st ? st : set_sort(r, *out);
}

/* A step's search. */
struct seeker {
	struct vb_run *r;
	const struct vb_step *step;
	vb_xapian_enquire *enq;
	vb_q best;    /* only its best documents are asked for; or NULL: all */
	vb_q sampled; /* has the best hits, which facets count; or NULL */
	bool whole;   /* everything that matches was found, */
	vb_q found;   /* this, or NULL: nothing */
};

/* So many hits at most are looked at. */
static uint32_t hits_wanted(const struct vb_run *r)
{
	uint64_t end = r->request->offset + r->request->n;

	if (end < VB_RANK_WINDOW)
		end = VB_RANK_WINDOW;
	return (uint32_t)(end * 5 / 4 + 1);
}

static vb_status open_seeker(struct seeker *s)
{
	struct vb_run *r = s->r;
	vb_q query = s->step->query;
	bool sample = vb_count_samples(r, s->step);
	struct vb_xapian_wanted wanted = {
		.k = hits_wanted(r),
		.sample = sample ? vb_count_wanted(r) : 0,
	};

	if (r->request->sort == VB_SORT_RELEVANCE && !r->plan.verify)
		s->best = vb_q_best(&r->plan.build, query, wanted);
	s->sampled = sample ? s->best : NULL;
	query = step_query(r, s->best ? s->best : query);
	return r->plan.build.status ? r->plan.build.status :
				      open_enquire(&s->enq, r, query);
}

/* From now on ask for all documents. */
static vb_status want_all(struct seeker *s)
{
	vb_q query;

	if (!s->best)
		return VB_OK;
	s->best = NULL;
	query = step_query(s->r, s->step->query);
	return s->r->plan.build.status ?
		       s->r->plan.build.status :
		       vb_xapian_enquire_set_query(s->enq, query, s->r->err);
}

/* Are the first hits counted, and so VB_COUNT_SAMPLE of them asked for? */
static bool samples_hits(const struct seeker *s)
{
	return !s->sampled && vb_count_samples(s->r, s->step);
}

/* What was found by number is sooner taken away than what was asked for. */
static vb_status note_whole(struct seeker *s, const vb_xapian_mset *mset,
			    const struct vb_xapian_range *range)
{
	uint32_t n = vb_xapian_mset_size(mset);
	struct vb_ids ids;
	vb_status st;

	s->whole = !range->first && n < range->n && n <= NOTED && !s->r->ended;
	if (!s->whole)
		return VB_OK;
	st = vb_count_numbers(&ids, s->r, mset, n);
	if (!st)
		s->found = vb_q_ids(&s->r->plan.build, ids.items, ids.n);
	return st;
}

/* May a document that was left out belong to the hits? What earlier steps
 * found may have been among the best. */
static vb_status lacks_some(bool *out, const struct seeker *s,
			    const vb_xapian_mset *mset, uint32_t wanted)
{
	double cut = s->best ? vb_xapian_query_cut(s->best) : 0;
	uint32_t size = vb_xapian_mset_size(mset);
	struct vb_xapian_hit last;
	vb_status st;

	*out = cut > 0 && size < wanted;
	if (cut <= 0 || *out)
		return VB_OK;
	st = vb_xapian_mset_hit(&last, mset, size - 1, s->r->err);
	*out = !st && last.weight < cut;
	return st;
}

static vb_status seek(vb_xapian_mset **out, struct seeker *s,
		      const struct vb_xapian_range *range)
{
	bool again = false;
	vb_status st = vb_xapian_search(out, s->enq, range, s->r->err);

	if (!st && range->n)
		st = lacks_some(&again, s, *out, range->n);
	if (!st && !again && range->n)
		st = note_whole(s, *out, range);
	if (st || !again)
		return st;
	vb_xapian_mset_free(*out);
	*out = NULL;
	st = want_all(s);
	return st ? st : vb_xapian_search(out, s->enq, range, s->r->err);
}

/* Put the hits of a step in order, if they are to be in that of relevance. */
static vb_status rank_hits(struct vb_ranked *out, struct vb_run *r,
			   const vb_xapian_mset *mset, bool from_first)
{
	bool rank = from_first && r->request->sort == VB_SORT_RELEVANCE;

	return vb_rank(out, rank ? &r->ranker : NULL, r->s, mset, r->arena,
		       r->err);
}

/*
 * What to ask Xapian for: the part of the page that this step may fill; all
 * from the first hit on, when some of it is to be put in order.
 */
static struct vb_xapian_range step_range(const struct vb_run *r)
{
	uint64_t first =
		r->request->offset > r->seen ? r->request->offset - r->seen : 0;
	struct vb_xapian_range range = {
		.first = (uint32_t)first,
		.n = (uint32_t)(r->request->n - r->out->n_hits),
		.check_at_least = CHECK_AT_LEAST,
	};

	if (r->plan.verify) {
		range.first = 0;
		range.n = VB_CONFIRM_MOST;
		range.check_at_least = r->plan.build.documents;
	}
	return range;
}

/* Ask for all that is put in order. `*skip` are the hits before the page. */
static void widen(struct vb_xapian_range *range, uint32_t *skip, bool sample)
{
	uint32_t least = sample ? VB_COUNT_SAMPLE : VB_RANK_WINDOW;

	*skip = 0;
	if (range->first >= VB_RANK_WINDOW && !sample)
		return;
	*skip = range->first;
	range->n += range->first;
	range->first = 0;
	if (range->n < least)
		range->n = least;
}

/* The hits of a step that are to be folded, from the best. */
struct window {
	struct seeker *seeker;
	const struct vb_step *step;
	struct vb_xapian_range range;
	uint32_t first, end; /* of what is left, the part for the page */
	bool collapsed;	     /* by Xapian */
	bool sample;	     /* facets count the best hits */
	bool last;	     /* no step follows that would make it inexact */
	vb_xapian_mset *mset;
	struct vb_ranked ranked;
	struct vb_fold_list list;
	uint64_t total; /* that are left */
	bool exact;
};

/*
 * What is left in order of rank. Folding comes first, so that the hits that
 * are ranked are the same whoever folds and however far the page is.
 */
static vb_status rank_left(struct window *w, struct vb_run *r)
{
	uint32_t n = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; i < w->list.n; i++)
		if (!w->list.items[i].again)
			w->ranked.items[n++] = w->ranked.items[i];
	w->ranked.n = n;
	if (r->request->sort == VB_SORT_RELEVANCE)
		st = vb_rank_window(&w->ranked, &r->ranker, r->s, w->mset,
				    r->arena, r->err);
	return st ? st : vb_fold_list(&w->list, &r->fold, &w->ranked, w->end);
}

/*
 * Fold what was found. True if what is left fills the page and what is
 * ranked, or is all that there is, and is counted as it is to be: exactly
 * when there is little.
 */
static bool window_done(vb_status *st, struct window *w, struct vb_run *r)
{
	uint32_t size = vb_xapian_mset_size(w->mset);
	bool all = size < w->range.n; /* that there are */
	struct vb_xapian_total total;
	size_t left;

	*st = vb_xapian_mset_total(&total, w->mset, r->err);
	if (!*st)
		*st = rank_hits(&w->ranked, r, w->mset, false);
	if (!*st)
		*st = vb_fold_list(&w->list, &r->fold, &w->ranked, size);
	if (*st)
		return true;
	left = w->list.n - w->list.n_again;
	w->exact = total.lower == total.upper;
	w->total = total.estimated;
	if (all) {
		w->total = left;
	} else if (!w->collapsed) {
		if (left < w->end || left < VB_RANK_WINDOW ||
		    (w->exact && w->total <= CHECK_AT_LEAST &&
		     (w->last || w->list.n_again)))
			return false;
		w->exact = false;
		if (w->list.n_again)
			w->total = w->total * left / w->list.n;
	}
	*st = rank_left(w, r);
	return true;
}

/*
 * Whether the answer will be exact if this step is: those that follow are
 * for when it found little.
 */
static bool is_last(const struct vb_run *r, const struct vb_step *step)
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
 * to look at every match anyway.
 */
static vb_status search_window(struct window *w, struct vb_run *r)
{
	uint32_t least = w->sample ? VB_COUNT_SAMPLE : VB_RANK_WINDOW;
	vb_status st = VB_OK;

	w->range = step_range(r);
	w->first = w->range.first;
	w->end = w->first + w->range.n;
	w->range.first = 0;
	w->collapsed = r->request->sort != VB_SORT_RELEVANCE;
	if (!w->collapsed) {
		w->range.n = w->end < least ? least : w->end;
		w->range.n += w->range.n / 4 + 1;
		st = seek(&w->mset, w->seeker, &w->range);
		if (st || window_done(&st, w, r))
			return st;
		vb_xapian_mset_free(w->mset);
		w->mset = NULL;
	}
	w->collapsed = true;
	/* All, or what Xapian says is exact may not be: among matches that it
	 * passes over are some of a group that it has. */
	w->range.check_at_least = r->plan.build.documents;
	w->range.n = w->end < least ? least : w->end;
	st = want_all(w->seeker);
	w->seeker->whole = false;
	if (!st)
		st = vb_xapian_enquire_collapse(w->seeker->enq, VB_SLOT_GROUP,
						1, r->err);
	if (!st)
		st = vb_xapian_search(&w->mset, w->seeker->enq, &w->range,
				      r->err);
	if (!st)
		window_done(&st, w, r);
	return st;
}

static vb_status take_item(struct vb_run *r, const struct vb_step *step,
			   const struct window *w,
			   const struct vb_fold_item *item)
{
	struct vb_str group = VB_STR_EMPTY;
	vb_status st =
		vb_take_hit(r, step, w->mset, &w->ranked.items[item->at]);

	if (!st)
		st = vb_fold_note(&group, &r->fold, item);
	return st ? st : vb_take_also(r, item->docid, group);
}

/*
 * As take_hits. Before another step runs, it must be known what is the same
 * as a hit of this one, on this page or on one before it: that must not come
 * again. (What a verified step has found it noted itself.)
 */
static vb_status take_folded(struct vb_run *r, const struct vb_step *step,
			     const struct window *w)
{
	const struct vb_fold_item *items = w->list.items;
	struct vb_str group;
	uint32_t place = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; i < w->list.n && !st && !vb_page_full(r); i++)
		if (!items[i].again && place++ >= w->first)
			st = take_item(r, step, w, &items[i]);
	place = 0;
	for (size_t i = 0; i < w->list.n && !st && !vb_page_full(r); i++)
		if (!items[i].again && place++ < w->first)
			st = vb_fold_note(&group, &r->fold, &items[i]);
	return st;
}

/* Counts are of the best hits where there are more. */
static vb_status meet(const struct seeker *s, const vb_xapian_mset *mset)
{
	struct vb_run *r = s->r;

	if (s->sampled)
		return vb_count_meet_sample(r, s->sampled);
	if (samples_hits(s) && vb_xapian_mset_size(mset) >= VB_COUNT_SAMPLE) {
		r->count.sampled = true;
		r->out->exact = false;
	}
	return vb_count_meet_hits(r, mset);
}

static vb_status run_folded(struct vb_run *r, const struct vb_step *step,
			    struct seeker *seeker)
{
	struct window w = { .seeker = seeker,
			    .step = step,
			    .sample = samples_hits(seeker),
			    .last = is_last(r, step) };
	vb_status st = search_window(&w, r);

	if (!st) {
		r->seen += w.total;
		r->out->exact &= w.exact;
		st = take_folded(r, step, &w);
	}
	if (!st)
		st = meet(seeker, w.mset);
	vb_xapian_mset_free(w.mset);
	return st;
}

static vb_status run_plain(struct vb_run *r, const struct vb_step *step,
			   struct seeker *seeker)
{
	struct vb_xapian_range range = step_range(r);
	struct vb_xapian_total total = { 0 };
	vb_xapian_mset *mset = NULL;
	struct vb_ranked ranked;
	uint32_t skip = 0;
	vb_status st;

	if (!r->plan.verify)
		widen(&range, &skip, samples_hits(seeker));
	st = seek(&mset, seeker, &range);
	if (!st)
		st = vb_xapian_mset_total(&total, mset, r->err);
	if (!st && r->plan.verify) {
		st = vb_take_verified(r, step, mset, total.estimated);
	} else if (!st) {
		r->seen += total.estimated;
		r->out->exact &= total.lower == total.upper;
		st = rank_hits(&ranked, r, mset, !range.first);
		if (!st)
			st = vb_take_hits(r, step, mset, &ranked, skip);
		if (!st)
			st = meet(seeker, mset);
	}
	vb_xapian_mset_free(mset);
	return st;
}

vb_status vb_run_step(struct vb_run *r, const struct vb_step *step)
{
	bool plain = r->request->duplicates || r->plan.verify;
	struct seeker seeker = { .r = r, .step = step };
	uint64_t before = r->seen;
	vb_status st = open_seeker(&seeker);

	if (!st)
		st = plain ? run_plain(r, step, &seeker) :
			     run_folded(r, step, &seeker);
	if (!st && r->seen > before)
		r->out->relaxed |= step->relaxed;
	vb_qlist_add(&r->plan.build, &r->done,
		     seeker.whole ? seeker.found : step->query);
	vb_xapian_enquire_free(seeker.enq);
	return st;
}
