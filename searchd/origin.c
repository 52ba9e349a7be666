#include "origin.h"

#define URL_BYTES 65536
#define HOST_BYTES 300

static bool is_host(struct vb_str host)
{
	if (!host.len || host.len > HOST_BYTES)
		return false;
	for (size_t i = 0; i < host.len; i++) {
		unsigned char c = (unsigned char)host.ptr[i];

		if (!(c >= '0' && c <= '9') &&
		    !((c | 32) >= 'a' && (c | 32) <= 'z') &&
		    !strchr(".-:[]", c))
			return false;
	}
	return true;
}

/* What `buf` holds, in the arena; the buffer is freed. */
static struct vb_str keep(struct vb_buf *buf, vb_status st,
			  struct vb_arena *arena)
{
	struct vb_str out = VB_STR_EMPTY;

	if (!st && !vb_arena_dup(&out, arena, vb_buf_str(buf)))
		out = VB_STR_EMPTY;
	vb_buf_clear(buf);
	return out;
}

struct vb_str origin_of(struct request *r)
{
	return origin_url(r, VB_STR_EMPTY);
}

static vb_status put_origin(struct vb_buf *out, const struct request *r)
{
	struct vb_str host = vb_str_from(r->host);
	vb_status st;

	if (r->public_url)
		return vb_buf_append_cstr(out, r->public_url);
	st = vb_buf_append(out, VB_STR("http://"));
	if (st)
		return st;
	return vb_buf_append(out, is_host(host) ? host : VB_STR("localhost"));
}

struct vb_str origin_url(struct request *r, struct vb_str path)
{
	struct vb_buf url = VB_BUF_INIT(URL_BYTES);
	vb_status st = put_origin(&url, r);

	if (!st)
		st = vb_buf_append(&url, path);
	return keep(&url, st, &r->arena);
}

/* A client takes these for steps in a path, however they are written. */
static bool is_step(struct vb_str id)
{
	return vb_str_eq(id, VB_STR(".")) || vb_str_eq(id, VB_STR(".."));
}

vb_status origin_document_path(struct vb_buf *out, const char *base,
			       struct vb_str id, const char *end)
{
	bool step = is_step(id);
	vb_status st = vb_buf_append_cstr(out, base);

	if (!st && step) /* an empty id in the path, and the parameter */
		st = vb_buf_printf(out, "%s?id=", end);
	if (!st)
		st = url_encode(out, id);
	if (!st && !step)
		st = vb_buf_append_cstr(out, end);
	return st;
}

struct vb_str origin_document(struct request *r, struct vb_str id)
{
	struct vb_buf url = VB_BUF_INIT(URL_BYTES);
	vb_status st = put_origin(&url, r);

	if (!st)
		st = origin_document_path(&url, "/documents/", id, "");
	return keep(&url, st, &r->arena);
}
