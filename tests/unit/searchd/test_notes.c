/* Notes of a query in Vietnamese: each that the library has is known. */
#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "../../../searchd/notes.h"
#include "index/haste.h"
#include "query/query.h"

static struct vb_arena arena = VB_ARENA_INIT;

static void teardown(void)
{
	vb_arena_clear(&arena);
}

/* What the parser ignores, and how that is said. */
static const struct {
	const char *query, *want;
} queries[] = {
	{ "đất đai", "" },
	{ "\"đất đai", "dấu ngoặc kép chưa đóng: cụm từ kéo dài đến cuối" },
	{ "(đất", "dấu ngoặc đơn không có cặp" },
	{ "((((((((((((((((((đất))))))))))))))))))",
	  "dấu ngoặc đơn lồng quá 16 lớp" },
	{ "nghi* quyet* khoa*", "dấu * của các từ sau 2 từ đầu" },
	{ "ng*", "dấu * đứng sau ít hơn 3 chữ cái" },
	{ "đất AND", "AND, OR, NOT hoặc dấu - không có gì để áp dụng" },
	/* fields by their English names: both can be typed */
	{ "đất năm:xyz",
	  "year: \"xyz\" không phải năm hoặc khoảng năm như 2015..2019" },
};

START_TEST(notes__of_queries)
{
	struct vb_query query;
	struct vb_str got;

	ck_assert_int_eq(vb_query_parse(&query, &arena,
					vb_str_from(queries[_i].query), NULL),
			 VB_OK);
	got = notes_vietnamese(query.notes, &arena);
	ck_assert_msg(vb_str_eq(got, vb_str_from(queries[_i].want)),
		      "%s: got '%.*s', want '%s'", queries[_i].query,
		      VB_STR_ARG(got), queries[_i].want);
}
END_TEST

static const struct {
	const char *in, *want;
} cases[] = {
	/* two of them */
	{ "parentheses without their partner; words after the first 128",
	  "dấu ngoặc đơn không có cặp; các từ sau 128 từ đầu" },
	{ "includes the former Hải Dương (until 2025-06-30)",
	  "gồm cả nơi trước đây là Hải Dương (đến 2025-06-30)" },
	{ "includes the former A (until 2025-06-30), B (until 2008-07-31)",
	  "gồm cả nơi trước đây là A (đến 2025-06-30), B (đến 2008-07-31)" },
	/* one that is not known stays, as does what was typed */
	{ "something new", "something new" },
	{ "type: \"is empty\" has no word",
	  "type: \"is empty\" không có từ nào" },
	/* what is quoted is one, whatever stands in it */
	{ "year: \"x; includes the former Y\" is not a date; "
	  "words after the first 128",
	  "year: \"x; includes the former Y\" không phải ngày tháng; "
	  "các từ sau 128 từ đầu" },
	{ "nothing holds what stands in quotation marks: its words were "
	  "searched",
	  "không có văn bản nào chứa nguyên cụm từ trong ngoặc kép: đã tìm "
	  "từng từ" },
	{ "", "" },
	{ "; ", "; " },
};

START_TEST(notes__cases)
{
	struct vb_str got = notes_vietnamese(vb_str_from(cases[_i].in), &arena);

	ck_assert_msg(vb_str_eq(got, vb_str_from(cases[_i].want)),
		      "got '%.*s', want '%s'", VB_STR_ARG(got), cases[_i].want);
}
END_TEST

/* Each that the library says in haste is known here. */
START_TEST(notes__of_haste)
{
	struct vb_str note = vb_haste_note(
		(enum vb_haste)(_i % VB_HASTE_LEVELS), _i >= VB_HASTE_LEVELS);

	if (note.len)
		ck_assert(!vb_str_eq(notes_vietnamese(note, &arena), note));
}
END_TEST

#define N(a) ((int)(sizeof(a) / sizeof((a)[0])))

int main(void)
{
	Suite *s = suite_create("notes");
	TCase *tc = tcase_create("notes");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_loop_test(tc, notes__of_queries, 0, N(queries));
	tcase_add_loop_test(tc, notes__cases, 0, N(cases));
	tcase_add_loop_test(tc, notes__of_haste, 0, 2 * VB_HASTE_LEVELS);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
