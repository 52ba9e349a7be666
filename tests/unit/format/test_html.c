#include <unistd.h>

#include "reading.h"

#define P1                                                                     \
	"Sáng 12/3, Hội đồng nhân dân huyện khai mạc "             \
	"kỳ họp thứ tư, xem xét nhiều nội dung quan "              \
	"trọng về phát triển kinh tế - xã hội."
#define P2                                                                     \
	"Kỳ họp thông qua Nghị quyết số 05/NQ-HĐND "               \
	"về giá đất, được đông đảo cử tri trên "             \
	"địa bàn huyện đồng tình và ủng hộ thực "             \
	"hiện."
static const char page[] =
	"<!DOCTYPE html><html lang=\"vi\"><head><meta charset=utf-8>"
	"<title>Khai mạc kỳ họp | Cổng thông tin</title>"
	"<meta property=\"article:published_time\" "
	"content=\"2022-03-12T08:00:00+07:00\">"
	"<link rel=canonical href=\"https://hdnd.example/ky-hop\">"
	"<style>p{color:red}</style><script>var x='<p>ẩn</p>';</script></head>"
	"<body><header><img><a href=/>Cổng</a></header>"
	"<nav><ul><li><a href=1>Trang chủ</a><li><a href=2>Tin</a></ul></nav>"
	"<form action=tim><input name=q><span>Tìm nhanh</span></form>"
	"<div class=\"main-menu\"><a href=3>Văn bản mới</a> "
	"<a href=4>Lịch họp</a></div>"
	"<div id=content><h1>Khai mạc kỳ họp\n  thứ tư</h1>"
	"<p>" P1 "</p><p>" P2 "</p>"
	"<table><tr><th>Xã</th><th>Số đại biểu</th></tr>"
	"<tr><td>Một</td><td><p>25</p></td></tr></table>"
	"<p>Dòng&nbsp;một<br>dòng &#7841; &amp; hai</p></div>"
	"<ul><li><a href=5>Tin thứ nhất cùng mục</a>"
	"<li><a href=6>Tin thứ hai cùng mục</a></ul>"
	"<aside>Thời tiết 30 độ</aside><footer>Bản quyền</footer>"
	"</body></html>";

START_TEST(html__article)
{
	ck_assert_int_eq(read_as(NULL, VB_STR(page)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), "Khai mạc kỳ họp thứ tư");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2022-03-12");
	ck_assert_str_eq(value(VB_FIELD_LANGUAGE), "vi");
	ck_assert_str_eq(value(VB_FIELD_URL), "https://hdnd.example/ky-hop");
	ck_assert_str_eq(text(), P1 "\n" P2 "\nXã\tSố đại biểu\nMột\t25\n"
				    "Dòng một\ndòng ạ & hai");
	ck_assert_str_eq(record.references->number.ptr, "05/NQ-HĐND");
	ck_assert(!record.partial);
}
END_TEST

START_TEST(html__attributes_of_a_document)
{
	static const char attributes[] =
		"<h1>Thông tư số 1/2024/TT-BTC</h1><p>Còn hiệu lực</p>"
		"<div>Ngày có hiệu lực: 31/01/2025</div><table>"
		"<tr><td>Số hiệu 1/2024/TT-BTC<td>Loại văn bản: Thông tư</tr>"
		"<tr><td>Cơ quan ban hành: Bộ Tài chính"
		"<td>Ngày ban hành 16/12/2024</tr>"
		"<tr><td>Ngành: --<td>Ngày hết hiệu lực --</tr></table>"
		"<p>Ngày có hiệu lực của Thông tư này do Bộ trưởng định.</p>";

	ck_assert_int_eq(read_as("html", VB_STR(attributes)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "1/2024/TT-BTC");
	ck_assert_str_eq(value(VB_FIELD_TYPE), "thong-tu");
	ck_assert_str_eq(value(VB_FIELD_ISSUER), "Bộ Tài chính");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2024-12-16");
	ck_assert_str_eq(value(VB_FIELD_EFFECTIVE_DATE), "2025-01-31");
	ck_assert_str_eq(value(VB_FIELD_EXPIRY_DATE), "");
	ck_assert_str_eq(value(VB_FIELD_STATUS), "Còn hiệu lực");
}
END_TEST

/* A letterhead in two columns is read one column after the other. */
START_TEST(html__letterhead)
{
	static const char columns[] =
		"<div>Trang chủ</div><div>100%</div><table><tr><td><b>CHÍNH "
		"PHỦ</b></td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập "
		"- Tự do - Hạnh phúc</td></tr><tr><td>Số: 5/2024/NĐ-CP</td>"
		"<td><i>Hà Nội, ngày 3 tháng 4 năm 2024</i></td></tr></table>"
		"<h5>NGHỊ ĐỊNH</h5><p>Về giá đất</p><p>Căn cứ Luật Đất đai;</p>"
		"<p>Điều 1. Giá đất.</p>";

	ck_assert_int_eq(read_as("html", VB_STR(columns)), VB_OK);
	ck_assert_str_eq(text(),
			 "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
			 "Độc lập - Tự do - Hạnh phúc\nSố: 5/2024/NĐ-CP\tHà "
			 "Nội, ngày 3 tháng 4 năm 2024\nNGHỊ ĐỊNH\nVề giá "
			 "đất\nCăn cứ Luật Đất đai;\nĐiều 1. Giá đất.");
	ck_assert_str_eq(value(VB_FIELD_ISSUER), "Chính phủ");
	ck_assert_str_eq(value(VB_FIELD_TITLE), "Nghị định Về giá đất");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2024-04-03");
}
END_TEST

/* title: h1 before og:title before <title> */
static const struct {
	const char *html, *title;
} titles[] = {
	{ "<title>Nghị quyết về giá đất năm nay | Cổng</title><p>chữ",
	  "Nghị quyết về giá đất năm nay" },
	{ "<title>A - B</title><p>chữ", "A - B" },
	{ "<meta property='og:title' content='Từ og'><title>T</title><p>chữ",
	  "Từ og" },
	{ "<title>T</title><h1> Từ\n<b>h1</b> </h1><p>chữ", "Từ h1" },
	{ "<title>Về học phí</title><h1> NGHỊ QUYẾT\n</h1><p>chữ",
	  "Về học phí" },
	{ "<title>T</title><h1>Nghị quyết về học phí</h1><p>chữ",
	  "Nghị quyết về học phí" },
	{ "<p>Chỉ có dòng này", "Chỉ có dòng này" },
};

START_TEST(html__title)
{
	ck_assert_int_eq(read_as("html", vb_str_from(titles[_i].html)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), titles[_i].title);
}
END_TEST

#define UTF8 "<meta charset=utf-8><title>T</title>"

/* The numbers of an <ol>, as Firefox and Chromium show them. */
static const struct {
	const char *html, *want;
} lists[] = {
	{ "<ol><li>một<li>hai</ol>", "1. một\n2. hai" },
	{ "<ol type=a><li>một<li>hai</ol>", "a. một\nb. hai" },
	{ "<ol type=I start=4><li>bốn<li>năm</ol>", "IV. bốn\nV. năm" },
	{ "<ol><li>một<li value=7>bảy<li>tám</ol>", "1. một\n7. bảy\n8. tám" },
	{ "<ol reversed><li>ba<li>hai<li>một</ol>", "3. ba\n2. hai\n1. một" },
	{ "<ol reversed start=9><li>chín<li>tám</ol>", "9. chín\n8. tám" },
	{ "<ol start=0><li>không<li>một</ol>", "0. không\n1. một" },
	{ "<ol start=-1><li>âm<li>không</ol>", "-1. âm\n0. không" },
	{ "<ol style='list-style-type: lower-roman'><li>một<li>hai</ol>",
	  "i. một\nii. hai" },
	{ "<ol style='list-style:none'><li>một</ol>", "một" },
	{ "<ol><li>một<ol type=a><li>con<li>con</ol><li>hai</ol>",
	  "1. một\na. con\nb. con\n2. hai" },
	{ "<ol><li>một<ul><li>chấm</ul><li>hai</ol>", "1. một\nchấm\n2. hai" },
	{ "<ol><li><p>đoạn đầu</p><p>đoạn sau</p><li>hai</ol>",
	  "1. đoạn đầu\nđoạn sau\n2. hai" },
	{ "<ol><li></li><li>hai</ol><p>sau", "2. hai\nsau" },
	{ "<ol><li>1. đã có số<li>hai</ol>", "1. đã có số\n2. hai" },
	{ "<ul><li>một<li>hai</ul>", "một\nhai" },
};

START_TEST(html__numbered_list)
{
	struct vb_buf html = VB_BUF_INIT(4096);

	vb_buf_append_cstr(&html, UTF8);
	vb_buf_append_cstr(&html, lists[_i].html);
	ck_assert_int_eq(read_as("html", vb_buf_str(&html)), VB_OK);
	ck_assert_str_eq(text(), lists[_i].want);
	vb_buf_clear(&html);
}
END_TEST

/* Bytes lost from UTF-8 are told of, and make no other encoding of it. */
START_TEST(html__torn)
{
	static const char torn[] =
		UTF8 "<p>Hội đồng nhân dân khai m\xe1\xba c kỳ họp.</p>"
		     "<p>Nghị quy\xe1\xbf được thông qua.</p>";

	ck_assert_int_eq(read_as("html", VB_STR(torn)), VB_OK);
	ck_assert_str_eq(text(), "Hội đồng nhân dân khai m\xef\xbf\xbd c kỳ "
				 "họp."
				 "\nNghị quy\xef\xbf\xbd được thông qua.");
	ck_assert(record.partial);
	ck_assert_str_eq(record.warning.ptr, "2 places were not UTF-8");
}
END_TEST

/* A page that declares UTF-8 and is TCVN3 is read as that. */
START_TEST(html__declares_wrongly)
{
	static const char old[] =
		UTF8 "<p>H\xe9i \xae\xe5ng nh\xa9n d\xa9n khai m\xb9"
		     "c "
		     "k\xfa h\xe4p th\xf8 t\xad</p>";

	ck_assert_int_eq(read_as("html", VB_STR(old)), VB_OK);
	ck_assert_str_eq(text(), "Hội đồng nhân dân khai mạc kỳ họp thứ tư");
}
END_TEST

/* Deeper than the parser goes: the rest must be read all the same. */
START_TEST(html__deep_nesting)
{
	static const int depths[] = { 200, 300, 1000, 100000 };
	struct vb_buf html = VB_BUF_INIT(64 << 20);

	vb_buf_append_cstr(&html, "<html><title>Sâu</title><body>đầu");
	for (int i = 0; i < depths[_i]; i++)
		vb_buf_append_cstr(&html, "<div>");
	vb_buf_append_cstr(&html, "đáy &amp; <script>ẩn</script> sâu");
	for (int i = 0; i < depths[_i]; i++)
		vb_buf_append_cstr(&html, "</div>");
	vb_buf_append_cstr(&html, "<p>cuối</p></body></html>");
	ck_assert_int_eq(read_as("html", vb_buf_str(&html)), VB_OK);
	ck_assert_int_eq(record.partial, depths[_i] > 256);
	if (record.partial)
		ck_assert_ptr_nonnull(strstr(record.warning.ptr, "nested"));
	ck_assert_ptr_nonnull(strstr(text(), "đầu"));
	ck_assert_ptr_nonnull(strstr(text(), "đáy & "));
	ck_assert_ptr_nonnull(strstr(text(), "cuối"));
	ck_assert_ptr_null(strstr(text(), "ẩn"));
	vb_buf_clear(&html);
}
END_TEST

START_TEST(html__billion_laughs)
{
	static const char bomb[] =
		"<!DOCTYPE html [<!ENTITY a \"hahahaha\">"
		"<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
		"<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
		"<html><p>chữ &d; hết</p></html>";

	ck_assert_int_eq(read_as("html", VB_STR(bomb)), VB_OK);
	ck_assert_uint_lt(record.text.len, sizeof(bomb));
	ck_assert_ptr_nonnull(strstr(text(), "hết"));
}
END_TEST

/* A local file named by an entity must not come in (XXE). */
START_TEST(html__external_entity)
{
	char path[] = "/tmp/vanban-canary-XXXXXX", html[512];
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "hoàng yến", 11), 11);
	close(fd);
	snprintf(html, sizeof(html),
		 "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY x SYSTEM "
		 "\"file://%s\">]><html><p>chim &x; hót</p></html>",
		 path);
	ck_assert_int_eq(read_as("html", vb_str_from(html)), VB_OK);
	ck_assert_ptr_null(strstr(text(), "yến"));
	ck_assert_ptr_nonnull(strstr(text(), "chim"));
	unlink(path);
}
END_TEST

#define S(literal)                                                             \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}

/* Odd markup keeps its words. */
static const struct {
	struct vb_str html;
	const char *want;
} odd[] = {
	{ S("một < hai"), "một < hai" },
	{ S("<p>một<p>hai"), "một\nhai" },
	{ S("<p>a\0b</p>"), "ab" },
	{ S("<pre>một\n hai</pre>"), "một\nhai" },
	{ S("<p>&khong; &#0; &#xD800;x"), NULL },
	{ S("<p>chữ</p><!-- không kết"), "chữ" },
	{ S("<p title=\"a>b\">chữ"), "chữ" },
	{ S("<a href=1>liên kết duy nhất</a>"), "liên kết duy nhất" },
};

START_TEST(html__odd)
{
	ck_assert_int_eq(read_as("html", odd[_i].html), VB_OK);
	if (odd[_i].want)
		ck_assert_str_eq(text(), odd[_i].want);
}
END_TEST

START_TEST(html__hostile_sizes)
{
	static const char *const units[] = {
		"<",	       "<a ",
		"<a b=\"",     "&",
		"&#",	       "<!--",
		"</",	       "<p>x",
		"<td><table>", "<a href=1>x</a> ",
		"x",	       "<script>",
		"<h1>",	       "<b><i>",
	};
	size_t len = 1 << 20, unit = strlen(units[_i]);
	char *big = malloc(len);
	vb_status st;

	for (size_t i = 0; i < len; i++)
		big[i] = units[_i][i % unit];
	st = read_as("html", vb_str_of(big, len));
	ck_assert(st == VB_OK || st == VB_BAD_INPUT);
	free(big);
}
END_TEST

/* A text node over the parser's own 10 MB must not be cut. */
START_TEST(html__huge_text)
{
	size_t len = 12 << 20;
	char *big = malloc(len);

	memset(big, 'x', len);
	memcpy(big, "<p>", 3);
	memcpy(big + len - 8, " end</p>", 8);
	ck_assert_int_eq(read_as("html", vb_str_of(big, len)), VB_OK);
	ck_assert_uint_ge(record.text.len, len - 11);
	ck_assert(vb_str_ends(record.text, VB_STR(" end")));
	free(big);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("html");

	tcase_add_test(tc, html__article);
	tcase_add_test(tc, html__attributes_of_a_document);
	tcase_add_test(tc, html__letterhead);
	LOOP(tc, html__title, titles);
	LOOP(tc, html__numbered_list, lists);
	tcase_add_test(tc, html__torn);
	tcase_add_test(tc, html__declares_wrongly);
	tcase_add_loop_test(tc, html__deep_nesting, 0, 4);
	tcase_add_test(tc, html__billion_laughs);
	tcase_add_test(tc, html__external_entity);
	LOOP(tc, html__odd, odd);
	tcase_add_loop_test(tc, html__hostile_sizes, 0, 14);
	tcase_add_test(tc, html__huge_text);
	tcase_set_timeout(tc, 60);
	return run("html", tc);
}
