/*
 * text/keys: Vietnamese typed on a plain keyboard, without an input method.
 *
 *	Telex	nghij quyeets hooij ddoongf
 *	VNI	nghi5 quye6t1 ho6i5 d9o6ng2
 *
 * Telex: s f r x j give the tones, z takes the tone off; aa ee oo the
 * circumflex, w the breve and the horn, and ư where it changes nothing; dd is
 * đ. VNI: 1-5 the tones, 0 off; 6 circumflex, 7 horn, 8 breve, 9 đ. In both a
 * key may stand anywhere after the letter it changes ("dongofd", "quyet61"), a
 * second tone replaces the first, "uo" takes both horns, and a key typed
 * twice at the end of a word undoes itself ("ass" is "as"). What UniKey and
 * bamboo agree on, read as a whole word instead of key by key. VIQR, which
 * was typed too, is an encoding: text/charset.h.
 *
 * A word of more than VB_KEYS_BYTES bytes is never keystrokes. No state is
 * kept, and all of it takes time in proportion to its input.
 */
#ifndef VB_TEXT_KEYS_H
#define VB_TEXT_KEYS_H

#include <stdbool.h>

#include "base/buf.h"

enum vb_keys { VB_KEYS_TELEX, VB_KEYS_VNI, VB_KEYS_COUNT };

/* No syllable takes more: "nghuwowngfz" has 11. */
#define VB_KEYS_BYTES 16

/* Output is at most this times the clean input: "w" is the two bytes of ư. */
#define VB_KEYS_GROWTH 2

/*
 * Append `in`, cleaned (see vb_text_clean), with every word of keystrokes
 * that comes to a possible syllable replaced by it, its tone in the canonical
 * place. Replaced too: Đắk and Lắk, and "dd" (VNI "d9") in abbreviations
 * without a vowel, HDDND. All else stays, every word with a letter beyond
 * ASCII among it, so that decoding again changes no word that now has a mark.
 * Output is clean. Returns VB_OK; VB_TOO_BIG past out->limit or VB_NO_MEMORY,
 * and `out` is unchanged. `out` must not own the bytes of `in`.
 */
vb_status vb_keys_decode(struct vb_buf *out, struct vb_str in,
			 enum vb_keys keys);

/*
 * Judging a query: words go in, in any order, and the verdict says whether
 * all of them together are raw typing. Start from VB_KEYS_JUDGE_INIT.
 */
struct vb_keys_count {
	size_t sure;   /* words that are keystrokes and hardly anything else */
	size_t maybe;  /* words that are English as well: "car" is cả */
	size_t broken; /* words that come to nothing and are no syllable */
	size_t score;  /* how unlike English the sure ones are */
	size_t capital, small; /* the sure ones in capitals, and the others */
	bool lone;	       /* one of them convinces alone */
};

struct vb_keys_judge {
	struct vb_keys_count counts[2]; /* VB_KEYS_TELEX, VB_KEYS_VNI */
	size_t words;
	bool marked; /* a word has a letter beyond ASCII */
};

#define VB_KEYS_JUDGE_INIT                                                     \
	{                                                                      \
		0                                                              \
	}

struct vb_keys_verdict {
	enum vb_keys keys; /* VB_KEYS_TELEX or VB_KEYS_VNI */
	bool maybe;	   /* words that may be English are decoded too */
	bool known;	   /* rarer ones of them too */
	bool capitals;	   /* words in capitals are keystrokes too */
};

/* Weigh one `word`, letters and digits only, clean. */
void vb_keys_judge_word(struct vb_keys_judge *judge, struct vb_str word);

/*
 * Is it raw typing? A query of one word is only if the word looks like
 * nothing else. False leaves `*out` alone.
 */
bool vb_keys_judge_verdict(struct vb_keys_verdict *out,
			   const struct vb_keys_judge *judge);

/* Bytes that vb_keys_word may write. */
#define VB_KEYS_ROOM (VB_KEYS_BYTES * VB_KEYS_GROWTH)

/*
 * Write `word` decoded as `verdict` says to `out` (VB_KEYS_ROOM bytes) and
 * return the length; 0 if it stays as it is: plain words, numbers, and what
 * comes to no syllable.
 */
size_t vb_keys_word(char *out, struct vb_str word,
		    const struct vb_keys_verdict *verdict);

/*
 * Is `in`, as a query, raw Telex or VNI? Then append it decoded, clean, set
 * `*found` and say in `*keys` which. Else append it cleaned and clear
 * `*found`; `*keys` stays. Words in URLs and e-mail addresses count for
 * nothing and stay. Fails as vb_keys_decode does, and leaves all three alone.
 */
vb_status vb_keys_guess(struct vb_buf *out, bool *found, enum vb_keys *keys,
			struct vb_str in);

#endif
