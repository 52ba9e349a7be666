#include "index/haste.h"

#define NOTE(text)                                                             \
	{                                                                      \
		(text), sizeof(text) - 1                                       \
	}

static const struct {
	int64_t end; /* of the time, in percent */
	struct vb_str note;
} levels[VB_HASTE_LEVELS] = {
	[VB_HASTE_NONE] = { 30, { "", 0 } },
	[VB_HASTE_COUNTS] = { 45, NOTE("too many matches to count: "
				       "counts are of the best hits") },
	[VB_HASTE_WORDS] = { 100, NOTE("too many matches: only the "
				       "rarest words were searched") },
};

int64_t vb_haste_deadline(enum vb_haste level, int64_t start, int64_t timeout)
{
	return start + timeout / 100 * levels[level].end;
}

struct vb_str vb_haste_note(enum vb_haste level)
{
	return levels[level].note;
}
