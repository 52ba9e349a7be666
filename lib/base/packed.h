/*
 * base/packed: a string deflated so that it is read back fast, and so that
 * damage shows.
 *
 *	form byte, varint length of the string, its CRC-32 (4 bytes, the
 *	lowest first), then the bytes: as they are (form 0) or deflated
 *	(RFC 1951, form 1), whichever is shorter
 *
 * For what is written once and read often, whole: base/deflate.h speaks zlib's
 * and gzip's formats, in pieces and without knowing the length, more slowly.
 */
#ifndef VB_BASE_PACKED_H
#define VB_BASE_PACKED_H

#include "base/buf.h"

/* What stands before the bytes takes this at most. */
#define VB_PACKED_HEAD 15

/* Not for two threads at once; kept from one string to the next. */
typedef struct vb_packer vb_packer;
typedef struct vb_unpacker vb_unpacker;

vb_packer *vb_packer_new(void);	   /* NULL: out of memory */
void vb_packer_free(vb_packer *p); /* accepts NULL */

/*
 * Append `in` packed to `out`: VB_PACKED_HEAD bytes more than `in` at most.
 * The same input gives the same bytes. VB_OK, VB_TOO_BIG past out->limit (for
 * the time of the call there must be room for in.len + VB_PACKED_HEAD),
 * VB_NO_MEMORY; on failure `out` is unchanged.
 */
vb_status vb_packer_run(struct vb_buf *out, vb_packer *p, struct vb_str in);

vb_unpacker *vb_unpacker_new(void);    /* NULL: out of memory */
void vb_unpacker_free(vb_unpacker *u); /* accepts NULL */

/*
 * Append what `in`, all of it, was packed from to `out`. VB_OK; VB_CORRUPT when
 * that is damaged, cut short or followed by other bytes; VB_TOO_BIG when it
 * says that it is longer than out->limit allows, before any memory is taken;
 * VB_NO_MEMORY. On failure `out` is unchanged.
 */
vb_status vb_unpacker_run(struct vb_buf *out, vb_unpacker *u, struct vb_str in);

#endif
