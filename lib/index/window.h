/*
 * index/window: where in a text the words of a query stand best.
 */
#ifndef VB_INDEX_WINDOW_H
#define VB_INDEX_WINDOW_H

#include "index/snippet.h"

#define VB_WINDOW_BYTES (VB_SNIPPET_BYTES * 3 / 4) /* first to last match */

/* A word of the text that is sought. */
struct vb_word_match {
	uint32_t from, to;
	uint16_t word; /* its index among those sought */
	bool exact;    /* marks as typed, or typed without */
	bool next;     /* it goes on from the match before, as in the query */
};

struct vb_matches {
	struct vb_word_match *items; /* by rising place; in the arena */
	size_t n, cap;
	size_t body;  /* in: before it stands a letterhead */
	size_t every; /* in: keep all, so many at most; or 0: see below */
};

/*
 * Find `words`, which it looks for, in what `text` reads (`out` is empty but
 * for what goes in). A word typed with marks is found with others only where
 * the text never has it as typed; another way to say one, only as a whole.
 *
 * Unless every place is asked for, the later ones of a word that is said again
 * and again are left out, so that a rare one far below is seen; and when all
 * stand side by side as they were typed, the rest is not read. One pass. VB_OK
 * or VB_NO_MEMORY.
 */
vb_status vb_window_find(struct vb_matches *out, struct vb_arena *arena,
			 struct vb_reading *text, const struct vb_seek *words,
			 size_t n_words);

/*
 * The first match of the best window: with the most of the words, the rarer
 * in this text the more, as typed before other marks, in the query's order
 * and side by side; of equals the first. What stands before m->body counts
 * less. There is a match at least. Linear in matches.
 */
size_t vb_window_best(const struct vb_matches *m, size_t n_words);

#endif
