#include "index/load.h"

#include "format/format.h"
#include "format/wire.h"

static vb_status extract(struct vb_record *record, struct vb_buf *bytes,
			 const struct vb_held *held, bool body,
			 struct vb_error *err)
{
	struct vb_input in = {
		.bytes = vb_buf_str(bytes),
		.name = held->source,
		.url = held->fields[VB_FIELD_URL].value,
	};
	struct vb_str format;

	/* The arena's copies end with a NUL. */
	if (!vb_arena_dup(&format, record->arena, held->format))
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	in.encoding = vb_format_split((char *)format.ptr);
	in.format = body || !vb_format_known(format.ptr) ? NULL : format.ptr;
	if (body)
		in.name = record->file;
	return vb_format_extract(record, &in, err);
}

/* An NDJSON line that names a file: the text is in that file. */
static vb_status extract_body(struct vb_record *record, struct vb_buf *bytes,
			      vb_archive *ar, const struct vb_held *held,
			      struct vb_error *err)
{
	vb_status st;

	vb_buf_truncate(bytes, 0);
	st = vb_archive_blob(bytes, ar, &held->body, err);
	return st ? st : extract(record, bytes, held, true, err);
}

/* What was read when it came: nobody parses the file again. */
static vb_status load_reading(struct vb_record *record, struct vb_buf *bytes,
			      vb_archive *ar, const struct vb_held *held,
			      struct vb_error *err)
{
	vb_status st = vb_archive_reading(bytes, ar, held, err);

	return st ? st : vb_wire_read(record, vb_buf_str(bytes), err);
}

static vb_status load_original(struct vb_record *record, struct vb_buf *bytes,
			       vb_archive *ar, const struct vb_held *held,
			       struct vb_error *err)
{
	vb_status st = vb_archive_blob(bytes, ar, &held->original, err);

	if (!st)
		st = extract(record, bytes, held, false, err);
	if (!st && held->has_body)
		st = extract_body(record, bytes, ar, held, err);
	return st;
}

vb_status vb_load_record(struct vb_record *record, struct vb_buf *bytes,
			 vb_archive *ar, const struct vb_held *held,
			 struct vb_error *err)
{
	vb_status st = VB_OK;

	vb_buf_truncate(bytes, 0);
	if (held->has_reading)
		st = load_reading(record, bytes, ar, held, err);
	else if (held->state != VB_READ_REJECTED)
		st = load_original(record, bytes, ar, held, err);
	memcpy(record->fields, held->fields, sizeof(record->fields));
	record->extras = held->extras;
	record->references = held->references;
	record->id = held->id;
	return st;
}
