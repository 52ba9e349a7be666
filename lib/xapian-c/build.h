/*
 * xapian-c/build: a document being built, to be handed to a writer. Keep one
 * per thread and clear it between documents.
 *
 * A term that does not fit (vb_xapian_term_fits) is refused here and not only
 * when the document is added: VB_TOO_BIG if too long, VB_BAD_INPUT if empty.
 */
#ifndef VB_XAPIAN_C_BUILD_H
#define VB_XAPIAN_C_BUILD_H

#include "xapian-c/document.h"

/* An empty document; the caller frees it with vb_xapian_doc_free. */
vb_status vb_xapian_doc_new(vb_xapian_doc **out, struct vb_error *err);

/* Empty it for the next use. */
vb_status vb_xapian_doc_clear(vb_xapian_doc *doc, struct vb_error *err);

/* Replace the data (glass stores at most about 100 MB in one document). */
vb_status vb_xapian_doc_set_data(vb_xapian_doc *doc, struct vb_str data,
				 struct vb_error *err);

/* Replace the value in `slot`; an empty value removes it. */
vb_status vb_xapian_doc_add_value(vb_xapian_doc *doc, uint32_t slot,
				  struct vb_str value, struct vb_error *err);

/* Add `wdf` (0 is allowed) to the frequency of `term` in the document. */
vb_status vb_xapian_doc_add_term(vb_xapian_doc *doc, struct vb_str term,
				 uint32_t wdf, struct vb_error *err);

/* A term that filters and has no part in ranking: wdf 0. */
vb_status vb_xapian_doc_add_boolean_term(vb_xapian_doc *doc, struct vb_str term,
					 struct vb_error *err);

/* As _add_term, with a position (counted from any start). */
vb_status vb_xapian_doc_add_posting(vb_xapian_doc *doc, struct vb_str term,
				    uint32_t position, uint32_t wdf,
				    struct vb_error *err);

struct vb_xapian_term {
	const char *ptr;
	uint32_t len;
	uint32_t wdf;
};

/*
 * As _add_term for `n` terms in one crossing; a term given twice is summed.
 * Terms in byte order are fastest. On failure those before the refused one
 * were added, and err->offset is its index.
 */
vb_status vb_xapian_doc_add_terms(vb_xapian_doc *doc,
				  const struct vb_xapian_term *terms, size_t n,
				  struct vb_error *err);

struct vb_xapian_value {
	uint32_t slot;
	struct vb_str value;
};

/* All that a document is made of; borrowed by who is given it. */
struct vb_xapian_parts {
	const struct vb_xapian_term *terms;
	size_t n_terms;
	const struct vb_xapian_value *values; /* not empty; each slot once */
	size_t n_values;
	struct vb_str data;
	bool data_packed; /* deflating would not make it smaller */
};

/* Replace all of `doc`. Failures as of _add_terms and _add_value. */
vb_status vb_xapian_doc_fill(vb_xapian_doc *doc,
			     const struct vb_xapian_parts *parts,
			     struct vb_error *err);

#endif
