/*
 * index/spelling: the dictionary that a searcher has open, and what came
 * after it was made; what spell.h and suggest.h share.
 */
#ifndef VB_INDEX_SPELLING_H
#define VB_INDEX_SPELLING_H

#include "index/dictionary.h"
#include "index/recent.h"
#include "index/searcher.h"

struct vb_late { /* a record of recent.h, its last */
	struct vb_recent record;
	struct vb_str fold; /* " nghi quyet ve …": of its title */
};

struct vb_spelling {
	vb_dictionary *dictionary; /* NULL: none */
	uint64_t seen;		   /* revision of the index; 0: none yet */
	struct vb_buf recent, late_text;
	struct vb_late *late; /* newest first */
	size_t n_late;
};

/*
 * The spelling of the generation that `s` has open now; what changed since
 * the last call is read. Never NULL but when out of memory; it is the
 * searcher's.
 */
const struct vb_spelling *vb_spelling_of(vb_searcher *s);
void vb_spelling_close(struct vb_spelling *spelling); /* NULL is fine */

/*
 * Call `fn` with each string that is one mistake of typing away from `word`
 * (ASCII letters): a letter dropped, doubled, swapped with the next, put in
 * or another one typed. Some come twice. Stops when `fn` returns false. Words
 * of more than VB_EDIT_BYTES bytes, and others than of a to z, give none.
 */
#define VB_EDIT_BYTES 24
void vb_spelling_edits(struct vb_str word,
		       bool (*fn)(void *ctx, struct vb_str edited), void *ctx);

/*
 * Can `key`, as somebody typed it, become `word`, both keys of words with one
 * fold, by marks that are still to come? "quyet", "quyêt" and "quyết" can be
 * "quyết". With `open` only the beginning of `word` is asked for.
 */
bool vb_spelling_fits(struct vb_str key, struct vb_str word, bool open);

#endif
