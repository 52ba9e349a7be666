/* Mistakes of typing, by the pairs that folded words make in the archive. */
#include <math.h>

#include "index/schema.h"
#include "index/spell_run.h"

#define EDIT_COST 7.0	 /* nats: one word in a thousand is mistyped */
#define FIRST_COST 2.0	 /* more, if its first letter is another one */
#define KNOWN_COST 2.0	 /* more, if the archive has the word as it is */
#define KNOWN_DOCS 50	 /* documents that make a word known */
#define STRANGE_DOCS 5	 /* fewer: nobody spells it so, marks and all */
#define STRANGE_COST 4.0 /* so that its marks too must be wrong */
#define CANDIDATE_DOCS 3
#define PAIR_DOUBT 2	 /* documents with a pair that one may doubt */
#define PAIR_WEIGHT 0.99 /* of the pair, against the word alone */
#define PAIR_LEAST 3	 /* documents with a pair that is offered */
#define PAIR_RATIO 20	 /* times as many as have the pair typed */
#define LONE_DOCS 20	 /* documents with a word offered by itself */

struct
try {
	struct vb_str fold;
	double docs, cost, near; /* near: how it fits the words beside it */
};

struct tries {
	struct try items[VB_SPELL_TRIES + 1]; /* [0]: as typed */
	size_t n;
};

struct letters {
	struct vb_spell_run *r;
	struct tries *words; /* of each word */
	size_t at;	     /* word that is being tried */
	vb_status status;
};

double vb_spell_docs(const struct vb_spell_run *r, struct vb_str fold)
{
	struct vb_extent words;

	if (!vb_dictionary_fold(NULL, &words, r->d, fold))
		return 0;
	return (double)vb_dictionary_docs(r->d, words);
}

/* Documents with the pair `a` `b`. */
static double pair(struct letters *l, struct vb_str a, struct vb_str b)
{
	char term[2 * VB_PAIR_BYTES + 4];
	size_t n = vb_schema_pair(term, a, b);
	uint32_t docs = 0;
	vb_status st = vb_xapian_db_termfreq(&docs, l->r->db,
					     vb_str_of(term, n), l->r->err);

	if (st)
		l->status = st;
	return docs;
}

/* The pair of the words at `i` and `i` + 1 as they were typed. */
static double typed_pair(struct letters *l, size_t i)
{
	const struct vb_spell_word *a = &l->r->words[i], *b = a + 1;
	double docs = pair(l, a->typed, b->typed);

	if (!docs &&
	    (!vb_str_eq(a->typed, a->fold) || !vb_str_eq(b->typed, b->fold)))
		docs = pair(l, a->fold, b->fold);
	return docs;
}

/* Is it written with marks as hardly any word of the archive? */
static bool is_strange(const struct vb_spell_run *r,
		       const struct vb_spell_word *w)
{
	uint32_t word;

	if (!w->marked)
		return false;
	word = vb_dictionary_word(r->d, w->fold, w->key);
	return word == VB_NO_WORD ||
	       vb_dictionary_number(r->d, VB_SECTION_WORD_DOCS, word) <
		       STRANGE_DOCS;
}

/* May the word at `i` be a mistake? */
static bool is_suspect(struct letters *l, size_t i)
{
	const struct vb_spell_run *r = l->r;
	const struct vb_spell_word *w = &r->words[i];
	double most = 0;

	if (w->fixed || w->fold.len < 2)
		return false;
	if (i)
		most = typed_pair(l, i - 1);
	if (i + 1 < r->n) {
		double next = typed_pair(l, i);

		most = next > most ? next : most;
	}
	if (r->n == 1)
		return !vb_spell_docs(r, w->fold) && !r->found;
	return most <= PAIR_DOUBT || is_strange(r, w);
}

static double log_pair(struct letters *l, const struct try *a,
		       const struct try *b)
{
	double n = l->r->documents;
	double both = pair(l, a->fold, b->fold) / (a->docs + 1);

	if (both > 1)
		both = 1;
	return log(PAIR_WEIGHT * both +
		   (1 - PAIR_WEIGHT) * (b->docs + 0.05) / (n + 1));
}

/* Keep the edited word if it is among the best so far. */
static bool try_edit(void *ctx, struct vb_str edited)
{
	struct letters *l = ctx;
	struct vb_spell_run *r = l->r;
	const struct vb_spell_word *w = &r->words[l->at];
	struct tries *t = &l->words[l->at];
	struct try try = { .docs = vb_spell_docs(r, edited) };
	size_t at;

	if (try.docs < CANDIDATE_DOCS)
		return true;
	for (size_t i = 0; i < t->n; i++)
		if (vb_str_eq(t->items[i].fold, edited))
			return true;
	try.cost = EDIT_COST +
		   (edited.ptr[0] != w->fold.ptr[0] ? FIRST_COST : 0) +
		   (!t->items[0].cost && t->items[0].docs >= KNOWN_DOCS ?
			    KNOWN_COST :
			    0);
	try.near = log(try.docs) - try.cost;
	if (l->at)
		try.near +=
			log(0.1 + pair(l, r->words[l->at - 1].fold, edited));
	if (l->at + 1 < r->n)
		try.near +=
			log(0.1 + pair(l, edited, r->words[l->at + 1].fold));
	for (at = t->n; at > 1 && t->items[at - 1].near < try.near; at--)
		if (at <= VB_SPELL_TRIES)
			t->items[at] = t->items[at - 1];
	if (at > VB_SPELL_TRIES)
		return !l->status;
	if (!vb_arena_dup(&try.fold, r->arena, edited))
		l->status = VB_NO_MEMORY;
	t->items[at] = try;
	t->n += t->n <= VB_SPELL_TRIES;
	return !l->status;
}

static void collect(struct letters *l, bool *any)
{
	struct vb_spell_run *r = l->r;

	for (size_t i = 0; i < r->n; i++) {
		struct tries *t = &l->words[i];

		t->items[0].fold = r->words[i].fold;
		t->items[0].docs = vb_spell_docs(r, r->words[i].fold);
		t->items[0].cost =
			is_strange(r, &r->words[i]) ? STRANGE_COST : 0;
		t->n = 1;
	}
	for (size_t i = 0; i < r->n && !l->status; i++) {
		if (!is_suspect(l, i))
			continue;
		l->at = i;
		vb_spelling_edits(r->words[i].fold, try_edit, l);
		*any |= l->words[i].n > 1;
	}
}

/* The most likely words: Viterbi. chosen[i] is an item of l->words[i]. */
static void choose(size_t *chosen, struct letters *l)
{
	double score[VB_SPELL_WORDS][VB_SPELL_TRIES + 1];
	uint8_t from[VB_SPELL_WORDS][VB_SPELL_TRIES + 1] = { { 0 } };
	size_t n = l->r->n, best = 0;

	for (size_t i = 0; i < n && !l->status; i++)
		for (size_t k = 0; k < l->words[i].n; k++) {
			const struct try *b = &l->words[i].items[k];
			double most = i ? -HUGE_VAL :
					  log((b->docs + 0.05) /
					      (l->r->documents + 1));

			for (size_t j = 0; i && j < l->words[i - 1].n; j++) {
				double s =
					score[i - 1][j] +
					log_pair(l, &l->words[i - 1].items[j],
						 b);

				if (s > most) {
					most = s;
					from[i][k] = (uint8_t)j;
				}
			}
			score[i][k] = most - b->cost;
		}
	for (size_t k = 1; k < l->words[n - 1].n; k++)
		if (score[n - 1][k] > score[n - 1][best])
			best = k;
	for (size_t i = n; i-- > 0;) {
		chosen[i] = best;
		best = from[i][best];
	}
}

/* Does the archive clearly know the word chosen for `i` in its place? */
static bool is_better(struct letters *l, const size_t *chosen, size_t i)
{
	const struct vb_spell_run *r = l->r;
	const struct try *to = &l->words[i].items[chosen[i]];
	bool clear = r->n == 1 && to->docs >= LONE_DOCS;

	for (size_t k = i ? i - 1 : 0; k < i + 1 && k + 1 < r->n; k++) {
		double is = pair(l, l->words[k].items[chosen[k]].fold,
				 l->words[k + 1].items[chosen[k + 1]].fold);
		double was = l->words[k].items[0].cost > 0 ||
					     l->words[k + 1].items[0].cost > 0 ?
				     0 : /* nobody spells it so */
				     typed_pair(l, k);

		if (!is && !was && (r->words[k].fixed || r->words[k + 1].fixed))
			continue; /* a number: no pair is no reason */
		if (is <= was)
			return false;
		clear |= is >= PAIR_LEAST && is >= PAIR_RATIO * was;
	}
	return clear;
}

vb_status vb_spell_letters(struct vb_spell_run *r)
{
	struct letters l = { .r = r };
	size_t chosen[VB_SPELL_WORDS] = { 0 };
	bool any = false;

	l.words = vb_arena_calloc(r->arena, r->n, sizeof(*l.words));
	if (!l.words)
		return VB_NO_MEMORY;
	collect(&l, &any);
	if (l.status || !any)
		return l.status;
	choose(chosen, &l);
	for (size_t i = 0; i < r->n && !l.status; i++)
		if (chosen[i] && is_better(&l, chosen, i))
			r->words[i].to_fold = l.words[i].items[chosen[i]].fold;
	return l.status;
}
