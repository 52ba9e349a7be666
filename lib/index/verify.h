/*
 * index/verify: does a text really match a query tree?
 *
 * The index has no positions (docs/decisions/0002): it finds the documents
 * that hold the words and pairs of a phrase, and the text decides.
 */
#ifndef VB_INDEX_VERIFY_H
#define VB_INDEX_VERIFY_H

#include "query/query.h"

/*
 * Evaluate `root` over title and text. A phrase is words in a row, across
 * punctuation and line breaks; a word typed with marks must have them, others
 * may have any. Fields count as true: the index has decided them. Linear in
 * text times phrases.
 */
bool vb_verify(const struct vb_node *root, struct vb_str title,
	       struct vb_str text);

#endif
