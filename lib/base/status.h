/*
 * base/status: one shape for failure.
 *
 * Every fallible function of the library returns a vb_status and puts the
 * words into a vb_error that the caller owns (NULL is allowed). Nothing in
 * lib/ prints or exits.
 */
#ifndef VB_BASE_STATUS_H
#define VB_BASE_STATUS_H

#include <stddef.h>

#define VB_WARN_UNUSED __attribute__((warn_unused_result))
#define VB_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

typedef enum vb_status {
	VB_OK = 0,
	VB_BAD_ENCODING, /* bytes that are not the encoding they claim */
	VB_BAD_INPUT,	 /* malformed input: JSON, date, query, option */
	VB_TOO_BIG,	 /* a limit of size, count or depth was reached */
	VB_NO_MEMORY,	 /* malloc failed */
	VB_IO,		 /* the system refused: open, read, write, sync */
	VB_NO_SPACE,	 /* the disk is full or a quota is used up */
	VB_NOT_FOUND,	 /* no such file, document or key */
	VB_BUSY,	 /* another process holds it; trying again may help */
	VB_CORRUPT,	 /* stored data that fails its own checks */
	VB_MISMATCH,	 /* made by another version: rebuild or upgrade */
	VB_TIMEOUT,	 /* the deadline passed */
	VB_UNSUPPORTED,	 /* a format or feature this build does not have */
	VB_CANCELLED,	 /* the caller asked to stop */
	VB_INTERNAL,	 /* a library failed in a way that has no name */
} vb_status;

/* What went wrong; `offset` is the first bad byte where a function says so. */
struct vb_error {
	vb_status status;
	size_t offset;
	char message[400];
};

/* clang-format off */
#define VB_ERROR_INIT { VB_OK, 0, "" }
/* clang-format on */

/*
 * Fill `err` (NULL is allowed) with `status` and a formatted message: lower
 * case, names the thing, no final full stop; control characters become '?'.
 * Returns `status`, so that a failure is one line: `return vb_error_set(…)`.
 */
vb_status vb_error_set(struct vb_error *err, vb_status status,
		       const char *format, ...) VB_PRINTF(3, 4);

/*
 * Make a message fit for a terminal, in place: C0 and C1 control characters
 * and DEL become '?' each, and a UTF-8 character cut off at the end goes.
 */
void vb_message_clean(char *message);

/*
 * As vb_error_set, with ": strerror(errno)" appended. ENOSPC and EDQUOT give
 * VB_NO_SPACE, ENOENT VB_NOT_FOUND, ENOMEM VB_NO_MEMORY, all else VB_IO.
 */
vb_status vb_error_errno(struct vb_error *err, const char *format, ...)
	VB_PRINTF(2, 3);

/* A short lower-case English name of `status`; a constant, never NULL. */
const char *vb_status_text(vb_status status);

#endif
