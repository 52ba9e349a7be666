/*
 * indexer: what the parts of vanban-indexer share.
 *
 *	walk      paths -> batches of jobs, in order
 *	pipeline  batches through worker threads, out in the same order
 *	work      one job: read, hash, understand, pack
 *	commit    jobs into the archive, counted and reported
 */
#ifndef VB_INDEXER_H
#define VB_INDEXER_H

#include <stdatomic.h>
#include <stdio.h>

#include "archive/archive.h"
#include "base/log.h"
#include "format/pool.h"

struct options {
	const char *dir;
	char **paths;
	int n_paths;
	const char *format;   /* NULL: auto */
	const char *encoding; /* NULL: auto */
	const char *base_url; /* NULL: none */
	enum vb_ocr ocr;
	unsigned jobs; /* 0: one for each processor */
	bool rebuild, no_wait, json;
	int progress; /* -1: when stderr is a terminal */
};

/* Set by SIGINT and SIGTERM, looked at by every thread. */
extern atomic_int indexer_stop;

enum outcome {
	OUT_STORE,     /* put it into the archive */
	OUT_UNCHANGED, /* held already, byte for byte */
	OUT_REFUSED,   /* nothing to store: `reason` says why */
	OUT_DROPPED,   /* the run was stopped: the next one reads it */
};

/* One document on its way. Views live in the batch's arena. */
struct job {
	/* from walk */
	struct vb_str path;   /* to read and to name in messages */
	struct vb_str source; /* of a file; of an NDJSON line its file */
	size_t line;	      /* of an NDJSON record; 0: a file */
	struct vb_str bytes;  /* of an NDJSON record */
	const char *refused;  /* known at once: not a regular file, … */
	/* from work */
	enum outcome outcome;
	struct vb_put put;
	struct vb_record record;
	struct vb_blob body, reading;
	struct vb_buf file, packed, packed_body, body_file, packed_reading;
	char message[400];
};

#define BATCH_JOBS 64
#define BATCH_BYTES ((size_t)1 << 20)

struct batch {
	struct vb_arena arena;
	size_t n, bytes;
	struct job jobs[BATCH_JOBS];
};

struct batch *batch_new(void);
void batch_free(struct batch *batch);

/* A new job of `batch`, zeroed; NULL when it is full. */
struct job *batch_add(struct batch *batch);

/* walk: hand every batch to `pipeline`, then end it. A thread's main. */
struct pipeline;
struct walk {
	const struct options *options;
	struct pipeline *pipeline;
	unsigned long long bytes_total; /* of the files given; 0: unknown */
	atomic_ullong bytes_done;	/* of them */
};
void *walk_main(void *arg);
/* Bytes of the files given, or 0 when folders are among them. */
unsigned long long walk_bytes(const struct options *o);

/* Is standard input among what will be read? */
bool walk_reads_stdin(const struct options *options);

/*
 * work: do `job`; `ar` is the worker's own handle, NULL: nothing is held;
 * `pool` reads what needs more than a look, NULL: there is no vanban-reader.
 */
struct worker_ctx {
	const struct options *options;
	vb_archive *ar;
	vb_pool *pool;
};
void work_job(struct worker_ctx *ctx, struct batch *batch, struct job *job);

/* pipeline */
struct pipeline *pipeline_new(void);
void pipeline_free(struct pipeline *p);
/* Add a batch at the end, waiting for room; false: stop adding. */
bool pipeline_put(struct pipeline *p, struct batch *batch);
void pipeline_end(struct pipeline *p);	 /* no more batches */
void pipeline_abort(struct pipeline *p); /* all waiting returns at once */
/* For a worker: the oldest batch that nobody works on, and its number. */
struct batch *pipeline_take(struct pipeline *p, size_t *number);
void pipeline_done(struct pipeline *p, size_t number);
/*
 * For the committer: the next batch in order, when it is done; NULL at the
 * end, and when indexer_stop is set and the next one is not done.
 */
struct batch *pipeline_next(struct pipeline *p);

/* commit */
struct counts {
	long long added, updated, unchanged, partial, rejected;
	unsigned long long bytes;
};
#define RECENT_IDS 8192

struct committer {
	vb_archive *ar;
	vb_pool *pool; /* to do a job again */
	const struct options *options;
	struct counts counts;
	struct counts committed; /* when the transaction began */
	long long in_transaction;
	int64_t since;
	bool open;
	uint64_t recent[RECENT_IDS]; /* hashes of the last ids stored */
	size_t n_stored;
};
/* Store the jobs of `batch`. On failure the archive is as last committed. */
vb_status commit_batch(struct committer *c, struct batch *batch,
		       struct vb_error *err);
vb_status commit_end(struct committer *c, struct vb_error *err);

/* progress on stderr, one line rewritten in place */
struct progress {
	bool shown;
	int64_t start, last;
	const char *label;
};
void progress_open(struct progress *p, bool shown, const char *label);
/* `done` documents; `share` of the whole work, 0 to 1, or -1: unknown. */
void progress_show(struct progress *p, long long done, double share);
void progress_close(struct progress *p, long long done);

#endif
