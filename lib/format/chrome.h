/*
 * format/chrome: what kind of line is this on a portal page?
 * Private to lib/format.
 */
#ifndef VB_FORMAT_CHROME_H
#define VB_FORMAT_CHROME_H

#include "base/buf.h"

enum vb_line_kind {
	VB_LINE_SHORT,	 /* nothing special: a title, a caption, a name */
	VB_LINE_BODY,	 /* a sentence, a list item, a numbered heading */
	VB_LINE_PROSE,	 /* a paragraph */
	VB_LINE_COUNTER, /* visitors: "Đang online 109" */
	VB_LINE_LIST,	 /* heads a list of other pages: "Các tin khác" */
	VB_LINE_MENU,	 /* an entry of menus and tool bars */
	VB_LINE_FOOTER,	 /* who runs the site */
	VB_LINE_DATE,	 /* when it was posted, and nothing else */
	VB_LINE_DATED,	 /* "Title of another page (29/09/2022)" */
};

/* The kind of one trimmed, clean, non-empty line. `fold` is working space. */
vb_status vb_line_kind(enum vb_line_kind *kind, struct vb_buf *fold,
		       struct vb_str line);

/* Is it a line of the page around the text? */
static inline bool vb_line_is_chrome(enum vb_line_kind kind)
{
	return kind == VB_LINE_COUNTER || kind == VB_LINE_LIST ||
	       kind == VB_LINE_MENU || kind == VB_LINE_FOOTER;
}

/*
 * The source that the line names ("(Nguồn: Báo Cần Thơ, 20-6-2016)" gives
 * "Báo Cần Thơ"), or an empty view.
 */
struct vb_str vb_line_origin(struct vb_str line);

/* The author that the line names, by a label or by being just a name. */
struct vb_str vb_line_author(struct vb_str line);

/* How many words of letters or digits; stops counting at `max`. */
size_t vb_line_words(struct vb_str line, size_t max);

#endif
