/*
 * doc/gist: what a công văn says that it is about.
 *
 *	Số: 53/CT-CS
 *	V/v chính sách thuế
 *	Kính gửi: Thuế tỉnh A.
 *	Cục Thuế nhận được công văn số 2 của Thuế tỉnh A về việc miễn tiền thuê
 *	đất đối với hợp tác xã. Về vấn đề này, Cục Thuế có ý kiến như sau:
 *
 * Hundreds of letters bear the same V/v; which one it is only the first
 * sentence after the addressees tells, and the titles that people know such
 * letters by are made of it: here "về việc miễn tiền thuê đất đối với hợp tác
 * xã".
 */
#ifndef VB_DOC_GIST_H
#define VB_DOC_GIST_H

#include "base/str.h"

#define VB_GIST_BYTES 500 /* at most */

/*
 * The words in `text` (a whole công văn, clean) from "về" in the sentence that
 * opens the letter to its end, or to where the writer says that an answer
 * follows. Without "Kính gửi" in the head of `text`, or when its opening
 * names no matter: an empty string. A view into `text`, breaks of lines and
 * all. Looks at a few thousand bytes.
 */
struct vb_str vb_gist_of(struct vb_str text);

/*
 * The first sentence after the addressees, to its end or VB_GIST_BYTES, for
 * a letter whose opening names no matter; empty where it can't be told from
 * the addressees. As vb_gist_of.
 */
struct vb_str vb_gist_opening(struct vb_str text);

#endif
