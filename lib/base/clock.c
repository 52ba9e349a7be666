#include "base/clock.h"

#include <time.h>

int64_t vb_clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void vb_clock_iso(char out[VB_TIME_TEXT])
{
	time_t now = time(NULL);
	struct tm utc;

	if (!gmtime_r(&now, &utc) ||
	    !strftime(out, VB_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc))
		out[0] = '\0';
}
