#include "format/xmltext.h"

#include <libxml/HTMLparser.h>

void vb_xmltext_init(struct vb_xmltext *x)
{
	*x = (struct vb_xmltext){
		.lines = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT),
		.marks = VB_MARKS_INIT,
	};
}

void vb_xmltext_clear(struct vb_xmltext *x)
{
	vb_buf_clear(&x->lines);
	vb_marks_clear(&x->marks);
}

static bool is_empty(const struct vb_xmltext *x)
{
	return x->lines.len == x->start;
}

static void put_char(struct vb_xmltext *x, char c)
{
	if (!x->st)
		x->st = vb_buf_append_char(&x->lines, c);
}

void vb_xmltext_begin(struct vb_xmltext *x, enum vb_block_kind kind,
		      unsigned level)
{
	if (!is_empty(x)) {
		put_char(x, '\n');
		if (!x->st)
			x->st = vb_marks_add(&x->marks, x->now);
		x->start = x->lines.len;
	}
	x->now = (struct vb_mark){
		.kind = (unsigned char)kind,
		.level = (unsigned char)(level > 255 ? 255 : level),
	};
}

void vb_xmltext_space(struct vb_xmltext *x)
{
	if (!is_empty(x) && !strchr(" \t(", x->lines.ptr[x->lines.len - 1]))
		put_char(x, ' ');
}

void vb_xmltext_cell(struct vb_xmltext *x)
{
	while (!is_empty(x) && x->lines.ptr[x->lines.len - 1] == ' ')
		vb_buf_truncate(&x->lines, x->lines.len - 1);
	put_char(x, '\t');
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void vb_xmltext_put(struct vb_xmltext *x, struct vb_str s)
{
	size_t at = 0;

	while (at < s.len && !x->st) {
		size_t from = at;

		while (at < s.len && !is_space(s.ptr[at]))
			at++;
		if (at > from)
			x->st = vb_buf_append(&x->lines,
					      vb_str_sub(s, from, at));
		if (at < s.len)
			vb_xmltext_space(x);
		at++;
	}
}

void vb_xmltext_node(struct vb_xmltext *x, const xmlNode *node)
{
	const htmlEntityDesc *entity;
	char bytes[4];

	if ((node->type == XML_TEXT_NODE ||
	     node->type == XML_CDATA_SECTION_NODE) &&
	    node->content) {
		vb_xmltext_put(x, vb_str_from((const char *)node->content));
		return;
	}
	/* The document's own declaration of such a name is not believed. */
	if (node->type != XML_ENTITY_REF_NODE || !node->name)
		return;
	entity = htmlEntityLookup(node->name);
	if (entity && entity->value == 0xA0)
		vb_xmltext_space(x);
	else if (entity)
		vb_xmltext_put(
			x,
			vb_str_of(bytes, vb_utf8_encode(bytes, entity->value)));
}

void vb_xmltext_below(struct vb_xmltext *x, const xmlNode *node)
{
	for (const xmlNode *child = node->children; child && !x->st;
	     child = child->next) {
		vb_xmltext_node(x, child);
		if (child->type == XML_ELEMENT_NODE)
			vb_xmltext_below(x, child);
	}
}

bool vb_xml_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       !strcmp((const char *)node->name, name);
}

struct vb_str vb_xml_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attr =
		node->type == XML_ELEMENT_NODE ? node->properties : NULL;

	for (; attr; attr = attr->next)
		if (!strcmp((const char *)attr->name, name) && attr->children &&
		    attr->children->content)
			return vb_str_from(
				(const char *)attr->children->content);
	return VB_STR_EMPTY;
}
