/*
 * doc/fingerprint: is it the same text, or nearly, from another source?
 *
 * Both numbers are made of the text's words, folded: capitals, marks, tone
 * placement, punctuation and line breaks do not count, as portals change them.
 */
#ifndef VB_DOC_FINGERPRINT_H
#define VB_DOC_FINGERPRINT_H

#include <stdint.h>

#include "base/str.h"

#define VB_FINGERPRINT_WORDS 40 /* a shorter text is like many others */
/*
 * Bits in which near texts may differ. Of 20,000 news articles (200 million
 * pairs) no unlike pair came nearer than 8; runs of words in common: .97 at 3,
 * .48 to .96 at 7, 0 at 9.
 */
#define VB_FINGERPRINT_NEAR 6

struct vb_fingerprint {
	uint64_t words;	   /* of all words in order: equal texts, equal value */
	uint64_t likeness; /* simhash of runs of three words (Charikar 2002) */
	size_t n_words;	   /* below VB_FINGERPRINT_WORDS: compare nothing */
};

/* The same word by word, for who reads the words anyway. Set by _start. */
struct vb_fingerprinter {
	int32_t votes[64];
	uint64_t last[3]; /* hashes of the last words */
	uint64_t words;
	size_t n_words;
};

void vb_fingerprint_start(struct vb_fingerprinter *f);
/* The next word of the text, folded (vb_token's fold). */
void vb_fingerprint_add(struct vb_fingerprinter *f, struct vb_str fold);
void vb_fingerprint_finish(struct vb_fingerprint *out,
			   const struct vb_fingerprinter *f);

/* Of clean `text`; linear time, and nothing is allocated. */
void vb_fingerprint_make(struct vb_fingerprint *out, struct vb_str text);

/* In how many of its 64 bits does the likeness differ? */
unsigned vb_fingerprint_distance(uint64_t a, uint64_t b);

#endif
