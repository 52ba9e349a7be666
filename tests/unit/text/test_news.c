/*
 * Real text: 30,000 news articles (VB_DATA/news). The raw JSON lines serve as
 * they are. Skipped where the data is absent.
 */
#include "help.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "text/syllable.h"
#include "text/token.h"

#define LINES 400

struct totals {
	size_t lines, words, syllables, marked, compared;
};

static void check_line(struct totals *sum, struct vb_str line)
{
	struct vb_text_report report = { 0 };
	struct vb_buf clean = VB_BUF_INIT(1 << 22), whole = clean;
	struct vb_token token;
	vb_tokenizer t;

	ck_assert_int_eq(vb_text_clean(&clean, &report, line), VB_OK);
	ck_assert_uint_eq(report.invalid, 0);
	if (!report.reordered && !report.lookalikes && !report.invisible &&
	    !report.spaces && !report.controls) {
		char *want = peer_nfc(line.ptr);

		ck_assert_str_eq(vb_buf_cstr(&clean), want);
		sum->compared++;
		free(want);
	}
	vb_tokenizer_init(&t, vb_buf_str(&clean));
	while (vb_tokenizer_next(&t, &token)) {
		struct vb_str word =
			vb_str_sub(vb_buf_str(&clean), token.start, token.end);

		sum->words++;
		sum->syllables += !!(token.flags & VB_TOKEN_SYLLABLE);
		sum->marked += !!(token.flags & VB_TOKEN_MARKED);
		if (token.flags & (VB_TOKEN_CUT | VB_TOKEN_NUMBER))
			continue;
		vb_buf_truncate(&whole, 0);
		ck_assert_int_eq(vb_text_key(&whole, word), VB_OK);
		ck_assert(vb_str_eq(vb_buf_str(&whole), token.key));
		vb_buf_truncate(&whole, 0);
		ck_assert_int_eq(vb_text_fold(&whole, word), VB_OK);
		ck_assert(vb_str_eq(vb_buf_str(&whole), token.fold));
		ck_assert(vb_syllable_valid(word) ==
			  !!(token.flags & VB_TOKEN_SYLLABLE));
	}
	sum->lines++;
	vb_buf_clear(&clean);
	vb_buf_clear(&whole);
}

START_TEST(news__tokens_are_keys_and_folds)
{
	const char *data = getenv("VB_DATA");
	struct totals sum = { 0 };
	static char line[1 << 20];
	char path[4096];
	gzFile in;

	snprintf(path, sizeof(path), "%s/news/news-30k.jsonl.gz",
		 data ? data : "../shared/data");
	in = gzopen(path, "rb");
	if (!in) {
		fprintf(stderr, "skipped: %s is absent\n", path);
		return;
	}
	while (sum.lines < LINES && gzgets(in, line, sizeof(line)))
		check_line(&sum, vb_str_from(line));
	gzclose(in);
	ck_assert_uint_eq(sum.lines, LINES);
	/* most is plain NFC, and most words are Vietnamese syllables */
	ck_assert_uint_gt(sum.compared, LINES / 4);
	ck_assert_uint_gt(sum.syllables * 10, sum.words * 7);
	ck_assert_uint_gt(sum.marked * 10, sum.words * 5);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("news");

	tcase_add_test(tests, news__tokens_are_keys_and_folds);
	return run_tests(tests, "news");
}
