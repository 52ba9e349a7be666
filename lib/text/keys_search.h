/*
 * text/keys_search (internal): one word of keystrokes read as a syllable.
 */
#ifndef VB_TEXT_KEYS_SEARCH_H
#define VB_TEXT_KEYS_SEARCH_H

#include "text/keys.h"
#include "text/letter.h"

struct vb_keyed {
	struct vb_letters letters; /* the tone in its place */
	unsigned weight;	   /* vb_syllable_weight */
	unsigned keys;		   /* that changed a letter or the tone */
	unsigned hard; /* of them, those that English words hardly have */
	bool replaced; /* a tone took the place of another, or was undone */
};

/*
 * Read `word`, ASCII letters and digits, typed in Telex or VNI. False if it
 * has no key, or comes to no possible syllable. Of several readings the first
 * attested one, for keys change what they can; else the first.
 */
bool vb_keys_search(struct vb_keyed *out, struct vb_str word,
		    enum vb_keys keys);

/*
 * As vb_keys_search, then abbreviations with dd or d9, then keys that undo
 * themselves. Writes to `out` (VB_KEYS_ROOM bytes); 0 if `word` stays.
 */
size_t vb_keys_spell(char *out, struct vb_str word, enum vb_keys keys);

/* As vb_keys_spell, abbreviations only. */
size_t vb_keys_spell_short(char *out, struct vb_str word, enum vb_keys keys);

/* Is `word` English, though its keystrokes come to an attested syllable? */
bool vb_keys_is_english(struct vb_str word);

static inline char vb_ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static inline bool vb_ascii_is_letter(char c)
{
	return (unsigned)(unsigned char)(c | 32) - 'a' < 26;
}

#endif
