/*
 * output/dc: a document in the fifteen elements of Dublin Core 1.1, as
 * OAI-PMH and SRU give them.
 */
#ifndef VB_OUTPUT_DC_H
#define VB_OUTPUT_DC_H

#include "index/search.h"
#include "output/xmlout.h"
#include "archive/archive.h"

#define VB_DC_RELATIONS 100 /* numbers of documents cited, at most */

struct vb_dc {
	struct vb_str title, creator, subject, publisher, contributor, date;
	struct vb_str type, source, language, coverage;
	struct vb_str identifiers[3]; /* number, id, page; empty ones too */
	struct vb_str url;	      /* where it was published */
	const struct vb_reference *references; /* what it cites: */
	const struct vb_str *mentions;	       /* either may be NULL */
	size_t n_mentions;
};

/*
 * From what the archive or the index tells of a document. `page` is the URL
 * of its page here, or empty. Views into the arguments.
 */
void vb_dc_held(struct vb_dc *out, const struct vb_held *held,
		struct vb_str page);
void vb_dc_hit(struct vb_dc *out, const struct vb_hit *hit, struct vb_str page);

/* The elements <dc:title>…: the caller has declared the prefix dc. */
void vb_dc_write(struct vb_xmlout *x, const struct vb_dc *dc);

#endif
