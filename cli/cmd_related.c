#include "cli.h"

#include <stdio.h>

#include "index/similar.h"
#include "remote.h"

static const char help[] =
	"usage: vanban related [options] ID\n"
	"\n"
	"The same document or text from other sources, nearly the same text,\n"
	"the parts before and after it in a series, then what is like it.\n"
	"\n"
	"  --format=FORMAT   text or json\n"
	"  -n N              documents to show (10)\n"
	"  --lang=vi|en      language of the text format\n";

static int run(struct cli *cli, struct vb_str id, size_t n)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	const struct remote r = { cli, &arena, &body, &err };
	struct vb_related_list list;
	vb_searcher *searcher = NULL;
	vb_status st;
	int code;

	st = cli->server ?
		     remote_related(&list, &r, id, n) :
		     vb_searcher_open(&searcher, vb_buf_cstr(&cli->dir), &err);
	if (!st && !cli->server)
		st = vb_similar(&list, searcher, id, n, &arena, &err);
	if (!st) {
		st = remote_as_is(&r) ?
			     vb_buf_append(&out, vb_buf_str(&body)) :
			     vb_output_related(&out, &list, &cli->style);
		if (st)
			vb_error_set(&err, st, "%s", vb_status_text(st));
	}
	if (st) {
		cli_fail(cli->command, &err);
		code = (searcher || cli->server) && st == VB_NOT_FOUND ?
			       EXIT_NOTHING :
			       EXIT_TROUBLE;
	} else {
		code = cli_print(&out, list.n ? EXIT_FOUND : EXIT_NOTHING);
	}
	vb_searcher_close(searcher);
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	vb_buf_clear(&out);
	return code;
}

int cmd_related(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	unsigned long n = 10;
	int c;

	while ((c = getopt_long(argc, argv, "n:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_FOUND;
		}
		if (c == 'n') {
			if (!vb_str_to_ulong(&n, vb_str_from(optarg),
					     VB_SIMILAR_MAX))
				return cli_usage(cli,
						 "-n takes 0 to %d, not '%s'",
						 VB_SIMILAR_MAX, optarg);
		} else if (!cli_common_option(cli, c, optarg)) {
			return EXIT_TROUBLE;
		}
	}
	if (argc - optind != 1)
		return cli_usage(cli, "give one ID");
	if (cli->style.format > VB_FORMAT_JSON)
		return cli_usage(cli, "the format is text or json");
	return run(cli, vb_str_from(argv[optind]), n);
}
