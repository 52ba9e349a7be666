/*
 * format/page: the lines of a page while its text is looked for. Private to
 * page.c, body.c and around.c.
 */
#ifndef VB_FORMAT_PAGE_H
#define VB_FORMAT_PAGE_H

#include "format/chrome.h"
#include "format/marks.h"
#include "format/reader.h"

#define VB_PAGE_NONE ((size_t)-1)

struct vb_line {
	struct vb_str text;
	enum vb_line_kind kind;
	const struct vb_mark *mark; /* what its markup says; or NULL */
	bool drop;
	size_t from, to; /* in record->text, once it is built */
};

struct vb_page {
	struct vb_record *record;
	struct vb_line *lines;
	size_t n;
	size_t first, last; /* paragraphs: all between them is text */
	size_t title;	    /* VB_PAGE_NONE: not among the lines */
	size_t tail_end;    /* the kept lines of the tail end before it */
	bool html;
	bool portal; /* there is something around the text */
};

/*
 * Put the lines that stay into record->text and, where it is known what they
 * are, record->blocks. `join`: mend paragraphs broken in the middle of a
 * sentence. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_page_build(struct vb_page *page, bool join);

/*
 * Keep what the page says around its text: when it was posted and updated,
 * how often it was seen, that it is one of a series, which other pages it
 * lists. DATE is set, the rest are extras (docs/schema.md). `around`: clean
 * lines of what is not in page->lines. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_page_around(struct vb_page *page, struct vb_str around);

/* Add an extra unless there is one of that name. Copies both. */
vb_status vb_reader_extra(struct vb_record *record, const char *name,
			  struct vb_str json);

/* As vb_reader_extra, of a string. */
vb_status vb_reader_extra_text(struct vb_record *record, const char *name,
			       struct vb_str text);

#endif
