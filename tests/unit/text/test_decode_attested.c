/*
 * Every syllable in use (data/syllable/attested.txt), eight to a line, in
 * every decoding: exactly what was written.
 */
#include "spell.h"

#include "decode_help.h"

#define ATTESTED_FILE "data/syllable/attested.txt"
#define ATTESTED_MAX 8000
#define PER_LINE 8

static char syllables[ATTESTED_MAX][24];

/* Spell them by the rules of spell.h, with the tone where it belongs. */
static size_t read_syllables(void)
{
	FILE *f = fopen(ATTESTED_FILE, "r");
	char line[256], base[32];
	unsigned counts[TONES];
	size_t n = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f)) {
		struct letters w = { .n = 0 };

		if (line[0] == '#')
			continue;
		ck_assert_int_eq(sscanf(line, "%31s %1x%1x%1x%1x%1x%1x", base,
					&counts[0], &counts[1], &counts[2],
					&counts[3], &counts[4], &counts[5]),
				 7);
		letters_add(&w, base);
		for (unsigned tone = 0; tone < TONES; tone++) {
			char out[64];

			if (!counts[tone])
				continue;
			spell(out, &w, carrier(&w, false), tone);
			ck_assert_uint_lt(n, ATTESTED_MAX);
			snprintf(syllables[n++], sizeof(syllables[0]), "%.23s",
				 out);
		}
	}
	fclose(f);
	return n;
}

static void shuffle(size_t n)
{
	uint64_t state = 88172645463325252u;

	for (size_t i = n; i > 1; i--) {
		size_t k = next_random(&state) % i;
		char swap[24];

		memcpy(swap, syllables[k], sizeof(swap));
		memcpy(syllables[k], syllables[i - 1], sizeof(swap));
		memcpy(syllables[i - 1], swap, sizeof(swap));
	}
}

/* A line of `out` that differs, with its number; 0 if none does. */
static size_t differing(const char *got, const char *want, int lens[2],
			const char *lines[2])
{
	struct vb_str rest[2] = { vb_str_from(got), vb_str_from(want) };
	struct vb_str line[2];

	for (size_t n = 1;; n++) {
		bool more = vb_str_next_line(&line[0], &rest[0]);

		if (!more || !vb_str_next_line(&line[1], &rest[1]))
			return 0;
		for (size_t i = 0; i < 2; i++) {
			lens[i] = (int)line[i].len;
			lines[i] = line[i].ptr;
		}
		if (!vb_str_eq(line[0], line[1]))
			return n;
	}
}

static void check_same(const char *got, const char *want, const char *name)
{
	const char *lines[2] = { "", "" };
	int lens[2] = { 0, 0 };
	size_t at;

	if (!strcmp(got, want))
		return;
	at = differing(got, want, lens, lines);
	for (size_t i = 0; i < 2; i++)
		lens[i] = lens[i] < 200 ? lens[i] : 200;
	ck_abort_msg("%s, line %zu: got '%.*s', want '%.*s'", name, at, lens[0],
		     lines[0], lens[1], lines[1]);
}

START_TEST(attested__lines_of_eight)
{
	const struct way *way = &ways[_i];
	struct vb_buf in = VB_BUF_INIT(1 << 20), want = in;
	size_t n = read_syllables();

	ck_assert_uint_gt(n, 5000);
	shuffle(n);
	for (size_t i = 0; i < n; i++)
		ck_assert(!vb_buf_printf(&want, "%s%s", syllables[i],
					 i % PER_LINE == PER_LINE - 1 ? ".\n" :
					 i + 1 < n		      ? " " :
									".\n"));
	write_as(&in, vb_buf_cstr(&want), way);
	check_same(decode_auto(vb_buf_str(&in)), vb_buf_cstr(&want), way->name);
	vb_buf_clear(&in);
	vb_buf_clear(&want);
}
END_TEST

/* Told, even a line of one syllable. */
START_TEST(attested__told)
{
	const struct way *way = &ways[_i];
	struct vb_decode_options options = { .from = way->decoding };
	struct vb_buf in = VB_BUF_INIT(1 << 20), want = in;
	size_t n = read_syllables();

	shuffle(n);
	for (size_t i = 0; i < n; i++)
		ck_assert(!vb_buf_printf(&want, "%s -\n", syllables[i]));
	write_as(&in, vb_buf_cstr(&want), way);
	check_same(decode_with(vb_buf_str(&in), &options, NULL, NULL),
		   vb_buf_cstr(&want), way->name);
	vb_buf_clear(&in);
	vb_buf_clear(&want);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("decode attested");

	tcase_add_loop_test(tests, attested__lines_of_eight, 0, WAYS);
	tcase_add_loop_test(tests, attested__told, 0, WAYS);
	return run_tests(tests, "decode attested");
}
