/*
 * archive/internal: what the files of lib/archive share. Not for others.
 */
#ifndef VB_ARCHIVE_INTERNAL_H
#define VB_ARCHIVE_INTERNAL_H

#include <sqlite3.h>

#include "archive/archive.h"
#include "archive/schema.h"
#include "doc/number.h"
#include "doc/reference.h"

/* Fields, extras and one event's canonical form stay far below this. */
#define VB_ARCHIVE_ROW_LIMIT ((size_t)256 << 20)

struct vb_archive {
	sqlite3 *db;
	char *dir, *path; /* owned; of the folder and of archive.db */
	enum vb_archive_mode mode;
	int schema;	/* the version that the file has */
	bool writing;	/* between begin and commit or rollback */
	vb_status lost; /* SQLite rolled the transaction back itself: why */
	bool head_known;
	int64_t head; /* number of the newest event, 0: none */
	struct vb_digest head_hash;
	bool head_moved; /* events were added in this transaction */
	struct vb_buf fields, extras, row; /* reused by every put */
	sqlite3_stmt *statements[VB_SQL_COUNT];
};

/* sql.c */

/* Map SQLite's result code and fill `err`: "PATH: doing: why". */
vb_status vb_sql_error(struct vb_archive *ar, int rc, const char *doing,
		       struct vb_error *err);

/*
 * The statement of that number, prepared once, reset, without bindings from
 * before that matter: bind all of its parameters. NULL on failure (`*st`).
 */
sqlite3_stmt *vb_sql(vb_status *st, struct vb_archive *ar, enum vb_sql which,
		     struct vb_error *err);

/* Step to the end and reset. For statements that return no rows. */
vb_status vb_sql_run(struct vb_archive *ar, sqlite3_stmt *stmt,
		     struct vb_error *err);

/*
 * Step to the next row: `*row` is false at the end, and then, or on failure,
 * the statement is reset.
 */
vb_status vb_sql_next(bool *row, struct vb_archive *ar, sqlite3_stmt *stmt,
		      struct vb_error *err);

/* vb_sql and vb_sql_run of a statement without parameters. */
vb_status vb_sql_do(struct vb_archive *ar, enum vb_sql which,
		    struct vb_error *err);

void vb_sql_finalize_all(struct vb_archive *ar);

/* The memory of `s` must stay until the statement has been stepped. */
void vb_sql_bind_text(sqlite3_stmt *stmt, int at, struct vb_str s);
void vb_sql_bind_blob(sqlite3_stmt *stmt, int at, struct vb_str s);
void vb_sql_bind_digest(sqlite3_stmt *stmt, int at,
			const struct vb_digest *digest);

/* A view of a text or blob column, valid until the next step. */
struct vb_str vb_sql_text(sqlite3_stmt *stmt, int column);

/* Copy a 32-byte blob column; false if it is anything else. */
bool vb_sql_digest(struct vb_digest *out, sqlite3_stmt *stmt, int column);

/* blob.c */

/*
 * Append the bytes of a row of `sqlar` whose columns sz and data are `first`
 * and the next. VB_CORRUPT if they don't expand to sz bytes; VB_TOO_BIG past
 * out->limit; VB_NO_MEMORY. What was appended on failure is the caller's to
 * cut off.
 */
vb_status vb_archive_unpack(struct vb_buf *out, sqlite3_stmt *stmt, int first);

/* reading.c */

/*
 * Does the schema have the table `readings`? A file that was too old when it
 * was opened is looked at again: a writer may have brought it up.
 */
bool vb_archive_has_readings(struct vb_archive *ar);

/* Store put->reading, if any, with the version's document and number. */
vb_status vb_archive_put_reading(struct vb_archive *ar, int64_t document,
				 int version, const struct vb_put *put,
				 struct vb_error *err);

/* Fill has_reading and reading_version of `held`. */
vb_status vb_archive_find_reading(struct vb_held *held, struct vb_archive *ar,
				  int64_t document, struct vb_error *err);

/* fields.c */

vb_status vb_archive_encode_fields(struct vb_buf *out,
				   const struct vb_record *record);
vb_status vb_archive_encode_extras(struct vb_buf *out,
				   const struct vb_record *record);

/* Both write into `json`, whose bytes then belong to the result. */
bool vb_archive_decode_fields(struct vb_field out[VB_FIELD_COUNT], char *json,
			      size_t len);
bool vb_archive_decode_extras(struct vb_extra **out, char *json, size_t len,
			      struct vb_arena *arena);

/* event.c */

/* Append "LENGTH:BYTES," (a netstring), the canonical form of a column. */
vb_status vb_archive_net(struct vb_buf *out, struct vb_str s);
vb_status vb_archive_net_int(struct vb_buf *out, int64_t n);
vb_status vb_archive_net_digest(struct vb_buf *out,
				const struct vb_digest *digest);

/* What an event says besides its number and time. */
struct vb_note {
	struct vb_str kind, id, detail;
	int version;			 /* 0: none */
	const struct vb_digest *content; /* of that version, or NULL */
};

/* Learn the newest event's number and hash, if not known yet. */
vb_status vb_archive_head(struct vb_archive *ar, struct vb_error *err);

/* Append an event; its number is ar->head afterwards. */
vb_status vb_archive_note(struct vb_archive *ar, const char *time,
			  const struct vb_note *note, struct vb_error *err);

/* The hash of event row `stmt` (columns as VB_SQL_EVENT_NEXT) after
 * `before`. `row` is scratch. */
vb_status vb_archive_event_hash(struct vb_digest *out, struct vb_buf *row,
				const struct vb_digest *before,
				sqlite3_stmt *stmt);

/* version.c */

/* One row of `versions`, in memory. */
struct vb_version {
	int64_t document;
	int version;
	struct vb_str source, format, reason, fields, extras;
	int state;
	struct vb_digest original, body;
	bool has_body;
	int64_t size, body_size;
	int64_t event;	/* number of the event that recorded it */
	int64_t erased; /* number of the event that erased it, or 0 */
	char added[21];
};

/* Columns of `versions` from `first` on, in the order of VB_SQL_VERSION.
 * False when a digest or time is malformed. Views as vb_sql_text. */
bool vb_archive_version_row(struct vb_version *out, sqlite3_stmt *stmt,
			    int first);

/*
 * The content digest of a version, as its event carries it. `mentions` in
 * order of place. `row` is scratch.
 */
vb_status vb_archive_version_digest(struct vb_digest *out, struct vb_buf *row,
				    struct vb_str id,
				    const struct vb_version *v,
				    const struct vb_reference *mentions);

/* The mentions of a version, in order, in the arena. */
vb_status vb_archive_references(struct vb_reference **out,
				struct vb_archive *ar,
				const struct vb_version *v,
				struct vb_arena *arena, struct vb_error *err);

/* put.c */

/* Rows of a put, each on its own; the version has its document. */
vb_status vb_archive_put_blob(struct vb_archive *ar, const struct vb_blob *blob,
			      struct vb_error *err);
vb_status vb_archive_put_version(struct vb_archive *ar,
				 const struct vb_version *v,
				 struct vb_error *err);
vb_status vb_archive_put_mentions(struct vb_archive *ar,
				  const struct vb_version *v,
				  const struct vb_reference *m,
				  struct vb_error *err);

/* VB_OK inside a transaction that still stands; else why not. */
vb_status vb_archive_writable(struct vb_archive *ar, struct vb_error *err);

/*
 * Run `fn` so that it happens wholly or not at all, within the caller's
 * transaction.
 */
vb_status vb_archive_atomically(struct vb_archive *ar,
				vb_status (*fn)(struct vb_archive *ar,
						void *ctx,
						struct vb_error *err),
				void *ctx, struct vb_error *err);

/* The key of a document's own number, or empty. `out` has VB_NUMBER_BYTES. */
void vb_archive_number_key(char *out, struct vb_str number);

/* The key of the name under which a document with these fields is cited:
 * of laws and ordinances; of all else "". */
void vb_archive_name_key(char out[VB_NAME_KEY_BYTES],
			 const struct vb_field fields[VB_FIELD_COUNT]);

/* open.c */

/* Does the schema have what came with version `schema`? A file that was too
 * old when it was opened is looked at again: a writer may have brought it
 * up. */
bool vb_archive_has_schema(struct vb_archive *ar, int schema);

/* A reference from the columns of MENTION_COLUMNS from `first` on; copied to
 * the arena. NULL without memory. */
struct vb_reference *vb_archive_mention(struct vb_arena *arena,
					sqlite3_stmt *stmt, int first);

/* edit.c */

/* Put a person's corrections over `fields`; their text is in the arena. */
vb_status vb_archive_corrected(struct vb_field fields[VB_FIELD_COUNT],
			       struct vb_archive *ar, int64_t document,
			       struct vb_arena *arena, struct vb_error *err);

#endif
