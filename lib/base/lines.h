/*
 * base/lines: lines of a large file, plain or gzip, one at a time and in
 * bounded memory.
 */
#ifndef VB_BASE_LINES_H
#define VB_BASE_LINES_H

#include "base/buf.h"

typedef struct vb_lines vb_lines;

/* Open `path`. Fails as vb_file_read does. `-` is standard input. */
vb_status vb_lines_open(vb_lines **out, const char *path, struct vb_error *err);

/*
 * The next line without its end, valid until the next call. `*line_no`
 * counts from 1. Returns VB_OK, VB_NOT_FOUND at the end, VB_TOO_BIG for a
 * line over `limit` bytes (it is skipped: the next call goes on after it),
 * VB_CORRUPT for damaged gzip, VB_IO.
 */
vb_status vb_lines_next(struct vb_str *line, size_t *line_no, vb_lines *lines,
			size_t limit, struct vb_error *err);

/*
 * Append the next lines to `out` as they are, with their ends: `want` bytes
 * or more, up to the end of a line or of the file. Do not mix with
 * vb_lines_next. Returns VB_OK if there was anything, VB_NOT_FOUND at the end,
 * VB_TOO_BIG past out->limit, VB_NO_MEMORY, VB_CORRUPT, VB_IO.
 */
vb_status vb_lines_block(struct vb_buf *out, vb_lines *lines, size_t want,
			 struct vb_error *err);

/* Bytes of the file consumed so far and its size (0: unknown). */
void vb_lines_progress(unsigned long long *done, unsigned long long *size,
		       const vb_lines *lines);

void vb_lines_close(vb_lines *lines);

#endif
