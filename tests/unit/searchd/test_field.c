/* Values of header fields, by the examples of RFC 9110 and RFC 6454. */
#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "../../../searchd/field.h"

static const struct {
	const char *in;
	bool want;
} encoding_cases[] = {
	{ "", false },
	{ "gzip", true },
	{ "GZip", true },
	{ "x-gzip", true },
	{ "compress, gzip", true },
	{ "*", true },
	{ "compress;q=0.5, gzip;q=1.0", true },
	{ "gzip;q=1.0, identity; q=0.5, *;q=0", true },
	{ "gzip; q=0.001", true },
	{ "gzip, deflate, br", true },
	{ "br;q=1, gzip;q=0.8, *;q=0.1", true },
	{ "deflate", false },
	{ "gzip;q=0", false },
	{ "gzip;q=0.000", false },
	{ "gzip;q=0, *", false },
	{ "*;q=0", false },
	{ "identity", false },
	{ "identity;q=1, gzip;q=0.5", false },
	{ "identity;q=0.5, gzip;q=0.5", true },
	{ "gzip;q=2", false },
	{ "gzip;q=1.001", false },
	{ "gzip;q=", false },
	{ "gzip;q=0.0001", false },
	{ "gzip;q=x", false },
	{ "gzipped", false },
	{ "gzi", false },
	{ ",,gzip,,", true },
	{ ";;;,;q=1", false },
};

START_TEST(wants_gzip__cases)
{
	ck_assert_int_eq(field_wants_gzip(vb_str_from(encoding_cases[_i].in)),
			 encoding_cases[_i].want);
}
END_TEST

static const struct {
	const char *in;
	bool want;
} id_cases[] = {
	{ "7f3c-00000001", true },
	{ "a", true },
	{ "A_b.c-9", true },
	{ "0123456789012345678901234567890123456789012345678901234567890123",
	  true },
	{ "01234567890123456789012345678901234567890123456789012345678901234",
	  false },
	{ "", false },
	{ "a b", false },
	{ "a\r\nX: y", false },
	{ "a\"", false },
	{ "a,b", false },
	{ "đ", false },
};

START_TEST(is_id__cases)
{
	ck_assert_int_eq(field_is_id(vb_str_from(id_cases[_i].in)),
			 id_cases[_i].want);
}
END_TEST

static const struct {
	const char *in;
	bool want;
} origin_cases[] = {
	{ "https://example.vn", true },
	{ "http://127.0.0.1:8080", true },
	{ "https://[2001:db8::1]:8443", true },
	{ "https://xn--tnh-7qa.gov.vn", true },
	{ "null", false },
	{ "*", false },
	{ "", false },
	{ "https://", false },
	{ "https://example.vn/", false },
	{ "https://example.vn/a", false },
	{ "https://Example.vn", false },
	{ "https://example.vn:443", false },
	{ "http://example.vn:80", false },
	{ "http://example.vn:443", true },
	{ "https://example.vn:", false },
	{ "https://example.vn:08", false },
	{ "https://a@example.vn", false },
	{ "ftp://example.vn", false },
	{ "https://example.vn, https://b.vn", false },
	{ "https://[::1", false },
};

START_TEST(is_origin__cases)
{
	ck_assert_int_eq(field_is_origin(vb_str_from(origin_cases[_i].in)),
			 origin_cases[_i].want);
}
END_TEST

/* Of RFC 9110, 5.6.7, and from `date -u -d @N`. */
static const struct {
	const char *text;
	time_t when;
} date_cases[] = {
	{ "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
	{ "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
	{ "Thu, 29 Feb 2024 23:59:59 GMT", 1709251199 },
	{ "Sun, 22 Nov 2026 08:00:00 GMT", 1795334400 },
};

START_TEST(date__cases)
{
	char text[FIELD_DATE];
	time_t when = -1;

	field_print_date(text, date_cases[_i].when);
	ck_assert_str_eq(text, date_cases[_i].text);
	ck_assert(field_parse_date(&when, vb_str_from(text)));
	ck_assert_int_eq(when, date_cases[_i].when);
}
END_TEST

static const char *const bad_dates[] = {
	"",
	"Sunday, 06-Nov-94 08:49:37 GMT",
	"Sun Nov  6 08:49:37 1994",
	"Mon, 06 Nov 1994 08:49:37 GMT",
	"Sun, 06 Nov 1994 08:49:37 UTC",
	"Sun, 06 nov 1994 08:49:37 GMT",
	"Sun, 31 Feb 2026 08:49:37 GMT",
	"Sun, 06 Nov 1994 24:49:37 GMT",
	"Sun, 06 Nov 1994 08:49:37 GMT ",
	"Sun, -6 Nov 1994 08:49:37 GMT",
};

START_TEST(parse_date__bad)
{
	time_t when = 7;

	ck_assert(!field_parse_date(&when, vb_str_from(bad_dates[_i])));
	ck_assert_int_eq(when, 7);
}
END_TEST

#define CASES(array) ((int)(sizeof(array) / sizeof((array)[0])))

int main(void)
{
	Suite *suite = suite_create("field");
	TCase *tc = tcase_create("field");

	tcase_add_loop_test(tc, wants_gzip__cases, 0, CASES(encoding_cases));
	tcase_add_loop_test(tc, is_id__cases, 0, CASES(id_cases));
	tcase_add_loop_test(tc, is_origin__cases, 0, CASES(origin_cases));
	tcase_add_loop_test(tc, date__cases, 0, CASES(date_cases));
	tcase_add_loop_test(tc, parse_date__bad, 0, CASES(bad_dates));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
