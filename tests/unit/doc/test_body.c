#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "../run.h"
#include "doc/body.h"
#include "text/token.h"

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

static const struct {
	const char *issuer, *organ, *level, *territory, *province;
} bodies[] = {
	{ "Ủy ban nhân dân tỉnh Hà Tĩnh", "ubnd", "province", "Hà Tĩnh",
	  "Hà Tĩnh" },
	{ "UBND tỉnh Hà Tĩnh", "ubnd", "province", "Hà Tĩnh", "Hà Tĩnh" },
	{ "UBND Hà Tĩnh", "ubnd", "province", "Hà Tĩnh", "Hà Tĩnh" },
	{ "ubnd tinh ha tinh", "ubnd", "province", "ha tinh", "Hà Tĩnh" },
	{ "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "ubnd", "province", "HÀ NỘI",
	  "Hà Nội" },
	{ "UBND TP. Hồ Chí Minh", "ubnd", "province", "Hồ Chí Minh",
	  "Hồ Chí Minh" },
	{ "Chủ tịch Ủy ban nhân dân tỉnh Sơn La", "ubnd", "province", "Sơn La",
	  "Sơn La" },
	/* cities of a province had the level of a district */
	{ "UBND thành phố Hải Dương", "ubnd", "district", "Hải Dương", NULL },
	{ "Ủy ban nhân dân thành phố Huế, tỉnh Thừa Thiên Huế", "ubnd",
	  "district", "Huế", "Thừa Thiên Huế" },
	{ "Ủy ban nhân dân thành phố Thủ Đức", "ubnd", "district", "Thủ Đức",
	  NULL },
	{ "Ủy ban nhân dân quận 1", "ubnd", "district", "1", NULL },
	{ "Hội đồng nhân dân huyện Can Lộc", "hdnd", "district", "Can Lộc",
	  NULL },
	{ "Ủy ban nhân dân thị xã Hồng Lĩnh, tỉnh Hà Tĩnh", "ubnd", "district",
	  "Hồng Lĩnh", "Hà Tĩnh" },
	{ "Ủy ban nhân dân xã Liên Minh tỉnh Phú Thọ", "ubnd", "commune",
	  "Liên Minh", "Phú Thọ" },
	{ "Ủy ban nhân dân thị trấn Nghèn", "ubnd", "commune", "Nghèn", NULL },
	{ "Hội đồng nhân dân phường Ba Đình", "hdnd", "commune", "Ba Đình",
	  NULL },
	{ "UBND đặc khu Phú Quốc", "ubnd", "commune", "Phú Quốc", NULL },
	{ "Thường trực Hội đồng nhân dân tỉnh Sơn La", "tt-hdnd", "province",
	  "Sơn La", "Sơn La" },
	{ "HĐND tỉnh", "hdnd", "province", "", NULL },
	{ "Hội đồng nhân dân", "hdnd", NULL, "", NULL },
	/* the Party */
	{ "Tỉnh ủy Hà Tĩnh", "cap-uy", "province", "Hà Tĩnh", "Hà Tĩnh" },
	{ "Ban Chấp hành Đảng bộ tỉnh Hà Tĩnh", "cap-uy", "province", "Hà Tĩnh",
	  "Hà Tĩnh" },
	{ "Thành ủy Hà Nội", "cap-uy", "province", "Hà Nội", "Hà Nội" },
	{ "Thành ủy Hải Dương", "cap-uy", "district", "Hải Dương", NULL },
	{ "Huyện ủy Can Lộc", "cap-uy", "district", "Can Lộc", NULL },
	{ "Quận ủy Đống Đa", "cap-uy", "district", "Đống Đa", NULL },
	{ "Ban Thường vụ Tỉnh ủy Hà Tĩnh", "ban-thuong-vu", "province",
	  "Hà Tĩnh", "Hà Tĩnh" },
	{ "Đảng ủy xã Liên Minh", "dang-uy", "commune", "Liên Minh", NULL },
	{ "Ban Tổ chức Tỉnh ủy Hà Tĩnh", NULL, "province", "Hà Tĩnh",
	  "Hà Tĩnh" },
	{ "Ban Chấp hành Trung ương", "bch-tw", "central", "", NULL },
	{ "Ban Bí thư", "ban-bi-thu", "central", "", NULL },
	/* central */
	{ "Bộ Tài chính", "bo-tai-chinh", "central", "", NULL },
	{ "BTC", "bo-tai-chinh", "central", "", NULL },
	{ "Bộ GTVT", "bo-gtvt", "central", "", NULL },
	{ "Bộ Lao động - Thương binh và Xã hội", "bo-ldtbxh", "central", "",
	  NULL },
	{ "Bộ trưởng Bộ Nội vụ", "bo-noi-vu", "central", "", NULL },
	{ "Tòa án nhân dân tối cao", "tandtc", "central", "", NULL },
	{ "Bộ Thử nghiệm", NULL, "central", "", NULL },
	{ "Tổng cục Thử nghiệm", NULL, "central", "", NULL },
	/* with offices in the provinces */
	{ "Cục Thuế", "cuc-thue", "central", "", NULL },
	{ "Cục Thuế tỉnh Hà Tĩnh", "cuc-thue", "province", "Hà Tĩnh",
	  "Hà Tĩnh" },
	{ "Thuế thành phố Hà Nội", NULL, "province", "Hà Nội", "Hà Nội" },
	{ "Tòa án nhân dân huyện Can Lộc", "tand", "district", "Can Lộc",
	  NULL },
	{ "Viện kiểm sát nhân dân tỉnh Hà Tĩnh", "vksnd", "province", "Hà Tĩnh",
	  "Hà Tĩnh" },
	{ "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Hà Tĩnh", "mttq", "province",
	  "Hà Tĩnh", "Hà Tĩnh" },
	{ "Sở Y tế", NULL, "province", "", NULL },
	{ "Sở Tài chính thành phố Hà Nội", NULL, "province", "Hà Nội",
	  "Hà Nội" },
	{ "Bảo hiểm xã hội tỉnh Hà Tĩnh", NULL, "province", "Hà Tĩnh",
	  "Hà Tĩnh" },
	{ "Liên đoàn Lao động tỉnh Sơn La", NULL, "province", "Sơn La",
	  "Sơn La" },
	{ "Hiệp hội Thử nghiệm", NULL, NULL, "", NULL },
	{ "", NULL, NULL, "", NULL },
};

START_TEST(body_read__bodies)
{
	struct vb_body b;
	const struct vb_organ *o =
		vb_body_read(&b, vb_str_from(bodies[_i].issuer));

	ck_assert_ptr_eq(o, b.organ);
	ck_assert_pstr_eq(o ? o->key : NULL, bodies[_i].organ);
	ck_assert_pstr_eq(vb_level_name(b.level), bodies[_i].level);
	ck_assert(vb_str_eq(b.territory, vb_str_from(bodies[_i].territory)));
	ck_assert_pstr_eq(b.province ? b.province->name : NULL,
			  bodies[_i].province);
}
END_TEST

static const struct {
	const char *issuer, *key;
} keys[] = {
	{ "Ủy ban nhân dân tỉnh Hải Dương", "ubnd|hai duong|province" },
	{ "UBND TỈNH HẢI DƯƠNG", "ubnd|hai duong|province" },
	{ "UBND thành phố Hải Dương", "ubnd|hai duong|district" },
	{ "Ủy ban nhân dân tỉnh Đăk Lăk", "ubnd|dak lak|province" },
	{ "Tỉnh ủy Hà Tĩnh", "cap-uy|ha tinh|province" },
	{ "Ban Chấp hành Đảng bộ tỉnh Hà Tĩnh", "cap-uy|ha tinh|province" },
	{ "Văn phòng Tỉnh ủy Hà Tĩnh", "van phong cap-uy|ha tinh|province" },
	{ "UBND xã Liên Minh, tỉnh Phú Thọ",
	  "ubnd|lien minh, phu tho|commune" },
	{ "Bộ Tài chính", "bo-tai-chinh||central" },
	{ "Sở Y tế tỉnh Hà Tĩnh", "so y te|ha tinh|province" },
	{ "Hiệp hội Thử nghiệm", "hiep hoi thu nghiem||" },
};

START_TEST(body_read__keys)
{
	struct vb_body b;

	vb_body_read(&b, vb_str_from(keys[_i].issuer));
	ck_assert_str_eq(b.key, keys[_i].key);
}
END_TEST

START_TEST(organ__forms_are_folds)
{
	const struct vb_organ *o;

	for (size_t i = 0; (o = vb_organ_row(i)) != NULL; i++) {
		struct vb_str form = vb_organ_form(o, 0);
		struct vb_token token;
		vb_tokenizer t;
		size_t at = 0;

		vb_tokenizer_init(&t, vb_str_from(o->name));
		while (vb_tokenizer_next(&t, &token)) {
			ck_assert(vb_str_starts(vb_str_skip(form, at),
						token.fold));
			at += token.fold.len + 1;
		}
		ck_assert_uint_eq(at, form.len + 1);
	}
}
END_TEST

/* Keys and forms are of one row only; every successor exists. */
START_TEST(organ__table)
{
	const struct vb_organ *a, *b;

	for (size_t i = 0; (a = vb_organ_row(i)) != NULL; i++) {
		bool found = !a->into;

		ck_assert(!a->until == !a->into);
		for (size_t k = 0; (b = vb_organ_row(k)) != NULL; k++) {
			struct vb_str x, y;

			found = found || !strcmp(a->into, b->key);
			if (k <= i)
				continue;
			ck_assert_str_ne(a->key, b->key);
			for (size_t m = 0; (x = vb_organ_form(a, m)).len; m++)
				for (size_t n = 0;
				     (y = vb_organ_form(b, n)).len; n++)
					ck_assert(!vb_str_eq(x, y));
		}
		ck_assert(found);
	}
}
END_TEST

/* Of 176/2025/QH15. */
static const struct {
	const char *now, *former[6];
} mergers[] = {
	{ "BNNMT",
	  { "Bộ Tài nguyên và Môi trường",
	    "Bộ Nông nghiệp và Phát triển nông thôn", "Tổng cục Địa chính",
	    "Bộ Thủy sản" } },
	{ "BXD", { "Bộ Giao thông vận tải" } },
	{ "BTC", { "Bộ Kế hoạch và Đầu tư" } },
	{ "BNV", { "Bộ Lao động - Thương binh và Xã hội" } },
	{ "BDTTG", { "Ủy ban Dân tộc" } },
	{ "BKHCN",
	  { "Bộ Thông tin và Truyền thông",
	    "Bộ Khoa học, Công nghệ và Môi trường",
	    "Bộ Bưu chính, Viễn thông" } },
	{ "BCA", { NULL } },
};

START_TEST(organ_former__ministries)
{
	const struct vb_organ *former[VB_ORGAN_FORMER], *now;
	size_t n, i;

	now = vb_organ_by_symbol(vb_str_from(mergers[_i].now));
	ck_assert_ptr_nonnull(now);
	n = vb_organ_former(former, now);
	for (i = 0; i < n; i++)
		ck_assert_pstr_eq(former[i]->name, mergers[_i].former[i]);
	ck_assert_ptr_null(mergers[_i].former[i]);
}
END_TEST

START_TEST(organ_by_symbol__unknown)
{
	ck_assert_ptr_null(vb_organ_by_symbol(VB_STR("ABC")));
	ck_assert_ptr_null(vb_organ_by_symbol(VB_STR("")));
	ck_assert_str_eq(vb_organ_by_symbol(VB_STR("VKSTC"))->key, "vksndtc");
}
END_TEST

START_TEST(level__until)
{
	ck_assert_str_eq(vb_level_until(VB_LEVEL_DISTRICT), "2025-06-30");
	ck_assert_ptr_null(vb_level_until(VB_LEVEL_COMMUNE));
}
END_TEST

static const struct {
	const char *place, *now, *since;
} places[] = {
	{ "Hải Dương", "Hải Phòng", "2025-07-01" },
	{ "hai duong", "Hải Phòng", "2025-07-01" },
	{ "Thừa Thiên Huế", "Huế", "2025-01-01" },
	{ "Hà Tây", "Hà Nội", "2008-08-01" },
	{ "Hà Nội", NULL, "" },
	{ "Hải Hưng", NULL, "" }, /* divided */
	{ "Nam Hà", NULL, "" },
	{ "Paris", NULL, "" },
	{ "", NULL, "" },
};

START_TEST(place_now__cases)
{
	char since[VB_PLACE_SINCE];
	const struct vb_territory *now =
		vb_place_now(since, vb_str_from(places[_i].place));

	ck_assert_pstr_eq(now ? now->name : NULL, places[_i].now);
	ck_assert_str_eq(since, places[_i].since);
}
END_TEST

/* Names longer than any are cut, not refused. */
START_TEST(body_read__long)
{
	static char name[100000];
	struct vb_body b;

	for (size_t i = 0; i + 4 < sizeof(name); i += 4)
		memcpy(name + i, i ? "  xa" : "UBND", 4);
	vb_body_read(&b, vb_str_of(name, sizeof(name)));
	ck_assert_str_eq(b.organ->key, "ubnd");
	ck_assert_uint_lt(strlen(b.key), VB_BODY_KEY);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("body");
	TCase *tc = tcase_create("body");

	LOOP(tc, body_read__bodies, bodies);
	LOOP(tc, body_read__keys, keys);
	tcase_add_test(tc, organ__forms_are_folds);
	tcase_add_test(tc, organ__table);
	LOOP(tc, organ_former__ministries, mergers);
	tcase_add_test(tc, organ_by_symbol__unknown);
	tcase_add_test(tc, level__until);
	LOOP(tc, place_now__cases, places);
	tcase_add_test(tc, body_read__long);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
