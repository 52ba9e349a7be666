#include "format/layout.h"

#include <stdlib.h>

#include "format/format.h"
#include "format/layout_raw.h"
#include "format/reader.h"
#include "text/text.h"

#define FRAGMENT_BYTES 32  /* of a word that changes its font within */
#define PRIVATE_USE 0xF000 /* where fonts of symbols keep their bytes */

vb_status vb_layout_open(vb_layout **out, struct vb_record *record)
{
	vb_layout *l = calloc(1, sizeof(*l));

	*out = l;
	if (!l)
		return VB_NO_MEMORY;
	l->record = record;
	for (unsigned k = 0; k < VB_LAYOUT_KINDS; k++)
		l->kinds[k].raw.limit = 2 * VB_FORMAT_TEXT_LIMIT;
	return VB_OK;
}

/* Everything that is kept counts, so that no input makes it all too large. */
static bool charge(vb_layout *l, size_t bytes)
{
	l->bytes += bytes;
	if (!l->st && l->bytes > VB_FORMAT_TEXT_LIMIT)
		l->st = VB_TOO_BIG;
	return !l->st;
}

void vb_layout_begin(vb_layout *l, enum vb_block_kind kind, unsigned level)
{
	struct vb_raw_block *blocks;

	if (!l || !charge(l, sizeof(struct vb_block)))
		return;
	blocks = vb_reader_grow(l->blocks, &l->cap_blocks, l->n_blocks,
				sizeof(*blocks));
	if (!blocks) {
		l->st = VB_NO_MEMORY;
		return;
	}
	l->blocks = blocks;
	l->blocks[l->n_blocks++] = (struct vb_raw_block){ kind, level, 0 };
	l->open = kind != VB_BLOCK_PAGE;
	l->in_stretch = false;
}

static void append(vb_layout *l, unsigned kind, struct vb_str text)
{
	vb_status st = vb_buf_append(&l->kinds[kind].raw, text);

	if (st && !l->st)
		l->st = st;
}

/* Begin a stretch of the kind unless it is open. */
static void begin_stretch(vb_layout *l, unsigned kind)
{
	uint8_t *stretches;

	if (l->in_stretch && l->at == kind)
		return;
	if (!charge(l, 1))
		return;
	stretches = vb_reader_grow(l->stretches, &l->cap_stretches,
				   l->n_stretches, 1);
	if (!stretches) {
		l->st = VB_NO_MEMORY;
		return;
	}
	l->stretches = stretches;
	l->stretches[l->n_stretches++] = (uint8_t)kind;
	l->blocks[l->n_blocks - 1].stretches++;
	l->at = kind;
	l->in_stretch = true;
	append(l, kind, VB_STR("\n"));
}

static void add_capitals(vb_layout *l, unsigned kind, size_t from, size_t to)
{
	struct vb_layout_kind *k = &l->kinds[kind];
	struct vb_span *last = k->capitals ? k->capitals + k->n_capitals : NULL;
	struct vb_span *spans;

	if (from >= to || l->st)
		return;
	if (k->n_capitals && last[-1].to == from) {
		last[-1].to = to;
		return;
	}
	if (!charge(l, sizeof(*last)))
		return;
	spans = vb_reader_grow(k->capitals, &k->cap_capitals, k->n_capitals,
			       sizeof(*spans));
	if (!spans) {
		l->st = VB_NO_MEMORY;
		return;
	}
	k->capitals = spans;
	k->capitals[k->n_capitals++] = (struct vb_span){ from, to };
}

/*
 * May `code` be a part of a word in an old encoding? 1: yes; 0: it is no
 * letter there; -1: it is a letter that only Unicode has.
 */
static int is_old_letter(uint32_t code)
{
	if (vb_layout_is_unicode(code))
		return -1;
	/* the letters and accents of Windows-1252 end at U+02DC */
	return (code | 32) - 'a' < 26 || (code > 0xA0 && code < 0x2DD);
}

/* How long the part of a word is that `text` begins with, 0 if none is. */
static size_t head_fragment(struct vb_str text)
{
	size_t at = 0;

	while (at < text.len && at < FRAGMENT_BYTES) {
		uint32_t code;
		size_t n = vb_utf8_decode(&code, vb_str_skip(text, at));
		int old = is_old_letter(code);

		if (old < 0)
			return 0;
		if (!old)
			break;
		at += n;
	}
	return at;
}

/* How long the part of a word is that `text` ends with, 0 if none is. */
static size_t tail_fragment(struct vb_str text)
{
	size_t at = text.len, least = 0;

	if (text.len > FRAGMENT_BYTES)
		least = text.len - FRAGMENT_BYTES;
	while (at > least) {
		size_t start = vb_utf8_floor(text, at - 1);
		uint32_t code;
		int old;

		if (start < least)
			break;
		vb_utf8_decode(&code, vb_str_skip(text, start));
		old = is_old_letter(code);
		if (old < 0)
			return 0;
		if (!old)
			break;
		at = start;
	}
	return text.len - at;
}

/* Move the last `n` bytes of the open stretch to a new one of `kind`. */
static void move_tail(vb_layout *l, unsigned kind, size_t n)
{
	struct vb_layout_kind *old = &l->kinds[l->at];
	struct vb_layout_kind *new = &l->kinds[kind];
	size_t cut = old->raw.len - n, base;
	char word[FRAGMENT_BYTES];

	memcpy(word, old->raw.ptr + cut, n);
	begin_stretch(l, kind);
	base = new->raw.len;
	append(l, kind, vb_str_of(word, n));
	for (size_t i = old->n_capitals; i-- > 0;) {
		struct vb_span *c = &old->capitals[i];
		size_t from = c->from > cut ? c->from : cut;

		if (c->to <= cut)
			break;
		/* one span for all of them: a word is seldom mixed */
		if (!i || old->capitals[i - 1].to <= cut)
			add_capitals(l, kind, base + from - cut, base + n);
		if (c->from < cut)
			c->to = cut;
		else
			old->n_capitals = i;
	}
	vb_buf_truncate(&old->raw, cut);
}

static void append_run(vb_layout *l, unsigned kind, struct vb_str text,
		       bool capitals)
{
	size_t from;

	if (!text.len)
		return;
	begin_stretch(l, kind);
	from = l->kinds[kind].raw.len;
	append(l, kind, text);
	if (capitals)
		add_capitals(l, kind, from, from + text.len);
}

/*
 * A word half in an old font and half in one that says nothing is all in the
 * old encoding: what says nothing joins what says something. Returns how much
 * of `text` went to the stretch before.
 */
static size_t join_word(vb_layout *l, unsigned kind, struct vb_str text,
			bool capitals)
{
	size_t n;

	if (!l->in_stretch || l->at == kind || !text.len)
		return 0;
	if (kind == VB_CHARSET_UTF8) {
		if (!tail_fragment(vb_buf_str(&l->kinds[l->at].raw)))
			return 0;
		n = head_fragment(text);
		append_run(l, l->at, vb_str_sub(text, 0, n), capitals);
		return n;
	}
	if (l->at != VB_CHARSET_UTF8 || !head_fragment(text))
		return 0;
	n = tail_fragment(vb_buf_str(&l->kinds[l->at].raw));
	if (n)
		move_tail(l, kind, n);
	return 0;
}

/* What a byte of a font of symbols looks like. */
static uint32_t symbol(uint32_t code, unsigned kind)
{
	code &= 0xFF;
	if (kind != VB_CHARSET_UTF8) /* such a font, marked as symbols */
		return code < 0x20 ? ' ' : code;
	switch (code) {
	case 0xB7: /* Symbol's bullet; those of Wingdings follow */
	case 0x6C:
	case 0x6E:
	case 0x75:
	case 0x76:
	case 0x9F:
	case 0xA7:
	case 0xA8:
	case 0xD8:
	case 0xFC:
		return 0x2022;
	default:
		return ' ';
	}
}

/* U+2028 and U+2029, line ends of a kind */
static bool is_separator(struct vb_str s)
{
	return vb_str_starts(s, VB_STR("\xe2\x80\xa8")) ||
	       vb_str_starts(s, VB_STR("\xe2\x80\xa9"));
}

#define ALL(byte) (~(uint64_t)0 / 255 * (byte))

/*
 * May one of 8 bytes begin something that does not stay as it is: a control,
 * U+2028, U+2029, or U+E000 and up? Marks some more, never less.
 */
static bool is_odd(const char *bytes)
{
	uint64_t w, high, control;

	memcpy(&w, bytes, sizeof(w));
	high = w & ALL(0x80);
	control = ~((w & ALL(0x7F)) + ALL(0x60)) & ~w; /* below 0x20 */
	/* 0xE2, 0xEE, 0xEF: of Vietnamese and ASCII no byte is above 0xE1 */
	high &= (w & ALL(0x7F)) + ALL(0x1E);
	return (control & ALL(0x80)) || high;
}

/* The first place behind `at` that may not stay as it is. */
static size_t plain_end(struct vb_str text, size_t at)
{
	while (at < text.len) {
		unsigned char c = (unsigned char)text.ptr[at];

		if (text.len - at >= 8 && !is_odd(text.ptr + at)) {
			at += 8;
			continue;
		}
		if ((c < 0x20 && c != '\t') || c == 0xEF)
			break;
		if (c == 0xE2 && is_separator(vb_str_skip(text, at)))
			break;
		at++;
	}
	return at;
}

/* Line ends, NUL and symbols are replaced. */
static void append_text(vb_layout *l, unsigned kind, struct vb_str text,
			bool capitals)
{
	size_t at = 0;

	while (at < text.len && !l->st) {
		size_t end = plain_end(text, at), n;
		uint32_t code;
		char utf8[4];

		append_run(l, kind, vb_str_sub(text, at, end), capitals);
		if (end == text.len)
			break;
		n = vb_utf8_decode(&code, vb_str_skip(text, end));
		at = end + n;
		if (code < 0x20 || code == 0x2028 || code == 0x2029)
			code = ' ';
		else if (code >= PRIVATE_USE && code < PRIVATE_USE + 0x100)
			code = symbol(code, kind);
		else
			code = 0;
		if (code)
			append_run(l, kind,
				   vb_str_of(utf8, vb_utf8_encode(utf8, code)),
				   capitals);
		else
			append_run(l, kind, vb_str_sub(text, end, at),
				   capitals);
	}
}

void vb_layout_text(vb_layout *l, struct vb_str text,
		    const struct vb_font *font)
{
	unsigned kind = VB_CHARSET_UTF8;
	bool capitals = false;
	size_t joined;

	if (!l || !text.len || (font && font->hidden) || !charge(l, text.len))
		return;
	if (font && font->name.len)
		kind = vb_charset_of_font(font->name, &capitals);
	if (kind >= VB_LAYOUT_KINDS)
		kind = VB_CHARSET_UTF8;
	capitals |= font && font->capitals;
	if (!l->open)
		vb_layout_begin(l, VB_BLOCK_PARAGRAPH, 0);
	if (l->st)
		return;
	joined = join_word(l, kind, text, capitals);
	append_text(l, kind, vb_str_skip(text, joined), capitals);
}

void vb_layout_cell(vb_layout *l)
{
	if (!l || !charge(l, 1))
		return;
	if (!l->open)
		vb_layout_begin(l, VB_BLOCK_ROW, 0);
	if (!l->st)
		append_run(l, l->in_stretch ? l->at : VB_CHARSET_UTF8,
			   VB_STR("\t"), false);
}
