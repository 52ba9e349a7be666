/*
 * base/log: how the library tells a program something that is not a failure.
 *
 * The program passes a vb_log down; a NULL vb_log or NULL fn is silence.
 */
#ifndef VB_BASE_LOG_H
#define VB_BASE_LOG_H

#include "base/status.h"

enum vb_log_level { VB_LOG_ERROR, VB_LOG_WARNING, VB_LOG_INFO, VB_LOG_DEBUG };

struct vb_log {
	/* `message` has no final newline and no control characters. May be
	 * called from any thread. */
	void (*fn)(void *ctx, enum vb_log_level level, const char *message);
	void *ctx;
};

/* Format and hand one message (cut at 1,000 bytes) to `log`. */
void vb_log_write(const struct vb_log *log, enum vb_log_level level,
		  const char *format, ...) VB_PRINTF(3, 4);

#endif
