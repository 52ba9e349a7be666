/*
 * inprocess: what the library alone does with the same queries, searched and
 * written as JSON, on several threads: inprocess DIR QUERIES THREADS SECONDS
 * QUERIES: "qid TAB query" lines. Prints queries a second.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "output/output.h"

#define MOST 100000

static struct {
	const char *dir;
	vb_shared *shared;
	struct vb_str queries[MOST];
	size_t n;
	int64_t end;
	_Atomic size_t next, done;
} work;

static void ask(vb_searcher *s, struct vb_buf *out, struct vb_str query)
{
	struct vb_style style = { .format = VB_FORMAT_JSON, .query = query };
	struct vb_request request = { .query = query,
				      .n = 10,
				      .snippets = true };
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_results results;
	uint64_t revision;

	vb_buf_truncate(out, 0);
	if (!vb_searcher_refresh(&revision, s, NULL) &&
	    !vb_search(&results, s, &request, &arena, NULL) &&
	    !vb_output_results(out, &results, &style))
		atomic_fetch_add(&work.done, 1);
	vb_arena_clear(&arena);
}

static void *run(void *arg)
{
	struct vb_buf out = VB_BUF_INIT(16 << 20);
	vb_searcher *s = NULL;

	(void)arg;
	if (vb_searcher_open_shared(&s, work.dir, work.shared, NULL))
		return NULL;
	while (vb_clock_us() < work.end)
		ask(s, &out,
		    work.queries[atomic_fetch_add(&work.next, 1) % work.n]);
	vb_searcher_close(s);
	vb_buf_clear(&out);
	return NULL;
}

int main(int argc, char **argv)
{
	struct vb_buf file = VB_BUF_INIT(64 << 20);
	struct vb_str line, rest;
	pthread_t threads[256];
	unsigned long n, seconds;

	if (argc != 5 || vb_file_read(&file, argv[2], VB_FILE_FOLLOW, NULL))
		return 2;
	rest = vb_buf_str(&file);
	while (work.n < MOST && vb_str_next_line(&line, &rest)) {
		size_t tab = vb_str_find(line, VB_STR("\t"), 0);

		if (tab != VB_NPOS)
			work.queries[work.n++] = vb_str_skip(line, tab + 1);
	}
	n = strtoul(argv[3], NULL, 10);
	seconds = strtoul(argv[4], NULL, 10);
	if (!work.n || !n || n > 256 || !seconds)
		return 2;
	work.dir = argv[1];
	if (vb_shared_new(&work.shared, NULL))
		return 2;
	work.end = vb_clock_us() + (int64_t)seconds * 1000000;
	for (unsigned long i = 0; i < n; i++)
		if (pthread_create(&threads[i], NULL, run, NULL))
			return 2;
	for (unsigned long i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	printf("%.1f\n", (double)work.done / (double)seconds);
	vb_shared_free(work.shared);
	vb_buf_clear(&file);
	return 0;
}
