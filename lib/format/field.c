/*
 * One field from a person's hand, by way of the NDJSON reader, so that both
 * always mean the same.
 */
#include "base/json.h"
#include "format/format.h"

#define LINE_LIMIT ((size_t)16 << 20)

static vb_status bad(enum vb_field_id id, struct vb_str value,
		     struct vb_error *err)
{
	if (value.len > 80)
		value.len = vb_utf8_floor(value, 80);
	return vb_error_set(err, VB_BAD_INPUT, "%s: '%.*s' is no value of it",
			    vb_field_name(id), VB_STR_ARG(value));
}

static vb_status write_line(struct vb_buf *line, enum vb_field_id id,
			    struct vb_str value)
{
	struct vb_json j = VB_JSON_INIT(line);

	vb_json_object(&j);
	vb_json_key(&j, "text");
	vb_json_cstr(&j, ".");
	vb_json_key(&j, vb_field_name(id));
	vb_json_str(&j, value);
	vb_json_end(&j);
	return vb_json_status(&j);
}

vb_status vb_format_field(struct vb_field *out, enum vb_field_id id,
			  struct vb_str value, struct vb_arena *arena,
			  struct vb_error *err)
{
	struct vb_buf line = VB_BUF_INIT(LINE_LIMIT);
	struct vb_input in = { .format = "ndjson" };
	struct vb_record record;
	vb_status st;

	memset(out, 0, sizeof(*out));
	out->how = VB_HOW_CORRECTED;
	out->confidence = 1;
	out->value = out->label = VB_STR_EMPTY;
	if (!value.len)
		return VB_OK;
	if (!vb_utf8_valid(value))
		return vb_error_set(err, VB_BAD_INPUT, "%s: not UTF-8",
				    vb_field_name(id));
	vb_record_init(&record, arena);
	st = write_line(&line, id, value);
	if (st)
		vb_error_set(err, st, "%s: %s", vb_field_name(id),
			     vb_status_text(st));
	in.bytes = vb_buf_str(&line);
	if (!st)
		st = vb_format_extract(&record, &in, err);
	if (st == VB_BAD_INPUT || (!st && !record.fields[id].value.len))
		st = bad(id, value, err);
	/* Views may be of the line. */
	if (!st &&
	    (!vb_arena_dup(&out->value, arena, record.fields[id].value) ||
	     !vb_arena_dup(&out->label, arena, record.fields[id].label)))
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	vb_buf_clear(&line);
	return st;
}
