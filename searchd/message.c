#include "message.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"

#define SELDOM_US 1000000

static void say(const char *subject, const char *format, va_list args)
{
	char text[1000];

	vsnprintf(text, sizeof(text), format, args);
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	fprintf(stderr, "vanban-searchd: %s: %s\n", subject, text);
}

void message(const char *subject, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(subject, format, args);
	va_end(args);
}

void message_seldom(const char *subject, const char *format, ...)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static int64_t last = -SELDOM_US;
	static unsigned left_out;
	int64_t now = vb_clock_us();
	va_list args;

	pthread_mutex_lock(&lock);
	if (now - last < SELDOM_US) {
		left_out++;
	} else {
		if (left_out)
			message(subject, "%u messages left out", left_out);
		left_out = 0;
		last = now;
		va_start(args, format);
		say(subject, format, args);
		va_end(args);
	}
	pthread_mutex_unlock(&lock);
}
