#include "archive/sitemap.h"

#include "archive/internal.h"

static void take_part(struct vb_sitemap_part *out, sqlite3_stmt *stmt)
{
	struct vb_str time = vb_sql_text(stmt, 2);
	size_t n = time.len < VB_TIME_TEXT ? time.len : 0;

	out->number = (size_t)sqlite3_column_int64(stmt, 0) + 1;
	out->documents = sqlite3_column_int64(stmt, 1);
	memcpy(out->time, time.ptr, n);
	out->time[n] = '\0';
}

vb_status vb_archive_sitemap_parts(
	vb_archive *ar,
	vb_status (*fn)(void *ctx, const struct vb_sitemap_part *part),
	void *ctx, struct vb_error *err)
{
	struct vb_sitemap_part part;
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_SITEMAP_PARTS, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, VB_SITEMAP_PART);
	for (;;) {
		st = vb_sql_next(&row, ar, stmt, err);
		if (st || !row)
			return st;
		take_part(&part, stmt);
		st = fn(ctx, &part);
		if (st) {
			sqlite3_reset(stmt);
			return st;
		}
	}
}

vb_status vb_archive_sitemap(vb_archive *ar, size_t number,
			     vb_status (*fn)(void *ctx, struct vb_str id,
					     struct vb_str time),
			     void *ctx, struct vb_error *err)
{
	int64_t from = ((int64_t)number - 1) * VB_SITEMAP_PART;
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_SITEMAP, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, from);
	sqlite3_bind_int64(stmt, 2, from + VB_SITEMAP_PART);
	for (;;) {
		st = vb_sql_next(&row, ar, stmt, err);
		if (st || !row)
			return st;
		st = fn(ctx, vb_sql_text(stmt, 0), vb_sql_text(stmt, 1));
		if (st) {
			sqlite3_reset(stmt);
			return st;
		}
	}
}
