#include "query/raw.h"

#include <stdlib.h>

#include "query/lex.h"
#include "text/keys.h"

/* The free words in the order of the text. */
struct words {
	const struct vb_node *nodes[VB_QUERY_WORDS];
	size_t n;
};

static void collect(struct words *words, const struct vb_node *node)
{
	size_t i;

	if (!node || node->kind == VB_NODE_PHRASE)
		return;
	if ((node->kind == VB_NODE_WORD || node->kind == VB_NODE_PREFIX) &&
	    words->n < VB_QUERY_WORDS)
		words->nodes[words->n++] = node;
	for (i = 0; i < node->n_children; i++)
		collect(words, node->children[i]);
}

static int by_place(const void *a, const void *b)
{
	const char *x = (*(const struct vb_node *const *)a)->text.ptr;
	const char *y = (*(const struct vb_node *const *)b)->text.ptr;

	return (x > y) - (x < y);
}

static bool ends_run(struct vb_str text, size_t at)
{
	return strchr(" \t\n()", text.ptr[at]) || vb_lex_quote(text, at);
}

/* Does the word at text.ptr[at] stand in a URL or an e-mail address? */
static bool in_address(struct vb_str text, size_t at)
{
	size_t start = at, end = at;
	struct vb_str run;

	while (start && !ends_run(text, start - 1))
		start--;
	while (end < text.len && !ends_run(text, end))
		end++;
	run = vb_str_sub(text, start, end);
	return vb_str_find(run, VB_STR("@"), 0) != VB_NPOS ||
	       vb_str_find(run, VB_STR("://"), 0) != VB_NPOS ||
	       vb_str_find(run, VB_STR("www."), 0) != VB_NPOS;
}

/*
 * Copy text[from..to). In the run of a decoded word a colon becomes a comma,
 * which separates as well: "khoas:16" must not turn into a filter.
 */
static vb_status copy(struct vb_buf *out, struct vb_str text, size_t from,
		      size_t to, bool *decoded_run)
{
	vb_status st = VB_OK;
	size_t i;

	for (i = from; i < to && !st; i++) {
		*decoded_run = *decoded_run && !ends_run(text, i);
		st = vb_buf_append_char(
			out,
			*decoded_run && text.ptr[i] == ':' ? ',' : text.ptr[i]);
	}
	return st;
}

/* Append `text` with the words decoded; in addresses only if told so. */
static vb_status rewrite(struct vb_buf *out, struct vb_str text,
			 const struct words *words,
			 const struct vb_keys_verdict *verdict, bool addresses)
{
	bool decoded_run = false;
	vb_status st = VB_OK;
	size_t copied = 0, i;

	for (i = 0; i < words->n && !st; i++) {
		struct vb_str word = words->nodes[i]->text;
		size_t at = (size_t)(word.ptr - text.ptr);
		char spelled[VB_KEYS_ROOM];
		size_t len = 0;

		if (addresses || !in_address(text, at))
			len = vb_keys_word(spelled, word, verdict);
		if (!len)
			continue;
		st = copy(out, text, copied, at, &decoded_run);
		if (!st)
			st = vb_buf_append(out, vb_str_of(spelled, len));
		copied = at + word.len;
		decoded_run = true;
	}
	return st ? st : copy(out, text, copied, text.len, &decoded_run);
}

vb_status vb_query_decode_raw(struct vb_str *out, struct vb_arena *arena,
			      const struct vb_node *root, struct vb_str text)
{
	struct vb_buf decoded = VB_BUF_INIT(text.len * VB_KEYS_GROWTH);
	struct vb_keys_judge judge = VB_KEYS_JUDGE_INIT;
	struct words words = { .n = 0 };
	struct vb_keys_verdict verdict;
	vb_status st;
	size_t i;

	*out = text;
	collect(&words, root);
	for (i = 0; i < words.n; i++)
		vb_keys_judge_word(&judge, words.nodes[i]->text);
	if (!vb_keys_judge_verdict(&verdict, &judge))
		return VB_OK;
	qsort(words.nodes, words.n, sizeof(words.nodes[0]), by_place);
	st = rewrite(&decoded, text, &words, &verdict, false);
	if (!st && vb_str_eq(vb_buf_str(&decoded), text)) {
		/* nothing but addresses: printed, they would be words */
		vb_buf_truncate(&decoded, 0);
		st = rewrite(&decoded, text, &words, &verdict, true);
	}
	if (!st && !vb_arena_dup(out, arena, vb_buf_str(&decoded)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&decoded);
	return st;
}
