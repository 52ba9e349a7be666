#include "doc/record.h"

static const char *const field_names[VB_FIELD_COUNT] = {
	[VB_FIELD_TITLE] = "title",
	[VB_FIELD_NUMBER] = "number",
	[VB_FIELD_TYPE] = "type",
	[VB_FIELD_ISSUER] = "issuer",
	[VB_FIELD_PLACE] = "place",
	[VB_FIELD_DATE] = "date",
	[VB_FIELD_EFFECTIVE_DATE] = "effective_date",
	[VB_FIELD_EXPIRY_DATE] = "expiry_date",
	[VB_FIELD_STATUS] = "status",
	[VB_FIELD_SIGNER] = "signer",
	[VB_FIELD_TERM] = "term",
	[VB_FIELD_SESSION] = "session",
	[VB_FIELD_TOPIC] = "topic",
	[VB_FIELD_ORIGIN] = "origin",
	[VB_FIELD_AUTHOR] = "author",
	[VB_FIELD_PART_OF] = "part_of",
	[VB_FIELD_LANGUAGE] = "language",
	[VB_FIELD_URL] = "url",
	[VB_FIELD_KIND] = "kind",
	[VB_FIELD_SUPERIOR] = "superior",
	[VB_FIELD_CAPACITY] = "capacity",
	[VB_FIELD_RECIPIENTS] = "recipients",
};

static const char *const how_names[] = {
	[VB_HOW_UNKNOWN] = "unknown",	  [VB_HOW_INFERRED] = "inferred",
	[VB_HOW_READ] = "read",		  [VB_HOW_GIVEN] = "given",
	[VB_HOW_CORRECTED] = "corrected",
};

void vb_record_init(struct vb_record *record, struct vb_arena *arena)
{
	*record = (struct vb_record){
		.arena = arena,
		.id = VB_STR_EMPTY,
		.text = VB_STR_EMPTY,
		.file = VB_STR_EMPTY,
		.warning = VB_STR_EMPTY,
	};
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		record->fields[i].value = record->fields[i].label =
			VB_STR_EMPTY;
}

vb_status vb_record_set(struct vb_record *record, enum vb_field_id id,
			struct vb_str value, enum vb_how how, double confidence)
{
	struct vb_field *field = &record->fields[id];
	struct vb_str copy;

	value = vb_str_trim(value);
	if (!value.len || field->how > how)
		return VB_OK;
	if (!vb_arena_dup(&copy, record->arena, value))
		return VB_NO_MEMORY;
	*field = (struct vb_field){
		.value = copy,
		.label = VB_STR_EMPTY,
		.how = how,
		.confidence = confidence,
	};
	return VB_OK;
}

const char *vb_field_name(enum vb_field_id id)
{
	return id < VB_FIELD_COUNT ? field_names[id] : "";
}

enum vb_field_id vb_field_by_name(struct vb_str name)
{
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		if (vb_str_eq(name, vb_str_from(field_names[i])))
			return (enum vb_field_id)i;
	return VB_FIELD_COUNT;
}

const char *vb_how_name(enum vb_how how)
{
	return how <= VB_HOW_CORRECTED ? how_names[how] : how_names[0];
}
