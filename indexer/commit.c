#include "indexer.h"

#include "base/clock.h"

/* A transaction ends after this time or this many documents: each end is an
 * fsync, and what is not committed is read again after a crash. */
#define COMMIT_US 1000000
#define COMMIT_DOCUMENTS 4000

/*
 * A worker compares with what is committed, so of two lines with one id the
 * later may look unchanged while the earlier was on its way. The earlier one
 * is then among the last COMMIT_DOCUMENTS stored, or in what the pipeline
 * holds: RECENT_IDS covers both.
 */
_Static_assert(RECENT_IDS >= COMMIT_DOCUMENTS + 32 * BATCH_JOBS,
	       "an id must be remembered until its document is committed");

uint64_t commit_hash(struct vb_str id)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < id.len; i++)
		hash = (hash ^ (unsigned char)id.ptr[i]) * 0x100000001b3u;
	return hash;
}

static bool stored_lately(const struct committer *c, struct vb_str id)
{
	size_t n = c->n_stored < RECENT_IDS ? c->n_stored : RECENT_IDS;
	uint64_t hash = n ? commit_hash(id) : 0;

	for (size_t i = 0; i < n; i++)
		if (c->recent[i] == hash)
			return true;
	return false;
}

/* Look again at a job that a worker found unchanged. */
static vb_status check_unchanged(struct committer *c, struct batch *batch,
				 struct job *job, struct vb_error *err)
{
	struct worker_ctx anew = { .options = c->options, .pool = c->pool };
	bool same = true;
	vb_status st = VB_OK;

	if (stored_lately(c, job->put.id))
		st = vb_archive_same(&same, c->ar, job->put.id,
				     &job->put.original.digest, NULL, err);
	if (!st && !same)
		work_job(&anew, batch, job);
	return st;
}

/* "vanban-indexer: PATH: line 7: reason", with nothing that steers a
 * terminal. */
static void say(const struct job *job, struct vb_str reason)
{
	char text[4800];
	int n = snprintf(text, sizeof(text), "%.*s: ", VB_STR_ARG(job->path));

	if (n > 0 && (size_t)n < sizeof(text) && job->line)
		n += snprintf(text + n, sizeof(text) - (size_t)n,
			      "line %zu: ", job->line);
	if (n > 0 && (size_t)n < sizeof(text))
		snprintf(text + n, sizeof(text) - (size_t)n, "%.*s",
			 VB_STR_ARG(reason));
	vb_message_clean(text);
	fprintf(stderr, "vanban-indexer: %s\n", text);
}

/* Something that left no original: only an event tells of it. */
static vb_status note_refusal(struct committer *c, const struct job *job,
			      struct vb_error *err)
{
	struct vb_buf detail = VB_BUF_INIT(1 << 17);
	struct vb_str source = job->source.len ? job->source : job->path;
	vb_status st = vb_buf_printf(&detail, "%.*s: ", VB_STR_ARG(source));

	if (!st && job->line)
		st = vb_buf_printf(&detail, "line %zu: ", job->line);
	if (!st)
		st = vb_buf_append_cstr(&detail, job->message);
	if (!st)
		st = vb_archive_event(c->ar, VB_STR("refused"), VB_STR_EMPTY,
				      vb_buf_str(&detail), err);
	say(job, vb_str_from(job->message));
	c->counts.rejected++;
	vb_buf_clear(&detail);
	return st;
}

static void count(struct committer *c, const struct job *job,
		  const struct vb_put *put, enum vb_put_result result)
{
	if (put == &job->put)
		c->counts.bytes += put->original.size;
	if (result == VB_PUT_UNCHANGED) {
		c->counts.unchanged++;
		return;
	}
	if (put->reason.len && put == &job->put)
		say(job, put->reason);
	if (put->state == VB_READ_REJECTED)
		c->counts.rejected++;
	else if (result == VB_PUT_ADDED)
		c->counts.added++;
	else
		c->counts.updated++;
	c->counts.partial += put->state == VB_READ_PARTIAL;
}

/* Put one document of the job; what the archive refuses is refused. */
static vb_status put_one(enum vb_put_result *result, struct committer *c,
			 struct job *job, const struct vb_put *put,
			 struct vb_error *err)
{
	struct vb_error why = VB_ERROR_INIT;
	bool reread = false;
	vb_status st = vb_archive_put(result, c->ar, put, &why);

	if (st == VB_TOO_BIG || st == VB_BAD_INPUT) {
		snprintf(job->message, sizeof(job->message), "%s", why.message);
		return note_refusal(c, job, err);
	}
	if (!st && *result == VB_PUT_UNCHANGED && put->reading)
		st = vb_archive_reread(&reread, c->ar, put, &why);
	if (st)
		return vb_error_set(err, st, "%s", why.message);
	c->in_transaction++;
	c->recent[c->n_stored++ % RECENT_IDS] = commit_hash(put->id);
	c->counts.reread += reread;
	count(c, job, put, *result);
	return VB_OK;
}

/* One part that the file had before: `*held` false when it is none. */
static vb_status note_gone(bool *held, struct committer *c,
			   const struct job *job, size_t n,
			   const struct vb_digest *before, struct vb_error *err)
{
	struct vb_buf source = VB_BUF_INIT(1 << 18);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_held part;
	char id[17];
	vb_status st;

	*held = false;
	st = parts_source(&source, job->put.source, n);
	vb_archive_source_id(id, vb_buf_str(&source));
	if (!st)
		st = vb_archive_get(&part, c->ar, vb_str_from(id), 0, &arena,
				    err);
	if (!st && vb_digest_eq(&part.original, before)) {
		*held = true;
		st = vb_archive_event(c->ar, VB_STR("left"), vb_str_from(id),
				      VB_STR("the newest version of its file "
					     "does not hold it any more; it "
					     "stays in the archive"),
				      err);
	}
	vb_arena_clear(&arena);
	vb_buf_clear(&source);
	return st == VB_NOT_FOUND ? VB_OK : st;
}

/* The file has a new version: which of its parts are left behind? */
static vb_status note_left(struct committer *c, const struct job *job,
			   struct vb_error *err)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_held held;
	bool more = true;
	vb_status st =
		vb_archive_get(&held, c->ar, job->put.id, 0, &arena, err);

	if (!st && held.version > 1)
		st = vb_archive_get(&held, c->ar, job->put.id, held.version - 1,
				    &arena, err);
	for (size_t n = job->n_pieces + 2; more && !st; n++)
		st = note_gone(&more, c, job, n, &held.original, err);
	vb_arena_clear(&arena);
	return st;
}

static vb_status store_pieces(struct committer *c, struct job *job,
			      struct vb_error *err)
{
	enum vb_put_result result;
	vb_status st = VB_OK;

	for (size_t i = 0; i < job->n_pieces && !st; i++)
		st = put_one(&result, c, job, &job->pieces[i].put, err);
	return st;
}

static vb_status begin(struct committer *c, struct vb_error *err)
{
	vb_status st = c->open ? VB_OK : vb_archive_begin(c->ar, err);

	if (st || c->open)
		return st;
	c->open = true;
	c->committed = c->counts;
	c->since = vb_clock_us();
	c->in_transaction = 0;
	return VB_OK;
}

/* Were these bytes a version of that document before the newest one? */
static vb_status was_held(bool *out, struct committer *c,
			  const struct vb_put *put, struct vb_error *err)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_held held;
	int version = 0;
	vb_status st = vb_archive_get(&held, c->ar, put->id, 0, &arena, err);

	*out = false;
	if (!st && !vb_digest_eq(&held.original, &put->original.digest))
		version = held.versions - 1;
	for (; version > 0 && !st && !*out; version--) {
		vb_arena_reset(&arena);
		st = vb_archive_get(&held, c->ar, put->id, version, &arena,
				    err);
		*out = !st &&
		       vb_digest_eq(&held.original, &put->original.digest);
	}
	vb_arena_clear(&arena);
	return st == VB_NOT_FOUND ? VB_OK : st;
}

/*
 * A record or a member, whose id may come again in one run. `*waits` when it
 * is to be stored at the end of the run, if nothing takes its place.
 */
static vb_status meet(bool *waits, struct committer *c, const struct job *job,
		      struct vb_error *err)
{
	struct again_place before;
	bool dropped, old = false;
	char why[300];
	vb_status st = VB_OK;

	*waits = false;
	if (!c->again || (!job->line && !job->member))
		return VB_OK;
	if (again_meet(&before, &dropped, c->again, job)) {
		if (before.file)
			snprintf(why, sizeof(why),
				 "the same id as line %zu of %.200s, other "
				 "bytes: this one counts",
				 before.line, before.file);
		else
			snprintf(why, sizeof(why),
				 "the same member before, other bytes: this "
				 "one counts");
		say(job, vb_str_from(why));
	}
	c->counts.unchanged += dropped;
	if (job->outcome == OUT_STORE && c->had_documents)
		st = was_held(&old, c, &job->put, err);
	*waits = !st && old && again_wait(c->again, job);
	return st;
}

static vb_status store_new(struct committer *c, struct job *job,
			   struct vb_error *err)
{
	enum vb_put_result result = VB_PUT_UNCHANGED;
	vb_status st = begin(c, err);

	if (st)
		return st;
	if (job->outcome == OUT_REFUSED)
		return note_refusal(c, job, err);
	st = put_one(&result, c, job, &job->put, err);
	if (!st)
		st = store_pieces(c, job, err);
	if (!st && result == VB_PUT_UPDATED && !job->line)
		st = note_left(c, job, err);
	return st;
}

static vb_status store(struct committer *c, struct batch *batch,
		       struct job *job, struct vb_error *err)
{
	bool waits = false;
	vb_status st = VB_OK;

	if (job->outcome == OUT_UNCHANGED)
		st = check_unchanged(c, batch, job, err);
	if (st || job->outcome == OUT_DROPPED)
		return st;
	if (job->outcome != OUT_REFUSED)
		st = meet(&waits, c, job, err);
	if (st || waits)
		return st;
	if (job->outcome == OUT_UNCHANGED) {
		c->counts.unchanged += (long long)job->n_held;
		return VB_OK;
	}
	return store_new(c, job, err);
}

vb_status commit_end(struct committer *c, struct vb_error *err)
{
	vb_status st;

	if (!c->open)
		return VB_OK;
	c->open = false;
	st = vb_archive_commit(c->ar, err);
	if (st) {
		vb_archive_rollback(c->ar);
		c->counts = c->committed;
	}
	return st;
}

vb_status commit_batch(struct committer *c, struct batch *batch,
		       struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < batch->n && !st; i++)
		st = store(c, batch, &batch->jobs[i], err);
	if (st) {
		struct vb_error why =
			err ? *err : (struct vb_error)VB_ERROR_INIT;

		commit_end(c, NULL);
		if (err)
			*err = why;
		return st;
	}
	if (c->open && (vb_clock_us() - c->since >= COMMIT_US ||
			c->in_transaction >= COMMIT_DOCUMENTS))
		return commit_end(c, err);
	return VB_OK;
}

/* What waited for something that did not come. */
vb_status commit_rest(struct committer *c, struct vb_error *err)
{
	struct worker_ctx anew = { .options = c->options, .pool = c->pool };
	bool more = c->again != NULL;
	vb_status st = VB_OK;

	while (more && !st && !indexer_stop) {
		struct batch *batch = batch_new();

		if (!batch)
			return vb_error_set(err, VB_NO_MEMORY, "no memory");
		more = again_next(c->again, batch);
		if (more)
			work_job(&anew, batch, &batch->jobs[0]);
		if (more && batch->jobs[0].outcome != OUT_DROPPED)
			st = store_new(c, &batch->jobs[0], err);
		batch_free(batch);
		if (!st && c->open && c->in_transaction >= COMMIT_DOCUMENTS)
			st = commit_end(c, err);
	}
	if (!st)
		return commit_end(c, err);
	commit_end(c, NULL);
	return st;
}
