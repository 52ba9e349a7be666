/*
 * base/clock: time.
 */
#ifndef VB_BASE_CLOCK_H
#define VB_BASE_CLOCK_H

#include <stdint.h>

/* Monotonic time in microseconds, from an arbitrary start. */
int64_t vb_clock_us(void);

#define VB_TIME_TEXT 21 /* "2026-11-22T08:11:00Z" and a NUL */

/* Now, UTC, ISO 8601 with seconds: "2026-11-22T08:11:00Z". */
void vb_clock_iso(char out[VB_TIME_TEXT]);

#endif
