#include <inttypes.h>
#include <stdio.h>

#include "archive/bag_line.h"
#include "doc/reference.h"
#include "doc/jsonread.h"

#define MEMBERS 40 /* more than any object of ours has */
#define TEXT_LIMIT ((size_t)1 << 30)

struct object {
	struct vb_json_member members[MEMBERS];
	size_t n;
};

/* Where a line is being read. The first thing that is wrong stays. */
struct parse {
	struct vb_arena *arena;
	const char *wrong; /* key, or NULL */
	bool no_memory;
};

static void open_object(struct parse *p, struct object *o, struct vb_str json,
			const char *key)
{
	size_t at = 0;

	o->n = 0;
	if (p->wrong || !json.len || json.ptr[0] != '{') {
		p->wrong = p->wrong ? p->wrong : key;
		return;
	}
	while (o->n < MEMBERS && vb_json_member(&o->members[o->n], &at, json))
		o->n++;
}

/* The value of `key`, as written; of one that is not there, empty. */
static struct vb_str get(const struct object *o, const char *key)
{
	size_t len = strlen(key);

	for (size_t i = 0; i < o->n; i++) {
		struct vb_str k = o->members[i].key;

		if (k.len == len + 2 && !memcmp(k.ptr + 1, key, len))
			return o->members[i].value;
	}
	return VB_STR_EMPTY;
}

static bool is_null(struct vb_str json)
{
	return vb_str_eq(json, VB_STR("null"));
}

static int hex_value(char c)
{
	const char *digits = "0123456789abcdef", *at = strchr(digits, c);

	return c && at ? (int)(at - digits) : -1;
}

static void decode_hex(struct parse *p, struct vb_str *out, struct vb_str hex,
		       const char *key)
{
	char *bytes = vb_arena_alloc(p->arena, hex.len / 2 + 1);

	if (!bytes || hex.len % 2) {
		p->no_memory = !bytes;
		p->wrong = key;
		return;
	}
	for (size_t i = 0; i < hex.len; i += 2) {
		int high = hex_value(hex.ptr[i]);
		int low = hex_value(hex.ptr[i + 1]);

		if (high < 0 || low < 0) {
			p->wrong = key;
			return;
		}
		bytes[i / 2] = (char)(high << 4 | low);
	}
	*out = vb_str_of(bytes, hex.len / 2);
}

static void decode(struct parse *p, struct vb_str *out, struct vb_str json,
		   const char *key)
{
	struct vb_buf text = VB_BUF_INIT(TEXT_LIMIT);
	size_t mended = 0;
	vb_status st = VB_OK;

	if (!memchr(json.ptr, '\\', json.len)) {
		*out = vb_str_sub(json, 1, json.len - 1);
		return;
	}
	st = vb_json_decode(&text, &mended, json);
	if (!st && !vb_arena_dup(out, p->arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	p->no_memory |= st == VB_NO_MEMORY;
	if (st || mended)
		p->wrong = key;
}

static void take_text(struct parse *p, struct vb_str *out,
		      const struct object *o, const char *key)
{
	struct vb_str json = get(o, key);
	struct object hex;

	*out = VB_STR_EMPTY;
	if (p->wrong)
		return;
	if (json.len && json.ptr[0] == '"') {
		decode(p, out, json, key);
		return;
	}
	open_object(p, &hex, json, key);
	json = p->wrong ? VB_STR_EMPTY : get(&hex, "hex");
	if (json.len < 2 || json.ptr[0] != '"')
		p->wrong = key;
	else
		decode_hex(p, out, vb_str_sub(json, 1, json.len - 1), key);
}

/* Fields and extras: as they stand, or a string that says them. */
static void take_json(struct parse *p, struct vb_str *out,
		      const struct object *o, const char *key)
{
	struct vb_str json = get(o, key);

	if (!p->wrong && json.len && json.ptr[0] == '{')
		*out = json;
	else
		take_text(p, out, o, key);
}

static int64_t take_int(struct parse *p, const struct object *o,
			const char *key)
{
	struct vb_str json = get(o, key);
	unsigned long n = 0;

	if (p->wrong)
		return 0;
	if (!vb_str_to_ulong(&n, json, INT64_MAX))
		p->wrong = key;
	return (int64_t)n;
}

static int take_small(struct parse *p, const struct object *o, const char *key)
{
	int64_t n = take_int(p, o, key);

	if (n > INT32_MAX && !p->wrong)
		p->wrong = key;
	return (int)n;
}

static void take_digest(struct parse *p, struct vb_digest *out,
			const struct object *o, const char *key)
{
	struct vb_str json = get(o, key);

	if (p->wrong)
		return;
	if (json.len < 2 || json.ptr[0] != '"' ||
	    !vb_digest_parse(out, vb_str_sub(json, 1, json.len - 1)))
		p->wrong = key;
}

static void take_state(struct parse *p, enum vb_read_state *out,
		       const struct object *o)
{
	static const struct {
		const char *json;
		enum vb_read_state state;
	} all[] = {
		{ "\"whole\"", VB_READ_WHOLE },
		{ "\"partial\"", VB_READ_PARTIAL },
		{ "\"rejected\"", VB_READ_REJECTED },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (!vb_str_eq(get(o, "state"), vb_str_from(all[i].json)))
			continue;
		*out = all[i].state;
		return;
	}
	if (!p->wrong)
		p->wrong = "state";
}

static enum vb_how take_how(struct parse *p, const struct object *o,
			    const char *key)
{
	struct vb_str name;

	take_text(p, &name, o, key);
	for (int how = VB_HOW_UNKNOWN; how <= VB_HOW_CORRECTED; how++)
		if (vb_str_eq(name, vb_str_from(vb_how_name((enum vb_how)how))))
			return (enum vb_how)how;
	if (!p->wrong)
		p->wrong = key;
	return VB_HOW_UNKNOWN;
}

static void take_reference(struct parse *p, struct vb_reference *r,
			   struct vb_str json)
{
	struct vb_str kind;
	struct object o;

	open_object(p, &o, json, "references");
	take_text(p, &kind, &o, "kind");
	r->kind = vb_relation_by_name(kind);
	if (r->kind == VB_RELATION_COUNT && !p->wrong)
		p->wrong = "kind";
	take_text(p, &r->number, &o, "number");
	take_text(p, &r->key, &o, "key");
	take_text(p, &r->type, &o, "type");
	take_text(p, &r->issuer, &o, "issuer");
	take_text(p, &r->date, &o, "date");
	r->date_how = take_how(p, &o, "date_how");
	take_text(p, &r->anchor, &o, "anchor");
	r->from = (size_t)take_int(p, &o, "from");
	r->to = (size_t)take_int(p, &o, "to");
}

/* The next element of the array `json`, with room for it in the arena. */
static void *next_item(struct parse *p, struct vb_str *item, size_t *at,
		       struct vb_str json, size_t size)
{
	void *room;

	if (p->wrong || !vb_json_element(item, at, json))
		return NULL;
	room = vb_arena_calloc(p->arena, 1, size);
	if (!room) {
		p->no_memory = true;
		p->wrong = "memory";
	}
	return room;
}

static void take_references(struct parse *p, struct vb_reference **tail,
			    const struct object *o)
{
	struct vb_str json = get(o, "references"), item;
	struct vb_reference *r;
	size_t at = 0;

	if (!json.len || json.ptr[0] != '[')
		p->wrong = p->wrong ? p->wrong : "references";
	while ((r = next_item(p, &item, &at, json, sizeof(*r)))) {
		take_reference(p, r, item);
		*tail = r;
		tail = &r->next;
	}
}

static void take_corrections(struct parse *p, struct vb_copy_correction **tail,
			     const struct object *o)
{
	struct vb_str json = get(o, "corrections"), item;
	struct vb_copy_correction *c;
	size_t at = 0;

	if (!json.len || json.ptr[0] != '[')
		p->wrong = p->wrong ? p->wrong : "corrections";
	while ((c = next_item(p, &item, &at, json, sizeof(*c)))) {
		struct object one;

		open_object(p, &one, item, "corrections");
		take_text(p, &c->field, &one, "field");
		take_text(p, &c->value, &one, "value");
		take_text(p, &c->label, &one, "label");
		c->event = take_int(p, &one, "event");
		*tail = c;
		tail = &c->next;
	}
}

static void take_document(struct parse *p, struct vb_copy_version *v,
			  const struct object *o)
{
	struct vb_str json = get(o, "document");
	struct object document;

	if (is_null(json) && v->version != v->versions)
		return;
	open_object(p, &document, json, "document");
	v->sequence = take_int(p, &document, "sequence");
	v->withdrawn = take_int(p, &document, "withdrawn");
	take_text(p, &v->withdrawal, &document, "reason");
	take_corrections(p, &v->corrections, &document);
}

static void take_bytes(struct parse *p, struct vb_copy_version *v,
		       const struct object *o)
{
	struct object part;

	take_digest(p, &v->original, o, "sha256");
	v->size = take_int(p, o, "bytes");
	v->has_body = !is_null(get(o, "body"));
	if (v->has_body) {
		open_object(p, &part, get(o, "body"), "body");
		take_digest(p, &v->body, &part, "sha256");
		v->body_size = take_int(p, &part, "bytes");
	}
	v->has_reading = !is_null(get(o, "reading"));
	if (v->has_reading) {
		open_object(p, &part, get(o, "reading"), "reading");
		take_digest(p, &v->reading, &part, "sha256");
		v->reading_version = take_small(p, &part, "reader");
	}
}

static vb_status open_line(struct parse *p, struct object *o,
			   struct vb_str line, struct vb_error *err)
{
	size_t offset = 0;
	const char *wrong = vb_json_check(&offset, line);

	if (wrong)
		return vb_error_set(err, VB_CORRUPT, "not JSON: %s at byte %zu",
				    wrong, offset);
	line = vb_str_trim(line);
	open_object(p, o, line, "{");
	if (!p->wrong && take_int(p, o, "schema") != 1)
		return vb_error_set(err, VB_MISMATCH, "not of schema 1");
	return VB_OK;
}

static vb_status close_line(const struct parse *p, struct vb_error *err)
{
	if (p->no_memory)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (p->wrong)
		return vb_error_set(err, VB_CORRUPT,
				    "key \"%s\" is missing or wrong", p->wrong);
	return VB_OK;
}

vb_status vb_bag_parse_version(struct vb_copy_version *v, struct vb_str line,
			       struct vb_arena *arena, struct vb_error *err)
{
	struct parse parse = { .arena = arena }, *p = &parse;
	struct object o;
	vb_status st;

	memset(v, 0, sizeof(*v));
	v->withdrawal = VB_STR_EMPTY;
	st = open_line(p, &o, line, err);
	if (st)
		return st;
	take_text(p, &v->id, &o, "id");
	v->version = take_small(p, &o, "version");
	v->versions = take_small(p, &o, "versions");
	take_text(p, &v->source, &o, "source");
	take_text(p, &v->format, &o, "format");
	take_text(p, &v->added, &o, "added");
	take_state(p, &v->state, &o);
	take_text(p, &v->reason, &o, "reason");
	v->event = take_int(p, &o, "event");
	v->erased = take_int(p, &o, "erased");
	take_bytes(p, v, &o);
	take_document(p, v, &o);
	take_json(p, &v->fields, &o, "fields");
	take_json(p, &v->extras, &o, "extras");
	take_references(p, &v->references, &o);
	return close_line(p, err);
}

vb_status vb_bag_parse_event(struct vb_copy_event *e, struct vb_str line,
			     struct vb_arena *arena, struct vb_error *err)
{
	struct parse parse = { .arena = arena }, *p = &parse;
	struct object o;
	vb_status st;

	memset(e, 0, sizeof(*e));
	st = open_line(p, &o, line, err);
	if (st)
		return st;
	e->number = take_int(p, &o, "number");
	take_text(p, &e->time, &o, "time");
	take_text(p, &e->kind, &o, "event");
	take_text(p, &e->id, &o, "id");
	e->version = take_int(p, &o, "version");
	take_text(p, &e->detail, &o, "detail");
	e->has_content = !is_null(get(&o, "content"));
	if (e->has_content)
		take_digest(p, &e->content, &o, "content");
	take_digest(p, &e->hash, &o, "hash");
	return close_line(p, err);
}
