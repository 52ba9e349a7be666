/* vanban: search and look after an archive from the terminal. */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/datadir.h"
#include "remote.h"

static const struct {
	const char *name;
	int (*run)(struct cli *cli, int argc, char **argv);
	const char *help;
	bool remote; /* takes --server */
} commands[] = {
	{ "search", cmd_search, "find documents: search [options] QUERY",
	  true },
	{ "show", cmd_show, "one document, or its original: show ID", true },
	{ "resolve", cmd_resolve, "documents with a number: resolve NUMBER",
	  true },
	{ "suggest", cmd_suggest, "what may be meant: suggest PREFIX", true },
	{ "cites", cmd_cites, "what a document cites: cites ID", true },
	{ "cited-by", cmd_cited_by, "what cites it: cited-by ID|NUMBER", true },
	{ "related", cmd_related, "the same, and what is like it: related ID",
	  true },
	{ "wanted", cmd_wanted, "what is cited most and not held", true },
	{ "browse", cmd_browse, "what there is, by date, type, issuer, ...",
	  true },
	{ "normalize", cmd_normalize, "the text core alone, line by line",
	  false },
	{ "extract", cmd_extract, "what a reader finds in a file: extract FILE",
	  false },
	{ "stats", cmd_stats, "sizes and counts", true },
	{ "verify", cmd_verify, "check archive and index, item by item",
	  false },
	{ "log", cmd_log, "what happened to the archive", false },
	{ "edit", cmd_edit, "correct what is known: edit ID FIELD=VALUE...",
	  false },
	{ "withdraw", cmd_withdraw, "hide a document, or erase it", false },
	{ "export", cmd_export, "hand the archive over", false },
	{ "import", cmd_import, "make an archive of what was handed over",
	  false },
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))
#define SEE_HELP "vanban: see 'vanban %s --help'\n"

static void print_help(void)
{
	puts("usage: vanban [-d DIR | --server=URL] COMMAND [options] "
	     "[ARGUMENT...]\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		printf("  %-10s %s\n", commands[i].name, commands[i].help);
	puts("\n"
	     "  -d DIR     data directory; else $VANBAN_DIR, else\n"
	     "             $XDG_DATA_HOME/vanban, else ~/.local/share/vanban\n"
	     "  --server=URL\n"
	     "             read from a vanban-searchd over HTTP instead\n"
	     "  --help     this text; `vanban COMMAND --help` for a command\n"
	     "  --version  the version\n"
	     "\n"
	     "exit status: 0 found or done, 1 nothing found, 2 trouble");
}

int cli_fail(const char *subject, const struct vb_error *err)
{
	fprintf(stderr, "vanban: %s: %s\n", subject, err->message);
	return EXIT_TROUBLE;
}

int cli_usage(const struct cli *cli, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "vanban: %s: ", cli->command);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, "\n" SEE_HELP, cli->command);
	return EXIT_TROUBLE;
}

int cli_print(const struct vb_buf *buf, int code)
{
	if (buf->len && fwrite(buf->ptr, 1, buf->len, stdout) != buf->len)
		code = EXIT_TROUBLE;
	if (fflush(stdout))
		code = EXIT_TROUBLE;
	if (code == EXIT_TROUBLE)
		fprintf(stderr, "vanban: standard output: cannot write\n");
	return code;
}

static bool set_lang(struct vb_style *style, const char *value)
{
	style->vietnamese = !strcmp(value, "vi");
	return style->vietnamese || !strcmp(value, "en");
}

static bool set_color(struct vb_style *style, const char *value)
{
	if (!strcmp(value, "auto"))
		return true;
	style->color = !strcmp(value, "always");
	return style->color || !strcmp(value, "never");
}

bool cli_common_option(struct cli *cli, int c, const char *value)
{
	const char *name = "--format";
	bool ok = false;
	int format;

	if (c == CLI_OPT_FORMAT) {
		format = vb_format_by_name(vb_str_from(value));
		ok = format >= 0;
		if (ok)
			cli->style.format = (enum vb_format)format;
	} else if (c == CLI_OPT_LANG) {
		name = "--lang";
		ok = set_lang(&cli->style, value);
	} else if (c == CLI_OPT_COLOR) {
		name = "--color";
		ok = set_color(&cli->style, value);
	} else { /* getopt has said what */
		fprintf(stderr, SEE_HELP, cli->command);
		return false;
	}
	if (!ok)
		cli_usage(cli, "%s: '%s' is not a value of it", name, value);
	return ok;
}

/* LC_ALL, LC_MESSAGES, LANG, as setlocale reads them. */
static bool locale_is_vietnamese(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return !strncmp(value, "vi", 2);
	}
	return false;
}

static void init_style(struct vb_style *style)
{
	struct winsize size = { 0 };
	bool terminal = isatty(STDOUT_FILENO);

	style->vietnamese = locale_is_vietnamese();
	style->color = terminal && !getenv("NO_COLOR");
	style->width = 80;
	if (terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) &&
	    size.ws_col >= 20)
		style->width = size.ws_col < 100 ? size.ws_col : 100;
}

/*
 * As git and others have it: "help" is --help, "help COMMAND" and "COMMAND -h"
 * are "COMMAND --help". Returns whether the help of all is asked for.
 */
static bool asks_help(int *argc, char **argv)
{
	static char help[] = "--help";
	bool first = !strcmp(argv[0], "help");

	if (first && *argc == 1)
		return true;
	if (first) {
		argv[0] = argv[1];
		argv[1] = help;
		*argc = 2;
	} else if (*argc == 2 && !strcmp(argv[1], "-h")) {
		argv[1] = help;
	}
	return false;
}

static int run_command(struct cli *cli, int argc, char **argv)
{
	char name[64];

	cli->command = argv[0];
	/* what getopt begins its messages with */
	snprintf(name, sizeof(name), "vanban: %s", cli->command);
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (strcmp(cli->command, commands[i].name))
			continue;
		argv[0] = name;
		if (!cli->server || commands[i].remote)
			return commands[i].run(cli, argc, argv);
		fprintf(stderr,
			"vanban: %s: does not work with --server: it needs "
			"the data directory\n",
			cli->command);
		return EXIT_TROUBLE;
	}
	fprintf(stderr, "vanban: '%s' is not a command; see 'vanban --help'\n",
		argv[0]);
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ "server", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	struct cli cli = { .dir = VB_BUF_INIT(4096) };
	struct vb_error err = VB_ERROR_INIT;
	const char *dir = NULL;
	int c, code;

	while ((c = getopt_long(argc, argv, "+d:h", options, NULL)) != -1) {
		switch (c) {
		case 'd':
			dir = optarg;
			break;
		case 's':
			cli.server = optarg;
			break;
		case 'h':
			print_help();
			return EXIT_FOUND;
		case 'V':
			puts("vanban " VB_VERSION);
			return EXIT_FOUND;
		default:
			return EXIT_TROUBLE;
		}
	}
	if (cli.server && (dir || !remote_valid(cli.server))) {
		fprintf(stderr, "vanban: --server=%s: %s\n", cli.server,
			dir ? "can't go with -d" :
			      "is not http://HOST or https://HOST");
		return EXIT_TROUBLE;
	}
	if (optind == argc) {
		fputs("vanban: no command; see 'vanban --help'\n", stderr);
		return EXIT_TROUBLE;
	}
	argc -= optind;
	argv += optind;
	if (asks_help(&argc, argv)) {
		print_help();
		return EXIT_FOUND;
	}
	if (!cli.server && vb_data_dir(&cli.dir, dir, &err))
		return cli_fail("data directory", &err);
	init_style(&cli.style);
	optind = 0; /* glibc: begin anew */
	code = run_command(&cli, argc, argv);
	vb_buf_clear(&cli.dir);
	return code;
}
