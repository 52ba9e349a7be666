#include "document.h"

#include <stdio.h>

#include "params.h"

void document_clear(struct document *d)
{
	vb_buf_clear(&d->bytes);
}

static vb_status read_id(struct vb_str *out, struct request *r,
			 const char *prefix, struct vb_error *err)
{
	struct vb_str raw = vb_str_skip(r->url.path, strlen(prefix));
	vb_status st;

	if (!raw.len) {
		*out = url_get(&r->url, "id");
		return VB_OK;
	}
	st = url_decode(out, &r->arena, raw, false, "path", err);
	return st;
}

/* Find it in the archive; the record is still without its text. */
static vb_status find(struct document *out, vb_archive *ar, struct request *r,
		      const char *prefix, struct vb_error *err)
{
	struct vb_str id = VB_STR_EMPTY;
	size_t version = 0;
	vb_status st = read_id(&id, r, prefix, err);

	if (!st)
		st = params_number(&version, &r->url, "version", 1000000, err);
	if (!st)
		st = vb_archive_get(&out->held, ar, id, (int)version, &r->arena,
				    err);
	if (st == VB_NOT_FOUND)
		return vb_error_set(err, st, "no such document or version");
	if (!st && out->held.withdrawn) {
		r->reply.status = 410;
		return vb_error_set(err, VB_NOT_FOUND,
				    "the document was withdrawn");
	}
	return st;
}

vb_status document_read(struct document *out, bool *done, struct request *r,
			const char *prefix, struct vb_error *err)
{
	vb_archive *ar = NULL;
	char kind[40];
	vb_status st;

	snprintf(kind, sizeof(kind), "document %llu",
		 (unsigned long long)out->revision);
	vb_record_init(&out->record, &r->arena);
	out->record.text = VB_STR_EMPTY;
	*done = false;
	st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = find(out, ar, r, prefix, err);
	if (st)
		return st;
	*done = http_unchanged(r, kind, (uint64_t)out->held.sequence);
	if (*done)
		return VB_OK;
	st = vb_load_record(&out->record, &out->bytes, ar, &out->held, err);
	/* Of a document that is held, these are no fault of the request. */
	if (st == VB_NOT_FOUND || st == VB_BAD_INPUT || st == VB_TOO_BIG)
		st = VB_CORRUPT;
	return st;
}
