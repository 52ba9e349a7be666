#include "cli.h"

#include <stdio.h>

#include "remote.h"

static const char help[] =
	"usage: vanban suggest [options] PREFIX...\n"
	"\n"
	"What somebody who typed PREFIX may be about to type: numbers, titles\n"
	"and frequent phrases, with or without marks, also in raw Telex.\n"
	"\n"
	"  --format=FORMAT   text, json or ndjson\n"
	"  -n N              suggestions to show (8)\n"
	"  --lang=vi|en      language of the text format\n";

static int run(struct cli *cli, struct vb_str prefix, size_t n)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	const struct remote r = { cli, &arena, &body, &err };
	struct vb_suggestions list;
	vb_searcher *searcher = NULL;
	vb_status st;
	int code;

	cli->style.query = prefix;
	st = cli->server ?
		     remote_suggest(&list, &r, prefix, n) :
		     vb_searcher_open(&searcher, vb_buf_cstr(&cli->dir), &err);
	if (!st && searcher)
		st = vb_suggest(&list, searcher, prefix, n, &arena, &err);
	if (!st) {
		st = vb_output_suggestions(&out, &list, &cli->style);
		if (st)
			vb_error_set(&err, st, "%s", vb_status_text(st));
	}
	if (st)
		code = cli_fail(cli->command, &err);
	else
		code = cli_print(&out, list.n ? EXIT_FOUND : EXIT_NOTHING);
	vb_searcher_close(searcher);
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	vb_buf_clear(&out);
	return code;
}

/* The words of the command line as one. */
static int run_words(struct cli *cli, int argc, char **argv, size_t n)
{
	struct vb_buf prefix = VB_BUF_INIT((size_t)1 << 20);
	vb_status st = VB_OK;
	int code;

	for (int i = 0; i < argc && !st; i++) {
		if (i)
			st = vb_buf_append_char(&prefix, ' ');
		if (!st)
			st = vb_buf_append_cstr(&prefix, argv[i]);
	}
	if (st)
		code = cli_usage(cli, "PREFIX is too long");
	else
		code = run(cli, vb_buf_str(&prefix), n);
	vb_buf_clear(&prefix);
	return code;
}

int cmd_suggest(struct cli *cli, int argc, char **argv)
{
	struct cli_list list = { help, VB_SUGGEST_USUAL, VB_SUGGEST_MAX,
				 VB_FORMAT_NDJSON, "text, json or ndjson" };
	int code = cli_list_options(&list, cli, argc, argv);

	if (code != CLI_GO_ON)
		return code;
	if (optind == argc)
		return cli_usage(cli, "give the beginning of something");
	return run_words(cli, argc - optind, argv + optind, list.n);
}
