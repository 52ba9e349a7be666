/*
 * text/syllable: the shape of a Vietnamese syllable.
 *
 * onset? + rhyme + tone, by the spelling rules: 27 onsets and 160 rhymes in
 * data/syllable (source named there), k gh ngh before e ê i y and c g ng not,
 * rhymes in p t c ch with sắc or nặng only. That says what is possible:
 * "khượn" parses. What is in use was counted over news and law articles, see
 * data/syllable/attested.txt.
 */
#ifndef VB_TEXT_SYLLABLE_H
#define VB_TEXT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * Does `word` (clean, one word, any case) parse as a syllable? The tone may
 * stand on any letter, but there is at most one. sỹ and vỹ count, and gip,
 * têt, xit, which break the rule of the stops. False for what is not clean.
 */
bool vb_syllable_valid(struct vb_str word);

enum vb_syllable_kind {
	VB_SYLLABLE_FOREIGN,  /* does not parse: not a Vietnamese syllable */
	VB_SYLLABLE_POSSIBLE, /* by the spelling rules, but not attested */
	VB_SYLLABLE_VALID,    /* attested, with this very tone */
};

/*
 * What `word` (as for vb_syllable_valid) is. Where the tone stands does not
 * matter: "hòan" is "hoàn", so valid. Attested words include English and
 * French ones that happen to parse ("on", "the").
 */
enum vb_syllable_kind vb_syllable_kind(struct vb_str word);

/*
 * Every spelling that folds to `fold` (lower-case ASCII, one word) and parses
 * as a syllable, or, where none parses, every combination of d/đ in it: of
 * the first six d's, so at most 64, and only the plain one if it is longer
 * than 64 bytes. Calls `fn` with each key (see vb_text_key: "ki" gives "kỳ"),
 * no key twice, the plain one included if it is a syllable ("hop" is not);
 * its bytes live until `fn` returns. Stops early when `fn` returns false.
 * Returns how many were given.
 */
size_t vb_syllable_spellings(struct vb_str fold,
			     bool (*fn)(void *ctx, struct vb_str key),
			     void *ctx);

#define VB_TWIN_BYTES 8

/*
 * The other way to fold the syllables of `fold` (lower-case ASCII, one word)
 * whose keys are the same with i as with y: "ki" of "ky", "quyet" of "quiet",
 * for kì is kỳ and quiết quyết (vb_text_key). It is as long as `fold` and
 * stands in `out`. False, and `out` is anything, where there is none.
 */
bool vb_syllable_twin(char out[VB_TWIN_BYTES], struct vb_str fold);

#endif
