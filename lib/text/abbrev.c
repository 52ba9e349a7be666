#include "text/abbrev.h"

#include "text/abbrev_table.h"
#include "text/letter.h"
#include "text/text.h"
#include "text/token.h"

/* What was asked for, with its marks and without. */
struct asked {
	char key[VB_ABBREV_BYTES], fold[VB_ABBREV_BYTES];
	size_t key_len, fold_len;
	bool marked;
};

static bool put(char *to, size_t *len, struct vb_str s)
{
	if (s.len > VB_ABBREV_BYTES - *len)
		return false;
	memcpy(to + *len, s.ptr, s.len);
	*len += s.len;
	return true;
}

/* Add the letter `code`; false if it is none or there are too many. */
static bool put_letter(struct asked *a, uint32_t code)
{
	unsigned letter = vb_letter(code);
	unsigned sym = VB_LETTER_SYM(letter);
	const struct vb_letter_bytes *b;
	char fold;

	if (!letter)
		return false;
	fold = vb_symbol_fold(sym);
	b = &vb_letter_bytes[0][sym][VB_LETTER_TONE(letter)];
	a->marked = a->marked || b->len > 1;
	return put(a->key, &a->key_len, vb_str_of(b->utf8, b->len)) &&
	       put(a->fold, &a->fold_len, vb_str_of(&fold, 1));
}

static bool read_short(struct asked *a, struct vb_str s)
{
	uint32_t code;

	for (size_t at = 0; at < s.len;) {
		at += vb_utf8_decode(&code, vb_str_skip(s, at));
		if (code && code < 0x80 && strchr(" -/&.", (int)code))
			continue;
		if (!put_letter(a, code))
			return false;
	}
	return a->key_len;
}

static bool put_word(struct asked *a, const struct vb_token *token)
{
	struct vb_str space = { " ", a->key_len > 0 };

	return put(a->key, &a->key_len, space) &&
	       put(a->key, &a->key_len, token->key) &&
	       put(a->fold, &a->fold_len, space) &&
	       put(a->fold, &a->fold_len, token->fold);
}

static bool read_long(struct asked *a, struct vb_str s)
{
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, s);
	while (vb_tokenizer_next(&t, &token)) {
		bool marked = token.flags & VB_TOKEN_MARKED;

		a->marked = a->marked || marked;
		if (vb_str_eq(token.fold, VB_STR("va")) &&
		    (!marked || vb_str_eq(token.key, VB_STR("và"))))
			continue;
		if (!put_word(a, &token))
			return false;
	}
	return a->key_len;
}

static const struct vb_abbrev *by_short(size_t i)
{
	return &vb_abbrev_rows[i];
}

static const struct vb_abbrev *by_long(size_t i)
{
	return &vb_abbrev_rows[vb_abbrev_by_long[i]];
}

/* One of the two orders of the table. */
struct order {
	const struct vb_abbrev *(*at)(size_t i);
	size_t fold, key; /* offsets of the texts that are compared */
};

static const struct order shorts = { by_short, offsetof(struct vb_abbrev, fold),
				     offsetof(struct vb_abbrev, bare) };
static const struct order longs = { by_long, offsetof(struct vb_abbrev, plain),
				    offsetof(struct vb_abbrev, key) };

static struct vb_str text_of(const struct vb_abbrev *row, size_t offset)
{
	const char *text;

	memcpy(&text, (const char *)row + offset, sizeof(text));
	return vb_str_from(text);
}

/* The first place in `order` whose fold is not less than `fold`. */
static size_t lower_bound(const struct order *order, struct vb_str fold)
{
	size_t from = 0, to = vb_abbrev_rows_count;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (vb_str_cmp(text_of(order->at(mid), order->fold), fold) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Add the rows that fold alike, those with the same marks or the others. */
static void collect(struct vb_abbrevs *out, const struct order *order,
		    const struct asked *a, bool exact)
{
	struct vb_str fold = vb_str_of(a->fold, a->fold_len);
	struct vb_str key = vb_str_of(a->key, a->key_len);
	size_t i = lower_bound(order, fold);

	for (; i < vb_abbrev_rows_count && out->n < VB_ABBREV_MAX; i++) {
		const struct vb_abbrev *row = order->at(i);

		if (!vb_str_eq(text_of(row, order->fold), fold))
			break;
		if (vb_str_eq(text_of(row, order->key), key) == exact)
			out->rows[out->n++] = row;
	}
}

static bool find(struct vb_abbrevs *out, const struct order *order,
		 const struct asked *a)
{
	collect(out, order, a, true);
	out->n_exact = out->n;
	if (!a->marked)
		collect(out, order, a, false);
	return out->n;
}

bool vb_abbrev_find(struct vb_abbrevs *out, struct vb_str form)
{
	struct asked a = { .key_len = 0 };

	*out = (struct vb_abbrevs){ .n = 0 };
	return read_short(&a, form) && find(out, &shorts, &a);
}

bool vb_abbrev_of(struct vb_abbrevs *out, struct vb_str phrase)
{
	struct asked a = { .key_len = 0 };

	*out = (struct vb_abbrevs){ .n = 0 };
	return read_long(&a, phrase) && find(out, &longs, &a);
}

size_t vb_abbrev_count(void)
{
	return vb_abbrev_rows_count;
}

const struct vb_abbrev *vb_abbrev_at(size_t i)
{
	return &vb_abbrev_rows[i];
}
