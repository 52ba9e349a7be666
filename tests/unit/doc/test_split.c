/* Several documents in one text: where the next one begins, and where not. */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zlib.h>

#include "../run.h"
#include "doc/split.h"

static struct vb_arena arena = VB_ARENA_INIT;
static struct vb_part *parts;
static size_t n_parts;

static void teardown(void)
{
	vb_arena_clear(&arena);
}

static void split(struct vb_str text)
{
	ck_assert_int_eq(vb_parts_find(&parts, &n_parts, text, &arena), VB_OK);
	ck_assert_uint_ge(n_parts, 1);
	ck_assert_uint_eq(parts[0].from, 0);
	ck_assert_uint_eq(parts[n_parts - 1].to, text.len);
	for (size_t i = 1; i < n_parts; i++)
		ck_assert_uint_eq(parts[i].from, parts[i - 1].to);
}

/* The numbers of the parts, "|" between them. */
static const char *numbers(const char *text)
{
	static char out[1000];
	size_t n = 0;

	split(vb_str_from(text));
	out[0] = '\0';
	for (size_t i = 0; i < n_parts && n < sizeof(out); i++)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%s",
				      i ? "|" : "", parts[i].number);
	return out;
}

#define STATE                                                                  \
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
#define BASE "Căn cứ Luật Tổ chức chính quyền địa phương;\nĐiều 1. Nội dung.\n"
#define END                                                                    \
	"Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"

/* A decision that has everything. */
#define DECISION(number, day)                                                  \
	"ỦY BAN NHÂN DÂN\nTỈNH HẢI DƯƠNG\n" STATE "Số: " number                \
	"\nHải Dương, ngày " day " tháng 3 năm 2021\n"                       \
	"QUYẾT ĐỊNH\nVề việc giao chỉ tiêu\n" BASE END

#define D1 DECISION("1/QĐ-UBND", "2")
#define HUE "Huế, ngày 2 tháng 3 năm 2021\n"

#define PARTY                                                                  \
	"TỈNH ỦY HẢI DƯƠNG\n*\nSố 20-CT/TU\n"                        \
	"ĐẢNG CỘNG SẢN VIỆT NAM\n"                                    \
	"Hải Dương, ngày 15 tháng 11 năm 2021\n"                        \
	"CHỈ THỊ\nvề công tác bầu cử\n"                            \
	"Thực hiện nghị quyết, Ban Thường vụ yêu cầu.\n"       \
	"T/M BAN THƯỜNG VỤ\n"

#define LETTER                                                                 \
	"SỞ TÀI CHÍNH\nSố: 77/STC-NS\n"                                  \
	"V/v quyết toán ngân sách\n" STATE                                     \
	"Hải Dương, ngày 9 tháng 4 năm 2021\n"                          \
	"Kính gửi: Các huyện.\n"                                         \
	"Sở đề nghị các huyện báo cáo./.\n"                        \
	"Nơi nhận:\n- Như trên.\n"

#define COVER "CÔNG BÁO\nSố 5 + 6\nMỤC LỤC\n1. Quyết định số 1/QĐ-UBND\n"

static const struct {
	const char *name, *text, *want;
} cases[] = {
	{ "one", D1, "1/QĐ-UBND" },
	{ "none", "Một ghi chép.", "" },
	{ "empty", "", "" },
	{ "two", D1 DECISION("2/QĐ-UBND", "3"), "1/QĐ-UBND|2/QĐ-UBND" },
	{ "three kinds", D1 PARTY LETTER, "1/QĐ-UBND|20-CT/TU|77/STC-NS" },
	{ "others first", LETTER PARTY D1, "77/STC-NS|20-CT/TU|1/QĐ-UBND" },
	{ "cover", COVER D1 DECISION("2/QĐ-UBND", "3"), "1/QĐ-UBND|2/QĐ-UBND" },
	{ "columns of a table",
	  D1 "BỘ TÀI CHÍNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
	     "Số: 9/2021/TT-BTC\tHà Nội, ngày 8 tháng 4 năm 2021\n"
	     "THÔNG TƯ\nQuy định mức thu\n" BASE,
	  "1/QĐ-UBND|9/2021/TT-BTC" },
	{ "words over lines",
	  D1 "CHÍNH PHỦ\nCỘNG HOÀ XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\nSố:\n7/NQ-CP\n"
	     "Hà Nội ngày 01\ntháng 12 năm 2025\n"
	     "NGHỊ\nQUYẾT\nVề dự án\n" BASE,
	  "1/QĐ-UBND|7/NQ-CP" },
	/* what must stay together */
	{ "former has no end",
	  "ỦY BAN NHÂN DÂN\n" STATE "Số: 1/QĐ-UBND\nHuế, ngày 1 tháng 2 năm "
	  "2021\nQUYẾT ĐỊNH\n" BASE DECISION("2/QĐ-UBND", "3"),
	  "1/QĐ-UBND" },
	{ "regulation",
	  D1 STATE
	  "QUY CHẾ\nLàm việc\n"
	  "(Ban hành kèm theo Quyết định số 1/QĐ-UBND ngày 2 tháng 3 năm "
	  "2021)\nĐiều 1. Phạm vi.\n",
	  "1/QĐ-UBND" },
	{ "annex repeats the number", D1 D1, "1/QĐ-UBND" },
	{ "annex of another number",
	  D1 STATE "Số: 3/KH-UBND\n"
		   "Hải Dương, ngày 5 tháng 3 năm 2021\nKẾ HOẠCH\nThực hiện\n"
		   "(Kèm theo Quyết định số 1/QĐ-UBND)\nI. Mục tiêu\n",
	  "1/QĐ-UBND" },
	{ "form",
	  D1 "Mẫu số 03\nỦY BAN NHÂN DÂN\n" STATE "Số: 5/QĐ-UBND\n" HUE
	     "QUYẾT ĐỊNH\n" BASE,
	  "1/QĐ-UBND" },
	{ "blanks to fill in",
	  D1 "ỦY BAN NHÂN DÂN ......\n" STATE "Số: 5/QĐ-UBND\n" HUE
	     "QUYẾT ĐỊNH\n" BASE,
	  "1/QĐ-UBND" },
	{ "no number",
	  D1 "ỦY BAN NHÂN DÂN\n" STATE "Số:     /QĐ-UBND\n" HUE
	     "QUYẾT ĐỊNH\n" BASE,
	  "1/QĐ-UBND" },
	{ "no date",
	  D1 "ỦY BAN NHÂN DÂN\n" STATE
	     "Số: 5/QĐ-UBND\nHuế, ngày    tháng 3 năm 2021\n"
	     "QUYẾT ĐỊNH\n" BASE,
	  "1/QĐ-UBND" },
	{ "no type",
	  D1 "ỦY BAN NHÂN DÂN\n" STATE "Số: 5/QĐ-UBND\n" HUE
	     "Danh sách kèm theo gồm các ông, bà.\n",
	  "1/QĐ-UBND" },
	{ "type of another number",
	  D1 "ỦY BAN NHÂN DÂN\n" STATE "Số: 5/QĐ-UBND\n" HUE "THÔNG BÁO\n" BASE,
	  "1/QĐ-UBND" },
	{ "no motto",
	  D1 "ỦY BAN NHÂN DÂN\nSố: 5/QĐ-UBND\n"
	     "Huế, ngày 2 tháng 3 năm 2021\nQUYẾT ĐỊNH\n" BASE,
	  "1/QĐ-UBND" },
	{ "a certified copy",
	  D1 "ỦY BAN NHÂN DÂN\n" STATE "SAO Y BẢN CHÍNH\nSố: 5/SY-UBND\n" HUE,
	  "1/QĐ-UBND" },
	{ "first head is an annex's",
	  "Một bài viết.\n" STATE "QUY CHẾ\nLàm việc\n" D1, "1/QĐ-UBND" },
};

START_TEST(split__cases)
{
	const char *got = numbers(cases[_i].text);

	ck_assert_msg(!strcmp(got, cases[_i].want), "%s: got '%s', want '%s'",
		      cases[_i].name, got, cases[_i].want);
}
END_TEST

/* A part begins at the left block above the motto, not at the signature. */
START_TEST(split__begins_at_the_body)
{
	static const char text[] =
		DECISION("1/QĐ-UBND", "2") DECISION("2/QĐ-UBND", "3");

	ck_assert_str_eq(numbers(text), "1/QĐ-UBND|2/QĐ-UBND");
	ck_assert_uint_eq(parts[1].from,
			  sizeof(DECISION("1/QĐ-UBND", "2")) - 1);
}
END_TEST

START_TEST(split__many_have_an_end)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);

	for (int i = 1; i <= VB_PARTS_MAX + 5; i++)
		ck_assert(!vb_buf_printf(&text,
					 STATE "Số: %d/QĐ-UBND\nHuế, ngày 2 "
					       "tháng 3 năm 2021\nQUYẾT "
					       "ĐỊNH\nVề việc\n./.\n",
					 i));
	split(vb_buf_str(&text));
	ck_assert_uint_eq(n_parts, VB_PARTS_MAX);
	vb_buf_clear(&text);
}
END_TEST

static double seconds_of(const char *piece, size_t times)
{
	struct vb_buf text = VB_BUF_INIT((size_t)1 << 30);
	clock_t start;

	for (size_t i = 0; i < times; i++)
		ck_assert(!vb_buf_append_cstr(&text, piece));
	start = clock();
	split(vb_buf_str(&text));
	vb_buf_clear(&text);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static const char *const hostile[] = {
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ",
	DECISION("1/QĐ-UBND", "2"),
	"ỦY BAN NHÂN DÂN\nSố: 1\n",
	"./.\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/QĐ-UBND\n",
};

/* Four times the text takes four times as long, with room for noise. */
START_TEST(split__is_linear)
{
	double once = seconds_of(hostile[_i], 10000);
	double four = seconds_of(hostile[_i], 40000);

	ck_assert_msg(four < 10 * once + 0.1, "%f s, then %f s", once, four);
}
END_TEST

/* cut */

static struct vb_block blocks[] = {
	{ VB_BLOCK_PAGE, 1, 0, 0 },	 { VB_BLOCK_PARAGRAPH, 0, 0, 4 },
	{ VB_BLOCK_PAGE, 2, 5, 5 },	 { VB_BLOCK_PARAGRAPH, 0, 5, 9 },
	{ VB_BLOCK_HEADING, 2, 10, 14 }, { VB_BLOCK_PAGE, 3, 15, 15 },
	{ VB_BLOCK_ROW, 0, 15, 19 },
};

static struct vb_record whole, cut;

static void cut_out(size_t from, size_t to)
{
	struct vb_part part = { .from = from, .to = to };

	vb_record_init(&whole, &arena);
	whole.text = VB_STR("aaaa\nbbbb\ncccc\ndddd");
	whole.blocks = blocks;
	whole.n_blocks = 7;
	whole.partial = true;
	whole.warning = VB_STR("cut off");
	whole.fields[VB_FIELD_TITLE] =
		(struct vb_field){ .value = VB_STR("dddd"),
				   .how = VB_HOW_READ,
				   .from = 15,
				   .to = 19 };
	whole.fields[VB_FIELD_URL] =
		(struct vb_field){ .value = VB_STR("https://example.org/"),
				   .how = VB_HOW_GIVEN };
	vb_record_init(&cut, &arena);
	ck_assert_int_eq(vb_part_cut(&cut, &whole, &part), VB_OK);
}

static void check_block(size_t i, enum vb_block_kind kind, unsigned level,
			size_t from, size_t to)
{
	ck_assert_uint_lt(i, cut.n_blocks);
	ck_assert_int_eq(cut.blocks[i].kind, kind);
	ck_assert_uint_eq(cut.blocks[i].level, level);
	ck_assert_uint_eq(cut.blocks[i].from, from);
	ck_assert_uint_eq(cut.blocks[i].to, to);
}

START_TEST(cut__first_keeps_what_the_file_says)
{
	cut_out(0, 10);
	ck_assert(vb_str_eq(cut.text, VB_STR("aaaa\nbbbb")));
	ck_assert_uint_eq(cut.n_blocks, 4);
	check_block(0, VB_BLOCK_PAGE, 1, 0, 0);
	check_block(3, VB_BLOCK_PARAGRAPH, 0, 5, 9);
	ck_assert(vb_str_eq(cut.fields[VB_FIELD_TITLE].value, VB_STR("dddd")));
	/* it stood beyond the part */
	ck_assert_uint_eq(cut.fields[VB_FIELD_TITLE].to, 0);
	ck_assert(cut.partial);
}
END_TEST

START_TEST(cut__later_one_knows_its_page)
{
	cut_out(10, 19);
	ck_assert(vb_str_eq(cut.text, VB_STR("cccc\ndddd")));
	ck_assert_uint_eq(cut.n_blocks, 4);
	check_block(0, VB_BLOCK_PAGE, 2, 0, 0);
	check_block(1, VB_BLOCK_HEADING, 2, 0, 4);
	check_block(2, VB_BLOCK_PAGE, 3, 5, 5);
	check_block(3, VB_BLOCK_ROW, 0, 5, 9);
	ck_assert_uint_eq(cut.fields[VB_FIELD_TITLE].value.len, 0);
	ck_assert_uint_gt(cut.fields[VB_FIELD_URL].value.len, 0);
	ck_assert(cut.partial);
}
END_TEST

/* A page that begins with the part is said once. */
START_TEST(cut__on_a_new_page)
{
	cut_out(15, 19);
	ck_assert_uint_eq(cut.n_blocks, 2);
	check_block(0, VB_BLOCK_PAGE, 3, 0, 0);
	check_block(1, VB_BLOCK_ROW, 0, 0, 4);
}
END_TEST

/* A block that reaches over the part's last line end is cut to its text. */
START_TEST(cut__block_over_the_end)
{
	struct vb_part part = { .from = 0, .to = 5 };
	struct vb_block over = { VB_BLOCK_PARAGRAPH, 0, 1, 9 };

	vb_record_init(&whole, &arena);
	whole.text = VB_STR("aaaa\nbbbb");
	whole.blocks = &over;
	whole.n_blocks = 1;
	vb_record_init(&cut, &arena);
	ck_assert_int_eq(vb_part_cut(&cut, &whole, &part), VB_OK);
	ck_assert_uint_eq(cut.n_blocks, 1);
	check_block(0, VB_BLOCK_PARAGRAPH, 0, 1, 4);
}
END_TEST

/* real documents */

#define DOCUMENTS 200

static struct vb_str real[DOCUMENTS];
static size_t n_real;

/* The texts of VB_DATA/official; none where it is absent. */
static void load_real(void)
{
	const char *data = getenv("VB_DATA");
	static char line[1 << 22];
	char path[4096];
	gzFile in;

	snprintf(path, sizeof(path), "%s/official/dev.jsonl.gz",
		 data ? data : "../shared/data");
	in = gzopen(path, "rb");
	n_real = 0;
	while (in && n_real < DOCUMENTS && gzgets(in, line, sizeof(line))) {
		json_t *object = json_loads(line, 0, NULL);
		const char *text =
			json_string_value(json_object_get(object, "text"));
		struct vb_buf clean = VB_BUF_INIT(1 << 22);
		struct vb_text_report report = { 0 };

		ck_assert_ptr_nonnull(text);
		ck_assert(!vb_text_clean(&clean, &report, vb_str_from(text)));
		ck_assert(vb_arena_dup(&real[n_real], &arena,
				       vb_str_trim(vb_buf_str(&clean))));
		n_real++;
		vb_buf_clear(&clean);
		json_decref(object);
	}
	if (in)
		gzclose(in);
	else
		printf("skipped: no %s\n", path);
}

/* Each of them is one document, annexes and forms included. */
START_TEST(split__real_documents_stay_whole)
{
	load_real();
	for (size_t i = 0; i < n_real; i++) {
		split(real[i]);
		ck_assert_msg(n_parts == 1, "document %zu: %zu parts", i,
			      n_parts);
	}
}
END_TEST

/* Does it have a letterhead with the motto, as documents of today have? */
static bool has_head(struct vb_str text)
{
	return vb_str_find(vb_str_sub(text, 0, 600), VB_STR("CỘNG H"), 0) !=
	       VB_NPOS;
}

/*
 * Two behind one another: a split is made at the seam or not at all, and it
 * is made in nine of ten.
 */
START_TEST(split__real_documents_come_apart)
{
	size_t tried = 0, found = 0;

	load_real();
	for (size_t i = 0; i + 1 < n_real; i++) {
		struct vb_str a = real[i], b = real[(i * 7 + 3) % n_real];
		struct vb_buf text = VB_BUF_INIT(1 << 24);

		if (a.ptr == b.ptr || !has_head(a) || !has_head(b))
			continue;
		ck_assert(!vb_buf_append(&text, a));
		ck_assert(!vb_buf_append_char(&text, '\n'));
		ck_assert(!vb_buf_append(&text, b));
		split(vb_buf_str(&text));
		tried++;
		ck_assert_uint_le(n_parts, 2);
		if (n_parts == 2)
			ck_assert_uint_eq(parts[1].from, a.len + 1);
		found += n_parts == 2;
		vb_buf_clear(&text);
	}
	if (tried)
		ck_assert_msg(10 * found >= 9 * tried, "%zu of %zu", found,
			      tried);
}
END_TEST

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("split");
	TCase *tc = tcase_create("split");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_set_timeout(tc, 120);
	LOOP(tc, split__cases, cases);
	tcase_add_test(tc, split__begins_at_the_body);
	tcase_add_test(tc, split__many_have_an_end);
	LOOP(tc, split__is_linear, hostile);
	tcase_add_test(tc, cut__first_keeps_what_the_file_says);
	tcase_add_test(tc, cut__later_one_knows_its_page);
	tcase_add_test(tc, cut__on_a_new_page);
	tcase_add_test(tc, cut__block_over_the_end);
	tcase_add_test(tc, split__real_documents_stay_whole);
	tcase_add_test(tc, split__real_documents_come_apart);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
