/*
 * Query trees as text, and their comparison; for tests and the fuzz target.
 *
 *	[a b]  SOME   "a b" PHRASE   a* PREFIX   name=value FIELD   all ALL
 *	(and x y)  (or x y)  (not x y)  a WORD by its key   - nothing at all
 */
#ifndef TESTS_UNIT_QUERY_TREE_H
#define TESTS_UNIT_QUERY_TREE_H

#include "query/query.h"

static inline void tree_dump(struct vb_buf *out, const struct vb_node *node);

static inline void tree_dump_all(struct vb_buf *out, const char *open,
				 const struct vb_node *node, const char *close)
{
	size_t i;

	(void)!vb_buf_append_cstr(out, open);
	for (i = 0; i < node->n_children; i++) {
		if (i || *open == '(')
			(void)!vb_buf_append_char(out, ' ');
		tree_dump(out, node->children[i]);
	}
	(void)!vb_buf_append_cstr(out, close);
}

static inline void tree_dump(struct vb_buf *out, const struct vb_node *node)
{
	if (!node) {
		(void)!vb_buf_append_cstr(out, "-");
		return;
	}
	switch (node->kind) {
	case VB_NODE_WORD:
	case VB_NODE_PREFIX:
		(void)!vb_buf_append(out, node->key);
		if (node->kind == VB_NODE_PREFIX)
			(void)!vb_buf_append_char(out, '*');
		break;
	case VB_NODE_PHRASE:
		tree_dump_all(out, "\"", node, "\"");
		break;
	case VB_NODE_SOME:
		tree_dump_all(out, "[", node, "]");
		break;
	case VB_NODE_AND:
		tree_dump_all(out, "(and", node, ")");
		break;
	case VB_NODE_OR:
		tree_dump_all(out, "(or", node, ")");
		break;
	case VB_NODE_NOT:
		tree_dump_all(out, "(not", node, ")");
		break;
	case VB_NODE_FIELD:
		(void)!vb_buf_printf(out, "%s=%.*s",
				     vb_query_field_name(node->field),
				     VB_STR_ARG(node->value));
		break;
	case VB_NODE_ALL:
		(void)!vb_buf_append_cstr(out, "all");
		break;
	}
}

/* Equal in everything but the places in the input. */
static inline bool tree_equal(const struct vb_node *a, const struct vb_node *b)
{
	size_t i;

	if (!a || !b)
		return a == b;
	if (a->kind != b->kind || a->n_children != b->n_children ||
	    a->field != b->field || !vb_str_eq(a->value, b->value) ||
	    !vb_str_eq(a->key, b->key) || !vb_str_eq(a->fold, b->fold) ||
	    a->marked != b->marked || a->capitals != b->capitals)
		return false;
	for (i = 0; i < a->n_children; i++)
		if (!tree_equal(a->children[i], b->children[i]))
			return false;
	return true;
}

/*
 * What the header promises of every tree: bounds, and which kind may stand
 * where. NULL if it holds, else what does not.
 */
static inline const char *tree_fault(const struct vb_node *node, int depth)
{
	size_t i, n;

	if (!node)
		return depth ? "no node" : NULL;
	n = node->n_children;
	if (depth > 4 * (VB_QUERY_DEPTH + 2))
		return "too deep";
	if (!depth && (node->kind == VB_NODE_WORD || node->kind == VB_NODE_ALL))
		return "such a root";
	if ((node->kind == VB_NODE_AND || node->kind == VB_NODE_OR) && n < 2)
		return "AND or OR of fewer than two";
	if (node->kind == VB_NODE_NOT && n != 2)
		return "NOT without two children";
	if ((node->kind == VB_NODE_SOME || node->kind == VB_NODE_PHRASE) && !n)
		return "SOME or PHRASE of nothing";
	if (node->kind == VB_NODE_PHRASE && n > VB_QUERY_PHRASE)
		return "long phrase";
	if ((node->kind == VB_NODE_WORD || node->kind == VB_NODE_PREFIX) &&
	    (!node->key.len || !node->fold.len || !node->text.len))
		return "word without letters";
	if (node->kind == VB_NODE_FIELD &&
	    (!node->value.len || node->value.len > 2 * VB_QUERY_VALUE))
		return "value of that length";
	for (i = 0; i < n; i++) {
		const struct vb_node *child = node->children[i];
		const char *fault = tree_fault(child, depth + 1);

		if (fault)
			return fault;
		if ((node->kind == VB_NODE_SOME ||
		     node->kind == VB_NODE_PHRASE) &&
		    child->kind != VB_NODE_WORD)
			return "not a word in SOME or PHRASE";
		if (child->kind == node->kind &&
		    (node->kind == VB_NODE_AND || node->kind == VB_NODE_OR))
			return "AND in AND or OR in OR";
		if (child->kind == VB_NODE_ALL &&
		    (node->kind != VB_NODE_NOT || i))
			return "ALL where it means nothing";
	}
	return NULL;
}

static inline size_t tree_count(const struct vb_node *node,
				enum vb_node_kind kind)
{
	size_t i, n;

	if (!node)
		return 0;
	n = node->kind == kind;
	for (i = 0; i < node->n_children; i++)
		n += tree_count(node->children[i], kind);
	return n;
}

#endif
