/* The expected differences are written down by hand; the random texts are
 * put together again from what the diff says. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "base/buf.h"
#include "text/diff.h"

static struct vb_arena arena = VB_ARENA_INIT;
static struct vb_buf out = VB_BUF_INIT(1 << 24);

static void setup(void)
{
	vb_buf_truncate(&out, 0);
}

static void teardown(void)
{
	vb_arena_clear(&arena);
	vb_buf_clear(&out);
}

/* " line", "-line", "+line"; "[…]" around the runs that differ. */
static const char *shown(const struct vb_diff *d)
{
	static const char signs[] = " -+";

	for (size_t i = 0; i < d->n; i++) {
		const struct vb_diff_line *line = &d->lines[i];
		const struct vb_diff_run *run = line->runs;

		ck_assert(!vb_buf_append_char(&out, signs[line->kind]));
		for (; run; run = run->next) {
			bool apart = run->kind != VB_DIFF_SAME &&
				     (run->next || run != line->runs);

			ck_assert(!vb_buf_printf(
				&out, "%s%.*s%s", apart ? "[" : "",
				VB_STR_ARG(run->text), apart ? "]" : ""));
		}
		ck_assert(!vb_buf_append_char(&out, '\n'));
	}
	return vb_buf_cstr(&out);
}

static const struct {
	const char *before, *after, *want;
} cases[] = {
	{ "", "", "" },
	{ "a", "a", " a\n" },
	{ "", "a\nb", "+a\n+b\n" },
	{ "a\nb", "", "-a\n-b\n" },
	{ "a\nb\nc", "a\nc", " a\n-b\n c\n" },
	{ "a\nc", "a\nb\nc", " a\n+b\n c\n" },
	{ "a\nb\nc", "a\nx\nc", " a\n-b\n+x\n c\n" },
	/* blank lines and blanks at the ends of lines count for nothing */
	{ "a\n\nb", " a\nb \n", " a\n b\n" },
	/* the shortest way: two edits, not four */
	{ "a\nb\nc\nd", "b\nc\nd\ne", "-a\n b\n c\n d\n+e\n" },
	/* lines that are alike: their words */
	{ "Mức chi là 100 đồng mỗi ngày.", "Mức chi là 120 đồng mỗi ngày.",
	  "-Mức chi là [100 ]đồng mỗi ngày.\n"
	  "+Mức chi là [120 ]đồng mỗi ngày.\n" },
	{ "Điều 1. Thông qua.\nĐiều 2. Giao Ủy ban.",
	  "Điều 1. Thông qua.\nĐiều 2. Giao Thường trực Ủy ban.",
	  " Điều 1. Thông qua.\n-Điều 2. Giao Ủy ban.\n"
	  "+Điều 2. Giao [Thường trực ]Ủy ban.\n" },
	/* and such as are not */
	{ "một hai ba bốn", "năm sáu bảy bốn",
	  "-một hai ba bốn\n+năm sáu bảy bốn\n" },
};

START_TEST(diff__cases)
{
	struct vb_diff d;

	ck_assert_int_eq(vb_diff_texts(&d, &arena,
				       vb_str_from(cases[_i].before),
				       vb_str_from(cases[_i].after)),
			 VB_OK);
	ck_assert_str_eq(shown(&d), cases[_i].want);
	ck_assert(!d.whole);
}
END_TEST

START_TEST(diff__counts)
{
	struct vb_diff d;

	ck_assert_int_eq(vb_diff_texts(&d, &arena, VB_STR("a\nb\nc\nd"),
				       VB_STR("a\nx\nd\ne\nf")),
			 VB_OK);
	ck_assert_uint_eq(d.gone, 2);
	ck_assert_uint_eq(d.added, 3);
}
END_TEST

static unsigned state;

static unsigned chance(unsigned n)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % n;
}

/* The length of the longest common subsequence, by the textbook's table. */
static size_t common(const char *a, size_t n, const char *b, size_t m)
{
	size_t table[41][41] = { { 0 } };

	for (size_t i = 1; i <= n; i++)
		for (size_t j = 1; j <= m; j++) {
			size_t up = table[i - 1][j], left = table[i][j - 1];

			table[i][j] = up > left ? up : left;
			if (a[i - 1] == b[j - 1])
				table[i][j] = table[i - 1][j - 1] + 1;
		}
	return table[n][m];
}

static size_t random_letters(char *letters)
{
	size_t n = chance(41);

	for (size_t i = 0; i < n; i++)
		letters[i] = (char)('a' + chance(4));
	return n;
}

static struct vb_str lines_of(char *text, const char *letters, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		text[2 * i] = letters[i];
		text[2 * i + 1] = '\n';
	}
	return vb_str_of(text, 2 * n);
}

/* Both texts come back from the lines, and no shorter way exists. */
START_TEST(diff__random)
{
	char a[41], b[41], text_a[82], text_b[82];
	size_t n, m, i = 0, j = 0, same = 0;
	struct vb_diff d;

	state = (unsigned)_i * 7919 + 1;
	n = random_letters(a);
	m = random_letters(b);
	ck_assert_int_eq(vb_diff_texts(&d, &arena, lines_of(text_a, a, n),
				       lines_of(text_b, b, m)),
			 VB_OK);
	for (size_t k = 0; k < d.n; k++) {
		char c = d.lines[k].text.ptr[0];

		if (d.lines[k].kind != VB_DIFF_NEW)
			ck_assert_int_eq(c, a[i++]);
		if (d.lines[k].kind != VB_DIFF_GONE)
			ck_assert_int_eq(c, b[j++]);
		same += d.lines[k].kind == VB_DIFF_SAME;
	}
	ck_assert_uint_eq(i, n);
	ck_assert_uint_eq(j, m);
	ck_assert_uint_eq(same, common(a, n, b, m));
}
END_TEST

static void fill_lines(struct vb_buf *text, const char *word, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		ck_assert(!vb_buf_printf(text, "%s %u\n", word, i));
}

/* Nothing in common between the ends: whole, and quickly. */
START_TEST(diff__too_different)
{
	struct vb_buf a = VB_BUF_INIT(1 << 24), b = VB_BUF_INIT(1 << 24);
	struct vb_diff d;

	ck_assert(!vb_buf_append(&a, VB_STR("đầu\n")));
	ck_assert(!vb_buf_append(&b, VB_STR("đầu\n")));
	fill_lines(&a, "cũ", 20000);
	fill_lines(&b, "mới", 20000);
	ck_assert_int_eq(
		vb_diff_texts(&d, &arena, vb_buf_str(&a), vb_buf_str(&b)),
		VB_OK);
	ck_assert(d.whole);
	ck_assert_uint_eq(d.gone, 20000);
	ck_assert_uint_eq(d.added, 20000);
	ck_assert_int_eq(d.lines[0].kind, VB_DIFF_SAME);
	vb_buf_clear(&a);
	vb_buf_clear(&b);
}
END_TEST

/* Past the limit of lines equal texts are still equal. */
START_TEST(diff__long)
{
	struct vb_buf a = VB_BUF_INIT(1 << 24);
	struct vb_diff d;

	fill_lines(&a, "dòng", VB_DIFF_LINES + 10);
	ck_assert_int_eq(
		vb_diff_texts(&d, &arena, vb_buf_str(&a), vb_buf_str(&a)),
		VB_OK);
	ck_assert(!d.whole);
	ck_assert_uint_eq(d.n, VB_DIFF_LINES + 10);
	ck_assert_uint_eq(d.gone + d.added, 0);
	vb_buf_clear(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("text/diff");
	TCase *t = tcase_create("diff");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, diff__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, diff__counts);
	tcase_add_loop_test(t, diff__random, 0, 2000);
	tcase_add_test(t, diff__too_different);
	tcase_add_test(t, diff__long);
	suite_add_tcase(s, t);
	return run_suite(s);
}
