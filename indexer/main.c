/* vanban-indexer: files into the archive, the archive into the index. */
#include "indexer.h"

#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/datadir.h"
#include "base/file.h"
#include "base/json.h"
#include "base/threads.h"
#include "format/format.h"
#include "index/update.h"

#define LOCK_LOOK_US 50000 /* how often a held lock is tried again */
#define STOP_LOOK_US 10000 /* and whether the walk has left a ZIP file */

enum { EXIT_DONE = 0, EXIT_SOME_REFUSED = 1, EXIT_TROUBLE = 2 };

atomic_int indexer_stop;

static const char help[] =
	"usage: vanban-indexer [-d DIR] [options] [PATH...]\n"
	"\n"
	"Take files into the archive and bring the index up to date. PATH is\n"
	"a file, a folder, a .zip file of documents, or - for NDJSON on\n"
	"standard input. Without PATH the index catches up with the archive.\n"
	"\n"
	"  -d DIR            data directory\n"
	"  --format=FORMAT   auto, ndjson, html, text, pdf, doc, docx, …\n"
	"  --encoding=NAME   auto, utf-8, tcvn3, vni, viscii, … of the files\n"
	"                    (what `vanban normalize --help` lists)\n"
	"  --ocr=WHEN        auto (pages without text of their own), always\n"
	"                    or never: recognise the text of pictures\n"
	"  --base-url=URL    sources are URL and the path below PATH\n"
	"  --jobs=N          threads (one for each processor)\n"
	"  --rebuild         build the index anew from the archive\n"
	"  --no-wait         do not wait for another indexer: exit 2\n"
	"  --progress, --no-progress\n"
	"  --json            a summary on standard output\n"
	"  --help, --version\n"
	"\n"
	"exit status: 0 done, 1 some inputs were refused, 2 trouble\n";

static void on_signal(int number)
{
	(void)number;
	indexer_stop = 1;
}

static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* Merging opens many segments at once. */
static void raise_file_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static int fail(const char *subject, const struct vb_error *err)
{
	fprintf(stderr, "vanban-indexer: %s: %s\n", subject, err->message);
	return EXIT_TROUBLE;
}

static void on_log(void *ctx, enum vb_log_level level, const char *message)
{
	(void)ctx;
	if (level <= VB_LOG_WARNING)
		fprintf(stderr, "vanban-indexer: %s\n", message);
}

enum {
	O_FORMAT = 1,
	O_ENCODING,
	O_OCR,
	O_URL,
	O_JOBS,
	O_REBUILD,
	O_NO_WAIT,
	O_PROGRESS,
	O_NO_PROGRESS,
	O_JSON,
	O_HELP,
	O_VERSION
};

static const struct option long_options[] = {
	{ "format", required_argument, NULL, O_FORMAT },
	{ "encoding", required_argument, NULL, O_ENCODING },
	{ "ocr", required_argument, NULL, O_OCR },
	{ "base-url", required_argument, NULL, O_URL },
	{ "jobs", required_argument, NULL, O_JOBS },
	{ "rebuild", no_argument, NULL, O_REBUILD },
	{ "no-wait", no_argument, NULL, O_NO_WAIT },
	{ "progress", no_argument, NULL, O_PROGRESS },
	{ "no-progress", no_argument, NULL, O_NO_PROGRESS },
	{ "json", no_argument, NULL, O_JSON },
	{ "help", no_argument, NULL, O_HELP },
	{ "version", no_argument, NULL, O_VERSION },
	{ NULL, 0, NULL, 0 },
};

/* -1: go on; else the exit status. */
static int bad_value(const char *option, const char *value)
{
	fprintf(stderr,
		"vanban-indexer: %s: '%s' is not a value of this "
		"option\n",
		option, value);
	return EXIT_TROUBLE;
}

static int take_ocr(struct options *o, const char *value)
{
	static const char *const names[] = { [VB_OCR_AUTO] = "auto",
					     [VB_OCR_ALWAYS] = "always",
					     [VB_OCR_NEVER] = "never" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(value, names[i]))
			continue;
		o->ocr = (enum vb_ocr)i;
		return -1;
	}
	return bad_value("--ocr", value);
}

static int take_option(struct options *o, int c, const char *value)
{
	unsigned long jobs;

	switch (c) {
	case 'd':
		o->dir = value;
		return -1;
	case O_FORMAT:
		if (!strcmp(value, "auto"))
			return -1;
		o->format = value;
		return vb_format_known(value) ? -1 :
						bad_value("--format", value);
	case O_ENCODING:
		o->encoding = strcmp(value, "auto") ? value : NULL;
		return vb_format_encoding_known(value) ?
			       -1 :
			       bad_value("--encoding", value);
	case O_OCR:
		return take_ocr(o, value);
	case O_URL:
		o->base_url = value;
		return -1;
	case O_JOBS:
		if (!vb_str_to_ulong(&jobs, vb_str_from(value),
				     VB_THREADS_MAX) ||
		    !jobs)
			return bad_value("--jobs", value);
		o->jobs = (unsigned)jobs;
		return -1;
	case O_REBUILD:
		o->rebuild = true;
		return -1;
	case O_NO_WAIT:
		o->no_wait = true;
		return -1;
	case O_PROGRESS:
	case O_NO_PROGRESS:
		o->progress = c == O_PROGRESS;
		return -1;
	case O_JSON:
		o->json = true;
		return -1;
	case O_HELP:
		fputs(help, stdout);
		return EXIT_DONE;
	case O_VERSION:
		puts("vanban-indexer " VB_VERSION);
		return EXIT_DONE;
	default:
		return EXIT_TROUBLE;
	}
}

struct ingest {
	const struct options *options;
	struct pipeline *pipeline;
	vb_pool *pool; /* NULL: no vanban-reader, which was said */
	bool show_progress;
	bool has_archive; /* something may be held already */
};

static void *worker_main(void *arg)
{
	struct ingest *in = arg;
	struct worker_ctx ctx = { .options = in->options, .pool = in->pool };
	struct batch *batch;
	size_t number;

	if (in->has_archive &&
	    vb_archive_open(&ctx.ar, in->options->dir, VB_ARCHIVE_READ, NULL))
		ctx.ar = NULL; /* then the archive itself compares */
	while ((batch = pipeline_take(in->pipeline, &number))) {
		for (size_t i = 0; i < batch->n; i++) {
			if (indexer_stop)
				batch->jobs[i].outcome = OUT_DROPPED;
			else
				work_job(&ctx, batch, &batch->jobs[i]);
		}
		pipeline_done(in->pipeline, number);
	}
	vb_archive_close(ctx.ar);
	return NULL;
}

static double share_of(struct walk *walk)
{
	if (!walk->bytes_total)
		return -1;
	return (double)atomic_load(&walk->bytes_done) /
	       (double)walk->bytes_total;
}

/* Take finished batches in order and store them. */
static vb_status store_all(struct committer *c, struct ingest *in,
			   struct walk *walk, struct vb_error *err)
{
	struct progress progress;
	struct batch *batch;
	long long done = 0;
	vb_status st = VB_OK;

	progress_open(&progress, in->show_progress, "reading");
	while (!st && (batch = pipeline_next(in->pipeline))) {
		st = commit_batch(c, batch, err);
		done += (long long)batch->n;
		batch_free(batch);
		progress_show(&progress, done, share_of(walk));
	}
	if (!st)
		st = commit_rest(c, err);
	pipeline_abort(in->pipeline); /* after the last batch, nobody waits */
	progress_close(&progress, done);
	return st;
}

/* A reader for each worker and one for the walk, none of them started yet. */
static void open_pool(struct ingest *in)
{
	struct vb_error err = VB_ERROR_INIT;

	if (vb_pool_open(&in->pool, vb_thread_count(in->options->jobs) + 1,
			 NULL, &err)) {
		in->pool = NULL;
		fail("only text and NDJSON can be read", &err);
	}
}

/* Start the workers; returns how many. */
static unsigned start_workers(pthread_t *workers, struct ingest *in)
{
	unsigned n = vb_thread_count(in->options->jobs), started = 0;

	while (started < n &&
	       !pthread_create(&workers[started], NULL, worker_main, in))
		started++;
	return started;
}

/*
 * Only walk and pipeline outlive this, and only when a stopped run leaves a
 * thread behind that waits for standard input: it can't be woken, and the
 * program is about to end.
 */
static vb_status ingest(struct committer *c, const struct options *o,
			bool show_progress, struct vb_error *err)
{
	static struct walk walk;
	struct ingest in = { .options = o,
			     .pipeline = pipeline_new(),
			     .show_progress = show_progress };
	pthread_t walker, workers[VB_THREADS_MAX];
	unsigned started;
	struct vb_archive_stats stats;
	vb_status st = VB_OK;

	walk = (struct walk){ .options = o,
			      .pipeline = in.pipeline,
			      .bytes_total = walk_bytes(o) };
	if (!in.pipeline)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	open_pool(&in);
	c->pool = walk.pool = in.pool;
	in.has_archive =
		!vb_archive_stats(&stats, c->ar, NULL) && stats.documents > 0;
	c->had_documents = in.has_archive;
	if (pthread_create(&walker, NULL, walk_main, &walk)) {
		vb_pool_close(in.pool);
		pipeline_free(in.pipeline);
		return vb_error_set(err, VB_NO_MEMORY, "cannot start a thread");
	}
	started = start_workers(workers, &in);
	if (started) {
		st = store_all(c, &in, &walk, err);
	} else {
		pipeline_abort(in.pipeline);
		st = vb_error_set(err, VB_NO_MEMORY, "cannot start a thread");
	}
	for (unsigned i = 0; i < started; i++)
		pthread_join(workers[i], NULL);
	c->pool = NULL;
	if (indexer_stop && walk_reads_stdin(o)) {
		pthread_detach(walker);
		while (atomic_load(&walk.unzipping))
			usleep(STOP_LOOK_US);
		vb_pool_close(in.pool);
		return st;
	}
	pthread_join(walker, NULL);
	vb_pool_close(in.pool);
	pipeline_free(in.pipeline);
	return st;
}

static void show_update(void *ctx, int64_t done, int64_t total)
{
	progress_show(ctx, done, total ? (double)done / (double)total : -1);
}

static vb_status update_index(const struct options *o, bool show_progress,
			      struct vb_error *err)
{
	struct vb_log log = { .fn = on_log };
	struct progress progress;
	struct vb_update update = { .dir = o->dir,
				    .jobs = o->jobs,
				    .rebuild = o->rebuild,
				    .log = &log,
				    .progress = show_update,
				    .ctx = &progress,
				    .stop = &indexer_stop };
	struct vb_update_result result;
	vb_status st;

	progress_open(&progress, show_progress, "indexing");
	st = vb_index_update(&result, &update, err);
	if (!st)
		progress_close(&progress, result.indexed + result.removed);
	return st;
}

static void print_summary(const struct counts *n, double seconds)
{
	struct vb_buf out = VB_BUF_INIT(4096);
	struct vb_json j = VB_JSON_INIT(&out);
	long long all = n->added + n->updated + n->unchanged + n->rejected;
	const struct {
		const char *key;
		long long value;
	} rows[] = {
		{ "schema", 1 },	   { "added", n->added },
		{ "updated", n->updated }, { "unchanged", n->unchanged },
		{ "partial", n->partial }, { "rejected", n->rejected },
		{ "reread", n->reread },   { "bytes", (long long)n->bytes },
	};

	vb_json_object(&j);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		vb_json_key(&j, rows[i].key);
		vb_json_int(&j, rows[i].value);
	}
	vb_json_key(&j, "seconds");
	vb_json_real(&j, seconds, 3);
	vb_json_key(&j, "docs_per_second");
	vb_json_real(&j, seconds > 0 ? (double)all / seconds : 0, 1);
	vb_json_end(&j);
	if (!vb_json_status(&j))
		puts(vb_buf_cstr(&out));
	vb_buf_clear(&out);
}

static void say_summary(const struct counts *n, double seconds)
{
	fprintf(stderr,
		"vanban-indexer: %lld added, %lld updated, "
		"%lld unchanged, %lld partial, %lld rejected in "
		"%.1f s\n",
		n->added, n->updated, n->unchanged, n->partial, n->rejected,
		seconds);
}

static int run_locked(const struct options *o)
{
	bool show = o->progress < 0 ? isatty(STDERR_FILENO) : o->progress;
	struct vb_error err = VB_ERROR_INIT;
	struct committer c = { .options = o };
	int64_t start = vb_clock_us();
	double seconds;
	vb_status st;

	st = vb_archive_open(&c.ar, o->dir, VB_ARCHIVE_WRITE, &err);
	if (!st && o->n_paths)
		c.again = again_new(); /* without it nothing is lost */
	if (!st && o->n_paths)
		st = ingest(&c, o, show, &err);
	vb_archive_close(c.ar);
	again_free(c.again);
	if (!st && !indexer_stop)
		st = update_index(o, show, &err);
	seconds = (double)(vb_clock_us() - start) / 1e6;
	if (o->json)
		print_summary(&c.counts, seconds);
	else if (o->n_paths)
		say_summary(&c.counts, seconds);
	if (indexer_stop) {
		fprintf(stderr, "vanban-indexer: interrupted: what was read "
				"is kept; run it again to go on\n");
		return EXIT_TROUBLE;
	}
	if (st)
		return fail(o->dir, &err);
	return c.counts.rejected ? EXIT_SOME_REFUSED : EXIT_DONE;
}

/* As vb_file_lock, but a signal ends the waiting: VB_CANCELLED. */
static vb_status lock_directory(int *fd, const char *path,
				const struct options *o, struct vb_error *err)
{
	vb_status st = vb_file_lock(fd, path, false, err);

	if (st == VB_BUSY && !o->no_wait)
		fprintf(stderr,
			"vanban-indexer: %s: another indexer is at "
			"work, waiting for it\n",
			o->dir);
	while (st == VB_BUSY && !o->no_wait && !indexer_stop) {
		usleep(LOCK_LOOK_US);
		st = vb_file_lock(fd, path, false, err);
	}
	if (st == VB_BUSY && o->no_wait)
		return vb_error_set(err, st, "another indexer is at work");
	if (st == VB_BUSY)
		return vb_error_set(err, VB_CANCELLED, "interrupted");
	return st;
}

static int run(const struct options *o)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	struct vb_error err = VB_ERROR_INIT;
	int lock = -1, code;
	vb_status st;

	st = vb_file_mkdirs(o->dir, &err);
	if (!st)
		st = vb_buf_printf(&path, "%s/lock", o->dir);
	if (!st)
		st = lock_directory(&lock, vb_buf_cstr(&path), o, &err);
	code = st ? fail(o->dir, &err) : run_locked(o);
	vb_file_unlock(lock);
	vb_buf_clear(&path);
	return code;
}

int main(int argc, char **argv)
{
	static struct options o = { .progress = -1 };
	struct vb_buf dir = VB_BUF_INIT(4096);
	struct vb_error err = VB_ERROR_INIT;
	int c, code = -1;

	while (code < 0 &&
	       (c = getopt_long(argc, argv, "d:", long_options, NULL)) != -1)
		code = take_option(&o, c, optarg);
	if (code >= 0)
		return code;
	o.paths = argv + optind;
	o.n_paths = argc - optind;
	if (vb_data_dir(&dir, o.dir, &err))
		return fail("data directory", &err);
	o.dir = vb_buf_cstr(&dir);
	catch_signals();
	raise_file_limit();
	code = run(&o);
	vb_buf_clear(&dir);
	return code;
}
