/*
 * index/content: the query that stands for what a document is about: its most
 * telling terms, words and pairs of words, by how often it has them and how
 * few others do (tf-idf); those of the title count twice.
 */
#ifndef VB_INDEX_CONTENT_H
#define VB_INDEX_CONTENT_H

#include "index/qbuild.h"
#include "xapian-c/document.h"

#define VB_CONTENT_TERMS 30 /* of the query */

/*
 * Of `doc`, with `title`. NULL when none of its terms is in another document,
 * or b->status failed.
 */
vb_q vb_content_query(struct vb_qbuild *b, const vb_xapian_doc *doc,
		      struct vb_str title);

#endif
