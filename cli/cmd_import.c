#include "cli.h"

#include <stdio.h>

#include "archive/bag.h"
#include "base/file.h"

static const char help[] =
	"usage: vanban import [--no-wait] --bagit=DIR\n"
	"\n"
	"Make the archive of an empty data directory from a bag that\n"
	"`vanban export` wrote: the same ids, versions, corrections,\n"
	"withdrawals and events. Every file is checked first. Then\n"
	"`vanban-indexer` builds the index.\n"
	"\n"
	"  --bagit=DIR  the bag\n"
	"  --no-wait    do not wait for an indexer at work: exit 2\n";

static int run(const struct cli *cli, const char *bag, bool wait)
{
	const char *dir = vb_buf_cstr(&cli->dir);
	struct vb_error err = VB_ERROR_INIT;
	struct vb_bag_counts n;
	int lock = -1;
	vb_status st = vb_file_mkdirs(dir, &err);

	if (!st)
		st = cli_lock(&lock, cli, wait, &err);
	if (!st)
		st = vb_bag_read(&n, bag, dir, &err);
	vb_file_unlock(lock);
	if (st)
		return cli_fail("import", &err);
	fprintf(stderr,
		"vanban: import: %lld documents, %lld versions, %lld events; "
		"run vanban-indexer for the index\n",
		(long long)n.documents, (long long)n.versions,
		(long long)n.events);
	return EXIT_FOUND;
}

int cmd_import(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{ "bagit", required_argument, NULL, 'b' },
		{ "no-wait", no_argument, NULL, 'w' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *bag = NULL;
	bool wait = true;
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'b':
			bag = optarg;
			break;
		case 'w':
			wait = false;
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_FOUND;
		default:
			return EXIT_TROUBLE;
		}
	}
	if (optind != argc)
		return cli_usage(cli, "'%s' is too much", argv[optind]);
	if (!bag || !*bag)
		return cli_usage(cli, "give --bagit=DIR");
	return run(cli, bag, wait);
}
