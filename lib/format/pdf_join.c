/*
 * Words that were taken apart where the font changes. A font without the
 * letters of Vietnamese lends them from another, "T|ỉ|nh", and pdftotext
 * begins a word at each change, though nothing is between them.
 */
#include <math.h>

#include "doc/letter.h"
#include "format/pdf.h"
#include "text/charset.h"
#include "text/syllable.h"
#include "text/text.h"

#define TOUCH 0.05 /* of the height: no gap, the places are rounded */
#define LEVEL 0.15 /* the boxes of two fonts in one size begin so alike */

static bool same_font(const struct vb_pdf_word *a, const struct vb_pdf_word *b)
{
	bool capitals[2] = { false, false };
	unsigned charset[2] = { 0, 0 };

	if (a->font)
		charset[0] = vb_charset_of_font(a->font->name, &capitals[0]);
	if (b->font)
		charset[1] = vb_charset_of_font(b->font->name, &capitals[1]);
	return charset[0] == charset[1] && capitals[0] == capitals[1];
}

/* Does `b` begin where `a` ends, in letters of one size? */
static bool touches(const struct vb_pdf_word *a, const struct vb_pdf_word *b)
{
	double h =
		a->y1 - a->y0 > b->y1 - b->y0 ? a->y1 - a->y0 : b->y1 - b->y0;

	return a->line && a->line == b->line && a->block == b->block &&
	       fabs(b->x0 - a->x1) <= TOUCH * h &&
	       fabs(b->y0 - a->y0) <= LEVEL * h &&
	       fabs(b->y1 - a->y1) <= LEVEL * h && same_font(a, b);
}

static bool is_punctuation(char c, const char *which)
{
	return c && strchr(which, c);
}

/* May a word go on from `a` to `b`, by the signs where they meet? */
static bool may_go_on(struct vb_str a, struct vb_str b)
{
	uint32_t left = vb_letter_before(a, a.len), right;

	vb_utf8_decode(&right, b);
	if (is_punctuation(a.ptr[a.len - 1], "0123456789.,;:!?)]}*") ||
	    is_punctuation(b.ptr[0], "0123456789([{*-+"))
		return false;
	/* "củaLuật": the space was lost with the font */
	return !(vb_letter_is(left) && !vb_letter_is_upper(left) &&
		 vb_letter_is(right) && vb_letter_is_upper(right));
}

static struct vb_str bare(struct vb_str s)
{
	while (s.len && is_punctuation(s.ptr[s.len - 1], ".,;:!?)]}\""))
		s.len--;
	while (s.len && is_punctuation(s.ptr[0], "([{\""))
		s = vb_str_skip(s, 1);
	return s;
}

/* Make `w` all of the `n` words from there on, unless each is a word of its
 * own and together they are none: then `*kept` says n. */
static vb_status join(size_t *kept, struct vb_pdf *pdf, struct vb_pdf_word *w,
		      size_t n)
{
	struct vb_str text = { NULL, 0 };
	size_t words = 0;
	char *p;

	for (size_t i = 0; i < n; i++) {
		text.len += w[i].text.len;
		words += vb_syllable_valid(bare(w[i].text));
	}
	text.ptr = p = vb_arena_alloc(&pdf->arena, text.len + 1);
	if (!p)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		memcpy(p, w[i].text.ptr, w[i].text.len);
		p += w[i].text.len;
	}
	*p = '\0';
	*kept = n;
	if (words == n && !vb_syllable_valid(bare(text)))
		return VB_OK;
	*kept = 1;
	for (size_t i = 1; i < n; i++) {
		w->x1 = w[i].x1 > w->x1 ? w[i].x1 : w->x1;
		w->y0 = w[i].y0 < w->y0 ? w[i].y0 : w->y0;
		w->y1 = w[i].y1 > w->y1 ? w[i].y1 : w->y1;
	}
	w->text = w->seen = text;
	return VB_OK;
}

static vb_status join_page(struct vb_pdf *pdf, struct vb_pdf_page *page)
{
	struct vb_pdf_word *w;
	size_t kept = 0, n, some;
	vb_status st = VB_OK;

	if (!page->n)
		return VB_OK;
	w = pdf->words + page->first;
	for (size_t i = 0; !st && i < page->n; i += n) {
		for (n = 1; i + n < page->n &&
			    touches(&w[i + n - 1], &w[i + n]) &&
			    may_go_on(w[i + n - 1].text, w[i + n].text);)
			n++;
		some = 1;
		if (n > 1)
			st = join(&some, pdf, w + i, n);
		memmove(w + kept, w + i, some * sizeof(*w));
		kept += some;
	}
	if (!st)
		page->n = kept;
	return st;
}

vb_status vb_pdf_join(struct vb_pdf *pdf)
{
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < pdf->n_pages; i++)
		if (!pdf->pages[i].ocr)
			st = join_page(pdf, &pdf->pages[i]);
	return st;
}
