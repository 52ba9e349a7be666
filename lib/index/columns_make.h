/*
 * index/columns_make: write the columns of a generation.
 */
#ifndef VB_INDEX_COLUMNS_MAKE_H
#define VB_INDEX_COLUMNS_MAKE_H

#include "index/searcher.h"
#include "index/update.h"
#include "xapian-c/database.h"

/*
 * Append the bytes of a file of what `db` has at its revision; `touched` is
 * the place in the list of touched.h that it has reached. Without `briefs`
 * it has none. VB_OK, VB_BUSY, VB_TOO_BIG, VB_NO_MEMORY; what Xapian returns.
 */
vb_status vb_columns_build(struct vb_buf *out, const vb_xapian_db *db,
			   uint64_t touched, bool briefs, struct vb_error *err);

/*
 * Make the columns of the finished database in the folder `generation` and
 * put them there, durably and in one step. Also VB_NO_SPACE, VB_IO. The index
 * is good without them, so that a failure need not be the caller's.
 */
vb_status vb_columns_make(const char *generation, struct vb_error *err);

/* The same for an update that is about to publish `generation`: what goes
 * wrong is a warning in its log. */
void vb_columns_follow(const char *generation, const struct vb_update *update);

/*
 * For a writer that is about to change the database in `generation`: the
 * place in the list of touched.h up to which its columns know all; 0: there
 * are none. Columns of a revision that the database does not have (a backup
 * was put back beside them) are removed: it could come to have one of that
 * number.
 */
uint64_t vb_columns_reached(const char *generation);

/*
 * The same as vb_columns_follow for a live database, if it has no columns, or
 * more than a twentieth of its documents have come or changed since they were
 * made.
 */
void vb_columns_renew(const char *generation, const struct vb_update *update);

/*
 * What is wrong with the file of columns beside the index that `s` has open,
 * or with what was read since; NULL: nothing, or there is no file. VB_OK;
 * VB_BUSY, VB_NO_MEMORY, what Xapian returns.
 */
vb_status vb_columns_verify(const char **fault, vb_searcher *s,
			    struct vb_error *err);

#endif
