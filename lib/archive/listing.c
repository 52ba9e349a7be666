#include "archive/listing.h"

#include "archive/internal.h"

/* "2026-11-22T08:11:00Z", or what is shorter. */
static void take_time(char out[VB_TIME_TEXT], struct vb_str time)
{
	size_t n = time.len < VB_TIME_TEXT ? time.len : 0;

	memcpy(out, time.ptr, n);
	out[n] = '\0';
}

/* A row of LISTED_COLUMNS in schema.c. */
static void take_row(struct vb_listed *out, sqlite3_stmt *stmt)
{
	out->sequence = sqlite3_column_int64(stmt, 0);
	take_time(out->time, vb_sql_text(stmt, 1));
	out->id = vb_sql_text(stmt, 2);
	out->withdrawn = sqlite3_column_int64(stmt, 3) != 0;
	out->article = sqlite3_column_int(stmt, 4) != 0;
	out->erased = sqlite3_column_int64(stmt, 5) != 0;
	out->type = vb_sql_text(stmt, 6);
	out->issuer = vb_sql_text(stmt, 7);
	out->place = vb_sql_text(stmt, 8);
}

vb_status vb_archive_list(vb_archive *ar, const struct vb_listing *what,
			  bool (*fn)(void *ctx, const struct vb_listed *item),
			  void *ctx, struct vb_error *err)
{
	struct vb_listed item;
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_LIST, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, what->after);
	vb_sql_bind_text(stmt, 2, what->from);
	vb_sql_bind_text(stmt, 3, what->until);
	for (;;) {
		st = vb_sql_next(&row, ar, stmt, err);
		if (st || !row)
			return st;
		take_row(&item, stmt);
		if (!fn(ctx, &item)) {
			sqlite3_reset(stmt);
			return VB_OK;
		}
	}
}

vb_status vb_archive_listed(struct vb_listed *out, vb_archive *ar,
			    struct vb_str id, struct vb_arena *arena,
			    struct vb_error *err)
{
	struct vb_listed item;
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_LIST_ONE, err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, id);
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	if (!row)
		return vb_error_set(err, VB_NOT_FOUND, "%.*s: not held",
				    VB_STR_ARG(id));
	take_row(&item, stmt);
	*out = item;
	if (!vb_arena_dup(&out->id, arena, item.id) ||
	    !vb_arena_dup(&out->type, arena, item.type) ||
	    !vb_arena_dup(&out->issuer, arena, item.issuer) ||
	    !vb_arena_dup(&out->place, arena, item.place))
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	sqlite3_reset(stmt);
	return st;
}

vb_status vb_archive_earliest(char out[VB_TIME_TEXT], vb_archive *ar,
			      struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_EARLIEST, err);

	out[0] = '\0';
	if (!stmt)
		return st;
	st = vb_sql_next(&row, ar, stmt, err);
	if (!st && row)
		take_time(out, vb_sql_text(stmt, 0));
	if (!st && row)
		sqlite3_reset(stmt);
	return st;
}
