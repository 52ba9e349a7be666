/*
 * Styles of OpenDocument: fonts, capitals, hidden text, lists.
 */
#include <stdlib.h>

#include "format/listnumber.h"
#include "format/odt.h"

#define STYLES_MAX 50000
#define CHAIN_MAX 12

static bool grow(struct vb_odf_styles *s, void *items, size_t *cap, size_t n,
		 size_t size)
{
	size_t more = *cap ? 2 * *cap : 64;
	void *old, *grown;

	if (n < *cap)
		return true;
	if (n >= STYLES_MAX)
		return false;
	memcpy(&old, items, sizeof(old));
	grown = vb_arena_calloc(s->arena, more, size);
	if (!grown) {
		s->st = VB_NO_MEMORY;
		return false;
	}
	if (n)
		memcpy(grown, old, n * size);
	memcpy(items, &grown, sizeof(grown));
	*cap = more;
	return true;
}

static struct vb_str dup(struct vb_odf_styles *s, struct vb_str text)
{
	struct vb_str copy = VB_STR_EMPTY;

	if (text.len && !vb_arena_dup(&copy, s->arena, text))
		s->st = VB_NO_MEMORY;
	return copy;
}

static void add_style(struct vb_odf_styles *s, struct vb_xml *x, char family)
{
	struct vb_str display = vb_xml_attr(x, "style:display-name");

	s->open = NULL;
	if (!grow(s, &s->items, &s->cap, s->n, sizeof(*s->items)))
		return;
	s->open = &s->items[s->n++];
	*s->open = (struct vb_odf_style){
		.name = dup(s, vb_xml_attr(x, "style:name")),
		.parent = dup(s, vb_xml_attr(x, "style:parent-style-name")),
		.title = dup(s, display),
		.font = VB_STR_EMPTY,
		.family = family,
	};
	if (!s->open->title.len)
		s->open->title = s->open->name;
}

static struct vb_str unquoted(struct vb_str name)
{
	if (name.len > 1 && (name.ptr[0] == '\'' || name.ptr[0] == '"'))
		return vb_str_sub(name, 1, name.len - 1);
	return name;
}

static void text_properties(struct vb_odf_styles *s, struct vb_xml *x)
{
	struct vb_odf_style *style = s->open;
	struct vb_str font = vb_xml_attr(x, "style:font-name");
	struct vb_str display = vb_xml_attr(x, "text:display");
	struct vb_str transform = vb_xml_attr(x, "fo:text-transform");

	if (!style)
		return;
	if (!font.len)
		font = unquoted(vb_xml_attr(x, "fo:font-family"));
	if (font.len)
		style->font = dup(s, font);
	style->said_hidden = display.len > 0;
	style->hidden = vb_str_eq(display, VB_STR("none"));
	style->said_capitals = transform.len > 0;
	style->capitals = vb_str_eq(transform, VB_STR("uppercase"));
}

static void copy_label(char out[16], struct vb_str text)
{
	size_t n = text.len < 16 ? text.len : 0;

	memcpy(out, text.ptr, n);
	out[n] = '\0';
}

static void list_level(struct vb_odf_styles *s, struct vb_xml *x, bool numbered)
{
	unsigned i = vb_xml_number(x, "text:level", VB_ODF_LEVELS, 1);
	struct vb_str format = vb_xml_attr(x, "style:num-format");
	struct vb_odf_level *level;

	if (!s->open_list || !i)
		return;
	level = &s->open_list->levels[i - 1];
	level->numbered = numbered;
	level->format = format.len ? format.ptr[0] : 0;
	level->start = vb_xml_number(x, "text:start-value", 99999, 1);
	copy_label(level->before, vb_xml_attr(x, "style:num-prefix"));
	copy_label(level->after, vb_xml_attr(x, "style:num-suffix"));
}

static void add_list(struct vb_odf_styles *s, struct vb_xml *x)
{
	s->open_list = NULL;
	if (!grow(s, &s->lists, &s->cap_lists, s->n_lists, sizeof(*s->lists)))
		return;
	s->open_list = &s->lists[s->n_lists++];
	s->open_list->name = dup(s, vb_xml_attr(x, "style:name"));
	for (unsigned i = 0; i < VB_ODF_LEVELS; i++)
		s->open_list->levels[i].start = 1;
}

void vb_odf_style_start(struct vb_odf_styles *s, struct vb_xml *x,
			const char *tag)
{
	struct vb_str family = vb_xml_attr(x, "style:family");

	if (!strcmp(tag, "style:style") || !strcmp(tag, "style:default-style"))
		add_style(s, x, family.len ? family.ptr[0] : 0);
	else if (!strcmp(tag, "style:font-face")) {
		/* a font is a style of a family of its own */
		add_style(s, x, 'F');
		if (s->open)
			s->open->font = dup(
				s, unquoted(vb_xml_attr(x, "svg:font-family")));
		s->open = NULL;
	} else if (!strcmp(tag, "style:text-properties")) {
		text_properties(s, x);
	} else if (!strcmp(tag, "text:list-style")) {
		add_list(s, x);
		s->open = NULL;
	} else if (!strcmp(tag, "text:list-level-style-number")) {
		list_level(s, x, true);
		s->open = NULL; /* its font is the number's */
	} else if (!strcmp(tag, "text:list-level-style-bullet")) {
		list_level(s, x, false);
		s->open = NULL;
	}
}

static int by_name(const void *a, const void *b)
{
	const struct vb_odf_style *x = a, *y = b;

	if (x->family != y->family)
		return x->family < y->family ? -1 : 1;
	return vb_str_cmp(x->name, y->name);
}

static int by_list_name(const void *a, const void *b)
{
	const struct vb_odf_list *x = a, *y = b;

	return vb_str_cmp(x->name, y->name);
}

static struct vb_odf_style *find(const struct vb_odf_styles *s, char family,
				 struct vb_str name)
{
	struct vb_odf_style key = { .name = name, .family = family };

	return s->n ? bsearch(&key, s->items, s->n, sizeof(key), by_name) :
		      NULL;
}

static void resolve(const struct vb_odf_styles *s, struct vb_odf_style *style,
		    unsigned depth)
{
	struct vb_odf_style *base;

	if (style->resolved || depth > CHAIN_MAX)
		return;
	style->resolved = true;
	if (style->family == 'F')
		return;
	base = find(s, 'F', style->font);
	if (style->font.len && base && base->font.len)
		style->font = base->font;
	/* what has no parent has the default style, which has no name */
	base = style->name.len ? find(s, style->family, style->parent) : NULL;
	if (!base)
		return;
	resolve(s, base, depth + 1);
	if (!style->font.len)
		style->font = base->font;
	if (!style->said_capitals)
		style->capitals = base->capitals;
	if (!style->said_hidden)
		style->hidden = base->hidden;
}

void vb_odf_styles_end(struct vb_odf_styles *s)
{
	s->open = NULL;
	s->open_list = NULL;
	if (s->n)
		qsort(s->items, s->n, sizeof(*s->items), by_name);
	if (s->n_lists)
		qsort(s->lists, s->n_lists, sizeof(*s->lists), by_list_name);
	for (size_t i = 0; i < s->n; i++)
		resolve(s, &s->items[i], 0);
}

const struct vb_odf_style *vb_odf_style(const struct vb_odf_styles *s,
					char family, struct vb_str name)
{
	return find(s, family, name);
}

const struct vb_odf_list *vb_odf_list(const struct vb_odf_styles *s,
				      struct vb_str name)
{
	struct vb_odf_list key = { .name = name };

	return s->n_lists && name.len ? bsearch(&key, s->lists, s->n_lists,
						sizeof(key), by_list_name) :
					NULL;
}

vb_status vb_odf_label(struct vb_buf *out, const struct vb_odf_level *level,
		       unsigned n)
{
	vb_status st;

	if (!level->numbered)
		return vb_buf_append_cstr(out, "- ");
	if (!level->format)
		return VB_OK;
	st = vb_buf_append_cstr(out, level->before);
	if (!st)
		st = vb_list_number(out, n, level->format);
	return st ? st : vb_buf_printf(out, "%s ", level->after);
}
