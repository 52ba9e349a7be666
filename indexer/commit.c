#include "indexer.h"

#include "base/clock.h"

/* A transaction ends after this time or this many documents: each end is an
 * fsync, and what is not committed is read again after a crash. */
#define COMMIT_US 1000000
#define COMMIT_DOCUMENTS 4000

/* "vanban-indexer: PATH: line 7: reason", with nothing that steers a
 * terminal. */
static void say(const struct job *job, struct vb_str reason)
{
	char text[1200];
	int n = snprintf(text, sizeof(text), "%.*s: ", VB_STR_ARG(job->path));

	if (n > 0 && (size_t)n < sizeof(text) && job->line)
		n += snprintf(text + n, sizeof(text) - (size_t)n,
			      "line %zu: ", job->line);
	if (n > 0 && (size_t)n < sizeof(text))
		snprintf(text + n, sizeof(text) - (size_t)n, "%.*s",
			 VB_STR_ARG(reason));
	for (char *s = text; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			*s = '?';
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

static vb_status store(struct committer *c, const struct job *job,
		       struct vb_error *err)
{
	enum vb_put_result result;
	vb_status st;

	if (job->outcome == OUT_UNCHANGED) {
		c->counts.unchanged++;
		return VB_OK;
	}
	if (!c->open) {
		st = vb_archive_begin(c->ar, err);
		if (st)
			return st;
		c->open = true;
		c->since = vb_clock_us();
		c->in_transaction = 0;
	}
	if (job->outcome == OUT_REFUSED)
		return note_refusal(c, job, err);
	st = vb_archive_put(&result, c->ar, &job->put, err);
	if (st)
		return st;
	c->in_transaction++;
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
	if (st)
		vb_archive_rollback(c->ar);
	return st;
}

vb_status commit_batch(struct committer *c, struct batch *batch,
		       struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < batch->n && !st; i++)
		st = store(c, &batch->jobs[i], err);
	if (st) {
		struct vb_error why = err ? *err : (struct vb_error)
						   VB_ERROR_INIT;

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
