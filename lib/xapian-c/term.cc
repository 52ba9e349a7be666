#include "xapian-c/internal.hh"

#include <cmath>

size_t vb_xapian_term_stored(struct vb_str term)
{
	size_t stored = term.len;

	for (size_t i = 0; i < term.len; i++)
		stored += term.ptr[i] == '\0';
	return stored;
}

bool vb_xapian_term_fits(struct vb_str term)
{
	return term.len && term.len <= VB_XAPIAN_TERM_MAX &&
	       vb_xapian_term_stored(term) <= VB_XAPIAN_TERM_MAX;
}

vb_status vb_xapian_sortable(struct vb_buf *out, double number,
			     struct vb_error *err)
try {
	if (std::isnan(number))
		throw vb_xapian_failure{ VB_BAD_INPUT, "not a number" };
	vb_xapian_append(out, Xapian::sortable_serialise(number));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

double vb_xapian_unsortable(struct vb_str value)
try {
	return Xapian::sortable_unserialise(vb_xapian_string(value));
} catch (...) {
	return 0;
}
