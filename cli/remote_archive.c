/* What the archive tells: documents, references, counts. */
#include "remote.h"

#include "remote_http.h"
#include "doc/jsonread.h"
#include "doc/reference.h"
#include "remote_read.h"

#define SLOT(kind, type, field)                                                \
	{                                                                      \
#field, kind, offsetof(type, field)                            \
	}
#define SLOT_AS(kind, type, field, key)                                        \
	{                                                                      \
		key, kind, offsetof(type, field)                               \
	}
#define END                                                                    \
	{                                                                      \
		NULL, REMOTE_RAW, 0                                            \
	}

static vb_status failed(const struct remote *r, vb_status st)
{
	return vb_error_set(r->err, st, "%s", vb_status_text(st));
}

/* GET `path`, unless making it failed; the object of the answer. */
static vb_status get(struct vb_str *object, const struct remote *r,
		     struct vb_buf *path, vb_status st)
{
	st = st ? failed(r, st) : remote_get(r, vb_buf_str(path), true);
	vb_buf_clear(path);
	*object = st ? VB_STR_EMPTY : vb_str_trim(vb_buf_str(r->body));
	return st;
}

static vb_status done(const struct remote *r, const struct remote_reader *rd)
{
	return rd->status ? failed(r, rd->status) : VB_OK;
}

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

static void read_reference(struct vb_reference *out, struct remote_reader *rd,
			   struct vb_str object)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_STRING, struct vb_reference, number),
		SLOT(REMOTE_STRING, struct vb_reference, type),
		SLOT(REMOTE_STRING, struct vb_reference, issuer),
		SLOT(REMOTE_STRING, struct vb_reference, date),
		SLOT(REMOTE_STRING, struct vb_reference, anchor),
		END,
	};
	struct vb_str inferred = remote_member(object, "date_inferred");

	remote_fill(out, rd, slots, object);
	out->kind = relation_of(rd, object);
	if (vb_str_eq(inferred, VB_STR("true")))
		out->date_how = VB_HOW_INFERRED;
}

static struct vb_brief *read_briefs(size_t *n, struct remote_reader *rd,
				    struct vb_str array)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_STRING, struct vb_brief, id),
		SLOT(REMOTE_STRING, struct vb_brief, title),
		SLOT(REMOTE_STRING, struct vb_brief, number),
		SLOT(REMOTE_STRING, struct vb_brief, type),
		SLOT(REMOTE_STRING, struct vb_brief, issuer),
		SLOT(REMOTE_STRING, struct vb_brief, date),
		END,
	};
	struct vb_brief *items = remote_items(n, rd, array, sizeof(*items));
	struct vb_str element;
	size_t at = 0;

	for (size_t i = 0; i < *n; i++) {
		if (remote_element(&element, &at, array))
			remote_fill(&items[i], rd, slots, element);
		if (i + 1 < *n)
			items[i].next = &items[i + 1];
	}
	return *n ? items : NULL;
}

static vb_status get_citations(struct vb_citations *out, const struct remote *r,
			       struct vb_buf *path, vb_status st)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_STRING, struct vb_citations, id),
		SLOT(REMOTE_STRING, struct vb_citations, number),
		SLOT(REMOTE_STRING, struct vb_citations, title),
		END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_str object, array, element;
	struct vb_citation *items;
	size_t at = 0;

	memset(out, 0, sizeof(*out));
	st = get(&object, r, path, st);
	if (st)
		return st;
	remote_fill(out, &rd, slots, object);
	array = remote_member(object, "references");
	items = remote_items(&out->n, &rd, array, sizeof(*items));
	for (size_t i = 0; i < out->n; i++) {
		if (!remote_element(&element, &at, array))
			break;
		read_reference(&items[i].reference, &rd, element);
		items[i].documents = read_briefs(
			&items[i].n, &rd, remote_member(element, "documents"));
		if (i + 1 < out->n)
			items[i].next = &items[i + 1];
	}
	out->first = out->n ? items : NULL;
	return done(r, &rd);
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
		SLOT(REMOTE_STRING, struct vb_wanted, number),
		SLOT(REMOTE_STRING, struct vb_wanted, type),
		SLOT(REMOTE_STRING, struct vb_wanted, issuer),
		SLOT(REMOTE_STRING, struct vb_wanted, date),
		SLOT(REMOTE_LONG, struct vb_wanted, cited_by),
		END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str object, array, element;
	struct vb_wanted *items;
	size_t at = 0;
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/wanted");

	if (!st)
		st = remote_add_number(&path, "n", limit);
	st = get(&object, r, &path, st);
	if (st)
		return st;
	array = remote_member(object, "wanted");
	items = remote_items(n, &rd, array, sizeof(*items));
	for (size_t i = 0; i < *n; i++) {
		if (remote_element(&element, &at, array))
			remote_fill(&items[i], &rd, slots, element);
		if (i + 1 < *n)
			items[i].next = &items[i + 1];
	}
	*out = *n ? items : NULL;
	return done(r, &rd);
}

vb_status remote_browse(struct vb_browse *out, const struct remote *r,
			const struct vb_browse_request *request)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_STRING, struct vb_browse, within),
		SLOT(REMOTE_LONG, struct vb_browse, offset),
		SLOT(REMOTE_LONG, struct vb_browse, total),
		SLOT(REMOTE_UNSIGNED, struct vb_browse, documents),
		SLOT(REMOTE_UNSIGNED, struct vb_browse, without),
		END,
	};
	static const struct remote_slot value_slots[] = {
		SLOT(REMOTE_STRING, struct vb_browse_value, value),
		SLOT(REMOTE_STRING, struct vb_browse_value, label),
		SLOT(REMOTE_UNSIGNED, struct vb_browse_value, count),
		END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str object, array, element;
	size_t at = 0;
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
	st = get(&object, r, &path, st);
	if (st)
		return st;
	out->by = request->by;
	remote_fill(out, &rd, slots, object);
	array = remote_member(object, "values");
	out->values = remote_items(&out->n, &rd, array, sizeof(*out->values));
	for (size_t i = 0; i < out->n; i++)
		if (remote_element(&element, &at, array))
			remote_fill(&out->values[i], &rd, value_slots, element);
	return done(r, &rd);
}

vb_status remote_stats(struct vb_stats *out, const struct remote *r)
{
	static const struct remote_slot slots[] = {
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.documents,
			"documents"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.articles,
			"articles"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.partial,
			"partial"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.rejected,
			"rejected"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.versions,
			"versions"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.mentions,
			"mentions"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.bytes, "bytes"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.original_bytes,
			"original_bytes"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, archive.sequence,
			"sequence"),
		SLOT_AS(REMOTE_UNSIGNED, struct vb_stats, index.documents,
			"index_documents"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, index.bytes,
			"index_bytes"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, index.revision,
			"index_revision"),
		SLOT_AS(REMOTE_LONG, struct vb_stats, index.sequence,
			"index_sequence"),
		END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str object;
	vb_status st = get(&object, r, &path,
			   vb_buf_append_cstr(&path, "/api/v1/stats"));

	memset(out, 0, sizeof(*out));
	if (st)
		return st;
	remote_fill(out, &rd, slots, object);
	out->has_index = true;
	return done(r, &rd);
}

static void read_field(struct vb_field *f, struct remote_reader *rd,
		       struct vb_str object)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_STRING, struct vb_field, value),
		SLOT(REMOTE_STRING, struct vb_field, label),
		SLOT(REMOTE_REAL, struct vb_field, confidence),
		END,
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

static void read_references(struct vb_held *out, struct remote_reader *rd,
			    struct vb_str array)
{
	size_t n, at = 0;
	struct vb_reference *items =
		remote_items(&n, rd, array, sizeof(*items));
	struct vb_str element;

	for (size_t i = 0; i < n; i++) {
		if (remote_element(&element, &at, array))
			read_reference(&items[i], rd, element);
		if (i + 1 < n)
			items[i].next = &items[i + 1];
	}
	out->references = n ? items : NULL;
}

static void read_effect(struct vb_effect *out, struct remote_reader *rd,
			struct vb_str object)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_CSTRING, struct vb_effect, status),
		SLOT(REMOTE_STRING, struct vb_effect, since),
		END,
	};
	static const struct remote_slot evidence_slots[] = {
		SLOT(REMOTE_STRING, struct vb_effect_evidence, id),
		SLOT(REMOTE_STRING, struct vb_effect_evidence, date),
		SLOT(REMOTE_STRING, struct vb_effect_evidence, anchor),
		END,
	};
	struct vb_str array = remote_member(object, "evidence"), element;
	struct vb_effect_evidence *items;
	size_t n, at = 0;

	*out = (struct vb_effect){ .status = "unknown" };
	remote_fill(out, rd, slots, object);
	items = remote_items(&n, rd, array, sizeof(*items));
	for (size_t i = 0; i < n; i++) {
		if (!remote_element(&element, &at, array))
			break;
		remote_fill(&items[i], rd, evidence_slots, element);
		items[i].kind = relation_of(rd, element);
		if (i + 1 < n)
			items[i].next = &items[i + 1];
	}
	out->evidence = n ? items : NULL;
}

static void read_held(struct vb_held *out, struct remote_reader *rd,
		      struct vb_str object)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_STRING, struct vb_held, id),
		SLOT(REMOTE_STRING, struct vb_held, source),
		SLOT(REMOTE_STRING, struct vb_held, format),
		SLOT(REMOTE_STRING, struct vb_held, reason),
		SLOT(REMOTE_INT, struct vb_held, version),
		SLOT(REMOTE_INT, struct vb_held, versions),
		END,
	};
	struct vb_str state = remote_string(rd, remote_member(object, "state"));
	struct vb_str added = remote_string(rd, remote_member(object, "added"));
	struct vb_str fields = remote_member(object, "metadata");

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
	read_references(out, rd, remote_member(object, "references"));
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
	st = get(&object, r, &path, st);
	if (st)
		return st;
	read_held(&out->held, &rd, object);
	read_effect(&out->effect, &rd, remote_member(object, "effect"));
	out->text = remote_string(&rd, remote_member(object, "text"));
	return done(r, &rd);
}

vb_status remote_original(const struct remote *r, struct vb_str id,
			  unsigned long version)
{
	struct vb_buf path = VB_BUF_INIT(65536);
	vb_status st = remote_document_path(&path, id, "/original");

	if (!st && version)
		st = remote_add_number(&path, "version", version);
	st = st ? failed(r, st) : remote_get(r, vb_buf_str(&path), false);
	vb_buf_clear(&path);
	return st;
}
