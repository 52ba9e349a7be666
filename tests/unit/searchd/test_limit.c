/* Buckets: at once as many as `burst`, then `rate` a second. */
#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "../../../searchd/limit.h"

#define SECOND 1000000LL

static struct limits *limits;
static struct address who;

static void setup(void)
{
	ck_assert_int_eq(limits_open(&limits, NULL), VB_OK);
	ck_assert(address_parse(&who, VB_STR("192.0.2.1")));
}

static void teardown(void)
{
	limits_close(limits);
}

/* How many of `n` requests at `now` pass. */
static unsigned pass(unsigned n, int64_t now)
{
	unsigned passed = 0;

	for (unsigned i = 0; i < n; i++)
		passed += !limits_take(limits, &who, 10, 5, now);
	return passed;
}

START_TEST(limits_take__burst)
{
	ck_assert_uint_eq(pass(20, 100 * SECOND), 5);
}
END_TEST

START_TEST(limits_take__rate)
{
	pass(20, 100 * SECOND);
	/* three tenths of a second at 10 a second */
	ck_assert_uint_eq(pass(20, 100 * SECOND + 300000), 3);
	/* a long rest fills no more than the bucket */
	ck_assert_uint_eq(pass(20, 200 * SECOND), 5);
}
END_TEST

START_TEST(limits_take__seconds)
{
	for (int i = 0; i < 3; i++)
		ck_assert_uint_eq(limits_take(limits, &who, 1, 3, SECOND), 0);
	ck_assert_uint_eq(limits_take(limits, &who, 1, 3, SECOND), 1);
	ck_assert_uint_eq(limits_take(limits, &who, 1, 3, SECOND * 3 / 2), 1);
	ck_assert_uint_eq(limits_take(limits, &who, 1, 3, 2 * SECOND), 0);
}
END_TEST

START_TEST(limits_take__addresses)
{
	pass(20, SECOND);
	address_parse(&who, VB_STR("192.0.2.2"));
	ck_assert_uint_eq(pass(20, SECOND), 5);
	address_parse(&who, VB_STR("2001:db8:1:2::3"));
	ck_assert_uint_eq(pass(20, SECOND), 5);
	/* the same client: it has all of its /64 */
	address_parse(&who, VB_STR("2001:db8:1:2:ffff::"));
	ck_assert_uint_eq(pass(20, SECOND), 0);
	address_parse(&who, VB_STR("2001:db8:1:3::"));
	ck_assert_uint_eq(pass(20, SECOND), 5);
}
END_TEST

START_TEST(limits_take__off)
{
	struct address other = { .kind = ADDRESS_UNIX };

	for (int i = 0; i < 1000; i++) {
		ck_assert_uint_eq(limits_take(limits, &who, 0, 1, SECOND), 0);
		ck_assert_uint_eq(limits_take(limits, &other, 1, 1, SECOND), 0);
	}
}
END_TEST

/* A flood of addresses takes no memory, and never refuses a first request. */
START_TEST(limits_take__flood)
{
	for (unsigned i = 0; i < 300000; i++) {
		who.bytes[15] = (unsigned char)i;
		who.bytes[14] = (unsigned char)(i >> 8);
		who.bytes[13] = (unsigned char)(i >> 16);
		ck_assert_uint_eq(limits_take(limits, &who, 1, 1, SECOND), 0);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("limit");
	TCase *tc = tcase_create("limit");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, limits_take__burst);
	tcase_add_test(tc, limits_take__rate);
	tcase_add_test(tc, limits_take__seconds);
	tcase_add_test(tc, limits_take__addresses);
	tcase_add_test(tc, limits_take__off);
	tcase_add_test(tc, limits_take__flood);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
