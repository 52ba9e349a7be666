/* What belongs with a document: the same, its series, what is like it. */
#include "output/writers.h"

static void key_str(struct vb_json *j, const char *key, struct vb_str value)
{
	vb_json_key(j, key);
	vb_json_str_or_null(j, value);
}

/* What the relation rests on; a document's own of `same-document`. */
static void write_evidence(struct vb_json *j, const struct vb_related *r)
{
	vb_json_key(j, "evidence");
	if (!r->same_number) {
		vb_json_null(j);
		return;
	}
	vb_json_object(j);
	key_str(j, "number", r->hit.number);
	key_str(j, "issuer", r->hit.issuer);
	key_str(j, "date", r->hit.date);
	vb_json_end(j);
}

static void write_related(struct vb_json *j, const struct vb_related *r)
{
	vb_json_object(j);
	vb_json_key(j, "id");
	vb_json_str(j, r->hit.id);
	vb_json_key(j, "relation");
	vb_json_cstr(j, vb_similarity_name(r->relation));
	key_str(j, "kind", r->hit.kind);
	key_str(j, "title", r->hit.title);
	key_str(j, "number", r->hit.number);
	key_str(j, "type", r->hit.type);
	key_str(j, "issuer", r->hit.issuer);
	key_str(j, "date", r->hit.date);
	key_str(j, "source", r->hit.source);
	key_str(j, "url", r->hit.url);
	write_evidence(j, r);
	vb_json_key(j, "bits");
	if (r->relation == VB_SIMILAR_NEAR)
		vb_json_int(j, r->bits);
	else
		vb_json_null(j);
	vb_json_key(j, "score");
	if (r->relation == VB_SIMILAR_CONTENT)
		vb_json_real(j, r->score, 4);
	else
		vb_json_null(j);
	vb_json_end(j);
}

static vb_status write_json(struct vb_buf *out,
			    const struct vb_related_list *list)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	vb_status st;

	vb_json_object(j);
	vb_json_key(j, "schema");
	vb_json_int(j, 1);
	vb_json_key(j, "id");
	vb_json_str(j, list->id);
	key_str(j, "title", list->title);
	key_str(j, "number", list->number);
	vb_json_key(j, "took_ms");
	vb_json_real(j, (double)list->took_us / 1000, 3);
	vb_json_key(j, "related");
	vb_json_array(j);
	for (size_t i = 0; i < list->n; i++)
		write_related(j, &list->items[i]);
	vb_json_end(j);
	vb_json_end(j);
	st = vb_json_status(j);
	return st ? st : vb_buf_append_char(out, '\n');
}

static const char *heading(const struct vb_related *r,
			   const struct vb_style *style)
{
	static const char *const words[][2] = {
		[VB_SIMILAR_TEXT] = { "same text", "cùng nội dung" },
		[VB_SIMILAR_DOCUMENT] = { "same document", "cùng văn bản" },
		[VB_SIMILAR_NEAR] = { "nearly the same text",
				      "nội dung gần như nhau" },
		[VB_SIMILAR_PREVIOUS] = { "part before", "kỳ trước" },
		[VB_SIMILAR_NEXT] = { "part after", "kỳ sau" },
		[VB_SIMILAR_CONTENT] = { "like it", "nội dung tương tự" },
	};

	return words[r->relation][style->vietnamese];
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

/* "  number · title · issuer · date  [id]" */
static vb_status put_line(struct vb_buf *out, const struct vb_hit *h)
{
	struct vb_str parts[] = { h->number, h->title, h->issuer, h->date };
	const char *before = "  ";
	vb_status st = VB_OK;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && !st; i++) {
		st = put_part(out, before, parts[i]);
		if (parts[i].len)
			before = " · ";
	}
	if (!st)
		st = put_part(out, "  [", h->id);
	return st ? st : vb_buf_append_cstr(out, "]\n");
}

vb_status vb_output_related(struct vb_buf *out,
			    const struct vb_related_list *list,
			    const struct vb_style *style)
{
	vb_status st = VB_OK;

	if (style->format != VB_FORMAT_TEXT)
		return write_json(out, list);
	for (size_t i = 0; i < list->n && !st; i++) {
		const struct vb_related *r = &list->items[i];

		if (!i || r[-1].relation != r->relation)
			st = vb_buf_printf(out, "%s:\n", heading(r, style));
		if (!st)
			st = put_line(out, &r->hit);
	}
	return st;
}
