/* Input made to be slow: a step that is not linear does not end in time. */
#include "help.h"

#include <string.h>
#include <time.h>

#include "text/offsets.h"
#include "text/token.h"

#define BYTES (1 << 19)

static const struct {
	const char *first, *unit;
} hostile[] = {
	{ "a", "\u0301" },	 /* one letter, half a million marks */
	{ "a", "\u0301\u0323" }, /* and out of order */
	{ "", "\u0323\u0316\u0334" },
	{ "", "a\u0301" }, /* one long word of composed letters */
	{ "", "Ð" },	   /* one long word of look-alikes */
	{ "", "aр" },	   /* and of homoglyphs */
	{ "x", "ð\u200B" },
	{ "", "hoà-" }, /* one chunk without spaces */
	{ "http://", "hoà/" },
	{ "", "vịêt" },
	{ "", "oà" }, /* one word, with a place to look at each two letters */
	{ "", "hoà€" },
	{ "", "hoà\r" },
	{ "", "hoà\u00A0" },
	{ "x ", "hoà\u200B/" },
	{ "", "kì中" },
	{ "", "Ⱥ" }, /* of which the lower case is longer */
	{ "", "ab€ Ⱥ" },
	{ "", "uỷ " },
	{ "", "=\u0338" },
	{ "", "\xFF" },
	{ "", "\xE1\xBB" },
	{ "", "\r" },
	{ "", "\u1100" },
	{ "\uAC00", "\u11A8" },
	{ "", "\u0344" }, /* grows: two marks each */
	{ "", "日本" },
	{ "", "日\u00AD" },
	{ "1", ".000" },
	{ "", "ı" },
	{ "", "İ\u0301" },
	{ "", "Kİ\uFFFD " }, /* of which the key must not be "ki", then "ky" */
	{ "", "đ" },
	{ "", "a" },
};

static size_t count_tokens(struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t n = 0;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token))
		n++;
	return n;
}

static vb_status step_offsets(struct vb_buf *out, struct vb_str in)
{
	struct vb_offsets o = VB_OFFSETS_INIT;
	struct vb_text_report report = { .offsets = &o };
	vb_status st = vb_text_canonical(out, &report, in);

	for (size_t at = 0; at < out->len; at++)
		MUST(vb_offsets_source(&o, at, false) <= in.len);
	MUST(vb_offsets_source(&o, out->len, true) <= in.len);
	vb_offsets_clear(&o);
	return st;
}

START_TEST(hostile__ends_in_time)
{
	static const text_step steps[] = { step_clean, step_canonical,
					   step_offsets, vb_text_fold,
					   vb_text_key };
	size_t n = strlen(hostile[_i].first), unit = strlen(hostile[_i].unit);
	char *in = malloc(BYTES + 64);
	clock_t start = clock();

	memcpy(in, hostile[_i].first, n);
	for (; n + unit <= BYTES; n += unit)
		memcpy(in + n, hostile[_i].unit, unit);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		const char *once = through(steps[i], vb_str_of(in, n));

		ck_assert_uint_le(strlen(once), n * VB_TEXT_GROWTH + 4);
		ck_assert_str_eq(through(steps[i], vb_str_from(once)), once);
	}
	ck_assert_uint_le(count_tokens(vb_str_of(in, n)), n);
	/* a quadratic step takes minutes; sanitizers ten times the usual */
	ck_assert_int_lt((clock() - start) / CLOCKS_PER_SEC, 20);
	free(in);
}
END_TEST

/* Memory that runs out is reported, and nothing is left behind. */
START_TEST(hostile__limit_of_growth)
{
	struct vb_buf out = VB_BUF_INIT(1000);
	char bad[400];

	memset(bad, 0xFF, sizeof(bad));
	ck_assert_int_eq(vb_text_clean(&out, NULL, vb_str_of(bad, 400)),
			 VB_TOO_BIG);
	ck_assert_uint_eq(out.len, 0);
	ck_assert_int_eq(vb_text_clean(&out, NULL, vb_str_of(bad, 333)), VB_OK);
	ck_assert_uint_eq(out.len, 999);
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("hostile");

	tcase_add_loop_test(tests, hostile__ends_in_time, 0,
			    sizeof(hostile) / sizeof(hostile[0]));
	tcase_add_test(tests, hostile__limit_of_growth);
	return run_tests(tests, "hostile");
}
