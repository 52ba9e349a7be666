/* Words typed in Telex or VNI without an input method. */
#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "tree.h"

struct raw_case {
	const char *in, *tree, *print; /* print NULL: exactly as typed */
};

/* Parses and prints as said, and the print parses equally, as it stands. */
static void check_case(const struct raw_case *c)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf tree = VB_BUF_INIT(1 << 16);
	struct vb_buf text = VB_BUF_INIT(1 << 16);
	struct vb_query query, again;

	ck_assert_int_eq(
		vb_query_parse(&query, &arena, vb_str_from(c->in), NULL),
		VB_OK);
	tree_dump(&tree, query.root);
	ck_assert_str_eq(vb_buf_cstr(&tree), c->tree);
	ck_assert_ptr_null(tree_fault(query.root, 0));
	ck_assert_int_eq(vb_query_print(&text, &query), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&text), c->print ? c->print : c->in);
	ck_assert_int_eq(query.decoded, c->print != NULL);
	ck_assert_int_eq(
		vb_query_parse(&again, &arena, vb_buf_str(&text), NULL), VB_OK);
	ck_assert(tree_equal(query.root, again.root));
	ck_assert(!again.decoded);
	ck_assert_uint_eq(again.ignored, 0);
	vb_buf_clear(&text);
	vb_buf_clear(&tree);
	vb_arena_clear(&arena);
}

static const struct raw_case decoded_cases[] = {
	{ "nghij quyeets hooij ddoongf", "[nghị quyết hội đồng]",
	  "nghị quyết hội đồng" },
	{ "nghi5 quye6t1 HD9ND", "[nghị quyết hđnd]", "nghị quyết HĐND" },
	{ "quyeets", "[quyết]", "quyết" },
	{ "NGHIJ QUYEETS SOOS 5", "[nghị quyết số 5]", "NGHỊ QUYẾT SỐ 5" },
	/* fields, numbers, phrases and operators stay as typed */
	{ "gias ddaats loai:nq so:20-CT/TU",
	  "(and [giá đất] type=nghi-quyet number=20-CT/TU)",
	  "giá đất type:nghi-quyet number:20-CT/TU" },
	{ "nghij quyeets 20-CT/TU", "[nghị quyết 20 ct tu]",
	  "nghị quyết 20-CT/TU" },
	{ "luaatj ddaats \"quyeets ddoongf\"",
	  "(and [luật đất] \"quyeets ddoongf\")",
	  "luật đất \"quyeets ddoongf\"" },
	{ "ruwngf OR bieenr", "(or [rừng] [biển])", "rừng OR biển" },
	{ "(ruwngf OR bieenr) AND ddaats", "(and (or [rừng] [biển]) [đất])",
	  "(rừng OR biển) AND đất" },
	{ "ddaats -ruwngf", "(not [đất] rừng)", "đất -rừng" },
	{ "ddaats quyeenf*", "(and [đất] quyền*)", "đất quyền*" },
	/* what is decoded becomes no filter */
	{ "khoas:16 ddaats", "[khóa 16 đất]", "khóa 16 đất" },
	{ "cow-quan:hddnd ddaats", "[cơ quan hđnd đất]", "cơ-quan hđnd đất" },
	{ "loaij:\"nq\" ddaats", "(and [loại đất] \"nq\")", "loại đất \"nq\"" },
	{ "khoas:-ddaats ddai", "[khóa đất đai]", "khóa đất đai" },
	/* addresses stay */
	{ "nhaf@example.org ddaats ddai", "[nhaf example org đất đai]",
	  "nhaf example org đất đai" },
};

static const struct raw_case typed_cases[] = {
	{ "nghi quyet hoi dong", "[nghi quyet hoi dong]", NULL },
	{ "luật of the 2020 law", "[luật of the 2020 law]", NULL },
	{ "file excel nghị quyết", "[file excel nghị quyết]", NULL },
	{ "20-CT/TU", "[20 ct tu]", NULL },
	{ "of", "[of]", NULL },
	{ "see", "[see]", NULL },
	{ "his car is best", "[his car is best]", NULL },
	{ "ddaats nghị quyết", "[ddaats nghị quyết]", NULL },
	{ "\"nghij quyeets\"", "\"nghij quyeets\"", NULL },
	{ "-\"nghij quyeets\"", "(not all \"nghij quyeets\")", NULL },
	{ "number:nghij/quyeets", "number=nghij/quyeets", NULL },
	{ "a OR b", "(or [a] [b])", NULL },
	{ "A1 A2", "[a1 a2]", NULL },
};

#define N(table) (sizeof(table) / sizeof((table)[0]))

START_TEST(query_raw__decoded)
{
	check_case(&decoded_cases[_i]);
}
END_TEST

START_TEST(query_raw__as_typed)
{
	check_case(&typed_cases[_i]);
}
END_TEST

/* A word left out by a limit is neither judged nor lost. */
START_TEST(query_raw__limits_hold)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf in = VB_BUF_INIT(VB_QUERY_BYTES);
	struct vb_query query;
	size_t i;

	for (i = 0; i < VB_QUERY_WORDS + 20; i++)
		ck_assert_int_eq(vb_buf_append_cstr(&in, "ddoongf "), VB_OK);
	ck_assert_int_eq(vb_query_parse(&query, &arena, vb_buf_str(&in), NULL),
			 VB_OK);
	ck_assert(query.decoded);
	ck_assert_uint_eq(query.n_words, VB_QUERY_WORDS);
	ck_assert_uint_eq(query.ignored, VB_QUERY_NOTE_WORDS);
	ck_assert(vb_str_eq(query.root->children[VB_QUERY_WORDS - 1]->key,
			    VB_STR("đồng")));
	vb_buf_clear(&in);
	vb_arena_clear(&arena);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("query_raw");
	TCase *t = tcase_create("raw");

	tcase_add_loop_test(t, query_raw__decoded, 0, N(decoded_cases));
	tcase_add_loop_test(t, query_raw__as_typed, 0, N(typed_cases));
	tcase_add_test(t, query_raw__limits_hold);
	suite_add_tcase(s, t);
	return run_suite(s);
}
