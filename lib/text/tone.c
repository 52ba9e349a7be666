#include <string.h>

#include "text/clean.h"
#include "text/grammar.h"
#include "text/unicode.h"
#include "text/utf8.h"

/*
 * Canonical tone placement. It works in place after cleaning, for a word
 * never gets longer: only a, e, o, u, y without marks give a tone away.
 */

struct place {
	char *base;
	size_t len;
	size_t from; /* what stands before is done, moved to `to` */
	size_t to;
	size_t chunk_end; /* of the run between spaces last looked at */
	bool chunk_kept;  /* it is a URL or an e-mail address */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static bool is_address(struct vb_str chunk)
{
	return memchr(chunk.ptr, '@', chunk.len) ||
	       vb_str_find(chunk, VB_STR("://"), 0) != VB_NPOS ||
	       vb_str_find(chunk, VB_STR("www."), 0) != VB_NPOS;
}

/* Does the word at `at` stand in a URL or an e-mail address? */
static bool in_address(struct place *p, size_t at)
{
	size_t start = at, end = at;

	if (at < p->chunk_end)
		return p->chunk_kept;
	while (start > p->from && !is_space(p->base[start - 1]))
		start--;
	while (end < p->len && !is_space(p->base[end]))
		end++;
	p->chunk_end = end;
	p->chunk_kept = is_address(vb_str_of(p->base + start, end - start));
	return p->chunk_kept;
}

/* Put `letters` in the place of base[at..end). */
static void replace(struct place *p, size_t at, size_t end,
		    const struct vb_letters *letters)
{
	char spelled[VB_SPELL_ROOM];
	size_t len = vb_letters_spell(spelled, letters);

	memmove(p->base + p->to, p->base + p->from, at - p->from);
	p->to += at - p->from;
	memcpy(p->base + p->to, spelled, len);
	p->to += len;
	p->from = end;
}

static void place_tones(struct place *p)
{
	struct vb_str text = vb_str_of(p->base, p->len);
	size_t at = 0;

	while (at < p->len) {
		struct vb_syllable s;
		struct vb_word word;
		uint32_t code;

		vb_word_read(&word, text, at);
		if (word.end == at) {
			at += vb_utf8_read(&code, NULL, p->base + at,
					   p->len - at);
			continue;
		}
		if (word.letters.marks & VB_MARKS_TONES &&
		    vb_word_is_plain(&word) &&
		    vb_syllable_parse(&s, &word.letters) &&
		    vb_syllable_place_tone(&word.letters, &s) &&
		    !in_address(p, at))
			replace(p, at, word.end, &word.letters);
		at = word.end;
	}
	memmove(p->base + p->to, p->base + p->from, p->len - p->from);
	p->to += p->len - p->from;
}

vb_status vb_text_canonical(struct vb_buf *out, struct vb_text_report *report,
			    struct vb_str in)
{
	size_t before = out->len;
	vb_status st = vb_text_clean(out, report, in);
	struct place p = { 0 };

	if (st || out->len == before)
		return st;
	p.base = out->ptr + before;
	p.len = out->len - before;
	place_tones(&p);
	vb_buf_truncate(out, before + p.to);
	return VB_OK;
}
