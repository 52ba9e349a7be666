/*
 * index/calling: the words by which a document is called beside those of its
 * title. Only for what is known by its own title (brief.h).
 *
 * Long forms: who knows a decision as that of the "Ủy ban nhân dân" finds it
 * though its title says UBND. The gist of a công văn (doc/gist.h): hundreds
 * bear the V/v "chính sách thuế", and what each is called is made of its first
 * sentence.
 */
#ifndef VB_INDEX_CALLING_H
#define VB_INDEX_CALLING_H

#include "doc/record.h"

/*
 * The gist of the record, a view into its text; empty unless it is a công văn
 * that is known by its own title, and where that was made of the gist.
 */
struct vb_str vb_calling_gist(const struct vb_record *record);

/*
 * Is called with the fold of a word, which ends with the call; `typed` when the
 * word stands so in the text, and is not of a long form. False ends the walk.
 */
typedef bool vb_calling_fn(void *ctx, struct vb_str fold, bool typed);

/* Each word of `text` in its order, short forms as what they stand for. False
 * where `fn` ended it. */
bool vb_calling_words(vb_calling_fn *fn, void *ctx, struct vb_str text);

#endif
