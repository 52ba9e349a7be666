/* OAI-PMH 2.0: dates, sets, tokens, and text in XML. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "output/dc.h"
#include "output/oai.h"

#define N(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* Section 3.3.1: ISO 8601, days or seconds, UTC. */
static const struct {
	const char *in;
	bool good, day;
} dates[] = {
	{ "2002-02-08", true, true },
	{ "2002-02-08T12:00:01Z", true, false },
	{ "2000-02-29", true, true },
	{ "1900-02-29", false, false },
	{ "2001-02-29", false, false },
	{ "2002-13-01", false, false },
	{ "2002-00-01", false, false },
	{ "2002-01-00", false, false },
	{ "2002-02-08T24:00:00Z", false, false },
	{ "2002-02-08T12:60:00Z", false, false },
	{ "2002-02-08T12:00:60Z", false, false },
	{ "2002-02-08T12:00:01", false, false },
	{ "2002-02-08T12:00Z", false, false },
	{ "2002-02-08T12:00:01+01:00", false, false },
	{ "2002-02-08 12:00:01Z", false, false },
	{ "2002-02", false, false },
	{ "2002", false, false },
	{ "20020208", false, false },
	{ "+002-02-08", false, false },
	{ "", false, false },
};

START_TEST(oai_date__cases)
{
	bool day = false;

	ck_assert_msg(vb_oai_date(&day, vb_str_from(dates[_i].in)) ==
			      dates[_i].good,
		      "%s", dates[_i].in);
	if (dates[_i].good)
		ck_assert_int_eq(day, dates[_i].day);
}
END_TEST

START_TEST(oai_token__comes_back)
{
	struct vb_oai_token token = { .records = true,
				      .prefix = VB_STR("oai_dc"),
				      .from = VB_STR("2020-01-01"),
				      .until = VB_STR("2020-12-31"),
				      .set = VB_STR("type.chi-thi"),
				      .after = 123456789012,
				      .given = 100 };
	struct vb_buf out = VB_BUF_INIT(VB_OAI_TOKEN);
	struct vb_oai_token got;

	ck_assert_int_eq(vb_oai_token_write(&out, &token), VB_OK);
	ck_assert(vb_oai_token_read(&got, vb_buf_str(&out)));
	ck_assert(got.records);
	ck_assert(vb_str_eq(got.prefix, token.prefix));
	ck_assert(vb_str_eq(got.from, token.from));
	ck_assert(vb_str_eq(got.until, token.until));
	ck_assert(vb_str_eq(got.set, token.set));
	ck_assert_int_eq(got.after, token.after);
	ck_assert_uint_eq(got.given, 100);
	vb_buf_clear(&out);
}
END_TEST

static const char *const bad_tokens[] = {
	"",
	"v1",
	"v1,r,oai_dc,5,100,,",
	"v1,r,oai_dc,5,100,,,,",
	"v2,r,oai_dc,5,100,,,",
	"v1,x,oai_dc,5,100,,,",
	"v1,,oai_dc,5,100,,,",
	"v1,r,oai_dc,0,100,,,",
	"v1,r,oai_dc,-5,100,,,",
	"v1,r,oai_dc,5,0,,,",
	"v1,r,oai_dc,99999999999999999999,100,,,",
	"v1,r,oai_dc,5,100,2020-02-30,,",
	"v1,r,oai_dc,5,100,,gestern,",
	"v1,r,oai_dc,5,100,,,a b",
	"v1,r,oai_dc, 5,100,,,",
};

START_TEST(oai_token__nonsense)
{
	struct vb_oai_token got;

	ck_assert_msg(!vb_oai_token_read(&got, vb_str_from(bad_tokens[_i])),
		      "%s", bad_tokens[_i]);
}
END_TEST

START_TEST(oai_token__too_long)
{
	struct vb_buf in = VB_BUF_INIT(4096);
	struct vb_oai_token got;

	ck_assert(!vb_buf_append_cstr(&in, "v1,r,"));
	while (in.len < VB_OAI_TOKEN)
		ck_assert(!vb_buf_append_char(&in, 'x'));
	ck_assert(!vb_buf_append_cstr(&in, ",5,100,,,"));
	ck_assert(!vb_oai_token_read(&got, vb_buf_str(&in)));
	vb_buf_clear(&in);
}
END_TEST

static const struct {
	enum vb_oai_set property;
	const char *value, *want;
} sets[] = {
	{ VB_OAI_TYPE, "nghi-quyet", "type.nghi-quyet" },
	{ VB_OAI_ISSUER, "Ủy ban nhân dân tỉnh Hà Tĩnh",
	  "issuer.uy-ban-nhan-dan-tinh-ha-tinh" },
	{ VB_OAI_PLACE, "Đắk Lắk", "place.dak-lak" },
	{ VB_OAI_PLACE, "", "" },
	{ VB_OAI_PLACE, "– ; –", "" },
	{ VB_OAI_PLACE, "a:b", "place.a-b" },
};

START_TEST(oai_set__names)
{
	struct vb_str value = vb_str_from(sets[_i].value);
	struct vb_listed item = { .type = value,
				  .issuer = value,
				  .place = value };
	char spec[VB_OAI_SET];

	vb_oai_set(spec, sets[_i].property, &item);
	ck_assert_str_eq(spec, sets[_i].want);
	if (!*spec)
		return;
	ck_assert(vb_oai_set_valid(vb_str_from(spec)));
	ck_assert(vb_oai_in_set(vb_str_from(spec), &item));
}
END_TEST

START_TEST(oai_set__kind_and_erased)
{
	struct vb_listed item = { .article = true };
	char spec[VB_OAI_SET];

	vb_oai_set(spec, VB_OAI_KIND, &item);
	ck_assert_str_eq(spec, "kind.article");
	ck_assert(!vb_oai_in_set(VB_STR("kind.document"), &item));
	ck_assert(!vb_oai_in_set(VB_STR("other.x"), &item));
	item.erased = true; /* nothing is known: it is told to all */
	vb_oai_set(spec, VB_OAI_KIND, &item);
	ck_assert_str_eq(spec, "");
	ck_assert(vb_oai_in_set(VB_STR("kind.document"), &item));
}
END_TEST

/* A name of any length and letters makes a setSpec, and no more than fits. */
START_TEST(oai_set__long_and_foreign)
{
	char value[2000], spec[VB_OAI_SET];
	struct vb_listed item = { .issuer = vb_str_of(value, 1998) };

	for (size_t i = 0; i < 1998; i += 3)
		memcpy(value + i, "\xe6\x96\x87", 3); /* 文 */
	vb_oai_set(spec, VB_OAI_ISSUER, &item);
	ck_assert_uint_lt(strlen(spec), VB_OAI_SET);
	ck_assert(vb_oai_set_valid(vb_str_from(spec)));
	ck_assert(vb_oai_in_set(vb_str_from(spec), &item));
}
END_TEST

/* XML 1.0, production 2: Char. */
static const struct {
	struct vb_str in;
	const char *want;
} texts[] = {
	{ { "Điều 1", 9 }, "Điều 1" },
	{ { "a<b>&\"c\"", 8 }, "a&lt;b&gt;&amp;&quot;c&quot;" },
	{ { "a\0b\x01\x1f\tc\n", 8 }, "ab\tc\n" },
	{ { "\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd", 9 }, "\xef\xbf\xbd" },
	{ { "\xff", 1 }, "\xef\xbf\xbd" },
	{ { "\xed\xa0\x80", 3 }, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ { "\xf0\x9f\x98\x80", 4 }, "\xf0\x9f\x98\x80" },
};

START_TEST(xmlout__text)
{
	struct vb_buf out = VB_BUF_INIT(1000);
	struct vb_xmlout x = VB_XMLOUT_INIT(&out);

	vb_xmlout_text(&x, texts[_i].in);
	ck_assert_int_eq(x.status, VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), texts[_i].want);
	vb_buf_clear(&out);
}
END_TEST

/* Citations are many in some documents: Dublin Core gets the first of them. */
START_TEST(dc__relations_are_bounded)
{
	struct vb_reference all[VB_DC_RELATIONS + 50] = { 0 };
	struct vb_held held = { .references = all };
	struct vb_buf out = VB_BUF_INIT(1 << 20);
	struct vb_xmlout x = VB_XMLOUT_INIT(&out);
	struct vb_dc dc;
	size_t at = 0, n = 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		all[i].number = VB_STR("1/NQ");
		if (i + 1 < sizeof(all) / sizeof(all[0]))
			all[i].next = &all[i + 1];
	}
	all[3].again = true;
	vb_dc_held(&dc, &held, VB_STR_EMPTY);
	vb_dc_write(&x, &dc);
	while ((at = vb_str_find(vb_buf_str(&out), VB_STR("<dc:relation>"),
				 at)) != VB_NPOS) {
		at++;
		n++;
	}
	ck_assert_uint_eq(n, VB_DC_RELATIONS);
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("oai");
	TCase *t = tcase_create("oai");

	tcase_add_loop_test(t, oai_date__cases, 0, N(dates));
	tcase_add_test(t, oai_token__comes_back);
	tcase_add_loop_test(t, oai_token__nonsense, 0, N(bad_tokens));
	tcase_add_test(t, oai_token__too_long);
	tcase_add_loop_test(t, oai_set__names, 0, N(sets));
	tcase_add_test(t, oai_set__kind_and_erased);
	tcase_add_test(t, oai_set__long_and_foreign);
	tcase_add_loop_test(t, xmlout__text, 0, N(texts));
	tcase_add_test(t, dc__relations_are_bounded);
	suite_add_tcase(s, t);
	return run_suite(s);
}
