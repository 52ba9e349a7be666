#include "archive/internal.h"

#include <sys/stat.h>

static int64_t file_bytes(const char *path, const char *end)
{
	struct vb_buf name = VB_BUF_INIT(1 << 16);
	struct stat info;
	int64_t bytes = 0;

	if (!vb_buf_printf(&name, "%s%s", path, end) &&
	    !stat(vb_buf_cstr(&name), &info))
		bytes = info.st_size;
	vb_buf_clear(&name);
	return bytes;
}

vb_status vb_archive_stats(struct vb_archive_stats *out, vb_archive *ar,
			   struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_STATS, err);

	if (!stmt)
		return st;
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	out->documents = sqlite3_column_int64(stmt, 0);
	out->articles = sqlite3_column_int64(stmt, 1);
	out->partial = sqlite3_column_int64(stmt, 2);
	out->rejected = sqlite3_column_int64(stmt, 3);
	out->versions = sqlite3_column_int64(stmt, 4);
	out->original_bytes = sqlite3_column_int64(stmt, 5);
	out->sequence = sqlite3_column_int64(stmt, 6);
	out->bytes = file_bytes(ar->path, "") + file_bytes(ar->path, "-wal");
	sqlite3_reset(stmt);
	stmt = vb_sql(&st, ar, VB_SQL_STATS_MENTIONS, err);
	if (!stmt)
		return st;
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	out->mentions = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return VB_OK;
}
