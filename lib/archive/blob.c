#include "archive/internal.h"

#include "base/deflate.h"

/* zlib's own middle: 9 costs twice the time and saves 1 % of a page. */
#define LEVEL 6

vb_status vb_archive_pack(struct vb_blob *out, struct vb_buf *buf,
			  struct vb_str bytes, struct vb_error *err)
{
	vb_status st;

	if (bytes.len > VB_BLOB_LIMIT)
		return vb_error_set(err, VB_TOO_BIG, "larger than %zu bytes",
				    VB_BLOB_LIMIT);
	vb_buf_truncate(buf, 0);
	st = vb_deflate(buf, bytes, LEVEL, err);
	if (st && st != VB_TOO_BIG)
		return st;
	vb_sha256(&out->digest, bytes);
	out->size = bytes.len;
	out->stored = !st && buf->len < bytes.len ? vb_buf_str(buf) : bytes;
	return VB_OK;
}

void vb_archive_source_id(char out[17], struct vb_str source)
{
	char hex[VB_DIGEST_HEX];
	struct vb_digest digest;

	vb_sha256(&digest, source);
	vb_digest_hex(hex, &digest);
	memcpy(out, hex, 16);
	out[16] = '\0';
}

vb_status vb_archive_same(bool *same, vb_archive *ar, struct vb_str id,
			  const struct vb_digest *original,
			  const struct vb_digest *body, struct vb_error *err)
{
	struct vb_digest held;
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_LOOK_UP, err);

	*same = false;
	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, id);
	st = vb_sql_next(&row, ar, stmt, err);
	if (st || !row)
		return st;
	*same = sqlite3_column_int(stmt, 2) == VB_READ_WHOLE &&
		vb_sql_digest(&held, stmt, 8) && vb_digest_eq(&held, original);
	if (*same && body)
		*same = vb_sql_digest(&held, stmt, 9) &&
			vb_digest_eq(&held, body);
	else if (*same)
		*same = sqlite3_column_type(stmt, 9) == SQLITE_NULL;
	sqlite3_reset(stmt);
	return VB_OK;
}

vb_status vb_archive_unpack(struct vb_buf *out, sqlite3_stmt *stmt, int first)
{
	int64_t size = sqlite3_column_int64(stmt, first);
	struct vb_str data = vb_sql_text(stmt, first + 1);
	size_t limit = out->limit, before = out->len;
	vb_status st;

	if (size < 0 || (uint64_t)size > VB_BLOB_LIMIT)
		return VB_CORRUPT;
	st = vb_buf_reserve(out, (size_t)size);
	if (st)
		return st;
	if (data.len == (size_t)size)
		return vb_buf_append(out, data);
	out->limit = before + (size_t)size; /* it may hold more than it says */
	st = vb_inflate(out, data, NULL);
	out->limit = limit;
	if (st == VB_TOO_BIG || (!st && out->len - before != (size_t)size))
		st = VB_CORRUPT;
	return st;
}

vb_status vb_archive_blob(struct vb_buf *out, vb_archive *ar,
			  const struct vb_digest *digest, struct vb_error *err)
{
	size_t before = out->len;
	char hex[VB_DIGEST_HEX];
	struct vb_digest got;
	sqlite3_stmt *stmt;
	vb_status st;
	bool row;

	vb_digest_hex(hex, digest);
	stmt = vb_sql(&st, ar, VB_SQL_BLOB_GET, err);
	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, vb_str_from(hex));
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	if (!row)
		return vb_error_set(err, VB_NOT_FOUND, "%s: no original %s",
				    ar->path, hex);
	st = vb_archive_unpack(out, stmt, 0);
	if (!st)
		vb_sha256(&got, vb_str_skip(vb_buf_str(out), before));
	if (!st && !vb_digest_eq(&got, digest))
		st = VB_CORRUPT;
	if (st && out->ptr)
		vb_buf_truncate(out, before);
	sqlite3_reset(stmt);
	if (st)
		vb_error_set(err, st, "%s: original %s: %s", ar->path, hex,
			     st == VB_CORRUPT ? "fails its digest" :
						vb_status_text(st));
	return st;
}
