#include "cli.h"

#include <stdio.h>

#include "index/check.h"

static const char help[] =
	"usage: vanban verify\n\n"
	"Check every original against its digest, the chain of events, and\n"
	"that the index holds what the archive does. Each fault is one line\n"
	"on standard output: 'item TAB what is wrong'. Exit status 0: clean.\n";

static void print_fault(void *ctx, const char *item, const char *fault)
{
	struct vb_buf out = VB_BUF_INIT(65536);

	(void)ctx;
	if (!vb_terminal_text(&out, vb_str_from(item), false) &&
	    !vb_buf_append_char(&out, '\t') &&
	    !vb_terminal_text(&out, vb_str_from(fault), false))
		puts(vb_buf_cstr(&out));
	vb_buf_clear(&out);
}

int cmd_verify(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *dir = vb_buf_cstr(&cli->dir);
	struct vb_error err = VB_ERROR_INIT;
	size_t faults = 0, in_index = 0;
	vb_archive *ar = NULL;
	vb_status st;
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c != 'h')
			return EXIT_TROUBLE;
		fputs(help, stdout);
		return EXIT_FOUND;
	}
	st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
	if (!st)
		st = vb_archive_verify(&faults, ar, print_fault, NULL, &err);
	if (!st)
		st = vb_index_verify(&in_index, dir, ar, print_fault, NULL,
				     &err);
	vb_archive_close(ar);
	if (st)
		return cli_fail(dir, &err);
	fprintf(stderr, "vanban: verify: %zu faults\n", faults + in_index);
	return faults + in_index ? EXIT_NOTHING : EXIT_FOUND;
}
