#include "cli.h"

#include <stdio.h>

#include "base/clock.h"
#include "index/load.h"
#include "remote.h"
#include "output/akn.h"

static const char help[] =
	"usage: vanban show [--format=text|json|akn] [--version=N] ID\n"
	"       vanban show --original[=FILE] [--version=N] ID\n"
	"\n"
	"A document with all that is known about it (akn: as Akoma Ntoso, the\n"
	"XML of legal archives), or its original, byte for byte, on standard\n"
	"output or into FILE.\n";

struct show {
	struct cli *cli;
	bool original;
	bool akn;
	const char *file; /* for the original; NULL: standard output */
	unsigned long version;
};

/* The bytes, on standard output or into the file. */
static int write_bytes(const struct show *s, const struct vb_buf *bytes,
		       struct vb_error *err)
{
	FILE *out = s->file ? fopen(s->file, "wb") : stdout;
	int code = EXIT_FOUND;

	if (!out) {
		vb_error_errno(err, "%s: cannot create", s->file);
		return cli_fail("show", err);
	}
	if (fwrite(bytes->ptr ? bytes->ptr : "", 1, bytes->len, out) !=
	    bytes->len)
		code = EXIT_TROUBLE;
	if (out == stdout ? fflush(out) : fclose(out))
		code = EXIT_TROUBLE;
	if (code == EXIT_TROUBLE)
		fprintf(stderr, "vanban: show: cannot write the original\n");
	return code;
}

static int write_original(const struct show *s, vb_archive *ar,
			  const struct vb_held *held, struct vb_error *err)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_BLOB_LIMIT);
	vb_status st = vb_archive_blob(&bytes, ar, &held->original, err);
	int code = st ? cli_fail("show", err) : write_bytes(s, &bytes, err);

	vb_buf_clear(&bytes);
	return code;
}

static int write_document(const struct show *s, vb_archive *ar,
			  const struct vb_held *held, struct vb_error *err)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_BLOB_LIMIT);
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record record;
	struct vb_effect effect;
	char now[VB_TIME_TEXT];
	vb_status st;
	int code;

	vb_clock_iso(now);
	vb_record_init(&record, &arena);
	record.text = VB_STR_EMPTY;
	st = vb_load_record(&record, &bytes, ar, held, err);
	if (!st)
		st = vb_archive_effect(&effect, ar, held, vb_str_of(now, 10),
				       &arena, err);
	if (!st)
		st = s->akn ? vb_output_akn(&out, held, &record) :
			      vb_output_document(&out, held, record.text,
						 &effect, &s->cli->style);
	if (!st && vb_str_starts(record.warning, VB_STR(VB_LOAD_DAMAGED)))
		fprintf(stderr, "vanban: show: %.*s: " VB_LOAD_DAMAGED "\n",
			VB_STR_ARG(held->id));
	code = st ? cli_fail("show", err) : cli_print(&out, EXIT_FOUND);
	vb_arena_clear(&arena);
	vb_buf_clear(&out);
	vb_buf_clear(&bytes);
	return code;
}

/* The same from a server. */
static int run_remote(const struct show *s, struct vb_str id)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	const struct remote r = { s->cli, &arena, &body, &err };
	struct remote_document d;
	vb_status st;
	int code;

	st = s->original ? remote_original(&r, id, s->version) :
			   remote_show(&d, &r, id, s->version);
	if (!st && !s->original)
		st = remote_as_is(&r) ?
			     vb_buf_append(&out, vb_buf_str(&body)) :
			     vb_output_document(&out, &d.held, d.text,
						&d.effect, &s->cli->style);
	if (st) {
		cli_fail("show", &err);
		code = st == VB_NOT_FOUND ? EXIT_NOTHING : EXIT_TROUBLE;
	} else {
		code = s->original ? write_bytes(s, &body, &err) :
				     cli_print(&out, EXIT_FOUND);
	}
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	vb_buf_clear(&out);
	return code;
}

static int run(const struct show *s, const char *id)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	vb_archive *ar = NULL;
	struct vb_held held;
	vb_status st;
	int code;

	st = vb_archive_open(&ar, vb_buf_cstr(&s->cli->dir), VB_ARCHIVE_READ,
			     &err);
	if (!st)
		st = vb_archive_get(&held, ar, vb_str_from(id), (int)s->version,
				    &arena, &err);
	if (st) {
		cli_fail("show", &err);
		code = ar && st == VB_NOT_FOUND ? EXIT_NOTHING : EXIT_TROUBLE;
	} else if (held.withdrawn) {
		code = cli_withdrawn(s->cli, &held);
	} else if (s->original) {
		code = write_original(s, ar, &held, &err);
	} else {
		code = write_document(s, ar, &held, &err);
	}
	vb_archive_close(ar);
	vb_arena_clear(&arena);
	return code;
}

int cmd_show(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		CLI_COMMON_OPTIONS,
		{ "original", optional_argument, NULL, 'o' },
		{ "version", required_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct show s = { .cli = cli };
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'o':
			s.original = true;
			s.file = optarg;
			break;
		case 'v':
			if (!vb_str_to_ulong(&s.version, vb_str_from(optarg),
					     1000000) ||
			    !s.version)
				return cli_usage(cli,
						 "--version: '%s' is not a "
						 "number from 1",
						 optarg);
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_FOUND;
		case CLI_OPT_FORMAT:
			s.akn = !strcmp(optarg, "akn");
			if (s.akn)
				break;
			/* fall through */
		default:
			if (!cli_common_option(cli, c, optarg))
				return EXIT_TROUBLE;
		}
	}
	if (argc - optind != 1)
		return cli_usage(cli, "give one ID");
	if (cli->style.format > VB_FORMAT_JSON)
		return cli_usage(cli, "the format is text, json or akn");
	return cli->server ? run_remote(&s, vb_str_from(argv[optind])) :
			     run(&s, argv[optind]);
}
