/*
 * index/suggest_find: what a dictionary has for what was typed. Internal to
 * suggest.
 */
#ifndef VB_INDEX_SUGGEST_FIND_H
#define VB_INDEX_SUGGEST_FIND_H

#include "index/typed.h"

/* The best so far: those with the least value. */
#define VB_BEST_MAX 64
struct vb_best {
	struct {
		uint64_t value; /* the less the better */
		uint32_t item;
	} items[VB_BEST_MAX];
	size_t n, most;
};

/* Put `item` where it belongs, unless it is there or there are better ones. */
void vb_best_add(struct vb_best *best, uint64_t value, uint32_t item);

/* Titles (their index) with the words typed side by side. */
void vb_find_titles(struct vb_best *best, const vb_dictionary *d,
		    const struct vb_typed *t);

/* Those with other words between them; more are looked at if `best` is not
 * full. */
void vb_find_titles_apart(struct vb_best *best, const vb_dictionary *d,
			  const struct vb_typed *t);

/* Phrases (their index) that begin with the words from `first` on. */
void vb_find_phrases(struct vb_best *best, const vb_dictionary *d,
		     const struct vb_typed *t, size_t first);

/* Is there a title, or a phrase, with the words typed, marks aside? How
 * many, or so. */
uint32_t vb_find_count(const vb_dictionary *d, const struct vb_typed *t);

/* What of the words typed is a number's serial, and what else was typed. */
struct vb_number_typed {
	struct vb_str serial;		     /* without zeros before it */
	struct vb_str parts[VB_TYPED_WORDS]; /* folds, each of a part */
	size_t n_parts;
	bool serial_open; /* it may go on */
	bool part_open;	  /* the last part may */
};

/* False: what was typed is no number, nor the beginning of one. */
bool vb_number_typed_read(struct vb_number_typed *out, const struct vb_typed *t,
			  struct vb_arena *arena);

/* Does the number with folded key `fold` begin so? The lower the better, 0:
 * no. */
unsigned vb_number_typed_fits(const struct vb_number_typed *n,
			      struct vb_str fold);

/* Numbers (their index) that begin so. */
void vb_find_numbers(struct vb_best *best, const vb_dictionary *d,
		     const struct vb_number_typed *n);

/* Which parts of a number, as it is written, were typed. */
void vb_number_typed_marks(struct vb_range *marks, size_t *n_marks,
			   const struct vb_number_typed *n, struct vb_str text);

#endif
