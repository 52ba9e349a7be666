#include "index/prefer.h"

#include "index/expand.h"
#include "index/schema.h"

/*
 * In units of BM25, where a word that one document in a hundred has is worth
 * about 5. Measured by bench/relevance/known_items.py and the development
 * sets: docs/decisions/0011.
 */
static const struct {
	enum vb_query_field field;
	double weight;
} weights[] = {
	{ VB_QF_TYPE, 3 },    { VB_QF_ISSUER, 6 }, { VB_QF_PLACE, 3 },
	{ VB_QF_YEAR, 3 },    { VB_QF_DATE, 5 },   { VB_QF_TERM, 2 },
	{ VB_QF_SESSION, 2 }, { VB_QF_NUMBER, 4 },
};

#define TITLE_WEIGHT 12
#define WHOLE_WEIGHT 10 /* more, if the document is known by it: brief.h */
#define TITLE_LEAST 2	/* words; one alone is in many titles */
#define TITLE_MOST 40	/* a title of more words is known by fewer */

double vb_prefer_weight(enum vb_query_field field)
{
	for (size_t i = 0; i < sizeof(weights) / sizeof(weights[0]); i++)
		if (weights[i].field == field)
			return weights[i].weight;
	return 0;
}

/* Does a part claim the word? */
static bool is_claimed(const struct vb_understanding *u,
		       const struct vb_node *word)
{
	for (size_t i = 0; i < u->n; i++) {
		struct vb_str part = u->parts[i].text;

		if (word->text.ptr >= part.ptr &&
		    word->text.ptr < part.ptr + part.len)
			return true;
	}
	return false;
}

struct title {
	struct vb_qbuild *b;
	const struct vb_understanding *understood;
	struct vb_qlist words;	/* each in the title */
	struct vb_qlist called; /* each in it or in what it is called by */
	size_t n;
	bool about; /* no word yet but "về" */
};

/* "về" or "về việc" at the start, which a title has as "V/v" or not at all. */
static bool is_about(struct title *t, const struct vb_node *word)
{
	bool starts = !t->n && !t->about && vb_str_eq(word->fold, VB_STR("ve"));
	bool goes_on =
		!t->n && t->about && vb_str_eq(word->fold, VB_STR("viec"));

	t->about |= starts;
	return starts || goes_on;
}

/* Collect the words that must or may be in a document: not those below OR
 * and what NOT excludes. */
static void title_words(struct title *t, const struct vb_node *node)
{
	vb_q q;

	if (node->kind == VB_NODE_OR || t->n > TITLE_MOST)
		return;
	if (node->kind == VB_NODE_WORD) {
		if (is_claimed(t->understood, node) || is_about(t, node))
			return;
		t->n++;
		q = node->marked ? vb_q_term(t->b, VB_PREFIX_TITLE, node->key) :
				   vb_q_any_marks(t->b, VB_PREFIX_TITLE,
						  node->fold, node->key);
		q = vb_q_long_words(t->b, VB_PREFIX_TITLE, node, q);
		vb_qlist_add(t->b, &t->words, q);
		vb_qlist_add(t->b, &t->called,
			     /* no OR: a sum takes terms weighed as one */
			     vb_q_two(t->b, VB_XAPIAN_SYNONYM, q,
				      vb_q_term(t->b, VB_PREFIX_CALLED,
						node->fold)));
	}
	for (size_t i = 0; i < vb_node_wanted(node); i++)
		title_words(t, node->children[i]);
}

/*
 * Documents that are known by a title; NULL if the index has none, so that
 * nobody reckons with their weight.
 */
static vb_q whole_documents(struct vb_qbuild *b)
{
	if (!vb_q_holders(b, VB_STR(VB_PREFIX_WHOLE "1")))
		return NULL;
	return vb_q_term(b, VB_PREFIX_WHOLE, VB_STR("1"));
}

vb_q vb_prefer_title(struct vb_qbuild *b, const struct vb_query *query,
		     const struct vb_understanding *understood)
{
	struct title t = { .b = b, .understood = understood };
	vb_q titled, whole;

	if (!query->root)
		return NULL;
	title_words(&t, query->root);
	if (t.n < TITLE_LEAST || t.n > TITLE_MOST)
		return NULL;
	titled = vb_q_constant(b, vb_q_combine(b, VB_XAPIAN_AND, &t.words),
			       TITLE_WEIGHT);
	whole = whole_documents(b);
	if (!whole)
		return titled;
	vb_qlist_add(b, &t.called, whole);
	whole = vb_q_combine(b, VB_XAPIAN_AND, &t.called);
	return vb_q_two(b, VB_XAPIAN_OR, titled,
			vb_q_constant(b, whole, WHOLE_WEIGHT));
}

vb_q vb_prefer(struct vb_qbuild *b, const struct vb_understanding *understood)
{
	struct vb_str note = b->note;
	struct vb_qlist list = { 0 };

	for (size_t i = 0; i < understood->n; i++) {
		const struct vb_understood *part = &understood->parts[i];
		double weight = vb_prefer_weight(part->id);

		if (!part->filter && weight > 0)
			vb_qlist_add(b, &list,
				     vb_q_constant(b,
						   vb_q_field(b, part->id,
							      part->value),
						   weight));
	}
	/* that former provinces count is told of filters only */
	b->note = note;
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}
