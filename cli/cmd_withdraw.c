#include "cli.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"

static const char help[] =
	"usage: vanban withdraw [--erase] [options] --reason=TEXT ID...\n"
	"\n"
	"Hide documents everywhere; a tombstone with the reason stays. All of\n"
	"them or, if one is not held, none.\n"
	"\n"
	"  --reason=TEXT  why; it is kept in the log\n"
	"  --erase        destroy the bytes and all that is known of them;\n"
	"                 ids, sources, digests and sizes stay, and so does\n"
	"                 what is in the log. Bytes that another document has\n"
	"                 stay with that one\n"
	"  --no-wait      do not wait for an indexer at work: exit 2\n"
	"  --no-index     leave the index to vanban-indexer's next run\n";

struct withdraw {
	struct cli *cli;
	bool erase, no_wait, no_index;
	struct vb_str reason;
	char **ids;
	int n;
};

/* Whatever is hidden already stays as it is; to erase it is more. */
static vb_status is_done(bool *done, const struct withdraw *w, vb_archive *ar,
			 const char *id, struct vb_error *err)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_held held;
	vb_status st =
		vb_archive_get(&held, ar, vb_str_from(id), 0, &arena, err);

	*done = !st && held.withdrawn && !w->erase;
	vb_arena_clear(&arena);
	return st;
}

static vb_status withdraw_all(const struct withdraw *w, vb_archive *ar,
			      struct vb_error *err)
{
	vb_status st = vb_archive_begin(ar, err);

	for (int i = 0; !st && i < w->n; i++) {
		bool done = false;

		st = is_done(&done, w, ar, w->ids[i], err);
		if (!st && !done)
			st = vb_archive_withdraw(ar, vb_str_from(w->ids[i]),
						 w->reason, w->erase, err);
	}
	if (!st)
		st = vb_archive_commit(ar, err);
	vb_archive_rollback(ar);
	return st;
}

/* Until its last reader lets it go, the journal has what was erased. */
static void look_at_journal(const struct withdraw *w)
{
	struct vb_buf path = VB_BUF_INIT(1 << 16);
	struct stat info;

	if (!vb_buf_printf(&path, "%s/archive.db-wal",
			   vb_buf_cstr(&w->cli->dir)) &&
	    !stat(vb_buf_cstr(&path), &info) && info.st_size)
		fputs("vanban: withdraw: another program is reading the "
		      "archive: bytes of it may be left in its journal until "
		      "the next run of vanban-indexer\n",
		      stderr);
	vb_buf_clear(&path);
}

static int run(const struct withdraw *w)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_archive *ar = NULL;
	int lock = -1, code = EXIT_FOUND;
	vb_status st;

	st = cli_open_locked(&lock, &ar, w->cli, !w->no_wait, &err);
	if (!st)
		st = withdraw_all(w, ar, &err);
	if (st)
		code = cli_fail("withdraw", &err);
	if (st == VB_NOT_FOUND && ar)
		code = EXIT_NOTHING;
	vb_archive_close(ar);
	if (!st && w->erase)
		look_at_journal(w);
	vb_file_unlock(lock);
	if (!st)
		cli_catch_up(w->cli, !w->no_index);
	return code;
}

int cmd_withdraw(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{ "reason", required_argument, NULL, 'r' },
		{ "erase", no_argument, NULL, 'e' },
		{ "no-wait", no_argument, NULL, 'w' },
		{ "no-index", no_argument, NULL, 'i' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct withdraw w = { .cli = cli };
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'r':
			w.reason = vb_str_trim(vb_str_from(optarg));
			break;
		case 'e':
			w.erase = true;
			break;
		case 'w':
			w.no_wait = true;
			break;
		case 'i':
			w.no_index = true;
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_FOUND;
		default:
			return EXIT_TROUBLE;
		}
	}
	if (!w.reason.len)
		return cli_usage(cli, "say why: --reason=TEXT");
	if (!vb_utf8_valid(w.reason))
		return cli_usage(cli, "--reason is not UTF-8");
	if (optind == argc)
		return cli_usage(cli, "give an ID");
	w.ids = argv + optind;
	w.n = argc - optind;
	return run(&w);
}
