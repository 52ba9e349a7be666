/* /openapi.json: the description of the API, with what only we know. */
#include "answers.h"

#include "assets.h"
#include "origin.h"

/* What a placeholder of web/openapi.json stands for; empty: it is none. */
static struct vb_str stands_for(struct vb_str name, struct vb_str origin)
{
	if (vb_str_eq(name, VB_STR("@VERSION@")))
		return VB_STR(VB_VERSION);
	return vb_str_eq(name, VB_STR("@ORIGIN@")) ? origin : VB_STR_EMPTY;
}

static vb_status fill(struct vb_buf *out, struct vb_str text,
		      struct vb_str origin)
{
	vb_status st = VB_OK;

	while (text.len && !st) {
		size_t at = vb_str_find(text, VB_STR("@"), 0), end;
		struct vb_str value;

		if (at == VB_NPOS)
			return vb_buf_append(out, text);
		end = vb_str_find(text, VB_STR("@"), at + 1);
		end = end == VB_NPOS ? text.len : end + 1;
		value = stands_for(vb_str_sub(text, at, end), origin);
		if (!value.len) /* no placeholder: what it begins with */
			end = at + 1;
		st = vb_buf_append(out,
				   vb_str_sub(text, 0, value.len ? at : end));
		if (!st)
			st = vb_buf_append(out, value);
		text = vb_str_skip(text, end);
	}
	return st;
}

vb_status answer_openapi(struct request *r, struct vb_error *err)
{
	const struct asset *file = asset_find(VB_STR("openapi.json"));
	vb_status st;

	if (!file)
		return vb_error_set(err, VB_INTERNAL, "openapi.json: missing");
	http_ok(r, HTTP_TYPE_JSON, HTTP_CACHE_ASK);
	st = fill(&r->reply.body, file->data, origin_of(r));
	return st ? vb_error_set(err, VB_INTERNAL, "openapi: %s",
				 vb_status_text(st)) :
		    VB_OK;
}
