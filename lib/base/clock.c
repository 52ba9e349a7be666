#include "base/clock.h"

#include <time.h>

static int64_t read_us(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t vb_clock_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

int64_t vb_clock_cpu_us(void)
{
	return read_us(CLOCK_THREAD_CPUTIME_ID);
}

bool vb_limit_reached(const struct vb_limit *limit)
{
	return vb_clock_us() >= limit->clock || vb_clock_cpu_us() >= limit->cpu;
}

void vb_clock_iso(char out[VB_TIME_TEXT])
{
	time_t now = time(NULL);
	struct tm utc;

	if (!gmtime_r(&now, &utc) ||
	    !strftime(out, VB_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc))
		out[0] = '\0';
}
