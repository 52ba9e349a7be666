#include "archive/internal.h"

#include <errno.h>

static vb_status status_of(struct vb_archive *ar, int rc)
{
	int system = ar->db ? sqlite3_system_errno(ar->db) : 0;

	switch (rc & 0xff) {
	case SQLITE_FULL:
		return VB_NO_SPACE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return VB_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return VB_CORRUPT;
	case SQLITE_NOMEM:
		return VB_NO_MEMORY;
	case SQLITE_TOOBIG:
		return VB_TOO_BIG;
	case SQLITE_INTERRUPT:
		return VB_CANCELLED;
	case SQLITE_CANTOPEN:
		return system == ENOENT ? VB_NOT_FOUND : VB_IO;
	case SQLITE_IOERR:
		if (rc == SQLITE_IOERR_NOMEM)
			return VB_NO_MEMORY;
		return system == ENOSPC || system == EDQUOT ? VB_NO_SPACE :
							      VB_IO;
	case SQLITE_PERM:
	case SQLITE_READONLY:
	case SQLITE_AUTH:
	case SQLITE_PROTOCOL:
		return VB_IO;
	case SQLITE_CONSTRAINT:
		/* Our own statements keep every constraint of our schema. */
		return VB_CORRUPT;
	default:
		return VB_INTERNAL;
	}
}

vb_status vb_sql_error(struct vb_archive *ar, int rc, const char *doing,
		       struct vb_error *err)
{
	/* With no handle, or none that failed, the code itself has words. */
	const char *why = ar->db && sqlite3_errcode(ar->db) != SQLITE_OK ?
				  sqlite3_errmsg(ar->db) :
				  sqlite3_errstr(rc);

	return vb_error_set(err, status_of(ar, rc), "%s: %s: %s", ar->path,
			    doing, why);
}

sqlite3_stmt *vb_sql(vb_status *st, struct vb_archive *ar, enum vb_sql which,
		     struct vb_error *err)
{
	sqlite3_stmt **slot = &ar->statements[which];
	int rc;

	*st = VB_OK;
	if (*slot) {
		sqlite3_reset(*slot);
		return *slot;
	}
	rc = sqlite3_prepare_v3(ar->db, vb_sql_statements[which], -1,
				SQLITE_PREPARE_PERSISTENT, slot, NULL);
	if (rc == SQLITE_OK)
		return *slot;
	/* The SQL is ours: where it does not fit, the schema is damaged. */
	*st = vb_sql_error(ar, rc == SQLITE_ERROR ? SQLITE_CORRUPT : rc,
			   "cannot prepare", err);
	return NULL;
}

vb_status vb_sql_next(bool *row, struct vb_archive *ar, sqlite3_stmt *stmt,
		      struct vb_error *err)
{
	int rc = sqlite3_step(stmt);
	vb_status st = VB_OK;

	*row = rc == SQLITE_ROW;
	if (*row)
		return VB_OK;
	if (rc != SQLITE_DONE)
		st = vb_sql_error(ar, rc,
				  sqlite3_stmt_readonly(stmt) ? "cannot read" :
								"cannot write",
				  err);
	sqlite3_reset(stmt);
	return st;
}

vb_status vb_sql_run(struct vb_archive *ar, sqlite3_stmt *stmt,
		     struct vb_error *err)
{
	vb_status st;
	bool row;

	do
		st = vb_sql_next(&row, ar, stmt, err);
	while (!st && row);
	return st;
}

vb_status vb_sql_do(struct vb_archive *ar, enum vb_sql which,
		    struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, which, err);

	return stmt ? vb_sql_run(ar, stmt, err) : st;
}

void vb_sql_finalize_all(struct vb_archive *ar)
{
	for (size_t i = 0; i < VB_SQL_COUNT; i++) {
		sqlite3_finalize(ar->statements[i]);
		ar->statements[i] = NULL;
	}
}

/*
 * A bind fails only for want of memory or past SQLite's limit of length, and
 * then leaves NULL, which NOT NULL columns refuse; the length is checked
 * where blobs come in.
 */
void vb_sql_bind_text(sqlite3_stmt *stmt, int at, struct vb_str s)
{
	sqlite3_bind_text64(stmt, at, s.len ? s.ptr : "", s.len, SQLITE_STATIC,
			    SQLITE_UTF8);
}

void vb_sql_bind_blob(sqlite3_stmt *stmt, int at, struct vb_str s)
{
	sqlite3_bind_blob64(stmt, at, s.len ? s.ptr : "", s.len, SQLITE_STATIC);
}

void vb_sql_bind_digest(sqlite3_stmt *stmt, int at,
			const struct vb_digest *digest)
{
	sqlite3_bind_blob64(stmt, at, digest->bytes, sizeof(digest->bytes),
			    SQLITE_STATIC);
}

struct vb_str vb_sql_text(sqlite3_stmt *stmt, int column)
{
	/* As a blob: no conversion, and the length counts every byte. */
	const void *p = sqlite3_column_blob(stmt, column);
	int n = sqlite3_column_bytes(stmt, column);

	return p && n > 0 ? vb_str_of(p, (size_t)n) : VB_STR_EMPTY;
}

bool vb_sql_digest(struct vb_digest *out, sqlite3_stmt *stmt, int column)
{
	struct vb_str s = vb_sql_text(stmt, column);

	if (s.len != sizeof(out->bytes))
		return false;
	memcpy(out->bytes, s.ptr, sizeof(out->bytes));
	return true;
}
