#include "index/verify.h"

#include "text/token.h"

struct place {
	struct vb_str title, text;
};

static bool same(const struct vb_node *word, const struct vb_token *token)
{
	if (word->kind == VB_NODE_PREFIX)
		return word->marked ? vb_str_starts(token->key, word->key)
				    : vb_str_starts(token->fold, word->fold);
	return word->marked ? vb_str_eq(token->key, word->key)
			    : vb_str_eq(token->fold, word->fold);
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

static bool occurs(const struct place *p, struct vb_node *const *words,
		   size_t n)
{
	if (!n || n > 64)
		return true;
	return has_row(p->text, words, n) || has_row(p->title, words, n);
}

static bool holds(const struct place *p, const struct vb_node *node)
{
	bool result = node->kind == VB_NODE_AND;

	switch (node->kind) {
	case VB_NODE_WORD:
	case VB_NODE_PREFIX: {
		struct vb_node *self = (struct vb_node *)node;

		return occurs(p, &self, 1);
	}
	case VB_NODE_PHRASE:
		return occurs(p, node->children, node->n_children);
	case VB_NODE_NOT:
		return holds(p, node->children[0]) &&
		       !holds(p, node->children[1]);
	case VB_NODE_AND:
	case VB_NODE_OR:
		for (size_t i = 0; i < node->n_children; i++)
			if (holds(p, node->children[i]) != result)
				return !result;
		return result;
	case VB_NODE_SOME:	/* how many must match, the step decides */
	case VB_NODE_FIELD:
	case VB_NODE_ALL:
		return true;
	}
	return true;
}

bool vb_verify(const struct vb_node *root, struct vb_str title,
	       struct vb_str text)
{
	struct place p = { title, text };

	return holds(&p, root);
}
