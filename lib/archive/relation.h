/*
 * archive/relation: what cites what, and what is still missing.
 *
 * A reference is stored with its key alone. What it means is a join on keys
 * each time that somebody asks: a document that arrives later becomes what
 * was cited before, whatever the order, and nothing has to be repaired.
 *
 * A reference may mean several held documents: the same number is given again
 * each year and by each body. Those remain that contradict nothing that the
 * reference states (type, date, issuer); the choice is a person's.
 *
 * All functions return, besides what they name, VB_OK or what reading an
 * archive can fail with: VB_IO, VB_BUSY, VB_CORRUPT, VB_NO_MEMORY; and
 * VB_MISMATCH for an archive in a schema before 3, which has no relations
 * until it is opened once for writing. All memory is in the arena.
 */
#ifndef VB_ARCHIVE_RELATION_H
#define VB_ARCHIVE_RELATION_H

#include "archive/archive.h"

#define VB_BEARERS_MAX 20 /* held documents told of for one reference */

/* A held document in short. */
struct vb_brief {
	struct vb_str id, title, number, type, issuer, date, effective;
	bool article;
	struct vb_brief *next;
};

/* A reference, and a document at its other end. */
struct vb_citation {
	struct vb_reference reference; /* its number is empty of `related` */
	struct vb_brief *documents;    /* cites: what it may mean, or NULL;
					  cited by: the one that cites */
	size_t n;		       /* of documents */
	bool given; /* an id in the key `related` that came with it */
	struct vb_citation *next;
};

struct vb_citations {
	struct vb_str id;     /* of the document asked for, or empty */
	struct vb_str number; /* its number, or what was asked for */
	struct vb_str title;
	struct vb_citation *first;
	size_t n;
};

/*
 * What `id` cites, in the order of its text, each with the held documents that
 * it may mean; then what `related` gave. VB_NOT_FOUND if `id` is not held,
 * or withdrawn.
 */
vb_status vb_archive_cites(struct vb_citations *out, vb_archive *ar,
			   struct vb_str id, struct vb_arena *arena,
			   struct vb_error *err);

/*
 * What cites `what`: the id of a held document, or else a number or the name
 * of a law, held or not. Those first that give its whole key, then those that
 * give a part of it (15 ĐA, a name without its year), each in order of the
 * citing ids. VB_NOT_FOUND if `what` is none of these.
 */
vb_status vb_archive_cited_by(struct vb_citations *out, vb_archive *ar,
			      struct vb_str what, struct vb_arena *arena,
			      struct vb_error *err);

/* A document that is cited and not held. */
struct vb_wanted {
	struct vb_str key;
	struct vb_str number, type; /* as most citations have it */
	struct vb_str issuer, date; /* of those that state one, if most of
				       them agree */
	int64_t cited_by;	    /* held documents that cite it */
	struct vb_wanted *next;
};

/*
 * The `limit` most cited keys that no held document bears and of which no
 * provision is held, the most cited first; `*n` gets how many there are in the
 * list.
 */
vb_status vb_archive_wanted(struct vb_wanted **out, size_t *n, vb_archive *ar,
			    size_t limit, struct vb_arena *arena,
			    struct vb_error *err);

/* The same of keys that a held document bears: what is cited most. */
vb_status vb_archive_most_cited(struct vb_wanted **out, size_t *n,
				vb_archive *ar, size_t limit,
				struct vb_arena *arena, struct vb_error *err);

/* One held document's word on another's effect. */
struct vb_effect_evidence {
	struct vb_str id; /* of the one that says it */
	enum vb_relation kind;
	struct vb_str date;   /* from when; empty: not known */
	struct vb_str anchor; /* the provision; empty: the whole */
	struct vb_effect_evidence *next;
};

struct vb_effect {
	/* "con-hieu-luc", "het-hieu-luc", "het-hieu-luc-mot-phan",
	 * "ngung-hieu-luc", "chua-co-hieu-luc" or "unknown" */
	const char *status;
	struct vb_str since; /* YYYY-MM-DD, or empty */
	struct vb_effect_evidence *evidence;
};

/*
 * Is `held` in effect on the day `on` (YYYY-MM-DD)? From its own dates, and
 * from held official documents that replace, repeal, suspend or amend it and
 * mean no other; pages about documents are no evidence.
 */
vb_status vb_archive_effect(struct vb_effect *out, vb_archive *ar,
			    const struct vb_held *held, struct vb_str on,
			    struct vb_arena *arena, struct vb_error *err);

#endif
