#include "cli.h"

#include <stdio.h>

static const char help[] =
	"usage: vanban log [--format=text|json] [-n N] [ID]\n\n"
	"The newest N events (50), oldest first; of one document with ID.\n";

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

int cmd_log(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *dir = vb_buf_cstr(&cli->dir);
	struct vb_error err = VB_ERROR_INIT;
	struct log log = { cli, 0 };
	vb_archive *ar = NULL;
	unsigned long n = 50;
	struct vb_str id;
	vb_status st;
	int c;

	while ((c = getopt_long(argc, argv, "n:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_FOUND;
		}
		if (c == 'n') {
			if (!vb_str_to_ulong(&n, vb_str_from(optarg),
					     1000000000))
				return cli_usage(cli, "-n '%s'", optarg);
		} else if (!cli_common_option(cli, c, optarg)) {
			return EXIT_TROUBLE;
		}
	}
	if (argc - optind > 1)
		return cli_usage(cli, "give one ID");
	id = vb_str_from(optind < argc ? argv[optind] : NULL);
	st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
	if (!st)
		st = vb_archive_log(ar, id, n, print_event, &log, &err);
	vb_archive_close(ar);
	if (st)
		return cli_fail(dir, &err);
	return log.count ? EXIT_FOUND : EXIT_NOTHING;
}
