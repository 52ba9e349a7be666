/*
 * bench_text: megabytes a second of each step of lib/text, beside utf8proc.
 *
 *	make benches
 *	zcat FILE.gz | head -c 100M | build/bench/bench_text [ROUNDS]
 *
 * Reads text on stdin; prints for each step the best of ROUNDS (5) runs, in
 * 10^6 bytes of input a second of processor time, over the whole input and
 * over its lines one by one, and both as multiples of utf8proc's NFC and case
 * folding in this run. The tokenizer gets the text cleaned, as it must.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <utf8proc.h>

#include "text/text.h"
#include "text/offsets.h"
#include "text/token.h"

static size_t checksum;

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec * 1e-9;
}

static void run_clean(struct vb_buf *out, struct vb_str in)
{
	checksum += (size_t)vb_text_clean(out, NULL, in);
}

static void run_canonical(struct vb_buf *out, struct vb_str in)
{
	checksum += (size_t)vb_text_canonical(out, NULL, in);
}

static void run_offsets(struct vb_buf *out, struct vb_str in)
{
	static struct vb_offsets offsets;
	struct vb_text_report report = { .offsets = &offsets };

	checksum += (size_t)vb_text_canonical(out, &report, in);
	checksum += offsets.len;
}

static void run_fold(struct vb_buf *out, struct vb_str in)
{
	checksum += (size_t)vb_text_fold(out, in);
}

static void run_key(struct vb_buf *out, struct vb_str in)
{
	checksum += (size_t)vb_text_key(out, in);
}

static void run_valid(struct vb_buf *out, struct vb_str in)
{
	(void)out;
	checksum += vb_utf8_valid(in);
}

static void run_tokens(struct vb_buf *out, struct vb_str in)
{
	struct vb_token token;
	vb_tokenizer t;

	(void)out;
	vb_tokenizer_init(&t, in);
	while (vb_tokenizer_next(&t, &token))
		checksum += token.key.len + token.fold.len + token.flags;
}

static void run_utf8proc(struct vb_str in, int options)
{
	utf8proc_uint8_t *got = NULL;
	utf8proc_ssize_t n;

	n = utf8proc_map((const utf8proc_uint8_t *)in.ptr,
			 (utf8proc_ssize_t)in.len, &got,
			 (utf8proc_option_t)options);
	/* it gives up on a broken byte, and would look fast */
	if (n < 0) {
		fputs("bench_text: the input is not UTF-8\n", stderr);
		exit(2);
	}
	checksum += (size_t)n;
	free(got);
}

static void run_peer_nfc(struct vb_buf *out, struct vb_str in)
{
	(void)out;
	run_utf8proc(in, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static void run_peer_casefold(struct vb_buf *out, struct vb_str in)
{
	(void)out;
	run_utf8proc(in,
		     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

static void run_peer_strip(struct vb_buf *out, struct vb_str in)
{
	(void)out;
	run_utf8proc(in, UTF8PROC_STABLE | UTF8PROC_COMPOSE |
				 UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
}

static const struct {
	const char *name;
	void (*run)(struct vb_buf *out, struct vb_str in);
} steps[] = {
	{ "utf8proc nfc+casefold", run_peer_casefold }, /* the measure */
	{ "utf8proc nfc", run_peer_nfc },
	{ "utf8proc ...+stripmark", run_peer_strip },
	{ "utf8_valid", run_valid },
	{ "clean", run_clean },
	{ "canonical", run_canonical },
	{ "canonical, offsets", run_offsets },
	{ "fold", run_fold },
	{ "key", run_key },
	{ "tokenize", run_tokens },
};

static void run_lines(size_t step, struct vb_buf *out, struct vb_str rest)
{
	struct vb_str line;

	while (vb_str_next_line(&line, &rest)) {
		vb_buf_truncate(out, 0);
		steps[step].run(out, line);
	}
}

static double best_of(int rounds, size_t step, struct vb_str in, int lines)
{
	struct vb_buf out = VB_BUF_INIT(in.len * 4 + 64);
	double best = 1e9;

	for (int i = 0; i < rounds; i++) {
		double start = now(), spent;

		vb_buf_truncate(&out, 0);
		if (lines)
			run_lines(step, &out, in);
		else
			steps[step].run(&out, in);
		spent = now() - start;
		if (spent < best)
			best = spent;
	}
	vb_buf_clear(&out);
	return best;
}

static void print_steps(int rounds, struct vb_str in, struct vb_str cleaned)
{
	double peer[2] = { 0, 0 };

	printf("%zu bytes; MB/s whole, by lines; times %s\n", in.len,
	       steps[0].name);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct vb_str text = steps[i].run == run_tokens ? cleaned : in;
		double speed[2];

		for (int lines = 0; lines < 2; lines++) {
			speed[lines] = (double)text.len * 1e-6 /
				       best_of(rounds, i, text, lines);
			if (i == 0)
				peer[lines] = speed[lines];
		}
		printf("%-24s %6.0f %6.0f   %5.1fx %5.1fx\n", steps[i].name,
		       speed[0], speed[1], speed[0] / peer[0],
		       speed[1] / peer[1]);
	}
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 5;
	struct vb_buf in = VB_BUF_INIT((size_t)1 << 30);
	struct vb_buf cleaned = VB_BUF_INIT((size_t)3 << 30);
	static char block[1 << 16];
	size_t n;

	while ((n = fread(block, 1, sizeof(block), stdin)) > 0)
		if (vb_buf_append(&in, vb_str_of(block, n)))
			return 2;
	/* head -c may have cut a character */
	while (in.len && ((unsigned char)in.ptr[in.len - 1] & 0xC0) == 0x80)
		vb_buf_truncate(&in, in.len - 1);
	if (in.len && (unsigned char)in.ptr[in.len - 1] >= 0xC0)
		vb_buf_truncate(&in, in.len - 1);
	if (vb_text_clean(&cleaned, NULL, vb_buf_str(&in)))
		return 2;
	print_steps(rounds, vb_buf_str(&in), vb_buf_str(&cleaned));
	vb_buf_clear(&in);
	vb_buf_clear(&cleaned);
	return checksum == 1;
}
