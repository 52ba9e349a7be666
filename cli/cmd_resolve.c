#include "cli.h"

#include <stdio.h>

#include "base/lines.h"
#include "remote.h"

#define LINE_LIMIT ((size_t)1 << 16) /* bytes of a line of a batch */

static const char help[] =
	"usage: vanban resolve [--format=FORMAT] [-n N] NUMBER...\n"
	"\n"
	"Documents that bear the number, however it is spelled; and documents\n"
	"of that number that others cite, if none is held.\n"
	"\n"
	"  --format=FORMAT   text, json, ndjson, tsv or trec\n"
	"  -n N              documents to show (20)\n"
	"  --batch=FILE      'qid TAB number' a line (- is standard input)\n";

#define O_BATCH 1

struct resolve {
	struct cli *cli;
	vb_searcher *searcher;
	const char *batch;
	unsigned long n;
	bool help;
};

/* Resolve one number and append the answer. */
static vb_status answer(struct vb_buf *out, bool *found, struct resolve *r,
			struct vb_str number, struct vb_error *err)
{
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	const struct remote rm = { r->cli, &arena, &body, err };
	struct vb_results results = { 0 };
	vb_status st;

	r->cli->style.query = number;
	st = r->cli->server ? remote_resolve(&results, &rm, number, r->n) :
			      vb_resolve(&results, r->searcher, number, r->n,
					 &arena, err);
	if (!st)
		st = remote_as_is(&rm) ?
			     vb_buf_append(out, vb_buf_str(&body)) :
			     vb_output_results(out, &results, &r->cli->style);
	/* A document that others cite is an answer, too. */
	*found = !st && (results.n_hits || results.n_resolved);
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	return st;
}

static int run_one(struct resolve *r, int argc, char **argv)
{
	struct vb_buf number = VB_BUF_INIT(1 << 16);
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = VB_OK;
	bool found = false;
	int code;

	for (int i = 0; i < argc && !st; i++)
		st = vb_buf_printf(&number, "%s%s", i ? " " : "", argv[i]);
	if (!st)
		st = answer(&out, &found, r, vb_buf_str(&number), &err);
	code = st ? cli_fail(r->cli->server ? "resolve" :
					      vb_buf_cstr(&r->cli->dir),
			     &err) :
		    cli_print(&out, found ? EXIT_FOUND : EXIT_NOTHING);
	vb_buf_clear(&out);
	vb_buf_clear(&number);
	return code;
}

/* Line `number` of the batch. Returns the exit status it calls for. */
static int run_line(struct resolve *r, size_t number, struct vb_str line)
{
	size_t tab = vb_str_find(line, VB_STR("\t"), 0);
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_error err = VB_ERROR_INIT;
	bool found = false;
	int code;

	if (!vb_str_trim(line).len)
		return EXIT_NOTHING;
	if (tab == VB_NPOS) {
		fprintf(stderr,
			"vanban: %s: line %zu: no tab between id and number\n",
			r->batch, number);
		return EXIT_TROUBLE;
	}
	r->cli->style.qid = vb_str_sub(line, 0, tab);
	if (answer(&out, &found, r, vb_str_skip(line, tab + 1), &err)) {
		fprintf(stderr, "vanban: %s: line %zu: %s\n", r->batch, number,
			err.message);
		code = EXIT_TROUBLE;
	} else {
		code = cli_print(&out, found ? EXIT_FOUND : EXIT_NOTHING);
	}
	vb_buf_clear(&out);
	return code;
}

/* As `search --batch`: a line that fails is named and the rest goes on. */
static int run_batch(struct resolve *r)
{
	struct vb_error err = VB_ERROR_INIT;
	bool found = false, trouble = false;
	vb_lines *lines = NULL;
	struct vb_str line;
	size_t number = 0;
	vb_status st = vb_lines_open(&lines, r->batch, &err);

	while (!st) {
		st = vb_lines_next(&line, &number, lines, LINE_LIMIT, &err);
		if (!st) {
			int code = run_line(r, number, line);

			found |= code == EXIT_FOUND;
			trouble |= code == EXIT_TROUBLE;
		}
	}
	if (st != VB_NOT_FOUND || !lines)
		trouble = cli_fail(r->batch, &err);
	vb_lines_close(lines);
	return trouble ? EXIT_TROUBLE : found ? EXIT_FOUND : EXIT_NOTHING;
}

/* False when the option is wrong; that has been said. */
static bool take_options(struct resolve *r, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "batch", required_argument, NULL, O_BATCH },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "n:h", options, NULL)) != -1) {
		if (c == 'h') {
			r->help = true;
		} else if (c == O_BATCH) {
			r->batch = optarg;
		} else if (c == 'n') {
			if (!vb_str_to_ulong(&r->n, vb_str_from(optarg),
					     VB_SEARCH_PAGE)) {
				cli_usage(r->cli, "-n '%s'", optarg);
				return false;
			}
		} else if (!cli_common_option(r->cli, c, optarg)) {
			return false;
		}
	}
	return true;
}

int cmd_resolve(struct cli *cli, int argc, char **argv)
{
	struct resolve r = { .cli = cli, .n = 20 };
	struct vb_error err = VB_ERROR_INIT;
	int code;

	if (!take_options(&r, argc, argv))
		return EXIT_TROUBLE;
	if (r.help) {
		fputs(help, stdout);
		return EXIT_FOUND;
	}
	if (optind == argc && !r.batch)
		return cli_usage(cli, "give a number");
	if (!cli->server &&
	    vb_searcher_open(&r.searcher, vb_buf_cstr(&cli->dir), &err))
		code = cli_fail(vb_buf_cstr(&cli->dir), &err);
	else
		code = r.batch ? run_batch(&r) :
				 run_one(&r, argc - optind, argv + optind);
	vb_searcher_close(r.searcher);
	return code;
}
