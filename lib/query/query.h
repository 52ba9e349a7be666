/*
 * query: what a person typed -> a tree of our own.
 *
 * The parser never fails on content: what it can't use it ignores and says
 * so. Depth and counts are bounded before anything is built, so no query
 * overflows a stack or asks Xapian for too much.
 */
#ifndef VB_QUERY_QUERY_H
#define VB_QUERY_QUERY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"

#define VB_QUERY_BYTES 4096  /* longer input is refused: VB_TOO_BIG */
#define VB_QUERY_WORDS 128   /* more are ignored and said so */
#define VB_QUERY_DEPTH 16    /* deeper groups are read as flat */
#define VB_QUERY_WILDCARDS 2 /* more are read as plain words */
#define VB_QUERY_WILDCARD_LETTERS 3 /* shorter prefixes likewise */
#define VB_QUERY_PHRASE 32   /* longer phrases are cut */

enum vb_node_kind {
	VB_NODE_WORD,	/* word: key, fold */
	VB_NODE_PREFIX, /* word*: key and fold of the prefix */
	VB_NODE_PHRASE, /* children: WORDs in order */
	VB_NODE_AND,	/* children, all */
	VB_NODE_OR,	/* children, any */
	VB_NODE_NOT,	/* children[0] and not children[1] */
	VB_NODE_SOME,	/* children: plain words side by side; the contract's
			   "up to four must all match" rule applies */
	VB_NODE_FIELD,	/* field: value, a filter */
	VB_NODE_ALL,	/* every document: "-word" or a filter alone */
};

enum vb_query_field {
	VB_QF_TYPE,	/* loai: type:	   value is a slug when known */
	VB_QF_NUMBER,	/* so: number:	   value as typed */
	VB_QF_ISSUER,	/* coquan: issuer: */
	VB_QF_PLACE,	/* noi: place: */
	VB_QF_SIGNER,	/* ky: signer: */
	VB_QF_YEAR,	/* nam: year:	   2019 or 2015..2019 */
	VB_QF_FROM,	/* tu: from:	   YYYY-MM-DD; 2019 and 11/2019 too */
	VB_QF_TO,	/* den: to:	   likewise, the end of the period */
	VB_QF_TERM,	/* khoa: */
	VB_QF_SESSION,	/* kyhop: */
	VB_QF_TITLE,	/* tieude: title:  words in the title */
	VB_QF_KIND,	/* kind: */
	VB_QF_TOPIC,	/* topic: */
	VB_QF_STATUS,	/* status: */
};

struct vb_node {
	enum vb_node_kind kind;
	struct vb_str text;	  /* the part of the input it comes from */
	struct vb_str key, fold;  /* WORD, PREFIX */
	bool marked;		  /* WORD: typed with marks */
	bool capitals;		  /* WORD: typed in capitals */
	enum vb_query_field field; /* FIELD */
	struct vb_str value;	  /* FIELD: normalised as said above */
	size_t n_children;
	struct vb_node **children;
};

struct vb_query {
	struct vb_node *root;	 /* NULL: nothing to search for */
	struct vb_str notes;	 /* what was ignored, "; " between; empty */
	size_t n_words;		 /* words that count */
};

/*
 * Parse `input` (any bytes; cleaned here). Everything in `out` lives in
 * `arena`. Returns VB_OK, also for an empty query (root NULL); VB_TOO_BIG
 * past VB_QUERY_BYTES; VB_NO_MEMORY.
 */
vb_status vb_query_parse(struct vb_query *out, struct vb_arena *arena,
			 struct vb_str input, struct vb_error *err);

/*
 * Print the tree as a person can read it and type it again: the answer's
 * "interpreted". Returns VB_OK, VB_TOO_BIG or VB_NO_MEMORY.
 */
vb_status vb_query_print(struct vb_buf *out, const struct vb_query *query);

/* The name of a field as printed: "type", "number". */
const char *vb_query_field_name(enum vb_query_field field);

#endif
