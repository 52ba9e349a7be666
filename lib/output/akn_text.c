/* Akoma Ntoso: lines of the text and what stands in them. */
#include "output/akn.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
	enum vb_field_id id;
	const char *element;
} named[] = {
	{ VB_FIELD_TYPE, "docType" },
	{ VB_FIELD_NUMBER, "docNumber" },
	{ VB_FIELD_DATE, "docDate" },
	{ VB_FIELD_TITLE, "docTitle" },
};

#define N_NAMED (sizeof(named) / sizeof(named[0]))

static int by_place(const void *a, const void *b)
{
	const struct vb_akn_span *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to) /* the longer one holds the other */
		return x->to > y->to ? -1 : 1;
	return 0;
}

static bool is_place(const struct vb_akn *a, size_t from, size_t to)
{
	return from < to && to <= a->text.len;
}

/* A title is often put together from several lines: then no place has it. */
static bool says(const struct vb_akn *a, enum vb_field_id id,
		 const struct vb_field *f)
{
	return id != VB_FIELD_TITLE ||
	       vb_str_eq(vb_str_sub(a->text, f->from, f->to), f->value);
}

static void add_fields(struct vb_akn *a, size_t body)
{
	for (size_t i = 0; i < N_NAMED; i++) {
		const struct vb_field *f = &a->held->fields[named[i].id];
		bool day = named[i].id == VB_FIELD_DATE;

		if (!is_place(a, f->from, f->to) || f->to > body ||
		    (day && !a->has_day))
			continue;
		if (!says(a, named[i].id, f))
			continue;
		a->spans[a->n_spans++] = (struct vb_akn_span){
			.from = f->from,
			.to = f->to,
			.element = named[i].element,
			.attribute = day ? "date" : NULL,
			.value = vb_str_from(a->day),
		};
	}
}

static vb_status add_references(struct vb_akn *a)
{
	vb_status st = VB_OK;

	for (const struct vb_reference *m = a->held->references; m && !st;
	     m = m->next) {
		struct vb_akn_span *s = &a->spans[a->n_spans];

		if (!is_place(a, m->from, m->to))
			continue;
		*s = (struct vb_akn_span){ .from = m->from,
					   .to = m->to,
					   .element = "ref",
					   .attribute = "href" };
		st = vb_akn_cited(&s->value, a, m);
		a->n_spans++;
	}
	return st;
}

vb_status vb_akn_spans(struct vb_akn *a, size_t body)
{
	size_t n = N_NAMED, kept = 0;
	vb_status st;

	for (const struct vb_reference *m = a->held->references; m; m = m->next)
		n++;
	a->spans = vb_arena_calloc(&a->arena, n, sizeof(*a->spans));
	if (!a->spans)
		return VB_NO_MEMORY;
	add_fields(a, body);
	st = add_references(a);
	qsort(a->spans, a->n_spans, sizeof(*a->spans), by_place);
	for (size_t i = 0; i < a->n_spans; i++)
		if (!kept || a->spans[i].from >= a->spans[kept - 1].to)
			a->spans[kept++] = a->spans[i];
	a->n_spans = kept;
	return st;
}

static void put_span(struct vb_akn *a, const struct vb_akn_span *s)
{
	char id[40];

	vb_xmlout_raw(&a->x, "<");
	vb_xmlout_raw(&a->x, s->element);
	if (!strcmp(s->element, "ref")) {
		snprintf(id, sizeof(id), "ref_%zu", ++a->refs);
		vb_xmlout_attr(&a->x, "eId", vb_str_from(id));
	}
	if (s->attribute)
		vb_xmlout_attr(&a->x, s->attribute, s->value);
	vb_xmlout_raw(&a->x, ">");
	vb_xmlout_text(&a->x, vb_str_sub(a->text, s->from, s->to));
	vb_xmlout_raw(&a->x, "</");
	vb_xmlout_raw(&a->x, s->element);
	vb_xmlout_raw(&a->x, ">");
}

void vb_akn_inline(struct vb_akn *a, size_t from, size_t to)
{
	while (a->span < a->n_spans && a->spans[a->span].from < from)
		a->span++; /* it began in another line */
	for (; a->span < a->n_spans && a->spans[a->span].to <= to; a->span++) {
		const struct vb_akn_span *s = &a->spans[a->span];

		vb_xmlout_text(&a->x, vb_str_sub(a->text, from, s->from));
		put_span(a, s);
		from = s->to;
	}
	vb_xmlout_text(&a->x, vb_str_sub(a->text, from, to));
}

/* Is the line at `from` the row of a table? */
static bool is_row(struct vb_akn *a, size_t from)
{
	while (a->block < a->n_blocks && a->blocks[a->block].to <= from)
		a->block++;
	/* Marks of pages stand between the blocks. */
	for (size_t i = a->block; i < a->n_blocks; i++) {
		const struct vb_block *b = &a->blocks[i];

		if (b->from > from)
			return false;
		if (b->kind != VB_BLOCK_PAGE)
			return b->kind == VB_BLOCK_ROW;
	}
	return false;
}

void vb_akn_end_table(struct vb_akn *a)
{
	if (a->in_table)
		vb_xmlout_close(&a->x, "table");
	a->in_table = false;
}

static void put_row(struct vb_akn *a, size_t from, size_t to)
{
	if (!a->in_table) {
		char start[40];

		snprintf(start, sizeof(start), "table eId=\"table_%zu\"",
			 ++a->tables);
		vb_xmlout_open(&a->x, start);
		vb_xmlout_raw(&a->x, "\n");
		a->in_table = true;
	}
	a->below = false;
	vb_xmlout_open(&a->x, "tr");
	for (size_t at = from, end; at <= to; at = end + 1) {
		end = vb_str_find(vb_str_sub(a->text, 0, to), VB_STR("\t"), at);
		if (end == VB_NPOS)
			end = to;
		vb_xmlout_raw(&a->x, "<td><p>");
		vb_akn_inline(a, at, end);
		vb_xmlout_raw(&a->x, "</p></td>");
	}
	vb_xmlout_close(&a->x, "tr");
}

void vb_akn_line(struct vb_akn *a, size_t from, size_t to)
{
	if (is_row(a, from)) { /* tabs at its ends are empty cells */
		while (from && a->text.ptr[from - 1] == '\t')
			from--;
		while (to < a->text.len && a->text.ptr[to] == '\t')
			to++;
		put_row(a, from, to);
		return;
	}
	vb_akn_end_table(a);
	vb_xmlout_raw(&a->x, a->below ? "<p><eol/>" : "<p>");
	a->below = false;
	vb_akn_inline(a, from, to);
	vb_xmlout_raw(&a->x, "</p>\n");
}
