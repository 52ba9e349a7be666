/*
 * url: the target of a request, taken apart by ourselves.
 *
 * The HTTP library decodes leniently: "%zz" stays, "%00" cuts the string
 * short, and an encoded slash looks like a plain one. Here the target is
 * kept as it came, and what is malformed is refused by name.
 */
#ifndef VB_SEARCHD_URL_H
#define VB_SEARCHD_URL_H

#include "base/arena.h"
#include "base/buf.h"

#define URL_PARAMS 64 /* parameters of one request at most */

struct url_param {
	const char *name; /* decoded */
	struct vb_str value;
	struct url_param *next;
};

struct url {
	struct vb_str path;	  /* as it came, without the query */
	struct vb_str query;	  /* as it came, without "?"; empty if none */
	struct url_param *params; /* url_params fills it */
};

/*
 * Split `target` (origin form, or absolute form whose host is dropped) into
 * path and query; views into it.
 */
void url_split(struct url *out, struct vb_str target);

/*
 * Decode the parameters of url->query, in their order. Returns VB_OK;
 * VB_BAD_INPUT for a malformed escape, NUL, bytes that are not UTF-8 or a
 * name given twice (err names the parameter); VB_TOO_BIG past URL_PARAMS;
 * VB_NO_MEMORY.
 */
vb_status url_params(struct url *url, struct vb_arena *arena,
		     struct vb_error *err);

/* The parameter's value; empty when absent. */
struct vb_str url_get(const struct url *url, const char *name);

/*
 * Decode `%XX`, and `+` as a space if `plus`. Fails as url_params; `what`
 * names the value in err.
 */
vb_status url_decode(struct vb_str *out, struct vb_arena *arena,
		     struct vb_str raw, bool plus, const char *what,
		     struct vb_error *err);

/* Append `s`, everything but RFC 3986's unreserved characters as %XX. */
vb_status url_encode(struct vb_buf *out, struct vb_str s);

#endif
