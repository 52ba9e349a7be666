/*
 * remote: the reading commands over HTTP, `vanban --server=URL`.
 *
 * Each call is one GET of the daemon's JSON (docs/schema.md), read into the
 * struct that the library would have filled here, so that the same writers
 * print it. What the text formats do not show may be left out of the structs:
 * for JSON the answer itself, in `body`, is what the library would write.
 *
 * All return VB_OK; VB_NOT_FOUND (no such document there); VB_BAD_INPUT (the
 * server refuses the request); VB_BUSY (it asks to come again later);
 * VB_TIMEOUT; VB_IO (no connection, no such host, a certificate that does not
 * verify, any other status); VB_CORRUPT (an answer that is none of ours);
 * VB_TOO_BIG; VB_NO_MEMORY. What is filled lives in the arena.
 */
#ifndef VB_CLI_REMOTE_H
#define VB_CLI_REMOTE_H

#include "cli.h"

/* One call. */
struct remote {
	const struct cli *cli;
	struct vb_arena *arena;
	struct vb_buf *body; /* gets the answer as it came */
	struct vb_error *err;
};

/* Is the answer, as it came, what is to be printed? */
static inline bool remote_as_is(const struct remote *r)
{
	return r->cli->server && r->cli->style.format == VB_FORMAT_JSON;
}

/* Is `url` one that --server takes: http or https, and nothing odd? */
bool remote_valid(const char *url);

vb_status remote_search(struct vb_results *out, const struct remote *r,
			const struct vb_request *request);
vb_status remote_resolve(struct vb_results *out, const struct remote *r,
			 struct vb_str number, size_t n);
vb_status remote_suggest(struct vb_suggestions *out, const struct remote *r,
			 struct vb_str prefix, size_t n);
vb_status remote_related(struct vb_related_list *out, const struct remote *r,
			 struct vb_str id, size_t n);
vb_status remote_cites(struct vb_citations *out, const struct remote *r,
		       struct vb_str id);
vb_status remote_cited_by(struct vb_citations *out, const struct remote *r,
			  struct vb_str what);
vb_status remote_wanted(struct vb_wanted **out, size_t *n,
			const struct remote *r, size_t limit);
vb_status remote_browse(struct vb_browse *out, const struct remote *r,
			const struct vb_browse_request *request);
vb_status remote_stats(struct vb_stats *out, const struct remote *r);

struct remote_document {
	struct vb_held held;
	struct vb_str text;
	struct vb_effect effect;
};

/* `version` 0: the newest. */
vb_status remote_show(struct remote_document *out, const struct remote *r,
		      struct vb_str id, unsigned long version);

/* The original's bytes, into r->body. */
vb_status remote_original(const struct remote *r, struct vb_str id,
			  unsigned long version);

#endif
