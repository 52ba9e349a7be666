/*
 * format/markup: what a tree of HTML holds for reading: its main part as
 * lines, and what its head says. Private to lib/format.
 */
#ifndef VB_FORMAT_MARKUP_H
#define VB_FORMAT_MARKUP_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "format/marks.h"

#define VB_MARKUP_META_BYTES 65536 /* of each value from the head */

/* What a page says of itself outside its text; as written, UTF-8. */
struct vb_about {
	struct vb_buf title;	 /* <title> */
	struct vb_buf headline;	 /* of JSON-LD */
	struct vb_buf og_title;	 /* <meta property="og:title"> */
	struct vb_buf h1;	 /* the likeliest <h1> */
	struct vb_buf published; /* <meta> or JSON-LD */
	struct vb_buf modified;	 /* likewise */
	struct vb_buf time;	 /* the first <time datetime> */
	struct vb_buf author;	 /* JSON-LD's, else <meta name="author"> */
	struct vb_buf publisher; /* of JSON-LD */
	struct vb_buf section;	 /* articleSection, article:section */
	struct vb_buf language;	 /* <html lang> */
	struct vb_buf canonical; /* <link rel="canonical"> */
	struct vb_buf site;	 /* og:site_name */
};

struct vb_markup {
	struct vb_buf lines;   /* the text, one block a line */
	struct vb_marks marks; /* one for each of them */
	struct vb_buf around;  /* what is beside the text, likewise */
	struct vb_about about;
	struct vb_encoding encoding; /* what fonts made known */
	unsigned main; /* in: the decoding most of the page was in */
};

void vb_markup_init(struct vb_markup *markup);
void vb_markup_clear(struct vb_markup *markup);

/* Fill `markup` from `doc`. VB_OK, VB_TOO_BIG or VB_NO_MEMORY. */
vb_status vb_markup_read(struct vb_markup *markup, xmlDocPtr doc);

void vb_about_init(struct vb_about *about);
void vb_about_clear(struct vb_about *about);

/* Fill `about` from an element whose tags are known (format/tags.h). */
vb_status vb_about_read(struct vb_about *about, const xmlNode *node);

/* Set `buf` to the trimmed `value` unless it has one. Never VB_TOO_BIG. */
vb_status vb_about_set(struct vb_buf *buf, struct vb_str value);

/*
 * Read the schema.org description `json` (JSON-LD): headline, dates, author,
 * publisher and section of the first article or legal text in it. What is no
 * JSON says nothing. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_about_jsonld(struct vb_about *about, struct vb_str json);

#endif
