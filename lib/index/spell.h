/*
 * index/spell: did you mean?
 *
 * A query with a mistake of typing or with lost or wrong marks, and what the
 * archive's own words and pairs say was meant. Nothing is offered unless it
 * is clearly the better query: words and pairs that the archive has are left
 * alone, and so are phrases, filters, operators, excluded words, numbers,
 * codes and words in capitals. A word without marks finds all spellings, so
 * none are offered for it.
 */
#ifndef VB_INDEX_SPELL_H
#define VB_INDEX_SPELL_H

#include "index/search.h"
#include "query/query.h"

/*
 * Set out->did_you_mean for the answer `out` of `query`, in `arena`; empty
 * when there is nothing to offer, so also without a dictionary. `query` is as
 * it was when this returns. Returns VB_OK, VB_NO_MEMORY, VB_BUSY when a writer
 * overtook, or what else Xapian returns.
 */
vb_status vb_spell(struct vb_results *out, vb_searcher *s,
		   struct vb_query *query, struct vb_arena *arena,
		   struct vb_error *err);

#endif
