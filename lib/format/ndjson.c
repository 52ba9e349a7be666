/*
 * One line of NDJSON: known keys become fields, the others are kept as they
 * are written. jansson checks and decodes; the text of unknown values is cut
 * from the line itself, so that 20-digit numbers and spellings survive.
 */
#include <jansson.h>
#include <stdio.h>

#include "doc/date.h"
#include "doc/number.h"
#include "doc/type.h"
#include "format/reader.h"

#define LOAD_FLAGS JSON_ALLOW_NUL

struct load {
	struct vb_record *record;
	struct vb_error *err;
	struct vb_extra **tail;
	struct vb_str text, html; /* decoded, borrowed from jansson */
	struct vb_str file_json;  /* as written */
	bool has_text, has_html;
};

static vb_status bad(struct load *l, const char *key, const char *what)
{
	return vb_error_set(l->err, VB_BAD_INPUT, "key \"%s\": %s", key, what);
}

static unsigned hex4(struct vb_str s, size_t at)
{
	unsigned value = 0;

	if (at + 4 > s.len)
		return 0;
	for (size_t i = at; i < at + 4; i++) {
		unsigned char c = (unsigned char)s.ptr[i] | 32;

		if (c >= '0' && c <= '9')
			value = value << 4 | (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value << 4 | (unsigned)(c - 'a' + 10);
		else
			return 0;
	}
	return value;
}

/* The bytes of a lone surrogate's escape at `at`, 0 when it is none; a
 * whole pair is passed over through `pair`. */
static size_t lone_surrogate(struct vb_str s, size_t at, bool *pair)
{
	unsigned high, low;

	*pair = false;
	if (at + 6 > s.len || s.ptr[at + 1] != 'u')
		return 0;
	high = hex4(s, at + 2);
	if (high < 0xD800 || high > 0xDFFF)
		return 0;
	low = at + 12 <= s.len && s.ptr[at + 6] == '\\' &&
			      s.ptr[at + 7] == 'u'
		      ? hex4(s, at + 8)
		      : 0;
	*pair = high < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF;
	return *pair ? 0 : 6;
}

/*
 * What jansson refuses and we need not: bytes that are not UTF-8 and escapes
 * of lone surrogates become U+FFFD, and are counted.
 */
static vb_status mend(struct vb_buf *out, struct vb_text_report *report,
		      struct vb_str s)
{
	vb_status st = VB_OK;
	size_t i = 0;

	while (!st && i < s.len) {
		size_t n = 1, skip = 0;
		bool pair = false;
		uint32_t c;

		if (s.ptr[i] == '\\') {
			skip = lone_surrogate(s, i, &pair);
			n = pair ? 12 : i + 1 < s.len ? 2 : 1;
		} else {
			n = vb_utf8_decode(&c, vb_str_skip(s, i));
			if (c == 0xFFFD && n == 1)
				skip = 1;
		}
		if (skip) {
			st = vb_buf_append(out, VB_STR("\xef\xbf\xbd"));
			if (!report->invalid++)
				report->first_bad = i;
			i += skip;
		} else {
			st = vb_buf_append(out, vb_str_sub(s, i, i + n));
			i += n;
		}
	}
	return st;
}

static vb_status parse(json_t **out, struct load *l, struct vb_str *line,
		       struct vb_buf *mended)
{
	struct vb_text_report found = { 0 };
	json_error_t error;
	vb_status st;

	*out = json_loadb(line->ptr, line->len, LOAD_FLAGS, &error);
	if (!*out && json_error_code(&error) == json_error_numeric_overflow)
		*out = json_loadb(line->ptr, line->len,
				  LOAD_FLAGS | JSON_DECODE_INT_AS_REAL, &error);
	if (*out)
		return VB_OK;
	st = mend(mended, &found, *line);
	if (st)
		return st;
	if (found.invalid) {
		*line = vb_buf_str(mended);
		*out = json_loadb(line->ptr, line->len, LOAD_FLAGS, &error);
	}
	if (!*out) {
		if (l->err)
			l->err->offset = (size_t)error.position;
		return vb_error_set(l->err, VB_BAD_INPUT, "not JSON: %s",
				    error.text);
	}
	l->record->partial = true;
	l->record->report.invalid += found.invalid;
	l->record->report.first_bad = found.first_bad;
	return vb_reader_warn(l->record, "%zu places were not UTF-8",
			      found.invalid);
}

/* Moving over JSON that jansson has already accepted. */

static size_t skip_space(struct vb_str s, size_t at)
{
	while (at < s.len && memchr(" \t\r\n", s.ptr[at], 4))
		at++;
	return at;
}

static size_t skip_string(struct vb_str s, size_t at)
{
	for (at++; at < s.len && s.ptr[at] != '"'; at++)
		at += s.ptr[at] == '\\';
	return at < s.len ? at + 1 : s.len;
}

static size_t skip_value(struct vb_str s, size_t at)
{
	size_t depth = 0;

	while (at < s.len) {
		char c = s.ptr[at];

		if (c == '"') {
			at = skip_string(s, at);
		} else if (c == '{' || c == '[') {
			depth++;
			at++;
		} else if (c == '}' || c == ']') {
			if (!depth)
				return at;
			depth--;
			at++;
		} else if (c == ',' && !depth) {
			return at;
		} else {
			at++;
			continue;
		}
		if (!depth)
			return at;
	}
	return at;
}

static vb_status add_extra(struct load *l, struct vb_str name,
			   struct vb_str json)
{
	struct vb_arena *arena = l->record->arena;
	struct vb_extra *extra = vb_arena_calloc(arena, 1, sizeof(*extra));

	if (!extra || !vb_arena_dup(&extra->name, arena, name) ||
	    !vb_arena_dup(&extra->json, arena, vb_str_trim(json)))
		return VB_NO_MEMORY;
	*l->tail = extra;
	l->tail = &extra->next;
	return VB_OK;
}

/* `id` stands in URLs, terminals and TREC runs exactly as it is given. */
static vb_status set_id(struct load *l, struct vb_str value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < 32 || value.ptr[i] == 127)
			return bad(l, "id", "holds a control character");
	return vb_arena_dup(&l->record->id, l->record->arena, value)
		       ? VB_OK
		       : VB_NO_MEMORY;
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
	if (!st && !vb_arena_dup(&field->value, l->record->arena,
				 vb_buf_str(&slug)))
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
	return st ? st
		  : vb_reader_warn(l->record, "%s is no date: %.*s", name.ptr,
				   (int)(json.len > 60 ? 60 : json.len),
				   json.ptr);
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
	return vb_arena_dup(&l->record->file, l->record->arena, value)
		       ? VB_OK
		       : VB_NO_MEMORY;
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

/* One member: its decoded key and value, and the value as written. */
static vb_status take(struct load *l, struct vb_str key, const json_t *value,
		      struct vb_str json)
{
	enum vb_field_id id = vb_field_by_name(key);
	struct vb_str text;

	if (id == VB_FIELD_COUNT && !is_other_key(key))
		return add_extra(l, key, json);
	if (json_is_null(value))
		return VB_OK;
	if (!json_is_string(value)) {
		char name[32];

		snprintf(name, sizeof(name), "%.*s", VB_STR_ARG(key));
		return bad(l, name, "must be a string");
	}
	text = vb_str_of(json_string_value(value), json_string_length(value));
	return is_other_key(key) ? take_other(l, key, text, json)
				 : set_field(l, id, text, json);
}

/* A key as it reads; `*decoded` (to be released) holds it when it is written
 * with escapes. */
static struct vb_str key_name(json_t **decoded, struct vb_str quoted)
{
	*decoded = NULL;
	if (!memchr(quoted.ptr, '\\', quoted.len))
		return vb_str_sub(quoted, 1, quoted.len - 1);
	*decoded = json_loadb(quoted.ptr, quoted.len,
			      LOAD_FLAGS | JSON_DECODE_ANY, NULL);
	return *decoded ? vb_str_of(json_string_value(*decoded),
				    json_string_length(*decoded))
			: quoted;
}

/* All members in the order of the line; of a key given twice, the last. */
static vb_status take_all(struct load *l, const json_t *object,
			  struct vb_str line)
{
	size_t at = skip_space(line, 0) + 1;
	vb_status st = VB_OK;

	while (!st) {
		size_t key = skip_space(line, at), end, from, to;
		struct vb_str name;
		json_t *decoded;

		if (key >= line.len || line.ptr[key] != '"')
			break;
		end = skip_string(line, key);
		from = skip_space(line, skip_space(line, end) + 1);
		to = skip_value(line, from);
		name = key_name(&decoded, vb_str_sub(line, key, end));
		st = take(l, name, json_object_getn(object, name.ptr, name.len),
			  vb_str_sub(line, from, to));
		json_decref(decoded);
		at = skip_space(line, to) + 1;
	}
	return st;
}

static vb_status set_text(struct load *l)
{
	struct vb_buf clean = VB_BUF_INIT(VB_TEXT_GROWTH *
					  VB_FORMAT_TEXT_LIMIT);
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
		st = vb_read_html(record,
				  &(struct vb_input){ .bytes = l->html },
				  l->err);
	if (st == VB_BAD_INPUT && record->fields[VB_FIELD_TITLE].value.len)
		st = VB_OK; /* markup without a word */
	if (st)
		return st;
	if (record->file.len && (vb_str_trim(l->text).len ||
				 vb_str_trim(l->html).len)) {
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
			  .tail = &record->extras };
	struct vb_buf mended = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	struct vb_str line = in->bytes;
	json_t *object = NULL;
	vb_status st;

	if (vb_str_starts(line, VB_STR("\xef\xbb\xbf")))
		line = vb_str_skip(line, 3);
	record->extras = NULL;
	st = parse(&object, &l, &line, &mended);
	if (!st && !json_is_object(object))
		st = vb_error_set(err, VB_BAD_INPUT, "not a JSON object");
	if (!st)
		st = take_all(&l, object, line);
	if (!st)
		st = set_body(&l);
	json_decref(object);
	vb_buf_clear(&mended);
	return st;
}
