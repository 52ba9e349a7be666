/*
 * index/match: which of the numbers in an index a typed number means.
 *
 * The terms of numbers (schema.h: XNK of those borne, XMK of those cited) are
 * listed by serial and each is compared with what was typed, so that missing
 * years, marks and type codes need no terms of their own.
 */
#ifndef VB_INDEX_MATCH_H
#define VB_INDEX_MATCH_H

#include "base/arena.h"
#include "doc/number.h"
#include "xapian-c/database.h"

/*
 * How well a number fits, the least the best; a sum of these. Each is worse
 * than all before it together.
 */
enum vb_fit {
	VB_FIT_EXACT = 0,
	VB_FIT_FOLDED = 1, /* but for the marks of Đ and Ư */
	VB_FIT_CODE = 2,   /* but for the type: 64/CP for 64/NĐ-CP */
	VB_FIT_YEAR = 4,   /* a year was typed or is borne, not both */
	VB_FIT_PART = 8,   /* type and serial, no more was typed */
	VB_FIT_NONE = 1000,
};

struct vb_wanted {
	const struct vb_number *number; /* as vb_number_find_loose read it */
	bool partial;			/* likewise */
	bool marked;			/* typed with marks: HD is not HĐ */
};

/* Does a document with `fit` still need a look at its date or type? */
struct vb_check {
	unsigned year; /* its date must be of that year; 0: any */
	bool type;     /* its type must be number->said, if it has one */
};

/*
 * How `key` (vb_number's, or a name's, which never fits) fits. `*check` gets
 * what the key alone can't tell.
 */
unsigned vb_fit_of(struct vb_check *check, const struct vb_wanted *wanted,
		   struct vb_str key);

struct vb_fitting {
	struct vb_str key; /* in the arena */
	unsigned fit;
	struct vb_check check;
	uint32_t documents; /* that hold it */
};

#define VB_FITTING_MAX 1000 /* of a serial and type; more are left out */

struct vb_fittings {
	struct vb_fitting *items; /* best first, newest year first, by key */
	size_t n;
};

/*
 * The keys under `prefix` (VB_PREFIX_NUMBER_KEY or VB_PREFIX_MENTION_KEY)
 * that fit `wanted`. Without FOLDED ones if anything fits without. Returns
 * VB_OK, VB_NO_MEMORY or what Xapian returns.
 */
vb_status vb_fittings_find(struct vb_fittings *out, const vb_xapian_db *db,
			   const char *prefix, const struct vb_wanted *wanted,
			   struct vb_arena *arena, struct vb_error *err);

/* Does `text`, as it was typed, hold a letter with marks? */
bool vb_typed_marks(struct vb_str text);

#endif
