/*
 * base/clock: time.
 */
#ifndef VB_BASE_CLOCK_H
#define VB_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Monotonic time in microseconds, from an arbitrary start. */
int64_t vb_clock_us(void);

/* The processor time of this thread in microseconds. */
int64_t vb_clock_cpu_us(void);

/* When something must end: as soon as one of these is reached. */
struct vb_limit {
	int64_t clock; /* of vb_clock_us */
	int64_t cpu;   /* of vb_clock_cpu_us, in the thread that works */
};

bool vb_limit_reached(const struct vb_limit *limit);

#define VB_TIME_TEXT 21 /* "2026-11-22T08:11:00Z" and a NUL */

/* Now, UTC, ISO 8601 with seconds: "2026-11-22T08:11:00Z". */
void vb_clock_iso(char out[VB_TIME_TEXT]);

#endif
