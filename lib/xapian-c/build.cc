#include "xapian-c/internal.hh"

extern "C" {
#include "xapian-c/build.h"
}

vb_status vb_xapian_doc_new(vb_xapian_doc **out, struct vb_error *err)
try {
	*out = new vb_xapian_doc();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_clear(vb_xapian_doc *doc, struct vb_error *err)
try {
	doc->doc = Xapian::Document();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_set_data(vb_xapian_doc *doc, struct vb_str data,
				 struct vb_error *err)
try {
	doc->doc.set_data(vb_xapian_string(data));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_add_value(vb_xapian_doc *doc, uint32_t slot,
				  struct vb_str value, struct vb_error *err)
try {
	if (slot == Xapian::BAD_VALUENO)
		throw vb_xapian_failure{ VB_BAD_INPUT, "no such value slot" };
	doc->doc.add_value(slot, vb_xapian_string(value));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_add_term(vb_xapian_doc *doc, struct vb_str term,
				 uint32_t wdf, struct vb_error *err)
try {
	vb_xapian_need_term(term);
	doc->doc.add_term(vb_xapian_string(term), wdf);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_add_boolean_term(vb_xapian_doc *doc, struct vb_str term,
					 struct vb_error *err)
{
	return vb_xapian_doc_add_term(doc, term, 0, err);
}

vb_status vb_xapian_doc_add_posting(vb_xapian_doc *doc, struct vb_str term,
				    uint32_t position, uint32_t wdf,
				    struct vb_error *err)
try {
	vb_xapian_need_term(term);
	doc->doc.add_posting(vb_xapian_string(term), position, wdf);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_doc_add_terms(vb_xapian_doc *doc,
				  const struct vb_xapian_term *terms, size_t n,
				  struct vb_error *err)
{
	size_t i = 0;

	try {
		std::string term;

		for (; i < n; i++) {
			struct vb_str view = { terms[i].ptr, terms[i].len };

			vb_xapian_need_term(view);
			term.assign(view.ptr, view.len);
			doc->doc.add_term(term, terms[i].wdf);
		}
		return VB_OK;
	} catch (...) {
		vb_status st = vb_xapian_translate(err);

		if (err)
			err->offset = i;
		return st;
	}
}

vb_status vb_xapian_doc_fill(vb_xapian_doc *doc,
			     const struct vb_xapian_parts *parts,
			     struct vb_error *err)
{
	vb_status st = vb_xapian_doc_clear(doc, err);

	if (!st)
		st = vb_xapian_doc_add_terms(doc, parts->terms, parts->n_terms,
					     err);
	for (size_t i = 0; i < parts->n_values && !st; i++)
		st = vb_xapian_doc_add_value(doc, parts->values[i].slot,
					     parts->values[i].value, err);
	return st ? st : vb_xapian_doc_set_data(doc, parts->data, err);
}
