#include "text/memo.h"

#include <stdlib.h>

enum { SLOTS = 8192 };

struct vb_memo {
	struct vb_memo_slot slots[SLOTS];
};

struct vb_memo *vb_memo_new(void)
{
	return calloc(1, sizeof(struct vb_memo));
}

void vb_memo_free(struct vb_memo *memo)
{
	free(memo);
}

/* What a byte may be a part of. */
enum {
	WIDE = 1,
	MARK = 2,  /* of VIQR, after a vowel or a shape */
	SHAPE = 4, /* of VIQR, before a tone */
	VOWEL = 8,
	LETTER_D = 16,
	BACKSLASH = 32,
	AMPERSAND = 64,
	HASH = 128,
};

static const uint8_t classes[256] = {
	[0x00 ... 0x08] = WIDE, [0x0B ... 0x0C] = WIDE, [0x0E ... 0x1F] = WIDE,
	[0x7F ... 0xFF] = WIDE, ['^'] = MARK | SHAPE,	['('] = MARK | SHAPE,
	['+'] = MARK | SHAPE,	['*'] = MARK | SHAPE,	['`'] = MARK,
	['\''] = MARK,		['?'] = MARK,		['~'] = MARK,
	['.'] = MARK,		['\\'] = BACKSLASH,	['&'] = AMPERSAND,
	['#'] = HASH,		['a'] = VOWEL,		['e'] = VOWEL,
	['i'] = VOWEL,		['o'] = VOWEL,		['u'] = VOWEL,
	['y'] = VOWEL,		['A'] = VOWEL,		['E'] = VOWEL,
	['I'] = VOWEL,		['O'] = VOWEL,		['U'] = VOWEL,
	['Y'] = VOWEL,		['d'] = LETTER_D,	['D'] = LETTER_D,
};

static struct vb_traits look(struct vb_str piece, uint32_t *hash)
{
	struct vb_traits t = { false, false, false };
	unsigned before = 0, all = 0, marks = 0;
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < piece.len; i++) {
		unsigned char c = (unsigned char)piece.ptr[i];
		unsigned class = classes[c];

		h = (h ^ c) * 16777619u;
		all |= class;
		marks |= (class & MARK) && (before & (VOWEL | SHAPE));
		marks |= class & before & LETTER_D;
		t.reference |= (class & HASH) && (before & AMPERSAND);
		before = class;
	}
	t.wide = all & WIDE;
	t.marks = marks || all & BACKSLASH;
	*hash = h ^ h >> 15;
	return t;
}

static int16_t top_of(const struct vb_score *score)
{
	int16_t top = VB_SCORE_NEVER;

	for (unsigned d = 0; d < VB_SCORE_LANES; d++)
		top = score->points[d] > top ? score->points[d] : top;
	return top;
}

static void recall(struct vb_piece *out, struct vb_memo *memo,
		   struct vb_str piece, struct vb_traits t, uint32_t hash)
{
	struct vb_memo_slot *slot = &memo->slots[hash % SLOTS];

	out->slot = NULL;
	if (piece.len > VB_MEMO_KEY) {
		vb_score_all(&out->score, piece, t);
		out->top = top_of(&out->score);
		return;
	}
	if (slot->len != piece.len || memcmp(slot->key, piece.ptr, piece.len)) {
		slot->len = (uint8_t)piece.len;
		slot->text_len = 0;
		memcpy(slot->key, piece.ptr, piece.len);
		vb_score_all(&slot->score, piece, t);
		slot->top = top_of(&slot->score);
	}
	out->slot = slot;
	out->score = slot->score;
	out->top = slot->top;
}

bool vb_memo_next(struct vb_piece *out, struct vb_memo *memo,
		  struct vb_str text, size_t at)
{
	while (at < text.len) {
		size_t end = at + vb_piece_end(vb_str_skip(text, at));
		struct vb_str piece = vb_str_of(text.ptr + at, end - at);
		struct vb_traits t = { false, false, false };
		uint32_t hash = 0;

		if (!vb_piece_is_glue(piece))
			t = look(piece, &hash);
		if (t.wide || t.marks || t.reference) {
			out->start = at;
			out->end = end;
			recall(out, memo, piece, t, hash);
			return true;
		}
		at = end;
	}
	return false;
}

struct vb_str vb_memo_decode(char *room, struct vb_score_words *sum,
			     const struct vb_piece *piece, struct vb_str text,
			     unsigned decoding)
{
	struct vb_str in = vb_str_sub(text, piece->start, piece->end);
	struct vb_memo_slot *slot = piece->slot;
	struct vb_score_words words;
	size_t n;

	if (slot && slot->text_len && slot->decoding == decoding &&
	    vb_str_eq(in, vb_str_of(slot->key, slot->len))) {
		sum->words += slot->words;
		sum->valid += slot->valid;
		return vb_str_of(slot->text, slot->text_len);
	}
	n = vb_piece_decode(room, in, decoding);
	if (n == VB_NPOS) {
		memcpy(room, in.ptr, in.len);
		n = in.len;
	}
	vb_score_count(&words, in, decoding);
	sum->words += words.words;
	sum->valid += words.valid;
	if (slot && n <= VB_MEMO_TEXT &&
	    vb_str_eq(in, vb_str_of(slot->key, slot->len))) {
		slot->decoding = (uint8_t)decoding;
		slot->text_len = (uint8_t)n;
		slot->words = (uint8_t)words.words;
		slot->valid = (uint8_t)words.valid;
		memcpy(slot->text, room, n);
	}
	return vb_str_of(room, n);
}
