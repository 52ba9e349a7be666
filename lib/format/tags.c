#include "format/tags.h"

#include <string.h>
#include <strings.h>

/* In the order of strcmp. */
static const struct known {
	const char *name;
	enum vb_tag_role role;
	enum vb_tag tag;
} known[] = {
	{ "a", VB_ROLE_INLINE, VB_TAG_A },
	{ "abbr", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "acronym", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "article", VB_ROLE_BLOCK, VB_TAG_ARTICLE },
	{ "aside", VB_ROLE_ASIDE, VB_TAG_ASIDE },
	{ "b", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "bdo", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "big", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "body", VB_ROLE_BLOCK, VB_TAG_BODY },
	{ "br", VB_ROLE_BLOCK, VB_TAG_BR },
	{ "button", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "canvas", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "caption", VB_ROLE_BLOCK, VB_TAG_CAPTION },
	{ "cite", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "code", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "del", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "dfn", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "dialog", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "div", VB_ROLE_BLOCK, VB_TAG_DIV },
	{ "em", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "figcaption", VB_ROLE_BLOCK, VB_TAG_FIGCAPTION },
	{ "font", VB_ROLE_INLINE, VB_TAG_FONT },
	{ "footer", VB_ROLE_DROP, VB_TAG_FOOTER },
	{ "form", VB_ROLE_BLOCK, VB_TAG_FORM },
	{ "h1", VB_ROLE_BLOCK, VB_TAG_H1 },
	{ "h2", VB_ROLE_BLOCK, VB_TAG_H2 },
	{ "h3", VB_ROLE_BLOCK, VB_TAG_H3 },
	{ "h4", VB_ROLE_BLOCK, VB_TAG_H4 },
	{ "h5", VB_ROLE_BLOCK, VB_TAG_H5 },
	{ "h6", VB_ROLE_BLOCK, VB_TAG_H6 },
	{ "head", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "header", VB_ROLE_FURNITURE, VB_TAG_OTHER },
	{ "hr", VB_ROLE_BLOCK, VB_TAG_HR },
	{ "html", VB_ROLE_BLOCK, VB_TAG_HTML },
	{ "i", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "iframe", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "img", VB_ROLE_INLINE, VB_TAG_IMG },
	{ "input", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "ins", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "kbd", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "label", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "li", VB_ROLE_BLOCK, VB_TAG_LI },
	{ "link", VB_ROLE_BLOCK, VB_TAG_LINK },
	{ "main", VB_ROLE_BLOCK, VB_TAG_MAIN },
	{ "mark", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "meta", VB_ROLE_BLOCK, VB_TAG_META },
	{ "nav", VB_ROLE_DROP, VB_TAG_NAV },
	{ "noscript", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "o:p", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "object", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "ol", VB_ROLE_BLOCK, VB_TAG_OL },
	{ "option", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "p", VB_ROLE_BLOCK, VB_TAG_P },
	{ "pre", VB_ROLE_BLOCK, VB_TAG_PRE },
	{ "q", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "s", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "samp", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "script", VB_ROLE_DROP, VB_TAG_SCRIPT },
	{ "select", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "small", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "span", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "strike", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "strong", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "style", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "sub", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "sup", VB_ROLE_INLINE, VB_TAG_SUP },
	{ "svg", VB_ROLE_DROP, VB_TAG_SVG },
	{ "table", VB_ROLE_BLOCK, VB_TAG_TABLE },
	{ "template", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "textarea", VB_ROLE_DROP, VB_TAG_OTHER },
	{ "time", VB_ROLE_INLINE, VB_TAG_TIME },
	{ "title", VB_ROLE_BLOCK, VB_TAG_TITLE },
	{ "tr", VB_ROLE_BLOCK, VB_TAG_TR },
	{ "tt", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "u", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "ul", VB_ROLE_BLOCK, VB_TAG_UL },
	{ "var", VB_ROLE_INLINE, VB_TAG_OTHER },
	{ "wbr", VB_ROLE_INLINE, VB_TAG_OTHER },
};

#define N_KNOWN (sizeof(known) / sizeof(known[0]))

/* In a node's _private: the place in the table and one, then the weight. */
#define PLACE_BITS 8
#define PLACE_MASK (((uintptr_t)1 << PLACE_BITS) - 1)

/* The place in the table from 1, or 0. */
static size_t find(const char *name)
{
	size_t from = 0, to = N_KNOWN;

	while (from < to) {
		size_t mid = (from + to) / 2;
		int order = strcmp(name, known[mid].name);

		if (!order)
			return mid + 1;
		if (order < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return 0;
}

static const struct known *known_of(const xmlNode *node)
{
	static const struct known other = { "", VB_ROLE_BLOCK, VB_TAG_OTHER };
	uintptr_t place = 0;

	if (node->type == XML_ELEMENT_NODE)
		place = (uintptr_t)node->_private & PLACE_MASK;
	return place ? &known[place - 1] : &other;
}

enum vb_tag vb_tag_of(const xmlNode *node)
{
	return known_of(node)->tag;
}

enum vb_tag_role vb_tag_role_of(const xmlNode *node)
{
	return known_of(node)->role;
}

size_t vb_tag_weight(const xmlNode *node)
{
	return (size_t)((uintptr_t)node->_private >> PLACE_BITS);
}

static size_t weigh(xmlNode *node, unsigned depth)
{
	enum vb_tag_role role;
	size_t total = 0, place;

	if (vb_tag_is_text(node))
		return strlen((const char *)node->content);
	if (node->type != XML_ELEMENT_NODE || depth > VB_TAG_DEPTH)
		return 0;
	place = find((const char *)node->name);
	role = place ? known[place - 1].role : VB_ROLE_BLOCK;
	if (place && known[place - 1].tag == VB_TAG_SVG)
		goto done; /* pictures drawn in hundreds of elements */
	for (xmlNode *child = node->children; child; child = child->next)
		total += weigh(child, depth + 1);
	if (role == VB_ROLE_DROP || role == VB_ROLE_ASIDE ||
	    (place && known[place - 1].tag == VB_TAG_A))
		total = 0;
done:
	node->_private = (void *)((uintptr_t)total << PLACE_BITS | place);
	return total;
}

size_t vb_tags_weigh(xmlNode *node)
{
	return weigh(node, 0);
}

struct vb_str vb_tag_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = node->properties;

	for (; attr; attr = attr->next)
		if (!strcmp((const char *)attr->name, name) && attr->children &&
		    attr->children->content)
			return vb_str_from(
				(const char *)attr->children->content);
	return VB_STR_EMPTY;
}

static bool word_in(struct vb_str s, const char *const *table, size_t n)
{
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;

		while (at < s.len &&
		       ((s.ptr[at] | 32) >= 'a' && (s.ptr[at] | 32) <= 'z'))
			at++;
		for (size_t i = 0; i < n && at > start; i++)
			if (strlen(table[i]) == at - start &&
			    !strncasecmp(table[i], s.ptr + start, at - start))
				return true;
		at += at == start;
	}
	return false;
}

bool vb_tag_is_named(const xmlNode *node, const char *const *table, size_t n)
{
	return node->properties &&
	       (word_in(vb_tag_attribute(node, "class"), table, n) ||
		word_in(vb_tag_attribute(node, "id"), table, n));
}
