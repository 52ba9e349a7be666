/*
 * doc/jsonread: strict JSON (RFC 8259), read without a tree.
 *
 * An NDJSON line is one flat object with a long text: checking it once and
 * cutting its members out costs a tenth of building a tree (figures in
 * ndjson.c), keeps unknown values exactly as written (20-digit numbers), and
 * has no recursion.
 */
#ifndef VB_DOC_JSONREAD_H
#define VB_DOC_JSONREAD_H

#include "base/buf.h"

#define VB_JSON_READ_DEPTH 256 /* deepest nesting accepted */

/*
 * Is the whole of `s` one JSON value? NULL, or what is wrong at `*offset`.
 * Bytes in strings need not be UTF-8; control characters must be escaped.
 */
const char *vb_json_check(size_t *offset, struct vb_str s);

struct vb_json_member {
	struct vb_str key;   /* with its quotes */
	struct vb_str value; /* as written, without white space around it */
};

/*
 * The next member of the object `s`, which vb_json_check has accepted, from
 * offset `*at` (0 to begin). False at the end.
 */
bool vb_json_member(struct vb_json_member *out, size_t *at, struct vb_str s);

/* Likewise the next element of the array `s`. */
bool vb_json_element(struct vb_str *out, size_t *at, struct vb_str s);

/*
 * Append what the accepted string `quoted` says. Escapes of lone surrogates
 * become U+FFFD and are counted in `*mended`. VB_OK, VB_TOO_BIG,
 * VB_NO_MEMORY.
 */
vb_status vb_json_decode(struct vb_buf *out, size_t *mended,
			 struct vb_str quoted);

#endif
