#include <stdlib.h>

#include "text/clean.h"
#include "text/lookalike.h"
#include "text/nfc.h"
#include "text/offsets.h"
#include "text/syllable.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* No longer word can come out as a syllable. */
#define DOTLESS_BYTES 64

/* What a word is made of; letters fully decomposed. */
struct word_view {
	size_t letters;
	bool eth, dotless;
	bool dotted;	   /* İ */
	bool eth_within;   /* a Đ look-alike that does not begin the word */
	bool small;	   /* a small letter but for look-alikes */
	bool marked;	   /* a letter with a Vietnamese mark, or đ */
	bool latin;	   /* a Latin letter */
	bool foreign;	   /* a letter neither Latin nor its homoglyph */
	bool glyph;	   /* a homoglyph */
	bool icelandic;	   /* þ æ ö among the Latin letters */
	bool glyph_umlaut; /* ö if the homoglyph о is taken for o */
	uint32_t previous;
};

struct word_change {
	struct vb_nfc nfc;
	bool eth, glyph, dotless; /* which kinds to rewrite */
	size_t changed;
	uint32_t previous;
};

static const struct vb_suspect *suspect_find(uint32_t code)
{
	if (!(vb_char(code)->flags & VB_CHAR_SUSPECT))
		return NULL;
	for (size_t i = 0; i < VB_COUNT_OF(vb_suspects); i++)
		if (vb_suspects[i].from == code)
			return &vb_suspects[i];
	return NULL;
}

static bool is_glyph_o(uint32_t code)
{
	return code == 0x43E || code == 0x41E || code == 0x39F;
}

static bool is_vietnamese_mark(uint32_t code)
{
	return code == 0x300 || code == 0x301 || code == 0x302 ||
	       code == 0x303 || code == 0x306 || code == 0x309 ||
	       code == 0x31B || code == 0x323 || code == 0x110 || code == 0x111;
}

static void view_part(void *ctx, uint32_t code)
{
	struct word_view *v = ctx;
	const struct vb_suspect *s = suspect_find(code);
	uint32_t previous = v->previous;

	v->previous = code;
	v->marked |= is_vietnamese_mark(code);
	if (code == 0x308 && (previous | 32) == 'o')
		v->icelandic = true;
	if (code == 0x308 && is_glyph_o(previous))
		v->glyph_umlaut = true;
	if (code == 0x307 && previous == 'I')
		v->dotted = true;
	if (s && s->kind == VB_SUSPECT_GLYPH) {
		v->glyph = true;
		return;
	}
	if (!(vb_char(code)->flags & VB_CHAR_LETTER))
		return;
	v->latin |= vb_char_is_latin(code);
	v->foreign |= !vb_char_is_latin(code);
	v->icelandic |=
		code == 0xFE || code == 0xDE || code == 0xE6 || code == 0xC6;
	v->eth_within |= s && s->kind == VB_SUSPECT_ETH && v->letters;
	v->small |= !s && !(vb_char(code)->flags & VB_CHAR_UPPER);
	v->letters++;
	v->eth |= s && s->kind == VB_SUSPECT_ETH;
	v->dotless |= s && s->kind == VB_SUSPECT_DOTLESS;
}

static void change_part(void *ctx, uint32_t code)
{
	struct word_change *c = ctx;
	const struct vb_suspect *s = suspect_find(code);
	uint32_t previous = c->previous;
	bool hit;

	c->previous = code;
	if (c->dotless && code == 0x307 && previous == 'I') {
		c->changed++; /* İ: the dot goes */
		return;
	}
	hit = s && ((s->kind == VB_SUSPECT_ETH && c->eth) ||
		    (s->kind == VB_SUSPECT_GLYPH && c->glyph) ||
		    (s->kind == VB_SUSPECT_DOTLESS && c->dotless));
	if (hit) {
		c->changed++;
		code = s->to;
	}
	vb_nfc_push(&c->nfc, code);
}

static void each_part_of(struct vb_str word,
			 void (*fn)(void *ctx, uint32_t code), void *ctx)
{
	for (size_t at = 0; at < word.len;) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(word, at));
		vb_nfc_each_part(code, fn, ctx);
	}
}

/* Append `word` with the kinds of `c` rewritten. */
static vb_status change_word(struct vb_buf *out, struct word_change *c,
			     struct vb_str word)
{
	struct vb_text_report ignored = { 0 };

	c->changed = 0;
	c->previous = 0;
	vb_nfc_init(&c->nfc, out, &ignored);
	each_part_of(word, change_part, c);
	return vb_nfc_finish(&c->nfc);
}

static vb_status repair_word(struct vb_buf *out, struct vb_text_report *report,
			     struct vb_str word)
{
	struct word_view v = { 0 };
	struct word_change c = { 0 };
	size_t before = out->len;
	vb_status st;

	each_part_of(word, view_part, &v);
	c.glyph = v.glyph && v.latin && !v.foreign;
	/* đ begins a syllable, or is in an abbreviation: "Guðrún" is no word */
	c.eth = v.eth && !v.icelandic && !(v.eth_within && v.small) &&
		!(c.glyph && v.glyph_umlaut);
	/* Turkish has short words that would do: mı, nın */
	c.dotless =
		(v.dotless ? v.letters > 3 || v.marked || c.eth : v.dotted) &&
		word.len <= DOTLESS_BYTES;
	if (c.dotless) {
		st = change_word(out, &c, word);
		if (st)
			return st;
		c.dotless =
			vb_syllable_valid(vb_str_skip(vb_buf_str(out), before));
		if (c.dotless)
			goto done;
		vb_buf_truncate(out, before);
	}
	if (!c.glyph && !c.eth)
		return vb_buf_append(out, word);
	st = change_word(out, &c, word);
	if (st)
		return st;
done:
	report->lookalikes += c.changed;
	return VB_OK;
}

/* The word or the one other character at the start of `text`. */
static struct vb_str next_piece(struct vb_str text, bool *suspect)
{
	size_t at = 0;
	unsigned seen = 0;

	while (at < text.len) {
		uint32_t code;
		size_t n = vb_utf8_decode(&code, vb_str_skip(text, at));
		unsigned flags = vb_char(code)->flags;

		if (!(flags & VB_CHAR_WORD)) {
			at += at ? 0 : n;
			break;
		}
		seen |= flags;
		at += n;
	}
	*suspect = seen & VB_CHAR_SUSPECT;
	return vb_str_sub(text, 0, at);
}

vb_status vb_repair_words(struct vb_buf *out, struct vb_text_report *report,
			  size_t from)
{
	struct vb_str text = vb_str_skip(vb_buf_str(out), from);
	char small[512];
	struct vb_buf copy = VB_BUF_INIT(text.len);
	const char *start;
	vb_status st = VB_OK;

	/* a segment is a word or a few: memory is taken for long ones only */
	if (text.len < sizeof(small)) {
		memcpy(small, text.ptr, text.len);
		text.ptr = small;
	} else {
		st = vb_buf_append(&copy, text);
		if (st)
			return st;
		text = vb_buf_str(&copy);
	}
	vb_buf_truncate(out, from);
	start = text.ptr;
	while (text.len && !st) {
		bool suspect;
		struct vb_str piece = next_piece(text, &suspect);
		size_t at = out->len;

		st = suspect ? repair_word(out, report, piece) :
			       vb_buf_append(out, piece);
		if (!st && suspect && report->offsets &&
		    !vb_str_eq(piece, vb_str_skip(vb_buf_str(out), at)))
			st = vb_offsets_add(
				report->offsets, (size_t)(piece.ptr - start),
				piece.len, at - from, out->len - at);
		text = vb_str_skip(text, piece.len);
	}
	vb_buf_clear(&copy);
	return st;
}
