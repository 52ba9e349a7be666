#include "xapian-c/internal.hh"

extern "C" {
#include "xapian-c/document.h"
}

void vb_xapian_doc_free(vb_xapian_doc *doc)
{
	delete doc;
}

uint32_t vb_xapian_doc_id(const vb_xapian_doc *doc)
try {
	return doc->doc.get_docid();
} catch (...) {
	return 0;
}

vb_status vb_xapian_doc_data(struct vb_buf *out, const vb_xapian_doc *doc,
			     struct vb_error *err)
try {
	vb_xapian_append(out, doc->doc.get_data());
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_value(struct vb_buf *out, const vb_xapian_doc *doc,
			      uint32_t slot, struct vb_error *err)
try {
	vb_xapian_append(out, doc->doc.get_value(slot));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_values(const vb_xapian_doc *doc, vb_xapian_value_fn *fn,
			       void *ctx, struct vb_error *err)
try {
	for (auto it = doc->doc.values_begin(); it != doc->doc.values_end();
	     ++it) {
		std::string value = *it;

		if (!fn(ctx, it.get_valueno(), vb_xapian_view(value)))
			break;
	}
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_terms(const vb_xapian_doc *doc, struct vb_str prefix,
			      vb_xapian_term_fn *fn, void *ctx,
			      struct vb_error *err)
try {
	Xapian::TermIterator it = doc->doc.termlist_begin();

	/* Skipping an ended iterator is an error in Xapian. */
	if (prefix.len && it != Xapian::TermIterator())
		it.skip_to(vb_xapian_string(prefix));
	vb_xapian_each_term(it, prefix, fn, ctx,
			    [](auto &at) { return at.get_wdf(); });
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}
