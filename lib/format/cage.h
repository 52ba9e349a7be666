/*
 * format/cage: start a program that handles a stranger's bytes.
 *
 * What convert.c (one tool, one file) and pool.c (a worker, many files) have
 * in common: a private folder, bubblewrap's namespaces or else landlock and
 * seccomp, limits, no inherited file, a small fixed environment. Private to
 * lib/format. Needs no state; any thread may call anything here.
 */
#ifndef VB_FORMAT_CAGE_H
#define VB_FORMAT_CAGE_H

#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "format/convert.h"

#define VB_CAGE_ARGS 32
#define VB_CAGE_PATH 512      /* longest path of a folder or program */
#define VB_CAGE_FOLDER "/job" /* where bubblewrap shows the folder */
/* Tells a caged program what guards it: "namespaces", "filters", "limits". */
#define VB_CAGE_ENV "VANBAN_CAGED"
/* What is tried at best, for tests and for systems whose bwrap is broken. */
#define VB_GUARD_ENV "VANBAN_GUARD"

struct vb_cage {
	const char *program;	 /* absolute path */
	const char *const *args; /* after the name; NULL ends */
	const char *folder;	 /* private folder: the working one */
	int in, out, errors;	 /* its 0, 1, 2; below 0: /dev/null */
	enum vb_guard guard;	 /* what to use; see vb_cage_guard */
	unsigned cpu;		 /* seconds of processor; 0: no limit */
	size_t memory;		 /* bytes of address space; 0: no limit */
	size_t file;		 /* bytes of the largest file */
	bool worker;		 /* may signal and start tools of its own */
};

/*
 * Start it, in a session and process group of its own that dies with the
 * calling thread (so a thread that ends must not have started what is to
 * live on). `*pid` is the caller's to kill and to wait for.
 * Returns VB_OK, VB_IO, VB_NO_MEMORY, VB_NOT_FOUND (no such program),
 * VB_TOO_BIG (too many arguments).
 */
vb_status vb_cage_start(pid_t *pid, const struct vb_cage *cage,
			struct vb_error *err);

/*
 * SIGKILL for the program and all its children, which are then gone or going;
 * then wait for it. Returns its status as waitpid gives it.
 */
int vb_cage_end(pid_t pid, const struct vb_cage *cage);

/* What to put into vb_cage.guard: inside a cage no second bubblewrap. */
enum vb_guard vb_cage_guard(void);

/* Is this process itself in a cage that vb_cage_start made? */
bool vb_cage_inside(void);

/* Should the program at `path` run as the user nobody? Only root can ask for
 * it, and only where that user can reach the program. In a cage no more: a
 * worker that is still root there has a folder that is closed to nobody. */
bool vb_cage_drops(const char *path);

/* The arguments and environment with which bubblewrap or the program itself
 * is executed; cage_args.c. */
struct vb_cage_words {
	char *argv[VB_CAGE_ARGS + 80];
	char *env[10];
	size_t n_args, n_env;
	char room[4096]; /* what they point into */
	size_t used;
};

bool vb_cage_words(struct vb_cage_words *words, const struct vb_cage *cage,
		   int seccomp_fd);

/* Filters; filter.c. */
struct sock_fprog;

/* Landlock: read programs and libraries, write `cage->folder` alone. A file
 * descriptor for vb_filter_enter, -1 where the kernel has none. */
int vb_filter_landlock(const struct vb_cage *cage);

/* A file that holds the seccomp filter, for bwrap; -1 on failure. */
int vb_filter_file(bool worker);

/* In the child, between fork and exec: no new privileges, landlock (unless
 * below 0) and seccomp. Async-signal-safe. */
void vb_filter_enter(int landlock, bool worker);

/* Does the kernel have both? */
bool vb_filter_works(void);

/* A private folder, which its maker holds locked; folder.c. */
struct vb_folder {
	char path[VB_CAGE_PATH];
	int lock;
};

/* Make one in $TMPDIR or /tmp. Fails as vb_error_errno says. */
vb_status vb_folder_make(struct vb_folder *folder, bool for_nobody,
			 struct vb_error *err);

/* Put a file of `bytes` there. */
vb_status vb_folder_put(const char *folder, const char *name,
			struct vb_str bytes, struct vb_error *err);

/* Bytes of the files there, counting each entry as 4 KiB more; counting ends
 * at `enough` or at a depth that no tool needs, which is returned as more. */
size_t vb_folder_bytes(const char *folder, size_t enough);

/* Remove it with everything in it, however deep. */
void vb_folder_remove(struct vb_folder *folder);

/* Remove folders that killed processes left, which nobody holds. */
void vb_folder_tidy(bool root);

/* Monotonic milliseconds. */
static inline int64_t vb_cage_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#define VB_NOBODY 65534 /* Debian's user and group with no rights */

#endif
