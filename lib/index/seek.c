#include "index/seek.h"

#include "index/expand.h"

struct collector {
	struct vb_seeks *out;
	struct vb_arena *arena;
};

static void add_typed(struct vb_seeks *out, const struct vb_node *node)
{
	if (out->n == VB_SNIPPET_WORDS)
		return;
	for (size_t i = 0; i < out->n; i++)
		if (vb_str_eq(out->items[i].key, node->key))
			return;
	out->items[out->n++] =
		(struct vb_seek){ .key = node->key,
				  .fold = node->fold,
				  .marked = node->marked,
				  .prefix = node->kind == VB_NODE_PREFIX };
}

static void collect_typed(struct vb_seeks *out, const struct vb_node *node)
{
	if (node->kind == VB_NODE_WORD || node->kind == VB_NODE_PREFIX)
		add_typed(out, node);
	for (size_t i = 0; i < vb_node_wanted(node); i++)
		collect_typed(out, node->children[i]);
}

static void add_form(void *ctx, struct vb_str key, struct vb_str fold,
		     bool first)
{
	struct collector *c = ctx;
	struct vb_seek seek = { .marked = true };

	c->out->n_forms += first;
	seek.form = c->out->n_forms;
	if (c->out->n == VB_SNIPPET_WORDS ||
	    !vb_arena_dup(&seek.key, c->arena, key) ||
	    !vb_arena_dup(&seek.fold, c->arena, fold))
		return; /* it is not highlighted */
	c->out->items[c->out->n++] = seek;
}

/* And those of what is said otherwise: not of a phrase, which is as typed. */
static void collect_forms(struct collector *c, struct vb_node *const *nodes,
			  size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (nodes[i]->kind == VB_NODE_WORD)
			vb_expand_words(add_form, c, nodes + i, n - i);
		else if (nodes[i]->kind != VB_NODE_PHRASE)
			collect_forms(c, nodes[i]->children,
				      vb_node_wanted(nodes[i]));
	}
}

vb_status vb_seeks_of(struct vb_seeks *out, struct vb_arena *arena,
		      struct vb_node *root, struct vb_error *err)
{
	struct collector c = { out, arena };

	*out = (struct vb_seeks){ 0 };
	if (!root)
		return VB_OK;
	out->items =
		vb_arena_calloc(arena, VB_SNIPPET_WORDS, sizeof(*out->items));
	if (!out->items)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	collect_typed(out, root);
	collect_forms(&c, &root, 1);
	return VB_OK;
}
