/*
 * text/score (internal): how well a piece of text reads in each decoding.
 *
 * A syllable in use counts 9 to 23 points by how common it is, what is no
 * Vietnamese word costs; ASCII counts nothing, for it reads alike in all.
 */
#ifndef VB_TEXT_SCORE_H
#define VB_TEXT_SCORE_H

#include "text/charset.h"

/* VB_DECODING_COUNT rounded up, so that loops over all of them vectorize. */
#define VB_SCORE_LANES 24
#define VB_SCORE_NEVER (-200) /* it cannot be of that decoding */

struct vb_score {
	int16_t points[VB_SCORE_LANES];
};

/* What a decoded piece has in it. */
struct vb_score_words {
	int points;
	unsigned words; /* that are not all ASCII */
	unsigned valid; /* of these, syllables in use */
};

/* What of a piece some decoding may read otherwise. */
struct vb_traits {
	bool wide;	/* bytes that are not ASCII, or controls */
	bool marks;	/* what VIQR takes for marks */
	bool reference; /* "&#" */
};

/* The points of `piece` in each decoding. */
void vb_score_all(struct vb_score *score, struct vb_str piece,
		  struct vb_traits traits);

/* Read `piece` by `decoding` and count what is in it. */
void vb_score_count(struct vb_score_words *words, struct vb_str piece,
		    unsigned decoding);

#endif
