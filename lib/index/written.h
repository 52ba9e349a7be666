/*
 * index/written: words in all the ways that an index has them written, as
 * queries, kept for the searches of one revision: one query asks for the same
 * word several times, and most words are of the queries before, too.
 */
#ifndef VB_INDEX_WRITTEN_H
#define VB_INDEX_WRITTEN_H

#include "base/str.h"
#include "xapian-c/query.h"

#define VB_WRITTEN_WORDS 2000  /* that are kept at most */
#define VB_WRITTEN_TERMS 10000 /* of them all, some 2 MB */

struct vb_written;

struct vb_written_word {
	struct vb_str name; /* says all that the query was made from */
	vb_xapian_query *query;
	size_t terms;	  /* of the query */
	uint32_t holders; /* documents with each spelling, added up */
};

/*
 * Of a search about to begin, with no word of `*written` in use: what was kept
 * for another revision is forgotten, and so is everything when it is full.
 * NULL (none yet) becomes a new one, or stays NULL without memory.
 */
void vb_written_begin(struct vb_written **written, uint64_t revision);
void vb_written_close(struct vb_written *written); /* NULL is allowed */

/* The word of that name, `written`'s until vb_written_begin; NULL if it is
 * not kept. `written` may be NULL. */
const struct vb_written_word *vb_written_find(const struct vb_written *written,
					      struct vb_str name);

/*
 * Keep a word that vb_written_find does not: the name is copied, the query
 * taken. False, and the caller keeps it, where it is full, or NULL, or out of
 * memory.
 */
bool vb_written_take(struct vb_written *written,
		     const struct vb_written_word *word);

#endif
