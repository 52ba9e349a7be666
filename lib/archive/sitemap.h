/*
 * archive/sitemap: the documents that have a page, in parts that stay.
 *
 * A part is VB_SITEMAP_PART places in the order in which documents first
 * came, so that it changes only when one of its own documents does. Withdrawn
 * documents and those of which nothing could be read leave their places
 * empty.
 */
#ifndef VB_ARCHIVE_SITEMAP_H
#define VB_ARCHIVE_SITEMAP_H

#include "archive/archive.h"
#include "base/clock.h"

/* Fewer than the 50,000 that sitemaps.org allows: with addresses of up to
 * 2,048 bytes, the most that it takes, a part stays under its 50 MB. */
#define VB_SITEMAP_PART 20000

struct vb_sitemap_part {
	size_t number;		 /* from 1 */
	int64_t documents;	 /* with a page */
	char time[VB_TIME_TEXT]; /* of the last change in it */
};

/*
 * Call `fn` with each part that has a document, in order. A status other than
 * VB_OK from `fn` stops and is returned; else as reading an archive.
 */
vb_status vb_archive_sitemap_parts(
	vb_archive *ar,
	vb_status (*fn)(void *ctx, const struct vb_sitemap_part *part),
	void *ctx, struct vb_error *err);

/*
 * Call `fn` with the id of each document of part `number` (from 1) and the
 * time of its last change; both are valid until it returns. As above; a part
 * without documents calls nothing.
 */
vb_status vb_archive_sitemap(vb_archive *ar, size_t number,
			     vb_status (*fn)(void *ctx, struct vb_str id,
					     struct vb_str time),
			     void *ctx, struct vb_error *err);

#endif
