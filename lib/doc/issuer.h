/*
 * doc/issuer: the names of bodies. Private to lib/doc.
 */
#ifndef VB_DOC_ISSUER_H
#define VB_DOC_ISSUER_H

#include "base/buf.h"

/*
 * Append "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH" as a sentence has it: "Ủy ban nhân
 * dân tỉnh Hà Tĩnh". Names of territories and the first words of ministries
 * keep their capitals; the tone stands where ủy and hòa have it. Returns
 * VB_OK, VB_TOO_BIG or VB_NO_MEMORY.
 */
vb_status vb_issuer_case(struct vb_buf *out, struct vb_str caps);

/*
 * The first body in clean `text` whose initials are `symbol`: "CHQ" finds
 * "Cục Hải quan", "SGDĐT" "Sở Giáo dục và Đào tạo". The empty view if none.
 */
struct vb_str vb_issuer_spelled(struct vb_str text, struct vb_str symbol);

/* The words of a territory at the end of a body's name, "tỉnh Hà Tĩnh" of
 * "Ủy ban nhân dân tỉnh Hà Tĩnh", or the empty view. */
struct vb_str vb_issuer_territory(struct vb_str name);

#endif
