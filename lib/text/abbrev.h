/*
 * text/abbrev: what the abbreviations of official documents stand for.
 *
 * The table is data/abbrev/abbreviations.tsv. "TT" has four rows (thị trấn,
 * Thông tư, Thường trực, thông tri): which one is meant only its neighbours
 * tell, and the row says what must stand there. Nothing is allocated; what is
 * given back are constants of the program.
 */
#ifndef VB_TEXT_ABBREV_H
#define VB_TEXT_ABBREV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum vb_abbrev_where {
	VB_ABBREV_BODY,	   /* of the state, and mass organisations */
	VB_ABBREV_PARTY,   /* body or office of the Party */
	VB_ABBREV_LEGAL,   /* a term of law */
	VB_ABBREV_PLACE,   /* a unit of territory, before a name */
	VB_ABBREV_SUBJECT, /* what documents are about */
	VB_ABBREV_TYPE,	   /* type of document, as in its number */
	VB_ABBREV_WORD,	   /* any other */
};

struct vb_abbrev {
	const char *form;	 /* as mostly written: "HĐND" */
	const char *phrase;	 /* "Hội đồng nhân dân" */
	const char *context;	 /* what must stand beside it; "" for nothing */
	const char *bare, *fold; /* internal: form, small, letters only */
	const char *key, *plain; /* internal: phrase, small, with no "và" */
	enum vb_abbrev_where where;
	bool ambiguous; /* form has other rows */
};

#define VB_ABBREV_MAX 8 /* no form has more rows; the generator checks */

struct vb_abbrevs {
	const struct vb_abbrev *rows[VB_ABBREV_MAX];
	size_t n;
	size_t n_exact; /* the first of rows are spelled as typed */
};

/*
 * Look up the short form `form` (clean). Capitals, spaces and - / & . between
 * its letters do not matter: "ld tbxh" finds LĐ-TB&XH. Marks do if it has
 * any, đ among them: "HĐ" is hợp đồng only; "HD" is hướng dẫn, exactly, and
 * then hợp đồng. Fills `*out` (n 0 for none) and returns whether there is one.
 * More than one row means that `form` is ambiguous.
 */
bool vb_abbrev_find(struct vb_abbrevs *out, struct vb_str form);

/*
 * The short forms of `phrase` (clean): rows whose words are its words in this
 * order. Capitals, punctuation, tone placement, i and y, and the word
 * "và" do not matter, marks only if it has any. As vb_abbrev_find; a row is
 * exact if the marks agree.
 */
bool vb_abbrev_of(struct vb_abbrevs *out, struct vb_str phrase);

/* The table, for tests and listings; row `i` < the number of rows. */
size_t vb_abbrev_count(void);
const struct vb_abbrev *vb_abbrev_at(size_t i);

#endif
