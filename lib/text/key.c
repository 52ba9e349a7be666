#include "text/chain.h"
#include "text/clean.h"
#include "text/grammar.h"
#include "text/nfc.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/writer.h"

/*
 * The key works word by word on clean text. A syllable gets its tone placed
 * and its i unified, wherever it stands (in a URL too: a key is not read);
 * any other word is only lower-cased.
 */

struct word {
	struct vb_str text;
	uint16_t letters[VB_SYLLABLE_LETTERS];
	size_t n;   /* 0 unless it may be a syllable */
	bool marks; /* lower-casing may give it a new composed letter */
};

/* The word at the start of `text`; empty if there is none. */
static void read_word(struct word *w, struct vb_str text)
{
	bool plain = true;
	size_t at = 0;

	w->n = 0;
	w->marks = false;
	while (at < text.len) {
		uint32_t code;
		size_t len = vb_utf8_decode(&code, vb_str_skip(text, at));
		uint16_t letter = vb_letter(code);
		unsigned flags = letter ? 0 : vb_char(code)->flags;

		if (!letter && !(flags & VB_CHAR_WORD))
			break;
		w->marks |= (flags & VB_CHAR_NFC) != 0;
		plain = plain && letter && w->n < VB_SYLLABLE_LETTERS;
		if (plain)
			w->letters[w->n++] = letter;
		at += len;
	}
	if (!plain)
		w->n = 0;
	w->text = vb_str_sub(text, 0, at);
}

/* Write the first character of `text` in lower case; returns its length. */
static size_t lower_char(struct vb_writer *w, struct vb_str text)
{
	uint32_t code;
	size_t n = vb_utf8_decode(&code, text);

	w->len += vb_utf8_encode(vb_writer_room(w, 4), vb_char_lower(code));
	return n;
}

/* İ + U+0301 is i + U+0301 in lower case, which is í. */
static void lower_marked(struct vb_writer *w, struct vb_str text)
{
	struct vb_text_report ignored = { 0 };
	struct vb_nfc nfc;
	vb_status st;

	vb_writer_flush(w);
	if (w->st)
		return;
	vb_nfc_init(&nfc, w->out, &ignored);
	for (size_t at = 0; at < text.len;) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(text, at));
		vb_nfc_push(&nfc, vb_char_lower(code));
	}
	st = vb_nfc_finish(&nfc);
	w->st = st;
}

static void write_word(struct vb_writer *w, struct word *word)
{
	struct vb_syllable s;

	if (word->n && vb_syllable_parse(&s, word->letters, word->n)) {
		char *room = vb_writer_room(w, 4 * VB_SYLLABLE_LETTERS + 4);

		vb_syllable_place_tone(word->letters, word->n, &s);
		vb_syllable_unify_iy(word->letters, &s);
		for (size_t i = 0; i < word->n; i++)
			word->letters[i] &= (uint16_t)~VB_LETTER_UPPER;
		w->len += vb_letters_spell(room, word->letters, word->n);
	} else if (word->marks) {
		lower_marked(w, word->text);
	} else {
		for (size_t at = 0; at < word->text.len;)
			at += lower_char(w, vb_str_skip(word->text, at));
	}
}

static vb_status key_clean(struct vb_buf *out, struct vb_str text)
{
	struct vb_writer w;
	struct word word;

	vb_writer_init(&w, out);
	while (text.len && !w.st) {
		read_word(&word, text);
		if (word.text.len) {
			write_word(&w, &word);
			text = vb_str_skip(text, word.text.len);
		} else {
			text = vb_str_skip(text, lower_char(&w, text));
		}
	}
	vb_writer_flush(&w);
	return w.st;
}

vb_status vb_key_append(struct vb_buf *out, struct vb_buf *scratch,
			struct vb_str in)
{
	struct vb_text_report ignored = { 0 };
	vb_status st;

	vb_buf_truncate(scratch, 0);
	st = vb_clean_append(scratch, &ignored, in);
	return st ? st : key_clean(out, vb_buf_str(scratch));
}

vb_status vb_text_key(struct vb_buf *out, struct vb_str in)
{
	struct vb_buf scratch = VB_BUF_INIT(in.len * VB_TEXT_GROWTH + 4);
	size_t before = out->len;
	vb_status st;

	st = vb_buf_reserve(&scratch, in.len);
	if (!st)
		st = vb_key_append(out, &scratch, in);
	if (st)
		vb_buf_truncate(out, before);
	vb_buf_clear(&scratch);
	return st;
}
