/*
 * Any bytes as a query: it parses within its bounds, and what it prints
 * parses to an equal tree.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../tests/unit/query/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "fuzz_query: %s\n", what);
	abort();
}

static void check_tree(const struct vb_query *query)
{
	const char *fault = tree_fault(query->root, 0);

	check(!fault, fault);
	check(query->n_words == tree_count(query->root, VB_NODE_WORD) +
					tree_count(query->root, VB_NODE_PREFIX),
	      "n_words is not what the tree holds");
	check(query->n_words <= VB_QUERY_WORDS, "too many words");
	check(tree_count(query->root, VB_NODE_PREFIX) <= VB_QUERY_WILDCARDS,
	      "too many wildcards");
	check(tree_count(query->root, VB_NODE_FIELD) <= VB_QUERY_FILTERS,
	      "too many filters");
	check(!query->notes.len == !query->ignored, "notes and bits differ");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_query first, again;
	vb_status st;

	st = vb_query_parse(&first, &arena, vb_str_of((const char *)data, size),
			    NULL);
	if (size > VB_QUERY_BYTES) {
		check(st == VB_TOO_BIG, "a long query is not refused");
		goto done;
	}
	check(!st, "a query fails");
	check_tree(&first);
	check(!vb_query_print(&text, &first), "a tree does not print");
	if (text.len > VB_QUERY_BYTES)
		goto done;
	st = vb_query_parse(&again, &arena, vb_buf_str(&text), NULL);
	check(!st, "a printed query fails");
	if (!tree_equal(first.root, again.root) || again.ignored) {
		fprintf(stderr, "printed: %s\nnotes: %.*s\n",
			vb_buf_cstr(&text), VB_STR_ARG(again.notes));
		check(false, "the printed query is another");
	}
done:
	vb_buf_clear(&text);
	vb_arena_clear(&arena);
	return 0;
}
