/*
 * doc/type: types of official documents (Nghị định 30/2020/NĐ-CP, Appendix
 * III; party types besides).
 */
#ifndef VB_DOC_TYPE_H
#define VB_DOC_TYPE_H

#include <stddef.h>

#include "base/str.h"

struct vb_type {
	const char *slug;  /* nghi-quyet: what is stored and filtered by */
	const char *label; /* Nghị quyết */
	const char *code;  /* NQ, or "" */
};

/* By slug, label, folded label or code, any case; NULL if unknown. */
const struct vb_type *vb_type_find(struct vb_str name);

/* The type whose label begins the clean `text` (any case, marks optional);
 * `*len` gets the bytes it spans. NULL if none. */
const struct vb_type *vb_type_at(struct vb_str text, size_t *len);

/* Row `i` of the table, or NULL past its end. */
const struct vb_type *vb_type_row(size_t i);

#endif
