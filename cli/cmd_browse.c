#include "cli.h"

#include <stdio.h>

#include "remote.h"

static const char help[] =
	"usage: vanban browse [--by=date|type|issuer|place|topic]\n"
	"                     [--format=text|json] [-n N] [--offset=N]\n"
	"                     [YEAR|YEAR-MONTH]\n"
	"\n"
	"What there is, with counts: by date, the newest first (years; the\n"
	"months of a year, or the days of a month, that is given); by type,\n"
	"issuer, place or topic, those with most documents first.\n"
	"-n N shows so many, 100 without it.\n";

enum { OPT_BY = 1, OPT_OFFSET };

static int run(struct cli *cli, const struct vb_browse_request *request)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	const struct remote r = { cli, &arena, &body, &err };
	struct vb_browse counted = { .n = 0 };
	vb_searcher *s = NULL;
	vb_status st;
	int code;

	st = cli->server ? remote_browse(&counted, &r, request) :
			   vb_searcher_open(&s, vb_buf_cstr(&cli->dir), &err);
	if (!st && s)
		st = vb_browse(&counted, s, request, &arena, &err);
	if (!st) {
		st = remote_as_is(&r) ?
			     vb_buf_append(&out, vb_buf_str(&body)) :
			     vb_output_browse(&out, &counted, &cli->style);
		if (st)
			vb_error_set(&err, st, "%s", vb_status_text(st));
	}
	code = st ? cli_fail("browse", &err) :
		    cli_print(&out, counted.n ? EXIT_FOUND : EXIT_NOTHING);
	vb_searcher_close(s);
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	vb_buf_clear(&out);
	return code;
}

/* An option of this command; false, said on stderr, for a wrong value. */
static bool take_option(struct cli *cli, struct vb_browse_request *request,
			int c)
{
	struct vb_str value = vb_str_from(optarg);
	unsigned long n;

	if (c == OPT_BY) {
		request->by = vb_browse_by_name(value);
		if (request->by == VB_BROWSE_COUNT)
			cli_usage(cli,
				  "--by: '%s' is not date, type, issuer, place "
				  "or topic",
				  optarg);
		return request->by != VB_BROWSE_COUNT;
	}
	if (c != 'n' && c != OPT_OFFSET)
		return cli_common_option(cli, c, optarg);
	if (!vb_str_to_ulong(&n, value, c == 'n' ? VB_BROWSE_PAGE : 1000000)) {
		cli_usage(cli, "%s: '%s' is not a number that it takes",
			  c == 'n' ? "-n" : "--offset", optarg);
		return false;
	}
	*(c == 'n' ? &request->n : &request->offset) = n;
	return true;
}

int cmd_browse(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "by", required_argument, NULL, OPT_BY },
		{ "offset", required_argument, NULL, OPT_OFFSET },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct vb_browse_request request = { .within = VB_STR_EMPTY, .n = 100 };
	int c;

	while ((c = getopt_long(argc, argv, "n:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_FOUND;
		}
		if (!take_option(cli, &request, c))
			return EXIT_TROUBLE;
	}
	if (argc - optind > 1)
		return cli_usage(cli, "takes one year or month");
	if (optind < argc)
		request.within = vb_str_from(argv[optind]);
	if (cli->style.format > VB_FORMAT_JSON)
		return cli_usage(cli, "the format is text or json");
	return run(cli, &request);
}
