/*
 * indexer: what the parts of vanban-indexer share.
 *
 *	walk      paths -> batches of jobs, in order; unzip: a ZIP file's
 *	pipeline  batches through worker threads, out in the same order
 *	work      one job: read, hash, understand, pack; parts: its documents
 *	commit    jobs into the archive, counted and reported; again: the
 *	          same id more than once in a run
 */
#ifndef VB_INDEXER_H
#define VB_INDEXER_H

#include <stdatomic.h>
#include <stdio.h>

#include "archive/archive.h"
#include "base/log.h"
#include "doc/split.h"
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

/* A further document of a file that holds several: doc/split.h. */
struct piece {
	struct vb_put put;
	struct vb_record record;
	struct vb_blob reading;
	struct vb_buf packed_reading;
};

/* One document on its way. Views live in the batch's arena. */
struct job {
	/* from walk */
	struct vb_str path;   /* to read and to name in messages */
	struct vb_str source; /* of a file; of an NDJSON line its file */
	size_t line;	      /* of an NDJSON record; 0: a file */
	struct vb_str bytes;  /* of an NDJSON record or a member */
	bool member;	      /* of a ZIP file: path and source name both */
	const char *refused;  /* known at once: not a regular file, … */
	/* from work */
	enum outcome outcome;
	struct vb_put put;
	struct vb_record record;
	struct vb_blob body, reading;
	struct vb_buf file, packed, packed_body, body_file, packed_reading;
	struct piece *pieces; /* the second document and those after it */
	size_t n_pieces;
	size_t n_held; /* UNCHANGED: how many documents its file gave */
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
	vb_pool *pool;	       /* has a worker for this thread; NULL: none */
	atomic_bool unzipping; /* it may use the pool */
	unsigned long long bytes_total; /* of the files given; 0: unknown */
	atomic_ullong bytes_done;	/* of them */
};
void *walk_main(void *arg);
/* Bytes of the files given, or 0 when folders are among them. */
unsigned long long walk_bytes(const struct options *o);

/* The thread that walks. */
struct walker {
	struct walk *walk;
	struct batch *batch;
	const char *root;     /* the path given, for --base-url */
	struct vb_buf ignore; /* patterns of the folders entered so far */
	bool stopped;
};

/*
 * A new job for `path`, which need not exist as such, with its source; NULL
 * when the run is to stop.
 */
struct job *walk_add(struct walker *w, const char *path, struct vb_str source);
/* Append the source of `path`: its real path, or base URL and the rest. */
vb_status walk_source(struct vb_buf *out, struct walker *w, const char *path);
/* Append `name` as it stands in a source: valid UTF-8 without controls. */
vb_status walk_print_name(struct vb_buf *out, struct vb_str name);
/* A job for one line of the NDJSON file `path`; NULL for a blank one, too. */
struct job *walk_add_line(struct walker *w, const char *path,
			  struct vb_str source, size_t number,
			  struct vb_str line);
/* Is a file of that name made of records, a line each? */
bool walk_is_ndjson(const struct options *o, const char *name);
/* Is `name` left out, as one that begins with a dot or by a pattern? */
bool walk_is_ignored(const struct walker *w, const char *name);
/* How much work a file of that name is, in bytes of a batch. */
size_t walk_weight(const char *path);

/*
 * unzip: jobs for the members of the ZIP file `path`. False when it is none
 * of documents, or can't be opened: then it is a file like others.
 */
bool walk_zip(struct walker *w, const char *path);

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

/*
 * Pack `record` as the reading of `put`, so that nobody has to ask a worker
 * again; `blob` and `packed` are kept beside it. VB_OK, VB_TOO_BIG,
 * VB_NO_MEMORY.
 */
vb_status work_keep_reading(struct vb_put *put, struct vb_blob *blob,
			    struct vb_buf *packed,
			    const struct vb_record *record,
			    struct vb_error *err);

/*
 * parts: where the text of the job's record is several documents, make the
 * record the first of them and the job's pieces the others, read but not yet
 * understood. VB_OK, VB_NO_MEMORY.
 */
vb_status parts_cut(struct vb_arena *arena, struct job *job);
/* Understand the pieces and keep their readings. VB_OK and as that fails. */
vb_status parts_understand(struct job *job, struct vb_error *err);
/* Name the pieces, when the job itself has its id. VB_OK, VB_NO_MEMORY. */
vb_status parts_name(struct vb_arena *arena, struct job *job);
/* "SOURCE#2": the source of part `n` of a file. VB_OK, VB_NO_MEMORY. */
vb_status parts_source(struct vb_buf *out, struct vb_str source, size_t n);
/* How many documents of the file with that source and these bytes are held,
 * which is read by now: 1 or more. */
size_t parts_held(vb_archive *ar, struct vb_str source,
		  const struct vb_digest *digest);
void parts_free(struct job *job);

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
	long long reread; /* among the unchanged: their reading is new */
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
	struct again *again; /* NULL: nothing is known of ids in this run */
	bool had_documents;  /* when the run began */
};
/* Store the jobs of `batch`. On failure the archive is as last committed. */
vb_status commit_batch(struct committer *c, struct batch *batch,
		       struct vb_error *err);
vb_status commit_end(struct committer *c, struct vb_error *err);
/* At the end of the input: what was put off, then commit_end. */
vb_status commit_rest(struct committer *c, struct vb_error *err);

/* FNV-1a: for tables, where a collision costs little or is looked at. */
uint64_t commit_hash(struct vb_str id);

/*
 * again: the same id more than once in a run. The last one wins, and a
 * record that was held before and not lately waits for the end of the run:
 * when the same id comes again, it is what stood before the last one in the
 * run before, too, and would become a version in each run.
 */
struct again *again_new(void);
void again_free(struct again *a); /* accepts NULL */
/* Where an id was met: a file's name and a line, 0 for a member. */
struct again_place {
	const char *file; /* borrowed until again_free */
	size_t line;
};
/*
 * Note that `job` was met, whose put has id and digest. True when its id was
 * met before with other bytes: then `*before` is where, and a job that waits
 * under that id is dropped (`*dropped`).
 */
bool again_meet(struct again_place *before, bool *dropped, struct again *a,
		const struct job *job);
/* Put `job`, just met, off; false when no more may wait. */
bool again_wait(struct again *a, const struct job *job);
/* The next job that still waits, moved to `batch` (empty); false: none. */
bool again_next(struct again *a, struct batch *batch);

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
