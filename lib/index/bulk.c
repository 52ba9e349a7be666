#include "index/bulk.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/threads.h"
#include "index/builder.h"
#include "index/columns_make.h"
#include "index/dictionary_make.h"
#include "index/place.h"
#include "index/schema.h"
#include "index/touched.h"
#include "xapian-c/compact.h"
#include "xapian-c/segment.h"
#include "xapian-c/writer.h"

/*
 * A segment takes many documents: where two segments are merged a posting
 * list keeps the seam, and seams cost bytes and the time of every search:
 * docs/decisions/0003.
 */
#define SEGMENT_POSTINGS 40000000
#define SEGMENT_BYTES ((size_t)128 << 20) /* that it holds in memory */
#define CHUNK 256 /* sequences a thread takes at a time */

/* Growing lists that the threads share, guarded by bulk.mutex. */
struct list {
	void *items;
	size_t n, cap;
};

struct bulk {
	const struct vb_update *update;
	struct vb_span span;
	const char *base;
	atomic_llong next; /* first sequence not yet taken */
	atomic_bool failed;
	pthread_mutex_t mutex;
	struct list segments; /* unsigned: numbers of finished segments */
	struct list stale;    /* uint32_t: documents of the base to drop */
	unsigned n_segments;
	int64_t done, indexed, removed;
	vb_status status;
	struct vb_error error;
};

struct worker {
	struct bulk *bulk;
	pthread_t thread;
	vb_archive *ar;
	vb_builder *builder;
	vb_xapian_db *base;
	vb_xapian_segment *segment;	/* being built, or NULL */
	unsigned number;		/* of that segment */
	size_t postings;		/* in it so far */
	int64_t done, indexed, removed; /* not yet added to the bulk's */
};

static bool push(struct list *list, const void *item, size_t size)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 64;
		void *grown = realloc(list->items, cap * size);

		if (!grown)
			return false;
		list->items = grown;
		list->cap = cap;
	}
	memcpy((char *)list->items + list->n++ * size, item, size);
	return true;
}

static vb_status push_locked(struct bulk *b, struct list *list,
			     const void *item, size_t size,
			     struct vb_error *err)
{
	bool ok;

	pthread_mutex_lock(&b->mutex);
	ok = push(list, item, size);
	pthread_mutex_unlock(&b->mutex);
	return ok ? VB_OK : vb_error_set(err, VB_NO_MEMORY, "no memory");
}

static vb_status segment_path(struct vb_buf *out, const struct bulk *b,
			      unsigned number)
{
	char name[32];

	snprintf(name, sizeof(name), "seg-%06u", number);
	return vb_place_part(out, b->update->dir, name);
}

static vb_status segment_open(struct worker *w, struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	vb_status st;

	pthread_mutex_lock(&w->bulk->mutex);
	w->number = w->bulk->n_segments++;
	pthread_mutex_unlock(&w->bulk->mutex);
	st = segment_path(&path, w->bulk, w->number);
	if (!st)
		st = vb_xapian_segment_open(&w->segment, vb_buf_cstr(&path),
					    err);
	vb_buf_clear(&path);
	w->postings = 0;
	return st;
}

static vb_status segment_close(struct worker *w, struct vb_error *err)
{
	vb_status st;

	if (!w->segment)
		return VB_OK;
	st = vb_xapian_segment_finish(w->segment, err);
	vb_xapian_segment_close(w->segment);
	w->segment = NULL;
	if (st)
		return st;
	return push_locked(w->bulk, &w->bulk->segments, &w->number,
			   sizeof(w->number), err);
}

struct stale_ctx {
	struct worker *worker;
	vb_status status;
	struct vb_error *err;
};

static bool note_stale(void *ctx, uint32_t docid)
{
	struct stale_ctx *s = ctx;

	s->status = push_locked(s->worker->bulk, &s->worker->bulk->stale,
				&docid, sizeof(docid), s->err);
	return !s->status;
}

/* The base may hold an older version: remember it for removal. */
static vb_status find_stale(struct worker *w, struct vb_str id,
			    struct vb_error *err)
{
	struct stale_ctx ctx = { w, VB_OK, err };
	struct vb_str term;
	vb_status st;

	if (!w->base)
		return VB_OK;
	st = vb_builder_id_term(&term, w->builder, id);
	if (!st)
		st = vb_xapian_db_postings(w->base, term, note_stale, &ctx,
					   err);
	return st ? st : ctx.status;
}

static bool should_stop(const struct bulk *b)
{
	return (b->update->stop && *b->update->stop) || atomic_load(&b->failed);
}

static vb_status add_document(struct worker *w,
			      const struct vb_xapian_parts *parts,
			      struct vb_error *err)
{
	vb_status st = VB_OK;

	if (!w->segment)
		st = segment_open(w, err);
	if (!st)
		st = vb_xapian_segment_add(w->segment, parts, err);
	if (st)
		return st;
	w->postings += parts->n_terms;
	if (w->postings >= SEGMENT_POSTINGS ||
	    vb_xapian_segment_held(w->segment) >= SEGMENT_BYTES)
		return segment_close(w, err);
	return VB_OK;
}

static vb_status index_one(void *ctx, const struct vb_held *held,
			   struct vb_arena *arena, struct vb_error *err)
{
	struct worker *w = ctx;
	const struct vb_xapian_parts *parts;
	vb_status st;

	(void)arena;
	if (should_stop(w->bulk))
		return vb_error_set(err, VB_CANCELLED, "stopped");
	st = find_stale(w, held->id, err);
	if (!st)
		st = vb_builder_build(&parts, w->builder, held, err);
	if (st)
		return st;
	w->done++;
	w->indexed += parts != NULL;
	w->removed += parts == NULL;
	return parts ? add_document(w, parts, err) : VB_OK;
}

/* Add what the worker did to the totals and tell the progress. */
static void tell_progress(struct worker *w)
{
	struct bulk *b = w->bulk;

	pthread_mutex_lock(&b->mutex);
	b->done += w->done;
	b->indexed += w->indexed;
	b->removed += w->removed;
	w->done = w->indexed = w->removed = 0;
	if (b->update->progress)
		b->update->progress(b->update->ctx, b->done, b->span.count);
	pthread_mutex_unlock(&b->mutex);
}

static vb_status work_chunks(struct worker *w, struct vb_error *err)
{
	struct bulk *b = w->bulk;

	for (;;) {
		int64_t from = atomic_fetch_add(&b->next, CHUNK);
		int64_t to = from + CHUNK - 1;
		vb_status st;

		if (from > b->span.upto)
			return segment_close(w, err);
		if (to > b->span.upto)
			to = b->span.upto;
		st = vb_archive_changes(w->ar, from - 1, to, index_one, w, err);
		if (st)
			return st;
		tell_progress(w);
	}
}

static vb_status worker_open(struct worker *w, struct vb_error *err)
{
	const struct vb_update *u = w->bulk->update;
	vb_status st;

	st = vb_archive_open(&w->ar, u->dir, VB_ARCHIVE_READ, err);
	if (!st)
		st = vb_builder_new(&w->builder, w->ar, u->log, err);
	if (!st && w->bulk->base)
		st = vb_xapian_db_open(&w->base, w->bulk->base, err);
	return st;
}

static void *worker_main(void *arg)
{
	struct worker *w = arg;
	struct bulk *b = w->bulk;
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = worker_open(w, &err);

	if (!st)
		st = work_chunks(w, &err);
	vb_xapian_segment_close(w->segment);
	vb_xapian_db_close(w->base);
	vb_builder_free(w->builder);
	vb_archive_close(w->ar);
	if (!st)
		return NULL;
	atomic_store(&b->failed, true);
	pthread_mutex_lock(&b->mutex);
	if (!b->status) {
		b->status = st;
		b->error = err;
	}
	pthread_mutex_unlock(&b->mutex);
	return NULL;
}

static unsigned count_jobs(const struct bulk *b)
{
	unsigned jobs = vb_thread_count(b->update->jobs);
	int64_t chunks = (b->span.upto - b->span.after) / CHUNK + 1;

	return chunks < jobs ? (unsigned)chunks : jobs;
}

static vb_status build_segments(struct bulk *b, struct vb_error *err)
{
	unsigned jobs = count_jobs(b), started = 0;
	struct worker *workers = calloc(jobs, sizeof(*workers));

	if (!workers)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (; started < jobs; started++) {
		workers[started].bulk = b;
		if (pthread_create(&workers[started].thread, NULL, worker_main,
				   &workers[started]))
			break;
	}
	if (!started)
		worker_main(&workers[0]);
	for (unsigned i = 0; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	free(workers);
	if (b->status && err)
		*err = b->error;
	return b->status;
}

static int by_number(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

/* Paths of the base (if any) and all segments, in order; freed by caller. */
static char **source_paths(struct bulk *b, size_t *n)
{
	unsigned *numbers = b->segments.items;
	char **paths = calloc(b->segments.n + 2, sizeof(*paths));
	size_t count = 0;

	if (!paths)
		return NULL;
	if (b->base)
		paths[count++] = strdup(b->base);
	if (b->segments.n)
		qsort(numbers, b->segments.n, sizeof(*numbers), by_number);
	for (size_t i = 0; i < b->segments.n; i++) {
		struct vb_buf path = VB_BUF_INIT(4096);

		if (segment_path(&path, b, numbers[i]))
			vb_buf_clear(&path);
		paths[count++] = path.ptr;
	}
	for (size_t i = 0; i < count; i++)
		if (!paths[i])
			goto fail;
	*n = count;
	return paths;
fail:
	for (size_t i = 0; i < count; i++)
		free(paths[i]);
	free(paths);
	return NULL;
}

static vb_status merge(struct bulk *b, const char *output, struct vb_error *err)
{
	struct vb_xapian_compact_options options = { 0 };
	char **paths = source_paths(b, &options.n);
	vb_status st = VB_OK;

	if (!paths)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	options.sources = (const char *const *)paths;
	options.level = VB_XAPIAN_COMPACT_FULL;
	if (options.n)
		st = vb_xapian_compact(output, &options, err);
	for (size_t i = 0; i < options.n; i++)
		free(paths[i]);
	free(paths);
	return st;
}

/* Drop stale documents of the base and write down what was reached. */
static vb_status finish(struct bulk *b, const char *output,
			struct vb_error *err)
{
	struct vb_xapian_writer_options options = {
		.mode = VB_XAPIAN_CREATE_OR_OPEN,
	};
	const uint32_t *stale = b->stale.items;
	vb_xapian_writer *writer = NULL;
	vb_status st;

	st = vb_xapian_writer_open(&writer, output, &options, err);
	if (!st)
		st = vb_xapian_writer_begin(writer, true, err);
	for (size_t i = 0; !st && i < b->stale.n; i++)
		st = vb_xapian_writer_delete(writer, stale[i], err);
	if (!st)
		st = vb_touched_reset(writer, b->span.upto, err);
	if (!st)
		st = vb_index_mark(writer, b->span.upto, err);
	if (!st)
		st = vb_xapian_writer_commit_transaction(writer, err);
	vb_xapian_writer_close(writer);
	return st;
}

vb_status vb_bulk_run(struct vb_update_result *out,
		      const struct vb_update *update, struct vb_span span,
		      const char *base, struct vb_error *err)
{
	struct bulk b = { .update = update,
			  .span = span,
			  .base = base,
			  .mutex = PTHREAD_MUTEX_INITIALIZER };
	struct vb_buf output = VB_BUF_INIT(4096);
	vb_status st;

	atomic_init(&b.next, span.after + 1);
	st = build_segments(&b, err);
	if (!st)
		st = vb_place_part(&output, update->dir, "new");
	if (!st)
		st = merge(&b, vb_buf_cstr(&output), err);
	if (!st)
		st = finish(&b, vb_buf_cstr(&output), err);
	if (!st) {
		vb_dictionary_follow(vb_buf_cstr(&output), update);
		vb_columns_follow(vb_buf_cstr(&output), update);
	}
	if (!st)
		st = vb_place_publish(update->dir, err);
	if (st)
		vb_place_prepare(update->dir, NULL); /* sweep the parts */
	out->indexed = b.indexed;
	out->removed = b.removed;
	out->sequence = span.upto;
	vb_buf_clear(&output);
	free(b.segments.items);
	free(b.stale.items);
	return st;
}
