#include "index/plan.h"

#include "doc/date.h"
#include "doc/number.h"
#include "doc/type.h"
#include "index/schema.h"
#include "index/verify.h"

/* How strictly a tree is turned into a query. */
struct mode {
	bool any;	/* of plain words side by side, any may match */
	bool any_marks; /* a word typed with marks matches without them */
};

static vb_q build(struct vb_qbuild *b, const struct vb_node *node,
		  struct mode mode);

static vb_q word(struct vb_qbuild *b, const struct vb_node *node,
		 struct mode mode)
{
	if (node->marked && !mode.any_marks)
		return vb_q_term(b, "", node->key);
	return vb_q_any_marks(b, "", node->fold, node->key);
}

/* Words side by side: neighbours that stand so in the text count more. */
static vb_q some(struct vb_qbuild *b, const struct vb_node *node,
		 struct mode mode)
{
	struct vb_qlist words = { 0 }, pairs = { 0 };
	vb_q all;

	for (size_t i = 0; i < node->n_children; i++) {
		const struct vb_node *c = node->children[i];

		vb_qlist_add(b, &words, word(b, c, mode));
		if (i)
			vb_qlist_add(b, &pairs,
				     vb_q_pair(b, node->children[i - 1]->fold,
					       c->fold));
	}
	if (mode.any) {
		for (size_t i = 0; i < pairs.n; i++)
			vb_qlist_add(b, &words, pairs.items[i]);
		return vb_q_combine(b, VB_XAPIAN_OR, &words);
	}
	all = vb_q_combine(b, VB_XAPIAN_AND, &words);
	if (!pairs.n)
		return all;
	return vb_q_two(b, VB_XAPIAN_AND_MAYBE, all,
			vb_q_combine(b, VB_XAPIAN_OR, &pairs));
}

/*
 * Its words as typed and its pairs; that they stand in order the text must
 * tell. One word in quotes is that spelling alone.
 */
static vb_q phrase(struct vb_qbuild *b, const struct vb_node *node)
{
	struct mode mode = { .any = false, .any_marks = false };
	struct vb_qlist list = { 0 };

	for (size_t i = 0; i < node->n_children; i++) {
		const struct vb_node *c = node->children[i];

		if (c->marked || node->n_children == 1)
			vb_qlist_add(b, &list, word(b, c, mode));
		if (i)
			vb_qlist_add(b, &list,
				     vb_q_pair(b, node->children[i - 1]->fold,
					       c->fold));
	}
	return vb_q_combine(b, VB_XAPIAN_AND, &list);
}

static vb_q group(struct vb_qbuild *b, const struct vb_node *node,
		  enum vb_xapian_op op, struct mode mode)
{
	struct vb_qlist list = { 0 };

	for (size_t i = 0; i < node->n_children; i++)
		vb_qlist_add(b, &list, build(b, node->children[i], mode));
	return vb_q_combine(b, op, &list);
}

/*
 * Exclude what the index knows. A phrase of two words or more is only known
 * from the text: what must not hold one is left to verification.
 */
static vb_q negation(struct vb_qbuild *b, const struct vb_node *node,
		     struct mode mode)
{
	const struct vb_node *not = node->children[1];
	struct mode exact = { .any = false, .any_marks = false };
	vb_q keep = build(b, node->children[0], mode);
	struct vb_qlist parts = { 0 };

	if (not ->kind != VB_NODE_OR) {
		if (!vb_has_phrase(not ))
			vb_qlist_add(b, &parts, build(b, not, exact));
	} else {
		for (size_t i = 0; i < not ->n_children; i++)
			if (!vb_has_phrase(not ->children[i]))
				vb_qlist_add(
					b, &parts,
					build(b, not ->children[i], exact));
	}
	if (!parts.n)
		return keep;
	return vb_q_two(b, VB_XAPIAN_AND_NOT, keep,
			vb_q_combine(b, VB_XAPIAN_OR, &parts));
}

static vb_q build(struct vb_qbuild *b, const struct vb_node *node,
		  struct mode mode)
{
	switch (node->kind) {
	case VB_NODE_WORD:
		return word(b, node, mode);
	case VB_NODE_PREFIX:
		return vb_q_prefix(b, node);
	case VB_NODE_PHRASE:
		return phrase(b, node);
	case VB_NODE_AND:
		return group(b, node, VB_XAPIAN_AND, mode);
	case VB_NODE_OR:
		return group(b, node, VB_XAPIAN_OR, mode);
	case VB_NODE_SOME:
		return some(b, node, mode);
	case VB_NODE_NOT:
		return negation(b, node, mode);
	case VB_NODE_FIELD:
		return vb_q_scale(b, vb_q_field(b, node->field, node->value),
				  0);
	case VB_NODE_ALL:
		return vb_q_all(b);
	}
	return NULL;
}

/*
 * Any word typed with marks: then "with any marks" is another question. Not
 * of a phrase: that needs its marks.
 */
static bool has_marked(const struct vb_node *node)
{
	if (node->kind == VB_NODE_PHRASE)
		return false;
	if (node->kind == VB_NODE_WORD && node->marked)
		return true;
	for (size_t i = 0; i < node->n_children; i++)
		if (has_marked(node->children[i]))
			return true;
	return false;
}

static bool has_or(const struct vb_node *node)
{
	if (node->kind == VB_NODE_OR)
		return true;
	for (size_t i = 0; i < node->n_children; i++)
		if (has_or(node->children[i]))
			return true;
	return false;
}

/* The stretch of plain words that may hold a document number, or NULL. */
static const struct vb_node *plain_words(const struct vb_node *node)
{
	if (node->kind == VB_NODE_SOME || node->kind == VB_NODE_WORD)
		return node;
	if (node->kind == VB_NODE_NOT)
		return plain_words(node->children[0]);
	if (node->kind != VB_NODE_AND)
		return NULL;
	for (size_t i = 0; i < node->n_children; i++) {
		const struct vb_node *found = plain_words(node->children[i]);

		if (found)
			return found;
	}
	return NULL;
}

/* Only what a step may find, with the weights that rank it. */
static vb_q filtered(struct vb_qbuild *b, vb_q q, vb_q filter)
{
	if (!q || !filter)
		return q;
	return vb_q_two(b, VB_XAPIAN_FILTER, q, filter);
}

static void add_step(struct vb_plan *plan, struct vb_step step, vb_q filter)
{
	step.query = filtered(&plan->build, step.query, filter);
	if (step.query && plan->n_steps < VB_PLAN_STEPS)
		plan->steps[plan->n_steps++] = step;
}

/* Documents that bear or cite the number; the words only order them. */
static void add_number_steps(struct vb_plan *plan, const struct vb_node *root,
			     vb_q filter)
{
	static const char *const names[] = { "number", "cited" };
	const struct vb_node *plain = plain_words(root);
	struct mode any = { .any = true, .any_marks = true };
	struct vb_qbuild *b = &plan->build;
	struct vb_number n;
	struct vb_str typed;
	bool partial = false;
	vb_q words;

	if (!plain || !vb_number_find_loose(&n, &partial, plain->text, 0))
		return;
	typed = vb_str_sub(plain->text, n.from, n.to);
	words = build(b, root, any);
	for (int cited = 0; cited < 2; cited++) {
		int use = (cited ? VB_NUMBER_CITED : 0) |
			  (partial ? VB_NUMBER_PARTIAL : 0);
		vb_q bearing =
			vb_q_number(b, &n, typed, (enum vb_number_use)use);
		struct vb_step step = { .name = names[cited] };

		step.query = vb_q_two(b, VB_XAPIAN_AND_MAYBE, bearing, words);
		add_step(plan, step, filter);
	}
}

static void add_words(struct vb_plan *plan, const struct vb_node *root,
		      struct vb_step step, vb_q filter)
{
	struct mode mode = { step.any, step.any_marks };

	step.query = build(&plan->build, root, mode);
	add_step(plan, step, filter);
}

static void add_word_steps(struct vb_plan *plan, const struct vb_query *query,
			   enum vb_match match, vb_q filter)
{
	static const struct vb_step strict = { .name = "all" };
	static const struct vb_step marks = { .name = "marks",
					      .any_marks = true };
	static const struct vb_step relaxed = { .name = "some",
						.any = true,
						.any_marks = true,
						.if_few = true,
						.relaxed = true };
	static const struct vb_step any = { .name = "some", .any = true };
	static const struct vb_step any_marks = {
		.name = "marks", .any = true, .any_marks = true, .if_few = true
	};
	const struct vb_node *root = query->root;
	bool all = match == VB_MATCH_ALL ||
		   (match == VB_MATCH_AUTO && query->n_words <= VB_PLAN_WORDS);

	add_words(plan, root, all ? strict : any, filter);
	if (has_marked(root))
		add_words(plan, root, all ? marks : any_marks, filter);
	if (all && match == VB_MATCH_AUTO && query->n_words > 1)
		add_words(plan, root, relaxed, filter);
}

static void add_seek(struct vb_plan *plan, const struct vb_node *node)
{
	if (plan->n_seeks == VB_SNIPPET_WORDS)
		return;
	for (size_t i = 0; i < plan->n_seeks; i++)
		if (vb_str_eq(plan->seeks[i].key, node->key))
			return;
	plan->seeks[plan->n_seeks++] =
		(struct vb_seek){ node->key, node->fold, node->marked,
				  node->kind == VB_NODE_PREFIX };
}

/* Words to highlight: all but those that must not occur. */
static void collect_seeks(struct vb_plan *plan, const struct vb_node *node)
{
	size_t n = node->kind == VB_NODE_NOT ? 1 : node->n_children;

	if (node->kind == VB_NODE_WORD || node->kind == VB_NODE_PREFIX)
		add_seek(plan, node);
	for (size_t i = 0; i < n; i++)
		collect_seeks(plan, node->children[i]);
}

static const enum vb_query_field filter_fields[VB_FILTER_COUNT] = {
	[VB_FILTER_TYPE] = VB_QF_TYPE,	 [VB_FILTER_ISSUER] = VB_QF_ISSUER,
	[VB_FILTER_PLACE] = VB_QF_PLACE, [VB_FILTER_KIND] = VB_QF_KIND,
	[VB_FILTER_FROM] = VB_QF_FROM,	 [VB_FILTER_TO] = VB_QF_TO,
	[VB_FILTER_TOPIC] = VB_QF_TOPIC, [VB_FILTER_STATUS] = VB_QF_STATUS,
};

/* A date filter must be a date; what else it holds the index decides. */
static vb_status check_filter(enum vb_filter id, struct vb_str value,
			      struct vb_error *err)
{
	struct vb_date date;

	if (id == VB_FILTER_KIND && !vb_str_eq(value, VB_STR("document")) &&
	    !vb_str_eq(value, VB_STR("article")))
		return vb_error_set(err, VB_BAD_INPUT,
				    "kind '%.*s' is neither document nor "
				    "article",
				    VB_STR_ARG(vb_str_sub(value, 0, 80)));
	if ((id == VB_FILTER_FROM || id == VB_FILTER_TO) &&
	    !vb_date_parse(&date, value))
		return vb_error_set(err, VB_BAD_INPUT,
				    "'%.*s' is not a date (YYYY-MM-DD)",
				    VB_STR_ARG(vb_str_sub(value, 0, 80)));
	return VB_OK;
}

static struct vb_str iso_date(char out[VB_DATE_TEXT], struct vb_str value)
{
	struct vb_date date;

	if (!vb_date_parse(&date, value))
		return value;
	vb_date_format(out, &date);
	return vb_str_from(out);
}

static vb_status make_filter(vb_q *out, struct vb_qbuild *b,
			     const struct vb_request *request,
			     struct vb_error *err)
{
	struct vb_qlist list = { 0 };

	for (int i = 0; i < VB_FILTER_COUNT; i++) {
		struct vb_str value = request->filters[i];
		char iso[VB_DATE_TEXT];
		vb_status st;

		if (!value.len)
			continue;
		st = check_filter((enum vb_filter)i, value, err);
		if (st)
			return st;
		if (i == VB_FILTER_FROM || i == VB_FILTER_TO)
			value = iso_date(iso, value);
		vb_qlist_add(b, &list, vb_q_field(b, filter_fields[i], value));
	}
	*out = vb_q_combine(b, VB_XAPIAN_AND, &list);
	return b->status;
}

vb_status vb_plan_make(struct vb_plan *out, const vb_xapian_db *db,
		       const struct vb_query *query,
		       const struct vb_request *request, struct vb_arena *arena,
		       struct vb_error *err)
{
	vb_q filter = NULL;
	vb_status st;

	memset(out, 0, sizeof(*out));
	vb_qbuild_init(&out->build, db, arena, err);
	st = make_filter(&filter, &out->build, request, err);
	if (st)
		return st;
	if (!query->root) {
		if (filter || request->sort != VB_SORT_RELEVANCE)
			add_step(out,
				 (struct vb_step){
					 .name = "all",
					 .query = vb_q_all(&out->build) },
				 filter);
		return out->build.status;
	}
	out->seeks =
		vb_arena_calloc(arena, VB_SNIPPET_WORDS, sizeof(*out->seeks));
	if (!out->seeks)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	collect_seeks(out, query->root);
	if (vb_has_phrase(query->root)) {
		out->verify = query->root;
		out->overlap = has_or(query->root);
	}
	if (!out->verify)
		add_number_steps(out, query->root, filter);
	add_word_steps(out, query, request->match, filter);
	return out->build.status;
}

void vb_plan_clear(struct vb_plan *plan)
{
	vb_qbuild_clear(&plan->build);
	plan->n_steps = 0;
}
