#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A cut may have split the last character: drop what is left of it. */
static void drop_split_end(char *s, size_t len)
{
	size_t at = len, need;
	unsigned char c;

	while (at && len - at < 3 && ((unsigned char)s[at - 1] & 0xc0) == 0x80)
		at--;
	if (!at)
		return;
	c = (unsigned char)s[at - 1];
	need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 1;
	if (len - at + 1 < need)
		s[at - 1] = '\0';
}

/* A message may quote outside bytes: keep them from steering a terminal. */
void vb_message_clean(char *message)
{
	char *to = message, *s = message;

	while (*s) {
		unsigned char c = (unsigned char)s[0];
		unsigned char next = (unsigned char)s[1];
		bool c1 = c == 0xc2 && next >= 0x80 && next < 0xa0;

		*to++ = c < 0x20 || c == 0x7f || c1 ? '?' : *s;
		s += c1 ? 2 : 1;
	}
	*to = '\0';
	drop_split_end(message, (size_t)(to - message));
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
	vb_message_clean(err->message);
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
