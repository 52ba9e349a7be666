#include "archive/internal.h"

#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "doc/number.h"

/* A put on its way, with what is held of the id. */
struct putting {
	const struct vb_put *put;
	struct vb_version version; /* what will be held */
	int held_versions;	   /* 0: the id is new */
	int held_state;
	int64_t held_bytes;
	bool corrected, same;
	bool article;
	char number_key[VB_NUMBER_BYTES];
	char name_key[VB_NAME_KEY_BYTES];
};

void vb_archive_number_key(char *out, struct vb_str number)
{
	struct vb_number found;

	if (!number.len || !vb_number_find(&found, number, 0))
		found.key[0] = '\0';
	snprintf(out, VB_NUMBER_BYTES, "%s", found.key);
}

/*
 * "Thi hành án dân sự" of "Đề mục 20.1 Thi hành án dân sự", if the provision
 * is one of the law that the topic is named for: its title "Điều 20.1.LQ.5."
 * counts no second law (20.1.LQ.2.5.).
 */
static struct vb_str topic_of_whole(const struct vb_field fields[])
{
	struct vb_str topic = fields[VB_FIELD_TOPIC].value;
	struct vb_str title = fields[VB_FIELD_TITLE].value;
	size_t dots = 0, at = 0;

	if (!vb_str_starts(topic, VB_STR("Đề mục ")) ||
	    !vb_str_starts(title, VB_STR("Điều ")))
		return VB_STR_EMPTY;
	at = strlen("Điều ");
	while (at < title.len && title.ptr[at] != ' ')
		dots += title.ptr[at++] == '.';
	if (dots != 4 || title.ptr[at - 1] != '.')
		return VB_STR_EMPTY;
	topic = vb_str_skip(topic, strlen("Đề mục "));
	at = vb_str_find(topic, VB_STR(" "), 0);
	return at == VB_NPOS ? VB_STR_EMPTY : vb_str_skip(topic, at + 1);
}

/* "Luật Thanh niên", or only "An toàn thực phẩm" of a provision of a law. */
static void name_of_whole(char out[VB_NAME_KEY_BYTES],
			  const struct vb_field fields[VB_FIELD_COUNT])
{
	struct vb_str label = fields[VB_FIELD_PART_OF].label;
	struct vb_str date = fields[VB_FIELD_DATE].value;
	char title[VB_NAME_KEY_BYTES * 2];

	if (!label.len)
		label = topic_of_whole(fields);
	else if (!vb_str_eq(label, VB_STR("Luật sư")))
		vb_reference_name_key(out, label, date);
	if (out[0] || !label.len || label.len > VB_NAME_KEY_BYTES)
		return;
	snprintf(title, sizeof(title), "%.*s %.*s",
		 VB_STR_ARG(fields[VB_FIELD_TYPE].label), VB_STR_ARG(label));
	vb_reference_name_key(out, vb_str_from(title), date);
}

void vb_archive_name_key(char out[VB_NAME_KEY_BYTES],
			 const struct vb_field fields[VB_FIELD_COUNT])
{
	const struct vb_field *whole = &fields[VB_FIELD_PART_OF];

	out[0] = '\0';
	if (vb_str_eq(fields[VB_FIELD_KIND].value, VB_STR("article")))
		return;
	/* A provision is found by the name of the law that it stands in. */
	if (whole->value.len)
		name_of_whole(out, fields);
	else
		vb_reference_name_key(out, fields[VB_FIELD_TITLE].value,
				      fields[VB_FIELD_DATE].value);
}

static bool same_bytes(const struct vb_put *put, sqlite3_stmt *stmt)
{
	struct vb_digest held;

	if (!vb_sql_digest(&held, stmt, 8) ||
	    !vb_digest_eq(&held, &put->original.digest))
		return false;
	if (!put->body)
		return sqlite3_column_type(stmt, 9) == SQLITE_NULL;
	return vb_sql_digest(&held, stmt, 9) &&
	       vb_digest_eq(&held, &put->body->digest);
}

static vb_status look_up(struct putting *p, struct vb_archive *ar,
			 struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_LOOK_UP, err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, p->put->id);
	st = vb_sql_next(&row, ar, stmt, err);
	if (st || !row)
		return st;
	p->version.document = sqlite3_column_int64(stmt, 0);
	p->held_versions = sqlite3_column_int(stmt, 1);
	p->held_state = sqlite3_column_int(stmt, 2);
	p->held_bytes = sqlite3_column_int64(stmt, 3);
	p->corrected = sqlite3_column_int(stmt, 5);
	p->same = same_bytes(p->put, stmt) &&
		  vb_str_eq(vb_sql_text(stmt, 10), vb_str_from(p->put->format));
	sqlite3_reset(stmt);
	return VB_OK;
}

vb_status vb_archive_put_blob(struct vb_archive *ar, const struct vb_blob *blob,
			      struct vb_error *err)
{
	char hex[VB_DIGEST_HEX];
	sqlite3_stmt *stmt;
	vb_status st;

	if (blob->size > VB_BLOB_LIMIT || blob->stored.len > VB_BLOB_LIMIT)
		return vb_error_set(err, VB_TOO_BIG, "larger than %zu bytes",
				    VB_BLOB_LIMIT);
	stmt = vb_sql(&st, ar, VB_SQL_BLOB_PUT, err);
	if (!stmt)
		return st;
	vb_digest_hex(hex, &blob->digest);
	vb_sql_bind_text(stmt, 1, vb_str_from(hex));
	sqlite3_bind_int64(stmt, 2, (int64_t)time(NULL));
	sqlite3_bind_int64(stmt, 3, (int64_t)blob->size);
	vb_sql_bind_blob(stmt, 4, blob->stored);
	return vb_sql_run(ar, stmt, err);
}

static vb_status put_document(struct vb_archive *ar, struct putting *p,
			      struct vb_error *err)
{
	const struct vb_version *v = &p->version;
	bool add = !p->held_versions;
	vb_status st;
	int at = 1;
	sqlite3_stmt *stmt =
		vb_sql(&st, ar,
		       add ? VB_SQL_DOCUMENT_ADD : VB_SQL_DOCUMENT_UPDATE, err);

	if (!stmt)
		return st;
	if (add)
		vb_sql_bind_text(stmt, at++, p->put->id);
	else
		sqlite3_bind_int64(stmt, at++, v->document);
	sqlite3_bind_int64(stmt, at++, v->event);
	if (!add)
		sqlite3_bind_int(stmt, at++, v->version);
	sqlite3_bind_int(stmt, at++, v->state);
	sqlite3_bind_int(stmt, at++, p->article);
	vb_sql_bind_text(stmt, at++, vb_str_from(p->number_key));
	sqlite3_bind_int64(stmt, at++, p->held_bytes + v->size + v->body_size);
	vb_sql_bind_text(stmt, at, vb_str_from(p->name_key));
	st = vb_sql_run(ar, stmt, err);
	if (!st && add)
		p->version.document = sqlite3_last_insert_rowid(ar->db);
	return st;
}

vb_status vb_archive_put_version(struct vb_archive *ar,
				 const struct vb_version *v,
				 struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_VERSION_ADD, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, v->document);
	sqlite3_bind_int(stmt, 2, v->version);
	vb_sql_bind_text(stmt, 3, v->source);
	vb_sql_bind_text(stmt, 4, v->format);
	sqlite3_bind_int(stmt, 5, v->state);
	vb_sql_bind_text(stmt, 6, v->reason);
	vb_sql_bind_digest(stmt, 7, &v->original);
	if (v->has_body)
		vb_sql_bind_digest(stmt, 8, &v->body);
	else
		sqlite3_bind_null(stmt, 8);
	sqlite3_bind_int64(stmt, 9, v->size);
	sqlite3_bind_int64(stmt, 10, v->body_size);
	vb_sql_bind_text(stmt, 11, vb_str_from(v->added));
	sqlite3_bind_int64(stmt, 12, v->event);
	vb_sql_bind_text(stmt, 13, v->fields);
	vb_sql_bind_text(stmt, 14, v->extras);
	return vb_sql_run(ar, stmt, err);
}

vb_status vb_archive_put_mentions(struct vb_archive *ar,
				  const struct vb_version *v,
				  const struct vb_reference *m,
				  struct vb_error *err)
{
	vb_status st = VB_OK;

	for (int place = 0; !st && m; m = m->next, place++) {
		sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_MENTION_ADD, err);

		if (!stmt)
			return st;
		sqlite3_bind_int64(stmt, 1, v->document);
		sqlite3_bind_int(stmt, 2, v->version);
		sqlite3_bind_int(stmt, 3, place);
		vb_sql_bind_text(stmt, 4, m->number);
		vb_sql_bind_text(stmt, 5, m->key);
		vb_sql_bind_text(stmt, 6, m->type);
		vb_sql_bind_text(stmt, 7, m->date);
		sqlite3_bind_int(stmt, 8, (int)m->date_how);
		sqlite3_bind_int64(stmt, 9, (int64_t)m->from);
		sqlite3_bind_int64(stmt, 10, (int64_t)m->to);
		vb_sql_bind_text(stmt, 11,
				 vb_str_from(vb_relation_name(m->kind)));
		vb_sql_bind_text(stmt, 12, m->issuer);
		vb_sql_bind_text(stmt, 13, m->anchor);
		st = vb_sql_run(ar, stmt, err);
	}
	return st;
}

static vb_status put_event(struct vb_archive *ar, const struct putting *p,
			   struct vb_error *err)
{
	static const char *const kinds[] = { [VB_READ_WHOLE] = "added",
					     [VB_READ_PARTIAL] = "partial",
					     [VB_READ_REJECTED] = "rejected" };
	const struct vb_version *v = &p->version;
	const char *kind = kinds[v->state];
	const struct vb_record *record = p->put->record;
	struct vb_digest content;
	struct vb_note note = { .id = p->put->id,
				.detail = v->state ? v->reason : v->source,
				.version = v->version,
				.content = &content };
	vb_status st;

	if (v->state == VB_READ_WHOLE && p->held_versions)
		kind = "updated";
	note.kind = vb_str_from(kind);
	st = vb_archive_version_digest(&content, &ar->row, p->put->id, v,
				       record ? record->references : NULL);
	if (st)
		return vb_error_set(err, st, "%s: event: %s", ar->path,
				    vb_status_text(st));
	return vb_archive_note(ar, v->added, &note, err);
}

static vb_status put_rows(struct vb_archive *ar, void *ctx,
			  struct vb_error *err)
{
	struct putting *p = ctx;
	const struct vb_put *put = p->put;
	vb_status st = vb_archive_head(ar, err);

	if (st)
		return st;
	p->version.event = ar->head + 1;
	st = vb_archive_put_blob(ar, &put->original, err);
	if (!st && put->body)
		st = vb_archive_put_blob(ar, put->body, err);
	if (!st)
		st = put_document(ar, p, err);
	if (!st)
		st = vb_archive_put_version(ar, &p->version, err);
	if (!st && put->record)
		st = vb_archive_put_mentions(ar, &p->version,
					     put->record->references, err);
	if (!st)
		st = vb_archive_put_reading(ar, p->version.document,
					    p->version.version, put, err);
	return st ? st : put_event(ar, p, err);
}

/* The new version's row, but for its numbers of document and event. */
static vb_status describe(struct putting *p, struct vb_archive *ar,
			  struct vb_error *err)
{
	const struct vb_put *put = p->put;
	struct vb_version *v = &p->version;
	vb_status st;

	vb_buf_truncate(&ar->fields, 0);
	vb_buf_truncate(&ar->extras, 0);
	st = vb_archive_encode_fields(&ar->fields, put->record);
	if (!st)
		st = vb_archive_encode_extras(&ar->extras, put->record);
	if (st)
		return vb_error_set(err, st, "metadata: %s",
				    vb_status_text(st));
	v->version = p->held_versions + 1;
	v->source = put->source;
	v->format = vb_str_from(put->format);
	v->state = put->state;
	v->reason = put->reason;
	v->original = put->original.digest;
	v->size = (int64_t)put->original.size;
	v->has_body = put->body != NULL;
	if (put->body) {
		v->body = put->body->digest;
		v->body_size = (int64_t)put->body->size;
	}
	v->fields = vb_buf_str(&ar->fields);
	v->extras = vb_buf_str(&ar->extras);
	vb_clock_iso(v->added);
	return VB_OK;
}

/* What `documents` repeats of the fields, a person's word included. */
static vb_status summarise(struct putting *p, struct vb_archive *ar,
			   struct vb_error *err)
{
	struct vb_field fields[VB_FIELD_COUNT] = { 0 };
	struct vb_arena arena = VB_ARENA_INIT;
	vb_status st = VB_OK;

	if (p->put->record)
		memcpy(fields, p->put->record->fields, sizeof(fields));
	if (p->corrected)
		st = vb_archive_corrected(fields, ar, p->version.document,
					  &arena, err);
	if (!st) {
		vb_archive_number_key(p->number_key,
				      fields[VB_FIELD_NUMBER].value);
		p->article = vb_str_eq(fields[VB_FIELD_KIND].value,
				       VB_STR("article"));
		vb_archive_name_key(p->name_key, fields);
	}
	vb_arena_clear(&arena);
	return st;
}

vb_status vb_archive_put(enum vb_put_result *result, vb_archive *ar,
			 const struct vb_put *put, struct vb_error *err)
{
	struct putting p = { .put = put };
	vb_status st = vb_archive_writable(ar, err);

	if (!st && !put->id.len)
		st = vb_error_set(err, VB_BAD_INPUT, "empty id");
	if (!st)
		st = look_up(&p, ar, err);
	if (st)
		return st;
	/* The same bytes again, unless they can be read better than before. */
	if (p.same && (int)put->state >= p.held_state) {
		*result = VB_PUT_UNCHANGED;
		return VB_OK;
	}
	st = summarise(&p, ar, err);
	if (!st)
		st = describe(&p, ar, err);
	if (!st)
		st = vb_archive_atomically(ar, put_rows, &p, err);
	if (st)
		return st;
	*result = p.held_versions ? VB_PUT_UPDATED : VB_PUT_ADDED;
	return VB_OK;
}

static vb_status drop(struct vb_archive *ar, enum vb_sql which,
		      const struct vb_version *v, struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, which, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, v->document);
	sqlite3_bind_int(stmt, 2, v->version);
	return vb_sql_run(ar, stmt, err);
}

static vb_status rewrite_version(struct vb_archive *ar,
				 const struct vb_version *v,
				 struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_VERSION_REREAD, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, v->document);
	sqlite3_bind_int(stmt, 2, v->version);
	vb_sql_bind_text(stmt, 3, v->reason);
	sqlite3_bind_int64(stmt, 4, v->event);
	vb_sql_bind_text(stmt, 5, v->fields);
	vb_sql_bind_text(stmt, 6, v->extras);
	return vb_sql_run(ar, stmt, err);
}

static vb_status note_reread(struct vb_archive *ar, const struct putting *p,
			     struct vb_error *err)
{
	const struct vb_version *v = &p->version;
	struct vb_digest content;
	struct vb_note note = { .kind = VB_STR("reread"),
				.id = p->put->id,
				.detail = v->source,
				.version = v->version,
				.content = &content };
	char now[21];
	vb_status st = vb_archive_version_digest(
		&content, &ar->row, p->put->id, v,
		p->put->record ? p->put->record->references : NULL);

	if (st)
		return vb_error_set(err, st, "%s: event: %s", ar->path,
				    vb_status_text(st));
	vb_clock_iso(now);
	return vb_archive_note(ar, now, &note, err);
}

static vb_status reread_rows(struct vb_archive *ar, void *ctx,
			     struct vb_error *err)
{
	struct putting *p = ctx;
	const struct vb_record *record = p->put->record;
	struct vb_version *v = &p->version;
	vb_status st = vb_archive_head(ar, err);

	if (st)
		return st;
	v->event = ar->head + 1;
	/* its bytes are counted already */
	p->held_bytes -= v->size + v->body_size;
	st = put_document(ar, p, err);
	if (!st)
		st = rewrite_version(ar, v, err);
	if (!st)
		st = drop(ar, VB_SQL_REFERENCES_DROP, v, err);
	if (!st && record)
		st = vb_archive_put_mentions(ar, v, record->references, err);
	if (!st)
		st = drop(ar, VB_SQL_READING_DROP, v, err);
	if (!st)
		st = vb_archive_put_reading(ar, v->document, v->version, p->put,
					    err);
	return st ? st : note_reread(ar, p, err);
}

/* Is what is held of the same bytes, and of older readers? */
static bool is_older(const struct putting *p, const struct vb_held *held)
{
	return p->same && !held->withdrawn && held->state == p->put->state &&
	       !(held->has_reading &&
		 held->reading_version >= p->put->reading_version);
}

vb_status vb_archive_reread(bool *done, vb_archive *ar,
			    const struct vb_put *put, struct vb_error *err)
{
	struct putting p = { .put = put };
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_held held;
	vb_status st = vb_archive_writable(ar, err);

	*done = false;
	if (!st)
		st = look_up(&p, ar, err);
	if (st || !p.held_versions || !put->reading)
		return st;
	st = vb_archive_get(&held, ar, put->id, 0, &arena, err);
	if (!st && is_older(&p, &held)) {
		st = summarise(&p, ar, err);
		if (!st)
			st = describe(&p, ar, err);
		p.version.version = held.version;
		p.version.source = held.source;
		memcpy(p.version.added, held.added, sizeof(held.added));
		if (!st)
			st = vb_archive_atomically(ar, reread_rows, &p, err);
		*done = !st;
	}
	vb_arena_clear(&arena);
	return st;
}
