/*
 * index/expand: abbreviations both ways. "HĐND" finds "Hội đồng nhân dân" and
 * the other way about; only forms that stand for one thing whatever is beside
 * them (text/abbrev.h). A document that says it the other way counts like one
 * that has the word, never more.
 */
#ifndef VB_INDEX_EXPAND_H
#define VB_INDEX_EXPAND_H

#include "index/qbuild.h"

/*
 * What the word `form` (clean) is short for: a constant of the program; empty
 * for most.
 */
struct vb_str vb_long_form(struct vb_str form);

/*
 * `typed`, the query of the word `node`, or what the word is short for. That
 * is `typed` itself for most.
 */
vb_q vb_q_long_form(struct vb_qbuild *b, const struct vb_node *node,
		    vb_q typed);

/* The same by the words of a field, all of them in any order: for titles. */
vb_q vb_q_long_words(struct vb_qbuild *b, const char *prefix,
		     const struct vb_node *node, vb_q typed);

/* A short form that some words spell out. */
struct vb_short_form {
	size_t n; /* words; 0: none */
	vb_q query;
};

/*
 * The short form of the words from nodes[0] on, of `n`: that of the longest
 * phrase.
 */
void vb_q_short_form(struct vb_short_form *out, struct vb_qbuild *b,
		     struct vb_node *const *nodes, size_t n);

/* Is called with each word of a form, `first` with its first; both strings end
 * with the call. */
typedef void vb_expand_fn(void *ctx, struct vb_str key, struct vb_str fold,
			  bool first);

/*
 * The words by which a text may say otherwise what begins at nodes[0], of `n`:
 * those that it is short for, and the short form that it and those behind it
 * spell out. For highlighting; most words have none.
 */
void vb_expand_words(vb_expand_fn *fn, void *ctx, struct vb_node *const *nodes,
		     size_t n);

#endif
