/*
 * doc/issuer: the name of a body from the capitals of a letterhead.
 * Private to lib/doc.
 */
#ifndef VB_DOC_ISSUER_H
#define VB_DOC_ISSUER_H

#include "base/buf.h"

/*
 * Append "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH" as a sentence has it: "Ủy ban nhân
 * dân tỉnh Hà Tĩnh". Names of territories and the first words of ministries
 * keep their capitals. Returns VB_OK, VB_TOO_BIG or VB_NO_MEMORY.
 */
vb_status vb_issuer_case(struct vb_buf *out, struct vb_str caps);

#endif
