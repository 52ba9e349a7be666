/*
 * index/dictionary: the archive's own words, pairs, phrases, titles and
 * numbers, for spelling (spell.h) and suggestions (suggest.h).
 *
 *	DIR/index/gen-000007/spelling	made of that generation; mapped, never
 *					changed, only replaced whole
 *
 * It may lag behind the index, or be missing or damaged: then there are fewer
 * suggestions or none, and never a failure. So whatever it says of a document
 * is asked of the index before it is told. What came since it was made is in
 * recent.h. docs/decisions/0009 has the reasons.
 *
 * Layout: the head below, then the sections, each at a multiple of 8. Numbers
 * are in the machine's order: another machine's file is damaged for us. Every
 * access checks its bounds, for the file comes from outside.
 */
#ifndef VB_INDEX_DICTIONARY_H
#define VB_INDEX_DICTIONARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

#define VB_DICTIONARY_FILE "spelling"
#define VB_DICTIONARY_MAGIC 0x31306c6c70736276u /* "vbspll01" */
#define VB_DICTIONARY_BLOCK 64 /* starts for which one best is kept */

enum vb_section {
	/* Folds of words, in byte order; the words of fold f are those from
	   FOLD_WORD[f] to FOLD_WORD[f + 1]. */
	VB_SECTION_FOLD_AT,
	VB_SECTION_FOLD_TEXT,
	VB_SECTION_FOLD_WORD,
	/* Keys of words, ordered by fold, then by bytes. */
	VB_SECTION_WORD_AT,
	VB_SECTION_WORD_TEXT,
	VB_SECTION_WORD_DOCS, /* documents that hold it */
	/* What follows word w: PAIR_NEXT[PAIR_AT[w]] …, rising. */
	VB_SECTION_PAIR_AT,
	VB_SECTION_PAIR_NEXT,
	VB_SECTION_PAIR_COUNT, /* in a sample of the texts */
	/* Phrases, as keys, ordered by fold; how often in the sample. */
	VB_SECTION_PHRASE_AT,
	VB_SECTION_PHRASE_TEXT,
	VB_SECTION_PHRASE_COUNT,
	/* "title\0number\0id", best first. */
	VB_SECTION_TITLE_AT,
	VB_SECTION_TITLE_TEXT,
	/* Where words of titles begin, in TITLE_TEXT, ordered by the fold of
	   what follows; the least of each block, which is the best. */
	VB_SECTION_START,
	VB_SECTION_START_BEST,
	/* "fold of the key\0as it is written\0id\0title", ordered. */
	VB_SECTION_NUMBER_AT,
	VB_SECTION_NUMBER_TEXT,
	VB_SECTION_COUNT
};

struct vb_dictionary_head {
	uint64_t magic, size; /* of the whole file */
	uint64_t documents;   /* that the index had */
	struct {
		uint64_t at, size; /* bytes */
	} sections[VB_SECTION_COUNT];
};

typedef struct vb_dictionary vb_dictionary;

/*
 * Open the dictionary in the folder `generation`. VB_NOT_FOUND when there is
 * none, VB_CORRUPT when it is damaged or another version's; VB_IO,
 * VB_NO_MEMORY. The caller closes `*out`.
 */
vb_status vb_dictionary_open(vb_dictionary **out, const char *generation);

/* The same of bytes that the caller keeps: VB_OK, VB_CORRUPT, VB_NO_MEMORY. */
vb_status vb_dictionary_from(vb_dictionary **out, struct vb_str bytes);
void vb_dictionary_close(vb_dictionary *d); /* NULL is fine */

/* Is the file in `generation` the one that `d` has open? */
bool vb_dictionary_is_current(const vb_dictionary *d, const char *generation);

/* How many items a section of numbers or texts (an _AT one) has. */
uint32_t vb_dictionary_count(const vb_dictionary *d, enum vb_section section);

/* Number `i` of a section of 32-bit numbers; 0 past its end. */
uint32_t vb_dictionary_number(const vb_dictionary *d, enum vb_section section,
			      uint32_t i);

/*
 * Text `i` of the section `at`, whose bytes are in the section after it;
 * empty past the end. Borrowed from `d`.
 */
struct vb_str vb_dictionary_text(const vb_dictionary *d, enum vb_section at,
				 uint32_t i);

/* All of TITLE_TEXT: what VB_SECTION_START points into. */
struct vb_str vb_dictionary_titles(const vb_dictionary *d);

/* The title in which the byte `at` of TITLE_TEXT stands. */
uint32_t vb_dictionary_title_of(const vb_dictionary *d, uint32_t at);

uint64_t vb_dictionary_documents(const vb_dictionary *d);

#define VB_NO_WORD UINT32_MAX

/* A range of folds, words, starts …: [from, to). */
struct vb_extent {
	uint32_t from, to;
};

/* The fold `fold` and the words that it is the fold of; false: unknown. */
bool vb_dictionary_fold(uint32_t *index, struct vb_extent *words,
			const vb_dictionary *d, struct vb_str fold);

/* The folds that begin with `prefix`. */
struct vb_extent vb_dictionary_folds(const vb_dictionary *d,
				     struct vb_str prefix);

/* The word with that fold and key, or VB_NO_WORD. */
uint32_t vb_dictionary_word(const vb_dictionary *d, struct vb_str fold,
			    struct vb_str key);

/* Documents with a word of that range, added up. */
uint64_t vb_dictionary_docs(const vb_dictionary *d, struct vb_extent words);

/* How often the sample has word `b` right after word `a`. */
uint32_t vb_dictionary_pair(const vb_dictionary *d, uint32_t a, uint32_t b);

/* The phrases that begin with `prefix` ("phu cap d") once folded. */
struct vb_extent vb_dictionary_phrases(const vb_dictionary *d,
				       struct vb_str prefix);

/* Likewise of the starts in titles. */
struct vb_extent vb_dictionary_starts(const vb_dictionary *d,
				      struct vb_str prefix);

/* The numbers whose folded key begins with `prefix` ("5 20"). */
struct vb_extent vb_dictionary_numbers(const vb_dictionary *d,
				       struct vb_str prefix);

/*
 * Compare the words of clean `text`, folded, one space between, with
 * `prefix`: 0 if they begin with it, else as memcmp.
 */
int vb_words_compare(struct vb_str text, struct vb_str prefix);

#endif
