/*
 * OpenDocument: texts, sheets and presentations share one vocabulary.
 */
#include "format/odt.h"

#define DEPTH 256 /* of spans and lists: as deep as libxml2 goes */
#define GAP_MAX 32u
#define ROWS_MAX 500000u

enum {
	T_TEXT = 1,
	T_SHEETS,
	T_SLIDES,
	T_H,
	T_P,
	T_SPAN,
	T_A,
	T_S,
	T_TAB,
	T_BREAK,
	T_NOTE,
	T_NOTE_BODY,
	T_CITATION,
	T_LIST,
	T_ITEM,
	T_LIST_HEADER,
	T_TABLE,
	T_ROW,
	T_CELL,
	T_COVERED,
	T_BOX,
	T_PAGE,
	T_NOTES,
	T_FRAME,
	T_CHANGES,
	T_ANNOTATION,
	T_RUBY,
	T_HIDDEN,
	T_STYLE,
	T_DEFAULT_STYLE,
	T_FONT_FACE,
	T_TEXT_PROPS,
	T_LIST_STYLE,
	T_LEVEL_NUMBER,
	T_LEVEL_BULLET,
	T_COUNT,
};

static const char *const tags[T_COUNT] = {
	[T_TEXT] = "office:text",
	[T_SHEETS] = "office:spreadsheet",
	[T_SLIDES] = "office:presentation",
	[T_H] = "text:h",
	[T_P] = "text:p",
	[T_SPAN] = "text:span",
	[T_A] = "text:a",
	[T_S] = "text:s",
	[T_TAB] = "text:tab",
	[T_BREAK] = "text:line-break",
	[T_NOTE] = "text:note",
	[T_NOTE_BODY] = "text:note-body",
	[T_CITATION] = "text:note-citation",
	[T_LIST] = "text:list",
	[T_ITEM] = "text:list-item",
	[T_LIST_HEADER] = "text:list-header",
	[T_TABLE] = "table:table",
	[T_ROW] = "table:table-row",
	[T_CELL] = "table:table-cell",
	[T_COVERED] = "table:covered-table-cell",
	[T_BOX] = "draw:text-box",
	[T_PAGE] = "draw:page",
	[T_NOTES] = "presentation:notes",
	[T_FRAME] = "draw:frame",
	[T_CHANGES] = "text:tracked-changes",
	[T_ANNOTATION] = "office:annotation",
	[T_RUBY] = "text:ruby-text",
	[T_HIDDEN] = "text:hidden-text",
	[T_STYLE] = "style:style",
	[T_DEFAULT_STYLE] = "style:default-style",
	[T_FONT_FACE] = "style:font-face",
	[T_TEXT_PROPS] = "style:text-properties",
	[T_LIST_STYLE] = "text:list-style",
	[T_LEVEL_NUMBER] = "text:list-level-style-number",
	[T_LEVEL_BULLET] = "text:list-level-style-bullet",
};

/* How text looks inside a paragraph or a span. */
struct look {
	struct vb_str font;
	bool capitals, hidden;
};

struct odf {
	struct vb_office *o;
	struct vb_flow flow;
	struct vb_odf_styles styles;
	bool styles_done;
	bool body, sheets, slides;
	/* paragraphs and spans: the innermost last */
	struct look looks[DEPTH];
	unsigned depth;
	bool in_paragraph;
	/* lists */
	const struct vb_odf_list *list;
	unsigned counts[VB_ODF_LEVELS], lists;
	bool fresh_item; /* its number is not written yet */
	/* sheets */
	unsigned rows, empty, repeat;
	bool filled; /* the cell has something in it */
	/* presentations */
	unsigned pages;
	bool title, notes;
	struct vb_buf label;
	vb_status st;
};

static void apply(struct odf *d, char family, struct vb_str name)
{
	const struct vb_odf_style *style =
		vb_odf_style(&d->styles, family, name);
	struct look look = { VB_STR_EMPTY, false, false };

	if (family == 't' && d->depth && d->depth <= DEPTH)
		look = d->looks[d->depth - 1];
	if (style && style->font.len)
		look.font = style->font;
	if (style) {
		look.hidden |= style->hidden;
		look.capitals |= style->capitals;
	}
	if (d->depth < DEPTH)
		d->looks[d->depth] = look;
	d->depth++;
}

static void put(struct odf *d, struct vb_str text)
{
	size_t depth = d->depth < DEPTH ? d->depth : DEPTH;
	const struct look *look = depth ? &d->looks[depth - 1] : NULL;
	struct vb_font font = { .name = VB_STR_EMPTY };

	if (!d->in_paragraph || !text.len)
		return;
	if (look)
		font = (struct vb_font){ look->font, look->capitals,
					 look->hidden };
	d->filled = true;
	vb_flow_text(&d->flow, text, &font);
}

/* The cells left out so far, now that something stands behind them. */
static void fill_gap(struct odf *d)
{
	for (; d->empty; d->empty--)
		vb_flow_cell_end(&d->flow);
}

static void begin_item(struct odf *d)
{
	unsigned i = d->lists - 1;
	const struct vb_odf_level *level =
		d->list && i < VB_ODF_LEVELS ? &d->list->levels[i] : NULL;

	vb_flow_begin(&d->flow, VB_BLOCK_ITEM, d->lists > 9 ? 9 : d->lists);
	if (!d->fresh_item)
		return;
	d->fresh_item = false;
	vb_buf_truncate(&d->label, 0);
	if (level && !d->st)
		d->st = vb_odf_label(&d->label, level, d->counts[i]);
	put(d, level ? vb_buf_str(&d->label) : VB_STR("- "));
}

/* The level of a heading by the name of its style, else 0. */
static unsigned heading_style(const struct odf *d, struct vb_str name)
{
	const struct vb_odf_style *style = vb_odf_style(&d->styles, 'p', name);

	for (unsigned i = 0; style && i < 3; i++) {
		if (vb_str_eq(style->title, VB_STR("Title")))
			return 1;
		if (vb_str_eq(style->title, VB_STR("Subtitle")))
			return 2;
		style = vb_odf_style(&d->styles, 'p', style->parent);
	}
	return 0;
}

static void start_paragraph(struct odf *d, struct vb_xml *x, bool heading)
{
	struct vb_str name = vb_xml_attr(x, "text:style-name");
	unsigned level = heading_style(d, name);

	if (heading)
		level = vb_xml_number(x, "text:outline-level", 6, 1);
	if (!vb_odf_style(&d->styles, 'p', name))
		name = VB_STR_EMPTY; /* the default one */
	fill_gap(d);
	apply(d, 'p', name);
	d->in_paragraph = true;
	if (d->flow.in_note || d->notes)
		vb_flow_begin(&d->flow, VB_BLOCK_NOTE, 0);
	else if (level || d->title)
		vb_flow_begin(&d->flow, VB_BLOCK_HEADING, level ? level : 1);
	else if (d->lists)
		begin_item(d);
	else
		vb_flow_begin(&d->flow, VB_BLOCK_PARAGRAPH, 0);
}

static void start_list(struct odf *d, struct vb_xml *x)
{
	const struct vb_odf_list *list =
		vb_odf_list(&d->styles, vb_xml_attr(x, "text:style-name"));
	unsigned i = d->lists++;

	if (!i || list)
		d->list = list ? list : d->list;
	if (i < VB_ODF_LEVELS &&
	    !vb_str_eq(vb_xml_attr(x, "text:continue-numbering"),
		       VB_STR("true")))
		d->counts[i] = d->list ? d->list->levels[i].start - 1 : 0;
}

static void start_item(struct odf *d, struct vb_xml *x)
{
	unsigned i = d->lists - 1;

	d->fresh_item = true;
	if (!d->lists || i >= VB_ODF_LEVELS)
		return;
	d->counts[i] =
		vb_xml_number(x, "text:start-value", 99999, d->counts[i] + 1);
}

static void start_table(struct odf *d, struct vb_xml *x)
{
	struct vb_str name = vb_xml_attr(x, "table:name");

	if (d->sheets && !d->flow.tables)
		vb_flow_sheet(&d->flow, name);
	vb_flow_table(&d->flow, true);
	if ((d->sheets || d->slides) && d->flow.tables == 1)
		vb_flow_rows(&d->flow);
}

static void start_cell(struct odf *d, struct vb_xml *x)
{
	d->filled = false;
	d->repeat =
		vb_xml_number(x, "table:number-columns-repeated", GAP_MAX, 1);
}

/* Empty cells at a row's end are often thousands: they wait for a full one. */
static void end_cell(struct odf *d)
{
	if (d->flow.tables == 1 && !d->flow.in_note) {
		if (!d->filled) {
			d->empty += d->repeat;
			if (d->empty > GAP_MAX)
				d->empty = GAP_MAX;
			return;
		}
		vb_flow_cell_end(&d->flow);
		d->empty = d->repeat ? d->repeat - 1 : 0;
		d->filled = false;
		return;
	}
	vb_flow_cell_end(&d->flow);
}

static void start_row(struct odf *d, struct vb_xml *x)
{
	d->empty = 0;
	if (d->rows++ < ROWS_MAX)
		return;
	d->o->record->partial = true;
	if (!d->st)
		d->st = vb_reader_warn(d->o->record,
				       "read only the first %u rows", ROWS_MAX);
	vb_xml_stop(x);
}

static void start_page(struct odf *d)
{
	vb_flow_begin(&d->flow, VB_BLOCK_PAGE, ++d->pages);
}

static void spaces(struct odf *d, struct vb_xml *x)
{
	(void)x; /* how many does not matter: they become one */
	put(d, VB_STR(" "));
}

static void in_body(struct odf *d, struct vb_xml *x, unsigned tag)
{
	switch (tag) {
	case T_H:
	case T_P:
		start_paragraph(d, x, tag == T_H);
		break;
	case T_SPAN:
		apply(d, 't', vb_xml_attr(x, "text:style-name"));
		break;
	case T_S:
	case T_TAB:
		spaces(d, x);
		break;
	case T_BREAK:
		vb_flow_line(&d->flow);
		break;
	case T_NOTE_BODY:
		vb_flow_note(&d->flow, true);
		break;
	case T_LIST:
		start_list(d, x);
		break;
	case T_ITEM:
		start_item(d, x);
		break;
	case T_LIST_HEADER:
		d->fresh_item = false;
		break;
	case T_TABLE:
		start_table(d, x);
		break;
	case T_ROW:
		start_row(d, x);
		break;
	case T_CELL:
	case T_COVERED:
		start_cell(d, x);
		break;
	case T_BOX:
		if (!d->slides)
			vb_flow_box(&d->flow, true);
		break;
	case T_PAGE:
		start_page(d);
		break;
	case T_NOTES:
		d->notes = true;
		break;
	case T_FRAME:
		d->title = vb_str_eq(vb_xml_attr(x, "presentation:class"),
				     VB_STR("title"));
		break;
	default:
		break;
	}
}

static void start_body(struct odf *d, unsigned tag)
{
	d->body = true;
	d->sheets = tag == T_SHEETS;
	d->slides = tag == T_SLIDES;
	if (!d->styles_done)
		vb_odf_styles_end(&d->styles);
	d->styles_done = true;
}

static void on_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct odf *d = ctx;

	switch (tag) {
	case T_TEXT:
	case T_SHEETS:
	case T_SLIDES:
		start_body(d, tag);
		break;
	case T_CHANGES:
	case T_ANNOTATION:
	case T_RUBY:
	case T_HIDDEN:
	case T_CITATION:
		vb_xml_skip(x);
		break;
	default:
		if (d->body)
			in_body(d, x, tag);
		else if (tag)
			vb_odf_style_start(&d->styles, x, tags[tag]);
		break;
	}
	if (d->st || d->flow.st || d->styles.st)
		vb_xml_stop(x);
}

static void end_paragraph(struct odf *d)
{
	d->depth -= d->depth > 0;
	/* of a note or a box: the paragraph around it goes on */
	d->in_paragraph = d->depth > 0;
}

static void end_list(struct odf *d)
{
	if (d->lists && !--d->lists)
		d->list = NULL;
	d->fresh_item = false;
}

static void on_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct odf *d = ctx;

	(void)x;
	if (!d->body)
		return;
	switch (tag) {
	case T_H:
	case T_P:
		end_paragraph(d);
		break;
	case T_SPAN:
		d->depth -= d->depth > 0;
		break;
	case T_NOTE_BODY:
		vb_flow_note(&d->flow, false);
		break;
	case T_LIST:
		end_list(d);
		break;
	case T_TABLE:
		vb_flow_table(&d->flow, false);
		break;
	case T_ROW:
		vb_flow_row_end(&d->flow, false);
		break;
	case T_CELL:
	case T_COVERED:
		end_cell(d);
		break;
	case T_BOX:
		if (!d->slides)
			vb_flow_box(&d->flow, false);
		break;
	case T_NOTES:
		d->notes = false;
		break;
	case T_FRAME:
		d->title = false;
		break;
	case T_TEXT:
	case T_SHEETS:
	case T_SLIDES:
		d->body = false;
		break;
	default:
		break;
	}
}

static void on_text(void *ctx, struct vb_str text)
{
	put(ctx, text);
}

static const struct vb_xml_reader reader = {
	.tags = tags,
	.n_tags = T_COUNT,
	.start = on_start,
	.end = on_end,
	.text = on_text,
};

/* What meta.xml calls what core.xml has, with its own date. */
enum { M_TITLE = 1, M_CREATOR, M_FIRST_CREATOR, M_CREATED, M_COUNT };
static const char *const meta_tags[M_COUNT] = {
	[M_TITLE] = "dc:title",
	[M_CREATOR] = "dc:creator",
	[M_FIRST_CREATOR] = "meta:initial-creator",
	[M_CREATED] = "meta:creation-date",
};

struct meta {
	struct vb_buf values[M_COUNT];
	unsigned now;
};

static void meta_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	(void)x;
	((struct meta *)ctx)->now = tag;
}

static void meta_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	(void)x;
	(void)tag;
	((struct meta *)ctx)->now = 0;
}

static void meta_text(void *ctx, struct vb_str text)
{
	struct meta *m = ctx;

	if (m->now && vb_buf_append(&m->values[m->now], text))
		vb_buf_truncate(&m->values[m->now], 0);
}

static vb_status read_meta(void *ctx, struct vb_office *o)
{
	static const struct vb_xml_reader meta_reader = {
		.tags = meta_tags,
		.n_tags = M_COUNT,
		.start = meta_start,
		.end = meta_end,
		.text = meta_text,
	};
	struct vb_office_meta found;
	struct meta m = { .now = 0 };
	vb_status st;

	(void)ctx;
	for (unsigned i = 0; i < M_COUNT; i++)
		m.values[i].limit = 2048;
	st = vb_office_read(o, "meta.xml", &meta_reader, &m);
	found.title = vb_buf_str(&m.values[M_TITLE]);
	found.created = vb_buf_str(&m.values[M_CREATED]);
	found.creator = vb_buf_str(&m.values[M_FIRST_CREATOR]);
	if (!found.creator.len)
		found.creator = vb_buf_str(&m.values[M_CREATOR]);
	if (st == VB_NOT_FOUND)
		st = VB_OK;
	if (!st)
		st = vb_office_meta_set(o->record, &found);
	for (unsigned i = 0; i < M_COUNT; i++)
		vb_buf_clear(&m.values[i]);
	return st;
}

/* styles.xml has what content.xml builds on, so it comes first. */
static vb_status read_parts(struct odf *d)
{
	vb_status st = vb_office_read(d->o, "styles.xml", &reader, d);

	if (st == VB_NOT_FOUND)
		st = VB_OK;
	d->body = d->in_paragraph = false;
	d->depth = 0;
	if (!st)
		st = vb_office_read(d->o, "content.xml", &reader, d);
	if (!st)
		st = d->st ? d->st : d->styles.st;
	return st;
}

static vb_status read_all(void *ctx, struct vb_office *o, vb_layout *l)
{
	struct odf *d = ctx;
	vb_status st, flowed;

	d->o = o;
	d->styles.arena = &o->arena;
	vb_flow_init(&d->flow, l);
	st = read_parts(d);
	flowed = vb_flow_end(&d->flow);
	return st ? st : flowed;
}

vb_status vb_odf_read(struct vb_record *record, const struct vb_input *in,
		      size_t *left, struct vb_error *err)
{
	struct odf d = { .label = VB_BUF_INIT(256) };
	struct vb_office_job job = { "content", &d, read_all, read_meta };
	vb_status st = vb_office_run(&job, record, in, left, err);

	vb_buf_clear(&d.label);
	return st;
}
