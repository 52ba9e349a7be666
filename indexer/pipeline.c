#include "indexer.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/*
 * Batches travel through a ring: put at the end, worked on in any order,
 * taken out in the order of arrival, so that of two versions of a document
 * in one input the later one wins.
 */
#define WINDOW 16
/* Bytes of input that are on their way at a time, unless one job has more. */
#define WINDOW_BYTES ((size_t)512 << 20)
#define STOP_LOOK_NS 100000000 /* how often indexer_stop is looked at */

enum slot_state { SLOT_FREE, SLOT_READY, SLOT_WORKING, SLOT_DONE };

struct slot {
	enum slot_state state;
	struct batch *batch;
};

struct pipeline {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct slot slots[WINDOW];
	size_t n_put, n_taken, n_out; /* batches so far */
	size_t bytes;		      /* of those put and not out */
	bool ended, aborted;
};

struct batch *batch_new(void)
{
	return calloc(1, sizeof(struct batch));
}

void batch_free(struct batch *batch)
{
	if (!batch)
		return;
	for (size_t i = 0; i < batch->n; i++) {
		vb_buf_clear(&batch->jobs[i].file);
		vb_buf_clear(&batch->jobs[i].packed);
		vb_buf_clear(&batch->jobs[i].packed_body);
		vb_buf_clear(&batch->jobs[i].body_file);
		vb_buf_clear(&batch->jobs[i].packed_reading);
		parts_free(&batch->jobs[i]);
	}
	vb_arena_clear(&batch->arena);
	free(batch);
}

struct job *batch_add(struct batch *batch)
{
	struct job *job;

	if (batch->n == BATCH_JOBS || batch->bytes >= BATCH_BYTES)
		return NULL;
	job = &batch->jobs[batch->n++];
	job->file.limit = job->packed.limit = VB_BLOB_LIMIT;
	job->packed_body.limit = job->body_file.limit = VB_BLOB_LIMIT;
	job->packed_reading.limit = VB_BLOB_LIMIT;
	return job;
}

struct pipeline *pipeline_new(void)
{
	struct pipeline *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	pthread_mutex_init(&p->mutex, NULL);
	pthread_cond_init(&p->changed, NULL);
	return p;
}

void pipeline_free(struct pipeline *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < WINDOW; i++)
		batch_free(p->slots[i].batch);
	pthread_cond_destroy(&p->changed);
	pthread_mutex_destroy(&p->mutex);
	free(p);
}

static bool is_full(const struct pipeline *p, const struct batch *batch)
{
	if (p->n_put - p->n_out == WINDOW)
		return true;
	return p->n_put > p->n_out && p->bytes + batch->bytes > WINDOW_BYTES;
}

bool pipeline_put(struct pipeline *p, struct batch *batch)
{
	bool ok;

	pthread_mutex_lock(&p->mutex);
	while (!p->aborted && is_full(p, batch))
		pthread_cond_wait(&p->changed, &p->mutex);
	ok = !p->aborted;
	if (ok) {
		p->slots[p->n_put % WINDOW] =
			(struct slot){ SLOT_READY, batch };
		p->n_put++;
		p->bytes += batch->bytes;
		pthread_cond_broadcast(&p->changed);
	}
	pthread_mutex_unlock(&p->mutex);
	return ok;
}

static void set_flag(struct pipeline *p, bool *flag)
{
	pthread_mutex_lock(&p->mutex);
	*flag = true;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->mutex);
}

void pipeline_end(struct pipeline *p)
{
	set_flag(p, &p->ended);
}

void pipeline_abort(struct pipeline *p)
{
	set_flag(p, &p->aborted);
}

struct batch *pipeline_take(struct pipeline *p, size_t *number)
{
	struct batch *batch = NULL;

	pthread_mutex_lock(&p->mutex);
	while (!p->aborted && !p->ended && p->n_taken == p->n_put)
		pthread_cond_wait(&p->changed, &p->mutex);
	if (!p->aborted && p->n_taken < p->n_put) {
		*number = p->n_taken++;
		batch = p->slots[*number % WINDOW].batch;
		p->slots[*number % WINDOW].state = SLOT_WORKING;
	}
	pthread_mutex_unlock(&p->mutex);
	return batch;
}

void pipeline_done(struct pipeline *p, size_t number)
{
	pthread_mutex_lock(&p->mutex);
	p->slots[number % WINDOW].state = SLOT_DONE;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->mutex);
}

/* Wait for a change, but not so long that a signal goes unnoticed. */
static void wait_a_while(struct pipeline *p)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += STOP_LOOK_NS;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&p->changed, &p->mutex, &until);
}

struct batch *pipeline_next(struct pipeline *p)
{
	struct slot *slot;
	struct batch *batch = NULL;

	pthread_mutex_lock(&p->mutex);
	slot = &p->slots[p->n_out % WINDOW];
	while (!p->aborted && slot->state != SLOT_DONE && !indexer_stop &&
	       !(p->ended && p->n_out == p->n_put))
		wait_a_while(p);
	if (!p->aborted && slot->state == SLOT_DONE) {
		batch = slot->batch;
		*slot = (struct slot){ SLOT_FREE, NULL };
		p->n_out++;
		p->bytes -= batch->bytes;
		pthread_cond_broadcast(&p->changed);
	}
	pthread_mutex_unlock(&p->mutex);
	return batch;
}
