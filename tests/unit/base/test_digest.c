#include "base/digest.h"
#include "tool.h"

/* FIPS 180-4 examples (NIST, SHA256.pdf), and the digest of nothing. */
static const struct {
	const char *in, *want;
} cases[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8"
	      "55" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f200"
		 "15ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
	  "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
	  "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
};

START_TEST(sha256__fips)
{
	struct vb_digest d;
	char hex[VB_DIGEST_HEX];

	vb_sha256(&d, vb_str_from(cases[_i].in));
	vb_digest_hex(hex, &d);
	ck_assert_str_eq(hex, cases[_i].want);
}
END_TEST

/* A million times "a", FIPS 180-2 B.3; and in two parts, cut anywhere. */
START_TEST(sha256__million)
{
	static char a[1000000];
	struct vb_digest d, pair;
	char hex[VB_DIGEST_HEX];

	memset(a, 'a', sizeof(a));
	vb_sha256(&d, vb_str_of(a, sizeof(a)));
	vb_digest_hex(hex, &d);
	ck_assert_str_eq(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e"
			      "046d39ccc7112cd0");
	for (size_t cut = 0; cut <= 130; cut++) {
		vb_sha256(&d, vb_str_of(a, 130));
		vb_sha256_pair(&pair, vb_str_of(a, cut),
			       vb_str_of(a, 130 - cut));
		ck_assert(vb_digest_eq(&d, &pair));
	}
	pair.bytes[31] ^= 1;
	ck_assert(!vb_digest_eq(&d, &pair));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("digest");
	TCase *t = tcase_create("digest");

	tcase_add_loop_test(t, sha256__fips, 0, COUNT(cases));
	tcase_add_test(t, sha256__million);
	return run_case(s, t);
}
