/*
 * query/saying: a stretch of plain words, and what is read in it. Internal to
 * lib/query: understand.c cuts a query into stretches and hands each to the
 * readers, which claim words; a word is claimed once.
 */
#ifndef VB_QUERY_SAYING_H
#define VB_QUERY_SAYING_H

#include "doc/body.h"
#include "doc/territory.h"
#include "query/understand.h"

struct vb_saying_word {
	struct vb_str text; /* as typed */
	struct vb_str key, fold;
	bool marked, capitals;
	bool title;		      /* its first letter is a capital */
	bool taken;		      /* some part claims it */
	const struct vb_organ *organ; /* whose name begins here, or NULL */
	size_t organ_words;	      /* of its name */
};

struct vb_saying {
	struct vb_arena *arena;
	struct vb_saying_word words[VB_QUERY_WORDS];
	size_t n;
	bool starts; /* the first word is the query's first */
	struct vb_understanding *out;
	struct vb_str *cuts; /* of each part: what `without` leaves out */
	vb_status status;    /* VB_NO_MEMORY sticks */
};

/* What a reader has found in the words [from, to). */
struct vb_said {
	enum vb_query_field field;
	size_t from, to;
	size_t lead; /* words before that go with it: "của", "tại" */
	struct vb_str value, label; /* as the filter takes it; copied */
};

/* Add a part and claim its words; past VB_UNDERSTOOD_MAX nothing. */
void vb_saying_add(struct vb_saying *s, const struct vb_said *said);

/* The typed text of the words [from, to). */
struct vb_str vb_saying_text(const struct vb_saying *s, size_t from, size_t to);

/* Are there words [i, i + n), all free, where n is those of `folds` ("ban
 * hanh"), and do they fold so? Returns n or 0. */
size_t vb_saying_is(const struct vb_saying *s, size_t i, const char *folds);

/* As vb_saying_is for the words that end before `i`, claimed or not. */
bool vb_saying_before(const struct vb_saying *s, size_t i, const char *folds);

/* Do the words from `from`, where they have marks, have those of `label`? */
bool vb_saying_marks(const struct vb_saying *s, size_t from, const char *label);

/* Is there nothing, or some white space or comma alone, between the words
 * i - 1 and i? False of the first. */
bool vb_saying_joined(const struct vb_saying *s, size_t i);

/* The readers, in the order in which they claim words. */
void vb_saying_numbers(struct vb_saying *s);
void vb_saying_terms(struct vb_saying *s);
void vb_saying_dates(struct vb_saying *s);
void vb_saying_years(struct vb_saying *s);
void vb_saying_types(struct vb_saying *s);
void vb_saying_issuers(struct vb_saying *s);
void vb_saying_places(struct vb_saying *s);

/* The territory whose name begins at word `i`, all free, with "tỉnh", "TP."
 * and the like before it or without; the end of its words in `*to`. Or NULL. */
const struct vb_territory *vb_saying_territory(const struct vb_saying *s,
					       size_t i, size_t *to);

/* Set the organs of the words. Before all readers. */
void vb_saying_organs(struct vb_saying *s);

#endif
