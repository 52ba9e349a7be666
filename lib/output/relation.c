/* What cites what, what is missing, and effect. */
#include "output/writers.h"

#include "doc/type.h"

static void key_str(struct vb_json *j, const char *key, struct vb_str value)
{
	vb_json_key(j, key);
	vb_json_str_or_null(j, value);
}

static void write_reference(struct vb_json *j, const struct vb_reference *m)
{
	key_str(j, "number", m->number);
	vb_json_key(j, "kind");
	vb_json_cstr(j, vb_relation_name(m->kind));
	key_str(j, "type", m->type);
	key_str(j, "issuer", m->issuer);
	key_str(j, "date", m->date);
	vb_json_key(j, "date_inferred");
	vb_json_bool(j, m->date_how == VB_HOW_INFERRED);
	key_str(j, "anchor", m->anchor);
	vb_json_where(j, m->from, m->to);
}

void vb_json_references(struct vb_json *j, const struct vb_reference *m)
{
	vb_json_key(j, "references");
	vb_json_array(j);
	for (; m; m = m->next) {
		vb_json_object(j);
		write_reference(j, m);
		vb_json_end(j);
	}
	vb_json_end(j);
}

void vb_json_effect(struct vb_json *j, const struct vb_effect *effect)
{
	const struct vb_effect_evidence *e = effect->evidence;

	vb_json_key(j, "effect");
	vb_json_object(j);
	vb_json_key(j, "status");
	vb_json_cstr(j, effect->status);
	key_str(j, "since", effect->since);
	vb_json_key(j, "evidence");
	vb_json_array(j);
	for (; e; e = e->next) {
		vb_json_object(j);
		key_str(j, "id", e->id);
		vb_json_key(j, "kind");
		vb_json_cstr(j, vb_relation_name(e->kind));
		key_str(j, "date", e->date);
		key_str(j, "anchor", e->anchor);
		vb_json_end(j);
	}
	vb_json_end(j);
	vb_json_end(j);
}

static void write_brief(struct vb_json *j, const struct vb_brief *b)
{
	vb_json_object(j);
	key_str(j, "id", b->id);
	key_str(j, "title", b->title);
	key_str(j, "number", b->number);
	key_str(j, "type", b->type);
	key_str(j, "issuer", b->issuer);
	key_str(j, "date", b->date);
	vb_json_end(j);
}

static vb_status json_citations(struct vb_buf *out,
				const struct vb_citations *all)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	vb_status st;

	vb_json_object(j);
	vb_json_key(j, "schema");
	vb_json_int(j, 1);
	key_str(j, "id", all->id);
	key_str(j, "number", all->number);
	key_str(j, "title", all->title);
	vb_json_key(j, "total");
	vb_json_int(j, (long long)all->n);
	vb_json_key(j, "references");
	vb_json_array(j);
	for (const struct vb_citation *c = all->first; c; c = c->next) {
		vb_json_object(j);
		write_reference(j, &c->reference);
		vb_json_key(j, "given");
		vb_json_bool(j, c->given);
		vb_json_key(j, "documents");
		vb_json_array(j);
		for (const struct vb_brief *b = c->documents; b; b = b->next)
			write_brief(j, b);
		vb_json_end(j);
		vb_json_end(j);
	}
	vb_json_end(j);
	vb_json_end(j);
	st = vb_json_status(j);
	return st ? st : vb_buf_append_char(out, '\n');
}

/* "Title  (id)" or the id alone, on a line of its own. */
static vb_status put_brief(struct vb_buf *out, const struct vb_brief *b)
{
	vb_status st = vb_buf_append_cstr(out, "             ");

	if (!st && b->number.len) {
		st = vb_terminal_text(out, b->number, false);
		if (!st)
			st = vb_buf_append_cstr(out, "  ");
	}
	if (!st)
		st = vb_terminal_text(out, b->title, false);
	if (!st)
		st = vb_buf_append_cstr(out, "  [");
	if (!st)
		st = vb_terminal_text(out, b->id, false);
	return st ? st : vb_buf_append_cstr(out, "]\n");
}

static vb_status put_part(struct vb_buf *out, const char *before,
			  struct vb_str part)
{
	vb_status st;

	if (!part.len)
		return VB_OK;
	st = vb_buf_append_cstr(out, before);
	return st ? st : vb_terminal_text(out, part, false);
}

/* "implements   15/ĐA · Thành ủy Hà Nội · 2021-11-15 · dieu-5" */
vb_status vb_text_reference(struct vb_buf *out, const struct vb_reference *m,
			    const struct vb_style *style)
{
	vb_status st = vb_say_padded(out, style, vb_relation_name(m->kind),
				     style->vietnamese ? 20 : 12);

	if (!st)
		st = vb_buf_append_char(out, ' ');
	if (!st)
		st = vb_terminal_text(out, m->number.len ? m->number : m->key,
				      false);
	if (!st)
		st = put_part(out, " · ", m->issuer);
	if (!st)
		st = put_part(out, " · ", m->date);
	if (!st && m->date_how == VB_HOW_INFERRED)
		st = vb_buf_append_cstr(out, "?");
	if (!st)
		st = put_part(out, " · ", m->anchor);
	return st ? st : vb_buf_append_char(out, '\n');
}

vb_status vb_output_citations(struct vb_buf *out,
			      const struct vb_citations *all,
			      const struct vb_style *style)
{
	vb_status st = VB_OK;

	if (style->format != VB_FORMAT_TEXT)
		return json_citations(out, all);
	for (const struct vb_citation *c = all->first; c && !st; c = c->next) {
		st = vb_text_reference(out, &c->reference, style);
		for (const struct vb_brief *b = c->documents; b && !st;
		     b = b->next)
			st = put_brief(out, b);
	}
	return st;
}

static vb_status json_wanted(struct vb_buf *out, const struct vb_wanted *w)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	vb_status st;

	vb_json_object(j);
	vb_json_key(j, "schema");
	vb_json_int(j, 1);
	vb_json_key(j, "wanted");
	vb_json_array(j);
	for (; w; w = w->next) {
		vb_json_object(j);
		key_str(j, "number", w->number);
		key_str(j, "type", w->type);
		key_str(j, "issuer", w->issuer);
		key_str(j, "date", w->date);
		vb_json_key(j, "cited_by");
		vb_json_int(j, w->cited_by);
		vb_json_end(j);
	}
	vb_json_end(j);
	vb_json_end(j);
	st = vb_json_status(j);
	return st ? st : vb_buf_append_char(out, '\n');
}

/* The type as people write it; empty where the name begins with it. */
static struct vb_str type_besides(const struct vb_wanted *w)
{
	const struct vb_type *type = vb_type_find(w->type);
	struct vb_str label = type ? vb_str_from(type->label) : w->type;

	return vb_str_starts(w->number, label) ? VB_STR_EMPTY : label;
}

vb_status vb_output_wanted(struct vb_buf *out, const struct vb_wanted *w,
			   const struct vb_style *style)
{
	vb_status st = VB_OK;

	if (style->format != VB_FORMAT_TEXT)
		return json_wanted(out, w);
	for (; w && !st; w = w->next) {
		st = vb_buf_printf(out, "%6lld  ", (long long)w->cited_by);
		if (!st)
			st = vb_terminal_text(out, w->number, false);
		if (!st)
			st = put_part(out, " · ", type_besides(w));
		if (!st)
			st = put_part(out, " · ", w->issuer);
		if (!st)
			st = put_part(out, " · ", w->date);
		if (!st)
			st = vb_buf_append_char(out, '\n');
	}
	return st;
}
