/*
 * output/atom: a page of hits as an Atom feed (RFC 4287), with links to the
 * other pages (RFC 5005) and the counts of OpenSearch 1.1.
 */
#ifndef VB_OUTPUT_ATOM_H
#define VB_OUTPUT_ATOM_H

#include "base/buf.h"
#include "base/clock.h"
#include "index/search.h"

/* What the hit itself does not say; addresses are absolute. */
struct vb_atom_entry {
	const struct vb_hit *hit;
	struct vb_str id;	       /* an IRI that stays: tag:… */
	char updated[VB_TIME_TEXT];    /* of the record in the archive */
	struct vb_str page, json, akn; /* where it is shown; empty: nowhere */
};

struct vb_atom {
	struct vb_str id, title, subtitle;
	struct vb_str author; /* of what names no issuer; not empty */
	char updated[VB_TIME_TEXT];
	bool vietnamese;
	struct vb_str query;	   /* as it came */
	struct vb_str self, page;  /* this feed; the same search for people */
	struct vb_str description; /* of OpenSearch */
	struct vb_str first, previous, next, last; /* empty: none */
	const struct vb_results *results;
	size_t per_page;
	const struct vb_atom_entry *entries; /* one for each hit */
};

/* Append the feed. VB_OK, VB_TOO_BIG, VB_NO_MEMORY. */
vb_status vb_output_atom(struct vb_buf *out, const struct vb_atom *feed);

#endif
