#include "cli.h"

#include <stdio.h>

int cli_list_options(struct cli_list *list, struct cli *cli, int argc,
		     char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "n:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(list->help, stdout);
			return EXIT_FOUND;
		}
		if (c != 'n') {
			if (!cli_common_option(cli, c, optarg))
				return EXIT_TROUBLE;
			continue;
		}
		if (!vb_str_to_ulong(&list->n, vb_str_from(optarg), list->most))
			return cli_usage(cli, "-n takes 0 to %lu, not '%s'",
					 list->most, optarg);
	}
	if (cli->style.format > list->last)
		return cli_usage(cli, "the format is %s", list->formats);
	return CLI_GO_ON;
}
