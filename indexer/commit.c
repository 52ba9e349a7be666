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

/* FNV-1a: a collision only costs a look into the archive. */
static uint64_t hash_id(struct vb_str id)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < id.len; i++)
		hash = (hash ^ (unsigned char)id.ptr[i]) * 0x100000001b3u;
	return hash;
}

static bool stored_lately(const struct committer *c, struct vb_str id)
{
	size_t n = c->n_stored < RECENT_IDS ? c->n_stored : RECENT_IDS;
	uint64_t hash = n ? hash_id(id) : 0;

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
		  enum vb_put_result result)
{
	c->counts.bytes += job->put.original.size;
	if (result == VB_PUT_UNCHANGED) {
		c->counts.unchanged++;
		return;
	}
	if (job->put.reason.len)
		say(job, job->put.reason);
	if (job->put.state == VB_READ_REJECTED)
		c->counts.rejected++;
	else if (result == VB_PUT_ADDED)
		c->counts.added++;
	else
		c->counts.updated++;
	c->counts.partial += job->put.state == VB_READ_PARTIAL;
}

static vb_status store(struct committer *c, struct batch *batch,
		       struct job *job, struct vb_error *err)
{
	struct vb_error why = VB_ERROR_INIT;
	enum vb_put_result result;
	vb_status st = VB_OK;

	if (job->outcome == OUT_UNCHANGED)
		st = check_unchanged(c, batch, job, err);
	if (st || job->outcome == OUT_DROPPED)
		return st;
	if (job->outcome == OUT_UNCHANGED) {
		c->counts.unchanged++;
		return VB_OK;
	}
	if (!c->open) {
		st = vb_archive_begin(c->ar, err);
		if (st)
			return st;
		c->open = true;
		c->committed = c->counts;
		c->since = vb_clock_us();
		c->in_transaction = 0;
	}
	if (job->outcome == OUT_REFUSED)
		return note_refusal(c, job, err);
	st = vb_archive_put(&result, c->ar, &job->put, &why);
	if (st == VB_TOO_BIG || st == VB_BAD_INPUT) {
		snprintf(job->message, sizeof(job->message), "%s", why.message);
		return note_refusal(c, job, err);
	}
	if (st)
		return vb_error_set(err, st, "%s", why.message);
	c->in_transaction++;
	c->recent[c->n_stored++ % RECENT_IDS] = hash_id(job->put.id);
	count(c, job, result);
	return VB_OK;
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
