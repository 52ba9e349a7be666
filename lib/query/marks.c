#include "query/marks.h"

#include "text/syllable.h"

struct count {
	size_t words, marked, lost;
};

static bool stop(void *ctx, struct vb_str key)
{
	(void)ctx;
	(void)key;
	return false;
}

/* Is it no word as it stands, but one with marks? */
static bool lacks_marks(const struct vb_node *word)
{
	switch (vb_syllable_kind(word->key)) {
	case VB_SYLLABLE_VALID:
		return false;
	case VB_SYLLABLE_POSSIBLE:
		return true;
	case VB_SYLLABLE_FOREIGN:
		break;
	}
	return vb_syllable_spellings(word->fold, stop, NULL) > 0;
}

static void count_words(struct count *c, const struct vb_node *node)
{
	size_t n = vb_node_wanted(node);

	if (node->kind == VB_NODE_WORD) {
		c->words++;
		c->marked += node->marked;
		c->lost += !node->marked && lacks_marks(node);
	}
	for (size_t i = 0; i < n; i++)
		count_words(c, node->children[i]);
}

bool vb_query_typed_in_full(const struct vb_node *root)
{
	struct count c = { 0 };

	if (root)
		count_words(&c, root);
	return c.marked && !c.lost && c.marked * 5 >= c.words * 2;
}
