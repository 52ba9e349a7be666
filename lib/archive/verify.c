#include "archive/internal.h"

#include <inttypes.h>
#include <stdio.h>

#define ITEM_BYTES 512

struct check {
	struct vb_archive *ar;
	void (*fn)(void *ctx, const char *item, const char *fault);
	void *ctx;
	size_t faults;
	struct vb_arena arena;
	struct vb_error *err;
};

static void fault(struct check *c, const char *item, const char *what)
{
	c->faults++;
	if (c->fn)
		c->fn(c->ctx, item, what);
}

/*
 * A statement for one check, or the fault that keeps it from running. What
 * cannot be read at all (no memory, the disk) ends the whole check.
 */
static vb_status unreadable(struct check *c, vb_status st)
{
	if (st != VB_CORRUPT)
		return st;
	fault(c, "archive.db", c->err->message);
	return VB_OK;
}

/* Call `each` with every row of `which`. */
static vb_status rows(struct check *c, enum vb_sql which,
		      vb_status (*each)(struct check *c, sqlite3_stmt *stmt))
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, c->ar, which, c->err);

	if (!stmt)
		return unreadable(c, st);
	for (;;) {
		st = vb_sql_next(&row, c->ar, stmt, c->err);
		if (st)
			return unreadable(c, st);
		if (!row)
			return VB_OK;
		st = each(c, stmt);
		if (st) {
			sqlite3_reset(stmt);
			return st;
		}
	}
}

static void item_of(char item[ITEM_BYTES], struct vb_str id, int64_t version)
{
	int n = (int)vb_utf8_floor(id, ITEM_BYTES - 64);

	if (id.len < ITEM_BYTES - 64)
		n = (int)id.len;
	if (version)
		snprintf(item, ITEM_BYTES, "%.*s version %" PRId64, n, id.ptr,
			 version);
	else
		snprintf(item, ITEM_BYTES, "%.*s", n, id.ptr);
}

static vb_status integrity_row(struct check *c, sqlite3_stmt *stmt)
{
	const char *text = (const char *)sqlite3_column_text(stmt, 0);

	if (text && strcmp(text, "ok"))
		fault(c, "archive.db", text);
	return VB_OK;
}

static vb_status foreign_row(struct check *c, sqlite3_stmt *stmt)
{
	char what[ITEM_BYTES];

	snprintf(what, sizeof(what), "row %lld of %s belongs to nothing in %s",
		 (long long)sqlite3_column_int64(stmt, 1),
		 (const char *)sqlite3_column_text(stmt, 0),
		 (const char *)sqlite3_column_text(stmt, 2));
	fault(c, "archive.db", what);
	return VB_OK;
}

static vb_status blob_row(struct check *c, sqlite3_stmt *stmt)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_BLOB_LIMIT);
	struct vb_str name = vb_sql_text(stmt, 0);
	char hex[VB_DIGEST_HEX], item[ITEM_BYTES];
	struct vb_digest got;
	vb_status st = vb_archive_unpack(&bytes, stmt, 1);

	snprintf(item, sizeof(item), "original %.*s",
		 name.len > 64 ? 64 : (int)name.len, name.ptr);
	if (!st) {
		vb_sha256(&got, vb_buf_str(&bytes));
		vb_digest_hex(hex, &got);
		if (!vb_str_eq(name, vb_str_from(hex)))
			fault(c, item, "the bytes fail their digest");
	} else if (st == VB_CORRUPT) {
		fault(c, item, "does not expand to its size");
		st = VB_OK;
	}
	vb_buf_clear(&bytes);
	return st ? vb_error_set(c->err, st, "%s: %s: %s", c->ar->path, item,
				 vb_status_text(st)) :
		    VB_OK;
}

/* Columns of VB_SQL_READING_NEXT. */
static vb_status reading_row(struct check *c, sqlite3_stmt *stmt)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_BLOB_LIMIT);
	struct vb_digest want, got;
	char item[ITEM_BYTES];
	vb_status st = vb_archive_unpack(&bytes, stmt, 2);

	item_of(item, vb_sql_text(stmt, 0), sqlite3_column_int64(stmt, 1));
	vb_sha256(&got, vb_buf_str(&bytes));
	if (st == VB_CORRUPT)
		fault(c, item, "its reading does not expand to its size");
	else if (!st &&
		 (!vb_sql_digest(&want, stmt, 4) || !vb_digest_eq(&want, &got)))
		fault(c, item, "its reading fails its digest");
	if (sqlite3_column_int64(stmt, 5))
		fault(c, item, "erased, but its reading is there");
	vb_buf_clear(&bytes);
	return st && st != VB_CORRUPT ?
		       vb_error_set(c->err, st, "%s: %s: %s", c->ar->path, item,
				    vb_status_text(st)) :
		       VB_OK;
}

static vb_status orphan_row(struct check *c, sqlite3_stmt *stmt)
{
	struct vb_str name = vb_sql_text(stmt, 0);
	char item[ITEM_BYTES];

	snprintf(item, sizeof(item), "original %.*s",
		 name.len > 64 ? 64 : (int)name.len, name.ptr);
	fault(c, item, "no version refers to it");
	return VB_OK;
}

/* Columns of VB_SQL_VERSION_NEXT after those of the version. */
enum {
	COL_ID = 15,
	COL_SIZE,
	COL_BODY_SIZE,
	COL_ERASER,
	COL_EVENT_ID,
	COL_EVENT_VERSION,
	COL_CONTENT
};

/* A blob that a version needs: there, and of the size it says? */
static void check_needed(struct check *c, const char *item, sqlite3_stmt *stmt,
			 int column, int64_t size)
{
	const char *what = column == COL_SIZE ? "its original" : "its body";
	char text[ITEM_BYTES];

	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		snprintf(text, sizeof(text), "%s is missing", what);
	else if (sqlite3_column_int64(stmt, column) != size)
		snprintf(text, sizeof(text), "%s has another size", what);
	else
		return;
	fault(c, item, text);
}

/* The version against the digest in the event that recorded it. */
static vb_status check_content(struct check *c, const char *item,
			       sqlite3_stmt *stmt, const struct vb_version *v)
{
	struct vb_str id = vb_sql_text(stmt, COL_ID);
	struct vb_digest want, got;
	struct vb_reference *mentions;
	vb_status st;

	vb_arena_reset(&c->arena);
	st = vb_archive_references(&mentions, c->ar, v, &c->arena, c->err);
	if (st)
		return unreadable(c, st);
	st = vb_archive_version_digest(&got, &c->ar->row, id, v, mentions);
	if (st)
		return vb_error_set(c->err, st, "%s: %s: %s", c->ar->path, item,
				    vb_status_text(st));
	if (!vb_sql_digest(&want, stmt, COL_CONTENT) ||
	    !vb_str_eq(id, vb_sql_text(stmt, COL_EVENT_ID)) ||
	    sqlite3_column_int64(stmt, COL_EVENT_VERSION) != v->version)
		fault(c, item, "the event that recorded it is missing");
	else if (!vb_digest_eq(&want, &got))
		fault(c, item, "its metadata fail their digest");
	return VB_OK;
}

static bool decodes(struct check *c, const struct vb_version *v)
{
	struct vb_field fields[VB_FIELD_COUNT];
	struct vb_str f, e;
	struct vb_extra *extras;

	vb_arena_reset(&c->arena);
	return vb_arena_dup(&f, &c->arena, v->fields) &&
	       vb_arena_dup(&e, &c->arena, v->extras) &&
	       vb_archive_decode_fields(fields, (char *)f.ptr, f.len) &&
	       vb_archive_decode_extras(&extras, (char *)e.ptr, e.len,
					&c->arena);
}

static vb_status version_row(struct check *c, sqlite3_stmt *stmt)
{
	struct vb_str eraser = vb_sql_text(stmt, COL_ERASER);
	struct vb_version v = { 0 };
	bool good = vb_archive_version_row(&v, stmt, 0);
	char item[ITEM_BYTES];

	item_of(item, vb_sql_text(stmt, COL_ID), v.version);
	if (!good || !decodes(c, &v)) {
		fault(c, item, "its row is damaged");
		return VB_OK;
	}
	if (v.erased) {
		if (!vb_str_eq(eraser, VB_STR("erased")))
			fault(c, item, "no event says why it was erased");
		return VB_OK;
	}
	check_needed(c, item, stmt, COL_SIZE, v.size);
	if (v.has_body)
		check_needed(c, item, stmt, COL_BODY_SIZE, v.body_size);
	return check_content(c, item, stmt, &v);
}

static vb_status document_row(struct check *c, sqlite3_stmt *stmt)
{
	struct vb_str id = vb_sql_text(stmt, 0);
	int64_t versions = sqlite3_column_int64(stmt, 1);
	struct vb_str why = vb_sql_text(stmt, 7);
	char item[ITEM_BYTES];

	item_of(item, id, 0);
	if (versions != sqlite3_column_int64(stmt, 5))
		fault(c, item, "its newest version is missing");
	else if (versions != sqlite3_column_int64(stmt, 4))
		fault(c, item, "a version of it is missing");
	else if (sqlite3_column_int(stmt, 9) != sqlite3_column_int(stmt, 10))
		fault(c, item, "its state is not its newest version's");
	if (!vb_str_eq(id, vb_sql_text(stmt, 6)))
		fault(c, item, "the event of its last change is missing");
	if (!sqlite3_column_int64(stmt, 3))
		return VB_OK;
	if (!vb_str_eq(id, vb_sql_text(stmt, 8)) ||
	    !(vb_str_eq(why, VB_STR("withdrawn")) ||
	      vb_str_eq(why, VB_STR("erased"))))
		fault(c, item, "no event says why it was withdrawn");
	return VB_OK;
}

static vb_status lost_row(struct check *c, sqlite3_stmt *stmt)
{
	char item[ITEM_BYTES];

	item_of(item, vb_sql_text(stmt, 0), sqlite3_column_int64(stmt, 1));
	fault(c, item, "recorded in an event, but gone");
	return VB_OK;
}

static vb_status correction_row(struct check *c, sqlite3_stmt *stmt)
{
	struct vb_str field = vb_sql_text(stmt, 1);
	char item[ITEM_BYTES], what[ITEM_BYTES];

	item_of(item, vb_sql_text(stmt, 0), 0);
	snprintf(what, sizeof(what), "no event says its correction of %.*s",
		 field.len > 64 ? 64 : (int)field.len, field.ptr);
	fault(c, item, what);
	return VB_OK;
}

/* How far the chain has been followed. */
struct chain {
	int64_t number;
	struct vb_digest hash;
};

static vb_status check_event(struct check *c, struct chain *last,
			     sqlite3_stmt *stmt)
{
	int64_t number = sqlite3_column_int64(stmt, 0);
	struct vb_digest want, got;
	char item[ITEM_BYTES];
	bool readable = vb_sql_digest(&want, stmt, 7);
	vb_status st;

	snprintf(item, sizeof(item), "event %" PRId64, number);
	if (number <= last->number) {
		fault(c, item, "has a number that none can have");
		return VB_OK;
	}
	for (int64_t n = last->number + 1; n < number; n++) {
		char gone[ITEM_BYTES];

		snprintf(gone, sizeof(gone), "event %" PRId64, n);
		fault(c, gone, "is missing");
		if (n - last->number == 1000)
			break; /* a number made up: do not count to 2^63 */
	}
	st = vb_archive_event_hash(&got, &c->ar->row, &last->hash, stmt);
	if (st && st != VB_CORRUPT)
		return vb_error_set(c->err, st, "%s: %s: %s", c->ar->path, item,
				    vb_status_text(st));
	if (last->number + 1 == number &&
	    (st || !readable || !vb_digest_eq(&want, &got)))
		fault(c, item,
		      "its hash does not follow from what it says "
		      "and the event before");
	last->number = number;
	if (readable)
		last->hash = want;
	return VB_OK;
}

static vb_status check_head(struct check *c, const struct chain *last)
{
	struct vb_digest hash = { { 0 } };
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, c->ar, VB_SQL_GET_HEAD, c->err);

	if (!stmt)
		return unreadable(c, st);
	st = vb_sql_next(&row, c->ar, stmt, c->err);
	if (st)
		return unreadable(c, st);
	if (sqlite3_column_int64(stmt, 0) != last->number)
		fault(c, "events", "the newest ones are missing");
	else if (!vb_sql_digest(&hash, stmt, 1) ||
		 !vb_digest_eq(&hash, &last->hash))
		fault(c, "events", "the newest one was changed");
	sqlite3_reset(stmt);
	return VB_OK;
}

static vb_status check_chain(struct check *c)
{
	struct chain last = { 0 };
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, c->ar, VB_SQL_EVENT_NEXT, c->err);

	if (!stmt)
		return unreadable(c, st);
	sqlite3_bind_int64(stmt, 1, INT64_MIN);
	vb_sql_bind_text(stmt, 2, VB_STR_EMPTY);
	sqlite3_bind_int64(stmt, 3, -1); /* no limit */
	for (;;) {
		st = vb_sql_next(&row, c->ar, stmt, c->err);
		if (st)
			return unreadable(c, st);
		if (!row)
			break;
		st = check_event(c, &last, stmt);
		if (st) {
			sqlite3_reset(stmt);
			return st;
		}
	}
	return check_head(c, &last);
}

static vb_status check_all(struct check *c)
{
	static const struct {
		enum vb_sql which;
		vb_status (*each)(struct check *c, sqlite3_stmt *stmt);
	} parts[] = {
		{ VB_SQL_INTEGRITY, integrity_row },
		{ VB_SQL_FOREIGN_KEYS, foreign_row },
		{ VB_SQL_BLOB_NEXT, blob_row },
		{ VB_SQL_BLOB_ORPHANS, orphan_row },
		{ VB_SQL_VERSION_NEXT, version_row },
		{ VB_SQL_DOCUMENT_NEXT, document_row },
		{ VB_SQL_EVENT_LOST, lost_row },
		{ VB_SQL_CORRECTION_FAULTS, correction_row },
	};
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < sizeof(parts) / sizeof(parts[0]); i++)
		st = rows(c, parts[i].which, parts[i].each);
	if (!st && vb_archive_has_readings(c->ar))
		st = rows(c, VB_SQL_READING_NEXT, reading_row);
	return st ? st : check_chain(c);
}

vb_status vb_archive_verify(size_t *faults, vb_archive *ar,
			    void (*fn)(void *ctx, const char *item,
				       const char *fault),
			    void *ctx, struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct check c = { .ar = ar, .fn = fn, .ctx = ctx, .err = &own };
	bool alone = sqlite3_get_autocommit(ar->db);
	vb_status st = VB_OK;

	/* One state of the archive for the whole check, writers or not. */
	if (alone)
		st = vb_sql_do(ar, VB_SQL_SNAPSHOT, &own);
	if (!st)
		st = check_all(&c);
	if (alone && !sqlite3_get_autocommit(ar->db))
		vb_sql_do(ar, VB_SQL_ROLLBACK, NULL);
	vb_arena_clear(&c.arena);
	*faults = c.faults;
	if (st && err)
		*err = own;
	return st;
}
