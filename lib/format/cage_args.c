#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "format/cage.h"

#define BWRAP "/usr/bin/bwrap"
#define PRLIMIT "/usr/bin/prlimit"
#define TOOL_PROCESSES "128"

static bool word(struct vb_cage_words *w, const char *s)
{
	if (w->n_args + 1 >= sizeof(w->argv) / sizeof(w->argv[0]))
		return false;
	w->argv[w->n_args++] = (char *)s;
	w->argv[w->n_args] = NULL;
	return true;
}

static bool words(struct vb_cage_words *w, const char *const *list)
{
	for (; *list; list++)
		if (!word(w, *list))
			return false;
	return true;
}

/* A string made in w->room; NULL when it is full. */
static char *made(struct vb_cage_words *w, const char *format, ...)
	VB_PRINTF(2, 3);

static char *made(struct vb_cage_words *w, const char *format, ...)
{
	size_t left = sizeof(w->room) - w->used;
	char *at = w->room + w->used;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(at, left, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= left)
		return NULL;
	w->used += (size_t)n + 1;
	return at;
}

static const char *guard_name(enum vb_guard guard)
{
	return guard == VB_GUARD_NAMESPACES ? "namespaces" :
	       guard == VB_GUARD_FILTERS    ? "filters" :
					      "limits";
}

static bool environment(struct vb_cage_words *w, const struct vb_cage *cage,
			const char *folder)
{
	w->env[w->n_env++] = "LC_ALL=C.UTF-8";
	w->env[w->n_env++] = "PATH=/usr/bin:/bin";
	w->env[w->n_env++] = "OMP_THREAD_LIMIT=1";
	w->env[w->n_env++] = made(w, "HOME=%s", folder);
	w->env[w->n_env++] = made(w, "TMPDIR=%s", folder);
	if (cage->worker)
		w->env[w->n_env++] =
			made(w, "%s=%s", VB_CAGE_ENV, guard_name(cage->guard));
	for (size_t i = 0; i < w->n_env; i++)
		if (!w->env[i])
			return false;
	w->env[w->n_env] = NULL;
	return true;
}

/* The system that is seen: programs and libraries, read only. */
static const char *const bwrap_words[] = {
	BWRAP,
	"--unshare-user",
	"--unshare-all",
	"--disable-userns",
	"--die-with-parent",
	"--new-session",
	"--cap-drop",
	"ALL",
	"--ro-bind",
	"/usr",
	"/usr",
	"--ro-bind-try",
	"/bin",
	"/bin",
	"--ro-bind-try",
	"/lib",
	"/lib",
	"--ro-bind-try",
	"/lib64",
	"/lib64",
	"--ro-bind-try",
	"/etc/ld.so.cache",
	"/etc/ld.so.cache",
	"--ro-bind-try",
	"/etc/alternatives",
	"/etc/alternatives",
	"--ro-bind-try",
	"/etc/fonts",
	"/etc/fonts",
	"--ro-bind-try",
	"/etc/catdocrc",
	"/etc/catdocrc",
	"--proc",
	"/proc",
	"--dev",
	"/dev",
	"--size",
	"67108864",
	"--tmpfs",
	"/tmp",
	"--remount-ro",
	"/dev",
	NULL,
};

static bool starts_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* Where the program is seen; it is bound there if it is not the system's. */
static const char *place(struct vb_cage_words *w, const char *program)
{
	const char *name = strrchr(program, '/') + 1;
	const char *const bind[] = { "--ro-bind", program, NULL };
	const char *inside;

	if (starts_with(program, "/usr/") || starts_with(program, "/bin/"))
		return program;
	inside = made(w, "/app/%s", name);
	if (!inside || !words(w, bind) || !word(w, inside))
		return NULL;
	return inside;
}

static bool bwrap(struct vb_cage_words *w, const struct vb_cage *cage,
		  int seccomp_fd)
{
	/* A limit set outside would count all processes of the user; inside
	 * only those of the cage are seen. */
	const char *const limit[] = { PRLIMIT, "--nproc=" TOOL_PROCESSES,
				      NULL };
	const char *const job[] = { "--bind",
				    cage->folder,
				    VB_CAGE_FOLDER,
				    "--chdir",
				    VB_CAGE_FOLDER,
				    "--remount-ro",
				    "/",
				    NULL };
	const char *program, *fd;

	if (!words(w, bwrap_words))
		return false;
	program = place(w, cage->program);
	if (!program || !words(w, job))
		return false;
	if (seccomp_fd >= 0) {
		fd = made(w, "%d", seccomp_fd);
		if (!fd || !word(w, "--seccomp") || !word(w, fd))
			return false;
	}
	if (!word(w, "--") || (!cage->worker && !words(w, limit)))
		return false;
	return word(w, program);
}

bool vb_cage_words(struct vb_cage_words *w, const struct vb_cage *cage,
		   int seccomp_fd)
{
	bool ns = cage->guard == VB_GUARD_NAMESPACES;

	w->n_args = w->n_env = w->used = 0;
	if (!environment(w, cage, ns ? VB_CAGE_FOLDER : cage->folder))
		return false;
	if (!(ns ? bwrap(w, cage, seccomp_fd) : word(w, cage->program)))
		return false;
	return words(w, cage->args);
}
