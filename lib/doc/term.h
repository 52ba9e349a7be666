/*
 * doc/term: terms of councils and congresses, and their sessions.
 *
 *	khóa XVII = khoá 17 = khóa thứ mười bảy		17
 *	Đại hội … lần thứ XXIV				24
 *	kỳ họp thứ 4, kỳ họp thứ tư, Kỳ họp thứ IV	4
 *	nhiệm kỳ 2020 - 2025				2020-2025
 *
 * The value is canonical, digits, so that what is typed and what is written
 * meet; the label is for people.
 */
#ifndef VB_DOC_TERM_H
#define VB_DOC_TERM_H

#include <stdbool.h>

#include "doc/record.h"

#define VB_TERM_TEXT 16
#define VB_TERM_LABEL 40 /* "nhiệm kỳ 2020-2025" */

enum vb_term_kind {
	VB_TERM_COUNCIL,  /* khóa */
	VB_TERM_CONGRESS, /* lần thứ, of a Đại hội */
	VB_TERM_SESSION,  /* kỳ họp */
	VB_TERM_YEARS,	  /* nhiệm kỳ */
};

struct vb_term {
	enum vb_term_kind kind;
	unsigned number; /* 0: years */
	unsigned from_year, to_year;
	char value[VB_TERM_TEXT]; /* "17", "2020-2025" */
	size_t from, to;	  /* bytes of the text searched */
};

/*
 * Find the next term or session in clean `text` at or after `from`, any case.
 * Returns false when there is none. Linear.
 */
bool vb_term_find(struct vb_term *out, struct vb_str text, size_t from);

/*
 * Read a whole string as a term or a session: all forms above and the bare
 * number that a filter is given, "17", "XVII", "thứ 4", "2020-2025". Returns
 * false when it is none.
 */
bool vb_term_parse(struct vb_term *out, struct vb_str text);

/*
 * The term in which a Party committee issued a document, by which its number
 * is counted: that of a central one is a congress's, "13", that of a local one
 * years, "2020-2025". `number` is the document's, `issuer` its body (or
 * empty), `date` YYYY-MM-DD. Writes the value to `value` and the words for it
 * to `label`. Returns false, and both are empty, when the number is not of
 * the Party's shape (20-CT/TU), before 2011, and in the months in which a
 * congress was held: one can't tell then.
 */
bool vb_term_of_party(char value[VB_TERM_TEXT], char label[VB_TERM_LABEL],
		      struct vb_str number, struct vb_str issuer,
		      struct vb_str date);

/*
 * Make a term and a session that were given canonical ("khóa XVII" is 17, and
 * stays the label); set the term of a Party document to the above, inferred,
 * where none is known. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_term_infer(struct vb_record *record);

/*
 * Set term and session of a People's Council's or a Party committee's
 * document where its head, its title or the note of its vote says them.
 * Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_term_read(struct vb_record *record);

#endif
