/*
 * format/markup: what a tree of HTML holds for reading: its main part as
 * lines, and what its head says. Private to lib/format.
 */
#ifndef VB_FORMAT_MARKUP_H
#define VB_FORMAT_MARKUP_H

#include <libxml/tree.h>

#include "base/buf.h"

struct vb_markup {
	struct vb_buf lines;	 /* the text, one block a line */
	struct vb_buf title;	 /* <title> */
	struct vb_buf og_title;	 /* <meta property="og:title"> */
	struct vb_buf h1;	 /* the likeliest <h1> */
	struct vb_buf date;	 /* as written in <meta> or <time> */
	struct vb_buf language;	 /* <html lang> */
	struct vb_buf canonical; /* <link rel="canonical"> */
	struct vb_buf site;	 /* og:site_name */
};

void vb_markup_init(struct vb_markup *markup);
void vb_markup_clear(struct vb_markup *markup);

/* Fill `markup` from `doc`. VB_OK, VB_TOO_BIG or VB_NO_MEMORY. */
vb_status vb_markup_read(struct vb_markup *markup, xmlDocPtr doc);

#endif
