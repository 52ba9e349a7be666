/*
 * doc/symbol: the parts of a document's symbol, NQ-HĐND or CT/TU.
 * Private to lib/doc: what number.c and loose.c share.
 */
#ifndef VB_DOC_SYMBOL_H
#define VB_DOC_SYMBOL_H

#include "doc/number.h"
#include "doc/type.h"

#define VB_SYMBOL_PARTS 8
#define VB_SYMBOL_BYTES 24 /* longest part */

/* A number as read, before it is spelled out in text, key and fold. */
struct vb_shape {
	struct vb_str serial; /* digits, maybe "66.14", "1.250" or "30a" */
	int year;	      /* 0: none */
	bool dash;	      /* '-' after the serial: the Party's way */
	size_t n_parts;
	struct vb_str parts[VB_SYMBOL_PARTS];
	char seps[VB_SYMBOL_PARTS]; /* before each part but the first */
	struct vb_str type;	    /* code known from words, or empty */
};

/* The state's or Party's body that `word` abbreviates, spelled as it is
 * written (TTg, HĐND), or NULL. Any case; marks may be missing. */
const char *vb_symbol_body(struct vb_str word);

/* Is `part` a type code (any case, marks count)? NULL if not. */
const struct vb_type *vb_symbol_code(struct vb_str part);

/* The one type code that `word`, typed without marks, can mean; or NULL. */
const struct vb_type *vb_symbol_code_folded(struct vb_str word);

/* Are the two equal but for case and the marks of Đ and Ư? */
bool vb_symbol_same_folded(struct vb_str a, struct vb_str b);

/* A body whose number needs no type code: 64/CP, 18/QH11. Any case; the
 * marks of unmarked typing may be missing. */
bool vb_symbol_stands_alone(struct vb_str part);

/* Does `part` name a Party committee: TU, TW, HU, VPTW, ...? */
bool vb_symbol_is_party(struct vb_str part);

/*
 * Spell `shape` out into `out` (all but from and to). Returns false when it
 * does not fit or its serial is no number.
 */
bool vb_shape_spell(struct vb_number *out, const struct vb_shape *shape);

#endif
