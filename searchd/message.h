/*
 * message: what the daemon says on stderr.
 */
#ifndef VB_SEARCHD_MESSAGE_H
#define VB_SEARCHD_MESSAGE_H

#include "base/status.h"

/* One line: "vanban-searchd: SUBJECT: what is wrong". Any thread may call. */
void message(const char *subject, const char *format, ...) VB_PRINTF(2, 3);

/*
 * As message, for what a client can cause again and again: at most one line
 * a second, and how many were left out.
 */
void message_seldom(const char *subject, const char *format, ...)
	VB_PRINTF(2, 3);

#endif
