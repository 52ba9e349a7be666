#include "index/load.h"

#include "doc/letter.h"
#include "doc/split.h"
#include "format/format.h"
#include "format/wire.h"
#include "index/intake.h"

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

/* Which part of its file the document is, from 1: "...#3". */
static size_t part_of(const struct vb_held *held)
{
	struct vb_str s = held->source;
	size_t at = s.len, n = 0;

	if (held->fields[VB_FIELD_PART_OF].how != VB_HOW_INFERRED)
		return 1;
	while (at && vb_letter_is_digit(s.ptr[at - 1]))
		at--;
	if (!at || at == s.len || s.ptr[at - 1] != '#' || s.len - at > 9)
		return 1;
	for (; at < s.len; at++)
		n = 10 * n + (size_t)(s.ptr[at] - '0');
	return n;
}

/* Make `record`, which was read from the whole file, the held part of it. */
static vb_status cut_part(struct vb_record *record, const struct vb_held *held,
			  struct vb_error *err)
{
	struct vb_record whole = *record;
	size_t n, k = part_of(held);
	struct vb_part *parts;
	vb_status st = vb_parts_find(&parts, &n, whole.text, record->arena);

	if (st)
		return vb_error_set(err, st, "no memory");
	if (!k || k > n)
		return vb_error_set(err, VB_CORRUPT,
				    "its part of the file is not found again");
	if (n < 2)
		return VB_OK;
	vb_record_init(record, whole.arena);
	st = vb_part_cut(record, &whole, &parts[k - 1]);
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

/*
 * As it was read when it came, by a worker where that takes one: a process
 * that answers questions parses no stranger's file.
 */
static vb_status read_anew(struct vb_record *record, struct vb_buf *bytes,
			   const struct vb_held *held, struct vb_error *err)
{
	struct vb_input in = { .bytes = vb_buf_str(bytes),
			       .name = held->source,
			       .url = held->fields[VB_FIELD_URL].value };
	bool guarded = false;
	vb_pool *pool = NULL;
	struct vb_str format;
	vb_status st;

	if (!vb_arena_dup(&format, record->arena, held->format))
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	in.encoding = vb_format_split((char *)format.ptr);
	in.format = vb_format_known(format.ptr) ? format.ptr : NULL;
	if (vb_pool_needed(vb_intake_format(&in)) &&
	    vb_pool_open(&pool, 1, NULL, NULL))
		pool = NULL;
	st = vb_intake_read(record, &guarded, pool, &in, err);
	vb_pool_close(pool);
	if (!st && strcmp(vb_intake_format(&in), "ndjson"))
		st = cut_part(record, held, err);
	return st;
}

/* Say so, before what its reader says. */
static vb_status put_warning(struct vb_record *record)
{
	struct vb_buf both = VB_BUF_INIT(1 << 20);
	vb_status st = vb_buf_append_cstr(&both, VB_LOAD_DAMAGED);

	if (!st && record->warning.len)
		st = vb_buf_append_cstr(&both, "; ");
	if (!st)
		st = vb_buf_append(&both, record->warning);
	if (st != VB_NO_MEMORY)
		st = vb_arena_dup(&record->warning, record->arena,
				  vb_buf_str(&both)) ?
			     VB_OK :
			     VB_NO_MEMORY;
	vb_buf_clear(&both);
	return st;
}

/* The reading is damaged: the original is what counts. */
static vb_status load_again(struct vb_record *record, struct vb_buf *bytes,
			    vb_archive *ar, const struct vb_held *held,
			    struct vb_error *err)
{
	struct vb_error why = VB_ERROR_INIT;
	vb_status st;

	/* the text of a line's file, or a person's words about how: not here */
	if (held->has_body)
		return err ? err->status : VB_CORRUPT;
	vb_buf_truncate(bytes, 0);
	vb_record_init(record, record->arena);
	st = vb_archive_blob(bytes, ar, &held->original, &why);
	if (!st)
		st = read_anew(record, bytes, held, &why);
	if (st)
		return st == VB_NO_MEMORY ? vb_error_set(err, st, "no memory") :
					    VB_CORRUPT;
	return put_warning(record) ?
		       vb_error_set(err, VB_NO_MEMORY, "no memory") :
		       VB_OK;
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
	if (held->has_reading) {
		st = load_reading(record, bytes, ar, held, err);
		if (st == VB_CORRUPT)
			st = load_again(record, bytes, ar, held, err);
	} else if (held->state != VB_READ_REJECTED)
		st = load_original(record, bytes, ar, held, err);
	memcpy(record->fields, held->fields, sizeof(record->fields));
	record->extras = held->extras;
	record->references = held->references;
	record->id = held->id;
	return st;
}
