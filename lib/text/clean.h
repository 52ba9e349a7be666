/*
 * text/clean (internal): the parts of cleaning that fold and key share.
 *
 * Text falls into segments at fences (ASCII spaces and punctuation): nothing
 * that clean does reaches across one, so that each can be done alone.
 */
#ifndef VB_TEXT_CLEAN_H
#define VB_TEXT_CLEAN_H

#include "text/text.h"

/* The end of the longest run from `at` that clean would keep as it is. */
size_t vb_clean_stable_end(struct vb_str in, size_t at);

/*
 * The segment around the unstable character at `at`, not before `from`. It
 * takes in the fence before it if `at` follows that at once, for U+0338 may
 * join '='.
 */
struct vb_str vb_clean_segment_at(struct vb_str in, size_t from, size_t at);

/*
 * Append `segment` cleaned. `base` is its offset, for report->first_bad.
 * Edits are added to report->offsets, from the start of what is appended to
 * that of `segment`.
 */
vb_status vb_clean_segment(struct vb_buf *out, struct vb_text_report *report,
			   struct vb_str segment, size_t base);

/*
 * As vb_text_clean for all of `in`, but on failure `out` may have grown, and
 * report->offsets is added to.
 */
vb_status vb_clean_append(struct vb_buf *out, struct vb_text_report *report,
			  struct vb_str in);

/*
 * Repair the words of out[from..len) that hold a look-alike: Đ look-alikes,
 * Cyrillic and Greek homoglyphs, the Turkish i. Edits are added to
 * report->offsets, from and to places after `from`.
 */
vb_status vb_repair_words(struct vb_buf *out, struct vb_text_report *report,
			  size_t from);

/* Add the counts of `more` to `sum` (NULL allowed). */
void vb_report_add(struct vb_text_report *sum,
		   const struct vb_text_report *more);

#endif
