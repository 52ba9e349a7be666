#include "archive/internal.h"

#include <stdio.h>

#include "base/clock.h"

/* Decimal digits of `n` at the end of `out`. By hand: a put writes fifty. */
static struct vb_str digits_of(char out[24], uint64_t n, bool negative)
{
	size_t at = 24;

	do
		out[--at] = (char)('0' + n % 10);
	while (n /= 10);
	if (negative)
		out[--at] = '-';
	return vb_str_of(out + at, 24 - at);
}

vb_status vb_archive_net(struct vb_buf *out, struct vb_str s)
{
	char digits[24];
	struct vb_str n = digits_of(digits, s.len, false);
	vb_status st = vb_buf_reserve(out, s.len > SIZE_MAX - 32 ? SIZE_MAX :
								   s.len + 32);
	char *p;

	if (st)
		return st;
	p = out->ptr + out->len;
	memcpy(p, n.ptr, n.len);
	p += n.len;
	*p++ = ':';
	if (s.len)
		memcpy(p, s.ptr, s.len);
	p += s.len;
	*p++ = ',';
	*p = '\0';
	out->len = (size_t)(p - out->ptr);
	return VB_OK;
}

vb_status vb_archive_net_int(struct vb_buf *out, int64_t n)
{
	uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n;
	char digits[24];

	return vb_archive_net(out, digits_of(digits, size, n < 0));
}

vb_status vb_archive_net_digest(struct vb_buf *out,
				const struct vb_digest *digest)
{
	char hex[VB_DIGEST_HEX];

	if (!digest)
		return vb_archive_net(out, VB_STR_EMPTY);
	vb_digest_hex(hex, digest);
	return vb_archive_net(out, vb_str_of(hex, VB_DIGEST_HEX - 1));
}

/* The columns of an event in their order, but for its hash. */
struct event_row {
	int64_t number, version;
	struct vb_str time, kind, id, detail;
	const struct vb_digest *content; /* NULL: empty */
};

/* docs/archive-schema.md shows how to do the same with stock tools. */
static vb_status hash_row(struct vb_digest *out, struct vb_buf *row,
			  const struct vb_digest *before,
			  const struct event_row *e)
{
	char hex[VB_DIGEST_HEX];
	vb_status st;

	vb_buf_truncate(row, 0);
	st = vb_archive_net_int(row, e->number);
	if (!st)
		st = vb_archive_net(row, e->time);
	if (!st)
		st = vb_archive_net(row, e->kind);
	if (!st)
		st = vb_archive_net(row, e->id);
	if (!st)
		st = vb_archive_net_int(row, e->version);
	if (!st)
		st = vb_archive_net(row, e->detail);
	if (!st)
		st = vb_archive_net_digest(row, e->content);
	if (st)
		return st;
	vb_digest_hex(hex, before);
	vb_sha256_pair(out, vb_str_of(hex, VB_DIGEST_HEX - 1), vb_buf_str(row));
	return VB_OK;
}

vb_status vb_archive_event_hash(struct vb_digest *out, struct vb_buf *row,
				const struct vb_digest *before,
				sqlite3_stmt *stmt)
{
	struct vb_digest content;
	struct event_row e = {
		.number = sqlite3_column_int64(stmt, 0),
		.time = vb_sql_text(stmt, 1),
		.kind = vb_sql_text(stmt, 2),
		.id = vb_sql_text(stmt, 3),
		.version = sqlite3_column_int64(stmt, 4),
		.detail = vb_sql_text(stmt, 5),
	};

	if (vb_sql_digest(&content, stmt, 6))
		e.content = &content;
	else if (sqlite3_column_bytes(stmt, 6))
		return VB_CORRUPT;
	return hash_row(out, row, before, &e);
}

vb_status vb_archive_head(struct vb_archive *ar, struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt;

	if (ar->head_known)
		return VB_OK;
	stmt = vb_sql(&st, ar, VB_SQL_HEAD, err);
	if (!stmt)
		return st;
	st = vb_sql_next(&row, ar, stmt, err);
	if (st)
		return st;
	ar->head = 0;
	memset(&ar->head_hash, 0, sizeof(ar->head_hash));
	if (row) {
		ar->head = sqlite3_column_int64(stmt, 0);
		if (!vb_sql_digest(&ar->head_hash, stmt, 1))
			st = vb_error_set(err, VB_CORRUPT,
					  "%s: event %lld: no hash", ar->path,
					  (long long)ar->head);
	}
	sqlite3_reset(stmt);
	ar->head_known = !st;
	return st;
}

vb_status vb_archive_note(struct vb_archive *ar, const char *time,
			  const struct vb_note *note, struct vb_error *err)
{
	struct event_row e = {
		0,	  note->version, vb_str_from(time), note->kind,
		note->id, note->detail,	 note->content
	};
	struct vb_digest hash;
	sqlite3_stmt *stmt;
	vb_status st = vb_archive_head(ar, err);

	if (st)
		return st;
	e.number = ar->head + 1;
	st = hash_row(&hash, &ar->row, &ar->head_hash, &e);
	if (st)
		return vb_error_set(err, st, "%s: event: %s", ar->path,
				    vb_status_text(st));
	stmt = vb_sql(&st, ar, VB_SQL_EVENT_ADD, err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, e.number);
	vb_sql_bind_text(stmt, 2, e.time);
	vb_sql_bind_text(stmt, 3, e.kind);
	vb_sql_bind_text(stmt, 4, e.id);
	sqlite3_bind_int64(stmt, 5, e.version);
	vb_sql_bind_text(stmt, 6, e.detail);
	if (e.content)
		vb_sql_bind_digest(stmt, 7, e.content);
	else
		vb_sql_bind_blob(stmt, 7, VB_STR_EMPTY);
	vb_sql_bind_digest(stmt, 8, &hash);
	st = vb_sql_run(ar, stmt, err);
	if (st)
		return st;
	ar->head = e.number;
	ar->head_hash = hash;
	ar->head_moved = true;
	return VB_OK;
}

static vb_status add_note(struct vb_archive *ar, void *ctx,
			  struct vb_error *err)
{
	char time[VB_TIME_TEXT];

	vb_clock_iso(time);
	return vb_archive_note(ar, time, ctx, err);
}

vb_status vb_archive_event(vb_archive *ar, struct vb_str kind, struct vb_str id,
			   struct vb_str detail, struct vb_error *err)
{
	struct vb_note note = { .kind = kind, .id = id, .detail = detail };

	return vb_archive_atomically(ar, add_note, &note, err);
}

vb_status vb_archive_erased_after(bool *erased, vb_archive *ar, int64_t after,
				  struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_ERASED_AFTER, err);

	*erased = false;
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, after);
	st = vb_sql_next(erased, ar, stmt, err);
	if (!st && *erased)
		sqlite3_reset(stmt);
	return st;
}

/* The number before the first event that is wanted, or -1: none is. */
static vb_status find_start(int64_t *before, struct vb_archive *ar,
			    struct vb_str id, size_t limit,
			    struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_EVENT_START, err);

	*before = -1;
	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, id);
	sqlite3_bind_int64(stmt, 2,
			   limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
	st = vb_sql_next(&row, ar, stmt, err);
	if (!st && row && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
		*before = sqlite3_column_int64(stmt, 0) - 1;
	sqlite3_reset(stmt);
	return st;
}

static bool copy_event(struct vb_event *out, struct vb_arena *arena,
		       sqlite3_stmt *stmt)
{
	struct vb_str time = vb_sql_text(stmt, 1);

	out->number = sqlite3_column_int64(stmt, 0);
	snprintf(out->time, sizeof(out->time), "%.*s", VB_STR_ARG(time));
	return vb_arena_dup(&out->kind, arena, vb_sql_text(stmt, 2)) &&
	       vb_arena_dup(&out->id, arena, vb_sql_text(stmt, 3)) &&
	       vb_arena_dup(&out->detail, arena, vb_sql_text(stmt, 5));
}

/* The next event after `after`; `*found` is false at the end. */
static vb_status next_event(bool *found, struct vb_event *out,
			    struct vb_archive *ar, struct vb_str id,
			    struct vb_arena *arena)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_EVENT_NEXT, NULL);

	*found = false;
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, out->number);
	vb_sql_bind_text(stmt, 2, id);
	sqlite3_bind_int64(stmt, 3, 1);
	st = vb_sql_next(found, ar, stmt, NULL);
	if (!st && *found && !copy_event(out, arena, stmt))
		st = VB_NO_MEMORY;
	sqlite3_reset(stmt);
	return st;
}

vb_status vb_archive_log(vb_archive *ar, struct vb_str id, size_t limit,
			 vb_status (*fn)(void *ctx,
					 const struct vb_event *event),
			 void *ctx, struct vb_error *err)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_event event = { 0 };
	bool found = true;
	vb_status st = find_start(&event.number, ar, id, limit, err);

	if (st || event.number < 0)
		return st;
	while (!st) {
		vb_arena_reset(&arena);
		st = next_event(&found, &event, ar, id, &arena);
		if (st)
			vb_error_set(err, st, "%s: cannot read events: %s",
				     ar->path, vb_status_text(st));
		if (st || !found)
			break;
		st = fn(ctx, &event);
	}
	vb_arena_clear(&arena);
	return st;
}
