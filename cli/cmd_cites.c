#include "cli.h"

#include <stdio.h>

#include "archive/relation.h"
#include "remote.h"

static const char cites_help[] =
	"usage: vanban cites [--format=text|json] ID\n"
	"\n"
	"What a document cites, what it says of it, and the held documents\n"
	"that each citation may mean.\n";

static const char cited_by_help[] =
	"usage: vanban cited-by [--format=text|json] ID|NUMBER|NAME...\n"
	"\n"
	"The held documents that cite a document, held or not: by its id, its\n"
	"number, or the name of a law with or without its year.\n";

typedef vb_status (*ask_fn)(struct vb_citations *out, vb_archive *ar,
			    struct vb_str what, struct vb_arena *arena,
			    struct vb_error *err);

static int run(struct cli *cli, struct vb_str what, ask_fn ask)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	const struct remote r = { cli, &arena, &body, &err };
	struct vb_citations all = { .n = 0 };
	vb_archive *ar = NULL;
	vb_status st;
	int code;

	if (cli->server)
		st = ask == vb_archive_cites ? remote_cites(&all, &r, what) :
					       remote_cited_by(&all, &r, what);
	else
		st = vb_archive_open(&ar, vb_buf_cstr(&cli->dir),
				     VB_ARCHIVE_READ, &err);
	if (!st && ar)
		st = ask(&all, ar, what, &arena, &err);
	if (!st) {
		st = remote_as_is(&r) ?
			     vb_buf_append(&out, vb_buf_str(&body)) :
			     vb_output_citations(&out, &all, &cli->style);
		if (st)
			vb_error_set(&err, st, "%s", vb_status_text(st));
	}
	if (st) {
		cli_fail(cli->command, &err);
		code = (ar || cli->server) && st == VB_NOT_FOUND ?
			       EXIT_NOTHING :
			       EXIT_TROUBLE;
	} else {
		code = cli_print(&out, all.n ? EXIT_FOUND : EXIT_NOTHING);
	}
	vb_archive_close(ar);
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	vb_buf_clear(&out);
	return code;
}

/* The arguments as one, and whether to go on; else the exit code. */
static bool parse(struct vb_buf *what, int *code, struct cli *cli, int argc,
		  char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	bool many = !strcmp(cli->command, "cited-by");
	int c;

	*code = EXIT_TROUBLE;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(many ? cited_by_help : cites_help, stdout);
			*code = EXIT_FOUND;
			return false;
		}
		if (!cli_common_option(cli, c, optarg))
			return false;
	}
	if (optind == argc || (!many && argc - optind != 1)) {
		cli_usage(cli,
			  many ? "give an ID, NUMBER or NAME" : "give one ID");
		return false;
	}
	if (cli->style.format > VB_FORMAT_JSON) {
		cli_usage(cli, "the format is text or json");
		return false;
	}
	for (int i = optind; i < argc; i++)
		if (vb_buf_printf(what, "%s%s", i > optind ? " " : "", argv[i]))
			return false;
	return true;
}

static int answer(struct cli *cli, int argc, char **argv, ask_fn ask)
{
	struct vb_buf what = VB_BUF_INIT(1 << 16);
	int code;

	if (parse(&what, &code, cli, argc, argv))
		code = run(cli, vb_buf_str(&what), ask);
	vb_buf_clear(&what);
	return code;
}

int cmd_cites(struct cli *cli, int argc, char **argv)
{
	return answer(cli, argc, argv, vb_archive_cites);
}

int cmd_cited_by(struct cli *cli, int argc, char **argv)
{
	return answer(cli, argc, argv, vb_archive_cited_by);
}
