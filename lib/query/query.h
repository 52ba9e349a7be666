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

#define VB_QUERY_BYTES 4096	    /* longer input is refused: VB_TOO_BIG */
#define VB_QUERY_WORDS 128	    /* more are ignored and said so */
#define VB_QUERY_DEPTH 16	    /* deeper groups are read as flat */
#define VB_QUERY_WILDCARDS 2	    /* more are read as plain words */
#define VB_QUERY_WILDCARD_LETTERS 3 /* shorter prefixes likewise */
#define VB_QUERY_PHRASE 32	    /* longer phrases are cut */
#define VB_QUERY_FILTERS 32	    /* more filters are ignored */
#define VB_QUERY_VALUE 256	    /* longer values of filters are ignored */

enum vb_node_kind {
	VB_NODE_WORD,	/* word: key, fold */
	VB_NODE_PREFIX, /* word*: key and fold of the prefix */
	VB_NODE_PHRASE, /* children: WORDs in order */
	VB_NODE_AND,	/* children, all */
	VB_NODE_OR,	/* children, any */
	VB_NODE_NOT,	/* children[0] and not children[1]; several things
			   excluded are one OR. Below children[1] a SOME
			   means all its words */
	VB_NODE_SOME,	/* children: one or more plain words; the contract's
			   "up to four must all match" rule applies */
	VB_NODE_FIELD,	/* field: value, a filter */
	VB_NODE_ALL,	/* every document: children[0] of "-word" alone */
};

/*
 * Shape, beside the above. A plain word is always in a SOME or a PHRASE, or
 * it is one of the things a NOT excludes. The plain words of one sequence are
 * one SOME even with phrases or filters between them; an explicit AND parts
 * sequences: `a b AND c` is AND(SOME(a b) SOME(c)). AND and OR have two or
 * more children and never one of their own kind. A phrase or a word* is
 * required, not weighed. The root may be any kind but WORD and ALL.
 */

enum vb_query_field {
	VB_QF_TYPE,    /* loai: type:	   value is a slug when known */
	VB_QF_NUMBER,  /* so: number:	   value as typed */
	VB_QF_ISSUER,  /* coquan: issuer: */
	VB_QF_PLACE,   /* noi: place: */
	VB_QF_SIGNER,  /* ky: signer: */
	VB_QF_YEAR,    /* nam: year:	   2019 or 2015..2019 */
	VB_QF_DATE,    /* ngay: date:	   YYYY-MM-DD, or YYYY-MM: the month */
	VB_QF_FROM,    /* tu: from:	   YYYY-MM-DD; 2019 and 11/2019 too */
	VB_QF_TO,      /* den: to:	   likewise, the end of the period */
	VB_QF_TERM,    /* khoa: term: */
	VB_QF_SESSION, /* kyhop: session: */
	VB_QF_TITLE,   /* tieude: title:  words in the title */
	VB_QF_KIND,    /* kind:	   document or article */
	VB_QF_TOPIC,   /* chude: topic: */
	VB_QF_STATUS,  /* trangthai: status: */
};

struct vb_node {
	enum vb_node_kind kind;
	struct vb_str text;	   /* the part of the input it comes from */
	struct vb_str key, fold;   /* WORD, PREFIX */
	bool marked;		   /* WORD: typed with marks */
	bool capitals;		   /* WORD: typed in capitals */
	enum vb_query_field field; /* FIELD */
	struct vb_str value;	   /* FIELD: normalised as said above */
	size_t n_children;
	struct vb_node **children;
};

/* How many of its parts a document may have: not what it must lack. */
static inline size_t vb_node_wanted(const struct vb_node *node)
{
	return node->kind == VB_NODE_NOT ? 1 : node->n_children;
}

/* What was ignored, as bits: for pages that say it in another language. */
enum vb_query_note {
	VB_QUERY_NOTE_QUOTE = 1,       /* a phrase was not closed */
	VB_QUERY_NOTE_PARENTHESIS = 2, /* unmatched ( or ) */
	VB_QUERY_NOTE_DEPTH = 4,       /* past VB_QUERY_DEPTH */
	VB_QUERY_NOTE_WORDS = 8,       /* past VB_QUERY_WORDS */
	VB_QUERY_NOTE_WILDCARDS = 16,  /* past VB_QUERY_WILDCARDS */
	VB_QUERY_NOTE_SHORT = 32,      /* ab*: too few letters before * */
	VB_QUERY_NOTE_STAR = 64,       /* a * that does not end a word */
	VB_QUERY_NOTE_PHRASE = 128,    /* past VB_QUERY_PHRASE */
	VB_QUERY_NOTE_OPERATOR = 256,  /* AND, OR, NOT or - with nothing */
	VB_QUERY_NOTE_FILTERS = 512,   /* past VB_QUERY_FILTERS, or filters
					   with VB_QUERY_WORDS words in all */
	VB_QUERY_NOTE_VALUE = 1024,    /* a filter's value makes no sense */
};

struct vb_query {
	struct vb_node *root; /* NULL: nothing to search for */
	struct vb_str text;   /* clean, of which all `text` are views */
	struct vb_str notes;  /* what was ignored, "; " between; empty */
	unsigned ignored;     /* the same as enum vb_query_note */
	size_t n_words;	      /* words that count */
	bool decoded;	      /* typed in raw Telex or VNI: the words, and
				 all `text` views, are what that spells */
};

/*
 * Parse `input` (any bytes; cleaned here). If its free words, those outside
 * phrases and filters, are raw Telex or VNI (text/keys.h), they are decoded
 * first: "nghij quyeets" is nghị quyết. Everything in `out` lives in
 * `arena`; `input` may go. Linear time. Returns VB_OK, also for an empty
 * query (root NULL); VB_TOO_BIG past VB_QUERY_BYTES; VB_NO_MEMORY. On
 * failure `out` is unchanged.
 */
vb_status vb_query_parse(struct vb_query *out, struct vb_arena *arena,
			 struct vb_str input, struct vb_error *err);

/*
 * Append the tree of vb_query_parse as a person can read it and type it
 * again: the answer's "interpreted". Parsing what is printed gives an equal
 * tree (all but the `text` views) and no notes, as long as it is within
 * VB_QUERY_BYTES. An empty query prints nothing. Returns VB_OK; VB_TOO_BIG
 * past out->limit or VB_NO_MEMORY, and `out` is unchanged.
 */
vb_status vb_query_print(struct vb_buf *out, const struct vb_query *query);

/* The name of a field as printed: "type", "number". A constant; "" for a
 * value that is no field. */
const char *vb_query_field_name(enum vb_query_field field);

/* A value of `field` as people read it: "Nghị quyết" of nghi-quyet; any other
 * is its own label. Borrowed from `value` or a constant. */
struct vb_str vb_query_field_label(enum vb_query_field field,
				   struct vb_str value);

#endif
