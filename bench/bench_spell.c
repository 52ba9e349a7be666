/*
 * What is offered and suggested, in this process; bench/spelling asks.
 *
 *	bench_spell DIR offers <QUERIES	a query a line; prints for each what
 *		is offered, then the ids of the first ten of the query offered,
 *		or else of the query itself; tabs between
 *	bench_spell DIR suggest <LINES	types each line letter by letter;
 *		prints percentiles of the time that a suggestion took
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "index/search.h"
#include "index/suggest.h"
#include "text/text.h"

#define SHOWN 10

/* Time of this thread alone, in us: other programs' is not ours. */
static int64_t own_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct times {
	double *ms;
	size_t n, cap;
};

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void note(struct times *t, int64_t start)
{
	if (t->n == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 4096;
		t->ms = realloc(t->ms, t->cap * sizeof(*t->ms));
		if (!t->ms)
			exit(2);
	}
	t->ms[t->n++] = (double)(own_us() - start) / 1000;
}

static void print_times(FILE *to, const char *name, struct times *t)
{
	if (!t->n)
		return;
	qsort(t->ms, t->n, sizeof(*t->ms), by_value);
	fprintf(to, "%s n=%zu p50=%.3f p95=%.3f p99=%.3f max=%.3f ms\n", name,
		t->n, t->ms[t->n / 2], t->ms[t->n * 95 / 100],
		t->ms[t->n * 99 / 100], t->ms[t->n - 1]);
	free(t->ms);
}

static void search(struct vb_results *out, vb_searcher *s, struct vb_str query,
		   struct vb_arena *arena)
{
	struct vb_request request = { .query = query,
				      .n = SHOWN,
				      .timeout_ms = 20000 };
	struct vb_error err = VB_ERROR_INIT;

	if (vb_search(out, s, &request, arena, &err)) {
		fprintf(stderr, "bench_spell: %s\n", err.message);
		exit(2);
	}
}

static void ask_offer(vb_searcher *s, struct vb_str query, struct times *times)
{
	struct vb_arena arena = VB_ARENA_INIT;
	int64_t start = own_us();
	struct vb_results results;
	struct vb_str offer;

	search(&results, s, query, &arena);
	note(times, start);
	offer = results.did_you_mean;
	printf("%.*s", VB_STR_ARG(offer));
	if (offer.len)
		search(&results, s, offer, &arena);
	for (size_t i = 0; i < results.n_hits; i++)
		printf("\t%.*s", VB_STR_ARG(results.hits[i].id));
	putchar('\n');
	vb_arena_clear(&arena);
}

static void type_line(vb_searcher *s, struct vb_str line, struct times *times)
{
	for (size_t n = 1; n <= line.len; n++) {
		struct vb_arena arena = VB_ARENA_INIT;
		struct vb_error err = VB_ERROR_INIT;
		struct vb_suggestions list;
		int64_t start = own_us();

		if (vb_utf8_floor(line, n) != n)
			continue;
		if (vb_suggest(&list, s, vb_str_sub(line, 0, n),
			       VB_SUGGEST_USUAL, &arena, &err)) {
			fprintf(stderr, "bench_spell: %s\n", err.message);
			exit(2);
		}
		note(times, start);
		vb_arena_clear(&arena);
	}
}

int main(int argc, char **argv)
{
	struct vb_error err = VB_ERROR_INIT;
	struct times times = { 0 };
	vb_searcher *s = NULL;
	char line[VB_SUGGEST_BYTES * 8];
	bool offers;

	if (argc != 3) {
		fputs("usage: bench_spell DIR offers|suggest <LINES\n", stderr);
		return 2;
	}
	offers = !strcmp(argv[2], "offers");
	if (vb_searcher_open(&s, argv[1], &err)) {
		fprintf(stderr, "bench_spell: %s\n", err.message);
		return 2;
	}
	while (fgets(line, sizeof(line), stdin)) {
		struct vb_str text = vb_str_trim(vb_str_from(line));

		if (offers)
			ask_offer(s, text, &times);
		else
			type_line(s, text, &times);
	}
	print_times(offers ? stderr : stdout, argv[2], &times);
	vb_searcher_close(s);
	return 0;
}
