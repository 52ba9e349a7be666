#include "text/keys_search.h"

#include "text/text.h"

/* From clean text into another buffer. */
struct decode {
	struct vb_buf *out;
	struct vb_str text;
	size_t copied; /* what stands before is in `out` */
	vb_status st;
};

static void copy_to(struct decode *d, size_t at)
{
	if (!d->st)
		d->st = vb_buf_append(d->out,
				      vb_str_sub(d->text, d->copied, at));
	d->copied = at;
}

static void replace(struct decode *d, size_t at, size_t end, struct vb_str with)
{
	copy_to(d, at);
	if (!d->st)
		d->st = vb_buf_append(d->out, with);
	d->copied = end;
}

/* Letters and digits of ASCII only? */
static bool is_ascii(const struct vb_word *word)
{
	return !(word->marks & VB_MARK_WIDE) && !word->odd;
}

/* Past the character at `at`, which no word begins with. */
static size_t skip(struct vb_str text, size_t at)
{
	uint32_t code;

	return at + vb_utf8_decode(&code, vb_str_skip(text, at));
}

static void decode_words(struct decode *d, enum vb_keys keys)
{
	size_t at = 0;

	while (at < d->text.len && !d->st) {
		char spelled[VB_KEYS_ROOM];
		struct vb_word word;
		size_t len = 0;

		vb_word_read(&word, d->text, at);
		if (word.end == at) {
			at = skip(d->text, at);
			continue;
		}
		if (is_ascii(&word) &&
		    (keys == VB_KEYS_VNI || !(word.marks & VB_MARK_DIGIT)))
			len = vb_keys_spell(spelled,
					    vb_str_sub(d->text, at, word.end),
					    keys);
		if (len)
			replace(d, at, word.end, vb_str_of(spelled, len));
		at = word.end;
	}
}

vb_status vb_keys_decode(struct vb_buf *out, struct vb_str in,
			 enum vb_keys keys)
{
	struct vb_buf clean = VB_BUF_INIT(in.len * VB_TEXT_GROWTH + 4);
	size_t before = out->len;
	struct decode d = { .out = out };

	d.st = vb_text_clean(&clean, NULL, in);
	d.text = vb_buf_str(&clean);
	if (!d.st)
		decode_words(&d, keys);
	copy_to(&d, d.text.len);
	if (d.st)
		vb_buf_truncate(out, before);
	vb_buf_clear(&clean);
	return d.st;
}

/* The end of the run without spaces around `at`, and whether it is a URL or
 * an e-mail address. */
static size_t read_chunk(bool *address, struct vb_str text, size_t at)
{
	size_t end = at;
	struct vb_str chunk;

	while (end < text.len && !strchr(" \n\t", text.ptr[end]))
		end++;
	chunk = vb_str_sub(text, at, end);
	*address = vb_str_find(chunk, VB_STR("@"), 0) != VB_NPOS ||
		   vb_str_find(chunk, VB_STR("://"), 0) != VB_NPOS ||
		   vb_str_find(chunk, VB_STR("www."), 0) != VB_NPOS;
	return end;
}

/*
 * Call `fn` with each word of the text outside URLs and e-mail addresses.
 */
static void each_word(struct decode *d,
		      void (*fn)(void *ctx, struct decode *d, size_t at,
				 size_t end),
		      void *ctx)
{
	size_t at = 0, chunk = 0;
	bool address = false;

	while (at < d->text.len && !d->st) {
		struct vb_word word;

		if (at >= chunk)
			chunk = read_chunk(&address, d->text, at);
		vb_word_read(&word, d->text, at);
		if (word.end == at) {
			at = skip(d->text, at);
			continue;
		}
		if (!address)
			fn(ctx, d, at, word.end);
		at = word.end;
	}
}

static void judge_word(void *ctx, struct decode *d, size_t at, size_t end)
{
	vb_keys_judge_word(ctx, vb_str_sub(d->text, at, end));
}

static void apply_word(void *ctx, struct decode *d, size_t at, size_t end)
{
	char spelled[VB_KEYS_ROOM];
	size_t len;

	len = vb_keys_word(spelled, vb_str_sub(d->text, at, end), ctx);
	if (len)
		replace(d, at, end, vb_str_of(spelled, len));
}

vb_status vb_keys_guess(struct vb_buf *out, bool *found, enum vb_keys *keys,
			struct vb_str in)
{
	struct vb_buf clean = VB_BUF_INIT(in.len * VB_TEXT_GROWTH + 4);
	struct vb_keys_judge judge = VB_KEYS_JUDGE_INIT;
	struct vb_keys_verdict verdict = { .keys = VB_KEYS_TELEX };
	struct decode d = { .out = out };
	size_t before = out->len;
	bool raw = false;

	d.st = vb_text_clean(&clean, NULL, in);
	d.text = vb_buf_str(&clean);
	if (!d.st) {
		each_word(&d, judge_word, &judge);
		raw = vb_keys_judge_verdict(&verdict, &judge);
	}
	if (raw)
		each_word(&d, apply_word, &verdict);
	copy_to(&d, d.text.len);
	if (d.st) {
		vb_buf_truncate(out, before);
	} else {
		/* abbreviations alone may be all there is, and they stay */
		*found = raw && !vb_str_eq(vb_str_skip(vb_buf_str(out), before),
					   d.text);
		if (*found)
			*keys = verdict.keys;
	}
	vb_buf_clear(&clean);
	return d.st;
}
