/* /api/v1/documents/ID/…: a document as text, as it came, as Akoma Ntoso,
 * and the versions of it that are held. */
#include "answers.h"

#include "base/json.h"
#include "output/akn.h"
#include "output/writers.h"

#define DOCUMENTS "/api/v1/documents/"
#define TYPE_AKN "application/akn+xml; charset=utf-8"
#define TYPE_BYTES "application/octet-stream" /* a browser runs none of it */
#define VERSIONS 1000			      /* that a list tells of */

static vb_status written(vb_status st, struct vb_error *err)
{
	return st ? vb_error_set(err, VB_INTERNAL, "export: %s",
				 vb_status_text(st)) :
		    VB_OK;
}

/* The document whose ID stands before `end` in the path. */
static vb_status read_before(struct document *d, bool *done, struct request *r,
			     const char *end, struct vb_error *err)
{
	struct vb_str path = r->url.path;
	vb_status st;

	r->url.path = vb_str_sub(path, 0, path.len - strlen(end));
	st = document_read(d, done, r, DOCUMENTS, err);
	r->url.path = path;
	return st;
}

static vb_status put_akn(struct request *r, const struct document *d,
			 struct vb_error *err)
{
	http_ok(r, TYPE_AKN, HTTP_CACHE_ASK);
	return written(vb_output_akn(&r->reply.body, &d->held, &d->record),
		       err);
}

static vb_status put_text(struct request *r, const struct document *d,
			  struct vb_error *err)
{
	http_ok(r, HTTP_TYPE_TEXT, HTTP_CACHE_ASK);
	return written(vb_buf_append(&r->reply.body, d->record.text), err);
}

static vb_status put_original(struct request *r, const struct document *d,
			      struct vb_error *err)
{
	vb_archive *ar = NULL;
	vb_status st = handles_archive(&ar, r->handles, err);

	http_ok(r, TYPE_BYTES, HTTP_CACHE_ASK);
	if (!st)
		st = vb_archive_blob(&r->reply.body, ar, &d->held.original,
				     err);
	return st == VB_TOO_BIG || st == VB_NOT_FOUND ? VB_INTERNAL : st;
}

static void put_version(struct vb_json *j, const struct vb_held *held)
{
	char hex[VB_DIGEST_HEX];

	vb_digest_hex(hex, &held->original);
	vb_json_object(j);
	vb_json_key(j, "version");
	vb_json_int(j, held->version);
	vb_json_key(j, "added");
	vb_json_cstr(j, held->added);
	vb_json_key(j, "source");
	vb_json_str_or_null(j, held->source);
	vb_json_key(j, "format");
	vb_json_str_or_null(j, held->format);
	vb_json_key(j, "state");
	vb_json_cstr(j, vb_state_name(held->state));
	vb_json_key(j, "reason");
	vb_json_str_or_null(j, held->reason);
	vb_json_key(j, "sha256");
	vb_json_cstr(j, hex);
	vb_json_key(j, "bytes");
	vb_json_int(j, (long long)held->size);
	vb_json_end(j);
}

/* The newest first; of very many those. */
static vb_status put_versions(struct request *r, const struct document *d,
			      struct vb_error *err)
{
	struct vb_json json = VB_JSON_INIT(&r->reply.body), *j = &json;
	struct vb_held held;
	vb_archive *ar = NULL;
	vb_status st = handles_archive(&ar, r->handles, err);
	int n = d->held.versions;

	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	vb_json_object(j);
	vb_json_key(j, "schema");
	vb_json_int(j, 1);
	vb_json_key(j, "id");
	vb_json_str(j, d->held.id);
	vb_json_key(j, "total");
	vb_json_int(j, n);
	vb_json_key(j, "versions");
	vb_json_array(j);
	for (int i = n; i > 0 && i > n - VERSIONS && !st; i--) {
		st = vb_archive_get(&held, ar, d->held.id, i, &r->arena, err);
		if (!st)
			put_version(j, &held);
	}
	vb_json_end(j);
	vb_json_end(j);
	if (!st)
		st = written(vb_json_status(j), err);
	return st ? st : written(vb_buf_append_char(j->out, '\n'), err);
}

static const struct {
	const char *end;
	vb_status (*put)(struct request *r, const struct document *d,
			 struct vb_error *err);
} exports[] = {
	{ "/akn", put_akn },
	{ "/text", put_text },
	{ "/original", put_original },
	{ "/versions", put_versions },
};

vb_status answer_export(bool *mine, struct request *r, struct vb_error *err)
{
	struct document d = DOCUMENT_INIT;
	size_t n = sizeof(exports) / sizeof(exports[0]), i = 0;
	bool done = false;
	vb_status st;

	while (i < n && !vb_str_ends(r->url.path, vb_str_from(exports[i].end)))
		i++;
	*mine = i < n;
	if (!*mine)
		return VB_OK;
	st = read_before(&d, &done, r, exports[i].end, err);
	if (!st && !done)
		st = exports[i].put(r, &d, err);
	document_clear(&d);
	return st;
}
