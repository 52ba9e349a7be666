#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/fingerprint.h"

#define WORDS 600

/* `n` words out of a small list in an order that `seed` fixes; word `odd` is
 * another one. */
static size_t write_text(char *out, size_t size, unsigned seed, int n, int odd)
{
	static const char *const words[] = { "Hội",   "đồng", "nhân", "dân",
					     "quyết", "định", "giá",  "đất",
					     "năm",   "xã",   "kỳ",   "họp",
					     "báo",   "cáo",  "ngân", "sách" };
	size_t len = 0;

	for (int i = 0; i < n; i++) {
		seed = seed * 1103515245u + 12345u;
		len += (size_t)snprintf(
			out + len, size - len, "%s%s", i ? " " : "",
			i == odd ? "khác" : words[seed >> 16 & 15]);
	}
	return len;
}

static struct vb_fingerprint of(const char *text)
{
	struct vb_fingerprint f;

	vb_fingerprint_make(&f, vb_str_from(text));
	return f;
}

START_TEST(fingerprint__what_does_not_count)
{
	struct vb_fingerprint a = of("Hòa Bình, ngày 5. Ủy ban\nnhân dân");
	struct vb_fingerprint b = of("HOÀ BÌNH - NGÀY 5: UỶ BAN  NHÂN DÂN");
	struct vb_fingerprint c = of("Hòa Bình, ngày 6. Ủy ban\nnhân dân");
	struct vb_fingerprint d = of("ngày 5 Hòa Bình Ủy ban nhân dân");

	ck_assert_uint_eq(a.n_words, 8);
	ck_assert(a.words == b.words && a.likeness == b.likeness);
	ck_assert(a.words != c.words);
	ck_assert(a.words != d.words); /* the order counts */
	ck_assert_uint_eq(of("").n_words, 0);
}
END_TEST

START_TEST(fingerprint__near_and_far)
{
	static char a[16 * WORDS], b[16 * WORDS], c[16 * WORDS];
	struct vb_fingerprint x, y, z;
	unsigned near = 0, far = 64;

	for (unsigned seed = 1; seed <= 50; seed++) {
		unsigned d;

		write_text(a, sizeof(a), seed, WORDS, -1);
		write_text(b, sizeof(b), seed, WORDS, (int)seed * 10);
		write_text(c, sizeof(c), seed + 1000, WORDS, -1);
		x = of(a);
		y = of(b);
		z = of(c);
		ck_assert(x.words != y.words);
		d = vb_fingerprint_distance(x.likeness, y.likeness);
		near = d > near ? d : near;
		d = vb_fingerprint_distance(x.likeness, z.likeness);
		far = d < far ? d : far;
	}
	/* one word of 600 touches 3 runs of 598 */
	ck_assert_uint_le(near, 8);
	ck_assert_uint_ge(far, 12);
}
END_TEST

START_TEST(fingerprint__distance)
{
	ck_assert_uint_eq(vb_fingerprint_distance(0, 0), 0);
	ck_assert_uint_eq(vb_fingerprint_distance(0, UINT64_MAX), 64);
	ck_assert_uint_eq(vb_fingerprint_distance(5, 6), 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("fingerprint");
	TCase *t = tcase_create("fingerprint");

	tcase_add_test(t, fingerprint__what_does_not_count);
	tcase_add_test(t, fingerprint__near_and_far);
	tcase_add_test(t, fingerprint__distance);
	suite_add_tcase(suite, t);
	return run_suite(suite);
}
