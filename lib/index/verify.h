/*
 * index/verify: does a text really match a query tree?
 *
 * The index has no positions (docs/decisions/0002): it finds the documents
 * that hold the words and pairs of a phrase, and the text decides.
 */
#ifndef VB_INDEX_VERIFY_H
#define VB_INDEX_VERIFY_H

#include "index/absent.h"
#include "query/query.h"

/* A document that the index proposes, and how loosely it was asked. */
struct vb_candidate {
	struct vb_str title, text;
	bool unread; /* they are not there: what needs them is unsure */
	uint32_t docid;
	const struct vb_absent *absent; /* what it lacks, or NULL */
	bool cut;	/* there was more text: what is missing may be in it */
	bool any;	/* of plain words side by side one is enough */
	bool any_marks; /* a word typed with marks is found without them */
};

enum vb_verdict {
	VB_VERIFY_NO,
	VB_VERIFY_UNSURE, /* the text can't decide */
	VB_VERIFY_YES,
};

/*
 * Has `node` a phrase of two words or more, which only a text confirms (pairs
 * are also of a topic: posting.c)? Several words of a title are a phrase in
 * the title.
 */
bool vb_has_phrase(const struct vb_node *node);

/*
 * Evaluate `root`. A phrase is words in a row, across punctuation and line
 * breaks, within the title or within the text; a word of it typed with marks
 * must have them, others may have any. Parts without a phrase that every
 * match needs are taken as the index decided them. What the text can't decide
 * (a field beside a phrase under OR, the rest of a text that was cut) is
 * unsure. Linear in text times phrases.
 */
enum vb_verdict vb_verify(const struct vb_node *root,
			  const struct vb_candidate *c);

#endif
