#include "archive/internal.h"

#define FIRST_SCHEMA 2 /* that has them */

bool vb_archive_has_readings(struct vb_archive *ar)
{
	return vb_archive_has_schema(ar, FIRST_SCHEMA);
}

vb_status vb_archive_put_reading(struct vb_archive *ar, int64_t document,
				 int version, const struct vb_put *put,
				 struct vb_error *err)
{
	const struct vb_blob *blob = put->reading;
	sqlite3_stmt *stmt;
	vb_status st;

	if (!blob)
		return VB_OK;
	if (blob->size > VB_BLOB_LIMIT || blob->stored.len > VB_BLOB_LIMIT)
		return vb_error_set(err, VB_TOO_BIG,
				    "reading larger than %zu bytes",
				    VB_BLOB_LIMIT);
	stmt = vb_sql(&st, ar, VB_SQL_READING_ADD, err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, document);
	sqlite3_bind_int(stmt, 2, version);
	sqlite3_bind_int(stmt, 3, put->reading_version);
	vb_sql_bind_digest(stmt, 4, &blob->digest);
	sqlite3_bind_int64(stmt, 5, (int64_t)blob->size);
	vb_sql_bind_blob(stmt, 6, blob->stored);
	return vb_sql_run(ar, stmt, err);
}

vb_status vb_archive_find_reading(struct vb_held *held, struct vb_archive *ar,
				  int64_t document, struct vb_error *err)
{
	sqlite3_stmt *stmt;
	vb_status st;
	bool row;

	held->has_reading = false;
	if (!vb_archive_has_readings(ar))
		return VB_OK;
	stmt = vb_sql(&st, ar, VB_SQL_READING_FIND, err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, document);
	sqlite3_bind_int(stmt, 2, held->version);
	st = vb_sql_next(&row, ar, stmt, err);
	if (st || !row)
		return st;
	held->has_reading = true;
	held->reading_version = sqlite3_column_int(stmt, 0);
	sqlite3_reset(stmt);
	return VB_OK;
}

/* Append the bytes of a row of VB_SQL_READING_GET, if they are what was put. */
static vb_status take(struct vb_buf *out, sqlite3_stmt *stmt)
{
	size_t before = out->len;
	vb_status st = vb_archive_unpack(out, stmt, 0);
	struct vb_digest want, got;

	if (!st) {
		vb_sha256(&got, vb_str_skip(vb_buf_str(out), before));
		if (!vb_sql_digest(&want, stmt, 2) ||
		    !vb_digest_eq(&want, &got))
			st = VB_CORRUPT;
	}
	if (st && out->ptr)
		vb_buf_truncate(out, before);
	return st;
}

vb_status vb_archive_reading(struct vb_buf *out, vb_archive *ar,
			     const struct vb_held *held, struct vb_error *err)
{
	sqlite3_stmt *stmt = NULL;
	vb_status st = VB_OK;
	bool row = false;

	if (vb_archive_has_readings(ar)) {
		stmt = vb_sql(&st, ar, VB_SQL_READING_GET, err);
		if (!stmt)
			return st;
		vb_sql_bind_text(stmt, 1, held->id);
		sqlite3_bind_int(stmt, 2, held->version);
		st = vb_sql_next(&row, ar, stmt, err);
	}
	if (st)
		return st;
	if (!row)
		return vb_error_set(err, VB_NOT_FOUND,
				    "%s: %.*s: version %d has no reading",
				    ar->path, VB_STR_ARG(held->id),
				    held->version);
	st = take(out, stmt);
	sqlite3_reset(stmt);
	if (st)
		vb_error_set(err, st, "%s: %.*s: reading of version %d: %s",
			     ar->path, VB_STR_ARG(held->id), held->version,
			     st == VB_CORRUPT ? "fails its digest" :
						vb_status_text(st));
	return st;
}

vb_status vb_archive_reading_version(int *out, vb_archive *ar, struct vb_str id,
				     struct vb_error *err)
{
	sqlite3_stmt *stmt = NULL;
	vb_status st = VB_OK;
	bool row = false;

	if (vb_archive_has_readings(ar)) {
		stmt = vb_sql(&st, ar, VB_SQL_READING_AGE, err);
		if (!stmt)
			return st;
		vb_sql_bind_text(stmt, 1, id);
		st = vb_sql_next(&row, ar, stmt, err);
	}
	if (st || !row)
		return st ? st : VB_NOT_FOUND;
	*out = sqlite3_column_int(stmt, 0);
	sqlite3_reset(stmt);
	return VB_OK;
}
