/*
 * index/schema: what the terms and slots of the Xapian index mean.
 *
 * The registry of prefixes and value slots; Omega's conventions where they
 * exist (Q, S, A, Y; X… for what is ours). Unprefixed terms are body words.
 * docs/decisions/0002 has the figures behind the choice of terms.
 *
 *	(none)	key of a word of title, topic or body: "nghị"
 *	XP	two neighbouring words, folded: "XPnghi quyet"
 *	XF	fold of a marked word that is no syllable: "XFhdnd" for HĐND
 *	S	key of a word of the title
 *	XS	fold of a word by which a title is known and that is not in it
 *		(calling.h)
 *	Q	id of the document, unique
 *	Y	year of its date
 *	A	fold of a word of the signer's name
 *	XI XL	fold of a word of the issuer, of the place; XL also of the
 *		whole place
 *	XC	fold of a word of the topic
 *	XT XK XE	type (slug), kind, status
 *	XW	"1": a document known by its own title (brief.h)
 *	XR XO	term and session, folded whole
 *	XNK XNF	own number: key, folded twin
 *	XNS	own number: serial, "XNS20"; folded type code and serial,
 *		"XNSct 20"
 *	XMK XMF XMS	the same of a number mentioned, but for that of the
 *		document which this is a provision of
 *	XDW XDN XDB	what likeness.h compares: a hash of the words, one of
 *		number, issuer and date, each band of the likeness
 *	XDS	hash of the key of a series (doc/series.h)
 *
 * VB_INDEX_VERSION goes up when an existing index must be rebuilt.
 */
#ifndef VB_INDEX_SCHEMA_H
#define VB_INDEX_SCHEMA_H

#include "base/buf.h"

#define VB_INDEX_VERSION 5

/* Longest term; Xapian's own limit is 245 bytes with NULs counted twice. */
#define VB_TERM_BYTES 200

#define VB_PREFIX_PAIR "XP"
#define VB_PREFIX_FOLD "XF"
#define VB_PREFIX_TITLE "S"
#define VB_PREFIX_CALLED "XS"
#define VB_PREFIX_ID "Q"
#define VB_PREFIX_YEAR "Y"
#define VB_PREFIX_SIGNER "A"
#define VB_PREFIX_ISSUER "XI"
#define VB_PREFIX_PLACE "XL"
#define VB_PREFIX_TOPIC "XC"
#define VB_PREFIX_TYPE "XT"
#define VB_PREFIX_KIND "XK"
#define VB_PREFIX_STATUS "XE"
#define VB_PREFIX_WHOLE "XW"
#define VB_PREFIX_TERM "XR"
#define VB_PREFIX_SESSION "XO"
#define VB_PREFIX_NUMBER_KEY "XNK"
#define VB_PREFIX_NUMBER_FOLD "XNF"
#define VB_PREFIX_NUMBER_SERIAL "XNS"
#define VB_PREFIX_MENTION_KEY "XMK"
#define VB_PREFIX_MENTION_FOLD "XMF"
#define VB_PREFIX_MENTION_SERIAL "XMS"
#define VB_PREFIX_SAME_WORDS "XDW"
#define VB_PREFIX_SAME_DOCUMENT "XDN"
#define VB_PREFIX_BAND "XDB"
#define VB_PREFIX_SERIES "XDS"

/* Those that facets count, the group and the brief are also in columns
 * (columns.h). */
enum vb_slot {
	VB_SLOT_DATE = 0, /* YYYYMMDD */
	VB_SLOT_TYPE = 1, /* slug */
	VB_SLOT_ISSUER = 2,
	VB_SLOT_PLACE = 3,
	VB_SLOT_KIND = 4,
	VB_SLOT_TOPIC = 5,
	VB_SLOT_STATUS = 6,
	VB_SLOT_NUMBER = 7, /* for sorting: year, type, serial zero-padded */
	VB_SLOT_YEAR = 8,   /* YYYY, for facets */
	VB_SLOT_PART = 9,   /* of a provision: its law's number and issuer */
	VB_SLOT_ORDER = 10, /* likewise: the one that stands for all is least */
	VB_SLOT_PRINT = 11, /* likeness and hash of the words: likeness.h */
	VB_SLOT_GROUP = 12, /* equal in records that a search folds into one:
			       "N" or "W" and the rest of an XDN or XDW term */
	VB_SLOT_SERIES = 13, /* hash of a series' key, marks and part */
	VB_SLOT_BRIEF = 14,  /* what re-ranking compares: brief.h */
};

/* Metadata keys of the database. */
#define VB_META_VERSION "vanban.version"   /* vb_schema_version */
#define VB_META_SEQUENCE "vanban.sequence" /* of the archive, reached */
#define VB_META_TOUCHED "vanban.touched"   /* what was replaced: touched.h */

/* "INDEX.TEXT": a database with another value is refused. */
const char *vb_schema_version(void);

/*
 * The term of `id`: Q and the id, or, when that is too long, Q, its first
 * bytes, a control character (which no id has, so that the terms of two ids
 * never meet) and its SHA-256. At most VB_TERM_BYTES.
 */
vb_status vb_schema_id_term(struct vb_buf *out, struct vb_str id);

/*
 * Append `prefix` and `value`, cut at a character to VB_TERM_BYTES; NUL
 * bytes become spaces. Returns VB_OK, VB_TOO_BIG or VB_NO_MEMORY.
 */
vb_status vb_schema_term(struct vb_buf *out, const char *prefix,
			 struct vb_str value);

/*
 * Append the term of the pair of two words given by their folds. Both sides
 * are cut to VB_PAIR_BYTES, so that most pairs fit in 15 bytes, which a
 * std::string holds without allocating.
 */
#define VB_PAIR_BYTES 24
size_t vb_schema_pair(char out[2 * VB_PAIR_BYTES + 4], struct vb_str a,
		      struct vb_str b);

#endif
