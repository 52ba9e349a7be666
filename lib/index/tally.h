/*
 * index/tally: words and runs of words, counted, to make a dictionary from.
 */
#ifndef VB_INDEX_TALLY_H
#define VB_INDEX_TALLY_H

#include "base/arena.h"
#include "base/buf.h"
#include "index/dictionary.h"

struct vb_tally_word {
	struct vb_str key, fold; /* in the arena */
	uint32_t docs;		 /* that hold it */
};

struct vb_tally_words {
	struct vb_arena arena;
	struct vb_tally_word *items; /* by fold and key once sorted */
	size_t n, cap;
	uint32_t *slots; /* by hash of the key: index + 1 */
	size_t n_slots;
};

/* Take the word with `key`, unless it is none that one would type. VB_OK or
 * VB_NO_MEMORY. */
vb_status vb_tally_word(struct vb_tally_words *w, struct vb_str key,
			uint32_t docs);

/* When all are in: order them, so that they can be found. As above. */
vb_status vb_tally_sort(struct vb_tally_words *w);

/* The index of the word with `key`, or VB_NO_WORD. */
uint32_t vb_tally_find(const struct vb_tally_words *w, struct vb_str key);
void vb_tally_words_clear(struct vb_tally_words *w);

/* A text as words, one after the other; VB_NO_WORD parts what is apart. */
struct vb_tally_text {
	uint32_t *items;
	size_t n, cap;
};

/* Append the words of clean `text`. VB_OK or VB_NO_MEMORY. */
vb_status vb_tally_text(struct vb_tally_text *out,
			const struct vb_tally_words *w, struct vb_str text);

#define VB_GRAM_MOST 5 /* words of the longest run that is counted */

struct vb_gram {
	uint64_t key; /* of two words: first << 32 | second; else a hash */
	uint32_t count;
	uint32_t at;	    /* where in the text it was seen first */
	uint32_t longer[2]; /* the most frequent runs that go on from it */
	bool part;	    /* of longer runs, nearly always */
};

struct vb_grams {
	struct vb_gram *items; /* count 0: none */
	size_t n, size;	       /* size: a power of two, or 0 */
};

/* Count all runs of two words. VB_OK or VB_NO_MEMORY. */
vb_status vb_grams_pairs(struct vb_grams *out, const struct vb_tally_text *t);

/*
 * Count the runs of n + 1 words both of whose runs of n words `less` has at
 * least `least` times, and mark those of `less` as `part` that are hardly
 * seen without. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_grams_longer(struct vb_grams *out, struct vb_grams *less,
			  const struct vb_tally_text *t, unsigned n,
			  uint32_t least);
void vb_grams_clear(struct vb_grams *g);

#endif
