/*
 * output/writers: the formats behind output.h.
 */
#ifndef VB_OUTPUT_WRITERS_H
#define VB_OUTPUT_WRITERS_H

#include "base/json.h"
#include "doc/reference.h"
#include "output/output.h"

vb_status vb_json_results(struct vb_buf *out, const struct vb_results *r,
			  const struct vb_style *style);
vb_status vb_ndjson_results(struct vb_buf *out, const struct vb_results *r,
			    const struct vb_style *style);
vb_status vb_tsv_results(struct vb_buf *out, const struct vb_results *r);
vb_status vb_trec_results(struct vb_buf *out, const struct vb_results *r,
			  const struct vb_style *style);
vb_status vb_text_results(struct vb_buf *out, const struct vb_results *r,
			  const struct vb_style *style);

vb_status vb_json_document(struct vb_buf *out, const struct vb_held *held,
			   struct vb_str text, const struct vb_effect *effect);
vb_status vb_text_document(struct vb_buf *out, const struct vb_held *held,
			   struct vb_str text, const struct vb_effect *effect,
			   const struct vb_style *style);

vb_status vb_json_extract(struct vb_buf *out, const struct vb_extract *what);
vb_status vb_text_extract(struct vb_buf *out, const struct vb_extract *what);

vb_status vb_json_stats(struct vb_buf *out, const struct vb_stats *s);
vb_status vb_text_stats(struct vb_buf *out, const struct vb_stats *s,
			const struct vb_style *style);

vb_status vb_json_event(struct vb_buf *out, const struct vb_event *event);

/* "references": […] and "effect": {…}. */
void vb_json_references(struct vb_json *j, const struct vb_reference *m);
void vb_json_effect(struct vb_json *j, const struct vb_effect *effect);

/* A reference as a line: its kind, number, issuer, date and provision. */
vb_status vb_text_reference(struct vb_buf *out, const struct vb_reference *m,
			    const struct vb_style *style);

/* What text calls a field, a relation, a status or the like that JSON calls
 * `name`: in Vietnamese where the style says so, else `name` itself. */
struct vb_str vb_say(const struct vb_style *style, struct vb_str name);

/* That, and spaces up to `width` columns. VB_OK, VB_TOO_BIG or VB_NO_MEMORY. */
vb_status vb_say_padded(struct vb_buf *out, const struct vb_style *style,
			const char *name, unsigned width);

/* Columns of `s`: code points, for Vietnamese has neither wide letters nor
 * (in NFC) combining marks. */
unsigned vb_columns(struct vb_str s);

/* The keys from "schema" to "bytes": which document it is, and its state. */
void vb_json_held(struct vb_json *j, const struct vb_held *held);

/* "where": [from, to], or null when both are 0: not from the text. */
void vb_json_where(struct vb_json *j, size_t from, size_t to);

/* "structure": the sections of `text`. VB_OK or VB_NO_MEMORY. */
vb_status vb_json_structure(struct vb_json *j, struct vb_str text);

/* "metadata" and "extra" of a document. */
void vb_json_metadata(struct vb_json *j,
		      const struct vb_field fields[VB_FIELD_COUNT],
		      const struct vb_extra *extras);

/* "issuer_level" and "place_now", concluded from both (doc/body.h). */
void vb_json_issuer(struct vb_json *j, struct vb_str issuer,
		    struct vb_str place);

/* "whole", "partial" or "rejected". */
const char *vb_state_name(enum vb_read_state state);

#endif
