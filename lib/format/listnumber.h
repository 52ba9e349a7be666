/*
 * format/listnumber: the numbers of lists, as text processors write them.
 * Private to lib/format.
 */
#ifndef VB_FORMAT_LISTNUMBER_H
#define VB_FORMAT_LISTNUMBER_H

#include "base/buf.h"

/*
 * Append `n` as format '1', 'a', 'A', 'i' or 'I': "5", "e", "E", "v", "V".
 * After z come aa, bb, …; what a format has no way to write is in digits.
 * VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_list_number(struct vb_buf *out, unsigned n, char format);

#endif
