#include "cli.h"

#include <stdio.h>

#include "archive/bag.h"
#include "base/file.h"
#include "index/load.h"

static const char help[] =
	"usage: vanban export --ndjson\n"
	"       vanban export --bagit=DIR [--organization=NAME]\n"
	"\n"
	"Hand the archive over. --ndjson prints an object for each document\n"
	"with all that is known about it and its text. --bagit writes all of\n"
	"it, every version, original and event, into DIR, which must not be\n"
	"there or be empty, as a BagIt 1.0 bag; `vanban import` takes it in.\n"
	"\n"
	"  --organization=NAME  whose it is: Source-Organization of the bag\n";

struct export
{
	struct cli *cli;
	bool ndjson;
	const char *bag;
	struct vb_bag_options options;
	vb_archive *ar;
	struct vb_buf bytes, out;
};

static int write_bag(struct export *x, struct vb_error *err)
{
	struct vb_bag_counts n;
	vb_status st = vb_bag_write(&n, x->ar, x->bag, &x->options, err);

	if (st)
		return cli_fail("export", err);
	fprintf(stderr,
		"vanban: export: %s: %lld documents, %lld versions, %lld "
		"events; %lld files of %lld bytes\n",
		x->bag, (long long)n.documents, (long long)n.versions,
		(long long)n.events, (long long)n.files, (long long)n.bytes);
	return EXIT_FOUND;
}

/* A text that cannot be read costs its document the text, not the others. */
static vb_status read_text(struct export *x, struct vb_record *record,
			   const struct vb_held *held)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st;

	record->text = VB_STR_EMPTY;
	if (held->withdrawn || held->state == VB_READ_REJECTED)
		return VB_OK;
	vb_buf_truncate(&x->bytes, 0);
	st = vb_load_record(record, &x->bytes, x->ar, held, &err);
	if (!st || st == VB_NO_MEMORY)
		return st;
	fprintf(stderr, "vanban: export: %.*s: %s\n", VB_STR_ARG(held->id),
		err.message);
	record->text = VB_STR_EMPTY;
	return VB_OK;
}

static vb_status write_line(void *ctx, const struct vb_held *held,
			    struct vb_arena *arena, struct vb_error *err)
{
	struct export *x = ctx;
	struct vb_record record;
	vb_status st;

	vb_record_init(&record, arena);
	st = read_text(x, &record, held);
	vb_buf_truncate(&x->out, 0);
	if (!st)
		st = vb_output_export(&x->out, held, record.text);
	if (st)
		return vb_error_set(err, st, "%.*s: %s", VB_STR_ARG(held->id),
				    vb_status_text(st));
	if (fwrite(x->out.ptr, 1, x->out.len, stdout) != x->out.len)
		return vb_error_errno(err, "standard output: cannot write");
	return VB_OK;
}

static int write_ndjson(struct export *x, struct vb_error *err)
{
	int64_t upto;
	vb_status st = vb_archive_freeze(x->ar, err);

	if (!st)
		st = vb_archive_sequence(&upto, x->ar, err);
	if (!st)
		st = vb_archive_changes(x->ar, 0, upto, write_line, x, err);
	vb_archive_thaw(x->ar);
	if (!st && fflush(stdout))
		st = vb_error_errno(err, "standard output: cannot write");
	return st ? cli_fail("export", err) : EXIT_FOUND;
}

static int run(struct export *x)
{
	const char *dir = vb_buf_cstr(&x->cli->dir);
	struct vb_error err = VB_ERROR_INIT;
	int code;

	if (vb_archive_open(&x->ar, dir, VB_ARCHIVE_READ, &err))
		return cli_fail("export", &err);
	code = x->ndjson ? write_ndjson(x, &err) : write_bag(x, &err);
	vb_archive_close(x->ar);
	vb_buf_clear(&x->bytes);
	vb_buf_clear(&x->out);
	return code;
}

int cmd_export(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{ "ndjson", no_argument, NULL, 'n' },
		{ "bagit", required_argument, NULL, 'b' },
		{ "organization", required_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct export x = { .cli = cli,
			    .options = { .software = "vanban " VB_VERSION },
			    .bytes = VB_BUF_INIT(VB_BLOB_LIMIT),
			    .out = VB_BUF_INIT(VB_CLI_OUTPUT) };
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'n':
			x.ndjson = true;
			break;
		case 'b':
			x.bag = optarg;
			break;
		case 'o':
			x.options.organization = optarg;
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
	if (x.ndjson == (x.bag != NULL) || (x.bag && !*x.bag))
		return cli_usage(cli, "give --ndjson or --bagit=DIR");
	return run(&x);
}
