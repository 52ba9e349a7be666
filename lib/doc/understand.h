/*
 * doc/understand: the readers behind vb_record_understand. Private to
 * lib/doc; each fills what it can and leaves the rest.
 */
#ifndef VB_DOC_UNDERSTAND_H
#define VB_DOC_UNDERSTAND_H

#include "doc/number.h"
#include "doc/record.h"
#include "doc/type.h"

/*
 * Read the head of an official document: number, type, title, date, issuer.
 * `*is_document` tells whether the record has such a head (or is given as
 * one). Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_header_read(struct vb_record *record, bool *is_document);

/* Record every number cited in title and text, once. VB_OK, VB_NO_MEMORY. */
vb_status vb_references_read(struct vb_record *record);

/* Set place where the evidence is good. VB_OK, VB_NO_MEMORY. */
vb_status vb_place_read(struct vb_record *record, bool is_document);

/* The province that `text` begins with (any case), as it is spelled in
 * lists; NULL if none. */
const char *vb_place_at(struct vb_str text);

/* Bytes of the text. */
struct vb_span {
	size_t from, to;
};

/* As vb_record_set for what was read there, unless it is known as well. */
vb_status vb_record_set_at(struct vb_record *record, enum vb_field_id id,
			   struct vb_str value, double confidence,
			   struct vb_span where);

/* Set type to that row, its label too. */
vb_status vb_record_set_type(struct vb_record *record,
			     const struct vb_type *type, enum vb_how how,
			     double confidence);

#endif
