/*
 * index/posting: the terms of one document, counted.
 *
 * A vb_postings is reused from document to document: no allocation per word
 * once it has grown to the largest document so far.
 */
#ifndef VB_INDEX_POSTING_H
#define VB_INDEX_POSTING_H

#include <stdint.h>

#include "doc/record.h"
#include "index/likeness.h"
#include "xapian-c/build.h"

/* How many times a word of the title, of the topic, counts beside one of the
 * body: docs/decisions/0010. */
#define VB_TITLE_WEIGHT 4
#define VB_TOPIC_WEIGHT 2

/* Words of one document that are indexed; what follows is not searchable. */
#define VB_POSTING_WORDS 4000000

typedef struct vb_postings vb_postings;

vb_postings *vb_postings_new(void); /* NULL: out of memory */
void vb_postings_free(vb_postings *p);

/*
 * Collect the terms of `record` as schema.h says; `id` is the document's.
 * What an earlier call collected is gone. `*cut` tells that the text had
 * more than VB_POSTING_WORDS words. Returns VB_OK, VB_NO_MEMORY, VB_TOO_BIG.
 */
vb_status vb_postings_collect(vb_postings *p, bool *cut,
			      const struct vb_record *record, struct vb_str id);

/* Of the record last collected; valid as long as it is. */
const struct vb_likeness *vb_postings_likeness(const vb_postings *p);

/*
 * The terms in byte order, filters with wdf 0; valid until the next collect
 * or free.
 */
const struct vb_xapian_term *vb_postings_terms(const vb_postings *p,
					       size_t *count);

#endif
