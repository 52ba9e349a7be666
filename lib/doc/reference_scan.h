/*
 * doc/reference_scan: the words by which texts name documents.
 * Private to lib/doc: what the files reference*.c share.
 */
#ifndef VB_DOC_REFERENCE_SCAN_H
#define VB_DOC_REFERENCE_SCAN_H

#include "doc/date.h"
#include "doc/reference.h"
#include "doc/type.h"

/* What a phrase does to the references after it. */
enum vb_cue {
	VB_CUE_TYPE,	/* none: the name of a type of documents */
	VB_CUE_SET,	/* gives them its relation */
	VB_CUE_WEAK,	/* the same, unless a verb still governs them */
	VB_CUE_GUIDED,	/* the same, unless they are being guided */
	VB_CUE_RESET,	/* a new verb of no interest: relation ends */
	VB_CUE_KEEP,	/* nothing: hides a cue that stands in it */
	VB_CUE_AMENDED, /* được sửa đổi: those after it amended the one
			     before */
	VB_CUE_PASSIVE, /* bị bãi bỏ: tells of those before it */
	VB_CUE_BY,	/* tại, bởi: weak, or who amended */
	VB_CUE_PROSPECT, /* kiến nghị, dự thảo: what follows is not done */
	VB_CUE_PROVISION, /* điều, khoản, điểm */
	VB_CUE_FOREIGN,	  /* công ước: what is called a law is none */
	VB_CUE_ALIAS,	  /* sau đây gọi là: up to ')' nothing is cited */
};

struct vb_phrase {
	const char *words; /* small letters, one space between syllables */
	enum vb_cue cue;
	enum vb_relation kind;	    /* of SET, WEAK, GUIDED, PASSIVE, BY */
	unsigned reach;		    /* bytes between it and a reference */
	const struct vb_type *type; /* of TYPE */
};

#define VB_PHRASES_MAX 192

/* The phrases by the hash of their first syllable. */
struct vb_lexicon {
	unsigned char first[256], next[VB_PHRASES_MAX]; /* 1 + index; 0: none */
	unsigned n;
	struct vb_phrase types[64];
};

void vb_lexicon_init(struct vb_lexicon *x);

/*
 * The longest phrase at `at`, where a word begins, any case, with spaces or
 * one line break between its syllables; `*end` is behind it. Without one NULL,
 * and `*end` is behind the syllable.
 */
const struct vb_phrase *vb_lexicon_at(size_t *end, const struct vb_lexicon *x,
				      struct vb_str text, size_t at);

/* Does `words`, as in a phrase, stand at `at` as whole words? Its end or 0. */
size_t vb_words_at(struct vb_str text, size_t at, const char *words);

/* Behind spaces, no-break spaces, tabs and at most one line break at `at`. */
size_t vb_gap_end(struct vb_str text, size_t at);

/* A law by its name, at the word for its type. */
struct vb_law {
	size_t to;		     /* behind name and year */
	size_t name_to;		     /* behind the name */
	int year;		     /* 0: not written */
	bool known;		     /* the name is in the table */
	char key[VB_NAME_KEY_BYTES]; /* "=luat tiep cong dan", no year */
};

/*
 * Read the name of the law whose type, with that slug, stands at [at, end).
 * Returns false when no name follows.
 */
bool vb_law_at(struct vb_law *out, struct vb_str text, size_t at, size_t end,
	       const struct vb_type *type);

/* The same for a code by its initials, "BLHS 2015", at `at`. */
bool vb_law_initials_at(struct vb_law *out, struct vb_str text, size_t at);

/* Is that the type of a document that is named: luat, bo-luat, … */
bool vb_law_type(const struct vb_type *type);

/* "năm 2015", "2015" or "(2015)" at `at`; its end, or 0. */
size_t vb_law_year(int *year, struct vb_str text, size_t at);

/* What stands behind a reference: its date and who issued it. */
struct vb_tail {
	size_t to;		       /* behind all that was read */
	struct vb_date date;	       /* day 0: none */
	size_t issuer_from, issuer_to; /* equal: none */
};

void vb_tail_read(struct vb_tail *out, struct vb_str text, size_t at);

/*
 * Date and issuer that stand before a reference at `at`: "Ngày 25/11/2016,
 * Thủ tướng Chính phủ ban hành Chỉ thị …". Sets those of `tail`, if found.
 */
void vb_tail_before(struct vb_tail *tail, struct vb_str text, size_t at);

#endif
