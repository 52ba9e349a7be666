/*
 * archive: the truth. SQLite file DIR/archive.db with every original, every
 * version, all that is known about each document, and a hash-chained log.
 *
 * A document is acknowledged when the transaction that put it has committed
 * (WAL, synchronous=FULL). The index is derived and records the sequence it
 * has reached; every change of a document gets a new, higher sequence.
 *
 * Originals lie in table `sqlar` (name, mode, mtime, sz, data), so that
 * `sqlite3 -A` lists and extracts them; name is the SHA-256 in hex, so equal
 * bytes are held once. data is zlib, or the bytes as they are when zlib does
 * not make them smaller (then length(data) = sz).
 *
 * Beside an original may lie its reading: what a converter or a guarded
 * process found in it, as bytes that mean something to format/wire alone, so
 * that nobody has to read a stranger's file twice. It is derived, like the
 * index: kept with a digest of its own, outside the chain of events.
 *
 * One handle serves one thread. One process writes (the caller holds
 * DIR/lock); any number read.
 */
#ifndef VB_ARCHIVE_ARCHIVE_H
#define VB_ARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "doc/record.h"

#define VB_ARCHIVE_VERSION 3 /* of the schema; in PRAGMA user_version */
/* Bytes of one original: SQLite as Debian builds it holds 10^9 in a row. */
#define VB_BLOB_LIMIT ((size_t)950 << 20)

typedef struct vb_archive vb_archive;

enum vb_archive_mode { VB_ARCHIVE_READ, VB_ARCHIVE_WRITE };

/*
 * Open DIR/archive.db; VB_ARCHIVE_WRITE creates folder and file: a kill at
 * any moment leaves no archive or a good one. Reading works beside a writer
 * and without one, also in a folder that may not be written to, unless a
 * killed writer left its journal there: that needs one opening for writing.
 * An archive in an older schema is read as it is, and brought up to date by
 * opening it for writing, in one transaction.
 * Returns VB_OK; VB_NOT_FOUND (reading, no archive there); VB_MISMATCH (a
 * newer schema, or the database of another program); VB_CORRUPT (damaged, or
 * no database at all); VB_BUSY; VB_IO; VB_NO_SPACE; VB_NO_MEMORY. `*out` is
 * NULL on failure.
 */
vb_status vb_archive_open(vb_archive **out, const char *dir,
			  enum vb_archive_mode mode, struct vb_error *err);

/*
 * Close; NULL is allowed. An open transaction is rolled back. A writer
 * empties the journal, so that the one file archive.db is the whole archive.
 */
void vb_archive_close(vb_archive *ar);

/*
 * All writing goes between these. Commit is the acknowledgement: when it
 * returns VB_OK everything since begin is on the disk. When it fails, or
 * something before it failed in such a way that SQLite ended the transaction
 * (a full disk may), nothing of it is held, and commit says so. Begin and
 * commit return VB_OK, VB_BUSY, VB_NO_SPACE, VB_IO, VB_CORRUPT, VB_NO_MEMORY,
 * or VB_INTERNAL when called out of turn. Rollback without a transaction does
 * nothing.
 */
vb_status vb_archive_begin(vb_archive *ar, struct vb_error *err);
vb_status vb_archive_commit(vb_archive *ar, struct vb_error *err);
void vb_archive_rollback(vb_archive *ar);

enum vb_read_state {
	VB_READ_WHOLE,
	VB_READ_PARTIAL,
	VB_READ_REJECTED, /* original kept, nothing to search */
};

/* An original, packed for storage by vb_archive_pack (from any thread). */
struct vb_blob {
	struct vb_digest digest; /* of the bytes as they came */
	size_t size;		 /* of the bytes as they came */
	struct vb_str stored;	 /* zlib, or the bytes themselves */
};

/*
 * Hash and compress `bytes`; `stored` points into `buf` or at `bytes`. What
 * `buf` held before is dropped; one too small for the compressed bytes
 * only means that they are stored as they are.
 * Returns VB_OK, VB_TOO_BIG past VB_BLOB_LIMIT, VB_NO_MEMORY.
 */
vb_status vb_archive_pack(struct vb_blob *out, struct vb_buf *buf,
			  struct vb_str bytes, struct vb_error *err);

struct vb_put {
	struct vb_str id;     /* stable id; given, or vb_archive_source_id */
	struct vb_str source; /* where it was read */
	const char *format;   /* how it is read: vb_format_describe */
	struct vb_blob original;
	const struct vb_blob *body; /* NDJSON `file`: the file; or NULL */
	const struct vb_record
		*record; /* fields, extras, references; or NULL */
	enum vb_read_state state;
	struct vb_str reason;	       /* of PARTIAL and REJECTED */
	const struct vb_blob *reading; /* vb_wire_write's bytes; NULL: none */
	int reading_version;	       /* of the readers that found it */
};

enum vb_put_result { VB_PUT_ADDED, VB_PUT_UPDATED, VB_PUT_UNCHANGED };

/*
 * Store a document or a new version of it, with an event: `added`, `updated`,
 * `partial` or `rejected`. The same id with the same original (and body),
 * read in the same format, is UNCHANGED and nothing is written, unless it can
 * now be read better than before (rejected, then partial, then whole): that
 * is a new version. Other bytes for an id that is held are a new version,
 * from the same source or another. A withdrawn document gets versions too and
 * stays withdrawn.
 *
 * A put that fails leaves nothing behind; the transaction can go on, but for
 * the case told at commit. Returns VB_OK, VB_NO_SPACE, VB_IO, VB_CORRUPT,
 * VB_NO_MEMORY, VB_TOO_BIG, VB_BAD_INPUT (an empty id, or an extra that is no
 * JSON), VB_INTERNAL (no transaction).
 */
vb_status vb_archive_put(enum vb_put_result *result, vb_archive *ar,
			 const struct vb_put *put, struct vb_error *err);

/*
 * Let `put`, whose bytes and format are those of the newest version of its
 * id, take the place of that version's reading and of what is known by it
 * (fields, extras, references, reason), if it is of newer readers and says
 * the same state: `*done`. The version, its source and its time stay; a
 * `reread` event is added, and the document gets a new sequence. A withdrawn
 * document, other bytes, or a reading that is as new change nothing. Returns
 * as vb_archive_put.
 */
vb_status vb_archive_reread(bool *done, vb_archive *ar,
			    const struct vb_put *put, struct vb_error *err);

/* The id of a source that gives none: 16 hex digits of its SHA-256, and a
 * NUL. */
void vb_archive_source_id(char out[17], struct vb_str source);

/*
 * A person's correction of one field: `to` gives value (empty: the field is
 * unknown) and label. It wins over what is held and over later puts; the
 * versions stay as they are, and vb_archive_get of the newest one shows it as
 * VB_HOW_CORRECTED. A `corrected` event says "field=value". Returns as
 * vb_archive_put, and VB_NOT_FOUND.
 */
vb_status vb_archive_correct(vb_archive *ar, struct vb_str id,
			     enum vb_field_id field, const struct vb_field *to,
			     struct vb_error *err);

/*
 * Withdraw a document: a tombstone stays and hides it everywhere. With
 * `erase` the bytes and metadata of all its versions are destroyed too; ids,
 * sources, digests and sizes stay, and so do bytes that another document
 * shares. A `withdrawn` or `erased` event carries the reason. Returns as
 * vb_archive_put, and VB_NOT_FOUND.
 */
vb_status vb_archive_withdraw(vb_archive *ar, struct vb_str id,
			      struct vb_str reason, bool erase,
			      struct vb_error *err);

/*
 * Is the newest version of `id` made of these bytes? Cheap: for skipping
 * unchanged input before it is read. `*same` also needs equal `body` digest
 * (NULL: none). False for an id that is not held, and for a document that
 * was not read wholly: reading it again may give more. Returns VB_OK or what
 * reading can fail with: VB_IO, VB_BUSY, VB_CORRUPT, VB_NO_MEMORY; so do all
 * functions below, besides what they name.
 */
vb_status vb_archive_same(bool *same, vb_archive *ar, struct vb_str id,
			  const struct vb_digest *original,
			  const struct vb_digest *body, struct vb_error *err);

/*
 * The reading_version of the newest version of `id`. Cheap, as
 * vb_archive_same. VB_NOT_FOUND when it is not held or has no reading.
 */
vb_status vb_archive_reading_version(int *out, vb_archive *ar, struct vb_str id,
				     struct vb_error *err);

/* One document as held. Views live in the arena given to the call. */
struct vb_held {
	int64_t sequence; /* of its last change: an event's number */
	struct vb_str id, source, format;
	int version;  /* the one described, from 1 */
	int versions; /* how many there are */
	enum vb_read_state state;
	struct vb_str reason; /* of the state; of a withdrawal */
	bool withdrawn;
	struct vb_digest original;
	bool has_body;
	struct vb_digest body;
	size_t size; /* bytes of the original */
	bool has_reading;
	int reading_version; /* of the readers that found it */
	char added[21];	     /* ISO 8601, of this version */
	struct vb_field fields[VB_FIELD_COUNT];
	struct vb_extra *extras;
	struct vb_reference *references;
};

/*
 * Describe `id` (version 0: the newest). A withdrawn document is described
 * too. VB_NOT_FOUND if the id is not held or has no such version.
 */
vb_status vb_archive_get(struct vb_held *out, vb_archive *ar, struct vb_str id,
			 int version, struct vb_arena *arena,
			 struct vb_error *err);

/*
 * Append the bytes with that digest, exactly as they came. Returns VB_OK;
 * VB_NOT_FOUND; VB_CORRUPT when they fail their digest; VB_TOO_BIG.
 */
vb_status vb_archive_blob(struct vb_buf *out, vb_archive *ar,
			  const struct vb_digest *digest, struct vb_error *err);

/*
 * Append the reading of the version that `held` describes. Returns VB_OK;
 * VB_NOT_FOUND when there is none; VB_CORRUPT when it fails its digest;
 * VB_TOO_BIG.
 */
vb_status vb_archive_reading(struct vb_buf *out, vb_archive *ar,
			     const struct vb_held *held, struct vb_error *err);

/* The highest sequence; 0 for an empty archive. */
vb_status vb_archive_sequence(int64_t *out, vb_archive *ar,
			      struct vb_error *err);

/* How many documents changed after `after`, withdrawn ones included. */
vb_status vb_archive_pending(int64_t *count, vb_archive *ar, int64_t after,
			     struct vb_error *err);

/*
 * The documents with after < sequence <= upto, in that order: calls `fn`
 * for each (fields and all, the newest version; withdrawn ones too), with an
 * arena that is reset between calls. A status other than VB_OK from `fn`
 * stops and is returned. `fn` may use the handle for anything.
 */
vb_status vb_archive_changes(vb_archive *ar, int64_t after, int64_t upto,
			     vb_status (*fn)(void *ctx,
					     const struct vb_held *held,
					     struct vb_arena *arena,
					     struct vb_error *err),
			     void *ctx, struct vb_error *err);

/* Events: append-only, each row's hash covers the row before it. */
struct vb_event {
	int64_t number; /* from 1, without gaps */
	char time[21];
	struct vb_str kind; /* added updated rejected partial index … */
	struct vb_str id;   /* the document, or empty */
	struct vb_str detail;
};

/* Was a document erased by an event after number `after`? */
vb_status vb_archive_erased_after(bool *erased, vb_archive *ar, int64_t after,
				  struct vb_error *err);

/* Add an event of the caller's own kind, within a transaction. */
vb_status vb_archive_event(vb_archive *ar, struct vb_str kind, struct vb_str id,
			   struct vb_str detail, struct vb_error *err);

/* The newest `limit` events of `id` (empty: of all), oldest first. */
vb_status vb_archive_log(vb_archive *ar, struct vb_str id, size_t limit,
			 vb_status (*fn)(void *ctx,
					 const struct vb_event *event),
			 void *ctx, struct vb_error *err);

struct vb_archive_stats {
	int64_t documents; /* held, not withdrawn, rejected ones included */
	int64_t articles;  /* among them */
	int64_t partial, rejected; /* among them, the newest version */
	int64_t versions;	/* of all documents, withdrawn ones included */
	int64_t mentions;	/* distinct numbers cited and not held */
	int64_t bytes;		/* of the archive's file and its journal */
	int64_t original_bytes; /* of all versions, as they came */
	int64_t sequence;
};

vb_status vb_archive_stats(struct vb_archive_stats *out, vb_archive *ar,
			   struct vb_error *err);

/*
 * Call `fn` with each held id that is not withdrawn, in order of its bytes.
 * A status other than VB_OK from `fn` stops and is returned.
 */
vb_status vb_archive_each_id(vb_archive *ar,
			     vb_status (*fn)(void *ctx, struct vb_str id,
					     int64_t sequence,
					     enum vb_read_state state),
			     void *ctx, struct vb_error *err);

/*
 * Check everything: SQLite's own integrity, every original and reading
 * against its digest and size, the event chain, that each version's original
 * is there and each document's newest version too, and that metadata are what
 * their event says. Calls `fn` (NULL allowed) with the item and what is
 * wrong, once per fault; items are "original HEX", "ID", "ID version N",
 * "event N", "events" and "archive.db". Sees one state of the archive, and
 * keeps a writer's journal from shrinking meanwhile. Returns VB_OK when the
 * check could be made (even with faults); `*faults` counts them.
 */
vb_status vb_archive_verify(size_t *faults, vb_archive *ar,
			    void (*fn)(void *ctx, const char *item,
				       const char *fault),
			    void *ctx, struct vb_error *err);

#endif
