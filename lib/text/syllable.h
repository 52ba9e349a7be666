/*
 * text/syllable: the shape of a Vietnamese syllable.
 *
 * onset? + rhyme + tone, by the spelling rules. Facts: the 27 onsets and 160
 * rhymes in data/syllable (source named there).
 */
#ifndef VB_TEXT_SYLLABLE_H
#define VB_TEXT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * Does `word` (clean, one word, any case) parse as a syllable?
 */
bool vb_syllable_valid(struct vb_str word);

/*
 * Every spelling that folds to `fold` (lower-case ASCII, one word) and parses
 * as a syllable, or, where none parses, every combination of d/đ in it (at
 * most 64). Calls `fn` with each key, the plain one included if it is one;
 * stops early when `fn` returns false. Returns how many were given.
 */
size_t vb_syllable_spellings(struct vb_str fold,
			     bool (*fn)(void *ctx, struct vb_str key),
			     void *ctx);

#endif
