/*
 * index/sought: the words of a search, and where a text has them.
 *
 * Ranking (nearness.h) and snippets (window.h) look for the same words in the
 * same texts: a reading finds them once for both. Most words of a text are
 * told by their first two letters, and neither cut nor folded.
 */
#ifndef VB_INDEX_SOUGHT_H
#define VB_INDEX_SOUGHT_H

#include "base/arena.h"
#include "index/initial.h"
#include "text/stretch.h"

#define VB_SOUGHT_WORDS 192
#define VB_SOUGHT_NONE 0xffff
#define VB_SOUGHT_LETTERS 37 /* a to z, 0 to 9; number 0 is none of them */

struct vb_sought_word {
	struct vb_str fold; /* the caller's */
	uint16_t before;    /* the one before it that begins so, or NONE */
};

/* Zero it before the first word. */
struct vb_sought {
	struct vb_sought_word words[VB_SOUGHT_WORDS];
	uint16_t n;
	bool numbers; /* some begin with a digit */
	bool some_prefix;
	struct vb_initials initials;
	/* By first letter: the last of those words, plus 1; a bit for each
	 * second letter; whether a prefix begins so. */
	uint16_t last[VB_SOUGHT_LETTERS];
	uint64_t seconds[VB_SOUGHT_LETTERS];
	bool prefix[VB_SOUGHT_LETTERS];
};

/*
 * Look for a word, by its fold, which must outlive the use. Returns its
 * number, which is that of an equal one before it; VB_SOUGHT_NONE, and it is
 * not looked for, past VB_SOUGHT_WORDS.
 */
uint16_t vb_sought_add(struct vb_sought *s, struct vb_str fold);

/* Find all words, too, that may begin as `fold` does, by the first letter at
 * least: the caller tells which of them a prefix means. */
void vb_sought_add_prefix(struct vb_sought *s, struct vb_str fold);

/* A word of the text. */
struct vb_find {
	uint32_t from, to; /* bytes */
	uint32_t at;	   /* words before it, counted by blanks */
	uint16_t word;	   /* the sought one; NONE: perhaps by a prefix */
};

struct vb_reading {
	const struct vb_sought *sought;
	struct vb_str text;
	struct vb_stretches look;
	uint64_t left;		/* of look.begins, what is not looked at */
	uint32_t words;		/* before look.at */
	size_t odd_at, odd_end; /* what is left of an odd stretch */
	uint32_t odd_words;	/* before odd_at */
	struct vb_find *kept;	/* the first ones; in the keeper's arena */
	size_t n_kept, cap_kept;
};

/* Begin to read `text`, of less than 4 GB; both must outlive the reading. */
void vb_reading_begin(struct vb_reading *r, const struct vb_sought *sought,
		      struct vb_str text);

/* The next word that is sought; false at the end of the text. One that hangs
 * on a joined number is passed over: the "đ" of "1.250.000đ". */
bool vb_reading_next(struct vb_reading *r, struct vb_find *out);

/*
 * Keep a word that vb_reading_next gave, all before it being kept, for who
 * reads after. False without memory.
 */
bool vb_reading_keep(struct vb_reading *r, struct vb_arena *arena,
		     const struct vb_find *find);

/* Words in what is passed over: stretches without a gap. Linear. */
uint32_t vb_sought_count(struct vb_str passed);

/* Word `i` of those that are sought, for i = 0, 1, 2, …: one that was kept, or
 * the next. False at the end of the text. */
static inline bool vb_reading_at(struct vb_find *out, struct vb_reading *r,
				 size_t i)
{
	if (i >= r->n_kept)
		return vb_reading_next(r, out);
	*out = r->kept[i];
	return true;
}

#endif
