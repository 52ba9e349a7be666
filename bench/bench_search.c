/*
 * Search latency in this process: bench_search DIR QUERIES.tsv [N] [ROUNDS]
 * (lines "qid TAB query"). Prints percentiles in ms over all rounds' last
 * one, top N with snippets, as the peers' benchmark does; then the same with
 * facets, and with each duplicate in a place of its own, round by round beside
 * the first.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "index/search.h"

#define BENCHES 3

struct bench {
	const char *name;
	vb_searcher *searcher;
	struct vb_request request;
	double *ms;
	size_t n, marked, found;
};

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void run_query(struct bench *b, struct vb_str query, size_t i)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_results results;
	int64_t start = vb_clock_us();

	b->request.query = query;
	if (vb_search(&results, b->searcher, &b->request, &arena, &err)) {
		fprintf(stderr, "bench_search: %s\n", err.message);
		exit(2);
	}
	b->ms[i] = (double)(vb_clock_us() - start) / 1000;
	b->found += results.n_hits;
	for (size_t k = 0; k < results.n_hits; k++)
		b->marked += results.hits[k].snippet.n_marks > 0;
	vb_arena_clear(&arena);
}

static void run_round(struct bench *b, struct vb_str file)
{
	struct vb_str line;

	b->n = b->marked = b->found = 0;
	while (vb_str_next_line(&line, &file)) {
		size_t tab = vb_str_find(line, VB_STR("\t"), 0);

		if (tab != VB_NPOS)
			run_query(b, vb_str_skip(line, tab + 1), b->n++);
	}
}

static void print_times(struct bench *b)
{
	double sum = 0;

	qsort(b->ms, b->n, sizeof(*b->ms), by_value);
	for (size_t i = 0; i < b->n; i++)
		sum += b->ms[i];
	printf("vanban %s k=%zu marked=%zu found=%zu n=%zu mean_ms=%.3f "
	       "p50=%.3f p95=%.3f p99=%.3f\n",
	       b->name, b->request.n, b->marked, b->found, b->n,
	       sum / (double)b->n, b->ms[b->n / 2], b->ms[b->n * 95 / 100],
	       b->ms[b->n * 99 / 100]);
}

/* In turns, so that all meet the same machine. */
static void run_all(struct bench benches[BENCHES], struct vb_str file,
		    int rounds)
{
	for (int i = 0; i < rounds; i++)
		for (int k = 0; k < BENCHES; k++)
			run_round(&benches[k], file);
	for (int k = 0; k < BENCHES; k++)
		print_times(&benches[k]);
}

int main(int argc, char **argv)
{
	struct vb_buf file = VB_BUF_INIT((size_t)1 << 30);
	struct vb_error err = VB_ERROR_INIT;
	struct bench benches[BENCHES] = {
		{ .name = "search" },
		{ .name = "search facets", .request.facets = true },
		{ .name = "search duplicates=show",
		  .request.duplicates = true },
	};
	vb_searcher *searcher;
	bool ready = true;
	int rounds = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 3;

	if (argc < 3) {
		fputs("usage: bench_search DIR QUERIES.tsv [N] [ROUNDS]\n",
		      stderr);
		return 2;
	}
	if (vb_file_read(&file, argv[2], VB_FILE_FOLLOW, &err) ||
	    vb_searcher_open(&searcher, argv[1], &err)) {
		fprintf(stderr, "bench_search: %s\n", err.message);
		return 2;
	}
	for (int i = 0; i < BENCHES; i++) {
		struct bench *b = &benches[i];

		b->searcher = searcher;
		b->request.n = argc > 3 ? strtoul(argv[3], NULL, 10) : 10;
		b->request.snippets = true;
		b->request.timeout_ms = 60000;
		b->ms = calloc(file.len + 1, sizeof(*b->ms));
		ready = ready && b->ms;
	}
	if (rounds > 0 && ready)
		run_all(benches, vb_buf_str(&file), rounds);
	for (int i = 0; i < BENCHES; i++)
		free(benches[i].ms);
	vb_searcher_close(searcher);
	vb_buf_clear(&file);
	return benches[0].n ? 0 : 2;
}
