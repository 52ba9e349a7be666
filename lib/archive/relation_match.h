/*
 * archive/relation_match: may this reference mean that document?
 * Not for others.
 */
#ifndef VB_ARCHIVE_RELATION_MATCH_H
#define VB_ARCHIVE_RELATION_MATCH_H

#include <sqlite3.h>

#include "archive/relation.h"

/*
 * Is `borne`, a document's own key, what `key` names? Equal, or `key` is only
 * part of it: "15 ĐA" of "15 ĐA TU", "30 NQ" of "30 2022 NQ HĐND", a name
 * without year of one with it or the other way. False if either is empty.
 */
bool vb_match_key(struct vb_str key, struct vb_str borne);

/* A number with type and serial alone: "15 ĐA", "15 2020 NĐ". */
bool vb_match_is_partial(struct vb_str key);

/* "15" of "15 ĐA": the first word. */
struct vb_str vb_match_serial(struct vb_str key);

/* The keys without their symbol by which `key` may be cited too: of
 * "30 2022 NQ HĐND" "30 2022 NQ" and "30 NQ". False without memory. */
bool vb_match_partials(struct vb_str out[2], size_t *n, struct vb_arena *arena,
		       struct vb_str key);

/* Between these two lie the keys that begin with `key` and a space. */
struct vb_range_keys {
	struct vb_str from, to;
};
bool vb_match_range(struct vb_range_keys *out, struct vb_arena *arena,
		    struct vb_str key);

/* Does nothing that the reference states speak against the document? */
bool vb_match_brief(const struct vb_reference *m, const struct vb_brief *b);

/* One row of BRIEF_COLUMNS, if there is one, as the document of `c`. */
vb_status vb_match_take_one(struct vb_citation *c, struct vb_archive *ar,
			    sqlite3_stmt *stmt, struct vb_arena *arena,
			    struct vb_error *err);

#endif
