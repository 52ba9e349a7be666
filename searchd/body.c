#include "body.h"

#include "doc/structure.h"
#include "output/portal.h"
#include "text/text.h"

#define HEADING_BYTES 110 /* of a heading's line, in the contents */
#define CONTENTS 3	  /* headings that make contents useful */

struct body {
	struct vb_buf *out;
	struct view *view;
	struct vb_str text;
	struct vb_marking marking;
	struct vb_structure parts;
	size_t next; /* of them, by where they begin */
	size_t listed;
};

/* What is listed in the contents, and how its line looks. */
static const struct {
	const char *style;
	bool listed;
} looks[VB_SECTION_KINDS] = {
	[VB_SECTION_ANNEX] = { "chuong", true },
	[VB_SECTION_PART] = { "chuong", true },
	[VB_SECTION_CHAPTER] = { "chuong", true },
	[VB_SECTION_SECTION] = { "chuong", true },
	[VB_SECTION_SUBSECTION] = { "chuong", false },
	[VB_SECTION_LETTER] = { "chuong", true },
	[VB_SECTION_ROMAN] = { "chuong", true },
	[VB_SECTION_ARTICLE] = { "dieu", true },
	[VB_SECTION_CLAUSE] = { "khoan", false },
	[VB_SECTION_SUBCLAUSE] = { "khoan", false },
	[VB_SECTION_POINT] = { "khoan", false },
};

static void add_contents(struct body *b, struct vb_str line,
			 struct vb_str anchor)
{
	struct view *item = view_item(b->view, "contents");
	bool cut = line.len > HEADING_BYTES;
	struct vb_buf text = VB_BUF_INIT(HEADING_BYTES + 8);
	vb_status st;

	if (cut)
		line.len = vb_utf8_floor(line, HEADING_BYTES);
	st = vb_buf_append(&text, line);
	if (!st && cut)
		st = vb_buf_append(&text, VB_STR("…"));
	view_take(item, "heading", &text);
	/* The sections go before the page is rendered. */
	if (!vb_buf_append(&text, anchor))
		view_take(item, "anchor", &text);
	vb_buf_clear(&text);
	b->listed++;
}

/* A part of the text, escaped and with its marks. */
static vb_status put_text(struct body *b, struct vb_str part)
{
	size_t from = (size_t)(part.ptr - b->text.ptr);

	return vb_html_marked(b->out, &b->marking, from, from + part.len);
}

/* A heading's line: its anchor, and "Điều 5." in bold. */
static vb_status put_heading(struct body *b, struct vb_str line,
			     const struct vb_section *part)
{
	size_t bold = part->label.len;
	bool whole = part->kind < VB_SECTION_ARTICLE;
	vb_status st;

	if (bold < line.len && strchr(".:", line.ptr[bold]))
		bold++;
	if (part->kind > VB_SECTION_ARTICLE || whole)
		bold = 0;
	st = vb_buf_printf(b->out, "<p class=\"%s\" id=\"%.*s\">",
			   looks[part->kind].style, VB_STR_ARG(part->anchor));
	if (!st && bold)
		st = vb_buf_append(b->out, VB_STR("<b>"));
	if (!st && bold)
		st = put_text(b, vb_str_sub(line, 0, bold));
	if (!st && bold)
		st = vb_buf_append(b->out, VB_STR("</b>"));
	return st ? st : put_text(b, vb_str_skip(line, bold));
}

/* The section that begins with `line`, or NULL. */
static const struct vb_section *part_at(struct body *b, struct vb_str line)
{
	size_t at = (size_t)(line.ptr - b->text.ptr);

	while (b->next < b->parts.n && b->parts.sections[b->next].from < at)
		b->next++;
	if (b->next == b->parts.n || b->parts.sections[b->next].from != at)
		return NULL;
	return &b->parts.sections[b->next];
}

static vb_status put_line(struct body *b, struct vb_str line)
{
	const struct vb_section *part = part_at(b, line);
	vb_status st;

	if (part) {
		if (looks[part->kind].listed)
			add_contents(b, line, part->anchor);
		st = put_heading(b, line, part);
	} else {
		st = vb_buf_append_cstr(b->out, "<p>");
		if (!st)
			st = put_text(b, line);
	}
	return st ? st : vb_buf_append(b->out, VB_STR("</p>\n"));
}

vb_status body_html(struct vb_buf *out, bool *cut, struct view *v,
		    struct vb_str text, const struct vb_highlights *marks)
{
	struct body b = { .out = out, .view = v, .text = text };
	const char *end =
		text.ptr + (text.len < BODY_BYTES ? text.len : BODY_BYTES);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_str line, rest = text;
	vb_status st;

	b.marking.text = text;
	b.marking.marks = *marks;
	*cut = false;
	st = vb_structure_read(&b.parts, &arena, text);
	while (!st && vb_str_next_line(&line, &rest)) {
		if (line.ptr + line.len > end) {
			*cut = true;
			break;
		}
		line = vb_str_trim(line);
		if (line.len)
			st = put_line(&b, line);
	}
	view_flag(v, "has_contents", b.listed >= CONTENTS);
	vb_arena_clear(&arena);
	return st;
}
