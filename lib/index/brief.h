/*
 * index/brief: what a document says it is about, kept short enough to be
 * compared with a query for each of the first hits: VB_SLOT_BRIEF.
 *
 * The heading is what a title says after its type, number and "về việc", or
 * after the "Điều 5." of a provision; the name is that of the law that a
 * provision belongs to, from its title or topic. A document is whole when it
 * is known by its own title: no provision, and no page of a portal. Of each
 * word 16 bits of a hash of its fold are kept: words are only compared two by
 * two, as neighbours, so that one chance in 2^32 of a mistake is left.
 *
 *	byte 0	length of the text: 8 * log2(1 + bytes), rounded
 *	byte 1	year of its date less 1899; 0: unknown
 *	byte 2	enum vb_brief_flags
 *	byte 3, 4	words of the heading, of the name
 *	then two bytes, little-endian, for each word
 */
#ifndef VB_INDEX_BRIEF_H
#define VB_INDEX_BRIEF_H

#include "base/buf.h"
#include "doc/record.h"

#define VB_BRIEF_HEADING 240 /* words at most; a byte tells how many */
#define VB_BRIEF_PART 96     /* of a provision or a page */
#define VB_BRIEF_NAME 48
#define VB_BRIEF_BYTES (5 + 2 * (VB_BRIEF_HEADING + VB_BRIEF_NAME))

enum vb_brief_flags {
	VB_BRIEF_ARTICLE = 1, /* a portal's page, not a document */
	VB_BRIEF_EXPIRED = 2, /* it says that it is no longer in force */
	VB_BRIEF_WHOLE = 4,   /* a document with a title of its own */
};

struct vb_brief {
	uint16_t heading[VB_BRIEF_HEADING], name[VB_BRIEF_NAME];
	size_t n_heading, n_name;
	double words;	/* of the text, about: log(1 + words) is what counts */
	unsigned year;	/* 0: unknown */
	unsigned flags; /* enum vb_brief_flags */
};

/* 16 bits that stand for a word, from its fold. */
uint16_t vb_brief_word(struct vb_str fold);

/* Is it a document that is known by its own title? */
bool vb_brief_is_whole(const struct vb_record *record);

/* Fill from a record. Never fails: without a title both parts are empty. */
void vb_brief_of(struct vb_brief *out, const struct vb_record *record);

/* Write the value; returns its length. */
size_t vb_brief_write(char out[VB_BRIEF_BYTES], const struct vb_brief *h);

/* Read a value. False, and nothing in it, if it is none. */
bool vb_brief_read(struct vb_brief *out, struct vb_str value);

#endif
