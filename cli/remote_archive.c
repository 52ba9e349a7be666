/* What the archive tells: documents, references, counts. */
#include "remote.h"

#include "remote_http.h"
#include "doc/jsonread.h"
#include "doc/reference.h"
#include "remote_read.h"

/* The `kind` of a reference or evidence. */
static enum vb_relation relation_of(struct remote_reader *rd,
				    struct vb_str object)
{
	struct vb_str name = remote_string(rd, remote_member(object, "kind"));

	for (int k = 0; k < VB_RELATION_COUNT; k++)
		if (vb_str_eq(name, vb_str_from(vb_relation_name(
					    (enum vb_relation)k))))
			return (enum vb_relation)k;
	return VB_RELATION_MENTION;
}

static void read_reference(void *item, struct remote_reader *rd,
			   struct vb_str object)
{
	struct vb_reference *out = item;
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_reference, number),
		REMOTE_SLOT(REMOTE_STRING, struct vb_reference, type),
		REMOTE_SLOT(REMOTE_STRING, struct vb_reference, issuer),
		REMOTE_SLOT(REMOTE_STRING, struct vb_reference, date),
		REMOTE_SLOT(REMOTE_STRING, struct vb_reference, anchor),
		REMOTE_END,
	};
	struct vb_str inferred = remote_member(object, "date_inferred");

	remote_fill(out, rd, slots, object);
	out->kind = relation_of(rd, object);
	if (vb_str_eq(inferred, VB_STR("true")))
		out->date_how = VB_HOW_INFERRED;
}

static void read_citation(void *item, struct remote_reader *rd,
			  struct vb_str object)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_brief, id),
		REMOTE_SLOT(REMOTE_STRING, struct vb_brief, title),
		REMOTE_SLOT(REMOTE_STRING, struct vb_brief, number),
		REMOTE_SLOT(REMOTE_STRING, struct vb_brief, type),
		REMOTE_SLOT(REMOTE_STRING, struct vb_brief, issuer),
		REMOTE_SLOT(REMOTE_STRING, struct vb_brief, date),
		REMOTE_END,
	};
	static const struct remote_shape brief = { sizeof(struct vb_brief),
						   slots, NULL };
	struct vb_citation *out = item;

	read_reference(&out->reference, rd, object);
	out->documents =
		remote_list(&out->n, rd, remote_member(object, "documents"),
			    &brief, offsetof(struct vb_brief, next));
}

static vb_status get_citations(struct vb_citations *out, const struct remote *r,
			       struct vb_buf *path, vb_status st)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_citations, id),
		REMOTE_SLOT(REMOTE_STRING, struct vb_citations, number),
		REMOTE_SLOT(REMOTE_STRING, struct vb_citations, title),
		REMOTE_END,
	};
	static const struct remote_shape citation = {
		sizeof(struct vb_citation), NULL, read_citation
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_str object;

	memset(out, 0, sizeof(*out));
	st = remote_object(&object, r, path, st);
	if (st)
		return st;
	remote_fill(out, &rd, slots, object);
	out->first =
		remote_list(&out->n, &rd, remote_member(object, "references"),
			    &citation, offsetof(struct vb_citation, next));
	return remote_done(r, rd.status);
}

vb_status remote_cites(struct vb_citations *out, const struct remote *r,
		       struct vb_str id)
{
	struct vb_buf path = VB_BUF_INIT(65536);
	vb_status st = remote_document_path(&path, id, "/cites");

	return get_citations(out, r, &path, st);
}

vb_status remote_cited_by(struct vb_citations *out, const struct remote *r,
			  struct vb_str what)
{
	struct vb_buf path = VB_BUF_INIT(65536);
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/citing");

	if (!st)
		st = remote_add(&path, "what", what);
	return get_citations(out, r, &path, st);
}

vb_status remote_wanted(struct vb_wanted **out, size_t *n,
			const struct remote *r, size_t limit)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_wanted, number),
		REMOTE_SLOT(REMOTE_STRING, struct vb_wanted, type),
		REMOTE_SLOT(REMOTE_STRING, struct vb_wanted, issuer),
		REMOTE_SLOT(REMOTE_STRING, struct vb_wanted, date),
		REMOTE_SLOT(REMOTE_LONG, struct vb_wanted, cited_by),
		REMOTE_END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	static const struct remote_shape wanted = { sizeof(struct vb_wanted),
						    slots, NULL };
	struct vb_str object;
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/wanted");

	if (!st)
		st = remote_add_number(&path, "n", limit);
	st = remote_object(&object, r, &path, st);
	if (st)
		return st;
	*out = remote_list(n, &rd, remote_member(object, "wanted"), &wanted,
			   offsetof(struct vb_wanted, next));
	return remote_done(r, rd.status);
}

vb_status remote_browse(struct vb_browse *out, const struct remote *r,
			const struct vb_browse_request *request)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_browse, within),
		REMOTE_SLOT(REMOTE_LONG, struct vb_browse, offset),
		REMOTE_SLOT(REMOTE_LONG, struct vb_browse, total),
		REMOTE_SLOT(REMOTE_UNSIGNED, struct vb_browse, documents),
		REMOTE_SLOT(REMOTE_UNSIGNED, struct vb_browse, without),
		REMOTE_END,
	};
	static const struct remote_slot value_slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_browse_value, value),
		REMOTE_SLOT(REMOTE_STRING, struct vb_browse_value, label),
		REMOTE_SLOT(REMOTE_UNSIGNED, struct vb_browse_value, count),
		REMOTE_END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	static const struct remote_shape value = {
		sizeof(struct vb_browse_value), value_slots, NULL
	};
	struct vb_str object;
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/browse");

	memset(out, 0, sizeof(*out));
	if (!st)
		st = remote_add(&path, "by",
				vb_str_from(vb_browse_name(request->by)));
	if (!st)
		st = remote_add(&path, "within", request->within);
	if (!st)
		st = remote_add_number(&path, "n", request->n);
	if (!st && request->offset)
		st = remote_add_number(&path, "offset", request->offset);
	st = remote_object(&object, r, &path, st);
	if (st)
		return st;
	out->by = request->by;
	remote_fill(out, &rd, slots, object);
	out->values = remote_items(&out->n, &rd,
				   remote_member(object, "values"), &value);
	return remote_done(r, rd.status);
}

vb_status remote_stats(struct vb_stats *out, const struct remote *r)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.documents,
			       "documents"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.articles,
			       "articles"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.partial,
			       "partial"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.rejected,
			       "rejected"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.versions,
			       "versions"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.mentions,
			       "mentions"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.bytes,
			       "bytes"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats,
			       archive.original_bytes, "original_bytes"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, archive.sequence,
			       "sequence"),
		REMOTE_SLOT_AS(REMOTE_UNSIGNED, struct vb_stats,
			       index.documents, "index_documents"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, index.bytes,
			       "index_bytes"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, index.revision,
			       "index_revision"),
		REMOTE_SLOT_AS(REMOTE_LONG, struct vb_stats, index.sequence,
			       "index_sequence"),
		REMOTE_END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str object;
	vb_status st = remote_object(
		&object, r, &path, vb_buf_append_cstr(&path, "/api/v1/stats"));

	memset(out, 0, sizeof(*out));
	if (st)
		return st;
	remote_fill(out, &rd, slots, object);
	out->has_index = true;
	return remote_done(r, rd.status);
}

static void read_field(struct vb_field *f, struct remote_reader *rd,
		       struct vb_str object)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_field, value),
		REMOTE_SLOT(REMOTE_STRING, struct vb_field, label),
		REMOTE_SLOT(REMOTE_REAL, struct vb_field, confidence),
		REMOTE_END,
	};
	struct vb_str how = remote_string(rd, remote_member(object, "how"));

	remote_fill(f, rd, slots, object);
	for (int h = VB_HOW_UNKNOWN; h <= VB_HOW_CORRECTED; h++)
		if (vb_str_eq(how, vb_str_from(vb_how_name((enum vb_how)h))))
			f->how = (enum vb_how)h;
}

static void read_extras(struct vb_held *out, struct remote_reader *rd,
			struct vb_str object)
{
	struct vb_extra **end = &out->extras;
	struct vb_json_member m;
	size_t at = 0;

	while (vb_str_starts(object, VB_STR("{")) &&
	       vb_json_member(&m, &at, object)) {
		struct vb_extra *e = vb_arena_calloc(rd->arena, 1, sizeof(*e));

		if (!e) {
			rd->status = VB_NO_MEMORY;
			return;
		}
		e->name = remote_string(rd, m.key);
		e->json = m.value;
		*end = e;
		end = &e->next;
	}
}

static void read_evidence(void *item, struct remote_reader *rd,
			  struct vb_str object)
{
	struct vb_effect_evidence *out = item;

	out->kind = relation_of(rd, object);
}

static void read_effect(struct vb_effect *out, struct remote_reader *rd,
			struct vb_str object)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_CSTRING, struct vb_effect, status),
		REMOTE_SLOT(REMOTE_STRING, struct vb_effect, since),
		REMOTE_END,
	};
	static const struct remote_slot evidence_slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_effect_evidence, id),
		REMOTE_SLOT(REMOTE_STRING, struct vb_effect_evidence, date),
		REMOTE_SLOT(REMOTE_STRING, struct vb_effect_evidence, anchor),
		REMOTE_END,
	};
	static const struct remote_shape evidence = {
		sizeof(struct vb_effect_evidence), evidence_slots, read_evidence
	};
	size_t n;

	*out = (struct vb_effect){ .status = "unknown" };
	remote_fill(out, rd, slots, object);
	out->evidence = remote_list(&n, rd, remote_member(object, "evidence"),
				    &evidence,
				    offsetof(struct vb_effect_evidence, next));
}

static void read_held(struct vb_held *out, struct remote_reader *rd,
		      struct vb_str object)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_held, id),
		REMOTE_SLOT(REMOTE_STRING, struct vb_held, source),
		REMOTE_SLOT(REMOTE_STRING, struct vb_held, format),
		REMOTE_SLOT(REMOTE_STRING, struct vb_held, reason),
		REMOTE_SLOT(REMOTE_INT, struct vb_held, version),
		REMOTE_SLOT(REMOTE_INT, struct vb_held, versions),
		REMOTE_END,
	};
	static const struct remote_shape reference = {
		sizeof(struct vb_reference), NULL, read_reference
	};
	struct vb_str state = remote_string(rd, remote_member(object, "state"));
	struct vb_str added = remote_string(rd, remote_member(object, "added"));
	struct vb_str fields = remote_member(object, "metadata");
	size_t n;

	memset(out, 0, sizeof(*out));
	remote_fill(out, rd, slots, object);
	if (vb_str_eq(state, VB_STR("partial")))
		out->state = VB_READ_PARTIAL;
	else if (vb_str_eq(state, VB_STR("rejected")))
		out->state = VB_READ_REJECTED;
	if (added.len < sizeof(out->added))
		memcpy(out->added, added.ptr, added.len);
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		read_field(&out->fields[i], rd,
			   remote_member(fields,
					 vb_field_name((enum vb_field_id)i)));
	read_extras(out, rd, remote_member(object, "extra"));
	out->references =
		remote_list(&n, rd, remote_member(object, "references"),
			    &reference, offsetof(struct vb_reference, next));
}

vb_status remote_show(struct remote_document *out, const struct remote *r,
		      struct vb_str id, unsigned long version)
{
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str object;
	vb_status st = remote_document_path(&path, id, "");

	if (!st && version)
		st = remote_add_number(&path, "version", version);
	st = remote_object(&object, r, &path, st);
	if (st)
		return st;
	read_held(&out->held, &rd, object);
	read_effect(&out->effect, &rd, remote_member(object, "effect"));
	out->text = remote_string(&rd, remote_member(object, "text"));
	return remote_done(r, rd.status);
}

vb_status remote_original(const struct remote *r, struct vb_str id,
			  unsigned long version)
{
	struct vb_buf path = VB_BUF_INIT(65536);
	vb_status st = remote_document_path(&path, id, "/original");

	if (!st && version)
		st = remote_add_number(&path, "version", version);
	st = st ? remote_done(r, st) : remote_get(r, vb_buf_str(&path), false);
	vb_buf_clear(&path);
	return st;
}
