#include "cli.h"

#include <stdio.h>
#include <unistd.h>

#include "base/deflate.h"
#include "base/file.h"
#include "format/convert.h"
#include "index/intake.h"

static const char help[] =
	"usage: vanban extract [--format=text|json] [--encoding=NAME]\n"
	"                      [--ocr=auto|always|never] FILE\n"
	"\n"
	"What a reader finds in FILE, or in standard input (-): its text,\n"
	"decoded and NFC, with the author's tone placement and capitals; as\n"
	"json also metadata and how each was found, references, structure\n"
	"and encoding. Nothing is stored. Of NDJSON each line is a record,\n"
	"and an object a line the answer.\n"
	"\n"
	"exit status: 0 read, 1 some or all of it can't be read, 2 trouble\n";

#define INPUT_LIMIT ((size_t)950 << 20) /* as of an original */

struct extract {
	struct cli *cli;
	const char *path;
	const char *encoding; /* NULL: auto */
	enum vb_ocr ocr;
	vb_pool *pool; /* NULL: not opened, or not there */
	struct vb_buf bytes, out;
	bool lines; /* NDJSON, a record a line */
	bool first;
};

/* Is it the file, not the machine, that stands in the way? */
static bool is_unreadable(vb_status st)
{
	return st == VB_BAD_INPUT || st == VB_BAD_ENCODING ||
	       st == VB_UNSUPPORTED || st == VB_TOO_BIG || st == VB_TIMEOUT ||
	       st == VB_CORRUPT;
}

static void warn_guard(void)
{
	enum vb_guard guard = vb_convert_guard();

	if (guard != VB_GUARD_NAMESPACES)
		fprintf(stderr,
			"vanban: extract: the file is read without namespaces "
			"(bubblewrap is missing or may not make them): %s\n",
			guard == VB_GUARD_FILTERS ?
				"landlock, seccomp and limits still hold" :
				"only limits still hold");
}

static vb_status print(struct extract *x, const struct vb_extract *what)
{
	vb_buf_truncate(&x->out, 0);
	if (x->cli->style.format == VB_FORMAT_TEXT && !x->first &&
	    vb_buf_append_char(&x->out, '\n')) /* a line between records */
		return VB_NO_MEMORY;
	x->first = false;
	return vb_output_extract(&x->out, what, &x->cli->style);
}

/* "vanban: FILE: line 7: message", with nothing that steers a terminal. */
static int complain(const struct extract *x, size_t line,
		    const struct vb_error *err)
{
	char subject[300];

	snprintf(subject, sizeof(subject), "%s", x->path);
	if (line)
		snprintf(subject, sizeof(subject), "%.200s: line %zu", x->path,
			 line);
	vb_message_clean(subject);
	return cli_fail(subject, err);
}

/* Of JSON it is a part. */
static void say_warning(const struct extract *x, size_t line,
			const struct vb_record *record)
{
	struct vb_error err = VB_ERROR_INIT;

	if (!record->warning.len || x->cli->style.format != VB_FORMAT_TEXT)
		return;
	vb_error_set(&err, VB_BAD_INPUT, "%.*s", VB_STR_ARG(record->warning));
	complain(x, line, &err);
}

/* Where a file holds several documents, make `record` the first of them. */
static vb_status cut(struct vb_record *record, struct vb_extract *what)
{
	struct vb_record whole = *record;
	struct vb_part *parts;
	size_t n;
	vb_status st = vb_parts_find(&parts, &n, whole.text, whole.arena);

	if (st || n < 2)
		return st;
	what->parts = parts;
	what->n_parts = n;
	what->whole = whole.text;
	vb_record_init(record, whole.arena);
	return vb_part_cut(record, &whole, &parts[0]);
}

/* One record; `line` is its number, 0: the file is one. */
static int extract_one(struct extract *x, struct vb_str bytes, size_t line)
{
	struct vb_input in = { .bytes = bytes,
			       .name = vb_str_from(x->path),
			       .format = line ? "ndjson" : NULL,
			       .encoding = x->encoding,
			       .ocr = x->ocr };
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	bool guarded = false;
	struct vb_record record;
	struct vb_extract what = { .record = &record };
	vb_status st;
	int code;

	vb_record_init(&record, &arena);
	st = vb_intake_read(&record, &guarded, x->pool, &in, &err);
	if (guarded && x->first)
		warn_guard();
	what.format = vb_str_from(vb_intake_format(&in));
	if (!st && !vb_str_eq(what.format, VB_STR("ndjson")) &&
	    cut(&record, &what))
		st = vb_error_set(&err, VB_NO_MEMORY, "no memory");
	if (!st && vb_record_understand(&record))
		st = vb_error_set(&err, VB_NO_MEMORY, "no memory");
	if (!st) {
		st = print(x, &what);
		if (st)
			vb_error_set(&err, st, "%s", vb_status_text(st));
	}
	if (st) {
		complain(x, line, &err);
		code = is_unreadable(st) ? EXIT_NOTHING : EXIT_TROUBLE;
	} else {
		say_warning(x, line, &record);
		code = cli_print(&x->out, EXIT_FOUND);
	}
	vb_arena_clear(&arena);
	return code;
}

static int extract_lines(struct extract *x)
{
	struct vb_str rest = vb_buf_str(&x->bytes), line;
	int code = EXIT_FOUND;
	size_t number = 0;

	while (code != EXIT_TROUBLE && vb_str_next_line(&line, &rest)) {
		int one;

		number++;
		if (!vb_str_trim(line).len)
			continue;
		one = extract_one(x, line, number);
		code = one > code ? one : code;
	}
	return code;
}

static vb_status read_stdin(struct vb_buf *out, struct vb_error *err)
{
	ssize_t n;

	do {
		vb_status st = vb_buf_reserve(out, 1 << 16);

		if (st)
			return vb_error_set(err, st, "%s", vb_status_text(st));
		n = read(STDIN_FILENO, out->ptr + out->len, 1 << 16);
		if (n < 0)
			return vb_error_errno(err, "cannot read");
		out->len += (size_t)n;
	} while (n > 0);
	return VB_OK;
}

/* As the indexer tells NDJSON: by the name, or on standard input by sight. */
static bool has_lines(const struct extract *x)
{
	static const char *const ends[] = { ".jsonl", ".ndjson", ".jsonl.gz",
					    ".ndjson.gz" };
	struct vb_str name = vb_str_from(x->path);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (vb_str_ends(name, vb_str_from(ends[i])))
			return true;
	return !strcmp(x->path, "-") &&
	       !strcmp(vb_format_sniff(vb_buf_str(&x->bytes), name), "ndjson");
}

static vb_status read_file(struct extract *x, struct vb_error *err)
{
	struct vb_buf plain = VB_BUF_INIT(INPUT_LIMIT);
	vb_status st;

	if (!strcmp(x->path, "-"))
		st = read_stdin(&x->bytes, err);
	else
		st = vb_file_read(&x->bytes, x->path, VB_FILE_FOLLOW, err);
	x->lines = !st && has_lines(x);
	if (x->lines &&
	    vb_str_starts(vb_buf_str(&x->bytes), VB_STR("\x1f\x8b"))) {
		st = vb_gunzip(&plain, vb_buf_str(&x->bytes), err);
		vb_buf_swap(&plain, &x->bytes);
	}
	vb_buf_clear(&plain);
	return st;
}

static int run(struct extract *x)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = read_file(x, &err);
	int code;

	if (st) {
		code = cli_fail(x->path, &err);
	} else {
		/* Without one, what needs it says so. */
		if (vb_pool_open(&x->pool, 1, NULL, NULL))
			x->pool = NULL;
		code = x->lines ? extract_lines(x) :
				  extract_one(x, vb_buf_str(&x->bytes), 0);
		vb_pool_close(x->pool);
	}
	vb_buf_clear(&x->bytes);
	vb_buf_clear(&x->out);
	return code;
}

static bool set_ocr(struct extract *x, const char *value)
{
	static const char *const names[] = { [VB_OCR_AUTO] = "auto",
					     [VB_OCR_ALWAYS] = "always",
					     [VB_OCR_NEVER] = "never" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(value, names[i]))
			continue;
		x->ocr = (enum vb_ocr)i;
		return true;
	}
	return false;
}

int cmd_extract(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "encoding", required_argument, NULL, 'e' },
		{ "ocr", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct extract x = { .cli = cli,
			     .bytes = VB_BUF_INIT(INPUT_LIMIT),
			     .out = VB_BUF_INIT(VB_CLI_OUTPUT),
			     .first = true };
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'e':
			if (!vb_format_encoding_known(optarg))
				return cli_usage(cli, "--encoding '%s'",
						 optarg);
			x.encoding = strcmp(optarg, "auto") ? optarg : NULL;
			break;
		case 'o':
			if (!set_ocr(&x, optarg))
				return cli_usage(cli,
						 "--ocr is auto, always or "
						 "never");
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_FOUND;
		default:
			if (!cli_common_option(cli, c, optarg))
				return EXIT_TROUBLE;
		}
	}
	if (argc - optind != 1)
		return cli_usage(cli, "give one FILE");
	if (cli->style.format > VB_FORMAT_JSON)
		return cli_usage(cli, "the format is text or json");
	x.path = argv[optind];
	return run(&x);
}
