/*
 * format/tags: the elements of HTML that reading knows. Private to
 * lib/format.
 *
 * vb_tags_weigh looks each element's name up once and keeps the result, with
 * the element's weight, in the node itself; all the rest here reads that.
 */
#ifndef VB_FORMAT_TAGS_H
#define VB_FORMAT_TAGS_H

#include <libxml/tree.h>
#include <stdint.h>

#include "base/str.h"

#define VB_TAG_DEPTH 400 /* nothing is read below; the parser stops at 256 */

/* How an element takes part in the text. */
enum vb_tag_role {
	VB_ROLE_BLOCK,
	VB_ROLE_INLINE,
	VB_ROLE_DROP,	   /* never read */
	VB_ROLE_ASIDE,	   /* not the text, but it may list other pages */
	VB_ROLE_FURNITURE, /* header: only a heading in it is the page's */
};

enum vb_tag {
	VB_TAG_OTHER,
	VB_TAG_A,
	VB_TAG_ARTICLE,
	VB_TAG_BODY,
	VB_TAG_BR,
	VB_TAG_CAPTION,
	VB_TAG_DIV,
	VB_TAG_FIGCAPTION,
	VB_TAG_FONT,
	VB_TAG_FOOTER,
	VB_TAG_FORM,
	VB_TAG_H1,
	VB_TAG_H2,
	VB_TAG_H3,
	VB_TAG_H4,
	VB_TAG_H5,
	VB_TAG_H6,
	VB_TAG_HR,
	VB_TAG_HTML,
	VB_TAG_IMG,
	VB_TAG_LI,
	VB_TAG_LINK,
	VB_TAG_MAIN,
	VB_TAG_META,
	VB_TAG_NAV,
	VB_TAG_OL,
	VB_TAG_P,
	VB_TAG_PRE,
	VB_TAG_SCRIPT,
	VB_TAG_SUP,
	VB_TAG_SVG,
	VB_TAG_TABLE,
	VB_TAG_TIME,
	VB_TAG_TITLE,
	VB_TAG_TR,
	VB_TAG_UL,
	VB_TAG_ASIDE,
};

/*
 * Look up every element below `node`, and weigh it: bytes of text outside
 * links that can be read. Returns the weight of `node`. Linear.
 */
size_t vb_tags_weigh(xmlNode *node);

/* Of an element that was weighed; VB_TAG_OTHER and 0 of any other node. */
enum vb_tag vb_tag_of(const xmlNode *node);
enum vb_tag_role vb_tag_role_of(const xmlNode *node);
size_t vb_tag_weight(const xmlNode *node);

/* An attribute's value as it stands in the tree; borrowed, may be empty. */
struct vb_str vb_tag_attribute(const xmlNode *node, const char *name);

/* Is one of the words of its class or id in the table, in any case? */
bool vb_tag_is_named(const xmlNode *node, const char *const *table, size_t n);

static inline bool vb_tag_is_text(const xmlNode *node)
{
	return (node->type == XML_TEXT_NODE ||
		node->type == XML_CDATA_SECTION_NODE) &&
	       node->content;
}

#endif
