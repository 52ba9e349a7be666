#include "cli.h"

#include <stdio.h>

#include "remote.h"

static const char help[] = "usage: vanban stats [--format=text|json]\n\n"
			   "Sizes and counts of the archive and the index.\n";

static vb_status read_index(struct vb_stats *s, const char *dir,
			    struct vb_error *err)
{
	vb_searcher *searcher = NULL;
	vb_status st = vb_searcher_open(&searcher, dir, err);

	if (st == VB_NOT_FOUND)
		return VB_OK; /* an archive without an index is no trouble */
	if (!st)
		st = vb_searcher_stats(&s->index, searcher, err);
	s->has_index = !st;
	vb_searcher_close(searcher);
	return st;
}

int cmd_stats(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *dir = vb_buf_cstr(&cli->dir);
	struct vb_buf out = VB_BUF_INIT(65536);
	struct vb_buf body = VB_BUF_INIT(65536);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	const struct remote r = { cli, &arena, &body, &err };
	struct vb_stats stats = { 0 };
	vb_archive *ar = NULL;
	vb_status st;
	int c, code;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_FOUND;
		}
		if (!cli_common_option(cli, c, optarg))
			return EXIT_TROUBLE;
	}
	if (optind < argc)
		return cli_usage(cli, "'%s' is one argument too many",
				 argv[optind]);
	st = cli->server ? remote_stats(&stats, &r) :
			   vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
	if (!st && ar)
		st = vb_archive_stats(&stats.archive, ar, &err);
	if (!st && ar)
		st = read_index(&stats, dir, &err);
	if (!st)
		st = remote_as_is(&r) ?
			     vb_buf_append(&out, vb_buf_str(&body)) :
			     vb_output_stats(&out, &stats, &cli->style);
	code = st ? cli_fail(cli->server ? "stats" : dir, &err) :
		    cli_print(&out, EXIT_FOUND);
	vb_archive_close(ar);
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	vb_buf_clear(&out);
	return code;
}
