#include "doc/understand.h"

#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/note.h"
#include "doc/term.h"

#define TITLE_MAX 300 /* bytes of a first line that may be a title */

vb_status vb_record_set_at(struct vb_record *record, enum vb_field_id id,
			   struct vb_str value, double confidence,
			   struct vb_span where)
{
	struct vb_field *field = &record->fields[id];
	vb_status st;

	if (field->how >= VB_HOW_READ)
		return VB_OK;
	st = vb_record_set(record, id, value, VB_HOW_READ, confidence);
	if (!st && field->how == VB_HOW_READ) {
		field->from = where.from;
		field->to = where.to;
	}
	return st;
}

vb_status vb_record_set_type(struct vb_record *record,
			     const struct vb_type *type, enum vb_how how,
			     double confidence)
{
	struct vb_field *field = &record->fields[VB_FIELD_TYPE];
	vb_status st;

	if (field->how >= how)
		return VB_OK;
	st = vb_record_set(record, VB_FIELD_TYPE, vb_str_from(type->slug), how,
			   confidence);
	if (!st)
		field->label = vb_str_from(type->label);
	return st;
}

/* No title given or found: the first line, if it can be one. */
static vb_status first_line(struct vb_record *record)
{
	struct vb_str rest = record->text, line = VB_STR_EMPTY;
	struct vb_field *title = &record->fields[VB_FIELD_TITLE];
	vb_status st;

	if (title->value.len)
		return VB_OK;
	while (!line.len && vb_str_next_line(&line, &rest))
		line = vb_str_trim(line);
	if (!line.len || line.len > TITLE_MAX ||
	    vb_str_ends(line, VB_STR(".")) || vb_str_ends(line, VB_STR(";")))
		return VB_OK;
	st = vb_record_set(record, VB_FIELD_TITLE, line, VB_HOW_INFERRED, 0.5);
	if (!st) {
		title->from = (size_t)(line.ptr - record->text.ptr);
		title->to = title->from + line.len;
	}
	return st;
}

/*
 * Put what the source note names behind what the text does, and in the place
 * of what was read in the note where that is part of the text.
 */
static void add_references(struct vb_record *record, struct vb_reference *noted)
{
	struct vb_reference **tail = &record->references;

	while (*tail) {
		if (noted && noted->to && (*tail)->from >= noted->from)
			*tail = (*tail)->next;
		else
			tail = &(*tail)->next;
	}
	*tail = noted;
}

vb_status vb_record_understand(struct vb_record *record)
{
	const struct vb_field *kind = &record->fields[VB_FIELD_KIND];
	struct vb_reference *noted = NULL;
	bool is_document = false;
	vb_status st = vb_note_read(record, &noted);

	if (st)
		return st;
	if (noted) {
		is_document = true; /* a provision has no head to read */
	} else if (!vb_str_eq(kind->value, VB_STR("article"))) {
		st = vb_header_read(record, &is_document);
		if (st)
			return st;
	}
	st = vb_record_set(record, VB_FIELD_KIND,
			   is_document ? VB_STR("document") : VB_STR("article"),
			   VB_HOW_INFERRED, 0.8);
	is_document = vb_str_eq(kind->value, VB_STR("document"));
	if (!st)
		st = first_line(record);
	if (!st)
		st = vb_term_infer(record);
	if (!st)
		st = vb_place_read(record, is_document);
	if (!st)
		st = vb_references_read(record);
	if (!st)
		add_references(record, noted);
	return st;
}
