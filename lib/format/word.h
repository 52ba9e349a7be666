/*
 * format/word: a Word document of versions 6 to 2003: where its text is, and
 * how each stretch of it looks. Private to lib/format.
 *
 * Text is a list of characters (cp); pieces say where in the main stream runs
 * of them are (fc), in bytes or in UTF-16. Properties of characters and of
 * paragraphs hang on fc, in pages of 512 bytes that a table finds, as lists
 * of modifiers (sprm) over those of a style.
 *
 * Facts: [MS-DOC], and for versions 6 and 95 the description that Microsoft
 * gave out with the Word 6 SDK. All reading is bounded: what points nowhere
 * reads as zeros and gives plain text.
 */
#ifndef VB_FORMAT_WORD_H
#define VB_FORMAT_WORD_H

#include "base/arena.h"
#include "format/ole.h"

#define VB_WORD_STORIES 8 /* main text, footnotes, headers, … in this order */

enum vb_word_story {
	VB_WORD_MAIN,
	VB_WORD_FOOTNOTES,
	VB_WORD_HEADERS,
	VB_WORD_MACROS,
	VB_WORD_COMMENTS,
	VB_WORD_ENDNOTES,
	VB_WORD_BOXES,
	VB_WORD_HEADER_BOXES,
};

struct vb_word_piece {
	uint32_t cp;	/* its first character */
	uint32_t count; /* characters */
	uint32_t fc;	/* its place in the main stream, in bytes */
	bool wide;	/* UTF-16, not Windows-1252 */
};

/* How characters look. */
struct vb_word_run {
	unsigned font, other; /* for ASCII, and for what is not */
	bool capitals, hidden, special;
	unsigned symbol; /* with `special` and "(": this character instead */
};

/* How a paragraph stands. */
struct vb_word_para {
	unsigned style;
	bool in_table, row_end;
	bool in_list;
	unsigned list;	     /* of Word 97: which use of one, from 1; 0: none */
	unsigned list_level; /* 0: the outermost */
	unsigned outline;    /* 1 to 9: a heading, 0: none */
	bool caption;
	uint32_t end; /* fc behind it, as far as one page knows; 0: unknown */
};

struct vb_word_style {
	struct vb_word_run run;
	struct vb_word_para para;
};

/* A table from fc to the page that has the properties from there on. */
struct vb_word_bin {
	uint32_t *fc, *page;
	size_t n;
};

struct vb_word {
	struct vb_str main, table, data; /* streams */
	bool old;			 /* version 6 or 95 */
	struct vb_arena *arena;		 /* of what is below */
	struct vb_word_piece *pieces;	 /* in order of cp */
	size_t n_pieces;
	uint32_t stories[VB_WORD_STORIES]; /* characters in each */
	struct vb_str *fonts;		   /* names, UTF-8 */
	size_t n_fonts;
	struct vb_word_style *styles;
	size_t n_styles;
	struct vb_word_bin chars, paras;
	struct vb_word_lists *lists; /* NULL: none (format/word_list.h) */
	bool cut;		     /* some text is not in the file */
	bool lost;		     /* where its text is had to be guessed */
	bool unnumbered;	     /* numbers of lists are lost */
};

/*
 * Find everything in `word`, whose streams and arena are set. `main` begins
 * with the file information block. VB_OK; VB_BAD_INPUT, VB_UNSUPPORTED
 * (encrypted, or older than Word 6) with err; VB_NO_MEMORY.
 */
vb_status vb_word_find(struct vb_word *word, struct vb_error *err);

/* Is the other table stream, "1Table", the one that belongs to `main`? */
bool vb_word_is_1table(struct vb_str main);

/*
 * Properties of the characters at `fc`, in a paragraph of `style`; `*end` is
 * where the next ones begin, always beyond fc.
 */
void vb_word_run_at(struct vb_word_run *out, uint32_t *end,
		    const struct vb_word *word, uint32_t fc, unsigned style);

/* Properties of the paragraph that has a character at `fc`. */
void vb_word_para_at(struct vb_word_para *out, const struct vb_word *word,
		     uint32_t fc);

/*
 * Change `run` as `list` says, modifiers that stand outside the pages; `style`
 * is that of the paragraph. For Word 97 and later.
 */
void vb_word_run_change(struct vb_word_run *run, const struct vb_word *word,
			struct vb_str list, unsigned style);

/* Private to word*.c: styles with fonts, from the style sheet. */
vb_status vb_word_styles(struct vb_word *word, struct vb_str sheet);

#endif
