#include "index/haste.h"

#include "index/search.h"

#define NOTE(text)                                                             \
	{                                                                      \
		(text), sizeof(text) - 1                                       \
	}

static const struct vb_str notes[VB_HASTE_LEVELS] = {
	[VB_HASTE_NONE] = { "", 0 },
	[VB_HASTE_COUNTS] = NOTE("too many matches to count: "
				 "counts are of the best hits"),
	[VB_HASTE_WORDS] = NOTE("too many matches: only the "
				"rarest words were searched"),
};

/* Worked for at most: 110, 160, 200 and 170 ms of the usual 500. */
const struct vb_haste_shares vb_haste_usual = {
	.levels = {
		[VB_HASTE_NONE] = { 40, 22 },
		[VB_HASTE_COUNTS] = { 50, 32 },
		[VB_HASTE_WORDS] = { 60, 40 },
	},
	.reading = { 50, 34 },
	.after = { 4, 4 },
};

void vb_haste_begin(struct vb_haste_time *out, int timeout_ms,
		    const struct vb_haste_shares *shares)
{
	int work_ms = timeout_ms < VB_SEARCH_TIMEOUT_MS ? timeout_ms :
							  VB_SEARCH_TIMEOUT_MS;

	*out = (struct vb_haste_time){
		.start = { vb_clock_us(), vb_clock_cpu_us() },
		.clock = timeout_ms * INT64_C(1000),
		.cpu = work_ms * INT64_C(1000),
		.shares = shares ? shares : &vb_haste_usual,
	};
}

static struct vb_limit after(const struct vb_haste_time *t, int clock, int cpu)
{
	return (struct vb_limit){ t->start.clock + t->clock / 100 * clock,
				  t->start.cpu + t->cpu / 100 * cpu };
}

struct vb_limit vb_haste_limit(const struct vb_haste_time *t,
			       enum vb_haste level)
{
	struct vb_haste_share share = t->shares->levels[level];

	return after(t, share.clock, share.cpu);
}

static int greater(int a, int b)
{
	return a > b ? a : b;
}

struct vb_limit vb_haste_reading(const struct vb_haste_time *t,
				 enum vb_haste level)
{
	struct vb_haste_share found = t->shares->levels[level];
	struct vb_haste_share share = t->shares->reading;
	struct vb_haste_share more = t->shares->after;

	return after(t, greater(share.clock, found.clock + more.clock),
		     greater(share.cpu, found.cpu + more.cpu));
}

bool vb_haste_over(const struct vb_haste_time *t)
{
	return vb_clock_us() >= t->start.clock + t->clock;
}

struct vb_str vb_haste_note(enum vb_haste level, bool cut)
{
	static const struct vb_str unread =
		NOTE("too many matches: not all of them were looked at");

	return cut ? unread : notes[level];
}
