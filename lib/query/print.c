#include "query/lex.h"

struct printer {
	struct vb_buf *out;
	vb_status status; /* the first failure sticks */
};

static void print_node(struct printer *pr, const struct vb_node *node,
		       unsigned depth);

static void put(struct printer *pr, struct vb_str s)
{
	if (!pr->status)
		pr->status = vb_buf_append(pr->out, s);
}

/* Is it written without parentheses wherever it stands? */
static bool is_leaf(const struct vb_node *node)
{
	return node->kind == VB_NODE_WORD || node->kind == VB_NODE_PREFIX ||
	       node->kind == VB_NODE_PHRASE || node->kind == VB_NODE_FIELD ||
	       node->kind == VB_NODE_ALL;
}

/* Must child `i` of `parent` stand in parentheses? */
static bool needs_group(const struct vb_node *parent, size_t i)
{
	const struct vb_node *child = parent->children[i];

	switch (parent->kind) {
	case VB_NODE_AND:
		return child->kind == VB_NODE_OR || child->kind == VB_NODE_NOT;
	case VB_NODE_NOT:
		if (i == 0)
			return child->kind == VB_NODE_OR ||
			       child->kind == VB_NODE_NOT;
		/* An OR here is written as one exclusion for each child. */
		return !is_leaf(child) && child->kind != VB_NODE_OR;
	default:
		return false;
	}
}

/* How deep the parentheses in it must go. */
static unsigned height(const struct vb_node *node, bool excluded)
{
	unsigned max = 0;
	size_t i;

	for (i = 0; i < node->n_children; i++) {
		const struct vb_node *child = node->children[i];
		bool below_not = node->kind == VB_NODE_NOT && i == 1;
		bool grouped = needs_group(node, i) ||
			       (excluded && node->kind == VB_NODE_OR &&
				!is_leaf(child));
		unsigned h = height(child, below_not) + grouped;

		if (h > max)
			max = h;
	}
	return max;
}

static void print_group(struct printer *pr, const struct vb_node *node,
			bool grouped, unsigned depth)
{
	if (grouped)
		put(pr, VB_STR("("));
	print_node(pr, node, depth + grouped);
	if (grouped)
		put(pr, VB_STR(")"));
}

/* Do two words stand in the input with one '-' or '/' between them? */
static bool joined(const struct vb_node *a, const struct vb_node *b)
{
	const char *end = a->text.ptr + a->text.len;

	return b->text.ptr == end + 1 && (*end == '-' || *end == '/');
}

/* "20-CT/TU" as it was typed, a space between the others. */
static void print_words(struct printer *pr, const struct vb_node *node)
{
	bool before = false;
	size_t i;

	for (i = 0; i < node->n_children; i++) {
		const struct vb_node *word = node->children[i];
		bool after = i + 1 < node->n_children &&
			     joined(word, node->children[i + 1]);

		put(pr, word->text);
		/* AND typed as "AND." is a word, so that is how it stays. */
		if (!before && !after && node->kind == VB_NODE_SOME &&
		    vb_lex_operator(word->text) != VB_LEX_WORDS)
			put(pr, VB_STR("."));
		if (after)
			put(pr, vb_str_of(word->text.ptr + word->text.len, 1));
		else if (i + 1 < node->n_children)
			put(pr, VB_STR(" "));
		before = after;
	}
}

static void print_field(struct printer *pr, const struct vb_node *node)
{
	struct vb_str value = node->value;
	bool quote = value.len && strchr(",;!?.", value.ptr[value.len - 1]);
	size_t i;

	for (i = 0; i < value.len; i++)
		quote = quote || strchr(" ()", value.ptr[i]) ||
			vb_lex_quote(value, i);
	put(pr, vb_str_from(vb_query_field_name(node->field)));
	put(pr, quote ? VB_STR(":\"") : VB_STR(":"));
	put(pr, value);
	if (quote)
		put(pr, VB_STR("\""));
}

static void print_and(struct printer *pr, const struct vb_node *node,
		      unsigned depth)
{
	size_t i;

	for (i = 0; i < node->n_children; i++) {
		if (i)
			/* Words start anew only after an AND. */
			put(pr, node->children[i]->kind == VB_NODE_SOME ?
					VB_STR(" AND ") :
					VB_STR(" "));
		print_group(pr, node->children[i], needs_group(node, i), depth);
	}
}

/* Is it several things side by side? */
static bool is_many(const struct vb_node *node)
{
	if (node->kind == VB_NODE_NOT)
		return node->children[0]->kind != VB_NODE_ALL ||
		       node->children[1]->kind == VB_NODE_OR;
	return node->kind == VB_NODE_AND ||
	       (node->kind == VB_NODE_SOME && node->n_children > 1);
}

/* Parentheses for the eye where the limit of depth leaves room for them. */
static void print_or(struct printer *pr, const struct vb_node *node,
		     unsigned depth)
{
	size_t i;

	for (i = 0; i < node->n_children; i++) {
		const struct vb_node *child = node->children[i];
		bool eye = is_many(child) &&
			   depth + 1 + height(child, false) <= VB_QUERY_DEPTH;

		if (i)
			put(pr, VB_STR(" OR "));
		print_group(pr, child, eye, depth);
	}
}

static void print_excluded(struct printer *pr, const struct vb_node *child,
			   unsigned depth)
{
	put(pr, VB_STR("-"));
	print_group(pr, child, !is_leaf(child), depth);
}

static void print_not(struct printer *pr, const struct vb_node *node,
		      unsigned depth)
{
	const struct vb_node *from = node->children[0];
	const struct vb_node *what = node->children[1];
	size_t i;

	if (from->kind != VB_NODE_ALL) {
		print_group(pr, from, needs_group(node, 0), depth);
		put(pr, VB_STR(" "));
	}
	if (what->kind != VB_NODE_OR) {
		print_excluded(pr, what, depth);
		return;
	}
	for (i = 0; i < what->n_children; i++) {
		if (i)
			put(pr, VB_STR(" "));
		print_excluded(pr, what->children[i], depth);
	}
}

static void print_node(struct printer *pr, const struct vb_node *node,
		       unsigned depth)
{
	switch (node->kind) {
	case VB_NODE_WORD:
		put(pr, node->text);
		break;
	case VB_NODE_PREFIX:
		put(pr, node->text);
		put(pr, VB_STR("*"));
		break;
	case VB_NODE_PHRASE:
		put(pr, VB_STR("\""));
		print_words(pr, node);
		put(pr, VB_STR("\""));
		break;
	case VB_NODE_SOME:
		print_words(pr, node);
		break;
	case VB_NODE_FIELD:
		print_field(pr, node);
		break;
	case VB_NODE_AND:
		print_and(pr, node, depth);
		break;
	case VB_NODE_OR:
		print_or(pr, node, depth);
		break;
	case VB_NODE_NOT:
		print_not(pr, node, depth);
		break;
	case VB_NODE_ALL:
		break;
	}
}

vb_status vb_query_print(struct vb_buf *out, const struct vb_query *query)
{
	struct printer pr = { .out = out, .status = VB_OK };
	size_t before = out->len;

	if (query->root)
		print_node(&pr, query->root, 0);
	if (pr.status)
		vb_buf_truncate(out, before);
	return pr.status;
}
