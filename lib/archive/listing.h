/*
 * archive/listing: what changed when, for those who copy an archive piece by
 * piece (OAI-PMH).
 *
 * The order is that of sequences. A document that changes goes to the end, so
 * that a reader who goes on after the last sequence that he was given meets
 * each document at least once in its newest state, however long he takes and
 * whatever is written meanwhile.
 */
#ifndef VB_ARCHIVE_LISTING_H
#define VB_ARCHIVE_LISTING_H

#include "archive/archive.h"
#include "base/clock.h"

/* A document's last change. Views are valid until the callback returns. */
struct vb_listed {
	int64_t sequence;
	char time[VB_TIME_TEXT]; /* of the change, UTC */
	struct vb_str id;
	bool withdrawn;
	bool erased; /* withdrawn, and nothing is known of it any more */
	bool article;
	struct vb_str type, issuer, place; /* a person's word first */
};

struct vb_listing {
	int64_t after;		   /* sequences past this one */
	struct vb_str from, until; /* of `time`, inclusive; empty: no bound */
};

/*
 * Call `fn` with each document's last change, by sequence; it returns false
 * to stop. Withdrawn documents are among them. All that `fn` reads by the same
 * handle is of one state of the archive; it lists nothing itself. Returns
 * VB_OK, or what reading an archive can fail with (archive.h).
 */
vb_status vb_archive_list(vb_archive *ar, const struct vb_listing *what,
			  bool (*fn)(void *ctx, const struct vb_listed *item),
			  void *ctx, struct vb_error *err);

/* The same of one document; views in the arena. VB_NOT_FOUND if not held. */
vb_status vb_archive_listed(struct vb_listed *out, vb_archive *ar,
			    struct vb_str id, struct vb_arena *arena,
			    struct vb_error *err);

/* No change is older than this; `out` is "" for an archive without events. */
vb_status vb_archive_earliest(char out[VB_TIME_TEXT], vb_archive *ar,
			      struct vb_error *err);

#endif
