#include "cli.h"

#include <stdio.h>

#include "base/lines.h"
#include "text/text.h"

static const char help[] =
	"usage: vanban normalize [--from=auto|utf-8] [--to=text|fold|key]\n"
	"                        [--report] [FILE]\n"
	"\n"
	"The text core on its own, line by line: text is valid UTF-8, NFC,\n"
	"with tones at their canonical place; fold is lower-case ASCII; key\n"
	"is what exact matching compares. --report tells on standard error\n"
	"what was changed.\n";

#define LINE_LIMIT ((size_t)256 << 20)

enum target { TO_TEXT, TO_FOLD, TO_KEY };

struct normalize {
	enum target to;
	bool report;
	size_t line;
	struct vb_text_report totals;
};

static vb_status convert(struct vb_buf *out, struct normalize *n,
			 struct vb_str line)
{
	switch (n->to) {
	case TO_FOLD:
		return vb_text_fold(out, line);
	case TO_KEY:
		return vb_text_key(out, line);
	case TO_TEXT:
		break;
	}
	return vb_text_canonical(out, &n->totals, line);
}

static void print_report(const struct vb_text_report *r)
{
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

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fprintf(stderr, "%-30s %zu\n", rows[i].name, rows[i].count);
}

static int run(struct normalize *n, const char *path)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_error err = VB_ERROR_INIT;
	vb_lines *lines = NULL;
	struct vb_str line;
	int code = EXIT_FOUND;
	vb_status st = vb_lines_open(&lines, path, &err);

	while (!st && code == EXIT_FOUND) {
		st = vb_lines_next(&line, &n->line, lines, LINE_LIMIT, &err);
		if (st)
			break;
		vb_buf_truncate(&out, 0);
		st = convert(&out, n, line);
		if (!st)
			st = vb_buf_append_char(&out, '\n');
		if (st)
			vb_error_set(&err, st, "line %zu: %s", n->line,
				     vb_status_text(st));
		else
			code = cli_print(&out, EXIT_FOUND);
	}
	if (st && st != VB_NOT_FOUND)
		code = cli_fail(path, &err);
	else if (st && !lines)
		code = cli_fail(path, &err);
	if (n->report)
		print_report(&n->totals);
	vb_lines_close(lines);
	vb_buf_clear(&out);
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
	struct normalize n = { .to = TO_TEXT };
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'f':
			if (strcmp(optarg, "auto") && strcmp(optarg, "utf-8"))
				return cli_usage(cli,
						 "--from '%s' is not auto or "
						 "utf-8",
						 optarg);
			break;
		case 't':
			if (!strcmp(optarg, "fold"))
				n.to = TO_FOLD;
			else if (!strcmp(optarg, "key"))
				n.to = TO_KEY;
			else if (strcmp(optarg, "text"))
				return cli_usage(cli,
						 "--to '%s' is not text, "
						 "fold or key",
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
	return run(&n, optind < argc ? argv[optind] : "-");
}
