/*
 * zero: notes searches that found nothing, for `vanban log --zero-results`.
 *
 * Requests only count in memory; one thread writes once a minute. What is
 * kept, and what is not, query/missed.h says.
 */
#ifndef VB_SEARCHD_ZERO_H
#define VB_SEARCHD_ZERO_H

#include "base/str.h"
#include "base/status.h"

struct zero;

/*
 * Notes go to DIR/VB_MISSED_FILE. A folder that can't be written to is said
 * once, and tried again. VB_OK, VB_NO_MEMORY, VB_IO (no thread).
 */
vb_status zero_open(struct zero **out, const char *dir, struct vb_error *err);
void zero_close(struct zero *z); /* writes what is left; NULL is allowed */

/* Count `query`, as it was typed. Any thread; NULL is allowed for `z`. */
void zero_note(struct zero *z, struct vb_str query);

/* Write now what was counted. */
void zero_flush(struct zero *z);

#endif
