/*
 * What a page says around its text and in its head, its structure, and the
 * encodings that pages declare and have.
 */
#include "reading.h"

/* Two paragraphs, long enough to be what a page is about. */
/* clang-format off */
#define BODY "<p>Sáng 12/3, Hội đồng nhân dân huyện khai mạc kỳ họp thứ " \
	"tư, xem xét nhiều nội dung quan trọng về phát triển kinh tế - xã " \
	"hội.</p>"
#define BODY2 "<p>Kỳ họp thông qua nghị quyết về giá đất, được đông đảo cử " \
	"tri trên địa bàn huyện đồng tình và ủng hộ thực hiện.</p>"
/* clang-format on */

/* When: JSON-LD, OpenGraph, <time>, and lines as portals write them */
static const struct {
	const char *html, *date, *posted, *updated;
} moments[] = {
	{ "<meta property='article:published_time' "
	  "content='2022-03-11T18:30:00Z'>" BODY,
	  "2022-03-12", "\"2022-03-12T01:30:00+07:00\"", "" },
	{ "<meta property='article:modified_time' "
	  "content='2022-03-12T08:00:00+0700'>" BODY,
	  "2022-03-12", "", "\"2022-03-12T08:00:00+07:00\"" },
	{ "<time datetime='2022-03-12'>hôm qua</time>" BODY, "2022-03-12",
	  "\"2022-03-12\"", "" },
	{ "<h1>Tin</h1><p>Thứ Hai, 16/11/2021 | 08:30 GMT+7</p>" BODY,
	  "2021-11-16", "\"2021-11-16T08:30+07:00\"", "" },
	{ "<h1>Tin</h1><p>Cập nhật: 16-11-2021 8:30:00 SA</p>" BODY,
	  "2021-11-16", "", "\"2021-11-16T08:30:00+07:00\"" },
	{ "<h1>Tin</h1><p>Cập nhật: 16-11-2021 8:30:00 CH</p>" BODY,
	  "2021-11-16", "", "\"2021-11-16T20:30:00+07:00\"" },
	{ "<h1>Tin</h1><p>Ngày đăng: 15/11/2021 - Cập nhật: 16/11/2021" BODY,
	  "2021-11-15", "\"2021-11-15\"", "\"2021-11-16\"" },
	{ "<h1>Tin</h1><p>08:30, ngày 16/11/2021</p>" BODY, "2021-11-16",
	  "\"2021-11-16T08:30+07:00\"", "" },
	{ "<h1>Tin</h1><p>8h30 ngày 16/11/2021</p>" BODY, "2021-11-16",
	  "\"2021-11-16T08:30+07:00\"", "" },
	{ "<h1>Tin</h1><p>16/11/2021 12:05:00 AM</p>" BODY, "2021-11-16",
	  "\"2021-11-16T00:05:00+07:00\"", "" },
	{ "<h1>Tin</h1><p>16/11/2021 25:05</p>" BODY, "2021-11-16",
	  "\"2021-11-16\"", "" },
};

START_TEST(page__moments)
{
	ck_assert_int_eq(read_as("html", vb_str_from(moments[_i].html)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_DATE), moments[_i].date);
	ck_assert_str_eq(extra("posted"), moments[_i].posted);
	ck_assert_str_eq(extra("updated"), moments[_i].updated);
}
END_TEST

START_TEST(page__json_ld)
{
	static const char page[] =
		"<title>T</title><script type='application/ld+json'>"
		"{\"@type\":\"BreadcrumbList\",\"name\":\"không\"}</script>"
		"<script type=\"application/ld+json\">{\"@context\":"
		"\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\","
		"\"name\":\"Cổng\"},{\"@type\":[\"Thing\",\"NewsArticle\"],"
		"\"headline\":\"Khai m\\u1ea1c\n kỳ họp\","
		"\"datePublished\":\"2022-03-12T08:00:00+07:00\","
		"\"dateModified\":\"2022-03-13T09:00:00+07:00\","
		"\"author\":[{\"@type\":\"Person\",\"name\":\"Ví Dụ\"},"
		"\"Thí Dụ\"],\"publisher\":{\"name\":\"Báo Ví Dụ\"},"
		"\"articleSection\":[\"Thời sự\"]}]}</script>" BODY;

	ck_assert_int_eq(read_as("html", VB_STR(page)), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), "Khai mạc kỳ họp");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2022-03-12");
	ck_assert_str_eq(extra("posted"), "\"2022-03-12T08:00:00+07:00\"");
	ck_assert_str_eq(extra("updated"), "\"2022-03-13T09:00:00+07:00\"");
	ck_assert_str_eq(value(VB_FIELD_AUTHOR), "Ví Dụ, Thí Dụ");
	ck_assert_str_eq(value(VB_FIELD_ORIGIN), "Báo Ví Dụ");
	ck_assert_str_eq(value(VB_FIELD_TOPIC), "Thời sự");
}
END_TEST

/* Broken or odd JSON-LD says nothing and harms nothing. */
START_TEST(page__odd_json_ld)
{
	static const char *const odd[] = {
		"",
		"{",
		"[]",
		"null",
		"{\"@type\":\"NewsArticle\"}",
		"{\"@type\":\"NewsArticle\",\"headline\":5,\"author\":[]}",
		"{\"@type\":\"NewsArticle\",\"headline\":\"\"}",
		"[[[[[[[[[[[[{\"@type\":\"NewsArticle\","
		"\"headline\":\"x\"}]]]]]]]]]]]]",
		"{\"@graph\":{\"@graph\":{\"@graph\":[1,2,{}]}}}",
	};
	char page[1024];

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		snprintf(page, sizeof(page),
			 "<h1>Tin</h1><script type='application/ld+json'>%s"
			 "</script>" BODY,
			 odd[i]);
		ck_assert_int_eq(read_as("html", vb_str_from(page)), VB_OK);
		ck_assert_str_eq(value(VB_FIELD_TITLE), "Tin");
		ck_assert_str_eq(value(VB_FIELD_AUTHOR), "");
	}
}
END_TEST

/* Lists of other pages, wherever the markup puts them */
static const struct {
	const char *html, *name, *json;
} lists[] = {
	{ "<article>" BODY BODY2 "</article><aside><h2>Tin liên quan</h2><ul>"
	  "<li><a href=1>Một hai ba</a> (12/03/2022)<li><a href=2>Bốn năm sáu"
	  "</a></ul></aside>",
	  "related",
	  "[{\"title\":\"Một hai ba\",\"date\":\"2022-03-12\"},"
	  "{\"title\":\"Bốn năm sáu\",\"date\":null}]" },
	{ BODY BODY2 "<div class=related><p>Các tin cũ hơn:</p><p><a href=1>"
		     "Một hai ba</a></p><p>12/03/2022</p></div>",
	  "older", "[{\"title\":\"Một hai ba\",\"date\":\"2022-03-12\"}]" },
	{ BODY BODY2 "<p>Các tin mới hơn</p><ul><li><a href=1>Một hai ba "
		     "(12/03/2022)</a><li><a href=2>Bốn năm sáu (11/03/2022)"
		     "</a></ul>",
	  "newer",
	  "[{\"title\":\"Một hai ba\",\"date\":\"2022-03-12\"},"
	  "{\"title\":\"Bốn năm sáu\",\"date\":\"2022-03-11\"}]" },
	{ BODY BODY2 "<p>Lượt xem: 1.234</p>", "views", "1234" },
	{ BODY BODY2 "<p>1234 lượt xem</p>", "views", "1234" },
	{ BODY BODY2 "<p>Lượt truy cập: 1.234</p>", "views", "" },
	{ BODY BODY2 "<p>(Còn nữa)</p>", "series_next", "\"Còn nữa\"" },
};

START_TEST(page__around)
{
	ck_assert_int_eq(read_as("html", vb_str_from(lists[_i].html)), VB_OK);
	ck_assert_str_eq(extra(lists[_i].name), lists[_i].json);
	ck_assert_ptr_nonnull(strstr(text(), "ủng hộ thực hiện."));
	ck_assert_ptr_null(strstr(text(), "Một hai ba"));
	ck_assert_ptr_null(strstr(text(), "lượt xem"));
}
END_TEST

/* The links of a sentence make no menu of it. */
START_TEST(page__links_in_sentences)
{
	static const char page[] =
		"<p>Căn cứ <a href=1>Luật Bảo vệ môi trường</a> số <a href=2>"
		"72/2020/QH14</a>;</p><p>Căn cứ <a href=3>Luật Đất đai</a> số "
		"<a href=4>31/2024/QH15</a>;</p><p><a href=5>Trang chủ</a> | "
		"<a href=6>Liên hệ</a></p>";

	ck_assert_int_eq(read_as("html", VB_STR(page)), VB_OK);
	ck_assert_str_eq(text(),
			 "Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14;\n"
			 "Căn cứ Luật Đất đai số 31/2024/QH15;");
}
END_TEST

static const struct {
	enum vb_block_kind kind;
	unsigned level;
	const char *start;
} blocks[] = {
	{ VB_BLOCK_PARAGRAPH, 0, "Sáng 12/3" },
	{ VB_BLOCK_CAPTION, 0, "Dưới hình" },
	{ VB_BLOCK_HEADING, 2, "Đề mục" },
	{ VB_BLOCK_ITEM, 1, "một" },
	{ VB_BLOCK_ITEM, 2, "hai" },
	{ VB_BLOCK_CAPTION, 0, "Bảng một" },
	{ VB_BLOCK_ROW, 0, "Xã\tSố" },
	{ VB_BLOCK_CAPTION, 0, "Các đại biểu dự" },
	{ VB_BLOCK_CAPTION, 0, "Hai bên bờ" },
	{ VB_BLOCK_PARAGRAPH, 0, "Kỳ họp" },
};

START_TEST(page__blocks)
{
	static const char page[] =
		"<h1>Tin</h1>" BODY
		"<figure><img src=1><figcaption>Dưới hình</figcaption></figure>"
		"<h2>Đề mục</h2><ul><li>một<ul><li>hai</ul></ul>"
		"<table><caption>Bảng một</caption><tr><td>Xã<td>Số</table>"
		"<p>Các đại biểu dự kỳ họp</p><p><img src=2></p><p>Hai bên bờ "
		"sông</p>" BODY2;

	ck_assert_int_eq(read_as("html", VB_STR(page)), VB_OK);
	ck_assert_uint_eq(record.n_blocks, sizeof(blocks) / sizeof(blocks[0]));
	for (size_t i = 0; i < record.n_blocks; i++) {
		const struct vb_block *b = &record.blocks[i];

		ck_assert_int_eq(b->kind, blocks[i].kind);
		ck_assert_uint_eq(b->level, blocks[i].level);
		ck_assert(vb_str_starts(vb_str_sub(record.text, b->from, b->to),
					vb_str_from(blocks[i].start)));
	}
}
END_TEST

#define S(literal)                                                             \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}

/*
 * Declared and real encodings, bytes by vietnamese-text.md's table. Words in
 * an old font are bytes that something took for Windows-1252.
 */
static const struct {
	struct vb_str html;
	const char *want;
} encoded[] = {
	{ S("<meta charset=windows-1252><p>Hội đồng nhân dân huyện"),
	  "Hội đồng nhân dân huyện" },
	{ S("<meta charset=utf-8><p>H\xe9i \xae\xe5ng nh\xa9n d\xa9n "
	    "huy\xd6n"),
	  "Hội đồng nhân dân huyện" },
	{ S("<meta http-equiv=Content-Type content='text/html; "
	    "charset=windows-1258'><p>H\xf4\xf2i \xf0\xf4\xccng nh\xe2n "
	    "d\xe2n"),
	  "Hội đồng nhân dân" },
	{ S("<meta charset='x-viet-tcvn5712'><p>H\xe9i \xae\xe5ng nh\xa9n "
	    "d\xa9n"),
	  "Hội đồng nhân dân" },
	{ S("<\0p\0>\0H\0\xd9\x1e"
	    "i\0 \0n\0g\0h\0\xcb\x1e<\0/\0p\0>\0"),
	  "Hội nghị" },
	{ S("<meta charset=utf-8><p>Tin <font face='.VnTimeH'>Céng hßa x· héi"
	    "</font></p>"),
	  "Tin CỘNG HÒA XÃ HỘI" },
	{ S("<meta charset=utf-8><p style='font-family: VNI-Times, serif'>"
	    "Coäng hoøa xaõ hoäi</p>"),
	  "Cộng hòa xã hội" },
	{ S("<meta charset=utf-8><p style=\"font-family:'.VnTime'\">Cộng hòa "
	    "đã đổi phông"),
	  "Cộng hòa đã đổi phông" },
	{ S("<meta charset=iso-8859-1><font face='.VnTimeH'>C\xe9ng h\xdf"
	    "a</font> <font face='.VnTime'>x\xb7 h\xe9i ch\xf1 ngh\xdc"
	    "a</font>"),
	  "CỘNG HÒA xã hội chủ nghĩa" },
};

/* TCVN3 where letters share their codes with capitals: tags are no words. */
START_TEST(page__capitals_between_tags)
{
	ck_assert_int_eq(
		read_as("html", VB_STR("<font face='.VnTime'><p>T\xd8NH \xf1Y "
				       "H\xb5 GIANG</p><p>S\xe8 12-CT/TU</p>"
				       "<p>H\xb5 Giang, ng\xb5y 09 th\xb8ng 4 "
				       "n\xa8m 2002</p><p>T/M BAN TH\xad\xeaNG "
				       "V\xf4</p></font>")),
		VB_OK);
	ck_assert_str_eq(text(), "TỈNH ỦY HÀ GIANG\nSố 12-CT/TU\n"
				 "Hà Giang, ngày 09 tháng 4 năm 2002\n"
				 "T/M BAN THƯỜNG VỤ");
}
END_TEST

/* A note's mark is no part of a word; a square or an exponent is. */
static const struct {
	const char *html, *want;
} notes[] = {
	{ "<p>đã dọn.<a class=sdfootnoteanc href=#s><sup>1</sup></a></p>"
	  "<div id=sdfootnote1><p class=sdfootnote><a class=sdfootnotesym "
	  "href=#a>1</a>Tính đến ngày cuối quý</p></div>",
	  "p:đã dọn. 1\nn:1 Tính đến ngày cuối quý" },
	{ "<p>theo Luật<a href='#_ftn1'><span class=MsoFootnoteReference>[1]"
	  "</span></a>và Nghị định</p><p class=MsoFootnoteText><a href="
	  "'#_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>Số 5",
	  "p:theo Luật [1] và Nghị định\nn:[1] Số 5" },
	{ "<p>rộng 12 km<sup>2</sup>, cao 5 m<sup>3</sup>, 10<sup>6</sup> và "
	  "x<sup>2</sup>, n<sup>o</sup> 1",
	  "p:rộng 12 km2, cao 5 m3, 106 và x2, no 1" },
	{ "<p>năm 2019<sup>2</sup>, xã<sup>(*)</sup>, 12<sup>[3]</sup>.",
	  "p:năm 2019 2, xã (*), 12 [3]." },
	{ "<p>số 5<a href=#n><sup>3</sup></a> có <sup>4</sup> hiệu lực",
	  "p:số 5 3 có 4 hiệu lực" },
	{ "<p>Xem<sup>1</sup></p><section role=doc-endnotes><p>Một.</p>"
	  "<p>Hai.</p></section>",
	  "p:Xem 1\nn:Một.\nn:Hai." },
};

START_TEST(page__notes)
{
	char got[1000] = "";
	size_t n = 0;

	ck_assert_int_eq(read_as("html", vb_str_from(notes[_i].html)), VB_OK);
	for (size_t i = 0; i < record.n_blocks; i++)
		n += (size_t)snprintf(
			got + n, sizeof(got) - n, "%s%c:%.*s", n ? "\n" : "",
			record.blocks[i].kind == VB_BLOCK_NOTE ? 'n' : 'p',
			VB_STR_ARG(vb_str_sub(record.text,
					      record.blocks[i].from,
					      record.blocks[i].to)));
	ck_assert_str_eq(got, notes[_i].want);
}
END_TEST

START_TEST(page__encoded)
{
	ck_assert_int_eq(read_as("html", encoded[_i].html), VB_OK);
	ck_assert_str_eq(text(), encoded[_i].want);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("html_page");

	LOOP(tc, page__moments, moments);
	tcase_add_test(tc, page__json_ld);
	tcase_add_test(tc, page__odd_json_ld);
	LOOP(tc, page__around, lists);
	tcase_add_test(tc, page__links_in_sentences);
	tcase_add_test(tc, page__blocks);
	tcase_add_test(tc, page__capitals_between_tags);
	LOOP(tc, page__notes, notes);
	LOOP(tc, page__encoded, encoded);
	tcase_set_timeout(tc, 60);
	return run("html_page", tc);
}
