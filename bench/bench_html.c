/*
 * bench_html: how fast pages are read, beside libxml2 alone on the same
 * pages in the same run (what `xmllint --html --noout` does).
 *
 * usage: bench_html ROUNDS FILE...
 *        bench_html --text FILE		the text as indexing sees it
 *
 * Each round takes every file first by libxml2, then by vanban; the best
 * round of each is printed in MB/s of markup, and their ratio.
 */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "format/format.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *path, const struct vb_error *err)
{
	fprintf(stderr, "bench_html: %s: %s\n", path, err->message);
	exit(2);
}

static void parse_alone(struct vb_str s)
{
	htmlDocPtr doc = htmlReadMemory(
		s.ptr, (int)s.len, NULL, NULL,
		HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);

	xmlFreeDoc(doc);
}

static void read_page(const char *path, struct vb_str s, bool print)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_input in = { .bytes = s, .format = "html" };
	struct vb_error err = VB_ERROR_INIT;
	struct vb_record record;

	vb_record_init(&record, &arena);
	if (vb_format_extract(&record, &in, &err))
		fail(path, &err);
	if (print)
		fwrite(record.text.ptr, 1, record.text.len, stdout);
	vb_arena_clear(&arena);
}

static void best(double *least, double seconds)
{
	if (!*least || seconds < *least)
		*least = seconds;
}

int main(int argc, char **argv)
{
	bool print = argc == 3 && !strcmp(argv[1], "--text");
	unsigned long rounds = 0;
	int n = argc - 2;
	double alone = 0, whole = 0, total = 0, from;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_buf *files;

	if (!print && (argc < 3 ||
		       !vb_str_to_ulong(&rounds, vb_str_from(argv[1]), 1000))) {
		fprintf(stderr, "usage: bench_html ROUNDS FILE...\n");
		return 2;
	}
	files = calloc((size_t)n, sizeof(*files));
	for (int i = 0; files && i < n; i++) {
		files[i].limit = (size_t)1 << 30;
		if (vb_file_read(&files[i], argv[i + 2], VB_FILE_FOLLOW, &err))
			fail(argv[i + 2], &err);
		total += (double)files[i].len;
	}
	if (print)
		read_page(argv[2], vb_buf_str(&files[0]), true);
	for (unsigned long round = 0; round < rounds; round++) {
		from = now();
		for (int i = 0; i < n; i++)
			parse_alone(vb_buf_str(&files[i]));
		best(&alone, now() - from);
		from = now();
		for (int i = 0; i < n; i++)
			read_page(argv[i + 2], vb_buf_str(&files[i]), false);
		best(&whole, now() - from);
	}
	if (rounds)
		printf("libxml2 %.1f MB/s, vanban %.1f MB/s, ratio %.2f\n",
		       total / alone / 1e6, total / whole / 1e6, alone / whole);
	for (int i = 0; i < n; i++)
		vb_buf_clear(&files[i]);
	free(files);
	return 0;
}
