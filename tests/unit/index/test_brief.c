#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "../run.h"
#include "index/brief.h"
#include "text/token.h"

static void fill(struct vb_record *r, struct vb_arena *arena, const char *title,
		 const char *topic)
{
	vb_record_init(r, arena);
	r->fields[VB_FIELD_TITLE].value = vb_str_from(title);
	r->fields[VB_FIELD_TOPIC].value = vb_str_from(topic);
	r->text = VB_STR_EMPTY;
}

/* Are `words` those of `want`, folded? */
static void check_words(const uint16_t *words, size_t n, const char *want)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t i = 0;

	vb_tokenizer_init(&t, vb_str_from(want));
	for (; vb_tokenizer_next(&t, &token); i++) {
		ck_assert_uint_lt(i, n);
		ck_assert_uint_eq(words[i], vb_brief_word(token.fold));
	}
	ck_assert_uint_eq(i, n);
}

static const struct {
	const char *title, *topic, *heading, *name;
} heading_cases[] = {
	{ "Luật Cư trú Điều 12. Nơi cư trú của người chưa thành niên", "",
	  "noi cu tru cua nguoi chua thanh nien", "luat cu tru" },
	{ "Điều 36.3.LQ.1. Thanh niên", "Đề mục 36.3 Thanh niên", "thanh nien",
	  "thanh nien" },
	{ "Nghị quyết số 05/2019/NQ-HĐND về việc quy định mức hỗ trợ", "",
	  "quy dinh muc ho tro", "" },
	{ "Chỉ thị của Thủ tướng về tăng cường phòng cháy", "",
	  "tang cuong phong chay", "" },
	{ "Quyết định 12/QĐ-UBND V/v phê duyệt kế hoạch", "",
	  "phe duyet ke hoach", "" },
	/* of a Điều that the title speaks of it keeps what follows "về" */
	{ "Nghị quyết về việc sửa đổi Điều 5 của Quy chế", "",
	  "sua doi dieu 5 cua quy che", "" },
	{ "Điều 5 Phạm vi điều chỉnh", "", "pham vi dieu chinh", "" },
	/* no "Điều" with a number, no "về": all of it */
	{ "Hội nghị điều hành giá", "Tin tức", "hoi nghi dieu hanh gia",
	  "tin tuc" },
	{ "", "", "", "" },
};

START_TEST(brief__heading)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record r;
	struct vb_brief b;

	fill(&r, &arena, heading_cases[_i].title, heading_cases[_i].topic);
	vb_brief_of(&b, &r);
	check_words(b.heading, b.n_heading, heading_cases[_i].heading);
	check_words(b.name, b.n_name, heading_cases[_i].name);
	vb_arena_clear(&arena);
}
END_TEST

static const struct {
	const char *title, *kind, *part_of;
	bool whole;
} whole_cases[] = {
	{ "Nghị quyết về việc quy định mức hỗ trợ", "document", "", true },
	{ "Nghị quyết sửa đổi Điều 5 của Quy chế", "document", "", true },
	{ "Luật Cư trú Điều 12. Nơi cư trú", "document", "", false },
	{ "Phạm vi điều chỉnh", "document", "14/2008/QH12", false },
	{ "Hội nghị điều hành giá", "article", "", false },
	{ "", "document", "", false },
};

START_TEST(brief__whole)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record r;
	struct vb_brief b;

	fill(&r, &arena, whole_cases[_i].title, "");
	r.fields[VB_FIELD_KIND].value = vb_str_from(whole_cases[_i].kind);
	r.fields[VB_FIELD_PART_OF].value = vb_str_from(whole_cases[_i].part_of);
	vb_brief_of(&b, &r);
	ck_assert_int_eq(vb_brief_is_whole(&r), whole_cases[_i].whole);
	ck_assert_int_eq((b.flags & VB_BRIEF_WHOLE) != 0,
			 whole_cases[_i].whole);
	vb_arena_clear(&arena);
}
END_TEST

/* A heading as the document is called: long forms, and of a letter its gist. */
static const struct {
	const char *title, *kind, *type, *heading;
} called_cases[] = {
	{ "Quyết định về thẩm quyền của UBND tỉnh", "document", "quyet-dinh",
	  "tham quyen cua uy ban nhan dan tinh" },
	{ "Công văn V/v thuế GTGT", "document", "cong-van",
	  "thue gia tri gia tang ve viec mien thue" },
	/* no letter, no document of its own */
	{ "Thông báo về thuế", "document", "thong-bao", "thue" },
	{ "Công văn về thuế GTGT", "article", "cong-van", "thue gtgt" },
};

START_TEST(brief__called)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record r;
	struct vb_brief b;

	fill(&r, &arena, called_cases[_i].title, "");
	r.fields[VB_FIELD_KIND].value = vb_str_from(called_cases[_i].kind);
	r.fields[VB_FIELD_TYPE].value = vb_str_from(called_cases[_i].type);
	r.text = VB_STR("Kính gửi: Thuế tỉnh A\nCục Thuế nhận được công văn "
			"số 1 về việc miễn thuế. Cục Thuế trả lời.");
	vb_brief_of(&b, &r);
	check_words(b.heading, b.n_heading, called_cases[_i].heading);
	vb_arena_clear(&arena);
}
END_TEST

static const struct {
	const char *status;
	unsigned flags;
} status_cases[] = {
	{ "Hết hiệu lực toàn bộ", VB_BRIEF_EXPIRED },
	{ "het hieu luc", VB_BRIEF_EXPIRED },
	{ "Hết hiệu lực một phần", 0 },
	{ "Còn hiệu lực", 0 },
	{ "", 0 },
};

START_TEST(brief__status)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record r;
	struct vb_brief b;

	fill(&r, &arena, "Nghị quyết", "");
	r.fields[VB_FIELD_KIND].value = VB_STR("document");
	r.fields[VB_FIELD_STATUS].value = vb_str_from(status_cases[_i].status);
	vb_brief_of(&b, &r);
	ck_assert_uint_eq(b.flags, status_cases[_i].flags | VB_BRIEF_WHOLE);
	vb_arena_clear(&arena);
}
END_TEST

/* What is written is read again; the length within a step of 2^(1/8). */
START_TEST(brief__round_trip)
{
	struct vb_arena arena = VB_ARENA_INIT;
	char value[VB_BRIEF_BYTES];
	struct vb_brief b, again;
	struct vb_record r;
	size_t n;

	fill(&r, &arena, "Luật Báo chí Điều 9. Các hành vi bị nghiêm cấm", "");
	r.fields[VB_FIELD_KIND].value = VB_STR("article");
	r.fields[VB_FIELD_DATE].value = VB_STR("2016-04-05");
	r.text = vb_str_of(NULL, 6000);
	vb_brief_of(&b, &r);
	n = vb_brief_write(value, &b);
	ck_assert_uint_eq(n, 5 + 2 * (6 + 3));
	ck_assert(vb_brief_read(&again, vb_str_of(value, n)));
	ck_assert_uint_eq(again.n_heading, 6);
	ck_assert_uint_eq(again.n_name, 3);
	ck_assert_mem_eq(again.heading, b.heading, 6 * sizeof(uint16_t));
	ck_assert_mem_eq(again.name, b.name, 3 * sizeof(uint16_t));
	ck_assert_uint_eq(again.year, 2016);
	ck_assert_uint_eq(again.flags, VB_BRIEF_ARTICLE);
	ck_assert_double_eq_tol(again.words, 1000, 50);
	vb_arena_clear(&arena);
}
END_TEST

/* Whatever else stands in the slot is no brief. */
START_TEST(brief__damaged)
{
	static const struct {
		const char *bytes;
		size_t n;
	} cases[] = {
		{ "", 0 },
		{ "\x10\x01\0\x01", 4 },
		{ "\x10\x01\0\x01\0", 5 },
		{ "\x10\x01\0\x01\0ab.", 8 },
		{ "\x10\x01\0\xff\xff", 5 },
		{ "\x10\x01\0\0\x31", 5 + 2 * 0 },
		{ "\x10\x01\0\x61\0", 5 },
	};
	struct vb_brief b;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert(!vb_brief_read(
			&b, vb_str_of(cases[i].bytes, cases[i].n)));
		ck_assert_uint_eq(b.n_heading + b.n_name, 0);
	}
	ck_assert(vb_brief_read(&b, vb_str_of("\x10\0\0\0\0", 5)));
	ck_assert_uint_eq(b.year, 0);
}
END_TEST

/* A title longer than what is kept is cut, not refused. */
START_TEST(brief__long_title)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf title = VB_BUF_INIT(1 << 16);
	struct vb_record r;
	struct vb_brief b;

	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(vb_buf_append(&title, VB_STR("nội ")), VB_OK);
	fill(&r, &arena, vb_buf_cstr(&title), vb_buf_cstr(&title));
	vb_brief_of(&b, &r);
	ck_assert_uint_eq(b.n_heading, VB_BRIEF_PART);
	ck_assert_uint_eq(b.n_name, VB_BRIEF_NAME);
	/* more is kept of what is known by it */
	r.fields[VB_FIELD_KIND].value = VB_STR("document");
	vb_brief_of(&b, &r);
	ck_assert_uint_eq(b.n_heading, VB_BRIEF_HEADING);
	vb_buf_clear(&title);
	vb_arena_clear(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("brief");
	TCase *tc = tcase_create("brief");

	suite_add_tcase(suite, tc);
	tcase_add_loop_test(tc, brief__heading, 0,
			    sizeof(heading_cases) / sizeof(heading_cases[0]));
	tcase_add_loop_test(tc, brief__whole, 0,
			    sizeof(whole_cases) / sizeof(whole_cases[0]));
	tcase_add_loop_test(tc, brief__called, 0,
			    sizeof(called_cases) / sizeof(called_cases[0]));
	tcase_add_loop_test(tc, brief__status, 0,
			    sizeof(status_cases) / sizeof(status_cases[0]));
	tcase_add_test(tc, brief__round_trip);
	tcase_add_test(tc, brief__damaged);
	tcase_add_test(tc, brief__long_title);
	return run_suite(suite);
}
