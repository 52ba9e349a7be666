/*
 * index/typed: what was typed so far, as words. Internal to suggest.
 */
#ifndef VB_INDEX_TYPED_H
#define VB_INDEX_TYPED_H

#include "index/spelling.h"
#include "index/suggest.h"

#define VB_TYPED_WORDS 24 /* more get no suggestions */

struct vb_typed_word {
	struct vb_str fold, key; /* in the arena */
	uint32_t from, to;	 /* bytes of vb_typed.text */
	bool marked;
};

struct vb_typed {
	struct vb_str text; /* clean */
	struct vb_typed_word words[VB_TYPED_WORDS];
	size_t n;
	bool open;   /* the last word may go on */
	bool marked; /* some word is */
	/* The folds, one space between, and one behind if !open. */
	char joined[VB_SUGGEST_BYTES * 3 + VB_TYPED_WORDS + 2];
	size_t at[VB_TYPED_WORDS]; /* where each begins there */
	size_t joined_len;
};

/* Read clean `text`. False: it has no words, or too many. */
bool vb_typed_read(struct vb_typed *out, struct vb_str text,
		   struct vb_arena *arena);

/* The same with word `i` as `fold`, without marks. */
bool vb_typed_with(struct vb_typed *out, const struct vb_typed *typed, size_t i,
		   struct vb_str fold);

/* The folds from word `first` on, as joined. */
static inline struct vb_str vb_typed_from(const struct vb_typed *t,
					  size_t first)
{
	return vb_str_of(t->joined + t->at[first],
			 t->joined_len - t->at[first]);
}

/*
 * Does `text` begin with the words from `first` on, with the marks that were
 * typed? Sets `*len` to the bytes of `text` that they are.
 */
bool vb_typed_begins(size_t *len, const struct vb_typed *t, size_t first,
		     struct vb_str text);

/*
 * Are the words in `text`, in order, others between them allowed? Sets
 * `marks`, VB_SUGGEST_MARKS of them at most.
 */
bool vb_typed_within(struct vb_range *marks, size_t *n_marks,
		     const struct vb_typed *t, struct vb_str text);

#endif
