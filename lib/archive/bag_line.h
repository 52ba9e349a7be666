/*
 * archive/bag_line: rows of an archive <-> lines of records.ndjson and
 * events.ndjson. Private to lib/archive.
 *
 * A text that is not UTF-8 (a file's name may be none) is {"hex":"…"}.
 * Fields and extras are written as the archive holds them, byte for byte,
 * because an event's digest covers them; if they have a line end, as a string.
 */
#ifndef VB_ARCHIVE_BAG_LINE_H
#define VB_ARCHIVE_BAG_LINE_H

#include "archive/copy.h"

/* Append the line, with its end. VB_OK, VB_TOO_BIG, VB_NO_MEMORY; VB_CORRUPT
 * for fields or extras that are no JSON. */
vb_status vb_bag_write_version(struct vb_buf *out,
			       const struct vb_copy_version *v);
vb_status vb_bag_write_event(struct vb_buf *out, const struct vb_copy_event *e);

/*
 * Take a line apart; what has no place in it lives in the arena. Keys that
 * are not known are passed over. Returns VB_OK; VB_CORRUPT, and err says
 * which key is wrong; VB_NO_MEMORY.
 */
vb_status vb_bag_parse_version(struct vb_copy_version *v, struct vb_str line,
			       struct vb_arena *arena, struct vb_error *err);
vb_status vb_bag_parse_event(struct vb_copy_event *e, struct vb_str line,
			     struct vb_arena *arena, struct vb_error *err);

#endif
