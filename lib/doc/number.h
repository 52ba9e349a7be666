/*
 * doc/number: the number and symbol of a document (số, ký hiệu).
 *
 *	05/NQ-HĐND  01/2026/NQ-HĐND  20-CT/TU  01/ĐA-HĐND-TT  84/2025/QĐ-UBND
 *
 * People write `20 - CT / TU`, `20–CT/TU`, `so 20 ct tu`, `NQ 05 HĐND`. The
 * key unifies dashes, slashes, spaces, case and leading zeros, the standing
 * committee's HĐND-TT and TTHĐND, and keeps HD ≠ HĐ, ĐA ≠ DA, TT ≠ TTr; its
 * folded twin serves unaccented typing.
 */
#ifndef VB_DOC_NUMBER_H
#define VB_DOC_NUMBER_H

#include <stdbool.h>

#include "base/str.h"

struct vb_type;

#define VB_NUMBER_BYTES 96 /* longest key or text with its NUL */

struct vb_number {
	unsigned serial;	    /* 20 of 20-CT/TU */
	unsigned year;		    /* 0: none in the number */
	char text[VB_NUMBER_BYTES]; /* for people, spacing unified: 20-CT/TU */
	char key[VB_NUMBER_BYTES];  /* "20 CT TU", "1 2026 NQ HĐND": upper
				      case, parts split by one space, leading
				      zeros dropped, đ kept */
	char fold[VB_NUMBER_BYTES]; /* the key in lower-case ASCII */
	char type[8];		    /* "CT", "NQ": the symbol's type code in
				      capitals with its Đ, or "" (a letter) */
	size_t from, to;	    /* bytes of the text searched */

	/* Of vb_number_parse and vb_number_find_loose: what words say of it. */
	const struct vb_type *said; /* type named before it, or NULL */
	unsigned said_year;	    /* "năm 2022" or a year at the end, or 0;
				       stands in neither text nor key */
	char body[16];		    /* "TU" for "15 của Thành ủy", or "" */
};

/*
 * Find the next number in clean `text` at or after `from`. Needs a full
 * shape (serial and symbol); "Nghị quyết 05" alone is none. Returns false
 * when there is none; linear time.
 */
bool vb_number_find(struct vb_number *out, struct vb_str text, size_t from);

/*
 * Read what a person typed as a number: the whole of `text` but for words
 * like "số", "nghị quyết", "chi thi". Accepts missing marks and separators
 * ("so 20 ct tu", "nq 05 hdnd", "05/nq-hdnd"). `*partial` (NULL allowed) is
 * set when only type and serial were given: "de an 01", whose text is 01/ĐA.
 * Returns false when it is no number.
 */
bool vb_number_parse(struct vb_number *out, bool *partial, struct vb_str text);

/*
 * Find a number, loosely typed as for vb_number_parse, inside a longer query
 * in clean `text` at or after `from`: "nq 05 hdnd gia dat", "chi thi so 20 ct
 * tu ve hdnd". from and to span all that was read as the number, the words
 * for its type and "số" included. Only the first 256 words are looked at.
 * Returns false when there is none.
 */
bool vb_number_find_loose(struct vb_number *out, bool *partial,
			  struct vb_str text, size_t from);

#endif
