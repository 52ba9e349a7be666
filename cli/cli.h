/*
 * cli: what the commands of `vanban` share. A command is one file: options,
 * one call into lib/, one call to an output writer.
 */
#ifndef VB_CLI_H
#define VB_CLI_H

#include <getopt.h>

#include "output/output.h"

enum vb_exit { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_TROUBLE = 2 };

#define VB_CLI_OUTPUT ((size_t)1 << 30) /* bytes of one answer */

struct cli {
	struct vb_buf dir;  /* the data directory */
	const char *server; /* --server: ask it instead; or NULL */
	struct vb_style style;
	const char *command; /* for messages: "search" */
};

/* "vanban: SUBJECT: err->message" on stderr. Returns EXIT_TROUBLE. */
int cli_fail(const char *subject, const struct vb_error *err);

/* "vanban: COMMAND: message" and how to get help. Returns EXIT_TROUBLE. */
int cli_usage(const struct cli *cli, const char *format, ...) VB_PRINTF(2, 3);

/* Write `buf` to stdout. Returns `code`, or EXIT_TROUBLE if that fails. */
int cli_print(const struct vb_buf *buf, int code);

/*
 * Take an option that every command knows (-d is global, --format, --lang,
 * --color); `c` is what getopt_long returned. False if it is none of them or
 * its value is wrong (said on stderr).
 */
#define CLI_OPT_FORMAT 1000
#define CLI_OPT_LANG 1001
#define CLI_OPT_COLOR 1002
#define CLI_COMMON_OPTIONS                                                     \
	{ "format", required_argument, NULL, CLI_OPT_FORMAT },                 \
		{ "lang", required_argument, NULL, CLI_OPT_LANG },             \
	{                                                                      \
		"color", required_argument, NULL, CLI_OPT_COLOR                \
	}
bool cli_common_option(struct cli *cli, int c, const char *value);

/* A command that gives a list: -n N, --help, and what every command knows. */
struct cli_list {
	const char *help;
	unsigned long n;     /* in: so many without -n */
	unsigned long most;  /* that -n takes */
	enum vb_format last; /* of the formats that it writes */
	const char *formats; /* all of them, for messages */
};

/* Read its options. CLI_GO_ON with `list->n`, and the arguments from optind
 * on; or the exit status, when all was said. */
#define CLI_GO_ON (-1)
int cli_list_options(struct cli_list *list, struct cli *cli, int argc,
		     char **argv);

/*
 * Take the data directory's lock, as vanban-indexer does: with `wait` false a
 * lock held elsewhere is VB_BUSY. vb_file_unlock gives it back.
 */
vb_status cli_lock(int *fd, const struct cli *cli, bool wait,
		   struct vb_error *err);

/* The lock, then the archive for writing. VB_NOT_FOUND where there is none. */
vb_status cli_open_locked(int *fd, vb_archive **ar, const struct cli *cli,
			  bool wait, struct vb_error *err);

/*
 * After a change: with `wanted`, let vanban-indexer bring the index up to
 * date. Where it does not, or may not, stderr says that the index lags.
 */
void cli_catch_up(const struct cli *cli, bool wanted);

/* "vanban: COMMAND: ID: withdrawn: reason". Returns EXIT_NOTHING. */
int cli_withdrawn(const struct cli *cli, const struct vb_held *held);

int cmd_search(struct cli *cli, int argc, char **argv);
int cmd_show(struct cli *cli, int argc, char **argv);
int cmd_resolve(struct cli *cli, int argc, char **argv);
int cmd_suggest(struct cli *cli, int argc, char **argv);
int cmd_cites(struct cli *cli, int argc, char **argv);
int cmd_cited_by(struct cli *cli, int argc, char **argv);
int cmd_related(struct cli *cli, int argc, char **argv);
int cmd_wanted(struct cli *cli, int argc, char **argv);
int cmd_browse(struct cli *cli, int argc, char **argv);
int cmd_normalize(struct cli *cli, int argc, char **argv);
int cmd_extract(struct cli *cli, int argc, char **argv);
int cmd_stats(struct cli *cli, int argc, char **argv);
int cmd_verify(struct cli *cli, int argc, char **argv);
int cmd_log(struct cli *cli, int argc, char **argv);
int cmd_edit(struct cli *cli, int argc, char **argv);
int cmd_withdraw(struct cli *cli, int argc, char **argv);
int cmd_export(struct cli *cli, int argc, char **argv);
int cmd_import(struct cli *cli, int argc, char **argv);

#endif
