#include "text/chain.h"
#include "text/clean.h"
#include "text/grammar.h"
#include "text/nfc.h"
#include "text/scan.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/writer.h"

/*
 * The key works word by word on clean text. A syllable gets its tone placed
 * and its i unified, wherever it stands (in a URL too: a key is not read);
 * any other word is only lower-cased, and so is any word that vb_scan passes
 * over: those are lower-cased together, without being read.
 */

#define BLOCK 64

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

/* Write the word at text.ptr[at] as its key. */
static void write_word(struct vb_writer *w, struct vb_word *word,
		       struct vb_str text, size_t at)
{
	struct vb_syllable s;

	if (vb_word_is_plain(word) && vb_syllable_parse(&s, &word->letters)) {
		char *room = vb_writer_room(w, VB_SPELL_ROOM);

		vb_syllable_place_tone(&word->letters, &s);
		vb_syllable_unify_iy(&word->letters, &s);
		word->letters.marks &= VB_MARKS_TONES;
		w->len += vb_letters_spell(room, &word->letters);
	} else if (word->odd & VB_CHAR_NFC) {
		lower_marked(w, vb_str_sub(text, at, word->end));
	} else {
		while (at < word->end)
			at += lower_char(w, vb_str_skip(text, at));
	}
}

static vb_status key_clean(struct vb_buf *out, struct vb_str text)
{
	struct vb_writer w;
	size_t at = 0;

	vb_writer_init(&w, out);
	while (at < text.len && !w.st) {
		struct vb_word word;

		vb_word_read(&word, text, at);
		if (word.end > at) {
			write_word(&w, &word, text, at);
			at = word.end;
		} else {
			at += lower_char(&w, vb_str_skip(text, at));
		}
	}
	vb_writer_flush(&w);
	return w.st;
}

/* Lower case of n <= BLOCK bytes; returns how many, up to what it cannot. */
static size_t lower_block(char *out, const unsigned char *p, size_t n)
{
	uint64_t state = 0;
	size_t done = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned s = state & 63;

		out[i] = (char)vb_lower_byte[s << 8 | p[i]];
		state = vb_lower_dfa[p[i]] >> s;
		done = state & 63 ? done : i + 1;
	}
	return done;
}

/* Append the lower case of `text`, all of which clean keeps. */
static vb_status lower_run(struct vb_buf *out, struct vb_str text)
{
	size_t at = 0, quick = 0; /* no sooner try lower_block again */
	vb_status st = VB_OK;

	while (at < text.len && !st) {
		size_t n = text.len - at < BLOCK ? text.len - at : BLOCK;
		uint32_t code;
		char utf8[4];

		if (at >= quick) {
			size_t done;

			st = vb_buf_reserve(out, n);
			if (st)
				return st;
			done = lower_block(out->ptr + out->len,
					   (const unsigned char *)text.ptr + at,
					   n);
			out->len += done;
			at += done;
			quick = done && done + 4 > n ? at : at + n - done;
			if (quick == at)
				continue;
		}
		at += vb_utf8_decode(&code, vb_str_skip(text, at));
		n = vb_utf8_encode(utf8, vb_char_lower(code));
		st = vb_buf_append(out, vb_str_of(utf8, n));
	}
	if (!st && out->ptr)
		out->ptr[out->len] = '\0';
	return st;
}

/* The chunk of a word to look at, or of what is not clean. */
static vb_status key_chunk(struct vb_buf *out, struct vb_buf *scratch,
			   struct vb_str chunk)
{
	struct vb_text_report ignored = { 0 };
	vb_status st;

	if (vb_clean_stable_end(chunk, 0) == chunk.len)
		return key_clean(out, chunk);
	vb_buf_truncate(scratch, 0);
	st = vb_clean_append(scratch, &ignored, chunk);
	return st ? st : key_clean(out, vb_buf_str(scratch));
}

vb_status vb_key_append(struct vb_buf *out, struct vb_buf *scratch,
			struct vb_str in)
{
	size_t from = 0, at = 0; /* in[from..at) is to be lower-cased */
	vb_status st = VB_OK;

	while (!st) {
		struct vb_str chunk;

		at = vb_scan(&vb_scan_key, in, at);
		if (at == in.len)
			return lower_run(out, vb_str_sub(in, from, at));
		chunk = vb_scan_chunk(in, from, at);
		if (in.ptr[at] == '\r')
			chunk = vb_str_sub(in, at, at);
		at = (size_t)(chunk.ptr - in.ptr);
		st = lower_run(out, vb_str_sub(in, from, at));
		from = at += chunk.len;
		if (st)
			return st;
		if (chunk.len) {
			st = key_chunk(out, scratch, chunk);
			continue;
		}
		from = ++at; /* a carriage return, as in clean.c */
		if (at == in.len || in.ptr[at] != '\n')
			st = vb_buf_append_char(out, '\n');
	}
	return st;
}

vb_status vb_text_key(struct vb_buf *out, struct vb_str in)
{
	struct vb_buf scratch = VB_BUF_INIT(in.len * VB_TEXT_GROWTH + 4);
	size_t before = out->len;
	vb_status st = VB_OK;

	if (in.len <= out->limit - before) /* a hint: it may come out shorter */
		st = vb_buf_reserve(out, in.len);
	if (!st)
		st = vb_key_append(out, &scratch, in);
	if (st)
		vb_buf_truncate(out, before);
	vb_buf_clear(&scratch);
	return st;
}
