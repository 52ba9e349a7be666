/*
 * index/similar: which documents belong with one: the same text or document
 * from another source, nearly the same text, the parts before and after it in
 * a series, and those with like content.
 *
 * The versions of one id are one document already, in the archive.
 */
#ifndef VB_INDEX_SIMILAR_H
#define VB_INDEX_SIMILAR_H

#include "index/search.h"

#define VB_SIMILAR_MAX 100 /* documents of an answer */

enum vb_similarity {
	VB_SIMILAR_TEXT,     /* the same words in order: likeness.h */
	VB_SIMILAR_DOCUMENT, /* its number, issuer and date, another text */
	VB_SIMILAR_NEAR,     /* nearly the same text */
	VB_SIMILAR_PREVIOUS, /* the part before it in a series */
	VB_SIMILAR_NEXT,
	VB_SIMILAR_CONTENT, /* shares the words that tell most */
};

/* "same-text" "same-document" "near" "series-previous" "series-next"
 * "similar" */
const char *vb_similarity_name(enum vb_similarity relation);

struct vb_related {
	enum vb_similarity relation;
	struct vb_hit hit; /* without snippet and why */
	bool same_number;  /* number, issuer and date are equal */
	unsigned bits;	   /* NEAR: in which the likeness differs */
	double score;	   /* CONTENT: share of the best weight, 0 to 1 */
};

struct vb_related_list {
	struct vb_str id, title, number; /* of the document asked about */
	struct vb_related *items;	 /* by relation, the likest first */
	size_t n;
	int64_t took_us;
	uint64_t revision; /* of the index */
};

/*
 * What belongs with document `id`: at most `limit` (VB_SIMILAR_MAX at most)
 * of them, each once, by the first relation that holds. Follows the index.
 * Everything lives in `arena`. Returns VB_OK (n 0: nothing); VB_NOT_FOUND (the
 * id is not in the index); VB_TOO_BIG (limit); VB_TIMEOUT; VB_BUSY when
 * writers kept overtaking; VB_MISMATCH; VB_CORRUPT; VB_NO_MEMORY.
 */
vb_status vb_similar(struct vb_related_list *out, vb_searcher *s,
		     struct vb_str id, size_t limit, struct vb_arena *arena,
		     struct vb_error *err);

#endif
