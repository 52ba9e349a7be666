#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "query/marks.h"
#include "query/question.h"

/* `want` has x for a word that only makes a question, . for another. */
static const struct {
	const char *in, *want;
} question_cases[] = {
	{ "hành vi nào sau đây bị nghiêm cấm", "..xxx..." },
	{ "hanh vi nao sau day bi nghiem cam", "..xxx..." },
	{ "luật du lịch là gì", "...xx" },
	{ "chế độ bảo hiểm như thế nào", "....xxx" },
	{ "thuế suất bao nhiêu phần trăm", "..xx.." },
	/* a star, not a question; "ra sao" is one */
	{ "ngôi sao nổi tiếng", "...." },
	{ "kết quả ra sao", "..xx" },
	/* who bears a name in capitals or marks is someone */
	{ "ai được bổ nhiệm", "x..." },
	/* nothing but a question is searched as it stands */
	{ "như thế nào", "..." },
	{ "đúng hay sai", "..." },
	{ "xử lý sai phạm", "...." },
};

static const struct vb_node *words_of(struct vb_query *query,
				      struct vb_arena *arena, const char *in)
{
	ck_assert_int_eq(vb_query_parse(query, arena, vb_str_from(in), NULL),
			 VB_OK);
	ck_assert_int_eq(query->root->kind, VB_NODE_SOME);
	return query->root;
}

START_TEST(question__cases)
{
	struct vb_arena arena = VB_ARENA_INIT;
	bool question[VB_QUERY_WORDS];
	char got[VB_QUERY_WORDS + 1] = "";
	struct vb_query query;
	const struct vb_node *some =
		words_of(&query, &arena, question_cases[_i].in);
	size_t n = vb_question_words(question, some->children,
				     some->n_children),
	       count = 0;

	for (size_t i = 0; i < some->n_children; i++) {
		got[i] = question[i] ? 'x' : '.';
		count += question[i];
	}
	ck_assert_str_eq(got, question_cases[_i].want);
	ck_assert_uint_eq(n, count);
	vb_arena_clear(&arena);
}
END_TEST

static const struct {
	const char *in;
	bool full;
} full_cases[] = {
	{ "quyền lao động theo luật", true },
	{ "quyen lao dong theo luat", false }, /* no marks at all */
	{ "quyền lao dong theo luật", true },  /* dong is in use as it is */
	{ "quyền của cá nhân theo phap luật", false },
	{ "nghị quyêt 5 của hđnd", false }, /* too few have marks */
	{ "luật báo chí", true },
};

START_TEST(marks__typed_in_full)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_query query;

	ck_assert_int_eq(vb_query_parse(&query, &arena,
					vb_str_from(full_cases[_i].in), NULL),
			 VB_OK);
	ck_assert_msg(vb_query_typed_in_full(query.root) == full_cases[_i].full,
		      "%s", full_cases[_i].in);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(marks__of_nothing)
{
	ck_assert(!vb_query_typed_in_full(NULL));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("question");
	TCase *tc = tcase_create("words");

	suite_add_tcase(suite, tc);
	tcase_add_loop_test(tc, question__cases, 0,
			    sizeof(question_cases) / sizeof(question_cases[0]));
	tcase_add_loop_test(tc, marks__typed_in_full, 0,
			    sizeof(full_cases) / sizeof(full_cases[0]));
	tcase_add_test(tc, marks__of_nothing);
	return run_suite(suite);
}
