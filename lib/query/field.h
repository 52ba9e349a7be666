/*
 * query/field: the filters a query may name, and what their values mean.
 * Internal to lib/query.
 */
#ifndef VB_QUERY_FIELD_H
#define VB_QUERY_FIELD_H

#include "query/query.h"

/* The longest name in bytes, with marks and hyphens: no need to look on. */
#define VB_QUERY_NAME_BYTES 40

/*
 * The field called `name` (clean text without the colon): any case; each
 * mark may be left out but not be another ("sở" is not "số"); '-' and '_'
 * inside are skipped. Returns false, and leaves `*out`, if there is none.
 */
bool vb_query_field_find(enum vb_query_field *out, struct vb_str name);

/*
 * What `typed` (clean text, trimmed) means as a value of `field`, in
 * `arena`; idempotent. Returns VB_OK; VB_BAD_INPUT if it makes no sense, and
 * err->message says what it is not: "is not a year"; VB_NO_MEMORY.
 */
vb_status vb_query_field_value(struct vb_str *out, struct vb_arena *arena,
			       enum vb_query_field field, struct vb_str typed,
			       struct vb_error *err);

#endif
