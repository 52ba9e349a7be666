/*
 * doc/lines: the head of a document as lines. Private to lib/doc.
 */
#ifndef VB_DOC_LINES_H
#define VB_DOC_LINES_H

#include "base/str.h"

#define VB_HEAD_BYTES 3000 /* where number, type and title stand */
#define VB_HEAD_LINES 80

struct vb_head {
	struct vb_str text; /* the first VB_HEAD_BYTES */
	size_t n;
	struct vb_str line[VB_HEAD_LINES]; /* trimmed, not empty */
	bool caps[VB_HEAD_LINES];	   /* all its letters are capitals */
};

void vb_head_init(struct vb_head *head, struct vb_str text);

/* The offset of line `i` in the text. */
static inline size_t vb_head_at(const struct vb_head *head, size_t i)
{
	return (size_t)(head->line[i].ptr - head->text.ptr);
}

/* Has two or more letters, all of them capitals. */
bool vb_is_caps(struct vb_str s);

/*
 * Do the words of `phrase` (one space between) stand at the start of `text`,
 * with any spaces and breaks between them? The bytes they span, or 0.
 */
size_t vb_phrase_at(struct vb_str text, const char *phrase);

/* The offset of the first place where vb_phrase_at holds, or VB_NPOS. */
size_t vb_phrase_find(struct vb_str text, const char *phrase);

#endif
