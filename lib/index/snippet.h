/*
 * index/snippet: the best few lines of a text for a query.
 *
 * Our own, because Xapian's cost several times the match (measurements,
 * searching). Works on the author's clean text: what is highlighted is what
 * stands there, in the spelling it has.
 */
#ifndef VB_INDEX_SNIPPET_H
#define VB_INDEX_SNIPPET_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "index/seek.h"
#include "index/sought.h"

#define VB_SNIPPET_BYTES 280 /* of text, about three lines on a screen */

struct vb_range {
	uint32_t from, to;
};

struct vb_snippet {
	struct vb_str text;	/* one line; in the arena */
	struct vb_range *marks; /* bytes of `text`, in order, apart */
	size_t n_marks;
	bool cut_start, cut_end; /* there is more text on that side */
	struct vb_str anchor;	 /* "dieu-3": the Điều it stands in, or "" */
	struct vb_str section;	 /* "dieu-3.khoan-2": as near as can be */
};

/* Have readings look for `words`, which must outlive them; of more than
 * VB_SNIPPET_WORDS those. */
void vb_snippet_seek(struct vb_sought *sought, struct vb_seek *words,
		     size_t n_words);

/*
 * Find the window of a text where `words`, which `reading` seeks in it, stand
 * best (index/window.h); when none occurs the beginning, after a letterhead.
 * It begins with a sentence that begins near, ends with a word, and is one
 * line: blanks are one, cells of a table (a tab between) are parted by " | ".
 * Words that stand side by side are one mark. At most VB_SNIPPET_WORDS of
 * them are looked for. Linear. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_snippet_make(struct vb_snippet *out, struct vb_arena *arena,
			  struct vb_reading *reading,
			  const struct vb_seek *words, size_t n_words);

#endif
