/*
 * The five portal pages the project began with, and other real input. The
 * facts are read off the pages by a person (documents.md's table).
 */
#include "reading.h"
#include "base/lines.h"

static const struct seed {
	const char *file, *title, *date, *number; /* NULL: no mention */
	const char *first, *last; /* how the text begins and ends */
	const char *origin, *place;
} seeds[] = {
	{ "seeds/000_2a270e7422a478f9.txt",
	  "Tình hình triển khai thực hiện đề án \"Nâng cao chất lượng hoạt "
	  "động hđnd quận, huyện, xã, phường, thị trấn giai đoạn "
	  "2012-2015\" (20/6)",
	  "2016-06-20", "01/ĐA-HĐND-TT",
	  "1. Công tác triển khai, xây dựng kế hoạch thực hiện Đề án\n",
	  "(Xem tiếp kỳ sau)\n(Nguồn: Báo Cần Thơ, 20-6-2016)", "Báo Cần Thơ",
	  "Cần Thơ" },
	{ "seeds/001_d53810aed89ebcd8.txt",
	  "Phát động phong trào thi đua trong hoạt động của HĐND các cấp "
	  "trên địa bàn huyện năm 2024",
	  "2024-02-02", NULL, "Với chủ đề “Tiếp tục đổi mới", NULL, "",
	  "Hà Nội" },
	{ "seeds/002_f3c59d940a2c8084.txt",
	  "Tình hình tổ chức và hoạt động của HĐND các cấp TP Cần Thơ nhiệm "
	  "kỳ 2016-2021",
	  "2021-05-09", NULL, "(Tiếp theo kỳ trước)\nMột số giải pháp",
	  "thường trực HĐND và các cơ quan của HĐND…", "", "Cần Thơ" },
	{ "seeds/003_78ba6d9c07d610cf.txt",
	  "Thường trực HĐND thị xã làm việc với Thường trực HĐND các phường, "
	  "xã về tình hình hoạt động trong 9 tháng đầu năm",
	  "2019-10-11", "07/KH-TTHĐND",
	  "Thực hiện Luật tổ chức chính quyền địa phương", NULL, "", "" },
	{ "seeds/004_c54a8c3c9cd680a8.txt",
	  "Nâng cao chất lượng hoạt động đại biểu HĐND các cấp", "2021-11-16",
	  "20-CT/TU",
	  "Đây là chỉ đạo của Ban Thường vụ Tỉnh ủy tại Chỉ thị số 20-CT/TU",
	  "theo quy định.\nNguồn Báo điện tử Hải Dương",
	  "Báo điện tử Hải Dương", "Hải Dương" },
};

/* What stands around the texts: none of it may be in them. */
static const char *const around[] = {
	"Lượt truy cập",
	"số người truy cập",
	"Đang online",
	"Hôm nay308",
	"1798368",
	"Video clip",
	"Bản đồ",
	"Liên kết Website",
	"LIÊN KẾT WEBSITE",
	"Du lịch cần thơ",
	"Tin bài liên quan",
	"View count",
	"Ngày đăng",
	"Ngày cập nhật",
	"Cập nhật:",
	"PHẦN MỀM TÁC NGHIỆP",
	"THƯ VIỆN ẢNH",
	"Thời tiết",
	"TP Hồ Chí Minh",
	"Chia sẻ bài viết",
	"Tìm kiếm",
	"Các tin khác",
	"Xem tin theo ngày",
	"Thống kê truy cập",
	"2.888.220",
	"3.490 khách",
	"Các tin mới hơn",
	"Các bài liên quan",
	"Chưa tăng học phí",
	"Quay lại",
	"18:18",
	"Nhịp cầu dân cử",
	"29/09/2022",
};

static bool read_file(const char *name)
{
	struct vb_buf bytes = VB_BUF_INIT(64 << 20);
	char path[512];
	bool there = data_path(path, sizeof(path), name);

	if (there) {
		ck_assert_int_eq(vb_file_read(&bytes, path, 0, &err), VB_OK);
		ck_assert_int_eq(read_as(NULL, vb_buf_str(&bytes)), VB_OK);
	}
	vb_buf_clear(&bytes);
	return there;
}

static const struct vb_reference *reference_to(const char *number)
{
	const struct vb_reference *m = record.references;

	while (m && strcmp(m->number.ptr, number))
		m = m->next;
	return m;
}

START_TEST(seed__facts)
{
	const struct seed *s = &seeds[_i];

	if (!read_file(s->file))
		return;
	ck_assert_str_eq(value(VB_FIELD_TITLE), s->title);
	ck_assert_str_eq(value(VB_FIELD_DATE), s->date);
	ck_assert_str_eq(value(VB_FIELD_KIND), "article");
	ck_assert_str_eq(value(VB_FIELD_ORIGIN), s->origin);
	ck_assert_str_eq(value(VB_FIELD_PLACE), s->place);
	ck_assert(vb_str_starts(record.text, vb_str_from(s->first)));
	if (s->last)
		ck_assert(vb_str_ends(record.text, vb_str_from(s->last)));
	ck_assert(!record.partial);
	ck_assert_ptr_nonnull(record.references); /* laws, by their names */
	if (s->number)
		ck_assert_ptr_nonnull(reference_to(s->number));
}
END_TEST

/*
 * What the pages state around the text, as JSON; "" where they say nothing.
 * Items of lists as they stand in the file: 000 and 003 head a list that the
 * saved page has empty.
 */
static const struct {
	const char *topic, *posted, *updated, *views, *next, *previous;
	const char *newer, *related;
} around_seeds[] = {
	{ "Nhịp cầu dân cử", "", "", "", "\"Xem tiếp kỳ sau\"", "", "", "" },
	{ "Hoạt đông của hội đồng nhân dân", "\"2024-02-02T01:30+07:00\"", "",
	  "103", "", "", "", "" },
	{ "", "\"2021-05-09T18:18+07:00\"", "", "", "",
	  "\"Tiếp theo kỳ trước\"", "", "" },
	{ "", "", "\"2019-10-11\"", "", "", "", "", "" },
	{ "Tin hoạt động HĐND", "", "\"2021-11-16T09:02:25+07:00\"", "", "", "",
	  "[{\"title\":\"Kỳ họp thứ 11 HĐND tỉnh Hải Dương khóa XVII thông qua "
	  "4 nghị quyết\",\"date\":\"2022-09-29\"},"
	  "{\"title\":\"Chưa tăng học phí\",\"date\":\"2022-09-29\"},"
	  "{\"title\":\"Thường trực HĐND tỉnh triệu tập kỳ họp thứ 11 HĐND "
	  "tỉnh khoá XVII\",\"date\":\"2022-09-26\"},"
	  "{\"title\":\"Chỉ đạo quyết liệt, tổ chức thực hiện hiệu quả kế "
	  "hoạch đầu tư công năm 2022\",\"date\":\"2022-08-12\"},"
	  "{\"title\":\"Khai mạc Kỳ họp thứ 10 HĐND tỉnh khóa XVII\","
	  "\"date\":\"2022-08-12\"}]",
	  "[{\"title\":\"Kỳ họp thứ 5 HĐND tỉnh sẽ được tổ chức trong 3 ngày "
	  "vào trung tuần tháng 12\",\"date\":\"2021-11-04\"},"
	  "{\"title\":\"Kỳ họp thứ 4 HĐND tỉnh thông qua 11 nghị quyết quan "
	  "trọng\",\"date\":\"2021-10-29\"},"
	  "{\"title\":\"Đại biểu HĐND tỉnh thảo luận nhiều vấn đề "
	  "\\\"nóng\\\"\",\"date\":\"2021-10-29\"},"
	  "{\"title\":\"Băn khoăn mức thu học trực tuyến bằng học trực "
	  "tiếp\",\"date\":\"2021-10-29\"},"
	  "{\"title\":\"Khai mạc Kỳ họp thứ 4 HĐND tỉnh khóa XVII\","
	  "\"date\":\"2021-10-29\"}]" },
};

START_TEST(seed__around)
{
	size_t n = 0, want = 0;
	const struct {
		const char *name, *json;
	} extras[] = {
		{ "posted", around_seeds[_i].posted },
		{ "updated", around_seeds[_i].updated },
		{ "views", around_seeds[_i].views },
		{ "series_next", around_seeds[_i].next },
		{ "series_previous", around_seeds[_i].previous },
		{ "newer", around_seeds[_i].newer },
		{ "related", around_seeds[_i].related },
	};

	if (!read_file(seeds[_i].file))
		return;
	ck_assert_str_eq(value(VB_FIELD_TOPIC), around_seeds[_i].topic);
	for (size_t i = 0; i < sizeof(extras) / sizeof(extras[0]); i++) {
		ck_assert_str_eq(extra(extras[i].name), extras[i].json);
		want += extras[i].json[0] != 0;
	}
	for (const struct vb_extra *x = record.extras; x; x = x->next)
		n++;
	ck_assert_uint_eq(n, want);
}
END_TEST

/* Line `no` (from 1) of a seed file, clean and trimmed. */
static void seed_line(struct vb_buf *out, const char *file, unsigned no)
{
	struct vb_buf raw = VB_BUF_INIT(1 << 20), clean = VB_BUF_INIT(1 << 20);
	struct vb_str rest, line = VB_STR_EMPTY;
	char path[512];

	ck_assert(data_path(path, sizeof(path), file));
	ck_assert_int_eq(vb_file_read(&raw, path, 0, NULL), VB_OK);
	ck_assert_int_eq(vb_text_clean(&clean, NULL, vb_buf_str(&raw)), VB_OK);
	rest = vb_buf_str(&clean);
	while (no-- && vb_str_next_line(&line, &rest))
		continue;
	vb_buf_truncate(out, 0);
	ck_assert_int_eq(vb_buf_append(out, vb_str_trim(line)), VB_OK);
	vb_buf_clear(&clean);
	vb_buf_clear(&raw);
}

/* Authors by their place in the file, 0: none */
static const unsigned author_lines[] = { 0, 20, 0, 25, 0 };

START_TEST(seed__author)
{
	struct vb_buf line = VB_BUF_INIT(1 << 16);

	if (!read_file(seeds[_i].file))
		return;
	if (author_lines[_i])
		seed_line(&line, seeds[_i].file, author_lines[_i]);
	ck_assert(vb_str_eq(record.fields[VB_FIELD_AUTHOR].value,
			    vb_buf_str(&line)));
	vb_buf_clear(&line);
}
END_TEST

/* Blocks that are no paragraphs, each with its line of the file. */
static const struct {
	int seed;
	enum vb_block_kind kind;
	unsigned level, line;
} seed_blocks[] = {
	{ 0, VB_BLOCK_HEADING, 2, 15 }, { 2, VB_BLOCK_ITEM, 1, 9 },
	{ 2, VB_BLOCK_ITEM, 1, 11 },	{ 2, VB_BLOCK_ITEM, 1, 13 },
	{ 2, VB_BLOCK_ITEM, 1, 15 },	{ 2, VB_BLOCK_ITEM, 1, 17 },
	{ 3, VB_BLOCK_CAPTION, 0, 7 },	{ 3, VB_BLOCK_CAPTION, 0, 13 },
	{ 3, VB_BLOCK_CAPTION, 0, 17 }, { 4, VB_BLOCK_CAPTION, 0, 11 },
};

#define N_SEED_BLOCKS (sizeof(seed_blocks) / sizeof(seed_blocks[0]))

START_TEST(seed__blocks)
{
	struct vb_buf line = VB_BUF_INIT(1 << 16);
	size_t k = 0, at = 0;

	if (!read_file(seeds[_i].file))
		return;
	while (k < N_SEED_BLOCKS && seed_blocks[k].seed < _i)
		k++;
	ck_assert_uint_gt(record.n_blocks, 0);
	for (size_t i = 0; i < record.n_blocks; i++) {
		const struct vb_block *b = &record.blocks[i];

		ck_assert_uint_eq(b->from, at);
		at = b->to + 1;
		if (b->kind == VB_BLOCK_PARAGRAPH)
			continue;
		ck_assert_uint_lt(k, N_SEED_BLOCKS);
		ck_assert_int_eq(seed_blocks[k].seed, _i);
		ck_assert_int_eq(b->kind, seed_blocks[k].kind);
		ck_assert_uint_eq(b->level, seed_blocks[k].level);
		seed_line(&line, seeds[_i].file, seed_blocks[k++].line);
		ck_assert(vb_str_eq(vb_str_sub(record.text, b->from, b->to),
				    vb_buf_str(&line)));
	}
	ck_assert_uint_eq(at, record.text.len + 1);
	ck_assert(k == N_SEED_BLOCKS || seed_blocks[k].seed > _i);
	vb_buf_clear(&line);
}
END_TEST

START_TEST(seed__nothing_around_the_text)
{
	if (!read_file(seeds[_i].file))
		return;
	for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++)
		ck_assert_msg(!strstr(text(), around[i]), "%s: %s",
			      seeds[_i].file, around[i]);
}
END_TEST

/* Every long line of the page is in the text: no sentence is lost. */
START_TEST(seed__no_sentence_lost)
{
	struct vb_buf raw = VB_BUF_INIT(1 << 20), clean = VB_BUF_INIT(1 << 20);
	struct vb_str rest, line;
	char path[512];

	if (!read_file(seeds[_i].file))
		return;
	data_path(path, sizeof(path), seeds[_i].file);
	ck_assert_int_eq(vb_file_read(&raw, path, 0, NULL), VB_OK);
	ck_assert_int_eq(vb_text_clean(&clean, NULL, vb_buf_str(&raw)), VB_OK);
	rest = vb_buf_str(&clean);
	while (vb_str_next_line(&line, &rest)) {
		line = vb_str_trim(line);
		if (line.len > 200 &&
		    !vb_str_starts(line, VB_STR("số người")) &&
		    !vb_str_eq(line, record.fields[VB_FIELD_TITLE].value))
			ck_assert(vb_str_find(record.text, line, 0) != VB_NPOS);
	}
	vb_buf_clear(&raw);
	vb_buf_clear(&clean);
}
END_TEST

START_TEST(seed__yearless_date_is_inferred)
{
	if (!read_file(seeds[4].file))
		return;
	ck_assert_str_eq(record.references->type.ptr, "chi-thi");
	ck_assert_str_eq(record.references->date.ptr, "2021-11-15");
	ck_assert_int_eq(record.references->date_how, VB_HOW_INFERRED);
}
END_TEST

START_TEST(seed__broken_paragraph)
{
	if (!read_file(seeds[3].file))
		return;
	ck_assert_ptr_nonnull(
		strstr(text(), "trong việc thực hiện các chỉ tiêu"));
	ck_assert_ptr_nonnull(reference_to("07/KH-TTHĐND"));
	ck_assert_str_eq(reference_to("07/KH-TTHĐND")->date.ptr, "2019-09-24");
}
END_TEST

/* Pages of the national database: number, type and dates as it prints them */
static const struct {
	const char *file, *number, *type, *date, *effective;
} pages[] = {
	{ "formats/html/doc_000352.html.gz", "60/2025/TT-NHNN", "thong-tu",
	  "2025-12-30", "2026-02-13" },
	{ "formats/html/doc_000440.html.gz", "43/2025/QĐ-TTg", "quyet-dinh",
	  "2025-11-28", "2026-03-01" },
	{ "formats/html/doc_000479.html.gz", "109/2025/TT-BTC", "thong-tu",
	  "2025-11-18", "2025-11-20" },
	{ "formats/html/doc_000651.html.gz", "34/2024/TT-BTNMT", "thong-tu",
	  "2024-12-16", "2025-01-31" },
};

START_TEST(html__national_database)
{
	if (!read_file(pages[_i].file))
		return;
	ck_assert_str_eq(value(VB_FIELD_NUMBER), pages[_i].number);
	ck_assert_str_eq(value(VB_FIELD_TYPE), pages[_i].type);
	ck_assert_str_eq(value(VB_FIELD_DATE), pages[_i].date);
	ck_assert_str_eq(value(VB_FIELD_EFFECTIVE_DATE), pages[_i].effective);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_ptr_null(strstr(text(), "TRANG CHỦ"));
	ck_assert_ptr_null(strstr(text(), "\nMục lục\n"));
}
END_TEST

/* Take the truth's keys away and see how much of it the text gives back. */
struct tally {
	unsigned n, number, date, type;
};

static void tally_line(struct tally *t, struct vb_str line)
{
	struct vb_str text_given, number, date;
	char type[64];

	ck_assert_int_eq(read_as("ndjson", line), VB_OK);
	text_given = record.text;
	number = record.fields[VB_FIELD_NUMBER].value;
	date = record.fields[VB_FIELD_DATE].value;
	snprintf(type, sizeof(type), "%s", value(VB_FIELD_TYPE));
	vb_record_init(&record, &arena);
	record.text = text_given;
	ck_assert_int_eq(vb_record_understand(&record), VB_OK);
	t->n++;
	t->number += vb_str_eq(record.fields[VB_FIELD_NUMBER].value, number);
	t->date += vb_str_eq(record.fields[VB_FIELD_DATE].value, date);
	t->type += !strcmp(value(VB_FIELD_TYPE), type);
}

START_TEST(official__read_back)
{
	struct tally t = { 0 };
	struct vb_str line;
	vb_lines *lines;
	char path[512];
	size_t no;

	if (!data_path(path, sizeof(path), "official/dev.jsonl.gz"))
		return;
	ck_assert_int_eq(vb_lines_open(&lines, path, &err), VB_OK);
	while (!vb_lines_next(&line, &no, lines, 64 << 20, &err))
		tally_line(&t, line);
	vb_lines_close(lines);
	ck_assert_uint_eq(t.n, 137);
	/* Three of the texts lack their head: 134 can be read at most. */
	ck_assert_uint_ge(t.number, 133);
	ck_assert_uint_ge(t.date, 133);
	ck_assert_uint_ge(t.type, 128);
}
END_TEST

START_TEST(laws__notes_are_extras)
{
	struct vb_str line;
	vb_lines *lines;
	char path[512];
	size_t no, n = 0;

	if (!data_path(path, sizeof(path), "laws/articles-62k.jsonl.gz"))
		return;
	ck_assert_int_eq(vb_lines_open(&lines, path, &err), VB_OK);
	while (n < 500 && !vb_lines_next(&line, &no, lines, 64 << 20, &err)) {
		ck_assert_int_eq(read_as("ndjson", line), VB_OK);
		ck_assert_str_eq(record.extras->name.ptr, "related");
		ck_assert_str_eq(record.extras->next->name.ptr, "note");
		ck_assert_uint_eq(record.extras->next->json.ptr[0], '"');
		ck_assert_uint_gt(record.fields[VB_FIELD_TITLE].value.len, 0);
		ck_assert(!record.partial);
		ck_assert_uint_eq(no, ++n);
	}
	vb_lines_close(lines);
	ck_assert_uint_eq(n, 500);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("seeds");

	LOOP(tc, seed__facts, seeds);
	LOOP(tc, seed__around, around_seeds);
	LOOP(tc, seed__author, seeds);
	LOOP(tc, seed__blocks, seeds);
	LOOP(tc, seed__nothing_around_the_text, seeds);
	LOOP(tc, seed__no_sentence_lost, seeds);
	tcase_add_test(tc, seed__yearless_date_is_inferred);
	tcase_add_test(tc, seed__broken_paragraph);
	LOOP(tc, html__national_database, pages);
	tcase_add_test(tc, official__read_back);
	tcase_add_test(tc, laws__notes_are_extras);
	tcase_set_timeout(tc, 60);
	return run("seeds", tc);
}
