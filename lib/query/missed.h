/*
 * query/missed: queries that found nothing, counted by day.
 *
 * What people look for in vain says what an archive lacks. Kept are the
 * words, the day and how often, never who asked or when within the day; and
 * not what looks like a telephone number, an identity card or an address of
 * mail. The file has a line for each batch that was counted:
 *
 *	2026-11-22 TAB 3 TAB giá đất ở hải dương
 */
#ifndef VB_QUERY_MISSED_H
#define VB_QUERY_MISSED_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

#define VB_MISSED_FILE "zero-results.tsv" /* in the data directory */
#define VB_MISSED_QUERY 200		  /* bytes of a query that are kept */
#define VB_MISSED_DIGITS 9		  /* so many are a person's number */
#define VB_MISSED_BYTES (8ul << 20)	  /* of the file; then it is FILE.1 */

/*
 * Append the query as it is counted: its key (text/text.h), white space as
 * single spaces, without words that hold an @ and without runs of
 * VB_MISSED_DIGITS digits or more, also where spaces, points or hyphens
 * part them; cut at VB_MISSED_QUERY bytes. Nothing is appended when no
 * letter or digit is left. Returns VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_missed_clean(struct vb_buf *out, struct vb_str query);

typedef struct vb_missed vb_missed; /* counts, in memory */

/* At most `most` different queries; more are not counted. NULL: no memory. */
vb_missed *vb_missed_new(size_t most);
void vb_missed_free(vb_missed *m);
void vb_missed_empty(vb_missed *m);

/*
 * Count `query`, clean already, `n` times on `day` (YYYY-MM-DD; the days of
 * calls that follow should not go back). VB_OK; VB_TOO_BIG: not counted,
 * there are too many; VB_NO_MEMORY.
 */
vb_status vb_missed_add(vb_missed *m, struct vb_str day, struct vb_str query,
			uint64_t n);

/*
 * Count what the file says; lines that are none of ours are passed over.
 * VB_OK; VB_NOT_FOUND; VB_IO; VB_NO_MEMORY.
 */
vb_status vb_missed_read(vb_missed *m, const char *path, struct vb_error *err);

struct vb_missed_row {
	struct vb_str query;
	uint64_t count;
	unsigned days;		  /* on which it was asked */
	char first[11], last[11]; /* of them */
};

/*
 * All rows, the most frequent first, then the latest, then by bytes; they
 * live in `m`. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_missed_rows(const struct vb_missed_row **out, size_t *n,
			 vb_missed *m);

#endif
