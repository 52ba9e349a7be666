#include "archive/internal.h"

static void forget_head(struct vb_archive *ar)
{
	ar->head_known = false;
}

vb_status vb_archive_writable(struct vb_archive *ar, struct vb_error *err)
{
	if (ar->mode != VB_ARCHIVE_WRITE)
		return vb_error_set(err, VB_INTERNAL,
				    "%s: opened for reading only", ar->path);
	if (!ar->writing)
		return vb_error_set(err, VB_INTERNAL,
				    "%s: no transaction is open", ar->path);
	if (ar->lost)
		return vb_error_set(err, ar->lost,
				    "%s: the transaction was rolled back: %s",
				    ar->path, vb_status_text(ar->lost));
	return VB_OK;
}

vb_status vb_archive_begin(vb_archive *ar, struct vb_error *err)
{
	vb_status st;

	if (ar->mode != VB_ARCHIVE_WRITE)
		return vb_archive_writable(ar, err);
	if (ar->writing)
		return vb_error_set(err, VB_INTERNAL,
				    "%s: a transaction is open already",
				    ar->path);
	st = vb_sql_do(ar, VB_SQL_BEGIN, err);
	if (st)
		return st;
	forget_head(ar); /* another process may have written since */
	ar->writing = true;
	ar->lost = VB_OK;
	ar->head_moved = false;
	return VB_OK;
}

/* So that `verify` notices when the last events are cut off. */
static vb_status store_head(struct vb_archive *ar, struct vb_error *err)
{
	sqlite3_stmt *stmt;
	vb_status st = vb_archive_head(ar, err);

	if (st)
		return st;
	stmt = vb_sql(&st, ar, VB_SQL_SET_HEAD, err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, ar->head);
	vb_sql_bind_digest(stmt, 2, &ar->head_hash);
	return vb_sql_run(ar, stmt, err);
}

vb_status vb_archive_commit(vb_archive *ar, struct vb_error *err)
{
	vb_status st = vb_archive_writable(ar, err);

	if (!st && ar->head_moved)
		st = store_head(ar, err);
	if (!st)
		st = vb_sql_do(ar, VB_SQL_COMMIT, err);
	if (st)
		vb_archive_rollback(ar);
	ar->writing = false;
	return st;
}

void vb_archive_rollback(vb_archive *ar)
{
	if (!ar->writing)
		return;
	/* Where this fails, SQLite has rolled back already. */
	if (!sqlite3_get_autocommit(ar->db))
		vb_sql_do(ar, VB_SQL_ROLLBACK, NULL);
	ar->writing = false;
	ar->lost = VB_OK;
	forget_head(ar);
}

vb_status vb_archive_atomically(struct vb_archive *ar,
				vb_status (*fn)(struct vb_archive *ar,
						void *ctx,
						struct vb_error *err),
				void *ctx, struct vb_error *err)
{
	vb_status st = vb_archive_writable(ar, err);

	if (!st)
		st = vb_sql_do(ar, VB_SQL_SAVE, err);
	if (st)
		return st;
	st = fn(ar, ctx, err);
	if (!st)
		st = vb_sql_do(ar, VB_SQL_RELEASE, err);
	if (!st)
		return VB_OK;
	forget_head(ar);
	/* A full disk may have ended the whole transaction, not only ours. */
	if (sqlite3_get_autocommit(ar->db) ||
	    vb_sql_do(ar, VB_SQL_UNDO, NULL) ||
	    vb_sql_do(ar, VB_SQL_RELEASE, NULL))
		ar->lost = st;
	return st;
}
