#include "cli.h"

#include <stdio.h>

#include "base/file.h"
#include "format/format.h"

static const char help[] =
	"usage: vanban edit [options] ID FIELD=VALUE...\n"
	"       vanban edit ID\n"
	"\n"
	"Correct what is known about a document: all fields or, if one is\n"
	"wrong, none. The word of a person wins over what later runs read;\n"
	"FIELD= says that the field is unknown. Dates may be written as\n"
	"16/11/2021, a type as its name. Without FIELD: the corrections that\n"
	"stand, as FIELD TAB VALUE.\n"
	"\n"
	"  --no-wait   do not wait for an indexer at work: exit 2\n"
	"  --no-index  leave the index to the next run of vanban-indexer\n";

struct change {
	enum vb_field_id id;
	struct vb_field to;
};

struct edit {
	struct cli *cli;
	bool no_wait, no_index;
	struct vb_str id;
	struct change changes[VB_FIELD_COUNT];
	size_t n;
	struct vb_arena arena;
};

/* The fields and where they begin, for messages. */
static void list_fields(void)
{
	fputs("vanban: edit: fields are", stderr);
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		fprintf(stderr, " %s", vb_field_name((enum vb_field_id)i));
	fputc('\n', stderr);
}

/* One FIELD=VALUE. False: said on stderr. */
static bool take_change(struct edit *e, const char *arg)
{
	struct vb_str text = vb_str_from(arg), name;
	size_t equals = vb_str_find(text, VB_STR("="), 0);
	struct vb_error err = VB_ERROR_INIT;
	struct change *c = &e->changes[e->n];

	if (equals == VB_NPOS) {
		cli_usage(e->cli, "'%s' is no FIELD=VALUE", arg);
		return false;
	}
	name = vb_str_sub(text, 0, equals);
	c->id = vb_field_by_name(name);
	if (c->id >= VB_FIELD_COUNT) {
		fprintf(stderr, "vanban: edit: '%.*s' is not a field\n",
			VB_STR_ARG(name));
		list_fields();
		return false;
	}
	for (size_t i = 0; i < e->n; i++)
		if (e->changes[i].id == c->id) {
			cli_usage(e->cli, "%s is given twice",
				  vb_field_name(c->id));
			return false;
		}
	if (vb_format_field(&c->to, c->id, vb_str_skip(text, equals + 1),
			    &e->arena, &err)) {
		cli_fail("edit", &err);
		return false;
	}
	e->n++;
	return true;
}

/* Does the correction stand already? Saying it again is no event. */
static bool stands(const struct vb_held *held, const struct change *c)
{
	const struct vb_field *f = &held->fields[c->id];

	return f->how == VB_HOW_CORRECTED && vb_str_eq(f->value, c->to.value) &&
	       vb_str_eq(f->label, c->to.label);
}

static vb_status correct(struct edit *e, vb_archive *ar,
			 const struct vb_held *held, struct vb_error *err)
{
	vb_status st = vb_archive_begin(ar, err);

	for (size_t i = 0; !st && i < e->n; i++)
		if (!stands(held, &e->changes[i]))
			st = vb_archive_correct(ar, e->id, e->changes[i].id,
						&e->changes[i].to, err);
	if (!st)
		st = vb_archive_commit(ar, err);
	vb_archive_rollback(ar);
	return st;
}

static vb_status print_standing(const struct vb_held *held, int *code)
{
	struct vb_buf out = VB_BUF_INIT(VB_CLI_OUTPUT);
	vb_status st = VB_OK;

	for (int i = 0; !st && i < VB_FIELD_COUNT; i++) {
		if (held->fields[i].how != VB_HOW_CORRECTED)
			continue;
		st = vb_buf_printf(&out, "%s\t",
				   vb_field_name((enum vb_field_id)i));
		if (!st)
			st = vb_terminal_text(&out, held->fields[i].value,
					      false);
		if (!st)
			st = vb_buf_append_char(&out, '\n');
	}
	*code = cli_print(&out, out.len ? EXIT_FOUND : EXIT_NOTHING);
	vb_buf_clear(&out);
	return st;
}

static int run(struct edit *e)
{
	const char *dir = vb_buf_cstr(&e->cli->dir);
	struct vb_error err = VB_ERROR_INIT;
	vb_archive *ar = NULL;
	struct vb_held held;
	int lock = -1, code = EXIT_FOUND;
	vb_status st;

	if (e->n)
		st = cli_open_locked(&lock, &ar, e->cli, !e->no_wait, &err);
	else
		st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
	if (!st)
		st = vb_archive_get(&held, ar, e->id, 0, &e->arena, &err);
	if (!st && held.withdrawn)
		code = cli_withdrawn(e->cli, &held);
	else if (!st && e->n)
		st = correct(e, ar, &held, &err);
	else if (!st)
		st = print_standing(&held, &code);
	if (st)
		code = cli_fail("edit", &err);
	if (st == VB_NOT_FOUND && ar)
		code = EXIT_NOTHING;
	vb_archive_close(ar);
	vb_file_unlock(lock);
	if (e->n && code == EXIT_FOUND)
		cli_catch_up(e->cli, !e->no_index);
	return code;
}

int cmd_edit(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{ "no-wait", no_argument, NULL, 'w' },
		{ "no-index", no_argument, NULL, 'i' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct edit e = { .cli = cli };
	int c, code = EXIT_TROUBLE;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return EXIT_FOUND;
		}
		if (c != 'w' && c != 'i')
			return EXIT_TROUBLE;
		e.no_wait |= c == 'w';
		e.no_index |= c == 'i';
	}
	if (optind == argc)
		return cli_usage(cli, "give an ID");
	e.id = vb_str_from(argv[optind++]);
	while (optind < argc && take_change(&e, argv[optind]))
		optind++;
	if (optind == argc)
		code = run(&e);
	vb_arena_clear(&e.arena);
	return code;
}
