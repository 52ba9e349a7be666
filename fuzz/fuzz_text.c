/*
 * fuzz_text: what must hold of lib/text for any bytes.
 *
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined -Ilib -D_GNU_SOURCE \
 *		fuzz/fuzz_text.c lib/text/[a-z]*.c lib/base/{buf,str,status}.c \
 *		-lutf8proc -o fuzz_text
 *	./fuzz_text -max_len=4096 CORPUS fuzz/corpus/text
 */
#include <utf8proc.h>

#include "must.h"
#include "text/offsets.h"
#include "text/syllable.h"
#include "text/text.h"
#include "text/token.h"

typedef vb_status (*step)(struct vb_buf *out, struct vb_str in);

static vb_status clean(struct vb_buf *out, struct vb_str in)
{
	struct vb_text_report report = { 0 };
	vb_status st = vb_text_clean(out, &report, in);

	MUST(!report.invalid == vb_utf8_valid(in));
	return st;
}

static vb_status canonical(struct vb_buf *out, struct vb_str in)
{
	return vb_text_canonical(out, NULL, in);
}

static const step steps[] = { clean, canonical, vb_text_fold, vb_text_key };

static void must_be_nfc(struct vb_str s)
{
	utf8proc_uint8_t *nfc = NULL;
	utf8proc_ssize_t n;

	n = utf8proc_map((const utf8proc_uint8_t *)s.ptr,
			 (utf8proc_ssize_t)s.len, &nfc,
			 UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	/* utf8proc 2.8 loses U+11A7 after a Hangul syllable */
	MUST(vb_str_eq(vb_str_of((char *)nfc, (size_t)n), s) ||
	     vb_str_find(s, VB_STR("\xE1\x86\xA7"), 0) != VB_NPOS);
	free(nfc);
}

/* Edits in order; what stands between them is the same in both texts. */
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
		MUST(vb_str_eq(vb_str_sub(in, in_at, e->in),
			       vb_str_sub(out, out_at, e->out)));
		in_at = e->in + e->in_len;
		out_at = e->out + e->out_len;
	}
}

/* Places in the output go back to the input in order. */
static void check_offsets(step fn, struct vb_str in, struct vb_str want)
{
	struct vb_offsets o = VB_OFFSETS_INIT;
	struct vb_text_report report = { .offsets = &o };
	struct vb_buf out = VB_BUF_INIT(1 << 24);
	size_t from = 0, to = 0;

	MUST((fn == clean ? vb_text_clean(&out, &report, in) :
			    vb_text_canonical(&out, &report, in)) == VB_OK);
	MUST(vb_str_eq(vb_buf_str(&out), want));
	check_edits(&o, in, want);
	for (size_t at = 0; at < want.len; at++) {
		size_t start = vb_offsets_source(&o, at, false);
		size_t end = vb_offsets_source(&o, at + 1, true);

		MUST(start >= from && end >= to);
		MUST(start <= end && end <= in.len);
		from = start;
		to = end;
	}
	vb_offsets_clear(&o);
	vb_buf_clear(&out);
}

/* Valid, NFC, bounded, and the same when done again. */
static void check_step(step fn, struct vb_str in)
{
	struct vb_buf once = VB_BUF_INIT(1 << 24), twice = once;

	MUST(fn(&once, in) == VB_OK);
	MUST(vb_utf8_valid(vb_buf_str(&once)));
	MUST(once.len <= in.len * VB_TEXT_GROWTH + 4);
	if (fn == clean || fn == canonical)
		check_offsets(fn, in, vb_buf_str(&once));
	must_be_nfc(vb_buf_str(&once));
	MUST(fn(&twice, vb_buf_str(&once)) == VB_OK);
	MUST(vb_str_eq(vb_buf_str(&once), vb_buf_str(&twice)));
	vb_buf_clear(&once);
	vb_buf_clear(&twice);
}

/* The result of a later step is the same from a cleaned text. */
static void check_chain(struct vb_str in, struct vb_str cleaned)
{
	for (size_t i = 1; i < 4; i++) {
		struct vb_buf a = VB_BUF_INIT(1 << 24), b = a;

		MUST(steps[i](&a, in) == VB_OK);
		MUST(steps[i](&b, cleaned) == VB_OK);
		MUST(vb_str_eq(vb_buf_str(&a), vb_buf_str(&b)));
		vb_buf_clear(&a);
		vb_buf_clear(&b);
	}
}

static bool count_spelling(void *ctx, struct vb_str key)
{
	struct vb_buf again = VB_BUF_INIT(1 << 10);

	MUST(vb_text_key(&again, key) == VB_OK);
	MUST(vb_str_eq(vb_buf_str(&again), key));
	vb_buf_clear(&again);
	return ++*(size_t *)ctx < 100;
}

static bool is_joined_number(struct vb_str word)
{
	return memchr(word.ptr, '.', word.len) ||
	       memchr(word.ptr, ',', word.len);
}

static void check_token(struct vb_str text, const struct vb_token *token)
{
	struct vb_str word = vb_str_sub(text, token->start, token->end);
	struct vb_buf key = VB_BUF_INIT(1 << 20), fold = key;
	size_t spellings = 0;

	if (token->flags & VB_TOKEN_CUT)
		word.len = vb_utf8_floor(word, VB_TOKEN_BYTES);
	MUST(vb_text_key(&key, word) == VB_OK);
	MUST(vb_text_fold(&fold, word) == VB_OK);
	if (!is_joined_number(word)) {
		MUST(vb_str_eq(vb_buf_str(&key), token->key));
		MUST(vb_str_eq(vb_buf_str(&fold), token->fold));
		MUST(vb_syllable_valid(word) ==
			     !!(token->flags & VB_TOKEN_SYLLABLE) ||
		     token->flags & VB_TOKEN_CUT);
	}
	if (token->fold.len < 40)
		vb_syllable_spellings(token->fold, count_spelling, &spellings);
	vb_buf_clear(&key);
	vb_buf_clear(&fold);
}

static void check_tokens(struct vb_str text, bool is_clean)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t last = 0;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		MUST(token.start >= last && token.start < token.end &&
		     token.end <= text.len);
		MUST(!(token.flags & VB_TOKEN_CUT) ==
			     (token.end - token.start <= VB_TOKEN_BYTES) ||
		     token.flags & VB_TOKEN_NUMBER);
		last = token.end;
		if (is_clean)
			check_token(text, &token);
	}
}

static void check_all(struct vb_str in)
{
	struct vb_buf cleaned = VB_BUF_INIT(1 << 24);

	for (size_t i = 0; i < 4; i++)
		check_step(steps[i], in);
	MUST(clean(&cleaned, in) == VB_OK);
	check_chain(in, vb_buf_str(&cleaned));
	check_tokens(vb_buf_str(&cleaned), true);
	check_tokens(in, false);
	vb_buf_clear(&cleaned);
}

/* What bytes below 0x80 stand for in the second reading, where not ASCII. */
static const uint32_t palette[128] = {
	['A'] = 0x300, 0x301,	0x302,	       0x303,  0x306,
	0x307,	       0x308,	0x309,	       0x31B,  0x323,
	0x338,	       0x345,	0x344,	       0x327,  0x5B0,
	0x11A7,	       0x1100,	0x1161,	       0x11A8, 0xAC00,
	0x9BE,	       0x9C7,	['0'] = 0xD0,  0x189,  0xF0,
	0x256,	       0x131,	0x130,	       0x391,  0x3A1,
	0x421,	       0x43E,	['!'] = 0x456, 0x406,  0x43E,
	0x416,	       0x42F,	0xFE,	       0xE6,   0xF6,
	0xA0,	       0xAD,	0x200B,	       0x3000, 0xFEFF,
	0xFF21,	       0xFF1D,	[':'] = 0x23A, 0x1E9E, 0x130,
	0x1F88,	       0x1D160, 0x958,	       0x24B6, ['['] = 0x111,
	0x110,	       0xE0,	0x1EA1,	       0x1B0,  0x1EC7,
	['{'] = 0x4D1, 0x451,	0x407,	       0x1C4,  ['W'] = 0x1EF3,
	0x1EF7,	       0xF9,	0xFD,
};

/* A second reading in which short inputs are dense with what matters. */
static void check_palette(const uint8_t *data, size_t size)
{
	struct vb_buf text = VB_BUF_INIT(1 << 24);
	char utf8[4];

	for (size_t i = 0; i < size; i++) {
		uint32_t code = data[i] < 128 ? palette[data[i]] : data[i];
		size_t n = vb_utf8_encode(utf8, code ? code : data[i]);

		MUST(vb_buf_append(&text, vb_str_of(utf8, n)) == VB_OK);
	}
	check_all(vb_buf_str(&text));
	vb_buf_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_all(vb_str_of((const char *)data, size));
	check_palette(data, size);
	return 0;
}
