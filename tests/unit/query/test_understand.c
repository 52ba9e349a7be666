#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/territory.h"
#include "query/understand.h"

/*
 * "field=value(typed)", parts by a space, filters with a '!'. What stands on
 * the right is what a clerk who reads the left would say it asks for.
 */
static struct vb_arena arena;

static struct vb_understanding understand(const char *query)
{
	struct vb_understanding u;
	struct vb_query q;

	ck_assert_int_eq(vb_query_parse(&q, &arena, vb_str_from(query), NULL),
			 VB_OK);
	ck_assert_int_eq(vb_query_understand(&u, &arena, &q, NULL), VB_OK);
	return u;
}

static const char *understood(const char *query)
{
	static char text[2000];
	struct vb_understanding u = understand(query);
	int n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < u.n; i++)
		n += snprintf(text + n, sizeof(text) - (size_t)n,
			      "%s%s%s=%.*s(%.*s)", n ? " " : "",
			      u.parts[i].filter ? "!" : "", u.parts[i].field,
			      VB_STR_ARG(u.parts[i].value),
			      VB_STR_ARG(u.parts[i].text));
	return text;
}

static const struct {
	const char *in, *want;
} cases[] = {
	{ "", "" },
	{ "giá đất", "" },
	/* types */
	{ "nghị quyết giá đất", "type=nghi-quyet(nghị quyết)" },
	{ "nghi quyet gia dat", "type=nghi-quyet(nghi quyet)" },
	{ "giá đất theo nghị quyết", "type=nghi-quyet(nghị quyết)" },
	{ "nq giá đất", "type=nghi-quyet(nq)" },
	{ "NQ giá đất", "type=nghi-quyet(NQ)" },
	{ "giá đất NQ", "type=nghi-quyet(NQ)" },
	{ "giá đất nq", "" },
	{ "ct phòng cháy", "type=chi-thi(ct)" },
	{ "qđ bổ nhiệm", "type=quyet-dinh(qđ)" },
	{ "quyết định bổ nhiệm", "type=quyet-dinh(quyết định)" },
	{ "ai có quyền quyết định giá đất", "" },
	{ "thẩm quyền của quyết định số", "type=quyet-dinh(quyết định)" },
	{ "quy định giá đất", "" },
	{ "theo quy định của pháp luật", "" },
	{ "theo quyết định của tòa án", "" },
	{ "hướng dẫn quyết định UBND tỉnh Nghệ An",
	  "type=quyet-dinh(quyết định) "
	  "issuer=Ủy ban nhân dân tỉnh Nghệ An(UBND tỉnh Nghệ An)" },
	{ "theo pháp luật", "" },
	{ "luật đất đai", "type=luat(luật)" },
	{ "theo luật đất đai", "" },
	{ "thông tư liên tịch về án phí",
	  "type=thong-tu-lien-tich(thông tư liên tịch)" },
	{ "hợp đồng thuê nhà", "" },
	{ "\"nghị quyết\" giá đất", "" },
	{ "-\"nghị quyết\" giá đất", "" },
	/* numbers */
	{ "20-CT/TU", "number=20-CT/TU(20-CT/TU)" },
	{ "chi thi so 20 ct tu ve hdnd",
	  "number=chi thi so 20 ct tu(chi thi so 20 ct tu)" },
	/* years and dates */
	{ "giá đất 2019", "year=2019(2019)" },
	{ "giá đất năm 2019", "year=2019(năm 2019)" },
	{ "gia dat nam 2019", "year=2019(nam 2019)" },
	{ "giá đất từ năm 2015 đến năm 2019",
	  "year=2015..2019(từ năm 2015 đến năm 2019)" },
	{ "giá đất từ 2015 đến 2019", "year=2015..2019(từ 2015 đến 2019)" },
	{ "quy hoạch giai đoạn 2021-2030", "" },
	{ "quy hoạch đến năm 2030 tầm nhìn 2050", "" },
	{ "hỗ trợ 2000 đồng", "" },
	{ "điều 2019", "" },
	{ "ngày 5/3/2019 giá đất", "date=2019-03-05(ngày 5/3/2019)" },
	{ "giá đất 05.03.2019", "date=2019-03-05(05.03.2019)" },
	{ "tháng 3 năm 2019", "date=2019-03(tháng 3 năm 2019)" },
	{ "có hiệu lực 1/7/2024", "" },
	{ "hết hiệu lực (hết ngày 31/12/2022)", "" },
	/* terms and sessions */
	{ "hội đồng khóa XVII", "term=17(khóa XVII)" },
	{ "hoi dong khoa xvii", "term=17(khoa xvii)" },
	{ "khóa vi tính", "" },
	{ "kỳ họp thứ 5", "session=5(kỳ họp thứ 5)" },
	{ "nhiệm kỳ 2021-2026", "term=2021-2026(nhiệm kỳ 2021-2026)" },
	/* issuers */
	{ "HĐND tỉnh Nghệ An",
	  "issuer=Hội đồng nhân dân tỉnh Nghệ An(HĐND tỉnh Nghệ An)" },
	{ "hdnd nghe an",
	  "issuer=Hội đồng nhân dân tỉnh Nghệ An(hdnd nghe an)" },
	{ "chỉ thị ubnd tp hcm phòng cháy",
	  "type=chi-thi(chỉ thị) issuer=Ủy ban nhân dân thành phố Hồ Chí Minh"
	  "(ubnd tp hcm)" },
	{ "giá đất của UBND huyện Can Lộc",
	  "issuer=UBND huyện Can Lộc(UBND huyện Can Lộc)" },
	{ "công văn bộ tài chính thuế",
	  "type=cong-van(công văn) issuer=Bộ Tài chính(bộ tài chính)" },
	{ "công văn BTC thuế",
	  "type=cong-van(công văn) issuer=Bộ Tài chính(BTC)" },
	{ "đại biểu quốc hội", "" },
	{ "quyền hạn của chính phủ", "" },
	{ "nghị quyết về giá đất của chính phủ",
	  "type=nghi-quyet(nghị quyết) issuer=Chính phủ(chính phủ)" },
	{ "Bộ Nội vụ là cơ quan nào", "" },
	{ "Bộ Nội vụ biên chế", "issuer=Bộ Nội vụ(Bộ Nội vụ)" },
	{ "cơ sở đặt tại quận Bình Thạnh, thành phố Hồ Chí Minh",
	  "place=Hồ Chí Minh(thành phố Hồ Chí Minh)" },
	{ "tổ chức chính phủ", "" },
	{ "Sở Giáo dục và Đào tạo TP. Hà Nội",
	  "issuer=Sở Giáo dục và Đào tạo TP. Hà Nội"
	  "(Sở Giáo dục và Đào tạo TP. Hà Nội)" },
	{ "tỉnh ủy nghệ an", "issuer=tỉnh ủy nghệ an(tỉnh ủy nghệ an)" },
	/* places */
	{ "giá đất Hà Tĩnh", "place=Hà Tĩnh(Hà Tĩnh)" },
	{ "gia dat ha tinh", "place=Hà Tĩnh(ha tinh)" },
	{ "giá đất tại tỉnh Hải Dương", "place=Hải Dương(tỉnh Hải Dương)" },
	{ "giá đất Huế", "place=Huế(Huế)" },
	{ "hoa huệ", "" },
	{ "vì hòa bình", "" },
	{ "diễn biến phiên họp", "" },
	{ "việt nam định cư", "" },
	{ "tư tưởng Hồ Chí Minh", "" },
	{ "giá đất Đăk Lăk", "place=Đắk Lắk(Đăk Lăk)" },
	{ "giá đất TP. Hồ Chí Minh", "place=Hồ Chí Minh(TP. Hồ Chí Minh)" },
	{ "gia dat sai gon", "place=Hồ Chí Minh(sai gon)" },
	{ "giá đất Bà Rịa - Vũng Tàu",
	  "place=Bà Rịa - Vũng Tàu(Bà Rịa - Vũng Tàu)" },
	{ "tỉnh Hòa Bình", "place=Hòa Bình(tỉnh Hòa Bình)" },
	{ "giá đất Hòa Bình", "place=Hòa Bình(Hòa Bình)" },
	/* filters, and what is none of the query's own */
	{ "loai:nq giá đất", "!type=nghi-quyet(loai:nq)" },
	{ "giá đất nam:2015..2019", "!year=2015..2019(nam:2015..2019)" },
	{ "loai:nq OR loai:ct", "" },
	{ "giá đất -loai:nq", "" },
	/* several */
	{ "Quyết định Cục Thuế 2025 tiền thuê đất",
	  "type=quyet-dinh(Quyết định) issuer=Cục Thuế(Cục Thuế) "
	  "year=2025(2025)" },
	/* raw Telex: what it spells */
	{ "nghij quyeets hooij ddoongf", "type=nghi-quyet(nghị quyết)" },
};

START_TEST(understand__cases)
{
	ck_assert_msg(!strcmp(understood(cases[_i].in), cases[_i].want),
		      "%s\n got  %s\n want %s", cases[_i].in,
		      understood(cases[_i].in), cases[_i].want);
	vb_arena_reset(&arena);
}
END_TEST

static const struct {
	const char *in, *want; /* without the first part */
} without_cases[] = {
	{ "nghị quyết giá đất", "giá đất" },
	{ "giá đất theo nghị quyết", "giá đất theo" },
	{ "chỉ thị, giá đất", "giá đất" },
	{ "giá đất của UBND tỉnh Nghệ An", "giá đất" },
	{ "giá đất tại Hà Tĩnh 50", "giá đất 50" },
	{ "loai:nq giá \"đất ở\"", "giá \"đất ở\"" },
	{ "loai:nq AND giá đất", "giá đất" },
	{ "giá đất AND loai:nq", "giá đất" },
	{ "nam:2019", "" },
	{ "20-CT/TU cán bộ", "cán bộ" },
};

START_TEST(understand__without)
{
	struct vb_understanding u = understand(without_cases[_i].in);

	ck_assert_uint_ge(u.n, 1);
	ck_assert_msg(vb_str_eq(u.parts[0].without,
				vb_str_from(without_cases[_i].want)),
		      "%s: got '%.*s'", without_cases[_i].in,
		      VB_STR_ARG(u.parts[0].without));
	vb_arena_reset(&arena);
}
END_TEST

static const struct {
	const char *in, *want;
} label_cases[] = {
	{ "nq giá đất", "Nghị quyết" },
	{ "loai:nq giá đất", "Nghị quyết" },
	{ "giá đất từ năm 2015 đến năm 2019", "2015–2019" },
	{ "tháng 3 năm 2019", "3/2019" },
	{ "khóa XVII", "khóa 17" },
	{ "kỳ họp thứ tư", "kỳ họp thứ 4" },
	{ "so 20 ct tu", "20-CT/TU" },
	{ "nhiệm kỳ 2021-2026", "nhiệm kỳ 2021-2026" },
	{ "gia dat ha noi", "Hà Nội" },
};

START_TEST(understand__labels)
{
	struct vb_understanding u = understand(label_cases[_i].in);

	ck_assert_uint_eq(u.n, 1);
	ck_assert_msg(
		vb_str_eq(u.parts[0].label, vb_str_from(label_cases[_i].want)),
		"%s: got '%.*s'", label_cases[_i].in,
		VB_STR_ARG(u.parts[0].label));
	vb_arena_reset(&arena);
}
END_TEST

/* Every territory of the table is read after "tỉnh". */
START_TEST(understand__all_territories)
{
	const struct vb_territory *t;

	for (size_t i = 0; (t = vb_territory_row(i)) != NULL; i++) {
		char query[100];
		struct vb_understanding u;

		snprintf(query, sizeof(query), "giá đất tại %s", t->name);
		u = understand(query);
		ck_assert_msg(u.n == 1 && vb_str_eq(u.parts[0].value,
						    vb_str_from(t->name)),
			      "%s", query);
	}
	vb_arena_reset(&arena);
}
END_TEST

/* Past the limit the rest stays words. */
START_TEST(understand__many)
{
	char query[2000] = "";
	size_t n = 0;

	for (int i = 0; i < 40; i++)
		n += (size_t)snprintf(query + n, sizeof(query) - n,
				      "nghị quyết x%d ", i);
	ck_assert_uint_eq(understand(query).n, VB_UNDERSTOOD_MAX);
	vb_arena_reset(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("understand");
	TCase *tc = tcase_create("understand");

	tcase_add_loop_test(tc, understand__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_loop_test(
		tc, understand__without, 0,
		(int)(sizeof(without_cases) / sizeof(without_cases[0])));
	tcase_add_loop_test(
		tc, understand__labels, 0,
		(int)(sizeof(label_cases) / sizeof(label_cases[0])));
	tcase_add_test(tc, understand__all_territories);
	tcase_add_test(tc, understand__many);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
