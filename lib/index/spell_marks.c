/* Lost and wrong marks, by the pairs that words with marks make. */
#include <math.h>

#include "index/spell_run.h"

#define KEYS 32	       /* spellings of one fold that are tried */
#define LOST_COST 4.0  /* nats: the typed word lacks marks of the other */
#define WRONG_COST 6.0 /* or has others */
#define PAIR_WEIGHT 0.98
#define PAIR_LEAST 4  /* times that a pair offered is in the sample */
#define PAIR_RATIO 30 /* times as often as the pair typed */
#define RARE_DOCS 5   /* documents with a word that one may doubt */
#define WORD_RATIO 50 /* as many have the one offered for it */

struct keys {
	uint32_t words[KEYS]; /* of the dictionary */
	double cost[KEYS];
	size_t n;
	uint32_t typed; /* the word as it was typed, or VB_NO_WORD */
	bool free;	/* typed without marks: it finds all of them */
	bool suspect;
};

static double docs_of(const struct vb_spell_run *r, uint32_t word)
{
	if (word == VB_NO_WORD)
		return 0;
	return vb_dictionary_number(r->d, VB_SECTION_WORD_DOCS, word);
}

static void list_keys(struct keys *k, const struct vb_spell_run *r, size_t i)
{
	const struct vb_spell_word *w = &r->words[i];
	struct vb_extent words = { 0, 0 };

	k->free = !w->marked;
	k->typed = VB_NO_WORD;
	if (!vb_dictionary_fold(NULL, &words, r->d, vb_spell_fold(r, i)))
		return;
	for (uint32_t word = words.from; word < words.to; word++) {
		struct vb_str key =
			vb_dictionary_text(r->d, VB_SECTION_WORD_AT, word);
		bool same = vb_str_eq(key, w->key);

		if (same)
			k->typed = word;
		if (k->n == KEYS || (w->fixed && !same && !k->free))
			continue;
		k->words[k->n] = word;
		k->cost[k->n++] = same || k->free ? 0 :
				  vb_spelling_fits(w->key, key, false) ?
						    LOST_COST :
						    WRONG_COST;
	}
}

/* How often a spelling of `a` that was typed stands before one of `b`. */
static uint32_t typed_pair(const struct vb_spell_run *r, const struct keys *a,
			   const struct keys *b)
{
	uint32_t most = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++) {
			uint32_t n;

			if ((!a->free && a->words[i] != a->typed) ||
			    (!b->free && b->words[j] != b->typed))
				continue;
			n = vb_dictionary_pair(r->d, a->words[i], b->words[j]);
			most = n > most ? n : most;
		}
	return most;
}

static bool is_suspect(const struct vb_spell_run *r, const struct keys *keys,
		       size_t i)
{
	const struct keys *k = &keys[i];
	uint32_t most = 0, next = 0;

	if (r->words[i].to_fold.len)
		return k->n;
	if (r->words[i].fixed || !r->words[i].marked || !k->n)
		return false;
	if (docs_of(r, k->typed) < RARE_DOCS)
		return true;
	if (r->n == 1)
		return false;
	if (i)
		most = typed_pair(r, k - 1, k);
	if (i + 1 < r->n)
		next = typed_pair(r, k, k + 1);
	return !most && !next;
}

static double log_pair(const struct vb_spell_run *r, uint32_t a, uint32_t b)
{
	double both = vb_dictionary_pair(r->d, a, b) / (docs_of(r, a) + 1);

	if (both > 1)
		both = 1;
	return log(PAIR_WEIGHT * both + (1 - PAIR_WEIGHT) *
						(docs_of(r, b) + 0.05) /
						(r->documents + 1));
}

/* Viterbi over the spellings; a word without any parts what is beside it. */
static void choose(uint32_t *chosen, const struct vb_spell_run *r,
		   const struct keys *keys)
{
	double score[VB_SPELL_WORDS][KEYS];
	uint8_t from[VB_SPELL_WORDS][KEYS] = { { 0 } };
	size_t best = 0;

	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < keys[i].n; k++) {
			uint32_t word = keys[i].words[k];
			bool first = !i || !keys[i - 1].n;
			double most = first ? log((docs_of(r, word) + 0.05) /
						  (r->documents + 1)) :
					      -HUGE_VAL;

			for (size_t j = 0; !first && j < keys[i - 1].n; j++) {
				double s =
					score[i - 1][j] +
					log_pair(r, keys[i - 1].words[j], word);

				if (s > most) {
					most = s;
					from[i][k] = (uint8_t)j;
				}
			}
			score[i][k] = most - keys[i].cost[k];
		}
	for (size_t i = r->n; i-- > 0;) {
		bool last = i + 1 == r->n || !keys[i + 1].n;

		best = last ? 0 : best;
		for (size_t k = 1; last && k < keys[i].n; k++)
			if (score[i][k] > score[i][best])
				best = k;
		chosen[i] = keys[i].n ? keys[i].words[best] : VB_NO_WORD;
		if (keys[i].n)
			best = from[i][best];
	}
}

/* Is the spelling chosen for `i` clearly the one of the archive? */
static bool is_better(const struct vb_spell_run *r, const struct keys *keys,
		      const uint32_t *chosen, size_t i)
{
	double typed = docs_of(r, keys[i].typed);
	bool clear = typed < RARE_DOCS &&
		     docs_of(r, chosen[i]) >= WORD_RATIO * (typed + 1);

	for (size_t k = i ? i - 1 : 0; k < i + 1 && k + 1 < r->n; k++) {
		uint32_t is =
			vb_dictionary_pair(r->d, chosen[k], chosen[k + 1]);
		uint32_t was = typed_pair(r, &keys[k], &keys[k + 1]);

		if (is < was || (!is && typed >= RARE_DOCS))
			return false;
		clear |= is >= PAIR_LEAST && is >= PAIR_RATIO * was;
	}
	return clear;
}

vb_status vb_spell_marks(struct vb_spell_run *r)
{
	struct keys *keys = vb_arena_calloc(r->arena, r->n, sizeof(*keys));
	uint32_t chosen[VB_SPELL_WORDS];
	bool any = false;

	if (!keys)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < r->n; i++)
		list_keys(&keys[i], r, i);
	for (size_t i = 0; i < r->n; i++)
		any |= keys[i].suspect = is_suspect(r, keys, i);
	if (!any)
		return VB_OK;
	for (size_t i = 0; i < r->n; i++) /* the others stay as they are */
		if (!keys[i].suspect && !keys[i].free &&
		    keys[i].typed != VB_NO_WORD) {
			keys[i].words[0] = keys[i].typed;
			keys[i].cost[0] = 0;
			keys[i].n = 1;
		}
	choose(chosen, r, keys);
	for (size_t i = 0; i < r->n; i++) {
		struct vb_spell_word *w = &r->words[i];

		if (!keys[i].suspect || chosen[i] == keys[i].typed)
			continue;
		if (w->to_fold.len || is_better(r, keys, chosen, i))
			w->to_key = vb_dictionary_text(r->d, VB_SECTION_WORD_AT,
						       chosen[i]);
	}
	return VB_OK;
}
