/* Plain text and portal pages. The pages here are written for the test. */
#include "reading.h"

#define P1                                                                     \
	"Ngày 12/3, Thường trực HĐND huyện tổ chức "              \
	"phiên giải trình về quản lý đất đai, với "             \
	"sự tham dự của đại biểu các xã và đông "              \
	"đảo cử tri trên địa bàn huyện."
#define P2                                                                     \
	"Tại phiên họp, lãnh đạo các phòng chuyên môn "           \
	"đã giải trình những nội dung mà đại biểu "             \
	"nêu, trong đó có Kế hoạch số 12/KH-UBND ngày "             \
	"01/2/2022 về đo đạc bản đồ địa chính."
#define TITLE                                                                  \
	"Thường trực HĐND huyện tổ chức phiên giải "            \
	"trình về đất đai"
static const char full_page[] =
	"TRANG CHỦ\nGiới thiệu\nTìm kiếm\nSố lượt truy cập: 12.345\n"
	"Đang online 7\n\nHoạt động của HĐND\n" TITLE "\n"
	"Ngày đăng: 15/03/2022 | 08:30 | Lượt xem: 77\n" P1
	"\nChia sẻ bài viết\nXem thêm\n" P2
	"\nẢnh: quang cảnh phiên họp\nNguồn: Báo Hà Nam, 14-3-2022\n"
	"Các tin khác\nKhai mạc kỳ họp thứ 5 (01/03/2022)\n"
	"Hội nghị giao ban quý (28/02/2022)\nThời tiết\nHà Nam\n"
	"Bản quyền thuộc về Văn phòng HĐND huyện. Điện thoại: 0123\n";

START_TEST(page__full)
{
	ck_assert_int_eq(read_as("text", VB_STR(full_page)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), TITLE);
	ck_assert_str_eq(value(VB_FIELD_DATE), "2022-03-15");
	ck_assert_str_eq(value(VB_FIELD_TOPIC), "Hoạt động của HĐND");
	ck_assert_str_eq(value(VB_FIELD_ORIGIN), "Báo Hà Nam");
	ck_assert_str_eq(value(VB_FIELD_KIND), "article");
	ck_assert_str_eq(text(), P1 "\n" P2 "\nẢnh: quang cảnh phiên họp\n"
				    "Nguồn: Báo Hà Nam, 14-3-2022");
	ck_assert_str_eq(record.references->number.ptr, "12/KH-UBND");
	ck_assert(vb_str_eq(vb_str_sub(record.text,
				       record.fields[VB_FIELD_ORIGIN].from,
				       record.fields[VB_FIELD_ORIGIN].to),
			    VB_STR("Báo Hà Nam")));
}
END_TEST

/* Nothing of what is no portal page may go. */
static const char *const whole[] = {
	"Một dòng duy nhất",
	P1 "\n" P2,
	"Lời nói đầu\n" P1 "\nLiên hệ\n" P2 "\nHết",
	"Tìm kiếm\n" P1 "\n" P2, /* one such word proves nothing */
	"Số lượt truy cập tăng\nhằng năm",
	"HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\nSố: 5/NQ-HĐND\n"
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nam, ngày 5 tháng 6 năm "
	"2020\nNGHỊ QUYẾT\nVề thống kê truy cập\nThống kê truy cập\n"
	"Tìm kiếm\n" P1 "\nCác tin khác\nNơi nhận:\n- Như trên;\n"
	"TM. HỘI ĐỒNG NHÂN DÂN",
	"a) một\nb) hai\n\nc) ba",
};

static void squash(char *out, const char *in)
{
	for (; *in; in++)
		if (*in != '\n' || in[1] != '\n')
			*out++ = *in;
	*out = '\0';
}

START_TEST(page__plain_text_stays_whole)
{
	char want[4096];

	squash(want, whole[_i]);
	ck_assert_int_eq(read_as("text", vb_str_from(whole[_i])), VB_OK);
	ck_assert_str_eq(text(), want);
}
END_TEST

START_TEST(page__broken_paragraph_is_joined)
{
	static const char page[] = TITLE
		"\nCập nhật: 16/11/2021 09:02:25 AM\n" P1 "\n"
		"Hội đồng nhân dân huyện đã xem xét những nội dung giám sát "
		"chuyên đề mà các Ban đã triển khai trong năm nay và trong "
		"việc\n\nthực hiện các chỉ tiêu mà Nghị quyết đã đề ra từ đầu "
		"năm, được đông đảo cử tri đồng tình.\nCác tin khác\nTin một";

	ck_assert_int_eq(read_as("text", VB_STR(page)), VB_OK);
	ck_assert_ptr_nonnull(strstr(text(), "trong việc thực hiện các"));
	ck_assert_str_eq(value(VB_FIELD_DATE), "2021-11-16");
}
END_TEST

/* Millions of lines, or one without end: text as it is, soon. */
START_TEST(page__hostile_sizes)
{
	static const char *const units[] = { "a\n",	   "x",	  "Tìm kiếm\n",
					     "1/1/2020\n", "(\n", "số " };
	size_t len = 3 << 20, unit = strlen(units[_i]);
	char *big = malloc(len);

	for (size_t i = 0; i < len; i++)
		big[i] = units[_i][i % unit];
	ck_assert_int_eq(read_as("text", vb_str_of(big, len)), VB_OK);
	ck_assert_uint_gt(record.text.len, len / 2 - 10);
	free(big);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("text");

	tcase_add_test(tc, page__full);
	LOOP(tc, page__plain_text_stays_whole, whole);
	tcase_add_test(tc, page__broken_paragraph_is_joined);
	tcase_add_loop_test(tc, page__hostile_sizes, 0, 6);
	tcase_set_timeout(tc, 60);
	return run("text", tc);
}
