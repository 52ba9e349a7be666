#include "archive/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define BUSY_MS 10000 /* a checkpoint or a recovery elsewhere may take that */

/*
 * docs/decisions/0001: measured with 60,000 documents. secure_delete makes
 * `erase` mean what it says; trusted_schema and cell_size_check are SQLite's
 * advice for a file that others may have touched.
 */
static const char common_pragmas[] = "PRAGMA foreign_keys = ON;"
				     "PRAGMA trusted_schema = OFF;"
				     "PRAGMA cell_size_check = ON;"
				     "PRAGMA temp_store = MEMORY;";
static const char write_pragmas[] = "PRAGMA journal_mode = WAL;"
				    "PRAGMA synchronous = FULL;"
				    "PRAGMA secure_delete = ON;"
				    "PRAGMA wal_autocheckpoint = 2000;"
				    "PRAGMA journal_size_limit = 67108864;"
				    "PRAGMA cache_size = -65536;";
static const char read_pragmas[] = "PRAGMA query_only = ON;"
				   "PRAGMA cache_size = -16384;";
static const char create_pragmas[] = "PRAGMA page_size = 8192;"
				     "PRAGMA journal_mode = WAL;"
				     "PRAGMA synchronous = FULL;";

static vb_status exec(struct vb_archive *ar, const char *sql, const char *doing,
		      struct vb_error *err)
{
	int rc = sqlite3_exec(ar->db, sql, NULL, NULL, NULL);

	return rc ? vb_sql_error(ar, rc, doing, err) : VB_OK;
}

/* Appends a path for a URI: SQLite decodes %XX and ends it at '?' or '#'. */
static vb_status append_uri(struct vb_buf *out, const char *path)
{
	vb_status st = vb_buf_append_cstr(out, "file:");

	for (; !st && *path; path++) {
		if (*path == '?' || *path == '#' || *path == '%')
			st = vb_buf_printf(out, "%%%02X", (unsigned)*path);
		else
			st = vb_buf_append_char(out, *path);
	}
	return st ? st : vb_buf_append_cstr(out, "?immutable=1");
}

static void close_db(struct vb_archive *ar)
{
	vb_sql_finalize_all(ar);
	sqlite3_close(ar->db);
	ar->db = NULL;
}

/* Open `path`; `immutable`: without locks and journal, it cannot change. */
static vb_status open_db(struct vb_archive *ar, const char *path, int flags,
			 bool immutable, struct vb_error *err)
{
	struct vb_buf uri = VB_BUF_INIT(1 << 16);
	vb_status st = VB_OK;
	int rc;

	if (immutable) {
		flags |= SQLITE_OPEN_URI;
		st = append_uri(&uri, path);
		path = vb_buf_cstr(&uri);
	}
	if (st) {
		vb_error_set(err, st, "%s: path is too long", ar->path);
		goto done;
	}
	rc = sqlite3_open_v2(path, &ar->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc) {
		st = vb_sql_error(ar, rc, "cannot open", err);
		goto done;
	}
	sqlite3_extended_result_codes(ar->db, 1);
	sqlite3_busy_timeout(ar->db, BUSY_MS);
	st = exec(ar, common_pragmas, "cannot open", err);
done:
	if (st)
		close_db(ar);
	vb_buf_clear(&uri);
	return st;
}

static vb_status pragma_int(int *out, struct vb_archive *ar, const char *sql,
			    struct vb_error *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(ar->db, sql, -1, &stmt, NULL);
	vb_status st = VB_OK;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int(stmt, 0);
	else
		st = vb_sql_error(ar, rc, "cannot open", err);
	sqlite3_finalize(stmt);
	return st;
}

static vb_status check_identity(struct vb_archive *ar, struct vb_error *err)
{
	int application, version;
	vb_status st;

	st = pragma_int(&application, ar, "PRAGMA application_id", err);
	if (!st)
		st = pragma_int(&version, ar, "PRAGMA user_version", err);
	if (st)
		return st;
	if (application != VB_ARCHIVE_APPLICATION)
		return vb_error_set(err, VB_MISMATCH,
				    "%s: not an archive of vanban", ar->path);
	if (version < 1 || version > VB_ARCHIVE_VERSION)
		return vb_error_set(err, VB_MISMATCH,
				    "%s: schema %d, this program knows %d: "
				    "use a newer program",
				    ar->path, version, VB_ARCHIVE_VERSION);
	ar->schema = version;
	return VB_OK;
}

/* Is a journal there with something in it? */
static bool journal_waits(const char *path)
{
	struct vb_buf name = VB_BUF_INIT(1 << 16);
	struct stat info;
	bool waits = true;

	if (!vb_buf_printf(&name, "%s-wal", path))
		waits = !stat(vb_buf_cstr(&name), &info) && info.st_size > 0;
	vb_buf_clear(&name);
	return waits;
}

/*
 * A folder we may not write to cannot hold the journal's index. When there is
 * nothing in the journal and nobody else can be writing there, the file is
 * read as one that does not change.
 */
static vb_status open_read(struct vb_archive *ar, struct vb_error *err)
{
	vb_status st = open_db(ar, ar->path, SQLITE_OPEN_READONLY, false, err);

	if (!st)
		st = check_identity(ar, err);
	if (st != VB_IO && st != VB_NOT_FOUND)
		goto done;
	if (journal_waits(ar->path) || !access(ar->dir, W_OK))
		goto done;
	close_db(ar);
	st = open_db(ar, ar->path, SQLITE_OPEN_READONLY, true, err);
	if (!st)
		st = check_identity(ar, err);
done:
	return st ? st : exec(ar, read_pragmas, "cannot open", err);
}

bool vb_archive_has_schema(struct vb_archive *ar, int schema)
{
	sqlite3_stmt *stmt;
	vb_status st;
	bool row;

	if (ar->schema >= schema)
		return true;
	stmt = vb_sql(&st, ar, VB_SQL_SCHEMA, NULL);
	if (stmt && !vb_sql_next(&row, ar, stmt, NULL) && row) {
		ar->schema = sqlite3_column_int(stmt, 0);
		sqlite3_reset(stmt);
	}
	return ar->schema >= schema;
}

/* The next document after `*at` that may have a name. */
static vb_status next_named(bool *found, int64_t *at, struct vb_str *id,
			    struct vb_archive *ar, struct vb_arena *arena,
			    struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_NAMES_NEXT, err);

	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, *at);
	st = vb_sql_next(found, ar, stmt, err);
	if (st || !*found)
		return st;
	*at = sqlite3_column_int64(stmt, 0);
	if (!vb_arena_dup(id, arena, vb_sql_text(stmt, 1)))
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	sqlite3_reset(stmt);
	return st;
}

static vb_status set_name(struct vb_archive *ar, int64_t document,
			  const struct vb_held *held, struct vb_error *err)
{
	char key[VB_NAME_KEY_BYTES];
	sqlite3_stmt *stmt;
	vb_status st;

	vb_archive_name_key(key, held->fields);
	if (!key[0])
		return VB_OK;
	stmt = vb_sql(&st, ar, VB_SQL_NAME_SET, err);
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, document);
	vb_sql_bind_text(stmt, 2, vb_str_from(key));
	return vb_sql_run(ar, stmt, err);
}

/* Version 3 keeps the keys of names: of what is held already, too. */
static vb_status fill_names(struct vb_archive *ar, struct vb_error *err)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_held held;
	struct vb_str id;
	int64_t at = INT64_MIN;
	bool found = true;
	vb_status st = VB_OK;

	while (!st) {
		vb_arena_reset(&arena);
		st = next_named(&found, &at, &id, ar, &arena, err);
		if (st || !found)
			break;
		st = vb_archive_get(&held, ar, id, 0, &arena, err);
		if (!st)
			st = set_name(ar, at, &held, err);
		else if (st == VB_CORRUPT) /* `verify` names it */
			st = VB_OK;
	}
	vb_arena_clear(&arena);
	return st;
}

/* Within a transaction: lead the schema from ar->schema up to ours. */
static vb_status climb(struct vb_archive *ar, const char *doing,
		       struct vb_error *err)
{
	char set[64];
	vb_status st = VB_OK;

	while (!st && ar->schema < VB_ARCHIVE_VERSION) {
		st = exec(ar, vb_sql_upgrades[ar->schema], doing, err);
		if (!st && ++ar->schema == 3)
			st = fill_names(ar, err);
	}
	snprintf(set, sizeof(set), "PRAGMA user_version = %d",
		 VB_ARCHIVE_VERSION);
	return st ? st : exec(ar, set, doing, err);
}

/* A kill leaves the old schema or the new one. */
static vb_status upgrade(struct vb_archive *ar, struct vb_error *err)
{
	vb_status st = exec(ar, "BEGIN IMMEDIATE", "cannot upgrade", err);

	if (st)
		return st;
	st = check_identity(ar, err); /* another one may have been faster */
	if (!st && ar->schema < VB_ARCHIVE_VERSION)
		st = climb(ar, "cannot upgrade", err);
	if (!st)
		st = exec(ar, "COMMIT", "cannot upgrade", err);
	if (st && !sqlite3_get_autocommit(ar->db))
		exec(ar, "ROLLBACK", "cannot upgrade", NULL);
	return st;
}

static vb_status open_write(struct vb_archive *ar, struct vb_error *err)
{
	vb_status st = open_db(ar, ar->path, SQLITE_OPEN_READWRITE, false, err);

	if (!st)
		st = check_identity(ar, err);
	if (!st)
		st = exec(ar, write_pragmas, "cannot open", err);
	if (!st && ar->schema < VB_ARCHIVE_VERSION)
		st = upgrade(ar, err);
	return st;
}

static void remove_stale(const char *path)
{
	static const char *const ends[] = { "", "-journal", "-wal", "-shm" };
	struct vb_buf name = VB_BUF_INIT(1 << 16);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		vb_buf_truncate(&name, 0);
		if (!vb_buf_printf(&name, "%s%s", path, ends[i]))
			unlink(vb_buf_cstr(&name));
	}
	vb_buf_clear(&name);
}

static vb_status fill_new(struct vb_archive *ar, struct vb_error *err)
{
	char identity[128];
	vb_status st;

	snprintf(identity, sizeof(identity),
		 "PRAGMA application_id = %d; COMMIT;"
		 "PRAGMA wal_checkpoint(TRUNCATE)",
		 VB_ARCHIVE_APPLICATION);
	st = exec(ar, create_pragmas, "cannot create", err);
	if (!st)
		st = exec(ar, "BEGIN", "cannot create", err);
	if (!st)
		st = exec(ar, vb_sql_create, "cannot create", err);
	ar->schema = 1;
	if (!st)
		st = climb(ar, "cannot create", err);
	if (!st)
		st = exec(ar, identity, "cannot create", err);
	return st;
}

/* Give `temp` its name. One that appeared meanwhile is kept, and used. */
static vb_status publish(struct vb_archive *ar, const char *temp,
			 struct vb_error *err)
{
	int rc =
		renameat2(AT_FDCWD, temp, AT_FDCWD, ar->path, RENAME_NOREPLACE);

	if (rc && errno == EEXIST)
		return VB_OK;
	if (rc && (errno == EINVAL || errno == ENOSYS))
		rc = rename(temp,
			    ar->path); /* the file system knows no flags */
	if (rc)
		return vb_error_errno(err, "%s: cannot create", ar->path);
	return vb_file_sync_dir(ar->dir, err);
}

/*
 * Made under another name and renamed when it is whole and on the disk: a
 * kill leaves no archive or a good one.
 */
static vb_status create(struct vb_archive *ar, struct vb_error *err)
{
	struct vb_buf temp = VB_BUF_INIT(1 << 16);
	vb_status st = vb_file_mkdirs(ar->dir, err);

	if (st)
		return st;
	st = vb_buf_printf(&temp, "%s.new", ar->path);
	if (st)
		return vb_error_set(err, st, "%s: no memory", ar->path);
	remove_stale(vb_buf_cstr(&temp));
	st = open_db(ar, vb_buf_cstr(&temp),
		     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, false, err);
	if (!st)
		st = fill_new(ar, err);
	close_db(ar);
	if (!st)
		st = publish(ar, vb_buf_cstr(&temp), err);
	remove_stale(vb_buf_cstr(&temp));
	vb_buf_clear(&temp);
	return st;
}

static vb_status open_any(struct vb_archive *ar, struct vb_error *err)
{
	struct stat info;
	vb_status st = VB_OK;

	if (!stat(ar->path, &info)) {
		if (!S_ISREG(info.st_mode)) /* a FIFO would block */
			st = vb_error_set(err, VB_MISMATCH,
					  "%s: not a regular file", ar->path);
	} else if (errno != ENOENT) {
		st = vb_error_errno(err, "%s: cannot open", ar->path);
	} else if (ar->mode == VB_ARCHIVE_READ) {
		st = vb_error_set(err, VB_NOT_FOUND, "%s: no archive there",
				  ar->path);
	} else {
		st = create(ar, err);
	}
	if (st)
		return st;
	return ar->mode == VB_ARCHIVE_READ ? open_read(ar, err) :
					     open_write(ar, err);
}

/* SQLite would read a relative name that begins with "file:" as a URI. */
static char *make_path(const char *dir)
{
	const char *lead = strncmp(dir, "file:", 5) ? "" : "./";
	size_t n = strlen(dir) + sizeof("./"
					"/archive.db");
	char *path = malloc(n);

	if (path)
		snprintf(path, n, "%s%s/archive.db", lead, dir);
	return path;
}

vb_status vb_archive_open(vb_archive **out, const char *dir,
			  enum vb_archive_mode mode, struct vb_error *err)
{
	struct vb_archive *ar = calloc(1, sizeof(*ar));
	vb_status st;

	*out = NULL;
	if (!ar)
		return vb_error_set(err, VB_NO_MEMORY, "%s: no memory", dir);
	if (!*dir)
		dir = ".";
	ar->mode = mode;
	ar->fields.limit = VB_ARCHIVE_ROW_LIMIT;
	ar->extras.limit = VB_ARCHIVE_ROW_LIMIT;
	ar->row.limit = 2 * VB_ARCHIVE_ROW_LIMIT;
	ar->dir = strdup(dir);
	ar->path = make_path(dir);
	if (ar->dir && ar->path)
		st = open_any(ar, err);
	else
		st = vb_error_set(err, VB_NO_MEMORY, "%s: no memory", dir);
	if (st) {
		vb_archive_close(ar);
		return st;
	}
	*out = ar;
	return VB_OK;
}

void vb_archive_close(vb_archive *ar)
{
	if (!ar)
		return;
	vb_archive_rollback(ar);
	vb_sql_finalize_all(ar);
	if (ar->db && ar->mode == VB_ARCHIVE_WRITE) {
		/* Readers may hold the journal; the next close empties it. */
		sqlite3_busy_timeout(ar->db, 100);
		sqlite3_wal_checkpoint_v2(
			ar->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	}
	close_db(ar);
	vb_buf_clear(&ar->fields);
	vb_buf_clear(&ar->extras);
	vb_buf_clear(&ar->row);
	free(ar->path);
	free(ar->dir);
	free(ar);
}
