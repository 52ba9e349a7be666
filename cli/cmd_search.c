#include "cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/lines.h"
#include "remote.h"

#define TIMEOUT_MS 10000 /* nobody else waits: a cold disk may take so long */
#define LINE_LIMIT ((size_t)1 << 20) /* bytes of a line of a batch */

static const char help[] =
	"usage: vanban search [options] QUERY...\n"
	"\n"
	"  --format=FORMAT   text, json, ndjson, tsv or trec\n"
	"  -n N              hits to show (10)\n"
	"  --offset=N        hits to skip\n"
	"  --sort=ORDER      relevance, newest, oldest or number\n"
	"  --match=HOW       auto, all or any of the words\n"
	"  --type= --issuer= --place= --kind= --topic= --status=\n"
	"  --from=DATE --to=DATE\n"
	"  --duplicates=HOW  show (each) or fold records of the same document\n"
	"  --facets          counts by type, issuer, year, ...\n"
	"  --explain         how each hit came to its place\n"
	"  --batch=FILE      'qid TAB query' a line (- is standard input)\n"
	"  --lang=vi|en      language of the text format\n"
	"  --color=WHEN      auto, always or never\n";

enum {
	O_OFFSET = 1,
	O_SORT,
	O_MATCH,
	O_DUPLICATES,
	O_FACETS,
	O_EXPLAIN,
	O_BATCH,
	O_HELP,
	O_FILTER = 100
};

static const struct option options[] = {
	CLI_COMMON_OPTIONS,
	{ "offset", required_argument, NULL, O_OFFSET },
	{ "sort", required_argument, NULL, O_SORT },
	{ "match", required_argument, NULL, O_MATCH },
	{ "duplicates", required_argument, NULL, O_DUPLICATES },
	{ "facets", no_argument, NULL, O_FACETS },
	{ "explain", no_argument, NULL, O_EXPLAIN },
	{ "batch", required_argument, NULL, O_BATCH },
	{ "help", no_argument, NULL, O_HELP },
	{ "type", required_argument, NULL, O_FILTER + VB_FILTER_TYPE },
	{ "issuer", required_argument, NULL, O_FILTER + VB_FILTER_ISSUER },
	{ "place", required_argument, NULL, O_FILTER + VB_FILTER_PLACE },
	{ "kind", required_argument, NULL, O_FILTER + VB_FILTER_KIND },
	{ "from", required_argument, NULL, O_FILTER + VB_FILTER_FROM },
	{ "to", required_argument, NULL, O_FILTER + VB_FILTER_TO },
	{ "topic", required_argument, NULL, O_FILTER + VB_FILTER_TOPIC },
	{ "status", required_argument, NULL, O_FILTER + VB_FILTER_STATUS },
	{ NULL, 0, NULL, 0 },
};

/* "--sort", or "-n", for a message. */
static const char *option_name(char name[32], int c)
{
	snprintf(name, 32, "-%c", c);
	for (const struct option *o = options; o->name; o++)
		if (o->val == c)
			snprintf(name, 32, "--%s", o->name);
	return name;
}

struct search {
	struct cli *cli;
	struct vb_request request;
	const char *batch;
	bool help;
};

static bool parse_size(size_t *out, const char *value, unsigned long max)
{
	unsigned long n;

	if (!vb_str_to_ulong(&n, vb_str_from(value), max))
		return false;
	*out = n;
	return true;
}

/* The index of `value` in a NULL-ended list, or -1. */
static int choose(const char *const *names, const char *value)
{
	for (int i = 0; names[i]; i++)
		if (!strcmp(names[i], value))
			return i;
	return -1;
}

static bool choose_into(int *out, const char *const *names, const char *value)
{
	*out = choose(names, value);
	return *out >= 0;
}

static bool take_option(struct search *s, int c, const char *value)
{
	static const char *const sorts[] = { "relevance", "newest", "oldest",
					     "number", NULL };
	static const char *const matches[] = { "auto", "all", "any", NULL };
	static const char *const folds[] = { "fold", "show", NULL };
	int choice = 0;
	bool ok = true;
	char name[32];

	if (c >= O_FILTER && c < O_FILTER + VB_FILTER_COUNT) {
		s->request.filters[c - O_FILTER] = vb_str_from(value);
		return true;
	}
	switch (c) {
	case 'n':
		ok = parse_size(&s->request.n, value, VB_SEARCH_PAGE);
		break;
	case O_OFFSET:
		ok = parse_size(&s->request.offset, value, VB_SEARCH_DEEPEST);
		break;
	case O_SORT:
		ok = choose_into(&choice, sorts, value);
		s->request.sort = (enum vb_sort)choice;
		break;
	case O_MATCH:
		ok = choose_into(&choice, matches, value);
		s->request.match = (enum vb_match)choice;
		break;
	case O_DUPLICATES:
		ok = choose_into(&choice, folds, value);
		s->request.duplicates = choice == 1;
		break;
	case O_FACETS:
		s->request.facets = true;
		break;
	case O_EXPLAIN:
		s->request.explain = s->cli->style.explain = true;
		break;
	case O_BATCH:
		s->batch = value;
		break;
	case O_HELP:
		s->help = true;
		break;
	default:
		return cli_common_option(s->cli, c, value);
	}
	if (!ok)
		cli_usage(s->cli, "%s: '%s' is not a value of it",
			  option_name(name, c), value);
	return ok;
}

/* Run one query and append its answer. */
static vb_status answer(struct vb_buf *out, size_t *found, struct search *s,
			vb_searcher *searcher, struct vb_error *err)
{
	struct vb_buf body = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_arena arena = VB_ARENA_INIT;
	const struct remote r = { s->cli, &arena, &body, err };
	struct vb_results results;
	vb_status st;

	s->cli->style.query = s->request.query;
	st = s->cli->server ?
		     remote_search(&results, &r, &s->request) :
		     vb_search(&results, searcher, &s->request, &arena, err);
	if (!st) {
		st = remote_as_is(&r) ?
			     vb_buf_append(out, vb_buf_str(&body)) :
			     vb_output_results(out, &results, &s->cli->style);
		*found += results.total > 0;
		if (results.notes.len)
			fprintf(stderr, "vanban: query: %.*s\n",
				VB_STR_ARG(results.notes));
	}
	vb_arena_clear(&arena);
	vb_buf_clear(&body);
	return st;
}

static int run_one(struct search *s, vb_searcher *searcher)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_error err = VB_ERROR_INIT;
	size_t found = 0;
	int code;

	if (answer(&out, &found, s, searcher, &err))
		code = cli_fail("search", &err);
	else
		code = cli_print(&out, found ? EXIT_FOUND : EXIT_NOTHING);
	vb_buf_clear(&out);
	return code;
}

/* Line `number` of the batch. Returns the exit status it calls for. */
static int run_line(struct search *s, vb_searcher *searcher, size_t number,
		    struct vb_str line)
{
	size_t tab = vb_str_find(line, VB_STR("\t"), 0);
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	struct vb_error err = VB_ERROR_INIT;
	size_t found = 0;
	int code;

	if (!vb_str_trim(line).len)
		return EXIT_NOTHING;
	if (tab == VB_NPOS) {
		fprintf(stderr,
			"vanban: %s: line %zu: no tab between id and "
			"query\n",
			s->batch, number);
		return EXIT_TROUBLE;
	}
	s->cli->style.qid = vb_str_sub(line, 0, tab);
	s->request.query = vb_str_skip(line, tab + 1);
	if (answer(&out, &found, s, searcher, &err)) {
		fprintf(stderr, "vanban: %s: line %zu: %s\n", s->batch, number,
			err.message);
		code = EXIT_TROUBLE;
	} else {
		code = cli_print(&out, found ? EXIT_FOUND : EXIT_NOTHING);
	}
	vb_buf_clear(&out);
	return code;
}

/*
 * "qid TAB query" lines; one that fails is named and the rest goes on, but
 * the exit status tells. Else it is 0 when any query found something.
 */
static int run_batch(struct search *s, vb_searcher *searcher)
{
	struct vb_error err = VB_ERROR_INIT;
	bool found = false, trouble = false;
	vb_lines *lines = NULL;
	struct vb_str line;
	size_t number = 0;
	vb_status st = vb_lines_open(&lines, s->batch, &err);

	while (!st) {
		st = vb_lines_next(&line, &number, lines, LINE_LIMIT, &err);
		if (!st) {
			int code = run_line(s, searcher, number, line);

			found |= code == EXIT_FOUND;
			trouble |= code == EXIT_TROUBLE;
		}
	}
	if (st != VB_NOT_FOUND || !lines)
		trouble = cli_fail(s->batch, &err);
	vb_lines_close(lines);
	return trouble ? EXIT_TROUBLE : found ? EXIT_FOUND : EXIT_NOTHING;
}

/* All arguments are one query, as a shell user expects. */
static vb_status join_arguments(struct vb_buf *out, int argc, char **argv)
{
	vb_status st = VB_OK;

	for (int i = 0; i < argc && !st; i++) {
		if (i)
			st = vb_buf_append_char(out, ' ');
		if (!st)
			st = vb_buf_append_cstr(out, argv[i]);
	}
	return st;
}

int cmd_search(struct cli *cli, int argc, char **argv)
{
	struct search s = { .cli = cli,
			    .request = { .n = 10,
					 .duplicates = true,
					 .snippets = true,
					 .timeout_ms = TIMEOUT_MS } };
	struct vb_buf query = VB_BUF_INIT(1 << 20);
	struct vb_error err = VB_ERROR_INIT;
	vb_searcher *searcher = NULL;
	int c, code;

	while ((c = getopt_long(argc, argv, "n:", options, NULL)) != -1)
		if (!take_option(&s, c, optarg))
			return EXIT_TROUBLE;
	if (s.help) {
		fputs(help, stdout);
		return EXIT_FOUND;
	}
	if (cli->style.format == VB_FORMAT_TREC)
		s.request.snippets = false;
	if (join_arguments(&query, argc - optind, argv + optind))
		return cli_usage(cli, "the query is too long");
	s.request.query = vb_buf_str(&query);
	if (!cli->server &&
	    vb_searcher_open(&searcher, vb_buf_cstr(&cli->dir), &err))
		code = cli_fail(vb_buf_cstr(&cli->dir), &err);
	else
		code = s.batch ? run_batch(&s, searcher) :
				 run_one(&s, searcher);
	vb_searcher_close(searcher);
	vb_buf_clear(&query);
	return code;
}
