/*
 * bench_docx: how fast DOCX is read, beside what no reader can do without in
 * the same run: unpacking the parts that have text, and libxml2's SAX parser
 * over them with nothing to call.
 *
 * usage: bench_docx ROUNDS FILE...
 *        bench_docx --text FILE		the text as indexing sees it
 *
 * Each round takes every file first by zlib and libxml2, then by vanban, and
 * the best round of each counts. Printed for each file and for all: files a
 * second of processor time, and the ratio of the two.
 */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zip.h>

#include "base/file.h"
#include "format/format.h"

/* What vanban reads too, where it is there. */
static const char *const parts[] = {
	"_rels/.rels",	     "word/_rels/document.xml.rels",
	"word/styles.xml",   "word/numbering.xml",
	"word/document.xml", "word/footnotes.xml",
	"word/endnotes.xml", "docProps/core.xml",
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *path, const char *what)
{
	fprintf(stderr, "bench_docx: %s: %s\n", path, what);
	exit(2);
}

/* Unpack part `i` at once and let libxml2 read it; its bytes. */
static size_t parse_part(const char *path, zip_t *zip, zip_uint64_t i)
{
	xmlSAXHandler nothing = { .initialized = XML_SAX2_MAGIC };
	zip_stat_t stat;
	zip_file_t *file = zip_fopen_index(zip, i, 0);
	char *xml;

	if (zip_stat_index(zip, i, 0, &stat) || !file)
		fail(path, "damaged");
	xml = malloc(stat.size + 1);
	if (!xml || zip_fread(file, xml, stat.size) != (zip_int64_t)stat.size)
		fail(path, "damaged");
	zip_fclose(file);
	xmlSAXUserParseMemory(&nothing, NULL, xml, (int)stat.size);
	free(xml);
	return stat.size;
}

static size_t parse_alone(const char *path, struct vb_str s)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(s.ptr, s.len, 0, NULL);
	zip_t *zip;
	size_t bytes = 0;

	zip_error_init(&error);
	zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!zip)
		fail(path, "no zip file");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		zip_int64_t at = zip_name_locate(zip, parts[i], 0);

		if (at >= 0)
			bytes += parse_part(path, zip, (zip_uint64_t)at);
	}
	zip_discard(zip);
	return bytes;
}

static void read_file(const char *path, struct vb_str s, bool print)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_input in = { .bytes = s, .name = vb_str_from(path) };
	struct vb_error err = VB_ERROR_INIT;
	struct vb_record record;
	vb_status st;

	vb_record_init(&record, &arena);
	st = print ? vb_format_extract(&record, &in, &err) :
		     vb_format_read(&record, &in, &err);
	if (st)
		fail(path, err.message);
	if (print)
		fwrite(record.text.ptr, 1, record.text.len, stdout);
	vb_arena_clear(&arena);
}

struct file {
	const char *path;
	struct vb_buf bytes;
	double alone, whole; /* seconds, the least */
	size_t xml;	     /* bytes of it */
};

static void measure(struct file *f)
{
	double from = now(), took;

	f->xml = parse_alone(f->path, vb_buf_str(&f->bytes));
	took = now() - from;
	if (!f->alone || took < f->alone)
		f->alone = took;
	from = now();
	read_file(f->path, vb_buf_str(&f->bytes), false);
	took = now() - from;
	if (!f->whole || took < f->whole)
		f->whole = took;
}

static void print_line(const char *name, double n, const struct file *sum)
{
	const char *slash = strrchr(name, '/');

	printf("%-34.34s %8.0f KB of XML  floor %7.1f/s  vanban %7.1f/s  "
	       "ratio %.2f\n",
	       slash ? slash + 1 : name, (double)sum->xml / 1e3, n / sum->alone,
	       n / sum->whole, sum->alone / sum->whole);
}

int main(int argc, char **argv)
{
	bool print = argc == 3 && !strcmp(argv[1], "--text");
	unsigned long rounds = 0;
	int n = argc - 2;
	struct vb_error err = VB_ERROR_INIT;
	struct file *files, all = { .alone = 0 };

	if (!print && (argc < 3 ||
		       !vb_str_to_ulong(&rounds, vb_str_from(argv[1]), 1000))) {
		fprintf(stderr, "usage: bench_docx ROUNDS FILE...\n");
		return 2;
	}
	files = calloc((size_t)n, sizeof(*files));
	for (int i = 0; files && i < n; i++) {
		files[i].path = argv[i + 2];
		files[i].bytes.limit = (size_t)1 << 30;
		if (vb_file_read(&files[i].bytes, files[i].path, VB_FILE_FOLLOW,
				 &err))
			fail(files[i].path, err.message);
	}
	if (print && files)
		read_file(files[0].path, vb_buf_str(&files[0].bytes), true);
	for (unsigned long round = 0; files && round < rounds; round++)
		for (int i = 0; i < n; i++)
			measure(&files[i]);
	for (int i = 0; files && i < n; i++) {
		if (rounds && n <= 40)
			print_line(files[i].path, 1, &files[i]);
		all.alone += files[i].alone;
		all.whole += files[i].whole;
		all.xml += files[i].xml;
		vb_buf_clear(&files[i].bytes);
	}
	if (rounds)
		print_line("all", n, &all);
	free(files);
	return 0;
}
