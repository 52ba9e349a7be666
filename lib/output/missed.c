/* Queries that found nothing, a line each. */
#include "base/json.h"
#include "output/writers.h"

static vb_status write_json(struct vb_buf *out, const struct vb_missed_row *row)
{
	struct vb_json j = VB_JSON_INIT(out);

	vb_json_object(&j);
	vb_json_key(&j, "query");
	vb_json_str(&j, row->query);
	vb_json_key(&j, "count");
	vb_json_int(&j, (long long)row->count);
	vb_json_key(&j, "days");
	vb_json_int(&j, row->days);
	vb_json_key(&j, "first");
	vb_json_cstr(&j, row->first);
	vb_json_key(&j, "last");
	vb_json_cstr(&j, row->last);
	vb_json_end(&j);
	return vb_json_status(&j);
}

vb_status vb_output_missed(struct vb_buf *out, const struct vb_missed_row *row,
			   const struct vb_style *style)
{
	vb_status st;

	if (style->format == VB_FORMAT_JSON ||
	    style->format == VB_FORMAT_NDJSON) {
		st = write_json(out, row);
		return st ? st : vb_buf_append_char(out, '\n');
	}
	st = vb_buf_printf(out, "%llu\t%u\t%s\t",
			   (unsigned long long)row->count, row->days,
			   row->last);
	if (!st) /* the file may have been written by anybody */
		st = vb_terminal_text(out, row->query, false);
	return st ? st : vb_buf_append_char(out, '\n');
}
