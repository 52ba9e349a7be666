#include "archive/internal.h"

#include "base/clock.h"

/* A person's word on a document: it wins over what later runs read. */

vb_status vb_archive_corrected(struct vb_field fields[VB_FIELD_COUNT],
			       struct vb_archive *ar, int64_t document,
			       struct vb_arena *arena, struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_CORRECTIONS, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, document);
	for (;;) {
		struct vb_field f = { .how = VB_HOW_CORRECTED,
				      .confidence = 1 };
		enum vb_field_id id;

		st = vb_sql_next(&row, ar, stmt, err);
		if (st || !row)
			return st;
		id = vb_field_by_name(vb_sql_text(stmt, 0));
		if (id >= VB_FIELD_COUNT)
			continue;
		if (!vb_arena_dup(&f.value, arena, vb_sql_text(stmt, 1)) ||
		    !vb_arena_dup(&f.label, arena, vb_sql_text(stmt, 2))) {
			sqlite3_reset(stmt);
			return vb_error_set(err, VB_NO_MEMORY, "no memory");
		}
		fields[id] = f;
	}
}

struct editing {
	struct vb_str id;
	int64_t document;
	bool article;
	char number_key[VB_NUMBER_BYTES];
	char name_key[VB_NAME_KEY_BYTES];
	enum vb_field_id field;
	const struct vb_field *to;
	struct vb_str reason;
	bool erase;
};

static vb_status find(struct editing *e, struct vb_archive *ar,
		      struct vb_error *err)
{
	struct vb_str key;
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_LOOK_UP, err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, e->id);
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	if (!row)
		return vb_error_set(err, VB_NOT_FOUND, "%.*s: not held",
				    VB_STR_ARG(e->id));
	e->document = sqlite3_column_int64(stmt, 0);
	e->article = sqlite3_column_int(stmt, 7);
	key = vb_sql_text(stmt, 6);
	if (key.len >= sizeof(e->number_key))
		key.len = sizeof(e->number_key) - 1;
	memcpy(e->number_key, key.ptr, key.len);
	e->number_key[key.len] = '\0';
	sqlite3_reset(stmt);
	return VB_OK;
}

static vb_status note_edit(struct vb_archive *ar, struct vb_str kind,
			   struct vb_str id, struct vb_str detail,
			   struct vb_error *err)
{
	struct vb_note note = { .kind = kind, .id = id, .detail = detail };
	char time[VB_TIME_TEXT];

	vb_clock_iso(time);
	return vb_archive_note(ar, time, &note, err);
}

static vb_status note_correction(struct vb_archive *ar, const struct editing *e,
				 struct vb_error *err)
{
	struct vb_buf detail = VB_BUF_INIT(VB_ARCHIVE_ROW_LIMIT);
	vb_status st = vb_buf_printf(&detail, "%s=", vb_field_name(e->field));

	if (!st)
		st = vb_buf_append(&detail, e->to->value);
	if (st)
		vb_error_set(err, st, "%s", vb_status_text(st));
	else
		st = note_edit(ar, VB_STR("corrected"), e->id,
			       vb_buf_str(&detail), err);
	vb_buf_clear(&detail);
	return st;
}

static vb_status store_correction(struct vb_archive *ar,
				  const struct editing *e, struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_CORRECT, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, e->document);
	vb_sql_bind_text(stmt, 2, vb_str_from(vb_field_name(e->field)));
	vb_sql_bind_text(stmt, 3, e->to->value);
	vb_sql_bind_text(stmt, 4, e->to->label);
	sqlite3_bind_int64(stmt, 5, ar->head);
	return vb_sql_run(ar, stmt, err);
}

static vb_status correct_rows(struct vb_archive *ar, void *ctx,
			      struct vb_error *err)
{
	struct editing *e = ctx;
	sqlite3_stmt *stmt;
	vb_status st = note_correction(ar, e, err);

	if (!st)
		st = store_correction(ar, e, err);
	if (st)
		return st;
	stmt = vb_sql(&st, ar, VB_SQL_DOCUMENT_CORRECT, err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, e->document);
	sqlite3_bind_int64(stmt, 2, ar->head);
	sqlite3_bind_int(stmt, 3, e->article);
	vb_sql_bind_text(stmt, 4, vb_str_from(e->number_key));
	vb_sql_bind_text(stmt, 5, vb_str_from(e->name_key));
	return vb_sql_run(ar, stmt, err);
}

/* The key of its name with the correction. */
static vb_status rename_as(struct editing *e, struct vb_archive *ar,
			   struct vb_error *err)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_held held;
	vb_status st = vb_archive_get(&held, ar, e->id, 0, &arena, err);

	if (!st) {
		held.fields[e->field] = *e->to;
		vb_archive_name_key(e->name_key, held.fields);
	}
	vb_arena_clear(&arena);
	return st;
}

vb_status vb_archive_correct(vb_archive *ar, struct vb_str id,
			     enum vb_field_id field, const struct vb_field *to,
			     struct vb_error *err)
{
	struct editing e = { .id = id, .field = field, .to = to };
	vb_status st = vb_archive_writable(ar, err);

	if (!st && (unsigned)field >= VB_FIELD_COUNT)
		st = vb_error_set(err, VB_BAD_INPUT, "no such field");
	if (!st)
		st = find(&e, ar, err);
	if (!st)
		st = rename_as(&e, ar, err);
	if (st)
		return st;
	if (field == VB_FIELD_NUMBER)
		vb_archive_number_key(e.number_key, to->value);
	if (field == VB_FIELD_KIND)
		e.article = vb_str_eq(to->value, VB_STR("article"));
	return vb_archive_atomically(ar, correct_rows, &e, err);
}

/* Drop a blob that no version needs any more. */
static vb_status drop_unused(struct vb_archive *ar,
			     const struct vb_digest *digest,
			     struct vb_error *err)
{
	char hex[VB_DIGEST_HEX];
	vb_status st;
	bool used;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_BLOB_USED, err);

	if (!stmt)
		return st;
	vb_sql_bind_digest(stmt, 1, digest);
	st = vb_sql_next(&used, ar, stmt, err);
	if (st || used) {
		sqlite3_reset(stmt);
		return st;
	}
	stmt = vb_sql(&st, ar, VB_SQL_BLOB_DROP, err);
	if (!stmt)
		return st;
	vb_digest_hex(hex, digest);
	vb_sql_bind_text(stmt, 1, vb_str_from(hex));
	return vb_sql_run(ar, stmt, err);
}

/* One digest of the document's versions whose blob is still there. */
static vb_status next_blob(bool *found, struct vb_digest *digest,
			   struct vb_archive *ar, int64_t document,
			   struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_BLOBS_OF, err);

	*found = false;
	if (!stmt)
		return st;
	vb_sql_bind_digest(stmt, 2, digest);
	sqlite3_bind_int64(stmt, 1, document);
	st = vb_sql_next(found, ar, stmt, err);
	if (!st && *found && !vb_sql_digest(digest, stmt, 0))
		st = vb_error_set(err, VB_CORRUPT, "%s: damaged digest",
				  ar->path);
	sqlite3_reset(stmt);
	return st;
}

static vb_status erase_row(struct vb_archive *ar, enum vb_sql which,
			   int64_t document, struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, which, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, document);
	if (sqlite3_bind_parameter_count(stmt) > 1)
		sqlite3_bind_int64(stmt, 2, ar->head);
	return vb_sql_run(ar, stmt, err);
}

/* Destroy all but the ids, the digests and the sizes. */
static vb_status erase_rows(struct vb_archive *ar, const struct editing *e,
			    struct vb_error *err)
{
	static const enum vb_sql steps[] = { VB_SQL_VERSION_ERASE,
					     VB_SQL_MENTIONS_ERASE,
					     VB_SQL_READINGS_ERASE,
					     VB_SQL_CORRECTIONS_ERASE,
					     VB_SQL_DOCUMENT_ERASE };
	struct vb_digest digest = { { 0 } };
	vb_status st = VB_OK;
	bool found = true;

	for (size_t i = 0; !st && i < sizeof(steps) / sizeof(steps[0]); i++)
		st = erase_row(ar, steps[i], e->document, err);
	while (!st && found) {
		st = next_blob(&found, &digest, ar, e->document, err);
		if (!st && found)
			st = drop_unused(ar, &digest, err);
	}
	return st;
}

static vb_status withdraw_rows(struct vb_archive *ar, void *ctx,
			       struct vb_error *err)
{
	struct editing *e = ctx;
	sqlite3_stmt *stmt;
	vb_status st =
		note_edit(ar, e->erase ? VB_STR("erased") : VB_STR("withdrawn"),
			  e->id, e->reason, err);

	if (st)
		return st;
	stmt = vb_sql(&st, ar, VB_SQL_DOCUMENT_WITHDRAW, err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, e->document);
	sqlite3_bind_int64(stmt, 2, ar->head);
	vb_sql_bind_text(stmt, 3, e->reason);
	st = vb_sql_run(ar, stmt, err);
	if (!st && e->erase)
		st = erase_rows(ar, e, err);
	return st;
}

vb_status vb_archive_withdraw(vb_archive *ar, struct vb_str id,
			      struct vb_str reason, bool erase,
			      struct vb_error *err)
{
	struct editing e = { .id = id, .reason = reason, .erase = erase };
	vb_status st = vb_archive_writable(ar, err);

	if (!st)
		st = find(&e, ar, err);
	return st ? st : vb_archive_atomically(ar, withdraw_rows, &e, err);
}
