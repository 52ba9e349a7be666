/*
 * format/xmltext: the text of an XML tree as lines with marks. Private to
 * lib/format: xml.c writes any tree through it, akn.c legal texts.
 */
#ifndef VB_FORMAT_XMLTEXT_H
#define VB_FORMAT_XMLTEXT_H

#include <libxml/tree.h>

#include "format/marks.h"
#include "format/reader.h"

struct vb_xmltext {
	struct vb_buf lines;
	struct vb_marks marks;
	size_t start;	    /* of the line being gathered */
	struct vb_mark now; /* what it is */
	vb_status st;	    /* the first failure sticks */
};

void vb_xmltext_init(struct vb_xmltext *x);
void vb_xmltext_clear(struct vb_xmltext *x);

/* End the line, if there is something in it; the next is a `kind`. */
void vb_xmltext_begin(struct vb_xmltext *x, enum vb_block_kind kind,
		      unsigned level);

/* Add text, its white space made single spaces. */
void vb_xmltext_put(struct vb_xmltext *x, struct vb_str s);

/* A space, unless there is one or the line is empty. */
void vb_xmltext_space(struct vb_xmltext *x);

/* End a cell of a row. */
void vb_xmltext_cell(struct vb_xmltext *x);

/*
 * The text of a node that is no element: characters, or a reference to an
 * entity that HTML has. What other entities stand for is never asked.
 */
void vb_xmltext_node(struct vb_xmltext *x, const xmlNode *node);

/* All text below `node` into the line. */
void vb_xmltext_below(struct vb_xmltext *x, const xmlNode *node);

/* The name without a prefix is this. */
bool vb_xml_is(const xmlNode *node, const char *name);

/* An attribute's value, whatever its namespace; borrowed, may be empty. */
struct vb_str vb_xml_attribute(const xmlNode *node, const char *name);

/* Read an Akoma Ntoso document (OASIS LegalDocML) into `x` and the record. */
vb_status vb_akn_read(struct vb_record *record, struct vb_xmltext *x,
		      const xmlNode *root);

#endif
