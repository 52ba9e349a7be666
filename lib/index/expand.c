#include "index/expand.h"

#include "text/abbrev.h"
#include "text/token.h"

#define FORM_LETTERS 3 /* shorter ones are other words, too */
#define PHRASE_WORDS 16

/* Does the form mean one thing, and is it one word? */
static bool is_sure(const struct vb_abbrev *row)
{
	return !row->ambiguous && !*row->context &&
	       row->where != VB_ABBREV_WORD && !strpbrk(row->form, " -&/.") &&
	       strlen(row->fold) >= FORM_LETTERS;
}

static const struct vb_abbrev *row_of(struct vb_str form)
{
	struct vb_abbrevs found;

	if (!vb_abbrev_find(&found, form) || found.n != 1 ||
	    !is_sure(found.rows[0]))
		return NULL;
	return found.rows[0];
}

struct vb_str vb_long_form(struct vb_str form)
{
	const struct vb_abbrev *row = NULL;

	if (form.len >= FORM_LETTERS)
		row = row_of(form);
	return row ? vb_str_from(row->phrase) : VB_STR_EMPTY;
}

/* Documents with the words of `phrase` side by side, as far as pairs tell. */
static vb_q side_by_side(struct vb_qbuild *b, struct vb_str phrase)
{
	struct vb_qlist pairs = { 0 };
	char before[VB_TOKEN_BYTES];
	struct vb_token token;
	vb_tokenizer t;
	size_t len = 0;

	vb_tokenizer_init(&t, phrase);
	while (vb_tokenizer_next(&t, &token) && pairs.n < PHRASE_WORDS) {
		if (len)
			vb_qlist_add(b, &pairs,
				     vb_q_pair(b, vb_str_of(before, len),
					       token.fold));
		len = token.fold.len < sizeof(before) ? token.fold.len :
							sizeof(before);
		memcpy(before, token.fold.ptr, len);
	}
	if (!pairs.n)
		return NULL;
	return vb_q_scale(b, vb_q_combine(b, VB_XAPIAN_AND, &pairs),
			  1.0 / (double)pairs.n);
}

vb_q vb_q_long_form(struct vb_qbuild *b, const struct vb_node *node, vb_q typed)
{
	const struct vb_abbrev *row = NULL;

	if (typed && node->fold.len >= FORM_LETTERS)
		row = row_of(node->text);
	if (!row)
		return typed;
	return vb_q_two(b, VB_XAPIAN_OR, typed,
			side_by_side(b, vb_str_from(row->phrase)));
}

vb_q vb_q_long_words(struct vb_qbuild *b, const char *prefix,
		     const struct vb_node *node, vb_q typed)
{
	const struct vb_abbrev *row = NULL;
	struct vb_qlist words = { 0 };
	struct vb_token token;
	vb_tokenizer t;

	if (typed && node->fold.len >= FORM_LETTERS)
		row = row_of(node->text);
	if (!row)
		return typed;
	vb_tokenizer_init(&t, vb_str_from(row->phrase));
	while (vb_tokenizer_next(&t, &token) && words.n < PHRASE_WORDS)
		vb_qlist_add(b, &words, vb_q_term(b, prefix, token.key));
	return vb_q_two(b, VB_XAPIAN_OR, typed,
			vb_q_combine(b, VB_XAPIAN_AND, &words));
}

/* Do the words begin with those of the row's phrase? Their count, or 0. A
 * word with marks has those of the phrase; "và" may stand anywhere. */
static size_t spelled_out(const struct vb_abbrev *row,
			  struct vb_node *const *nodes, size_t n)
{
	struct vb_str key = vb_str_from(row->key);
	struct vb_str plain = vb_str_from(row->plain);
	size_t i = 0;

	while (plain.len) {
		size_t cut = vb_str_find(plain, VB_STR(" "), 0);
		size_t key_cut = vb_str_find(key, VB_STR(" "), 0);

		if (i && i < n && vb_str_eq(nodes[i]->fold, VB_STR("va")))
			i++;
		if (i == n || nodes[i]->kind != VB_NODE_WORD ||
		    !vb_str_eq(nodes[i]->fold, vb_str_sub(plain, 0, cut)) ||
		    (nodes[i]->marked &&
		     !vb_str_eq(nodes[i]->key, vb_str_sub(key, 0, key_cut))))
			return 0;
		i++;
		plain = cut == VB_NPOS ? VB_STR_EMPTY :
					 vb_str_skip(plain, cut + 1);
		key = key_cut == VB_NPOS ? VB_STR_EMPTY :
					   vb_str_skip(key, key_cut + 1);
	}
	return i;
}

/* The row whose phrase the words from nodes[0] on are, the longest. */
static const struct vb_abbrev *
longest_of(size_t *taken, struct vb_node *const *nodes, size_t n)
{
	const struct vb_abbrev *best = NULL;

	*taken = 0;
	for (size_t i = 0; i < vb_abbrev_count() && n > 1; i++) {
		const struct vb_abbrev *row = vb_abbrev_at(i);
		size_t words;

		/* a cheap look at the first letter, for most */
		if (row->plain[0] != *nodes[0]->fold.ptr || !is_sure(row))
			continue;
		words = spelled_out(row, nodes, n);
		if (words > *taken) {
			*taken = words;
			best = row;
		}
	}
	return best;
}

void vb_q_short_form(struct vb_short_form *out, struct vb_qbuild *b,
		     struct vb_node *const *nodes, size_t n)
{
	const struct vb_abbrev *best;

	*out = (struct vb_short_form){ 0 };
	best = longest_of(&out->n, nodes, n);
	if (!best)
		return;
	out->query = vb_q_any_marks(b, "", vb_str_from(best->fold),
				    vb_str_from(best->bare));
}

void vb_expand_words(vb_expand_fn *fn, void *ctx, struct vb_node *const *nodes,
		     size_t n)
{
	const struct vb_abbrev *row = NULL;
	struct vb_token token;
	bool first = true;
	vb_tokenizer t;
	size_t taken;

	if (nodes[0]->fold.len >= FORM_LETTERS)
		row = row_of(nodes[0]->text);
	if (row) {
		vb_tokenizer_init(&t, vb_str_from(row->phrase));
		for (; vb_tokenizer_next(&t, &token); first = false)
			fn(ctx, token.key, token.fold, first);
	}
	row = nodes[0]->fold.len ? longest_of(&taken, nodes, n) : NULL;
	if (row)
		fn(ctx, vb_str_from(row->bare), vb_str_from(row->fold), true);
}
