#include "archive/internal.h"

#include <stdio.h>

/* Columns of HELD_COLUMNS in schema.c, after those of the version. */
enum {
	COL_ID = 15,
	COL_SEQUENCE,
	COL_VERSIONS,
	COL_WITHDRAWN,
	COL_REASON,
	COL_CORRECTED
};

static vb_status corrupt(struct vb_archive *ar, const struct vb_held *held,
			 struct vb_error *err)
{
	return vb_error_set(err, VB_CORRUPT, "%s: %.*s: version %d is damaged",
			    ar->path, VB_STR_ARG(held->id), held->version);
}

/* Copies for the decoders, which work in place. */
static vb_status decode(struct vb_held *out, struct vb_archive *ar,
			const struct vb_version *v, struct vb_arena *arena,
			struct vb_error *err)
{
	struct vb_str fields, extras;

	if (!vb_arena_dup(&fields, arena, v->fields) ||
	    !vb_arena_dup(&extras, arena, v->extras))
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (!vb_archive_decode_fields(out->fields, (char *)fields.ptr,
				      fields.len) ||
	    !vb_archive_decode_extras(&out->extras, (char *)extras.ptr,
				      extras.len, arena))
		return corrupt(ar, out, err);
	return VB_OK;
}

static void copy_plain(struct vb_held *out, const struct vb_version *v,
		       sqlite3_stmt *stmt)
{
	out->sequence = sqlite3_column_int64(stmt, COL_SEQUENCE);
	out->version = v->version;
	out->versions = sqlite3_column_int(stmt, COL_VERSIONS);
	out->state = (enum vb_read_state)v->state;
	out->withdrawn = sqlite3_column_int64(stmt, COL_WITHDRAWN) != 0;
	out->original = v->original;
	out->has_body = v->has_body;
	out->body = v->body;
	out->size = (size_t)v->size;
	memcpy(out->added, v->added, sizeof(out->added));
}

/* Fill `out` from a row of HELD_COLUMNS, which is reset afterwards. */
static vb_status take_row(struct vb_held *out, struct vb_archive *ar,
			  sqlite3_stmt *stmt, struct vb_arena *arena,
			  struct vb_error *err)
{
	struct vb_version v = { 0 };
	bool corrected = sqlite3_column_int(stmt, COL_CORRECTED);
	bool good = vb_archive_version_row(&v, stmt, 0);
	vb_status st = VB_OK;

	memset(out, 0, sizeof(*out));
	copy_plain(out, &v, stmt);
	if (out->withdrawn)
		v.reason = vb_sql_text(stmt, COL_REASON);
	if (!vb_arena_dup(&out->id, arena, vb_sql_text(stmt, COL_ID)) ||
	    !vb_arena_dup(&out->source, arena, v.source) ||
	    !vb_arena_dup(&out->format, arena, v.format) ||
	    !vb_arena_dup(&out->reason, arena, v.reason))
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	else if (!good)
		st = corrupt(ar, out, err);
	if (!st)
		st = decode(out, ar, &v, arena, err);
	sqlite3_reset(stmt);
	if (!st)
		st = vb_archive_references(&out->references, ar, &v, arena,
					   err);
	if (!st)
		st = vb_archive_find_reading(out, ar, v.document, err);
	if (!st && corrected && out->version == out->versions)
		st = vb_archive_corrected(out->fields, ar, v.document, arena,
					  err);
	return st;
}

vb_status vb_archive_get(struct vb_held *out, vb_archive *ar, struct vb_str id,
			 int version, struct vb_arena *arena,
			 struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_GET, err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, id);
	sqlite3_bind_int(stmt, 2, version);
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	if (!row)
		return vb_error_set(err, VB_NOT_FOUND, "%.*s: not held",
				    VB_STR_ARG(id));
	if (version < 0 || version > sqlite3_column_int(stmt, COL_VERSIONS)) {
		sqlite3_reset(stmt);
		return vb_error_set(err, VB_NOT_FOUND, "%.*s: no version %d",
				    VB_STR_ARG(id), version);
	}
	return take_row(out, ar, stmt, arena, err);
}

vb_status vb_archive_sequence(int64_t *out, vb_archive *ar,
			      struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_SEQUENCE, err);

	if (!stmt)
		return st;
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	*out = row ? sqlite3_column_int64(stmt, 0) : 0; /* NULL reads as 0 */
	sqlite3_reset(stmt);
	return VB_OK;
}

vb_status vb_archive_pending(int64_t *count, vb_archive *ar, int64_t after,
			     struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_PENDING, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, after);
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	*count = row ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_reset(stmt);
	return VB_OK;
}

/* Where vb_archive_changes stands. */
struct cursor {
	struct vb_archive *ar;
	int64_t after, upto;
	struct vb_arena arena;
	struct vb_held held;
};

/* The first document changed after c->after; `*found` is false at the end. */
static vb_status next_change(bool *found, struct cursor *c,
			     struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, c->ar, VB_SQL_CHANGE_NEXT, err);

	*found = false;
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, c->after);
	sqlite3_bind_int64(stmt, 2, c->upto);
	st = vb_sql_next(found, c->ar, stmt, err);
	if (st || !*found)
		return st;
	vb_arena_reset(&c->arena);
	st = take_row(&c->held, c->ar, stmt, &c->arena, err);
	c->after = c->held.sequence;
	return st;
}

/*
 * One look per document: no statement stays open while `fn` works, so it may
 * use the archive as it likes, and a rebuild of an hour holds up no
 * checkpoint. A document that changes meanwhile has a sequence past `upto`.
 */
vb_status vb_archive_changes(vb_archive *ar, int64_t after, int64_t upto,
			     vb_status (*fn)(void *ctx,
					     const struct vb_held *held,
					     struct vb_arena *arena,
					     struct vb_error *err),
			     void *ctx, struct vb_error *err)
{
	struct cursor c = { .ar = ar, .after = after, .upto = upto };
	bool found;
	vb_status st;

	do {
		st = next_change(&found, &c, err);
		if (!st && found)
			st = fn(ctx, &c.held, &c.arena, err);
	} while (!st && found);
	vb_arena_clear(&c.arena);
	return st;
}

struct id_row {
	struct vb_str id;
	int64_t sequence;
	enum vb_read_state state;
};

static vb_status next_id(bool *found, struct id_row *io, struct vb_archive *ar,
			 struct vb_buf *buf, struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_ID_NEXT, err);

	*found = false;
	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, io->id);
	st = vb_sql_next(found, ar, stmt, err);
	if (st || !*found)
		return st;
	vb_buf_truncate(buf, 0);
	st = vb_buf_append(buf, vb_sql_text(stmt, 0));
	io->id = vb_buf_str(buf);
	io->sequence = sqlite3_column_int64(stmt, 1);
	io->state = (enum vb_read_state)sqlite3_column_int(stmt, 2);
	sqlite3_reset(stmt);
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

vb_status vb_archive_each_id(vb_archive *ar,
			     vb_status (*fn)(void *ctx, struct vb_str id,
					     int64_t sequence,
					     enum vb_read_state state),
			     void *ctx, struct vb_error *err)
{
	struct vb_buf buf = VB_BUF_INIT(VB_ARCHIVE_ROW_LIMIT);
	struct id_row at = { VB_STR_EMPTY, 0, VB_READ_WHOLE };
	bool found;
	vb_status st;

	for (;;) {
		st = next_id(&found, &at, ar, &buf, err);
		if (st || !found)
			break;
		st = fn(ctx, at.id, at.sequence, at.state);
		if (st)
			break;
	}
	vb_buf_clear(&buf);
	return st;
}
