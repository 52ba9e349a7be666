/*
 * limit: how many requests one address may make.
 *
 * A bucket for each address holds `burst` requests and fills up at `rate` a
 * second. The table has a fixed size: when it is full the address that has
 * been quiet longest is forgotten, which only ever is in its favour. Kept is
 * a keyed hash of the address, never the address.
 */
#ifndef VB_SEARCHD_LIMIT_H
#define VB_SEARCHD_LIMIT_H

#include <stdint.h>

#include "address.h"
#include "base/status.h"

struct limits;

/* Returns VB_OK, VB_NO_MEMORY, VB_IO (no randomness). */
vb_status limits_open(struct limits **out, struct vb_error *err);
void limits_close(struct limits *l);

/*
 * May `who` ask now, `now_us` on the clock? 0: yes, and it is counted; else
 * the seconds, 1 or more, to wait. `rate` is a second, 0: no limit. Of an
 * IPv6 address the first 64 bits count, for a client has all of the rest.
 * Only IP addresses are limited. Any thread may call.
 */
unsigned limits_take(struct limits *l, const struct address *who, unsigned rate,
		     unsigned burst, int64_t now_us);

#endif
