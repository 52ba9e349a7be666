#include "index/update.h"

#include <stdlib.h>

#include "index/bulk.h"
#include "index/columns_make.h"
#include "index/live.h"
#include "index/place.h"
#include "index/schema.h"
#include "index/version.h"
#include "xapian-c/database.h"

/*
 * Fewer changes than this, or than a twentieth of what is there, go into the
 * live database; more are cheaper as segments merged with all the rest.
 */
#define LIVE_CHANGES 1000
#define LIVE_SHARE 20

/* Where the current generation is, and how far it has come. */
struct state {
	struct vb_buf path;
	bool exists;
	uint32_t documents;
	int64_t sequence;
};

static vb_status read_state(struct state *s, struct vb_error *err)
{
	struct vb_buf text = VB_BUF_INIT(100);
	vb_xapian_db *db = NULL;
	vb_status st;

	st = vb_xapian_db_open(&db, vb_buf_cstr(&s->path), err);
	if (!st)
		st = vb_index_check_version(db, err);
	if (!st)
		st = vb_xapian_db_metadata(&text, db, VB_STR(VB_META_SEQUENCE),
					   err);
	if (!st)
		st = vb_xapian_db_count(&s->documents, db, err);
	s->sequence = strtoll(vb_buf_cstr(&text), NULL, 10);
	s->exists = !st;
	vb_xapian_db_close(db);
	vb_buf_clear(&text);
	return st;
}

/* A missing index is no failure: it is built from the archive. */
static vb_status find_state(struct state *s, const struct vb_update *update,
			    struct vb_error *err)
{
	vb_status st = vb_place_prepare(update->dir, err);

	if (st == VB_CORRUPT && update->rebuild)
		return vb_place_reset(update->dir, err);
	if (!st)
		st = vb_place_current(&s->path, update->dir, err);
	if (st == VB_NOT_FOUND)
		return VB_OK;
	if (st || update->rebuild)
		return vb_index_opening_failed(st, err);
	st = read_state(s, err);
	if (st != VB_NOT_FOUND)
		return vb_index_opening_failed(st, err);
	vb_log_write(update->log, VB_LOG_WARNING,
		     "the index is gone: building it again from the archive");
	return VB_OK;
}

/*
 * An index that goes on keeps in its free blocks what was taken out of it. So
 * after an erasure it is built anew, from an archive that has forgotten.
 */
static vb_status forget_erased(struct state *state, struct vb_archive *ar,
			       const struct vb_log *log, struct vb_error *err)
{
	bool erased;
	vb_status st;

	if (!state->exists)
		return VB_OK;
	st = vb_archive_erased_after(&erased, ar, state->sequence, err);
	if (st || !erased)
		return st;
	vb_log_write(log, VB_LOG_INFO,
		     "a document was erased: building the index anew");
	state->exists = false;
	return VB_OK;
}

static vb_status find_span(struct vb_span *span, struct state *state,
			   const struct vb_update *update, struct vb_error *err)
{
	const char *dir = update->dir;
	vb_archive *ar;
	vb_status st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, err);

	if (st)
		return st;
	st = forget_erased(state, ar, update->log, err);
	span->after = state->exists ? state->sequence : 0;
	if (!st)
		st = vb_archive_sequence(&span->upto, ar, err);
	if (!st)
		st = vb_archive_pending(&span->count, ar, span->after, err);
	vb_archive_close(ar);
	if (!st && span->after > span->upto)
		st = vb_error_set(err, VB_MISMATCH,
				  "the index is ahead of the archive "
				  "(%lld > %lld): run vanban-indexer --rebuild",
				  (long long)span->after,
				  (long long)span->upto);
	return st;
}

vb_status vb_index_update(struct vb_update_result *out,
			  const struct vb_update *update, struct vb_error *err)
{
	struct state state = { .path = VB_BUF_INIT(4096) };
	struct vb_span span = { 0 };
	const char *base;
	vb_status st;

	*out = (struct vb_update_result){ 0 };
	st = find_state(&state, update, err);
	if (!st)
		st = find_span(&span, &state, update, err);
	if (st)
		goto done;
	out->sequence = span.after;
	base = state.exists ? vb_buf_cstr(&state.path) : NULL;
	if (base && !span.count) {
		vb_columns_renew(base, update);
		goto done;
	}
	if (base && (span.count < LIVE_CHANGES ||
		     span.count < state.documents / LIVE_SHARE))
		st = vb_live_run(out, update, span, base, err);
	else
		st = vb_bulk_run(out, update, span, base, err);
done:
	vb_buf_clear(&state.path);
	return st;
}
