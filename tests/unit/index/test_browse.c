/* Counts by date, type, issuer, place and topic, of eight records. */
#include "built.h"
#include "index/browse.h"

#define RECORD(id, type, issuer, place, topic, date)                           \
	"{\"id\":\"" id "\",\"kind\":\"document\",\"title\":\"x " id "\","     \
	"\"type\":\"" type "\",\"issuer\":\"" issuer "\",\"place\":\"" place   \
	"\",\"topic\":\"" topic "\",\"date\":\"" date "\",\"text\":\"y\"}"

#define NA "HĐND tỉnh Nghệ An"

static const char *const documents[] = {
	RECORD("1", "nghi-quyet", NA, "Nghệ An", "Đất đai", "2019-07-12"),
	RECORD("2", "nghi-quyet", NA, "Nghệ An", "Y tế", "2019-07-31"),
	RECORD("3", "chi-thi", "UBND", "Huế", "Đất đai", "2019-12-31"),
	RECORD("4", "chi-thi", "UBND", "Huế", "", "2020-01-01"),
	RECORD("5", "nghi-quyet", NA, "Nghệ An", "", "2020-02-29"),
	RECORD("6", "quyet-dinh", "UBND", "Huế", "", "2021-02-28"),
	RECORD("7", "nghi-quyet", NA, "Nghệ An", "", "2019-07-12"),
	"{\"id\":\"8\",\"kind\":\"article\",\"title\":\"x\",\"text\":\"y\"}",
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

static struct vb_browse counted;

/* "value:count value:count" */
static const char *browse(enum vb_browse_by by, const char *within)
{
	const struct vb_browse_request request = {
		.by = by, .within = vb_str_from(within), .n = 100
	};
	static char text[1000];
	size_t n = 0;

	ck_ok(vb_browse(&counted, searcher, &request, &arena, &err));
	text[0] = '\0';
	for (size_t i = 0; i < counted.n; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%.*s:%u",
				      i ? "|" : "",
				      VB_STR_ARG(counted.values[i].value),
				      counted.values[i].count);
	return text;
}

static const struct {
	enum vb_browse_by by;
	const char *within, *want;
	unsigned documents, without;
} cases[] = {
	{ VB_BROWSE_DATE, "", "2021:1|2020:2|2019:4", 7, 1 },
	{ VB_BROWSE_DATE, "2019", "2019-12:1|2019-07:3", 4, 0 },
	{ VB_BROWSE_DATE, "2019-07", "2019-07-31:1|2019-07-12:2", 3, 0 },
	{ VB_BROWSE_DATE, "2020-02", "2020-02-29:1", 1, 0 },
	{ VB_BROWSE_DATE, "2021-02", "2021-02-28:1", 1, 0 },
	{ VB_BROWSE_DATE, "2022", "", 0, 0 },
	{ VB_BROWSE_TYPE, "", "nghi-quyet:4|chi-thi:2|quyet-dinh:1", 7, 1 },
	{ VB_BROWSE_ISSUER, "", NA ":4|UBND:3", 7, 1 },
	{ VB_BROWSE_PLACE, "", "Nghệ An:4|Huế:3", 7, 1 },
	{ VB_BROWSE_TOPIC, "", "Đất đai:2|Y tế:1", 3, 5 },
};

START_TEST(browse__cases)
{
	ck_assert_str_eq(browse(cases[_i].by, cases[_i].within),
			 cases[_i].want);
	ck_assert_uint_eq(counted.documents, cases[_i].documents);
	ck_assert_uint_eq(counted.without, cases[_i].without);
}
END_TEST

START_TEST(browse__label)
{
	browse(VB_BROWSE_TYPE, "");
	ck_str(counted.values[0].label, "Nghị quyết");
	ck_str(counted.values[2].label, "Quyết định");
}
END_TEST

START_TEST(browse__page)
{
	struct vb_browse_request request = { .by = VB_BROWSE_DATE,
					     .within = VB_STR_EMPTY,
					     .offset = 1,
					     .n = 1 };

	ck_ok(vb_browse(&counted, searcher, &request, &arena, &err));
	ck_assert_uint_eq(counted.n, 1);
	ck_assert_uint_eq(counted.total, 3);
	ck_str(counted.values[0].value, "2020");
	request.offset = 7;
	ck_ok(vb_browse(&counted, searcher, &request, &arena, &err));
	ck_assert_uint_eq(counted.n, 0);
}
END_TEST

static const struct {
	enum vb_browse_by by;
	const char *within;
} wrong[] = {
	{ VB_BROWSE_DATE, "20" },	  { VB_BROWSE_DATE, "2019-13" },
	{ VB_BROWSE_DATE, "2019-07-12" }, { VB_BROWSE_DATE, "x019" },
	{ VB_BROWSE_DATE, "2019/07" },	  { VB_BROWSE_TYPE, "2019" },
	{ VB_BROWSE_DATE, "0000" },
};

START_TEST(browse__wrong)
{
	const struct vb_browse_request request = {
		.by = wrong[_i].by, .within = vb_str_from(wrong[_i].within)
	};

	ck_assert_int_eq(vb_browse(&counted, searcher, &request, &arena, &err),
			 VB_BAD_INPUT);
}
END_TEST

START_TEST(browse__too_many)
{
	const struct vb_browse_request request = { .within = VB_STR_EMPTY,
						   .n = VB_BROWSE_PAGE + 1 };

	ck_assert_int_eq(vb_browse(&counted, searcher, &request, &arena, &err),
			 VB_TOO_BIG);
}
END_TEST

/* A new document is counted at the next call. */
START_TEST(browse__follows)
{
	static const char *const more[] = {
		RECORD("9", "chi-thi", "UBND", "Huế", "", "2022-05-01"), NULL
	};

	ck_assert_str_eq(browse(VB_BROWSE_PLACE, ""), "Nghệ An:4|Huế:3");
	put_lines(more);
	update_index(false);
	ck_assert_str_eq(browse(VB_BROWSE_PLACE, ""), "Huế:4|Nghệ An:4");
}
END_TEST

static const struct {
	const char *period, *from, *to;
} periods[] = {
	{ "2019", "2019-01-01", "2019-12-31" },
	{ "2019-02", "2019-02-01", "2019-02-28" },
	{ "2020-02", "2020-02-01", "2020-02-29" },
	{ "1900-02", "1900-02-01", "1900-02-28" },
	{ "2019-07-05", "2019-07-05", "2019-07-05" },
	{ "2019-02-29", NULL, NULL },
	{ "2019-00", NULL, NULL },
	{ "2019-7", NULL, NULL },
	{ "", NULL, NULL },
};

START_TEST(browse__periods)
{
	char from[VB_BROWSE_DAY], to[VB_BROWSE_DAY];
	bool is = vb_browse_period(from, to, vb_str_from(periods[_i].period));

	ck_assert_int_eq(is, periods[_i].from != NULL);
	if (is) {
		ck_assert_str_eq(from, periods[_i].from);
		ck_assert_str_eq(to, periods[_i].to);
	}
}
END_TEST

START_TEST(browse__names)
{
	ck_assert_str_eq(vb_browse_name(VB_BROWSE_DATE), "date");
	ck_assert_int_eq(vb_browse_by_name(VB_STR("issuer")), VB_BROWSE_ISSUER);
	ck_assert_int_eq(vb_browse_by_name(VB_STR("topic")), VB_BROWSE_TOPIC);
	ck_assert_int_eq(vb_browse_by_name(VB_STR("x")), VB_BROWSE_COUNT);
}
END_TEST

#define N(a) (sizeof(a) / sizeof((a)[0]))

int main(void)
{
	Suite *s = suite_create("index/browse");
	TCase *t = tcase_create("browse");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, browse__cases, 0, N(cases));
	tcase_add_test(t, browse__label);
	tcase_add_test(t, browse__page);
	tcase_add_loop_test(t, browse__wrong, 0, N(wrong));
	tcase_add_test(t, browse__too_many);
	tcase_add_test(t, browse__follows);
	tcase_add_loop_test(t, browse__periods, 0, N(periods));
	tcase_add_test(t, browse__names);
	suite_add_tcase(s, t);
	return run_suite(s);
}
