/* A file that holds several documents: each becomes one of its own. */
#include "indexer.h"

#include <stdlib.h>

void parts_free(struct job *job)
{
	for (size_t i = 0; i < job->n_pieces; i++)
		vb_buf_clear(&job->pieces[i].packed_reading);
	free(job->pieces);
	job->pieces = NULL;
	job->n_pieces = 0;
}

vb_status parts_cut(struct vb_arena *arena, struct job *job)
{
	struct vb_record whole = job->record;
	struct vb_part *parts;
	size_t n;
	vb_status st = vb_parts_find(&parts, &n, whole.text, arena);

	if (st || n < 2)
		return st;
	job->pieces = calloc(n - 1, sizeof(*job->pieces));
	if (!job->pieces)
		return VB_NO_MEMORY;
	job->n_pieces = n - 1;
	vb_record_init(&job->record, arena);
	st = vb_part_cut(&job->record, &whole, &parts[0]);
	for (size_t i = 1; i < n && !st; i++) {
		struct piece *piece = &job->pieces[i - 1];

		piece->packed_reading.limit = VB_BLOB_LIMIT;
		vb_record_init(&piece->record, arena);
		st = vb_part_cut(&piece->record, &whole, &parts[i]);
	}
	return st;
}

vb_status parts_understand(struct job *job, struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < job->n_pieces && !st; i++) {
		struct piece *piece = &job->pieces[i];

		st = work_keep_reading(&piece->put, &piece->reading,
				       &piece->packed_reading, &piece->record,
				       err);
		if (!st && vb_record_understand(&piece->record))
			st = vb_error_set(err, VB_NO_MEMORY, "out of memory");
	}
	return st;
}

vb_status parts_source(struct vb_buf *out, struct vb_str source, size_t n)
{
	return vb_buf_printf(out, "%.*s#%zu", VB_STR_ARG(source), n);
}

/* The id and source of part `n`. */
static vb_status name_piece(struct vb_arena *arena, struct vb_put *put,
			    struct vb_str source, size_t n)
{
	struct vb_buf text = VB_BUF_INIT(1 << 18);
	vb_status st = parts_source(&text, source, n);
	char hex[17];

	if (!st && !vb_arena_dup(&put->source, arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	if (st)
		return st;
	vb_archive_source_id(hex, put->source);
	return vb_arena_dup(&put->id, arena, vb_str_from(hex)) ? VB_OK :
								 VB_NO_MEMORY;
}

vb_status parts_name(struct vb_arena *arena, struct job *job)
{
	const struct vb_put *whole = &job->put;
	vb_status st = VB_OK;

	/* not wholly understood: what there is stays with the first */
	if (whole->state == VB_READ_REJECTED)
		parts_free(job);
	for (size_t i = 0; i < job->n_pieces && !st; i++) {
		struct piece *piece = &job->pieces[i];
		struct vb_put *put = &piece->put;

		put->format = whole->format;
		put->original = whole->original;
		put->record = &piece->record;
		put->state = whole->state;
		put->reason = whole->reason;
		st = name_piece(arena, put, whole->source, i + 2);
		if (!st)
			st = vb_record_set(&piece->record, VB_FIELD_PART_OF,
					   whole->id, VB_HOW_INFERRED, 1);
	}
	return st;
}

size_t parts_held(vb_archive *ar, struct vb_str source,
		  const struct vb_digest *digest)
{
	struct vb_buf text = VB_BUF_INIT(1 << 18);
	size_t n = 1;
	bool same = true;
	char id[17];

	while (same) {
		vb_buf_truncate(&text, 0);
		if (parts_source(&text, source, n + 1))
			break;
		vb_archive_source_id(id, vb_buf_str(&text));
		if (vb_archive_same(&same, ar, vb_str_from(id), digest, NULL,
				    NULL))
			break;
		n += same;
	}
	vb_buf_clear(&text);
	return n;
}
