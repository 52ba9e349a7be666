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
	struct cli_list list = { help, 10, VB_SIMILAR_MAX, VB_FORMAT_JSON,
				 "text or json" };
	int code = cli_list_options(&list, cli, argc, argv);

	if (code != CLI_GO_ON)
		return code;
	if (argc - optind != 1)
		return cli_usage(cli, "give one ID");
	return run(cli, vb_str_from(argv[optind]), list.n);
}
