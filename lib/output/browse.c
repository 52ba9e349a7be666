/* What there is, by date, type, … */
#include "output/writers.h"

static vb_status json_browse(struct vb_buf *out, const struct vb_browse *b)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	vb_status st;

	vb_json_object(j);
	vb_json_key(j, "schema");
	vb_json_int(j, 1);
	vb_json_key(j, "by");
	vb_json_cstr(j, vb_browse_name(b->by));
	vb_json_key(j, "within");
	vb_json_str_or_null(j, b->within);
	vb_json_key(j, "documents");
	vb_json_int(j, b->documents);
	vb_json_key(j, "without");
	vb_json_int(j, b->without);
	vb_json_key(j, "total");
	vb_json_int(j, (long long)b->total);
	vb_json_key(j, "offset");
	vb_json_int(j, (long long)b->offset);
	vb_json_key(j, "values");
	vb_json_array(j);
	for (size_t i = 0; i < b->n; i++) {
		vb_json_object(j);
		vb_json_key(j, "value");
		vb_json_str(j, b->values[i].value);
		vb_json_key(j, "label");
		vb_json_str(j, b->values[i].label);
		vb_json_key(j, "count");
		vb_json_int(j, b->values[i].count);
		vb_json_end(j);
	}
	vb_json_end(j);
	vb_json_end(j);
	st = vb_json_status(j);
	return st ? st : vb_buf_append_char(out, '\n');
}

vb_status vb_output_browse(struct vb_buf *out, const struct vb_browse *b,
			   const struct vb_style *style)
{
	vb_status st = VB_OK;

	if (style->format != VB_FORMAT_TEXT)
		return json_browse(out, b);
	for (size_t i = 0; i < b->n && !st; i++) {
		st = vb_buf_printf(out, "%8u  ", b->values[i].count);
		if (!st)
			st = vb_terminal_text(out, b->values[i].label, false);
		if (!st)
			st = vb_buf_append_char(out, '\n');
	}
	return st;
}
