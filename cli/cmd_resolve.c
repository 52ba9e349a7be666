#include "cli.h"

#include <stdio.h>

static const char help[] =
	"usage: vanban resolve [--format=FORMAT] [-n N] NUMBER...\n"
	"\n"
	"Documents that bear the number, however it is spelled.\n";

int cmd_resolve(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct vb_buf number = VB_BUF_INIT(1 << 16);
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_results results = { 0 };
	vb_searcher *searcher = NULL;
	unsigned long n = 20;
	vb_status st = VB_OK;
	int c, code;

	while ((c = getopt_long(argc, argv, "n:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_FOUND;
		}
		if (c == 'n') {
			if (!vb_str_to_ulong(&n, vb_str_from(optarg),
					     VB_SEARCH_PAGE))
				return cli_usage(cli, "-n '%s'", optarg);
		} else if (!cli_common_option(cli, c, optarg)) {
			return EXIT_TROUBLE;
		}
	}
	if (optind == argc)
		return cli_usage(cli, "give a number");
	for (int i = optind; i < argc && !st; i++)
		st = vb_buf_printf(&number, "%s%s", i > optind ? " " : "",
				   argv[i]);
	cli->style.query = vb_buf_str(&number);
	if (!st)
		st = vb_searcher_open(&searcher, vb_buf_cstr(&cli->dir), &err);
	if (!st)
		st = vb_resolve(&results, searcher, vb_buf_str(&number), n,
				&arena, &err);
	if (!st)
		st = vb_output_results(&out, &results, &cli->style);
	code = st ? cli_fail(vb_buf_cstr(&cli->dir), &err) :
		    cli_print(&out, results.n_hits ? EXIT_FOUND : EXIT_NOTHING);
	vb_searcher_close(searcher);
	vb_arena_clear(&arena);
	vb_buf_clear(&out);
	vb_buf_clear(&number);
	return code;
}
