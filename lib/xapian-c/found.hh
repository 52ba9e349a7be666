/*
 * xapian-c/found: as found.h. C++ only.
 */
#ifndef VB_XAPIAN_C_FOUND_HH
#define VB_XAPIAN_C_FOUND_HH

#include "xapian-c/bits.hh"
#include "xapian-c/known.hh"

/* What `query` matches, throwing vb_xapian_deadline_passed at `limit`, which
 * may be NULL. */
vb_xapian_bits vb_xapian_find_bits(const Xapian::Database &db,
				   vb_xapian_known &known,
				   const Xapian::Query &query,
				   const struct vb_limit *limit);

#endif
