/*
 * doc/reference_take: what reading references has at hand, and its parts:
 * what begins one (reference.c), numbers (reference_number.c), laws
 * (reference_law.c), and keeping what was found (reference_keep.c).
 * Private to lib/doc.
 */
#ifndef VB_DOC_REFERENCE_TAKE_H
#define VB_DOC_REFERENCE_TAKE_H

#include "doc/number.h"
#include "doc/reference_cue.h"
#include "doc/reference_seen.h"

#define VB_CLAUSE_REFERENCES 16 /* that words behind them can still tell of */

struct vb_refs {
	struct vb_record *record;
	struct vb_reference **tail;
	struct vb_seen seen;
	struct vb_str own;	/* key of the record's own number, or empty */
	struct vb_str own_name; /* of its own name without year, or empty */
	struct vb_lexicon lexicon;

	/* Of the text being read. */
	struct vb_str text;
	bool in_text;	       /* not the title */
	bool more;	       /* `next` holds one */
	struct vb_number next; /* the next whole number */
	struct vb_governor governor;
	struct vb_provision provision;
	struct vb_reference *clause[VB_CLAUSE_REFERENCES];
	size_t n_clause;
};

/* A reference as found, before it is kept. */
struct vb_found {
	size_t at;	 /* where its words begin */
	size_t from, to; /* the number, or the name with its year */
	const char *number, *key;
	const struct vb_type *type;
	struct vb_tail tail;
};

/* Keep what was found, unless it is the record itself or was there before. */
vb_status vb_refs_keep(struct vb_refs *r, const struct vb_found *f);

/* The type of a number: `said` before it, in `text` around it, its code. */
const struct vb_type *vb_refs_type(const struct vb_number *n,
				   const struct vb_type *said,
				   struct vb_str text);

/* Copy with each stretch of white space as one space. False: no memory. */
bool vb_refs_squeeze(struct vb_str *out, struct vb_arena *arena,
		     struct vb_str s);

/* Find the next whole number at or behind `from`. */
void vb_refs_next(struct vb_refs *r, size_t from);

/*
 * The number that is next, its words from `at` on. `said`: the type in words
 * before it, or NULL. `*end` gets where to read on, here and below, and stays
 * if nothing was taken. All: VB_OK or VB_NO_MEMORY.
 */
vb_status vb_refs_number(size_t *end, struct vb_refs *r, size_t at,
			 const struct vb_type *said);

/* Behind a type at `at` and maybe "số", digits that are no whole number: a
 * list, a serial alone, a number with a space too many. */
vb_status vb_refs_digits(size_t *end, struct vb_refs *r, size_t at,
			 size_t digits, const struct vb_type *type);

/* The law whose type stands at [at, *end). */
vb_status vb_refs_law(size_t *end, struct vb_refs *r, size_t at,
		      const struct vb_type *type);

/* "BLHS 2015" at `at`. */
vb_status vb_refs_initials(size_t *end, struct vb_refs *r, size_t at);

/* Is the code at [at, end) in capitals, and "100/2019" behind it? */
bool vb_refs_has_year(struct vb_str text, size_t at, size_t end);

#endif
