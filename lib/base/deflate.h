/*
 * base/deflate: zlib with a cap on what comes out.
 *
 * The cap is the output buffer's own limit: a bomb of any ratio ends with
 * VB_TOO_BIG and no more memory than that limit.
 */
#ifndef VB_BASE_DEFLATE_H
#define VB_BASE_DEFLATE_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * Append `in` compressed in zlib format (RFC 1950) to `out`. `level` is 1 to
 * 9, or -1 for zlib's default. Returns VB_OK, VB_TOO_BIG or VB_NO_MEMORY; on
 * failure `out` is unchanged.
 */
vb_status vb_deflate(struct vb_buf *out, struct vb_str in, int level,
		     struct vb_error *err);

/*
 * As vb_deflate, in gzip format (RFC 1952), without name and time: the same
 * input gives the same bytes.
 */
vb_status vb_gzip(struct vb_buf *out, struct vb_str in, int level,
		  struct vb_error *err);

/*
 * Append what `in`, one whole zlib stream, expands to. Returns VB_OK;
 * VB_CORRUPT if it is not zlib, cut short or followed by other bytes;
 * VB_TOO_BIG past out->limit; VB_NO_MEMORY. On failure `out` is unchanged.
 */
vb_status vb_inflate(struct vb_buf *out, struct vb_str in,
		     struct vb_error *err);

/*
 * As vb_inflate for a gzip file (RFC 1952): one or more members; zero bytes
 * after the last member are ignored as gzip(1) does.
 */
vb_status vb_gunzip(struct vb_buf *out, struct vb_str in, struct vb_error *err);

/*
 * A compressor of bare deflate data (RFC 1951), kept from one input to the
 * next: the tables are made once.
 */
typedef struct vb_deflater vb_deflater;

vb_deflater *vb_deflater_new(void);    /* NULL: out of memory */
void vb_deflater_free(vb_deflater *d); /* accepts NULL */

/*
 * Append `in` compressed to `out`, if that is smaller than `in`; else
 * `*smaller` is false and `out` unchanged. VB_OK, VB_TOO_BIG (also for an
 * input past 2 GiB), VB_NO_MEMORY.
 */
vb_status vb_deflater_run(bool *smaller, struct vb_buf *out, vb_deflater *d,
			  struct vb_str in);

#endif
