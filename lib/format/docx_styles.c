/*
 * word/styles.xml: which paragraphs are headings, and which fonts, capitals
 * and hidden text come from styles.
 */
#include <stdlib.h>

#include "format/docx.h"

#define STYLES_MAX 10000
#define CHAIN_MAX 12 /* styles based on each other */

enum {
	T_STYLE = 1,
	T_NAME,
	T_BASED_ON,
	T_OUTLINE,
	T_NUM_ID,
	T_NUM_LEVEL,
	T_FONTS,
	T_CAPS,
	T_VANISH,
	T_RUN_DEFAULT,
	T_PARAGRAPH_DEFAULT,
	T_TABLE_STYLE,
	T_CHANGE_P,
	T_CHANGE_R,
	T_COUNT,
};

static const char *const tags[T_COUNT] = {
	[T_STYLE] = "w:style",
	[T_NAME] = "w:name",
	[T_BASED_ON] = "w:basedOn",
	[T_OUTLINE] = "w:outlineLvl",
	[T_NUM_ID] = "w:numId",
	[T_NUM_LEVEL] = "w:ilvl",
	[T_FONTS] = "w:rFonts",
	[T_CAPS] = "w:caps",
	[T_VANISH] = "w:vanish",
	[T_RUN_DEFAULT] = "w:rPrDefault",
	[T_PARAGRAPH_DEFAULT] = "w:pPrDefault",
	[T_TABLE_STYLE] = "w:tblStylePr",
	[T_CHANGE_P] = "w:pPrChange",
	[T_CHANGE_R] = "w:rPrChange",
};

struct reading {
	struct vb_docx_styles *styles;
	struct vb_arena *arena;
	struct vb_docx_style *style; /* that is open, or NULL */
	struct vb_str paragraph;     /* the default style's id */
	bool in_default;
	vb_status st;
};

struct vb_str vb_docx_font(const struct vb_xml *x)
{
	struct vb_str font = vb_xml_attr(x, "w:hAnsi");

	/* a theme's font stands before a named one, and none is old */
	if (vb_xml_has(x, "w:hAnsiTheme"))
		return VB_STR("theme");
	if (font.len)
		return font;
	if (vb_xml_has(x, "w:asciiTheme"))
		return VB_STR("theme");
	return vb_xml_attr(x, "w:ascii");
}

enum vb_switch vb_docx_switch(const struct vb_xml *x)
{
	struct vb_str val = vb_xml_attr(x, "w:val");

	return vb_str_eq(val, VB_STR("0")) || vb_str_eq(val, VB_STR("false")) ||
			       vb_str_eq(val, VB_STR("off")) ?
		       VB_OFF :
		       VB_ON;
}

void vb_docx_run_merge(struct vb_docx_run *run, const struct vb_docx_run *over)
{
	if (over->font.len)
		run->font = over->font;
	if (over->caps)
		run->caps = over->caps;
	if (over->hidden)
		run->hidden = over->hidden;
}

/* What names of styles mean, without the number that may follow. */
static const struct {
	const char *name;
	unsigned heading; /* 0: the number says it */
} names[] = {
	{ "heading ", 0 }, { "Heading ", 0 }, { "Đầu đề ", 0 },
	{ "đầu đề ", 0 },  { "Tiêu đề ", 0 }, { "Title", 1 },
	{ "Subtitle", 2 }, { "Tiêu đề", 1 },  { "Đề mục ", 0 },
};

static void read_name(struct vb_docx_style *style, struct vb_str name)
{
	if (vb_str_eq(name, VB_STR("caption")) ||
	    vb_str_eq(name, VB_STR("Caption")) ||
	    vb_str_eq(name, VB_STR("Chú thích")))
		style->caption = true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct vb_str start = vb_str_from(names[i].name);
		struct vb_str rest = vb_str_skip(name, start.len);
		unsigned long n = names[i].heading;

		if (!vb_str_starts(name, start) || style->heading)
			continue;
		if (n ? !rest.len : vb_str_to_ulong(&n, rest, 9) && n)
			style->heading = n > 6 ? 6 : (unsigned)n;
	}
}

static struct vb_docx_style *add_style(struct reading *r)
{
	struct vb_docx_styles *s = r->styles;
	size_t more = s->cap ? 2 * s->cap : 64;
	struct vb_docx_style *items;

	if (s->n >= STYLES_MAX)
		return NULL;
	if (s->n == s->cap) {
		items = vb_arena_calloc(r->arena, more, sizeof(*items));
		if (!items) {
			r->st = VB_NO_MEMORY;
			return NULL;
		}
		if (s->n)
			memcpy(items, s->items, s->n * sizeof(*items));
		s->items = items;
		s->cap = more;
	}
	return &s->items[s->n++];
}

static void dup(struct reading *r, struct vb_str *out, struct vb_str s)
{
	if (!vb_arena_dup(out, r->arena, s)) {
		*out = VB_STR_EMPTY;
		r->st = VB_NO_MEMORY;
	}
}

static void start_style(struct reading *r, struct vb_xml *x)
{
	struct vb_str type = vb_xml_attr(x, "w:type");

	r->style = add_style(r);
	if (!r->style) {
		vb_xml_skip(x);
		return;
	}
	*r->style = (struct vb_docx_style){ .based_on = VB_STR_EMPTY };
	dup(r, &r->style->id, vb_xml_attr(x, "w:styleId"));
	if (vb_str_eq(type, VB_STR("paragraph")) &&
	    vb_xml_has(x, "w:default") &&
	    !vb_str_eq(vb_xml_attr(x, "w:default"), VB_STR("0")))
		r->paragraph = r->style->id;
}

static void in_style(struct reading *r, struct vb_xml *x, unsigned tag)
{
	struct vb_docx_style *style = r->style;
	unsigned level;

	switch (tag) {
	case T_NAME:
		read_name(style, vb_xml_attr(x, "w:val"));
		break;
	case T_BASED_ON:
		dup(r, &style->based_on, vb_xml_attr(x, "w:val"));
		break;
	case T_OUTLINE:
		level = vb_xml_number(x, "w:val", 9, 9);
		style->heading = level >= 9 ? VB_DOCX_BODY :
				 level > 5  ? 6 :
					      level + 1;
		break;
	case T_NUM_ID:
		style->number = vb_xml_number(x, "w:val", 1u << 30, 0);
		style->has_number = true;
		break;
	case T_NUM_LEVEL:
		style->level = vb_xml_number(x, "w:val", VB_DOCX_LEVELS - 1, 0);
		break;
	default:
		break;
	}
}

static void on_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct reading *r = ctx;
	struct vb_docx_run *run = r->in_default ? &r->styles->otherwise :
				  r->style	? &r->style->run :
						  NULL;

	switch (tag) {
	case T_STYLE:
		start_style(r, x);
		return;
	case T_RUN_DEFAULT:
		r->in_default = true;
		return;
	case T_PARAGRAPH_DEFAULT:
	case T_TABLE_STYLE:
	case T_CHANGE_P:
	case T_CHANGE_R:
		vb_xml_skip(x);
		return;
	default:
		break;
	}
	if (run && tag == T_FONTS)
		dup(r, &run->font, vb_docx_font(x));
	else if (run && tag == T_CAPS)
		run->caps = vb_docx_switch(x);
	else if (run && tag == T_VANISH)
		run->hidden = vb_docx_switch(x);
	else if (r->style)
		in_style(r, x, tag);
}

static void on_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct reading *r = ctx;

	(void)x;
	if (tag == T_STYLE)
		r->style = NULL;
	if (tag == T_RUN_DEFAULT)
		r->in_default = false;
}

static int by_id(const void *a, const void *b)
{
	const struct vb_docx_style *x = a, *y = b;

	return vb_str_cmp(x->id, y->id);
}

static struct vb_docx_style *find(const struct vb_docx_styles *styles,
				  struct vb_str id)
{
	struct vb_docx_style key = { .id = id };

	if (!styles->n || !id.len)
		return NULL;
	return bsearch(&key, styles->items, styles->n, sizeof(key), by_id);
}

/* Take over from the style it is based on what it does not say itself. */
static void resolve(const struct vb_docx_styles *styles,
		    struct vb_docx_style *style, unsigned depth)
{
	const struct vb_docx_style *base;
	struct vb_docx_run run;

	if (style->resolved || depth > CHAIN_MAX)
		return;
	style->resolved = true; /* before, so that a ring ends */
	base = find(styles, style->based_on);
	if (!base)
		return;
	resolve(styles, find(styles, style->based_on), depth + 1);
	run = base->run;
	vb_docx_run_merge(&run, &style->run);
	style->run = run;
	if (!style->heading)
		style->heading = base->heading;
	style->caption |= base->caption;
	if (!style->has_number) {
		style->has_number = base->has_number;
		style->number = base->number;
		style->level = base->level;
	}
}

vb_status vb_docx_styles_read(struct vb_docx_styles *out, struct vb_office *o,
			      const char *part)
{
	static const struct vb_xml_reader reader = {
		.tags = tags,
		.n_tags = T_COUNT,
		.start = on_start,
		.end = on_end,
	};
	struct reading r = { .styles = out, .arena = &o->arena };
	vb_status st;

	*out = (struct vb_docx_styles){ .items = NULL };
	st = vb_office_read(o, part, &reader, &r);
	if (st == VB_NOT_FOUND)
		st = VB_OK;
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_id);
	for (size_t i = 0; i < out->n; i++)
		resolve(out, &out->items[i], 0);
	out->paragraph = find(out, r.paragraph);
	return st ? st : r.st;
}

const struct vb_docx_style *vb_docx_style(const struct vb_docx_styles *styles,
					  struct vb_str id)
{
	return find(styles, id);
}
