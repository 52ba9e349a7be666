/*
 * index/seek: the words of a query that are marked where a text has them.
 */
#ifndef VB_INDEX_SEEK_H
#define VB_INDEX_SEEK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "query/query.h"
#include "text/syllable.h"

#define VB_SNIPPET_WORDS 64 /* words of a query that are looked for */

/* A word to look for. `marked`: exact marks count more than the letters. */
struct vb_seek {
	struct vb_str key, fold;
	bool marked;
	bool prefix; /* `key` begins the word */
	/* Not typed, but of what was typed another form, the only one of that
	 * number: its words are sought side by side as they follow here, and
	 * nowhere else. 0: typed. */
	uint16_t form;
	/* vb_snippet_seek's: its number, and of its other fold, if it has one
	 * ("ki" of kỳ), those bytes and their number, else NONE. */
	uint16_t sought, twin;
	char other[VB_TWIN_BYTES];
};

struct vb_seeks {
	struct vb_seek *items; /* in the arena */
	size_t n;	       /* VB_SNIPPET_WORDS at most */
	uint16_t n_forms;      /* of abbreviations among them */
};

/*
 * The words below `root`, which may be NULL, but for those that must not
 * occur: as they were typed, each once, and behind them those by which a text
 * says the same (expand.h). They live as long as the tree and the arena. VB_OK
 * or VB_NO_MEMORY.
 */
vb_status vb_seeks_of(struct vb_seeks *out, struct vb_arena *arena,
		      struct vb_node *root, struct vb_error *err);

#endif
