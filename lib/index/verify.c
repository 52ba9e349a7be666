#include "index/verify.h"

#include "index/initial.h"
#include "text/token.h"

#define NO VB_VERIFY_NO
#define UNKNOWN VB_VERIFY_UNSURE
#define YES VB_VERIFY_YES

#define ROW_WORDS 64 /* of a phrase, at most */

/* Is the last letter of a key y, with any tone? */
static bool ends_in_y(struct vb_str key)
{
	static const char *const letters[] = { "y", "ý", "ỳ", "ỷ", "ỹ", "ỵ" };

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		struct vb_str y = vb_str_from(letters[i]);

		if (key.len >= y.len &&
		    !memcmp(key.ptr + key.len - y.len, y.ptr, y.len))
			return true;
	}
	return false;
}

/*
 * The fold of a word or that of its key, where i and y are one: "kì" is kỳ,
 * "ki" is "ky".
 */
static bool same_fold(const struct vb_node *word, const struct vb_token *token)
{
	struct vb_str a = word->fold, b = token->fold;
	size_t last = a.len - 1;

	if (a.len != b.len || !a.len || memcmp(a.ptr, b.ptr, last) != 0)
		return false;
	if (a.ptr[last] == b.ptr[last])
		return true;
	return (a.ptr[last] == 'i' || a.ptr[last] == 'y') &&
	       (b.ptr[last] == 'i' || b.ptr[last] == 'y') &&
	       ends_in_y(word->key) && ends_in_y(token->key);
}

static bool same(const struct vb_node *word, const struct vb_token *token)
{
	if (word->kind == VB_NODE_PREFIX)
		return word->marked ? vb_str_starts(token->key, word->key) :
				      vb_str_starts(token->fold, word->fold);
	return word->marked ? vb_str_eq(token->key, word->key) :
			      same_fold(word, token);
}

/* Bit i: the last i + 1 tokens, this one last, match the first i + 1 words. */
static uint64_t step(uint64_t state, struct vb_node *const *words, size_t n,
		     const struct vb_token *token)
{
	uint64_t match = 0, open = state << 1 | 1;

	for (size_t i = 0; i < n; i++)
		if ((open >> i & 1) && same(words[i], token))
			match |= (uint64_t)1 << i;
	return match;
}

/*
 * Words in a row: one pass whatever the phrase repeats. Where none is begun
 * only a word that may be the first is cut.
 */
static bool has_row(struct vb_str text, struct vb_node *const *words, size_t n)
{
	struct vb_initials first = { 0 };
	struct vb_token token;
	uint64_t state = 0;
	vb_tokenizer t;

	vb_initials_add(&first, words[0]->fold);
	vb_tokenizer_init(&t, text);
	while (state ||
	       (t.at = vb_initials_next(&first, text, t.at)) < text.len) {
		if (!vb_tokenizer_next(&t, &token))
			return false;
		state = step(state, words, n, &token);
		if (state >> (n - 1) & 1)
			return true;
	}
	return false;
}

static enum vb_verdict occurs(const struct vb_candidate *c,
			      struct vb_node *const *words, size_t n)
{
	if (!n || n > ROW_WORDS || c->unread)
		return UNKNOWN;
	if (has_row(c->text, words, n) || has_row(c->title, words, n))
		return YES;
	return c->cut ? UNKNOWN : NO;
}

/* The words of a title's value, as the nodes of a phrase. */
struct row {
	struct vb_node words[ROW_WORDS], *refs[ROW_WORDS];
	size_t n;
	char bytes[VB_QUERY_VALUE * 4];
	size_t used;
};

static struct vb_str keep(struct row *row, struct vb_str s)
{
	char *at = row->bytes + row->used;

	if (row->used + s.len > sizeof(row->bytes))
		return VB_STR_EMPTY;
	memcpy(at, s.ptr, s.len);
	row->used += s.len;
	return vb_str_of(at, s.len);
}

static void read_row(struct row *row, struct vb_str value)
{
	struct vb_token token;
	vb_tokenizer t;

	row->n = row->used = 0;
	vb_tokenizer_init(&t, value);
	while (row->n < ROW_WORDS && vb_tokenizer_next(&t, &token)) {
		struct vb_node *word = &row->words[row->n];

		*word = (struct vb_node){
			.kind = VB_NODE_WORD,
			.key = keep(row, token.key),
			.fold = keep(row, token.fold),
			.marked = token.flags & VB_TOKEN_MARKED,
		};
		row->refs[row->n++] = word;
	}
}

static enum vb_verdict in_title(const struct vb_candidate *c,
				struct vb_str value)
{
	struct row row;

	if (c->unread)
		return UNKNOWN;
	read_row(&row, value);
	return row.n && has_row(c->title, row.refs, row.n) ? YES : NO;
}

static bool is_title_phrase(const struct vb_node *node)
{
	struct vb_token token;
	vb_tokenizer t;
	int n = 0;

	if (node->kind != VB_NODE_FIELD || node->field != VB_QF_TITLE)
		return false;
	vb_tokenizer_init(&t, node->value);
	while (n < 2 && vb_tokenizer_next(&t, &token))
		n++;
	return n == 2;
}

/* One word, as loosely as the candidate was asked for. */
static enum vb_verdict word_occurs(const struct vb_candidate *c,
				   const struct vb_node *word)
{
	struct vb_node copy = *word, *self = &copy;

	copy.marked = word->marked && !c->any_marks;
	return occurs(c, &self, 1);
}

static enum vb_verdict words_occur(const struct vb_candidate *c,
				   const struct vb_node *some)
{
	enum vb_verdict worst = YES, best = NO;

	for (size_t i = 0; i < some->n_children; i++) {
		enum vb_verdict a = word_occurs(c, some->children[i]);

		worst = a < worst ? a : worst;
		best = a > best ? a : best;
	}
	return c->any ? best : worst;
}

bool vb_has_phrase(const struct vb_node *node)
{
	if (node->kind == VB_NODE_PHRASE)
		return node->n_children > 1;
	if (is_title_phrase(node))
		return true;
	for (size_t i = 0; i < node->n_children; i++)
		if (vb_has_phrase(node->children[i]))
			return true;
	return false;
}

static enum vb_verdict holds(const struct vb_candidate *c,
			     const struct vb_node *node, bool needed);

/* The least of the children's answers for AND, the greatest for OR. */
static enum vb_verdict group(const struct vb_candidate *c,
			     const struct vb_node *node, bool needed)
{
	bool and = node->kind == VB_NODE_AND;
	enum vb_verdict result = and? YES : NO;

	for (size_t i = 0; i < node->n_children; i++) {
		enum vb_verdict a = holds(c, node->children[i], needed && and);

		if (and? a < result : a > result)
			result = a;
		if (result == (and? NO : YES))
			break;
	}
	return result;
}

/* What of `not`, or of several things that it is, the index did not leave out
 * already: that needs a phrase. */
static enum vb_verdict excluded(const struct vb_candidate *c,
				const struct vb_node * not, bool needed)
{
	enum vb_verdict result = NO;

	if (!needed || not ->kind != VB_NODE_OR)
		return holds(c, not, false);
	for (size_t i = 0; i < not ->n_children && result != YES; i++) {
		enum vb_verdict a = NO;

		if (vb_has_phrase(not ->children[i]))
			a = holds(c, not ->children[i], false);
		result = a > result ? a : result;
	}
	return result;
}

static enum vb_verdict negation(const struct vb_candidate *c,
				const struct vb_node *node, bool needed)
{
	struct vb_candidate strict = *c;
	enum vb_verdict keep = holds(c, node->children[0], needed);
	enum vb_verdict drop;

	strict.any = strict.any_marks = false;
	if (keep == NO || (needed && !vb_has_phrase(node->children[1])))
		return keep;
	drop = excluded(&strict, node->children[1], needed);
	if (drop == UNKNOWN)
		return UNKNOWN;
	return drop == YES ? NO : keep;
}

/* `needed`: every match must have it, so the index has decided it. */
static enum vb_verdict holds(const struct vb_candidate *c,
			     const struct vb_node *node, bool needed)
{
	if (needed && !vb_has_phrase(node))
		return YES;
	switch (node->kind) {
	case VB_NODE_WORD:
	case VB_NODE_PREFIX:
		return word_occurs(c, node);
	case VB_NODE_PHRASE:
		if (vb_absent_from(c->absent, node, c->docid))
			return NO;
		return occurs(c, node->children, node->n_children);
	case VB_NODE_SOME:
		return words_occur(c, node);
	case VB_NODE_NOT:
		return negation(c, node, needed);
	case VB_NODE_AND:
	case VB_NODE_OR:
		return group(c, node, needed);
	case VB_NODE_FIELD:
		return node->field == VB_QF_TITLE ? in_title(c, node->value) :
						    UNKNOWN;
	case VB_NODE_ALL:
		return YES;
	}
	return UNKNOWN;
}

enum vb_verdict vb_verify(const struct vb_node *root,
			  const struct vb_candidate *c)
{
	return holds(c, root, true);
}
