/*
 * text/memo (internal): the pieces of a text, with their scores and, for one
 * decoding, their text, remembered from where they stood before. A page of
 * Vietnamese has few different words.
 */
#ifndef VB_TEXT_MEMO_H
#define VB_TEXT_MEMO_H

#include "text/score.h"

#define VB_MEMO_KEY 30	/* longer pieces are not remembered */
#define VB_MEMO_TEXT 42 /* nor are longer results */

struct vb_memo_slot {
	struct vb_score score;
	int16_t top;		    /* the most points of all */
	uint8_t len;		    /* of the key; 0: empty */
	uint8_t decoding, text_len; /* of the text; text_len 0: not known */
	uint8_t words, valid;	    /* of the text */
	char key[VB_MEMO_KEY];
	char text[VB_MEMO_TEXT];
};

struct vb_memo;

/* A piece that reads otherwise in one decoding than in another. */
struct vb_piece {
	size_t start, end;	   /* bytes of the text */
	int16_t top;		   /* the most points of all */
	struct vb_memo_slot *slot; /* NULL: too long to be remembered */
	struct vb_score score;
};

/* NULL without memory. */
struct vb_memo *vb_memo_new(void);
void vb_memo_free(struct vb_memo *memo);

/*
 * Go on from text.ptr[at] to the next piece that some decoding may read
 * otherwise. False if there is none.
 */
bool vb_memo_next(struct vb_piece *out, struct vb_memo *memo,
		  struct vb_str text, size_t at);

/*
 * `piece` of `text` in `decoding`: its bytes, in `room` (VB_PIECE_ROOM bytes)
 * or in the memo, to be used before the next call; the piece itself where it
 * cannot be of that decoding. Adds what is in it to `sum`.
 */
struct vb_str vb_memo_decode(char *room, struct vb_score_words *sum,
			     const struct vb_piece *piece, struct vb_str text,
			     unsigned decoding);

#endif
