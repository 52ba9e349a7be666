/*
 * text: from bytes to comparable words.
 *
 *	clean -> canonical -> (fold | key) ; tokenize works on clean text
 *
 * clean      valid UTF-8, NFC, Vietnamese mark order repaired, Đ look-alikes
 *	      and invisible characters dealt with; the author's spelling,
 *	      capitals and tone placement stay. What a reader sees.
 * canonical  clean, with the tone where hòa, thúy, ủy have it.
 * fold	      lower-case ASCII for Vietnamese letters: no marks, đ is d.
 * key	      canonical, lower case, marks kept, i/y unified: what exact
 *	      matching compares.
 *
 * Everything that indexing and searching compare comes from here: one chain
 * on both sides, numbered by VB_TEXT_VERSION. Lengths and offsets count
 * bytes. Nothing here keeps state, so any thread may call it; all of it takes
 * time in proportion to its input. Other encodings (TCVN3, VNI, …) come first:
 * text/decode.h; clean drops the soft hyphen that they need.
 */
#ifndef VB_TEXT_TEXT_H
#define VB_TEXT_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Counts up with every change that makes a word compare otherwise. */
#define VB_TEXT_VERSION 2

struct vb_offsets;

/* What vb_text_clean changed; each a count of places. */
struct vb_text_report {
	size_t invalid;	  /* byte runs that were not UTF-8, now U+FFFD */
	size_t first_bad; /* offset of the first of them in the input */
	size_t composed;  /* letters written apart, now one code point */
	size_t reordered; /* tone typed before circumflex, breve or horn */
	size_t lookalikes; /* Ð Ɖ ð ɖ turned into Đ đ, fullwidth forms, … */
	size_t invisible; /* zero-width characters and soft hyphens dropped */
	size_t spaces;	  /* no-break and typographic spaces made plain */
	size_t controls;  /* C0 controls but \t \n, and DEL: dropped;
			      \r\n and \r become \n */
	/*
	 * NULL, or where to leave what changed, so that places in the output
	 * can be found in the input (see offsets.h): from the first byte that
	 * this call appended to the first of `in`. Whatever it held before
	 * goes; it is empty after a failure.
	 */
	struct vb_offsets *offsets;
};

/* Output of clean and canonical is at most this times the input, plus 4. */
#define VB_TEXT_GROWTH 3

/*
 * Append `in` cleaned to `out`. The counts of `report` (NULL allowed) are
 * added to, never zeroed, and only on success. Never fails on content:
 *   - each maximal subpart of a broken UTF-8 sequence (The Unicode Standard,
 *     3.9) becomes one U+FFFD;
 *   - a word is a run of letters, digits and marks. In a word without þ, æ
 *     and ö the look-alikes Ð Ɖ ð ɖ become Đ đ where đ may stand: at its
 *     start, or among capitals; a Cyrillic or Greek homoglyph becomes Latin
 *     if all other letters are, and there is one; ı and İ become i and I if a
 *     Vietnamese syllable comes out, of which ı needs another mark or three
 *     letters more;
 *   - two tones on one vowel stay as they are.
 * Idempotent; output is valid NFC. `out` must not own the bytes of `in`.
 * Returns VB_OK, VB_TOO_BIG past out->limit, VB_NO_MEMORY; on failure `out`
 * is unchanged.
 */
vb_status vb_text_clean(struct vb_buf *out, struct vb_text_report *report,
			struct vb_str in);

/*
 * As vb_text_clean, and moves the tone of a word to its canonical letter if
 * the word is a possible syllable with one tone and does not stand in a URL
 * or an e-mail address. Idempotent.
 */
vb_status vb_text_canonical(struct vb_buf *out, struct vb_text_report *report,
			    struct vb_str in);

/*
 * Append `in` folded to `out`: "Nghị quyết" gives "nghi quyet". A letter of
 * another language that is an ASCII letter with marks loses them too (ü is
 * u); other letters are lower-cased where they have a simple lower case.
 * Applies vb_text_clean first. Idempotent. Fails as vb_text_clean does.
 */
vb_status vb_text_fold(struct vb_buf *out, struct vb_str in);

/*
 * Append the key of `in`: "Hoà Bình, Kì họp" gives "hòa bình, kỳ họp". The
 * key of a word depends on nothing around it, so tones move in a URL too.
 * Applies vb_text_clean first. Idempotent. Fails as vb_text_clean does.
 */
vb_status vb_text_key(struct vb_buf *out, struct vb_str in);

/* Is `in` well-formed UTF-8 (Unicode table 3-7)? */
bool vb_utf8_valid(struct vb_str in);

/*
 * Decode one code point at `s.ptr` (s.len > 0). Returns its length in bytes,
 * 1 to 4, and the code point in `*out`; for a broken sequence 1 and U+FFFD.
 */
size_t vb_utf8_decode(uint32_t *out, struct vb_str s);

/* Encode `code` (a scalar value) to `out`. Returns its length, 1 to 4. */
size_t vb_utf8_encode(char out[4], uint32_t code);

/*
 * The largest n <= `at` that starts a character of `s`; s.len if `at` is past
 * the end. A byte of a broken sequence counts as a character.
 */
size_t vb_utf8_floor(struct vb_str s, size_t at);

#endif
