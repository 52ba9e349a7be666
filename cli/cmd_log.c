#include "cli.h"

#include <stdio.h>

static const char help[] =
	"usage: vanban log [--format=text|json] [-n N] [ID|--zero-results]\n"
	"\n"
	"The newest N events (50), oldest first; of one document with ID.\n"
	"\n"
	"  --zero-results  instead, the N queries that vanban-searchd found\n"
	"                  nothing for most often: how often, on how many\n"
	"                  days, when last, and what\n";

#define OPT_ZERO_RESULTS 2000
#define MOST_QUERIES 1000000 /* different ones that are counted */

struct log {
	struct cli *cli;
	size_t count;
};

static vb_status print_event(void *ctx, const struct vb_event *event)
{
	struct vb_buf out = VB_BUF_INIT(1 << 20);
	struct log *l = ctx;
	vb_status st = vb_output_event(&out, event, &l->cli->style);

	if (!st && cli_print(&out, EXIT_FOUND) != EXIT_FOUND)
		st = VB_IO;
	l->count++;
	vb_buf_clear(&out);
	return st;
}

/* The daemon's file, and the one that it put aside when it grew long. */
static vb_status read_missed(vb_missed *m, const char *dir,
			     struct vb_error *err)
{
	static const char *const names[] = { VB_MISSED_FILE ".1",
					     VB_MISSED_FILE };
	vb_status st = VB_OK;

	for (size_t i = 0; i < 2 && !st; i++) {
		struct vb_buf path = VB_BUF_INIT(8192);

		st = vb_buf_printf(&path, "%s/%s", dir, names[i]);
		if (!st)
			st = vb_missed_read(m, vb_buf_cstr(&path), err);
		if (st == VB_NOT_FOUND)
			st = VB_OK;
		vb_buf_clear(&path);
	}
	return st;
}

static int zero_results(struct cli *cli, unsigned long most)
{
	const char *dir = vb_buf_cstr(&cli->dir);
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_error err = VB_ERROR_INIT;
	const struct vb_missed_row *rows = NULL;
	vb_missed *m = vb_missed_new(MOST_QUERIES);
	size_t n = 0;
	vb_status st = m ? read_missed(m, dir, &err) : VB_NO_MEMORY;
	int code;

	if (!st)
		st = vb_missed_rows(&rows, &n, m);
	if (n > most)
		n = most;
	for (size_t i = 0; i < n && !st; i++)
		st = vb_output_missed(&out, &rows[i], &cli->style);
	if (st && !err.status)
		vb_error_set(&err, st, "%s", vb_status_text(st));
	code = st ? cli_fail(dir, &err) :
		    cli_print(&out, n ? EXIT_FOUND : EXIT_NOTHING);
	vb_missed_free(m);
	vb_buf_clear(&out);
	return code;
}

int cmd_log(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "zero-results", no_argument, NULL, OPT_ZERO_RESULTS },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *dir = vb_buf_cstr(&cli->dir);
	struct vb_error err = VB_ERROR_INIT;
	struct log log = { cli, 0 };
	vb_archive *ar = NULL;
	unsigned long n = 50;
	struct vb_str id;
	bool zero = false;
	vb_status st;
	int c;

	while ((c = getopt_long(argc, argv, "n:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_FOUND;
		}
		if (c == OPT_ZERO_RESULTS) {
			zero = true;
		} else if (c == 'n') {
			if (!vb_str_to_ulong(&n, vb_str_from(optarg),
					     1000000000))
				return cli_usage(cli,
						 "-n: '%s' is not a number "
						 "that it takes",
						 optarg);
		} else if (!cli_common_option(cli, c, optarg)) {
			return EXIT_TROUBLE;
		}
	}
	if (argc - optind > 1)
		return cli_usage(cli, "give one ID");
	if (zero && optind < argc)
		return cli_usage(cli, "--zero-results takes no ID");
	if (zero)
		return zero_results(cli, n);
	id = vb_str_from(optind < argc ? argv[optind] : NULL);
	st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
	if (!st)
		st = vb_archive_log(ar, id, n, print_event, &log, &err);
	vb_archive_close(ar);
	if (st)
		return cli_fail(dir, &err);
	return log.count ? EXIT_FOUND : EXIT_NOTHING;
}
