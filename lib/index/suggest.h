/*
 * index/suggest: what somebody may be about to type.
 *
 * Numbers of documents, titles, and words that often stand together, by what
 * was typed so far, at any word: "20-ct" gives 20-CT/TU, "tang cuong cong"
 * gives "tăng cường công tác". Marks may be missing, all or some; what is
 * typed in raw Telex is read as such; where nothing begins so, one mistake of
 * typing is forgiven. From the generation's dictionary (dictionary.h), so in
 * time that hardly depends on the size of the archive.
 */
#ifndef VB_INDEX_SUGGEST_H
#define VB_INDEX_SUGGEST_H

#include "index/search.h"

#define VB_SUGGEST_MAX 50    /* suggestions of one answer */
#define VB_SUGGEST_USUAL 8   /* where nobody says how many */
#define VB_SUGGEST_BYTES 256 /* a longer prefix gets none */
#define VB_SUGGEST_MARKS 16  /* parts of a suggestion that are marked */

enum vb_suggestion_kind {
	VB_SUGGEST_NUMBER,
	VB_SUGGEST_TITLE,
	VB_SUGGEST_PHRASE,
};

/* "number" "title" "phrase" */
const char *vb_suggestion_name(enum vb_suggestion_kind kind);

struct vb_suggestion {
	enum vb_suggestion_kind kind;
	struct vb_str text;
	struct vb_str id, number, title; /* of a document; or empty */
	struct vb_str url;	/* of its page: for the caller to set; empty */
	struct vb_range *marks; /* what of `text` was typed */
	size_t n_marks;		/* 0 where a mistake was forgiven */
};

struct vb_suggestions {
	struct vb_suggestion *items; /* best first */
	size_t n;
	int64_t took_us;
	uint64_t revision; /* of the index */
};

/*
 * At most `limit` suggestions for `prefix`, any bytes. Everything in `out`
 * lives in `arena`. No dictionary, or a damaged one, gives none. Returns
 * VB_OK, VB_NO_MEMORY, or, of an index that can't be followed, as vb_search.
 */
vb_status vb_suggest(struct vb_suggestions *out, vb_searcher *s,
		     struct vb_str prefix, size_t limit, struct vb_arena *arena,
		     struct vb_error *err);

#endif
