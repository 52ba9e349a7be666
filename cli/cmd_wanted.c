#include "cli.h"

#include <stdio.h>

#include "archive/relation.h"
#include "remote.h"

#define WANTED_MAX 100000

static const char help[] =
	"usage: vanban wanted [--format=text|json] [-n N]\n"
	"\n"
	"Documents that are cited and not held, the most cited first:\n"
	"how many held documents cite each, its number or name, and what\n"
	"they say of it. -n N shows so many, 20 without it.\n";

static int run(struct cli *cli, size_t limit)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	const struct remote r = { cli, &arena, &body, &err };
	struct vb_wanted *first = NULL;
	vb_archive *ar = NULL;
	vb_status st;
	size_t n = 0;
	int code;

	st = cli->server ? remote_wanted(&first, &n, &r, limit) :
			   vb_archive_open(&ar, vb_buf_cstr(&cli->dir),
					   VB_ARCHIVE_READ, &err);
	if (!st && ar)
		st = vb_archive_wanted(&first, &n, ar, limit, &arena, &err);
	if (!st) {
		st = remote_as_is(&r) ?
			     vb_buf_append(&out, vb_buf_str(&body)) :
			     vb_output_wanted(&out, first, &cli->style);
		if (st)
			vb_error_set(&err, st, "%s", vb_status_text(st));
	}
	code = st ? cli_fail("wanted", &err) :
		    cli_print(&out, n ? EXIT_FOUND : EXIT_NOTHING);
	vb_archive_close(ar);
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	vb_buf_clear(&out);
	return code;
}

int cmd_wanted(struct cli *cli, int argc, char **argv)
{
	struct cli_list list = { help, 20, WANTED_MAX, VB_FORMAT_JSON,
				 "text or json" };
	int code = cli_list_options(&list, cli, argc, argv);

	if (code != CLI_GO_ON)
		return code;
	if (optind != argc)
		return cli_usage(cli, "takes no arguments");
	return run(cli, list.n);
}
