#include "format/pdf.h"
#include "text/decode.h"
#include "text/syllable.h"
#include "text/token.h"

#define LINE_LIMIT ((size_t)1 << 20) /* bytes decoded at a time */

/* The words [first, end) of a line, with a space behind each. */
static vb_status join(struct vb_buf *out, const struct vb_pdf_word *words,
		      size_t n)
{
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < n; i++) {
		st = vb_buf_append(out, words[i].text);
		if (!st)
			st = vb_buf_append_char(out, ' ');
	}
	return st;
}

static size_t count_spaces(struct vb_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == ' ';
	return n;
}

static bool shown_as_capitals(const struct vb_font *font)
{
	bool capitals = false;

	if (!font)
		return false;
	vb_charset_of_font(font->name, &capitals);
	return capitals || font->capitals;
}

/* Give the words of a line what was decoded, where it has as many words. */
static bool share_out(struct vb_arena *arena, struct vb_pdf_word *words,
		      size_t n, struct vb_str decoded)
{
	struct vb_str copy;
	size_t at = 0;

	if (count_spaces(decoded) != n)
		return true;
	if (!vb_arena_dup(&copy, arena, decoded))
		return false;
	for (size_t i = 0; i < n; i++) {
		size_t end = vb_str_find(copy, VB_STR(" "), at);

		words[i].seen = vb_str_sub(copy, at, end);
		if (shown_as_capitals(words[i].font))
			vb_capitals_restore((char *)words[i].seen.ptr,
					    words[i].seen.len, true);
		at = end + 1;
	}
	return true;
}

static vb_status decode_line(struct vb_pdf *pdf, vb_decoder *d, size_t first,
			     size_t n)
{
	struct vb_buf raw = VB_BUF_INIT(LINE_LIMIT);
	struct vb_buf decoded = VB_BUF_INIT(VB_DECODE_GROWTH * LINE_LIMIT + 4);
	struct vb_buf clean = VB_BUF_INIT(
		VB_TEXT_GROWTH * VB_DECODE_GROWTH * LINE_LIMIT + 16);
	vb_status st = join(&raw, pdf->words + first, n);

	if (!st && !vb_decode_is_calm(vb_buf_str(&raw))) {
		st = vb_decoder_run(&decoded, NULL, d, vb_buf_str(&raw));
		if (!st)
			st = vb_text_clean(&clean, NULL, vb_buf_str(&decoded));
		if (!st && !share_out(&pdf->arena, pdf->words + first, n,
				      vb_buf_str(&clean)))
			st = VB_NO_MEMORY;
	}
	vb_buf_clear(&clean);
	vb_buf_clear(&decoded);
	vb_buf_clear(&raw);
	return st == VB_TOO_BIG ? VB_OK : st; /* seen as it is written */
}

/* Lines as they were printed: the next word is to the right, as high. */
static size_t line_end(const struct vb_pdf_word *w, size_t at, size_t end)
{
	size_t i = at + 1;

	while (i < end && i - at < 1000 && w[i].x0 >= w[i - 1].x0 &&
	       w[i].y0 < w[i - 1].y1 && w[i].y1 > w[i - 1].y0)
		i++;
	return i;
}

vb_status vb_pdf_decode(struct vb_pdf *pdf)
{
	vb_decoder *d = NULL;
	vb_status st = vb_pdf_join(pdf);

	if (!st)
		st = vb_decoder_open(&d, NULL);
	for (size_t p = 0; !st && p < pdf->n_pages; p++) {
		size_t at = pdf->pages[p].first, end = at + pdf->pages[p].n;

		while (!st && at < end) {
			size_t next = line_end(pdf->words, at, end);

			st = decode_line(pdf, d, at, next - at);
			at = next;
		}
	}
	vb_decoder_close(d);
	return st;
}

struct vb_pdf_count vb_pdf_count(const struct vb_pdf *pdf,
				 const struct vb_pdf_page *page)
{
	struct vb_pdf_count count = { 0, 0 };

	for (size_t i = 0; i < page->n; i++) {
		vb_tokenizer t;
		struct vb_token token;

		vb_tokenizer_init(&t, pdf->words[page->first + i].seen);
		while (vb_tokenizer_next(&t, &token)) {
			if (token.flags & VB_TOKEN_NUMBER)
				continue;
			count.words++;
			/* a letter alone is a syllable, but of no text */
			count.valid += (token.flags & VB_TOKEN_SYLLABLE) &&
				       token.fold.len > 1;
		}
	}
	return count;
}
