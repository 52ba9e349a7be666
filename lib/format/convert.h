/*
 * format/convert: another program as a reader, under guard.
 *
 * A converter is an old C program fed with a stranger's file. It is started
 * by execve, never by a shell, in a private folder, with limits on processor
 * time, memory, files and output, without network or any file of the system
 * but programs and libraries, and is killed with all its children at its
 * deadline. Where bubblewrap or user namespaces are missing the limits still
 * hold, seccomp and landlock take the place of the namespaces, and
 * vb_convert_guard says so.
 */
#ifndef VB_FORMAT_CONVERT_H
#define VB_FORMAT_CONVERT_H

#include "base/buf.h"
#include "base/status.h"

#define VB_CONVERT_ARGS 24
#define VB_CONVERT_SECONDS 60		      /* deadline unless said */
#define VB_CONVERT_OUTPUT ((size_t)256 << 20) /* bytes unless said */

struct vb_tool {
	const char *program; /* "antiword"; looked up in fixed folders */
	const char *package; /* the Debian package that has it */
	/* Arguments after the name, NULL ends. "%" stands for the input file
	 * (a copy in the private folder, named input.SUFFIX). */
	const char *args[VB_CONVERT_ARGS];
	const char *suffix; /* "doc"; NULL: none */
	unsigned seconds;   /* wall clock and processor; 0: the default */
	size_t output;	    /* bytes of standard output; 0: the default */
	size_t memory;	    /* bytes of address space; 0: 2 GiB */
};

/*
 * Run `tool` on `input` and append its standard output to `out`.
 * Returns VB_OK; VB_UNSUPPORTED when the program is not installed (err names
 * the package); VB_BAD_INPUT when it fails or writes nothing (err has the
 * first line it said); VB_TIMEOUT; VB_TOO_BIG past the output limit (`out`
 * keeps what fits); VB_NO_SPACE, VB_IO, VB_NO_MEMORY. Any thread may call it.
 */
vb_status vb_convert(struct vb_buf *out, const struct vb_tool *tool,
		     struct vb_str input, struct vb_error *err);

/* As vb_convert, and appends the files that the tool left in its folder whose
 * names begin with `prefix`, in order of their names, each through `fn`. */
vb_status vb_convert_files(const struct vb_tool *tool, struct vb_str input,
			   const char *prefix,
			   vb_status (*fn)(void *ctx, struct vb_str bytes),
			   void *ctx, struct vb_error *err);

/* Is the tool's program there? */
bool vb_convert_has(const struct vb_tool *tool);

enum vb_guard {
	VB_GUARD_NAMESPACES, /* bubblewrap */
	VB_GUARD_FILTERS,    /* landlock, seccomp and limits */
	VB_GUARD_LIMITS,     /* limits alone */
};

/* What guards converters on this machine; found out once. */
enum vb_guard vb_convert_guard(void);

#endif
