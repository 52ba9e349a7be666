/*
 * fuzz_decode: what must hold of text/decode for any bytes, found out (AUTO)
 * and in any decoding somebody claims; and that good Vietnamese stays.
 *
 * Run from the root of the repository: it reads data/syllable.
 */
#include <utf8proc.h>

#include "must.h"
#include "text/decode.h"
#include "text/syllable.h"
#include "text/text.h"

#define ATTESTED "data/syllable/attested.txt"
#define ATTESTED_MAX 8000

/* What the runs told so far say. */
struct heard {
	size_t in_at, out_at; /* where the last run ended */
	size_t in_len, n;
	size_t bytes[VB_DECODING_COUNT];
};

static void hear(void *ctx, const struct vb_decoded_run *run)
{
	struct heard *h = ctx;

	MUST(run->decoding && run->decoding < VB_DECODING_COUNT);
	MUST(run->in >= h->in_at && run->out >= h->out_at);
	MUST(run->in_len && run->in_len <= h->in_len - run->in);
	MUST(run->valid <= run->words);
	MUST(run->confidence >= 0 && run->confidence <= 1);
	h->in_at = run->in + run->in_len;
	h->out_at = run->out + run->out_len;
	h->bytes[run->decoding] += run->in_len;
	h->n++;
}

/* The report and what was told agree. */
static void check_report(const struct vb_decode_report *r,
			 const struct heard *h, struct vb_str out)
{
	size_t runs = 0;

	MUST(h->out_at <= out.len);
	MUST(r->main < VB_DECODING_COUNT);
	for (unsigned d = 1; d < VB_DECODING_COUNT; d++) {
		MUST(r->counts[d].bytes == h->bytes[d]);
		MUST(r->counts[d].valid <= r->counts[d].words);
		runs += r->counts[d].runs;
	}
	MUST(runs == h->n);
}

/* Edits in order; what stands between them is as long in both texts, and the
 * same but for capitals that were restored. */
static void check_edits(const struct vb_offsets *o, struct vb_str in,
			struct vb_str out)
{
	const struct vb_edit end = { in.len, 0, out.len, 0 };
	size_t in_at = 0, out_at = 0;

	for (size_t i = 0; i <= o->len; i++) {
		const struct vb_edit *e = i < o->len ? &o->edits[i] : &end;

		MUST(e->in >= in_at && e->out >= out_at);
		MUST(e->in_len <= in.len - e->in &&
		     e->out_len <= out.len - e->out);
		MUST(e->in - in_at == e->out - out_at);
		in_at = e->in + e->in_len;
		out_at = e->out + e->out_len;
	}
}

/* Places in the output go back to the input in order. */
static void check_places(const struct vb_offsets *o, struct vb_str in,
			 struct vb_str out)
{
	size_t from = 0, to = 0;

	for (size_t at = 0; at < out.len; at++) {
		size_t start = vb_offsets_source(o, at, false);
		size_t end = vb_offsets_source(o, at + 1, true);

		MUST(start >= from && end >= to);
		MUST(start <= end && end <= in.len);
		from = start;
		to = end;
	}
}

static void decode(struct vb_buf *out, struct vb_str in,
		   const struct vb_decode_options *asked)
{
	struct vb_decode_options options = *asked;
	struct heard heard = { .in_len = in.len };
	struct vb_offsets offsets = VB_OFFSETS_INIT;
	vb_decoder *d;

	options.on_run = hear;
	options.ctx = &heard;
	/* the limit is what the header promises */
	*out = (struct vb_buf)VB_BUF_INIT(in.len * VB_DECODE_GROWTH + 4);
	MUST(vb_decoder_open(&d, &options) == VB_OK);
	MUST(vb_decoder_run(out, &offsets, d, in) == VB_OK);
	check_edits(&offsets, in, vb_buf_str(out));
	check_places(&offsets, in, vb_buf_str(out));
	check_report(vb_decoder_report(d), &heard, vb_buf_str(out));
	vb_decoder_close(d);
	vb_offsets_clear(&offsets);
}

static void must_be_nfc(struct vb_str s)
{
	utf8proc_uint8_t *nfc = NULL;
	utf8proc_ssize_t n;

	MUST(vb_utf8_valid(s));
	n = utf8proc_map((const utf8proc_uint8_t *)s.ptr,
			 (utf8proc_ssize_t)s.len, &nfc,
			 UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	/* utf8proc 2.8 loses U+11A7 after a Hangul syllable */
	MUST(vb_str_eq(vb_str_of((char *)nfc, (size_t)n), s) ||
	     vb_str_find(s, VB_STR("\xE1\x86\xA7"), 0) != VB_NPOS);
	free(nfc);
}

static void check_canonical(struct vb_str decoded)
{
	struct vb_buf text = VB_BUF_INIT(1 << 24);

	MUST(vb_text_canonical(&text, NULL, decoded) == VB_OK);
	must_be_nfc(vb_buf_str(&text));
	vb_buf_clear(&text);
}

/* The same again, without offsets and in a buffer that holds something. */
static void check_same(struct vb_str in, const struct vb_decode_options *asked,
		       struct vb_str want)
{
	struct vb_buf out = VB_BUF_INIT(1 << 24);
	vb_decoder *d;

	MUST(vb_buf_append(&out, VB_STR("before")) == VB_OK);
	MUST(vb_decoder_open(&d, asked) == VB_OK);
	MUST(vb_decoder_run(&out, NULL, d, in) == VB_OK);
	MUST(vb_str_eq(vb_str_skip(vb_buf_str(&out), 6), want));
	vb_decoder_close(d);
	vb_buf_clear(&out);
}

/* A byte less than it takes: an error, and nothing has changed. */
static void check_limit(struct vb_str in, size_t len)
{
	const struct vb_decode_options options = { .from = VB_DECODE_AUTO };
	struct vb_buf out = VB_BUF_INIT(6 + len - 1);
	vb_decoder *d;

	MUST(vb_buf_append(&out, VB_STR("before")) == VB_OK);
	MUST(vb_decoder_open(&d, &options) == VB_OK);
	MUST(vb_decoder_run(&out, NULL, d, in) == VB_TOO_BIG);
	MUST(vb_str_eq(vb_buf_str(&out), VB_STR("before")));
	vb_decoder_close(d);
	vb_buf_clear(&out);
}

static void check_one(struct vb_str in, const struct vb_decode_options *asked)
{
	struct vb_buf out;

	decode(&out, in, asked);
	check_same(in, asked, vb_buf_str(&out));
	check_canonical(vb_buf_str(&out));
	if (asked->from == VB_DECODE_AUTO && !asked->declared && out.len &&
	    in.len % 4 == 0)
		check_limit(in, out.len);
	if (asked->from == VB_CHARSET_UTF8 && in.len &&
	    !vb_str_starts(in, VB_STR("\xEF\xBB\xBF")))
		MUST(vb_str_eq(vb_buf_str(&out), in));
	vb_buf_clear(&out);
}

/* Pieces: all bytes in one, and none longer than it may be. */
static void check_pieces(struct vb_str in, unsigned decoding)
{
	char room[VB_PIECE_ROOM];

	while (in.len) {
		size_t end = vb_piece_end(in), n;

		MUST(end && end <= VB_PIECE_BYTES && end <= in.len);
		n = vb_piece_decode(room, vb_str_of(in.ptr, end), decoding);
		MUST(n == VB_NPOS || n <= VB_PIECE_ROOM);
		n = vb_viqr_piece(room, vb_str_of(in.ptr, end),
				  (int)decoding - 4);
		MUST(n <= VB_PIECE_ROOM);
		in = vb_str_skip(in, end);
	}
}

static char syllables[ATTESTED_MAX][24];
static size_t n_syllables;

/* `base` with the tone typed behind its last vowel, put where it belongs. */
static void add_syllable(const char *base, const char *mark)
{
	static const char *const vowels[] = { "a", "ă", "â", "e", "ê", "i",
					      "o", "ô", "ơ", "u", "ư", "y" };
	struct vb_buf typed = VB_BUF_INIT(64), word = typed;
	struct vb_str whole = vb_str_from(base);
	size_t after = 0;

	for (size_t i = 0; i < sizeof(vowels) / sizeof(vowels[0]); i++) {
		struct vb_str vowel = vb_str_from(vowels[i]);
		size_t at = 0;

		while ((at = vb_str_find(whole, vowel, at)) != VB_NPOS) {
			at += vowel.len;
			after = at > after ? at : after;
		}
	}
	MUST(vb_buf_printf(&typed, "%.*s%s%s", (int)after, base, mark,
			   base + after) == VB_OK);
	MUST(vb_text_canonical(&word, NULL, vb_buf_str(&typed)) == VB_OK);
	if (word.len < sizeof(syllables[0]) &&
	    vb_syllable_kind(vb_buf_str(&word)) == VB_SYLLABLE_VALID) {
		MUST(n_syllables < ATTESTED_MAX);
		memcpy(syllables[n_syllables++], word.ptr, word.len + 1);
	}
	vb_buf_clear(&typed);
	vb_buf_clear(&word);
}

static void read_syllables(void)
{
	static const char *const marks[] = {
		"", "\xCC\x80", "\xCC\x81", "\xCC\x89", "\xCC\x83", "\xCC\xA3"
	};
	FILE *f = fopen(ATTESTED, "r");
	char line[256], base[32];
	unsigned c[6];

	MUST(f);
	while (fgets(line, sizeof(line), f)) {
		if (line[0] == '#' ||
		    sscanf(line, "%31s %1x%1x%1x%1x%1x%1x", base, &c[0], &c[1],
			   &c[2], &c[3], &c[4], &c[5]) != 7)
			continue;
		for (size_t tone = 0; tone < 6; tone++)
			if (c[tone])
				add_syllable(base, marks[tone]);
	}
	fclose(f);
	MUST(n_syllables > 5000);
}

/* Two bytes choose a syllable and what follows it: it all stays. */
static void check_good(const uint8_t *data, size_t size)
{
	static const char *const joints[] = { " ",  " ",   " ",	 " ",
					      ", ", ".\n", "; ", "\n" };
	const struct vb_decode_options by_itself = { .from = VB_DECODE_AUTO };
	struct vb_buf text = VB_BUF_INIT(1 << 24), out;

	for (size_t i = 0; i + 1 < size; i += 2) {
		unsigned x = data[i] | (unsigned)data[i + 1] << 8;

		MUST(vb_buf_append_cstr(&text,
					syllables[(x >> 3) % n_syllables]) ==
		     VB_OK);
		MUST(vb_buf_append_cstr(&text, joints[x & 7]) == VB_OK);
	}
	decode(&out, vb_buf_str(&text), &by_itself);
	MUST(vb_str_eq(vb_buf_str(&out), vb_buf_str(&text)));
	vb_buf_clear(&out);
	vb_buf_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str in = vb_str_of((const char *)data, size);
	struct vb_decode_options asked = { .from = VB_DECODE_AUTO };
	unsigned hash = 0;

	if (!n_syllables)
		read_syllables();
	/* all bytes are text: what is asked for hangs on all of them */
	for (size_t i = 0; i < size; i++)
		hash = hash * 31 + data[i];
	check_one(in, &asked);
	check_pieces(in, hash % VB_DECODING_COUNT);
	/* now and then evidence, else an order */
	asked.capitals = hash / 1024 & 1;
	if (hash / 32 % 4)
		asked.from = hash % VB_DECODING_COUNT;
	else
		asked.declared = hash % VB_DECODING_COUNT;
	check_one(in, &asked);
	check_good(data, size);
	return 0;
}
