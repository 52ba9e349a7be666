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
	struct vb_buf dir; /* the data directory */
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

int cmd_search(struct cli *cli, int argc, char **argv);
int cmd_show(struct cli *cli, int argc, char **argv);
int cmd_resolve(struct cli *cli, int argc, char **argv);
int cmd_cites(struct cli *cli, int argc, char **argv);
int cmd_cited_by(struct cli *cli, int argc, char **argv);
int cmd_wanted(struct cli *cli, int argc, char **argv);
int cmd_normalize(struct cli *cli, int argc, char **argv);
int cmd_extract(struct cli *cli, int argc, char **argv);
int cmd_stats(struct cli *cli, int argc, char **argv);
int cmd_verify(struct cli *cli, int argc, char **argv);
int cmd_log(struct cli *cli, int argc, char **argv);

#endif
