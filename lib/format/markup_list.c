#include "format/markup_list.h"

#include "format/listnumber.h"
#include "format/tags.h"

#define NUMBER_MAX 99999999ul

/* Values of CSS's list-style-type; bullets and what is not known: none. */
static const struct {
	const char *name;
	char format;
} styles[] = {
	{ "decimal", '1' },	{ "lower-alpha", 'a' }, { "lower-latin", 'a' },
	{ "upper-alpha", 'A' }, { "upper-latin", 'A' }, { "lower-roman", 'i' },
	{ "upper-roman", 'I' }, { "none", 0 },		{ "disc", 0 },
	{ "circle", 0 },	{ "square", 0 },
};

/* A number as HTML has them: a sign, digits, and whatever follows. */
static bool number_of(long *out, struct vb_str s)
{
	bool minus;
	unsigned long n;
	size_t len = 0;

	s = vb_str_trim(s);
	minus = vb_str_starts(s, VB_STR("-"));
	if (minus || vb_str_starts(s, VB_STR("+")))
		s = vb_str_skip(s, 1);
	while (len < s.len && s.ptr[len] >= '0' && s.ptr[len] <= '9')
		len++;
	if (!vb_str_to_ulong(&n, vb_str_sub(s, 0, len), NUMBER_MAX))
		return false;
	*out = minus ? -(long)n : (long)n;
	return true;
}

/* What attributes say of the format, else `format`. */
static char format_of(const xmlNode *node, char format)
{
	struct vb_str type = vb_tag_attribute(node, "type");
	struct vb_str css = vb_tag_attribute(node, "style");
	size_t at = vb_str_find(css, VB_STR("list-style"), 0);

	if (type.len == 1 && strchr("1aAiI", type.ptr[0]))
		format = type.ptr[0];
	if (at == VB_NPOS)
		return format;
	css = vb_str_skip(css, at);
	css = vb_str_sub(css, 0, vb_str_find(css, VB_STR(";"), 0));
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (vb_str_find(css, vb_str_from(styles[i].name), 0) != VB_NPOS)
			return styles[i].format;
	return format;
}

static bool has(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = node->properties;

	while (attr && strcmp((const char *)attr->name, name))
		attr = attr->next;
	return attr != NULL;
}

static long count_items(const xmlNode *list)
{
	long n = 0;

	for (const xmlNode *c = list->children; c; c = c->next)
		n += vb_tag_of(c) == VB_TAG_LI;
	return n;
}

void vb_markup_list_begin(struct vb_markup_list *list, const xmlNode *node)
{
	*list = (struct vb_markup_list){ .next = 1, .step = 1 };
	if (vb_tag_of(node) != VB_TAG_OL)
		return;
	list->format = format_of(node, '1');
	if (has(node, "reversed")) {
		list->step = -1;
		list->next = count_items(node);
	}
	number_of(&list->next, vb_tag_attribute(node, "start"));
}

vb_status vb_markup_list_item(struct vb_buf *out, struct vb_markup_list *list,
			      const xmlNode *node)
{
	char format = list->format ? format_of(node, list->format) : 0;
	vb_status st;
	long n;

	vb_buf_truncate(out, 0);
	number_of(&list->next, vb_tag_attribute(node, "value"));
	n = list->next;
	list->next += list->step;
	if (!format)
		return VB_OK;
	if (n > 0)
		st = vb_list_number(out, (unsigned)n, format);
	else
		st = vb_buf_printf(out, "%ld", n);
	return st ? st : vb_buf_append_cstr(out, ". ");
}
