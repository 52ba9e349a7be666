/*
 * doc/lines: stretches of a document as lines. Private to lib/doc.
 */
#ifndef VB_DOC_LINES_H
#define VB_DOC_LINES_H

#include "base/buf.h"

#define VB_HEAD_BYTES 3000 /* where number, type and title stand */
#define VB_HEAD_LINES 80

/* A window of a text; the first VB_HEAD_BYTES where it is its head. */
struct vb_head {
	struct vb_str text;
	size_t n;
	struct vb_str line[VB_HEAD_LINES]; /* trimmed, not empty */
	bool caps[VB_HEAD_LINES];	   /* all its letters are capitals */
};

/* The head of `text`. */
void vb_head_init(struct vb_head *head, struct vb_str text);

/* The offset of line `i` in the window's text. */
static inline size_t vb_head_at(const struct vb_head *head, size_t i)
{
	return (size_t)(head->line[i].ptr - head->text.ptr);
}

/* From line `i` to the end of the window. */
static inline struct vb_str vb_head_tail(const struct vb_head *head, size_t i)
{
	return vb_str_skip(head->text, vb_head_at(head, i));
}

/* Has two or more letters, all of them capitals. */
bool vb_is_caps(struct vb_str s);

/* Has neither letters nor digits: "-------", "*". */
bool vb_is_rule(struct vb_str s);

/* Does it begin with a capital letter? */
bool vb_starts_upper(struct vb_str s);

/*
 * Do the words of `phrase` (one space between) stand at the start of `text`,
 * with any spaces and breaks between them? The bytes they span, or 0.
 */
size_t vb_phrase_at(struct vb_str text, const char *phrase);

/* The offset of the first place where vb_phrase_at holds, or VB_NPOS. */
size_t vb_phrase_find(struct vb_str text, const char *phrase);

/* A table of phrases, for the next three. */
struct vb_phrases {
	const char *const *row;
	size_t n;
};

#define VB_PHRASES(table)                                                      \
	((struct vb_phrases){ (table), sizeof(table) / sizeof((table)[0]) })

/* Does `s` begin with one of them? Bytes of the first that fits, or 0. */
size_t vb_starts_any(struct vb_str s, struct vb_phrases table);

/* Does `s` end with one of them? */
bool vb_ends_any(struct vb_str s, struct vb_phrases table);

/* The least offset of one of them in `s`, or VB_NPOS. */
size_t vb_find_any(struct vb_str s, struct vb_phrases table);

/*
 * Append the words of `s` with one space between them, and one before them
 * if `out` holds something. Returns VB_OK, VB_TOO_BIG or VB_NO_MEMORY.
 */
vb_status vb_add_words(struct vb_buf *out, struct vb_str s);

/* How many words, divided by white space. */
size_t vb_count_words(struct vb_str s);

#endif
