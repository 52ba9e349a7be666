/*
 * index/absent: what the index knows of a phrase before a text is read: which
 * documents lack its words or pairs, and so the phrase.
 *
 * What every match must hold the index has asked for already. Here are the
 * other phrases of a query, those under NOT or OR: of the documents that one
 * of them excludes nearly all are decided without their texts.
 */
#ifndef VB_INDEX_ABSENT_H
#define VB_INDEX_ABSENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct vb_node;
struct vb_run;

#define VB_ABSENT_PHRASES 32 /* more are looked for in the texts alone */

struct vb_absent {
	struct vb_absent_phrase *phrases; /* in the arena; absent.c */
	size_t n;
	bool found;
};

/*
 * Find them for r->plan.verify, unless that is done. Where time runs short
 * fewer phrases are known. VB_OK; VB_BUSY, VB_CORRUPT, VB_NO_MEMORY, what
 * Xapian returns.
 */
vb_status vb_absent_find(struct vb_absent *out, struct vb_run *r);

/* Is it certain that the document does not hold `phrase`? `a` may be NULL. */
bool vb_absent_from(const struct vb_absent *a, const struct vb_node *phrase,
		    uint32_t docid);

#endif
