/*
 * index/intake: a file as it comes in -> its record. The one path by which
 * vanban-indexer and `vanban extract` read: text and NDJSON here, all that
 * needs somebody else's parser or converter in a pool's workers.
 */
#ifndef VB_INDEX_INTAKE_H
#define VB_INDEX_INTAKE_H

#include "base/buf.h"
#include "format/pool.h"

/*
 * As vb_format_extract, in this process or, where vb_pool_needed says so and
 * for an NDJSON line with markup in it, in a worker of `pool`. Then
 * `*guarded` becomes true (it never becomes false): an archive is to keep the
 * record's reading (format/wire.h), made before anything else is done to it,
 * so that nobody reads that file again.
 *
 * `record` may hold what is known already, of an NDJSON line that names this
 * file: it stays where it is known by a stronger way. An id or a further file
 * that a worker claims to have found counts only for NDJSON, where the line
 * may say it.
 *
 * Returns as vb_format_extract and vb_pool_read; VB_NOT_FOUND when a worker
 * is needed and `pool` is NULL. On failure the record keeps what it had, and
 * may have more.
 */
vb_status vb_intake_read(struct vb_record *record, bool *guarded, vb_pool *pool,
			 const struct vb_input *in, struct vb_error *err);

/*
 * The format under which vb_intake_read reads `in`: in->format, or what it
 * looks like. Never NULL.
 */
const char *vb_intake_format(const struct vb_input *in);

#endif
