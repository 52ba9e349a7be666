/*
 * index/prefer: what a query says beside its words, as weight.
 *
 * Documents of which it is true weigh more by a constant; none is lost, and
 * no document's weight depends on how rare the type or year is. So does one
 * whose title has all the words: who types five words of a title wants that
 * document and not the article that says them somewhere.
 *
 * For other rankers the parts are in vb_understanding, by field and value,
 * and vb_prefer_weight tells what each is worth here.
 */
#ifndef VB_INDEX_PREFER_H
#define VB_INDEX_PREFER_H

#include "index/qbuild.h"
#include "query/understand.h"

/*
 * What documents may have beside the words of a query, each part with its
 * constant weight; NULL when there is nothing, or after a failure, which is
 * in `b`. To be the second part of vb_q_maybe.
 */
vb_q vb_prefer(struct vb_qbuild *b, const struct vb_understanding *understood);

/* Likewise documents whose title has all words of `query` but those that a
 * part of `understood` is read from and a "về" at its start; more, if they
 * are known by it and are neither provision nor article. Of these a word may
 * also be one that they are called by (calling.h). */
vb_q vb_prefer_title(struct vb_qbuild *b, const struct vb_query *query,
		     const struct vb_understanding *understood);

/* The weight of a part, in units of BM25; 0 for a field that is not
 * preferred by. */
double vb_prefer_weight(enum vb_query_field field);

#endif
