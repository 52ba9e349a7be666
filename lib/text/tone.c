#include "text/clean.h"
#include "text/grammar.h"
#include "text/offsets.h"
#include "text/scan.h"
#include "text/unicode.h"
#include "text/utf8.h"

/*
 * vb_scan finds the words of which the tone may have to move, and what is not
 * clean; the chunk around it, from space to space, is cleaned if need be and
 * its words are parsed. All else is copied in long runs.
 */

/* Canonical tone placement, from clean text into another buffer. */
struct place {
	struct vb_buf *out;
	size_t base;		    /* out->len at the start of `text` */
	struct vb_offsets *offsets; /* NULL: not wanted */
	struct vb_str text;
	size_t copied;	  /* what stands before is in `out` */
	size_t chunk_end; /* of the run between spaces last looked at */
	bool chunk_kept;  /* it is a URL or an e-mail address */
};

static bool is_address(struct vb_str chunk)
{
	return vb_str_find(chunk, VB_STR("@"), 0) != VB_NPOS ||
	       vb_str_find(chunk, VB_STR("://"), 0) != VB_NPOS ||
	       vb_str_find(chunk, VB_STR("www."), 0) != VB_NPOS;
}

/* Does the word at `at` stand in a URL or an e-mail address? */
static bool in_address(struct place *p, size_t at)
{
	size_t start = at, end = at;

	if (at < p->chunk_end)
		return p->chunk_kept;
	while (start > p->copied && !vb_is_space(p->text.ptr[start - 1]))
		start--;
	while (end < p->text.len && !vb_is_space(p->text.ptr[end]))
		end++;
	p->chunk_end = end;
	p->chunk_kept = is_address(vb_str_sub(p->text, start, end));
	return p->chunk_kept;
}

static vb_status copy_until(struct place *p, size_t at)
{
	vb_status st =
		vb_buf_append(p->out, vb_str_sub(p->text, p->copied, at));

	p->copied = at;
	return st;
}

/* Copy up to `at`, then spell `letters` for the bytes up to `end`. */
static vb_status replace(struct place *p, size_t at, size_t end,
			 const struct vb_letters *letters)
{
	char spelled[VB_SPELL_ROOM];
	size_t len = vb_letters_spell(spelled, letters);
	vb_status st;

	st = copy_until(p, at);
	if (!st && p->offsets)
		st = vb_offsets_add(p->offsets, at, end - at,
				    p->out->len - p->base, len);
	if (!st)
		st = vb_buf_append(p->out, vb_str_of(spelled, len));
	p->copied = end;
	return st;
}

/* Place the tones of the words in [at, end), which cut no word. */
static vb_status place_tones(struct place *p, size_t at, size_t end)
{
	vb_status st = VB_OK;

	while (at < end && !st) {
		struct vb_syllable s;
		struct vb_word word;
		uint32_t code;

		vb_word_read(&word, p->text, at);
		if (word.end == at) {
			at += vb_utf8_decode(&code, vb_str_skip(p->text, at));
			continue;
		}
		if (word.letters.marks & VB_MARKS_TONES &&
		    vb_word_is_plain(&word) &&
		    vb_syllable_parse(&s, &word.letters) &&
		    vb_syllable_place_tone(&word.letters, &s) &&
		    !in_address(p, at))
			st = replace(p, at, word.end, &word.letters);
		at = word.end;
	}
	return st;
}

/* What cleaning a chunk takes: memory that the next chunk uses again. */
struct cleaning {
	struct vb_text_report report;
	struct vb_buf text;
	struct vb_offsets cleaned, placed, both;
};

/* The edits of a chunk at `at`, which was cleaned and then placed at `to`. */
static vb_status add_edits(struct vb_offsets *offsets, struct cleaning *c,
			   size_t at, size_t to)
{
	vb_status st;

	if (!c->placed.len)
		return vb_offsets_append(offsets, &c->cleaned, at, to);
	st = vb_offsets_compose(&c->both, &c->cleaned, &c->placed);
	return st ? st : vb_offsets_append(offsets, &c->both, at, to);
}

/* The chunk [at, end) is not clean. */
static vb_status clean_chunk(struct place *p, struct cleaning *c, size_t at,
			     size_t end)
{
	struct vb_text_report found = { 0 };
	struct place inner = { .out = p->out };
	size_t to;
	vb_status st = copy_until(p, at);

	if (st)
		return st;
	vb_buf_truncate(&c->text, 0);
	vb_offsets_truncate(&c->cleaned, 0);
	vb_offsets_truncate(&c->placed, 0);
	if (p->offsets) {
		found.offsets = &c->cleaned;
		inner.offsets = &c->placed;
	}
	st = vb_clean_append(&c->text, &found, vb_str_sub(p->text, at, end));
	if (st)
		return st;
	found.first_bad += at;
	vb_report_add(&c->report, &found);
	inner.text = vb_buf_str(&c->text);
	inner.base = p->out->len;
	to = p->out->len - p->base;
	st = place_tones(&inner, 0, inner.text.len);
	if (!st)
		st = copy_until(&inner, inner.text.len);
	if (!st && p->offsets)
		st = add_edits(p->offsets, c, at, to);
	p->copied = end;
	return st;
}

/* The carriage return at `at`: dropped before a newline, or one itself. */
static vb_status place_return(struct place *p, struct cleaning *c, size_t at)
{
	bool pair = at + 1 < p->text.len && p->text.ptr[at + 1] == '\n';
	size_t to;
	vb_status st = copy_until(p, at);

	to = p->out->len - p->base;
	if (!st && !pair)
		st = vb_buf_append_char(p->out, '\n');
	if (!st && p->offsets)
		st = vb_offsets_add(p->offsets, at, 1, to, !pair);
	c->report.controls++;
	p->copied = at + 1;
	return st;
}

static vb_status place_all(struct place *p, struct cleaning *c)
{
	size_t at = 0;
	vb_status st = VB_OK;

	while (!st) {
		struct vb_str chunk;
		size_t start, end;

		at = vb_scan(&vb_scan_tone, p->text, at);
		if (at == p->text.len)
			return copy_until(p, at);
		if (p->text.ptr[at] == '\r') {
			st = place_return(p, c, at++);
			continue;
		}
		chunk = vb_scan_chunk(p->text, p->copied, at);
		start = (size_t)(chunk.ptr - p->text.ptr);
		at = end = start + chunk.len;
		st = vb_clean_stable_end(chunk, 0) == chunk.len ?
			     place_tones(p, start, end) :
			     clean_chunk(p, c, start, end);
	}
	return st;
}

vb_status vb_text_canonical(struct vb_buf *out, struct vb_text_report *report,
			    struct vb_str in)
{
	struct cleaning c = { .text = VB_BUF_INIT(in.len * VB_TEXT_GROWTH +
						  4) };
	struct place p = { .out = out, .text = in, .base = out->len };
	vb_status st = VB_OK;

	p.offsets = report ? report->offsets : NULL;
	if (p.offsets)
		vb_offsets_truncate(p.offsets, 0);
	if (in.len <= out->limit - p.base) /* a hint: see vb_text_clean */
		st = vb_buf_reserve(out, in.len);
	if (!st)
		st = place_all(&p, &c);
	if (!st) {
		vb_report_add(report, &c.report);
	} else {
		vb_buf_truncate(out, p.base);
		if (p.offsets)
			vb_offsets_truncate(p.offsets, 0);
	}
	vb_offsets_clear(&c.cleaned);
	vb_offsets_clear(&c.placed);
	vb_offsets_clear(&c.both);
	vb_buf_clear(&c.text);
	return st;
}
