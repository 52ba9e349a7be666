/*
 * PPTX: slides in order, each a page, then the speaker's notes of it.
 */
#include <stdlib.h>

#include "format/office.h"

#define SLIDES_MAX 5000

enum {
	T_SLIDE_ID = 1,
	T_SLIDE,
	T_SHAPE,
	T_PLACE,
	T_P,
	T_R,
	T_FIELD,
	T_T,
	T_BR,
	T_PPR,
	T_RPR,
	T_END_RPR,
	T_LATIN,
	T_TBL,
	T_TR,
	T_TC,
	T_ALTERNATIVES,
	T_CHOICE,
	T_FALLBACK,
	T_MATH_TEXT,
	T_COUNT,
};

static const char *const tags[T_COUNT] = {
	[T_SLIDE_ID] = "p:sldId",
	[T_SLIDE] = "p:sld",
	[T_SHAPE] = "p:sp",
	[T_PLACE] = "p:ph",
	[T_P] = "a:p",
	[T_R] = "a:r",
	[T_FIELD] = "a:fld",
	[T_T] = "a:t",
	[T_BR] = "a:br",
	[T_PPR] = "a:pPr",
	[T_RPR] = "a:rPr",
	[T_END_RPR] = "a:endParaRPr",
	[T_LATIN] = "a:latin",
	[T_TBL] = "a:tbl",
	[T_TR] = "a:tr",
	[T_TC] = "a:tc",
	[T_ALTERNATIVES] = "mc:AlternateContent",
	[T_CHOICE] = "mc:Choice",
	[T_FALLBACK] = "mc:Fallback",
	[T_MATH_TEXT] = "m:t",
};

enum role { ROLE_NONE, ROLE_TITLE, ROLE_BODY, ROLE_DROPPED };

struct pptx {
	struct vb_office *o;
	struct vb_flow flow;
	struct vb_str slides[SLIDES_MAX]; /* ids */
	size_t n_slides;
	bool more;	/* slides than that */
	enum role role; /* of the shape */
	bool notes, in_shape, in_text, in_run_props, begun;
	bool choice_taken;
	struct vb_buf font; /* name, of the run */
	bool capitals;
	vb_status st;
};

static void put(struct pptx *s, struct vb_str text)
{
	struct vb_font font = { .name = vb_buf_str(&s->font),
				.capitals = s->capitals };

	if (s->role == ROLE_DROPPED || (s->notes && s->role != ROLE_BODY))
		return;
	if (!s->begun) {
		s->begun = true;
		vb_flow_begin(&s->flow,
			      s->notes		    ? VB_BLOCK_NOTE :
			      s->role == ROLE_TITLE ? VB_BLOCK_HEADING :
						      VB_BLOCK_PARAGRAPH,
			      !s->notes && s->role == ROLE_TITLE);
	}
	vb_flow_text(&s->flow, text, &font);
}

/* What a placeholder holds; dates, numbers and footers are no text of it. */
static enum role role_of(struct vb_str type)
{
	static const struct {
		const char *type;
		enum role role;
	} roles[] = {
		{ "title", ROLE_TITLE },    { "ctrTitle", ROLE_TITLE },
		{ "sldNum", ROLE_DROPPED }, { "dt", ROLE_DROPPED },
		{ "ftr", ROLE_DROPPED },    { "hdr", ROLE_DROPPED },
		{ "sldImg", ROLE_DROPPED },
	};

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (vb_str_eq(type, vb_str_from(roles[i].type)))
			return roles[i].role;
	return ROLE_BODY;
}

static void start_run_props(struct pptx *s, struct vb_xml *x)
{
	s->in_run_props = true;
	s->capitals = vb_str_eq(vb_xml_attr(x, "cap"), VB_STR("all"));
}

static void set_font(struct pptx *s, struct vb_xml *x)
{
	struct vb_str name = vb_xml_attr(x, "typeface");

	vb_buf_truncate(&s->font, 0);
	/* "+mn-lt" is a theme's */
	if (name.len && name.ptr[0] != '+' && vb_buf_append(&s->font, name))
		vb_buf_truncate(&s->font, 0);
}

static void start_text(struct pptx *s, struct vb_xml *x, unsigned tag)
{
	switch (tag) {
	case T_P:
		s->begun = false;
		break;
	case T_R:
		s->capitals = false;
		vb_buf_truncate(&s->font, 0);
		break;
	case T_FIELD:
		if (vb_str_eq(vb_xml_attr(x, "type"), VB_STR("slidenum")))
			vb_xml_skip(x);
		break;
	case T_T:
	case T_MATH_TEXT:
		s->in_text = true;
		break;
	case T_BR:
		if (s->begun)
			vb_flow_line(&s->flow);
		break;
	case T_RPR:
		start_run_props(s, x);
		break;
	case T_LATIN:
		if (s->in_run_props)
			set_font(s, x);
		break;
	case T_PPR:
	case T_END_RPR:
		vb_xml_skip(x);
		break;
	default:
		break;
	}
}

static void on_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct pptx *s = ctx;
	struct vb_str show;

	switch (tag) {
	case T_SLIDE:
		show = vb_xml_attr(x, "show");
		if (vb_str_eq(show, VB_STR("0")) ||
		    vb_str_eq(show, VB_STR("false")))
			vb_xml_stop(x);
		break;
	case T_SHAPE:
		s->role = ROLE_NONE;
		break;
	case T_PLACE:
		s->role = role_of(vb_xml_attr(x, "type"));
		break;
	case T_TBL:
		vb_flow_table(&s->flow, true);
		vb_flow_rows(&s->flow);
		break;
	case T_ALTERNATIVES:
		s->choice_taken = false;
		break;
	case T_CHOICE:
	case T_FALLBACK:
		if (s->choice_taken)
			vb_xml_skip(x);
		s->choice_taken = true;
		break;
	default:
		start_text(s, x, tag);
		break;
	}
	if (s->st || s->flow.st)
		vb_xml_stop(x);
}

static void on_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct pptx *s = ctx;

	(void)x;
	switch (tag) {
	case T_T:
	case T_MATH_TEXT:
		s->in_text = false;
		break;
	case T_RPR:
		s->in_run_props = false;
		break;
	case T_SHAPE:
		s->role = ROLE_NONE;
		break;
	case T_TC:
		vb_flow_cell_end(&s->flow);
		break;
	case T_TR:
		vb_flow_row_end(&s->flow, false);
		break;
	case T_TBL:
		vb_flow_table(&s->flow, false);
		break;
	case T_ALTERNATIVES:
		/* behind one inside a choice, the rest is not read again */
		s->choice_taken = true;
		break;
	default:
		break;
	}
}

static void on_text(void *ctx, struct vb_str text)
{
	struct pptx *s = ctx;

	if (s->in_text)
		put(s, text);
}

static void list_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct pptx *s = ctx;

	if (tag != T_SLIDE_ID)
		return;
	s->more |= s->n_slides == SLIDES_MAX;
	if (s->more)
		return;
	if (!vb_arena_dup(&s->slides[s->n_slides], &s->o->arena,
			  vb_xml_attr(x, "r:id")))
		s->st = VB_NO_MEMORY;
	else
		s->n_slides++;
}

static const struct vb_xml_reader list_reader = {
	.tags = tags,
	.n_tags = T_COUNT,
	.start = list_start,
};

static const struct vb_xml_reader slide_reader = {
	.tags = tags,
	.n_tags = T_COUNT,
	.start = on_start,
	.end = on_end,
	.text = on_text,
};

/* Read one part; one that is broken leaves nothing open. */
static vb_status read_part(struct pptx *s, const char *part, bool notes)
{
	vb_status st;

	s->notes = notes;
	s->role = ROLE_NONE;
	s->in_text = s->in_run_props = s->begun = false;
	st = vb_office_read(s->o, part, &slide_reader, s);
	while (s->flow.tables)
		vb_flow_table(&s->flow, false);
	return st == VB_NOT_FOUND ? VB_OK : st;
}

static vb_status read_slide(struct pptx *s, const char *part, unsigned number)
{
	struct vb_rels rels;
	const char *notes;
	vb_status st;

	vb_flow_begin(&s->flow, VB_BLOCK_PAGE, number);
	st = read_part(s, part, false);
	if (!st)
		st = vb_office_rels(&rels, s->o, part);
	notes = st ? NULL : vb_rels_of_type(&rels, "notesSlide", NULL);
	return notes ? read_part(s, notes, true) : st;
}

static vb_status read_parts(struct pptx *s)
{
	struct vb_rels rels;
	const char *main;
	vb_status st = vb_office_rels(&rels, s->o, "");

	if (st)
		return st;
	main = vb_rels_of_type(&rels, "officeDocument", "ppt/presentation.xml");
	st = vb_office_rels(&rels, s->o, main);
	if (!st)
		st = vb_office_read(s->o, main, &list_reader, s);
	for (size_t i = 0; i < s->n_slides && !st && !s->st; i++) {
		const char *part = vb_rels_of_id(&rels, s->slides[i]);

		if (part)
			st = read_slide(s, part, (unsigned)i + 1);
	}
	if (!st && s->more) {
		s->o->record->partial = true;
		st = vb_reader_warn(s->o->record, "only the first %d slides",
				    SLIDES_MAX);
	}
	return st ? st : s->st;
}

static vb_status read_all(void *ctx, struct vb_office *o, vb_layout *l)
{
	struct pptx *s = ctx;
	vb_status st, flowed;

	s->o = o;
	vb_flow_init(&s->flow, l);
	st = read_parts(s);
	flowed = vb_flow_end(&s->flow);
	return st ? st : flowed;
}

vb_status vb_pptx_read(struct vb_record *record, const struct vb_input *in,
		       size_t *left, struct vb_error *err)
{
	struct pptx *s = calloc(1, sizeof(*s));
	struct vb_office_job job = { "presentation", s, read_all,
				     vb_office_core_meta };
	vb_status st;

	if (!s)
		return VB_NO_MEMORY;
	s->font.limit = 256;
	st = vb_office_run(&job, record, in, left, err);
	vb_buf_clear(&s->font);
	free(s);
	return st;
}
