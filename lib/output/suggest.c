/* What may be about to be typed. */
#include "output/writers.h"

static void key_str(struct vb_json *j, const char *key, struct vb_str value)
{
	vb_json_key(j, key);
	vb_json_str_or_null(j, value);
}

static void write_html(struct vb_json *j, const struct vb_suggestion *s)
{
	struct vb_snippet snippet = { .text = s->text,
				      .marks = s->marks,
				      .n_marks = s->n_marks };
	struct vb_buf html = VB_BUF_INIT((size_t)1 << 20);
	vb_status st = vb_html_snippet(&html, &snippet);

	if (st && !j->status)
		j->status = st;
	vb_json_key(j, "html");
	vb_json_str(j, vb_buf_str(&html));
	vb_buf_clear(&html);
}

static void write_suggestion(struct vb_json *j, const struct vb_suggestion *s)
{
	vb_json_object(j);
	vb_json_key(j, "text");
	vb_json_str(j, s->text);
	vb_json_key(j, "kind");
	vb_json_cstr(j, vb_suggestion_name(s->kind));
	key_str(j, "id", s->id);
	key_str(j, "number", s->number);
	key_str(j, "title", s->title);
	key_str(j, "url", s->url);
	vb_json_key(j, "marked");
	vb_json_array(j);
	for (size_t i = 0; i < s->n_marks; i++) {
		vb_json_array(j);
		vb_json_int(j, s->marks[i].from);
		vb_json_int(j, s->marks[i].to);
		vb_json_end(j);
	}
	vb_json_end(j);
	write_html(j, s);
	vb_json_end(j);
}

static vb_status write_json(struct vb_buf *out,
			    const struct vb_suggestions *list,
			    struct vb_str query)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	vb_status st;

	vb_json_object(j);
	vb_json_key(j, "schema");
	vb_json_int(j, 1);
	vb_json_key(j, "query");
	vb_json_str(j, query);
	vb_json_key(j, "took_ms");
	vb_json_real(j, (double)list->took_us / 1000, 3);
	vb_json_key(j, "suggestions");
	vb_json_array(j);
	for (size_t i = 0; i < list->n; i++)
		write_suggestion(j, &list->items[i]);
	vb_json_end(j);
	vb_json_end(j);
	st = vb_json_status(j);
	return st ? st : vb_buf_append_char(out, '\n');
}

static vb_status write_line(struct vb_buf *out, const struct vb_suggestion *s)
{
	struct vb_json json = VB_JSON_INIT(out);
	vb_status st;

	write_suggestion(&json, s);
	st = vb_json_status(&json);
	return st ? st : vb_buf_append_char(out, '\n');
}

/* The text; of a number its title too; and the id of a document. */
static vb_status write_text(struct vb_buf *out, const struct vb_suggestion *s)
{
	vb_status st = vb_terminal_text(out, s->text, false);

	if (!st && s->kind == VB_SUGGEST_NUMBER && s->title.len) {
		st = vb_buf_append(out, VB_STR(" · "));
		if (!st)
			st = vb_terminal_text(out, s->title, false);
	}
	if (!st && s->id.len) {
		st = vb_buf_append(out, VB_STR("  ["));
		if (!st)
			st = vb_terminal_text(out, s->id, false);
		if (!st)
			st = vb_buf_append_char(out, ']');
	}
	return st ? st : vb_buf_append_char(out, '\n');
}

vb_status vb_output_suggestions(struct vb_buf *out,
				const struct vb_suggestions *list,
				const struct vb_style *style)
{
	vb_status st = VB_OK;

	if (style->format == VB_FORMAT_JSON)
		return write_json(out, list, style->query);
	for (size_t i = 0; i < list->n && !st; i++)
		st = style->format == VB_FORMAT_NDJSON ?
			     write_line(out, &list->items[i]) :
			     write_text(out, &list->items[i]);
	return st;
}
