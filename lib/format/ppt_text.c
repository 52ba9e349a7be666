/*
 * A text of a slide, with its fonts.
 */
#include "format/ppt.h"

#define NO_FONT VB_PPT_NO_FONT

/*
 * Fields of an exception, in the order in which they are stored: those whose
 * bit is set in the mask are there (2.9.18 and 2.9.13). TABS is a list.
 */
struct field {
	uint32_t bits;
	unsigned size;
};

#define TABS 0
static const struct field para_fields[] = {
	{ 0xF, 2 },	    { 0x80, 2 },    { 0x10, 2 },    { 0x40, 2 },
	{ 0x20, 4 },	    { 0x800, 2 },   { 0x1000, 2 },  { 0x2000, 2 },
	{ 0x4000, 2 },	    { 0x100, 2 },   { 0x400, 2 },   { 0x8000, 2 },
	{ 0x100000, TABS }, { 0x10000, 2 }, { 0xE0000, 2 }, { 0x200000, 2 },
};

#define FONT 0x10000
static const struct field char_fields[] = {
	{ 0xFFFF, 2 },	 { FONT, 2 },	 { 0x200000, 2 }, { 0x400000, 2 },
	{ 0x800000, 2 }, { 0x20000, 2 }, { 0x40000, 4 },  { 0x80000, 2 },
};

#define N(table) (sizeof(table) / sizeof((table)[0]))

/* Skip what `mask` says; the number of the field FONT goes to `*font`. */
static size_t skip_fields(struct vb_str s, size_t at, uint32_t mask,
			  unsigned *font)
{
	bool para = !font;
	size_t n = para ? N(para_fields) : N(char_fields);

	for (size_t i = 0; i < n; i++) {
		const struct field *f =
			para ? &para_fields[i] : &char_fields[i];

		if (!(mask & f->bits))
			continue;
		if (!para && f->bits == FONT)
			*font = vb_le16(s, at);
		at += f->size == TABS ? 2 + 4 * (size_t)vb_le16(s, at) :
					f->size;
	}
	return at;
}

/* Runs of a kind: of paragraphs with their level, of characters with fonts. */
struct runs {
	struct vb_str style;
	size_t at;
	size_t left; /* characters of the run at hand */
	unsigned value;
	bool para;
};

/* The run's value for the next character; moves on by one. */
static unsigned advance(struct runs *r)
{
	uint32_t mask;

	if (!r->left && r->at + 8 <= r->style.len) {
		r->left = vb_le32(r->style, r->at);
		r->value = r->para ? vb_le16(r->style, r->at + 4) : NO_FONT;
		r->at += r->para ? 6 : 4;
		mask = vb_le32(r->style, r->at);
		r->at = skip_fields(r->style, r->at + 4, mask,
				    r->para ? NULL : &r->value);
	} else if (!r->left) {
		r->value = r->para ? 0 : NO_FONT;
	}
	r->left -= r->left > 0;
	return r->value;
}

/* Where the runs of characters begin: behind those of paragraphs. */
static size_t char_runs(struct vb_str style, size_t n)
{
	struct runs r = { .style = style, .para = true };
	size_t seen = 0;

	/* The paragraphs count the end of the text as a character. */
	while (seen < n + 1 && r.at + 8 <= style.len) {
		r.left = 0;
		advance(&r);
		seen += r.left + 1;
	}
	return r.at;
}

unsigned ppt_master_font(struct vb_str style, unsigned type)
{
	size_t at = type >= 5 ? 4 : 2; /* levels; which one this is */
	unsigned font = NO_FONT;

	if (!vb_le16(style, 0))
		return font;
	at = skip_fields(style, at + 4, vb_le32(style, at), NULL);
	skip_fields(style, at + 4, vb_le32(style, at), &font);
	return font;
}

static void put_run(struct ppt *p, struct vb_buf *text, unsigned font)
{
	struct vb_font f = { .name = font < p->n_fonts ? p->fonts[font] :
							 VB_STR_EMPTY };

	if (text->len)
		vb_layout_text(p->layout, vb_buf_str(text), &f);
	vb_buf_truncate(text, 0);
}

static void begin(struct ppt *p, unsigned type, unsigned level)
{
	if (type == 0 || type == 6)
		vb_layout_begin(p->layout, VB_BLOCK_HEADING, 1);
	else if (type == 2)
		vb_layout_begin(p->layout, VB_BLOCK_NOTE, 0);
	else if (type == 1 || type == 7 || type == 8)
		vb_layout_begin(p->layout, VB_BLOCK_ITEM,
				level < 9 ? level + 1 : 1);
	else
		vb_layout_begin(p->layout, VB_BLOCK_PARAGRAPH, 0);
}

static uint32_t char_at(const struct ppt_text *t, size_t i, size_t n)
{
	uint32_t c = t->wide ? vb_le16(t->chars, 2 * i) : vb_le8(t->chars, i);
	unsigned low;

	if (c < 0xD800 || c >= 0xE000)
		return c;
	low = i + 1 < n ? vb_le16(t->chars, 2 * i + 2) : 0;
	return c < 0xDC00 && low >= 0xDC00 && low < 0xE000 ?
		       0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) :
		       0;
}

void ppt_put(struct ppt *p, const struct ppt_text *t)
{
	size_t n = t->chars.len / (t->wide ? 2 : 1);
	struct runs paras = { .style = t->style, .para = true };
	struct runs chars = { .style = t->style, .para = false };
	struct vb_buf text = VB_BUF_INIT(4 * t->chars.len + 4);
	unsigned font = NO_FONT, usual = NO_FONT;
	bool fresh = true;

	if (t->chars.len > p->text_left)
		return;
	p->text_left -= t->chars.len;
	chars.at = char_runs(t->style, n);
	if (t->type < VB_PPT_TYPES)
		usual = p->type_fonts[t->type];
	for (size_t i = 0; i < n && !p->st; i++) {
		uint32_t c = char_at(t, i, n);
		unsigned next = advance(&chars), level = advance(&paras);

		if (next == NO_FONT)
			next = usual;
		if (next != font || c == '\r' || c == '\v')
			put_run(p, &text, font);
		font = next;
		if (c == '\r') {
			fresh = true;
			continue;
		}
		if (fresh)
			begin(p, t->type, level);
		fresh = false;
		if (c == '\v') /* a line in a paragraph */
			c = ' ';
		if (c >= 0xE000 && c < 0xF900)
			c = 0x2022;
		p->st = vb_char_append(&text, c);
	}
	put_run(p, &text, font);
	vb_buf_clear(&text);
}
