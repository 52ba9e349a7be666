/*
 * format/word_list: the numbers that Word 97 to 2003 puts before paragraphs
 * of lists. They are not in the text. Private to lib/format.
 *
 *	st = vb_word_lists_read(&word->lists, word);
 *	vb_word_list_next(&label, word->lists, &para);	for each, in order
 *
 * A paragraph names a use (LFO) of a list (LSTF), and its level. The list has
 * nine levels (LVL), or one: a number's form, where it starts, and the text
 * around it with places for the numbers of levels. Uses of one list count on
 * together; a use may say where levels start anew, or how they look. Facts:
 * [MS-DOC] 2.4.6.3, 2.4.6.4 and 2.9 (LSTF, LVLF, LFO, LFOLVL).
 */
#ifndef VB_FORMAT_WORD_LIST_H
#define VB_FORMAT_WORD_LIST_H

#include "format/word.h"

#define VB_WORD_LEVELS 9
#define VB_WORD_LABEL_LIMIT 256 /* bytes of what stands before a paragraph */

/* What stands before a paragraph. */
struct vb_word_label {
	struct vb_buf text;  /* UTF-8 as vb_layout_text wants it, or empty */
	bool bullet;	     /* a mark, no number */
	struct vb_str looks; /* modifiers of its characters; borrowed */
};

#define VB_WORD_LABEL_INIT                                                     \
	{                                                                      \
		.text = VB_BUF_INIT(VB_WORD_LABEL_LIMIT)                       \
	}

/*
 * Read the tables of lists of `word`, whose streams and arena are set, into
 * the arena. `*out` is NULL when there are none. Damaged ones give no numbers
 * at all: a wrong number is worse. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_word_lists_read(struct vb_word_lists **out,
			     const struct vb_word *word);

/* Are the tables damaged? NULL is accepted. */
bool vb_word_lists_damaged(const struct vb_word_lists *lists);

/*
 * Count the paragraph, and set `label` to what stands before it; empty when
 * it is in no list that is known. Marks become "-", but "+" and "*" stay. Ends
 * in a space when not empty. `lists` may be NULL.
 */
void vb_word_list_next(struct vb_word_label *label, struct vb_word_lists *lists,
		       const struct vb_word_para *para);

#endif
