/*
 * DOCX: the text of word/document.xml as a reader of the document sees it:
 * insertions kept and deletions gone, no hidden text, lists with their
 * numbers, boxes once; then footnotes and endnotes. Headers and footers of
 * pages, and comments, are left out.
 */
#include "format/docx.h"

#include "text/text.h"

#define DEPTH 256 /* of alternatives: as deep as libxml2 goes */

enum {
	T_P = 1,
	T_R,
	T_T,
	T_TAB,
	T_PTAB,
	T_BR,
	T_CR,
	T_HYPHEN,
	T_SOFT_HYPHEN,
	T_SYM,
	T_PPR,
	T_RPR,
	T_PSTYLE,
	T_RSTYLE,
	T_OUTLINE,
	T_NUM_PR,
	T_NUM_ID,
	T_NUM_LEVEL,
	T_FONTS,
	T_CAPS,
	T_VANISH,
	T_DEL,
	T_MOVE_FROM,
	T_PPR_CHANGE,
	T_RPR_CHANGE,
	T_TBL,
	T_TR,
	T_TC,
	T_TRPR,
	T_TAB_STOPS,
	T_BOX,
	T_ALTERNATIVES,
	T_CHOICE,
	T_FALLBACK,
	T_RT,
	T_NOTE_FOOT,
	T_NOTE_END,
	T_MATH_TEXT,
	T_CHUNK,
	T_COUNT,
};

static const char *const tags[T_COUNT] = {
	[T_P] = "w:p",
	[T_R] = "w:r",
	[T_T] = "w:t",
	[T_TAB] = "w:tab",
	[T_PTAB] = "w:ptab",
	[T_BR] = "w:br",
	[T_CR] = "w:cr",
	[T_HYPHEN] = "w:noBreakHyphen",
	[T_SOFT_HYPHEN] = "w:softHyphen",
	[T_SYM] = "w:sym",
	[T_PPR] = "w:pPr",
	[T_RPR] = "w:rPr",
	[T_PSTYLE] = "w:pStyle",
	[T_RSTYLE] = "w:rStyle",
	[T_OUTLINE] = "w:outlineLvl",
	[T_NUM_PR] = "w:numPr",
	[T_NUM_ID] = "w:numId",
	[T_NUM_LEVEL] = "w:ilvl",
	[T_FONTS] = "w:rFonts",
	[T_CAPS] = "w:caps",
	[T_VANISH] = "w:vanish",
	[T_DEL] = "w:del",
	[T_MOVE_FROM] = "w:moveFrom",
	[T_PPR_CHANGE] = "w:pPrChange",
	[T_RPR_CHANGE] = "w:rPrChange",
	[T_TBL] = "w:tbl",
	[T_TR] = "w:tr",
	[T_TC] = "w:tc",
	[T_TRPR] = "w:trPr",
	[T_TAB_STOPS] = "w:tabs",
	[T_BOX] = "w:txbxContent",
	[T_ALTERNATIVES] = "mc:AlternateContent",
	[T_CHOICE] = "mc:Choice",
	[T_FALLBACK] = "mc:Fallback",
	[T_RT] = "w:rt",
	[T_NOTE_FOOT] = "w:footnote",
	[T_NOTE_END] = "w:endnote",
	[T_MATH_TEXT] = "m:t",
	[T_CHUNK] = "w:altChunk",
};

/* A paragraph before its first text: what is known of it so far. */
struct paragraph {
	bool begun; /* its block is */
	bool joins; /* its end was deleted: the next one goes on with it */
	unsigned heading, number, level;
	bool has_number, caption;
	struct vb_docx_run run; /* of its style */
};

struct docx {
	struct vb_office *o;
	struct vb_flow flow;
	struct vb_docx_styles styles;
	struct vb_docx_numbers *numbers;
	struct vb_buf label; /* a list's number */
	struct paragraph p;
	struct paragraph outer; /* while a box is read */
	struct vb_docx_run run;
	unsigned boxes;
	bool in_paragraph_props, in_run, in_row_props;
	bool in_text, notes, going_on, row_deleted;
	bool taken[DEPTH]; /* alternatives: one was read */
	unsigned alternatives;
	vb_status st;
};

static void begin_block(struct docx *d)
{
	struct paragraph *p = &d->p;
	bool listed;

	p->begun = true;
	if (d->going_on) {
		d->going_on = false;
		return;
	}
	listed = p->has_number &&
		 vb_docx_number(&d->label, d->numbers, p->number, p->level);
	if (d->notes)
		vb_flow_begin(&d->flow, VB_BLOCK_NOTE, 0);
	else if (p->heading && p->heading != VB_DOCX_BODY)
		vb_flow_begin(&d->flow, VB_BLOCK_HEADING, p->heading);
	else if (p->caption)
		vb_flow_begin(&d->flow, VB_BLOCK_CAPTION, 0);
	else if (listed)
		vb_flow_begin(&d->flow, VB_BLOCK_ITEM, p->level + 1);
	else
		vb_flow_begin(&d->flow, VB_BLOCK_PARAGRAPH, 0);
	if (listed && d->label.len) {
		struct vb_font font = { .name = p->run.font };

		vb_flow_text(&d->flow, vb_buf_str(&d->label), &font);
	}
}

static void put(struct docx *d, struct vb_str text, struct vb_str font_name)
{
	struct vb_font font = {
		.name = font_name.len ? font_name : d->run.font,
		.capitals = d->run.caps == VB_ON,
		.hidden = d->run.hidden == VB_ON,
	};

	if (font.hidden)
		return;
	if (!d->p.begun)
		begin_block(d);
	vb_flow_text(&d->flow, text, &font);
}

static void start_paragraph(struct docx *d)
{
	d->going_on = d->p.joins;
	d->p = (struct paragraph){ .run = d->styles.otherwise };
	if (d->styles.paragraph) {
		vb_docx_run_merge(&d->p.run, &d->styles.paragraph->run);
		d->p.heading = d->styles.paragraph->heading;
	}
	d->run = d->p.run;
}

static void apply_style(struct docx *d, struct vb_str id)
{
	const struct vb_docx_style *style = vb_docx_style(&d->styles, id);
	struct paragraph *p = &d->p;

	if (!style)
		return;
	p->run = d->styles.otherwise;
	vb_docx_run_merge(&p->run, &style->run);
	p->heading = style->heading;
	p->caption = style->caption;
	p->has_number = style->has_number;
	p->number = style->number;
	p->level = style->level;
	d->run = p->run;
}

static void apply_run_style(struct docx *d, struct vb_str id)
{
	const struct vb_docx_style *style = vb_docx_style(&d->styles, id);

	if (style)
		vb_docx_run_merge(&d->run, &style->run);
}

static void in_paragraph_props(struct docx *d, struct vb_xml *x, unsigned tag)
{
	unsigned level;

	switch (tag) {
	case T_PSTYLE:
		apply_style(d, vb_xml_attr(x, "w:val"));
		break;
	case T_OUTLINE:
		level = vb_xml_number(x, "w:val", 9, 9);
		d->p.heading = level >= 9 ? VB_DOCX_BODY :
			       level > 5  ? 6 :
					    level + 1;
		break;
	case T_NUM_ID:
		d->p.number = vb_xml_number(x, "w:val", 1u << 30, 0);
		d->p.has_number = true;
		break;
	case T_NUM_LEVEL:
		d->p.level = vb_xml_number(x, "w:val", VB_DOCX_LEVELS - 1, 0);
		break;
	case T_DEL:
		d->p.joins = true;
		break;
	default:
		break;
	}
}

static void set_font(struct docx *d, struct vb_str font)
{
	/* a run's name must outlive the parser's attribute */
	if (font.len && !vb_str_eq(font, d->run.font) &&
	    !vb_arena_dup(&d->run.font, &d->o->arena, font))
		d->st = VB_NO_MEMORY;
}

/* A character of a font of symbols, by its number. */
static void put_symbol(struct docx *d, struct vb_xml *x)
{
	struct vb_str hex = vb_xml_attr(x, "w:char");
	uint32_t code = 0;
	char utf8[4];

	for (size_t i = 0; i < hex.len && code < 0x10000; i++) {
		unsigned c = (unsigned char)hex.ptr[i];

		code = code * 16 + (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
	}
	if (code >= 0x20 && code < 0x100)
		code |= 0xF000;
	if (code < 0x20 || code > 0xFFFD || (code >= 0xD800 && code < 0xE000))
		return;
	put(d, vb_str_of(utf8, vb_utf8_encode(utf8, code)),
	    vb_xml_attr(x, "w:font"));
}

/* A page's or column's end is none of the text's. */
static void put_break(struct docx *d, struct vb_xml *x)
{
	struct vb_str type = vb_xml_attr(x, "w:type");

	if (!d->p.begun)
		return;
	if (type.len && !vb_str_eq(type, VB_STR("textWrapping")))
		put(d, VB_STR(" "), VB_STR_EMPTY);
	else
		vb_flow_line(&d->flow);
}

static void in_run(struct docx *d, struct vb_xml *x, unsigned tag)
{
	switch (tag) {
	case T_RSTYLE:
		apply_run_style(d, vb_xml_attr(x, "w:val"));
		break;
	case T_FONTS:
		set_font(d, vb_docx_font(x));
		break;
	case T_CAPS:
		d->run.caps = vb_docx_switch(x);
		break;
	case T_VANISH:
		d->run.hidden = vb_docx_switch(x);
		break;
	case T_TAB:
	case T_PTAB:
		put(d, VB_STR(" "), VB_STR_EMPTY);
		break;
	case T_BR:
	case T_CR:
		put_break(d, x);
		break;
	case T_HYPHEN:
		put(d, VB_STR("-"), VB_STR_EMPTY);
		break;
	case T_SOFT_HYPHEN: /* ư in fonts of TCVN3 */
		put(d, VB_STR("\xc2\xad"), VB_STR_EMPTY);
		break;
	case T_SYM:
		put_symbol(d, x);
		break;
	default:
		break;
	}
}

/* Of alternatives the first is read. */
static void alternative(struct docx *d, struct vb_xml *x)
{
	bool *taken;

	if (!d->alternatives || d->alternatives > DEPTH)
		return;
	taken = &d->taken[d->alternatives - 1];
	if (*taken)
		vb_xml_skip(x);
	*taken = true;
}

static void start_box(struct docx *d)
{
	if (!d->boxes++)
		d->outer = d->p;
	vb_flow_box(&d->flow, true);
}

static void start_note(struct docx *d, struct vb_xml *x)
{
	/* "separator" and the like have no text of the document */
	if (vb_xml_has(x, "w:type") &&
	    !vb_str_eq(vb_xml_attr(x, "w:type"), VB_STR("normal")))
		vb_xml_skip(x);
	d->p.joins = false;
}

static void warn_chunk(struct docx *d)
{
	d->o->record->partial = true;
	if (!d->st)
		d->st = vb_reader_warn(d->o->record,
				       "a document inside was not read");
}

static void start_block(struct docx *d, struct vb_xml *x, unsigned tag)
{
	switch (tag) {
	case T_P:
		start_paragraph(d);
		break;
	case T_R:
		d->in_run = true;
		d->run = d->p.run;
		break;
	case T_T:
	case T_MATH_TEXT:
		d->in_text = true;
		break;
	case T_TBL:
		vb_flow_table(&d->flow, true);
		break;
	case T_TR:
		d->row_deleted = false;
		break;
	case T_BOX:
		start_box(d);
		break;
	case T_ALTERNATIVES:
		if (d->alternatives < DEPTH)
			d->taken[d->alternatives] = false;
		d->alternatives++;
		break;
	case T_CHOICE:
	case T_FALLBACK:
		alternative(d, x);
		break;
	case T_NOTE_FOOT:
	case T_NOTE_END:
		start_note(d, x);
		break;
	case T_CHUNK:
		warn_chunk(d);
		break;
	default:
		if (d->in_run)
			in_run(d, x, tag);
		break;
	}
}

static void on_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct docx *d = ctx;

	switch (tag) {
	case T_PPR:
		d->in_paragraph_props = true;
		return;
	case T_TRPR:
		d->in_row_props = true;
		return;
	case T_DEL:
		if (d->in_row_props)
			d->row_deleted = true;
		if (d->in_paragraph_props)
			in_paragraph_props(d, x, tag);
		vb_xml_skip(x);
		return;
	case T_MOVE_FROM:
	case T_PPR_CHANGE:
	case T_RPR_CHANGE:
	case T_TAB_STOPS:
	case T_RT:
		vb_xml_skip(x);
		return;
	default:
		break;
	}
	if (d->in_paragraph_props)
		in_paragraph_props(d, x, tag);
	else
		start_block(d, x, tag);
	if (d->st || d->flow.st)
		vb_xml_stop(x);
}

static void end_box(struct docx *d)
{
	vb_flow_box(&d->flow, false);
	if (d->boxes && !--d->boxes) {
		d->p = d->outer;
		d->run = d->p.run;
		d->in_run = true; /* boxes hang in runs */
	}
}

static void on_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct docx *d = ctx;

	(void)x;
	switch (tag) {
	case T_PPR:
		d->in_paragraph_props = false;
		break;
	case T_TRPR:
		d->in_row_props = false;
		break;
	case T_R:
		d->in_run = false;
		d->run = d->p.run;
		break;
	case T_T:
	case T_MATH_TEXT:
		d->in_text = false;
		break;
	case T_P:
		/* an empty one counts in its list, and goes on with nothing */
		if (!d->p.begun && d->p.has_number)
			vb_docx_number(&d->label, d->numbers, d->p.number,
				       d->p.level);
		d->p.joins = d->p.joins && (d->p.begun || d->going_on);
		break;
	case T_TC:
		vb_flow_cell_end(&d->flow);
		break;
	case T_TR:
		vb_flow_row_end(&d->flow, d->row_deleted);
		break;
	case T_TBL:
		vb_flow_table(&d->flow, false);
		break;
	case T_BOX:
		end_box(d);
		break;
	case T_ALTERNATIVES:
		d->alternatives -= d->alternatives > 0;
		break;
	default:
		break;
	}
}

static void on_text(void *ctx, struct vb_str text)
{
	struct docx *d = ctx;

	if (d->in_text)
		put(d, text, VB_STR_EMPTY);
}

static const struct vb_xml_reader reader = {
	.tags = tags,
	.n_tags = T_COUNT,
	.start = on_start,
	.end = on_end,
	.text = on_text,
};

/* The document's part, then its notes. */
static vb_status read_parts(struct docx *d)
{
	struct vb_rels rels;
	const char *main;
	vb_status st = vb_office_rels(&rels, d->o, "");

	if (st)
		return st;
	main = vb_rels_of_type(&rels, "officeDocument", "word/document.xml");
	st = vb_office_rels(&rels, d->o, main);
	if (!st)
		st = vb_docx_styles_read(
			&d->styles, d->o,
			vb_rels_of_type(&rels, "styles", "word/styles.xml"));
	if (!st)
		st = vb_docx_numbers_read(
			&d->numbers, d->o,
			vb_rels_of_type(&rels, "numbering",
					"word/numbering.xml"));
	if (!st)
		st = vb_office_read(d->o, main, &reader, d);
	d->notes = true;
	for (unsigned i = 0; i < 2 && !st && !d->st; i++) {
		d->p.joins = false;
		st = vb_office_read(
			d->o,
			vb_rels_of_type(&rels, i ? "endnotes" : "footnotes",
					"word/none"),
			&reader, d);
		if (st == VB_NOT_FOUND)
			st = VB_OK;
	}
	return st ? st : d->st;
}

static vb_status read_all(void *ctx, struct vb_office *o, vb_layout *l)
{
	struct docx *d = ctx;
	vb_status st, flowed;

	d->o = o;
	vb_flow_init(&d->flow, l);
	st = read_parts(d);
	flowed = vb_flow_end(&d->flow);
	return st ? st : flowed;
}

vb_status vb_docx_read(struct vb_record *record, const struct vb_input *in,
		       size_t *left, struct vb_error *err)
{
	struct docx d = { .label = VB_BUF_INIT(256) };
	struct vb_office_job job = { "document", &d, read_all,
				     vb_office_core_meta };
	vb_status st = vb_office_run(&job, record, in, left, err);

	vb_buf_clear(&d.label);
	return st;
}
