/*
 * text/grammar (internal): taking a syllable apart.
 *
 * Onsets and rhymes are numbered from 1 in the tables of syllable_table.c
 * (tools/gen-syllable.py, from data/syllable); onset 0 is none. A key has the
 * symbols of letter.h, a byte each, the first lowest.
 */
#ifndef VB_TEXT_GRAMMAR_H
#define VB_TEXT_GRAMMAR_H

#include <stdbool.h>

#include "text/letter.h"

struct vb_onset {
	uint32_t key;
	uint8_t len;
	char fold[4];
};

struct vb_rhyme {
	uint32_t key;
	uint32_t onsets; /* bit n: onset n may stand before it */
	uint8_t len;
	uint8_t tone_at; /* the letter that carries the tone */
	uint8_t stop;	 /* ends in p t c ch: only sắc and nặng */
	char fold[5];
};

#define VB_ONSETS 28 /* with none */
#define VB_ONSET_SLOT_BITS 6
#define VB_RHYME_SLOT_BITS 11

extern const struct vb_onset vb_onsets[];
extern const size_t vb_onsets_count;
extern const struct vb_rhyme vb_rhymes[];
extern const size_t vb_rhymes_count;
extern const uint32_t vb_onset_mult, vb_rhyme_mult;
extern const uint8_t vb_onset_slots[1 << VB_ONSET_SLOT_BITS];
extern const uint8_t vb_rhyme_slots[1 << VB_RHYME_SLOT_BITS];
/* By rhyme and onset, a nibble for each tone, the first lowest. */
extern const uint8_t vb_syllable_weights[][VB_ONSETS][3];

struct vb_syllable {
	uint8_t onset, rhyme;
	uint8_t rhyme_at; /* the letter where the rhyme begins */
	uint8_t tone;	  /* VB_TONE_… */
	uint8_t tone_at;  /* the letter that has it now, 7 for none */
	uint8_t carrier;  /* the letter that should have it */
};

/*
 * Parse `letters`. False unless they are an onset and a rhyme that may stand
 * together with the one tone, if any, that they bear, on any letter.
 */
bool vb_syllable_parse(struct vb_syllable *out,
		       const struct vb_letters *letters);

/*
 * How often `s` is in use, by data/syllable/attested.txt: 0 for not at all,
 * else 1..15, where each step is twice the count of the one before.
 */
static inline unsigned vb_syllable_weight(const struct vb_syllable *s)
{
	return vb_syllable_weights[s->rhyme][s->onset][s->tone >> 1] >>
		       4 * (s->tone & 1) &
	       15;
}

/* The rare part of the two below. */
bool vb_syllable_move_tone(struct vb_letters *letters,
			   const struct vb_syllable *s);
bool vb_syllable_i_to_y(struct vb_letters *letters,
			const struct vb_syllable *s);

/*
 * Move the tone of parsed `letters` to its carrier, except in gịa, which is
 * right as it stands. Returns whether it moved.
 */
static inline bool vb_syllable_place_tone(struct vb_letters *letters,
					  const struct vb_syllable *s)
{
	return s->tone && s->tone_at != s->carrier &&
	       vb_syllable_move_tone(letters, s);
}

/*
 * Write y for i where both are in use and mean the same: kì is kỳ, quít is
 * quýt. Returns whether anything changed.
 */
static inline bool vb_syllable_unify_iy(struct vb_letters *letters,
					const struct vb_syllable *s)
{
	return vb_letters_sym(letters, s->rhyme_at) == VB_SYM_I &&
	       vb_syllable_i_to_y(letters, s);
}

#endif
