/*
 * format/markup_list: the numbers that a browser shows before the items of an
 * <ol>. Private to markup.c.
 */
#ifndef VB_FORMAT_MARKUP_LIST_H
#define VB_FORMAT_MARKUP_LIST_H

#include <libxml/tree.h>

#include "base/buf.h"

struct vb_markup_list {
	char format; /* '1', 'a', 'A', 'i', 'I'; 0: its items have no number */
	long next;   /* number of the item that comes */
	int step;    /* 1, or -1 where the list is `reversed` */
};

/* Begin the <ol> or <ul> `node`. */
void vb_markup_list_begin(struct vb_markup_list *list, const xmlNode *node);

/*
 * Count the <li> `node` and set `out` to what stands before it: "3. ", "c. ";
 * empty where nothing does. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_markup_list_item(struct vb_buf *out, struct vb_markup_list *list,
			      const xmlNode *node);

#endif
