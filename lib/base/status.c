#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A message may quote outside bytes: keep them from steering a terminal. */
static void strip_controls(char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			*s = '?';
}

vb_status vb_error_set(struct vb_error *err, vb_status status,
		       const char *format, ...)
{
	va_list args;

	if (!err)
		return status;
	err->status = status;
	err->offset = 0;
	va_start(args, format);
	vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	strip_controls(err->message);
	return status;
}

static vb_status status_of_errno(int number)
{
	switch (number) {
	case ENOSPC:
	case EDQUOT:
		return VB_NO_SPACE;
	case ENOENT:
		return VB_NOT_FOUND;
	case ENOMEM:
		return VB_NO_MEMORY;
	default:
		return VB_IO;
	}
}

vb_status vb_error_errno(struct vb_error *err, const char *format, ...)
{
	int saved = errno;
	vb_status status = status_of_errno(saved);
	char text[300], why[80];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return vb_error_set(err, status, "%s: %s", text,
			    strerror_r(saved, why, sizeof(why)));
}

const char *vb_status_text(vb_status status)
{
	static const char *const names[] = {
		[VB_OK] = "ok",
		[VB_BAD_ENCODING] = "bad encoding",
		[VB_BAD_INPUT] = "bad input",
		[VB_TOO_BIG] = "too big",
		[VB_NO_MEMORY] = "out of memory",
		[VB_IO] = "input or output error",
		[VB_NO_SPACE] = "no space left",
		[VB_NOT_FOUND] = "not found",
		[VB_BUSY] = "busy",
		[VB_CORRUPT] = "corrupt",
		[VB_MISMATCH] = "made by another version",
		[VB_TIMEOUT] = "deadline passed",
		[VB_UNSUPPORTED] = "not supported",
		[VB_CANCELLED] = "cancelled",
		[VB_INTERNAL] = "internal error",
	};

	if ((unsigned)status >= sizeof(names) / sizeof(names[0]))
		return "unknown status";
	return names[status];
}
