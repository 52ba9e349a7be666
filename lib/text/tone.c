#include "text/clean.h"
#include "text/grammar.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* Canonical tone placement, from clean text into another buffer. */
struct place {
	struct vb_buf *out;
	struct vb_str text;
	size_t copied;	  /* what stands before is in `out` */
	size_t chunk_end; /* of the run between spaces last looked at */
	bool chunk_kept;  /* it is a URL or an e-mail address */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

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
	while (start > p->copied && !is_space(p->text.ptr[start - 1]))
		start--;
	while (end < p->text.len && !is_space(p->text.ptr[end]))
		end++;
	p->chunk_end = end;
	p->chunk_kept = is_address(vb_str_sub(p->text, start, end));
	return p->chunk_kept;
}

/* Copy up to `at`, then spell `letters` for the bytes up to `end`. */
static vb_status replace(struct place *p, size_t at, size_t end,
			 const struct vb_letters *letters)
{
	char spelled[VB_SPELL_ROOM];
	size_t len = vb_letters_spell(spelled, letters);
	vb_status st;

	st = vb_buf_append(p->out, vb_str_sub(p->text, p->copied, at));
	if (!st)
		st = vb_buf_append(p->out, vb_str_of(spelled, len));
	p->copied = end;
	return st;
}

static vb_status place_tones(struct place *p)
{
	size_t at = 0;
	vb_status st = VB_OK;

	while (at < p->text.len && !st) {
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
	return st ? st : vb_buf_append(p->out, vb_str_skip(p->text, p->copied));
}

vb_status vb_text_canonical(struct vb_buf *out, struct vb_text_report *report,
			    struct vb_str in)
{
	struct vb_buf clean = VB_BUF_INIT(in.len * VB_TEXT_GROWTH + 4);
	struct vb_text_report found = { 0 };
	size_t before = out->len;
	struct place p = { .out = out };
	vb_status st;

	st = vb_text_clean(&clean, &found, in);
	if (st)
		goto done;
	p.text = vb_buf_str(&clean);
	if (p.text.len <= out->limit - before)
		st = vb_buf_reserve(out, p.text.len);
	if (!st)
		st = place_tones(&p);
	if (st)
		vb_buf_truncate(out, before);
	else
		vb_report_add(report, &found);
done:
	vb_buf_clear(&clean);
	return st;
}
