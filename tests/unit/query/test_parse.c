#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "tree.h"

struct tree_case {
	const char *in, *want;
	const char *print; /* NULL: exactly as the input */
};

/* Parses without a note, prints as said, and the print parses equally. */
static void check_case(const struct tree_case *c)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf tree = VB_BUF_INIT(1 << 16);
	struct vb_buf text = VB_BUF_INIT(1 << 16);
	struct vb_query query, again;

	ck_assert_int_eq(
		vb_query_parse(&query, &arena, vb_str_from(c->in), NULL),
		VB_OK);
	tree_dump(&tree, query.root);
	ck_assert_str_eq(vb_buf_cstr(&tree), c->want);
	ck_assert_ptr_null(tree_fault(query.root, 0));
	ck_assert_int_eq(vb_query_print(&text, &query), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&text), c->print ? c->print : c->in);
	ck_assert_int_eq(
		vb_query_parse(&again, &arena, vb_buf_str(&text), NULL), VB_OK);
	ck_assert_msg(tree_equal(query.root, again.root), "%s", c->in);
	ck_assert_uint_eq(again.ignored, 0);
	vb_buf_clear(&text);
	vb_buf_clear(&tree);
	vb_arena_clear(&arena);
}

static const struct tree_case word_cases[] = {
	{ "", "-", NULL },
	{ " \t\n ", "-", "" },
	{ "giá", "[giá]", NULL },
	{ "Giá  ĐẤT", "[giá đất]", "Giá ĐẤT" },
	{ "gia dat", "[gia dat]", NULL },
	{ "hđnd", "[hđnd]", NULL },
	{ "20-CT/TU", "[20 ct tu]", NULL },
	{ "chỉ thị 20-CT/TU", "[chỉ thị 20 ct tu]", NULL },
	{ "20 - CT / TU", "[20 ct tu]", "20 CT TU" },
	{ "01/2026/NQ-HĐND", "[01 2026 nq hđnd]", NULL },
	{ "hoà bình, kì họp", "[hòa bình kỳ họp]", "hoà bình kì họp" },
	{ "1.250.000 đồng", "[1250000 đồng]", NULL },
	{ "12,5", "[12 5]", "12 5" },
	{ "GD&ĐT", "[gd đt]", "GD ĐT" },
	{ "giá: đất", "[giá đất]", "giá đất" },
	{ "http://x", "[http x]", "http x" },
	{ "abc:def", "[abc def]", "abc def" },
	{ "a-b -", "[a b]", "a-b" },
	/* decomposed, as some keyboards send it */
	{ "hoa\xcc\x81", "[hóa]", "ho\xc3\xa1" },
};

static const struct tree_case phrase_cases[] = {
	{ "\"nghị quyết\"", "\"nghị quyết\"", NULL },
	{ "“nghị quyết”", "\"nghị quyết\"", "\"nghị quyết\"" },
	{ "«nghị quyết»", "\"nghị quyết\"", "\"nghị quyết\"" },
	{ "“nghị quyết\"", "\"nghị quyết\"", "\"nghị quyết\"" },
	{ "giá đất \"nghị quyết 05\"", "(and [giá đất] \"nghị quyết 05\")",
	  NULL },
	{ "giá \"nghị quyết\" đất", "(and [giá đất] \"nghị quyết\")",
	  "giá đất \"nghị quyết\"" },
	{ "a\"b c\"d", "(and [a d] \"b c\")", "a d \"b c\"" },
	{ "\"20-CT/TU\"", "\"20 ct tu\"", NULL },
	{ "\"đất\"", "\"đất\"", NULL },
	{ "\"\"", "-", "" },
	{ "\"-- !\" a", "[a]", "a" },
	{ "\"a OR (b\"", "\"a or b\"", "\"a OR b\"" },
	{ "\"a “b” c\"", "\"a b c\"", "\"a b c\"" },
	{ "\"loai:nq\"", "\"loai nq\"", "\"loai nq\"" },
};

static const struct tree_case operator_cases[] = {
	{ "a OR b", "(or [a] [b])", NULL },
	{ "a OR b c", "(or [a] [b c])", "a OR (b c)" },
	{ "a b OR c", "(or [a b] [c])", "(a b) OR c" },
	{ "a OR b OR c", "(or [a] [b] [c])", NULL },
	{ "(a OR b) OR c", "(or [a] [b] [c])", "a OR b OR c" },
	{ "a AND b", "(and [a] [b])", NULL },
	{ "a b AND c d", "(and [a b] [c d])", NULL },
	{ "a AND b OR c", "(or (and [a] [b]) [c])", "(a AND b) OR c" },
	{ "\"x y\" AND a", "(and \"x y\" [a])", NULL },
	{ "a AND \"x y\"", "(and [a] \"x y\")", "a \"x y\"" },
	{ "(a OR b) c", "(and [c] (or [a] [b]))", "c (a OR b)" },
	{ "(a b) (c d)", "(and [a b] [c d])", "a b AND c d" },
	{ "(a AND b) c", "(and [c] [a] [b])", "c AND a AND b" },
	{ "((a))", "[a]", "a" },
	{ "(a)OR(b)", "(or [a] [b])", "a OR b" },
	{ "\"a\"OR\"b\"", "(or \"a\" \"b\")", "\"a\" OR \"b\"" },
	{ "() a", "[a]", "a" },
	/* only whole words, only capitals, only these three */
	{ "a or b and c not d", "[a or b and c not d]", NULL },
	{ "ĐẤT VÀ NHÀ HOẶC KHÔNG", "[đất và nhà hoặc không]", NULL },
	{ "a AND. b", "[a and b]", "a AND. b" },
	{ "AND-OR", "[and or]", NULL },
	{ "AND,x", "[and x]", "AND. x" },
};

static const struct tree_case not_cases[] = {
	{ "a -b", "(not [a] b)", NULL },
	{ "a NOT b c", "(not [a c] b)", "a c -b" },
	{ "-b a", "(not [a] b)", "a -b" },
	{ "a -b -c", "(not [a] (or b c))", NULL },
	{ "a -(b OR c)", "(not [a] (or b c))", "a -b -c" },
	{ "a -(b c)", "(not [a] [b c])", NULL },
	{ "a -(b AND c)", "(not [a] (and [b] [c]))", NULL },
	{ "a AND NOT b", "(not [a] b)", "a -b" },
	{ "-x", "(not all x)", NULL },
	{ "NOT x", "(not all x)", "-x" },
	{ "-x -y", "(not all (or x y))", NULL },
	{ "-(x)", "(not all x)", "-x" },
	{ "(-x)", "(not all x)", "-x" },
	{ "-(-x)", "(not all (not all x))", NULL },
	{ "NOT NOT x", "[x]", "x" },
	{ "NOT -x", "[x]", "x" },
	{ "a -\"b c\"", "(not [a] \"b c\")", NULL },
	{ "a -20-CT/TU", "(not [a] \"20 ct tu\")", "a -\"20-CT/TU\"" },
	{ "a -quy*", "(not [a] quy*)", NULL },
	{ "a -loai:nq", "(not [a] type=nghi-quyet)", "a -type:nghi-quyet" },
	{ "a OR -b", "(or [a] (not all b))", NULL },
	{ "a OR b -c", "(or [a] (not [b] c))", "a OR (b -c)" },
	{ "(a OR b) -c", "(not (or [a] [b]) c)", NULL },
	{ "(a -b) -c", "(not (not [a] b) c)", NULL },
	{ "(a -b) c", "(and [c] (not [a] b))", "c (a -b)" },
	{ "a \"b\" -c", "(not (and [a] \"b\") c)", NULL },
	{ "-NOT", "(not all not)", NULL },
	/* a hyphen elsewhere excludes nothing */
	{ "- x", "[x]", "x" },
	{ "--x", "[x]", "x" },
	{ "a- b", "[a b]", "a b" },
	{ "- - -", "-", "" },
	{ "a –b", "[a b]", "a b" },
};

static const struct tree_case prefix_cases[] = {
	{ "nghị*", "nghị*", NULL },
	{ "quy* đất", "(and [đất] quy*)", "đất quy*" },
	{ "nghị-quy*", "(and [nghị] quy*)", "nghị quy*" },
	{ "quy**", "quy*", "quy*" },
	{ "quy*, đất", "(and [đất] quy*)", "đất quy*" },
	{ "NOTE*", "note*", NULL },
	{ "AND*", "and*", NULL },
};

#define N(table) (sizeof(table) / sizeof((table)[0]))

START_TEST(query_parse__words)
{
	check_case(&word_cases[_i]);
}
END_TEST

START_TEST(query_parse__phrases)
{
	check_case(&phrase_cases[_i]);
}
END_TEST

START_TEST(query_parse__operators)
{
	check_case(&operator_cases[_i]);
}
END_TEST

START_TEST(query_parse__exclusion)
{
	check_case(&not_cases[_i]);
}
END_TEST

START_TEST(query_parse__prefixes)
{
	check_case(&prefix_cases[_i]);
}
END_TEST

START_TEST(query_parse__word_flags)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_str input = VB_STR("Đất HĐND nq quyết");
	struct vb_query query;
	struct vb_node **w;

	ck_assert_int_eq(vb_query_parse(&query, &arena, input, NULL), VB_OK);
	ck_assert_uint_eq(query.n_words, 4);
	ck_assert_uint_eq(query.root->n_children, 4);
	w = query.root->children;
	ck_assert(w[0]->marked && !w[0]->capitals);
	ck_assert(w[1]->marked && w[1]->capitals);
	ck_assert(!w[2]->marked && !w[2]->capitals);
	ck_assert(vb_str_eq(w[0]->fold, VB_STR("dat")));
	ck_assert(vb_str_eq(w[3]->key, VB_STR("quyết")));
	ck_assert(vb_str_eq(w[1]->text, VB_STR("HĐND")));
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_parse__text_spans)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_str input = VB_STR("  a (b OR \"c d\") nam:2019 ");
	struct vb_query query;
	struct vb_node **c;

	ck_assert_int_eq(vb_query_parse(&query, &arena, input, NULL), VB_OK);
	ck_assert_int_eq(query.root->kind, VB_NODE_AND);
	ck_assert(vb_str_eq(query.root->text,
			    VB_STR("a (b OR \"c d\") nam:2019")));
	c = query.root->children;
	ck_assert(vb_str_eq(c[1]->text, VB_STR("b OR \"c d\"")));
	ck_assert(vb_str_eq(c[2]->text, VB_STR("nam:2019")));
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_parse__input_may_go)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf text = VB_BUF_INIT(1000);
	char input[] = "so:20-CT/TU đất \"nghị quyết\"";
	struct vb_query query;

	ck_assert_int_eq(
		vb_query_parse(&query, &arena, vb_str_from(input), NULL),
		VB_OK);
	memset(input, 'x', sizeof(input));
	ck_assert_int_eq(vb_query_print(&text, &query), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&text),
			 "đất number:20-CT/TU \"nghị quyết\"");
	vb_buf_clear(&text);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_print__limit_leaves_out_unchanged)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf text = VB_BUF_INIT(8);
	struct vb_query query;

	ck_assert_int_eq(
		vb_query_parse(&query, &arena, VB_STR("giá đất -nhà"), NULL),
		VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&text, "q: "), VB_OK);
	ck_assert_int_eq(vb_query_print(&text, &query), VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&text), "q: ");
	vb_buf_clear(&text);
	vb_arena_clear(&arena);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("query_parse");
	TCase *t = tcase_create("parse");

	tcase_add_loop_test(t, query_parse__words, 0, N(word_cases));
	tcase_add_loop_test(t, query_parse__phrases, 0, N(phrase_cases));
	tcase_add_loop_test(t, query_parse__operators, 0, N(operator_cases));
	tcase_add_loop_test(t, query_parse__exclusion, 0, N(not_cases));
	tcase_add_loop_test(t, query_parse__prefixes, 0, N(prefix_cases));
	tcase_add_test(t, query_parse__word_flags);
	tcase_add_test(t, query_parse__text_spans);
	tcase_add_test(t, query_parse__input_may_go);
	tcase_add_test(t, query_print__limit_leaves_out_unchanged);
	suite_add_tcase(s, t);
	return run_suite(s);
}
