/*
 * index/offer: what a filter finds by itself, kept for the searches of one
 * revision: facets ask it of every value that they show.
 */
#ifndef VB_INDEX_OFFER_H
#define VB_INDEX_OFFER_H

#include "index/count.h"

#define VB_OFFERS 2000		/* values that are kept at most */
#define VB_OFFER_NUMBERS 500000 /* documents of them all, 2 MB */

struct vb_offers;

/*
 * The documents that the filter `field`:`value` finds; they live until the
 * next call. Kept by r->s. As count.h.
 */
vb_status vb_offer_find(struct vb_ids *out, struct vb_run *r,
			enum vb_query_field field, struct vb_str value);

void vb_offers_close(struct vb_offers *o); /* NULL is allowed */

#endif
