#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "cli.h"
#include "index/searcher.h"

vb_status cli_lock(int *fd, const struct cli *cli, bool wait,
		   struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(1 << 16);
	const char *dir = vb_buf_cstr(&cli->dir);
	vb_status st = vb_buf_printf(&path, "%s/lock", dir);

	*fd = -1;
	if (st) {
		vb_error_set(err, st, "%s: path is too long", dir);
		goto done;
	}
	st = vb_file_lock(fd, vb_buf_cstr(&path), false, err);
	if (st == VB_BUSY && wait) {
		fprintf(stderr,
			"vanban: %s: %s: an indexer is at work, waiting for "
			"it\n",
			cli->command, dir);
		st = vb_file_lock(fd, vb_buf_cstr(&path), true, err);
	} else if (st == VB_BUSY) {
		vb_error_set(err, st, "an indexer is at work");
	}
done:
	vb_buf_clear(&path);
	return st;
}

vb_status cli_open_locked(int *fd, vb_archive **ar, const struct cli *cli,
			  bool wait, struct vb_error *err)
{
	const char *dir = vb_buf_cstr(&cli->dir);
	vb_status st;

	*fd = -1;
	/* To look first makes no folder where there is no archive. */
	st = vb_archive_open(ar, dir, VB_ARCHIVE_READ, err);
	vb_archive_close(*ar);
	*ar = NULL;
	if (!st)
		st = cli_lock(fd, cli, wait, err);
	return st ? st : vb_archive_open(ar, dir, VB_ARCHIVE_WRITE, err);
}

/* Run vanban-indexer of our own folder, else of PATH. Its exit status. */
static int run_indexer(const char *dir)
{
	char *argv[] = { "vanban-indexer", "--no-wait", "--no-progress", "-d",
			 (char *)dir,	   NULL };
	char own[4096];
	int status = -1;
	ssize_t n = readlink("/proc/self/exe", own, sizeof(own) - 32);
	char *slash;
	pid_t pid;

	own[n > 0 ? n : 0] = '\0';
	slash = strrchr(own, '/');
	fflush(stdout);
	pid = fork();
	if (!pid) {
		if (slash) {
			memcpy(slash + 1, argv[0], strlen(argv[0]) + 1);
			execv(own, argv);
		}
		execvp(argv[0], argv);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static bool index_lags(const char *dir)
{
	struct vb_error err = VB_ERROR_INIT;
	struct vb_index_stats stats = { 0 };
	vb_searcher *searcher = NULL;
	vb_archive *ar = NULL;
	int64_t sequence = 0;
	vb_status st = vb_searcher_open(&searcher, dir, &err);

	if (!st)
		st = vb_searcher_stats(&stats, searcher, &err);
	vb_searcher_close(searcher);
	if (st == VB_NOT_FOUND)
		return false; /* there is none */
	if (!st)
		st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
	if (!st)
		st = vb_archive_sequence(&sequence, ar, &err);
	vb_archive_close(ar);
	return st || stats.sequence < sequence;
}

void cli_catch_up(const struct cli *cli, bool wanted)
{
	const char *dir = vb_buf_cstr(&cli->dir);

	if (!index_lags(dir) || (wanted && !run_indexer(dir)))
		return;
	fprintf(stderr,
		"vanban: %s: the index does not know of it yet: run "
		"vanban-indexer\n",
		cli->command);
}

int cli_withdrawn(const struct cli *cli, const struct vb_held *held)
{
	struct vb_buf out = VB_BUF_INIT(1 << 20);
	vb_status st = vb_terminal_text(&out, held->id, false);

	if (!st)
		st = vb_buf_append_cstr(&out, ": withdrawn: ");
	if (!st)
		st = vb_terminal_text(&out, held->reason, false);
	fprintf(stderr, "vanban: %s: %s\n", cli->command,
		st ? "withdrawn" : vb_buf_cstr(&out));
	vb_buf_clear(&out);
	return EXIT_NOTHING;
}
