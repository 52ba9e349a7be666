#include "archive/copy.h"

#include "archive/internal.h"

/* An archive handed out, row by row. */

vb_status vb_archive_freeze(vb_archive *ar, struct vb_error *err)
{
	vb_status st = vb_sql_do(ar, VB_SQL_SNAPSHOT, err);
	int64_t sequence;

	/* The first look is what SQLite takes the snapshot at. */
	return st ? st : vb_archive_sequence(&sequence, ar, err);
}

void vb_archive_thaw(vb_archive *ar)
{
	if (!sqlite3_get_autocommit(ar->db))
		vb_sql_do(ar, VB_SQL_ROLLBACK, NULL);
}

/* Columns of HELD_COLUMNS in schema.c, after those of the version. */
enum { COL_ID = 15, COL_SEQUENCE, COL_VERSIONS, COL_WITHDRAWN, COL_REASON };

struct cursor {
	struct vb_archive *ar;
	int64_t document;
	struct vb_arena arena;
	struct vb_copy_version row;
	struct vb_error *err;
};

static vb_status no_memory(struct cursor *c)
{
	return vb_error_set(c->err, VB_NO_MEMORY, "no memory");
}

static vb_status take_corrections(struct cursor *c)
{
	struct vb_copy_correction **tail = &c->row.corrections;
	vb_status st;
	bool row;
	sqlite3_stmt *stmt =
		vb_sql(&st, c->ar, VB_SQL_COPY_CORRECTIONS, c->err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, c->document);
	for (;;) {
		struct vb_copy_correction *one;

		st = vb_sql_next(&row, c->ar, stmt, c->err);
		if (st || !row)
			return st;
		one = vb_arena_calloc(&c->arena, 1, sizeof(*one));
		if (!one ||
		    !vb_arena_dup(&one->field, &c->arena,
				  vb_sql_text(stmt, 0)) ||
		    !vb_arena_dup(&one->value, &c->arena,
				  vb_sql_text(stmt, 1)) ||
		    !vb_arena_dup(&one->label, &c->arena,
				  vb_sql_text(stmt, 2))) {
			sqlite3_reset(stmt);
			return no_memory(c);
		}
		one->event = sqlite3_column_int64(stmt, 3);
		*tail = one;
		tail = &one->next;
	}
}

static vb_status take_reading(struct cursor *c)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt;

	if (!vb_archive_has_readings(c->ar))
		return VB_OK;
	stmt = vb_sql(&st, c->ar, VB_SQL_COPY_READING, c->err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, c->document);
	sqlite3_bind_int(stmt, 2, c->row.version);
	st = vb_sql_next(&row, c->ar, stmt, c->err);
	if (st || !row)
		return st;
	c->row.has_reading = true;
	c->row.reading_version = sqlite3_column_int(stmt, 0);
	if (!vb_sql_digest(&c->row.reading, stmt, 1))
		st = vb_error_set(c->err, VB_CORRUPT,
				  "%s: a reading's digest is damaged",
				  c->ar->path);
	sqlite3_reset(stmt);
	return st;
}

static bool copy_texts(struct cursor *c, const struct vb_version *v,
		       sqlite3_stmt *stmt)
{
	struct vb_copy_version *r = &c->row;
	struct vb_arena *a = &c->arena;

	return vb_arena_dup(&r->id, a, vb_sql_text(stmt, COL_ID)) &&
	       vb_arena_dup(&r->withdrawal, a, vb_sql_text(stmt, COL_REASON)) &&
	       vb_arena_dup(&r->source, a, v->source) &&
	       vb_arena_dup(&r->format, a, v->format) &&
	       vb_arena_dup(&r->reason, a, v->reason) &&
	       vb_arena_dup(&r->added, a, vb_str_from(v->added)) &&
	       vb_arena_dup(&r->fields, a, v->fields) &&
	       vb_arena_dup(&r->extras, a, v->extras);
}

static void copy_numbers(struct vb_copy_version *r, const struct vb_version *v,
			 sqlite3_stmt *stmt)
{
	r->version = v->version;
	r->versions = sqlite3_column_int(stmt, COL_VERSIONS);
	r->state = (enum vb_read_state)v->state;
	r->original = v->original;
	r->body = v->body;
	r->has_body = v->has_body;
	r->size = v->size;
	r->body_size = v->body_size;
	r->event = v->event;
	r->erased = v->erased;
	r->sequence = sqlite3_column_int64(stmt, COL_SEQUENCE);
	r->withdrawn = sqlite3_column_int64(stmt, COL_WITHDRAWN);
}

/* Version `number` of c->document, with all that belongs to it. */
static vb_status take_version(struct cursor *c, int number)
{
	struct vb_version v = { 0 };
	vb_status st;
	bool row, good, room;
	sqlite3_stmt *stmt = vb_sql(&st, c->ar, VB_SQL_COPY_VERSION, c->err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, c->document);
	sqlite3_bind_int(stmt, 2, number);
	st = vb_sql_next(&row, c->ar, stmt, c->err);
	if (st)
		return st;
	vb_arena_reset(&c->arena);
	memset(&c->row, 0, sizeof(c->row));
	good = row && vb_archive_version_row(&v, stmt, 0);
	room = !good || copy_texts(c, &v, stmt);
	if (good)
		copy_numbers(&c->row, &v, stmt);
	sqlite3_reset(stmt);
	if (!good)
		return vb_error_set(c->err, VB_CORRUPT,
				    "%s: version %d of document %lld is "
				    "damaged: see vanban verify",
				    c->ar->path, number,
				    (long long)c->document);
	if (!room)
		return no_memory(c);
	st = vb_archive_references(&c->row.references, c->ar, &v, &c->arena,
				   c->err);
	if (!st)
		st = take_reading(c);
	if (!st && number == c->row.versions)
		st = take_corrections(c);
	return st;
}

/* The document after c->document; `*versions` is 0 at the end. */
static vb_status next_document(int *versions, struct cursor *c)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, c->ar, VB_SQL_COPY_NEXT, c->err);

	*versions = 0;
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, c->document);
	st = vb_sql_next(&row, c->ar, stmt, c->err);
	if (st || !row)
		return st;
	c->document = sqlite3_column_int64(stmt, 0);
	*versions = sqlite3_column_int(stmt, 1);
	sqlite3_reset(stmt);
	return VB_OK;
}

vb_status vb_archive_copy_versions(
	vb_archive *ar,
	vb_status (*fn)(void *ctx, const struct vb_copy_version *version,
			struct vb_arena *arena, struct vb_error *err),
	void *ctx, struct vb_error *err)
{
	struct cursor c = { .ar = ar, .document = INT64_MIN, .err = err };
	int versions;
	vb_status st;

	do {
		st = next_document(&versions, &c);
		for (int n = versions; !st && n > 0; n--) {
			st = take_version(&c, n);
			if (!st)
				st = fn(ctx, &c.row, &c.arena, err);
		}
	} while (!st && versions);
	vb_arena_clear(&c.arena);
	return st;
}

static vb_status damaged_event(struct vb_archive *ar, int64_t number,
			       struct vb_error *err)
{
	return vb_error_set(err, VB_CORRUPT,
			    "%s: event %lld is damaged: see vanban verify",
			    ar->path, (long long)number);
}

/* Columns of EVENT_COLUMNS; views until the statement is reset. */
static bool take_event(struct vb_copy_event *e, sqlite3_stmt *stmt)
{
	e->number = sqlite3_column_int64(stmt, 0);
	e->time = vb_sql_text(stmt, 1);
	e->kind = vb_sql_text(stmt, 2);
	e->id = vb_sql_text(stmt, 3);
	e->version = sqlite3_column_int64(stmt, 4);
	e->detail = vb_sql_text(stmt, 5);
	e->has_content = sqlite3_column_bytes(stmt, 6) > 0;
	if (e->has_content && !vb_sql_digest(&e->content, stmt, 6))
		return false;
	return vb_sql_digest(&e->hash, stmt, 7);
}

vb_status vb_archive_copy_events(
	vb_archive *ar,
	vb_status (*fn)(void *ctx, const struct vb_copy_event *event,
			struct vb_error *err),
	void *ctx, struct vb_error *err)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_EVENT_NEXT, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, INT64_MIN);
	vb_sql_bind_text(stmt, 2, VB_STR_EMPTY);
	sqlite3_bind_int64(stmt, 3, -1); /* no limit */
	for (;;) {
		struct vb_copy_event e;

		st = vb_sql_next(&row, ar, stmt, err);
		if (st || !row)
			return st;
		st = take_event(&e, stmt) ? fn(ctx, &e, err) :
					    damaged_event(ar, e.number, err);
		if (st) {
			sqlite3_reset(stmt);
			return st;
		}
	}
}
