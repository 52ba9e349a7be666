/*
 * index/spell_run: words of a query side by side, and what they may have been
 * meant to be. Internal to spell.
 */
#ifndef VB_INDEX_SPELL_RUN_H
#define VB_INDEX_SPELL_RUN_H

#include "index/spelling.h"
#include "query/query.h"

#define VB_SPELL_WORDS 32 /* of a run; the rest of a longer one is left */
#define VB_SPELL_TRIES 8  /* other words tried in place of one */

struct vb_spell_word {
	struct vb_node *node;
	struct vb_str typed;	 /* fold as typed: of its pairs' terms */
	struct vb_str key, fold; /* fold of the key, as in the dictionary */
	bool fixed;		 /* stays as it is */
	bool marked;
	struct vb_str to_fold; /* what is to be offered: empty, as it is */
	struct vb_str to_key;  /* likewise, with marks; empty: to_fold */
};

struct vb_spell_run {
	struct vb_spell_word words[VB_SPELL_WORDS];
	size_t n;
	bool marked; /* some word of the query is */
	bool found;  /* the query has hits */
	const vb_dictionary *d;
	const vb_xapian_db *db;
	double documents;
	struct vb_arena *arena;
	struct vb_error *err;
};

/* Mistakes of typing: sets to_fold. */
vb_status vb_spell_letters(struct vb_spell_run *r);

/* Lost and wrong marks, after that: sets to_key. */
vb_status vb_spell_marks(struct vb_spell_run *r);

/* Documents with a word of that fold. */
double vb_spell_docs(const struct vb_spell_run *r, struct vb_str fold);

/* What is to stand at `i`, folded. */
static inline struct vb_str vb_spell_fold(const struct vb_spell_run *r,
					  size_t i)
{
	const struct vb_spell_word *w = &r->words[i];

	return w->to_fold.len ? w->to_fold : w->fold;
}

#endif
