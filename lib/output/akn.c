/* Akoma Ntoso: the document from its first line to its last. */
#include "output/akn.h"

#include <stdio.h>

#include "text/text.h"

#define DEPTH 32	/* of sections in each other; there are fewer kinds */
#define TITLE_BYTES 300 /* of a line that titles the number above it */

static const struct {
	const char *element;
	bool heading; /* its line is number and heading, not text */
} kinds[VB_SECTION_KINDS] = {
	[VB_SECTION_ANNEX] = { "hcontainer name=\"annex\"", true },
	[VB_SECTION_PART] = { "part", true },
	[VB_SECTION_CHAPTER] = { "chapter", true },
	[VB_SECTION_SECTION] = { "section", true },
	[VB_SECTION_SUBSECTION] = { "subsection", true },
	[VB_SECTION_LETTER] = { "division", true },
	[VB_SECTION_ROMAN] = { "level", true },
	[VB_SECTION_ARTICLE] = { "article", true },
	[VB_SECTION_CLAUSE] = { "paragraph", false },
	[VB_SECTION_SUBCLAUSE] = { "subparagraph", false },
	[VB_SECTION_POINT] = { "point", false },
};

enum zone { BEFORE, PREFACE, PREAMBLE, BODY, CONCLUSIONS, ATTACHMENTS };

/* A section whose element is open. */
struct level {
	size_t section;
	const char *holder; /* "intro" or "content" within it, or NULL */
	bool attachment;    /* an annex: text lies in its mainBody */
	bool empty;	    /* that has nothing yet */
};

struct writer {
	struct vb_akn a;
	enum zone zone;
	struct level open[DEPTH];
	size_t n_open;
	size_t next; /* section */
	size_t body; /* where the first section begins */
	size_t end;  /* where the signature begins, or the text ends */
	bool in_citations, main_empty;
	size_t citations;
	bool title_due; /* the next line titles the section just begun */
};

static void put(struct writer *w, const char *markup)
{
	vb_xmlout_raw(&w->a.x, markup);
}

static const struct vb_section *section(const struct writer *w, size_t i)
{
	return &w->a.parts.sections[i];
}

/* <element eId="ID__end">, of the section's element itself without end. */
static void start(struct writer *w, const char *element, size_t i,
		  const char *end)
{
	char id[VB_AKN_EID];

	vb_akn_eid(id, &w->a, i);
	put(w, "<");
	put(w, element);
	put(w, " eId=\"");
	put(w, id);
	if (end) {
		put(w, "__");
		put(w, end);
	}
	put(w, "\">");
}

/* --- zones ---------------------------------------------------------------- */

static void end_citations(struct writer *w)
{
	if (w->in_citations)
		put(w, "</citations>\n");
	w->in_citations = false;
}

static const char *body_name(const struct writer *w)
{
	return w->a.act ? "body" : "mainBody";
}

static void end_zone(struct writer *w)
{
	vb_akn_end_table(&w->a);
	switch (w->zone) {
	case PREFACE:
		put(w, "</preface>\n");
		break;
	case PREAMBLE:
		end_citations(w);
		put(w, "</preamble>\n");
		break;
	case BODY:
		if (w->main_empty)
			put(w, "<p/>\n");
		vb_xmlout_close(&w->a.x, body_name(w));
		break;
	case CONCLUSIONS:
		put(w, "</conclusions>\n");
		break;
	case ATTACHMENTS:
		put(w, "</attachments>\n");
		break;
	case BEFORE:
		break;
	}
}

static void enter(struct writer *w, enum zone zone)
{
	static const char *const names[] = {
		"", "preface", "preamble", "body", "conclusions", "attachments"
	};

	if (w->zone == zone)
		return;
	/* Every document has a body. */
	if (w->zone < BODY && zone > BODY)
		enter(w, BODY);
	end_zone(w);
	w->zone = zone;
	vb_xmlout_open(&w->a.x, zone == BODY ? body_name(w) : names[zone]);
	put(w, "\n");
	if (zone == BODY)
		w->main_empty = !w->a.act;
}

/* --- sections ------------------------------------------------------------- */

static void end_holder(struct writer *w, struct level *l)
{
	vb_akn_end_table(&w->a);
	if (l->holder)
		vb_xmlout_close(&w->a.x, l->holder);
	l->holder = NULL;
}

static void close_section(struct writer *w)
{
	struct level *l = &w->open[--w->n_open];
	const char *element = kinds[section(w, l->section)->kind].element;
	struct vb_str name = vb_str_from(element);

	end_holder(w, l);
	if (l->attachment) {
		put(w, l->empty ? "<p/>\n" : "");
		put(w, "</mainBody>\n</doc>\n</attachment>\n");
		return;
	}
	name = vb_str_sub(name, 0, vb_str_find(name, VB_STR(" "), 0));
	put(w, "</");
	vb_xmlout_text(&w->a.x, name);
	put(w, ">\n");
}

/* Close what does not hold a section whose parent is `parent`; `keep` levels
 * stay. */
static void close_to(struct writer *w, size_t parent, size_t keep)
{
	while (w->n_open > keep && w->open[w->n_open - 1].section != parent)
		close_section(w);
}

static void put_inline(struct writer *w, const char *element, size_t i,
		       size_t from, size_t to)
{
	start(w, element, i, element);
	if (w->a.below)
		put(w, "<eol/>");
	w->a.below = false;
	vb_akn_inline(&w->a, from, to);
	put(w, "</");
	put(w, element);
	put(w, ">\n");
}

/* Where the text [*from, to) begins and ends without white space. */
static void trim(const struct writer *w, size_t *from, size_t *to)
{
	struct vb_str s = vb_str_trim(vb_str_sub(w->a.text, *from, *to));

	*from = s.len ? (size_t)(s.ptr - w->a.text.ptr) : *to;
	*to = *from + s.len;
}

/* An annex is a document of its own that is attached. */
static void begin_attachment(struct writer *w, size_t i, size_t from, size_t to)
{
	char component[40];

	enter(w, ATTACHMENTS);
	snprintf(component, sizeof(component), "att_%zu", ++w->a.annexes);
	start(w, "attachment", i, NULL);
	put(w, "\n");
	put_inline(w, "heading", i, from, to);
	put(w, "<doc name=\"annex\">\n");
	vb_akn_meta(&w->a, component);
	put(w, "<mainBody>\n");
	w->open[w->n_open++] = (struct level){ .section = i,
					       .attachment = true,
					       .empty = true };
}

static struct level *innermost(struct writer *w)
{
	return w->n_open ? &w->open[w->n_open - 1] : NULL;
}

/* Text of the innermost section, or of the body where there is none. */
static void put_text(struct writer *w, size_t from, size_t to)
{
	struct level *l = innermost(w);

	if (l && l->attachment) {
		l->empty = false;
	} else if (l && !l->holder) {
		l->holder = w->a.has_child[l->section] ? "intro" : "content";
		start(w, l->holder, l->section, l->holder);
		put(w, "\n");
	} else if (!l) {
		w->main_empty = false;
	}
	vb_akn_line(&w->a, from, to);
}

/* The line of a section's number: what follows is its heading or its text. */
static void put_head(struct writer *w, size_t i, size_t from, size_t to)
{
	const struct vb_section *s = section(w, i);
	size_t title = to, number;

	if (s->title.len) {
		title = (size_t)(s->title.ptr - w->a.text.ptr);
		if (title < from || title > to)
			title = to;
	}
	number = title;
	trim(w, &from, &number);
	put_inline(w, "num", i, from, number);
	trim(w, &title, &to);
	if (title < to && kinds[s->kind].heading)
		put_inline(w, "heading", i, title, to);
	else if (title < to)
		put_text(w, title, to);
	w->a.below = title >= to;
	w->title_due = w->a.below && s->kind <= VB_SECTION_SUBSECTION;
}

static void begin_section(struct writer *w, size_t i, size_t from, size_t to)
{
	const struct vb_section *s = section(w, i);
	struct level *around;

	vb_akn_end_table(&w->a);
	/* What follows an annex is in it, whatever its parent. */
	close_to(w, s->parent,
		 w->zone == ATTACHMENTS && s->kind != VB_SECTION_ANNEX);
	w->title_due = false;
	w->a.below = false;
	if (s->kind == VB_SECTION_ANNEX && !w->n_open) {
		begin_attachment(w, i, from, to);
		w->title_due = true;
		return;
	}
	if (w->zone < BODY)
		enter(w, BODY);
	around = innermost(w);
	if (around)
		end_holder(w, around);
	if (around && around->attachment)
		around->empty = false;
	if (w->n_open == DEPTH) {
		w->a.x.status = w->a.x.status ? w->a.x.status : VB_INTERNAL;
		return;
	}
	w->main_empty = w->main_empty && w->n_open;
	start(w, kinds[s->kind].element, i, NULL);
	put(w, "\n");
	w->open[w->n_open++] = (struct level){ .section = i };
	put_head(w, i, from, to);
}

/* --- lines ---------------------------------------------------------------- */

/* "Căn cứ …", "Xét …", "Theo đề nghị …": on what a document rests. */
static bool is_basis(struct vb_str line)
{
	static const char *const starts[] = { "can cu ", "xet ",
					      "theo de nghi ",
					      "theo to trinh " };
	struct vb_buf fold = VB_BUF_INIT(1000);
	bool found = false;

	line.len = vb_utf8_floor(line, line.len < 60 ? line.len : 60);
	if (vb_text_fold(&fold, line))
		vb_buf_truncate(&fold, 0);
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		found |= vb_str_starts(vb_buf_str(&fold),
				       vb_str_from(starts[i]));
	vb_buf_clear(&fold);
	return found;
}

static void put_basis(struct writer *w, size_t from, size_t to)
{
	char tag[80];

	vb_akn_end_table(&w->a);
	if (!w->in_citations) {
		snprintf(tag, sizeof(tag), "citations eId=\"cits_%zu\"",
			 ++w->citations);
		vb_xmlout_open(&w->a.x, tag);
		put(w, "\n");
	}
	w->in_citations = true;
	put(w, "<citation>\n<p>");
	vb_akn_inline(&w->a, from, to);
	put(w, "</p>\n</citation>\n");
}

/* A line before the first section, of a document that has a letterhead. */
static void put_before(struct writer *w, size_t from, size_t to)
{
	bool basis = is_basis(vb_str_sub(w->a.text, from, to));

	if (basis && w->zone < PREAMBLE)
		enter(w, PREAMBLE);
	if (w->zone == BEFORE)
		enter(w, PREFACE);
	if (basis) {
		put_basis(w, from, to);
		return;
	}
	end_citations(w);
	vb_akn_line(&w->a, from, to);
}

/* The line below "Chương I" or "Phụ lục I" says what it is about. */
static bool put_title(struct writer *w, size_t from, size_t to)
{
	struct level *l = innermost(w);
	bool due = w->title_due && to - from <= TITLE_BYTES;

	w->title_due = false;
	if (!due || !l || l->attachment)
		return false;
	put_inline(w, "heading", l->section, from, to);
	return true;
}

static void put_line(struct writer *w, size_t from, size_t to)
{
	if (w->next < w->a.parts.n && section(w, w->next)->from == from) {
		begin_section(w, w->next++, from, to);
		return;
	}
	if (from >= w->end && w->zone < CONCLUSIONS) {
		close_to(w, VB_SECTION_NONE, 0);
		enter(w, CONCLUSIONS);
	}
	if (w->zone == CONCLUSIONS) {
		vb_akn_line(&w->a, from, to);
		return;
	}
	if (put_title(w, from, to))
		return;
	if (from < w->body && w->zone < BODY && w->body != VB_NPOS) {
		put_before(w, from, to);
		return;
	}
	if (w->zone < BODY)
		enter(w, BODY);
	put_text(w, from, to);
}

/* --- the whole ------------------------------------------------------------ */

/* Where "Nơi nhận" or the signer's capacity begin, if nothing but annexes
 * comes after: else the end of the text. */
static size_t find_end(const struct writer *w)
{
	static const enum vb_field_id ends[] = { VB_FIELD_RECIPIENTS,
						 VB_FIELD_CAPACITY,
						 VB_FIELD_SIGNER };
	size_t end = VB_NPOS, last = 0, limit = w->a.text.len;

	for (size_t i = 0; i < w->a.parts.n; i++) {
		const struct vb_section *s = section(w, i);

		if (s->kind == VB_SECTION_ANNEX && s->from < limit)
			limit = s->from;
	}
	for (size_t i = 0; i < w->a.parts.n; i++)
		if (section(w, i)->from < limit)
			last = section(w, i)->from;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const struct vb_field *f = &w->a.held->fields[ends[i]];

		if (f->to && f->from > last && f->from < limit && f->from < end)
			end = f->from;
	}
	if (end == VB_NPOS || w->body == VB_NPOS)
		return VB_NPOS;
	while (end && w->a.text.ptr[end - 1] != '\n')
		end--;
	return end > last ? end : VB_NPOS;
}

/* What must be known before the first line is written. */
static vb_status plan(struct writer *w)
{
	struct vb_akn *a = &w->a;
	vb_status st = vb_structure_read(&a->parts, &a->arena, a->text);

	if (st)
		return st;
	a->has_child = vb_arena_calloc(&a->arena, a->parts.n + 1,
				       sizeof(*a->has_child));
	if (!a->has_child)
		return VB_NO_MEMORY;
	w->body = VB_NPOS;
	for (size_t i = 0; i < a->parts.n; i++) {
		const struct vb_section *s = section(w, i);

		if (s->parent != VB_SECTION_NONE)
			a->has_child[s->parent] = true;
		if (s->kind == VB_SECTION_ANNEX)
			break;
		if (w->body == VB_NPOS)
			w->body = s->from;
		if (s->kind == VB_SECTION_ARTICLE)
			a->act = true;
	}
	for (size_t i = 0; i < a->parts.n; i++)
		if (section(w, i)->parent != VB_SECTION_NONE)
			a->has_child[section(w, i)->parent] = true;
	if (vb_str_eq(a->held->fields[VB_FIELD_KIND].value,
		      VB_STR("article"))) {
		a->act = false;
		w->body = VB_NPOS; /* a page has no letterhead */
	}
	w->end = find_end(w);
	return VB_OK;
}

static void put_lines(struct writer *w)
{
	struct vb_str line, rest = w->a.text;

	while (!w->a.x.status && vb_str_next_line(&line, &rest)) {
		size_t from = (size_t)(line.ptr - w->a.text.ptr);
		size_t to = from + line.len;

		trim(w, &from, &to);
		if (from < to)
			put_line(w, from, to);
	}
	close_to(w, VB_SECTION_NONE, 0);
	if (w->zone < BODY)
		enter(w, BODY);
	end_zone(w);
}

vb_status vb_output_akn(struct vb_buf *out, const struct vb_held *held,
			const struct vb_record *record)
{
	struct writer w = { .a = { .x = VB_XMLOUT_INIT(out),
				   .arena = VB_ARENA_INIT,
				   .held = held,
				   .text = record->text,
				   .blocks = record->blocks,
				   .n_blocks = record->n_blocks } };
	struct vb_str type = held->fields[VB_FIELD_TYPE].value;
	vb_status st = plan(&w);
	const char *root = w.a.act ? "act" : "doc";

	if (!st)
		st = vb_akn_name(&w.a);
	if (!st)
		st = vb_akn_spans(&w.a, w.body);
	if (st)
		goto done;
	vb_xmlout_head(&w.a.x);
	put(&w, "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/"
		"ns/akn/3.0\">\n<");
	put(&w, root);
	vb_xmlout_attr(&w.a.x, "name", type.len ? type : vb_str_from(root));
	put(&w, ">\n");
	vb_akn_meta(&w.a, "main");
	put_lines(&w);
	vb_xmlout_close(&w.a.x, root);
	vb_xmlout_close(&w.a.x, "akomaNtoso");
	st = w.a.x.status;
done:
	vb_arena_clear(&w.a.arena);
	return st;
}
