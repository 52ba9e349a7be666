/*
 * output/oai: the parts of an OAI-PMH 2.0 answer, and its resumption tokens.
 * What is asked and found is the caller's: searchd/oai.c.
 */
#ifndef VB_OUTPUT_OAI_H
#define VB_OUTPUT_OAI_H

#include "archive/listing.h"
#include "output/xmlout.h"

#define VB_OAI_PAGE 100	 /* records of one answer */
#define VB_OAI_SET 256	 /* bytes of a setSpec and a NUL */
#define VB_OAI_TOKEN 512 /* bytes of a resumption token */

/*
 * Sets are named PROPERTY.VALUE, "type.nghi-quyet", the value folded and
 * hyphenated: they have no hierarchy.
 */
enum vb_oai_set {
	VB_OAI_KIND,
	VB_OAI_TYPE,
	VB_OAI_ISSUER,
	VB_OAI_PLACE,
	VB_OAI_SETS
};

/*
 * The setSpec of the item by that property; "" when it has none. Letters that
 * a setSpec may not hold are written _XX in hex; a long one is cut.
 */
void vb_oai_set(char out[VB_OAI_SET], enum vb_oai_set property,
		const struct vb_listed *item);

/* The value of that property for people; empty when it has none. */
struct vb_str vb_oai_set_value(enum vb_oai_set property,
			       const struct vb_listed *item);

/* Is the item in the set? Of an erased one nothing is known: it is in all,
 * so that those who hold it learn that it is gone. */
bool vb_oai_in_set(struct vb_str set, const struct vb_listed *item);

/* Has `s` the form of a setSpec? */
bool vb_oai_set_valid(struct vb_str s);

/*
 * Is `s` a date of the protocol, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, and
 * one of the calendar? `*day` tells which.
 */
bool vb_oai_date(bool *day, struct vb_str s);

/*
 * Where a list goes on: all that the next answer needs, so that no state is
 * kept and a token outlives a restart. It does not expire.
 */
struct vb_oai_token {
	bool records;	      /* of ListRecords, not of ListIdentifiers */
	struct vb_str prefix; /* metadataPrefix */
	struct vb_str from, until, set; /* of the first request, or empty */
	int64_t after;			/* the last sequence that was given */
	unsigned long given;		/* records so far */
};

/* Append it. VB_OK, VB_TOO_BIG past out->limit, VB_NO_MEMORY. */
vb_status vb_oai_token_write(struct vb_buf *out, const struct vb_oai_token *t);

/* Read what the above wrote; views into `s`. False if it is anything else. */
bool vb_oai_token_read(struct vb_oai_token *out, struct vb_str s);

/* An argument of the request, to be repeated. */
struct vb_oai_argument {
	const char *name;
	struct vb_str value;
};

struct vb_oai_request {
	struct vb_str base;		 /* the URL of /oai */
	const char *now;		 /* vb_clock_iso */
	struct vb_oai_argument items[8]; /* none when they are wrong */
	size_t n;
};

/* From the start of the document to the <request>; and its end. */
void vb_oai_begin(struct vb_xmlout *x, const struct vb_oai_request *request);
void vb_oai_end(struct vb_xmlout *x);

void vb_oai_error(struct vb_xmlout *x, const char *code, struct vb_str words);

/* <header>; `identifier` is the item's URI. */
void vb_oai_header(struct vb_xmlout *x, const struct vb_listed *item,
		   struct vb_str identifier);

/*
 * <record> in oai_dc: header and, unless the item is withdrawn, the metadata
 * of `held`, whose page is at the URL `page` (or empty).
 */
void vb_oai_record(struct vb_xmlout *x, const struct vb_listed *item,
		   struct vb_str identifier, const struct vb_held *held,
		   struct vb_str page);

/* <resumptionToken>, empty at the end of a list; `given` before this page. */
void vb_oai_resumption(struct vb_xmlout *x, struct vb_str token,
		       unsigned long given);

#endif
