#include "output/output.h"

vb_status vb_html_escape(struct vb_buf *out, struct vb_str text)
{
	size_t from = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; i < text.len && !st; i++) {
		const char *entity;

		switch (text.ptr[i]) {
		case '&':
			entity = "&amp;";
			break;
		case '<':
			entity = "&lt;";
			break;
		case '>':
			entity = "&gt;";
			break;
		case '"':
			entity = "&quot;";
			break;
		case '\'':
			entity = "&#39;";
			break;
		default:
			continue;
		}
		st = vb_buf_append(out, vb_str_sub(text, from, i));
		if (!st)
			st = vb_buf_append_cstr(out, entity);
		from = i + 1;
	}
	return st ? st : vb_buf_append(out, vb_str_sub(text, from, text.len));
}

vb_status vb_html_snippet(struct vb_buf *out, const struct vb_snippet *s)
{
	size_t at = 0;
	vb_status st = VB_OK;

	if (s->cut_start)
		st = vb_buf_append(out, VB_STR("… "));
	for (size_t i = 0; i < s->n_marks && !st; i++) {
		struct vb_range m = s->marks[i];

		st = vb_html_escape(out, vb_str_sub(s->text, at, m.from));
		if (!st)
			st = vb_buf_append(out, VB_STR("<mark>"));
		if (!st)
			st = vb_html_escape(out,
					    vb_str_sub(s->text, m.from, m.to));
		if (!st)
			st = vb_buf_append(out, VB_STR("</mark>"));
		at = m.to;
	}
	if (!st)
		st = vb_html_escape(out, vb_str_sub(s->text, at, s->text.len));
	if (!st && s->cut_end)
		st = vb_buf_append(out, VB_STR(" …"));
	return st;
}

/* C0, DEL and the C1 range (U+0080 to U+009F: 0xc2 0x80 to 0x9f). */
static size_t control_at(struct vb_str s, size_t i, bool lines)
{
	unsigned char c = (unsigned char)s.ptr[i];

	if (lines && (c == '\n' || c == '\t'))
		return 0;
	if (c < 0x20 || c == 0x7f)
		return 1;
	if (c == 0xc2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xa0)
		return 2;
	return 0;
}

vb_status vb_terminal_text(struct vb_buf *out, struct vb_str text, bool lines)
{
	size_t from = 0, i = 0;
	vb_status st = VB_OK;

	while (i < text.len && !st) {
		size_t n = control_at(text, i, lines);

		if (!n) {
			i++;
			continue;
		}
		st = vb_buf_append(out, vb_str_sub(text, from, i));
		if (!st)
			st = vb_buf_append_char(out, ' ');
		i += n;
		from = i;
	}
	return st ? st : vb_buf_append(out, vb_str_sub(text, from, text.len));
}
