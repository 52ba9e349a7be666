#include "doc/reference.h"
#include "output/writers.h"

/* A document for those who take the archive over: docs/schema.md, Export. */

static void key_str(struct vb_json *j, const char *key, struct vb_str s)
{
	vb_json_key(j, key);
	vb_json_str_or_null(j, s);
}

static void key_int(struct vb_json *j, const char *key, long long n)
{
	vb_json_key(j, key);
	vb_json_int(j, n);
}

static void write_reference(struct vb_json *j, const struct vb_reference *r)
{
	vb_json_object(j);
	key_str(j, "kind", vb_str_from(vb_relation_name(r->kind)));
	key_str(j, "number", r->number);
	key_str(j, "key", r->key);
	key_str(j, "type", r->type);
	key_str(j, "issuer", r->issuer);
	key_str(j, "date", r->date);
	vb_json_key(j, "date_inferred");
	vb_json_bool(j, r->date.len && r->date_how == VB_HOW_INFERRED);
	key_str(j, "anchor", r->anchor);
	vb_json_where(j, r->from, r->to);
	vb_json_end(j);
}

/* Corrected to nothing too: such a field is not among the metadata. */
static void write_corrections(struct vb_json *j, const struct vb_held *held)
{
	vb_json_key(j, "corrections");
	vb_json_object(j);
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		if (held->fields[i].how == VB_HOW_CORRECTED)
			key_str(j, vb_field_name((enum vb_field_id)i),
				held->fields[i].value);
	vb_json_end(j);
}

static void write_known(struct vb_json *j, const struct vb_held *held,
			struct vb_str text)
{
	vb_json_metadata(j, held->fields, held->extras);
	write_corrections(j, held);
	vb_json_key(j, "references");
	vb_json_array(j);
	for (struct vb_reference *r = held->references; r; r = r->next)
		write_reference(j, r);
	vb_json_end(j);
	vb_json_key(j, "text");
	vb_json_str(j, text);
}

static void write_tombstone(struct vb_json *j)
{
	static const char *const keys[] = { "metadata", "extra", "corrections",
					    "references", "text" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		vb_json_key(j, keys[i]);
		vb_json_null(j);
	}
}

static void key_digest(struct vb_json *j, const char *key, bool known,
		       const struct vb_digest *digest)
{
	char hex[VB_DIGEST_HEX];

	vb_digest_hex(hex, digest);
	vb_json_key(j, key);
	vb_json_cstr(j, known ? hex : NULL);
}

vb_status vb_output_export(struct vb_buf *out, const struct vb_held *held,
			   struct vb_str text)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	vb_status st;

	vb_json_object(j);
	vb_json_held(j, held);
	key_int(j, "sequence", held->sequence);
	key_digest(j, "body_sha256", held->has_body, &held->body);
	if (held->withdrawn)
		write_tombstone(j);
	else
		write_known(j, held, text);
	vb_json_end(j);
	st = vb_json_status(j);
	return st ? st : vb_buf_append_char(out, '\n');
}
