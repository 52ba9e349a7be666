#include "cli.h"

#include <stdio.h>

#include "base/lines.h"
#include "text/decode.h"
#include "text/keys.h"
#include "text/text.h"

static const char help[] =
	"usage: vanban normalize [--from=ENCODING] [--to=text|fold|key]\n"
	"                        [--report] [FILE]\n"
	"\n"
	"The text core on its own, line by line: text is valid UTF-8, NFC,\n"
	"with tones at their canonical place; fold is lower-case ASCII; key\n"
	"is what exact matching compares.\n"
	"\n"
	"ENCODING is auto (the default: found out for each part of a line),\n"
	"utf-8, utf-16, tcvn3, vni, viscii, vps, cp1258, tcvn5712, bkhcm2,\n"
	"viqr, ncr, pdf-shift, windows-1252, or what was typed without an\n"
	"input method: telex, vni-keys. --report tells on standard error\n"
	"which bytes were read in which encoding and, with --to=text, what\n"
	"cleaning changed.\n";

#define BLOCK_BYTES ((size_t)256 << 10)
#define INPUT_LIMIT ((size_t)256 << 20) /* a line; a file of UTF-16 */

enum target { TO_TEXT, TO_FOLD, TO_KEY };
enum source { FROM_BYTES, FROM_TELEX, FROM_VNI_KEYS };

struct normalize {
	enum source source;
	enum target to;
	bool report;
	struct vb_decode_options decode;
	vb_decoder *decoder;
	struct vb_text_report totals;
	struct vb_buf in, decoded, out;
	/* for --report: where the block in `in` is in the file */
	size_t block_line;
	size_t seen; /* bytes of the block whose lines are counted */
	size_t seen_line;
	size_t line_start;
};

static void on_run(void *ctx, const struct vb_decoded_run *run)
{
	struct normalize *n = ctx;

	for (; n->seen < run->in; n->seen++) {
		if (n->in.ptr[n->seen] != '\n')
			continue;
		n->seen_line++;
		n->line_start = n->seen + 1;
	}
	fprintf(stderr,
		"line %zu, bytes %zu-%zu: %s (%u of %u marked words are "
		"syllables in use, confidence %.2f)\n",
		n->seen_line, run->in - n->line_start,
		run->in + run->in_len - n->line_start,
		vb_decoding_name(run->decoding), run->valid, run->words,
		run->confidence);
}

static vb_status to_utf8(struct normalize *n)
{
	struct vb_str in = vb_buf_str(&n->in);

	switch (n->source) {
	case FROM_TELEX:
		return vb_keys_decode(&n->decoded, in, VB_KEYS_TELEX);
	case FROM_VNI_KEYS:
		return vb_keys_decode(&n->decoded, in, VB_KEYS_VNI);
	case FROM_BYTES:
		break;
	}
	return vb_decoder_run(&n->decoded, NULL, n->decoder, in);
}

static vb_status convert(struct normalize *n)
{
	struct vb_str text = vb_buf_str(&n->decoded);

	switch (n->to) {
	case TO_FOLD:
		return vb_text_fold(&n->out, text);
	case TO_KEY:
		return vb_text_key(&n->out, text);
	case TO_TEXT:
		break;
	}
	return vb_text_canonical(&n->out, &n->totals, text);
}

static void print_report(const struct normalize *n)
{
	const struct vb_text_report *r = &n->totals;
	const struct {
		const char *name;
		size_t count;
	} rows[] = {
		{ "not UTF-8, replaced", r->invalid },
		{ "letters composed", r->composed },
		{ "marks reordered", r->reordered },
		{ "look-alikes replaced", r->lookalikes },
		{ "invisible characters dropped", r->invisible },
		{ "spaces made plain", r->spaces },
		{ "control characters dropped", r->controls },
	};
	const struct vb_decode_report *d = vb_decoder_report(n->decoder);

	for (unsigned i = 0; i < VB_DECODING_COUNT; i++)
		if (i != VB_CHARSET_UTF8 && d->counts[i].runs)
			fprintf(stderr,
				"%-30s %zu places, %zu of %zu marked words are "
				"syllables in use\n",
				vb_decoding_name(i), d->counts[i].runs,
				d->counts[i].valid, d->counts[i].words);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fprintf(stderr, "%-30s %zu\n", rows[i].name, rows[i].count);
}

/* One block of whole lines; `last` if no more follow. */
static int do_block(struct normalize *n, const char *path)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st;

	vb_buf_truncate(&n->decoded, 0);
	vb_buf_truncate(&n->out, 0);
	n->seen = n->line_start = 0;
	n->seen_line = n->block_line;
	st = to_utf8(n);
	if (!st)
		st = convert(n);
	if (!st && n->out.len && n->out.ptr[n->out.len - 1] != '\n')
		st = vb_buf_append_char(&n->out, '\n');
	if (st) {
		vb_error_set(&err, st, "from line %zu: %s", n->block_line,
			     vb_status_text(st));
		return cli_fail(path, &err);
	}
	if (n->report)
		for (size_t i = 0; i < n->in.len; i++)
			n->block_line += n->in.ptr[i] == '\n';
	return cli_print(&n->out, EXIT_FOUND);
}

/* UTF-16 has no line ends that can be found before it is decoded. */
static bool needs_all(const struct normalize *n)
{
	return n->source == FROM_BYTES &&
	       (n->decode.from == VB_CHARSET_UTF16 ||
		(n->decode.from == VB_DECODE_AUTO && n->block_line == 1 &&
		 vb_decode_is_utf16(vb_buf_str(&n->in))));
}

static int run(struct normalize *n, const char *path)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_lines *lines = NULL;
	int code = EXIT_FOUND;
	vb_status st = vb_lines_open(&lines, path, &err);

	while (!st && code == EXIT_FOUND) {
		vb_buf_truncate(&n->in, 0);
		st = vb_lines_block(&n->in, lines, BLOCK_BYTES, &err);
		while (!st && needs_all(n))
			st = vb_lines_block(&n->in, lines, BLOCK_BYTES, &err);
		if (!st || (st == VB_NOT_FOUND && n->in.len))
			code = do_block(n, path);
	}
	if (st && (st != VB_NOT_FOUND || !lines))
		code = cli_fail(path, &err);
	if (n->report)
		print_report(n);
	vb_lines_close(lines);
	return code;
}

static bool set_from(struct normalize *n, const char *name)
{
	n->source = FROM_BYTES;
	if (!strcmp(name, "telex")) {
		n->source = FROM_TELEX;
	} else if (!strcmp(name, "vni-keys")) {
		n->source = FROM_VNI_KEYS;
	} else if (!strcmp(name, "auto")) {
		n->decode.from = VB_DECODE_AUTO;
	} else {
		n->decode.from = vb_charset_by_name(vb_str_from(name));
		return n->decode.from != VB_CHARSET_COUNT;
	}
	return true;
}

static bool set_to(struct normalize *n, const char *name)
{
	if (!strcmp(name, "fold"))
		n->to = TO_FOLD;
	else if (!strcmp(name, "key"))
		n->to = TO_KEY;
	else if (!strcmp(name, "text"))
		n->to = TO_TEXT;
	else
		return false;
	return true;
}

static int run_all(struct normalize *n, const char *path)
{
	struct vb_error err = VB_ERROR_INIT;
	int code;

	if (n->report)
		n->decode.on_run = on_run;
	n->decode.ctx = n;
	if (vb_decoder_open(&n->decoder, &n->decode)) {
		vb_error_set(&err, VB_NO_MEMORY, "no memory");
		return cli_fail(path, &err);
	}
	code = run(n, path);
	vb_decoder_close(n->decoder);
	vb_buf_clear(&n->in);
	vb_buf_clear(&n->decoded);
	vb_buf_clear(&n->out);
	return code;
}

int cmd_normalize(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{ "from", required_argument, NULL, 'f' },
		{ "to", required_argument, NULL, 't' },
		{ "report", no_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct normalize n = {
		.decode = { .from = VB_DECODE_AUTO },
		.in = VB_BUF_INIT(INPUT_LIMIT),
		.decoded = VB_BUF_INIT(VB_CLI_OUTPUT),
		.out = VB_BUF_INIT(4 * VB_CLI_OUTPUT),
		.block_line = 1,
	};
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'f':
			if (!set_from(&n, optarg))
				return cli_usage(cli,
						 "--from '%s' is none of the "
						 "encodings that --help names",
						 optarg);
			break;
		case 't':
			if (!set_to(&n, optarg))
				return cli_usage(cli,
						 "--to '%s' is not text, fold "
						 "or key",
						 optarg);
			break;
		case 'r':
			n.report = true;
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_FOUND;
		default:
			return EXIT_TROUBLE;
		}
	}
	if (argc - optind > 1)
		return cli_usage(cli, "give one FILE");
	return run_all(&n, optind < argc ? argv[optind] : "-");
}
