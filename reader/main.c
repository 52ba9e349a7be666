/*
 * vanban-reader: reads files for vb_pool, from one socket on 0 and 1, in a
 * cage that format/pool.c made around it. Not meant to be run by hand.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "format/ask.h"
#include "format/convert.h"

#define MEMORY ((rlim_t)4 << 30) /* bytes of address space */
#define PROCESSES 256		 /* of the cage, where it has its own count */

/* Sanitizers map terabytes. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MEMORY_LIMITED false
#else
#define MEMORY_LIMITED true
#endif

static void limit(int what, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(what, &now))
		return;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most)
		most = now.rlim_max;
	now.rlim_cur = now.rlim_max = most;
	setrlimit(what, &now);
}

/* Children of a converter that was killed come to us, and tell by that they
 * are left: then better another worker. */
static bool tired(void)
{
	int status;
	pid_t pid;

	do
		pid = waitpid(-1, &status, WNOHANG);
	while (pid > 0);
	return !pid;
}

int main(void)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct stat info;
	vb_status st;

	if (fstat(STDIN_FILENO, &info) || !S_ISSOCK(info.st_mode)) {
		static const char usage[] =
			"vanban-reader is started by other programs of "
			"vanban\n";

		return write(STDERR_FILENO, usage, sizeof(usage) - 1) < 0 ? 3 :
									    2;
	}
	limit(RLIMIT_CORE, 0);
	if (MEMORY_LIMITED)
		limit(RLIMIT_AS, MEMORY);
	if (vb_convert_guard() == VB_GUARD_NAMESPACES)
		limit(RLIMIT_NPROC, PROCESSES);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	do {
		st = vb_ask_serve(STDIN_FILENO, &arena, tired);
		vb_arena_reset(&arena);
	} while (!st);
	/* Nothing to tidy up, and nobody to read a leak checker's report. */
	_exit(st == VB_NOT_FOUND ? 0 : 2);
}
