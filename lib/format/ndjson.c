/*
 * One line of NDJSON: known keys become fields, the others are kept as they
 * are written.
 *
 * With jansson, building and walking a tree took two thirds of all reading
 * (0.5 of 0.8 million instructions for a news text of 3.4 KB); jsonread.c
 * checks the same line in a tenth of that.
 */
#include <stdio.h>

#include "doc/date.h"
#include "doc/number.h"
#include "doc/type.h"
#include "doc/jsonread.h"
#include "format/reader.h"

struct load {
	struct vb_record *record;
	struct vb_error *err;
	struct vb_extra **tail, *last;
	struct vb_str text, html; /* decoded, not clean */
	struct vb_str file_json;  /* as written */
	size_t mended;		  /* escapes of lone surrogates */
	bool has_text, has_html;
};

static vb_status bad(struct load *l, const char *key, const char *what)
{
	return vb_error_set(l->err, VB_BAD_INPUT, "key \"%s\": %s", key, what);
}

/* `s`, or a copy in the arena with U+FFFD for what is not UTF-8. */
static vb_status as_utf8(struct vb_str *out, struct load *l, struct vb_str s)
{
	struct vb_buf mended = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	vb_status st = VB_OK;

	*out = s;
	if (vb_utf8_valid(s))
		return VB_OK;
	while (!st && s.len) {
		char bytes[4];
		uint32_t code;
		size_t n = vb_utf8_decode(&code, s);

		l->mended += n == 1 && code == 0xFFFD;
		st = vb_buf_append(
			&mended, vb_str_of(bytes, vb_utf8_encode(bytes, code)));
		s = vb_str_skip(s, n);
	}
	if (!st && !vb_arena_dup(out, l->record->arena, vb_buf_str(&mended)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&mended);
	return st;
}

/* What a JSON string says: a view of the line where it has no escapes. */
static vb_status decode(struct vb_str *out, struct load *l, struct vb_str json)
{
	struct vb_buf text = VB_BUF_INIT(2 * VB_FORMAT_TEXT_LIMIT);
	vb_status st;

	*out = vb_str_sub(json, 1, json.len - 1);
	if (!memchr(out->ptr, '\\', out->len))
		return VB_OK;
	st = vb_json_decode(&text, &l->mended, json);
	if (!st && !vb_arena_dup(out, l->record->arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	return st;
}

static vb_status add_extra(struct load *l, struct vb_str name,
			   struct vb_str json)
{
	struct vb_arena *arena = l->record->arena;
	struct vb_extra *extra = vb_arena_calloc(arena, 1, sizeof(*extra));
	vb_status st = as_utf8(&name, l, name);

	if (!st)
		st = as_utf8(&json, l, json);
	if (st)
		return st;
	if (!extra || !vb_arena_dup(&extra->name, arena, name) ||
	    !vb_arena_dup(&extra->json, arena, json))
		return VB_NO_MEMORY;
	*l->tail = l->last = extra;
	l->tail = &extra->next;
	return VB_OK;
}

/* `id` stands in URLs, terminals and TREC runs exactly as it is given. */
static vb_status set_id(struct load *l, struct vb_str value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < 32 || value.ptr[i] == 127)
			return bad(l, "id", "holds a control character");
	if (!vb_utf8_valid(value))
		return bad(l, "id", "is not UTF-8");
	return vb_arena_dup(&l->record->id, l->record->arena, value) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

static void set_label(struct vb_field *field, struct vb_str label)
{
	if (!vb_str_eq(field->value, label))
		field->label = label;
}

/* The value becomes the slug, what was given stays as the label. */
static vb_status set_type(struct load *l, struct vb_str value)
{
	struct vb_field *field = &l->record->fields[VB_FIELD_TYPE];
	struct vb_buf slug = VB_BUF_INIT(8192);
	const struct vb_type *type;
	struct vb_str label;
	vb_status st;

	st = vb_reader_set(l->record, VB_FIELD_TYPE, value, VB_HOW_GIVEN, 1);
	if (st || !field->value.len)
		return st;
	label = field->value;
	type = vb_type_find(label);
	if (type) {
		field->value = vb_str_from(type->slug);
		field->label = vb_str_from(type->label);
		return VB_OK;
	}
	st = vb_text_fold(&slug, label);
	for (size_t i = 0; i < slug.len; i++)
		if (slug.ptr[i] == ' ')
			slug.ptr[i] = '-';
	if (!st &&
	    !vb_arena_dup(&field->value, l->record->arena, vb_buf_str(&slug)))
		st = VB_NO_MEMORY;
	set_label(field, label);
	vb_buf_clear(&slug);
	return st == VB_TOO_BIG ? bad(l, "type", "too long") : st;
}

static vb_status set_number(struct load *l, struct vb_str value)
{
	struct vb_field *field = &l->record->fields[VB_FIELD_NUMBER];
	struct vb_str label;
	struct vb_number number;
	vb_status st;

	st = vb_reader_set(l->record, VB_FIELD_NUMBER, value, VB_HOW_GIVEN, 1);
	label = field->value;
	if (st || !label.len || !vb_number_find(&number, label, 0) ||
	    number.from || number.to != label.len)
		return st;
	if (!vb_arena_dup(&field->value, l->record->arena,
			  vb_str_from(number.text)))
		return VB_NO_MEMORY;
	set_label(field, label);
	return VB_OK;
}

/* YYYY-MM-DD; what is no date is kept as an unknown key, with a warning. */
static vb_status set_date(struct load *l, enum vb_field_id id,
			  struct vb_str value, struct vb_str json)
{
	struct vb_str name = vb_str_from(vb_field_name(id));
	char text[VB_DATE_TEXT];
	struct vb_date date;
	vb_status st;

	if (!vb_str_trim(value).len)
		return VB_OK;
	if (vb_date_parse(&date, value) && date.year && date.day) {
		vb_date_format(text, &date);
		return vb_record_set(l->record, id, vb_str_from(text),
				     VB_HOW_GIVEN, 1);
	}
	st = add_extra(l, name, json);
	if (st)
		return st;
	json = l->last->json; /* now UTF-8 */
	if (json.len > 60)
		json.len = vb_utf8_floor(json, 60);
	return vb_reader_warn(l->record, "%s is no date: %.*s", name.ptr,
			      VB_STR_ARG(json));
}

static vb_status set_kind(struct load *l, struct vb_str value)
{
	if (!vb_str_eq(value, VB_STR("document")) &&
	    !vb_str_eq(value, VB_STR("article")) && value.len)
		return bad(l, "kind", "is neither document nor article");
	return vb_record_set(l->record, VB_FIELD_KIND, value, VB_HOW_GIVEN, 1);
}

static vb_status set_field(struct load *l, enum vb_field_id id,
			   struct vb_str value, struct vb_str json)
{
	switch (id) {
	case VB_FIELD_TYPE:
		return set_type(l, value);
	case VB_FIELD_NUMBER:
		return set_number(l, value);
	case VB_FIELD_KIND:
		return set_kind(l, value);
	case VB_FIELD_DATE:
	case VB_FIELD_EFFECTIVE_DATE:
	case VB_FIELD_EXPIRY_DATE:
		return set_date(l, id, value, json);
	default:
		return vb_reader_set(l->record, id, value, VB_HOW_GIVEN, 1);
	}
}

/* Keys that are no fields: id, text, html, file. */
static bool is_other_key(struct vb_str key)
{
	return vb_str_eq(key, VB_STR("id")) || vb_str_eq(key, VB_STR("text")) ||
	       vb_str_eq(key, VB_STR("html")) || vb_str_eq(key, VB_STR("file"));
}

static vb_status set_file(struct load *l, struct vb_str value,
			  struct vb_str json)
{
	if (memchr(value.ptr, 0, value.len))
		return bad(l, "file", "holds a NUL");
	l->file_json = json;
	return vb_arena_dup(&l->record->file, l->record->arena, value) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

static vb_status take_other(struct load *l, struct vb_str key,
			    struct vb_str value, struct vb_str json)
{
	if (vb_str_eq(key, VB_STR("id")))
		return set_id(l, value);
	if (vb_str_eq(key, VB_STR("file")))
		return set_file(l, value, json);
	if (vb_str_eq(key, VB_STR("text"))) {
		l->text = value;
		l->has_text = true;
	} else {
		l->html = value;
		l->has_html = true;
	}
	return VB_OK;
}

static vb_status take(struct load *l, const struct vb_json_member *member)
{
	struct vb_str json = member->value, key, text;
	enum vb_field_id id;
	vb_status st = decode(&key, l, member->key);

	if (st)
		return st;
	id = vb_field_by_name(key);
	if (id == VB_FIELD_COUNT && !is_other_key(key))
		return add_extra(l, key, json);
	if (vb_str_eq(json, VB_STR("null")))
		return VB_OK;
	if (json.ptr[0] != '"') {
		char name[32];

		snprintf(name, sizeof(name), "%.*s", VB_STR_ARG(key));
		return bad(l, name, "must be a string");
	}
	st = decode(&text, l, json);
	if (st)
		return st;
	return is_other_key(key) ? take_other(l, key, text, json) :
				   set_field(l, id, text, json);
}

/* All members in the order of the line; of a key given twice, the last. */
static vb_status take_all(struct load *l, struct vb_str line)
{
	struct vb_json_member member;
	vb_status st = VB_OK;
	size_t at = 0;

	while (!st && vb_json_member(&member, &at, line))
		st = take(l, &member);
	if (st || !l->mended)
		return st;
	l->record->partial = true;
	l->record->report.invalid += l->mended;
	return vb_reader_warn(l->record, "%zu places were not UTF-8",
			      l->mended);
}

static vb_status set_text(struct load *l)
{
	struct vb_buf clean =
		VB_BUF_INIT(VB_TEXT_GROWTH * VB_FORMAT_TEXT_LIMIT);
	vb_status st = vb_reader_clean(&clean, l->record, l->text);

	if (!st && !vb_arena_dup(&l->record->text, l->record->arena,
				 vb_str_trim(vb_buf_str(&clean))))
		st = VB_NO_MEMORY;
	vb_buf_clear(&clean);
	return st;
}

/* The body: text, else html, else the file that the caller reads. */
static vb_status set_body(struct load *l)
{
	struct vb_record *record = l->record;
	vb_status st = VB_OK;

	if (vb_str_trim(l->text).len)
		st = set_text(l);
	else if (vb_str_trim(l->html).len)
		st = vb_read_html(
			record, &(struct vb_input){ .bytes = l->html }, l->err);
	if (st == VB_BAD_INPUT && record->fields[VB_FIELD_TITLE].value.len)
		st = VB_OK; /* markup without a word */
	if (st)
		return st;
	if (record->file.len &&
	    (vb_str_trim(l->text).len || vb_str_trim(l->html).len)) {
		/* The body is here; where it came from is worth keeping. */
		record->file = VB_STR_EMPTY;
		return add_extra(l, VB_STR("file"), l->file_json);
	}
	if (!l->has_text && !l->has_html && !record->file.len)
		return vb_error_set(l->err, VB_BAD_INPUT,
				    "needs a key text, html or file");
	if (!record->text.len && !record->file.len &&
	    !record->fields[VB_FIELD_TITLE].value.len)
		return vb_error_set(l->err, VB_BAD_INPUT,
				    "text and title are empty");
	return VB_OK;
}

vb_status vb_read_ndjson(struct vb_record *record, const struct vb_input *in,
			 struct vb_error *err)
{
	struct load l = { .record = record,
			  .err = err,
			  .tail = &record->extras,
			  .text = VB_STR_EMPTY,
			  .html = VB_STR_EMPTY };
	struct vb_str line = in->bytes;
	const char *wrong;
	size_t offset;
	vb_status st;

	if (vb_str_starts(line, VB_STR("\xef\xbb\xbf")))
		line = vb_str_skip(line, 3);
	record->extras = NULL;
	wrong = vb_json_check(&offset, line);
	if (wrong) {
		vb_error_set(err, VB_BAD_INPUT, "not JSON: %s at byte %zu",
			     wrong, offset);
		if (err)
			err->offset = offset;
		return VB_BAD_INPUT;
	}
	if (vb_str_trim(line).ptr[0] != '{')
		return vb_error_set(err, VB_BAD_INPUT, "not a JSON object");
	st = take_all(&l, line);
	return st ? st : set_body(&l);
}
