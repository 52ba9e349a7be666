/*
 * doc/reference_cue: what the words around a reference say of it.
 * Private to lib/doc; see reference.c.
 */
#ifndef VB_DOC_REFERENCE_CUE_H
#define VB_DOC_REFERENCE_CUE_H

#include "doc/reference_scan.h"

/* The provision named last: "điểm a khoản 2 Điều 5"; of several the first. */
struct vb_provision {
	size_t from, to; /* bytes of the text; equal: none */
	unsigned article, clause;
	char article_letter; /* of Điều 5a, or 0 */
	const char *point;   /* "a", "dd", or NULL */
};

#define VB_PROVISION_BYTES 48 /* longest anchor with its NUL */

/* Take in the word điều, khoản or điểm at [at, end). Behind what was read. */
size_t vb_provision_take(struct vb_provision *p, struct vb_str text, size_t at,
			 size_t end);

/* Does nothing but "của" and the like stand between it and `at`? */
bool vb_provision_leads(const struct vb_provision *p, struct vb_str text,
			size_t at);

/* "dieu-5.khoan-2.diem-a" */
void vb_provision_anchor(char out[VB_PROVISION_BYTES],
			 const struct vb_provision *p);

/* The relation that governs at some place of a clause. */
struct vb_governor {
	enum vb_relation kind;
	size_t at, to;	/* of the words that gave it */
	unsigned reach; /* bytes to the first reference */
	bool active;
	bool titled; /* said in the title of what is cited */
	bool used;   /* a reference was governed by it */
	size_t last; /* end of the last reference of the clause, or 0 */
	bool based;  /* the clause began with "căn cứ" */
	enum vb_relation listed; /* given last, but in titles */
	bool waits;		 /* behind a ';': goes on only with a type */
	bool lists;	 /* behind a ':': what is listed is governed too */
	size_t prospect; /* reaches to here: what is said is not done */
	size_t draft;	 /* a name that begins here is one of a draft */
	size_t foreign;	 /* reaches to here: a law is none of ours */
	size_t alias;	 /* reaches to here: other names of the cited */
};

/* Bytes of the text. */
struct vb_reach {
	size_t from, to;
};

/* A phrase at `at`, but for types, provisions and passives. */
void vb_governor_take(struct vb_governor *g, struct vb_str text,
		      const struct vb_phrase *p, struct vb_reach span);

/* The relation of a reference whose words begin at `at`; one of a
 * `provision` is cited, if nothing else is said. */
enum vb_relation vb_governor_kind(struct vb_governor *g, size_t at,
				  bool provision);

/* A mark at `at` that may end the clause. */
void vb_governor_mark(struct vb_governor *g, struct vb_str text, size_t at);

#endif
