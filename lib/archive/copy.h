/*
 * archive/copy: an archive row by row, so that another one can be made of it
 * elsewhere: the same ids, versions, corrections and withdrawals, and the
 * chain of events as it is, hash by hash.
 *
 * Out: vb_archive_freeze, then the versions and the events in any order, then
 * vb_archive_thaw. In, into an archive that holds nothing yet: all events in
 * their order, then all versions in the order in which they came out, within
 * transactions of the caller's; what is wrong beyond single rows is what
 * vb_archive_verify is for.
 */
#ifndef VB_ARCHIVE_COPY_H
#define VB_ARCHIVE_COPY_H

#include "archive/archive.h"

/* A row of `events`, whole. */
struct vb_copy_event {
	int64_t number;
	int64_t version; /* of the document, or 0 */
	struct vb_str time, kind, id, detail;
	bool has_content;
	struct vb_digest content, hash;
};

/* A person's word on one field. */
struct vb_copy_correction {
	struct vb_str field, value, label;
	int64_t event;
	struct vb_copy_correction *next;
};

/* A version of a document, and of the newest one what the document has. */
struct vb_copy_version {
	struct vb_str id;
	int version, versions; /* newest when equal */
	struct vb_str source, format, reason;
	enum vb_read_state state;
	struct vb_digest original, body;
	bool has_body;
	int64_t size, body_size;      /* bytes */
	struct vb_str added;	      /* ISO 8601 */
	int64_t event;		      /* that recorded it */
	int64_t erased;		      /* event, or 0; then the bytes are gone */
	struct vb_str fields, extras; /* JSON, as the event's digest covers */
	struct vb_reference *references;
	bool has_reading;
	int reading_version;
	struct vb_digest reading;
	/* Of the newest version only. */
	int64_t sequence;
	int64_t withdrawn; /* event, or 0 */
	struct vb_str withdrawal;
	struct vb_copy_correction *corrections;
};

/*
 * From here to vb_archive_thaw the handle sees one state of the archive,
 * whoever writes meanwhile. Fails as reading does.
 */
vb_status vb_archive_freeze(vb_archive *ar, struct vb_error *err);
void vb_archive_thaw(vb_archive *ar);

/*
 * Call `fn` with every version of every document, in the order in which the
 * documents came, the newest version of each first. Views live in `arena`,
 * which is reset between calls. A status other than VB_OK from `fn` stops and
 * is returned. `fn` may use the handle for reading.
 */
vb_status vb_archive_copy_versions(
	vb_archive *ar,
	vb_status (*fn)(void *ctx, const struct vb_copy_version *version,
			struct vb_arena *arena, struct vb_error *err),
	void *ctx, struct vb_error *err);

/* Likewise with every event, the oldest first. */
vb_status vb_archive_copy_events(
	vb_archive *ar,
	vb_status (*fn)(void *ctx, const struct vb_copy_event *event,
			struct vb_error *err),
	void *ctx, struct vb_error *err);

/*
 * Add the event as it is. Returns as vb_archive_put; VB_CORRUPT when it does
 * not follow the newest one by its number, or its hash does not follow from
 * what it says and the event before.
 */
vb_status vb_archive_copy_event_in(vb_archive *ar,
				   const struct vb_copy_event *event,
				   struct vb_error *err);

/* The bytes of a version: of an erased one none, else the original. */
struct vb_copy_bytes {
	const struct vb_blob *original, *body, *reading; /* or NULL */
};

/*
 * Add the version as it is, to the document that its newest version, which
 * comes first, has begun. Returns as vb_archive_put; VB_BAD_INPUT when it is
 * out of turn, its id is held, its fields or extras are no such JSON, or its
 * bytes are not those that it names.
 */
vb_status vb_archive_copy_version_in(vb_archive *ar,
				     const struct vb_copy_version *from,
				     const struct vb_copy_bytes *bytes,
				     struct vb_error *err);

#endif
