/*
 * text/stretch: where the words of a text stand, 64 bytes at a glance.
 *
 * A stretch is what stands between two gaps. Gaps are all of ASCII but
 * letters and digits, the general punctuation U+2000..U+203F and the blank
 * U+00A0. A stretch with nothing odd in it is one word of text/token.h, from
 * end to end, of at most VB_STRETCH_BYTES; one with something odd may be any
 * number of words, none of which goes past its end.
 */
#ifndef VB_TEXT_STRETCH_H
#define VB_TEXT_STRETCH_H

#include "base/str.h"

#define VB_STRETCH_BYTES 64

/* A bit for each byte from `at` on, the lowest the first. */
struct vb_stretches {
	size_t at, end;	 /* of the text: what the bits tell of */
	uint64_t begins; /* a stretch begins here, which ends by `end` */
	uint64_t within; /* this byte belongs to one */
	uint64_t odd;	 /* of `begins`: something odd is in it */
};

/*
 * Look at the text from `at` on: 0, the end of the last look, or the end of a
 * stretch. The end of this one is past `at`, if the text is; a stretch that
 * fills all bits and may go on begins at `at`, is odd and the only one, and
 * `end` is its end.
 * With `numbers` a '.' or ',' between two digits is no gap, but odd: it may
 * join them. `text` is clean, as for a tokenizer.
 */
void vb_stretches_look(struct vb_stretches *out, struct vb_str text, size_t at,
		       bool numbers);

#endif
