/*
 * words: what the pages say, in Vietnamese and English.
 */
#ifndef VB_SEARCHD_WORDS_H
#define VB_SEARCHD_WORDS_H

#include "base/str.h"

/* The word of that key in the language; NULL if there is none. */
const char *words_get(struct vb_str key, bool vietnamese);

/* As words_get for a key of the program's own; never NULL. */
const char *word(const char *key, bool vietnamese);

/*
 * Does an Accept-Language header (NULL: none) want English rather than
 * Vietnamese? RFC 9110, 12.5.4; Vietnamese when it says nothing of either.
 */
bool words_english(const char *accept_language);

/* Does it want Vietnamese rather than English, and says so? */
bool words_vietnamese(const char *accept_language);

#endif
