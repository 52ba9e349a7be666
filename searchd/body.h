/*
 * body: the text of a document as HTML.
 */
#ifndef VB_SEARCHD_BODY_H
#define VB_SEARCHD_BODY_H

#include "base/buf.h"
#include "output/portal.h"
#include "template.h"

#define BODY_BYTES ((size_t)8 << 20) /* of text that a page shows */

/*
 * Append each line of `text` that is not blank as a paragraph, escaped. A
 * line that begins a section (doc/structure.h) gets its anchor as id, which
 * snippets name; Điều and what stands above them are added to the list
 * "contents" of `v`, which has the flag "has_contents" when there are some.
 * `marks` of the text become <mark>, the first with the id "hl". Past
 * BODY_BYTES the text is cut at a line, and `*cut` is true. Linear time.
 * Returns VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status body_html(struct vb_buf *out, bool *cut, struct view *v,
		    struct vb_str text, const struct vb_highlights *marks);

#endif
