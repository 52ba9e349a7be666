/*
 * text/diff: what changed between two texts.
 *
 * First by lines, as Myers (1986) finds the shortest way from one to the
 * other; then, where lines stand against each other that are much alike, by
 * their words. Work is bounded: past VB_DIFF_EDITS differences, or
 * VB_DIFF_LINES lines, what lies between the first and the last difference is
 * shown as removed and added whole.
 */
#ifndef VB_TEXT_DIFF_H
#define VB_TEXT_DIFF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"

#define VB_DIFF_LINES 50000 /* of either text; more: whole */
#define VB_DIFF_EDITS 1000  /* lines removed and added; more: whole */
#define VB_DIFF_WORDS 2000  /* of a line that is compared by words */
#define VB_DIFF_PAIRS 200   /* of lines that are compared by words */

enum vb_diff_kind { VB_DIFF_SAME, VB_DIFF_GONE, VB_DIFF_NEW };

/* A stretch of a line. */
struct vb_diff_run {
	enum vb_diff_kind kind;
	struct vb_str text; /* of the earlier text if GONE, else the later */
	struct vb_diff_run *next;
};

/*
 * A line. SAME is in both. GONE and NEW are in one text alone; where a like
 * line stands against it in the other, the runs that are SAME are in both.
 */
struct vb_diff_line {
	enum vb_diff_kind kind;
	struct vb_str text;
	struct vb_diff_run *runs;
};

struct vb_diff {
	struct vb_diff_line *lines; /* GONE before NEW at each place */
	size_t n;
	size_t gone, added; /* lines */
	size_t pairs;	    /* of lines compared by words */
	bool whole;	    /* too different to be compared line by line */
};

/*
 * Compare two clean texts. Lines are compared without the blanks at their
 * ends, and blank lines are left out. Everything is in `arena` or points into
 * the texts. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_diff_texts(struct vb_diff *out, struct vb_arena *arena,
			struct vb_str before, struct vb_str after);

#endif
