/*
 * A search for each request read, in this process: bench_ask DIR. A request
 * is a line "BYTES [key=value]…", then so many bytes, which are the query;
 * keys: n offset sort (an enum vb_sort) match duplicates facets snippets
 * timeout, all numbers, and with filter=NUMBER,VALUE one filter. The answer
 * is one line of JSON; in it "us" is how long the search took and "cpu" how
 * long it had a processor, both in microseconds. So scripts ask for any bytes
 * at all, fast, and time is the library's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "index/search.h"

#define ASK_BYTES (1 << 20)

static void set_filter(struct vb_request *r, const char *value)
{
	static char kept[VB_FILTER_COUNT][256];
	char *comma;
	unsigned long id = strtoul(value, &comma, 10);

	if (id >= VB_FILTER_COUNT || *comma != ',')
		return;
	snprintf(kept[id], sizeof(kept[id]), "%s", comma + 1);
	r->filters[id] = vb_str_from(kept[id]);
}

static void set_option(struct vb_request *r, const char *key, const char *value)
{
	long number = strtol(value, NULL, 10);

	if (!strcmp(key, "n"))
		r->n = (size_t)number;
	else if (!strcmp(key, "offset"))
		r->offset = (size_t)number;
	else if (!strcmp(key, "sort"))
		r->sort = (enum vb_sort)number;
	else if (!strcmp(key, "match"))
		r->match = (enum vb_match)number;
	else if (!strcmp(key, "duplicates"))
		r->duplicates = number;
	else if (!strcmp(key, "facets"))
		r->facets = number;
	else if (!strcmp(key, "snippets"))
		r->snippets = number;
	else if (!strcmp(key, "timeout"))
		r->timeout_ms = (int)number;
	else if (!strcmp(key, "filter"))
		set_filter(r, value);
}

static void key_str(struct vb_json *j, const char *name, struct vb_str value)
{
	vb_json_key(j, name);
	vb_json_str(j, value);
}

static void key_int(struct vb_json *j, const char *name, long long value)
{
	vb_json_key(j, name);
	vb_json_int(j, value);
}

static void write_hits(struct vb_json *j, const struct vb_results *out)
{
	vb_json_key(j, "hits");
	vb_json_array(j);
	for (size_t i = 0; i < out->n_hits; i++) {
		const struct vb_hit *hit = &out->hits[i];

		vb_json_object(j);
		key_str(j, "id", hit->id);
		vb_json_key(j, "score");
		vb_json_real(j, hit->score, 6);
		key_str(j, "date", hit->date);
		vb_json_key(j, "stage");
		vb_json_cstr(j, hit->why.stage);
		key_str(j, "snippet", hit->snippet.text);
		vb_json_end(j);
	}
	vb_json_end(j);
}

static void write_facets(struct vb_json *j, const struct vb_results *out)
{
	vb_json_key(j, "facets");
	vb_json_object(j);
	for (size_t i = 0; i < out->n_facets; i++) {
		const struct vb_facet *facet = &out->facets[i];

		vb_json_key(j, facet->name);
		vb_json_object(j);
		for (size_t k = 0; k < facet->n; k++) {
			vb_json_key_str(j, facet->values[k].value);
			vb_json_int(j, facet->values[k].count);
		}
		vb_json_end(j);
	}
	vb_json_end(j);
}

static void write_found(struct vb_json *j, const struct vb_results *out)
{
	key_int(j, "total", (long long)out->total);
	vb_json_key(j, "exact");
	vb_json_bool(j, out->exact);
	vb_json_key(j, "relaxed");
	vb_json_bool(j, out->relaxed);
	key_str(j, "interpreted", out->interpreted);
	key_str(j, "notes", out->notes);
	write_facets(j, out);
	write_hits(j, out);
}

static int64_t cpu_us(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * INT64_C(1000000) +
	       u.ru_utime.tv_usec + u.ru_stime.tv_usec;
}

static void answer(vb_searcher *s, const struct vb_request *request)
{
	struct vb_buf line = VB_BUF_INIT((size_t)64 << 20);
	struct vb_json json = VB_JSON_INIT(&line), *j = &json;
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	int64_t start = vb_clock_us(), cpu = cpu_us();
	struct vb_results out;
	vb_status st = vb_search(&out, s, request, &arena, &err);

	vb_json_object(j);
	key_int(j, "us", vb_clock_us() - start);
	key_int(j, "cpu", cpu_us() - cpu);
	key_int(j, "status", (long long)st);
	key_str(j, "error", vb_str_from(st ? err.message : ""));
	if (!st)
		write_found(j, &out);
	vb_json_end(j);
	if (vb_json_status(j)) {
		fputs("bench_ask: an answer can't be written\n", stderr);
		exit(2);
	}
	printf("%.*s\n", VB_STR_ARG(vb_buf_str(&line)));
	fflush(stdout);
	vb_buf_clear(&line);
	vb_arena_clear(&arena);
}

/* One request; false at the end. */
static bool read_request(struct vb_request *r, char *query, size_t size)
{
	char line[2048], *word, *save = NULL;
	size_t len;

	if (!fgets(line, sizeof(line), stdin))
		return false;
	*r = (struct vb_request){ .n = 10 };
	word = strtok_r(line, " \n", &save);
	len = word ? strtoul(word, NULL, 10) : 0;
	while ((word = strtok_r(NULL, " \n", &save))) {
		char *value = strchr(word, '=');

		if (!value)
			continue;
		*value++ = '\0';
		set_option(r, word, value);
	}
	if (len > size || fread(query, 1, len, stdin) != len)
		return false;
	r->query = vb_str_of(query, len);
	return true;
}

int main(int argc, char **argv)
{
	struct vb_error err = VB_ERROR_INIT;
	char *query = malloc(ASK_BYTES);
	struct vb_request request;
	vb_searcher *s = NULL;

	if (argc != 2 || !query) {
		fputs("usage: bench_ask DIR <REQUESTS\n", stderr);
		return 2;
	}
	if (vb_searcher_open(&s, argv[1], &err)) {
		fprintf(stderr, "bench_ask: %s\n", err.message);
		return 2;
	}
	while (read_request(&request, query, ASK_BYTES))
		answer(s, &request);
	vb_searcher_close(s);
	free(query);
	return 0;
}
