/*
 * query/raw: words typed in Telex or VNI without an input method. Internal to
 * lib/query.
 */
#ifndef VB_QUERY_RAW_H
#define VB_QUERY_RAW_H

#include "query/query.h"

/*
 * Are the free words of the tree `root`, parsed from `text`, raw typing? Then
 * set `*out`, in `arena`, to `text` with them decoded, so that it parses to
 * the same shape; else to `text` itself. Phrases and filters count for
 * nothing and stay. What decides is only what vb_query_print preserves, so
 * that a printed query is judged as it was. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_query_decode_raw(struct vb_str *out, struct vb_arena *arena,
			      const struct vb_node *root, struct vb_str text);

#endif
