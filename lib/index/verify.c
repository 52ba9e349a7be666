#include "index/verify.h"

#include "text/token.h"

/* "Unknown" is what the text can't decide. */
enum answer { NO, UNKNOWN, YES };

static bool same(const struct vb_node *word, const struct vb_token *token)
{
	if (word->kind == VB_NODE_PREFIX)
		return word->marked ? vb_str_starts(token->key, word->key) :
				      vb_str_starts(token->fold, word->fold);
	return word->marked ? vb_str_eq(token->key, word->key) :
			      vb_str_eq(token->fold, word->fold);
}

/*
 * Words in a row. `state` bit i says that the last i + 1 tokens match the
 * first i + 1 words: one pass whatever the phrase repeats.
 */
static bool has_row(struct vb_str text, struct vb_node *const *words, size_t n)
{
	uint64_t state = 0;
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		uint64_t match = 0, open = state << 1 | 1;

		for (size_t i = 0; i < n; i++)
			if ((open >> i & 1) && same(words[i], &token))
				match |= (uint64_t)1 << i;
		if (match >> (n - 1) & 1)
			return true;
		state = match;
	}
	return false;
}

static enum answer occurs(const struct vb_candidate *c,
			  struct vb_node *const *words, size_t n)
{
	if (!n || n > 64)
		return UNKNOWN;
	if (has_row(c->text, words, n) || has_row(c->title, words, n))
		return YES;
	return c->cut ? UNKNOWN : NO;
}

/* One word, as loosely as the candidate was asked for. */
static enum answer word_occurs(const struct vb_candidate *c,
			       const struct vb_node *word)
{
	struct vb_node copy = *word, *self = &copy;

	copy.marked = word->marked && !c->any_marks;
	return occurs(c, &self, 1);
}

static enum answer words_occur(const struct vb_candidate *c,
			       const struct vb_node *some)
{
	enum answer worst = YES, best = NO;

	for (size_t i = 0; i < some->n_children; i++) {
		enum answer a = word_occurs(c, some->children[i]);

		worst = a < worst ? a : worst;
		best = a > best ? a : best;
	}
	return c->any ? best : worst;
}

bool vb_has_phrase(const struct vb_node *node)
{
	if (node->kind == VB_NODE_PHRASE && node->n_children > 1)
		return true;
	for (size_t i = 0; i < node->n_children; i++)
		if (vb_has_phrase(node->children[i]))
			return true;
	return false;
}

static enum answer holds(const struct vb_candidate *c,
			 const struct vb_node *node, bool needed);

/* The least of the children's answers for AND, the greatest for OR. */
static enum answer group(const struct vb_candidate *c,
			 const struct vb_node *node, bool needed)
{
	bool and = node->kind == VB_NODE_AND;
	enum answer result = and? YES : NO;

	for (size_t i = 0; i < node->n_children; i++) {
		enum answer a = holds(c, node->children[i], needed && and);

		if (and? a < result : a > result)
			result = a;
		if (result == (and? NO : YES))
			break;
	}
	return result;
}

/* The index has left out what it could; more than that needs a phrase. */
static enum answer negation(const struct vb_candidate *c,
			    const struct vb_node *node, bool needed)
{
	struct vb_candidate strict = *c;
	enum answer keep = holds(c, node->children[0], needed);
	enum answer drop;

	strict.any = strict.any_marks = false;
	if (keep == NO || (needed && !vb_has_phrase(node->children[1])))
		return keep;
	drop = holds(&strict, node->children[1], false);
	if (drop == UNKNOWN)
		return UNKNOWN;
	return drop == YES ? NO : keep;
}

/* `needed`: every match must have it, so the index has decided it. */
static enum answer holds(const struct vb_candidate *c,
			 const struct vb_node *node, bool needed)
{
	if (needed && !vb_has_phrase(node))
		return YES;
	switch (node->kind) {
	case VB_NODE_WORD:
	case VB_NODE_PREFIX:
		return word_occurs(c, node);
	case VB_NODE_PHRASE:
		return occurs(c, node->children, node->n_children);
	case VB_NODE_SOME:
		return words_occur(c, node);
	case VB_NODE_NOT:
		return negation(c, node, needed);
	case VB_NODE_AND:
	case VB_NODE_OR:
		return group(c, node, needed);
	case VB_NODE_FIELD:
		return UNKNOWN;
	case VB_NODE_ALL:
		return YES;
	}
	return UNKNOWN;
}

bool vb_verify(const struct vb_node *root, const struct vb_candidate *c)
{
	return holds(c, root, true) != NO;
}
