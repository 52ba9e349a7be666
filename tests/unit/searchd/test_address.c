/* Who the client is: RFC 7239, and lists as nginx writes them. */
#include <check.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "../run.h"
#include "../../../searchd/address.h"

static const struct {
	const char *in, *want; /* "none": refused */
} address_cases[] = {
	{ "192.0.2.1", "192.0.2.1" },
	{ " 192.0.2.1 ", "192.0.2.1" },
	{ "192.0.2.1:8080", "192.0.2.1" },
	{ "2001:db8::1", "2001:db8::1" },
	{ "[2001:db8::1]", "2001:db8::1" },
	{ "[2001:db8::1]:443", "2001:db8::1" },
	{ "::ffff:192.0.2.1", "192.0.2.1" },
	{ "", "none" },
	{ "unknown", "none" },
	{ "_hidden", "none" },
	{ "192.0.2.1:", "none" },
	{ "192.0.2.1:x", "none" },
	{ "192.0.2.1:65536", "none" },
	{ "[192.0.2.1]", "none" },
	{ "[2001:db8::1", "none" },
	{ "[2001:db8::1]443", "none" },
	{ "192.0.2", "none" },
	{ "192.0.2.256", "none" },
	{ "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb", "none" },
};

START_TEST(address_parse__cases)
{
	struct address a;
	char text[ADDRESS_TEXT];
	bool ok = address_parse(&a, vb_str_from(address_cases[_i].in));

	address_print(text, &a);
	ck_assert_str_eq(text, address_cases[_i].want);
	ck_assert_int_eq(ok, strcmp(text, "none") != 0);
}
END_TEST

static const struct {
	const char *net, *address;
	bool in;
} network_cases[] = {
	{ "10.0.0.0/8", "10.255.0.1", true },
	{ "10.0.0.0/8", "11.0.0.1", false },
	{ "192.0.2.128/25", "192.0.2.128", true },
	{ "192.0.2.128/25", "192.0.2.127", false },
	{ "192.0.2.1", "192.0.2.1", true },
	{ "192.0.2.1", "192.0.2.2", false },
	{ "0.0.0.0/0", "203.0.113.7", true },
	{ "0.0.0.0/0", "2001:db8::1", false },
	{ "2001:db8::/32", "2001:db8:1::1", true },
	{ "2001:db8::/32", "2001:db9::1", false },
	{ "::/0", "2001:db8::1", true },
	{ "unix", "192.0.2.1", false },
};

START_TEST(networks_have__cases)
{
	struct network net;
	struct networks nets = { &net, 1 };
	struct address a;

	ck_assert(network_parse(&net, vb_str_from(network_cases[_i].net)));
	ck_assert(address_parse(&a, vb_str_from(network_cases[_i].address)));
	ck_assert_int_eq(networks_have(&nets, &a), network_cases[_i].in);
}
END_TEST

static const char *const bad_networks[] = {
	"",   "10.0.0.0/33",	"10.0.0.0/", "10.0.0/8",
	"/8", "2001:db8::/129", "localhost", "10.0.0.0/8/8",
	"*",  "10.0.0.1:80",
};

START_TEST(network_parse__bad)
{
	struct network net;

	ck_assert(!network_parse(&net, vb_str_from(bad_networks[_i])));
}
END_TEST

/* 10/8, fd00::/8 and unix sockets are trusted. */
static struct networks trust(struct network list[3])
{
	network_parse(&list[0], VB_STR("10.0.0.0/8"));
	network_parse(&list[1], VB_STR("unix"));
	network_parse(&list[2], VB_STR("fd00::/8"));
	return (struct networks){ list, 3 };
}

static const struct {
	const char *peer, *header, *want;
} list_cases[] = {
	/* not trusted: what it says is nothing */
	{ "203.0.113.9", "192.0.2.1", "203.0.113.9" },
	{ "10.0.0.1", "", "10.0.0.1" },
	{ "10.0.0.1", "192.0.2.1", "192.0.2.1" },
	/* the client wrote the left part itself */
	{ "10.0.0.1", "198.51.100.1, 192.0.2.1", "192.0.2.1" },
	/* through two proxies of ours */
	{ "10.0.0.1", "198.51.100.1,192.0.2.1, 10.0.0.2", "192.0.2.1" },
	{ "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3" },
	{ "unix", "192.0.2.1", "192.0.2.1" },
	{ "unix", "2001:db8::1", "2001:db8::1" },
	/* what can't be read ends the walk */
	{ "10.0.0.1", "192.0.2.1, unknown", "10.0.0.1" },
	{ "10.0.0.1", "192.0.2.1, ,10.0.0.2", "10.0.0.2" },
	{ "10.0.0.1", ",", "10.0.0.1" },
};

static struct address peer_of(const char *text)
{
	struct address a = { .kind = ADDRESS_UNIX };

	if (strcmp(text, "unix"))
		ck_assert(address_parse(&a, vb_str_from(text)));
	return a;
}

START_TEST(address_by_list__cases)
{
	struct network list[3];
	struct networks nets = trust(list);
	struct address peer = peer_of(list_cases[_i].peer), got;
	char text[ADDRESS_TEXT];

	address_by_list(&got, &peer, vb_str_from(list_cases[_i].header), &nets);
	address_print(text, &got);
	ck_assert_str_eq(text, list_cases[_i].want);
}
END_TEST

static const struct {
	const char *peer, *header, *want;
} forwarded_cases[] = {
	{ "203.0.113.9", "for=192.0.2.1", "203.0.113.9" },
	{ "10.0.0.1", "for=192.0.2.60;proto=http;by=203.0.113.43",
	  "192.0.2.60" },
	{ "10.0.0.1", "For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17" },
	{ "10.0.0.1", "for=192.0.2.43, for=198.51.100.17", "198.51.100.17" },
	{ "10.0.0.1", "for=192.0.2.43, for=10.0.0.7", "192.0.2.43" },
	{ "10.0.0.1", "for=192.0.2.43, for=\"_gazonk\"", "10.0.0.1" },
	{ "10.0.0.1", "for=unknown", "10.0.0.1" },
	{ "10.0.0.1", "proto=https;for=192.0.2.1", "192.0.2.1" },
	/* a comma or a for= inside quotes is none */
	{ "10.0.0.1", "for=192.0.2.1;host=\"a,for=198.51.100.1\"",
	  "192.0.2.1" },
	{ "10.0.0.1", "host=\"x;for=198.51.100.1\";for=192.0.2.1",
	  "192.0.2.1" },
	{ "10.0.0.1", "for=192.0.2.1, for=\"198.51.100.1", "10.0.0.1" },
	{ "10.0.0.1", "", "10.0.0.1" },
};

START_TEST(address_by_forwarded__cases)
{
	struct network list[3];
	struct networks nets = trust(list);
	struct address peer = peer_of(forwarded_cases[_i].peer), got;
	char text[ADDRESS_TEXT];

	address_by_forwarded(&got, &peer,
			     vb_str_from(forwarded_cases[_i].header), &nets);
	address_print(text, &got);
	ck_assert_str_eq(text, forwarded_cases[_i].want);
}
END_TEST

/* A header of trusted proxies without end takes ADDRESS_HOPS steps. */
START_TEST(address_by_list__bounded)
{
	char header[8000] = "192.0.2.1", text[ADDRESS_TEXT];
	struct network list[3];
	struct networks nets = trust(list);
	struct address peer = peer_of("10.0.0.1"), got;

	for (size_t i = 9; i + 10 < sizeof(header); i += 9)
		memcpy(header + i, ",10.1.1.1", 10);
	address_by_list(&got, &peer, vb_str_from(header), &nets);
	address_print(text, &got);
	ck_assert_str_eq(text, "10.1.1.1");
}
END_TEST

#define CASES(array) ((int)(sizeof(array) / sizeof((array)[0])))

int main(void)
{
	Suite *suite = suite_create("address");
	TCase *tc = tcase_create("address");

	tcase_add_loop_test(tc, address_parse__cases, 0, CASES(address_cases));
	tcase_add_loop_test(tc, networks_have__cases, 0, CASES(network_cases));
	tcase_add_loop_test(tc, network_parse__bad, 0, CASES(bad_networks));
	tcase_add_loop_test(tc, address_by_list__cases, 0, CASES(list_cases));
	tcase_add_loop_test(tc, address_by_forwarded__cases, 0,
			    CASES(forwarded_cases));
	tcase_add_test(tc, address_by_list__bounded);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
