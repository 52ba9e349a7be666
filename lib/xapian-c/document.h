/*
 * xapian-c/document: a document of an index: data, values and terms. Reading
 * needs only this header; what builds documents is in build.h.
 */
#ifndef VB_XAPIAN_C_DOCUMENT_H
#define VB_XAPIAN_C_DOCUMENT_H

#include "xapian-c/common.h"

typedef struct vb_xapian_doc vb_xapian_doc;

void vb_xapian_doc_free(vb_xapian_doc *doc);

/* The number in the database it was read from; 0 for one being built. */
uint32_t vb_xapian_doc_id(const vb_xapian_doc *doc);

/*
 * Append the data. A document is read lazily, so this can fail as any
 * reading does: VB_NOT_FOUND if it was deleted meanwhile, VB_BUSY if the
 * revision is gone. VB_TOO_BIG past out->limit.
 */
vb_status vb_xapian_doc_data(struct vb_buf *out, const vb_xapian_doc *doc,
			     struct vb_error *err);

/* Append the value in `slot`; nothing if it has none. Fails as _data does. */
vb_status vb_xapian_doc_value(struct vb_buf *out, const vb_xapian_doc *doc,
			      uint32_t slot, struct vb_error *err);

/* Call `fn` with (slot, value) for each value, by rising slot. */
vb_status vb_xapian_doc_values(const vb_xapian_doc *doc, vb_xapian_value_fn *fn,
			       void *ctx, struct vb_error *err);

/*
 * Call `fn` with (term, wdf) for each term that starts with `prefix` (empty:
 * all), in byte order. VB_UNSUPPORTED if the database has no term lists.
 */
vb_status vb_xapian_doc_terms(const vb_xapian_doc *doc, struct vb_str prefix,
			      vb_xapian_term_fn *fn, void *ctx,
			      struct vb_error *err);

#endif
