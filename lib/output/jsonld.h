/*
 * output/jsonld: what a document is, in the words of schema.org, for those
 * who read pages by machine: a Legislation, or an Article of a portal.
 */
#ifndef VB_OUTPUT_JSONLD_H
#define VB_OUTPUT_JSONLD_H

#include "archive/relation.h"

struct vb_jsonld {
	const struct vb_held *held;
	const struct vb_effect *effect;	  /* NULL: not told */
	const struct vb_citations *cites; /* NULL: from held, unresolved */
	struct vb_str page, json, akn;	  /* absolute addresses */
	/* The address of another document; empty for none. */
	struct vb_str (*address)(void *ctx, struct vb_str id);
	void *ctx;
};

/*
 * Append one JSON-LD object without a line end. It may stand in a <script>:
 * '<', '>' and '&' are escaped as JSON does. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_output_jsonld(struct vb_buf *out, const struct vb_jsonld *what);

/* The schema.org name of a relation to another text: "legislationAmends". A
 * constant; NULL for what it has no word for. */
const char *vb_jsonld_relation(enum vb_relation kind);

#endif
