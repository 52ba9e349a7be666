/* The styles and scripts of the pages, and the box for other sites' pages. */
#include "answers.h"
#include "assets.h"

#include <stdio.h>

#define TYPE_STYLE "text/css; charset=utf-8"
#define TYPE_SCRIPT "text/javascript; charset=utf-8"

/* Portals have this address for years: a new version within the hour. */
#define CACHE_EMBED "public, max-age=3600"

/* What may be asked for; templates may not. */
static const struct {
	const char *stem, *suffix, *type;
} files[] = {
	{ "vanban", ".css", TYPE_STYLE },
	{ "box", ".css", TYPE_STYLE },
	{ "box", ".js", TYPE_SCRIPT },
};

#define N_FILES (sizeof(files) / sizeof(files[0]))

static vb_status send_asset(struct request *r, const char *name,
			    struct vb_error *err)
{
	const struct asset *asset = asset_find(vb_str_from(name));

	if (!asset)
		return vb_error_set(err, VB_NOT_FOUND, "no such path");
	return vb_buf_append(&r->reply.body, asset->data);
}

/*
 * Is `name` the stem and the suffix, or stem-DIGEST and the suffix? The
 * latter is another address with each change, so it may be kept for ever.
 */
static bool is_file(bool *for_ever, struct vb_str name, const char *stem,
		    const char *suffix)
{
	struct vb_str end = vb_str_from(suffix), digest;

	*for_ever = false;
	if (!vb_str_starts(name, vb_str_from(stem)))
		return false;
	name = vb_str_skip(name, strlen(stem));
	if (vb_str_eq(name, end))
		return true;
	digest = vb_str_from(assets_digest());
	*for_ever = vb_str_starts(name, VB_STR("-")) &&
		    vb_str_starts(vb_str_skip(name, 1), digest) &&
		    vb_str_eq(vb_str_skip(name, 1 + digest.len), end);
	return *for_ever;
}

vb_status answer_static(struct request *r, struct vb_error *err)
{
	struct vb_str name = vb_str_skip(r->url.path, strlen("/static/"));
	bool for_ever;
	char file[32];

	for (size_t i = 0; i < N_FILES; i++) {
		if (!is_file(&for_ever, name, files[i].stem, files[i].suffix))
			continue;
		snprintf(file, sizeof(file), "%s%s", files[i].stem,
			 files[i].suffix);
		http_ok(r, files[i].type,
			for_ever ? HTTP_CACHE_FOREVER : HTTP_CACHE_ASK);
		return send_asset(r, file, err);
	}
	return vb_error_set(err, VB_NOT_FOUND, "no such path");
}

vb_status answer_embed(struct request *r, struct vb_error *err)
{
	http_ok(r, TYPE_SCRIPT, CACHE_EMBED);
	return send_asset(r, "embed.js", err);
}
