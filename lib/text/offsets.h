/*
 * text/offsets: from places in a rewritten text back to the original.
 *
 *	struct vb_offsets o = VB_OFFSETS_INIT;
 *	st = vb_offsets_add(&o, 5, 3, 5, 1);
 *	from = vb_offsets_source(&o, token.start, false);
 *	to = vb_offsets_source(&o, token.end, true);
 *	vb_offsets_clear(&o);
 *
 * A list of edits in order: `in_len` bytes at `in` became `out_len` bytes at
 * `out`. What stands between two edits, before the first and after the last
 * was copied one to one. Either length may be 0. Offsets count bytes.
 */
#ifndef VB_TEXT_OFFSETS_H
#define VB_TEXT_OFFSETS_H

#include <stdbool.h>

#include "base/status.h"

struct vb_edit {
	size_t in, in_len;
	size_t out, out_len;
};

struct vb_offsets {
	struct vb_edit *edits; /* owned; NULL until the first one */
	size_t len, cap;       /* edits in use, and allocated */
};

/* clang-format off */
#define VB_OFFSETS_INIT { NULL, 0, 0 }
/* clang-format on */

/* Make `o` empty: nothing was changed. As VB_OFFSETS_INIT. */
void vb_offsets_init(struct vb_offsets *o);

/* Free the memory; `o` is empty and reusable. */
void vb_offsets_clear(struct vb_offsets *o);

/* Drop the edits past the first `len` (no-op if fewer); memory is kept. */
void vb_offsets_truncate(struct vb_offsets *o, size_t len);

/*
 * Add an edit behind the last one: neither `in` nor `out` lies before that
 * one's end, and both are as far from it (the text between is the same).
 * Returns VB_OK; VB_NO_MEMORY, and then `o` is unchanged.
 */
vb_status vb_offsets_add(struct vb_offsets *o, size_t in, size_t in_len,
			 size_t out, size_t out_len);

/* Add to the places of all edits but the first `from` of them. */
void vb_offsets_shift(struct vb_offsets *o, size_t from, size_t in, size_t out);

/*
 * Add the edits of `more` with `in` and `out` added to their places. Fails as
 * vb_offsets_add.
 */
vb_status vb_offsets_append(struct vb_offsets *o, const struct vb_offsets *more,
			    size_t in, size_t out);

/*
 * The offset in the input for `out_at` of the output. Amid an edit that is
 * the edit's start there, or its end if `end`: so that the start and the end
 * of a word found in the output span all the bytes it came from. Where bytes
 * were dropped, a start lies behind them and an end before them. For neither
 * kind does the answer ever decrease while `out_at` grows. Takes time
 * logarithmic in the number of edits.
 */
size_t vb_offsets_source(const struct vb_offsets *o, size_t out_at, bool end);

/*
 * Set `out` to the edits of two steps taken one after another, `first` and
 * then `second`, whose input is the first one's output. Edits that share a
 * byte become one. `out` may be either of them; what it held is freed. Takes
 * time linear in the edits. Returns VB_OK; VB_NO_MEMORY, and then nothing has
 * changed.
 */
vb_status vb_offsets_compose(struct vb_offsets *out,
			     const struct vb_offsets *first,
			     const struct vb_offsets *second);

#endif
