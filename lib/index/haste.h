/*
 * index/haste: how long a search works, and what it leaves out when that is
 * too short, before it gives up.
 *
 * A search is tried at one level after the other. A try that reaches its limit
 * fails, and the next leaves more out; the last does not fail: it ends, with
 * what it has found. Limits count from the start of the search and are of two
 * kinds: of its timeout by the clock, and of the processor's time, which is
 * the same for every timeout that is not less than the usual one. So a search
 * may wait for a cold disk as long as its caller does, but never works longer
 * than VB_SEARCH_TIMEOUT_MS * 40 / 100, and what follows on that (reading,
 * snippets).
 */
#ifndef VB_INDEX_HASTE_H
#define VB_INDEX_HASTE_H

#include "base/clock.h"
#include "base/str.h"

enum vb_haste {
	VB_HASTE_NONE,
	VB_HASTE_COUNTS, /* facets and totals come from the best hits */
	VB_HASTE_WORDS,	 /* of words of which any may match the rarest alone */
	VB_HASTE_LEVELS,
};

/* Of a search's time, in percent. */
struct vb_haste_share {
	uint8_t clock, cpu;
};

struct vb_haste_shares {
	struct vb_haste_share levels[VB_HASTE_LEVELS];
	struct vb_haste_share reading; /* of candidates: confirm.h */
	struct vb_haste_share after;   /* of the last try's, at least so long */
};

extern const struct vb_haste_shares vb_haste_usual;

/* The time of one search. */
struct vb_haste_time {
	struct vb_limit start;
	int64_t clock, cpu; /* all there is, in microseconds */
	const struct vb_haste_shares *shares;
};

/* Begin now. `timeout_ms` may be negative: then it is over. */
void vb_haste_begin(struct vb_haste_time *out, int timeout_ms,
		    const struct vb_haste_shares *shares);

/* When a try at that level ends. */
struct vb_limit vb_haste_limit(const struct vb_haste_time *t,
			       enum vb_haste level);

/* When such a try reads no more candidates, and behind the first ten hits no
 * texts for snippets: some time after its limit, which was for finding them. */
struct vb_limit vb_haste_reading(const struct vb_haste_time *t,
				 enum vb_haste level);

/* Is the whole time over? */
bool vb_haste_over(const struct vb_haste_time *t);

/* What a try at that level says of it, `cut` when it left matches unread;
 * empty for the first that left none. */
struct vb_str vb_haste_note(enum vb_haste level, bool cut);

#endif
