#include "index/search.h"

#include <stdlib.h>

#include "base/clock.h"
#include "index/resolve.h"
#include "index/run.h"
#include "index/schema.h"
#include "index/spell.h"
#include "index/verify.h"
#include "text/text.h"

#define RETRIES 3	/* of a search that a writer overtook */
#define RESOLVED_MAX 10 /* documents, and mentions, of an answer */

/* Whether a step has to run, given what those before it found. */
static bool step_due(vb_status *st, struct vb_run *r,
		     const struct vb_step *step)
{
	if (!step->if_few)
		return r->seen < VB_SEARCH_ENOUGH || !vb_page_full(r);
	if (r->seen >= VB_SEARCH_ENOUGH)
		return false;
	return !r->seen || vb_count_is_few(st, r); /* count.h says why */
}

static vb_status run_due(struct vb_run *r, struct vb_step *step)
{
	vb_status st = vb_plan_due(&r->plan, step);

	return st || !step->query ? st : vb_run_step(r, step);
}

static vb_status run_ranked(struct vb_run *r)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < r->plan.n_steps && !st && !r->ended; i++) {
		struct vb_step *step = &r->plan.steps[i];

		if (step_due(&st, r, step))
			st = run_due(r, step);
		else if (!step->if_few)
			r->out->exact = false; /* more may follow */
	}
	return st;
}

/*
 * Sorted by a value: one query of all that match in full; the rest of the
 * steps only when those are too few.
 */
static vb_status run_sorted(struct vb_run *r)
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
	st = b->status ? b->status : vb_run_step(r, &step);
	if (!st && few && !r->ended && step_due(&st, r, &r->plan.steps[few]))
		st = vb_run_step(r, &r->plan.steps[few]);
	return st;
}

/* What was ignored, and what was added. */
static vb_status join_notes(struct vb_run *r)
{
	struct vb_str more = r->plan.build.note, first = r->query->notes;
	struct vb_str haste = vb_haste_note(r->haste, r->out->hasty);
	struct vb_buf notes = VB_BUF_INIT(1 << 14);
	vb_status st = VB_OK;

	r->out->notes = first;
	if (!more.len && !haste.len)
		return VB_OK;
	st = vb_buf_printf(&notes, "%.*s%s%.*s%s%.*s", VB_STR_ARG(first),
			   first.len && more.len ? "; " : "", VB_STR_ARG(more),
			   haste.len && first.len + more.len ? "; " : "",
			   VB_STR_ARG(haste));
	if (!st && !vb_arena_dup(&r->out->notes, r->arena, vb_buf_str(&notes)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&notes);
	return st ? vb_error_set(r->err, st, "notes: %s", vb_status_text(st)) :
		    VB_OK;
}

/* One try; everything in `out` that depends on the index is made here. */
static vb_status attempt(struct vb_run *r)
{
	struct vb_results *out = r->out;
	vb_status st;

	out->total = out->n_hits = 0;
	out->exact = true;
	out->relaxed = out->hasty = r->ended = false;
	r->seen = 0;
	memset(&r->done, 0, sizeof(r->done));
	memset(&r->count, 0, sizeof(r->count));
	memset(&r->absent, 0, sizeof(r->absent));
	r->fold =
		(struct vb_fold){ .s = r->s, .arena = r->arena, .err = r->err };
	out->hits = vb_arena_calloc(r->arena, r->request->n + 1,
				    sizeof(*out->hits));
	if (!out->hits)
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	vb_written_begin(&r->s->written, r->s->revision);
	r->plan = (struct vb_plan){
		.few = r->haste >= VB_HASTE_WORDS,
		.limit = &r->limit,
		.ended = r->haste + 1 == VB_HASTE_LEVELS ? &r->ended : NULL,
		.written = r->s->written,
	};
	st = vb_plan_make(&r->plan, r->s->db, r->query, r->request, r->arena,
			  r->err);
	out->understood = r->plan.understood.parts;
	out->n_understood = r->plan.understood.n;
	r->confirm = (struct vb_confirm){
		.fold = &r->fold,
		.tree = r->plan.verify,
		.duplicates = r->request->duplicates,
		.overlap = r->plan.overlap,
		.until = r->confirm_until,
	};
	vb_ranker_init(&r->ranker, r->query, out->understood,
		       out->n_understood);
	if (r->request->snippets)
		vb_snippet_seek(&r->ranker.sought, r->plan.seeks.items,
				r->plan.seeks.n);
	if (!st && r->plan.n_steps)
		st = r->request->sort == VB_SORT_RELEVANCE ? run_ranked(r) :
							     run_sorted(r);
	if (!st)
		st = vb_facets_make(r);
	out->hasty |= r->ended;
	out->exact &= !out->hasty && !r->haste;
	if (!st)
		st = join_notes(r);
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
static vb_status resolve_query(struct vb_run *r)
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
	if (request->offset > VB_SEARCH_DEEPEST - request->n)
		return vb_error_set(err, VB_TOO_BIG,
				    "offset and n together go to %d at most",
				    VB_SEARCH_DEEPEST);
	return VB_OK;
}

/*
 * As attempt, again with less to do when time ran out. Where nothing is
 * counted there is nothing to leave out of that: the first try has the time.
 */
static vb_status try_to(struct vb_run *r)
{
	const enum vb_haste last = VB_HASTE_LEVELS - 1;
	vb_status st;

	for (r->haste = VB_HASTE_NONE;; r->haste++) {
		bool both = r->haste == VB_HASTE_NONE && !r->request->facets;

		r->limit = vb_haste_limit(&r->time,
					  both ? VB_HASTE_COUNTS : r->haste);
		if (r->haste < last && vb_limit_reached(&r->limit))
			continue;
		if (vb_haste_over(&r->time))
			return vb_error_set(r->err, VB_TIMEOUT,
					    "the search took too long");
		r->confirm_until = vb_haste_reading(&r->time, r->haste);
		st = attempt(r);
		if (st != VB_TIMEOUT || r->haste == last)
			return st;
	}
}

/* Run a parsed query, again when a writer overtook it. */
static vb_status run_query(struct vb_results *out, vb_searcher *s,
			   const struct vb_request *request,
			   struct vb_query *query, struct vb_run *r)
{
	vb_status st = interpret(out, query, r->arena, r->err);

	r->s = s;
	r->request = request;
	r->query = query;
	r->out = out;
	if (!st)
		st = vb_searcher_follow(s, r->err);
	for (int i = 0; !st && i < RETRIES; i++) {
		st = try_to(r);
		if (!st)
			st = resolve_query(r);
		if (!st)
			st = vb_spell(out, s, query, r->arena, r->err);
		if (st != VB_BUSY)
			break;
		if (i + 1 < RETRIES)
			st = vb_searcher_follow(s, r->err);
	}
	out->hasty |= r->haste != VB_HASTE_NONE;
	return st;
}

/* Does it have words outside its phrases, more than must all match? */
static bool has_loose_words(const struct vb_query *query)
{
	const struct vb_node *root = query->root;

	if (!root || root->kind != VB_NODE_AND || !vb_has_phrase(root))
		return false;
	for (size_t i = 0; i < root->n_children; i++)
		if (root->children[i]->kind == VB_NODE_SOME &&
		    root->children[i]->n_children > VB_PLAN_WORDS)
			return true;
	return false;
}

static vb_status say_unquoted(struct vb_run *r)
{
	static const char note[] = "nothing holds what stands in quotation "
				   "marks: its words were searched";
	struct vb_buf notes = VB_BUF_INIT(1 << 14);
	struct vb_str first = r->out->notes;
	vb_status st = vb_buf_printf(&notes, "%.*s%s%s", VB_STR_ARG(first),
				     first.len ? "; " : "", note);

	if (!st && !vb_arena_dup(&r->out->notes, r->arena, vb_buf_str(&notes)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&notes);
	r->out->relaxed = true;
	return st ? vb_error_set(r->err, st, "notes: %s", vb_status_text(st)) :
		    VB_OK;
}

/*
 * A question with a phrase that is nowhere is searched by its words: any of
 * them may match in so long a query, and a phrase that was mistyped is one of
 * them.
 */
static vb_status search_unquoted(struct vb_run *r, struct vb_results *out)
{
	struct vb_query query = { 0 };
	struct vb_str words;
	char *bytes;
	vb_status st;

	if (!vb_arena_dup(&words, r->arena, r->request->query))
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	bytes = (char *)words.ptr;
	for (size_t i = 0; i < words.len; i++)
		if (bytes[i] == '"')
			bytes[i] = ' ';
	st = vb_query_parse(&query, r->arena, words, r->err);
	if (!st && vb_has_phrase(query.root))
		return VB_OK; /* other quotation marks */
	if (!st)
		st = run_query(out, r->s, r->request, &query, r);
	return st || !out->total ? st : say_unquoted(r);
}

vb_status vb_search(struct vb_results *out, vb_searcher *s,
		    const struct vb_request *request, struct vb_arena *arena,
		    struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct vb_run r = { .arena = arena, .err = err ? err : &own };
	struct vb_query query = { 0 };
	vb_status st = check_request(request, r.err);

	vb_haste_begin(&r.time,
		       request->timeout_ms ? request->timeout_ms :
					     VB_SEARCH_TIMEOUT_MS,
		       s->shares);
	memset(out, 0, sizeof(*out));
	out->interpreted = out->notes = out->did_you_mean = VB_STR_EMPTY;
	out->offset = request->offset;
	if (!st)
		st = vb_query_parse(&query, arena, request->query, r.err);
	if (!st)
		st = run_query(out, s, request, &query, &r);
	if (!st && !out->total && request->match != VB_MATCH_ALL &&
	    has_loose_words(&query))
		st = search_unquoted(&r, out);
	out->took_us = vb_clock_us() - r.time.start.clock;
	return st;
}
