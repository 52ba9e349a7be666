#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "tree.h"

#define N(table) (sizeof(table) / sizeof((table)[0]))

/* A query and its tree; no note. */
static const struct {
	const char *in, *want;
} name_cases[] = {
	{ "loai:CT", "type=chi-thi" },
	{ "loại:CT", "type=chi-thi" },
	{ "LOẠI:CT", "type=chi-thi" },
	{ "Loai:CT", "type=chi-thi" },
	{ "lo\x61\xcc\xa3i:CT", "type=chi-thi" }, /* decomposed */
	{ "type:CT", "type=chi-thi" },
	{ "TYPE:CT", "type=chi-thi" },
	{ "so:05", "number=05" },
	{ "số:05", "number=05" },
	{ "SỐ:05", "number=05" },
	{ "sô:05", "[sô 05]" }, /* half a mark is another letter */
	{ "number:05", "number=05" },
	{ "coquan:UBND", "issuer=UBND" },
	{ "cơquan:UBND", "issuer=UBND" },
	{ "cơ-quan:UBND", "issuer=UBND" },
	{ "co_quan:UBND", "issuer=UBND" },
	{ "issuer:UBND", "issuer=UBND" },
	{ "noi:Huế", "place=Huế" },
	{ "nơi:Huế", "place=Huế" },
	{ "place:Huế", "place=Huế" },
	{ "ky:An", "signer=An" },
	{ "ký:An", "signer=An" },
	{ "kí:An", "signer=An" },
	{ "signer:An", "signer=An" },
	{ "nam:2019", "year=2019" },
	{ "năm:2019", "year=2019" },
	{ "year:2019", "year=2019" },
	{ "ngay:26/11/2019", "date=2019-11-26" },
	{ "ngày:26/11/2019", "date=2019-11-26" },
	{ "date:2019-11-26", "date=2019-11-26" },
	{ "tu:2019", "from=2019-01-01" },
	{ "từ:2019", "from=2019-01-01" },
	{ "from:2019", "from=2019-01-01" },
	{ "den:2019", "to=2019-12-31" },
	{ "đến:2019", "to=2019-12-31" },
	{ "đen:2019", "to=2019-12-31" }, /* some marks left out */
	{ "to:2019", "to=2019-12-31" },
	{ "khoa:16", "term=16" },
	{ "khóa:16", "term=16" },
	{ "khoá:16", "term=16" },
	{ "term:16", "term=16" },
	{ "kyhop:8", "session=8" },
	{ "kỳhọp:8", "session=8" },
	{ "kỳ-họp:8", "session=8" },
	{ "kìhọp:8", "session=8" },
	{ "session:8", "session=8" },
	{ "tieude:đất", "title=đất" },
	{ "tiêuđề:đất", "title=đất" },
	{ "title:đất", "title=đất" },
	{ "kind:article", "kind=article" },
	{ "topic:y", "topic=y" },
	{ "chủđề:y", "topic=y" },
	{ "status:y", "status=y" },
	{ "trạngthái:y", "status=y" },
	/* another word with the same letters is no field */
	{ "sở:05", "[sở 05]" },
	{ "kỳ:05", "[kỳ 05]" },
	{ "abc:def", "[abc def]" },
	{ "http://so:80", "[http so 80]" },
	{ "x-so:80", "[x so 80]" },
	{ ":80", "[80]" },
};

static const struct {
	const char *in, *want;
} value_cases[] = {
	{ "loai:nq", "type=nghi-quyet" },
	{ "loai:nghi-quyet", "type=nghi-quyet" },
	{ "loai:\"nghị quyết\"", "type=nghi-quyet" },
	{ "loai:“Nghị Quyết”", "type=nghi-quyet" },
	{ "loai:\"NGHI QUYET\"", "type=nghi-quyet" },
	{ "loai:QĐ", "type=quyet-dinh" },
	{ "loai:qd", "type=quyet-dinh" },
	{ "loai:HD", "type=huong-dan" },
	{ "loai:HĐ", "type=hop-dong" },
	{ "loai:\"(nq)\"", "type=nghi-quyet" },
	{ "loai:\"Tờ gấp\"", "type=to-gap" }, /* not in the table */
	{ "so:20-CT/TU", "number=20-CT/TU" },
	{ "so:20-CT/TU, x", "(and [x] number=20-CT/TU)" },
	{ "so:\"20 - CT\n/ TU\"", "number=20 - CT / TU" },
	{ "noi:\"Hà Nội\"", "place=Hà Nội" },
	{ "noi:\" Hà  Nội \"", "place=Hà Nội" },
	{ "noi:\"a (b)\"", "place=a (b)" },
	{ "noi:\"a “b” c\"", "place=a “b” c" },
	{ "noi:\"a,\"", "place=a," },
	{ "(noi:Huế)", "place=Huế" },
	{ "nam:2015..2019", "year=2015..2019" },
	{ "nam:2015-2019", "year=2015..2019" },
	{ "nam:2019..2015", "year=2015..2019" },
	{ "nam:2015..", "year=2015..9999" },
	{ "nam:..2019", "year=0001..2019" },
	{ "from:11/2019", "from=2019-11-01" },
	{ "from:2019-11", "from=2019-11-01" },
	{ "from:1/11/2019", "from=2019-11-01" },
	{ "from:15/11/2019", "from=2019-11-15" },
	{ "from:15.11.2019", "from=2019-11-15" },
	{ "from:2019-11-15", "from=2019-11-15" },
	{ "from:\"ngày 26 tháng 11 năm 2025\"", "from=2025-11-26" },
	{ "from:\"tháng 6/2016\"", "from=2016-06-01" },
	{ "date:11/2019", "date=2019-11" },
	{ "date:2019-11", "date=2019-11" },
	{ "date:\"tháng 6/2016\"", "date=2016-06" },
	{ "date:\"ngày 26 tháng 11 năm 2025\"", "date=2025-11-26" },
	{ "to:11/2019", "to=2019-11-30" },
	{ "to:2/2019", "to=2019-02-28" },
	{ "to:2/2020", "to=2020-02-29" },
	{ "to:02/2000", "to=2000-02-29" },
	{ "to:2/1900", "to=1900-02-28" },
	{ "to:12-2019", "to=2019-12-31" },
	{ "to:\"tháng 6/2016\"", "to=2016-06-30" },
	{ "to:24/9/2019", "to=2019-09-24" },
	{ "to:1209", "to=1209-12-31" },
	{ "from:0001-01-01", "from=0001-01-01" },
	{ "to:2020-02-29", "to=2020-02-29" },
	{ "kind:DOCUMENT", "kind=document" },
	{ "kind:\"văn bản\"", "kind=document" },
	{ "kind:\"bài viết\"", "kind=article" },
	/* with the rest */
	{ "giá loai:nq đất", "(and [giá đất] type=nghi-quyet)" },
	{ "loai:nq nam:2019", "(and type=nghi-quyet year=2019)" },
	{ "loai:nq -x", "(not type=nghi-quyet x)" },
	{ "loai:nq OR loai:ct", "(or type=nghi-quyet type=chi-thi)" },
	{ "a OR b loai:nq", "(or [a] (and [b] type=nghi-quyet))" },
	{ "(a OR b) loai:nq", "(and (or [a] [b]) type=nghi-quyet)" },
	{ "noi:Huế\"x y\"", "(and place=Huế \"x y\")" },
};

/* A value that makes no sense: the tree without it, and the note. */
static const struct {
	const char *in, *want, *notes;
} bad_cases[] = {
	{ "so:", "-", "number: \"\" is empty" },
	{ "Số: 05/NQ-HĐND", "[05 nq hđnd]", "number: \"\" is empty" },
	{ "loai:\"\" x", "[x]", "type: \"\" is empty" },
	{ "loai:*** x", "[x]", "type: \"***\" has no word" },
	{ "so:--- x", "[x]", "number: \"---\" has no word" },
	{ "nam:abc x", "[x]",
	  "year: \"abc\" is not a year or a range like 2015..2019" },
	{ "nam:19", "-",
	  "year: \"19\" is not a year or a range like 2015..2019" },
	{ "nam:0000", "-",
	  "year: \"0000\" is not a year or a range like 2015..2019" },
	{ "nam:..", "-",
	  "year: \"..\" is not a year or a range like 2015..2019" },
	{ "nam:2015..19", "-",
	  "year: \"2015..19\" is not a year or a range like 2015..2019" },
	{ "nam:20155..2019", "-",
	  "year: \"20155..2019\" is not a year or a range like 2015..2019" },
	{ "ngay:2019", "-", "date: \"2019\" is not a date" },
	{ "ngay:15/11", "-", "date: \"15/11\" is not a date with its year" },
	{ "tu:13/2019", "-", "from: \"13/2019\" is not a date" },
	{ "tu:0/2019", "-", "from: \"0/2019\" is not a date" },
	{ "tu:2019-02-29", "-", "from: \"2019-02-29\" is not a date" },
	{ "den:31/2/2019", "-", "to: \"31/2/2019\" is not a date" },
	{ "den:abc", "-", "to: \"abc\" is not a date" },
	{ "tu:15.11", "-", "from: \"15.11\" is not a date with its year" },
	{ "kind:x", "-", "kind: \"x\" is neither document nor article" },
	{ "nam:a kind:b x", "[x]",
	  "year: \"a\" is not a year or a range like 2015..2019; "
	  "kind: \"b\" is neither document nor article" },
	{ "a OR nam:b", "[a]",
	  "AND, OR, NOT or - with nothing to act on; "
	  "year: \"b\" is not a year or a range like 2015..2019" },
};

static void check_tree(struct vb_query *query, struct vb_arena *arena,
		       const char *in, const char *want)
{
	struct vb_buf tree = VB_BUF_INIT(1 << 16);
	struct vb_buf text = VB_BUF_INIT(1 << 16);
	struct vb_query again;

	ck_assert_int_eq(vb_query_parse(query, arena, vb_str_from(in), NULL),
			 VB_OK);
	tree_dump(&tree, query->root);
	ck_assert_str_eq(vb_buf_cstr(&tree), want);
	ck_assert_int_eq(vb_query_print(&text, query), VB_OK);
	ck_assert_int_eq(vb_query_parse(&again, arena, vb_buf_str(&text), NULL),
			 VB_OK);
	ck_assert_msg(tree_equal(query->root, again.root), "%s gives %s", in,
		      vb_buf_cstr(&text));
	ck_assert_uint_eq(again.ignored, 0);
	vb_buf_clear(&text);
	vb_buf_clear(&tree);
}

START_TEST(query_field__names)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_query query;

	check_tree(&query, &arena, name_cases[_i].in, name_cases[_i].want);
	ck_assert_uint_eq(query.ignored, 0);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_field__values)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_query query;

	check_tree(&query, &arena, value_cases[_i].in, value_cases[_i].want);
	ck_assert_uint_eq(query.ignored, 0);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_field__bad_values)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_query query;

	check_tree(&query, &arena, bad_cases[_i].in, bad_cases[_i].want);
	ck_assert_uint_ne(query.ignored & VB_QUERY_NOTE_VALUE, 0);
	ck_assert_str_eq(query.notes.ptr, bad_cases[_i].notes);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_field__long_value_is_ignored)
{
	struct vb_arena arena = VB_ARENA_INIT;
	char in[6 + VB_QUERY_VALUE + 2] = "title:";
	struct vb_query query;

	memset(in + 6, 'a', VB_QUERY_VALUE + 1);
	ck_assert_int_eq(vb_query_parse(&query, &arena,
					vb_str_of(in, sizeof(in) - 1), NULL),
			 VB_OK);
	ck_assert_ptr_null(query.root);
	ck_assert_uint_eq(query.ignored, VB_QUERY_NOTE_VALUE);
	ck_assert_int_eq(vb_query_parse(&query, &arena,
					vb_str_of(in, sizeof(in) - 2), NULL),
			 VB_OK);
	ck_assert_uint_eq(query.root->value.len, VB_QUERY_VALUE);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_field__printed_names)
{
	ck_assert_str_eq(vb_query_field_name(VB_QF_TYPE), "type");
	ck_assert_str_eq(vb_query_field_name(VB_QF_NUMBER), "number");
	ck_assert_str_eq(vb_query_field_name(VB_QF_STATUS), "status");
	ck_assert_str_eq(vb_query_field_name((enum vb_query_field)99), "");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("query_field");
	TCase *t = tcase_create("field");

	tcase_add_loop_test(t, query_field__names, 0, N(name_cases));
	tcase_add_loop_test(t, query_field__values, 0, N(value_cases));
	tcase_add_loop_test(t, query_field__bad_values, 0, N(bad_cases));
	tcase_add_test(t, query_field__long_value_is_ignored);
	tcase_add_test(t, query_field__printed_names);
	suite_add_tcase(s, t);
	return run_suite(s);
}
