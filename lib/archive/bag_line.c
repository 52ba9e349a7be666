#include "archive/bag_line.h"

#include "base/json.h"
#include "doc/reference.h"

#define VB_HEX_LIMIT ((size_t)512 << 20)

static const char *const state_names[] = { [VB_READ_WHOLE] = "whole",
					   [VB_READ_PARTIAL] = "partial",
					   [VB_READ_REJECTED] = "rejected" };

static void put_hex(struct vb_json *j, struct vb_str s)
{
	static const char digits[] = "0123456789abcdef";
	struct vb_buf hex = VB_BUF_INIT(VB_HEX_LIMIT);
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		st = vb_buf_append(&hex, vb_str_of(&digits[c >> 4], 1));
		if (!st)
			st = vb_buf_append(&hex, vb_str_of(&digits[c & 15], 1));
	}
	if (st)
		j->status = st;
	vb_json_object(j);
	vb_json_key(j, "hex");
	vb_json_str(j, vb_buf_str(&hex));
	vb_json_end(j);
	vb_buf_clear(&hex);
}

static void put_text(struct vb_json *j, const char *key, struct vb_str s)
{
	vb_json_key(j, key);
	if (vb_utf8_valid(s))
		vb_json_str(j, s);
	else
		put_hex(j, s);
}

static void put_int(struct vb_json *j, const char *key, int64_t n)
{
	vb_json_key(j, key);
	vb_json_int(j, n);
}

static void put_digest(struct vb_json *j, const char *key,
		       const struct vb_digest *digest)
{
	char hex[VB_DIGEST_HEX];

	vb_digest_hex(hex, digest);
	vb_json_key(j, key);
	vb_json_cstr(j, hex);
}

/*
 * JSON that is text: as it is, or as a string if it has line ends. Nothing of
 * ours writes it otherwise than in UTF-8: such a row is damaged.
 */
static void put_json(struct vb_json *j, const char *key, struct vb_str json)
{
	if (!vb_utf8_valid(json) || !json.len || json.ptr[0] != '{') {
		j->status = j->status ? j->status : VB_CORRUPT;
		return;
	}
	vb_json_key(j, key);
	if (memchr(json.ptr, '\n', json.len) ||
	    memchr(json.ptr, '\r', json.len))
		vb_json_str(j, json);
	else
		vb_json_raw(j, json);
}

static void put_references(struct vb_json *j, const struct vb_reference *r)
{
	vb_json_key(j, "references");
	vb_json_array(j);
	for (; r; r = r->next) {
		vb_json_object(j);
		vb_json_key(j, "kind");
		vb_json_cstr(j, vb_relation_name(r->kind));
		put_text(j, "number", r->number);
		put_text(j, "key", r->key);
		put_text(j, "type", r->type);
		put_text(j, "issuer", r->issuer);
		put_text(j, "date", r->date);
		vb_json_key(j, "date_how");
		vb_json_cstr(j, vb_how_name(r->date_how));
		put_text(j, "anchor", r->anchor);
		put_int(j, "from", (int64_t)r->from);
		put_int(j, "to", (int64_t)r->to);
		vb_json_end(j);
	}
	vb_json_end(j);
}

/* What is the document's, in the line of its newest version. */
static void put_document(struct vb_json *j, const struct vb_copy_version *v)
{
	vb_json_key(j, "document");
	if (v->version != v->versions) {
		vb_json_null(j);
		return;
	}
	vb_json_object(j);
	put_int(j, "sequence", v->sequence);
	put_int(j, "withdrawn", v->withdrawn);
	put_text(j, "reason", v->withdrawal);
	vb_json_key(j, "corrections");
	vb_json_array(j);
	for (struct vb_copy_correction *c = v->corrections; c; c = c->next) {
		vb_json_object(j);
		put_text(j, "field", c->field);
		put_text(j, "value", c->value);
		put_text(j, "label", c->label);
		put_int(j, "event", c->event);
		vb_json_end(j);
	}
	vb_json_end(j);
	vb_json_end(j);
}

static void put_bytes(struct vb_json *j, const struct vb_copy_version *v)
{
	put_digest(j, "sha256", &v->original);
	put_int(j, "bytes", v->size);
	vb_json_key(j, "body");
	if (v->has_body) {
		vb_json_object(j);
		put_digest(j, "sha256", &v->body);
		put_int(j, "bytes", v->body_size);
		vb_json_end(j);
	} else {
		vb_json_null(j);
	}
	vb_json_key(j, "reading");
	if (v->has_reading) {
		vb_json_object(j);
		put_digest(j, "sha256", &v->reading);
		put_int(j, "reader", v->reading_version);
		vb_json_end(j);
	} else {
		vb_json_null(j);
	}
}

static vb_status end_line(struct vb_json *j)
{
	vb_status st;

	vb_json_end(j);
	st = vb_json_status(j);
	return st ? st : vb_buf_append_char(j->out, '\n');
}

vb_status vb_bag_write_version(struct vb_buf *out,
			       const struct vb_copy_version *v)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;

	vb_json_object(j);
	put_int(j, "schema", 1);
	put_text(j, "id", v->id);
	put_int(j, "version", v->version);
	put_int(j, "versions", v->versions);
	put_text(j, "source", v->source);
	put_text(j, "format", v->format);
	put_text(j, "added", v->added);
	vb_json_key(j, "state");
	vb_json_cstr(j, state_names[v->state]);
	put_text(j, "reason", v->reason);
	put_int(j, "event", v->event);
	put_int(j, "erased", v->erased);
	put_bytes(j, v);
	put_document(j, v);
	put_json(j, "fields", v->fields);
	put_json(j, "extras", v->extras);
	put_references(j, v->references);
	return end_line(j);
}

vb_status vb_bag_write_event(struct vb_buf *out, const struct vb_copy_event *e)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;

	vb_json_object(j);
	put_int(j, "schema", 1);
	put_int(j, "number", e->number);
	put_text(j, "time", e->time);
	put_text(j, "event", e->kind);
	put_text(j, "id", e->id);
	put_int(j, "version", e->version);
	put_text(j, "detail", e->detail);
	if (e->has_content) {
		put_digest(j, "content", &e->content);
	} else {
		vb_json_key(j, "content");
		vb_json_null(j);
	}
	put_digest(j, "hash", &e->hash);
	return end_line(j);
}
