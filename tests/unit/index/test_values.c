/* Values in order, of seven records. */
#include "built.h"
#include "index/values.h"

#define RECORD(id, type, issuer, number, title, date)                          \
	"{\"id\":\"" id "\",\"kind\":\"document\",\"title\":\"" title "\","    \
	"\"type\":\"" type "\",\"issuer\":\"" issuer "\",\"number\":\"" number \
	"\",\"date\":\"" date "\",\"text\":\"y\"}"

static const char *const documents[] = {
	RECORD("1", "quyet-dinh", "UBND tỉnh Huế", "10/2019/QĐ-UBND", "giá đất",
	       "2019-07-12"),
	RECORD("2", "nghi-quyet", "Đảng ủy", "5/2019/QĐ-UBND", "gia hạn",
	       "2019-07-31"),
	RECORD("3", "chi-thi", "Hội đồng", "100/2019/QĐ-UBND", "giả định",
	       "2020-12-31"),
	RECORD("4", "chi-thi", "Ủy ban", "05/2020/QĐ-UBND", "giá rừng",
	       "2001-01-01"),
	RECORD("5", "chi-thi", "hội chợ", "20-CT/TU", "ôn", ""),
	"{\"id\":\"6\",\"kind\":\"article\",\"title\":\"z\",\"text\":\"y\"}",
	NULL
};

static vb_searcher *searcher;

static void setup(void)
{
	make_index(documents);
	searcher = open_searcher();
}

static void teardown(void)
{
	vb_searcher_close(searcher);
	remove_dir();
}

static struct vb_values listed;

/* "value:count|value:count" */
static const char *list(const struct vb_values_request *request)
{
	static char text[1000];
	size_t n = 0;

	ck_ok(vb_values_list(&listed, searcher, request, &arena, &err));
	text[0] = '\0';
	for (size_t i = 0; i < listed.n; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%.*s:%u",
				      i ? "|" : "",
				      VB_STR_ARG(listed.values[i].value),
				      listed.values[i].count);
	return text;
}

#define ALL 100

static const struct {
	enum vb_values_of of;
	const char *at;
	size_t back, n;
	bool after;
	const char *want;
	size_t offset, total;
} cases[] = {
	{ VB_VALUES_TYPE, "", 0, ALL, false,
	  "chi-thi:3|nghi-quyet:1|quyet-dinh:1", 0, 3 },
	{ VB_VALUES_TYPE, "Nghị quyết", 0, ALL, false,
	  "nghi-quyet:1|quyet-dinh:1", 1, 3 },
	{ VB_VALUES_TYPE, "nghi-quyet", 0, ALL, true, "quyet-dinh:1", 2, 3 },
	{ VB_VALUES_TYPE, "nghi-quyet", 1, 2, false, "chi-thi:3|nghi-quyet:1",
	  0, 3 },
	/* less is there than is asked for: the place of `at` stays */
	{ VB_VALUES_TYPE, "chi-thi", 2, 3, false, "chi-thi:3", 0, 3 },
	{ VB_VALUES_TYPE, "chi-thi", 9, 3, false, "", 0, 3 },
	{ VB_VALUES_TYPE, "zz", 1, ALL, false, "quyet-dinh:1", 2, 3 },
	{ VB_VALUES_TYPE, "zz", 0, ALL, false, "", 3, 3 },
	{ VB_VALUES_TYPE, "", 0, 0, false, "", 0, 3 },
	/* by folds: đ by d, ủ by u, capitals by small letters */
	{ VB_VALUES_ISSUER, "", 0, ALL, false,
	  "Đảng ủy:1|hội chợ:1|Hội đồng:1|UBND tỉnh Huế:1|Ủy ban:1", 0, 5 },
	{ VB_VALUES_ISSUER, "HỘI Đ", 0, 1, false, "Hội đồng:1", 2, 5 },
	{ VB_VALUES_YEAR, "2002", 0, ALL, false, "2019:2|2020:1", 1, 3 },
	{ VB_VALUES_TOPIC, "x", 0, ALL, false, "", 0, 0 },
	/* numbers count: 5, 10, 20, 100 */
	{ VB_VALUES_NUMBER, "", 0, ALL, false,
	  "5 2019 QĐ UBND:1|5 2020 QĐ UBND:1|10 2019 QĐ UBND:1|20 CT TU:1|"
	  "100 2019 QĐ UBND:1",
	  0, 5 },
	{ VB_VALUES_NUMBER, "05/2020", 0, 1, false, "5 2020 QĐ UBND:1", 1, 5 },
	{ VB_VALUES_NUMBER, "20-ct/tu", 0, 1, false, "20 CT TU:1", 3, 5 },
	/* one word with other marks is another value */
	{ VB_VALUES_TITLE, "gi", 0, 4, false, "gia:1|giá:2|giả:1|hạn:1", 2, 9 },
};

START_TEST(values__cases)
{
	const struct vb_values_request request = {
		.of = cases[_i].of,
		.at = vb_str_from(cases[_i].at),
		.back = cases[_i].back,
		.n = cases[_i].n,
		.after = cases[_i].after,
	};

	ck_assert_str_eq(list(&request), cases[_i].want);
	ck_assert_uint_eq(listed.offset, cases[_i].offset);
	ck_assert_uint_eq(listed.total, cases[_i].total);
}
END_TEST

/* Any bytes may be asked about. */
START_TEST(values__bytes)
{
	const struct vb_values_request request = { .of = VB_VALUES_TYPE,
						   .at = VB_STR("\xff\xfe"),
						   .n = 1 };

	list(&request);
	ck_assert_uint_eq(listed.total, 3);
}
END_TEST

START_TEST(values__labels)
{
	const struct vb_values_request request = { .of = VB_VALUES_TYPE,
						   .at = VB_STR("quyet"),
						   .n = 1 };

	list(&request);
	ck_str(listed.values[0].label, "Quyết định");
}
END_TEST

START_TEST(values__too_many)
{
	const struct vb_values_request request = { .of = VB_VALUES_TYPE,
						   .at = VB_STR(""),
						   .n = VB_VALUES_MOST + 1 };

	ck_assert_int_eq(
		vb_values_list(&listed, searcher, &request, &arena, &err),
		VB_TOO_BIG);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("values");
	TCase *tc = tcase_create("values");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, values__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, values__bytes);
	tcase_add_test(tc, values__labels);
	tcase_add_test(tc, values__too_many);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
