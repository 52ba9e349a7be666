#include "built.h"

#include <math.h>
#include <string.h>

/* Ids of an answer in their order, a space between. */
static const char *order_of(const struct vb_results *r)
{
	static char out[1000];
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < r->n_hits; i++)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s",
				      i ? " " : "", VB_STR_ARG(r->hits[i].id));
	return out;
}

static const struct {
	const char *query, *want;
	const char *lines[6];
} cases[] = {
	/* what the heading is beats what a longer one only holds */
	{ "quyền của bên cầm cố là gì",
	  "quyen nghia-vu",
	  { "{\"id\":\"nghia-vu\",\"title\":\"Điều 311. Nghĩa vụ của bên cầm "
	    "cố và quyền của bên nhận cầm cố theo thỏa thuận\",\"text\":\"Bên "
	    "cầm cố có nghĩa vụ giao tài sản.\"}",
	    "{\"id\":\"quyen\",\"title\":\"Điều 312. Quyền của bên cầm cố\","
	    "\"text\":\"Yêu cầu bên nhận giữ gìn tài sản.\"}" } },
	/* the law that the question names */
	{ "theo Luật Báo chí hành vi nào bị nghiêm cấm",
	  "bao-chi du-lich",
	  { "{\"id\":\"du-lich\",\"title\":\"Luật Du lịch Điều 9. Các hành vi "
	    "bị nghiêm cấm\",\"text\":\"Cấm đăng trên báo chí.\"}",
	    "{\"id\":\"bao-chi\",\"title\":\"Luật Báo chí Điều 9. Các hành vi "
	    "bị nghiêm cấm\",\"text\":\"Cấm đăng tin sai.\"}" } },
	/* a topic is searched, and names the law of a provision */
	{ "thanh niên",
	  "a",
	  { "{\"id\":\"a\",\"title\":\"Điều 36.3.LQ.2. Phạm vi\",\"topic\":"
	    "\"Đề mục 36.3 Thanh niên\",\"text\":\"Luật này quy định quyền.\"}",
	    "{\"id\":\"b\",\"title\":\"Điều 1.1.LQ.2. Phạm vi\",\"topic\":"
	    "\"Đề mục 1.1 Người cao tuổi\",\"text\":\"Luật này quy định "
	    "quyền.\"}" } },
	/* otherwise alike: in force before not, the newest first */
	{ "mức hỗ trợ",
	  "moi cu het",
	  { "{\"id\":\"cu\",\"title\":\"Mức hỗ trợ\",\"date\":\"2001-01-01\","
	    "\"text\":\"Mức hỗ trợ là mười đồng.\"}",
	    "{\"id\":\"het\",\"title\":\"Mức hỗ trợ\",\"date\":\"2003-01-01\","
	    "\"status\":\"Hết hiệu lực\",\"text\":\"Mức hỗ trợ là chín "
	    "đồng.\"}",
	    "{\"id\":\"moi\",\"title\":\"Mức hỗ trợ\",\"date\":\"2019-01-01\","
	    "\"text\":\"Mức hỗ trợ là tám đồng.\"}" } },
	/* a document known by its title before news that say it oftener, and
	 * nothing else, and a provision with a shorter one */
	{ "miễn giảm tiền thuê đất của hợp tác xã",
	  "held news provision",
	  { "{\"id\":\"news\",\"kind\":\"article\",\"title\":\"Miễn giảm tiền "
	    "thuê đất của hợp tác xã\",\"text\":\"Miễn giảm tiền thuê đất của "
	    "hợp tác xã, miễn giảm tiền thuê đất của hợp tác xã.\"}",
	    "{\"id\":\"provision\",\"title\":\"Điều 7. Miễn giảm tiền thuê đất "
	    "của hợp tác xã\",\"text\":\"Miễn giảm tiền thuê đất của hợp tác "
	    "xã do tỉnh quy định.\"}",
	    "{\"id\":\"held\",\"kind\":\"document\","
	    "\"title\":\"Quyết định về việc sửa đổi, bổ sung "
	    "một số nội dung của quy định về trình tự, thủ tục miễn giảm tiền "
	    "thuê đất của hợp tác xã trên địa bàn tỉnh\",\"text\":\"Căn cứ "
	    "luật, quyết định như sau.\"}" } },
	/* but not when its title has them apart */
	{ "thuê đất hợp tác xã",
	  "provision apart",
	  { "{\"id\":\"apart\",\"kind\":\"document\","
	    "\"title\":\"Quyết định về xã hội hóa, tác phong "
	    "và sự phối hợp, đất rừng cho tổ chức khác thuê lại\",\"text\":"
	    "\"Quyết định như sau.\"}",
	    "{\"id\":\"provision\",\"title\":\"Điều 7. Thuê đất hợp tác xã\","
	    "\"text\":\"Thuê đất hợp tác xã do tỉnh quy định.\"}" } },
	/* a run of words before the same words in two places of a title */
	{ "phạm vi quản lý của tỉnh",
	  "run apart",
	  { "{\"id\":\"apart\",\"kind\":\"document\","
	    "\"title\":\"Quyết định về việc công bố thủ tục thuộc phạm vi chức "
	    "năng quản lý của tỉnh\",\"text\":\"Quyết định như sau.\"}",
	    "{\"id\":\"run\",\"kind\":\"document\","
	    "\"title\":\"Quyết định về việc phân cấp xử lý các loại tài sản "
	    "công thuộc phạm vi quản lý của tỉnh\",\"text\":\"Quyết định như "
	    "sau.\"}" } },
	/* of two that hold the words the one of which they are more */
	{ "công bố danh mục thủ tục",
	  "short long",
	  { "{\"id\":\"long\",\"kind\":\"document\","
	    "\"title\":\"Quyết định công bố danh mục thủ tục được sửa đổi lĩnh "
	    "vực xây dựng thuộc thẩm quyền\",\"text\":\"Nay công bố như "
	    "sau.\"}",
	    "{\"id\":\"short\",\"kind\":\"document\","
	    "\"title\":\"Quyết định công bố danh mục thủ tục lĩnh vực xây "
	    "dựng\",\"text\":\"Nay công bố như sau.\"}" } },
	/* the long form of what a title shortens, also part of it; the news
	 * says it oftener */
	{ "ban nhân dân tỉnh về bảng giá",
	  "held news",
	  { "{\"id\":\"news\",\"kind\":\"article\",\"title\":\"Ủy ban nhân dân "
	    "tỉnh họp\",\"text\":\"Ủy ban nhân dân tỉnh nói về bảng giá, ban "
	    "nhân dân tỉnh về bảng giá.\"}",
	    "{\"id\":\"held\",\"kind\":\"document\","
	    "\"title\":\"Quyết định bãi bỏ quyết định của UBND tỉnh về bảng "
	    "giá\",\"text\":\"Nay bãi bỏ.\"}" } },
	/* a letter by what its first sentence is about, not by what it says
	 * later on */
	{ "tiền thưởng của hợp tác xã",
	  "gist later",
	  { "{\"id\":\"later\",\"kind\":\"document\",\"type\":\"Công văn\","
	    "\"title\":\"Công văn V/v chính sách thuế\",\"text\":\"Kính gửi: "
	    "Thuế tỉnh A.\\nCục Thuế nhận được công văn số 2 về việc hoàn "
	    "thuế. Về vấn đề này, đối với tiền thưởng của hợp tác xã thì "
	    "tiền thưởng của hợp tác xã chịu thuế.\"}",
	    "{\"id\":\"gist\",\"kind\":\"document\",\"type\":\"Công văn\","
	    "\"title\":\"Công văn V/v chính sách thuế\",\"text\":\"Kính gửi: "
	    "Thuế tỉnh B.\\nCục Thuế nhận được công văn số 3 về việc tiền "
	    "thưởng của hợp tác xã. Về vấn đề này, Cục Thuế trả lời "
	    "rằng chịu thuế.\"}" } },
	/* words in their order before the same words apart */
	{ "phụ cấp đại biểu",
	  "lien roi",
	  { "{\"id\":\"roi\",\"title\":\"Tin một\",\"text\":\"Đại biểu nói về "
	    "cấp ủy, sau đó còn bàn thêm nhiều việc khác rồi mới tới chuyện "
	    "phụ.\"}",
	    "{\"id\":\"lien\",\"title\":\"Tin hai\",\"text\":\"Hội nghị bàn "
	    "thêm nhiều việc khác rồi sau đó mới tới chuyện phụ cấp đại biểu "
	    "còn lại.\"}" } },
};

START_TEST(rank__first)
{
	struct vb_results r;

	make_dir();
	put_lines(cases[_i].lines);
	update_index(false);
	r = search_for(cases[_i].query);
	ck_assert_str_eq(order_of(&r), cases[_i].want);
	remove_dir();
}
END_TEST

/* The score is BM25 and what each part adds: `explain` tells all of it. */
START_TEST(rank__explained)
{
	struct vb_results r;
	size_t ranked = 0;

	make_dir();
	put_lines(cases[0].lines);
	update_index(false);
	r = search_for(cases[0].query);
	for (size_t i = 0; i < r.n_hits; i++) {
		const struct vb_why *why = &r.hits[i].why;
		double score = why->weight;

		for (int p = 0; p < VB_WHY_PARTS; p++)
			score += why->parts[p] * why->most *
				 vb_why_factor((enum vb_why_part)p);
		ck_assert_double_eq_tol(r.hits[i].score, score, 1e-6);
		ranked += why->most > 0;
	}
	ck_assert_uint_eq(ranked, r.n_hits);
	/* "Quyền của bên cầm cố" is all of a heading of five words */
	ck_str(r.hits[0].id, "quyen");
	ck_assert_double_eq_tol(r.hits[0].why.parts[VB_WHY_HEADING], 1, 1e-9);
	ck_assert_double_eq_tol(r.hits[0].why.parts[VB_WHY_WHOLE], log(6) / 3,
				1e-9);
	remove_dir();
}
END_TEST

/* "line" is of the best line of the text, or of the title; a document that is
 * known by its title is not the less found for the rest of it. */
static const struct {
	const char *query, *line;
	double value;
} line_cases[] = {
	/* ten words, eight of which are the query's seven pairs */
	{ "mức hỗ trợ hộ nghèo vùng biên giới",
	  "{\"id\":\"a\",\"title\":\"Điều 7. Phạm vi\",\"text\":\"Đất ở\\nMức "
	  "hỗ trợ hộ nghèo vùng biên giới do tỉnh\\nHỗ trợ hộ\"}",
	  8 / 10.0 },
	{ "mức hỗ trợ hộ nghèo vùng biên giới",
	  "{\"id\":\"a\",\"title\":\"Điều 7. Mức hỗ trợ hộ nghèo vùng biên "
	  "giới\",\"text\":\"Mức hỗ trợ hộ nghèo vùng biên giới do tỉnh ta "
	  "quy định.\"}",
	  8 / 10.0 },
	{ "mức hỗ trợ hộ nghèo vùng biên giới",
	  "{\"id\":\"a\",\"kind\":\"document\",\"title\":\"Quyết định về việc "
	  "quy định mức hỗ trợ hộ nghèo vùng biên giới của tỉnh\",\"text\":"
	  "\"Mức hỗ trợ hộ nghèo do tỉnh quy định.\"}",
	  1 },
	/* a few words, and a document that is named */
	{ "mức hỗ trợ hộ nghèo vùng biên",
	  "{\"id\":\"a\",\"title\":\"Tin\",\"text\":\"Mức hỗ trợ hộ nghèo vùng "
	  "biên.\"}",
	  0 },
	{ "quyết định 15 năm 2021 mức hỗ trợ hộ nghèo",
	  "{\"id\":\"a\",\"title\":\"Tin\",\"text\":\"Mức hỗ trợ hộ nghèo.\"}",
	  0 },
};

START_TEST(rank__line)
{
	const char *lines[] = {
		line_cases[_i].line,
		"{\"id\":\"b\",\"title\":\"Tin\",\"text\":\"Nghèo này hộ này "
		"trợ này hỗ.\"}",
		NULL,
	};
	struct vb_results r;

	make_dir();
	put_lines(lines);
	update_index(false);
	r = search_for(line_cases[_i].query);
	ck_assert_uint_eq(r.n_hits, 2);
	ck_str(r.hits[0].id, "a");
	ck_assert_double_eq_tol(r.hits[0].why.parts[VB_WHY_LINE],
				line_cases[_i].value, 1e-9);
	ck_assert_double_eq_tol(r.hits[1].why.parts[VB_WHY_LINE], 0, 1e-9);
	remove_dir();
}
END_TEST

/*
 * Of those whose texts are not read the ones of the same law as those that
 * were come first: of twelve that are alike, ten are read.
 */
START_TEST(rank__law)
{
	static const char words[] = "mức hỗ trợ";
	char text[13][256];
	const char *lines[14] = { NULL };
	struct vb_results r;

	for (int i = 0; i < 13; i++) {
		/* the first ten say it, the others have one word less */
		const char *said = i < 10 ? words : "hỗ trợ này";
		const char *law = i < 8	  ? "Luật Đất đai" :
				  i == 12 ? "Luật Đất đai" :
					    "Luật Nhà ở";

		snprintf(text[i], sizeof(text[i]),
			 "{\"id\":\"%c\",\"title\":\"%s Điều %d. Việc %c\","
			 "\"text\":\"%s lần thứ %d.\"}",
			 'a' + i, law, i + 1, 'k' + i, said, i + 1);
		lines[i] = text[i];
	}
	make_dir();
	put_lines(lines);
	update_index(false);
	r = search_for("những mức hỗ trợ nào được quy định");
	ck_assert_uint_eq(r.n_hits, 13);
	for (size_t i = 0; i < 13; i++)
		ck_assert_double_eq_tol(r.hits[i].why.parts[VB_WHY_LAW],
					i < 10	? 1 :
					i == 10 ? .8 :
						  .2,
					1e-9);
	ck_str(r.hits[10].id, "m");
	remove_dir();
}
END_TEST

/*
 * "title" is the share of the query's neighbours that it has side by side, and
 * of its longest run of them the mean, times what of the five words of the
 * title that covers: 1 + 0.3 * cover; and 0.2 for all of its words, wherever
 * they stand. "Về việc" may be before them; beyond ten words it is worth less,
 * and runs do not count.
 */
static const struct {
	const char *query;
	double value;
} title_cases[] = {
	{ "quy định mức hỗ trợ", 1.24 + 0.2 },
	/* two of four, in runs of one: 1.5 */
	{ "hỗ trợ mức quy định", 1.5 / 4 * (1 + 0.3 * 1.5 / 5) + 0.2 },
	{ "về việc quy định mức hỗ trợ", 1.3 + 0.2 },
	{ "trợ quy hỗ mức", 0.2 }, /* no two side by side */
	{ "mức hỗ trợ hợp tác xã", 2 / 5.0 * 1.12 + 0.2 * 3 / 6 },
	{ "quy định mức hỗ trợ cho từng hợp tác xã",
	  4 / 9.0 * 1.24 + 0.2 * 5 / 10 },
	{ "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba "
	  "quy định",
	  1 / 17.0 * 10 / 18 * 1.06 + 0.2 * 2 / 18 * 10 / 18 },
};

START_TEST(rank__title)
{
	static const char *const lines[] = {
		"{\"id\":\"a\",\"kind\":\"document\","
		"\"title\":\"Nghị quyết số 05/2019/NQ-HĐND về việc "
		"quy định mức hỗ trợ\",\"text\":\"Một quy định.\"}",
		"{\"id\":\"b\",\"kind\":\"document\","
		"\"title\":\"Điều 5. Quy định mức hỗ trợ\","
		"\"text\":\"Một quy định.\"}",
		NULL
	};
	struct vb_results r;

	make_dir();
	put_lines(lines);
	update_index(false);
	r = search_for(title_cases[_i].query);
	ck_assert_uint_eq(r.n_hits, 2);
	for (size_t i = 0; i < 2; i++) {
		bool held = vb_str_eq(r.hits[i].id, VB_STR("a"));

		ck_assert_double_eq_tol(r.hits[i].why.parts[VB_WHY_TITLE],
					held ? title_cases[_i].value : 0, 1e-9);
	}
	remove_dir();
}
END_TEST

/* A question whose phrase is nowhere is searched by its words, and says so;
 * a phrase alone finds what holds it or nothing. */
START_TEST(rank__phrase_that_is_nowhere)
{
	static const char *const lines[] = {
		"{\"id\":\"a\",\"title\":\"Luật Trọng tài thương mại\",\"text\""
		":\"Trọng tài thương mại là phương thức giải quyết.\"}",
		NULL
	};
	struct vb_results r;

	make_dir();
	put_lines(lines);
	update_index(false);
	r = search_for("\"trọng tại thương mại\" là phương thức giải quyết gì");
	ck_assert_str_eq(order_of(&r), "a");
	ck_assert(r.relaxed);
	ck_assert_uint_ne(vb_str_find(r.notes, VB_STR("quotation marks"), 0),
			  VB_NPOS);
	r = search_for("\"trọng tại thương mại\"");
	ck_assert_uint_eq(r.n_hits, 0);
	r = search_for("\"trọng tại thương mại\" giải quyết");
	ck_assert_uint_eq(r.n_hits, 0);
	remove_dir();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("rank");
	TCase *tc = tcase_create("rank");

	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	tcase_add_loop_test(tc, rank__first, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tc, rank__explained);
	tcase_add_loop_test(tc, rank__title, 0,
			    sizeof(title_cases) / sizeof(title_cases[0]));
	tcase_add_loop_test(tc, rank__line, 0,
			    sizeof(line_cases) / sizeof(line_cases[0]));
	tcase_add_test(tc, rank__law);
	tcase_add_test(tc, rank__phrase_that_is_nowhere);
	return run_suite(suite);
}
