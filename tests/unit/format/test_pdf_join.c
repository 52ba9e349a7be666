/*
 * PDF: what pdftotext takes apart and this puts together again, words at a
 * change of the font and rows at the page's end.
 */
#include "reading.h"

#include "format/pdf.h"
#include "pdf_make.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *laid_out(struct vb_str xhtml)
{
	static char out[1 << 18];
	struct vb_pdf pdf = VB_PDF_INIT;
	vb_layout *layout;
	size_t n = 0;

	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	ck_assert_int_eq(vb_pdf_parse(&pdf, xhtml), VB_OK);
	ck_assert_int_eq(vb_pdf_decode(&pdf), VB_OK);
	ck_assert_int_eq(vb_layout_open(&layout, &record), VB_OK);
	ck_assert_int_eq(vb_pdf_write(layout, &pdf), VB_OK);
	ck_assert_int_eq(vb_layout_close(layout), VB_OK);
	vb_pdf_clear(&pdf);
	out[0] = '\0';
	for (size_t i = 0; i < record.n_blocks; i++) {
		const struct vb_block *b = &record.blocks[i];

		if (b->kind != VB_BLOCK_PAGE)
			n += (size_t)snprintf(out + n, sizeof(out) - n,
					      "%s%s%.*s", n ? "\n" : "",
					      b->kind == VB_BLOCK_ROW  ? "|" :
					      b->kind == VB_BLOCK_NOTE ? "#" :
									 "",
					      (int)(b->to - b->from),
					      record.text.ptr + b->from);
		ck_assert_uint_lt(n, sizeof(out));
	}
	return out;
}

/* A line of parts, each `gap` thousandths of its height behind the last: '_'
 * in `parts` is a space. */
struct line {
	const char *parts, *want;
	int gap;
	int lower; /* thousandths that every other part is smaller */
};

static void make_line(struct vb_buf *out, const struct line *line)
{
	struct vb_str rest = vb_str_from(line->parts);
	double x = 60, size = 16.9;
	bool odd = false;

	vb_buf_append_cstr(out, "<page width=\"600.0\" height=\"800.0\">"
				"<flow><block ><line >\n");
	while (rest.len) {
		size_t end = vb_str_find(rest, VB_STR(" "), 0);
		struct vb_str w = vb_str_sub(rest, 0, end);
		double height = size * (odd ? 1000 - line->lower : 1000) / 1000;

		rest = vb_str_skip(rest, w.len + 1);
		if (vb_str_eq(w, VB_STR("_"))) {
			x += 0.2 * size;
			continue;
		}
		vb_buf_printf(out,
			      "<word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" "
			      "yMax=\"%f\">%.*s</word>\n",
			      x, 100.0, x + 8 * (double)count_chars(w),
			      100 + height, VB_STR_ARG(w));
		x += 8 * (double)count_chars(w) + size * line->gap / 1000;
		odd = !odd;
	}
	vb_buf_append_cstr(out, "</line></block></flow></page>");
}

/* As LiberationSerif with DejaVuSerif for ả, ỉ … gives them: the gaps there
 * are between -0.010 and 0.009 of the height. */
static const struct line lines[] = {
	{ "B ả n _ sao _ c ủ a", "Bản sao của", 1, 0 },
	{ "T Ỉ NH _ Ủ Y", "TỈNH ỦY", -9, 0 },
	{ "S ố : _ 05/NQ-HĐND", "Số: 05/NQ-HĐND", 2, 0 },
	{ "đ ể _ ủ , _ v ậ t", "để ủ, vật", -4, 0 },
	{ "( th ị )", "(thị)", 0, 0 },
	/* two fonts of one size have boxes of other heights */
	{ "ch ỉ _ th ị", "chỉ thị", 1, 60 },
	/* spaces that a program gave no width are spaces all the same */
	{ "ban hành", "ban hành", 0, 0 },
	{ "của Luật", "của Luật", 0, 0 },
	{ "này. Điều", "này. Điều", 0, 0 },
	{ "12 34", "12 34", 0, 0 },
	/* a gap is a gap */
	{ "T ỉ nh", "T ỉ nh", 120, 0 },
};

START_TEST(pdf_join__font_changes)
{
	struct vb_buf xhtml = VB_BUF_INIT(1 << 20);

	make_line(&xhtml, &lines[_i]);
	ck_assert_str_eq(laid_out(vb_buf_str(&xhtml)), lines[_i].want);
	vb_buf_clear(&xhtml);
}
END_TEST

/* Long chains take time in proportion to their length. */
START_TEST(pdf_join__many_parts)
{
	struct vb_buf parts = VB_BUF_INIT(1 << 22);
	struct vb_buf xhtml = VB_BUF_INIT((size_t)1 << 26);
	struct line line = { NULL, NULL, 0, 0 };

	for (int i = 0; i < 100000; i++)
		vb_buf_append_cstr(&parts, i ? " a" : "b");
	line.parts = vb_buf_cstr(&parts);
	make_line(&xhtml, &line);
	laid_out(vb_buf_str(&xhtml));
	ck_assert_uint_eq(record.text.len, 100000);
	vb_buf_clear(&parts);
	vb_buf_clear(&xhtml);
}
END_TEST

static const struct put head[] = {
	{ 1, 60, 100, 10, "Việc" },
	{ 1, 300, 100, 10, "Nơi làm" },
	{ 1, 450, 100, 10, "Xong trước" },
	{ 1, 60, 130, 10, "Thống kê, lập danh sách" },
	{ 1, 300, 130, 10, "Các thôn" },
	{ 1, 450, 130, 10, "Tuần thứ nhất" },
	{ 1, 60, 160, 10, "Tập huấn cho người làm" },
	{ 1, 300, 160, 10, "Văn phòng" },
	{ 1, 450, 160, 10, "Tuần thứ hai" },
	{ 1, 60, 190, 10, "Bảo đảm trật tự, an toàn" },
	{ 1, 300, 190, 10, "Ban Công an" },
	{ 1, 450, 190, 10, "Tuần thứ ba" },
};

static const char head_text[] = "|Việc\tNơi làm\tXong trước\n"
				"|Thống kê, lập danh sách\tCác thôn\t"
				"Tuần thứ nhất\n"
				"|Tập huấn cho người làm\tVăn phòng\t"
				"Tuần thứ hai\n";

#define ROW(y, a, b, c)                                                        \
	{ 2, 60, y, 10, a }, { 2, 300, y, 10, b },                             \
	{                                                                      \
		2, 450, y, 10, c                                               \
	}

static const struct tail {
	struct put puts[16];
	const char *want;
} tails[] = {
	/* one cell goes on, in two lines; the table does too */
	{ { { 2, 60, 100, 10, "giao thông" },
	    { 2, 60, 112, 10, "đường bộ" },
	    ROW(142, "Phân loại rác", "Chợ", "Tuần thứ tư"),
	    ROW(172, "Nạo vét", "Xã", "Tuần thứ năm"),
	    ROW(202, "Đọc sách", "Trường", "Tuần thứ sáu") },
	  "|Bảo đảm trật tự, an toàn giao thông đường bộ\tBan Công an\t"
	  "Tuần thứ ba\n"
	  "|Phân loại rác\tChợ\tTuần thứ tư\n|Nạo vét\tXã\tTuần thứ năm\n"
	  "|Đọc sách\tTrường\tTuần thứ sáu" },
	/* a sentence that begins under the table is none of its cells */
	{ { { 2, 60, 100, 10, "Điều bốn." }, { 2, 60, 112, 10, "giao việc" } },
	  "|Bảo đảm trật tự, an toàn\tBan Công an\tTuần thứ ba\n"
	  "Điều bốn.\ngiao việc" },
	/* nor one that goes through the columns */
	{ { { 2, 60, 100, 10,
	      "giao thông đường bộ là việc của cả xã, của các thôn và các hộ "
	      "dân trong xã ta" } },
	  "|Bảo đảm trật tự, an toàn\tBan Công an\tTuần thứ ba\n"
	  "giao thông đường bộ là việc của cả xã, của các thôn và các hộ dân "
	  "trong xã ta" },
};

START_TEST(pdf_join__row_over_pages)
{
	struct put puts[COUNT(head) + 16];
	struct vb_buf xhtml = VB_BUF_INIT(1 << 20);
	char want[1000];
	size_t n = COUNT(head);

	memcpy(puts, head, sizeof(head));
	for (size_t i = 0; i < 16 && tails[_i].puts[i].text; i++)
		puts[n++] = tails[_i].puts[i];
	make_bbox(&xhtml, puts, n, 2);
	snprintf(want, sizeof(want), "%s%s", head_text, tails[_i].want);
	ck_assert_str_eq(laid_out(vb_buf_str(&xhtml)), want);
	vb_buf_clear(&xhtml);
}
END_TEST

/* The columns of a table do not go on in the recipients and signature. */
START_TEST(pdf_join__table_above_recipients)
{
	static const struct put below[] = {
		{ 1, 60, 220, 10, "Điều 4. Hiệu lực thi hành" },
		{ 1, 60, 234, 10, "Nghị quyết này có hiệu lực từ hôm nay." },
		{ 1, 120, 254, 10, "Nơi nhận:" },
		{ 1, 460, 254, 10, "CHỦ TỊCH" },
		{ 1, 120, 268, 10, "- Như trên;" },
		{ 1, 460, 268, 10, "A Văn Thử" },
		{ 1, 120, 282, 10, "- Lưu văn thư." },
	};
	struct put puts[COUNT(head) + COUNT(below)];
	struct vb_buf xhtml = VB_BUF_INIT(1 << 20);
	char want[1000];

	memcpy(puts, head, sizeof(head));
	memcpy(puts + COUNT(head), below, sizeof(below));
	make_bbox(&xhtml, puts, COUNT(puts), 1);
	snprintf(want, sizeof(want),
		 "%s|Bảo đảm trật tự, an toàn\tBan Công an\tTuần thứ ba\n"
		 "Điều 4. Hiệu lực thi hành\n"
		 "Nghị quyết này có hiệu lực từ hôm nay.\n"
		 "Nơi nhận:\n- Như trên;\n- Lưu văn thư.\n"
		 "CHỦ TỊCH\nA Văn Thử",
		 head_text);
	ck_assert_str_eq(laid_out(vb_buf_str(&xhtml)), want);
	vb_buf_clear(&xhtml);
}
END_TEST

/* A short name beside the recipients is a signature, not numbers of pages. */
START_TEST(pdf_join__narrow_signature)
{
	static const struct put puts[] = {
		{ 1, 60, 100, 10, "Nghị quyết này có hiệu lực từ hôm nay." },
		{ 1, 120, 140, 10, "Nơi nhận:" },
		{ 1, 400, 140, 10, "CHỦ TỊCH" },
		{ 1, 120, 154, 10, "- Như trên;" },
		{ 1, 400, 154, 10, "A Thử" },
		{ 1, 120, 168, 10, "- Lưu văn thư." },
	};
	struct vb_buf xhtml = VB_BUF_INIT(1 << 20);

	make_bbox(&xhtml, puts, COUNT(puts), 1);
	ck_assert_str_eq(laid_out(vb_buf_str(&xhtml)),
			 "Nghị quyết này có hiệu lực từ hôm nay.\n"
			 "Nơi nhận:\n- Như trên;\n- Lưu văn thư.\n"
			 "CHỦ TỊCH\nA Thử");
	vb_buf_clear(&xhtml);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("pdf_join");

	LOOP(tc, pdf_join__font_changes, lines);
	tcase_add_test(tc, pdf_join__many_parts);
	LOOP(tc, pdf_join__row_over_pages, tails);
	tcase_add_test(tc, pdf_join__table_above_recipients);
	tcase_add_test(tc, pdf_join__narrow_signature);
	tcase_set_timeout(tc, 60);
	return run("pdf_join", tc);
}
