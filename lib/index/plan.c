#include "index/plan.h"

#include <stdlib.h>

#include "doc/date.h"
#include "doc/number.h"
#include "doc/type.h"
#include "index/expand.h"
#include "index/schema.h"
#include "index/verify.h"
#include "query/marks.h"
#include "query/question.h"

#define NUMBER_WORDS 8	/* more beside a number are a title that names it */
#define NUMBER_WEIGHT 8 /* of bearing it there, in units of BM25 */

/* Of other spellings of a word without marks, when the others have theirs. */
#define OTHER_MARKS_WEIGHT 0.1

#define EXCLUDED_ALONE 12 /* take_away: each makes the query one deeper */

#define BIG_TREE 12 /* words: to walk such a tree once takes long */

/* How strictly a tree is turned into a query. */
struct mode {
	bool any;	/* of plain words side by side, any may match */
	bool any_marks; /* a word typed with marks matches without them */
	bool forms;	/* an abbreviation is what it stands for: expand.h */
	bool full;	/* a word without marks has none: query/marks.h */
	bool bare;	/* without what only orders */
	bool inner;	/* not the root of the tree */
};

static vb_q build(struct vb_qbuild *b, const struct vb_node *node,
		  struct mode mode);

static vb_q word(struct vb_qbuild *b, const struct vb_node *node,
		 struct mode mode)
{
	bool exact =
		!mode.any_marks && (node->marked || (mode.full && mode.any));
	vb_q q = exact ? vb_q_term(b, "", node->key) :
			 vb_q_any_marks(b, "", node->fold, node->key);

	/* where any word may match, those with other marks are most: last */
	if (!exact && mode.full && (!node->marked || mode.any))
		q = vb_q_two(b, VB_XAPIAN_OR, vb_q_term(b, "", node->key),
			     vb_q_scale(b, q, OTHER_MARKS_WEIGHT));
	return mode.forms ? vb_q_long_form(b, node, q) : q;
}

/* The words from nodes[0] on that are one thing to find: mostly one, and all
 * of an abbreviation's long form. Returns how many. */
static size_t add_word(struct vb_qbuild *b, struct vb_qlist *list,
		       struct vb_node *const *nodes, size_t n, struct mode mode)
{
	struct vb_short_form form = { 0 };
	struct vb_qlist run = { 0 };

	if (mode.forms)
		vb_q_short_form(&form, b, nodes, n);
	if (!form.n) {
		vb_qlist_add(b, list, word(b, nodes[0], mode));
		return 1;
	}
	for (size_t i = 0; i < form.n; i++)
		vb_qlist_add(b, &run, word(b, nodes[i], mode));
	vb_qlist_add(
		b, list,
		vb_q_two(b, VB_XAPIAN_OR,
			 vb_q_combine(b,
				      mode.any ? VB_XAPIAN_OR : VB_XAPIAN_AND,
				      &run),
			 form.query));
	return form.n;
}

/* Of words that only make a question little is asked. */
#define QUESTION_WEIGHT 0.1

/* The same word or phrase again, as when someone's keyboard repeats it. */
static bool is_repeat(const struct vb_node *a, const struct vb_node *b)
{
	if (a->kind != b->kind || a->n_children != b->n_children)
		return false;
	if (a->kind != VB_NODE_WORD && a->kind != VB_NODE_PREFIX &&
	    a->kind != VB_NODE_PHRASE && a->kind != VB_NODE_SOME)
		return false;
	if (!vb_str_eq(a->key, b->key))
		return false;
	for (size_t i = 0; i < a->n_children; i++)
		if (!vb_str_eq(a->children[i]->key, b->children[i]->key))
			return false;
	return true;
}

/* Is nodes[i], with the one before it for a pair, the same as one before? What
 * is said twice is not twice as much asked for. */
static bool said_before(struct vb_node *const *nodes, size_t i, bool pair)
{
	for (size_t k = pair; k < i; k++)
		if (is_repeat(nodes[k], nodes[i]) &&
		    (!pair || is_repeat(nodes[k - 1], nodes[i - 1])))
			return true;
	return false;
}

/*
 * What more than a tenth of a big index has tells little and costs most: in
 * a long query it is left to the second stage of ranking. In a small index
 * nothing costs much.
 */
#define LONG_QUERY 8
#define COMMON_SHARE 10
#define COMMON_LEAST 5000

static bool is_common(const struct vb_qbuild *b, uint32_t documents)
{
	return documents > COMMON_LEAST &&
	       documents > b->documents / COMMON_SHARE;
}

/* The third least of the frequencies that count, so many at least are asked
 * for. */
static uint32_t third_least(const uint32_t *frequencies, const bool *skip,
			    size_t n)
{
	uint32_t least[3] = { UINT32_MAX, UINT32_MAX, UINT32_MAX };

	for (size_t i = 0; i < n; i++) {
		uint32_t f = frequencies[i];

		for (size_t k = 0; k < 3 && !skip[i]; k++)
			if (f < least[k]) {
				uint32_t greater = least[k];

				least[k] = f;
				f = greater;
			}
	}
	return least[2];
}

/* Which of the words are not asked for: said before, or common. */
static void choose_words(bool *skip, struct vb_qbuild *b,
			 struct vb_node *const *words, size_t n,
			 struct mode mode)
{
	uint32_t frequencies[VB_QUERY_WORDS] = { 0 }, keep;

	for (size_t i = 0; i < n; i++) {
		bool exact = !mode.any_marks && (words[i]->marked || mode.full);

		skip[i] = said_before(words, i, false);
		if (!skip[i] && n >= LONG_QUERY)
			frequencies[i] = vb_q_frequency(b, words[i], !exact);
	}
	keep = third_least(frequencies, skip, n);
	for (size_t i = 0; i < n; i++)
		skip[i] |=
			frequencies[i] > keep && is_common(b, frequencies[i]);
}

/*
 * Of a query of which any word may match: each word and each two neighbours.
 */
static vb_q any_of(struct vb_qbuild *b, const struct vb_node *node,
		   struct mode mode)
{
	struct vb_node *const *c = node->children;
	bool question[VB_QUERY_WORDS] = { false };
	bool skip[VB_QUERY_WORDS] = { false };
	size_t n = node->n_children < VB_QUERY_WORDS ? node->n_children :
						       VB_QUERY_WORDS;
	struct vb_qlist list = { 0 };

	vb_question_words(question, c, n);
	choose_words(skip, b, c, n, mode);
	for (size_t i = 0, taken; i < n; i += taken) {
		size_t at = list.n;

		taken = 1;
		if (skip[i])
			continue;
		taken = add_word(b, &list, c + i, n - i, mode);
		if (question[i] && list.n > at)
			list.items[at] =
				vb_q_scale(b, list.items[at], QUESTION_WEIGHT);
	}
	for (size_t i = 1; i < n; i++) {
		vb_q pair = said_before(c, i, true) ?
				    NULL :
				    vb_q_pair(b, c[i - 1]->fold, c[i]->fold);

		if (question[i] || question[i - 1])
			pair = vb_q_scale(b, pair, QUESTION_WEIGHT);
		vb_qlist_add(b, &list, pair);
	}
	return vb_q_any(b, &list);
}

/* Words side by side: neighbours that stand so in the text count more. */
static vb_q some(struct vb_qbuild *b, const struct vb_node *node,
		 struct mode mode)
{
	struct vb_qlist words = { 0 }, pairs = { 0 };

	if (mode.any)
		return any_of(b, node, mode);
	for (size_t i = 0; i < node->n_children;)
		i += add_word(b, &words, node->children + i,
			      node->n_children - i, mode);
	if (mode.bare)
		return vb_q_combine(b, VB_XAPIAN_AND, &words);
	for (size_t i = 1; i < node->n_children; i++)
		vb_qlist_add(b, &pairs,
			     vb_q_pair(b, node->children[i - 1]->fold,
				       node->children[i]->fold));
	return vb_q_sum(b, &words, &pairs);
}

/*
 * Its words as typed and its pairs; that they stand in order the text must
 * tell. One word in quotes is that spelling alone.
 */
vb_q vb_plan_phrase(struct vb_qbuild *b, const struct vb_node *node)
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

/*
 * A part that may be walked through for long before a match is found, with a
 * look at the limit at each of its documents. Of ANDs within each other Xapian
 * makes one, and asks the limit last: only behind an AND_NOT, here of a word
 * that nobody can write, it is asked for itself.
 */
static vb_q looked_at(struct vb_qbuild *b, vb_q q)
{
	if (!b->limit || !q)
		return q;
	return vb_q_two(b, VB_XAPIAN_AND_NOT,
			vb_q_limit(b, q, b->limit, b->ended),
			vb_q_term(b, "", VB_STR("\x01")));
}

static vb_q group(struct vb_qbuild *b, const struct vb_node *node,
		  enum vb_xapian_op op, struct mode mode)
{
	struct vb_qlist list = { 0 };

	mode.inner = true;
	for (size_t i = 0; i < node->n_children; i++) {
		vb_q part;

		if (said_before(node->children, i, false))
			continue;
		part = build(b, node->children[i], mode);
		vb_qlist_add(b, &list,
			     op == VB_XAPIAN_AND ? looked_at(b, part) : part);
	}
	return op == VB_XAPIAN_OR ? vb_q_any(b, &list) :
				    vb_q_combine(b, op, &list);
}

/* Something excluded, and how many documents hold its word. */
struct exclusion {
	vb_q query;
	uint32_t holders;
};

struct exclusions {
	struct exclusion *items;
	size_t n, alone; /* of them at most so many by themselves */
};

static int by_holders(const void *a, const void *b)
{
	uint32_t x = ((const struct exclusion *)a)->holders;
	uint32_t y = ((const struct exclusion *)b)->holders;

	return (x < y) - (x > y);
}

static void add_exclusion(struct vb_qbuild *b, struct exclusions *list,
			  const struct vb_node *node)
{
	struct mode exact = { .inner = true };
	const struct vb_node *word = node;
	vb_q query;

	if (vb_has_phrase(node))
		return;
	if (node->kind == VB_NODE_SOME && node->n_children == 1)
		word = node->children[0];
	query = build(b, node, exact);
	if (query)
		list->items[list->n++] =
			(struct exclusion){ query,
					    word->kind == VB_NODE_WORD ?
						    vb_q_holders(b, word->key) :
						    0 };
}

/*
 * Each of the commonest is taken away by itself, the rest at once: what the
 * first leaves is little, and nothing else need be looked up but for that.
 * One OR of them all is merged for every document that there is.
 */
static vb_q take_away(struct vb_qbuild *b, vb_q keep,
		      const struct exclusions *list)
{
	struct vb_qlist rest = { 0 };
	size_t i;

	if (!keep || !list->n)
		return keep;
	qsort(list->items, list->n, sizeof(*list->items), by_holders);
	for (i = 0; i < list->n && i < list->alone; i++)
		keep = vb_q_two(b, VB_XAPIAN_AND_NOT, keep,
				list->items[i].query);
	for (; i < list->n; i++)
		vb_qlist_add(b, &rest, list->items[i].query);
	if (!rest.n)
		return keep;
	return vb_q_two(b, VB_XAPIAN_AND_NOT, keep,
			vb_q_combine(b, VB_XAPIAN_OR, &rest));
}

/*
 * Exclude what the index knows. A phrase of two words or more is only known
 * from the text: what must not hold one is left to verification.
 */
static vb_q negation(struct vb_qbuild *b, const struct vb_node *node,
		     struct mode mode)
{
	struct exclusions list = { .alone = mode.inner ? 0 : EXCLUDED_ALONE };
	const struct vb_node *not = node->children[1];
	vb_q keep;

	mode.inner = true;
	keep = looked_at(b, build(b, node->children[0], mode));
	list.items = vb_arena_calloc(b->arena, not ->n_children + 1,
				     sizeof(*list.items));
	if (!list.items)
		return vb_q_no_memory(b);
	if (not ->kind != VB_NODE_OR)
		add_exclusion(b, &list, not );
	else
		for (size_t i = 0; i < not ->n_children; i++)
			if (!said_before(not ->children, i, false))
				add_exclusion(b, &list, not ->children[i]);
	return take_away(b, keep, &list);
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
		return vb_plan_phrase(b, node);
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
 * of a phrase, which needs its marks, nor of what is excluded, as typed.
 */
static bool has_marked(const struct vb_node *node)
{
	if (node->kind == VB_NODE_PHRASE)
		return false;
	if (node->kind == VB_NODE_WORD && node->marked)
		return true;
	for (size_t i = 0; i < vb_node_wanted(node); i++)
		if (has_marked(node->children[i]))
			return true;
	return false;
}

/* Plain words side by side: then "any of them" is another question. */
static bool has_neighbours(const struct vb_node *node)
{
	if (node->kind == VB_NODE_SOME && node->n_children > 1)
		return true;
	for (size_t i = 0; i < vb_node_wanted(node); i++)
		if (has_neighbours(node->children[i]))
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

static void add_step(struct vb_plan *plan, struct vb_step step)
{
	step.open = step.query;
	step.query = filtered(&plan->build, step.query, plan->filter);
	if (step.query && plan->n_steps < VB_PLAN_STEPS)
		plan->steps[plan->n_steps++] = step;
}

/* How many words the query has beside those of the number, `typed`. */
static size_t words_beside(const struct vb_node *node, struct vb_str typed)
{
	size_t n = node->kind == VB_NODE_WORD &&
		   (node->text.ptr < typed.ptr ||
		    node->text.ptr >= typed.ptr + typed.len);

	for (size_t i = 0; i < node->n_children; i++)
		n += words_beside(node->children[i], typed);
	return n;
}

/*
 * With what makes a document weigh more. Of words of which any may match, what
 * a title has is one more: in an OR Xapian need not look at each document.
 */
static vb_q preferred(struct vb_plan *plan, vb_q q, const struct vb_node *root,
		      bool any)
{
	struct vb_qbuild *b = &plan->build;

	if (any && root->kind == VB_NODE_SOME)
		q = vb_q_either(b, q, plan->title);
	else
		q = vb_q_maybe(b, q, plan->title);
	return vb_q_maybe(b, q, plan->prefer);
}

/*
 * Documents that bear or cite the number; the words only order them. With
 * many words beside it, as in the title of what amends it, they order bearing
 * and citing documents together.
 */
static void add_number_steps(struct vb_plan *plan, const struct vb_node *root)
{
	static const char *const names[] = { "number", "cited" };
	const struct vb_node *plain = plain_words(root);
	struct mode any = { .any = true, .any_marks = true, .forms = true };
	struct vb_qbuild *b = &plan->build;
	struct vb_number n;
	struct vb_str typed;
	bool partial = false;
	vb_q words, found[2];
	size_t beside;

	if (!plain || !vb_number_find_loose(&n, &partial, plain->text, 0))
		return;
	typed = vb_str_sub(plain->text, n.from, n.to);
	beside = words_beside(root, typed);
	/* "… và Đề án 06" at the end of a title: vb_prefer weighs it */
	if (partial && beside > VB_PLAN_WORDS)
		return;
	words = preferred(plan, build(b, root, any), root, true);
	for (int cited = 0; cited < 2; cited++) {
		int use = (cited ? VB_NUMBER_CITED : 0) |
			  (partial ? VB_NUMBER_PARTIAL : 0);

		found[cited] =
			vb_q_number(b, &n, typed, (enum vb_number_use)use);
		plan->numbers =
			vb_q_two(b, VB_XAPIAN_OR, plan->numbers, found[cited]);
	}
	if (beside > NUMBER_WORDS) {
		found[0] = vb_q_two(b, VB_XAPIAN_OR,
				    vb_q_constant(b, found[0], NUMBER_WEIGHT),
				    vb_q_scale(b, found[1], 0));
		found[1] = NULL;
	}
	for (int cited = 0; cited < 2; cited++) {
		struct vb_step step = { .name = names[cited] };

		step.query = vb_q_maybe(b, found[cited], words);
		add_step(plan, step);
	}
}

/* What a step of words finds, whatever the filters. */
static vb_q words_of(struct vb_plan *plan, const struct vb_step *step)
{
	struct mode mode = { step->any, step->any_marks, .forms = true,
			     .full = vb_query_typed_in_full(plan->root) };

	return preferred(plan, build(&plan->build, plan->root, mode),
			 plan->root, step->any);
}

/* The first step of words is always due; of those behind it most never are. */
static void add_words(struct vb_plan *plan, struct vb_step step, bool first)
{
	step.waits = plan->patient && !first;
	if (step.waits) {
		plan->steps[plan->n_steps++] = step;
		return;
	}
	step.query = words_of(plan, &step);
	add_step(plan, step);
}

vb_status vb_plan_due(struct vb_plan *plan, struct vb_step *step)
{
	if (step->waits) {
		step->open = words_of(plan, step);
		step->query = filtered(&plan->build, step->open, plan->filter);
		step->waits = false;
	}
	return plan->build.status;
}

static void add_word_steps(struct vb_plan *plan, const struct vb_query *query,
			   enum vb_match match)
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

	plan->all = all;
	add_words(plan, all ? strict : any, true);
	if (has_marked(root))
		add_words(plan, all ? marks : any_marks, false);
	if (all && match == VB_MATCH_AUTO && has_neighbours(root))
		add_words(plan, relaxed, false);
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

static vb_status make_filter(struct vb_plan *plan,
			     const struct vb_request *request,
			     struct vb_error *err)
{
	struct vb_qbuild *b = &plan->build;
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
		plan->filters[i] = vb_q_field(b, filter_fields[i], value);
		vb_qlist_add(b, &list, plan->filters[i]);
	}
	plan->filter = vb_q_combine(b, VB_XAPIAN_AND, &list);
	return b->status;
}

vb_status vb_plan_make(struct vb_plan *out, const vb_xapian_db *db,
		       const struct vb_query *query,
		       const struct vb_request *request, struct vb_arena *arena,
		       struct vb_error *err)
{
	struct vb_plan in = *out;
	bool big = query->n_words > BIG_TREE;
	vb_status st;

	memset(out, 0, sizeof(*out));
	vb_qbuild_init(&out->build, db, arena, err);
	out->few = out->build.few = in.few;
	out->build.limit = big ? in.limit : NULL;
	out->build.ended = in.ended;
	out->build.written = in.written;
	st = make_filter(out, request, err);
	if (st)
		return st;
	out->root = query->root;
	if (!query->root) {
		if (out->filter || request->sort != VB_SORT_RELEVANCE)
			add_step(out, (struct vb_step){
					      .name = "all",
					      .query = vb_q_all(&out->build) });
		return out->build.status;
	}
	st = vb_seeks_of(&out->seeks, arena, query->root, err);
	if (st)
		return st;
	if (vb_has_phrase(query->root)) {
		out->verify = query->root;
		out->overlap = has_or(query->root);
	}
	st = vb_query_understand(&out->understood, arena, query, err);
	if (st)
		return st;
	out->prefer = vb_prefer(&out->build, &out->understood);
	out->title = vb_prefer_title(&out->build, query, &out->understood);
	if (!out->verify)
		add_number_steps(out, query->root);
	/* those who count or sort ask for all steps at once */
	out->patient = !out->verify && !request->facets &&
		       request->sort == VB_SORT_RELEVANCE;
	add_word_steps(out, query, request->match);
	return out->build.status;
}

void vb_plan_clear(struct vb_plan *plan)
{
	vb_qbuild_clear(&plan->build);
	plan->n_steps = 0;
}

vb_q vb_plan_within(struct vb_plan *plan, vb_q q, unsigned without)
{
	struct vb_qlist list = { 0 };

	for (int i = 0; i < VB_FILTER_COUNT; i++)
		if (!(without >> i & 1))
			vb_qlist_add(&plan->build, &list, plan->filters[i]);
	return filtered(&plan->build, q,
			vb_q_combine(&plan->build, VB_XAPIAN_AND, &list));
}

/* With other marks is what was typed, too, where its marks matter at all. */
vb_q vb_plan_strict(struct vb_plan *plan)
{
	struct vb_qbuild *b = &plan->build;
	struct mode mode = { .forms = true, .bare = true };
	vb_q words = NULL;

	if (!plan->root)
		return vb_q_all(b);
	if (plan->all) {
		mode.any_marks = has_marked(plan->root);
		mode.full = vb_query_typed_in_full(plan->root);
		words = build(b, plan->root, mode);
	}
	for (size_t i = 0; i < plan->n_steps && !plan->all; i++)
		if (plan->steps[i].any && !plan->steps[i].if_few)
			words = vb_q_two(b, VB_XAPIAN_OR, words,
					 plan->steps[i].open);
	return vb_q_two(b, VB_XAPIAN_OR, plan->numbers, words);
}
