/*
 * text/detect (internal): which decoding each piece of a line is in.
 */
#ifndef VB_TEXT_DETECT_H
#define VB_TEXT_DETECT_H

#include "text/memo.h"

/* Pieces that are looked at together; a longer line goes in parts. */
#define VB_WINDOW_PIECES 256

struct vb_window {
	size_t n;
	struct vb_piece pieces[VB_WINDOW_PIECES];
	uint8_t decoding[VB_WINDOW_PIECES]; /* the answer */
};

/* What is known before a line is read. */
struct vb_prior {
	uint32_t allowed; /* a bit for each decoding */
	unsigned main;	  /* the document's decoding, VB_CHARSET_UTF8: none */
	bool given;	  /* somebody said so: nothing falls back to UTF-8 */
	bool only;	  /* it is `main` and nothing else */
};

/* No change of decoding costs less, in points. */
#define VB_CHANGE_LEAST 10

/*
 * Find the cheapest sequence of decodings for the pieces of `w` (Viterbi):
 * the points of each piece, less what a change costs. Runs that not enough
 * speaks for fall back to UTF-8 where they are valid UTF-8. `text` is what
 * the places of the pieces count in, `line` the part of it they come from.
 */
void vb_detect(struct vb_window *w, const struct vb_prior *prior,
	       struct vb_str text, struct vb_str line);

#endif
