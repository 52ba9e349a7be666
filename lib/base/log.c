#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

void vb_log_write(const struct vb_log *log, enum vb_log_level level,
		  const char *format, ...)
{
	char message[1000];
	va_list args;

	if (!log || !log->fn)
		return;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	vb_message_clean(message);
	log->fn(log->ctx, level, message);
}
